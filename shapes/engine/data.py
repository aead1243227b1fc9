"""The data to validate: properties, incoming links and classes of its nodes.

The context of the data (node records, code lists) is looked up and never validated. In the W3C's reading only the data
counts, and what it does not say is false; in ours, nodes that nothing describes are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from danhmuc.vocab import concepts
from danhmuc.vocab.reading.indexed_documents import Index, Properties
from danhmuc.vocab.reading.parsing import paused_collection
from danhmuc.vocab.terms import RDF, RDFS

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.concepts import ListedConcept
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .outcomes import Outcome


Outcomes = dict[object, dict["Term", tuple[Properties | None, "Outcome"]]]
"""Remembered outcomes by test and value, each with the description of the value that it holds for."""


class NodeContext(Protocol):
    """A lookup of nodes in the context of the data; they are never validated.

    Attributes:
        is_whole: whether it has all properties of the nodes that it describes.
        has_classes: whether it has all classes of the nodes that it describes.
    """

    @property
    def is_whole(self) -> bool: ...
    @property
    def has_classes(self) -> bool: ...

    def properties_of(self, node: Subject) -> Properties | None:
        """The properties of a node; None for an unknown node."""
        ...


class IncomingLinks(Protocol):
    """Links to nodes of the data from other records; they are looked up and never validated."""

    def is_complete(self, predicate: NamedNode) -> bool:
        """Whether all links by a property are known."""
        ...

    def subjects(self, predicate: NamedNode, node: NamedNode) -> Sequence[Subject]:
        """The known subjects of links to a node."""
        ...


class CodesByName(Protocol):
    """A lookup of codes in a code list, as people write them."""

    @property
    def is_complete(self) -> bool:
        """Whether the list has all codes, so that any other code is wrong."""
        ...

    def get(self, code: str) -> ListedConcept | None:
        """The concept with exactly this code."""
        ...


_TYPE: Final = RDF.type
_SUBCLASS_OF: Final = RDFS.subClassOf
_FEW: Final = 16
"""Number of values up to which repetitions are found by comparing; beyond that a set is used."""
_STEPS: Final = 1_000_000
_STEPS_PER_NODE: Final = 200
"""Steps of all paths of one graph, besides those that every node adds: about a second for one record."""
_NOTHING: Final[Properties] = {}
_EMPTY: Final[tuple[Term, ...]] = ()


class Overruns(dict[str, int]):
    """Number of timeouts by pattern.

    Attributes:
        slow: the same for matches that ended in time, but took longer than a harmless value does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.slow: dict[str, int] = {}


class Data:
    """One graph to validate.

    Attributes:
        index: properties by subject; the subjects are the nodes that can be validated.
        memory: cached outcomes for nodes.
        outcomes: outcomes that are the same for a value in every graph; validators of many graphs share them between
            these.
        rows_below: cached rows of nested property shapes for nodes.
        overruns: number of timeouts by pattern; validators of many graphs share it between them, because a slow pattern
            is slow in each.
        is_open: whether an IRI that nothing describes is unknown, rather than without properties.
        is_record: whether only nodes of the index can be at fault, as in one record beside others.
        today: the reference date; None if there is none.
        concept_at: the concept of an IRI in the code lists in force.
        code_list_at: the code list in force that replaces the one with that IRI.
        found_by_query: focus nodes that the queries of targets found, by the shape's node.
        steps: steps of paths that are left; a path that would need more ends, and what depends on it is not computed.
        until: the last day on which all outcomes stay the same; None while none depends on the reference date.
    """

    def __init__(
        self,
        index: Index,
        *,
        context: Sequence[NodeContext] = (),
        hierarchy: Mapping[NamedNode, Collection[NamedNode]] | None = None,
        incoming: IncomingLinks | None = None,
        is_open: bool = False,
        is_record: bool = False,
        today: date | None = None,
        concept_at: Callable[[str], ListedConcept | None] = concepts.concept_at,
        code_list_at: Callable[[str], CodesByName | None] = concepts.scheme_at,
        overruns: Overruns | None = None,
        found_by_query: Mapping[Term, Sequence[Term]] | None = None,
        outcomes: Outcomes | None = None,
    ) -> None:
        self.index = index
        self.outcomes: Outcomes = {} if outcomes is None else outcomes
        self.is_open = is_open
        self.is_record = is_record
        self.today = today
        self.concept_at = concept_at
        self.code_list_at = code_list_at
        self.found_by_query = found_by_query or {}
        self.until: date | None = None
        self.memory: dict[tuple[object, Term], Outcome] = {}
        self.rows_below: dict[tuple[object, Term], Sequence[object]] = {}
        self.overruns = Overruns() if overruns is None else overruns
        self.steps = _STEPS + _STEPS_PER_NODE * len(index)
        self._context = tuple(context)
        self._incoming = incoming
        self._inverse: dict[NamedNode, dict[Term, list[Subject]]] = {}
        self._below: dict[tuple[NamedNode, bool], frozenset[Subject]] = {}
        self._hierarchy = hierarchy or {}

    def properties_of(self, node: Term) -> Properties | None:
        """Properties of a node, in the data or its context; None if there are none."""
        found = self.index.get(node)  # type: ignore[arg-type]
        if found is None and self._context and type(node) is not Literal:
            for one in self._context:
                found = one.properties_of(node)
                if found is not None:
                    break
        return found

    def objects(self, node: Term, predicate: NamedNode) -> Sequence[Term]:
        """Values of a property, each once."""
        properties = self.properties_of(node)
        return _EMPTY if properties is None else properties.get(predicate, _EMPTY)

    def objects_with_context(self, node: Term, predicate: NamedNode) -> Sequence[Term]:
        """Values of a property in the data, else in the first context lookup that has any."""
        found = self.index.get(node, _NOTHING).get(predicate, _EMPTY)  # type: ignore[arg-type]
        if not found and self._context and type(node) is not Literal:
            for one in self._context:
                found = (one.properties_of(node) or _NOTHING).get(predicate, _EMPTY)
                if found:
                    break
        return found

    def take_steps(self, number: int) -> bool:
        """Use up some steps of a path; false if none are left."""
        self.steps -= number
        return self.steps >= 0

    def note_last_day(self, day: date) -> None:
        """Record that an outcome may change after a day."""
        if self.until is None or day < self.until:
            self.until = day

    def subjects(self, predicate: NamedNode, value: Term) -> Sequence[Term]:
        """Nodes that have a value in a property, each once."""
        inverse = self._inverse.get(predicate)
        if inverse is None:
            inverse = self._inverse[predicate] = {}
            for subject, properties in self.index.items():
                for one in properties.get(predicate, _EMPTY):
                    inverse.setdefault(one, []).append(subject)
        own: Sequence[Term] = inverse.get(value, _EMPTY)
        if self._incoming is None or type(value) is not NamedNode or value not in self.index:
            return own
        # Links in the data itself need no lookup.
        more = [one for one in self._incoming.subjects(predicate, value) if one not in self.index]
        return own if not more else tuple(dict.fromkeys([*own, *more]))

    def nodes_named_in_context(self, predicate: NamedNode) -> list[Subject]:
        """Nodes of the data to which links by a property lead from other records."""
        if self._incoming is None:
            return []
        return [node for node in self.index if type(node) is NamedNode and self._incoming.subjects(predicate, node)]

    def is_described(self, node: Term) -> bool:
        """Whether all properties of a node are known: always true for a literal or a blank node."""
        if not self.is_open or type(node) is not NamedNode or node in self.index:
            return True
        return any(one.is_whole and one.properties_of(node) is not None for one in self._context)

    def knows_all_subjects(self, node: Term, predicate: NamedNode) -> bool:
        """Whether all subjects with a node as value of a property are known.

        Anyone may name an IRI; at most the links to nodes of the data by some properties are known.
        """
        if not self.is_open or type(node) is not NamedNode:
            return True
        return self._incoming is not None and node in self.index and self._incoming.is_complete(predicate)

    def has_class(self, node: Term, wanted: NamedNode) -> bool | None:
        """Whether a node is an instance of a class or a subclass; None if unknown."""
        if type(node) is Literal:
            return False
        properties = self.index.get(node)
        if properties is not None:
            classes = properties.get(_TYPE, _EMPTY)
            return wanted in classes or self._is_below(classes, wanted)
        for one in self._context:
            properties = one.properties_of(node)
            if properties is not None:
                is_one = self._is_below(properties.get(_TYPE, _EMPTY), wanted)
                if is_one or one.has_classes or not self.is_open:
                    return is_one
        return None if self.is_open and type(node) is NamedNode else False

    def _is_below(self, classes: Sequence[Term], wanted: NamedNode) -> bool:
        if wanted in classes:
            return True
        below = self._classes_below(wanted, built_in=True)
        if len(below) > 1 and any(one in below for one in classes):
            return True
        return bool(self._context) and any(self._leads_up_to(one, below) for one in classes)

    def _leads_up_to(self, one: Term, goals: AbstractSet[Term]) -> bool:
        """Whether one of some classes is a superclass of a class, in the data or its context."""
        seen: set[Term] = {one}
        ring = [one]
        while ring:
            for above in self.objects_with_context(ring.pop(), _SUBCLASS_OF):
                if above in goals:
                    return True
                if above not in seen:
                    seen.add(above)
                    ring.append(above)
        return False

    @cached_property
    def stated_classes(self) -> AbstractSet[Subject] | None:
        """The classes that have instances in the data; None if one may be a subclass of another."""
        return None if self._climbers or self._subclasses_by_class else self._instances.keys()

    def instances(self, wanted: NamedNode) -> Collection[Subject]:
        """Nodes of the data that are instances of a class or a subclass, in order of the data."""
        if self.stated_classes is not None:
            return self._instances.get(wanted, ())
        below = self._classes_below(wanted, built_in=False)
        if self._climbers:
            below |= {one for one in self._climbers if self._leads_up_to(one, below)}
        if len(below) == 1:
            return self._instances.get(wanted, ())
        return dict.fromkeys(node for one in below for node in self._instances.get(one, ()))

    @cached_property
    def _instances(self) -> dict[Subject, list[Subject]]:
        found: dict[Subject, list[Subject]] = {}
        for subject, properties in self.index.items():
            for one in properties.get(_TYPE, _EMPTY):
                if type(one) is not Literal:
                    known = found.get(one)
                    if known is None:
                        known = found[one] = []
                    known.append(subject)
        return found

    @cached_property
    def _climbers(self) -> list[Subject]:
        """The classes of the data that have a superclass, in the data or its context."""
        return [one for one in self._instances if self._context and self.objects_with_context(one, _SUBCLASS_OF)]

    def _classes_below(self, wanted: NamedNode, *, built_in: bool) -> frozenset[Subject]:
        """A class and its subclasses by the data, and by the built-in hierarchy.

        The built-in hierarchy applies to values, never to targets: a catalogue is a dataset, yet rules on datasets are
        not meant for it.
        """
        found = self._below.get((wanted, built_in))
        if found is None:
            seen: set[Subject] = {wanted}
            ring: list[Subject] = [wanted]
            while ring:
                one = ring.pop()
                more = self._hierarchy.get(one, ()) if built_in else ()  # type: ignore[arg-type]
                for below in (*self._subclasses_by_class.get(one, ()), *more):
                    if below not in seen:
                        seen.add(below)
                        ring.append(below)
            found = self._below[wanted, built_in] = frozenset(seen)
        return found

    @cached_property
    def _subclasses_by_class(self) -> dict[Subject, list[Subject]]:
        """The subclasses that the data itself states."""
        found: dict[Subject, list[Subject]] = {}
        for subject, properties in self.index.items():
            for above in properties.get(_SUBCLASS_OF, _EMPTY):
                if type(above) is not Literal:
                    found.setdefault(above, []).append(subject)
        return found


def index_nquads(nquads: bytes, *, rename: bool = False) -> Index:
    """Index N-Quads without graph names; `rename` gives blank nodes names that no other graph has."""
    return index_quads(parse(nquads, format=RdfFormat.N_QUADS, lenient=True, rename_blank_nodes=rename))


def index_quads(quads: Iterable[Quad]) -> Index:
    """Index quads directly: the same result as from their descriptions, but faster."""
    made: dict[Subject, dict[NamedNode, list[Term]]] = {}
    many: dict[int, set[Term]] = {}
    # One object for each predicate saves a fifth of the memory.
    predicates: dict[NamedNode, NamedNode] = {}
    with paused_collection():
        last: Subject | None = None
        properties: dict[NamedNode, list[Term]] = {}
        subject: Subject
        predicate: NamedNode
        value: Term
        for subject, predicate, value, _ in quads:
            if subject != last:
                last = subject
                known = made.get(subject)
                if known is None:
                    known = made[subject] = {}
                properties = known
            try:
                predicate = predicates[predicate]
            except KeyError:
                predicates[predicate] = predicate
            values = properties.get(predicate)
            if values is None:
                properties[predicate] = [value]
            elif len(values) < _FEW:
                if value not in values:
                    values.append(value)
            else:
                seen = many.get(id(values))
                if seen is None:
                    seen = many[id(values)] = set(values)
                if value not in seen:
                    seen.add(value)
                    values.append(value)
    return made


def group_by_subject(quads: Iterable[Quad]) -> Descriptions:
    """Group quads by subject, in their order."""
    found: Descriptions = {}
    with paused_collection():
        last: Subject | None = None
        pairs: list[tuple[NamedNode, Term]] = []
        for subject, predicate, value, _ in quads:
            if subject != last:
                last = subject
                pairs = found.setdefault(last, [])
            pairs.append((predicate, value))
    return found


def is_blank(node: Term) -> bool:
    """Whether a node is blank."""
    return type(node) is BlankNode
