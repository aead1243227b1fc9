"""The reading of a source for a harvest, as long as its records are needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from danhmuc.vocab.errors import SourceUnavailableError

from ..messages.remapping import RemappingText
from ..record.contents import HarvestSource, Progress, ReadDocument, RemappableSource, SourceContents
from ..record.record import IriSpace
from ..record.spilled_values import replace_unloaded
from ..record.visit import KnownDocument, Visit
from ..spooling import is_unpacked
from ..spooling.held_bodies import HeldBodies


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
