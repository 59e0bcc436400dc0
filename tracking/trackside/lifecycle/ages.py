"""Lengths of time as MLflow's ``gc --older-than`` writes them. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

from trackside.errors import InvalidParameter

_NUMBER = r"(\d+(?:\.\d*)?|\.\d+)"
_AGE = re.compile(
    rf"(?:{_NUMBER}d)?(?:{_NUMBER}h)?(?:{_NUMBER}m)?(?:{_NUMBER}s)?", re.ASCII | re.IGNORECASE
)


def parse_age(text: str) -> timedelta:
    """Return the length of time that ``1d2h3m4s`` means; each part may be left out or have a fraction."""
    match = _AGE.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise InvalidParameter(
            f"Invalid age {text!r}: write days, hours, minutes and seconds such as '30d', '1d12h' or '1.5h'."
        )
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    try:
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise InvalidParameter(f"Invalid age {text!r}: nothing is as old as that.") from None
