"""The terms of a record's own graph: made once, by whoever needs them first, for all that is asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias, overload

from pyoxigraph import NamedNode, Quad

from danhmuc.vocab.terms import RDF

if TYPE_CHECKING:
    from danhmuc.shapes.engine import Index


UsedTerms: TypeAlias = tuple[frozenset[NamedNode], frozenset[NamedNode]]
"""Properties, and classes."""


def _index(nquads: bytes) -> Index:
    from danhmuc.shapes.engine import index_nquads  # loads code lists, which the classes of records do without

    return index_nquads(nquads)


class GraphTerms(Sequence[Quad]):
    """The quads of canonical N-Quads in their order; they are parsed when they are first needed.

    Args:
        nquads: the graph.
        index: its terms by subject and property, if they are known; else they are parsed.
        used: its properties and classes, if they are known without parsing it.
    """

    __slots__ = ("_index", "_quads", "_used", "nquads")

    def __init__(self, nquads: bytes, index: Index | None = None, used: UsedTerms | None = None) -> None:
        self.nquads = nquads
        self._index = index
        self._quads: tuple[Quad, ...] | None = None
        self._used = used

    @property
    def are_made(self) -> bool:
        """Whether there are terms by now; if not, a question that few lines answer is quicker asked of the text."""
        return self._index is not None

    def make(self) -> None:
        """Parse the terms unless there are any."""
        if self._index is None:
            self._index = _index(self.nquads)

    @property
    def by_subject(self) -> Index:
        """The values by subject and property, in order; it must not be changed."""
        found = self._index
        if found is None:
            found = self._index = _index(self.nquads)
        return found

    @property
    def used(self) -> UsedTerms:
        """The properties, and the classes."""
        found = self._used
        if found is None:
            index = self.by_subject
            properties: set[NamedNode] = set()
            classes: set[NamedNode] = set()
            for own in index.values():
                # A set takes the hashes of a dictionary, which are slow to compute again.
                properties.update(own)
                listed = own.get(_TYPE)
                if listed is not None:
                    classes.update([one for one in listed if type(one) is NamedNode])
            found = self._used = (frozenset(properties), frozenset(classes))
        return found

    def written_values(self, predicate: NamedNode) -> list[str]:
        """The values of a property in any node, as N-Quads have them; among them parts of texts that quote such."""
        if self._index is None:
            pieces = self.nquads.split(f" {predicate} ".encode())[1:]
            return [piece[: piece.find(b" .\n")].decode() for piece in pieces]
        return [str(value) for own in self._index.values() for value in own.get(predicate, ())]

    def _all(self) -> tuple[Quad, ...]:
        found = self._quads
        if found is None:
            found = self._quads = tuple(
                [
                    Quad(subject, predicate, value)
                    for subject, properties in self.by_subject.items()
                    for predicate, values in properties.items()
                    for value in values
                ]
            )
        return found

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._all())

    @overload
    def __getitem__(self, at: int) -> Quad: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Quad]: ...
    def __getitem__(self, at: int | slice) -> Quad | Sequence[Quad]:
        return self._all()[at]

    def __reduce__(self) -> tuple[type[GraphTerms], tuple[bytes]]:
        """Pass text to another process: some IRIs that the parser accepts would be refused there as terms."""
        return GraphTerms, (self.nquads,)


_TYPE: Final = RDF.type
NO_TERMS: Final = GraphTerms(b"not given")
"""In place of terms that are not given; no graph has these bytes."""
