"""The state of a registry for feeds: while it is the same, the same leaves, whatever was harvested since.

It is read at the ends of tables, so that it costs the same however much they hold: a table has changed if its newest
row is another one, or the newest of its former rows (`past_rows`). What danhmuc did not write is not noticed.

Source of the rules: docs/decisions/0051-feeds.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, func, select

from .settings import PASSING
from .tables import (
    PAST,
    element_decisions,
    memberships,
    metadata,
    moments,
    registrations,
    runs,
    settings,
    source_changes,
    spellings,
    verdicts,
    vocabularies,
    vocabulary_uses,
)

_GROWING: Final = (source_changes, spellings, vocabularies, vocabulary_uses, element_decisions)
NOTED: Final = frozenset({*PAST, *(table.name for table in _GROWING), settings.name, moments.name})
"""Tables whose changes make another state."""
FOLLOWING: Final = {
    "findings": "they come with a verdict, and go with what the settings say of pruning",
    "graphs": "they come with a version, and go likewise",
    "profiles": "they come with a verdict",
    "runs": "they say when a source was harvested, which is compared by itself",
    "secret_records": "they follow from bars, causes and names, in the same transaction",
    "schema_links": "they come with a version",
    "texts": "they come with a finding",
}
"""Tables that a feed is made of, too, and why they say no more than the others."""


def feed_state(connection: Connection) -> list[list[object]]:
    """All that tells a state of the registry from another one, as JSON has it."""
    return [[name, *row] for name, row in _parts(connection)]


def _parts(connection: Connection) -> Iterator[tuple[str, Iterable[object]]]:
    for name, value in connection.execute(select(settings).where(settings.c.name.not_in(PASSING)).order_by("name")):
        yield name, [value]
    for table in (*(metadata.tables[name] for name in PAST), *_GROWING):
        columns = [column for column in table.c if not isinstance(column.type, LargeBinary)]
        yield table.name, _first_row(connection, select(*columns).order_by(table.c.id.desc()))
        if (past := PAST.get(table.name)) is not None:
            newest = select(func.max(past.c.moment)).scalar_subquery()
            yield past.name, _first_row(connection, select(moments.c.id, moments.c.at).where(moments.c.id == newest))
    # Decisions about elements end in their rows, and have no former ones.
    ended = element_decisions.c.until
    yield "ended", connection.execute(select(func.count(ended), func.max(ended))).one()
    # A membership says no time, and its keys may be given again where a file was put back.
    newest = select(memberships.c.first_run).order_by(memberships.c.id.desc()).limit(1).scalar_subquery()
    yield "listed", _first_row(connection, select(runs.c.started_at).where(runs.c.id == newest))


def _first_row(connection: Connection, query: Select[Any]) -> Iterable[object]:
    row = connection.execute(query.limit(1)).first()
    return () if row is None else tuple(row)


def last_day_alike(connection: Connection, day: date, *, by_verdict: bool) -> date | None:
    """The last day on which registrations hold as on a day, if nobody decides anything; None if it is every later one.

    Args:
        by_verdict: whether the days of verdicts count, too: a state that is computed needs one that holds.
    """
    spans = [(registrations.c.effective_from, registrations.c.effective_until, registrations.c.until.is_(None))]
    if by_verdict:
        spans.append((verdicts.c.since, verdicts.c.until, verdicts.c.until_at.is_(None)))
    found = [turn for span in spans for turn in _turns(connection, day, *span)]
    return min(found, default=None)


def _turns(
    connection: Connection,
    day: date,
    start: ColumnElement[str | None],
    end: ColumnElement[str | None],
    is_in_force: ColumnElement[bool],
) -> Iterator[date]:
    """The day before the first of some spans begins, and that on which the first ends, of those that are to come."""
    written = day.isoformat()
    begins = connection.scalar(select(func.min(start)).where(is_in_force, start > written))
    ends = connection.scalar(select(func.min(end)).where(is_in_force, end >= written))
    if begins is not None:
        yield date.fromisoformat(begins) - timedelta(days=1)
    if ends is not None:
        yield date.fromisoformat(ends)
