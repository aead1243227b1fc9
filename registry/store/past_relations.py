"""The past as temporary relations: each has the name of a table, and the rows that the table had at a moment.

On both databases a temporary relation goes before a table of its name, so that whatever reads the registry reads it as
it was then, by the same statements. A table of which no row was overwritten since is a view of its older rows; another
one is copied, where one source is asked for without what others have. Graphs, findings and texts are never overwritten,
so that they are read where they are.

Source of the rules: docs/decisions/0073-as-of.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    case,
    exists,
    false,
    literal,
    or_,
    select,
    text,
    union,
    union_all,
)
from sqlalchemy.schema import CreateIndex, Index
from sqlalchemy.sql import expression

from .past_moments import PastMoment
from .past_rows import BOUNDED
from .tables import PAST, metadata, search_texts

__all__ = ["show_as_of"]

_PUBLIC: Final = "0000"
_SCOPED: Final = ("records", "versions", "verdicts", "links", "memberships", "changes", "renewals")
"""Tables of which those rows alone are copied that one source needs; in this order."""
_SCHEMAS: Final = {
    "sqlite": "SELECT 'main'",
    "postgresql": """SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE pg_class.oid = to_regclass('records')""",
}
"""Queries of the schema in which the tables are."""


def show_as_of(connection: Connection, moment: PastMoment, source_id: int | None = None) -> None:
    """Let a connection see the registry as it was at a moment, until it is closed.

    Marks of secrecy are those of then and those of today, and what is purged today is purged: neither has a past.

    Args:
        source_id: the only source that is asked about, if not all are; of others there is what bars its records.
    """
    schema = str(connection.scalar(text(_SCHEMAS[connection.dialect.name])))
    past = _Past(connection, schema, moment, source_id)
    for name in (*_SCOPED, *(name for name in (*PAST, *BOUNDED) if name not in _SCOPED)):
        past.show(name)
    past.hide(search_texts)


class _Past:
    """The tables of a schema, and what to show in their place."""

    def __init__(self, connection: Connection, schema: str, moment: PastMoment, source_id: int | None) -> None:
        self._connection = connection
        self._moment = moment
        self._source_id = source_id
        tables = MetaData()
        self._tables = {table.name: table.to_metadata(tables, schema=schema) for table in metadata.tables.values()}

    def show(self, name: str) -> None:
        """Show a table as it was."""
        own = self._tables[name]
        if name == "bars":
            self._copy(own, union(select(*own.c), select(self._rows(own).subquery())))
        elif not self._has_changed(name):
            self._view(own, self._is_known(own))
        elif self._source_id is None or name not in _SCOPED:
            self._copy(own, self._rows(own))
        else:
            self._copy(own, self._rows(own, self._scope_of(name)))

    def hide(self, table: Table) -> None:
        """Show a table without rows."""
        self._view(self._tables[table.name], false())

    def _has_changed(self, name: str) -> bool:
        if name not in PAST:
            return False
        past = self._tables[PAST[name].name]
        return self._connection.execute(select(past.c.id).where(self._is_later(past)).limit(1)).first() is not None

    def _is_known(self, table: Table) -> ColumnElement[bool]:
        """The condition that a row was there at the moment."""
        return table.c.id <= self._moment.newest.get(table.name, 0)

    def _is_later(self, past: Any) -> ColumnElement[bool]:
        return past.c.moment > self._moment.id  # type: ignore[no-any-return]

    def _rows(self, table: Table, scope: _Scope | None = None) -> Any:
        """The rows of a table as they were: those that nobody has overwritten since, and those before they were."""
        past = self._tables[PAST[table.name].name]
        before, later = past.alias("before"), past.alias("later")
        names = [column.name for column in table.c]
        is_overwritten = exists(select(later.c.id).where(later.c.id == table.c.id, self._is_later(later)))
        is_first = ~exists(
            select(later.c.id).where(
                later.c.id == before.c.id, self._is_later(later), later.c.moment < before.c.moment
            )
        )
        still = select(*self._columns(table, table)).where(self._is_known(table), ~is_overwritten)
        former = select(*self._columns(table, before)).where(
            self._is_later(before), before.c.id <= self._moment.newest.get(table.name, 0), is_first
        )
        if scope is not None:
            still, former = still.where(scope(table)), former.where(scope(before))
        assert [column.name for column in still.selected_columns] == names
        return union_all(still, former)

    def _columns(self, table: Table, rows: Any) -> Iterator[ColumnElement[Any]]:
        """The columns of some rows of a table; what is purged today was never anything else."""
        for column in table.c:
            found = rows.c[column.name]
            if (table.name, column.name) == ("records", "hold"):
                purged = select(table.c.id).where(table.c.hold == "purged")
                found = case((rows.c.id.in_(purged), literal("purged")), else_=found).label("hold")
            yield found

    def _scope_of(self, name: str) -> _Scope:
        return _Scope(name, self._tables, self._source_id or 0)

    def _view(self, table: Table, condition: ColumnElement[bool]) -> None:
        self._create("VIEW", table, select(*table.c).where(condition))

    def _copy(self, table: Table, rows: Any) -> None:
        self._create("TABLE", table, rows)
        for index in _indexes_of(table):
            self._connection.execute(CreateIndex(index))
        if self._connection.dialect.name == "postgresql":
            # Nothing else tells its planner how many rows a temporary table has.
            self._connection.exec_driver_sql(f'ANALYZE "{table.name}"')

    def _create(self, kind: str, table: Table, rows: Select[Any] | Any) -> None:
        query = rows.compile(self._connection, compile_kwargs={"literal_binds": True})
        self._connection.exec_driver_sql(f'CREATE TEMPORARY {kind} "{table.name}" AS {query}')


class _Scope:
    """The rows of a table that one source needs, among those of a table or of former rows."""

    def __init__(self, name: str, tables: Mapping[str, Table], source_id: int) -> None:
        self._name = name
        self._tables = tables
        self._source_id = source_id

    def __call__(self, rows: Any) -> ColumnElement[bool]:
        """The condition."""
        if self._name == "records":
            return self._is_wanted_record(rows)
        if self._name in ("links", "memberships"):
            return rows.c.source_id == self._source_id  # type: ignore[no-any-return]
        # What was shown before it is in the temporary relation by now.
        owner = "versions" if self._name == "verdicts" else "records"
        shown = select(expression.table(owner, expression.column("id")).c.id)
        return rows.c[f"{owner.removesuffix('s')}_id"].in_(shown)  # type: ignore[no-any-return]

    def _is_wanted_record(self, rows: Any) -> ColumnElement[bool]:
        """Whether a record is of the source, or may bar one of its own, or is listed by one of its catalogues."""
        versions, memberships = self._tables["versions"], self._tables["memberships"]
        restricted = select(versions.c.id).where(versions.c.publicity > _PUBLIC)
        listed = select(memberships.c.target).where(memberships.c.source_id == self._source_id)
        return or_(
            rows.c.source_id == self._source_id,
            rows.c.presence.not_in(("present", "missing")),
            rows.c.hold.is_not(None),
            rows.c.version_id.in_(restricted),
            rows.c.iri.in_(listed),
        )


def _indexes_of(table: Table) -> Iterator[Index]:
    """The indexes of a table for its copy, which has them in the same columns; its key is one of them."""
    copied = Table(table.name, MetaData(), *(column._copy() for column in table.columns))
    yield Index(f"ix_past_of_{table.name}", copied.c.id, unique=True)
    for number, index in enumerate(sorted(table.indexes, key=lambda one: str(one.name))):
        yield Index(f"ix_past_of_{table.name}_{number}", *(copied.c[column.name] for column in index.columns))
    for number, columns in enumerate(_UNIQUE.get(table.name, ())):
        yield Index(f"uq_past_of_{table.name}_{number}", *(copied.c[column] for column in columns))


_UNIQUE: Final = {
    "records": (("source_id", "iri"),),
    "versions": (("record_id", "number"),),
    "renewals": (("record_id",),),
}
"""Columns by which rows are looked up, since they are unique in the table."""
