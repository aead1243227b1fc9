"""Why a record is missing, withdrawn or held as rows of one table, `causes`; all tables of decisions in one form.

Absences, which were columns of records alone, are read from the ledger, also those that are over: undoing an earlier
run needs them. What a record shows stays as it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    inspect,
    text,
)

from danhmuc.vocab.valid_iris import valid_or_same

revision = "0026"
down_revision = "0025"

_ID: Final = BigInteger().with_variant(Integer(), "sqlite")
_ENDS: Final = ("reason", "until", "ended_by", "ended_because")
_COPIED: Final = {
    "causes": ("holds", ("iri", "source_id", "kind", "digest", "run_id", "since")),
    "redirects": ("redirects", ("source_id", "old", "new", "at")),
    "proposed_renames": ("proposed_renames", ("source_id", "old", "new", "evidence", "run_id", "outcome", "at")),
    "same_as": ("same_as", ("first", "second", "at")),
    "element_decisions": ("element_decisions", ("kind", "schema", "column", "target", "outcome", "at")),
    "registrations": (
        "registrations",
        (
            "iri",
            "authority",
            "state",
            "version_id",
            "effective_from",
            "effective_until",
            "superseded_by",
            "note",
            "is_note_public",
            "administrative_note",
            "change_description",
            "submitter",
            "steward",
            "registrar",
            "at",
        ),
    ),
}
"""The former table and the columns of each new one, without those that all have."""
_KINDS: Final = ("purged", "withdrawn", "withheld", "secret", "absent", "deleted", "undone", "missing", "held")
_CAUSES: Final = "kinds of the causes in force on it, each between blanks; presence and hold follow from them"
_HELD: Final = "what keeps it from leaving: withheld, held, purged; as causes say"
_SPELLED: Final = "in its valid form, of a record or a cause; not in its comparison form"
_FORMER: Final = """
UPDATE past_records SET causes = ' '
    || CASE WHEN hold = 'purged' THEN 'purged ' ELSE '' END
    || CASE WHEN presence = 'withdrawn' AND missing_since IS NULL THEN 'withdrawn ' ELSE '' END
    || CASE WHEN hold = 'withheld' THEN 'withheld ' ELSE '' END
    || CASE WHEN presence = 'withdrawn' AND missing_since IS NOT NULL THEN 'absent ' ELSE '' END
    || CASE WHEN presence = 'missing' OR missing_since IS NOT NULL THEN 'missing ' ELSE '' END
    || CASE WHEN hold = 'held' THEN 'held ' ELSE '' END
WHERE presence <> 'present' OR hold IS NOT NULL
"""
_HISTORY: Final = """
SELECT records.id, records.iri, records.source_id, records.presence AS shown, records.missing_since,
       records.presence_at, records.presence_by, changes.run_id, changes.at, changes.by, changes.kind, changes.presence,
       changes.reason, runs.kind AS run_kind, versions.publicity
FROM changes JOIN records ON records.id = changes.record_id LEFT JOIN runs ON runs.id = changes.run_id
    LEFT JOIN versions ON versions.id = records.version_id
WHERE changes.record_id IN (SELECT record_id FROM changes WHERE presence <> 'present')
ORDER BY changes.record_id, changes.id
"""


def upgrade() -> None:
    """Make the tables anew, fill them, and give records the column."""
    connection = op.get_bind()
    former = {
        name: connection.execute(text(f"SELECT * FROM {name}")).mappings().all()  # noqa: S608 - names of ours
        for name in [
            *(old for old, _ in _COPIED.values()),
            *(f"past_{old}" for old, _ in _COPIED.values() if inspect(connection).has_table(f"past_{old}")),
        ]
    }
    by_run = {row.id: row.by for row in connection.execute(text("SELECT id, by FROM runs"))}
    for name in former:
        op.drop_table(name)
    tables = _tables()
    for name, (old, columns) in _COPIED.items():
        for prefix in ("", "past_"):
            if prefix + old in former or not prefix:
                tables[prefix + name].create(connection)
                rows = [_row(one, name, columns, by_run) for one in former.get(prefix + old, ())]
                if rows:
                    connection.execute(insert(tables[prefix + name]), rows)
    for name in ("mark_answers", "past_mark_answers"):
        tables[name].create(connection)
    _rename_keys(connection)
    op.add_column("records", Column("causes", Text, nullable=False, server_default="", comment=_CAUSES))
    if "past_holds" in former:
        op.add_column("past_records", Column("causes", Text, nullable=False, server_default=""))
        connection.execute(text(_FORMER))
    if connection.dialect.supports_comments:
        op.alter_column("records", "hold", comment=_HELD)
        op.alter_column("spellings", "iri", comment=_SPELLED)
    _write_absences(connection, tables["causes"])
    _write_columns(connection)


def _row(row: Any, name: str, columns: Iterable[str], by_run: dict[int, str]) -> dict[str, Any]:
    """A row of a former table as the new one has it."""
    found = {"since" if column == "at" else column: row[column] for column in (*columns, "id")}
    found |= {column: row.get(column) for column in (*_ENDS, *(("moment",) if "moment" in row else ()))}
    found["by"] = by_run[row["run_id"]] if name == "proposed_renames" else row["by"]
    if name == "causes" and row["kind"] == "withheld" and row["reason"] is None:
        found["kind"] = "secret"
    return found


def _rename_keys(connection: Connection) -> None:
    """Call the newest keys of the former table, as of each moment and of a restored backup, by its new name."""
    connection.execute(text("""UPDATE moments SET newest = replace(newest, '"holds":', '"causes":')"""))
    given = "UPDATE settings SET value = replace(value, '\"holds\":', '\"causes\":') WHERE name = 'given_keys'"
    connection.execute(text(given))


def _write_absences(connection: Connection, causes: Table) -> None:
    """Write the absences and withdrawals of all records, as the ledger has them and records show them."""
    key = connection.scalar(text("SELECT max(id) FROM causes")) or 0
    given = connection.scalar(text("SELECT value FROM settings WHERE name = 'given_keys'"))
    if given is not None:
        key = max(key, int(json.loads(given).get("causes", 0)))
    rows = connection.execute(text(_HISTORY).execution_options(yield_per=5_000))
    page: list[dict[str, Any]] = []
    for _, history in groupby(rows, key=attrgetter("id")):
        for one in _absences_of(list(history)):
            key += 1
            page.append({"id": key, **one})
        if len(page) >= 1_000:
            connection.execute(insert(causes), page)
            page = []
    if page:
        connection.execute(insert(causes), page)


def _absences_of(history: list[Any]) -> Iterator[dict[str, Any]]:
    """The rows of one record, in the order in which they began."""
    last = history[-1]
    made: list[dict[str, Any]] = []
    newest = 0
    before = "present"
    for row in history:
        newest = max(newest, row.run_id or 0)
        if row.presence != before:
            open_ = [one for one in made if one["until"] is None]
            over = open_ if row.presence == "present" else []
            if row.presence == "missing":
                over = [one for one in open_ if one["kind"] != "missing"]
            for one in over:
                one |= {"until": row.at, "ended_by": row.by, "ended_because": row.reason, "ended_run": newest}
            made += _find_begun(row, before, [one for one in open_ if one not in over], newest)
        before = row.presence
    open_rows = [one for one in made if one["until"] is None]
    if last.shown == "withdrawn" and last.missing_since is None:
        # A person withdrew it: what came before says nothing of today.
        for one in open_rows:
            if one["kind"] != "withdrawn":
                one |= {"until": last.presence_at, "ended_by": last.presence_by, "ended_run": newest}
        if not any(one["kind"] == "withdrawn" for one in open_rows):
            made.append(_new_row(last, "withdrawn", None, newest))
    elif last.shown != "present":
        for one in open_rows:
            one["missing_since"] = last.missing_since
            if one["kind"] == "withdrawn":
                one["kind"] = "absent"
    yield from made


def _find_begun(row: Any, before: str, open_rows: list[dict[str, Any]], newest: int) -> list[dict[str, Any]]:
    """The rows that begin with a row of the ledger that changes presence."""
    if row.presence == "missing":
        return [] if open_rows else [_new_row(row, "missing", newest or None, newest)]
    if row.presence != "withdrawn":
        return []
    since = next((one["missing_since"] for one in open_rows), None)
    if row.kind == "deleted":
        missing = [] if open_rows else [_new_row(row, "missing", newest, newest)]
        return [*missing, _new_row(row, "deleted", since or newest, newest)]
    if before == "missing":
        return [_new_row(row, "absent", since, newest)]
    if row.run_kind == "undo":
        # Undoing takes back the status with which the record came; until now that went on keeping its IRI back.
        is_retired = (row.publicity or "")[4:5] == "1"
        return [_new_row(row, "absent" if is_retired else "undone", newest, newest)]
    return [_new_row(row, "absent" if row.run_id else "withdrawn", newest if row.run_id else None, newest)]


def _new_row(row: Any, kind: str, missing_since: int | None, newest: int) -> dict[str, Any]:
    return {
        "iri": valid_or_same(row.iri),
        "source_id": row.source_id,
        "kind": kind,
        "digest": None,
        "missing_since": missing_since,
        "run_id": newest,
        "since": row.at,
        "by": row.by,
        "reason": row.reason,
        "until": None,
        "ended_by": None,
        "ended_because": None,
        "ended_run": None,
    }


def _write_columns(connection: Connection) -> None:
    """Give each record the causes in force on it."""
    found: defaultdict[str, list[tuple[int | None, str]]] = defaultdict(list)
    for iri, source, kind in connection.execute(text("SELECT iri, source_id, kind FROM causes WHERE until IS NULL")):
        found[iri].append((source, kind))
    if not found:
        return
    rows = []
    for key, iri, source in connection.execute(text("SELECT id, iri, source_id FROM records")):
        kinds = {kind for of, kind in found.get(valid_or_same(iri), ()) if of in (None, source)}
        if kinds:
            rows.append({"key": key, "causes": f" {' '.join(kind for kind in _KINDS if kind in kinds)} "})
    if rows:
        connection.execute(text("UPDATE records SET causes = :causes WHERE id = :key"), rows)


def _tables() -> dict[str, Table]:
    """The new tables, with those of former rows."""
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    for name in ("sources", "runs", "versions"):
        Table(name, metadata, Column("id", _ID, primary_key=True, autoincrement=False))
    source = ForeignKey("sources.id")
    made = {
        "causes": _new_table(
            metadata,
            "causes",
            Column("iri", Text, nullable=False, comment="in its valid form; there may be no record of it yet"),
            Column("source_id", _ID, source, comment="of the record; null for the records of all sources"),
            Column(
                "kind",
                Text,
                nullable=False,
                comment="purged, withdrawn, withheld, secret, absent, deleted, undone, missing, held",
            ),
            Column("digest", Text, comment="of held: what the source said that is not applied again"),
            Column("missing_since", _ID, comment="of an absence: run that did not see it first"),
            Column("run_id", _ID, comment="run that set it, else the newest of its source by then"),
            Column("ended_run", _ID, comment="run that ended it, else the newest of its source by then"),
            Index(None, "iri"),
        ),
        "mark_answers": _new_table(
            metadata,
            "mark_answers",
            Column("source_id", _ID, ForeignKey("sources.id"), nullable=False, comment="whose texts were answered"),
            Column("iri", Text, nullable=False, comment="of the record, in its valid form"),
            Column(
                "digests", Text, comment="of the texts that are no marks of secrecy; null once the record is purged"
            ),
            Index(None, "iri"),
        ),
        "redirects": _new_table(
            metadata,
            "redirects",
            Column("source_id", _ID, ForeignKey("sources.id"), nullable=False, comment="whose record was renamed"),
            Column("old", Text, nullable=False, comment="IRI that the record had"),
            Column("new", Text, nullable=False, comment="IRI that it got"),
            Index(None, "old"),
            Index(None, "new"),
        ),
        "proposed_renames": _new_table(
            metadata,
            "proposed_renames",
            Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
            Column("old", Text, nullable=False, comment="IRI of a record that is missing"),
            Column("new", Text, nullable=False, comment="IRI of a new record"),
            Column("evidence", Text, nullable=False, comment="content, downloads, identifier"),
            Column("run_id", _ID, ForeignKey("runs.id"), nullable=False, comment="run that found it"),
            Column("outcome", Text, comment="accepted, declined; null while nobody answered"),
            Index(None, "source_id"),
        ),
        "same_as": _new_table(
            metadata,
            "same_as",
            Column("first", Text, nullable=False, comment="IRI of a thing"),
            Column("second", Text, nullable=False, comment="another IRI of the same thing"),
            Index(None, "first"),
            Index(None, "second"),
        ),
        "registrations": _new_table(
            metadata,
            "registrations",
            Column("iri", Text, nullable=False, comment="of what is registered"),
            Column("authority", Text, nullable=False, comment="IRI or name of the registration authority"),
            Column(
                "state", Text, nullable=False, comment="decided by a person: candidate, standard, superseded and so on"
            ),
            Column("version_id", _ID, ForeignKey("versions.id"), nullable=False, comment="version that was registered"),
            Column("effective_from", Text, nullable=False, comment="first day on which it holds"),
            Column("effective_until", Text, comment="last day on which it holds; null without an end"),
            Column("superseded_by", Text, comment="IRI of what takes its place"),
            Column("note", Text),
            Column("is_note_public", Boolean, nullable=False, comment="whether the note leaves with the registration"),
            Column("administrative_note", Text, comment="this and the next four never leave"),
            Column("change_description", Text),
            Column("submitter", Text),
            Column("steward", Text),
            Column("registrar", Text),
            Index(None, "iri"),
            Index(None, "version_id"),
            Index(
                "ix_registrations_in_force",
                "iri",
                "authority",
                unique=True,
                sqlite_where=text("until IS NULL"),
                postgresql_where=text("until IS NULL"),
            ),
        ),
        "element_decisions": _new_table(
            metadata,
            "element_decisions",
            Column("kind", Text, nullable=False, comment="match of a column with an element; dataset of a schema"),
            Column("schema", Text, nullable=False, comment="IRI of the table schema"),
            Column("column", Text, nullable=False, comment="name of the column; empty where the whole schema is meant"),
            Column("target", Text, nullable=False, comment="IRI of the data element, or of the dataset"),
            Column("outcome", Text, nullable=False, comment="accepted, rejected"),
            Index(None, "schema"),
            Index(None, "target"),
        ),
    }
    for name in ("causes", "mark_answers", "redirects", "same_as", "registrations"):
        made[f"past_{name}"] = Table(
            f"past_{name}",
            metadata,
            Column("id", _ID, primary_key=True, autoincrement=False),
            Column(
                "moment", _ID, primary_key=True, autoincrement=False, comment="from which on the row was another one"
            ),
            *(Column(one.name, one.type, nullable=one.nullable) for one in made[name].c if one.name != "id"),
            Index(None, "moment"),
        )
    return made


def _new_table(metadata: MetaData, name: str, *own: Column[Any] | Index) -> Table:
    return Table(
        name,
        metadata,
        Column("id", _ID, primary_key=True, autoincrement=False),
        *(one for one in own if isinstance(one, Column)),
        Column("since", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, comment="given by a person; null once what it is about is purged"),
        Column("until", Text, comment="when it ended; null while it is in force"),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
        *(one for one in own if isinstance(one, Index)),
    )
