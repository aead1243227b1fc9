"""Property paths, and functions that find their values.

Source: SHACL 1.0, section 2.3.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.prefixes import abbreviate

from .outcomes import UNCOMPUTED, Outcome

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from .data import Data

# ---------------------------------------------------------------- paths

Walk = Callable[["Term", "Data"], "PathValues"]
"""A function from a node to the values of a path, each once."""


@dataclass(frozen=True, slots=True)
class PathValues:
    """The values of a path.

    Attributes:
        is_all: whether there can be no other values; false if an undescribed IRI is on the path, or if the path goes
            backwards from an IRI that other data may name.
    """

    values: Sequence[Term]
    is_all: bool

    @property
    def missing(self) -> Outcome:
        """The outcome of what depends on values that are not here: unknown."""
        return None


class CutPathValues(PathValues):
    """The values of a path that a limit ended; there may be others."""

    __slots__ = ()

    @property
    def missing(self) -> Outcome:
        """The outcome of what depends on values that are not here: not computed."""
        return UNCOMPUTED


@dataclass(frozen=True, slots=True)
class Predicate:
    """One property, forwards."""

    iri: NamedNode


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path, backwards."""

    path: Path


@dataclass(frozen=True, slots=True)
class Steps:
    """Paths one after another."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of some paths."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ZeroOrMore:
    """A path any number of times, also not at all."""

    path: Path


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """A path once or more often."""

    path: Path


@dataclass(frozen=True, slots=True)
class ZeroOrOne:
    """A path once or not at all."""

    path: Path


Path = Predicate | Inverse | Steps | Alternative | ZeroOrMore | OneOrMore | ZeroOrOne


def make_walk(path: Path) -> Walk:
    """Make the function that finds the values of a path."""
    match path:
        case Predicate(iri):
            return lambda node, data: PathValues(data.objects(node, iri), data.is_described(node))
        case Inverse(inner):
            return _backwards(inner)
        case Steps(paths):
            return _one_after_another([make_walk(one) for one in paths])
        case Alternative(paths):
            return _any_of([make_walk(one) for one in paths])
        case ZeroOrMore(inner):
            return _again_and_again(make_walk(inner), from_start=True)
        case OneOrMore(inner):
            return _again_and_again(make_walk(inner), from_start=False)
        case ZeroOrOne(inner):
            walk = make_walk(inner)
            return lambda node, data: _unite([PathValues((node,), is_all=True), walk(node, data)])


def _backwards(path: Path) -> Walk:
    match path:
        case Predicate(iri):
            return lambda node, data: PathValues(data.subjects(iri, node), is_all=data.knows_all_subjects(node, iri))
        case Inverse(inner):
            return make_walk(inner)
        case Steps(paths):
            return _one_after_another([_backwards(one) for one in reversed(paths)])
        case Alternative(paths):
            return _any_of([_backwards(one) for one in paths])
        case ZeroOrMore(inner):
            return _again_and_again(_backwards(inner), from_start=True)
        case OneOrMore(inner):
            return _again_and_again(_backwards(inner), from_start=False)
        case ZeroOrOne(inner):
            walk = _backwards(inner)
            return lambda node, data: _unite([PathValues((node,), is_all=True), walk(node, data)])


def _one_after_another(walks: Sequence[Walk]) -> Walk:
    def walk(node: Term, data: Data) -> PathValues:
        first, *others = walks
        found = first(node, data)
        for step in others:
            ahead = _step_from_each(found.values, step, data)
            found = ahead if found.is_all else _with_values(ahead.values, (found, ahead))
        return found

    return walk


def _step_from_each(nodes: Sequence[Term], step: Walk, data: Data) -> PathValues:
    if len(nodes) == 1:
        return step(nodes[0], data)
    founds = []
    for one in nodes:
        found = step(one, data)
        if not data.take_steps(1 + len(found.values)):
            return CutPathValues((), is_all=False)
        founds.append(found)
    return _unite(founds)


def _any_of(walks: Sequence[Walk]) -> Walk:
    return lambda node, data: _unite(walk(node, data) for walk in walks)


def _again_and_again(step: Walk, *, from_start: bool) -> Walk:
    def walk(node: Term, data: Data) -> PathValues:
        seen: dict[Term, None] = {node: None} if from_start else {}
        open_: dict[type[PathValues], PathValues] = {}
        ring = [node]
        while ring:
            found = step(ring.pop(), data)
            if not found.is_all:
                open_[type(found)] = found
            if not data.take_steps(1 + len(found.values)):
                return CutPathValues(tuple(seen), is_all=False)
            for value in found.values:
                if value not in seen:
                    seen[value] = None
                    ring.append(value)
        return _with_values(tuple(seen), open_.values())

    return walk


def _unite(founds: Iterable[PathValues]) -> PathValues:
    seen: dict[Term, None] = {}
    open_: dict[type[PathValues], PathValues] = {}
    for found in founds:
        seen.update(dict.fromkeys(found.values))
        if not found.is_all:
            open_[type(found)] = found
    return _with_values(tuple(seen), open_.values()) if open_ else PathValues(tuple(seen), is_all=True)


def _with_values(values: Sequence[Term], founds: Iterable[PathValues]) -> PathValues:
    """Values that are all there are if nothing is missing among those from which they follow."""
    missing = [type(found) for found in founds if not found.is_all]
    made = CutPathValues if CutPathValues in missing else PathValues
    return made(values, is_all=not missing)


# ---------------------------------------------------------------- path text
# Property paths as text, in the syntax of SPARQL.
#
# Source: SPARQL 1.1, section 9.1; SHACL 1.0, section 2.3.1.

_MARKS: Final[dict[type, str]] = {ZeroOrMore: "*", OneOrMore: "+", ZeroOrOne: "?"}


def path_text(path: Path) -> str:
    """The text of a path with full IRIs; for a single property its IRI without brackets.

    >>> from pyoxigraph import NamedNode
    >>> label = Predicate(NamedNode("http://a.example/label"))
    >>> path_text(label), path_text(ZeroOrMore(Inverse(label)))
    ('http://a.example/label', '(^<http://a.example/label>)*')
    """
    return path.iri.value if isinstance(path, Predicate) else _text(path, lambda iri: f"<{iri}>")


def readable_path(path: Path) -> str:
    """The text of a path with well-known prefixes.

    >>> from pyoxigraph import NamedNode
    >>> one, other = (Predicate(NamedNode("http://purl.org/dc/terms/" + name)) for name in ("title", "publisher"))
    >>> readable_path(Alternative((Steps((other, one)), one)))
    'dct:publisher/dct:title|dct:title'
    """
    if isinstance(path, Predicate):
        return abbreviate(path.iri.value)

    def write(iri: str) -> str:
        short = abbreviate(iri)
        return f"<{iri}>" if short == iri else short

    return _text(path, write)


def _text(path: Path, write: Callable[[str], str]) -> str:
    match path:
        case Predicate(iri):
            return write(iri.value)
        case Inverse(inner):
            return "^" + _within(inner, write)
        case Steps(paths):
            return "/".join(
                f"({_text(one, write)})" if isinstance(one, Alternative) else _text(one, write) for one in paths
            )
        case Alternative(paths):
            return "|".join(_text(one, write) for one in paths)
    return _within(path.path, write) + _MARKS[type(path)]


def _within(path: Path, write: Callable[[str], str]) -> str:
    """The text of a path beside a mark, in brackets if necessary."""
    text = _text(path, write)
    return text if isinstance(path, Predicate) else f"({text})"
