"""Locations on this machine: their paths, as text that can be stored, and names of sources made from them."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.text import mask_passwords, shown_location

from ..messages.harvest import HarvestText


def local_path(location: str) -> Path:
    """The path of a location.

    Raises:
        UsageError: it is remote, or empty, or begins like an address and is neither one nor a file.
    """
    if not location:
        raise UsageError(HarvestText.LOCATION_EMPTY())
    shown = shown_location(location)
    if "://" not in location:
        if shown != mask_passwords(location) and not os.path.exists(location):  # noqa: PTH110 - which bears any text
            raise UsageError(HarvestText.LOCATION_REMOTE(location=shown))
        return Path(location)
    try:
        address = urlsplit(location)
    except ValueError:
        raise UsageError(HarvestText.LOCATION_REMOTE(location=shown)) from None  # the error has the password
    if address.scheme != "file" or address.netloc not in ("", "localhost"):
        raise UsageError(HarvestText.LOCATION_REMOTE(location=shown))
    return Path(unquote(address.path))


def require_place(location: str) -> None:
    """See that a location is there if it is one of this machine; of others nothing is asked.

    Raises:
        SourceUnavailableError: it is not.
    """
    try:
        local_path(location).stat()
    except UsageError:
        return
    except OSError as error:
        raise SourceUnavailableError(location, system_reason(error)) from error


def readable_path(path: str) -> str:
    """The path as text that can be stored: bytes in it that are no UTF-8 are escaped."""
    return os.fsencode(path).decode(errors="backslashreplace")


def plain_name(path: Path, endings: Collection[str]) -> str:
    """The last part of the path, without those endings."""
    name = readable_path(path.name)
    while "." in name.lstrip(".") and not path.is_dir():
        stem, _, ending = name.rpartition(".")
        if not stem or f".{ending.lower()}" not in endings:
            break
        name = stem
    return name or "source"
