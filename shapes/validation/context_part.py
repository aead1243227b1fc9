"""The part of a context that a few records may look up, so that another process can validate them by that alone.

Whatever is reachable from the records is in it, however far: a validation looks up the same as in the whole context.
"""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.lines import iri_subjects, iri_values

from .context import Context, RecordLike

_MOST: Final = 2_000
"""Node records, links or members that one record may bring along; with more, it is validated beside the whole."""
_FULL: Final = 4_000
"""Node records of a part that is full."""
_REMEMBERED: Final = 5_000


class NamedIris:
    """The IRIs that node records name, found once for many parts."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def of(self, iri: str, nquads: bytes) -> frozenset[str]:
        """The IRIs that the graph of a node record names."""
        found = self._known.get(iri)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[iri] = frozenset(iri_values(nquads))
        return found

    def forget(self) -> None:
        """Forget all, because a node record may have changed."""
        self._known.clear()


class ContextPart:
    """A growing part of a context, which must not change meanwhile.

    Attributes:
        context: the part; it can be pickled.
    """

    def __init__(self, whole: Context, named: NamedIris) -> None:
        self._whole = whole
        self._named = named
        self.context = whole.empty_copy()

    @property
    def is_full(self) -> bool:
        """Whether it has as many node records as a process should hold."""
        return self.context.number_of_nodes >= _FULL

    def add_record(self, record: RecordLike) -> bool:
        """Add all that a validation of a record may look up; False if that is too much, and nothing is added."""
        nquads = record.canonical.nquads
        named = iri_values(nquads)
        named.add(record.iri)
        links = None
        if self._whole.incoming:
            subjects = iri_subjects(nquads)
            subjects.add(record.iri)
            links = self._whole.incoming.part_about(record.iri, subjects, most=_MOST)
            if links is None:
                return False
            named |= subjects
            named |= links.named
        nodes = self._reach(named)
        if nodes is None:
            return False
        self.context.take(self._whole, nodes=nodes, named=named, links=links)
        return True

    def _reach(self, named: set[str]) -> set[str] | None:
        """The node records that some IRIs lead to, as far as they are new; adds the IRIs that they name."""
        whole = self._whole
        known = self.context.nodes_among(named)
        todo = whole.nodes_among(named) - known
        found = set(todo)
        while todo:
            if len(found) > _MOST:
                return None
            more = set().union(*(self._named.of(iri, whole.nquads_of_node(iri)) for iri in todo))
            named |= more
            todo = whole.nodes_among(more) - found
            todo -= self.context.nodes_among(todo)
            found |= todo
        return found
