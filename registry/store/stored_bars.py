"""Bars on IRIs: marks of sources, by salted digest, what records of all sources say, and what persons answer.

Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from functools import partial as bound
from itertools import chain
from operator import attrgetter
from secrets import token_hex
from typing import Any, Final, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, and_, cast, exists, func, insert, not_, or_, select

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.valid_iris import are_valid_iris, spellings_of, valid_or_same

from ..record.bars import Bar, BarReason, Bars, MarkDigest, iri_digest, mark_digest
from ..record.causes import HOLDS_OF, OF_PERSONS
from ..record.identity import all_names, groups_of, with_spellings
from ..record.record import NODE_ROLES
from ..record.summary import ALL_PUBLIC, has_unknown_status, is_narrower, without_status
from .cause_rows import open_holds
from .clock import Stamp
from .database import RegistryDatabase
from .decisions import CAUSES, MARK_ANSWERS, MARKS
from .held_statements import held_statements
from .identity_rows import equal_iris, find_spellings, last_iris, names_of, redirected_pairs
from .later_bars import both_bars, later_bars, with_later_bars
from .reading import read_in, read_values_in, row_by_row, slices
from .searching import RecordRow, record_query, row_of
from .tables import (
    IS_CATALOG,
    IS_KEPT_BACK,
    IS_NOT_PUBLIC,
    bars,
    causes,
    has_cause,
    links,
    mark_answers,
    memberships,
    records,
    redirects,
    same_as,
    settings,
    shown_state,
    sources,
    spellings,
    versions,
)

# ---------------------------------------------------------------- bar scope
# The scope of bars that are asked for: all, or those of some IRIs and of all other names of what these name.


class BarScope:
    """Some IRIs, or all.

    Attributes:
        names: the IRIs in their valid form, with all that name the same; None for all.
        spellings: these, and whatever records may have been stored under that is the same when it is valid.
    """

    def __init__(
        self,
        iris: Collection[str] | None,
        equal: Mapping[str, frozenset[str]],
        find_spellings: Callable[[Collection[str]], Collection[str]],
    ) -> None:
        """
        Args:
            equal: by IRI in its valid form, all IRIs that name the same thing, itself included, as `with_spellings`
                returns them.
            find_spellings: returns the IRIs of records and holds whose comparison form is one of some, and that are not
                in that form.
        """
        self.names: frozenset[str] | None = None
        self.spellings: frozenset[str] | None = None
        if iris is None:
            return
        names: set[str] = set()
        fresh = set(map(valid_or_same, iris))
        while fresh:
            names |= fresh
            forms = set(map(comparison_form, fresh))
            others = [equal[iri] for iri in (fresh | forms) & equal.keys()]
            fresh = forms.union(find_spellings(forms), *others) - names
        found: set[str] = set()
        for iri in names:
            if (some := spellings_of(iri)) is None:
                # It may be the valid form of so many texts that no query can name them.
                return
            found |= some
        self.names, self.spellings = frozenset(names), frozenset(found.union(iris))

    def digests(self, salt: str | None) -> frozenset[str] | None:
        """The digests of the names; None for all."""
        if self.names is None or salt is None:
            return None
        return frozenset(iri_digest(salt, iri) for iri in self.names)

    def rows(
        self, connection: Connection, query: Select[Any], values: Collection[str] | None, *columns: ColumnElement[Any]
    ) -> Iterator[Row[Any]]:
        """The rows of a query that have one of some values in one of some columns, or all if these are None.

        A row with a value in each of two columns may come twice.
        """
        if values is None:
            yield from connection.execute(query)
            return
        for some in slices(sorted(values)):
            yield from connection.execute(query.where(or_(*(column.in_(some) for column in columns))))


# ---------------------------------------------------------------- marked catalogs
# Catalogues that a source marks, and what these list: a mark on a catalogue is one on all that is listed in it.
#
# Which these are is read with the bars, so that it does not matter who was harvested first, and that nothing stays when
# the mark is lifted. Source of the rules: docs/decisions/0006-state-secrets.md.

_LISTING: Final = sorted(one.value for one in MEMBERSHIP)


class StoredCatalog(NamedTuple):
    """A catalogue of a source."""

    iri: str
    source_id: int
    version_id: int


def stored_catalogs(connection: Connection) -> list[StoredCatalog]:
    """The catalogues of all sources."""
    query = select(records.c.iri, records.c.source_id, records.c.version_id).where(IS_CATALOG)
    return [StoredCatalog(*row) for row in connection.execute(query.order_by(records.c.id))]


def listed_in_marked(
    connection: Connection, catalogs: Collection[StoredCatalog], bars: Bars
) -> Mapping[str, tuple[Bar, ...]]:
    """The marks on catalogues, by the comparison form of each IRI that one of them lists, also through another one.

    Args:
        bars: what marks the catalogues, and which IRIs name one thing.
    """
    by_form: defaultdict[str, list[StoredCatalog]] = defaultdict(list)
    fresh: dict[str, set[Bar]] = {}
    for one in catalogs:
        form = comparison_form(one.iri)
        by_form[form].append(one)
        if marks := {bar for name in bars.names_of(one.iri) for bar in bars.marks_under(name)}:
            fresh[form] = marks
    found: defaultdict[str, set[Bar]] = defaultdict(set)
    while fresh:
        after: defaultdict[str, set[Bar]] = defaultdict(set)
        for form, marks in fresh.items():
            for target in _targets(connection, by_form[form]):
                if more := marks - found[target]:
                    found[target] |= more
                    for name in by_form.keys() & bars.names_of(target):
                        after[name] |= more
        fresh = after
    return {target: tuple(sorted(marks)) for target, marks in found.items()}


def _targets(connection: Connection, catalogs: Collection[StoredCatalog]) -> Iterator[str]:
    """The comparison forms of all that some catalogues list, or list no longer since one end of it is missing."""
    by_source: defaultdict[int, list[str]] = defaultdict(list)
    for one in catalogs:
        by_source[one.source_id].append(one.iri)
    targets: set[str] = set()
    for source_id, iris in by_source.items():
        is_open = and_(memberships.c.source_id == source_id, memberships.c.last_run.is_(None))
        listed = select(memberships.c.target).where(is_open)
        targets |= read_values_in(connection, listed, memberships.c.catalog, iris)
    # A catalogue that a program has put has its links in its own graph.
    linked = select(links.c.target).where(links.c.property.in_(_LISTING))
    targets |= read_values_in(connection, linked, links.c.version_id, [one.version_id for one in catalogs])
    return map(comparison_form, sorted(targets))


# ---------------------------------------------------------------- mark answers
# Answers of persons: which texts of a record are no marks of secrecy, as long as its source says the same.
#
# Source of the rules: docs/decisions/0006-state-secrets.md.


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


# ---------------------------------------------------------------- stored bars

SALT = "salt"
"""Name of the setting with the salt of the digests of marked IRIs."""
_MOST_IN_A_LIST = 10_000


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
    publicity = _Publicity()
    is_any_held = False
    for row in scope.rows(connection, _kept_back_records(), scope.spellings, records.c.iri):
        if row.is_barring:
            states[valid_or_same(row.iri)].append(Bar(row.name, row.state))
        # Who undoes that a source brought it takes back the status that it came with, too.
        said = without_status(row.publicity or "") if row.is_undone else row.publicity
        publicity.add(row.name, said, (row.iri,))
        is_any_held = is_any_held or row.is_held
    # As of an earlier moment these are temporary tables, which lack the index.
    with nullcontext() if later_bars(connection) else row_by_row(connection):
        for row in scope.rows(connection, _not_public(connection.dialect.name), scope.spellings, records.c.iri):
            publicity.add(row.name, row.publicity, json.loads(row.iris))
    # Also where no source has a record of its own under that IRI: it may be described within another one.
    held = list(open_holds(connection, scope.names)) if there.causes else []
    for one in held:
        if Bar(one.name, one.kind) not in states[one.iri]:
            states[one.iri].append(Bar(one.name, one.kind))
    if is_any_held:
        # What is held after an undone run says how public its record may be, although it is not published.
        for said in held_statements(connection, iris=scope.spellings).values():
            publicity.add(said.source, said.publicity, (said.iri,))
    everywhere = [one for one in held if one.is_everywhere]
    marks = _marks(connection, there.salt, scope) if there.marks else _Marks({}, {})
    return Bars(
        salt=there.salt,
        marks=marks.by_digest,
        spelled_marks=marks.by_form,
        states={iri: tuple(found) for iri, found in states.items()},
        publicity=publicity.by_iri,
        holds=_with_new_iris(frozenset(one.iri for one in everywhere), renamed),
        purged=_with_new_iris(frozenset(one.iri for one in everywhere if one.kind == "purged"), renamed),
        equal=equal,
        alike=with_spellings(equal, chain(states, publicity.by_iri)),
        answers=open_answers(connection, scope.names) if there.answers else {},
        has_spellings=there.spellings,
        asked=scope.names,
    )


class _Marks(NamedTuple):
    """Marks by digest of the IRI, and those on other spellings by digest of their comparison form."""

    by_digest: Mapping[str, tuple[Bar, ...]]
    by_form: Mapping[str, tuple[Bar, ...]]


def _marks(connection: Connection, salt: str | None, scope: BarScope) -> _Marks:
    by_digest: defaultdict[str, list[Bar]] = defaultdict(list)
    by_form: defaultdict[str, list[Bar]] = defaultdict(list)
    query = select(bars.c.id, bars.c.digest, bars.c.form, sources.c.name, bars.c.kind)
    query = query.join(sources, sources.c.id == bars.c.source_id).where(MARKS.in_force)
    rows = scope.rows(connection, query, scope.digests(salt), bars.c.digest, bars.c.form)
    for row in sorted({row.id: row for row in rows}.values(), key=attrgetter("id")):
        by_digest[row.digest].append(Bar(row.name, row.kind))
        if row.form is not None:
            by_form[row.form].append(Bar(row.name, row.kind))
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


class _Publicity:
    """The publicity that sources state of records.

    Attributes:
        by_iri: by IRI in its valid form, and then by source.
    """

    def __init__(self) -> None:
        self.by_iri: dict[str, dict[str, str]] = {}

    def add(self, source: str, publicity: str | None, iris: Sequence[str]) -> None:
        """Add what the versions of some records of a source state; a status that is not understood states nothing."""
        stated = publicity or ""
        if has_unknown_status(stated):
            stated = without_status(stated)
        if stated <= ALL_PUBLIC:
            return
        alone = {source: stated}  # shared by all records of which nothing else is said, which are most
        for iri in iris if are_valid_iris(iris) else map(valid_or_same, iris):
            said = self.by_iri.setdefault(iri, alone)
            # One source may have an IRI both as it was stored before and in its valid form.
            if said is not alone and (source not in said or is_narrower(stated, said[source])):
                self.by_iri[iri] = {**said, source: stated}


@cache
def _first_look() -> Select[Any]:
    """The salt, and whether there are marks, causes, answers, redirects, spellings, and IRIs that name one thing."""
    return select(
        select(settings.c.value).where(settings.c.name == SALT).scalar_subquery().label("salt"),
        exists(select(bars.c.id).where(MARKS.in_force)).label("marks"),
        exists(select(causes.c.id).where(causes.c.until.is_(None))).label("causes"),
        exists(select(mark_answers.c.id).where(mark_answers.c.until.is_(None))).label("answers"),
        exists(select(redirects.c.id).where(redirects.c.until.is_(None))).label("redirects"),
        exists(select(same_as.c.id).where(same_as.c.until.is_(None))).label("same_as"),
        exists(select(spellings.c.id)).label("spellings"),
    )


@cache
def _kept_back_records() -> Select[Any]:
    """The records that are withdrawn or held, with what bars; they are few, and have an index."""
    return (
        select(
            records.c.iri,
            sources.c.name,
            shown_state,
            has_cause("held").label("is_held"),
            has_cause("undone").label("is_undone"),
            versions.c.publicity,
            _is_barring().label("is_barring"),
        )
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == records.c.version_id, isouter=True)
        .where(IS_KEPT_BACK, or_(_is_barring(), IS_NOT_PUBLIC, has_cause("held")))
    )


@cache
def _not_public(dialect: str) -> Select[Any]:
    """Of the other records those that are not all public, found by their versions, as JSON lists of IRIs.

    A list for each source and publicity, and for at most so many records: a tenth of a large registry are a few rows.
    """
    list_of = func.json_agg if dialect == "postgresql" else func.json_group_array
    return (
        select(sources.c.name, versions.c.publicity, cast(list_of(records.c.iri), Text).label("iris"))
        .select_from(versions)
        .join(records, and_(records.c.id == versions.c.record_id, records.c.version_id == versions.c.id))
        .join(sources, sources.c.id == records.c.source_id)
        .where(not_(IS_KEPT_BACK), IS_NOT_PUBLIC)
        .group_by(sources.c.name, versions.c.publicity, records.c.id // _MOST_IN_A_LIST)
    )


def _is_barring() -> ColumnElement[bool]:
    # What a person withdraws or a hold keeps back; absence from one source bars nothing in another.
    return has_cause(*sorted(OF_PERSONS))


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
    rows = connection.execute(MARKS.query(bars.c.source_id == stamp.source_id, bars.c.kind == reason))
    # One without its form, from before forms were stored, is written again.
    known = {MarkDigest(row.digest, row.form) for row in rows}
    fresh = sorted(set(digests) - known, key=attrgetter("digest"))
    lift_bar_digests(connection, [one.digest for one in fresh], stamp)
    added = ({"source_id": stamp.source_id, "kind": reason, **one._asdict()} for one in fresh)
    MARKS.add(database, connection, added, by=stamp.by, at=stamp.now)


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
        for row in connection.execute(MARKS.query(MARKS.about(some), bars.c.kind.in_(reasons))):
            found |= by_digest.get(row.digest, set()) | by_digest.get(row.form, set())
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
    return next(MARKS.rows_about(connection, digests, ended=True), None) is not None


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
    for some in slices(sorted(digests)):
        marked = bars.c.source_id == stamp.source_id, bars.c.digest.in_(some)
        MARKS.end(connection, *marked, by=stamp.by, at=stamp.now)


def secret_digests(connection: Connection, is_asked: ColumnElement[bool] | None = None) -> set[str]:
    """The digests of all IRIs that are marked as state secrets, and of their comparison forms.

    Args:
        is_asked: the condition on the marks, if not all are asked for.
    """
    asked = () if is_asked is None else (is_asked,)
    rows = connection.execute(MARKS.query(bars.c.kind == "secret", *asked))
    return {digest for row in rows for digest in MarkDigest(row.digest, row.form).both}


def is_any_secret(connection: Connection) -> bool:
    """Whether any source marks anything as a state secret."""
    return connection.execute(MARKS.query(bars.c.kind == "secret").limit(1)).first() is not None


def marked_digests(connection: Connection, source_id: int) -> set[str]:
    """The digests of the IRIs that a source has marked as state secrets."""
    rows = connection.execute(MARKS.query(bars.c.source_id == source_id, bars.c.kind == "secret"))
    return {row.digest for row in rows}


def salt_of(connection: Connection) -> str | None:
    """The salt of the registry's digests; None if nothing was ever marked."""
    return connection.scalar(select(settings.c.value).where(settings.c.name == SALT))


# ---------------------------------------------------------------- lifted marks
# Records that a mark of secrecy withholds although no source marks them any more: a person has to release them.
#
# Source of the rules: docs/decisions/0006-state-secrets.md.


def unmarked_records(connection: Connection) -> Mapping[int, Sequence[str]]:
    """The IRIs of such records by the key of their source, in order; of those that the source has.

    What a person withheld, too, is decided, and is not among them.
    """
    query = select(causes.c.iri, causes.c.source_id, causes.c.kind).where(
        causes.c.kind.in_(HOLDS_OF["withheld"]), CAUSES.in_force
    )
    by_mark: set[tuple[str, int | None]] = set()
    by_person: set[tuple[str, int | None]] = set()
    for iri, source, kind in connection.execute(query):
        (by_mark if kind == "secret" else by_person).add((iri, source))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for some in slices(sorted({source for _, source in by_mark if source is not None})):
        held = select(records.c.source_id, records.c.iri).where(
            records.c.source_id.in_(some),
            records.c.role.not_in(NODE_ROLES),
            records.c.presence == "present",
            records.c.hold == "withheld",
        )
        for source, iri in connection.execute(held.order_by(records.c.source_id, records.c.iri)):
            valid = valid_or_same(iri)
            if (valid, source) in by_mark and not by_person & {(valid, source), (valid, None)}:
                found[source].append(iri)
    return _drop_marked(connection, found)


def _drop_marked(connection: Connection, found: Mapping[int, Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """The IRIs, of some, that no source marks under any name that their record had."""
    groups = groups_of(redirected_pairs(connection)) if found else {}
    names = {iri: groups.get(iri, frozenset({iri})) for iris in found.values() for iri in iris}
    marked = marked_at_all(connection, {name for some in names.values() for name in some})
    unmarked = {
        source: tuple(iri for iri in iris if marked.isdisjoint(names[iri])) for source, iris in sorted(found.items())
    }
    return {source: iris for source, iris in unmarked.items() if iris}


# ---------------------------------------------------------------- same things
# Find the records whose IRIs name the same thing as another one, as bars find them.


def records_of_same(connection: Connection, iri: str) -> list[RecordRow]:
    """The records and node records under other IRIs of the same thing, by IRI and age of the source.

    Other spellings of the IRI are such, and what people say is the same; the IRIs that a record had before are its own.
    """
    own = set(names_of(connection, iri))
    bars = read_bars(connection, own)
    names = {name for one in own for name in bars.names_of(one)}.union(bars.asked or ())
    others = names - {spelling for one in own for spelling in (one, valid_or_same(one))}
    query = record_query().order_by(records.c.iri, sources.c.id)
    return [row_of(row._mapping) for row in read_in(connection, query, records.c.iri, others)]
