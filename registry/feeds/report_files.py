"""Files beside a feed or a catalogue, for its operator: records left out, and what it does not have of the others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from danhmuc.vocab.errors import UsageError

from ..export.leaving import FEED_COLUMNS, LeftOutRecord, write_left_out
from ..export.target import is_csv, refuse_target, replacing, write_rows
from ..messages.export import EXPORT_ONTO_ITSELF
from ..store.database import Connection
from ..store.stored_rows import sources_of
from .loss_rows import COLUMNS, CountedRows
from .publication import BUILDS

__all__ = ["ReportFiles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    """The files that were asked for: CSV if a name ends in ``.csv``, else JSON lines.

    Attributes:
        left_out: for each record that is left out, with its reason; None if they are only counted.
        losses: for each record of which the feed, or a format of it, does not have all; None likewise.
    """

    left_out: Path | None = None
    losses: Path | None = None

    def require(
        self, connection: Connection, registry: Path | None, *, folder: Path | None = None, document: Path | None = None
    ) -> None:
        """See that nothing is replaced that is no such file, and that no feed serves them.

        Args:
            registry: the file of the registry, if it is one.
            folder: of the feed, if it is one.
            document: that is exported, if it is one.

        Raises:
            UsageError: one is a file of a registry, one that a source is read from, in a build of the feed, or the
                document; or both are one.
        """
        some = [one for one in (self.left_out, self.losses) if one is not None]
        for one in some:
            if folder is not None and Path(os.path.realpath(one)).is_relative_to(os.path.realpath(folder / BUILDS)):
                raise UsageError(EXPORT_ONTO_ITSELF(target=str(one)))
            refuse_target(one, registry=registry, sources=sources_of(connection))
        all_files = [*([] if document is None else [document]), *some]
        if len(set(map(os.path.realpath, all_files))) < len(all_files):
            raise UsageError(EXPORT_ONTO_ITSELF(target=str(some[0])))

    def write_left_out(self, left_out: Iterable[LeftOutRecord]) -> None:
        """Write the records left out, if they are asked for; state secrets are not named.

        Raises:
            UsageError: the file cannot be written.
        """
        if self.left_out is not None:
            with replacing(self.left_out) as out:
                write_left_out(left_out, out, as_csv=is_csv(self.left_out), columns=FEED_COLUMNS)

    def write_losses(self, rows: Iterable[Mapping[str, object]]) -> int:
        """Write the losses, if they are asked for; returns the number of records and node records that they name.

        Raises:
            UsageError: the file cannot be written.
        """
        if self.losses is None:
            return 0
        counted = CountedRows(rows)
        with replacing(self.losses) as out:
            write_rows(counted.rows, COLUMNS, out, as_csv=is_csv(self.losses))
        return counted.things
