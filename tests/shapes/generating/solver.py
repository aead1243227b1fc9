"""Nodes and paths that meet or break what is asked of them, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, product

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.shapes.engine.paths import Alternative, Inverse, Path, Predicate, Steps
from danhmuc.shapes.engine.shape_model import Shape, ShapeConstraint
from danhmuc.vocab.terms import RDF

from .asked import Asked, Bag, NoGeneratorError, PropertyAsked, Subject, Term, Triple, of_kind, parts_of
from .logic import LOGIC, ways_of_shape
from .sets import SETS
from .terms import GENERATORS, Generator, defaults

__all__ = ["Solver", "bag_of"]

_THING = NamedNode("https://e.vn/def#Thing")
_MOST_READINGS = 500
"""Ways to read what is asked of one node that are tried before giving up."""
_MOST_TERMS = 200


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    generator: Generator
    wanted: bool
    key: str


@dataclass(frozen=True, slots=True)
class _Made:
    """A node with what is said of it and further off."""

    term: Term
    triples: tuple[Triple, ...]


class Solver:
    """Makes one record; all its names begin with a tag.

    Args:
        turn: which of alternative paths to take.
    """

    def __init__(self, tag: str, *, turn: int = 0) -> None:
        self._tag = tag
        self._turn = turn
        self._numbers = count()
        self._any = Shape(NamedNode("https://e.vn/def#AnyShape"))

    def solve(self, focus: Term, asked: Sequence[Asked | PropertyAsked]) -> tuple[Triple, ...] | None:
        """The triples with which a node is as it is asked to be; None where nothing was found."""
        made = next(self._nodes(list(asked), [focus]), None)
        return None if made is None else made.triples

    # ------------------------------------------------------------ nodes

    def _nodes(self, asked: Sequence[Asked | PropertyAsked], given: Sequence[Term] | None = None) -> Iterator[_Made]:
        for wishes, properties in islice(self._readings(list(asked)), _MOST_READINGS):
            if len({wish.key for wish in wishes}) < len({(wish.key, wish.wanted) for wish in wishes}):
                continue  # to be met and to be broken at once
            offered = self._offers(wishes) if given is None else given
            for term in islice(dict.fromkeys(offered), _MOST_TERMS):
                said = self._said(term, wishes)
                further = None if said is None else self._properties(term, properties)
                if said is not None and further is not None:
                    yield _Made(term, (*said, *further))

    def _offers(self, wishes: Iterable[_Wish]) -> Iterator[Term]:
        tag = f"{self._tag}{next(self._numbers)}"
        for wish in wishes:
            yield from wish.generator.offers(tag)
        yield from defaults(tag)

    def _said(self, term: Term, wishes: Iterable[_Wish]) -> list[Triple] | None:
        said: list[Triple] = []
        for wish in wishes:
            found = wish.generator.said(term, wanted=wish.wanted)
            if found is None:
                return None
            for predicate, value in found:
                if isinstance(term, Literal):
                    return None
                said.append((term, predicate, value))
        if isinstance(term, NamedNode):
            # What is described is known: nothing about a record stays open.
            said.append((term, RDF.type, _THING))
        return said

    def _readings(self, todo: Sequence[Asked | PropertyAsked]) -> Iterator[tuple[list[_Wish], list[PropertyAsked]]]:
        """What is asked of one node itself and at its paths, in each way that it can be read."""
        if not todo:
            yield [], []
            return
        first, rest = todo[0], todo[1:]
        if isinstance(first, PropertyAsked):
            for wishes, properties in self._readings(rest):
                yield wishes, [first, *properties]
            return
        what = first.what
        if isinstance(what, Shape) and what.path is not None and not what.is_deactivated:
            yield from self._readings([PropertyAsked(what.path, parts_of(what), first.wanted), *rest])
        elif isinstance(what, ShapeConstraint) and what.component not in LOGIC:
            wish = _Wish(_generator(what), first.wanted, repr((what.component, what.parameters)))
            for wishes, properties in self._readings(rest):
                yield [wish, *wishes], properties
        else:
            ways = (
                ways_of_shape(first) if isinstance(what, Shape) else LOGIC[what.component](what, first.of, first.wanted)
            )
            for attempt in (attempt for variant in ways for attempt in variant):
                yield from self._readings([*attempt, *rest])

    # ------------------------------------------------------------ paths

    def _properties(self, node: Term, asked: Sequence[PropertyAsked]) -> tuple[Triple, ...] | None:
        if isinstance(node, Literal):
            return None if asked else ()
        for bags in islice(product(*(list(_bags(one)) for one in asked)), _MOST_READINGS):
            by_path: dict[Path, Bag] = {}
            for one, bag in zip(asked, bags, strict=True):
                by_path[one.path] = by_path.get(one.path, Bag()) + bag
            _share_steps(by_path)
            found = [self._values(node, path, bag) for path, bag in by_path.items()]
            triples = [triple for one in found if one is not None for triple in one]
            if None not in found:
                return tuple(triples)
        return None

    def _values(self, node: Subject, path: Path, bag: Bag) -> list[Triple] | None:
        """The triples that lead to as many values as are asked for, to one where none need be."""
        least = max(bag.least, len(bag.some), 0 if bag.most == 0 else 1)
        if bag.most is not None and least > bag.most:
            return None
        each = [*bag.each, of_kind(self._any, "BlankNodeOrIRI")] if self._is_backwards(path) else bag.each
        groups: list[Sequence[Asked | PropertyAsked]] = [*bag.some, *([[]] * (least - len(bag.some)))]
        values: list[Term] = []
        triples: list[Triple] = []
        for group in groups:
            made = next((one for one in self._nodes([*group, *each]) if one.term not in values), None)
            if made is None:
                return None
            values.append(made.term)
            triples += [*self._links(node, path, made.term), *made.triples]
        for say in bag.beside:
            triples += say(node, values)
        return triples

    def _is_backwards(self, path: Path) -> bool:
        """Whether the last step to a value goes from it, which no text can."""
        match path:
            case Inverse():
                return True
            case Steps(paths):
                return self._is_backwards(paths[-1])
            case Alternative(paths):
                return self._is_backwards(self._taken(paths))
        return False

    def _taken(self, paths: Sequence[Path]) -> Path:
        return paths[self._turn % len(paths)]

    def _links(self, node: Subject, path: Path, value: Term) -> Iterator[Triple]:
        match path:
            case Predicate(iri):
                yield node, iri, value
            case Inverse(inner):
                assert not isinstance(value, Literal)
                yield from self._links(value, inner, node)
            case Alternative(paths):
                yield from self._links(node, self._taken(paths), value)
            case Steps(paths):
                between = [BlankNode(f"{self._tag}{next(self._numbers)}") for _ in paths[1:]]
                for start, step, end in zip([node, *between], paths, [*between, value], strict=True):
                    yield from self._links(start, step, end)
            case _:
                raise NoGeneratorError(f"values of a path that is {type(path).__name__}")


def _generator(constraint: ShapeConstraint) -> Generator:
    if constraint.component not in GENERATORS:
        raise NoGeneratorError(f"a node for the component {constraint.component}")
    return GENERATORS[constraint.component](constraint)


def _share_steps(by_path: dict[Path, Bag]) -> None:
    """Let what lies further off hang on the values of the first step, where those are asked for something too."""
    for path in list(by_path):
        match path:
            case Steps((first, *rest)) if first in by_path and not by_path[path].beside:
                further = Steps(tuple(rest)) if len(rest) > 1 else rest[0]
                hung = PropertyAsked(further, [], wanted=True, more=by_path.pop(path))
                by_path[first] += Bag(some=[[hung]])


def _bags(asked: PropertyAsked) -> Iterator[Bag]:
    """The ways to have values as they are asked for."""
    if asked.wanted:
        yield sum((bag_of(part, wanted=True) for part in asked.parts), asked.more)
        return
    for number, part in enumerate(asked.parts):
        broken = bag_of(part, wanted=False)
        others = [*asked.parts[:number], *asked.parts[number + 1 :]]
        yield sum((bag_of(other, wanted=True) for other in others), broken)
        if others:
            yield broken


def bag_of(part: Asked, *, wanted: bool) -> Bag:
    """What one part of a property shape asks of its values, or asks when it is to be broken."""
    what = part.what
    if isinstance(what, ShapeConstraint) and what.component in SETS:
        return SETS[what.component](what, part.of, wanted)
    return Bag(each=[part]) if wanted else Bag(some=[[part.negated()]])
