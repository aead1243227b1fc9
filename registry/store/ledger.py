"""The ledger of changes: one row for each change of what the registry shows of a record, in the order they were made.

Rows are only ever added. A row is found by comparing what is shown now with the newest row of the record, so that
nothing that writes has to say what it changed, and nothing unchanged has a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, false, func, null, or_, select

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.vietnam_time import day_in_vietnam

from ..messages.store import StoreText
from .clock import now
from .database import RegistryDatabase
from .moments import Moment, newest_row
from .reading import at_most, row_by_row, row_limit, slices, value_from_row
from .searching import verdict_name
from .secret_words import is_secret
from .tables import changes, is_verdict, records, sources, verdicts, versions
from .verdict_rows import is_storable

# ---------------------------------------------------------------- ledger

_BEHIND: Final = timedelta(hours=1)
"""A clock that is further behind the newest row is wrong, or was wrong when that row was written."""
_PAGE: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """One row of the ledger: what the registry showed of a record from then on.

    Attributes:
        id: number of the row; later rows have greater ones.
        source: name of the record's source.
        run: run that made the change; None for an edit, a validation or a migration.
        at: time of the change, UTC; never before that of an earlier row.
        by: who made it.
        iri: of the record now.
        kind: ``recorded`` (first row of a record that is older than the ledger), ``created``, ``updated``,
            ``missing``, ``reappeared``, ``withdrawn``, ``deleted`` (withdrawn because its source says that it deleted
            it), ``withheld``, ``held``, ``purged``, ``released`` (from any of these), ``renamed``, or ``verdict`` (only
            the verdict changed).
        presence: ``present``, ``missing`` or ``withdrawn``.
        hold: what keeps the record from leaving: ``withheld``, ``held``, ``purged``, or None.
        version: number of its newest version.
        accepted: whether the profile of the source accepts that version; None if it is not validated.
        reason: reason that a person gave.
        iri_then: IRI that the record had then, if it was renamed since.
        former_iri: of ``renamed``: the IRI that the record had before.
    """

    id: int
    iri: str
    source: str
    run: int | None
    at: str
    by: str
    kind: str
    presence: str
    version: int
    accepted: bool | None
    reason: str | None
    hold: str | None
    iri_then: str | None = None
    former_iri: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The change as JSON has it."""
        return json_members(self, self.__slots__)


class RecordedState(NamedTuple):
    """The state of a record: its presence, its newest version, whether its source's profile accepts that, its hold."""

    presence: str
    version_id: int
    accepted: bool | None
    hold: str | None


def change_time(connection: Connection) -> str:
    """The time of a change made now: never before the newest row of the ledger.

    Raises:
        RegistryError: the clock of this machine is more than an hour behind the newest row.
    """
    moment = now()
    newest = connection.scalar(select(changes.c.at).order_by(changes.c.id.desc()).limit(1))
    if newest is None or newest <= moment:
        return moment
    if datetime.fromisoformat(newest) - datetime.fromisoformat(moment) > _BEHIND:
        raise RegistryError(StoreText.CLOCK_BEHIND(now=moment, newest=newest))
    return str(newest)


def write_changes(
    database: RegistryDatabase,
    connection: Connection,
    *,
    source_id: int,
    record_ids: Collection[int] | None = None,
    run: int | None,
    by: str,
    kind: str | None = None,
    reason: str | None = None,
) -> None:
    """Add a row for each of these records, or each record of the source, that is shown otherwise than its newest row.

    Args:
        kind: kind of the change, if the states before and after do not say it.

    Raises:
        RegistryError: the clock of this machine is more than an hour behind the newest row.
    """
    of_source = {"source": source_id}
    if record_ids is None:
        with row_by_row(connection):
            rows = connection.execute(_differing_query(), of_source).all()
    else:
        query = _differing_among_query()
        pages = slices(sorted(record_ids))
        rows = [row for some in pages for row in connection.execute(query, {**of_source, "records": some})]
    if not rows:
        return
    at = change_time(connection)
    ids = database.next_ids(connection, changes)
    connection.execute(
        changes.insert(),
        [
            {
                "id": next(ids),
                "record_id": row.id,
                "run_id": run,
                "at": at,
                "by": by,
                "kind": kind or _kind(row),
                "presence": row.presence,
                "version_id": row.version_id,
                "accepted": row.accepted,
                "reason": reason,
                "hold": row.hold,
            }
            for row in rows
        ],
    )


def write_rename(
    database: RegistryDatabase, connection: Connection, record_id: int, former_iri: str, *, by: str, reason: str
) -> None:
    """Add a row for a record that has another IRI from now on, and otherwise is as it is shown.

    Raises:
        RegistryError: the clock of this machine is more than an hour behind the newest row.
    """
    row = connection.execute(_states_query().where(records.c.id == record_id)).one()
    values = {
        "id": next(database.next_ids(connection, changes)),
        "record_id": record_id,
        "run_id": None,
        "at": change_time(connection),
        "by": by,
        "kind": "renamed",
        "presence": row.presence,
        "version_id": row.version_id,
        "accepted": row.accepted,
        "reason": reason,
        "hold": row.hold,
        "former_iri": former_iri,
    }
    connection.execute(changes.insert(), [values])


def _states_query() -> Select[Any]:
    """The state of each record as the registry shows it."""
    return (
        select(
            records.c.id,
            records.c.iri,
            records.c.presence,
            records.c.version_id,
            verdicts.c.accepted,
            records.c.hold,
        )
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
    )


@cache
def _differing_query() -> Select[Any]:
    """The records of a source that are shown otherwise than their newest row of the ledger, with the columns of both.

    The key of the source is a parameter.
    """
    return _all_differing_query().where(records.c.source_id == bindparam("source")).order_by(records.c.id)


def _all_differing_query() -> Select[Any]:
    """The same of all sources, in no order; the database compares, since it need not hold all records."""
    newest = changes.alias("newest")
    newest_id = (
        select(func.max(changes.c.id)).where(changes.c.record_id == records.c.id).correlate(records).scalar_subquery()
    )
    return (
        _states_query()
        .add_columns(
            newest.c.id.label("row_id"),
            newest.c.presence.label("row_presence"),
            newest.c.version_id.label("row_version_id"),
            newest.c.hold.label("row_hold"),
        )
        .outerjoin(newest, newest.c.id == newest_id)
        .where(
            or_(
                newest.c.id.is_(None),
                newest.c.presence.is_distinct_from(records.c.presence),
                newest.c.hold.is_distinct_from(records.c.hold),
                newest.c.version_id.is_distinct_from(records.c.version_id),
                newest.c.accepted.is_distinct_from(verdicts.c.accepted),
            )
        )
    )


@cache
def _differing_among_query() -> Select[Any]:
    """The same among some records, whose keys are a parameter, too."""
    return _differing_query().where(records.c.id.in_(bindparam("records", expanding=True)))


def _kind(row: Row[Any]) -> str:
    if row.row_id is None:
        return "created"
    if row.row_presence != row.presence:
        return "reappeared" if row.presence == "present" else str(row.presence)
    if row.row_hold == "held" and row.hold is None and row.row_version_id != row.version_id:
        return "updated"  # the source says something else, and that is applied
    if row.row_hold != row.hold:
        return "released" if row.hold is None else str(row.hold)
    return "updated" if row.row_version_id != row.version_id else "verdict"


def recorded_changes(
    connection: Connection, *, iri: str | None, source: str | None, run: int | None, after: int, limit: int | None
) -> list[RecordedChange]:
    """Rows of the ledger in their order: all, or those of an IRI, a source, a run, or after a row."""
    query = (
        select(
            changes.c.id,
            records.c.iri,
            sources.c.name.label("source"),
            changes.c.run_id.label("run"),
            changes.c.at,
            changes.c.by,
            changes.c.kind,
            changes.c.presence,
            versions.c.number.label("version"),
            changes.c.accepted,
            changes.c.reason,
            changes.c.hold,
            changes.c.iri.label("iri_then"),
            changes.c.former_iri,
        )
        .join(records, records.c.id == changes.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == changes.c.version_id)
        .where(changes.c.id > at_most(after))
        .order_by(changes.c.id)
        .limit(row_limit(limit))
    )
    if iri is not None:
        # Also by an IRI that the record had before it was renamed.
        renamed = select(changes.c.record_id).where(or_(changes.c.iri == iri, changes.c.former_iri == iri))
        query = query.where(or_(records.c.iri == iri, records.c.id.in_(renamed)))
    for column, value in ((sources.c.name, source), (changes.c.run_id, at_most(run))):
        if value is not None:
            query = query.where(column == value)
    if not (is_storable(iri) and is_storable(source)):
        query = query.where(false())
    return [RecordedChange(**row) for row in connection.execute(query).mappings()]


def recorded_states(connection: Connection, *, until: int | None = None) -> dict[int, RecordedState]:
    """The state of each record by its key, as the rows of the ledger give it, replayed up to one of them or all.

    Of a record that was renamed later, which were two records until then, that of the one that changed last; see
    `recorded_descriptions`.
    """
    query = select(changes.c.record_id, changes.c.presence, changes.c.version_id, changes.c.accepted, changes.c.hold)
    if until is not None:
        query = query.where(changes.c.id <= until)
    rows = connection.execute(query.order_by(changes.c.id).execution_options(yield_per=_PAGE))
    return {key: RecordedState(*state) for key, *state in rows}


def recorded_descriptions(connection: Connection, *, until: int | None = None) -> dict[tuple[int, str], RecordedState]:
    """The state of each record by the key of its source and the IRI it had, replayed up to a row of the ledger or all.

    Until it is renamed, a record and what becomes one with it are two.
    """
    query = select(
        records.c.source_id,
        func.coalesce(changes.c.iri, records.c.iri),
        changes.c.former_iri,
        changes.c.presence,
        changes.c.version_id,
        changes.c.accepted,
        changes.c.hold,
    ).join(records, records.c.id == changes.c.record_id)
    if until is not None:
        query = query.where(changes.c.id <= until)
    found: dict[tuple[int, str], RecordedState] = {}
    for source, iri, former, *state in connection.execute(query.order_by(changes.c.id)):
        if former is not None:
            found.pop((source, former), None)
        found[source, iri] = RecordedState(*state)
    return found


def ledger_problems(connection: Connection) -> Iterator[Message]:
    """Problems of the ledger: its newest rows must be what the registry shows, and its times must never go back."""
    before = ""
    times = select(changes.c.id, changes.c.at).order_by(changes.c.id).execution_options(yield_per=_PAGE)
    for row, at in connection.execute(times):
        if at < before:
            yield StoreText.LEDGER_TIME_BACK(row=row, at=at, before=before)
        before = max(before, at)
    for row in connection.execute(_all_differing_query().order_by(records.c.iri, records.c.id)):
        yield StoreText.LEDGER_DIFFERS(iri=row.iri)


# ---------------------------------------------------------------- changed records
# Changes since a moment: rows of the ledger with the records they are about, and their counts.

CHANGE_KINDS: Final = (
    "created",
    "updated",
    "missing",
    "reappeared",
    "withdrawn",
    "deleted",
    "withheld",
    "held",
    "purged",
    "released",
    "renamed",
    "verdict",
    "recorded",
)
"""Kinds of changes, in the order in which people ask for them."""

Became = Literal["accepted", "submitted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRecord:
    """One row of the ledger with the record that it is about.

    Attributes:
        row: number of the row in the ledger.
        title, publisher: of the record now; `publisher` is its name if the source describes it, else its IRI.
        kind, at, by, run, presence, hold, version, reason: see `RecordedChange`.
        verdict: ``accepted`` or ``submitted``; None if it is not validated.
        became: the verdict, if the change turned it.
        is_secret: whether a source marks it as a state secret by now, so that a list does not have its words.
    """

    row: int
    iri: str
    source: str
    role: str
    title: str | None
    publisher: str | None
    kind: str
    at: str
    by: str
    run: int | None
    presence: str
    hold: str | None
    version: int
    verdict: Became | None
    became: Became | None
    reason: str | None
    is_secret: bool = False

    def as_dict(self) -> dict[str, object]:
        """The change as JSON has it."""
        names = [name for name in self.__slots__ if name != "is_secret"]
        return {**json_members(self, names), "secret": self.is_secret}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCount:
    """The number of changes of one kind in one source, of one publisher's records.

    Attributes:
        publisher: its IRI; None for records without one.
        became: the verdict, if these changes turned it.
    """

    source: str
    publisher: str | None
    publisher_name: str | None
    kind: str
    became: Became | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCounts:
    """The counts of changes since a moment.

    Attributes:
        until: the newest row of the ledger that is counted.
        records: number of records that changed, each once.
        others: number of changes of node records and catalogue records, which are not in the other counts.
        rows: the counts, by source, publisher and kind.
    """

    since: Moment
    until: int
    records: int
    others: int
    rows: tuple[ChangeCount, ...]

    @property
    def changes(self) -> int:
        """The number of changes."""
        return sum(row.count for row in self.rows)

    def by_kind(self) -> Mapping[str, int]:
        """The number of changes by kind, those kinds that there are."""
        return _by_kind(self.rows)

    def became(self, verdict: Became) -> int:
        """The number of changes that turned the verdict to this one."""
        return sum(row.count for row in self.rows if row.became == verdict)

    def by_source(self) -> Mapping[str, Mapping[str, int]]:
        """The number of changes by source and kind, most changes first."""
        groups: dict[str, list[ChangeCount]] = {}
        for row in self.rows:
            groups.setdefault(row.source, []).append(row)
        order = sorted(groups, key=lambda name: (-_sum(groups[name]), name))
        return {name: _by_kind(groups[name]) for name in order}

    def by_publisher(self) -> Mapping[str | None, Mapping[str, int]]:
        """The number of changes by IRI of the publisher and kind, most changes first, without publisher last."""
        groups: dict[str | None, list[ChangeCount]] = {}
        for row in self.rows:
            groups.setdefault(row.publisher, []).append(row)
        order = sorted(groups, key=lambda iri: (iri is None, -_sum(groups[iri]), iri or ""))
        return {iri: _by_kind(groups[iri]) for iri in order}

    def publisher_names(self) -> Mapping[str, str]:
        """Names of the publishers by IRI, as the first source has them that does."""
        names: dict[str, str] = {}
        for row in self.rows:
            if row.publisher is not None and row.publisher_name is not None:
                names.setdefault(row.publisher, row.publisher_name)
        return names

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them."""
        names = self.publisher_names()
        return {
            "since": {"asked": self.since.text, "row": self.since.row, "at": self.since.at},
            "until": {"row": self.until},
            "changes": self.changes,
            "records": self.records,
            "others": self.others,
            "by_kind": dict(self.by_kind()),
            "became": {"accepted": self.became("accepted"), "submitted": self.became("submitted")},
            "by_source": [{"source": name, **kinds} for name, kinds in self.by_source().items()],
            "by_publisher": [
                {"publisher": iri, "name": names.get(iri or ""), **kinds} for iri, kinds in self.by_publisher().items()
            ],
        }


def changed_records(
    connection: Connection,
    *,
    after: int,
    until: int,
    source: str | None = None,
    publisher: str | None = None,
    role: str | None = "record",
    run: int | None = None,
    kind: str | None = None,
    became: Became | None = None,
    limit: int | None = None,
) -> list[ChangedRecord]:
    """The changes of records between two rows of the ledger, the first one excluded, in their order.

    Args:
        role: None for all.
        run: only changes that this run made.
        kind: only changes of this kind.
        became: only changes that turned the verdict to this one.
    """
    query = _changes_query(after, until, source)
    if publisher is not None:
        query = query.where(records.c.publisher == publisher)
    for column, value in ((records.c.role, role), (changes.c.run_id, run), (changes.c.kind, kind)):
        if value is not None:
            query = query.where(column == value)
    if became is not None:
        query = query.where(query.selected_columns.became == became)
    rows = connection.execute(query.order_by(changes.c.id).limit(row_limit(limit))).mappings().all()
    return [
        value_from_row(
            ChangedRecord,
            row,
            publisher=row["publisher_name"] or row["publisher"],
            verdict=verdict_name(row["accepted"]),
            is_secret=bool(row["is_secret"]),
        )
        for row in rows
    ]


def count_turned(connection: Connection, run: int) -> Mapping[str, int]:
    """The number of records whose verdict a run turned, by the verdict that they have since."""
    query = _changes_query(0, newest_row(connection), None)
    found = query.where(records.c.role == "record", changes.c.run_id == run).subquery()
    turned = select(found.c.became, func.count(found.c.record_id.distinct())).where(found.c.became.is_not(None))
    return {verdict: int(number) for verdict, number in connection.execute(turned.group_by(found.c.became))}


def count_changes(
    connection: Connection, *, since: Moment, until: int, source: str | None = None, publisher: str | None = None
) -> ChangeCounts:
    """The counts of changes since a moment, up to a row of the ledger."""
    found = _counted_query(since.row, until, source, publisher).subquery()
    group = (found.c.source, found.c.publisher, found.c.publisher_name, found.c.kind, found.c.became)
    query = select(*group, func.count().label("count")).where(found.c.role == "record").group_by(*group)
    rows = [ChangeCount(**row) for row in connection.execute(query).mappings()]
    distinct = select(func.count(found.c.record_id.distinct())).where(found.c.role == "record")
    others = select(func.count()).where(found.c.role != "record")
    return ChangeCounts(
        since=since,
        until=until,
        records=connection.execute(distinct).scalar_one(),
        others=connection.execute(others).scalar_one(),
        rows=tuple(sorted(rows, key=lambda row: (row.source, row.publisher or "", row.kind, row.became or ""))),
    )


def count_by_month(
    connection: Connection, *, after: int, until: int, source: str | None = None, publisher: str | None = None
) -> dict[str, dict[str, int]]:
    """The number of changes of records by kind, by month in Viet Nam; no month between two is left out."""
    found = _counted_query(after, until, source, publisher).subquery()
    # Times are UTC; by the hour they fit into the months of any zone of whole hours.
    hour = func.substr(found.c.at, 1, 13)
    query = select(hour, found.c.kind, func.count()).where(found.c.role == "record").group_by(hour, found.c.kind)
    months: dict[str, Counter[str]] = {}
    for at, kind, count in connection.execute(query):
        month = day_in_vietnam(f"{at}:00:00+00:00")[:7]
        months.setdefault(month, Counter())[kind] += count
    return {month: dict(months.get(month, {})) for month in _months_between(min(months), max(months))} if months else {}


def _months_between(first: str, last: str) -> Iterator[str]:
    year, month = map(int, first.split("-"))
    while (name := f"{year:04}-{month:02}") <= last:
        yield name
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _counted_query(after: int, until: int, source: str | None, publisher: str | None) -> Select[Any]:
    """The query of `_changes_query`, also of one publisher alone."""
    query = _changes_query(after, until, source)
    return query if publisher is None else query.where(records.c.publisher == publisher)


def _changes_query(after: int, until: int, source: str | None) -> Select[Any]:
    """Rows of the ledger with their records, and the verdict if they turned it."""
    agent, before, earlier = records.alias("agent"), changes.alias("before"), changes.alias("earlier")
    before_id = (
        select(func.max(earlier.c.id))
        .where(earlier.c.record_id == changes.c.record_id, earlier.c.id < changes.c.id)
        .correlate(changes)
        .scalar_subquery()
    )
    turned = before.c.accepted.is_distinct_from(changes.c.accepted)
    became = case(
        (and_(turned, changes.c.accepted), "accepted"), (and_(turned, ~changes.c.accepted), "submitted"), else_=null()
    )
    query = (
        select(
            changes.c.id.label("row"),
            changes.c.record_id,
            changes.c.kind,
            changes.c.at,
            changes.c.by,
            changes.c.run_id.label("run"),
            changes.c.presence,
            changes.c.hold,
            changes.c.accepted,
            changes.c.reason,
            versions.c.number.label("version"),
            records.c.iri,
            records.c.role,
            records.c.title,
            records.c.publisher,
            is_secret().label("is_secret"),
            agent.c.title.label("publisher_name"),
            sources.c.name.label("source"),
            became.label("became"),
        )
        .join(records, records.c.id == changes.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == changes.c.version_id)
        .outerjoin(before, before.c.id == before_id)
        .outerjoin(agent, and_(agent.c.source_id == records.c.source_id, agent.c.iri == records.c.publisher))
        .where(changes.c.id > after, changes.c.id <= until)
    )
    return query if source is None else query.where(sources.c.name == source)


def _by_kind(rows: Iterable[ChangeCount]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.kind] += row.count
    return {kind: counts[kind] for kind in (*CHANGE_KINDS, *sorted(counts.keys() - {*CHANGE_KINDS})) if counts[kind]}


def _sum(rows: Iterable[ChangeCount]) -> int:
    return sum(row.count for row in rows)
