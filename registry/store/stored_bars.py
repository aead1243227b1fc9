"""Bars on IRIs: marks of sources, by salted digest, and what records of all sources say.

Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from functools import partial as bound
from itertools import chain
from operator import attrgetter
from secrets import token_hex
from typing import Any, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, insert, not_, or_, select

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.bars import Bar, BarReason, Bars, MarkDigest, iri_digest, mark_digest
from ..record.identity import groups_of
from ..record.spellings import all_names, with_spellings
from ..record.stored import BARRING_HOLDS
from ..record.summary import has_unknown_status, is_narrower, without_status
from .bar_scope import BarScope
from .database import RegistryDatabase
from .held_statements import held_statements
from .holds import open_holds
from .later_bars import both_bars, later_bars, with_later_bars
from .marked_catalogs import listed_in_marked, stored_catalogs
from .reading import slices
from .redirects import last_iris, redirected_pairs
from .same_as import equal_iris
from .stamp import Stamp
from .stored_spellings import find_spellings
from .tables import (
    IS_KEPT_BACK,
    PAST,
    bars,
    holds,
    records,
    redirects,
    same_as,
    settings,
    shown_state,
    sources,
    spellings,
    versions,
)

__all__ = [
    "SALT",
    "equal_by_now",
    "has_marked_catalog",
    "lift_bar_digests",
    "lift_bars",
    "listed_as_secret",
    "marked_at_all",
    "marked_digests",
    "marked_secret",
    "read_bars",
    "salt_of",
    "secret_digests",
    "settle_salt",
    "write_bar_digests",
    "write_bars",
]

SALT = "salt"
"""Name of the setting with the salt of the digests of marked IRIs."""
_PUBLIC = "0000"


def read_bars(connection: Connection, iris: Collection[str] | None = None) -> Bars:
    """All bars of the registry; where it is shown as of an earlier moment, with those of today.

    Args:
        iris: those of these alone, and of all that name the same things: no other may be asked for.
    """
    found = with_later_bars(_read_bars(connection, iris), connection)
    if not found.marks and iris is None:
        return found
    listed = _find_listed(connection, found.salt, _equal_by_now(connection, found.equal), found)
    return replace(found, listed=both_bars(listed, found.listed)) if listed else found


def _read_bars(connection: Connection, iris: Collection[str] | None) -> Bars:
    # Most registries have few of these, so that all are asked for at once whether they have any.
    there = connection.execute(_first_look()).one()
    redirected = redirected_pairs(connection) if there.redirects else []
    renamed = last_iris(redirected)
    equal = equal_iris(connection, redirected) if there.redirects or there.same_as else {}
    scope = BarScope(
        iris, with_spellings(equal), bound(find_spellings, connection) if there.spellings else lambda _: ()
    )
    states: defaultdict[str, list[Bar]] = defaultdict(list)
    publicity: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def add_publicity(iri: str, name: str, digits: str) -> None:
        said = publicity[valid_or_same(iri)]
        # One source may have an IRI both as it was stored before and in its valid form.
        if name not in said or is_narrower(digits, said[name]):
            said[name] = digits

    is_any_held = False
    found = (scope.rows(connection, query, scope.spellings, records.c.iri) for query in _barring_records())
    for row in chain.from_iterable(found):
        if row.is_barring:
            states[valid_or_same(row.iri)].append(Bar(row.name, row.state))
        if (stated := _publicity_stated(row.publicity)) > _PUBLIC:
            add_publicity(row.iri, row.name, stated)
        is_any_held = is_any_held or row.hold == "held"
    # Also where no source has a record of its own under that IRI: it may be described within another one.
    held = list(open_holds(connection, scope.names)) if there.holds else []
    for one in held:
        if Bar(one.name, one.kind) not in states[one.iri]:
            states[one.iri].append(Bar(one.name, one.kind))
    if is_any_held:
        # What is held after an undone run says how public its record may be, although it is not published.
        for said in held_statements(connection, iris=scope.spellings).values():
            add_publicity(said.iri, said.source, said.publicity)
    everywhere = [one for one in held if one.is_everywhere]
    marks = _marks(connection, there.salt, scope) if there.marks else _Marks({}, {})
    return Bars(
        salt=there.salt,
        marks=marks.by_digest,
        spelled_marks=marks.by_form,
        states={iri: tuple(found) for iri, found in states.items()},
        publicity=dict(publicity),
        holds=_with_new_iris(frozenset(one.iri for one in everywhere), renamed),
        purged=_with_new_iris(frozenset(one.iri for one in everywhere if one.kind == "purged"), renamed),
        equal=equal,
        alike=with_spellings(equal, chain(states, publicity)),
        asked=scope.names,
    )


class _Marks(NamedTuple):
    """Marks by digest of the IRI, and those on other spellings by digest of their comparison form."""

    by_digest: Mapping[str, tuple[Bar, ...]]
    by_form: Mapping[str, tuple[Bar, ...]]


def _marks(connection: Connection, salt: str | None, scope: BarScope) -> _Marks:
    by_digest: defaultdict[str, list[Bar]] = defaultdict(list)
    by_form: defaultdict[str, list[Bar]] = defaultdict(list)
    query = select(bars.c.id, bars.c.digest, bars.c.form, sources.c.name, bars.c.reason)
    query = query.join(sources, sources.c.id == bars.c.source_id)
    rows = scope.rows(connection, query, scope.digests(salt), bars.c.digest, bars.c.form)
    for row in sorted({row.id: row for row in rows}.values(), key=attrgetter("id")):
        by_digest[row.digest].append(Bar(row.name, row.reason))
        if row.form is not None:
            by_form[row.form].append(Bar(row.name, row.reason))
    return _Marks(*({digest: tuple(marks) for digest, marks in some.items()} for some in (by_digest, by_form)))


def _find_listed(
    connection: Connection, salt: str | None, equal: Mapping[str, frozenset[str]], known: Bars | None = None
) -> Mapping[str, tuple[Bar, ...]]:
    """The marks on catalogues, by the comparison form of what any source lists in them.

    Args:
        equal: by IRI in its valid form, all IRIs that name the same thing, also by what persons say today.
        known: marks that were read already; those of some IRIs alone do not do.
    """
    catalogs = [] if salt is None else stored_catalogs(connection)
    if not catalogs:
        return {}
    alike = with_spellings(equal)
    if known is None or known.asked is not None:
        scope = BarScope({one.iri for one in catalogs}, alike, lambda _: ())
        marks = _marks(connection, salt, scope)
        known = with_later_bars(Bars(salt=salt, marks=marks.by_digest, spelled_marks=marks.by_form), connection)
    of_catalogs = Bars(salt=salt, marks=known.marks, spelled_marks=known.spelled_marks, alike=alike)
    return listed_in_marked(connection, catalogs, of_catalogs) if of_catalogs.marks else {}


def _publicity_stated(publicity: str | None) -> str:
    """The publicity that a version states; a status that is not understood states nothing."""
    found = publicity or ""
    return without_status(found) if has_unknown_status(found) else found


@cache
def _first_look() -> Select[Any]:
    """The salt, and whether there are any marks, holds, redirects, spellings, statements that IRIs name one thing."""
    return select(
        select(settings.c.value).where(settings.c.name == SALT).scalar_subquery().label("salt"),
        exists(select(bars.c.id)).label("marks"),
        exists(select(holds.c.id).where(holds.c.until.is_(None))).label("holds"),
        exists(select(redirects.c.id).where(redirects.c.until.is_(None))).label("redirects"),
        exists(select(same_as.c.id).where(same_as.c.until.is_(None))).label("same_as"),
        exists(select(spellings.c.id)).label("spellings"),
    )


@cache
def _barring_records() -> tuple[Select[Any], Select[Any]]:
    """The records that are withdrawn or held, and the others that are not all public, with what bars.

    Each is one query of its own: the first are few and have an index, the second are found by their versions.
    """
    is_not_public = versions.c.publicity > _PUBLIC
    kept_back = _records_that_bar().where(IS_KEPT_BACK)
    return (
        kept_back.where(or_(_is_barring(), is_not_public, records.c.hold == "held")),
        _records_that_bar(is_outer=False).where(not_(IS_KEPT_BACK), is_not_public),
    )


def _is_barring() -> ColumnElement[bool]:
    # What a person withdraws or a hold keeps back; absence from one source bars nothing in another.
    by_person = or_(records.c.hold.in_(BARRING_HOLDS), records.c.missing_since.is_(None))
    return and_(shown_state.not_in(("present", "missing")), by_person)


def _records_that_bar(*, is_outer: bool = True) -> Select[Any]:
    return (
        select(
            records.c.iri,
            sources.c.name,
            shown_state,
            records.c.hold,
            versions.c.publicity,
            _is_barring().label("is_barring"),
        )
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == records.c.version_id, isouter=is_outer)
    )


def _with_new_iris(held: frozenset[str], renamed: Mapping[str, str]) -> frozenset[str]:
    """Some IRIs, with those that the records which had them have now."""
    return held | {valid_or_same(new) for old, new in renamed.items() if valid_or_same(old) in held}


def write_bars(
    database: RegistryDatabase, connection: Connection, iris: Collection[str], reason: BarReason, stamp: Stamp
) -> None:
    """Bar some IRIs for a source; what it barred before for another reason is barred for this one."""
    if iris:
        salt = settle_salt(connection)
        write_bar_digests(database, connection, {mark_digest(salt, iri) for iri in iris}, reason, stamp)


def settle_salt(connection: Connection) -> str:
    """The salt of the registry's digests; needs a writing transaction, since the first call makes it."""
    salt = salt_of(connection)
    if salt is None:
        salt = token_hex(16)
        connection.execute(insert(settings), [{"name": SALT, "value": salt}])
    return salt


def write_bar_digests(
    database: RegistryDatabase,
    connection: Connection,
    digests: Collection[MarkDigest],
    reason: BarReason,
    stamp: Stamp,
) -> None:
    """The same as `write_bars`, for IRIs of which only the digests are known."""
    if not digests:
        return
    query = select(bars.c.digest, bars.c.form).where(bars.c.source_id == stamp.source_id, bars.c.reason == reason)
    # One without its form, from before forms were stored, is written anew.
    known = {MarkDigest(*row) for row in connection.execute(query)}
    fresh = sorted(set(digests) - known, key=attrgetter("digest"))
    _delete(connection, [one.digest for one in fresh], stamp)
    ids = database.next_ids(connection, bars)
    rows = [
        {"id": next(ids), "source_id": stamp.source_id, **one._asdict(), "reason": reason, "since": stamp.now}
        for one in fresh
    ]
    if rows:
        connection.execute(insert(bars), rows)


def lift_bars(connection: Connection, iris: Collection[str], stamp: Stamp) -> None:
    """Lift the bars of a source on some IRIs, which it no longer marks."""
    salt = salt_of(connection) if iris else None
    if salt is not None:
        lift_bar_digests(connection, [iri_digest(salt, iri) for iri in iris], stamp)


def marked_secret(connection: Connection, iris: Collection[str]) -> set[str]:
    """The IRIs, of some, that any source marks as a state secret, under any name that they have by now."""
    return _find_marked(connection, iris, ("secret",))


def marked_at_all(connection: Connection, iris: Collection[str]) -> set[str]:
    """The same, with those that a source marks in a way that is not understood."""
    return _find_marked(connection, iris, get_args(BarReason))


def _find_marked(connection: Connection, iris: Collection[str], reasons: Collection[str]) -> set[str]:
    salt = salt_of(connection) if iris else None
    if salt is None:
        return set()
    equal = equal_by_now(connection)
    alike = with_spellings(equal)
    listed = _find_listed_by_now(connection, salt, equal, reasons)
    by_digest: defaultdict[str, set[str]] = defaultdict(set)
    for iri in iris:
        for name in all_names(iri, alike):
            by_digest[iri_digest(salt, name)].add(iri)
    found = {iri for iri in iris if not listed.isdisjoint(all_names(iri, alike))} if listed else set[str]()
    for some in slices(sorted(by_digest)):
        is_one = or_(bars.c.digest.in_(some), bars.c.form.in_(some))
        query = select(bars.c.digest, bars.c.form).where(is_one, bars.c.reason.in_(reasons))
        for digest, form in connection.execute(query):
            found |= by_digest.get(digest, set()) | by_digest.get(form, set())
    return found


def listed_as_secret(connection: Connection, salt: str, equal: Mapping[str, frozenset[str]]) -> set[str]:
    """The comparison forms of all that any source lists in a catalogue that one marks as a state secret.

    Args:
        equal: as `equal_by_now` returns it.
    """
    return _find_listed_by_now(connection, salt, equal, ("secret",))


def _find_listed_by_now(
    connection: Connection, salt: str, equal: Mapping[str, frozenset[str]], reasons: Collection[str]
) -> set[str]:
    """The same for marks of some kinds; of a registry as it was, also what is listed so today."""
    later = later_bars(connection)
    listed = [_find_listed(connection, salt, equal), {} if later is None else later.bars.listed]
    return {form for some in listed for form, found in some.items() if any(bar.reason in reasons for bar in found)}


def has_marked_catalog(connection: Connection) -> bool:
    """Whether any source marks a catalogue, or ever did: then what it says of one source depends on others."""
    salt = salt_of(connection)
    catalogs = [] if salt is None else stored_catalogs(connection)
    if salt is None or not catalogs:
        return False
    alike = with_spellings(equal_iris(connection))
    digests = {iri_digest(salt, name) for one in catalogs for name in all_names(one.iri, alike)}
    tables = (bars, PAST[bars.name])
    queries = (
        select(table.c.digest).where(or_(table.c.digest.in_(some), table.c.form.in_(some))).limit(1)
        for some in slices(sorted(digests))
        for table in tables
    )
    return any(connection.execute(query).first() is not None for query in queries)


def equal_by_now(connection: Connection) -> Mapping[str, frozenset[str]]:
    """The same as `equal_iris`; of a registry as it was, also by what persons say today."""
    return _equal_by_now(connection, equal_iris(connection))


def _equal_by_now(connection: Connection, equal: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    later = later_bars(connection)
    if later is None or not later.bars.equal:
        return equal
    groups = [sorted(names) for names in {*equal.values(), *later.bars.equal.values()}]
    return groups_of((names[0], name) for names in groups for name in names)


def lift_bar_digests(connection: Connection, digests: Collection[str], stamp: Stamp) -> None:
    """The same, for IRIs of which only the digests are known."""
    _delete(connection, sorted(digests), stamp)


def secret_digests(connection: Connection, is_asked: ColumnElement[bool] | None = None) -> set[str]:
    """The digests of all IRIs that are marked as state secrets, and of their comparison forms.

    Args:
        is_asked: the condition on the marks, if not all are asked for.
    """
    query = select(bars.c.digest, bars.c.form).where(
        bars.c.reason == "secret", *(() if is_asked is None else (is_asked,))
    )
    return {digest for row in connection.execute(query) for digest in MarkDigest(*row).both}


def marked_digests(connection: Connection, source_id: int) -> set[str]:
    """The digests of the IRIs that a source has marked as state secrets."""
    query = select(bars.c.digest).where(bars.c.source_id == source_id, bars.c.reason == "secret")
    return set(connection.scalars(query))


def salt_of(connection: Connection) -> str | None:
    """The salt of the registry's digests; None if nothing was ever marked."""
    return connection.scalar(select(settings.c.value).where(settings.c.name == SALT))


def _delete(connection: Connection, digests: list[str], stamp: Stamp) -> None:
    for some in slices(digests):
        connection.execute(delete(bars).where(bars.c.source_id == stamp.source_id, bars.c.digest.in_(some)))
