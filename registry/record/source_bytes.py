"""Source bytes of records, where these are no RDF, and the limits within which they are kept.

The description of one record as its source gave it, where that is no RDF: kept beside the graph made of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from danhmuc.vocab.errors import UsageError

from ..messages.harvest import PruningText

# ---------------------------------------------------------------- source bytes

_LEVEL: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBytes:
    """The description of one record as its source gave it.

    Attributes:
        media_type: such as ``application/json``.
        data: of this record alone, without what surrounds it.
    """

    media_type: str
    data: bytes = field(repr=False)

    def pack(self) -> PackedBytes:
        """The same as it is stored."""
        return PackedBytes(
            media_type=self.media_type,
            digest="sha256:" + hashlib.sha256(self.data).hexdigest(),
            size=len(self.data),
            body=zlib.compress(self.data, _LEVEL),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedBytes:
    """The description of one record as it is stored.

    Attributes:
        digest: of the bytes, ``sha256:`` and hexadecimal.
        size: number of the bytes.
        body: the bytes, zlib.
    """

    media_type: str
    digest: str
    size: int
    body: bytes = field(repr=False)

    def unpack(self) -> SourceBytes:
        """The same as the source gave it."""
        return SourceBytes(media_type=self.media_type, data=zlib.decompress(self.body))


def json_spellings(iri: str) -> tuple[bytes, ...]:
    r"""An IRI as text and JSON may have it.

    >>> json_spellings("https://e.vn/ö")[1:]
    (b'https:\\/\\/e.vn\\/\xc3\xb6', b'https://e.vn/\\u00f6', b'https:\\/\\/e.vn\\/\\u00f6')
    """
    plain, escaped = iri, json.dumps(iri)[1:-1]
    found = (plain, plain.replace("/", "\\/"), escaped, escaped.replace("/", "\\/"))
    return tuple(dict.fromkeys(one.encode() for one in found))


def names_any(data: bytes, iris: Collection[str]) -> bool:
    """Whether bytes have any of some IRIs."""
    return any(spelling in data for iri in iris for spelling in json_spellings(iri))


# ---------------------------------------------------------------- pruning limits
# Limits for raw bytes that are kept beside the records: how long what nothing stands on, and how many at all.

_SIZE: Final = re.compile(r"(\d{1,20}(?:[.,]\d{1,20})?)\s*([kmgt]?)(i?)b?", re.IGNORECASE | re.ASCII)
_POWERS: Final = ("", "k", "m", "g", "t")
_DAYS: Final = "DANHMUC_BODIES_DAYS"
_BYTES: Final = "DANHMUC_BODIES_MAX_BYTES"


@dataclass(frozen=True, slots=True, kw_only=True)
class PruningLimits:
    """Limits that hold after each harvest.

    Attributes:
        days: how long raw bytes are kept that no last good run of a source stands on; None for ever.
        max_bytes: number of raw bytes that are kept at most; None for any number.
    """

    days: int | None = 30
    max_bytes: int | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> PruningLimits:
        """The limits with ``DANHMUC_BODIES_DAYS`` and ``DANHMUC_BODIES_MAX_BYTES``.

        Raises:
            UsageError: one is set and cannot be read.

        >>> PruningLimits.from_environment({"DANHMUC_BODIES_DAYS": "7", "DANHMUC_BODIES_MAX_BYTES": "2 GB"})
        PruningLimits(days=7, max_bytes=2000000000)
        """
        days, size = environment.get(_DAYS, "").strip(), environment.get(_BYTES, "").strip()
        if days and not (days.isascii() and days.isdigit() and len(days) <= 5):
            raise UsageError(PruningText.BODY_DAYS_UNUSABLE(text=days))
        return cls(days=int(days) if days else cls().days, max_bytes=read_size(size) if size else None)


def read_size(text: str) -> int:
    """A number of bytes as people write it.

    Raises:
        UsageError: it is none.

    >>> read_size("500 MB"), read_size("1.5GiB"), read_size("0")
    (500000000, 1610612736, 0)
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None or (found[3] and not found[2]):
        raise UsageError(PruningText.BODY_SIZE_UNUSABLE(text=text))
    base = 1024 if found[3] else 1000
    return int(float(found[1].replace(",", ".")) * base ** _POWERS.index(found[2].lower()))
