"""Changes of records between two builds of a feed, and a guard against losing too many.

Also the way to those that are in it no more under their local IRI: renamed, merged, or described under another IRI.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from danhmuc.vocab.json_values import json_members

from .documents import page_name
from .manifest import FeedEntry, GoneReason, ManifestRecord, Tombstone
from .server_files import ServedPlace

_AT_LEAST: Final = 2
_OUT_OF: Final = 10
"""More than one of ten, and at least two, are a drop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """A record of a feed, or one that it had, in two builds.

    Attributes:
        before: None if the last build did not have it.
        now: None if this build does not have it.
        reason: why it is gone; None if this build has it.
    """

    kind: Literal["created", "changed", "unchanged", "gone"]
    local: str
    before: FeedEntry | None
    now: FeedEntry | None
    reason: GoneReason | None = None


def compare_records(before: Iterable[ManifestRecord], now: Iterable[ManifestRecord]) -> Iterator[EntryChange]:
    """The change of each record of either build, sorted by local IRI.

    A record is changed if what leaves of it differs, not if it only stands on another page. One that has come back
    is created. One of which the last build had a tombstone already is left out. One of which nothing is said any
    more is deleted.

    Args:
        before: the records of the last build, sorted by their local IRIs.
        now: those of this one, likewise.

    Raises:
        ValueError: they are not sorted.
    """
    for old, new in _pairs(before, now):
        change = _change(old, new)
        if change is not None:
            yield change


def continue_records(
    before: Iterable[ManifestRecord], now: Iterable[FeedEntry], tombstone_of: Callable[[FeedEntry], Tombstone]
) -> Iterator[ManifestRecord]:
    """The records of the manifest of a build that follows another, sorted by local IRI.

    An entry of which nothing else is said than before keeps its time; a tombstone stays until the record comes back.

    Args:
        before: the records of the last build, sorted by their local IRIs.
        now: what leaves now, likewise; their times count for those that are new or changed.
        tombstone_of: makes the tombstone of an entry of the last build that does not leave any more.

    Raises:
        ValueError: they are not sorted.
    """
    for old, new in _pairs(before, now):
        change = _change(old, new)
        if change is None:
            assert old is not None, "a tombstone"
            yield old
        elif change.now is None:
            assert change.before is not None, "it is gone"
            yield tombstone_of(change.before)
        elif change.kind == "unchanged" and change.before is not None:
            yield replace(change.now, changed_at=change.before.changed_at)
        else:
            yield change.now


def _pairs(
    before: Iterable[ManifestRecord], now: Iterable[ManifestRecord]
) -> Iterator[tuple[ManifestRecord | None, ManifestRecord | None]]:
    """Each record as either build has it, sorted by local IRI."""
    olds, news = _check_order(before), _check_order(now)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        is_before = new is None or (old is not None and old.local <= new.local)
        is_now = old is None or (new is not None and new.local <= old.local)
        yield old if is_before else None, new if is_now else None
        if is_before:
            old = next(olds, None)
        if is_now:
            new = next(news, None)


def _change(old: ManifestRecord | None, new: ManifestRecord | None) -> EntryChange | None:
    """The change of one record; None if neither build has it."""
    before = old if isinstance(old, FeedEntry) else None
    if isinstance(new, FeedEntry):
        if before is None:
            return EntryChange(kind="created", local=new.local, before=None, now=new)
        is_same = (before.digest, before.iri) == (new.digest, new.iri)
        return EntryChange(kind="unchanged" if is_same else "changed", local=new.local, before=before, now=new)
    if before is None:
        return None
    reason: GoneReason = new.reason if isinstance(new, Tombstone) else "deleted"
    return EntryChange(kind="gone", local=before.local, before=before, now=None, reason=reason)


def _check_order(records: Iterable[ManifestRecord]) -> Iterator[ManifestRecord]:
    last = None
    for record in records:
        if last is not None and record.local <= last:
            raise ValueError(f"{record.local!r} does not follow {last!r}")
        last = record.local
        yield record


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Too many records that are gone.

    Attributes:
        scope: from the whole feed, or from that of an agency.
        agency: its code; None for the whole feed, and for records of no agency.
        before: number of records of the last build, barred ones aside.
        gone: number of those that are gone.
        retired: whether they are gone because their sources say by a status that they are withdrawn.
    """

    scope: Literal["feed", "agency"]
    agency: str | None
    before: int
    gone: int
    retired: bool = False

    def as_dict(self) -> dict[str, object]:
        """The members as JSON has them."""
        return json_members(self, ("agency", "before", "gone", "retired"))


class DropGuard:
    """Counts what becomes of records, and finds where too many are gone.

    What is barred (withdrawn) or stands under another IRI (redirected) is no loss, and does not count as having been
    there, so that it hides no other loss. A record that goes from one agency to another is lost to the feed of the
    first, unless it only seems to: the agency is the same, and what says its code is kept back, or not any more. One
    that was in the feed of no agency is not lost by coming into one.
    """

    def __init__(self, is_same_agency: Callable[[FeedEntry, FeedEntry], bool] = lambda _before, _now: False) -> None:
        """`is_same_agency` says whether a record with another agency than before, or none, only seems to have moved."""
        self._is_same_agency = is_same_agency
        self._before = self._gone = 0
        self._before_of: Counter[str | None] = Counter()
        self._gone_of: Counter[str | None] = Counter()

    def add(self, change: EntryChange) -> None:
        """Count a record."""
        if change.before is None or change.reason in {"withdrawn", "redirected"}:
            return
        agency = change.before.agency
        self._before += 1
        self._before_of[agency] += 1
        self._gone += change.now is None
        self._gone_of[agency] += change.now is None or self._has_moved(change.before, change.now)

    def _has_moved(self, before: FeedEntry, now: FeedEntry) -> bool:
        """Whether a record is in the feed, but no more in that of its agency."""
        return before.agency not in (None, now.agency) and not self._is_same_agency(before, now)

    def drops(self) -> tuple[Drop, ...]:
        """The places where more than a tenth, and at least two, are gone: from the whole feed first, then by agency."""
        found = [Drop(scope="feed", agency=None, before=self._before, gone=self._gone)]
        for agency in sorted(self._before_of, key=lambda code: (code is not None, code or "")):
            before, gone = self._before_of[agency], self._gone_of[agency]
            found.append(Drop(scope="agency", agency=agency, before=before, gone=gone))
        return tuple(drop for drop in found if drop.gone >= _AT_LEAST and drop.gone * _OUT_OF > drop.before)


class RetirementGuard:
    """Counts the records that sources retire by a status, and finds where these are too many at once.

    They are no unexplained loss, and do not count as one; but a slip that retires all records of a source must not
    empty a feed in silence. What is gone for another reason does not count as having been there.
    """

    def __init__(self) -> None:
        self._guard = DropGuard(lambda _before, _now: True)

    def add(self, change: EntryChange, *, is_retired: bool) -> None:
        """Count a record; `is_retired` says whether it is gone because of its status alone."""
        if is_retired:
            self._guard.add(replace(change, reason="deleted"))
        elif change.now is not None:
            self._guard.add(change)

    def drops(self) -> tuple[Drop, ...]:
        """The places where too many are retired, as those of a `DropGuard`."""
        return tuple(replace(drop, retired=True) for drop in self._guard.drops())


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
