"""The knowledge that a registry has of a source before it is read: its settings, its last reading, its names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial as bound

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import ShapesError, UnknownNameError, UsageError
from danhmuc.vocab.messages import Message

from ..messages.sources import SourcesText
from ..record.contents import HarvestSource, MappingSource, Progress, of_stored_kind
from ..record.door import SourceDoor
from ..record.record import IriSpace
from ..record.source_settings import SourceSettings, default_profile
from ..record.visit import KnownDocument, Visit
from ..store.database import Connection, RegistryDatabase
from ..store.reading_basis import ReadingState, StoredIdentity, reading_state, stored_identity
from ..store.runs import newest_run
from ..store.secret_bodies import newest_secret_mark
from ..store.source_rows import first_document
from ..store.stored_documents import document_addresses
from ..store.stored_rows import RegisteredSource, find_among, sources_of
from ..verdicts.page_workers import Workers
from .known_reading import KnownReading, known_reading, stored_originals
from .source_name import name_for_source
from .stored_view import StoredView


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReading:
    """The way in which a source is to be read; see `Registry.plan`.

    Attributes:
        from_stored: whether its mapping is run over the stored bytes of its documents; see `HarvestRuns.remap`.
        workers: that split what is large in it, and validate its records.
        private_network: whether the door lets it be at a private address, whatever its settings say.
    """

    name: str | None
    profile: str | None
    partial: Message | str | None
    progress: Progress | None
    deadline: float | None = None
    from_stored: bool = False
    workers: Workers | None = None
    private_network: bool = False


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
    newest_run: int
    identity: StoredIdentity
    state: ReadingState | None
    known: KnownReading | None
    originals: Mapping[str, KnownDocument] | None
    space: IriSpace
    addresses: Mapping[str, str]
    newest_mark: int
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
        newest_run=0,
        identity=StoredIdentity(),
        state=None,
        known=None,
        originals=None,
        space=IriSpace(source=name, base=base),
        addresses={},
        newest_mark=newest_secret_mark(connection, None if stored is None else stored.id),
        unusable=unusable,
    )
    if stored is None:
        return found
    state = reading_state(connection, stored.id)
    mapping = mapping_of(source)
    known = originals = None
    if asked.from_stored:
        originals = stored_originals(connection, database, stored)
    elif asked.partial in (None, "") and profile == stored.profile:
        # Of a part, or by another profile, nothing is known.
        known = known_reading(connection, database, stored, state, mapping)
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
