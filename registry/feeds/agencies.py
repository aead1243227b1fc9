"""The agencies of a feed: the publishers of its entries, each with the name of its folder."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.terms import DCT, FOAF, SKOS, VCARD

from ..record.record import quads_of
from .entry_spool import EntrySpool

__all__ = ["Agency", "agencies_of", "agency_code", "code_without_description"]

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,34}")
"""A code that can be the name of a folder: those of agencies can, the new form and the old one."""
_CODES: Final = (DCT.identifier, SKOS.notation)
_NAMES: Final = (FOAF.name, SKOS.prefLabel, DCT.title, VCARD.fn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency.

    Attributes:
        iri: of the publisher.
        code: its code, else eight hex digits of its IRI; no two agencies have the same.
        names: by language.
        entries: positions of its entries.
        sources: names of the sources of these.
    """

    iri: str
    code: str
    names: Mapping[str, str]
    entries: Sequence[int]
    sources: tuple[str, ...]


def agencies_of(spool: EntrySpool) -> tuple[Agency, ...]:
    """The agencies by code; entries without a publisher are in none."""
    entries: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for number, entry in enumerate(spool.entries):
        if entry.publisher is not None:
            entries[entry.publisher].append(number)
            sources[entry.publisher].add(entry.source)
    described = {iri: _describe(iri, spool.node(iri) if iri in spool.nodes else b"") for iri in entries}
    # Two agencies of one code are not to share a feed. A file system may not tell capitals from small letters.
    taken = Counter(code.casefold() for code, _ in described.values() if code is not None)
    found = []
    for iri, numbers in entries.items():
        code, names = described[iri]
        if code is None or taken[code.casefold()] > 1:
            code = code_without_description(iri)
        found.append(Agency(iri=iri, code=code, names=names, entries=numbers, sources=tuple(sorted(sources[iri]))))
    return tuple(sorted(found, key=lambda one: one.code))


def agency_code(iri: str, nquads: bytes) -> str | None:
    """The code of a publisher by its graph; None if it says none, or several."""
    return _describe(iri, nquads)[0]


def code_without_description(iri: str) -> str:
    """The code of a publisher that has none of its own: eight hex digits of its IRI."""
    return hashlib.sha256(iri.encode()).hexdigest()[:8]


def _describe(iri: str, nquads: bytes) -> tuple[str | None, dict[str, str]]:
    """The code and names of a publisher, by its graph."""
    codes: list[tuple[int, str]] = []
    names: dict[str, tuple[int, str]] = {}
    for subject, predicate, value, _ in quads_of(nquads):
        if subject.value != iri:
            continue
        if predicate in _CODES and _CODE.fullmatch(value.value):
            codes.append((_CODES.index(predicate), value.value))
        elif predicate in _NAMES and value.value.strip():
            language = getattr(value, "language", None) or ""
            names[language] = min(names.get(language, (len(_NAMES), "")), (_NAMES.index(predicate), value.value))
    best = {code for rank, code in codes if rank == min(codes)[0]}
    texts = {language: name for language, (_, name) in sorted(names.items())}
    return (best.pop() if len(best) == 1 else None), texts or {"": iri}
