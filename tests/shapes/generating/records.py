"""Records for a rule: such as meet it, one for each way it leaves open, and such as break it, one for each demand.

They are made from the typed shape alone: whom it judges, where it looks, what it demands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from danhmuc.shapes.engine.own_components import OWN_COMPONENTS
from danhmuc.shapes.engine.paths import Alternative, Inverse, OneOrMore, Path, Steps, ZeroOrMore, ZeroOrOne
from danhmuc.shapes.engine.shape_model import Shape, ShapeConstraint, Target
from danhmuc.vocab.terms import RDF

from .asked import Asked, Attempt, Bag, NoGeneratorError, PropertyAsked, Triple, Variant, of_kind, parts_of
from .logic import LOGIC, deeper
from .solver import Solver, bag_of

__all__ = ["Record", "is_of_core", "records_apart", "records_beside", "records_of", "targets_of"]

_OWN = frozenset(component.name for component in OWN_COMPONENTS)
_KINDS = {"IRI": "an IRI", "BlankNode": "a blank node", "Literal": "a text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way to meet a rule or to break it.

    Attributes:
        attempts: what to ask of the focus node, the strictest first.
        is_needed: whether the rule does not work where there is no such record.
    """

    is_good: bool
    shows: str
    attempts: Sequence[Sequence[Asked | PropertyAsked]]
    is_needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A generated record.

    Attributes:
        is_good: whether it meets the rule.
        shows: in which way.
        nquads: its graph; None where the rule cannot be met or broken in that way.
    """

    rule: str
    focus: NamedNode
    is_good: bool
    shows: str
    nquads: bytes | None

    def __str__(self) -> str:
        return f"{'meets' if self.is_good else 'breaks'} it by {self.shows}, as {self.focus.value}"


def targets_of(shapes: Iterable[Shape]) -> dict[str, list[Target]]:
    """Whom each property shape and node shape with an IRI judges, by that IRI."""
    found: dict[str, list[Target]] = {}
    for shape in shapes:
        for judged in (shape, *shape.properties):
            if shape.targets and not shape.is_deactivated and isinstance(judged.node, NamedNode):
                found.setdefault(judged.node.value, []).extend(shape.targets)
    return {iri: list(dict.fromkeys(targets)) for iri, targets in found.items()}


def is_of_core(shape: Shape) -> bool:
    """Whether SHACL Core knows all that a shape speaks of."""
    return not any(one.component in _OWN for one in shape.constraints) and all(
        is_of_core(one) for one in (*shape.properties, *shape.others.values())
    )


def records_of(code: str, shape: Shape, targets: Iterable[Target], base: str) -> Iterator[Record]:
    """The records for a rule, for each of those that it judges.

    Raises:
        NoGeneratorError: nothing here makes values for something that it demands.
    """
    ways = [*_met(shape), *_broken(shape)]
    numbers = count(1)
    for target in targets:
        if target.kind != "class":
            raise NoGeneratorError(f"a node for the target {target.kind}")
        for way in ways:
            for turn in range(_alternatives(shape) if way.is_good else 1):
                tag = f"{base}-{next(numbers)}-"
                focus = NamedNode(f"https://e.vn/record/{tag[:-1]}")
                nquads = _written(focus, target, way.attempts, tag, turn)
                if nquads is not None or way.is_needed:
                    shows = f"{way.shows}, path {turn + 1}" if turn else way.shows
                    yield Record(rule=code, focus=focus, is_good=way.is_good, shows=shows, nquads=nquads)


def records_apart(code: str, broken: Shape, kept: Shape, targets: Iterable[Target], base: str) -> Iterator[Record]:
    """Records that break one rule and meet another; none where whatever breaks the one breaks the other."""
    numbers = count(1)
    for target in targets:
        for way in _broken(broken):
            tag = f"{base}-{next(numbers)}-"
            focus = NamedNode(f"https://e.vn/record/{tag[:-1]}")
            attempts = [[*attempt, Asked(kept, kept, wanted=True)] for attempt in way.attempts]
            nquads = _written(focus, target, attempts, tag, 0)
            if nquads is not None:
                yield Record(rule=code, focus=focus, is_good=False, shows=way.shows, nquads=nquads)


def records_beside(
    code: str, shape: Shape, others: Sequence[Shape], targets: Iterable[Target], base: str
) -> Iterator[Record]:
    """Records that meet or break one rule and meet as many of the others as possible."""
    numbers = count(1)
    for target in targets:
        for way in (*_met(shape), *_broken(shape)):
            tag = f"{base}-{next(numbers)}-"
            focus = NamedNode(f"https://e.vn/record/{tag[:-1]}")

            def beside(met: Sequence[Shape], way: _Way = way, tag: str = tag, focus: NamedNode = focus) -> bytes | None:
                asked = [Asked(one, one, wanted=True) for one in met]
                return _written(focus, target, [[*attempt, *asked] for attempt in way.attempts], tag, 0)  # noqa: B023

            nquads = beside(others)
            met: list[Shape] = []
            for other in others if nquads is None else ():
                found = beside([*met, other])
                if found is not None:
                    nquads = found
                    met.append(other)
            nquads = nquads or beside(())
            if nquads is not None:
                yield Record(rule=code, focus=focus, is_good=way.is_good, shows=way.shows, nquads=nquads)


def _written(
    focus: NamedNode, target: Target, attempts: Sequence[Sequence[Asked | PropertyAsked]], tag: str, turn: int
) -> bytes | None:
    for attempt in attempts:
        triples = Solver(tag, turn=turn).solve(focus, attempt)
        if triples is not None:
            judged: Triple = (focus, RDF.type, target.node)
            quads = [Quad(*triple) for triple in dict.fromkeys((judged, *triples))]
            return serialize(quads, format=RdfFormat.N_QUADS)
    return None


def _met(shape: Shape) -> Iterator[_Way]:
    parts = parts_of(shape)
    open_ways = [
        (number, variants) for number, part in enumerate(parts) if len(variants := _variants(part, wanted=True)) > 1
    ]
    if not open_ways:
        yield _Way(is_good=True, shows="all that it demands", attempts=[_focus_asked(shape, parts)])
    for number, variants in open_ways:
        others = [*parts[:number], *parts[number + 1 :]]
        for shows, variant in _each_way(parts[number], variants):
            attempts = [_focus_asked(shape, [*others, *attempt]) for attempt in variant]
            yield _Way(is_good=True, shows=shows, attempts=attempts, is_needed=not _breaks_kind(variant))


def _broken(shape: Shape) -> Iterator[_Way]:
    parts = parts_of(shape)
    kinds = _KINDS if shape.path is not None else {}
    for number, part in enumerate(parts):
        # What else it demands is met, as far as that can be.
        others = [*parts[:number], *parts[number + 1 :]]
        kept = (others, []) if others else ([],)
        for shows, variant in _each_way(part, _variants(part, wanted=False)):
            attempts = [_focus_broken(shape, left, part, attempt) for left in kept for attempt in variant]
            yield _Way(is_good=False, shows=shows, attempts=attempts, is_needed=not _breaks_kind(variant))
            for kind, named in kinds.items():
                attempts = [_focus_broken(shape, left, part, attempt, kind) for left in kept for attempt in variant]
                yield _Way(is_good=False, shows=f"{shows} with {named}", attempts=attempts, is_needed=False)


def _each_way(part: Asked, variants: list[Variant]) -> Iterator[tuple[str, Variant]]:
    """The ways that a part leaves open, and those that are open within each."""
    for number, variant in enumerate(variants, 1):
        yield _named(part) if len(variants) == 1 else f"way {number} of {_named(part)}", variant
    for number, variant in enumerate(deeper(variants), 1):
        yield f"way {number} within {_named(part)}", variant


def _variants(part: Asked, *, wanted: bool) -> list[Variant]:
    if isinstance(part.what, ShapeConstraint) and part.what.component in LOGIC:
        return LOGIC[part.what.component](part.what, part.of, wanted)
    return [[[part if wanted else part.negated()]]]


def _breaks_kind(variant: Variant) -> bool:
    """Whether it asks for a node of another kind: what one choice is not for, the next one often is."""
    return any(
        isinstance(one.what, ShapeConstraint) and one.what.component == "NodeKind" and not one.wanted
        for one in variant[0]
    )


def _focus_asked(shape: Shape, parts: Attempt) -> list[Asked | PropertyAsked]:
    return [*parts] if shape.path is None else [PropertyAsked(shape.path, parts, wanted=True)]


def _focus_broken(
    shape: Shape, others: Attempt, part: Asked, attempt: Attempt, kind: str | None = None
) -> list[Asked | PropertyAsked]:
    if shape.path is None:
        return [*others, *attempt]
    is_logic = isinstance(part.what, ShapeConstraint) and part.what.component in LOGIC
    broken = Bag(some=[attempt]) if is_logic else bag_of(part, wanted=False)
    if kind is not None:
        broken += Bag(least=1, each=[of_kind(shape, kind)])
    return [PropertyAsked(shape.path, others, wanted=True, more=broken)]


def _named(part: Asked) -> str:
    return part.what.component if isinstance(part.what, ShapeConstraint) else str(part.what.node)


def _alternatives(shape: Shape) -> int:
    """How many alternatives the widest path has that the shape speaks of."""
    return max([_width(shape.path), *map(_alternatives, (*shape.properties, *shape.others.values()))])


def _width(path: Path | None) -> int:
    match path:
        case Alternative(paths):
            return max(len(paths), *map(_width, paths))
        case Steps(paths):
            return max(map(_width, paths))
        case Inverse(inner) | ZeroOrMore(inner) | OneOrMore(inner) | ZeroOrOne(inner):
            return _width(inner)
    return 1
