"""Checks for contradictory constraints: no value, or no number of values, can meet both.

Constraints on one property of one class are compared even if they are in several shapes, or in several files that are
linted together. Only certain contradictions are reported: shapes within sh:or, sh:not and the like are not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.grammar import read_integer
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.terms import RDF, SH

from ..engine.components import ALL_COMPONENTS
from ..engine.data import Data
from ..engine.demands import OfEach
from ..engine.outcomes import is_less
from ..engine.paths import path_text
from ..messages.linting import LintingText
from .documents import LintNotice, ShapesDocument, term_name

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from ..engine.outcomes import Outcome
    from ..engine.shape_model import Shape, ShapeConstraint


_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}
_KINDS: Final[Mapping[Term, set[type]]] = {
    SH.IRI: {NamedNode},
    SH.BlankNode: {BlankNode},
    SH.Literal: {Literal},
    SH.BlankNodeOrIRI: {BlankNode, NamedNode},
    SH.BlankNodeOrLiteral: {BlankNode, Literal},
    SH.IRIOrLiteral: {NamedNode, Literal},
}
_LITERAL_ONLY: Final = frozenset(
    {"Datatype", "LanguageIn", "MinInclusive", "MinExclusive", "MaxInclusive", "MaxExclusive"}
)
_MINIMA: Final = frozenset({"MinInclusive", "MinExclusive"})
_MAXIMA: Final = frozenset({"MaxInclusive", "MaxExclusive"})
_COUNTS: Final = (("MinCount", "MaxCount"), ("QualifiedMinCount", "MaxCount"))
_LISTED: Final = frozenset({"In", "HasValue"})
_ON_VALUES: Final = frozenset(
    {"Datatype", "NodeKind", "Pattern", "MinLength", "MaxLength", "LanguageIn", "In", *_MINIMA, *_MAXIMA}
)
"""Components that validate a single value without its context."""
_MANY: Final = 200
"""Maximum number of constraints on one property; more are not written by hand, and comparing them takes long."""


@dataclass(frozen=True, slots=True)
class _Demand:
    """One constraint, with its shape and file."""

    document: ShapesDocument
    shape: Shape
    constraint: ShapeConstraint

    @property
    def component(self) -> str:
        return self.constraint.component

    @property
    def values(self) -> tuple[Term, ...]:
        component = _COMPONENTS[self.component]
        return self.constraint.parameters[component.parameters[0]]

    @property
    def number(self) -> int | None:
        value = self.values[0].value if self.values else ""
        number = read_integer(value, digits=18)
        return number if number is not None and number >= 0 else None

    def __str__(self) -> str:
        component = _COMPONENTS[self.component]
        parameter = term_name(component.parameter(component.parameters[0]))
        shown = " ".join(map(term_name, self.values[:3])) + (" …" if len(self.values) > 3 else "")
        value = self.values[0] if self.values else None
        if component.lists:
            return f"{parameter} ({shown})"
        return f"{parameter} {value.value if isinstance(value, Literal) and self.number is not None else shown}"


def notice(document: ShapesDocument, before: Iterable[ShapesDocument] = ()) -> Iterator[LintNotice]:
    """Report constraints of a file that contradict one another, or those of files before it."""
    reported: set[tuple[str, str, str, str]] = set()
    for demands in _group_demands((*before, document)):
        if len(demands) > _MANY:
            continue
        for earlier, later in combinations(demands, 2):
            code = None if later.document is not document else _contradict(earlier, later)
            if code is None:
                continue
            # One contradiction of each kind per pair of shapes is enough, even if other shapes repeat them.
            key = (code, earlier.document.place, str(earlier.shape.node), str(later.shape.node))
            if key not in reported:
                reported.add(key)
                yield _make_notice(code, later, earlier)


def _make_notice(code: str, here: _Demand, there: _Demand) -> LintNotice:
    facts = {"one": str(here), "other": str(there)}
    is_beside = here.shape is not there.shape
    if is_beside:
        facts["beside"] = there.document.name(there.shape.node)
    if here.document is not there.document:
        code = "contradicting-files"
        facts["document"] = there.document.place
        is_beside = False
    component = _COMPONENTS[here.component]
    return LintNotice(
        code=code,
        node=here.shape.node,
        term=component.parameter(component.parameters[0]),
        message=LintingText.CONTRADICTION_BESIDE if is_beside else None,
        facts=facts,
    )


def _group_demands(documents: Iterable[ShapesDocument]) -> Iterable[list[_Demand]]:
    """Group constraints on the same nodes and path, in the order of the files."""
    found: dict[tuple[str, str], list[_Demand]] = {}
    for document in documents:
        for shape in document.shapes.values():
            if shape.is_deactivated:
                continue
            path = "" if shape.path is None else path_text(shape.path)
            targets = [f"{target.kind} {target.node}" for target in document.targets(shape)]
            for target in targets or [f"{document.place} {shape.node}"]:
                demands = found.setdefault((target, path), [])
                demands += [_Demand(document, shape, constraint) for constraint in shape.constraints]
    return found.values()


def _contradict(one: _Demand, other: _Demand) -> str | None:
    """The code of the check that two constraints fail; None if they can be met together."""
    for check in (_counts, _lengths, _ranges, _datatypes, _kinds, _values):
        code = check(one, other) or check(other, one)
        if code is not None:
            return code
    return None


def _counts(one: _Demand, other: _Demand) -> str | None:
    return "count-contradiction" if _is_above(one, other, _COUNTS) or _qualified_counts(one, other) else None


def _qualified_counts(one: _Demand, other: _Demand) -> bool:
    """Whether two counts of the same qualified shape contradict."""
    shapes = (
        one.constraint.parameters.get("qualifiedValueShape"),
        other.constraint.parameters.get("qualifiedValueShape"),
    )
    return shapes[0] == shapes[1] and _is_above(one, other, (("QualifiedMinCount", "QualifiedMaxCount"),))


def _lengths(one: _Demand, other: _Demand) -> str | None:
    return "length-contradiction" if _is_above(one, other, (("MinLength", "MaxLength"),)) else None


def _is_above(one: _Demand, other: _Demand, pairs: Iterable[tuple[str, str]]) -> bool:
    if (one.component, other.component) not in pairs:
        return False
    least, most = one.number, other.number
    return least is not None and most is not None and least > most


def _ranges(one: _Demand, other: _Demand) -> str | None:
    if one.component not in _MINIMA or other.component not in _MAXIMA:
        return None
    least, most = one.values[0], other.values[0]
    if not isinstance(least, Literal) or not isinstance(most, Literal):
        return None
    is_open = "Exclusive" in one.component + other.component
    is_wrong = is_less(most, least) is True or (is_open and least == most)
    return "range-contradiction" if is_wrong else None


def _datatypes(one: _Demand, other: _Demand) -> str | None:
    if one.component != "Datatype":
        return None
    if other.component == "Datatype":
        return "datatype-contradiction" if one.values != other.values else None
    if other.component == "LanguageIn":
        return "datatype-contradiction" if one.values[0] != RDF.langString else None
    return None


def _kinds(one: _Demand, other: _Demand) -> str | None:
    kinds, others = _allowed_kinds(one), _allowed_kinds(other)
    return "kind-contradiction" if kinds is not None and others is not None and not kinds & others else None


def _allowed_kinds(demand: _Demand) -> set[type] | None:
    """Kinds of node that a constraint allows; None if it does not restrict them."""
    if demand.component == "NodeKind":
        kind = demand.values[0]
        return _KINDS.get(kind)
    if demand.component == "Class":
        return {NamedNode, BlankNode}
    return {Literal} if demand.component in _LITERAL_ONLY else None


def _values(one: _Demand, other: _Demand) -> str | None:
    """Whether one constraint refuses all values that the other lists."""
    if one.component == "HasValue" and other.component == "MaxCount":
        return "value-contradiction" if other.number == 0 else None
    if one.component not in _LISTED or other.component not in _ON_VALUES or not one.values:
        return None
    if other.component == "In" and not other.values:
        return None
    try:
        built = _COMPONENTS[other.component].build(other.constraint, other.shape, _Alone())
    except ShapesError:  # reported by the check of that value
        return None
    data = Data({})
    is_refused = isinstance(built, OfEach) and all(built.test(value, data) is False for value in one.values)
    return "value-contradiction" if is_refused else None


class _Alone:
    """Compiler for components that name no other shapes."""

    def conforms(self, shape: Shape) -> Callable[[Term, Data], Outcome]:
        raise NotImplementedError(shape.node)
