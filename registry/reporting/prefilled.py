"""A workbook filled in from a registry: which records, which agencies, which code lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import Literal, NamedNode, Quad

from danhmuc.vocab.concepts import CodeList, scheme_at
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.terms import DCAT, DCT, FOAF

from ..export.annotations import without_senders
from ..messages.workbooks import WorkbooksText
from ..record.record import quads_of
from ..record.summary import ANNOTATION_CLASSES
from ..workbook.book_reading import code_lists_of
from ..workbook.record_rows import fill_rows
from ..workbook.sheet_shapes import DEFAULT_PROFILE, WorkbookShape, workbook_shape
from ..workbook.template import TemplateOptions, WrittenTemplate, write_template

if TYPE_CHECKING:
    from ..code_lists.code_lists import CodeListsView
    from ..feedback.stored_feedback import AnnotationsView
    from ..store.searching import RecordRow


_ROWS: Final = frozenset(one.value for one in ANNOTATION_CLASSES)


class HasGraph(Protocol):
    """A stored record."""

    @property
    def nquads(self) -> bytes:
        """Its graph."""


class HasGraphs(Protocol):
    """The versions of records."""

    def graphs(self, rows: Iterable[RecordRow]) -> Iterator[bytes]:
        """The graphs of records that it has listed."""


class HasBars(Protocol):
    """Reports that say what does not leave."""

    def find_barred(self, iris: Iterable[str]) -> frozenset[str]:
        """The IRIs among some that no source may publish."""


class PrefillRegistry(Protocol):
    """The part of a registry that a workbook is filled in from."""

    def records(
        self, *, source: str | None = None, publisher: str | None = None, role: str | None = "record"
    ) -> Iterator[RecordRow]:
        """Its records."""

    def get(self, iri: str, *, source: str | None = None) -> HasGraph:
        """A record."""

    @property
    def annotations(self) -> AnnotationsView:
        """Its feedback, requests and agreements."""

    @property
    def ledger(self) -> HasGraphs:
        """The versions of its records."""

    @property
    def reports(self) -> HasBars:
        """Its reports."""

    @property
    def vocab(self) -> CodeListsView:
        """Its code lists."""


def write_prefilled(
    registry: PrefillRegistry,
    target: str | Path,
    *,
    publisher: str,
    iris: Collection[str],
    agency_name: str,
    language: str,
    whole: bool,
    overwrite: bool,
    readable: bool,
    profile: str | None,
) -> WrittenTemplate:
    """Write the workbook; see `Registry.write_template`.

    Args:
        iris: of the publishers that are named by `publisher`.
    """
    shape = workbook_shape(DEFAULT_PROFILE if profile is None else profile)
    said = frozenset(one.iri for one in registry.annotations.feedback())
    stated = cache(lambda iri: _agent(registry, iri))
    agents = cache(lambda iri: _publishable(registry, iri, stated(iri), said))
    codes = {iri: found[0] for iri in sorted(iris) if (found := stated(iri)) is not None}
    if not codes:
        raise UsageError(WorkbooksText.PUBLISHER_WITHOUT_CODE(publisher=publisher))
    agency = min(codes.values(), key=lambda code: (code.casefold() != publisher.casefold(), code))
    iris = [iri for iri, code in codes.items() if code == agency]
    graphs: dict[str, bytes] = {}
    sources: dict[str, set[str]] = {}
    for source, iri, nquads in _graphs(registry, iris, said):
        graphs[iri] = nquads
        sources.setdefault(source, set()).add(iri)
    nodes = _nodes(registry, {source: [graphs[iri] for iri in found] for source, found in sources.items()}, said)
    lists = _lists_in_force(registry, shape)
    annotations = registry.annotations.graphs(graphs, iris)
    barred = registry.reports.find_barred(annotations)
    annotations = {iri: nquads for iri, nquads in annotations.items() if iri not in barred}
    filled = fill_rows(shape, lists, graphs, agents, nodes, annotations)
    options = TemplateOptions(
        agency=agency,
        agency_name=agency_name or _name(agents(iris[0])),
        language=language,
        rows=filled.cells,
        is_whole=whole,
        kept=filled.kept,
    )
    return write_template(
        target,
        options,
        profile=shape.profile if profile is None else profile,
        lists=lists,
        overwrite=overwrite,
        readable=readable,
        partly=tuple(filled.partly),
        left_out=tuple(filled.left_out),
    )


def _graphs(
    registry: PrefillRegistry, publishers: Iterable[str], feedback: Collection[str]
) -> Iterator[tuple[str, str, bytes]]:
    """Source, IRI and graph of the records of some publishers that are present; of the first source that has one.

    What any source has marked, withdrawn or withheld for all is not among them.
    """
    shown: dict[str, RecordRow] = {}
    for publisher in publishers:
        for row in registry.records(publisher=publisher):
            if _may_be_shown(row):
                shown.setdefault(row.iri, row)
    for iri in registry.reports.find_barred(shown):
        del shown[iri]
    for row, nquads in zip(shown.values(), registry.ledger.graphs(shown.values()), strict=True):
        yield row.source, row.iri, without_senders(row.iri, nquads, feedback)


def _may_be_shown(row: RecordRow) -> bool:
    return row.state == "present" and not row.is_secret


def _nodes(
    registry: PrefillRegistry, graphs: Mapping[str, Iterable[bytes]], feedback: Collection[str]
) -> dict[str, bytes]:
    """The graphs of the node records that graphs of sources name, and those name; of the first source that has one.

    Without shared distributions: a row of a workbook is part of the record whose code it has.
    """
    found: dict[str, bytes] = {}
    for source, of_records in graphs.items():
        rows = registry.records(source=source, role="node")
        # Feedback and agreements are rows, and who sent feedback goes into no workbook.
        known = {row.iri: row for row in rows if _may_be_shown(row) and row.main_class not in _ROWS}
        for iri in registry.reports.find_barred(known):
            del known[iri]
        named, files = _iris_named_in(of_records)
        while waiting := (named & known.keys()) - files - found.keys():
            iris = sorted(waiting)
            whole = zip(iris, registry.ledger.graphs(known[iri] for iri in iris), strict=True)
            bodies = {iri: without_senders(iri, nquads, feedback) for iri, nquads in whole}
            found |= bodies
            named, more = _iris_named_in(bodies.values())
            files |= more
    return found


def _iris_named_in(graphs: Iterable[bytes]) -> tuple[set[str], set[str]]:
    """The IRIs that graphs name, and which of them they name as distributions."""
    named: set[str] = set()
    files: set[str] = set()
    for nquads in graphs:
        for quad in quads_of(nquads):
            if isinstance(quad.object, NamedNode):
                named.add(quad.object.value)
                if quad.predicate == DCAT.distribution:
                    files.add(quad.object.value)
    return named, files


def _agent(registry: PrefillRegistry, iri: str) -> tuple[str, bytes] | None:
    """The code and the graph of an agency; None if it has not just one."""
    try:
        nquads = registry.get(iri).nquads
    except UsageError:
        return None
    codes = {quad.object.value for quad in _codes(iri, nquads) if isinstance(quad.object, Literal)}
    return (codes.pop(), nquads) if len(codes) == 1 else None


def _codes(iri: str, nquads: bytes) -> list[Quad]:
    """The statements of its code in the graph of an agency."""
    return [
        quad
        for quad in quads_of(nquads)
        if quad.predicate == DCT.identifier and isinstance(quad.object, Literal) and str(quad.subject) == f"<{iri}>"
    ]


def _publishable(
    registry: PrefillRegistry, iri: str, stated: tuple[str, bytes] | None, feedback: Collection[str]
) -> tuple[str, bytes] | None:
    """An agency for the book: of one that may not be published, the graph has its code alone."""
    if stated is None:
        return None
    code, nquads = stated
    if registry.reports.find_barred([iri]):
        return code, "".join(f"{quad} .\n" for quad in _codes(iri, nquads)).encode()
    return code, without_senders(iri, nquads, feedback)


def _name(agency: tuple[str, bytes] | None) -> str:
    nquads = b"" if agency is None else agency[1]
    names = [
        quad.object for quad in quads_of(nquads) if quad.predicate == FOAF.name and isinstance(quad.object, Literal)
    ]
    names.sort(key=lambda one: (one.language != "vi", one.value))
    return names[0].value if names else ""


def _lists_in_force(registry: PrefillRegistry, shape: WorkbookShape) -> dict[str, CodeList]:
    """The code lists of the columns as the registry has them."""
    found = {}
    for iri in code_lists_of(shape):
        bundled = scheme_at(iri)
        if bundled is not None:
            found[iri] = registry.vocab.get(bundled.token)
    return found
