"""The part of a context that a few records may look up, so that another process can validate them by that alone.

Whatever is reachable from the records is in it, however far: a validation looks up the same as in the whole context.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from danhmuc.vocab.lines import iri_subjects, iri_values

from .context import Context, RecordLike

__all__ = ["ContextPart", "NamedIris"]

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
        subjects = iri_subjects(nquads) | {record.iri}
        links = self._whole.incoming.part_about(record.iri, subjects, most=_MOST)
        if links is None:
            return False
        named = iri_values(nquads) | subjects | links.named
        nodes = self._reach(named)
        if nodes is None:
            return False
        self.context.take(self._whole, nodes=nodes, named=named, links=links)
        return True

    def _reach(self, named: set[str]) -> list[str] | None:
        """The node records that some IRIs lead to, as far as they are new; adds the IRIs that they name."""
        whole = self._whole
        found: dict[str, None] = {}
        todo = self._new_nodes(named, found)
        while todo:
            for iri in todo:
                found[iri] = None
            if len(found) > _MOST:
                return None
            more: set[str] = set()
            for iri in todo:
                more |= self._named.of(iri, whole.nquads_of_node(iri))
            named |= more
            todo = self._new_nodes(more, found)
        return list(found)

    def _new_nodes(self, iris: Iterable[str], found: dict[str, None]) -> list[str]:
        whole, part = self._whole, self.context
        return [iri for iri in iris if whole.has_node(iri) and not part.has_node(iri) and iri not in found]
