"""The constraint components of SHACL Core, in one table.

A new component is one function here and one line in `COMPONENTS`. Source: SHACL 1.0, section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.grammar import read_integer
from danhmuc.vocab.datatypes.order import is_well_typed
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.terms import RDF, SH, XSD

from ..messages.shapes_graph import EngineText
from ..messages.validating import ComponentsText, DoubtsText
from .demands import MOST_PAIRS, Component, Failure, OfAll, OfEach, failures_of_values, pair_outcome
from .outcomes import UNCOMPUTED, all_of, graver, is_less, is_less_or_equal, is_met, negate, one_of
from .own_components import OWN_COMPONENTS
from .paths import Predicate
from .patterns import BRIEF_SECONDS, brief_seconds, matcher

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.reading import Term

    from .data import Data
    from .demands import ShapeCompiler
    from .outcomes import Outcome
    from .paths import PathValues
    from .shape_model import Shape, ShapeConstraint


_KINDS: Final = {
    SH.IRI.value: (NamedNode,),
    SH.BlankNode.value: (BlankNode,),
    SH.Literal.value: (Literal,),
    SH.BlankNodeOrIRI.value: (BlankNode, NamedNode),
    SH.BlankNodeOrLiteral.value: (BlankNode, Literal),
    SH.IRIOrLiteral.value: (NamedNode, Literal),
}
_TYPE: Final = RDF.type
_TRUE: Final = Literal("true", datatype=XSD.boolean)
_ENOUGH: Final = 3
"""Number of timeouts after which a pattern gets less time."""
_ENOUGH_SLOW: Final = 30
"""The same for matches that end, but late."""
_SHORT: Final = 1_000
"""Characters of a text whose length does not matter for the time of a match."""
_MANY: Final = 16
_NUMBER_DIGITS: Final = 18
"""Digits of the largest number allowed as a parameter; no count of values reaches it."""


# ---------------------------------------------------------------- value type


def _class(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    wanted = _iri(constraint, "class", shape)

    def test(value: Term, data: Data) -> Outcome:
        properties = data.index.get(value)  # type: ignore[arg-type]
        # Nearly all values have exactly this class.
        return (properties is not None and wanted in properties.get(_TYPE, ())) or data.has_class(value, wanted)

    return OfEach(test)


def _datatype(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    wanted = _iri(constraint, "datatype", shape)
    iri = wanted.value
    if wanted == RDF.langString:
        return OfEach(
            lambda value, data: type(value) is Literal and value.language is not None and value.datatype == wanted
        )
    return OfEach(
        lambda value, data: type(value) is Literal and value.datatype == wanted and is_well_typed(value.value, iri)
    )


def _node_kind(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    wanted = _iri(constraint, "nodeKind", shape)
    kinds = _KINDS.get(wanted.value)
    if kinds is None:
        raise ShapesError(EngineText.NODE_KIND_UNKNOWN(shape=str(shape.node), found=str(wanted)))
    if len(kinds) == 1:
        (kind,) = kinds
        return OfEach(lambda value, data: type(value) is kind, frozenset(kinds))
    return OfEach(lambda value, data: type(value) in kinds, frozenset(kinds))


# ---------------------------------------------------------------- cardinality


def _min_count(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    least = _number(constraint, "minCount", shape)

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        if len(found.values) < least:
            yield Failure(outcome=False if found.is_all else found.missing)

    return OfAll(test, can_fail_without_values=least > 0, fails_from=1 if least > 1 else None)


def _max_count(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    most = _number(constraint, "maxCount", shape)

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        if len(found.values) > most:
            yield Failure()
        elif not found.is_all:
            yield Failure(outcome=found.missing)

    return OfAll(test, fails_from=most + 1)


# ---------------------------------------------------------------- range


def _limit(parameter: str, holds: Callable[[Literal, Literal], bool | None]) -> Callable[..., OfEach]:
    def build(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
        (limit,) = _literals(constraint, parameter, shape)

        def test(value: Term, data: Data) -> Outcome:
            return type(value) is Literal and (holds(limit, value) is True or is_met(holds, limit, value))

        return OfEach(test)

    return build


# ---------------------------------------------------------------- strings


def _min_length(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    least = _number(constraint, "minLength", shape)
    return OfEach(lambda value, data: type(value) is not BlankNode and len(value.value) >= least)


def _max_length(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    most = _number(constraint, "maxLength", shape)
    return OfEach(lambda value, data: type(value) is not BlankNode and len(value.value) <= most)


def _pattern(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    flags = "".join(term.value for term in _literals(constraint, "flags", shape))
    pattern = _literals(constraint, "pattern", shape)[0].value
    matches = matcher(pattern, flags, str(shape.node))

    def test(value: Term, data: Data) -> Outcome:
        if type(value) is BlankNode:
            return False
        overruns = data.overruns
        # A pattern that times out again and again would hold up a whole harvest; other values are still matched.
        text = value.value
        outcome = matches(text, BRIEF_SECONDS if len(text) < _SHORT else brief_seconds(text))
        if outcome is not UNCOMPUTED:
            return outcome
        if overruns.get(pattern, 0) < _ENOUGH and overruns.slow.get(pattern, 0) < _ENOUGH_SLOW:
            outcome = matches(text)
            if outcome is not UNCOMPUTED:
                overruns.slow[pattern] = overruns.slow.get(pattern, 0) + 1
                return outcome
        overruns[pattern] = overruns.get(pattern, 0) + 1
        return outcome

    return OfEach(test)


def _language_in(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    ranges = frozenset(term.value.lower() for term in _literals(constraint, "languageIn", shape))
    prefixes = ("",) if "*" in ranges else tuple(one + "-" for one in ranges)

    def test(value: Term, data: Data) -> Outcome:
        language = value.language.lower() if type(value) is Literal and value.language is not None else None
        return language is not None and (language in ranges or language.startswith(prefixes))

    return OfEach(test)


def _unique_lang(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll | None:
    if not _is_true(constraint, "uniqueLang"):
        return None

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        seen: dict[str, int] = {}
        for value in found.values:
            if type(value) is Literal and value.language is not None:
                language = value.language.lower()
                seen[language] = seen.get(language, 0) + 1
        repeated = [Failure() for count in seen.values() if count > 1]
        yield from repeated if repeated or found.is_all else (Failure(outcome=found.missing),)

    return OfAll(test, fails_from=2)


# ---------------------------------------------------------------- property pairs


def _equals(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    other = _iri(constraint, "equals", shape)

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        others = data.objects(focus, other)
        ours, theirs = _quick(found.values), _quick(others)
        is_known = None if not data.is_described(focus) else False
        failures = [Failure(value, outcome=is_known) for value in found.values if value not in theirs]
        is_all = False if found.is_all else found.missing
        failures += [Failure(value, outcome=is_all) for value in others if value not in ours]
        return _settle(failures, focus, found, data)

    return OfAll(test, can_fail_without_values=True)


def _disjoint(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    other = _iri(constraint, "disjoint", shape)

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        others = _quick(data.objects(focus, other))
        return _settle([Failure(value) for value in found.values if value in others], focus, found, data)

    return OfAll(test)


def _less(parameter: str, holds: Callable[[Literal, Literal], bool | None]) -> Callable[..., OfAll]:
    def build(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
        other = _iri(constraint, parameter, shape)

        def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
            bounds = data.objects(focus, other)
            if len(bounds) * len(found.values) > MOST_PAIRS:
                return _settle(list(failures_of_values(found.values, bounds, holds)), focus, found, data)
            failures = [
                Failure(value, outcome=outcome)
                for bound in bounds
                for value in found.values
                if (outcome := pair_outcome(value, bound, holds)) is not True
            ]
            return _settle(failures, focus, found, data)

        return OfAll(test)

    return build


def _settle(failures: list[Failure], focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
    """The failures of a property pair; if there are none but values may be missing, an unknown outcome."""
    if not failures and not (found.is_all and data.is_described(focus)):
        failures.append(Failure(outcome=found.missing))
    return iter(failures)


# ---------------------------------------------------------------- logic


def _not(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    conforms = compiler.conforms(shape.others[_first_value(constraint, "not")])
    return OfEach(lambda value, data: negate(conforms(value, data)))


def _and(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    tests = [compiler.conforms(shape.others[one]) for one in constraint.parameters["and"]]
    return OfEach(lambda value, data: all_of(test(value, data) for test in tests))


def _or(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    tests = [compiler.conforms(shape.others[one]) for one in constraint.parameters["or"]]

    def test(value: Term, data: Data) -> Outcome:
        # Without a generator, since alternatives are the most frequent of these.
        found: Outcome = False
        for one in tests:
            outcome = one(value, data)
            if outcome is True:
                return True
            if outcome is not False:
                found = graver(found, outcome)
        return found

    return OfEach(test)


def _xone(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    tests = [compiler.conforms(shape.others[one]) for one in constraint.parameters["xone"]]
    return OfEach(lambda value, data: one_of(test(value, data) for test in tests))


# ---------------------------------------------------------------- other shapes


def _node(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    return OfEach(compiler.conforms(shape.others[_first_value(constraint, "node")]))


def _qualified_count(parameter: str, *, is_least: bool) -> Callable[..., OfAll]:
    def build(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
        qualified = shape.others[_first_value(constraint, "qualifiedValueShape")]
        conforms = compiler.conforms(qualified)
        bound = _number(constraint, parameter, shape)
        apart = _is_true(constraint, "qualifiedValueShapesDisjoint")
        siblings = [compiler.conforms(one) for one in shape.siblings if one is not qualified] if apart else []

        def counts(value: Term, data: Data) -> Outcome:
            outcome = conforms(value, data)
            return all_of([outcome, *(negate(test(value, data)) for test in siblings)]) if siblings else outcome

        def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
            outcomes = [counts(value, data) for value in found.values]
            surely = outcomes.count(True)
            perhaps = len(outcomes) - outcomes.count(False)
            missing = UNCOMPUTED if UNCOMPUTED in outcomes else found.missing
            if is_least and surely < bound:
                yield Failure(outcome=False if perhaps < bound and found.is_all else missing)
            elif not is_least and surely > bound:
                yield Failure()
            elif not is_least and (perhaps > bound or not found.is_all):
                yield Failure(outcome=missing)

        return OfAll(test, can_fail_without_values=is_least and bound > 0)

    return build


# ---------------------------------------------------------------- others


def _closed_shape(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll | None:
    if not _is_true(constraint, "closed"):
        return None
    held = (one.path.iri for one in shape.properties if isinstance(one.path, Predicate))
    ignored = constraint.parameters.get("ignoredProperties", ())
    allowed = frozenset(held) | frozenset(one for one in ignored if isinstance(one, NamedNode))

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        failures = [
            Failure(value, predicate)
            for node in found.values
            for predicate, values in (data.properties_of(node) or {}).items()
            if predicate not in allowed
            for value in values
        ]
        if not failures and not (found.is_all and all(map(data.is_described, found.values))):
            failures.append(Failure(outcome=found.missing))
        return iter(failures)

    return OfAll(test)


def _has_value(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    wanted = _first_value(constraint, "hasValue")

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        if wanted not in found.values:
            yield Failure(outcome=False if found.is_all else found.missing)

    return OfAll(test, can_fail_without_values=True)


def _in(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    allowed = frozenset(constraint.parameters["in"])
    return OfEach(lambda value, data: value in allowed)


def _never_built(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> None:
    raise NotImplementedError


# ---------------------------------------------------------------- parameters


def _first_value(constraint: ShapeConstraint, parameter: str) -> Term:
    return constraint.parameters[parameter][0]


def _iri(constraint: ShapeConstraint, parameter: str, shape: Shape) -> NamedNode:
    term = _first_value(constraint, parameter)
    if not isinstance(term, NamedNode):
        raise _refusal(EngineText.PARAMETER_NO_IRI, shape, parameter, term)
    return term


def _literals(constraint: ShapeConstraint, parameter: str, shape: Shape) -> list[Literal]:
    """The values of a parameter; none if an optional one is absent."""
    terms = constraint.parameters.get(parameter, ())
    literals = [term for term in terms if isinstance(term, Literal)]
    if len(literals) < len(terms):
        wrong = next(term for term in terms if not isinstance(term, Literal))
        raise _refusal(EngineText.PARAMETER_NO_LITERAL, shape, parameter, wrong)
    return literals


def _number(constraint: ShapeConstraint, parameter: str, shape: Shape) -> int:
    term = _first_value(constraint, parameter)
    number = read_integer(term.value, digits=_NUMBER_DIGITS) if isinstance(term, Literal) else None
    if number is None:
        raise _refusal(EngineText.PARAMETER_NO_WHOLE_NUMBER, shape, parameter, term)
    return number


def _refusal(template: MessageTemplate, shape: Shape, parameter: str, found: Term) -> ShapesError:
    return ShapesError(template(shape=str(shape.node), parameter=f"sh:{parameter}", found=str(found)))


def _is_true(constraint: ShapeConstraint, parameter: str) -> bool:
    # Exactly this term: the suite of the W3C distinguishes it from "1"^^xsd:boolean.
    return _TRUE in constraint.parameters.get(parameter, ())


def _quick(values: Sequence[Term]) -> Collection[Term]:
    """The values as a set, if there are many."""
    return values if len(values) < _MANY else frozenset(values)


COMPONENTS: Final = (
    Component("Class", ("class",), _class, ComponentsText.NEEDS_CLASS, doubt=DoubtsText.DOUBT_DESCRIPTION),
    Component("Datatype", ("datatype",), _datatype, ComponentsText.NEEDS_DATATYPE),
    Component("NodeKind", ("nodeKind",), _node_kind, ComponentsText.NEEDS_NODE_KIND),
    Component("MinCount", ("minCount",), _min_count, ComponentsText.NEEDS_MIN_COUNT, only_properties=True),
    Component("MaxCount", ("maxCount",), _max_count, ComponentsText.NEEDS_MAX_COUNT, only_properties=True),
    Component("MinExclusive", ("minExclusive",), _limit("minExclusive", is_less), ComponentsText.NEEDS_MIN_EXCLUSIVE),
    Component(
        "MinInclusive", ("minInclusive",), _limit("minInclusive", is_less_or_equal), ComponentsText.NEEDS_MIN_INCLUSIVE
    ),
    Component(
        "MaxExclusive",
        ("maxExclusive",),
        _limit("maxExclusive", lambda limit, value: is_less(value, limit)),
        ComponentsText.NEEDS_MAX_EXCLUSIVE,
    ),
    Component(
        "MaxInclusive",
        ("maxInclusive",),
        _limit("maxInclusive", lambda limit, value: is_less_or_equal(value, limit)),
        ComponentsText.NEEDS_MAX_INCLUSIVE,
    ),
    Component("MinLength", ("minLength",), _min_length, ComponentsText.NEEDS_MIN_LENGTH),
    Component("MaxLength", ("maxLength",), _max_length, ComponentsText.NEEDS_MAX_LENGTH),
    Component(
        "Pattern",
        ("pattern",),
        _pattern,
        ComponentsText.NEEDS_PATTERN,
        optional=("flags",),
        doubt=DoubtsText.DOUBT_PATTERN,
    ),
    Component(
        "LanguageIn", ("languageIn",), _language_in, ComponentsText.NEEDS_LANGUAGE_IN, lists=frozenset({"languageIn"})
    ),
    Component("UniqueLang", ("uniqueLang",), _unique_lang, ComponentsText.NEEDS_UNIQUE_LANG, only_properties=True),
    Component("Equals", ("equals",), _equals, ComponentsText.NEEDS_EQUALS, doubt=DoubtsText.DOUBT_VALUES),
    Component("Disjoint", ("disjoint",), _disjoint, ComponentsText.NEEDS_DISJOINT, doubt=DoubtsText.DOUBT_VALUES),
    Component(
        "LessThan",
        ("lessThan",),
        _less("lessThan", is_less),
        ComponentsText.NEEDS_LESS_THAN,
        only_properties=True,
        doubt=DoubtsText.DOUBT_VALUES,
    ),
    Component(
        "LessThanOrEquals",
        ("lessThanOrEquals",),
        _less("lessThanOrEquals", is_less_or_equal),
        ComponentsText.NEEDS_LESS_THAN_OR_EQUALS,
        only_properties=True,
        doubt=DoubtsText.DOUBT_VALUES,
    ),
    Component("Not", ("not",), _not, ComponentsText.NEEDS_NOT, shapes=frozenset({"not"})),
    Component("And", ("and",), _and, ComponentsText.NEEDS_AND, lists=frozenset({"and"}), shapes=frozenset({"and"})),
    Component("Or", ("or",), _or, ComponentsText.NEEDS_OR, lists=frozenset({"or"}), shapes=frozenset({"or"})),
    Component(
        "Xone", ("xone",), _xone, ComponentsText.NEEDS_XONE, lists=frozenset({"xone"}), shapes=frozenset({"xone"})
    ),
    Component("Node", ("node",), _node, ComponentsText.NEEDS_NODE, shapes=frozenset({"node"})),
    Component(
        "QualifiedMinCount",
        ("qualifiedMinCount", "qualifiedValueShape"),
        _qualified_count("qualifiedMinCount", is_least=True),
        ComponentsText.NEEDS_QUALIFIED_MIN_COUNT,
        optional=("qualifiedValueShapesDisjoint",),
        shapes=frozenset({"qualifiedValueShape"}),
        only_properties=True,
    ),
    Component(
        "QualifiedMaxCount",
        ("qualifiedMaxCount", "qualifiedValueShape"),
        _qualified_count("qualifiedMaxCount", is_least=False),
        ComponentsText.NEEDS_QUALIFIED_MAX_COUNT,
        optional=("qualifiedValueShapesDisjoint",),
        shapes=frozenset({"qualifiedValueShape"}),
        only_properties=True,
    ),
    Component(
        "Closed",
        ("closed",),
        _closed_shape,
        ComponentsText.NEEDS_CLOSED,
        optional=("ignoredProperties",),
        lists=frozenset({"ignoredProperties"}),
        doubt=DoubtsText.DOUBT_VALUES,
    ),
    Component("HasValue", ("hasValue",), _has_value, ComponentsText.NEEDS_HAS_VALUE),
    Component("In", ("in",), _in, ComponentsText.NEEDS_IN, lists=frozenset({"in"})),
)
"""All constraint components of SHACL Core except sh:property, which the plan implements."""

PROPERTY: Final = Component(
    "Property", ("property",), _never_built, ComponentsText.NEEDS_PROPERTY, shapes=frozenset({"property"})
)
"""sh:property, as rows refer to it that have no row of the property shape itself."""

ALL_COMPONENTS: Final = (*COMPONENTS, *OWN_COMPONENTS)
"""The components of SHACL Core and our own."""

BY_PARAMETER: Final = {component.parameter(component.parameters[0]): component for component in ALL_COMPONENTS}
"""Components by the IRI of their first parameter."""
