"""Keep rows as they were: before a row is overwritten or deleted, it is copied to the table of former rows.

No statement that writes has to say so, so that none can forget to. At the end of each transaction that changed anything
of it there is a moment; a former row has the moment from which on it was another one. A row that was added later than
a moment has a greater key than the newest of then, and no key is given twice.

Source of the rules: docs/decisions/0073-as-of.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Delete, Engine, Table, Update, event, exists, func, insert, literal, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BindParameter

from .clock import now
from .tables import PAST, metadata, moments

UNKEPT: Final = "danhmuc_unkept"
"""Option of a statement: the rows that it overwrites are not worth keeping."""
_MOMENT: Final = "danhmuc_moment"
"""Option of a writing connection: the moment that its transaction makes."""

BOUNDED: Final = ("source_changes", "runs", "vocabularies", "vocabulary_uses")
"""Tables whose rows stay as they are, and are seen from the moment on at which they were added."""
ENDING: Final = "element_decisions"
"""The table whose rows say themselves from when until when they hold; moments of earlier releases do not count them."""


@dataclass(slots=True)
class WritingMoment:
    """The moment that a writing transaction makes, if it changes anything.

    Attributes:
        newest: the newest key of each table in which it has given keys; shared with who gives them.
        id: its number; 0 as long as nobody has asked for it.
        before: the newest key of each table at the moment before it.
        is_made: whether there is such a moment, whatever keys were given.
    """

    newest: dict[str, int] = field(default_factory=dict)
    id: int = 0
    at: str = ""
    before: dict[str, int] = field(default_factory=dict)
    is_made: bool = False

    @classmethod
    def options(cls, newest: dict[str, int]) -> dict[str, Any]:
        """The option of a writing connection."""
        return {_MOMENT: cls(newest)}

    def begin(self, connection: Connection) -> None:
        """Look up the moment before, once."""
        if self.id:
            return
        last = connection.execute(select(moments).order_by(moments.c.id.desc()).limit(1)).first()
        if last is None:
            self.id = 1
        else:
            self.id, self.at, self.before = last.id + 1, last.at, json.loads(last.newest)


def keep_past(writers: Engine) -> None:
    """Let all statements of writing connections keep what they overwrite."""
    event.listen(writers, "before_execute", _keep_rows)


def this_moment(connection: Connection) -> int:
    """The number of the moment that this writing transaction makes, which it makes from now on in any case."""
    moment = _moment_of(connection)
    assert moment is not None, "only a writing transaction makes a moment"
    moment.begin(connection)
    moment.is_made = True
    return moment.id


def end_moment(connection: Connection) -> None:
    """Write the moment of a transaction that changed something; the last that it does."""
    moment = _moment_of(connection)
    if moment is None or not (moment.is_made or moment.newest):
        return
    moment.begin(connection)
    before = {name: moment.before.get(name, 0) for name in (*PAST, *BOUNDED)}
    before[ENDING] = _newest_before(connection, moment)
    newest = {name: max(key, moment.newest.get(name, 0)) for name, key in before.items()}
    if moment.is_made or newest != before:
        row = {"id": moment.id, "at": max(moment.at, now()), "newest": json.dumps(newest, sort_keys=True)}
        connection.execute(insert(moments), [row])


def newest_key_before(connection: Connection, name: str) -> int | None:
    """The newest key of a table before this writing transaction; None if that gave none."""
    moment = _moment_of(connection)
    if moment is None or name not in moment.newest:
        return None
    moment.begin(connection)
    return moment.before.get(name, 0)


def _newest_before(connection: Connection, moment: WritingMoment) -> int:
    """The newest key of the decisions at the moment before, also where that does not have it."""
    if ENDING in moment.before:
        return moment.before[ENDING]
    own = metadata.tables[ENDING].c.id
    return 0 if ENDING in moment.newest else connection.scalar(select(func.max(own))) or 0


def newest_keys_then(connection: Connection) -> dict[str, int]:
    """The newest key of each table at the last moment: no later row may have one of these, though it be free again."""
    found = connection.scalar(select(moments.c.newest).order_by(moments.c.id.desc()).limit(1))
    keys: dict[str, int] = {} if found is None else json.loads(found)
    return keys


def _moment_of(connection: Connection) -> WritingMoment | None:
    moment: WritingMoment | None = connection.get_execution_options().get(_MOMENT)
    return moment


def _keep_rows(
    connection: Connection,
    statement: Any,
    many: list[dict[str, Any]] | None,
    one: Mapping[str, Any] | None,
    options: Mapping[str, Any],
) -> None:
    """Copy the rows that a statement is about to overwrite or delete, as they were at the moment before."""
    if not isinstance(statement, Update | Delete) or options.get(UNKEPT):
        return
    table = statement.table
    if not isinstance(table, Table) or table.metadata is not metadata or table.name not in PAST:
        return
    moment = _moment_of(connection)
    if moment is None:
        return
    moment.begin(connection)
    newest = moment.before.get(table.name, 0)
    if newest == 0:
        return  # nothing was there at the moment before
    past = PAST[table.name]
    names = [column.name for column in table.c]
    is_kept = exists(select(past.c.id).where(past.c.id == table.c.id, past.c.moment == moment.id))
    query = select(*table.c, literal(moment.id)).where(table.c.id <= newest, ~is_kept)
    asked: set[str] = set()
    if statement.whereclause is not None:
        query = query.where(statement.whereclause)
        binds = (part for part in visitors.iterate(statement.whereclause) if isinstance(part, BindParameter))
        asked = {bind.key for bind in binds}
    rows: list[Mapping[str, Any]] = [*many] if many else [one or {}]
    given = [{name: value for name, value in row.items() if name in asked} for row in rows]
    kept = connection.execute(insert(past).from_select([*names, "moment"], query), given)
    moment.is_made = moment.is_made or kept.rowcount != 0
