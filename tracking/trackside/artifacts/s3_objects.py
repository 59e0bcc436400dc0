"""What S3 can do beyond fsspec: tell content apart, and give a folder in pages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

from trackside.artifacts.copying import CHUNK_BYTES
from trackside.artifacts.filesystems import s3_upload_arguments
from trackside.artifacts.listing import MAX_RESULTS, checked_max_results, decode_token, encode_token
from trackside.artifacts.remote_files import part_bytes
from trackside.entities.paging import PagedList

if TYPE_CHECKING:
    from typing import Any

    from trackside.artifacts.filesystems import Mount

# Below, asking costs as much as uploading.
_LEAST_BYTES = 1 << 20


def is_there_already(mount: Mount, path: str, reader: BinaryIO, size: int) -> bool:
    """Say whether the object at ``path`` surely has the content of ``reader``, which is rewound.

    S3's ETag is the MD5 of what was uploaded, or the MD5 of the MD5s of the parts. Where it is
    something else (encryption with keys of KMS, other part sizes) it equals neither.
    """
    if size < _LEAST_BYTES or s3_upload_arguments():
        return False
    try:
        found = mount.system.info(path)
    except FileNotFoundError:
        return False
    if found.get("type") != "file" or found.get("size") != size:
        return False
    tag = _entity_tag(reader, size)
    reader.seek(0)
    return bool(found.get("ETag", "").strip('"') == tag)


def page_of_objects(
    mount: Mount, folder: str, max_results: int, page_token: str | None
) -> PagedList[dict[str, Any]]:
    """Return the next entries of a folder, as fsspec describes them, with one request."""
    bucket, _, key = folder.partition("/")
    after = decode_token(page_token)
    more = {"ContinuationToken": after} if after else {}
    answer = mount.system.call_s3(
        "list_objects_v2",
        Bucket=bucket,
        Prefix=f"{key}/" if key else "",
        Delimiter="/",
        # S3 gives no more at once; a page is at most that long.
        MaxKeys=min(checked_max_results(max_results), MAX_RESULTS),
        **more,
    )
    entries = [
        {"name": f"{bucket}/{found['Prefix'][:-1]}", "type": "directory"}
        for found in answer.get("CommonPrefixes", ())
    ] + [
        {"name": f"{bucket}/{found['Key']}", "type": "file", "size": found["Size"]}
        for found in answer.get("Contents", ())
    ]
    after = answer.get("NextContinuationToken")
    return PagedList(entries, encode_token(after) if after else None)


def _entity_tag(reader: BinaryIO, size: int) -> str:
    part = part_bytes(size)
    if size < part:
        return _md5_of(reader, size).hexdigest()
    count = -(-size // part)
    parts = b"".join(_md5_of(reader, part).digest() for _ in range(count))
    return f"{hashlib.md5(parts, usedforsecurity=False).hexdigest()}-{count}"


def _md5_of(reader: BinaryIO, size: int) -> hashlib._Hash:
    digest = hashlib.md5(usedforsecurity=False)
    while size > 0 and (chunk := reader.read(min(size, CHUNK_BYTES))):
        digest.update(chunk)
        size -= len(chunk)
    return digest
