"""Canonical form and digest of a graph, by which descriptions are compared.

The time of RDFC-1.0 explodes with the symmetry of blank nodes, not with their number: 3,000 alike under one subject
are quick, a clique of 8 takes seconds, and a chain of 20,000 overflows the stack. So its work is estimated before it
starts; beyond the bound, nodes are numbered along a walk of the graph that breaks ties by order of appearance, and the
prefix of the digest shows it.

Source: https://www.w3.org/TR/rdf-canon/ and https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from math import factorial
from typing import Final, NamedTuple

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse, serialize

WORK_BOUND: Final = 50_000
"""The most visits to blank nodes that RDFC-1.0 may make, at one to three microseconds each."""
DEPTH_BOUND: Final = 200
"""The most blank nodes alike in a row that RDFC-1.0 may follow: it recurses on the machine's stack."""
_REFINEMENTS: Final = 200_000
"""The most visits to triples that order the nodes of a graph that is too symmetric."""
_SELF: Final = "_:a"
_OTHER: Final = "_:z"
_END: Final = " ."


@dataclass(frozen=True, slots=True)
class CanonicalGraph:
    """A graph in its canonical form.

    Attributes:
        digest: ``rdfc10:`` and 64 hex digits; ``ordered:`` if blank nodes were too symmetric, so that the digest may
            depend on the order of the document.
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

    All quads must be of one graph, with language tags in lower case (as the reader leaves them).
    """
    return canonicalize_lines(_lines(quads))


def canonicalize_lines(lines: Iterable[str]) -> CanonicalGraph:
    """The same for triples already written as canonical N-Quads, each without its line feed."""
    unique = dict.fromkeys(lines)
    plain: list[str] = []
    blank: list[BlankTriple] = []
    for line in unique:
        triple = _split_line(line) if "_:" in line else None
        if triple is None:
            plain.append(line)
        else:
            blank.append(triple)
    if not blank:
        return canonical_form("rdfc10", sorted(plain))
    first = first_degree_hashes(blank)
    alike = {hashed for hashed, count in Counter(first.values()).items() if count > 1}
    if alike and _is_bounded(blank, first, alike):
        return canonical_form("rdfc10", sorted(plain + _rdfc10(blank)))
    names = canonical_names(_walk(blank, first)) if alike else names_by_hash(first)
    lines = sorted(plain + [triple.line(names) for triple in blank])
    return canonical_form("ordered" if alike else "rdfc10", lines)


def names_by_hash(first: Mapping[str, str]) -> dict[str, str]:
    """The names of nodes by their first-degree hashes: if no two are alike, RDFC-1.0, too, numbers them so."""
    return canonical_names(sorted(first, key=first.__getitem__))


def canonical_names(nodes: Iterable[str]) -> dict[str, str]:
    """The canonical name of each of some nodes, which are in order."""
    return {node: f"_:c14n{number}" for number, node in enumerate(nodes)}


def canonical_form(algorithm: str, lines: Sequence[str]) -> CanonicalGraph:
    """The canonical form that consists of these lines, sorted by code point, as the bytes of their UTF-8 are then."""
    nquads = "\n".join([*lines, ""]).encode()
    return CanonicalGraph(f"{algorithm}:{hashlib.sha256(nquads).hexdigest()}", nquads, len(lines))


def _lines(quads: Iterable[Quad]) -> list[str]:
    text = serialize(quads, format=RdfFormat.N_QUADS)
    assert text is not None
    # Not splitlines(), which also splits at U+0085 and the like.
    return text.decode().split("\n")[:-1]


class BlankTriple(NamedTuple):
    """A triple with a blank node, split around it.

    Attributes:
        subject, value: the blank nodes, as written; None for another term.
        text: the rest of the line: between them, or before or after the only one.
    """

    subject: str | None
    text: str
    value: str | None

    def line(self, names: Mapping[str, str]) -> str:
        """The line with other names for its blank nodes."""
        subject, text, value = self
        if subject is not None:
            text = names[subject] + text
        return text if value is None else text + names[value] + _END

    def line_for(self, node: str) -> str:
        """The line that RDFC-1.0 hashes for one of its nodes."""
        subject, text, value = self
        if subject is not None:
            text = (_SELF if subject == node else _OTHER) + text
        return text if value is None else text + (_SELF if value == node else _OTHER) + _END

    def nodes(self) -> tuple[str, ...]:
        """Its blank nodes, each once."""
        subject, _, value = self
        if subject is None or value is None or subject == value:
            return (subject or value or "",)
        return (subject, value)


def _split_line(line: str) -> BlankTriple | None:
    """Split a line into a triple; None if none of its terms is a blank node."""
    subject = line[: line.index(" ")] if line.startswith("_:") else None
    # Other terms may contain " _:", but a literal has its quotation mark after that, and an IRI its bracket.
    start = line.rindex(" ", 0, -len(_END)) + 1
    value = line[start : -len(_END)]
    if value.startswith("_:") and '"' not in value and ">" not in value:
        return BlankTriple(subject, line[len(subject or "") : start], value)
    return None if subject is None else BlankTriple(subject, line[len(subject) :], None)


def first_degree_hashes(blank: list[BlankTriple]) -> dict[str, str]:
    """The first-degree hash of RDFC-1.0 of each node, without its neighbours, in order of appearance."""
    seen: dict[str, list[str]] = {}
    for triple in blank:
        for node in triple.nodes():
            seen.setdefault(node, []).append(triple.line_for(node))
    return {node: _hash("\n".join([*sorted(lines), ""])) for node, lines in seen.items()}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _rdfc10(blank: list[BlankTriple]) -> list[str]:
    """The lines with the names of RDFC-1.0."""
    text = "\n".join([triple.line({node: node for node in triple.nodes()}) for triple in blank])
    dataset = Dataset(parse(text, format=RdfFormat.N_QUADS, lenient=True))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return _lines(dataset)


class _Step(NamedTuple):
    """A link from one blank node to another: the predicate, and the side of the other node."""

    way: str
    other: str


def _steps(blank: list[BlankTriple], among: Container[str]) -> dict[str, list[_Step]]:
    """The links between any two of these nodes, from each of the two."""
    steps: dict[str, list[_Step]] = {}
    for subject, text, value in blank:
        if subject is not None and value is not None and subject != value and subject in among and value in among:
            steps.setdefault(subject, []).append(_Step("o" + text.strip(), value))
            steps.setdefault(value, []).append(_Step("s" + text.strip(), subject))
    return steps


def _is_bounded(blank: list[BlankTriple], first: Mapping[str, str], alike: Set[str]) -> bool:
    """Whether RDFC-1.0 will be quick."""
    # Nodes that are unlike all others have their names before the work begins, and are not visited.
    steps = _steps(blank, {node for node, hashed in first.items() if hashed in alike})
    work = _Work(steps, first, Counter(node for triple in blank for node in triple.nodes()))
    numbered: set[str] = set()
    for _, nodes in groupby(sorted(steps, key=first.__getitem__), key=first.__getitem__):
        # All nodes of one hash are tried before any gets its name, and with it all nodes that it leads to.
        tried = [node for node in nodes if node not in numbered]
        for node in tried:
            numbered |= work.look(node, frozenset({node}), orders=1, depth=1)
        numbered.update(tried)
        if work.left < 0:
            return False
    return True


class _Work:
    """The walk of RDFC-1.0 without its hashing: the most visits that it makes to nodes.

    It tries every order of neighbours alike, and in each order visits them in turn. It does not visit numbered nodes
    again, and which nodes these are does not depend on the order that it chooses.

    Attributes:
        left: remaining visits.
    """

    def __init__(self, steps: Mapping[str, list[_Step]], first: Mapping[str, str], sizes: Mapping[str, int]) -> None:
        self.left = WORK_BOUND
        self._alike: dict[str, list[set[str]]] = {}
        self._cost: dict[str, int] = {}
        for node, ways in steps.items():
            alike: dict[str, set[str]] = {}
            for way, other in ways:
                alike.setdefault(_hash(way + first[other]), set()).add(other)
            self._alike[node] = [alike[hashed] for hashed in sorted(alike)]
            # Nodes without a number are hashed anew each time; calibrated against pyoxigraph 0.5.13.
            self._cost[node] = 1 + sum(sizes[other] for _, other in ways) // 10

    def look(self, node: str, numbered: frozenset[str], *, orders: int, depth: int) -> set[str]:
        """Nodes that get their numbers from here on, as far as the bound allows."""
        self.left -= orders * (self._cost[node] + len(numbered) // 50)
        if depth > DEPTH_BOUND:
            self.left = -1
        reached: set[str] = set()
        for neighbours in self._alike[node]:
            if self.left < 0:
                break
            group = neighbours - numbered
            each = orders * factorial(min(len(group), 20))
            self.left -= each * len(group) // 10
            inside = numbered | reached | group
            for other in group - reached:
                if self.left >= 0:
                    reached |= self.look(other, inside, orders=each, depth=depth + 1)
            reached |= group
        return reached


def _walk(blank: list[BlankTriple], first: Mapping[str, str]) -> list[str]:
    """All nodes, in an order that for trees, rings and cliques is independent of the document.

    Hashes are refined by those of the neighbours; then nodes are taken from the least hash on, neighbour by
    neighbour, so that connected nodes are numbered together.
    """
    steps = _steps(blank, first)
    hashes = dict(first)

    def way(step: _Step) -> str:
        return step.way + hashes[step.other]

    for _ in range(_REFINEMENTS // len(blank)):
        finer = {
            node: _hash("".join([hashed, *sorted(way(step) for step in steps.get(node, ()))]))
            for node, hashed in hashes.items()
        }
        if len(set(finer.values())) == len(set(hashes.values())):
            break
        hashes = finer
    walked: dict[str, None] = {}
    for start in sorted(hashes, key=hashes.__getitem__):
        todo = deque([start])
        while todo:
            node = todo.popleft()
            if node not in walked:
                walked[node] = None
                near = [step for step in steps.get(node, ()) if step.other not in walked]
                todo.extend(step.other for step in sorted(near, key=way))
    return list(walked)
