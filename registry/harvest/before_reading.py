"""A source before and while it is read: what is known of it, and the boundary that its errors do not cross.

The knowledge that a registry has of a source before it is read: its settings, its last reading, its names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from functools import partial as bound
from typing import Self, TypeVar

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import (
    DanhmucError,
    RegistryError,
    ShapesError,
    SourceFailedError,
    SourceUnavailableError,
    UnknownNameError,
    UsageError,
)
from danhmuc.vocab.messages import FOREIGN_WORDS, Message

from ..messages.harvest import HarvestText, RemappingText
from ..messages.sources import SourcesText
from ..record.contents import (
    HarvestSource,
    MappingSource,
    Progress,
    ReadDocument,
    RemappableSource,
    SourceContents,
    of_stored_kind,
)
from ..record.door import KnownDocument, SourceDoor, Visit
from ..record.keywords import ReadingKeywords
from ..record.record import IriSpace
from ..record.source_settings import SourceSettings, absolute_profile, default_profile
from ..record.spools import replace_unloaded
from ..spooling import is_unpacked
from ..spooling.held_bodies import HeldBodies
from ..store.database import Connection, RegistryDatabase
from ..store.reading_basis import (
    PreviousRun,
    ReadingState,
    StoredIdentity,
    previous_run,
    reading_state,
    run_after_documents,
    stored_identity,
)
from ..store.runs import newest_run
from ..store.secret_records import newest_secret_mark
from ..store.source_rows import first_document
from ..store.stored_documents import body_of, document_addresses, known_documents
from ..store.stored_rows import RegisteredSource, find_among, sources_of
from ..verdicts.page_workers import Workers
from .named_sources import name_for_source
from .stored_view import StoredView

# ---------------------------------------------------------------- known reading
# The last reading of a source as far as the next one may rely on it: its documents, and the run that read them.


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReading:
    """The documents of the newest run of a source, by place, where they may be relied on.

    Attributes:
        documents: those that are read today as they were then; see `Visit.known`.
        stored: those that are read otherwise today, and whose bytes are stored; see `Visit.stored`.
    """

    previous: PreviousRun
    documents: Mapping[str, KnownDocument] = field(default_factory=dict)
    stored: Mapping[str, KnownDocument] = field(default_factory=dict)


def known_reading(
    connection: Connection, database: RegistryDatabase, source: RegisteredSource, state: ReadingState, mapping: str
) -> KnownReading | None:
    """The last reading of a source; None if nothing of it may be relied on; the last two as in `previous_run`."""
    previous = previous_run(connection, source.id, state, mapping)
    if previous is None:
        return None
    documents = known_documents(connection, source.id, partial(_stored_bytes, database))
    if not documents:
        return None
    if previous.is_read_alike:
        return KnownReading(previous=previous, documents=documents)
    return KnownReading(previous=previous, stored={place: one for place, one in documents.items() if one.has_body})


def stored_originals(
    connection: Connection, database: RegistryDatabase, source: RegisteredSource
) -> Mapping[str, KnownDocument]:
    """The documents of the last complete run of a source, by place, whatever was edited since; each has its bytes.

    Raises:
        UsageError: the bytes of one of them, or of all, are not stored, or records may be newer than they are.
    """
    newer = run_after_documents(connection, source.id)
    if newer is not None:
        # Else an older description would be stored over a newer one.
        raise UsageError(RemappingText.ORIGINALS_OLDER(name=source.name, run=newer))
    documents = known_documents(connection, source.id, partial(_stored_bytes, database))
    if not documents or not all(one.has_body for one in documents.values()):
        raise UsageError(RemappingText.ORIGINALS_ABSENT(name=source.name))
    return documents


def _stored_bytes(database: RegistryDatabase, digest: str) -> bytes | None:
    with database.reading(words="planning") as connection:
        return body_of(connection, digest)


# ---------------------------------------------------------------- before reading


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReading:
    """The way in which a source is to be read; see `Registry.plan`.

    Attributes:
        from_stored: whether its mapping is run over the stored bytes of its documents; see `HarvestRuns.remap`.
        workers: that split what is large in it, and validate its records.
        private_network: whether the door lets it be at a private address, whatever its settings say.
    """

    name: str | None = None
    profile: str | None = None
    partial: Message | str | None = None
    progress: Progress | None = None
    deadline: float | None = None
    from_stored: bool = False
    workers: Workers | None = None
    private_network: bool = False

    @classmethod
    def of(cls, given: ReadingKeywords, workers: Workers | None = None) -> Self:
        """The way that the keywords of `Registry.plan` mean."""
        asked = cls(workers=workers, **given)
        return asked if asked.profile is None else replace(asked, profile=absolute_profile(asked.profile))


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeReading:
    """The state of a source before it is read.

    Attributes:
        source: the source, of the kind that it is registered with.
        name: that it has in the registry, or will have.
        stored: as it is registered; None if it is not.
        profile: by which it is validated now.
        newest_run: its key; 0 if there is none.
        state: all that the reading depends on beside the way in which its bytes are read; None if nothing is known.
        known: its last reading, as far as it may be relied on.
        originals: the documents to read in place of the source's own.
        addresses: see `Visit.addresses`.
        newest_mark: see `HarvestPlan`.
        unusable: why the source's own profile cannot be used, so that the reading fails.
    """

    source: HarvestSource
    name: str
    stored: RegisteredSource | None
    profile: str
    validator: Validator | None
    space: IriSpace
    newest_mark: int
    newest_run: int = 0
    identity: StoredIdentity = field(default_factory=StoredIdentity)
    state: ReadingState | None = None
    known: KnownReading | None = None
    originals: Mapping[str, KnownDocument] | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)
    unusable: Message | None = None

    @property
    def settings(self) -> SourceSettings:
        """The settings of the source."""
        return SourceSettings() if self.stored is None else self.stored.settings

    def visit(
        self, door: SourceDoor | None, deadline: float | None, view: StoredView, workers: Workers | None = None
    ) -> Visit:
        """The circumstances in which it is read."""
        others = None if workers is None else workers.work_for(self.name, self.validator)
        visit = Visit(door=door, deadline=deadline, addresses=self.addresses, workers=others)
        if self.known is not None:
            visit = replace(visit, known=self.known.documents, stored=self.known.stored)
        if self.stored is None:
            return visit
        return replace(
            visit,
            last_activities=bound(view.last_activities, self.stored.id),
            documents_with=bound(view.documents_with, self.stored.id),
        )

    def read(self, progress: Progress | None, visit: Visit) -> AbstractContextManager[SourceContents]:
        """Read the source, or make its contents anew from its stored documents."""
        if self.originals is None:
            return read_contents(self.source, self.space, progress, visit)
        return read_originals(self.source, self.space, progress, self.originals)


def before_reading(
    connection: Connection,
    database: RegistryDatabase,
    source: HarvestSource,
    asked: AskedReading,
    *,
    base: str,
    validator: Callable[[Connection, str], Validator | None],
) -> BeforeReading:
    """Look up what is known of a source.

    Raises:
        UsageError: it was removed, or its name is that of another one.
        UnknownNameError, ShapesError: the profile that was asked for cannot be used.
    """
    registered = sources_of(connection)
    stored = find_among(registered, location=source.location)
    if stored is not None:
        require_in_use(stored)
        if not stored.is_kind_open:
            source = of_stored_kind(source, stored.kind)
    name = name_for_source(registered, source, stored, asked.name)
    profile = asked.profile or (stored.profile if stored is not None else default_profile(source.kind))
    used, unusable = None, None
    try:
        used = validator(connection, profile)
    except (ShapesError, UnknownNameError) as error:
        if stored is None or asked.profile is not None:
            raise
        unusable = error.message
    found = BeforeReading(
        source=source,
        name=name,
        stored=stored,
        profile=profile,
        validator=used,
        space=IriSpace(source=name, base=base),
        newest_mark=newest_secret_mark(connection, None if stored is None else stored.id),
        unusable=unusable,
    )
    return found if stored is None else _with_stored(found, connection, database, stored, asked)


def _with_stored(
    found: BeforeReading,
    connection: Connection,
    database: RegistryDatabase,
    stored: RegisteredSource,
    asked: AskedReading,
) -> BeforeReading:
    """The state of a source that is registered, with what its last readings have left."""
    state = reading_state(connection, stored.id)
    known = originals = None
    if asked.from_stored:
        originals = stored_originals(connection, database, stored)
    elif asked.partial in (None, "") and found.profile == stored.profile:
        # Of a part, or by another profile, nothing is known.
        known = known_reading(connection, database, stored, state, mapping_of(found.source))
    return replace(
        found,
        newest_run=newest_run(connection, stored.id),
        identity=stored_identity(connection, stored.id, state),
        state=state,
        known=known,
        originals=originals,
        # The same wherever the source was moved.
        space=replace(found.space, only_document=first_document(connection, stored)),
        addresses=document_addresses(connection, stored.id),
    )


def mapping_of(source: HarvestSource) -> str:
    """The digest of the mapping by which a source makes records; empty if it has none."""
    return source.mapping_digest if isinstance(source, MappingSource) else ""


def require_in_use(source: RegisteredSource) -> None:
    """Refuse a source that was removed.

    Raises:
        UsageError: it was.
    """
    if source.retired_at is not None:
        raise UsageError(SourcesText.SOURCE_REMOVED(name=source.name, location=source.location))


# ---------------------------------------------------------------- spooled reading
# The reading of a source for a harvest, as long as its records are needed.


@contextmanager
def read_contents(
    source: HarvestSource, space: IriSpace, progress: Progress | None, visit: Visit
) -> Iterator[SourceContents]:
    """The contents of a source; its records can be made within the block.

    Raises:
        RegistryError: there is no space for temporary files, or their disk fails.
    """
    contents = source.contents(space, progress=progress, visit=visit)
    try:
        yield contents
    finally:
        contents.close()


@contextmanager
def read_originals(
    source: HarvestSource, space: IriSpace, progress: Progress | None, documents: Mapping[str, KnownDocument]
) -> Iterator[SourceContents]:
    """The contents that a source makes of stored documents; its records can be made within the block.

    It is no visit of the source, so that nothing is missing from it.

    Raises:
        SourceUnavailableError: the stored bytes of one of them are damaged.
    """
    assert isinstance(source, RemappableSource), "no other source is asked for it"
    contents = source.remap(space, documents, progress=progress)
    if contents is None:
        raise SourceUnavailableError(source.location, RemappingText.ORIGINALS_ABSENT(name=space.source))
    contents.delta = True
    try:
        yield contents
    finally:
        contents.close()


def with_raw_bytes(documents: tuple[ReadDocument, ...], stored: Collection[str] = ()) -> tuple[ReadDocument, ...]:
    """The documents of a reading, with the raw bytes of those that were spooled, if these may be stored.

    None of a file that is another one by now, or is gone.

    Args:
        stored: digests of raw bytes that are stored already.

    Raises:
        RegistryError: there is no space for temporary files.
    """
    bodies = HeldBodies()

    def with_body(document: ReadDocument) -> ReadDocument:
        if document.digest in stored:
            return replace_unloaded(document, body=None, file=None)
        return bodies.pack(document)

    return tuple(with_body(one) if is_unpacked(one) else one for one in documents)


# ---------------------------------------------------------------- isolation
# The source boundary: whatever happens in one source concerns no other.

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


def isolate(location: str, work: Callable[[], _T]) -> _T:
    """Do the work on one source, and turn whatever goes wrong in it into one error.

    Raises:
        RegistryError, ShapesError, UsageError: the same errors; they are no fault of the source.
        SourceFailedError: anything else, its traceback logged.
    """
    try:
        return work()
    except (RegistryError, ShapesError, UsageError):
        raise
    except Exception as error:  # the source boundary
        _log.exception("%s failed", location)
        if isinstance(error, SourceUnavailableError):
            raise SourceFailedError(location, error.message, unopened=True) from error
        if isinstance(error, SourceFailedError):
            raise SourceFailedError(location, error.reason, unopened=error.unopened) from error
        if isinstance(error, DanhmucError):
            raise SourceFailedError(location, error.message) from error
        reason = HarvestText.SOURCE_UNEXPECTED(kind=type(error).__name__, error=FOREIGN_WORDS(words=str(error)))
        raise SourceFailedError(location, reason) from error
