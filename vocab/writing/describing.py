"""Read the N-Quads lines of one graph into descriptions, and decide which of them are nested in another.

All writers share it, so that they nest in the same way. It handles lines, not terms: they are written with exactly the
same characters. Each line is one triple of the default graph as pyoxigraph writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import Final, NamedTuple

from ..terms import RDF
from .ordering import class_rank

TYPE: Final = str(RDF.type)
FIRST: Final = str(RDF.first)
REST: Final = str(RDF.rest)
NIL: Final = str(RDF.nil)

DEEPEST: Final = 24
"""The depth to which descriptions are nested; parsers recurse, and some have a low limit."""

About = dict[str, list[str]]
"""The description of one subject: predicate to values, all as in N-Quads; the values sorted, each once."""


class _Place(NamedTuple):
    """The sort key of a subject in its graph: IRIs first, then by class."""

    is_blank: bool
    rank: int
    subject: str


@dataclass(slots=True)
class Descriptions:
    """The subjects of one graph.

    Attributes:
        about: the description of each.
        roots: subjects that are not nested, in the order in which they are written.
        once: subjects that are a value exactly once: they are nested there. A writer removes those it has nested; those
            left when all roots are written form circles or are too deep, see `pop_remaining`.
        mentioned, repeated: values that are not literals; those that are values more than once.
        lists: items by the first cell of each well-formed collection; of its cells only the first is in `once`.
    """

    about: dict[str, About]
    roots: list[str]
    once: set[str]
    mentioned: set[str]
    repeated: set[str]
    lists: dict[str, list[str]] = field(default_factory=dict)
    _left: list[_Place] | None = field(default=None, init=False)
    """A heap of those in `once` when all roots were written, and those added later; some may be nested meanwhile."""

    def is_anonymous(self, node: str) -> bool:
        """Whether a blank node that is a value needs no name, since it has no description and no other mention."""
        return node not in self.about and node not in self.repeated

    def pop_remaining(self) -> str | None:
        """Remove and return a subject that is not yet written, such as one of a circle; None if all are written."""
        if not self.once:
            return None
        # A heap: there may be as many as lines, and writing one may nest others or open a list.
        if self._left is None:
            self._left = [_place(subject, self.about) for subject in self.once]
            heapify(self._left)
        found = heappop(self._left).subject
        while found not in self.once:
            found = heappop(self._left).subject
        self.once.discard(found)
        self.open(found)
        return found

    def open(self, cell: str) -> None:
        """Make sure that a subject can be written by itself: the first cell of a collection as a cell.

        The cells after it are then a collection of their own.
        """
        items = self.lists.pop(cell, None)
        if items is not None and len(items) > 1:
            (rest,) = self.about[cell][REST]
            self.lists[rest] = items[1:]
            self.once.add(rest)
            if self._left is not None:
                heappush(self._left, _place(rest, self.about))


def describe(text: str, *, of_resources_only: bool = False) -> Descriptions:
    """Read the subjects of a graph, and decide which are nested.

    Args:
        text: the lines as octets.
        of_resources_only: whether collections with literals are ignored.
    """
    lines = text.split(" .\n")
    lines.sort()
    about: dict[str, About] = {}
    mentioned: set[str] = set()
    repeated: set[str] = set()
    mention = mentioned.add
    values: list[str] = []
    of: About = {}
    last_subject = last_predicate = ""
    while lines and not lines[0]:
        del lines[0]
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if subject != last_subject:
            about[subject] = of = {}
            last_subject, last_predicate = subject, ""
        if predicate != last_predicate:
            of[predicate] = values = [value]
            last_predicate = predicate
        elif value != values[-1]:
            values.append(value)
        else:  # lines are sorted, so repetitions are adjacent
            continue
        if value[0] != '"':
            if value in mentioned:
                repeated.add(value)
            else:
                mention(value)
    once = (about.keys() & mentioned) - repeated
    roots = [subject for subject in about if subject not in once] if once else list(about)
    if len(roots) > 1:
        roots.sort(key=lambda subject: _place(subject, about))
    found = Descriptions(about, roots, once, mentioned, repeated)
    if NIL in mentioned:
        _find_lists(found, of_resources_only=of_resources_only)
    return found


def _place(subject: str, about: dict[str, About]) -> _Place:
    return _Place(subject[0] == "_", class_rank(about[subject].get(TYPE, [])), subject)


def _find_lists(found: Descriptions, *, of_resources_only: bool) -> None:
    """Find the well-formed collections, each from its end backwards."""
    before: dict[str, str] = {}
    ends: list[str] = []
    for node in [node for node in found.once if node[0] == "_"]:
        of = found.about[node]
        # Each value occurs once, so a cell with one of both and nothing else is part of a collection.
        if len(of) != 2 or FIRST not in of or REST not in of or len(of[FIRST]) + len(of[REST]) != 2:
            continue
        if of_resources_only and of[FIRST][0][0] == '"':
            continue
        if of[REST][0] == NIL:
            ends.append(node)
        else:
            before[of[REST][0]] = node
    for end in ends:
        cells = [end]
        while cells[-1] in before:
            cells.append(before[cells[-1]])
        cells.reverse()
        found.once.difference_update(cells[1:])
        found.lists[cells[0]] = list(chain.from_iterable(found.about[cell][FIRST] for cell in cells))
