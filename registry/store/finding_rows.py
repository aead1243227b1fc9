"""Write findings, whoever they belong to, and text that databases accept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine.default import DefaultDialect

from danhmuc.vocab.findings import SEVERITIES, Finding
from danhmuc.vocab.messages import Message, TextByLanguage

from .database import RegistryDatabase
from .tables import findings
from .texts import pack_message, text_keys

__all__ = ["finding_rows", "insert_many", "storable_text", "write_findings"]


def write_findings(
    database: RegistryDatabase, connection: Connection, owned: Iterable[tuple[Mapping[str, int | None], Finding]]
) -> None:
    """Store findings; each comes with the column and key of its owner."""
    pairs = list(owned)
    if not pairs:
        return
    ids = database.next_ids(connection, findings)
    rows = finding_rows(database, connection, [finding for _, finding in pairs])
    for (owner, _), row in zip(pairs, rows, strict=True):
        row["id"] = next(ids)
        row["version_id"] = owner.get("version_id")
        row["verdict_id"] = owner.get("verdict_id")
        row["run_id"] = owner.get("run_id")
    insert_many(connection, findings, rows)


def finding_rows(database: RegistryDatabase, connection: Connection, some: Sequence[Finding]) -> list[dict[str, Any]]:
    """The columns of findings, without their keys and owners; new texts are written."""
    key_of = text_keys(database, connection, (finding.message for finding in some))
    return [_finding_row(finding, key_of) for finding in some]


def _finding_row(finding: Finding, key_of: Callable[[TextByLanguage], int]) -> dict[str, Any]:
    sentence = finding.message
    return {
        "rank": SEVERITIES.index(finding.severity),
        "code": finding.code,
        "layer": finding.layer,
        "focus": storable_text(finding.focus),
        "path": storable_text(finding.path),
        "value": storable_text(finding.value),
        "value_language": finding.value_language,
        "value_datatype": finding.value_datatype,
        "fix": storable_text(finding.fix),
        "document": storable_text(finding.document),
        "line": finding.line,
        "column": finding.column,
        "message": pack_message(sentence, key_of) if isinstance(sentence, Message) else None,
        "text_id": key_of(sentence) if isinstance(sentence, TextByLanguage) else None,
    }


def storable_text(text: str | None) -> str | None:
    """Text that databases accept: no NUL, which RDF literals may have, and no half of a surrogate pair.

    The graph keeps the literal as it is.
    """
    if text is None:
        return None
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    # Surrogates are rare, and only words of other programs may hold them.
    return text if text.isascii() else text.encode(errors="replace").decode()


def is_storable(text: str | None) -> bool:
    """Whether databases accept a text as it is; one that they do not accept is in no row."""
    return storable_text(text) == text


def insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows of the same columns, none of which needs a conversion; SQLAlchemy's way costs twice as much."""
    dialect = connection.dialect
    assert isinstance(dialect, DefaultDialect), "the dialects of both databases are"
    kind: Callable[..., DefaultDialect] = type(dialect)
    connection.exec_driver_sql(_insertion(kind, dialect.positional, table, tuple(rows[0])), rows)


@cache
def _insertion(kind: Callable[..., DefaultDialect], is_positional: bool, table: Table, names: tuple[str, ...]) -> str:  # noqa: FBT001
    dialect = kind(paramstyle="named") if is_positional else kind()
    return str(table.insert().compile(dialect=dialect, column_keys=list(names)))
