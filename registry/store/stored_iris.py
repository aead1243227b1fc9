"""IRIs of stored records beside their own: local ones, which are minted, and other spellings of one.

Spellings are the IRIs of records and causes that are not in their comparison form, found by that form. Few are. Rows
are only ever added: an IRI has the same form for ever, and one that nothing has any more does no harm.
Source of the rules: docs/decisions/0046-three-things.md, docs/decisions/0085-spellings.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, insert, select

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.messages import Message

from ..messages.store import StoreText
from ..record.identity_findings import SPELT_ELSEWHERE_CODE
from ..record.local_iri import local_part
from ..record.spellings import OtherSpelling, other_forms
from .database import RegistryDatabase
from .reading import read_in, read_values_in, slices
from .secret_words import is_secret
from .tables import causes, findings, has_cause, records, runs, source_changes, sources, spellings


def mint_locals(connection: Connection, source_id: int, iris: Collection[str]) -> dict[str, str]:
    """The local parts, by IRI, of records of a source that are about to be stored; no other record has them."""
    name = _first_name(connection, source_id)
    found: dict[str, str] = {}
    wanted = list(iris)
    number = 1
    while wanted:
        asked = {local_part(name, iri, number): iri for iri in wanted}
        taken = read_values_in(connection, select(records.c.local), records.c.local, asked) | set(found.values())
        found.update((iri, local) for local, iri in asked.items() if local not in taken)
        # Two IRIs of one digest are of one local part: the second waits for the next number, too.
        wanted = [iri for iri in wanted if iri not in found]
        number += 1
    return found


def _first_name(connection: Connection, source_id: int) -> str:
    """The name that a source had first."""
    before = (
        select(source_changes.c.before)
        .where(source_changes.c.source_id == sources.c.id, source_changes.c.field == "name")
        .order_by(source_changes.c.id)
        .limit(1)
        .scalar_subquery()
    )
    name, packed = connection.execute(select(sources.c.name, before).where(sources.c.id == source_id)).one()
    return str(name if packed is None else json.loads(packed))


def local_starts(connection: Connection) -> dict[str, str]:
    """The beginning, without a slash, of the local parts of all records of a source, by its name."""
    ids = connection.execute(select(sources.c.id, sources.c.name)).all()
    return {row.name: local_part(_first_name(connection, row.id), "").rpartition("/")[0] for row in ids}


class LocalPart(NamedTuple):
    """The local part of a record, with the key of its source."""

    source_id: int
    local: str


def locals_of(connection: Connection, record_ids: Collection[int]) -> dict[int, LocalPart]:
    """The local parts of some records, by their keys."""
    query = select(records.c.id, records.c.source_id, records.c.local)
    return {key: LocalPart(*part) for key, *part in read_in(connection, query, records.c.id, record_ids)}


def local_iri_problems(connection: Connection) -> Iterator[Message]:
    """A record without a local part, which no feed could name."""
    for iri in connection.scalars(select(records.c.iri).where(records.c.local == "").order_by(records.c.iri)):
        yield StoreText.LOCAL_IRI_MISSING(iri=iri)


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
    return read_values_in(connection, select(spellings.c.iri), spellings.c.form, map(_digest, forms))


def other_spellings(connection: Connection, iris: Iterable[str], source_id: int | None) -> Iterator[OtherSpelling]:
    """The records that sources but one have under other spellings of some IRIs, a page of these at a time.

    None is a state secret, withheld or purged.
    """
    query = (
        select(records.c.iri, sources.c.name)
        .join(sources, sources.c.id == records.c.source_id)
        .where(records.c.role == "record", records.c.presence.in_(("present", "missing")))
        .where(~has_cause("withheld", "purged"), ~is_secret())
        .order_by(records.c.source_id)
    )
    if source_id is not None:
        query = query.where(records.c.source_id != source_id)
    for page in slices(list(iris)):
        forms = {iri: comparison_form(iri) for iri in page}
        others = {form for iri, form in forms.items() if form != iri}
        others |= find_spellings(connection, set(forms.values()))
        found: dict[str, list[tuple[str, str]]] = {}
        for other, source in read_in(connection, query, records.c.iri, others):
            found.setdefault(comparison_form(other), []).append((other, source))
        for iri, form in forms.items() if found else ():
            yield from (OtherSpelling(iri, *one) for one in found.get(form, ()) if one[0] != iri)


def has_noted_spellings(connection: Connection, source_id: int) -> bool:
    """Whether the newest run of a source that did not fail has a finding about other spellings."""
    newest = (
        select(func.coalesce(runs.c.noticed_in, runs.c.id))
        .where(runs.c.source_id == source_id, runs.c.state.in_(("complete", "incomplete")))
        .order_by(runs.c.id.desc())
        .limit(1)
    )
    query = select(findings.c.id).where(findings.c.run_id == newest.scalar_subquery())
    return connection.scalar(query.where(findings.c.code == SPELT_ELSEWHERE_CODE).limit(1)) is not None


def spelling_problems(connection: Connection) -> Iterator[Message]:
    """Problems of spellings: an IRI that is not in its comparison form has to be found by it."""
    known = {(row.iri, row.form) for row in connection.execute(select(spellings.c.iri, spellings.c.form))}
    for column in (records.c.iri, causes.c.iri):
        query = select(column).distinct().order_by(column).execution_options(yield_per=_PAGE)
        for iri, form in other_forms(connection.scalars(query)).items():
            if (iri, _digest(form)) not in known:
                yield StoreText.SPELLING_MISSING(iri=iri)


def _digest(form: str) -> str:
    """The digest by which a form is found: an IRI may be longer than an index takes."""
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()
