"""The reading of a source for a harvest, as long as its records are needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..record.contents import HarvestSource, Progress, ReadDocument, SourceContents
from ..record.record import IriSpace
from ..record.visit import Visit
from ..spooling import UNPACKED, packed_bytes

__all__ = ["read_contents", "with_raw_bytes"]


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


def with_raw_bytes(documents: tuple[ReadDocument, ...], stored: Collection[str] = ()) -> tuple[ReadDocument, ...]:
    """The documents of a reading, with the raw bytes of those that were spooled, if these may be stored.

    None of a file that is another one by now, or is gone.

    Args:
        stored: digests of raw bytes that are stored already.
    """
    return tuple(
        replace(one, body=_raw_bytes(one, stored), file=None) if one.body == UNPACKED else one for one in documents
    )


def _raw_bytes(document: ReadDocument, stored: Collection[str]) -> bytes | None:
    if document.file is None or document.digest in stored:
        return None
    try:
        return packed_bytes(Path(document.file), document.digest)
    except OSError:
        return None
