"""Stored rows of a source: the source itself, newest versions of its records, links, memberships."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from struct import Struct
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import ErrorsText

from ..record.harvested import Harvested
from ..record.record import Link, Membership
from ..record.source_settings import DEFAULT_KIND, DeclaredSource, unpack_settings
from ..record.stored import NOTHING_SAID, StoredVersion
from .clock import Stamp
from .database import RegistryDatabase
from .reading import read_in, read_values_in, slices, value_from_row, write_in
from .tables import (
    INDEXED_CHARACTERS,
    INDEXED_TARGET,
    has_cause,
    is_verdict,
    links,
    memberships,
    records,
    renewals,
    runs,
    shown_state,
    source_changes,
    sources,
    verdicts,
)

# ---------------------------------------------------------------- stored rows

KIND: Final = "kind"
"""The field of a change that says of what kind a source is."""
_READ: Final = ("complete", "incomplete", "undone")
"""States of runs that have read a source."""

is_kind_open: Final[ColumnElement[bool]] = and_(
    sources.c.kind == DEFAULT_KIND,
    or_(sources.c.location.startswith("http://"), sources.c.location.startswith("https://")),
    ~exists().where(source_changes.c.source_id == sources.c.id, source_changes.c.field == KIND),
    ~exists().where(runs.c.source_id == sources.c.id, runs.c.state.in_(_READ)),
)
"""The condition that a row of `sources` is of a source whose kind is still to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredSource(DeclaredSource):
    """A source as registered.

    Attributes:
        retired_at: since when nothing is harvested from it; None while it is in use.
        is_kind_open: whether nobody has said its kind, and no reading has found it yet; see `is_kind_open`.
    """

    id: int
    retired_at: str | None = None
    is_kind_open: bool = False

    @classmethod
    def of(cls, key: int, declared: DeclaredSource) -> RegisteredSource:
        """A source in use, as it was declared."""
        return cls(id=key, **_declared_values(declared))

    @property
    def known_kind(self) -> str | None:
        """Its kind; None as long as a reading is to find it."""
        return None if self.is_kind_open else self.kind

    @property
    def declared(self) -> DeclaredSource:
        """The source as it was declared last."""
        return DeclaredSource(**_declared_values(self))


def _declared_values(source: DeclaredSource) -> dict[str, Any]:
    return {name: getattr(source, name) for name in DeclaredSource.__annotations__}


def sources_of(connection: Connection) -> list[RegisteredSource]:
    """All sources, oldest first."""
    query = select(sources, is_kind_open.label("is_kind_open")).order_by(sources.c.id)
    return [source_from_row(row) for row in connection.execute(query)]


def declared_sources(connection: Connection) -> list[DeclaredSource]:
    """All sources, of whatever schema, without their priority and settings."""
    query = select(sources.c.name, sources.c.location, sources.c.kind, sources.c.profile).order_by(sources.c.id)
    return [DeclaredSource(**row._mapping) for row in connection.execute(query)]


def source_from_row(row: Row[Any]) -> RegisteredSource:
    """A source from the columns of its row."""
    return value_from_row(RegisteredSource, row._mapping, settings=unpack_settings(row.settings))


def find_source(
    connection: Connection, *, name: str | None = None, location: str | None = None
) -> RegisteredSource | None:
    """The source of that name or location."""
    return find_among(sources_of(connection), name=name, location=location)


def find_among(
    some: Iterable[RegisteredSource], *, name: str | None = None, location: str | None = None
) -> RegisteredSource | None:
    """The source of that name or location, among some."""
    return next((one for one in some if one.name == name or one.location == location), None)


def named_source(connection: Connection, name: str) -> RegisteredSource:
    """The source of a name.

    Raises:
        UnknownNameError: there is none; the error has all names.
    """
    found = find_source(connection, name=name)
    if found is None:
        raise UnknownNameError(ErrorsText.SOURCE_UNKNOWN, name, (known.name for known in sources_of(connection)))
    return found


def newest_versions(
    connection: Connection, source_id: int, profile: str, iris: Collection[str] | None = None
) -> dict[str, StoredVersion]:
    """Newest versions of records of the source by IRI, all or some, with their verdict under the profile."""
    return _versions_by_iri(read_in(connection, _query(source_id, profile), records.c.iri, iris))


def version_rows(connection: Connection, source_id: int, profile: str) -> Iterator[Row[Any]]:
    """The rows of the same, as `version_from_row` takes them."""
    yield from connection.execute(_query(source_id, profile).execution_options(yield_per=1_000))


def held_iris_of(connection: Connection, source_id: int) -> list[str]:
    """The IRIs of the records of a source that are held after an undone run."""
    query = select(records.c.iri).where(
        records.c.source_id == source_id, or_(has_cause("held"), records.c.source_digest == NOTHING_SAID)
    )
    return list(connection.scalars(query))


def version_page(
    connection: Connection, source_id: int, profile: str, *, after: int, limit: int
) -> dict[str, StoredVersion]:
    """The same, but at most `limit`, those with the next greater keys; empty if there are no more."""
    query = _query(source_id, profile).where(records.c.id > after).order_by(records.c.id).limit(limit)
    return _versions_by_iri(connection.execute(query))


def doubtful_page(
    connection: Connection, source_id: int, profile: str, *, basis: tuple[str, str], today: str, after: int, limit: int
) -> dict[str, StoredVersion]:
    """The same, without those of which the stored verdict accepts what is there, and nothing makes that doubtful.

    Args:
        basis: digests of the profile and of the code lists by which a verdict is current.
        today: the reference date.
    """
    profile_digest, lists_digest = basis
    doubtful = or_(
        verdicts.c.accepted.is_not(true()),
        verdicts.c.profile_digest != profile_digest,
        verdicts.c.lists_digest != lists_digest,
        verdicts.c.since > today,
        verdicts.c.until < today,
        records.c.presence != "present",
        records.c.id.in_(select(renewals.c.record_id)),
    )
    query = _query(source_id, profile).where(records.c.id > after, doubtful).order_by(records.c.id).limit(limit)
    return _versions_by_iri(connection.execute(query))


def versions_with_keys(
    connection: Connection, source_id: int, profile: str, record_ids: Collection[int]
) -> dict[str, StoredVersion]:
    """The same of the records with some keys."""
    return _versions_by_iri(read_in(connection, _query(source_id, profile), records.c.id, record_ids))


def _query(source_id: int, profile: str) -> Select[Any]:
    return (
        select(*version_columns(records.c.version_id, records.c.digest, since=verdicts.c.since, until=verdicts.c.until))
        .outerjoin(verdicts, is_verdict(records.c.version_id, profile))
        .where(records.c.source_id == source_id)
    )


def _versions_by_iri(rows: Iterable[Row[Any]]) -> dict[str, StoredVersion]:
    return {row.iri: version_from_row(row) for row in rows}


def version_columns(
    version_id: ColumnElement[Any], digest: ColumnElement[Any], *, since: ColumnElement[Any], until: ColumnElement[Any]
) -> tuple[ColumnElement[Any], ...]:
    """The columns that `version_from_row` reads; what differs is which version of a record it is."""
    return (
        records.c.iri,
        records.c.id,
        records.c.role,
        records.c.causes,
        version_id.label("version_id"),
        digest.label("digest"),
        records.c.source_digest,
        records.c["class"],
        verdicts.c.profile_digest,
        verdicts.c.lists_digest,
        verdicts.c.context_digest,
        since.label("since"),
        until.label("until"),
        verdicts.c.accepted,
    )


def version_from_row(row: Row[Any]) -> StoredVersion:
    """A stored version from `version_columns`."""
    has_verdict = row.profile_digest is not None
    return StoredVersion(
        id=row.id,
        role=row.role,
        causes=row.causes,
        version_id=row.version_id,
        digest=row.digest,
        source_digest=row.source_digest,
        verdict_key=f"{row.profile_digest} {row.lists_digest} {row.context_digest}" if has_verdict else "",
        accepted=row.accepted,
        main_class=row._mapping["class"],
        since=row.since,
        until=row.until,
    )


@dataclass(frozen=True, slots=True)
class OpenMembership:
    """The row of a membership that has not ended.

    Attributes:
        missing_since: run since which it is not listed, but kept because an end of it is missing; None if it is listed.
    """

    id: int
    missing_since: int | None


def open_memberships(
    connection: Connection, source_id: int, targets: Collection[str] | None = None
) -> dict[tuple[str, str, str], OpenMembership]:
    """The memberships of the source's catalogues that have not ended, all or those of some targets."""
    query = select(
        memberships.c.catalog,
        memberships.c.property,
        memberships.c.target,
        memberships.c.id,
        memberships.c.missing_since,
    ).where(memberships.c.source_id == source_id, memberships.c.last_run.is_(None))
    wanted = [true()] if targets is None else _conditions_on_targets(targets)
    return {
        (catalog, prop, target): OpenMembership(key, missing_since)
        for condition in wanted
        for catalog, prop, target, key, missing_since in connection.execute(query.where(condition))
    }


def _conditions_on_targets(targets: Collection[str]) -> list[ColumnElement[bool]]:
    """Conditions that a membership has one of some targets: of short ones there is an index."""
    short = [target for target in targets if len(target) <= INDEXED_CHARACTERS]
    found = [and_(memberships.c.target.in_(some), text(INDEXED_TARGET)) for some in slices(sorted(short))]
    return found + [memberships.c.target.in_(some) for some in slices(sorted(set(targets).difference(short)))]


def stored_links(connection: Connection, source_id: int, states: Collection[str]) -> list[Link]:
    """Outgoing links of the newest versions of records in some states."""
    return [Link(*row) for row in connection.execute(_links_query(source_id, states))]


def has_links(connection: Connection, source_id: int) -> bool:
    """Whether anything in a source has links by the properties that are stored."""
    return connection.execute(select(links.c.id).where(links.c.source_id == source_id).limit(1)).first() is not None


def links_to(
    connection: Connection, source_id: int, targets: Collection[str], states: Collection[str]
) -> Iterator[Link]:
    """Incoming links of some IRIs, from records in some states."""
    for row in read_in(connection, _links_query(source_id, states), links.c.target, targets):
        yield Link(*row)


def memberships_of(
    connection: Connection, source_id: int, targets: Collection[str], states: Collection[str]
) -> Iterator[Membership]:
    """Memberships of some IRIs in catalogues that are in some states."""
    listing = _memberships_query(source_id, memberships.c.catalog).where(shown_state.in_(states))
    for condition in _conditions_on_targets(targets):
        for row in connection.execute(listing.where(condition)):
            yield Membership(*row)


def members_of(
    connection: Connection, source_id: int, catalogs: Collection[str], barred: Collection[str]
) -> Iterator[Membership]:
    """Memberships of some catalogues, without members in barred states."""
    may_leave = or_(records.c.id.is_(None), shown_state.not_in(barred))
    query = _memberships_query(source_id, memberships.c.target).where(may_leave)
    for row in read_in(connection, query, memberships.c.catalog, catalogs):
        yield Membership(*row)


def published_by(connection: Connection, source_id: int, agents: Collection[str]) -> set[str]:
    """The IRIs of the records of a source whose first publisher is one of some agents."""
    query = select(records.c.iri).where(records.c.source_id == source_id)
    return read_values_in(connection, query, records.c.publisher, agents)


def current_memberships(connection: Connection, source_id: int) -> list[Membership]:
    """The memberships that the source's catalogues list."""
    query = select(memberships.c.catalog, memberships.c.property, memberships.c.target).where(
        memberships.c.source_id == source_id, is_listed()
    )
    return [Membership(*row) for row in connection.execute(query)]


def is_listed() -> ColumnElement[bool]:
    """The condition that a membership is listed by its source."""
    return and_(memberships.c.last_run.is_(None), memberships.c.missing_since.is_(None))


def _links_query(source_id: int, states: Collection[str]) -> Select[Any]:
    return (
        select(records.c.iri, links.c.property, links.c.target)
        .join(records, and_(records.c.id == links.c.record_id, records.c.version_id == links.c.version_id))
        .where(links.c.source_id == source_id, shown_state.in_(states))
    )


def _memberships_query(source_id: int, end: ColumnElement[str]) -> Select[Any]:
    """The listed memberships, each with the record at one end of it, if there is one."""
    return (
        select(memberships.c.catalog, memberships.c.property, memberships.c.target)
        .outerjoin(records, and_(records.c.source_id == source_id, records.c.iri == end))
        .where(memberships.c.source_id == source_id, is_listed())
    )


# ---------------------------------------------------------------- membership rows
# Write what catalogues list: a row for each time that something is listed, open until that ends.
#
# Where one end of it is missing, a membership stays open, though it is not listed, until that end is withdrawn or back.

Member: TypeAlias = tuple[str, str, str]
"""Catalogue, property and target."""
_ROWS: Final = 5_000
"""New rows that are in memory at a time."""


def write_memberships(database: RegistryDatabase, connection: Connection, plan: Harvested, stamp: Stamp) -> None:
    """Open rows for new memberships, and in a complete run end those that catalogues no longer list.

    Call it once the run has marked what is missing. What an undone run left open, or ended, stays so while the source
    lists the same.
    """
    listed = dict.fromkeys((member.catalog, member.property, member.target) for member in plan.memberships)
    # What is not whole ends nothing, so that only what it lists is looked at.
    known = open_memberships(connection, stamp.source_id, None if plan.is_whole else {one[2] for one in listed})
    held = _held_rows(connection, stamp.source_id)
    not_listed_again = {row.member for row in held if not row.is_open and row.member in listed}
    over = [row.id for row in held if row.is_open == (row.member in listed) and row.member not in not_listed_again]
    # What was kept while an end was missing and is listed again is a new row, as all that comes back.
    again = [
        row.id
        for member, row in known.items()
        if row.missing_since is not None and member in listed and member not in not_listed_again
    ]
    unlisted: dict[int, Member] = {}
    if plan.is_whole:
        stay = {row.id for row in held if row.is_open}
        unlisted = {
            row.id: member
            for member, row in known.items()
            if row.missing_since is None and member not in listed and row.id not in stay
        }
    else:
        ended = set(over)
        over = [row.id for row in held if row.id in ended and row.is_open]
    write_in(connection, update(memberships).values(held_by=None), memberships.c.id, over)
    ends = {end for catalog, _, target in unlisted.values() for end in (catalog, target)}
    missing, absent = _missing_iris(connection, stamp.source_id, ends), _absent_iris(connection, stamp.source_id, ends)
    untouched = {key for key, (catalog, _, target) in unlisted.items() if catalog in absent or target in absent}
    kept = [
        key
        for key, (catalog, _, target) in unlisted.items()
        if (catalog in missing or target in missing) and key not in untouched
    ]
    write_in(connection, update(memberships).values(missing_since=stamp.run_id), memberships.c.id, kept)
    end = {"last_run": last_complete_run(memberships, stamp), "ended_by": stamp.run_id}
    ends_now = {*again, *(unlisted.keys() - {*kept, *untouched})}
    write_in(connection, update(memberships).values(end), memberships.c.id, ends_now)
    stays = {member for member, row in known.items() if row.missing_since is None} | not_listed_again
    open_memberships_of(database, connection, [one for one in listed if one not in stays], stamp)


def open_memberships_of(
    database: RegistryDatabase, connection: Connection, members: Iterable[Member], stamp: Stamp, **columns: Any
) -> None:
    """Open a row for each of some memberships."""
    ids = database.next_ids(connection, memberships)
    rows = (
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "catalog": catalog,
            "property": prop,
            "target": target,
            "first_run": stamp.run_id,
            **columns,
        }
        for catalog, prop, target in members
    )
    # A catalogue may list a hundred thousand records.
    while some := list(islice(rows, _ROWS)):
        connection.execute(insert(memberships), some)


@dataclass(frozen=True, slots=True)
class _HeldRow:
    """A membership as an undone run left it."""

    id: int
    member: Member
    is_open: bool


def _held_rows(connection: Connection, source_id: int) -> list[_HeldRow]:
    query = select(
        memberships.c.id, memberships.c.catalog, memberships.c.property, memberships.c.target, memberships.c.last_run
    ).where(memberships.c.source_id == source_id, memberships.c.held_by.is_not(None))
    return [
        _HeldRow(key, (catalog, prop, target), last_run is None)
        for key, catalog, prop, target, last_run in connection.execute(query)
    ]


def end_kept_memberships(connection: Connection, source_id: int, *, run: int | None) -> None:
    """End the memberships of a source that are not listed any more, and of which no end is missing any more."""
    query = select(memberships.c.id, memberships.c.catalog, memberships.c.target, memberships.c.missing_since).where(
        memberships.c.source_id == source_id, memberships.c.last_run.is_(None), memberships.c.missing_since.is_not(None)
    )
    rows = connection.execute(query).all()
    missing = _missing_iris(connection, source_id, {end for row in rows for end in (row.catalog, row.target)})
    over = [row.id for row in rows if row.catalog not in missing and row.target not in missing]
    before = memberships.c.missing_since
    last = last_complete_run_before(memberships, source_id, before)
    write_in(connection, update(memberships).values(last_run=last, ended_by=run), memberships.c.id, over)


def last_complete_run(table: Table, stamp: Stamp) -> Any:
    """The last complete run before that of the stamp, or that in which a row of the table began if that is later."""
    return last_complete_run_before(table, stamp.source_id, stamp.run_id)


def last_complete_run_before(table: Table, source_id: int, run: Any) -> Any:
    """The last complete run of a source before another, or that in which a row of the table began if that is later."""
    before = (
        select(func.max(runs.c.id))
        .where(runs.c.source_id == source_id, runs.c.id < run, runs.c.state == "complete", runs.c.kind != "undo")
        .scalar_subquery()
    )
    # What began in an incomplete run may never have been in a complete one.
    return case((before > table.c.first_run, before), else_=table.c.first_run)


def _missing_iris(connection: Connection, source_id: int, iris: Collection[str]) -> set[str]:
    """The IRIs whose records are missing from a source."""
    return _iris_where(connection, source_id, iris, records.c.presence == "missing")


def _absent_iris(connection: Connection, source_id: int, iris: Collection[str]) -> set[str]:
    """The IRIs whose records a source does not have, and that are held so that they are not missing."""
    return _iris_where(connection, source_id, iris, records.c.source_digest == NOTHING_SAID)


def _iris_where(
    connection: Connection, source_id: int, iris: Collection[str], condition: ColumnElement[bool]
) -> set[str]:
    query = select(records.c.iri).where(records.c.source_id == source_id, condition)
    return read_values_in(connection, query, records.c.iri, iris)


# ---------------------------------------------------------------- version index
# The newest versions of the records of a source by IRI: all of them, packed if they are many, or on demand.

_FEW: Final = 50_000
"""Versions up to this number are held as objects: packing them costs a tenth of the time of an unchanged harvest."""

_HEAD: Final = Struct("<qq7Ib")
"""Keys of record and version, numbers of texts, and the verdict."""
_DIGEST: Final = Struct("<I?32s")
"""Number of the text before a digest, whether there is a digest, and its bytes."""
_VERDICTS: Final = {None: -1, False: 0, True: 1}
_ACCEPTED: Final = {-1: None, 0: False, 1: True}
_HEX: Final = re.compile(r"(.*?)([0-9a-f]{64})", re.DOTALL)


def all_versions(connection: Connection, source_id: int, profile: str) -> Mapping[str, StoredVersion]:
    """The newest versions of all records of a source by IRI, packed if there are many."""
    number = connection.scalar(select(func.count()).where(records.c.source_id == source_id)) or 0
    if number <= _FEW:
        return newest_versions(connection, source_id, profile)
    return VersionIndex(version_rows(connection, source_id, profile))


class VersionIndex(Mapping[str, StoredVersion]):
    """Stored versions by IRI; each is made when it is asked for, and the last one is remembered."""

    def __init__(self, rows: Iterable[Row[Any]]) -> None:
        self._texts: list[str | None] = [None]
        self._numbers: dict[str | None, int] = {None: 0}
        self._packed: dict[str, bytes] = {}
        self._last: tuple[str, StoredVersion] | None = None
        for row in rows:
            self._packed[row.iri] = self._pack(version_from_row(row))

    def __getitem__(self, iri: str) -> StoredVersion:
        """The version of an IRI.

        Raises:
            KeyError: there is none.
        """
        if self._last is not None and self._last[0] == iri:
            return self._last[1]
        version = self._unpack(self._packed[iri])
        self._last = (iri, version)
        return version

    def __contains__(self, iri: object) -> bool:
        """Whether there is a version of an IRI."""
        return iri in self._packed

    def __iter__(self) -> Iterator[str]:
        """The IRIs."""
        return iter(self._packed)

    def __len__(self) -> int:
        """The number of versions."""
        return len(self._packed)

    def _number(self, text: str | None) -> int:
        """The number of a text that many versions have."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._texts)
            self._texts.append(text)
        return number

    def _pack(self, one: StoredVersion) -> bytes:
        rules, _, context = one.verdict_key.rpartition(" ")
        texts = (one.role, one.causes, one.main_class, one.since, one.until, rules)
        head = _HEAD.pack(
            one.id,
            one.version_id,
            *map(self._number, texts),
            0 if one.source_digest == one.digest else 1,
            _VERDICTS[one.accepted],
        )
        digests = [one.digest, context] if one.source_digest == one.digest else [one.digest, context, one.source_digest]
        return head + b"".join(map(self._pack_digest, digests))

    def _pack_digest(self, text: str) -> bytes:
        found = _HEX.fullmatch(text)
        if found is None:
            return _DIGEST.pack(self._number(text), False, b"")  # noqa: FBT003 - a member of the struct
        return _DIGEST.pack(self._number(found[1]), True, bytes.fromhex(found[2]))  # noqa: FBT003

    def _unpack_digest(self, packed: bytes, at: int) -> str:
        number, has_digest, digest = _DIGEST.unpack_from(packed, _HEAD.size + at * _DIGEST.size)
        text = self._texts[number] or ""
        return text + digest.hex() if has_digest else text

    def _unpack(self, packed: bytes) -> StoredVersion:
        key, version_id, *numbers, accepted = _HEAD.unpack_from(packed)
        *texts, own_source = numbers
        role, causes, main_class, since, until, rules = (self._texts[number] for number in texts)
        digests = [self._unpack_digest(packed, at) for at in range(2 + own_source)]
        return StoredVersion(
            id=key,
            role=role or "",
            causes=causes or "",
            version_id=version_id,
            digest=digests[0],
            source_digest=digests[-1] if own_source else digests[0],
            verdict_key=f"{rules} {digests[1]}" if rules else digests[1],
            accepted=_ACCEPTED[accepted],
            main_class=main_class,
            since=since,
            until=until,
        )


_Read = Callable[[Collection[str] | None], Mapping[str, StoredVersion]]


class VersionsOnDemand(Mapping[str, StoredVersion]):
    """Stored versions by IRI; `fetch` reads many at once, any other is read by itself.

    Whoever walks all of them reads all: that is right, and costs as much as a whole reading.
    """

    def __init__(self, read: _Read) -> None:
        """`read` returns the versions of some IRIs, or of all."""
        self._read = read
        self._asked: set[str] = set()
        self._found: dict[str, StoredVersion] = {}
        self._has_all = False

    def fetch(self, iris: Collection[str]) -> None:
        """Read the versions of some IRIs that were not asked for yet."""
        fresh = set(iris) - self._asked
        if fresh and not self._has_all:
            self._asked |= fresh
            self._found |= self._read(sorted(fresh))

    def __getitem__(self, iri: str) -> StoredVersion:
        """The version of an IRI.

        Raises:
            KeyError: there is none.
        """
        self.fetch((iri,))
        return self._found[iri]

    def __contains__(self, iri: object) -> bool:
        """Whether there is a version of an IRI."""
        if not isinstance(iri, str):
            return False
        self.fetch((iri,))
        return iri in self._found

    def __iter__(self) -> Iterator[str]:
        """The IRIs of all."""
        return iter(self._all())

    def __len__(self) -> int:
        """The number of all."""
        return len(self._all())

    def version_ids(self) -> list[int]:
        """The keys of the versions that were read."""
        return [one.version_id for one in self._found.values()]

    def _all(self) -> Mapping[str, StoredVersion]:
        if not self._has_all:
            self._found |= self._read(None)
            self._has_all = True
        return self._found
