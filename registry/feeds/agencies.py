"""The agencies of a feed: the publishers of its entries, each with the name of its folder."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.terms import DCT, FOAF, SKOS, VCARD

from ..record.record import quads_of
from ..store.publishers import agency_code, code_without_description
from .entry_spool import EntrySpool

__all__ = ["Agency", "agencies_of"]

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


def _describe(iri: str, nquads: bytes) -> tuple[str | None, dict[str, str]]:
    """The code and names of a publisher, by its graph."""
    names: dict[str, tuple[int, str]] = {}
    for subject, predicate, value, _ in quads_of(nquads):
        if subject.value != iri:
            continue
        if predicate in _NAMES and value.value.strip():
            language = getattr(value, "language", None) or ""
            names[language] = min(names.get(language, (len(_NAMES), "")), (_NAMES.index(predicate), value.value))
    texts = {language: name for language, (_, name) in sorted(names.items())}
    return agency_code(iri, nquads), texts or {"": iri}
