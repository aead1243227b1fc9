"""The past as temporary relations: each has the name of a table, and the rows that the table had at a moment.

On both databases a temporary relation goes before a table of its name, so that whatever reads the registry reads it as
it was then, by the same statements. A table of which no row was overwritten since is a view of its older rows; another
one is copied, where one source is asked for without what others have. Graphs, findings and texts are never overwritten,
so that they are read where they are.

Source of the rules: docs/decisions/0073-as-of.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    MetaData,
    Table,
    and_,
    case,
    exists,
    literal,
    literal_column,
    null,
    or_,
    select,
    text,
    union,
    union_all,
)
from sqlalchemy.schema import CreateIndex, Index
from sqlalchemy.sql import expression

from ..record.summary import ALL_PUBLIC, ANNOTATION_CLASSES
from .moments import PastMoment
from .past_rows import BOUNDED, ENDING
from .tables import PAST, WHERE, metadata

_ANY: Final = 2**31 - 1
"""A key that no row has."""
_ANNOTATIONS: Final = sorted(one.value for one in ANNOTATION_CLASSES)
_SCOPED: Final = ("records", "versions", "verdicts", "links", "memberships", "changes", "renewals")
"""Tables of which those rows alone are copied that one source needs; in this order: each needs those before it."""
_SCHEMAS: Final = {
    "sqlite": "SELECT 'main'",
    "postgresql": """SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE pg_class.oid = to_regclass('records')""",
}
"""Queries of the schema in which the tables are."""
_UNIQUE: Final = {
    "records": (("source_id", "iri"),),
    "versions": (("record_id", "number"),),
    "renewals": (("record_id",),),
}
"""Columns by which rows are looked up, since they are unique in the table."""
# Numbers of a statement, which are filled in each time: what makes a relation takes no parameters.
_MOMENT: Final[ColumnElement[int]] = literal_column("{moment}")
_NEWEST: Final[ColumnElement[int]] = literal_column("{newest}")
_SOURCE: Final[ColumnElement[int]] = literal_column("{source}")
_AT: Final[ColumnElement[str]] = literal_column("'{at}'")
_ENDS: Final = ("until", "ended_by", "ended_because")
"""Columns of a row that holds from when until when it says."""
_ABOUT: Final = ("kind", "schema", "column", "target")
"""Columns that say what a decision is about."""


def show_as_of(connection: Connection, moment: PastMoment, source_id: int | None = None) -> None:
    """Let a connection see the registry as it was at a moment, until it is closed.

    Marks of secrecy are those of then and those of today, and what is purged today is purged: neither has a past.

    Args:
        source_id: the only source that is asked about, if not all are; of others there is what bars its records.
    """
    schema = str(connection.scalar(text(_SCHEMAS[connection.dialect.name])))
    statements = _statements_of(connection.dialect.name, schema)
    for name in (*_SCOPED, *(name for name in (*PAST, *BOUNDED) if name not in _SCOPED)):
        known = statements[name]
        numbers = {"moment": moment.id, "newest": moment.newest.get(name, 0), "source": source_id}
        chosen = known.view
        if known.has_changed is not None and connection.exec_driver_sql(known.has_changed.format(**numbers)).first():
            chosen = known.copy if source_id is None else known.copy_of_source
        for statement in chosen:
            connection.exec_driver_sql(statement.format(**numbers))
    ending = _ending_views(connection.dialect.name, schema)[moment.is_run]
    # Moments of earlier releases have no key of it; times are in seconds.
    newest = moment.newest.get(ENDING, _ANY)
    connection.exec_driver_sql(ending.format(newest=newest, at=moment.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statements:
    """The statements that show a table as it was.

    Attributes:
        has_changed: the query whether any row was overwritten since; None if none ever is.
        view: shows it where none was.
        copy, copy_of_source: show it where one was, all or what one source needs of it.
    """

    has_changed: str | None
    view: tuple[str, ...]
    copy: tuple[str, ...] = ()
    copy_of_source: tuple[str, ...] = ()


@cache
def _statements_of(dialect_name: str, schema: str) -> Mapping[str, _Statements]:
    """The statements by the name of the table."""
    dialect: Dialect = import_module(f"sqlalchemy.dialects.{dialect_name}").dialect()
    others = MetaData()
    names = {*PAST, *BOUNDED, *(past.name for past in PAST.values())}
    tables = {name: metadata.tables[name].to_metadata(others, schema=schema) for name in sorted(names)}
    writer = _Writer(dialect, tables)
    return {name: writer.statements(name) for name in (*PAST, *BOUNDED)}


@cache
def _ending_views(dialect_name: str, schema: str) -> Mapping[bool, str]:
    """The statements that show decisions as they were at a time, and at the end of a run."""
    dialect: Dialect = import_module(f"sqlalchemy.dialects.{dialect_name}").dialect()
    own = metadata.tables[ENDING].to_metadata(MetaData(), schema=schema)
    newer = own.alias("newer")
    # Whatever the second, what was replaced by then holds no more.
    is_about_the_same = and_(
        *(newer.c[name] == own.c[name] for name in _ABOUT), newer.c.id > own.c.id, newer.c.id <= _NEWEST
    )
    shown = {}
    for is_run in (False, True):
        # What was ended in the second in which a run ended was so by a time, but not yet by the run.
        ends_later = own.c.until >= _AT if is_run else own.c.until > _AT
        holds = and_(ends_later, ~exists(select(newer.c.id).where(is_about_the_same)))
        columns = [case((holds, null()), else_=one).label(one.name) if one.name in _ENDS else one for one in own.c]
        query = select(*columns).where(own.c.id <= _NEWEST, own.c.since <= _AT)
        text_of = query.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        shown[is_run] = f'CREATE TEMPORARY VIEW "{ENDING}" AS {text_of}'
    return shown


class _Writer:
    """Writes the statements that show tables as they were."""

    def __init__(self, dialect: Dialect, tables: Mapping[str, Table]) -> None:
        self._dialect = dialect
        self._tables = tables

    def statements(self, name: str) -> _Statements:
        """The statements of a table."""
        own = self._tables[name]
        view = self._view(own, own.c.id <= _NEWEST)
        if name not in PAST:
            return _Statements(has_changed=None, view=view)
        past = self._tables[PAST[name].name]
        has_changed = self._text(select(past.c.id).where(past.c.moment > _MOMENT).limit(literal_column("1")))
        if name == "bars":
            # Those of today count, too, whether any was lifted since or not.
            then = self._rows(own).subquery()
            both = (select(*one.c).where(one.c.until.is_(None)) for one in (own, then))
            copied = self._copy(own, union(*both))
            return _Statements(has_changed=None, view=copied)
        copied = self._copy(own, self._rows(own))
        of_source = self._copy(own, self._rows(own, is_scoped=True)) if name in _SCOPED else copied
        return _Statements(has_changed=has_changed, view=view, copy=copied, copy_of_source=of_source)

    def _rows(self, own: Table, *, is_scoped: bool = False) -> Any:
        """The rows of a table as they were: those that nobody has overwritten since, and those before they were."""
        past = self._tables[PAST[own.name].name]
        before, later = past.alias("before"), past.alias("later")
        is_overwritten = exists(select(later.c.id).where(later.c.id == own.c.id, later.c.moment > _MOMENT))
        is_overwritten_earlier = exists(
            select(later.c.id).where(
                later.c.id == before.c.id, later.c.moment > _MOMENT, later.c.moment < before.c.moment
            )
        )
        still = select(*self._columns(own, own)).where(own.c.id <= _NEWEST, ~is_overwritten)
        former = select(*self._columns(own, before)).where(
            before.c.moment > _MOMENT, before.c.id <= _NEWEST, ~is_overwritten_earlier
        )
        if is_scoped:
            still = still.where(self._scope(own.name, own))
            former = former.where(self._scope(own.name, before))
        return union_all(still, former)

    def _columns(self, own: Table, rows: Any) -> Iterator[ColumnElement[Any]]:
        """The columns of some rows of a table; what is purged today was never anything else."""
        for column in own.c:
            found = rows.c[column.name]
            if (own.name, column.name) == ("records", "hold"):
                today = own.alias("today")
                purged = select(today.c.id).where(today.c.hold == "purged")
                found = case((rows.c.id.in_(purged), literal("purged")), else_=found).label("hold")
            yield found

    def _scope(self, name: str, rows: Any) -> ColumnElement[bool]:
        """Whether one source needs a row of a table."""
        found: ColumnElement[bool]
        if name in ("links", "memberships"):
            found = rows.c.source_id == _SOURCE
        elif name == "records":
            # Its own, those that may bar one of its own, and those that its catalogues list.
            versions, memberships = self._tables["versions"], self._tables["memberships"]
            restricted = select(versions.c.id).where(versions.c.publicity > ALL_PUBLIC)
            listed = select(memberships.c.target).where(memberships.c.source_id == _SOURCE)
            # Feedback is asked of all sources, whatever an export is of.
            feedback = [
                select(some.c.iri).where(some.c["class"].in_(_ANNOTATIONS))
                for some in (self._tables["records"], self._tables["past_records"])
            ]
            found = or_(
                rows.c.iri.in_(union_all(*feedback)),
                rows.c.source_id == _SOURCE,
                rows.c.presence.not_in(("present", "missing")),
                rows.c.hold.is_not(None),
                rows.c.version_id.in_(restricted),
                rows.c.iri.in_(listed),
            )
        else:
            # What was shown before is in the temporary relation by now.
            owner = "version" if name == "verdicts" else "record"
            shown = expression.table(f"{owner}s", expression.column("id"))
            found = rows.c[f"{owner}_id"].in_(select(shown.c.id))
        return found

    def _view(self, own: Table, condition: ColumnElement[bool]) -> tuple[str, ...]:
        query = self._text(select(*own.c).where(condition))
        return (f'CREATE TEMPORARY VIEW "{own.name}" AS {query}',)

    def _copy(self, own: Table, rows: Any) -> tuple[str, ...]:
        made = f'CREATE TEMPORARY TABLE "{own.name}" AS {self._text(rows)}'
        name = self._dialect.name
        indexes = [str(CreateIndex(index).compile(dialect=self._dialect)) for index in _indexes_of(own, name)]
        # Nothing else tells PostgreSQL's planner how many rows a temporary table has.
        counted = [f'ANALYZE "{own.name}"'] if name == "postgresql" else []
        return (made, *indexes, *counted)

    def _text(self, query: Any) -> str:
        return str(query.compile(dialect=self._dialect, compile_kwargs={"literal_binds": True}))


def _indexes_of(own: Table, dialect_name: str) -> Iterator[Index]:
    """The indexes of a table for its copy, which has them in the same columns; its key is one of them."""
    copied = Table(own.name, MetaData(), *(column._copy() for column in own.columns))
    yield Index(f"ix_past_of_{own.name}", copied.c.id, unique=True)
    found = [([column.name for column in one.columns], one.info) for one in metadata.tables[own.name].indexes]
    found += [(list(columns), {}) for columns in _UNIQUE.get(own.name, ())]
    for number, (columns, info) in enumerate(sorted(found, key=lambda one: one[0])):
        options: dict[str, Any] = {f"{dialect_name}_where": text(info[WHERE])} if WHERE in info else {}
        yield Index(f"ix_past_of_{own.name}_{number}", *(copied.c[name] for name in columns), **options)
