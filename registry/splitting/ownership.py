"""Whose graph a blank node or a distribution stands in.

Each part walks from its root over blank nodes, and a record also over the distributions it names. What two parts
reach belongs to neither and becomes a part of its own; then the walk is done again, until nothing changes. The
result does not depend on the order of the walk: a node is set apart exactly if two parts enter it.
"""

from __future__ import annotations

from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DISTRIBUTION_OF
from pyoxigraph import BlankNode, NamedNode

from .survey import Part

__all__ = ["claim"]

_ORDER: tuple[Part, ...] = ("record", "catalog-record", "node", "rest")


def claim(
    descriptions: Descriptions, roots: dict[Subject, Part], distributions: set[NamedNode]
) -> tuple[dict[Subject, list[Subject]], list[BlankNode]]:
    """Settle every part's members; `roots` gains the nodes set apart and the distributions nobody owns.

    Returns:
        the members of each root beyond itself, where it has any, in order of the walk; and the blank nodes set
        apart, in order of discovery.
    """
    shared: list[BlankNode] = []
    orphans = set(distributions)
    while True:
        members, owners, apart = _walk(descriptions, roots, orphans)
        for node in apart:
            roots[node] = "node"
            if isinstance(node, BlankNode):
                shared.append(node)
            else:
                orphans.discard(node)
        if apart:
            continue
        unnamed = [node for node in descriptions if node in orphans and node not in owners]
        if not unnamed:
            return members, shared
        for node in unnamed:
            roots[node] = "node"
            orphans.discard(node)  # type: ignore[arg-type]


def _walk(
    descriptions: Descriptions, roots: dict[Subject, Part], distributions: set[NamedNode]
) -> tuple[dict[Subject, list[Subject]], dict[Subject, Subject], dict[Subject, None]]:
    members: dict[Subject, list[Subject]] = {}
    owners: dict[Subject, Subject] = {}
    apart: dict[Subject, None] = {}
    by_part: dict[Part, list[Subject]] = {part: [] for part in _ORDER}
    for root, part in roots.items():
        by_part[part].append(root)
    for part in _ORDER:
        owns_distributions = part == "record" and bool(distributions)
        for root in by_part[part]:
            own: list[Subject] = []
            todo: list[Subject] = [root]
            while todo:
                for predicate, value in descriptions.get(todo.pop(), ()):
                    kind = type(value)
                    if kind is BlankNode:
                        if value in roots:
                            continue
                    elif not (
                        owns_distributions
                        and kind is NamedNode
                        and predicate == DISTRIBUTION_OF
                        and value in distributions
                    ):
                        continue
                    owner = owners.get(value)  # type: ignore[arg-type]
                    if owner is None:
                        owners[value] = root  # type: ignore[index]
                        own.append(value)  # type: ignore[arg-type]
                        todo.append(value)  # type: ignore[arg-type]
                    elif owner != root:
                        apart[value] = None  # type: ignore[index]
            if own:
                members[root] = own
    return members, owners, apart
