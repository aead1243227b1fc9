"""The last reading of a source as far as the next one may rely on it: its documents, and the run that read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from danhmuc.vocab.errors import UsageError

from ..messages.remapping import RemappingText
from ..record.visit import KnownDocument
from ..store.database import Connection, RegistryDatabase
from ..store.reading_basis import PreviousRun, ReadingState, previous_run, run_after_documents
from ..store.stored_documents import body_of, known_documents
from ..store.stored_rows import RegisteredSource


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
