"""Compile shapes: each constraint becomes a test, and shapes with the same targets become one program.

A program iterates over the properties that a node has, not over all that its shapes name; only tests that can fail
without values run for absent properties. Nested shapes are validated once per node.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.reading.parsing import paused_collection

from ..messages.shapes_graph import EngineText
from .components import ALL_COMPONENTS, PROPERTY
from .demands import OfAll, OfEach, SetTest, ValueTest
from .outcomes import Outcome, graver
from .paths import PathValues, Predicate, Walk, make_walk
from .remembered_outcomes import Scopes, is_same_anywhere, remember
from .rows import Demand, Row
from .shape_model import DEEPEST, Shape, ShapeConstraint, ShapesGraph, Target

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Subject, Term
    from danhmuc.vocab.reading.indexed_documents import Properties

    from .data import Data


_BY_NAME: Final = {component.name: component for component in ALL_COMPONENTS}
_MOST_REPEATED: Final = 100
"""Rows of a nested shape and a node that are repeated for another way to them; the first way has all."""
_MANY_NODES: Final = 16
"""Number of focus nodes from which on columns are looked up by identity."""
_MOST_PASSED: Final = 500
"""Number of values of a column that are remembered to have passed."""
_NONE_FOUND: Final = PathValues((), is_all=True)


@dataclass(slots=True, eq=False)
class _Compiled:
    """A compiled shape.

    Attributes:
        predicate: its path if that is a single property.
        walk: finds its values; None for a node shape, whose value is the node itself.
        of_each, of_all: its tests.
        nested: the property shapes that each of its values has to meet.
    """

    shape: Shape
    predicate: NamedNode | None = None
    walk: Walk | None = None
    of_each: list[tuple[Demand, ValueTest]] = field(default_factory=list)
    of_all: list[tuple[Demand, SetTest]] = field(default_factory=list)
    minding: list[tuple[Demand, SetTest]] = field(default_factory=list)
    nested: list[tuple[Demand, _Compiled]] = field(default_factory=list)

    def path_values(self, node: Term, data: Data) -> PathValues:
        """Values of the shape for a node."""
        return PathValues((node,), is_all=True) if self.walk is None else self.walk(node, data)

    def validate(self, node: Term, data: Data, rows: list[Row]) -> None:
        """Add what a node does not meet."""
        self.validate_values(node, self.path_values(node, data), data, rows)

    def validate_values(self, node: Term, found: PathValues, data: Data, rows: list[Row]) -> None:
        """Add what given values of a node do not meet."""
        for demand, test in self.of_each:
            is_settled = found.is_all
            for value in found.values:
                outcome = test(value, data)
                if outcome is not True:
                    rows.append(Row(node, None, value, demand, outcome))
                    is_settled = is_settled or outcome is False
            if not is_settled:
                rows.append(Row(node, None, None, demand, found.missing))
        _add_failures(self.of_all, node, found, data, rows)
        for demand, shape in self.nested:
            for value in found.values:
                shape.validate_nested(node, value, demand, data, rows)
            if not found.is_all:
                rows.append(Row(node, None, None, demand, found.missing))

    def validate_nested(self, holder: Term, value: Term, demand: Demand, data: Data, rows: list[Row]) -> None:
        """Add what a value of another shape does not meet by `sh:property`, the constraint of a demand."""
        if data.is_record and value not in data.index:
            # The value is no part of the record, so that what it lacks is a fault of its holder, as with sh:node.
            outcome = self.conforms(value, data)
            if outcome is not True:
                rows.append(Row(holder, None, value, demand, outcome))
            return
        if not self.nested:
            self.validate(value, data, rows)
            return
        # On ever more ways, shapes or nodes may lead to the same shape and node.
        key = (self, value)
        known = cast("Sequence[Row] | None", data.rows_below.get(key))
        if known is None:
            found: list[Row] = []
            self.validate(value, data, found)
            data.rows_below[key] = found[:_MOST_REPEATED]
            known = found
        rows += known

    def conforms(self, node: Term, data: Data) -> Outcome:
        """Whether a node meets the shape; the outcome is cached."""
        # The key has the shape itself, because two plans may validate the same data.
        key = (self, node)
        memory = data.memory
        if key in memory:
            return memory[key]
        outcome = memory[key] = self._conforms(node, data)
        return outcome

    def _conforms(self, node: Term, data: Data) -> Outcome:
        conforms: Outcome = True
        for outcome in self._outcomes(node, self.path_values(node, data), data):
            if outcome is False:
                return False
            if outcome is not True:
                conforms = graver(conforms, outcome)
        return conforms

    def _outcomes(self, node: Term, found: PathValues, data: Data) -> Iterator[Outcome]:
        for _, test in self.of_each:
            for value in found.values:
                yield test(value, data)
        for _, find in self.of_all:
            for failure in find(node, found, data):
                yield failure.outcome
        for _, shape in self.nested:
            for value in found.values:
                yield shape.conforms(value, data)
        if not found.is_all and (self.of_each or self.nested):
            # An unknown value may fail any test of each value.
            yield found.missing


@dataclass(slots=True)
class _Traits:
    """Knowledge of tests besides their outcomes: see `OfEach` and `OfAll`; `last` are those of `is_same_anywhere`."""

    kinds: dict[Demand, frozenset[type]] = field(default_factory=dict)
    last: set[Demand] = field(default_factory=set)
    fails_from: dict[Demand, int | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Column:
    """Tests of the values of one property, from all shapes of a program.

    Attributes:
        kinds: the kinds of terms that pass all tests of the kind.
        beside_kind: the tests of each value that ask for more.
        of_one, of_several: the tests of all values together that can fail for one value; for several.
        is_same_anywhere: whether the tests of each value find the same in every graph that does not describe the value.
    """

    of_each: list[tuple[Demand, ValueTest]] = field(default_factory=list)
    kinds: frozenset[type] = frozenset({BlankNode, Literal, NamedNode})
    beside_kind: list[tuple[Demand, ValueTest]] = field(default_factory=list)
    of_one: list[tuple[Demand, SetTest]] = field(default_factory=list)
    of_several: list[tuple[Demand, SetTest]] = field(default_factory=list)
    nested: list[tuple[Demand, _Compiled]] = field(default_factory=list)
    is_same_anywhere: bool = True

    def add(self, one: _Compiled, traits: _Traits) -> None:
        """Add the tests of a property shape."""
        self.is_same_anywhere = self.is_same_anywhere and traits.last.issuperset(demand for demand, _ in one.of_each)
        self.of_each += one.of_each
        self.nested += one.nested
        for demand, test in one.of_each:
            kinds = traits.kinds.get(demand)
            if kinds is None:
                self.beside_kind.append((demand, test))
            else:
                self.kinds &= kinds
        for demand, find in one.of_all:
            fails_from = traits.fails_from[demand]
            if fails_from is not None:
                self.of_several.append((demand, find))
                if fails_from == 1:
                    self.of_one.append((demand, find))

    def validate(self, node: Term, values: Sequence[Term], data: Data, rows: list[Row]) -> None:
        """Add what the values of a node do not meet; there is at least one value."""
        # Most values are of the right kind: looked up for all at once, that needs no test.
        tests = self.beside_kind if self.kinds.issuperset(map(type, values)) else self.of_each
        for demand, test in tests:
            for value in values:
                outcome = test(value, data)
                if outcome is not True:
                    rows.append(Row(node, None, value, demand, outcome))
        sets = self.of_one if len(values) == 1 else self.of_several
        if sets:
            _add_failures(sets, node, PathValues(values, is_all=True), data, rows)
        for demand, shape in self.nested:
            for value in values:
                shape.validate_nested(node, value, demand, data, rows)


@dataclass(slots=True)
class _KnownColumn:
    """A column while many nodes are validated, with what is known of values that need no validation.

    Attributes:
        kinds: the kinds of terms that pass as the only value of a node; none if it takes more than the kind.
        passed: values that have passed as the only value of a node.
        most: how many of these are remembered; none if that holds for their node or their graph alone.
    """

    column: _Column
    is_needed: bool
    of_many: InitVar[bool]
    kinds: frozenset[type] = field(init=False)
    passed: set[Term] = field(default_factory=set)
    most: int = field(init=False)

    def __post_init__(self, of_many: bool) -> None:
        column = self.column
        is_of_each = not column.of_one and not column.nested
        self.kinds = column.kinds if is_of_each and not column.beside_kind else frozenset()
        self.most = _MOST_PASSED if is_of_each and (column.is_same_anywhere or not of_many) else 0


class _KnownColumns(dict[int, "_KnownColumn | None"]):
    """The columns of one program while the nodes of one or many graphs are validated, by the identity of the property.

    An index has one object for each property, whose hash takes longer. No graph may be dropped meanwhile.

    Attributes:
        needed: number of properties that a node may not lack.
    """

    __slots__ = ("_by_property", "needed", "of_many")

    def __init__(self, columns: Mapping[NamedNode, _Column], needed: Collection[NamedNode], *, of_many: bool) -> None:
        super().__init__()
        self.of_many = of_many
        self.needed = len(needed)
        self._by_property = {prop: _KnownColumn(column, prop in needed, of_many) for prop, column in columns.items()}

    def find(self, prop: NamedNode) -> _KnownColumn | None:
        """The column of a property that is another object than before."""
        found = self[id(prop)] = self._by_property.get(prop)
        return found


def _add_failures(
    tests: Iterable[tuple[Demand, SetTest]], node: Term, found: PathValues, data: Data, rows: list[Row]
) -> None:
    for demand, find in tests:
        rows.extend(
            Row(node, failure.path, failure.value, demand, failure.outcome) for failure in find(node, found, data)
        )


class _Program:
    """Compiled shapes with the same targets.

    Attributes:
        classes: the targets, if all are classes.
    """

    def __init__(self, targets: tuple[Target, ...], traits: _Traits) -> None:
        self.targets = targets
        self._traits = traits
        self.classes = (
            frozenset(one.node for one in targets) if all(one.kind == "class" for one in targets) else frozenset()
        )
        self._columns: dict[NamedNode, _Column] = {}
        self._absent: list[tuple[NamedNode, list[tuple[Demand, SetTest]]]] = []
        self._of_node: list[tuple[Demand, ValueTest]] = []
        self._whole: list[_Compiled] = []
        self._by_property: list[_Compiled] = []

    def add(self, root: _Compiled) -> None:
        """Add a shape."""
        if root.walk is not None:
            self._add_property(root)
            return
        self._of_node += root.of_each
        if root.of_all:
            self._whole.append(_Compiled(root.shape, of_all=root.of_all))
        for _, one in root.nested:
            self._add_property(one)

    def _add_property(self, one: _Compiled) -> None:
        if one.predicate is None:
            self._whole.append(one)
            return
        self._by_property.append(one)
        if one.of_each or one.of_all or one.nested:
            self._columns.setdefault(one.predicate, _Column()).add(one, self._traits)
        if one.minding:
            self._absent.append((one.predicate, one.minding))

    def foci(self, data: Data) -> Collection[Term]:
        """The focus nodes, each once."""
        if len(self.targets) == 1:
            return _foci(self.targets[0], data)
        return dict.fromkeys(node for target in self.targets for node in _foci(target, data))

    def run(self, data: Data, rows: list[Row], columns: _KnownColumns | None = None) -> None:
        """Add what the focus nodes do not meet.

        Args:
            columns: of many graphs in one context; None if this is alone in its own.
        """
        nodes = self.foci(data)
        if columns is not None or len(nodes) >= _MANY_NODES:
            self._validate_many(nodes, data, rows, self.known_columns(of_many=False) if columns is None else columns)
        else:
            for node in nodes:
                self.validate(node, data, rows)

    def known_columns(self, *, of_many: bool) -> _KnownColumns:
        """The columns, of which nothing is known yet.

        Args:
            of_many: whether the nodes are those of many graphs.
        """
        return _KnownColumns(self._columns, {prop for prop, _ in self._absent}, of_many=of_many)

    def validate(self, node: Term, data: Data, rows: list[Row]) -> None:
        """Add what a node does not meet."""
        properties = data.index.get(node)  # type: ignore[arg-type]
        if properties is None:
            # A node outside the data may have unknown properties, which only the single shapes take into account.
            self._validate_outside_node(node, data, rows)
            return
        columns = self._columns
        for predicate, values in properties.items():
            column = columns.get(predicate)
            if column is not None:
                column.validate(node, values, data, rows)
        self._validate_absent(node, properties, data, rows)
        self._validate_itself(node, data, rows)

    def _validate_many(self, nodes: Iterable[Term], data: Data, rows: list[Row], columns: _KnownColumns) -> None:
        """Validate each of many nodes as `validate` does, without what nearly all of them would repeat.

        A value that has passed as the only value of one node passes for the next: most are codes that thousands share.
        """
        index, of_many = data.index, columns.of_many
        for node in nodes:
            properties = index.get(node)  # type: ignore[arg-type]
            if properties is None:
                self._validate_outside_node(node, data, rows)
                continue
            lacking = columns.needed
            for predicate, values in properties.items():
                try:
                    known = columns[id(predicate)]
                except KeyError:
                    known = columns.find(predicate)
                if known is None:
                    continue
                if known.is_needed:
                    lacking -= 1
                if len(values) > 1:
                    known.column.validate(node, values, data, rows)
                    continue
                value = values[0]
                if type(value) in known.kinds or (value in known.passed and not (of_many and value in index)):
                    continue
                before = len(rows)
                known.column.validate(node, values, data, rows)
                if len(rows) == before and len(known.passed) < known.most and not (of_many and value in index):
                    known.passed.add(value)
            if lacking:
                self._validate_absent(node, properties, data, rows)
            self._validate_itself(node, data, rows)

    def _validate_absent(self, node: Term, properties: Properties, data: Data, rows: list[Row]) -> None:
        """Validate the properties that a node does not have, but needs."""
        for predicate, minding in self._absent:
            if predicate not in properties:
                _add_failures(minding, node, _NONE_FOUND, data, rows)

    def _validate_itself(self, node: Term, data: Data, rows: list[Row]) -> None:
        """Validate the node itself, and paths of more than one property."""
        for demand, test in self._of_node:
            outcome = test(node, data)
            if outcome is not True:
                rows.append(Row(node, None, node, demand, outcome))
        for shape in self._whole:
            shape.validate(node, data, rows)

    def _validate_outside_node(self, node: Term, data: Data, rows: list[Row]) -> None:
        for shape in self._by_property:
            shape.validate(node, data, rows)
        self._validate_itself(node, data, rows)


@dataclass(frozen=True)
class Plan:
    """Compiled shapes for any number of graphs.

    Attributes:
        warnings: a message for each skipped part.
        for_sparql: the shapes with constraints beyond SHACL Core.
    """

    programs: Sequence[_Program]
    warnings: tuple[Message, ...]
    for_sparql: tuple[Shape, ...]

    def run(self, data: Data) -> list[Row]:
        """Validate data; the rows are failures and unknown outcomes."""
        return self.run_each([data])[0]

    def run_each(self, page: Sequence[Data]) -> list[list[Row]]:
        """Validate many graphs in the same context: the rows of each, as `run` gives them.

        A rule is asked of all graphs before the next, so that what passed in one is known for the others.
        """
        rows: list[list[Row]] = [[] for _ in page]
        # Rows have no reference cycles, and the garbage collector would scan the whole index again and again.
        with paused_collection():
            of_program: dict[int, list[tuple[Data, list[Row]]]] = {}
            for data, found in zip(page, rows, strict=True):
                for at in self._programs_for(data):
                    of_program.setdefault(at, []).append((data, found))
            for at in sorted(of_program):
                program = self.programs[at]
                columns = program.known_columns(of_many=True) if len(page) > 1 else None
                for data, found in of_program[at]:
                    # What a graph says of classes holds for itself alone.
                    program.run(data, found, None if data.stated_classes is None else columns)
        return rows

    def _programs_for(self, data: Data) -> Iterable[int]:
        """Positions of the programs that may have focus nodes: most are about other classes than a record has."""
        if data.stated_classes is None:
            return range(len(self.programs))
        found = set(self._of_any_class)
        for one in data.stated_classes:
            found.update(self._by_class.get(one, ()))
        return found

    @cached_property
    def _by_class(self) -> Mapping[Term, Sequence[int]]:
        """Positions of the programs that have but classes as targets."""
        found: dict[Term, list[int]] = {}
        for at, program in enumerate(self.programs):
            for one in program.classes:
                found.setdefault(one, []).append(at)
        return found

    @cached_property
    def _of_any_class(self) -> Sequence[int]:
        return [at for at, program in enumerate(self.programs) if not program.classes]


def compile_plan(graph: ShapesGraph) -> Plan:
    """Compile a shapes graph.

    Raises:
        ShapesError: shapes are recursive, or nested too deep.
    """
    refuse_circles(graph)
    compiler = _Compiler()
    programs: dict[tuple[Target, ...], _Program] = {}
    for shape in graph.shapes.values():
        if shape.targets and not shape.is_deactivated:
            root = compiler.compile_shape(shape)
            programs.setdefault(shape.targets, _Program(shape.targets, compiler.traits)).add(root)
    return Plan(
        programs=tuple(programs.values()),
        warnings=(*graph.warnings, *compiler.warnings),
        for_sparql=tuple(shape for shape in graph.shapes.values() if shape.needs_sparql and not shape.is_deactivated),
    )


class _Compiler:
    def __init__(self) -> None:
        self.warnings: list[Message] = []
        self.traits = _Traits()
        self._compiled: dict[Subject, _Compiled] = {}
        self._scopes: Scopes = {}

    def conforms(self, shape: Shape) -> ValueTest:
        """The test whether a node conforms to a shape; a deactivated shape demands nothing."""
        if shape.is_deactivated:
            return _always_conforms
        made = self.compile_shape(shape)
        if made.walk is None and not made.of_all and not made.nested and not _leads_on(shape):
            # It tests only the node itself: too little to be worth caching.
            return _all_of_these([test for _, test in made.of_each])
        return made.conforms

    def compile_shape(self, shape: Shape) -> _Compiled:
        """Compile a shape."""
        made = self._compiled.get(shape.node)
        if made is None:
            made = self._compiled[shape.node] = _Compiled(shape)
            if isinstance(shape.path, Predicate):
                made.predicate = shape.path.iri
            if shape.path is not None:
                made.walk = make_walk(shape.path)
            for constraint in shape.constraints:
                self._add(made, constraint)
            for one in shape.properties:
                if not one.is_deactivated:
                    constraint = ShapeConstraint(PROPERTY.name, {"property": (one.node,)})
                    made.nested.append((Demand(shape, PROPERTY, constraint), self.compile_shape(one)))
        return made

    def _add(self, made: _Compiled, constraint: ShapeConstraint) -> None:
        component = _BY_NAME[constraint.component]
        demand = Demand(made.shape, component, constraint)
        try:
            match component.build(constraint, made.shape, self):
                case OfEach(test, kinds):
                    made.of_each.append((demand, remember(constraint, made.shape, test, self._scopes)))
                    if kinds is not None:
                        self.traits.kinds[demand] = kinds
                    if is_same_anywhere(constraint, made.shape, self._scopes):
                        self.traits.last.add(demand)
                case OfAll(find, can_fail_without_values, fails_from):
                    made.of_all.append((demand, find))
                    if can_fail_without_values:
                        made.minding.append((demand, find))
                    self.traits.fails_from[demand] = fails_from
        except ShapesError as error:
            self.warnings.append(EngineText.CONSTRAINT_PASSED_OVER(reason=error.message))


def _foci(target: Target, data: Data) -> Collection[Term]:
    match target.kind:
        case "class":
            return data.instances(target.node)  # type: ignore[arg-type]
        case "node":
            # Also a node that the data does not describe: in our reading it is unknown, and not skipped.
            return (target.node,)
        case "subjects-of":
            return [node for node, properties in data.index.items() if target.node in properties]
        case "objects-of":
            found: dict[Term, None] = {}
            for properties in data.index.values():
                found.update(dict.fromkeys(properties.get(target.node, ())))  # type: ignore[arg-type]
            found.update(dict.fromkeys(data.nodes_named_in_context(target.node)))  # type: ignore[arg-type]
            return found
        case "query":
            return data.found_by_query.get(target.node, ())


def _all_of_these(tests: Sequence[ValueTest]) -> ValueTest:
    if len(tests) == 1:
        return tests[0]

    def test(value: Term, data: Data) -> Outcome:
        found: Outcome = True
        for one in tests:
            outcome = one(value, data)
            if outcome is False:
                return False
            if outcome is not True:
                found = graver(found, outcome)
        return found

    return test


def _leads_on(shape: Shape) -> bool:
    """Whether a shape that this one names names shapes itself: on many ways, they may lead to the same one."""
    return any(one.others or one.properties for one in shape.others.values())


def _always_conforms(node: Term, data: Data) -> Outcome:  # noqa: ARG001 - one signature for all tests
    return True


def refuse_circles(graph: ShapesGraph) -> None:
    """Refuse recursive shapes, which SHACL leaves undefined, and shapes that are nested too deep.

    Raises:
        ShapesError: shapes are recursive, or nested too deep.

    Source: SHACL 1.0, section 3.4.3.
    """
    heights: dict[Subject, int] = {}
    for start in graph.shapes.values():
        if start.node in heights:
            continue
        way: list[tuple[Shape, Iterator[Shape]]] = [(start, _led_to(start))]
        on_way = {start.node}
        while way:
            shape, ahead = way[-1]
            one = next(ahead, None)
            if one is None:
                heights[shape.node] = 1 + max((heights[below.node] for below in _led_to(shape)), default=0)
                if heights[shape.node] > DEEPEST:
                    raise ShapesError(EngineText.SHAPES_TOO_DEEP(most=DEEPEST, shape=str(shape.node)))
                on_way.discard(shape.node)
                way.pop()
            elif one.node in on_way:
                nodes = [each.node for each, _ in way]
                circle = " → ".join(map(str, (*nodes[nodes.index(one.node) :], one.node)))
                raise ShapesError(EngineText.SHAPES_IN_CIRCLE(circle=circle))
            elif one.node not in heights:
                way.append((one, _led_to(one)))
                on_way.add(one.node)


def _led_to(shape: Shape) -> Iterator[Shape]:
    yield from shape.properties
    yield from shape.others.values()
