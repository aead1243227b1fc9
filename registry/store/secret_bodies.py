"""Raw bytes that describe what another source marks as a state secret: as soon as it does, none are kept.

The source of such a document may say nothing of secrecy, and what it says stays stored, barred from leaving. Its raw
bytes are kept for nothing but comparing, so that they go: its documents are read whole from then on, as those of a
source that marks a secret itself.
Source of the rules: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from danhmuc.vocab.lines import iri_subjects

from ..record.bars import MarkDigest, iri_digest, mark_digest
from ..record.mentions import mention_keys, mentions_any
from ..record.spellings import all_names, with_spellings
from .clock import Stamp
from .decisions import MARKS
from .identity_rows import equal_iris
from .reading import slices, write_in
from .stored_bars import secret_digests, settle_salt
from .stored_documents import drop_documents, drop_unused_bodies
from .tables import bars, documents, graphs, records, source_bytes, versions

_PAGE: Final = 500
_FORGOTTEN: Final = dict.fromkeys(
    ("digest", "size", "etag", "last_modified", "mentions", "unread_digest", "unread_run"), None
)


def forget_secret_bodies(
    connection: Connection, iris: Collection[str], digests: Collection[MarkDigest], stamp: Stamp
) -> None:
    """Forget the raw bytes of other sources that describe what a run marks as secret and no run did before.

    Every graph of the other sources is searched for that, which a new mark of secrecy is worth. Call it before the
    marks are written.

    Args:
        iris: that the run marks.
        digests: those of IRIs that it marks, in a plan from a file.
    """
    if not iris and not digests:
        return
    salt = settle_salt(connection)
    marked = {digest for one in (*(mark_digest(salt, iri) for iri in iris), *digests) for digest in one.both}
    for some in slices(sorted(marked)):
        marked -= secret_digests(connection, MARKS.about(some))
    if marked:
        _forget(connection, marked, salt, records.c.source_id != stamp.source_id)


def newest_secret_mark(connection: Connection, source_id: int | None) -> int:
    """The key of the newest mark of secrecy of any other source; 0 if there is none."""
    is_of_others = bars.c.source_id.is_distinct_from(source_id)
    query = select(func.max(bars.c.id)).where(MARKS.in_force, bars.c.kind == "secret", is_of_others)
    return connection.scalar(query) or 0


def forget_bodies_marked_since(connection: Connection, newest_mark: int | None, stamp: Stamp) -> None:
    """Forget the raw bytes of a run that describe what another source has marked as secret since it was read.

    Args:
        newest_mark: as `newest_secret_mark` was when it was read; None if that is not known.
    """
    newest = newest_secret_mark(connection, stamp.source_id)
    if newest == 0 or newest == newest_mark:
        return
    marked = secret_digests(connection, bars.c.source_id != stamp.source_id)
    _forget(connection, marked, settle_salt(connection), records.c.source_id == stamp.source_id)


def _forget(connection: Connection, marked: Collection[str], salt: str, of_sources: ColumnElement[bool]) -> None:
    """Forget the raw bytes of some sources that describe anything whose IRI has one of some digests."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    places: defaultdict[int, set[str]] = defaultdict(set)
    described: set[int] = set()
    alike = with_spellings(equal_iris(connection))
    # The graphs of all versions, those before corrections, too.
    query = (
        select(versions.c.id, records.c.source_id, versions.c.places, graphs.c.body)
        .join(records, records.c.id == versions.c.record_id)
        .join(graphs, or_(graphs.c.digest == versions.c.digest, graphs.c.digest == versions.c.original))
        .where(of_sources)
    )
    for version_id, source_id, packed_places, body in connection.execute(query.execution_options(yield_per=_PAGE)):
        named = {iri for iri in iri_subjects(zlib.decompress(body)) if _is_among(iri, marked, salt, alike)}
        if named:
            described.add(version_id)
            names[source_id] |= named
            places[source_id].update(json.loads(packed_places))
    write_in(connection, delete(source_bytes), source_bytes.c.version_id, described)
    for source_id, named in names.items():
        _forget_documents(connection, source_id, places[source_id], mention_keys(named))


def _is_among(iri: str, marked: Collection[str], salt: str, alike: Mapping[str, frozenset[str]]) -> bool:
    """Whether an IRI, or another name or spelling of what it names, is marked."""
    return any(iri_digest(salt, name) in marked for name in all_names(iri, alike))


def _forget_documents(connection: Connection, source_id: int, places: Collection[str], keys: Collection[str]) -> None:
    """Forget the bytes of the documents at some places, and of pages of a stream that mention what has these keys."""
    columns = (
        documents.c.id,
        documents.c.place,
        documents.c.run_id,
        documents.c.digest,
        documents.c.unread_digest,
        documents.c.mentions,
    )
    found = [
        row
        for row in connection.execute(select(*columns).where(documents.c.source_id == source_id))
        if row.place in places or (row.mentions is not None and mentions_any(row.mentions, keys))
    ]
    read = [row.id for row in found if row.run_id is not None]
    write_in(connection, update(documents).values(_FORGOTTEN), documents.c.id, read)
    drop_documents(connection, [row.id for row in found if row.run_id is None])
    drop_unused_bodies(connection, {one for row in found for one in (row.digest, row.unread_digest) if one is not None})
