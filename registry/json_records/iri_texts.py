"""IRIs that are written as texts, repaired where strict readers need it; each repair has its finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.findings import Severity
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading.canonical_iris import canonical_iri
from danhmuc.vocab.reading.relative_iris import make_absolute
from danhmuc.vocab.valid_iris import escape_iri

REPAIRS: Final[Mapping[str, Severity]] = MappingProxyType(
    {"read:canonical-iri": "info", "read:iri-escaped": "info", "read:relative-iri": "warning"}
)
"""Severities of what is repaired, by the codes of the findings."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_RELATIVE: Final = re.compile(r"(?:/(?!/)|\.\.?/)\S*")
_WEB: Final = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IriReading:
    """The IRI that a text is.

    Attributes:
        repairs: codes and messages of what was repaired in it.
    """

    term: NamedNode
    repairs: tuple[tuple[str, Message], ...]


def resource_iri(text: str) -> NamedNode | None:
    """The IRI that an identifier is: one of http or https, with what IRIs may not contain encoded."""
    bare = text.strip()
    return NamedNode(escape_iri(bare)) if _WEB.match(bare) else None


def read_iri(text: str, base: str) -> IriReading | None:
    """The IRI that a text is; None if it is none.

    Args:
        base: relative ones are resolved against it.
    """
    repairs: list[tuple[str, Message]] = []
    absolute = text.strip()
    if _RELATIVE.fullmatch(absolute):
        absolute = make_absolute(escape_iri("x:" + absolute)[2:], base)
        repairs.append(("read:relative-iri", ReadingText.IRI_RELATIVE()))
    elif _SCHEME.match(absolute) is None or (" " in absolute and not _WEB.match(absolute)):
        return None
    valid = escape_iri(absolute)
    if valid != absolute:
        repairs.append(("read:iri-escaped", ReadingText.IRI_ESCAPED()))
    owned = canonical_iri(valid)
    if owned != valid:
        repairs.append(("read:canonical-iri", ReadingText.IRI_NOT_CANONICAL()))
    return IriReading(NamedNode(owned), tuple(repairs))
