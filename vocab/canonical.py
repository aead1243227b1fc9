"""Canonical form and digest of a graph: what makes two descriptions the same.

RDFC-1.0 takes time that explodes with the symmetry of blank nodes, not with their number: 3,000 alike under one
subject are quick, a clique of 8 takes seconds, and so does a tree of three levels with five alike at each. So its
work is reckoned before it is begun; beyond the bound the nodes are numbered along a walk of the graph that settles
ties by order of appearance, and the digest says so by its prefix.

Source: https://www.w3.org/TR/rdf-canon/ and https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import groupby
from math import factorial
from typing import NamedTuple

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse, serialize

__all__ = ["DEPTH_BOUND", "WORK_BOUND", "CanonicalGraph", "canonicalize", "canonicalize_lines"]

WORK_BOUND = 50_000
"""Looks at blank nodes that RDFC-1.0 may take, at one to three microseconds each."""
DEPTH_BOUND = 200
"""Blank nodes alike in a row that RDFC-1.0 may follow: it recurses on the machine's stack."""
_REFINEMENTS = 200_000
"""Looks at a blank node for the sake of the order in which the too symmetric are numbered."""

_SELF, _OTHER, _END = b"_:a", b"_:z", b" .\n"


@dataclass(frozen=True, slots=True)
class CanonicalGraph:
    """A graph in its canonical form.

    Attributes:
        digest: ``rdfc10:`` and 64 hex digits; ``ordered:`` where blank nodes were too symmetric, and the digest
            may depend on the order of the document.
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
    return canonicalize_lines(_lines(quads))


def canonicalize_lines(lines: Iterable[bytes]) -> CanonicalGraph:
    """The same for triples already written as canonical N-Quads, each with its line feed."""
    unique = dict.fromkeys(lines)
    if not any(b"_:" in line for line in unique):
        return _form("rdfc10", unique)
    plain: list[bytes] = []
    blank: list[_Triple] = []
    for line in unique:
        triple = _cut(line) if b"_:" in line else None
        if triple is None:
            plain.append(line)
        else:
            blank.append(triple)
    first = _first_degree(blank)
    alike = {hashed for hashed, count in Counter(first.values()).items() if count > 1}
    if not alike:
        # RDFC-1.0 is done here, too: a node that no other resembles gets its name from its own triples.
        names = _names(sorted(first, key=first.__getitem__))
        return _form("rdfc10", plain + [triple.line(names) for triple in blank])
    if _is_bounded(blank, first, alike):
        return _form("rdfc10", plain + _rdfc10(blank))
    names = _names(_walk(blank, first))
    return _form("ordered", plain + [triple.line(names) for triple in blank])


def _form(algorithm: str, lines: Iterable[bytes]) -> CanonicalGraph:
    ordered = sorted(lines)
    nquads = b"".join(ordered)
    return CanonicalGraph(f"{algorithm}:{hashlib.sha256(nquads).hexdigest()}", nquads, len(ordered))


class _Triple(NamedTuple):
    """A triple that has a blank node, cut open around it.

    Attributes:
        subject, value: the blank nodes, as written; None where it is none.
        text: what stands between them, or before the one, or behind it.
    """

    subject: bytes | None
    text: bytes
    value: bytes | None

    def line(self, names: Mapping[bytes, bytes] | None = None) -> bytes:
        """The line, with other names for its blank nodes."""
        subject, text, value = self
        if subject is not None:
            text = (names[subject] if names is not None else subject) + text
        if value is not None:
            text = text + (names[value] if names is not None else value) + _END
        return text

    def seen_from(self, node: bytes) -> bytes:
        """The line as RDFC-1.0 reads it while it looks at one of its nodes."""
        subject, text, value = self
        if subject is not None:
            text = (_SELF if subject == node else _OTHER) + text
        if value is not None:
            text = text + (_SELF if value == node else _OTHER) + _END
        return text

    def nodes(self) -> tuple[bytes, ...]:
        """Its blank nodes, each once."""
        subject, _, value = self
        if subject is None or value is None or subject == value:
            return (subject or value or b"",)
        return (subject, value)


def _cut(line: bytes) -> _Triple | None:
    """The triple in a line; None where none of its terms is a blank node."""
    subject = line[: line.index(b" ")] if line.startswith(b"_:") else None
    # Whatever else ends in " _:x .", a literal has its quotation mark behind the last blank, and an IRI its bracket.
    start = line.rindex(b" ", 0, -len(_END)) + 1
    value = line[start : -len(_END)]
    if not value.startswith(b"_:") or b'"' in value or b">" in value:
        return None if subject is None else _Triple(subject, line[len(subject) :], None)
    return _Triple(subject, line[len(subject or b"") : start], value)


def _first_degree(blank: list[_Triple]) -> dict[bytes, str]:
    """What RDFC-1.0 sees of each node before it looks at its neighbours."""
    seen: dict[bytes, list[bytes]] = {}
    for triple in blank:
        for node in triple.nodes():
            seen.setdefault(node, []).append(triple.seen_from(node))
    return {node: hashlib.sha256(b"".join(sorted(lines))).hexdigest() for node, lines in seen.items()}


def _names(nodes: Iterable[bytes]) -> dict[bytes, bytes]:
    return {node: b"_:c14n%d" % number for number, node in enumerate(nodes)}


def _rdfc10(blank: list[_Triple]) -> list[bytes]:
    """The lines with the names that RDFC-1.0 gives."""
    given = b"".join(triple.line() for triple in blank)
    dataset = Dataset(parse(given, format=RdfFormat.N_QUADS, lenient=True))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return _lines(dataset)


def _lines(quads: Iterable[Quad]) -> list[bytes]:
    # splitlines() would also split at U+0085 and the like if the text were str; bytes split at line ends only.
    return serialize(quads, format=RdfFormat.N_QUADS).splitlines(keepends=True)


class _Step(NamedTuple):
    """A way from one blank node to another: the predicate, with the side that the other stands on."""

    way: bytes
    other: bytes


def _steps(blank: list[_Triple], among: Container[bytes]) -> dict[bytes, list[_Step]]:
    """The ways between two of these nodes, from each of the two."""
    steps: dict[bytes, list[_Step]] = {}
    for subject, text, value in blank:
        if subject is not None and value is not None and subject != value and subject in among and value in among:
            predicate = text.strip()
            steps.setdefault(subject, []).append(_Step(b"o" + predicate, value))
            steps.setdefault(value, []).append(_Step(b"s" + predicate, subject))
    return steps


def _is_bounded(blank: list[_Triple], first: Mapping[bytes, str], alike: Set[str]) -> bool:
    """Whether RDFC-1.0 will be quick: nodes that no other resembles have their names before the work begins."""
    steps = _steps(blank, {node for node, hashed in first.items() if hashed in alike})
    if not steps:
        return True
    work = _Work(steps, first, Counter(node for triple in blank for node in triple.nodes()))
    begun: set[bytes] = set()
    # All nodes of the least hash are tried, then everything they reach has its name.
    for _, nodes in groupby(sorted(steps, key=first.__getitem__), key=first.__getitem__):
        tried = [node for node in nodes if node not in begun]
        for node in tried:
            begun |= work.look(node, frozenset({node}), times=1, depth=1)
            if work.left < 0:
                return False
        begun.update(tried)
    return True


class _Work:
    """The walk that RDFC-1.0 takes, without its hashing: how often it looks at nodes, at the most.

    It tries every order of the neighbours alike, and in each looks at their neighbours in turn. What it has already
    numbered it does not look at again, and which nodes these are does not depend on the order it settles for.
    """

    def __init__(
        self, steps: Mapping[bytes, list[_Step]], first: Mapping[bytes, str], sizes: Mapping[bytes, int]
    ) -> None:
        self.left = float(WORK_BOUND)
        self._groups: dict[bytes, list[frozenset[bytes]]] = {}
        self._cost: dict[bytes, float] = {}
        for node, ways in steps.items():
            groups: dict[str, set[bytes]] = {}
            for way, other in ways:
                groups.setdefault(hashlib.sha256(way + first[other].encode()).hexdigest(), set()).add(other)
            self._groups[node] = [frozenset(groups[hashed]) for hashed in sorted(groups)]
            self._cost[node] = 1 + sum(sizes[other] for _, other in ways) / 10

    def look(self, node: bytes, numbered: frozenset[bytes], *, times: int, depth: int) -> set[bytes]:
        """What is newly numbered from here; `left` goes below 0 where that would take too long."""
        self.left -= times * (self._cost[node] + len(numbered) / 50)
        if depth > DEPTH_BOUND:
            self.left = -1
        reached: set[bytes] = set()
        for group in self._groups[node]:
            if self.left < 0:
                break
            group = group - numbered
            orders = times * factorial(min(len(group), 20))
            self.left -= orders * len(group) / 10
            inside = numbered | reached | group
            for other in group - reached:
                if self.left >= 0:
                    reached |= self.look(other, inside, times=orders, depth=depth + 1)
            reached |= group
        return reached


def _walk(blank: list[_Triple], first: Mapping[bytes, str]) -> list[bytes]:
    """All nodes in an order that only rarely depends on that of the document: where two alike cannot be exchanged.

    Hashes are refined by those of the neighbours; then nodes are taken from the least hash on, neighbour by
    neighbour, so that those that hang together are numbered together.
    """
    steps = _steps(blank, first)
    hashes = dict(first)
    for _ in range(_REFINEMENTS // len(blank)):
        finer = {
            node: hashlib.sha256(
                "".join([hashed, *sorted(_way(step, hashes) for step in steps.get(node, ()))]).encode()
            ).hexdigest()
            for node, hashed in hashes.items()
        }
        if len(set(finer.values())) == len(set(hashes.values())):
            break
        hashes = finer
    walked: dict[bytes, None] = {}
    for start in sorted(hashes, key=hashes.__getitem__):
        todo = deque([start])
        while todo:
            node = todo.popleft()
            if node not in walked:
                walked[node] = None
                near = (step for step in steps.get(node, ()) if step.other not in walked)
                todo.extend(step.other for step in sorted(near, key=lambda step: _way(step, hashes)))
    return list(walked)


def _way(step: _Step, hashes: Mapping[bytes, str]) -> str:
    return step.way.decode() + hashes[step.other]
