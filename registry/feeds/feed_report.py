"""The report of a build of a feed, and the files beside it for its operator."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, Self

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message, TextByLanguage, from_json, to_json
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusalCount, RefusedRecord

from ..export.report import (
    FEED_COLUMNS,
    NODE_COLUMNS,
    FaultyNode,
    LeftOutRecord,
    RecordLosses,
    is_csv,
    sorted_losses,
    sorted_refused,
    write_left_out,
    write_rows,
)
from ..exporters import exporter_named
from ..record.keywords import ExportKeywords, report_files
from ..record.spools import SpooledTexts
from ..store.database import Connection
from ..store.stored_rows import sources_of
from ..store.target import refuse_targets, replacing
from ..verdicts.writer import NodeFault
from .documents import WholeDocument, page_name
from .entry_spool import EntrySpool
from .federated_form import LanguageChoice, federated_iri
from .gathering import GatheredFeed, RejectedRecord
from .manifest import FeedEntry, FileLoss, GoneReason, ManifestRecord, Tombstone
from .publication import ServedPlace

# ---------------------------------------------------------------- entry changes
# Changes of records between two builds of a feed, and a guard against losing too many.
#
# Also the way to those that are in it no more under their local IRI: renamed, merged, or described under another IRI.

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


# ---------------------------------------------------------------- feed report

_NAMING: Final = frozenset({"inside", "unmatched_publishers", "invalid", "rejected", "not_validated"})
"""What names records, publishers or sources that are not in the feed; `inside` those of the policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """The report of a build.

    Attributes:
        folder: of the feed; the root of the web server is its link ``current``.
        base: the address of the feed.
        run: the newest run of the registry that the build saw.
        records: number of entries.
        nodes: number of node records.
        pages: number of pages of a syntax.
        agencies: number of agencies with a feed of their own.
        created, changed, gone: numbers of entries beside the last build.
        files: number of files.
        files_changed: number of files that are new or hold something else.
        bytes_changed: bytes of these on the disk.
        left_out: number of records that do not leave, by reason; see `ExportReport.left_out`. Those that a filter
            leaves out have ``filtered-`` and its name; those of which the source cannot be validated ``not-validated``;
            databases without a public distribution or service ``no-public-access``.
        validated: number of versions that the build validated, since their stored verdict was not current.
        rejected: records that are left out since they are not accepted, or cannot be validated: the first by IRI.
        not_validated: why a source cannot be validated, by its name.
        texts_left_out: number of texts that are in none of the languages of the feed.
        texts_left_out_of: number of records and node records that lost any.
        texts_left_out_first: the first of these, with numbers by property.
        inside: number of records that the policy keeps inside, by the key and value of the policy, such as
            ``importance: COT_LOI``.
        unmatched_publishers: publishers that the policy keeps inside, but for which it keeps no record.
        removed: number of triples that the policy removed or masked: ``property``, ``part``, ``key`` (of an address),
            ``person``, ``contact``, ``text``.
        persons_unstated: whether the policy does not say if names of persons leave; they do.
        invalid: IRIs of records left out because a term in them can be written in no syntax.
        identifiers_added: number of identifiers that were added.
        parts_named: number of blank nodes that got an IRI.
        unwritten: number of triples that a syntax cannot hold, by syntax.
        refused: number of records that a format cannot hold, by format.
        refused_why: numbers of these by format, reason and field; a record that lacks several fields counts for each.
            ``class`` is one that the format does not have, ``duplicate`` an identifier that another record has,
            ``topic`` the record that it is about.
        refused_records: the first twenty of these by format, those first that lack a field.
        contacts_given: number of records that have the contact of the settings, by format: it requires one with an
            e-mail address, and theirs has none, or none that may leave.
        addresses_left_out: number of triples left out because they lead to relative addresses of a document without a
            base, which nobody can follow, with the distributions that had no other.
        partial_nodes, bare_nodes: as in `ExportReport`.
        loss_record_count: number of records and node records that the file of losses names.
        drops: where too many records are gone, which was accepted.
        begins_anew: whether the last feed was not there or could not be read, so that its stream begins anew.
        is_rebuilt: whether the manifest of the last feed was lost or damaged, and made anew from its folder.
        is_unchanged: whether it was known that nothing is new, so that no record was read: what is left out, removed or
            renewed, and why, is what the build said that read them last, without the names of what is not in the feed.
    """

    folder: str
    base: str
    run: int | None
    records: int
    nodes: int
    pages: int
    agencies: int
    created: int
    changed: int
    gone: int
    files: int
    files_changed: int
    bytes_changed: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    inside: Mapping[str, int] = field(default_factory=dict)
    unmatched_publishers: tuple[str, ...] = ()
    removed: Mapping[str, int] = field(default_factory=dict)
    persons_unstated: bool = False
    invalid: tuple[str, ...] = ()
    identifiers_added: int = 0
    parts_named: int = 0
    unwritten: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    refused_why: Mapping[str, tuple[RefusalCount, ...]] = field(default_factory=dict)
    refused_records: Mapping[str, tuple[RefusedRecord, ...]] = field(default_factory=dict)
    contacts_given: Mapping[str, int] = field(default_factory=dict)
    validated: int = 0
    rejected: tuple[RejectedRecord, ...] = ()
    not_validated: Mapping[str, Message] = field(default_factory=dict)
    texts_left_out: int = 0
    texts_left_out_of: int = 0
    texts_left_out_first: tuple[RecordLosses, ...] = ()
    addresses_left_out: int = 0
    loss_record_count: int = 0
    partial_nodes: tuple[FaultyNode, ...] = ()
    bare_nodes: tuple[FaultyNode, ...] = ()
    drops: tuple[Drop, ...] = ()
    begins_anew: bool = False
    is_rebuilt: bool = False
    is_unchanged: bool = False

    def with_losses(self, losses: Collection[FileLoss], sources: Mapping[str, str | None]) -> FeedReport:
        """The report with what the files could not hold.

        Args:
            sources: names of the sources of the records that are named, by IRI.
        """
        unwritten, refused = Counter[str](), Counter[str]()
        for loss in losses:
            unwritten[loss.format] += loss.triples
            refused[loss.format] += loss.records
        return replace(
            self,
            unwritten={name: count for name, count in sorted(unwritten.items()) if count},
            refused={name: count for name, count in sorted(refused.items()) if count},
            refused_why={loss.format: loss.why for loss in losses if loss.why},
            refused_records={
                loss.format: tuple(replace(one, source=sources.get(one.iri)) for one in loss.refused)
                for loss in losses
                if loss.refused
            },
            contacts_given={loss.format: loss.contacts_given for loss in losses if loss.contacts_given},
        )

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it; of an unchanged feed without what names anything that is not in it."""
        return json_members(self, [name for name in self.__slots__ if not (self.is_unchanged and name in _NAMING)])

    def to_json(self) -> dict[str, object]:
        """The report as a file beside the feed keeps it, which must not name what is not in the feed.

        `report_from_json` reads it.
        """
        nodes = {name: tuple(map(_without_texts, getattr(self, name))) for name in ("partial_nodes", "bare_nodes")}
        kept = replace(self, partial_nodes=nodes["partial_nodes"], bare_nodes=nodes["bare_nodes"])
        return {name: _json_of(getattr(kept, name)) for name in self.__slots__ if name not in _NAMING}


def _without_texts(node: FaultyNode) -> FaultyNode:
    """A node record without its name, and without messages that may quote its values, which a policy may remove."""
    quiet = (one for one in node.faults if isinstance(one.message, TextByLanguage) or not one.message.facts)
    return replace(node, name=None, faults=tuple(quiet))


def report_from_json(members: Mapping[str, Any]) -> FeedReport:
    """The report of what `FeedReport.to_json` made.

    Raises:
        TypeError, LookupError, AttributeError: it is none.
    """
    return FeedReport(**{name: _READERS.get(name, _same)(value) for name, value in members.items()})


def _same(value: Any) -> Any:
    return value


def _json_of(value: object) -> object:
    if isinstance(value, Message | TextByLanguage):
        return to_json(value)
    if is_dataclass(value):
        return {one.name: _json_of(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {name: _json_of(one) for name, one in value.items()}
    return [_json_of(one) for one in value] if isinstance(value, tuple) else value


def _read_refused(members: Mapping[str, Any]) -> RefusedRecord:
    return RefusedRecord(**{**members, "fields": tuple(members["fields"])})


def _read_node(members: Mapping[str, Any]) -> FaultyNode:
    faults = tuple(NodeFault(**{**one, "message": from_json(one["message"])}) for one in members["faults"])
    return FaultyNode(**{**members, "faults": faults})


def _each(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(map(make, values))


def _by_name(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda members: {name: make(value) for name, value in members.items()}


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "refused_why": _by_name(_each(lambda one: RefusalCount(**one))),
    "refused_records": _by_name(_each(_read_refused)),
    "texts_left_out_first": _each(lambda one: RecordLosses(**one)),
    "partial_nodes": _each(_read_node),
    "bare_nodes": _each(_read_node),
    "drops": _each(lambda one: Drop(**one)),
}
"""How the values are made of JSON that are not the same there."""


# ---------------------------------------------------------------- report files
# Files beside a feed or a catalogue, for its operator: records left out, and what it does not have of the others.
#
# Rows about losses are made of what leaves, after any policy: no record that stays, and no triple that was removed, is
# in one. Formats are written once more for them, into nothing, since files that are taken over from the last build are
# not written again.

COLUMNS: Final = ("iri", "property", "count", "format", "reason", *NODE_COLUMNS)
_FORMATS: Final = ("xml", "dcat-us", "dcat-us-1.1")
"""Those that cannot hold everything; a whole document loses what its pages do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    """The files that were asked for: CSV if a name ends in ``.csv``, else JSON lines.

    Attributes:
        left_out: for each record that is left out, with its reason; None if they are only counted.
        losses: for each record of which the feed, or a format of it, does not have all; None likewise.
        readable: whether others may read what is left out, and not the owner of the file alone.
        read: the files of settings and policy that were read for them.
    """

    left_out: Path | None = None
    losses: Path | None = None
    readable: bool = False
    read: tuple[Path, ...] = ()

    @classmethod
    def of(cls, chosen: ExportKeywords, *read: object) -> Self:
        """The files that the keywords of an export or a feed name.

        Args:
            read: settings and policy; those that are paths were read.
        """
        left_out, losses = report_files(chosen)
        paths = tuple(Path(one) for one in read if isinstance(one, str | Path))
        return cls(left_out=left_out, losses=losses, readable=chosen.get("readable", False), read=paths)

    def require(self, connection: Connection, registry: Path | None, target: Path | None) -> None:
        """See that they may be written, and what they stand beside.

        Args:
            registry: the file of the registry, if it is one.
            target: the folder of the feed or the document; None for a stream.

        Raises:
            UsageError: as for `refuse_targets`.
        """
        files = [one for one in (target, self.left_out, self.losses) if one is not None]
        refuse_targets(*files, registry=registry, sources=sources_of(connection), named=self.read)

    def write_left_out(self, left_out: Iterable[LeftOutRecord]) -> None:
        """Write the records left out, if they are asked for; state secrets are not named.

        Raises:
            UsageError: the file cannot be written.
        """
        if self.left_out is not None:
            with replacing(self.left_out, readable=self.readable) as out:
                write_left_out(left_out, out, as_csv=is_csv(self.left_out), columns=FEED_COLUMNS)

    def write_losses(self, rows: Iterable[Mapping[str, object]]) -> int:
        """Write the losses, if they are asked for; returns the number of records and node records that they name.

        Raises:
            UsageError: the file cannot be written.
        """
        if self.losses is None:
            return 0
        iris = SpooledTexts()

        def note_iris() -> Iterator[Mapping[str, object]]:
            for row in rows:
                iris.add(str(row["iri"]))
                yield row

        with replacing(self.losses) as out:
            write_rows(note_iris(), COLUMNS, out, as_csv=is_csv(self.losses))
        return len(iris)


def loss_rows(
    document: WholeDocument, gathered: GatheredFeed, languages: LanguageChoice
) -> Iterator[Mapping[str, object]]:
    """A row for each record, property and reason: ``language``, ``address``, ``format`` or ``format-…``.

    Those of one reason and format are together. Of a record that a format leaves out, there is one row with the fields
    that it lacks and the number of its triples.

    Args:
        document: all that the feed has.
    """
    yield from gathered_loss_rows(gathered, languages)
    for name in _FORMATS:
        yield from format_loss_rows(gathered, name, lost_in(document, name))


def lost_in(document: WholeDocument, name: str) -> Unwritten:
    """The losses of a format, record by record, if a document is written in it."""
    with Path(os.devnull).open("wb") as out:
        return exporter_named(name).write(document.records(), out) or Unwritten()


def gathered_loss_rows(gathered: GatheredFeed, languages: LanguageChoice) -> Iterator[Mapping[str, object]]:
    """Rows about what no format has: texts in other languages, addresses that nobody can follow, faults of nodes."""
    for iri, path, count in languages.losses():
        yield _row(gathered.spool, iri, path, count, reason="language")
    for iri, path, count in sorted_losses(gathered.addresses.by_record):
        yield _row(gathered.spool, iri, path, count, reason="address")
    for node in gathered.faulty_nodes:
        for row in node.rows():
            yield {"format": None, "reason": "bare" if node.is_bare else "violation", **row}


def format_loss_rows(gathered: GatheredFeed, name: str, lost: Unwritten) -> Iterator[Mapping[str, object]]:
    """Rows about what one format lost, as its exporter told."""
    for iri, path, count in sorted_losses(lost.by_record):
        yield _row(gathered.spool, iri, path, count, format_name=name, reason="format")
    for one in sorted_refused(lost):
        lacking = ", ".join(one.fields)
        yield _row(gathered.spool, one.iri, lacking, one.triples, format_name=name, reason=f"format-{one.why}")


def _row(
    spool: EntrySpool, iri: str, path: str, count: int, *, reason: str, format_name: str | None = None
) -> Mapping[str, object]:
    source = spool.source_of(federated_iri(iri))
    row = {"iri": iri, "property": path, "count": count, "format": format_name, "reason": reason, "source": source}
    return {**dict.fromkeys(NODE_COLUMNS), **row}
