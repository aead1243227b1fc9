"""What `validate` answers: results as values, as text, as JSON, as the standard's report graph.

Results are made of compact rows when somebody asks for them; whoever only wants to know whether the data conforms, or
streams the report graph, never pays for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.findings import STANDINGS, Finding, Standing
from danhmuc.vocab.lines import with_blank_names
from danhmuc.vocab.messages import Message, MessageTemplate, Sentence, TextByLanguage, languages
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.writing import Unwritten, write, write_text

from .engine import Row, conforms, results
from .engine.names import SH
from .engine.path_text import path_text
from .engine.report_graph import REPORT, BlankNames, report_lines
from .engine.results import is_filled_alike
from .messages.components import OF_PROPERTY
from .messages.reports import (
    SHACL_CONFORMS,
    SHACL_CONFORMS_NOT,
    SHACL_COUNT_INFO,
    SHACL_COUNT_UNVERIFIED,
    SHACL_COUNT_VIOLATIONS,
    SHACL_COUNT_WARNINGS,
    SHACL_INFO,
    SHACL_NO_RESULTS,
    SHACL_REASON,
    SHACL_REASON_WITH_VALUE,
    SHACL_UNVERIFIED,
    SHACL_VALUE,
    SHACL_VIOLATION,
    SHACL_WARNING,
)
from .severities import severity_of

if TYPE_CHECKING:
    import rdflib

    from danhmuc.vocab.reading import Term
    from danhmuc.vocab.writing import Format

    from .engine import Result
    from .engine.plan import Demand
    from .holders import Holders
    from .validator import Engine

__all__ = ["Foreign", "ShaclReport", "ShaclResult", "write_reports"]

_LINES: Final = ("nt", "nq")
_PREFIXED: Final = ("turtle", "trig")
_MOST_DETAILS: Final = 20
_STANDINGS: Final[Mapping[Standing, Message]] = {
    "violation": SHACL_VIOLATION(),
    "warning": SHACL_WARNING(),
    "info": SHACL_INFO(),
    "cannot-verify": SHACL_UNVERIFIED(),
}
_COUNTS: Final[Mapping[Standing, MessageTemplate]] = {
    "violation": SHACL_COUNT_VIOLATIONS,
    "warning": SHACL_COUNT_WARNINGS,
    "info": SHACL_COUNT_INFO,
    "cannot-verify": SHACL_COUNT_UNVERIFIED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShaclResult:
    """One thing that the data does not meet, or not for sure.

    Attributes:
        focus: IRI, ``_:name`` or text of the node that was judged.
        reached_by: how a blank focus node is reached: an IRI, and properties from there on; None for other nodes.
        path: IRI of the property; a longer path as SPARQL writes it; None for a node shape.
        value: IRI, ``_:name`` or text of the value at fault; None where none is.
        value_term: the value as in N-Triples, with datatype or language.
        value_language, value_datatype: language tag and IRI of the datatype of a literal.
        severity: IRI of the severity.
        source_shape: IRI or ``_:name`` of the shape.
        shape_reached_by: how a blank one is reached in the shapes, as `reached_by`; None for other ones.
        component: IRI of the constraint component.
        sentence: what it says.
        is_known: whether it is sure; else what would settle it is not at hand.
        details: what the value does not meet of the shapes that the constraint names by ``sh:node``, ``and``, ``or``
            or ``xone``; with those below them at most twenty.
    """

    focus: str
    path: str | None
    value: str | None
    value_term: str | None
    severity: str
    source_shape: str
    component: str
    sentence: Sentence
    value_language: str | None = None
    value_datatype: str | None = None
    is_known: bool = True
    reached_by: str | None = None
    shape_reached_by: str | None = None
    details: tuple[ShaclResult, ...] = ()

    @property
    def standing(self) -> Standing:
        """What it counts as; a severity of one's own counts as a violation."""
        return severity_of(self.severity) if self.is_known else "cannot-verify"

    @property
    def fault(self) -> tuple[object, ...]:
        """What two results have alike that say the same."""
        return (self.focus, self.path, self.value_term, self.source_shape, self.component, self.sentence)

    @property
    def rule(self) -> str:
        """A short name of what is not met: the shape, or where that has no IRI, the way to it, and the component."""
        if not self.source_shape.startswith("_:"):
            return abbreviate(self.source_shape)
        component = abbreviate(self.component)
        return component if self.shape_reached_by is None else f"{self.shape_reached_by}: {component}"

    @property
    def messages(self) -> Mapping[str, str]:
        """The message by language, "" for a text without one."""
        sentence = self.sentence
        return sentence.by_language() if isinstance(sentence, Message) else sentence.texts

    def message(self, lang: str = "vi") -> str:
        """The message in the language asked for, else in English, else in any."""
        if isinstance(self.sentence, Message):
            return self.sentence.render(lang)
        for wanted in (lang, "en", ""):
            for language, text in self.sentence.texts.items():
                if language == wanted or (wanted and language.startswith(wanted + "-")):
                    return text
        return next(iter(self.sentence.texts.values()), "")

    def as_dict(self) -> dict[str, object]:
        """The result as JSON has it."""
        return {
            "standing": self.standing,
            "severity": self.severity,
            "focus": self.focus,
            "reached_by": self.reached_by,
            "path": self.path,
            "value": self.value,
            "value_term": self.value_term,
            "source_shape": self.source_shape,
            "shape_reached_by": self.shape_reached_by,
            "component": self.component,
            "message": dict(self.messages),
            "details": [one.as_dict() for one in self.details],
        }

    def with_details(self, more: Iterable[ShaclResult]) -> ShaclResult:
        """The same with details that another has, as far as there is room."""
        details = [*self.details, *(one for one in more if one not in self.details)]
        return replace(self, details=tuple(details[:_MOST_DETAILS]))

    @property
    def place(self) -> str:
        """The focus node for reading: a blank one with how it is reached."""
        return self.focus if self.reached_by is None else f"{self.reached_by} → {self.focus}"

    @property
    def about_path(self) -> Sentence:
        """The message with the property that it is about before it; a shape's own words may name that themselves."""
        sentence = self.sentence
        if isinstance(sentence, TextByLanguage):
            sentence = TextByLanguage({lang: self.message(lang) for lang in languages()})
        if self.path is None:
            return sentence
        path = self.path if "<" in self.path else abbreviate(self.path)
        if isinstance(sentence, TextByLanguage) and all(path in text for text in sentence.texts.values()):
            return sentence
        return OF_PROPERTY(property=path, sentence=sentence)

    def told(self, lang: str = "vi") -> str:
        """The message with the property that it is about, in a language."""
        return self.about_path.render(lang)

    def reasons(self, lang: str = "vi") -> list[str]:
        """Why the value does not meet other shapes, one sentence each, without what the message says already."""
        message = self.message(lang)
        found = dict.fromkeys(self._below(lang))
        return list(islice((told for text, told in found if text not in message), _MOST_DETAILS))

    def _below(self, lang: str) -> Iterator[tuple[str, str]]:
        """What each of the details says, and the same with its value."""
        for one in self.details:
            text = told = one.told(lang)
            if one.value is not None and one.value != self.value and one.value not in text:
                told = SHACL_REASON_WITH_VALUE(reason=one.about_path, value=one.value).render(lang)
            yield text, told
            yield from one._below(lang)

    def finding(self) -> Finding:
        """The same as a finding, as the reports on records have them."""
        is_known = self.standing != "cannot-verify"
        return Finding(
            code=self.rule,
            severity=severity_of(self.severity) if is_known else "info",
            layer="spec" if is_known else "cannot-verify",
            message=self.about_path,
            focus=self.focus,
            path=self.path,
            value=self.value,
            value_language=self.value_language,
            value_datatype=self.value_datatype,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What another engine found.

    Attributes:
        results: those that stand in its report itself.
        tops: their names in its report graph, in the same order.
        graphs: what that graph says of each, and of all below it.
    """

    results: tuple[ShaclResult, ...] = ()
    tops: tuple[str, ...] = ()
    graphs: tuple[bytes, ...] = ()

    def __add__(self, other: Foreign) -> Foreign:
        """Both."""
        return Foreign(
            results=self.results + other.results, tops=self.tops + other.tops, graphs=self.graphs + other.graphs
        )

    def only(self, is_wanted: Callable[[ShaclResult], bool]) -> Foreign:
        """Those of the results that are wanted."""
        kept = [number for number, result in enumerate(self.results) if is_wanted(result)]
        return Foreign(
            results=tuple(self.results[number] for number in kept),
            tops=tuple(self.tops[number] for number in kept),
            graphs=tuple(self.graphs[number] for number in kept),
        )


class ShaclReport:
    """The answer to whether some data meets some shapes.

    Attributes:
        engine: who judged.
        warnings: what of the shapes was passed over, and what took too long.
        reading: what the reader repaired or noticed in the data.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        engine: Engine,
        names: BlankNames,
        holders: Holders | None = None,
        warnings: tuple[Message, ...] = (),
        reading: tuple[Finding, ...] = (),
        foreign: Foreign | None = None,
        behind: Callable[[Row], Sequence[Row]] | None = None,
        shape_holders: Holders | None = None,
        is_detailed: bool = False,
    ) -> None:
        self.engine = engine
        self.warnings = warnings
        self.reading = reading
        self._rows = rows
        self._names = names
        self._holders = holders
        self._shape_holders = shape_holders
        self._behind = behind or _nothing_behind
        self._is_detailed = is_detailed
        self._alike: dict[tuple[Demand, Term | None], Sentence] = {}
        self._foreign = foreign or Foreign()

    def __repr__(self) -> str:
        """Whether the data conforms, and how many results there are of each kind."""
        counted = ", ".join(f"{standing}: {number}" for standing, number in self.counts.items() if number)
        return f"<ShaclReport conforms={self.conforms} {counted or 'no results'}>"

    @cached_property
    def conforms(self) -> bool:
        """Whether there is no result, whatever its severity; what cannot be verified is none."""
        return conforms(self._rows) and not self._foreign.results

    @cached_property
    def results(self) -> tuple[ShaclResult, ...]:
        """All results one by one as the standard counts them, and what cannot be verified."""
        own = (self._told(row, iter(range(_MOST_DETAILS))) for row in self._rows)
        return (*own, *self._foreign.results)

    @cached_property
    def folded(self) -> tuple[ShaclResult, ...]:
        """The results for people: by focus node, gravest first, one for one fault.

        A fault is a focus node, a path, a value and a rule: however many shapes hold a rule, and however many of its
        constraints say it in the same words, it is told once, with the details of all.
        """
        found: dict[tuple[object, ...], ShaclResult] = {}
        for result in sorted(self.results, key=lambda result: STANDINGS.index(result.standing)):
            key = (result.focus, result.path, result.value_term, result.source_shape, result.sentence)
            first = found.setdefault(key, result)
            if first is not result and first.standing == result.standing:
                found[key] = first.with_details(result.details)
        order = {focus: number for number, focus in enumerate(dict.fromkeys(result.focus for result in self.results))}
        return tuple(sorted(found.values(), key=lambda result: order[result.focus]))

    @cached_property
    def counts(self) -> Mapping[Standing, int]:
        """How many there are of each kind, folded."""
        counted = Counter(result.standing for result in self.folded)
        return {standing: counted[standing] for standing in STANDINGS}

    def text(self, lang: str = "vi") -> str:
        """The report for people, in Vietnamese or English."""
        return "".join(f"{line}\n" for line in self._lines(lang))

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it, results folded."""
        return {
            "conforms": self.conforms,
            "engine": self.engine,
            "counts": dict(self.counts),
            "warnings": [str(warning) for warning in self.warnings],
            "results": [result.as_dict() for result in self.folded],
        }

    def nquads(self) -> Iterator[bytes]:
        """The standard's report graph as N-Quads, part by part; what cannot be verified is not in it.

        The first part begins with the report's own node.
        """
        details = self._behind if self._is_detailed else None
        yield from report_lines(self._rows, conforms=self.conforms, names=self._names, details=details)
        for top, graph in zip(self._foreign.tops, self._foreign.graphs, strict=True):
            yield f"{REPORT} <{SH}result> {top} .\n".encode() + graph

    def to(self, format: Format) -> str:  # noqa: A002 - the word users know
        """The report graph as a text: ``turtle``, ``xml``, ``json-ld``, ``nt``, ``nq``, ``trig``.

        Raises:
            UnknownNameError: no such format.
            UnwritableError: ``xml`` cannot hold all of it; `write` leaves that out and tells of it.
        """
        return write_text(format, [b"".join(self.nquads())])

    def write(self, format: Format, out: BinaryIO) -> Unwritten:  # noqa: A002 - the word users know
        """The same into a file; N-Triples go out as they are made.

        Raises:
            UnknownNameError: no such format.
        """
        return _write(format, self.nquads() if format in _LINES else [b"".join(self.nquads())], out)

    @property
    def graph(self) -> rdflib.Graph:
        """The report graph as a fresh rdflib graph."""
        from danhmuc.vocab.rdflib_graphs import graph_of  # rdflib is heavy

        return graph_of(b"".join(self.nquads()))

    def _told(self, row: Row, room: Iterator[int]) -> ShaclResult:
        """A row as a result, with as many details as there is room for."""
        (result,) = results([row])
        value = result.value
        return ShaclResult(
            focus=self._plain(result.focus),
            path=None if result.path is None else path_text(result.path),
            value=None if value is None else self._plain(value),
            value_term=None if value is None else self._names.written(value),
            severity=result.severity.value,
            source_shape=self._plain(result.source_shape),
            component=result.component,
            value_language=value.language if isinstance(value, Literal) else None,
            value_datatype=value.datatype.value if isinstance(value, Literal) else None,
            sentence=self._sentence(result),
            is_known=result.is_known,
            reached_by=_way_to(result.focus, self._holders),
            shape_reached_by=_way_to(result.source_shape, self._shape_holders),
            details=tuple(self._told(one, room) for one in self._details(row) if next(room, None) is not None),
        )

    def _sentence(self, result: Result) -> Sentence:
        """The message of a result, put together once where all of its demand and path say the same."""
        key = (result.demand, result.path_node)
        sentence = self._alike.get(key)
        if sentence is None:
            sentence = result.sentence
            if is_filled_alike(result):
                self._alike[key] = sentence
        return sentence

    def _details(self, row: Row) -> Iterator[Row]:
        """The rows behind a row; behind one that is not known, what is not known."""
        return (one for one in self._behind(row) if one[4] is row[4])

    def _plain(self, term: Term) -> str:
        return self._names.written(term) if type(term) is BlankNode else term.value

    def _lines(self, lang: str) -> Iterator[str]:
        last = None
        for result in self.folded:
            if result.focus != last:
                last = result.focus
                yield _one_line(result.place)
            word = _STANDINGS[result.standing].render(lang)
            yield f"  {word}  {_one_line(result.told(lang))}  [{result.rule}]"
            if result.value is not None:
                yield f"      {SHACL_VALUE(value=_one_line(result.value)).render(lang)}"
            for reason in result.reasons(lang):
                yield f"      {SHACL_REASON(reason=_one_line(reason)).render(lang)}"
        counts = tuple(_COUNTS[standing](count=number) for standing, number in self.counts.items() if number)
        verdict = SHACL_CONFORMS if self.conforms else SHACL_CONFORMS_NOT
        yield verdict(counts=counts or SHACL_NO_RESULTS()).render(lang)


def write_reports(
    format: Format,  # noqa: A002 - the word users know
    reports: Iterable[ShaclReport | bytes],
    out: BinaryIO,
) -> Unwritten:
    """Write the report graphs of several inputs as one document, and give back what the syntax could not hold.

    Args:
        reports: each may also be the N-Quads that its `ShaclReport.nquads` gave.

    Raises:
        UnknownNameError: no such format.
    """
    graphs = (one if isinstance(one, bytes) else b"".join(one.nquads()) for one in reports)
    return _write(format, (with_blank_names(one, f"f{number}".encode()) for number, one in enumerate(graphs, 1)), out)


def _write(format: str, graphs: Iterable[bytes], out: BinaryIO) -> Unwritten:  # noqa: A002
    if format not in _PREFIXED:
        return write(format, graphs, out)
    # Whole, to declare the prefixes that are used and no others.
    out.write(write_text(format, graphs).encode())
    return Unwritten()


def _nothing_behind(row: Row) -> Sequence[Row]:  # noqa: ARG001 - as whatever tells what is behind a row
    return ()


def _way_to(node: Term, holders: Holders | None) -> str | None:
    return holders.way_to(node) if holders is not None and type(node) is BlankNode else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
