"""The changes that one run made, with what says why, and which runs belong together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, and_, exists, func, select

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ..messages.reports import HarvestReportsText
from ..messages.store import AsOfText
from ..record.causes import HOLDS_OF
from .cause_rows import Decider, newest_deciders
from .ledger import Became, ChangedRecord, changed_records
from .moments import PastMoment, newest_row, refuse_unknown_run
from .overview import RunRow, run_rows
from .reading import read_in
from .searching import findings_of_verdicts
from .settings import newest_batch
from .stored_rows import named_source
from .tables import activities, changes, records, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOfRun:
    """One change that a run made.

    Attributes:
        record: the change with the record that it is about, with title and publisher of the version that it had then.
        iri: that the record had then; it may have been renamed since.
        version_id: key of that version.
        findings: of the profile of the run on that version, most severe first; none if the run accepted it.
        missing_since: the run since which the record is missing by now.
        is_deletion: whether its source said in that run that it deleted the record.
        hold: what the record was held by, if it was.
        is_secret: whether a source marks it as a state secret by now.
    """

    record: ChangedRecord
    iri: str
    version_id: int
    findings: tuple[Finding, ...]
    missing_since: int | None
    is_deletion: bool
    hold: Decider | None
    is_secret: bool


def find_runs(
    connection: Connection,
    *,
    numbers: Collection[int] = (),
    batch: int | None = None,
    source: str | None = None,
    until: PastMoment | None = None,
) -> list[RunRow]:
    """Some runs, oldest first: those with these numbers, those of a batch, or else of the newest batch of harvests.

    A run without a batch is one by itself; one that undid another has to be asked for by its number.

    Args:
        source: only runs of this source; the newest batch then is the newest that has any.
        until: only runs that had ended at this moment.

    Raises:
        UsageError: there is no such run or batch, or none of that source among them, or none that had ended.
        UnknownNameError: there is no such source.
    """
    if source is not None:
        named_source(connection, source)
    if numbers and batch is not None:
        raise UsageError(HarvestReportsText.RUNS_OR_BATCH(runs=tuple(map(str, sorted(numbers))), batch=batch))
    for number in sorted(numbers):
        refuse_unknown_run(connection, number)
    if batch is not None and batch > (newest_number := newest_batch(connection)):
        raise UsageError(HarvestReportsText.BATCH_UNKNOWN(batch=batch, newest=newest_number))
    if not numbers and batch is None:
        newest = _newest_harvest(connection, source, until)
        batch = newest.batch
        numbers = () if batch is not None else [newest.id]
    found = run_rows(connection, source, numbers=numbers or None, batch=batch, until=until)
    if until is not None and (open_then := set(numbers).difference(one.id for one in found)):
        _refuse_later_runs(connection, open_then, source, until)
    if not found and source is not None:
        raise UsageError(HarvestReportsText.NO_RUN_OF_SOURCE(source=source))
    if not found and until is not None:
        raise UsageError(AsOfText.AS_OF_NO_RUN(at=second_in_vietnam(until.at)))
    return found[::-1]


def _refuse_later_runs(connection: Connection, numbers: Collection[int], source: str | None, until: PastMoment) -> None:
    """Refuse runs, of all or of a source, that had not ended at a moment.

    Raises:
        UsageError: one of the numbers is that of such a run.
    """
    later = [one.id for one in run_rows(connection, numbers=numbers) if source in (None, one.source)]
    if later:
        raise UsageError(AsOfText.AS_OF_RUN_LATER(run=min(later), at=second_in_vietnam(until.at)))


def _newest_harvest(connection: Connection, source: str | None, until: PastMoment | None) -> RunRow:
    """The newest run that undid no other, of all or of a source.

    Raises:
        UsageError: there is none.
    """
    newest = run_rows(connection, source, 1, with_undos=False, until=until)
    if newest:
        return newest[0]
    if until is not None:
        raise UsageError(AsOfText.AS_OF_NO_RUN(at=second_in_vietnam(until.at)))
    raise UsageError(
        HarvestReportsText.NO_RUN() if source is None else HarvestReportsText.NO_RUN_OF_SOURCE(source=source)
    )


def count_changes_of_run(connection: Connection, run: int) -> Mapping[str, Counter[str]]:
    """The number of changes that a run made by kind, for each role of records."""
    query = (
        select(records.c.role, changes.c.kind, func.count())
        .join(records, records.c.id == changes.c.record_id)
        .where(changes.c.run_id == run)
        .group_by(records.c.role, changes.c.kind)
    )
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for role, kind, number in connection.execute(query):
        found[role][kind] += number
    return found


def changes_of_run(
    connection: Connection,
    run: RunRow,
    *,
    after: int = 0,
    role: str | None = None,
    kind: str | None = None,
    became: Became | None = None,
    limit: int | None = None,
) -> list[ChangeOfRun]:
    """The changes that a run made, in their order: all, or those of a role or kind, after a row of the ledger.

    Args:
        became: only those that turned the verdict to this one.
    """
    found = changed_records(
        connection,
        after=after,
        until=newest_row(connection),
        run=run.id,
        role=role,
        kind=kind,
        became=became,
        limit=limit,
    )
    then = _rows_then(connection, [one.row for one in found])
    submitted = [then[one.row]["version_id"] for one in found if one.verdict == "submitted"]
    findings = findings_of_verdicts(connection, submitted, run.profile)
    iris = {one.row: then[one.row]["iri"] or one.iri for one in found}
    deciders: Mapping[str, Mapping[str, Decider]] = {
        hold: newest_deciders(connection, {one.iri for one in found if one.hold == hold}, hold) for hold in HOLDS_OF
    }
    return [
        ChangeOfRun(
            record=_as_then(one, then[one.row]),
            iri=iris[one.row],
            version_id=then[one.row]["version_id"],
            findings=tuple(findings.get(then[one.row]["version_id"], ())) if one.verdict == "submitted" else (),
            missing_since=then[one.row]["missing_since"],
            is_deletion=then[one.row]["is_deletion"],
            hold=None if one.hold is None else deciders[one.hold].get(one.iri),
            is_secret=one.is_secret,
        )
        for one in found
    ]


def _rows_then(connection: Connection, rows: Sequence[int]) -> dict[int, RowMapping]:
    """The version and IRI that each row of the ledger has, and the run since which its record is missing by now.

    A publisher has the name that it has by now.
    """
    agent = records.alias("agent")
    of_change = and_(activities.c.record_id == changes.c.record_id, activities.c.run_id == changes.c.run_id)
    query = (
        select(
            changes.c.id,
            changes.c.version_id,
            changes.c.iri,
            records.c.missing_since,
            exists().where(of_change, activities.c.is_deletion.is_(True)).label("is_deletion"),
            versions.c.title,
            versions.c.publisher,
            versions.c.themes,
            agent.c.title.label("publisher_name"),
        )
        .join(records, records.c.id == changes.c.record_id)
        .join(versions, versions.c.id == changes.c.version_id)
        .outerjoin(agent, and_(agent.c.source_id == records.c.source_id, agent.c.iri == versions.c.publisher))
    )
    return {row.id: row._mapping for row in read_in(connection, query, changes.c.id, rows)}


def _as_then(record: ChangedRecord, row: RowMapping) -> ChangedRecord:
    """A change with title and publisher of the version that the record had then."""
    if row["themes"] is None:  # a version from before schema 0008, which does not know them
        return record
    return replace(record, title=row["title"], publisher=row["publisher_name"] or row["publisher"])
