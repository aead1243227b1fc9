"""Assemble what several documents of one source say of the same things.

Descriptions of one IRI are united. What a document repeats counts once: a triple, and also a blank tree that an
earlier document already gave under the same property, or the blank publisher that every page repeats would be a
second publisher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import Descriptions, Document, Subject, Term
from pyoxigraph import BlankNode, NamedNode, Quad

__all__ = ["Assembly", "assemble"]

_ROOT = NamedNode("http://source.invalid/#root")


@dataclass(frozen=True, slots=True)
class Assembly:
    """All documents of a source as one set of descriptions.

    Attributes:
        descriptions: what is said of each subject, in order of reading.
        places: the documents that a subject stands in, where it is not the first alone.
        repeated: blank nodes left aside because an earlier document gave the same.
        names: the documents' names, in order of reading.
    """

    descriptions: Descriptions
    names: tuple[str, ...]
    first: Mapping[Subject, int]
    further: Mapping[Subject, tuple[int, ...]]
    repeated: set[BlankNode] = field(default_factory=set)

    def places(self, subject: Subject) -> tuple[str, ...]:
        """The names of the documents that describe the subject."""
        first = self.first.get(subject, 0)
        return tuple(self.names[at] for at in (first, *self.further.get(subject, ())))

    def place(self, subject: Subject) -> str:
        """The name of the first document that describes the subject."""
        return self.names[self.first.get(subject, 0)]


def assemble(documents: Iterable[Document]) -> Assembly:
    """Unite the documents; one document alone passes through as it is."""
    names: list[str] = []
    united: Descriptions = {}
    first: dict[Subject, int] = {}
    further: dict[Subject, list[int]] = {}
    repeated: set[BlankNode] = set()
    for at, document in enumerate(documents):
        names.append(document.place)
        if not united:
            united = document.descriptions
            first = dict.fromkeys(united, at) if at else {}
            continue
        given = document.descriptions
        for subject, pairs in given.items():
            known = united.get(subject)
            if known is None:
                united[subject] = pairs
                first[subject] = at
            else:
                further.setdefault(subject, []).append(at)
                _unite(known, pairs, united, given, repeated)
    return Assembly(
        united, tuple(names) or ("",), first, {subject: tuple(at) for subject, at in further.items()}, repeated
    )


def _unite(
    known: list[tuple[NamedNode, Term]],
    pairs: list[tuple[NamedNode, Term]],
    united: Descriptions,
    given: Descriptions,
    repeated: set[BlankNode],
) -> None:
    present = set(known)
    blank = [pair for pair in pairs if type(pair[1]) is BlankNode]
    known.extend(pair for pair in dict.fromkeys(pairs) if type(pair[1]) is not BlankNode and pair not in present)
    if not blank:
        return
    trees = {(predicate, _tree(value, united)) for predicate, value in present if type(value) is BlankNode}
    for predicate, value in blank:
        assert isinstance(value, BlankNode)  # noqa: S101 - narrows the type for the checker
        if (predicate, _tree(value, given)) in trees:
            repeated.update(_reached(value, given))
        else:
            known.append((predicate, value))


def _reached(root: BlankNode, descriptions: Descriptions) -> set[BlankNode]:
    seen = {root}
    todo = [root]
    while todo:
        for _, value in descriptions.get(todo.pop(), ()):
            if type(value) is BlankNode and value not in seen:
                seen.add(value)
                todo.append(value)
    return seen


def _tree(root: Term, descriptions: Descriptions) -> str:
    """The digest of a blank node's tree, whatever the nodes are called."""
    assert isinstance(root, BlankNode)  # noqa: S101 - narrows the type for the checker
    quads = [
        Quad(_ROOT if node == root else node, predicate, _ROOT if value == root else value)
        for node in _reached(root, descriptions)
        for predicate, value in descriptions.get(node, ())
    ]
    return canonicalize(quads).digest
