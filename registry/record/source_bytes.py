"""The description of one record as its source gave it, where that is no RDF: kept beside the graph made of it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

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
