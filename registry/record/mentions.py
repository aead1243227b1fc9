"""Which IRIs a document mentions, in few bytes: by that it is found again without being read.

A document may seem to mention what it does not, never the other way round.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable
from typing import Final

_BYTES: Final = 6
"""Of a digest; 48 bits are 8 characters of base64 without a rest."""
_CHARACTERS: Final = 8
_FORM: Final = re.compile(r"(?:[A-Za-z0-9+/]{8})*")


def mentions_of(iris: Iterable[str]) -> str:
    """The keys of some IRIs as one text."""
    return "".join(sorted(mention_keys(iris)))


def mention_keys(iris: Iterable[str]) -> set[str]:
    """The key of each IRI."""
    return {_key(iri) for iri in iris}


def mentions_any(mentions: str | None, keys: Collection[str]) -> bool:
    """Whether a document may mention any of the IRIs that have these keys; also if it is not known what it mentions."""
    if mentions is None:
        return True
    return not keys_in(mentions).isdisjoint(keys)


def keys_in(mentions: str) -> set[str]:
    """The keys in a text that `mentions_of` made."""
    return {mentions[at : at + _CHARACTERS] for at in range(0, len(mentions), _CHARACTERS)}


def are_mentions(text: str) -> bool:
    """Whether `mentions_of` may have made a text."""
    return _FORM.fullmatch(text) is not None


def _key(iri: str) -> str:
    digest = hashlib.blake2b(iri.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return base64.b64encode(digest).decode()
