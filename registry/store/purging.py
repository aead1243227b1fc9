"""Purge what is stored under an IRI: every word of it, in every version and every source.

The rows of its versions and changes stay, so that numbers and times do; their graph is the empty one. What belongs to
other records is theirs and stays: links that lead to it, node records that it reaches.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, func, or_, select, update

from danhmuc.vocab.lines import iri_subjects, iri_values

from ..record.bars import mention_keys, mentions_any
from ..record.record import NODE_ROLES
from ..record.source_bytes import json_spellings
from ..record.source_settings import pack_settings, unpack_settings
from ..record.stored import LeftNode
from ..record.summary import ALL_PUBLIC
from .database import RegistryDatabase
from .decisions import ALL_DECISIONS
from .elements import forget_elements
from .past_rows import UNKEPT
from .reading import graph_bodies, read_in, read_values_in, slices, write_in
from .registration_rows import registered_iris
from .search_index import delete_words, erase_deleted_words
from .secret_records import secret_record_ids
from .stored_documents import drop_documents
from .tables import (
    PAST,
    SEARCH_TABLE,
    bodies,
    changes,
    documents,
    findings,
    graphs,
    links,
    memberships,
    records,
    rests,
    runs,
    source_bytes,
    source_changes,
    sources,
    texts,
    verdicts,
    versions,
)

# ---------------------------------------------------------------- purged past
# Take the words of purged records out of the rows as they were before, and out of the corrections of sources.

_RECORDS: Final = PAST["records"]
_VERSIONS: Final = PAST["versions"]
_LINKS: Final = PAST["links"]
_MEMBERSHIPS: Final = PAST["memberships"]
_SOURCES: Final = PAST["sources"]
_CHANGES: Final = PAST["changes"]


def purge_past(
    connection: Connection, iris: Collection[str], record_ids: Collection[int], cleared: Mapping[str, Any]
) -> None:
    """Take the words of some records out of what is kept of them, once the rows of today are without them.

    Args:
        iris: that the records have.
        cleared: the columns that have such words, of a version, with what takes their place.
    """
    keys = sorted(record_ids)
    of_versions = read_values_in(connection, select(versions.c.id), versions.c.record_id, keys)
    of_record = {name: value for name, value in cleared.items() if name in _RECORDS.c}
    # What became one record by a rename was two before.
    for condition in (_RECORDS.c.iri.in_(iris), *(_RECORDS.c.id.in_(some) for some in slices(keys))):
        emptied = update(_RECORDS).where(condition)
        connection.execute(emptied.values({**of_record, "source_digest": cleared["digest"]}))
    of_version = {name: value for name, value in cleared.items() if name in _VERSIONS.c}
    write_in(connection, update(_VERSIONS).values(of_version), _VERSIONS.c.id, of_versions)
    write_in(connection, delete(_LINKS), _LINKS.c.version_id, of_versions)
    either_end = or_(_MEMBERSHIPS.c.catalog.in_(iris), _MEMBERSHIPS.c.target.in_(iris))
    connection.execute(delete(_MEMBERSHIPS).where(either_end))
    for key, moment, packed in connection.execute(select(_SOURCES.c.id, _SOURCES.c.moment, _SOURCES.c.settings)).all():
        if (without := _without_corrections(packed, iris)) != packed:
            this = and_(_SOURCES.c.id == key, _SOURCES.c.moment == moment)
            connection.execute(update(_SOURCES).where(this).values(settings=without))


def purge_past_decisions(connection: Connection, iris: Collection[str], record_ids: Collection[int]) -> None:
    """Delete the reasons that persons gave, of what they decided about purged records, as they were before."""
    not_purged = _CHANGES.c.kind != "purged"
    now_theirs = select(changes.c.id).where(changes.c.record_id.in_(record_ids))
    of_these = or_(_CHANGES.c.id.in_(now_theirs), _CHANGES.c.former_iri.in_(iris), _CHANGES.c.iri.in_(iris))
    connection.execute(update(_CHANGES).where(of_these, not_purged).values(reason=None))


_FIELD: Final = "corrections"


def purge_corrections(connection: Connection, iris: Collection[str]) -> None:
    """Delete all corrections that are about some IRIs alone; the rows of changes stay, without them.

    Corrections of all records of a source stay: nothing says that their words are those of one record.
    """
    for key, packed in connection.execute(select(sources.c.id, sources.c.settings)).all():
        if (without := _without_corrections(packed, iris)) != packed:
            connection.execute(update(sources).where(sources.c.id == key).values(settings=without))
    query = select(source_changes.c.id, source_changes.c.before, source_changes.c.after)
    for row in connection.execute(query.where(source_changes.c.field == _FIELD)).all():
        values = {"before": _without(row.before, iris), "after": _without(row.after, iris)}
        if (values["before"], values["after"]) != (row.before, row.after):
            connection.execute(update(source_changes).where(source_changes.c.id == row.id).values(values))


def _without_corrections(packed: str, iris: Collection[str]) -> str:
    """The settings of a source without corrections that are about some IRIs alone; the same if there are none."""
    settings = unpack_settings(packed)
    kept = tuple(one for one in settings.corrections if one.record not in iris)
    return packed if kept == settings.corrections else pack_settings(replace(settings, corrections=kept))


def _without(packed: str | None, iris: Collection[str]) -> str | None:
    """A list of corrections as a change has it, without those about some IRIs."""
    if packed is None:
        return None
    given = json.loads(packed)
    kept = [one for one in given if one.get("record") not in iris]
    if kept == given:
        return packed
    return json.dumps(kept, ensure_ascii=False) if kept else None


# ---------------------------------------------------------------- purging

_EMPTY: Final = f"rdfc10:{hashlib.sha256(b'').hexdigest()}"
_CLEARED: Final[dict[str, Any]] = {
    "digest": _EMPTY,
    "class": None,
    "title": None,
    "publisher": None,
    "themes": "",
    "modified": None,
    "topic": None,
}
_CLEARED_FACETS: Final[dict[str, Any]] = {"formats": "", "licences": "", "year": None}
_EMPTIED: Final[dict[str, Any]] = {**_CLEARED, "original": None, "places": "[]", "publicity": ALL_PUBLIC}


@dataclass(frozen=True, slots=True)
class _Names:
    """IRIs as documents may have them: as they are, and with the slashes that JSON may escape."""

    spellings: tuple[bytes, ...]

    @classmethod
    def of(cls, iris: Iterable[str]) -> _Names:
        """The spellings of some IRIs."""
        return cls(tuple(spelling for iri in iris for spelling in json_spellings(iri)))

    def are_in(self, text: bytes) -> bool:
        """Whether a text has any of them."""
        return any(one in text for one in self.spellings)


def purge_records(connection: Connection, iris: Collection[str]) -> list[int]:
    """Take all words out of the records of some IRIs; returns the keys of the records."""
    keys = list(connection.scalars(select(records.c.id).where(records.c.iri.in_(iris)).order_by(records.c.id)))
    version_ids = list(connection.scalars(select(versions.c.id).where(versions.c.record_id.in_(keys))))
    read_from = _documents(connection, version_ids)
    names = set(iris)
    bodies_there = graph_bodies(connection, _find_unpruned(connection, version_ids)).values()
    for nquads in (*bodies_there, *_originals(connection, version_ids)):
        names |= iri_subjects(nquads)
    _empty_versions(connection, keys, version_ids)
    emptied = {**_CLEARED, **_CLEARED_FACETS, "source_digest": _EMPTY}
    connection.execute(update(records).where(records.c.id.in_(keys)).values(emptied))
    delete_words(connection, keys)
    erase_deleted_words(connection)
    for some in slices(version_ids):
        connection.execute(delete(links).where(links.c.version_id.in_(some)))
    forget_elements(connection, iris, version_ids)
    connection.execute(delete(memberships).where(or_(memberships.c.catalog.in_(iris), memberships.c.target.in_(iris))))
    _purge_findings(connection, version_ids, names)
    written = _Names.of(iris)
    _purge_rests(connection, written, read_from)
    _purge_documents(connection, written, read_from | _mentioning(connection, names))
    _purge_source_bytes(connection, written, version_ids)
    purge_corrections(connection, iris)
    purge_past(connection, iris, keys, {**_EMPTIED, **_CLEARED_FACETS})
    return keys


def _find_unpruned(connection: Connection, version_ids: list[int]) -> list[int]:
    """The versions, of some, whose graphs are there."""
    query = select(versions.c.id).where(versions.c.id.in_(version_ids), versions.c.pruned.is_(None))
    return list(connection.scalars(query.order_by(versions.c.id)))


def _originals(connection: Connection, version_ids: list[int]) -> Iterator[bytes]:
    """The graphs of some versions before they were corrected."""
    for some in slices(version_ids):
        query = select(graphs.c.body).join(versions, versions.c.original == graphs.c.digest)
        for body in connection.scalars(query.where(versions.c.id.in_(some))):
            yield zlib.decompress(body)


def describing_records(connection: Connection, iri: str) -> list[str]:
    """IRIs of the records within whose graph, in any version, an IRI is described that is not their own."""
    start = f"<{iri}> ".encode()
    query = select(graphs.c.digest, graphs.c.body).execution_options(yield_per=200)
    digests = [
        digest
        for digest, body in connection.execute(query)
        if (nquads := zlib.decompress(body)).startswith(start) or b"\n" + start in nquads
    ]
    found: set[str] = set()
    for some in slices(digests):
        holders = select(records.c.iri).join(versions, versions.c.record_id == records.c.id)
        has_it = or_(versions.c.digest.in_(some), versions.c.original.in_(some))
        found.update(connection.scalars(holders.where(has_it)))
    return sorted(found - {iri})


def _documents(connection: Connection, version_ids: list[int]) -> set[tuple[int, str]]:
    """Source and place of the documents that some versions were read from."""
    query = (
        select(records.c.source_id, versions.c.places)
        .join(records, records.c.id == versions.c.record_id)
        .where(versions.c.id.in_(version_ids))
    )
    return {(source, place) for source, places in connection.execute(query) for place in json.loads(places)}


def _empty_versions(connection: Connection, keys: Collection[int], version_ids: list[int]) -> None:
    """Give versions the empty graph, and delete the graphs that no other version has."""
    if not version_ids:
        return
    columns = (versions.c.digest, versions.c.original)
    digests = {
        digest
        for column in columns
        for digest in connection.scalars(select(column).where(versions.c.id.in_(version_ids), column.is_not(None)))
    }
    if connection.scalar(select(graphs.c.digest).where(graphs.c.digest == _EMPTY)) is None:
        connection.execute(graphs.insert(), [{"digest": _EMPTY, "triples": 0, "body": zlib.compress(b"")}])
    connection.execute(update(versions).where(versions.c.record_id.in_(keys)).values(_EMPTIED))
    # Not even the digest of a graph that was pruned stays.
    pruned = and_(versions.c.record_id.in_(keys), versions.c.pruned.is_not(None))
    connection.execute(update(versions).where(pruned).values(pruned=_EMPTY))
    for some in slices(sorted(digests - {_EMPTY})):
        kept = {key for column in columns for key in connection.scalars(select(column).where(column.in_(some)))}
        connection.execute(delete(graphs).where(graphs.c.digest.in_(set(some) - kept)))


def _purge_findings(connection: Connection, version_ids: list[int], names: Collection[str]) -> None:
    """Delete the findings of versions and their verdicts, and those of runs that are about them or name them."""
    for some in slices(version_ids):
        of_verdicts = select(verdicts.c.id).where(verdicts.c.version_id.in_(some))
        connection.execute(
            delete(findings).where(or_(findings.c.version_id.in_(some), findings.c.verdict_id.in_(of_verdicts)))
        )
    for name in sorted(names):
        quoting = (
            findings.c.focus == name,
            findings.c.value == name,
            findings.c.message.contains(name, autoescape=True),
        )
        connection.execute(delete(findings).where(or_(*quoting)))
    # Texts that no finding says any more may have words of the record.
    used = select(findings.c.text_id).where(findings.c.text_id.is_not(None))
    if connection.scalar(select(func.count()).select_from(findings).where(findings.c.message.contains('"texts"'))) == 0:
        connection.execute(delete(texts).where(texts.c.id.not_in(used)))


def _purge_rests(connection: Connection, names: _Names, read_from: Collection[tuple[int, str]]) -> None:
    """Delete the rest of the documents that it was read from, and any that names it."""
    query = select(rests.c.id, rests.c.source_id, rests.c.place, rests.c.body).execution_options(yield_per=20)
    named = [
        key
        for key, source, place, body in connection.execute(query)
        if (source, place) in read_from or names.are_in(zlib.decompress(body))
    ]
    for some in slices(named):
        connection.execute(delete(rests).where(rests.c.id.in_(some)))


def _purge_documents(connection: Connection, names: _Names, read_from: Collection[tuple[int, str]]) -> None:
    """Delete the documents that it was read from, and any whose raw bytes name it; and these bytes."""
    query = select(bodies.c.digest, bodies.c.body).execution_options(yield_per=20)
    naming = {digest for digest, body in connection.execute(query) if names.are_in(zlib.decompress(body))}
    rows = connection.execute(
        select(documents.c.id, documents.c.source_id, documents.c.place, documents.c.digest, documents.c.unread_digest)
    )
    gone = {
        key: {digest, unread} - {None}
        for key, source, place, digest, unread in rows
        if (source, place) in read_from or not naming.isdisjoint({digest, unread})
    }
    # Bytes that it was read from may be those of another document, too.
    digests = naming.union(*gone.values())
    again = select(documents.c.id).where(documents.c.run_id.is_not(None) | documents.c.unread_digest.is_not(None))
    for some in slices(sorted(digests)):
        has_them = or_(documents.c.digest.in_(some), documents.c.unread_digest.in_(some))
        drop_documents(connection, connection.scalars(again.where(has_them)).all())
        connection.execute(delete(bodies).where(bodies.c.digest.in_(some)))
    drop_documents(connection, gone.keys())


def _mentioning(connection: Connection, names: Collection[str]) -> set[tuple[int, str]]:
    """Source and place of the documents that may mention any of some IRIs, where that is known without reading them.

    Pages of a stream may have older descriptions, which no version was read from, in any spelling of their IRIs.
    """
    keys = mention_keys(names)
    query = select(documents.c.source_id, documents.c.place, documents.c.mentions)
    rows = connection.execute(query.where(documents.c.mentions.is_not(None)).execution_options(yield_per=200))
    return {(source, place) for source, place, mentions in rows if mentions_any(mentions, keys)}


def _purge_source_bytes(connection: Connection, names: _Names, version_ids: list[int]) -> None:
    """Delete what sources gave for its versions, and for others where that names it."""
    for some in slices(version_ids):
        connection.execute(delete(source_bytes).where(source_bytes.c.version_id.in_(some)))
    query = select(source_bytes.c.version_id, source_bytes.c.body).execution_options(yield_per=20)
    named = [key for key, body in connection.execute(query) if names.are_in(zlib.decompress(body))]
    for some in slices(named):
        connection.execute(delete(source_bytes).where(source_bytes.c.version_id.in_(some)))


def forget_decisions(connection: Connection, iris: Collection[str], keys: Collection[int]) -> None:
    """Delete the reasons that persons gave for what they decided about purged records, which may have words of these.

    What they decided stays, as does the reason of a purge.
    """
    of_these, not_purged = changes.c.record_id.in_(keys), changes.c.kind != "purged"
    forget = {UNKEPT: True}
    connection.execute(update(changes).where(of_these, not_purged).values(reason=None).execution_options(**forget))
    names = {*iris, *registered_iris(connection, keys)}
    for decisions in ALL_DECISIONS:
        decisions.forget(connection, names)
    of_renames = update(changes).where(changes.c.former_iri.in_(iris)).values(reason=None)
    connection.execute(of_renames.execution_options(**forget))
    touched = select(changes.c.run_id).where(of_these, changes.c.run_id.is_not(None))
    others = select(changes.c.run_id).where(~of_these, changes.c.run_id.is_not(None))
    of_these_alone = and_(runs.c.kind == "undo", runs.c.id.in_(touched), runs.c.id.not_in(others))
    connection.execute(update(runs).where(of_these_alone).values(reason=None))
    purge_past_decisions(connection, iris, keys)


def free_pages(database: RegistryDatabase) -> None:
    """Overwrite what was deleted: the file, or the tables on a server, are written anew without it."""
    database.rewrite(sorted([SEARCH_TABLE, *(table.name for table in records.metadata.tables.values())]))


# ---------------------------------------------------------------- left nodes
# Node records that only some records name: what stays stored of these when their words are deleted or kept back.

_PAGE: Final = 500


def find_left_nodes(connection: Connection, record_ids: Collection[int]) -> tuple[LeftNode, ...]:
    """The node records that some records name, or that these node records name, and nothing else that is stored does.

    All versions of the records count, and of everything else the newest; what is a state secret names nothing. The
    graphs of all other records are read, unless it is plain earlier that there is none.
    """
    own = set(record_ids)
    found: dict[str, _Node] = {}
    names = _names_of_versions(connection, own)
    while names:
        fresh = _nodes_among(connection, names.difference(found), without=own)
        found |= fresh
        names = {name for one in fresh.values() for name in one.names}
    if not found:
        return ()
    without = own.union(secret_record_ids(connection), *(one.record_ids for one in found.values()))
    named: set[str] = set()
    with closing(_newest_graphs(connection, without)) as others:
        for nquads in others:
            named |= _follow(found, (iri_values(nquads) & found.keys()) - named)
            if len(named) == len(found):
                return ()
    return tuple(
        LeftNode(iri=iri, source=source)
        for iri in sorted(found.keys() - named)
        for source in sorted(found[iri].sources)
    )


@dataclass(slots=True)
class _Node:
    """The records of one IRI in all sources, and the IRIs that they name."""

    record_ids: set[int]
    sources: set[str]
    names: set[str]


def _follow(found: dict[str, _Node], start: Iterable[str]) -> set[str]:
    """The node records that some of them lead to, themselves included."""
    reached: set[str] = set()
    level = set(start)
    while level:
        reached |= level
        level = {name for iri in level for name in found[iri].names & found.keys()} - reached
    return reached


def _names_of_versions(connection: Connection, record_ids: Iterable[int]) -> set[str]:
    """The IRIs that any version of some records names, as its source had it or corrected."""
    names: set[str] = set()
    is_body = or_(graphs.c.digest == versions.c.digest, graphs.c.digest == versions.c.original)
    query = select(graphs.c.body).join(versions, is_body).execution_options(yield_per=_PAGE)
    for (body,) in read_in(connection, query, versions.c.record_id, record_ids):
        names |= iri_values(zlib.decompress(body))
    return names


def _nodes_among(connection: Connection, iris: Iterable[str], *, without: Collection[int]) -> dict[str, _Node]:
    """The node records of some IRIs that have words."""
    found: dict[str, _Node] = {}
    query = (
        select(records.c.id, records.c.iri, sources.c.name, graphs.c.body)
        .join(sources, sources.c.id == records.c.source_id)
        .join(graphs, graphs.c.digest == records.c.digest)
        .where(records.c.role.in_(NODE_ROLES), records.c.hold.is_distinct_from("purged"))
    )
    for key, iri, source, body in read_in(connection, query, records.c.iri, iris):
        if key not in without:
            one = found.setdefault(iri, _Node(set(), set(), set()))
            one.record_ids.add(key)
            one.sources.add(source)
            one.names |= iri_values(zlib.decompress(body))
    return found


def _newest_graphs(connection: Connection, without: Collection[int]) -> Generator[bytes, None, None]:
    """The newest graphs of all records but some."""
    query = select(records.c.id, graphs.c.body).join(graphs, graphs.c.digest == records.c.digest)
    # On PostgreSQL a cursor that is not closed is left open on the server.
    with connection.execute(query.execution_options(yield_per=_PAGE)) as rows:
        for key, body in rows:
            if key not in without:
                yield zlib.decompress(body)
