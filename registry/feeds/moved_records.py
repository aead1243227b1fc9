"""Records that are in a feed no more under their local IRI: renamed, merged, or described under another IRI."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from .manifest_records import FeedEntry, GoneReason, ManifestRecord, Tombstone
from .page_links import page_name
from .server_files import ServedPlace

__all__ = ["MovedRecords", "ServedPlaces", "moved_places"]


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


class ServedPlaces(Collection[ServedPlace]):
    """The places of all records of a manifest, as web servers need them; each is made when it is asked for."""

    def __init__(self, records: Collection[ManifestRecord]) -> None:
        """
        Args:
            records: read again each time.
        """
        self._records = records
        self._moved = moved_places(records)

    def __iter__(self) -> Iterator[ServedPlace]:
        for one in self._records:
            page = page_name(one.page) if isinstance(one, FeedEntry) else None
            target = f"record/{self._moved[one.local]}" if one.local in self._moved else None
            yield ServedPlace(f"record/{one.local}", page, target)

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, place: object) -> bool:
        return any(one == place for one in self)
