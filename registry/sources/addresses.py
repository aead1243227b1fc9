"""Addresses of sources on the web: their one spelling, and the name that a source has by its address."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import AddressRefusedError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading import RDF_ENDINGS

from ..fetch.web_locations import read_location

_ENDINGS = frozenset({*RDF_ENDINGS, ".json", ".gz"})


def web_location(location: str) -> str:
    """The address in its one spelling.

    Raises:
        UsageError: it is none.
    """
    try:
        return read_location(location).url
    except AddressRefusedError as error:
        raise UsageError(ErrorsText.PLACE_AND_REASON(place=error.location, reason=error.reason)) from None


def name_of_location(location: str) -> str:
    """The last part of the path without the endings of a format, or else the host.

    >>> name_of_location("https://data.hue.vn/feeds/so-y-te.ttl?x=1"), name_of_location("https://data.hue.vn/")
    ('so-y-te', 'data.hue.vn')
    """
    address = urlsplit(location)
    name = PurePosixPath(unquote(address.path)).name
    while "." in name.lstrip("."):
        stem, _, ending = name.rpartition(".")
        if not stem or f".{ending.lower()}" not in _ENDINGS:
            break
        name = stem
    return name or address.hostname or "source"
