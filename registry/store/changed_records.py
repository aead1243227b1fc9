"""Changes since a moment: rows of the ledger with the records they are about, and their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Select, and_, case, func, null, select

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.vietnam_time import day_in_vietnam

from .moments import Moment, newest_row
from .reading import row_limit, value_from_row
from .searching import verdict_name
from .secret_words import is_secret
from .tables import changes, records, sources, versions

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
