"""The reading of a source for a harvest: a large document is read through a temporary database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..record.contents import HarvestSource, Progress, ReadDocument, SourceContents
from ..record.record import IriSpace
from ..spooling import UNPACKED, Spool, is_spooled, packed_bytes, spooled_contents, within_space

__all__ = ["read_contents", "with_raw_bytes"]


@contextmanager
def read_contents(source: HarvestSource, space: IriSpace, progress: Progress | None) -> Iterator[SourceContents]:
    """The contents of a source; its records can be made within the block.

    Raises:
        RegistryError: there is no space for the temporary database, or its disk fails.
    """
    path = Path(source.location)
    if source.kind != "rdf" or not is_spooled(path):
        yield source.contents(space, progress=progress)
        return
    with within_space(path.name):
        spool = Spool(is_whole=True)
    try:
        with within_space(path.name):
            yield spooled_contents(path, spool, space, progress=progress)
    finally:
        spool.close()


def with_raw_bytes(source: HarvestSource, documents: tuple[ReadDocument, ...]) -> tuple[ReadDocument, ...]:
    """The documents of a reading, with the raw bytes of the one that was spooled, if these may be stored.

    None if the file is another one by now, or is gone.
    """
    return tuple(
        replace(one, body=_raw_bytes(Path(source.location), one.digest)) if one.body == UNPACKED else one
        for one in documents
    )


def _raw_bytes(path: Path, digest: str) -> bytes | None:
    try:
        return packed_bytes(path, digest)
    except OSError:
        return None
