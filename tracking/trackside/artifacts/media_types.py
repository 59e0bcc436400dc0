"""Which files a browser shows or plays by itself, by their endings."""

from __future__ import annotations

IMAGES = {
    "apng": "image/apng",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
AUDIO = {
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "weba": "audio/webm",
}
VIDEO = {
    "m4v": "video/mp4",
    "mp4": "video/mp4",
    "ogv": "video/ogg",
    "webm": "video/webm",
}
PDF = {"pdf": "application/pdf"}
PAGES = {"htm": "text/html", "html": "text/html"}


def ending_of(name: str) -> str:
    """Return the ending of a file's name, in small letters and without the dot; empty if it has none."""
    return name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""
