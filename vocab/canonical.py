"""Canonical form and digest of a graph: what makes two descriptions the same.

RDFC-1.0 takes time that explodes with the symmetry of blank nodes, not with their number: 3,000 alike under one
subject are quick, a clique of 8 takes seconds, and so does a tree of three levels with five alike at each. So both
kinds are bounded, cycles by their size and trees by the permutations they ask for; beyond the bound the nodes are
numbered in order of appearance, and the digest says so by its prefix.

Source: https://www.w3.org/TR/rdf-canon/ and https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import factorial, prod

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, serialize

__all__ = ["CYCLE_BOUND", "SYMMETRY_BOUND", "WORK_BOUND", "CanonicalGraph", "canonicalize"]

SYMMETRY_BOUND = 6
"""Blank nodes of one first-degree hash, in the part that has cycles, that RDFC-1.0 still gets."""
CYCLE_BOUND = 50
"""Blank nodes in the part that has cycles that RDFC-1.0 still gets."""
WORK_BOUND = 2_000
"""Permutations of blank nodes alike, nested ones multiplied, that RDFC-1.0 still gets from one tree."""


@dataclass(frozen=True, slots=True)
class CanonicalGraph:
    """A graph in its canonical form.

    Attributes:
        digest: ``rdfc10:`` and 64 hex digits; ``ordered:`` where blank nodes were too symmetric, and the digest
            depends on the order of the document.
        nquads: the sorted lines in UTF-8, each with its line feed; empty for the empty graph.
        triples: number of lines.
    """

    digest: str
    nquads: bytes
    triples: int

    @property
    def is_exact(self) -> bool:
        """Whether the digest is independent of the order of the document."""
        return self.digest.startswith("rdfc10:")


def canonicalize(quads: Iterable[Quad]) -> CanonicalGraph:
    """The canonical form of the quads' triples; repeated triples count once.

    All quads must be of one graph, language tags already lower-case (as the reader leaves them).
    """
    listed = quads if isinstance(quads, list) else list(quads)
    if not _has_blank_nodes(listed):
        return _form("rdfc10", set(_lines(listed)))
    if _is_bounded(listed):
        dataset = Dataset(listed)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return _form("rdfc10", _lines(dataset))
    return _form("ordered", set(_lines(_numbered(listed))))


def _form(algorithm: str, lines: Iterable[bytes]) -> CanonicalGraph:
    ordered = sorted(lines)
    nquads = b"".join(ordered)
    return CanonicalGraph(f"{algorithm}:{hashlib.sha256(nquads).hexdigest()}", nquads, len(ordered))


def _lines(quads: Iterable[Quad]) -> list[bytes]:
    # splitlines() would also split at U+0085 and the like if the text were str; bytes split at line ends only.
    return serialize(quads, format=RdfFormat.N_QUADS).splitlines(keepends=True)


def _has_blank_nodes(quads: list[Quad]) -> bool:
    return any(type(subject) is BlankNode or type(value) is BlankNode for subject, _, value, _ in quads)


def _is_bounded(quads: list[Quad]) -> bool:
    """Whether RDFC-1.0 will be quick.

    Only nodes whose first-degree hash another node shares are looked at further by RDFC-1.0, so only they count.
    """
    linked = {
        node
        for subject, _, value, _ in quads
        if type(subject) is BlankNode and type(value) is BlankNode and subject != value
        for node in (subject, value)
    }
    if not linked:
        return True
    first = _first_degree(linked, quads)
    shared = {hashed for hashed, count in Counter(first.values()).items() if count > 1}
    neighbours: dict[BlankNode, set[BlankNode]] = {}
    for subject, _, value, _ in quads:
        if type(subject) is BlankNode and type(value) is BlankNode and subject != value:
            if first[subject] in shared and first[value] in shared:
                neighbours.setdefault(subject, set()).add(value)
                neighbours.setdefault(value, set()).add(subject)
    work = _strip_leaves(neighbours, first)
    if work > WORK_BOUND or len(neighbours) > CYCLE_BOUND:
        return False
    return max(Counter(first[node] for node in neighbours).values(), default=0) <= SYMMETRY_BOUND


def _strip_leaves(neighbours: dict[BlankNode, set[BlankNode]], first: dict[BlankNode, str]) -> int:
    """Take the trees off the graph in place, and tell the most permutations that one of them asks for.

    What is left are the nodes with two or more blank neighbours on a cycle.
    """
    below: dict[BlankNode, dict[str, list[int]]] = {}
    most = 1
    leaves = [node for node, near in neighbours.items() if len(near) < 2]
    while leaves:
        leaf = leaves.pop()
        near = neighbours.pop(leaf, None)
        if near is None:
            continue
        groups = below.pop(leaf, {})
        work = prod(factorial(min(len(group), 20)) for group in groups.values())
        work *= max(1, sum(sum(group) for group in groups.values()))
        most = max(most, work)
        for parent in near:
            below.setdefault(parent, {}).setdefault(first[leaf], []).append(work)
            rest = neighbours[parent]
            rest.discard(leaf)
            if len(rest) == 1:
                leaves.append(parent)
    return most


def _first_degree(nodes: set[BlankNode], quads: list[Quad]) -> dict[BlankNode, str]:
    """What RDFC-1.0 sees of each node before it looks at neighbours."""
    own, other = BlankNode("a"), BlankNode("z")
    seen: dict[BlankNode, list[Quad]] = {node: [] for node in nodes}
    for subject, predicate, value, _ in quads:
        for node in {subject, value}:
            if type(node) is BlankNode and node in seen:
                as_subject = subject if type(subject) is not BlankNode else own if subject == node else other
                as_value = value if type(value) is not BlankNode else own if value == node else other
                seen[node].append(Quad(as_subject, predicate, as_value))
    return {node: hashlib.sha256(b"".join(sorted(set(_lines(lines))))).hexdigest() for node, lines in seen.items()}


def _numbered(quads: list[Quad]) -> list[Quad]:
    """The quads with blank nodes named by order of appearance."""
    names: dict[BlankNode, BlankNode] = {}

    def name(node: BlankNode) -> BlankNode:
        return names.setdefault(node, BlankNode(f"c14n{len(names)}"))

    return [
        Quad(
            name(subject) if type(subject) is BlankNode else subject,
            predicate,
            name(value) if type(value) is BlankNode else value,
        )
        for subject, predicate, value, _ in quads
    ]
