"""The agencies of a feed: the publishers of its entries, each with a catalogue of its own in a folder of its name.

Its pages are as those of the feed. Where there are several, all of it is in one document of RDF/XML, too, for readers
that follow no pages.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from danhmuc.vocab.terms import DCT, FOAF, SKOS, VCARD

from ..record.record import quads_of
from ..store.publishers import agency_code, code_without_description
from .document_files import DocumentFiles
from .documents import PAGES, page_name, write_document_of, write_pages
from .entry_spool import EntrySpool
from .gathering import GatheredFeed
from .key_ranges import FIRST, KeyedSize, PageLayout, PageLimits, arrange_pages
from .root_catalog import RootCatalog

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

    @property
    def folder(self) -> str:
        """The path of its documents within the feed; ends with ``/``."""
        return f"agency/{self.code}/"

    @property
    def path(self) -> str:
        """The path of its first page in Turtle."""
        return f"{self.folder}{page_name(FIRST)}.ttl"


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


def write_agency(
    files: DocumentFiles,
    gathered: GatheredFeed,
    root: RootCatalog,
    agency: Agency,
    *,
    previous: Iterable[str],
    limits: PageLimits,
) -> PageLayout:
    """Write the entries of an agency, as a catalogue of its own, whose title has the name of the agency.

    Args:
        previous: paths of the files of the last build, by which its pages are known.

    Returns:
        Its pages.

    Raises:
        RegistryError: what was written cannot be read.
    """
    names = {tag or "vi": name for tag, name in agency.names.items()}
    title = {
        tag: f"{text} – {names.get(tag) or next(iter(names.values()))}" for tag, text in root.settings.title.items()
    }
    own = replace(root, settings=replace(root.settings, title=title), base=root.base + agency.folder)
    pages = f"{agency.folder}{PAGES}/"
    lowers = {path.removeprefix(pages).partition(".")[0] for path in previous if path.startswith(pages)}
    entries = gathered.spool.entries
    layout = arrange_pages(
        (KeyedSize(entries[number].key, entries[number].byte_size) for number in agency.entries),
        (FIRST, *sorted(lowers)),
        limits,
    )
    write_pages(files, gathered, own, layout, limits, entries_of=agency.entries, folder=agency.folder)
    if len(layout.pages) > 1:
        write_document_of(files, gathered, own, agency.entries, f"{agency.folder}all.rdf")
    return layout
