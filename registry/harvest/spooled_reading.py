"""The reading of a source for a harvest: a large document is read through a temporary database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..record.contents import HarvestSource, Progress, SourceContents
from ..record.record import IriSpace
from ..spooling import Spool, is_spooled, spooled_contents, within_space

__all__ = ["read_contents"]


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
