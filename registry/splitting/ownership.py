"""Ownership: the graph that a blank node or a distribution belongs to.

Each part reaches from its root over blank nodes, and a record also over the distributions it names. A node that two
parts enter belongs to neither and becomes a part of its own, and the part that had taken it reaches again without it.
The result does not depend on the order of the walk: a node is set apart exactly if two parts enter it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.reading import Descriptions, Subject

from .survey import Part, Survey


@dataclass(frozen=True, slots=True)
class Claims:
    """The part that each subject belongs to.

    Attributes:
        roots: the subjects that begin a part, with its kind, in order of reading.
        members: the subjects of each part beyond its root, if it has any; not of the rest.
        rest: the subjects of the rest, in order of reading.
        shared: the blank nodes that two parts enter; they are roots, too.
    """

    roots: dict[Subject, Part]
    members: dict[Subject, list[Subject]]
    rest: list[Subject]
    shared: frozenset[BlankNode]


def claim(descriptions: Descriptions, seen: Survey) -> Claims:
    """Find the members of every part."""
    walk = _Walk(seen)
    walk.reach([root for root, part in walk.roots.items() if part != "rest"])
    rest: list[Subject] = []
    # Whatever becomes a part may take a node from another, and with it what only that one led to.
    while begun := walk.unowned_distributions() or walk.entered_from(rest := walk.rest(descriptions)):
        walk.reach(walk.set_apart(begun))
    if not walk.apart:
        return Claims(walk.roots, walk.members, rest, frozenset())
    first = [subject for subject in descriptions if subject in walk.roots]
    roots = {root: walk.roots[root] for root in [*first, *walk.apart]}
    shared = frozenset(node for node in walk.apart if isinstance(node, BlankNode))
    return Claims(roots, walk.members, rest, shared)


class _Walk:
    """Owners and members found so far."""

    def __init__(self, seen: Survey) -> None:
        self._blanks = seen.blanks
        self._named = seen.named
        self._paged = seen.paged
        self.roots = dict(seen.roots)
        self.distributions = dict(seen.distributions)
        self.owners: dict[Subject, Subject] = {}
        self.members: dict[Subject, list[Subject]] = {}
        self.apart: dict[Subject, None] = {}

    def reach(self, roots: Iterable[Subject]) -> None:
        """Let the parts of these roots take what they reach, until no two of all parts enter the same node."""
        while True:
            entered: dict[Subject, None] = {}
            for root in roots:
                entered.update(self._reach(root))
            if not entered:
                return
            roots = self.set_apart(entered)

    def _reach(self, root: Subject) -> dict[Subject, None]:
        """Take free nodes; returns those that other parts own."""
        held_by_others: dict[Subject, None] = {}
        own: list[Subject] = []
        todo = [root]
        while todo:
            for value in self._within(todo.pop(), self.roots[root]):
                owner = self.owners.get(value)
                if owner is None:
                    self.owners[value] = root
                    own.append(value)
                    todo.append(value)
                elif owner != root:
                    held_by_others[value] = None
        if own:
            self.members[root] = own
        return held_by_others

    def _within(self, subject: Subject, part: Part) -> Iterator[Subject]:
        """The values of the subject that belong to the same graph, unless they begin a part."""
        for value in self._blanks.get(subject, ()):
            if value not in self.roots:
                yield value
        if part == "record":
            for named in self._named.get(subject, ()):
                if named in self.distributions:
                    yield named

    def set_apart(self, nodes: Iterable[Subject]) -> list[Subject]:
        """Make parts of these nodes; returns the roots that have to reach anew."""
        losers: dict[Subject, None] = {}
        begun: list[Subject] = []
        for node in nodes:
            owner = self.owners.get(node)
            if owner is not None:
                losers[owner] = None
            part = self.distributions.pop(node, "node") if isinstance(node, NamedNode) else "node"
            self.roots[node] = part
            self.apart[node] = None
            if part != "rest":
                begun.append(node)
        for loser in losers:
            for member in self.members.pop(loser):
                del self.owners[member]
        return [*losers, *begun]

    def unowned_distributions(self) -> list[Subject]:
        """The distributions that no record owns, which are parts themselves."""
        return [node for node in self.distributions if node not in self.owners]

    def rest(self, descriptions: Descriptions) -> list[Subject]:
        """The subjects of the rest, which is one part: its roots, and nodes that no other part owns."""
        return [
            subject
            for subject in descriptions
            if self.roots.get(subject, None if subject in self.owners else "rest") == "rest"
        ]

    def entered_from(self, rest: Iterable[Subject]) -> list[Subject]:
        """The nodes that other parts own and the rest enters."""
        values = {value: None for subject in rest for value in self._blanks.get(subject, ()) if value in self.owners}
        values.update((value, None) for value in sorted(self._paged, key=str) if value in self.owners)
        return list(values)
