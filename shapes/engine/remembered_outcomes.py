"""Outcomes of tests that ask about a value alone, remembered from one graph to the next.

Most values of a catalogue are codes, licences and formats that thousands of records share. What a constraint asks about
them depends on the value alone (its kind, its text), or on its description as well, which is the same object for all
records in whose context it is. Constraints that are not known to ask nothing else are tested each time, and so are
nodes that the graph itself describes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import BlankNode, NamedNode

from .outcomes import UNCOMPUTED
from .paths import Predicate

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term
    from danhmuc.vocab.reading.indexed_documents import Properties

    from .data import Data
    from .demands import ValueTest
    from .outcomes import Outcome
    from .shape_model import Shape, ShapeConstraint


_Scope = Literal["value", "description", "data"]
"""What a test asks about: the value alone, what describes it as well, or any of the data."""
Scopes = dict["Shape", _Scope]
"""What shapes ask about, by shape."""
_OF_VALUE: Final = frozenset(
    {
        *("NodeKind", "Datatype", "MinLength", "MaxLength", "Pattern", "LanguageIn", "In", "HasValue"),
        *("MinExclusive", "MinInclusive", "MaxExclusive", "MaxInclusive"),
    }
)
"""Constraints on a value that ask nothing else."""
_OF_VALUES: Final = frozenset({"MinCount", "MaxCount", "UniqueLang"})
"""Constraints on all values of a property that ask nothing else."""
_OF_SHAPES: Final = frozenset({"And", "Or", "Xone", "Not", "Node"})
"""Constraints that ask what the shapes ask that they name."""
_DEAR: Final = _OF_SHAPES | {"Pattern"}
"""Constraints whose test takes longer than to look an outcome up."""
_OF_CLASSES: Final = frozenset({"Class"})
"""Constraints that ask for the classes of a value, and what is below these."""
_MOST: Final = 1_000
"""Number of values of one test whose outcomes are remembered."""
_LONG: Final = 40
"""Characters of a literal that is not likely to come again."""


def remember(constraint: ShapeConstraint, shape: Shape, test: ValueTest, scopes: Scopes) -> ValueTest:
    """A test that asks once a value, if the constraint of a shape allows that; else the test itself.

    Args:
        scopes: what shapes ask about, kept between calls: on many ways, shapes may lead to the same one.
    """
    scope = _scope_of_constraint(constraint, shape, scopes) if constraint.component in _DEAR else "data"
    if scope == "data":
        return test
    is_of_value = scope == "value"

    def test_once(value: Term, data: Data) -> Outcome:
        kind = type(value)
        description: Properties | None = None
        if kind is NamedNode:
            if not is_of_value:
                if value in data.index:
                    return test(value, data)
                description = data.properties_of(value)
        elif kind is BlankNode or len(value.value) > _LONG:
            return test(value, data)
        known = data.outcomes.get(test)
        if known is None:
            known = data.outcomes[test] = {}
        found = known.get(value)
        if found is not None and found[0] is description:
            return found[1]
        outcome = test(value, data)
        # What took too long may be quicker another time.
        if outcome is not UNCOMPUTED:
            if len(known) >= _MOST:
                known.clear()
            known[value] = (description, outcome)
        return outcome

    return test_once


def is_same_anywhere(constraint: ShapeConstraint, shape: Shape, scopes: Scopes) -> bool:
    """Whether what a constraint finds of a value that the graph does not describe is the same in the next graph.

    As long as that is in the same context, and describes the value neither.
    """
    return _scope_of_constraint(constraint, shape, scopes) != "data" or constraint.component in _OF_CLASSES


def _scope_of_constraint(constraint: ShapeConstraint, shape: Shape, scopes: Scopes) -> _Scope:
    """The scope of what the constraint of a shape asks about a value."""
    if constraint.component in _OF_VALUE:
        return "value"
    if constraint.component not in _OF_SHAPES:
        return "data"
    # Parameters that are no shapes make no test; there are none in the standard.
    named = [shape.others.get(term) for terms in constraint.parameters.values() for term in terms]
    return _widest(["data" if one is None else _scope_of_shape(one, scopes) for one in named])


def _scope_of_shape(shape: Shape, scopes: Scopes) -> _Scope:
    """The scope of what conforming to a shape asks about a node."""
    found = scopes.get(shape)
    if found is None:
        found = scopes[shape] = _find_scope(shape, scopes)
    return found


def _find_scope(shape: Shape, scopes: Scopes) -> _Scope:
    if shape.needs_sparql:
        return "data"
    if shape.is_deactivated:
        return "value"
    if shape.path is None:
        below = [_scope_of_shape(one, scopes) for one in shape.properties]
        return _widest([*below, *(_scope_of_constraint(one, shape, scopes) for one in shape.constraints)])
    # Of a property's values only the node's own description is asked for.
    if not isinstance(shape.path, Predicate) or any(not one.is_deactivated for one in shape.properties):
        return "data"
    is_of_values = all(one.component in _OF_VALUE or one.component in _OF_VALUES for one in shape.constraints)
    return "description" if is_of_values else "data"


def _widest(scopes: list[_Scope]) -> _Scope:
    return "data" if "data" in scopes else "description" if "description" in scopes else "value"
