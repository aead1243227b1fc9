"""The context in which the records of one reading are validated, and verdicts that a delta changes.

The context in which the records of one reading are validated: what they name, and what names them.

It has what the source describes now, and what is stored of the rest; nothing in it is validated.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from danhmuc.shapes import Context
from danhmuc.vocab.valid_iris import valid_or_same

from ..record.change import PlannedChange
from ..record.contents import Deletion, Naming, PendingRecord, comparable_time
from ..record.record import NODE_ROLES, Link, Membership
from ..record.stored import StoredActivity, StoredGraph, StoredSource, StoredVersion, context_class

# ---------------------------------------------------------------- stated deletions
# Deletions that a source states itself, beside what is stored of the records.
#
# Source of the rules: docs/decisions/0042-deletions-in-a-delta.md.


class StatedDeletions:
    """The deletions of one complete reading.

    Attributes:
        changes: of the records that are deleted, or were and stay as an undone run left them.
        number: number of the records that are missing because of them.
        unknown: number of those that are of nothing that is stored.
    """

    def __init__(self, stored: StoredSource, deletions: Collection[Deletion], described: Collection[str]) -> None:
        """`described` has the IRIs that the same reading describes: nothing of these is deleted."""
        stated = {valid_or_same(one.iri): comparable_time(one.at) for one in deletions}
        stated = {iri: at for iri, at in stated.items() if iri not in described}
        stored.fetch(stated)
        known = stored.activities(sorted(stated)) if stated else {}
        self.changes: dict[str, PlannedChange] = {}
        self.number = 0
        self.unknown = 0
        for iri, at in stated.items():
            if iri not in stored.versions:
                self.unknown += 1
                continue
            change = _change_of(iri, at, stored, known.get(iri, StoredActivity()))
            if change is not None:
                self.changes[iri] = change
                self.number += change.kind == "missing" and change.role == "record"

    def __iter__(self) -> Iterator[str]:
        """The IRIs of what is deleted, without what stays as an undone run left it."""
        return (iri for iri, change in self.changes.items() if change.kind == "missing")


def _change_of(iri: str, at: str | None, stored: StoredSource, known: StoredActivity) -> PlannedChange | None:
    """The change of one record; None if the deletion is older than what was applied since, or is done."""
    version = stored.versions[iri]
    if version.presence == "withdrawn":
        return None
    if known.is_later_than(at):
        return None
    if version.is_absence_held and known.holds_deletion(at):
        return replace(PlannedChange.of_stored(iri, version, kind="held"), is_absent=True)
    change = PlannedChange.of_stored(iri, version, kind="missing")
    if version.presence == "missing" and known.is_deletion and known.at == at:
        return change  # it waits for a person
    return replace(change, is_deleted=True, activity_at=at)


# ---------------------------------------------------------------- reading context

_PAGE: Final = 500


class ReadingContext:
    """The context of one reading.

    Attributes:
        context: what the validator is given.
        is_around: whether what is stored around a record is added before it is validated, as for a delta.
        described: the IRIs that a delta describes.
        held: the versions of the records that are held after an undone run, by IRI.
        deletions: what the source says that it deleted.
    """

    def __init__(
        self, stored: StoredSource, seen: Collection[str], *, is_whole: bool, is_delta: bool, is_stored: bool
    ) -> None:
        """`seen` grows with the reading; `is_whole` tells whether it has all that the source has.

        Where nothing is stored, no verdict is asked whether it is current.
        """
        self._is_stored = is_stored
        self._stored = stored
        self._seen = seen
        self._is_whole = is_whole
        self._add_around = stored.add_around if is_delta else None
        self._refused: Collection[str] = ()
        self.is_around = self._add_around is not None
        self.context = Context(has_digests=is_stored)
        self.described: set[str] = set()
        self.held = stored.held_versions()
        self.deletions = StatedDeletions(stored, (), ())

    def add_around(self, graphs: Sequence[StoredGraph]) -> None:
        """Add what is stored around some graphs of a delta."""
        if self._add_around is not None:
            # What this reading describes counts as it is now, and what it deletes no more.
            self._add_around(self.context, graphs, self.described.union(self.deletions))

    def add_classes(self, records: Iterable[PendingRecord]) -> None:
        """Add the classes of records; of what is held, that of what is stored."""
        for pending in records:
            named = context_class(pending.role, pending.main_class)
            if pending.iri in self.held:
                held = self.held[pending.iri]
                named = context_class(held.role, held.main_class)
            if named is not None and self.counts(pending.iri):
                self.context.add_class(pending.iri, named)

    def read_links(
        self, naming: Callable[[], Naming] | None, records: Iterable[PendingRecord], slips: Collection[str]
    ) -> None:
        """Add the links of records that are stored and may leave; of documents that were not read, the stored links."""
        if naming is None:
            return
        self.context = Context(knows_links=True, has_digests=self._is_stored)
        source_links = naming()
        self._refused = source_links.refused
        # What is held says what is stored of it, whatever its source says.
        elsewhere = {*slips, *self.held}
        links = list(source_links.links) if self.is_around else source_links.links
        if self.is_around:
            self.described -= elsewhere
            self._stored.fetch([iri for link in links for iri in _ends_of(link)])
        self.add_links(link for link in links if not (isinstance(link, Link) and link.subject in elsewhere))
        if self.held and self._is_whole:
            self.add_links(link for link in self._stored.links(("present",)) if link.subject in self.held)
            kept = self._stored.memberships()
            self.add_links(one for one in kept if one.target in self.held or one.catalog in self.held)
        if not self._is_whole and not self.is_around:
            here = {pending.iri for pending in records} - elsewhere
            stored = self._stored.links(("present",))
            self.add_links(link for link in stored if link.subject not in here)
            self.add_links(self._stored.memberships())

    def add_links(self, links: Iterable[Link | Membership]) -> None:
        """Add links, and what catalogues list, of what counts."""
        for link in links:
            if isinstance(link, Link):
                if self.counts(link.subject):
                    self.context.add_link(*link)
                continue
            # Under the IRI by which the catalogue lists it in an export.
            target = self._stored.redirects.get(link.target, link.target)
            if self.counts(link.catalog) and self.counts(target):
                self.context.add_member(link.catalog, link.property, target)

    def counts(self, iri: str) -> bool:
        """Whether a record counts for others: it is stored, and may leave."""
        version = self._stored.versions.get(iri)
        if version is None:
            return iri not in self._refused and iri not in self._stored.bars.holds
        if version.is_held and version.presence != "present":
            return False  # an undone run had brought it
        return iri not in self._refused and not version.is_barred

    def add_stored(self, *states: str) -> None:
        """Add stored records that this reading did not have to the context."""
        self.add_versions(
            {
                iri: version
                for iri, version in self._stored.versions.items()
                if version.state in states and iri not in self._seen and iri not in self.deletions.changes
            }
        )

    def add_versions(self, unseen: Mapping[str, StoredVersion]) -> None:
        """Add some stored records: their classes, and the graphs of node records."""
        for iri, version in unseen.items():
            named = context_class(version.role, version.main_class)
            if named is not None:
                self.context.add_class(iri, named)
        for graph in self.stored_graphs(
            {iri: version for iri, version in unseen.items() if version.role in NODE_ROLES}
        ):
            self.context.add(graph)

    def stored_graphs(self, wanted: Mapping[str, StoredVersion]) -> Iterator[StoredGraph]:
        """The graphs of some stored versions, by their IRIs, a page at a time."""
        iris = list(wanted)
        for start in range(0, len(iris), _PAGE):
            page = iris[start : start + _PAGE]
            keys = [wanted[iri].version_id for iri in page]
            graphs, cells = self._stored.graphs(keys), self._stored.cell_violations(keys)
            for iri, key in zip(page, keys, strict=True):
                yield StoredGraph.of(iri, wanted[iri].digest, graphs[key], cells.get(key, ()))


def _ends_of(link: Link | Membership) -> tuple[str, str]:
    return (link.subject if isinstance(link, Link) else link.catalog, link.target)
