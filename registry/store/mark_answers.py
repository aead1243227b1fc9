"""Answers of persons: which texts of a record are no marks of secrecy, as long as its source says the same.

Source of the rules: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from danhmuc.vocab.valid_iris import valid_or_same

from .database import RegistryDatabase
from .decisions import MARK_ANSWERS
from .reading import slices
from .tables import mark_answers, sources


def add_answer(
    database: RegistryDatabase,
    connection: Connection,
    iri: str,
    keys: Collection[str],
    *,
    source_id: int,
    by: str,
    reason: str | None,
) -> None:
    """Add that some texts of a source under an IRI are no marks of secrecy, in place of an earlier answer."""
    valid = valid_or_same(iri)
    own = (mark_answers.c.iri == valid, mark_answers.c.source_id == source_id)
    MARK_ANSWERS.end(connection, *own, by=by, reason=reason)
    row = {"iri": valid, "source_id": source_id, "digests": " ".join(sorted(keys))}
    MARK_ANSWERS.add(database, connection, [row], by=by, reason=reason)


def open_answers(connection: Connection, iris: Collection[str] | None = None) -> dict[tuple[str, str], frozenset[str]]:
    """The keys of what persons said are no marks, by IRI in its valid form and source, of all or of some IRIs."""
    query = (
        select(mark_answers.c.iri, sources.c.name, mark_answers.c.digests)
        .join(sources, sources.c.id == mark_answers.c.source_id)
        .where(MARK_ANSWERS.in_force)
    )
    pages = [query] if iris is None else [query.where(MARK_ANSWERS.about(some)) for some in slices(sorted(iris))]
    rows = (row for page in pages for row in connection.execute(page))
    return {(iri, name): frozenset((keys or "").split()) for iri, name, keys in rows}
