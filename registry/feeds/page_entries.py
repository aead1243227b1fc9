"""Read the entries back from the documents of a feed: which records a page says something of, and what.

Knows documents in a folder; nothing of registries, nor of what must leave.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT, FOAF, HYDRA, RDF

from .feed_files import PACKED
from .local_iris import record_iri, root_iri

_FORMATS: Final = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML}
"""Those of a page by their endings; the one that loses nothing first."""
_LISTING: Final = frozenset(map(str, MEMBERSHIP))
_DISTRIBUTION: Final = str(DCAT.distribution)
_TOPIC: Final = str(FOAF.primaryTopic)
_CATALOG: Final = str(DCAT.catalog)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """An entry as a page has it.

    Attributes:
        local: the part of its local IRI that follows the base.
        iri: that of its owner.
        page: the name of the page.
        digests: of what the page says of it. A distribution may be a part of the record or a node record, which a page
            does not tell, so there may be two.
    """

    local: str
    iri: str
    page: str
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page that was read.

    Attributes:
        base: the address of its feed, by its own address.
        total: number of entries of the whole feed; on the first page alone.
    """

    base: str
    entries: tuple[PageEntry, ...]
    total: int | None


def read_page(folder: Path, name: str, *, wanted: Iterable[str] = (), nodes: Container[str] = ()) -> ReadPage | None:
    """A page, from the first of its syntaxes that can be read; None if none can.

    Args:
        name: its path without an ending.
        wanted: the locals that it should have; what the first syntax lacks of them is looked for in the others.
        nodes: IRIs that may be those of node records.
    """
    missing = set(wanted)
    found: ReadPage | None = None
    for ending in _FORMATS:
        for path in (f"{name}.{ending}", f"{name}.{ending}{PACKED}"):
            page = _read(folder / path, ending, name, nodes)
            if page is None or (found is not None and page.base != found.base):
                continue
            if found is None:
                found = page
            else:
                more = [one for one in page.entries if one.local in missing]
                total = page.total if found.total is None else found.total
                found = ReadPage(base=found.base, entries=(*found.entries, *more), total=total)
            missing.difference_update(one.local for one in page.entries)
            if not missing:
                return found
    return found


def read_listed_locals(folder: Path, name: str, base: str, *, catalog: str) -> set[str] | None:
    """The locals of the entries that a document lists; None if it can be read in no syntax.

    Args:
        name: its path without an ending.
        catalog: the IRI of the catalogue that lists them.
    """
    prefix = record_iri(base, "")
    listing = NamedNode(catalog)
    for ending in sorted(_FORMATS, key=lambda one: one == "jsonld"):  # which is not read piece by piece
        for path in (f"{name}.{ending}", f"{name}.{ending}{PACKED}"):
            found = set()
            try:
                for quad in _quads(folder / path, ending):
                    value = quad.object
                    if quad.predicate == DCAT.record and quad.subject == listing and isinstance(value, NamedNode):
                        found.add(value.value)
            except (OSError, EOFError, ValueError, SyntaxError):
                continue
            return {iri.removeprefix(prefix) for iri in found if iri.startswith(prefix)}
    return None


def _quads(path: Path, ending: str) -> Iterator[Quad]:
    with gzip.open(path, "rb") if path.suffix == PACKED else path.open("rb") as opened:
        yield from parse(cast("IO[bytes]", opened), format=_FORMATS[ending])


def _read(path: Path, ending: str, name: str, nodes: Container[str]) -> ReadPage | None:
    """A page in one syntax; None if it is not there, cannot be read, or is not that page."""
    try:
        quads = list(_quads(path, ending))
    except (OSError, EOFError, ValueError, SyntaxError):
        return None
    suffix = f"{name}.{ending}"
    views = [one.subject for one in quads if (one.predicate, one.object) == (RDF.type, HYDRA.PartialCollectionView)]
    bases = {
        one.value.removesuffix(suffix) for one in views if isinstance(one, NamedNode) and one.value.endswith(suffix)
    }
    if len(bases) != 1:
        return None
    (base,) = bases
    own = NamedNode(base + suffix)
    totals = [
        one.object.value
        for one in quads
        if (one.subject, one.predicate) == (own, HYDRA.totalItems) and isinstance(one.object, Literal)
    ]
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    by_subject: defaultdict[str, list[str]] = defaultdict(list)
    for line in dict.fromkeys(lines.decode().split("\n")[:-1]):
        by_subject[line.partition(" ")[0]].append(line)
    total = int(totals[0]) if len(totals) == 1 and totals[0].isdecimal() else None
    return ReadPage(base=base, entries=tuple(_entries(by_subject, base, name, nodes)), total=total)


def _entries(
    by_subject: Mapping[str, Sequence[str]], base: str, page: str, nodes: Container[str]
) -> Iterator[PageEntry]:
    prefix = f"<{record_iri(base, '')}"
    catalogs = set(_values(by_subject.get(f"<{root_iri(base)}>", ()), _CATALOG))
    distributions = {value for lines in by_subject.values() for value in _values(lines, _DISTRIBUTION)}
    shared = frozenset(one for one in distributions if one[1:-1] in nodes)
    for subject, lines in by_subject.items():
        topics = _values(lines, _TOPIC) if subject.startswith(prefix) else []
        if len(topics) != 1 or not topics[0].startswith("<"):
            continue
        (topic,) = topics
        digests = dict.fromkeys(
            _digest(by_subject, topic, is_catalog=topic in catalogs, apart=apart) for apart in (shared, frozenset())
        )
        yield PageEntry(local=subject[len(prefix) : -1], iri=topic[1:-1], page=page, digests=tuple(digests))


def _digest(by_subject: Mapping[str, Sequence[str]], topic: str, *, is_catalog: bool, apart: frozenset[str]) -> str:
    """The digest of a record as `FederatedEntry.harvested_digest` has it.

    Args:
        apart: distributions that are node records.
    """
    lines: list[str] = []
    todo, seen = [topic], {topic}
    while todo:
        for line in by_subject.get(todo.pop(), ()):
            predicate, value = line.split(" ", 2)[1:]
            if is_catalog and predicate in _LISTING:
                continue
            lines.append(line)
            value = value.removesuffix(" .")
            if value not in seen and (value.startswith("_:") or (predicate == _DISTRIBUTION and value not in apart)):
                seen.add(value)
                todo.append(value)
    return canonicalize_lines(lines).digest


def _values(lines: Iterable[str], predicate: str) -> list[str]:
    start = f" {predicate} "
    return [
        line.split(" ", 2)[2].removesuffix(" .")
        for line in lines
        if start in line and line.split(" ", 2)[1] == predicate
    ]
