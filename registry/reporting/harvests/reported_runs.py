"""Runs on their way into a report: their counts, what was noticed, and each change with its reason.

The changes of a run are read page by page while they are written, since a night may have more than memory holds.
What a source marks as a state secret is counted and not named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Final, cast

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message

from ...messages.reports import HarvestReportsText
from ...record.change import CHANGE_KINDS, RoleCounts
from ...record.harvested import HarvestReport, RunState
from ...record.record import Role
from ...store.changes_of_runs import ChangeOfRun, changes_of_run, count_changes_of_run, find_runs
from ...store.database import Connection
from ...store.ledger import count_turned
from ...store.moments import PastMoment
from ...store.overview import RunRow
from ...store.searching import records_among, run_findings
from ...store.stored_bars import marked_secret
from ...store.stored_rows import sources_of
from ...store.version_differences import changed_properties

ROLES: Final[tuple[Role, ...]] = ("record", "node", "element", "catalog-record")
EVENTS: Final = ("withdrawn", "deleted", "withheld", "purged", "released", "verdict", "recorded")
"""Kinds of changes that are no outcome of a record in a run: they come on top of it."""
_OUTCOMES: Final = {"deleted": "missing"}
"""The outcome that a run counts where its change has another kind."""
_PAGE: Final = 500
_ASIDE: Final = "harvest:record-aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHarvested:
    """A source that was to be harvested and has no run, such as a location that cannot be opened.

    Attributes:
        name: of the source, if the registry has it.
    """

    location: str
    reason: Message
    name: str | None = None

    @property
    def short_name(self) -> str:
        """The name of the source, else the last part of its location."""
        return self.name or self.location.rpartition("/")[2] or self.location


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedChange:
    """One change of a run, or a number of records with the same outcome that have no change of their own.

    Attributes:
        kind: outcome in the run, one of `CHANGE_KINDS`, or one of `EVENTS`.
        count: number of records, of those that the counts of the run have with this outcome.
        iri, title, publisher: None if there are several, or if a source marks it as a state secret.
        violations: those of the submitted version, the first as an example.
        properties: IRIs of the properties that an update changed.
        reason: of a skipped record, or of a deletion that waits.
    """

    kind: str
    role: str
    count: int = 1
    iri: str | None = None
    title: str | None = None
    publisher: str | None = None
    at: str | None = None
    verdict: str | None = None
    became: str | None = None
    version: int | None = None
    example: Finding | None = None
    violations: int = 0
    missing_since: int | None = None
    hold: str | None = None
    hold_by: str | None = None
    hold_reason: str | None = None
    properties: tuple[str, ...] = ()
    reason: Message | None = None
    is_secret: bool = False

    @property
    def is_named(self) -> bool:
        """Whether it is about a single record that may be named."""
        return self.iri is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSample:
    """Some changes of records of one kind.

    Attributes:
        total: number of records of that kind, shown or not.
        more: number of further changes.
        unlisted: number of records that have no change of their own, such as those that were missing before.
    """

    kind: str
    total: int
    shown: tuple[ReportedChange, ...]
    more: int
    unlisted: int


class ReportedRun:
    """One run with all that a report says of it."""

    def __init__(self, connection: Connection, row: RunRow) -> None:
        self._connection = connection
        self.row = row
        self._ledger = count_changes_of_run(connection, row.id)
        self.report = HarvestReport.of_counts(
            row.counts if "records" in row.counts else self._counts_of_ledger(),
            source=row.source,
            profile=row.profile,
            run=row.id,
            state=cast("RunState", row.state),  # or running, or undone
            why=row.why,
        )

    @property
    def needs_attention(self) -> bool:
        """Whether the run is not complete, or something of it needs a person."""
        return self.row.state not in ("complete", "undone") or (
            self.row.state == "complete" and self.report.needs_attention
        )

    def counts(self, role: str) -> RoleCounts:
        """The number of records of a role by outcome."""
        report = self.report
        counts = {"record": report.records, "node": report.nodes, "element": report.elements}
        return counts.get(role, report.catalog_records)

    @cached_property
    def events(self) -> Mapping[str, int]:
        """The number of changes of records that come on top of the outcomes, by kind."""
        found = self._ledger.get("record", Counter())
        return {kind: found[kind] for kind in EVENTS if found[kind]}

    @cached_property
    def turned(self) -> Mapping[str, int]:
        """The number of records whose verdict the run turned, by the verdict that they have since."""
        return count_turned(self._connection, self.row.id)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """Findings about documents and the run, most severe first, without skipped records."""
        return [one for one in self._noticed[0] if one.code != _ASIDE]

    @property
    def unnamed_findings(self) -> int:
        """The number of findings that are not shown, because they name what is marked as a state secret."""
        return self._noticed[1]

    def changes(self, *, role: str | None = None, kind: str | None = None) -> Iterator[ReportedChange]:
        """Each change, and the skipped records; then the records without a change of their own, by outcome.

        The counts of all outcomes of a role add up to `counts`, whatever else became of a record in this run.
        """
        left: dict[str, Counter[str]] = {name: Counter(self.counts(name).as_dict()) for name in ROLES}
        for change in self._own_changes(role, kind):
            outcomes = left[change.role]
            # An outcome that the run counted otherwise, as of a record that has another role by now, is no more.
            outcome = _OUTCOMES.get(change.kind, change.kind)
            count = min(1, outcomes[outcome]) if outcome in CHANGE_KINDS else 1
            outcomes[outcome] -= count
            yield change if count else replace(change, count=0)
        for name in ROLES if role is None else (role,):
            for outcome in CHANGE_KINDS:
                if left[name][outcome] > 0 and kind in (None, outcome):
                    yield ReportedChange(kind=outcome, role=name, count=left[name][outcome])

    def sample(self, kind: str, most: int) -> ChangeSample:
        """The first changes of records of one kind, and the number of the others."""
        total = self.events.get(kind, 0) if kind in EVENTS else getattr(self.report.records, kind)
        if kind == "missing":
            total = max(total - self.events.get("deleted", 0), 0)
        in_ledger = self._ledger.get("record", Counter())[kind]
        listed = min(len(list(self._skipped_records("record"))) if kind == "quarantined" else in_ledger, total)
        most = min(most, listed)
        shown = tuple(islice(self._own_changes("record", kind, page=max(most, 1)), most))
        return ChangeSample(kind=kind, total=total, shown=shown, more=listed - len(shown), unlisted=total - listed)

    def _own_changes(self, role: str | None, kind: str | None, *, page: int | None = None) -> Iterator[ReportedChange]:
        if kind in (None, "quarantined"):
            yield from self._skipped_records(role)
        if kind == "quarantined":
            return
        after, page = 0, page or _PAGE
        while found := changes_of_run(self._connection, self.row, after=after, role=role, kind=kind, limit=page):
            updated = (one for one in found if one.record.kind == "updated" and not one.is_secret)
            iris = {one.version_id: one.record.iri for one in updated}
            properties = changed_properties(self._connection, iris)
            yield from (_change_of(one, properties.get(one.version_id, ())) for one in found)
            if len(found) < page:
                return
            after = found[-1].record.row

    def newly_submitted(self, most: int) -> ChangeSample:
        """The first records whose newest version is not accepted since this run, and the number of the others."""
        total = self.turned.get("submitted", 0)
        found: list[ChangeOfRun] = []
        if total and most:
            found = changes_of_run(self._connection, self.row, role="record", became="submitted", limit=most)
        shown = tuple(map(_change_of, found))
        return ChangeSample(kind="submitted", total=total, shown=shown, more=total - len(shown), unlisted=0)

    def _skipped_records(self, wanted: str | None) -> Iterator[ReportedChange]:
        """The records of a role, or all, that were skipped, as far as they may be named."""
        aside = [one for one in self._noticed[0] if one.code == _ASIDE]
        rows = records_among(self._connection, {one.focus for one in aside if one.focus}, self.row.source)
        for one in aside:
            row = rows.get(one.focus or "")
            role = "record" if row is None else row.role
            if wanted not in (None, role):
                continue
            yield ReportedChange(
                kind="quarantined",
                role=role,
                iri=one.focus,
                title=None if row is None else row.title,
                publisher=None if row is None else row.publisher,
                reason=one.message if isinstance(one.message, Message) else None,
            )

    @cached_property
    def _noticed(self) -> tuple[Sequence[Finding], int]:
        """The findings that may be shown, and the number of other findings."""
        found = run_findings(self._connection, self.row.id)
        words = {word for one in found for word in _words_of(one)}
        secret = marked_secret(self._connection, words)
        shown = [one for one in found if secret.isdisjoint(_words_of(one))] if secret else found
        return shown, len(found) - len(shown)

    def _counts_of_ledger(self) -> dict[str, dict[str, int]]:
        """The counts of a run that was broken off before it stored any, or that undid another: what it has written."""
        names = {"record": "records", "node": "nodes", "element": "elements", "catalog-record": "catalog_records"}
        return {names[role]: dict(found) for role, found in self._ledger.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsReport:
    """The runs to report on, oldest first, and the sources that have none.

    Attributes:
        batch: the number that all runs share; None if they share none.
    """

    runs: Sequence[ReportedRun]
    not_harvested: Sequence[NotHarvested] = ()
    batch: int | None = None
    _newest: dict[str, ReportedRun] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the newest run of each source: an earlier one of the same batch was tried again."""
        self._newest.update((one.row.source, one) for one in self.runs)

    @property
    def newest_runs(self) -> Sequence[ReportedRun]:
        """The newest run of each source."""
        return list(self._newest.values())

    @property
    def sources(self) -> int:
        """The number of sources, those without a run included."""
        return len(self._newest) + len(self.not_harvested)

    def total(self, role: str) -> RoleCounts:
        """The number of records of a role by outcome, of all runs."""
        counts = [one.counts(role) for one in self.runs]
        return RoleCounts(**{kind: sum(getattr(one, kind) for one in counts) for kind in CHANGE_KINDS})

    def seconds(self) -> Mapping[str, float]:
        """The seconds of each stage, of all runs; where several were at work at once, more than passed meanwhile."""
        found: dict[str, float] = {}
        for one in self.runs:
            for stage, seconds in one.report.seconds.items():
                found[stage] = found.get(stage, 0.0) + seconds
        return {stage: round(seconds, 3) for stage, seconds in found.items()}


def read_runs(
    connection: Connection,
    runs: Collection[int] = (),
    *,
    batch: int | None = None,
    source: str | None = None,
    not_harvested: Sequence[NotHarvested] = (),
    until: PastMoment | None = None,
) -> RunsReport:
    """Some runs with what they changed and why; see `Reports.runs`.

    Args:
        until: only runs that had ended at this moment, with the state that they had then.

    Raises:
        UsageError, UnknownNameError: as for `Reports.runs`.
    """
    rows = find_runs(connection, numbers=runs, batch=batch, source=source, until=until)
    batches = {row.batch for row in rows}
    names = {one.location: one.name for one in sources_of(connection)} if not_harvested else {}
    return RunsReport(
        runs=[ReportedRun(connection, row) for row in rows],
        not_harvested=tuple(replace(one, name=names.get(one.location)) for one in not_harvested),
        batch=batches.pop() if len(batches) == 1 and not runs else batch,
    )


def _change_of(change: ChangeOfRun, properties: tuple[str, ...] = ()) -> ReportedChange:
    record = change.record
    if change.is_secret:
        return ReportedChange(kind=record.kind, role=record.role, at=record.at, hold=record.hold, is_secret=True)
    violations = [one for one in change.findings if one.reported_severity == "violation"]
    return ReportedChange(
        kind=record.kind,
        role=record.role,
        iri=change.iri,
        title=record.title,
        publisher=record.publisher,
        at=record.at,
        verdict=record.verdict,
        became=record.became,
        version=record.version,
        example=violations[0] if violations else None,
        violations=len(violations),
        missing_since=change.missing_since,
        hold=record.hold,
        hold_by=None if change.hold is None else change.hold.by,
        hold_reason=None if change.hold is None else change.hold.reason,
        properties=properties,
        reason=HarvestReportsText.DELETION_WAITS() if record.kind == "missing" and change.is_deletion else None,
    )


def _words_of(finding: Finding) -> set[str]:
    """The words of a finding that may be IRIs."""
    return {word for word in (finding.focus, finding.value, *_facts(finding.message)) if word}


def _facts(fact: object) -> Iterator[str]:
    if isinstance(fact, str):
        yield fact
    elif isinstance(fact, Message):
        for one in fact.facts.values():
            yield from _facts(one)
    elif isinstance(fact, tuple):
        for one in fact:
            yield from _facts(one)
