"""Rows as the standard's ``sh:ValidationReport``: lines of N-Quads, one result after another.

Text that all results of one demand share is made once and reused, so a feed with a fault in every record costs little
more than its lines. Unknown outcomes are no results by the standard and are not in the report graph; what was not
computed is in it, because the data does not conform.
Source: SHACL 1.0, section 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.terms import RDF, SH, XSD

from .paths import Alternative, Inverse, OneOrMore, Path, Predicate, Steps, ZeroOrMore, ZeroOrOne
from .results import is_filled_alike, results

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import NamedNode

    from danhmuc.vocab.reading import Term

    from .outcomes import Outcome
    from .rows import Demand, Row


REPORT: Final = "_:report"
"""Name of the report."""
RESULT: Final = "_:result"
"""Prefix of the names of results; a number follows."""
_PATH: Final = "_:path"
_OWN_NAMES: Final = re.compile(r"(?:report|result\d+|path\d+)\Z")
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_]+\Z", re.ASCII)
_AT_ONCE: Final = 1_000
_MOST_DETAILS: Final = 1_000
"""Maximum details of one result: shapes that branch repeatedly lead to one demand on more paths than one can read."""
_VALIDATION_REPORT: Final = str(SH.ValidationReport)
_VALIDATION_RESULT: Final = str(SH.ValidationResult)
_CONFORMS: Final = str(SH.conforms)
_RESULT: Final = str(SH.result)
_DETAIL: Final = str(SH.detail)
_FOCUS_NODE: Final = str(SH.focusNode)
_RESULT_PATH: Final = str(SH.resultPath)
_VALUE: Final = str(SH.value)
_RESULT_SEVERITY: Final = str(SH.resultSeverity)
_SOURCE_CONSTRAINT_COMPONENT: Final = str(SH.sourceConstraintComponent)
_SOURCE_SHAPE: Final = str(SH.sourceShape)
_RESULT_MESSAGE: Final = str(SH.resultMessage)
_ALTERNATIVE_PATH: Final = str(SH.alternativePath)
_TYPE: Final = str(RDF.type)
_REPEATED: Final[dict[type, str]] = {
    Inverse: str(SH.inversePath),
    ZeroOrMore: str(SH.zeroOrMorePath),
    OneOrMore: str(SH.oneOrMorePath),
    ZeroOrOne: str(SH.zeroOrOnePath),
}


class BlankNames:
    """Terms in N-Quads, with names of the report for blank nodes.

    The parser invents new names for the blank nodes of a document on each run: they are numbered in order of use, so
    that the same input gives the same bytes. Names in a graph in memory come from its owner: `keep` preserves them.

    Args:
        keep: whether to preserve names if possible.
    """

    def __init__(self, *, keep: bool = False) -> None:
        self._keep = keep
        self._names: dict[str, str] = {}

    def term_text(self, term: Term) -> str:
        """The term in N-Quads; a blank node has its name in the report."""
        return self.name(term.value) if type(term) is BlankNode else str(term)

    def name(self, name: str) -> str:
        """The name in the report of a blank node."""
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = self._make_name(name)
        return found

    def _make_name(self, name: str) -> str:
        if not self._keep:
            return f"_:b{len(self._names)}"
        if _PLAIN_NAME.match(name) and not _OWN_NAMES.match(name):
            return f"_:{name}"
        return f"_:x{name.encode().hex()}"


def report_lines(
    rows: Iterable[Row],
    *,
    conforms: bool,
    names: BlankNames,
    details: Callable[[Row], Sequence[Row]] | None = None,
) -> Iterator[bytes]:
    """The report of rows, in chunks of some hundred results.

    Args:
        conforms: the value of ``sh:conforms``.
        details: gives the rows behind a row, which become ``sh:detail``; None leaves them out.
    """
    yield (
        f'{REPORT} {_TYPE} {_VALIDATION_REPORT} .\n{REPORT} {_CONFORMS} "{str(conforms).lower()}"^^{XSD.boolean} .\n'
    ).encode()
    writer = _Writer(names, details)
    known = (row for row in rows if row.outcome is not None)
    while part := list(islice(known, _AT_ONCE)):
        yield "".join([writer.result(row) for row in part]).encode()


class _Form:
    """The common part of all results of one demand.

    Attributes:
        lines: predicates and values that are always the same, to be joined by the name of a result.
        path: the path, if it has to be copied for every result.
        is_alike: whether its messages are the same for all.
    """

    __slots__ = ("is_alike", "lines", "path")

    def __init__(self, lines: list[str], path: Path | None, *, is_alike: bool) -> None:
        self.lines = lines
        self.path = path
        self.is_alike = is_alike


class _Writer:
    def __init__(self, names: BlankNames, details: Callable[[Row], Sequence[Row]] | None) -> None:
        self._term_text = names.term_text
        self._details = details
        self._forms: dict[tuple[Demand, NamedNode | None, Outcome], _Form] = {}
        self._results = count()
        self._paths = count()
        self._last: tuple[Term, str] | None = None

    def result(self, row: Row) -> str:
        """Lines of one result of the report, and of its details."""
        return self._result(row, REPORT, _RESULT, iter(range(_MOST_DETAILS)))

    def _result(self, row: Row, holder: str, link: str, room: Iterator[int]) -> str:
        focus, path, value, demand, outcome = row
        form = self._forms.get((demand, path, outcome))
        if form is None:
            form = self._forms[demand, path, outcome] = self._form(row)
        name = f"{RESULT}{next(self._results)}"
        if self._last is None or self._last[0] is not focus:
            self._last = (focus, f" {_FOCUS_NODE} {self._term_text(focus)} .\n")
        made = f"{holder} {link} {name} .\n{name}{self._last[1]}{name.join(form.lines)}"
        if value is not None:
            made += f"{name} {_VALUE} {self._term_text(value)} .\n"
        if form.path is not None:
            made += self._copy_of_path(form.path, name)
        if not form.is_alike:
            made += "".join(f"{name}{line}" for line in _messages(row))
        if self._details is not None:
            # A detail is a failure; an unknown outcome explains nothing.
            behind = (one for one in self._details(row) if one.outcome is not None)
            made += "".join([self._result(one, name, _DETAIL, room) for one in behind if next(room, None) is not None])
        return made

    def _form(self, row: Row) -> _Form:
        (result,) = results([row])
        lines = [
            "",
            f" {_TYPE} {_VALIDATION_RESULT} .\n",
            f" {_RESULT_SEVERITY} {result.severity} .\n",
            f" {_SOURCE_CONSTRAINT_COMPONENT} <{result.component}> .\n",
            f" {_SOURCE_SHAPE} {self._term_text(result.source_shape)} .\n",
        ]
        path = result.path
        if isinstance(path, Predicate):
            lines.append(f" {_RESULT_PATH} {path.iri} .\n")
            path = None
        is_alike = is_filled_alike(result)
        if is_alike:
            lines += _messages(row)
        return _Form(lines, path, is_alike=is_alike)

    def _copy_of_path(self, path: Path, name: str) -> str:
        lines: list[str] = []
        top = self._path(path, lines)
        return "".join([f"{name} {_RESULT_PATH} {top} .\n", *lines])

    def _path(self, path: Path, lines: list[str]) -> str:
        """The node of a path; adds its lines."""
        match path:
            case Predicate(iri):
                return str(iri)
            case Steps(paths):
                return self._list(paths, lines)
            case Alternative(paths):
                node = f"{_PATH}{next(self._paths)}"
                lines.append(f"{node} {_ALTERNATIVE_PATH} {self._list(paths, lines)} .\n")
                return node
        node = f"{_PATH}{next(self._paths)}"
        lines.append(f"{node} {_REPEATED[type(path)]} {self._path(path.path, lines)} .\n")
        return node

    def _list(self, paths: Sequence[Path], lines: list[str]) -> str:
        cells = [f"{_PATH}{next(self._paths)}" for _ in paths]
        for cell, path, rest in zip(cells, paths, [*cells[1:], str(RDF.nil)], strict=True):
            lines.append(f"{cell} {RDF.first} {self._path(path, lines)} .\n")
            lines.append(f"{cell} {RDF.rest} {rest} .\n")
        return cells[0]


def _messages(row: Row) -> list[str]:
    (result,) = results([row])
    return [
        f" {_RESULT_MESSAGE} {Literal(one.text)}{'@' + one.language if one.language else ''} .\n"
        for one in result.texts
    ]
