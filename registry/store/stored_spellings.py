"""Spellings: the IRIs of records and causes that are not in their comparison form, found by that form.

Few are. Rows are only ever added: an IRI has the same form for ever, and one that nothing has any more does no harm.
Source of the rules: docs/decisions/0085-spellings.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, insert, select

from danhmuc.vocab.messages import Message

from ..messages.store import SPELLING_MISSING
from ..record.spellings import other_forms
from .database import RegistryDatabase
from .reading import slices
from .tables import causes, records, spellings

__all__ = ["find_spellings", "spelling_problems", "write_spellings"]

_PAGE: Final = 5_000


def write_spellings(database: RegistryDatabase, connection: Connection, iris: Iterable[str]) -> None:
    """Write the IRIs, of some that records or causes have, that are not in their comparison form."""
    forms = other_forms(iris)
    if not forms:
        return
    fresh = sorted(forms.keys() - find_spellings(connection, set(forms.values())))
    ids = database.next_ids(connection, spellings)
    rows = [{"id": next(ids), "form": _digest(forms[iri]), "iri": iri} for iri in fresh]
    if rows:
        connection.execute(insert(spellings), rows)


def find_spellings(connection: Connection, forms: Collection[str]) -> set[str]:
    """The IRIs, in their valid form, that have one of some comparison forms and another spelling."""
    found: set[str] = set()
    for some in slices(sorted(map(_digest, forms))):
        found.update(connection.scalars(select(spellings.c.iri).where(spellings.c.form.in_(some))))
    return found


def spelling_problems(connection: Connection) -> Iterator[Message]:
    """Problems of spellings: an IRI that is not in its comparison form has to be found by it."""
    known = {(row.iri, row.form) for row in connection.execute(select(spellings.c.iri, spellings.c.form))}
    for column in (records.c.iri, causes.c.iri):
        query = select(column).distinct().order_by(column).execution_options(yield_per=_PAGE)
        for iri, form in other_forms(connection.scalars(query)).items():
            if (iri, _digest(form)) not in known:
                yield SPELLING_MISSING(iri=iri)


def _digest(form: str) -> str:
    """The digest by which a form is found: an IRI may be longer than an index takes."""
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()
