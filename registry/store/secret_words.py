"""Relations without the words of state secrets, which stand in the place of the tables on reading connections.

Whatever a statement reads of a record that any source marks as a state secret by now, it sees no words of it, whether
its author thought of secrets or not: SQLAlchemy writes the relation where it would write the name of the table. Nothing
is created in the database, so that a role that may only read needs no right more, and a registry without secrets is
read by the same statements as ever. Which records are secret is a table that each writing transaction keeps
(`secret_records`). What needs the words says why, by one of `WordsNeed`.

Source of the rules: docs/decisions/0089-words-of-secrets.md.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from importlib import import_module
from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    FromClause,
    Select,
    and_,
    case,
    column,
    event,
    func,
    literal_column,
    null,
    select,
    table,
)
from sqlalchemy.sql.elements import TextClause

from .tables import (
    PAST,
    SEARCH_TABLE,
    element_fields,
    element_names,
    findings,
    graphs,
    records,
    secret_records,
    source_bytes,
    verdicts,
    versions,
)

WordsNeed = Literal[
    "opening",  # what is there may be no registry, or an older one
    "planning",  # digests and graphs are compared with what a source says
    "deciding",  # what leaves depends on what all records say, also those that do not leave
    "validating",  # a verdict is stored of each version
    "editing",  # what an undo, a restored or a pruned version had
    "checking",  # digests are computed again
    "copying",  # a copy has every row
    "showing",  # the operator asks for one record by its IRI
    "ordering",  # an index has the titles of all, and gives records that are not secret
    "estimating",  # a bound for the order of a page, which nobody sees
]
"""Why a statement needs the words of secrets; each has its callers in the list of `test_secret_words`."""

_NULL: Final = {
    records.name: ("title", "publisher", "modified", "year"),
    versions.name: ("title", "publisher", "themes", "modified"),
}
"""Columns with words that may be null, by table."""
_TEXTS: Final = {
    records.name: {"themes": "''", "formats": "''", "licences": "''"},
    versions.name: {"places": "'[]'"},
}
"""The others, with what stands in the place of the words."""


_ANY_SECRET: Final = select(secret_records.c.record_id).limit(1)


def is_secret(record_id: ColumnElement[Any] = records.c.id) -> ColumnElement[bool]:
    """Whether a record is marked as a state secret by now, as the last writing transaction left it."""
    return record_id.in_(select(secret_records.c.record_id))


def _relations() -> dict[str, Select[Any]]:
    """The relations by the name of the table that they stand for."""
    secret_versions = select(versions.c.id).join(secret_records, secret_records.c.record_id == versions.c.record_id)
    secret_verdicts = select(verdicts.c.id).where(verdicts.c.version_id.in_(secret_versions))
    secret_fields = select(element_fields.c.id).where(element_fields.c.version_id.in_(secret_versions))
    # The empty graph is that of all that is pruned or purged.
    secret_graphs = [
        secret_versions.with_only_columns(one).where(one.is_not(None))
        for one in (versions.c.digest, versions.c.original)
    ]
    found = {
        records.name: _without_words(records, records.name, records.c.id),
        versions.name: _without_words(versions, versions.name, versions.c.record_id),
        graphs.name: select(graphs).where(
            (graphs.c.triples == literal_column("0")) | and_(*(graphs.c.digest.not_in(one) for one in secret_graphs))
        ),
        source_bytes.name: select(source_bytes).where(source_bytes.c.version_id.not_in(secret_versions)),
        findings.name: select(findings).where(
            func.coalesce(findings.c.version_id, literal_column("0")).not_in(secret_versions),
            func.coalesce(findings.c.verdict_id, literal_column("0")).not_in(secret_verdicts),
        ),
        element_fields.name: select(element_fields).where(element_fields.c.version_id.not_in(secret_versions)),
        element_names.name: select(element_names).where(element_names.c.field_id.not_in(secret_fields)),
    }
    for own, key in ((records, "id"), (versions, "record_id")):
        past = PAST[own.name]
        found[past.name] = _without_words(past, own.name, past.c[key])
    return found


def _without_words(rows: FromClause, name: str, record_id: ColumnElement[Any]) -> Select[Any]:
    hidden = is_secret(record_id)
    instead: dict[str, ColumnElement[Any]] = {
        **dict.fromkeys(_NULL[name], null()),
        **{one: literal_column(text) for one, text in _TEXTS[name].items()},
    }
    return select(
        *(
            case((hidden, instead[one.name]), else_=one).label(one.name) if one.name in instead else one
            for one in rows.c
        )
    )


def _search_words(dialect_name: str) -> Select[Any]:
    names = ("rowid", SEARCH_TABLE) if dialect_name == "sqlite" else ("record_id", "words")
    words = table(SEARCH_TABLE, *map(column, names))
    return select(*words.c).where(~is_secret(words.c[names[0]]))


@cache
def _relation_texts(dialect_name: str) -> dict[str, str]:
    dialect: Dialect = import_module(f"sqlalchemy.dialects.{dialect_name}").dialect()
    found = {**_relations(), SEARCH_TABLE: _search_words(dialect_name)}
    return {name: str(query.compile(dialect=dialect)) for name, query in found.items()}


@cache
def _named_in_text() -> re.Pattern[str]:
    names = sorted((*_relations(), SEARCH_TABLE))
    return re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(?:{'|'.join(names)})\b", re.IGNORECASE)


def hiding_dialect(dialect: Dialect) -> Dialect:
    """A dialect like another one that writes the relations where that writes the tables."""
    hiding = copy.copy(dialect)
    texts = _relation_texts(dialect.name)

    class HidingCompiler(dialect.statement_compiler):  # type: ignore[name-defined,misc]
        """Writes statements on relations without the words of secrets."""

        hides_words = True

        def visit_table(self, table: Any, asfrom: Any = False, enclosing_alias: Any = None, **given: Any) -> str:  # noqa: FBT002
            """The name of a table, or the relation where rows are read from it."""
            name: str = super().visit_table(table, asfrom=asfrom, enclosing_alias=enclosing_alias, **given)
            if not asfrom or table.name not in texts:
                return name
            relation = f"({texts[table.name]})"
            is_named = enclosing_alias is not None and enclosing_alias.element is table
            return relation if is_named else f"{relation} AS {self.preparer.quote(table.name)}"

    hiding.statement_compiler = HidingCompiler
    return hiding


def hide_words(connection: Connection, hiding: Dialect) -> None:
    """Let a connection read the relations from now on, if anything is secret.

    Args:
        hiding: that of `hiding_dialect`, always the same for one database, so that statements are written once.
    """
    if connection.scalar(_ANY_SECRET) is not None:
        connection.dialect = hiding
        event.listen(connection, "before_cursor_execute", _refuse_text)


def _refuse_text(
    connection: Connection,
    _: object,
    statement: str,
    __: object,
    context: Any,
    ___: bool,  # noqa: FBT001
) -> None:
    """Refuse a statement written as text: it would read the tables themselves."""
    written = getattr(context, "compiled", None)
    is_text = written is None or isinstance(written.statement, TextClause)
    assert not (is_text and has_secrets(connection) and _named_in_text().search(statement)), "say why, by with_words"


def has_secrets(connection: Connection) -> bool:
    """Whether a connection hides the words of any record."""
    return hasattr(connection.dialect.statement_compiler, "hides_words")


def with_words(connection: Connection, need: WordsNeed) -> Connection:  # noqa: ARG001 - it is read by people and a test
    """The same connection, in the same transaction, for statements that need the words of secrets."""
    shown = copy.copy(connection)
    shown.dialect = connection.engine.dialect
    return shown
