"""Records that are in a feed no more under their local IRI: renamed, merged, or described under another IRI."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from .manifest_records import FeedEntry, GoneReason, ManifestRecord, Tombstone

__all__ = ["MovedRecords", "moved_places"]


@dataclass(frozen=True, slots=True)
class MovedRecords:
    """The way from an IRI that a record had to the one under which it, or what stands for it, is in the feed.

    Attributes:
        is_leaving: whether an IRI is that of an entry.
        renamed: by IRI that a record had, the one that it has.
        instead: by IRI of a record, that of the one that leaves instead.
    """

    is_leaving: Callable[[str], bool]
    renamed: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)

    def target_of(self, iri: str) -> str | None:
        """The IRI of the entry that stands for a record, at the end of however many steps; None if there is none."""
        seen = {iri}
        while not self.is_leaving(iri):
            following = self.renamed.get(iri) or self.instead.get(iri)
            if following is None or following in seen:
                return None
            seen.add(following)
            iri = following
        return iri

    def follow(
        self, records: Iterable[ManifestRecord], reason_of: Callable[[str], GoneReason]
    ) -> Iterator[ManifestRecord]:
        """Records, with each tombstone as what stands for its record wants it by now.

        A redirect ends where its target is gone: it is gone for the same reason.

        Args:
            reason_of: why a record of an IRI is not in the feed, if nothing stands for it.
        """
        for one in records:
            if isinstance(one, FeedEntry):
                yield one
                continue
            target = self.target_of(one.iri)
            if target is None and one.target is not None:
                target = self.target_of(one.target)
            if target is not None:
                yield replace(one, reason="redirected", target=target)
            elif one.reason == "redirected":
                yield replace(one, reason=reason_of(one.target or one.iri), target=None)
            else:
                yield one


def moved_places(records: Iterable[ManifestRecord]) -> dict[str, str]:
    """The local of the entry that stands for each record that is redirected, by the local of that.

    Args:
        records: read twice.
    """
    wanted = {one.local: one.target for one in records if isinstance(one, Tombstone) and one.target is not None}
    targets = set(wanted.values())
    local_of = {one.iri: one.local for one in records if isinstance(one, FeedEntry) and one.iri in targets}
    return {local: local_of[target] for local, target in wanted.items() if target in local_of}
