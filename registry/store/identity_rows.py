"""Identity of records: former IRIs, IRIs that name one thing, local ones, other spellings, proposed renames.

Identity of records: redirects from IRIs that they had before, IRIs that name one thing, proposed renames.

A proposed rename is stored until a person answers, and shown as long as both records are as they were proposed.
Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, Select, and_, delete, func, insert, select

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.store import StoreText
from ..record.identity import (
    SPELT_ELSEWHERE_CODE,
    OtherSpelling,
    ProposedRename,
    Redirect,
    SameAs,
    groups_of,
    other_forms,
)
from ..record.local_iri import local_part
from .database import RegistryDatabase
from .decisions import PROPOSALS, REDIRECTS, SAME_AS
from .reading import read_in, read_values_in, slices, value_from_row
from .secret_words import is_secret
from .tables import (
    causes,
    findings,
    has_cause,
    proposed_renames,
    records,
    redirects,
    runs,
    same_as,
    source_changes,
    sources,
    spellings,
)

# ---------------------------------------------------------------- identity rows


def add_redirect(
    database: RegistryDatabase, connection: Connection, source_id: int, old: str, new: str, *, by: str, reason: str
) -> None:
    """Add a redirect from one IRI to another."""
    row = {"source_id": source_id, "old": old, "new": new}
    REDIRECTS.add(database, connection, [row], by=by, reason=reason)


def end_redirect(connection: Connection, source_id: int, old: str, *, by: str, reason: str) -> None:
    """End the redirect of an IRI in a source."""
    of_source = redirects.c.source_id == source_id
    REDIRECTS.end(connection, of_source, redirects.c.old == old, by=by, reason=reason)


def redirect_rows(
    connection: Connection, *, source: str | None = None, iri: str | None = None, ended: bool = False
) -> list[Redirect]:
    """Redirects that hold, or also those that ended, in the order in which they were made.

    Args:
        source: only those of this source.
        iri: only those from or to this IRI.
        ended: also those that a person ended.
    """
    query = _redirects_query()
    if source is not None:
        query = query.where(sources.c.name == source)
    if iri is not None:
        query = query.where((redirects.c.old == iri) | (redirects.c.new == iri))
    if not ended:
        query = query.where(REDIRECTS.in_force)
    return [Redirect(**row) for row in connection.execute(query).mappings()]


def find_redirect(connection: Connection, old: str, source: str | None) -> Redirect | None:
    """The redirect of an IRI that holds: in a source, or in the oldest one that has one."""
    query = _redirects_query().where(redirects.c.old == old, REDIRECTS.in_force).order_by(None)
    if source is not None:
        query = query.where(sources.c.name == source)
    row = connection.execute(query.order_by(redirects.c.source_id).limit(1)).mappings().first()
    return None if row is None else Redirect(**row)


def redirected_pairs(connection: Connection, source_id: int | None = None) -> list[tuple[str, str]]:
    """Old and new IRI of each redirect that holds, in one source or in all; those of the oldest source come first."""
    query = select(redirects.c.old, redirects.c.new).where(REDIRECTS.in_force)
    if source_id is not None:
        query = query.where(redirects.c.source_id == source_id)
    return [(old, new) for old, new in connection.execute(query.order_by(redirects.c.source_id, redirects.c.id))]


def current_iris(connection: Connection, source_id: int | None = None) -> dict[str, str]:
    """The IRI that a record has now by each that it had, in one source or in all; the oldest source counts."""
    return last_iris(redirected_pairs(connection, source_id))


def last_iris(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The last IRI to which some pairs of old and new ones lead, by each old one; of several pairs the first counts."""
    steps: dict[str, str] = {}
    for old, new in pairs:
        steps.setdefault(old, new)
    return {old: _follow(old, steps) for old in steps}


def names_of(connection: Connection, iri: str) -> frozenset[str]:
    """An IRI with all others that records had which have it, or had it before."""
    return groups_of(redirected_pairs(connection)).get(iri, frozenset({iri}))


def redirect_problems(connection: Connection) -> Iterator[Message]:
    """Problems of redirects: an old IRI has no record of its own, and leads to one."""
    for source in connection.scalars(select(redirects.c.source_id).distinct().order_by(redirects.c.source_id)).all():
        for some in slices(sorted(current_iris(connection, source).items())):
            known: set[str] = set()
            for side in (0, 1):
                query = select(records.c.iri).where(records.c.source_id == source, records.c.role == "record")
                known.update(connection.scalars(query.where(records.c.iri.in_([pair[side] for pair in some]))))
            for old, new in some:
                if old in known or new not in known:
                    yield StoreText.REDIRECT_DIFFERS(iri=old)


def _follow(iri: str, steps: dict[str, str]) -> str:
    seen = {iri}
    while (following := steps.get(iri)) is not None and following not in seen:
        seen.add(following)
        iri = following
    return iri


def _redirects_query() -> Select[Any]:
    return (
        select(
            sources.c.name.label("source"),
            redirects.c.old,
            redirects.c.new,
            redirects.c.since.label("at"),
            redirects.c.by,
            redirects.c.reason,
            redirects.c.until,
            redirects.c.ended_by,
            redirects.c.ended_because,
        )
        .join(sources, sources.c.id == redirects.c.source_id)
        .order_by(redirects.c.id)
    )


def add_same_as(
    database: RegistryDatabase, connection: Connection, first: str, second: str, *, by: str, reason: str
) -> None:
    """Add that two IRIs name one thing."""
    SAME_AS.add(database, connection, [{"first": first, "second": second}], by=by, reason=reason)


def end_same_as(connection: Connection, first: str, second: str, *, by: str, reason: str) -> int:
    """End that two IRIs name one thing; returns the number of statements that said so, in whatever order."""
    both = (same_as.c.first.in_((first, second)), same_as.c.second.in_((first, second)))
    return SAME_AS.end(connection, *both, by=by, reason=reason)


def same_as_rows(connection: Connection, *, iri: str | None = None, ended: bool = False) -> list[SameAs]:
    """The statements in force, or also those that ended, of an IRI or of all, in the order in which they were made."""
    about = () if iri is None else (SAME_AS.about([iri]),)
    rows = connection.execute(SAME_AS.query(*about, ended=ended)).mappings()
    return [value_from_row(SameAs, row, at=row["since"]) for row in rows]


def said_pairs(connection: Connection) -> list[tuple[str, str]]:
    """The two IRIs of each statement in force."""
    query = select(same_as.c.first, same_as.c.second).where(SAME_AS.in_force).order_by(same_as.c.id)
    return [(first, second) for first, second in connection.execute(query)]


def equal_iris(
    connection: Connection, redirected: Iterable[tuple[str, str]] | None = None
) -> Mapping[str, frozenset[str]]:
    """The IRIs that name what an IRI names, itself included, by each that any other names, all in their valid form.

    Args:
        redirected: what `redirected_pairs` returns, if that was read already.
    """
    pairs = (*(redirected_pairs(connection) if redirected is None else redirected), *said_pairs(connection))
    return groups_of((valid_or_same(first), valid_or_same(second)) for first, second in pairs)


def add_proposals(
    database: RegistryDatabase,
    connection: Connection,
    source_id: int,
    run: int,
    proposed: Iterable[ProposedRename],
    *,
    by: str,
) -> None:
    """Store the proposals of a run that do not wait for an answer already."""
    new = list(proposed)
    if not new:
        return
    of_source = proposed_renames.c.source_id == source_id
    known = {(row.old, row.new) for row in connection.execute(PROPOSALS.query(of_source))}
    rows = (
        {"source_id": source_id, "old": one.old, "new": one.new, "evidence": one.evidence, "run_id": run}
        for one in new
        if (one.old, one.new) not in known
    )
    PROPOSALS.add(database, connection, rows, by=by)


def open_proposals(connection: Connection, source_id: int | None = None) -> list[ProposedRename]:
    """The proposals that wait for an answer, of one source or of all, in the order in which they were found.

    Those of records that have come back, are gone, or are kept back by now are not shown.
    """
    query = _proposals_query()
    if source_id is not None:
        query = query.where(proposed_renames.c.source_id == source_id)
    return [ProposedRename(**row) for row in connection.execute(query).mappings()]


def declined_pairs(connection: Connection, source_id: int) -> set[tuple[str, str]]:
    """Old and new IRI of the proposals of a source that a person declined."""
    query = select(proposed_renames.c.old, proposed_renames.c.new).where(
        proposed_renames.c.source_id == source_id, proposed_renames.c.outcome == "declined"
    )
    return {(row.old, row.new) for row in connection.execute(query)}


def answer_proposals(
    connection: Connection,
    source_id: int,
    old: str,
    new: str,
    outcome: Literal["accepted", "declined"],
    *,
    by: str,
    reason: str,
) -> int:
    """Answer the proposal to rename one IRI to the other, if there is one; returns the number of those answered."""
    pair = (proposed_renames.c.source_id == source_id, proposed_renames.c.old == old, proposed_renames.c.new == new)
    return PROPOSALS.end(connection, *pair, by=by, reason=reason, outcome=outcome)


def drop_proposals(connection: Connection, iris: Iterable[str]) -> None:
    """Delete the proposals that name some IRIs, which are purged."""
    connection.execute(delete(proposed_renames).where(PROPOSALS.about(list(iris))))


def _proposals_query() -> Select[Any]:
    old, new = records.alias("old_record"), records.alias("new_record")
    source = proposed_renames.c.source_id
    return (
        select(
            sources.c.name.label("source"),
            proposed_renames.c.old,
            proposed_renames.c.new,
            proposed_renames.c.evidence,
            proposed_renames.c.run_id.label("run"),
            proposed_renames.c.since.label("at"),
        )
        .join(sources, sources.c.id == source)
        .join(old, and_(old.c.source_id == source, old.c.iri == proposed_renames.c.old))
        .join(new, and_(new.c.source_id == source, new.c.iri == proposed_renames.c.new))
        .where(
            PROPOSALS.in_force,
            # That of which absence made a tombstone is missing since a run, too.
            old.c.presence.in_(("missing", "withdrawn")),
            old.c.missing_since.is_not(None),
            new.c.presence == "present",
            old.c.hold.is_(None),
            new.c.hold.is_(None),
        )
        .order_by(proposed_renames.c.id)
    )


# ---------------------------------------------------------------- stored iris
# IRIs of stored records beside their own: local ones, which are minted, and other spellings of one.
#
# Spellings are the IRIs of records and causes that are not in their comparison form, found by that form. Few are. Rows
# are only ever added: an IRI has the same form for ever, and one that nothing has any more does no harm. Source of the
# rules: docs/decisions/0046-three-things.md, docs/decisions/0085-spellings.md.


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
