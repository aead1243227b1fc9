"""The report of `validate`: results as values, as text, as JSON, as the standard's report graph.

Results are made from compact rows on demand, so `conforms` and the streamed report graph do not need them.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, Final

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding, ReportedSeverity
from danhmuc.vocab.lines import with_blank_names
from danhmuc.vocab.messages import Message, MessageTemplate, Sentence
from danhmuc.vocab.terms import RDFS, SH
from danhmuc.vocab.text import mask_address_passwords, one_line
from danhmuc.vocab.writing import Unwritten, write, write_text

from ..engine import Row, conforms, results
from ..engine.outcomes import UNCOMPUTED
from ..engine.paths import path_text
from ..engine.report_graph import REPORT, BlankNames, report_lines
from ..engine.results import is_filled_alike, limit_reason
from ..engine.shape_text import PLACEHOLDER
from ..messages.validating import ShapesReportsText
from ..shacl_result import MOST_DETAILS, ForeignResults, ShaclResult
from .nested_names import NestedNames

if TYPE_CHECKING:
    import rdflib

    from danhmuc.vocab.reading import Term
    from danhmuc.vocab.writing import Format

    from ..engine import Result
    from ..engine.holders import Holders
    from ..engine.rows import Demand
    from .profile_validator import Engine

# ---------------------------------------------------------------- result groups
# Results of a report by rule, for people: thousands of results of one rule say one thing.
#
# Groups are counted from compact rows, because results of all rows would take longer than validating them.

MOST_LISTED: Final = 100
"""Number of results up to which a text has each of them; beyond, it has groups."""
MOST_GROUPS: Final = 100
"""Maximum number of groups in a text."""
_OF_RESULT: Final = frozenset({"this", "value", "PATH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultGroup:
    """Results of one rule on one path, of the same severity.

    Attributes:
        example: the first of them.
        count: how many there are, folded as in `ShaclReport.folded`.
    """

    example: ShaclResult
    count: int


def group_results(results: Iterable[ShaclResult]) -> tuple[ResultGroup, ...]:
    """Group folded results."""
    examples: dict[tuple[object, ...], ShaclResult] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for one in results:
        key = (one.source_shape, one.shape_reached_by, one.component, one.path, one.reported_severity, one.is_computed)
        examples.setdefault(key, one)
        counts[key] += 1
    groups = (ResultGroup(example=one, count=counts[key]) for key, one in examples.items())
    return tuple(sorted(groups, key=severity_rank))


def severity_rank(group: ResultGroup) -> int:
    """The place of the severity of a group, the most severe first."""
    return REPORTED_SEVERITIES.index(group.example.reported_severity)


def group_rows(rows: Iterable[Row]) -> Iterator[tuple[Row, int]]:
    """The first row of each group, and how many folded results its rows make."""
    faults: dict[tuple[object, ...], Row] = {}
    rules: dict[Demand, object] = {}
    for row in rows:
        focus, path, value, demand, outcome = row
        rule = rules.get(demand)
        if rule is None:
            rule = rules[demand] = _rule(demand)
        fault = (focus, path, value, rule, outcome is UNCOMPUTED)
        first = faults.setdefault(fault, row)
        if first.outcome is None and outcome is not None:
            faults[fault] = row
    examples: dict[tuple[object, ...], Row] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for row in faults.values():
        group: tuple[object, ...] = (row.demand, row.path, row.outcome)
        examples.setdefault(group, row)
        counts[group] += 1
    for group, row in examples.items():
        yield row, counts[group]


def _rule(demand: Demand) -> object:
    """The key that results of one fault share: the shape if its message is the same for all its constraints."""
    messages = demand.shape.messages
    names = {name for one in messages for name in PLACEHOLDER.findall(one.text)}
    return demand.shape if messages and names <= _OF_RESULT else demand


# ---------------------------------------------------------------- shacl report

_COMMENT: Final = str(RDFS.comment)
_LINES: Final = ("nt", "nq")
_PREFIXED: Final = ("turtle", "trig")
_REPORTED_SEVERITIES: Final[Mapping[ReportedSeverity, Message]] = {
    "violation": ShapesReportsText.SHACL_VIOLATION(),
    "warning": ShapesReportsText.SHACL_WARNING(),
    "info": ShapesReportsText.SHACL_INFO(),
    "cannot-verify": ShapesReportsText.SHACL_UNVERIFIED(),
}
_COUNTS: Final[Mapping[ReportedSeverity, MessageTemplate]] = {
    "violation": ShapesReportsText.SHACL_COUNT_VIOLATIONS,
    "warning": ShapesReportsText.SHACL_COUNT_WARNINGS,
    "info": ShapesReportsText.SHACL_COUNT_INFO,
    "cannot-verify": ShapesReportsText.SHACL_COUNT_UNVERIFIED,
}


class ShaclReport:
    """The report on data validated against shapes.

    Attributes:
        engine: the engine that validated.
        warnings: parts of the shapes that were skipped, and patterns that took too long.
        unread_shapes: those of the warnings on parts of the shapes that were not read; data may fail them.
        reading: repairs and findings of the reader in the data.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        engine: Engine,
        names: BlankNames,
        holders: Holders | None = None,
        warnings: tuple[Message, ...] = (),
        unread_shapes: tuple[Message, ...] = (),
        reading: tuple[Finding, ...] = (),
        foreign: ForeignResults | None = None,
        nested_names: NestedNames | None = None,
        behind: Callable[[Row], Sequence[Row]] | None = None,
        shape_holders: Holders | None = None,
        is_detailed: bool = False,
    ) -> None:
        self.engine = engine
        self.warnings = warnings
        self.unread_shapes = unread_shapes
        self.reading = reading
        self._rows = rows
        self._names = names
        self._holders = holders
        self._nested_names = nested_names or NestedNames("", {})
        self._shape_holders = shape_holders
        self._behind = behind or _nothing_behind
        self._is_detailed = is_detailed
        self._alike: dict[tuple[Demand, Term | None, bool], Sentence] = {}
        self._foreign = foreign or ForeignResults()

    def __repr__(self) -> str:
        """A short text: conformance, and the number of results by severity."""
        counted = ", ".join(f"{severity}: {number}" for severity, number in self.counts.items() if number)
        return f"<ShaclReport conforms={self.conforms} {counted or 'no results'}>"

    @cached_property
    def conforms(self) -> bool:
        """Whether there is no result of any severity, as the standard says (SHACL 3.6.1.1); see `unread_shapes`, too.

        What cannot be verified is not a result; what was not computed because of a limit is one.
        """
        return conforms(self._rows) and not self._foreign.results

    @cached_property
    def results(self) -> tuple[ShaclResult, ...]:
        """All results one by one as the standard counts them, and what cannot be verified."""
        own = (self._make_result(row, iter(range(MOST_DETAILS))) for row in self._rows)
        return (*own, *self._foreign.results)

    @cached_property
    def folded(self) -> tuple[ShaclResult, ...]:
        """The results for people: by focus node, most severe first, one per fault.

        A fault is a focus node, a path, a value and a rule: it is reported once, with all details, even if several
        shapes contain the rule or several of its constraints have the same message.
        """
        found: dict[tuple[object, ...], ShaclResult] = {}
        for result in sorted(self.results, key=lambda result: REPORTED_SEVERITIES.index(result.reported_severity)):
            key = (result.focus, result.path, result.value_term, result.source_shape, result.sentence)
            first = found.setdefault(key, result)
            if first is not result and first.reported_severity == result.reported_severity:
                found[key] = first.with_details(result.details)
        order = {focus: number for number, focus in enumerate(dict.fromkeys(result.focus for result in self.results))}
        return tuple(sorted(found.values(), key=lambda result: order[result.focus]))

    @cached_property
    def counts(self) -> Mapping[ReportedSeverity, int]:
        """Number of folded results by severity."""
        counted: Counter[ReportedSeverity] = Counter()
        for group in self.groups:
            counted[group.example.reported_severity] += group.count
        return {severity: counted[severity] for severity in REPORTED_SEVERITIES}

    @cached_property
    def groups(self) -> tuple[ResultGroup, ...]:
        """The folded results by rule, path and severity, most severe first, each group with its first result."""
        if self._foreign.results:
            return group_results(self.folded)
        found = group_rows(self._rows)
        groups = (ResultGroup(example=self._make_result(row, iter(range(MOST_DETAILS))), count=n) for row, n in found)
        return tuple(sorted(groups, key=severity_rank))

    def text(self, lang: str = "vi") -> str:
        """The report for people, in Vietnamese or English; more than a hundred results are grouped by rule."""
        return "".join(f"{line}\n" for line in self._lines(lang))

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it, results folded."""
        return {
            "conforms": self.conforms,
            "engine": self.engine,
            "counts": dict(self.counts),
            "warnings": [str(warning) for warning in self.warnings],
            "unread_shapes": [str(warning) for warning in self.unread_shapes],
            "results": [result.as_dict() for result in self.folded],
        }

    def nquads(self) -> Iterator[bytes]:
        """The standard's report graph as N-Quads, part by part; what cannot be verified is not in it.

        The first part begins with the report's own node.
        """
        details = self._behind if self._is_detailed else None
        yield from report_lines(self._rows, conforms=self.conforms, names=self._names, details=details)
        for warning in self.unread_shapes:
            for language, text in warning.by_language().items():
                yield f"{REPORT} {_COMMENT} {Literal(text, language=language)} .\n".encode()
        for top, graph in zip(self._foreign.tops, self._foreign.graphs, strict=True):
            yield f"{REPORT} {SH.result} {top} .\n".encode() + graph

    def to(self, format: Format) -> str:  # noqa: A002 - the word users know
        """The report graph as a text: ``turtle``, ``xml``, ``json-ld``, ``nt``, ``nq``, ``trig``.

        Raises:
            UnknownNameError: no such format.
            UnwritableError: ``xml`` cannot express all of it; `write` leaves that out and reports it.
        """
        return write_text(format, [b"".join(self.nquads())])

    def write(self, format: Format, out: BinaryIO) -> Unwritten:  # noqa: A002 - the word users know
        """Write the report graph to a file; N-Triples are streamed.

        Raises:
            UnknownNameError: no such format.
        """
        return _write(format, self.nquads() if format in _LINES else [b"".join(self.nquads())], out)

    @property
    def graph(self) -> rdflib.Graph:
        """The report graph as a new rdflib graph."""
        from danhmuc.vocab.rdflib_graphs import graph_of  # rdflib is heavy

        return graph_of(b"".join(self.nquads()))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the report without the shapes: its results as values, its graph as N-Quads."""
        results = pickle.dumps((self.results, self.folded), protocol=pickle.HIGHEST_PROTOCOL)
        graph = b"".join(self.nquads())
        return (
            _unpickle,
            (
                *(self.engine, self.warnings, self.unread_shapes, self.reading),
                *(self.conforms, dict(self.counts), results, graph),
            ),
        )

    def _make_result(self, row: Row, room: Iterator[int]) -> ShaclResult:
        """Make a result from a row, with as many details as there is room for."""
        (result,) = results([row])
        value = result.value
        return ShaclResult(
            focus=self._plain(result.focus),
            path=None if result.path is None else path_text(result.path),
            value=None if value is None else self._plain(value),
            value_term=None if value is None else self._names.term_text(value),
            severity=result.severity.value,
            source_shape=self._plain(result.source_shape),
            component=result.component,
            value_language=value.language if isinstance(value, Literal) else None,
            value_datatype=value.datatype.value if isinstance(value, Literal) else None,
            sentence=self._sentence(result),
            is_known=result.is_known,
            is_computed=result.is_computed,
            about=self._nested_names.of_blank(result.focus),
            value_about=self._nested_names.of_blank(value),
            reached_by=_way_to(result.focus, self._holders),
            shape_reached_by=_way_to(result.source_shape, self._shape_holders),
            details=tuple(self._make_result(one, room) for one in self._details(row) if next(room, None) is not None),
        )

    def _sentence(self, result: Result) -> Sentence:
        """The message of a result, rendered once if it is the same for its demand and path."""
        key = (result.demand, result.path_node, result.is_computed)
        sentence = self._alike.get(key)
        if sentence is None:
            sentence = result.sentence
            if not result.is_computed:
                sentence = limit_reason(result.demand)(sentence=sentence)
            if is_filled_alike(result):
                self._alike[key] = sentence
        return sentence

    def _details(self, row: Row) -> Iterator[Row]:
        """The rows behind a row with the same outcome."""
        return (one for one in self._behind(row) if one.outcome is row.outcome)

    def _plain(self, term: Term) -> str:
        return self._names.term_text(term) if type(term) is BlankNode else term.value

    def _lines(self, lang: str) -> Iterator[str]:
        if sum(self.counts.values()) > MOST_LISTED:
            yield from self._group_lines(lang)
        else:
            yield from self._result_lines(lang)
        for warning in self.unread_shapes:
            yield ShapesReportsText.SHACL_UNREAD(warning=warning).render(lang)
        counts = tuple(_COUNTS[severity](count=number) for severity, number in self.counts.items() if number)
        verdict = ShapesReportsText.SHACL_CONFORMS if self.conforms else ShapesReportsText.SHACL_CONFORMS_NOT
        yield verdict(counts=counts or ShapesReportsText.SHACL_NO_RESULTS()).render(lang)

    def _group_lines(self, lang: str) -> Iterator[str]:
        """Some lines on each rule."""
        for group in self.groups[:MOST_GROUPS]:
            one = group.example
            counted = _COUNTS[one.reported_severity](count=group.count).render(lang)
            yield f"{counted}  {one_line(one.text(lang))}  [{one.rule}]"
            yield f"    {ShapesReportsText.SHACL_EXAMPLE(example=one_line(one.focus_text(lang))).render(lang)}"
            value = one.value_text(lang)
            if value is not None:
                yield f"      {ShapesReportsText.SHACL_VALUE(value=one_line(value)).render(lang)}"
            for reason in one.reasons(lang):
                yield f"      {ShapesReportsText.SHACL_REASON(reason=one_line(reason)).render(lang)}"
        left = len(self.groups) - MOST_GROUPS
        if left > 0:
            yield ShapesReportsText.SHACL_MORE_GROUPS(count=left).render(lang)

    def _result_lines(self, lang: str) -> Iterator[str]:
        """Lines on each result, by focus node."""
        last = None
        for result in self.folded:
            if result.focus != last:
                last = result.focus
                yield one_line(result.focus_text(lang))
            word = _REPORTED_SEVERITIES[result.reported_severity].render(lang)
            yield f"  {word}  {one_line(result.text(lang))}  [{result.rule}]"
            value = result.value_text(lang)
            if value is not None:
                yield f"      {ShapesReportsText.SHACL_VALUE(value=one_line(value)).render(lang)}"
            for reason in result.reasons(lang):
                yield f"      {ShapesReportsText.SHACL_REASON(reason=one_line(reason)).render(lang)}"


class _PickledReport(ShaclReport):
    """A report that came out of a pickle; its results are made when they are asked for."""

    _pickled: bytes
    _graph: bytes

    @cached_property
    def _both(self) -> tuple[tuple[ShaclResult, ...], tuple[ShaclResult, ...]]:
        both: tuple[tuple[ShaclResult, ...], tuple[ShaclResult, ...]] = pickle.loads(self._pickled)  # noqa: S301
        return both

    @cached_property
    def results(self) -> tuple[ShaclResult, ...]:
        """All results."""
        return self._both[0]

    @cached_property
    def folded(self) -> tuple[ShaclResult, ...]:
        """The results for people."""
        return self._both[1]

    @cached_property
    def groups(self) -> tuple[ResultGroup, ...]:
        """The folded results by rule."""
        return group_results(self.folded)

    def nquads(self) -> Iterator[bytes]:
        """The report graph in one part."""
        yield self._graph


def _unpickle(
    engine: Engine,
    warnings: tuple[Message, ...],
    unread_shapes: tuple[Message, ...],
    reading: tuple[Finding, ...],
    conforms: bool,  # noqa: FBT001 - as pickle passes it
    counts: Mapping[ReportedSeverity, int],
    results: bytes,
    graph: bytes,
) -> ShaclReport:
    report = _PickledReport(
        (), engine=engine, names=BlankNames(), warnings=warnings, unread_shapes=unread_shapes, reading=reading
    )
    report.conforms = conforms
    report.counts = counts
    report._pickled = results
    report._graph = graph
    return report


def write_reports(
    format: Format,  # noqa: A002 - the word users know
    reports: Iterable[ShaclReport | bytes],
    out: BinaryIO,
) -> Unwritten:
    """Write the report graphs of several inputs as one document, and return what the syntax cannot express.

    Args:
        reports: each may also be the N-Quads that its `ShaclReport.nquads` gave.

    Raises:
        UnknownNameError: no such format.
    """
    graphs = (one if isinstance(one, bytes) else b"".join(one.nquads()) for one in reports)
    return _write(format, (with_blank_names(one, f"f{number}".encode()) for number, one in enumerate(graphs, 1)), out)


def _write(format: str, graphs: Iterable[bytes], out: BinaryIO) -> Unwritten:  # noqa: A002
    shown = map(mask_address_passwords, graphs)
    if format not in _PREFIXED:
        return write(format, shown, out)
    # As a whole, to declare only the prefixes that are used.
    out.write(write_text(format, shown).encode())
    return Unwritten()


def _nothing_behind(row: Row) -> Sequence[Row]:  # noqa: ARG001 - the signature of details
    return ()


def _way_to(node: Term, holders: Holders | None) -> str | None:
    return holders.way_to(node) if holders is not None and type(node) is BlankNode else None
