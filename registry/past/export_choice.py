"""Exports as they are asked for, of today and of an earlier moment alike; those are refused that do not go together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from danhmuc.vocab.errors import UnknownNameError, UsageError

from ..export.record_filter import RecordChoice, RecordFilter
from ..export.report import ExportReport
from ..export.writing import export
from ..messages.export import ExportText
from ..record.contents import Progress
from ..record.registration_states import require_minimum
from ..store.database import Connection, RegistryDatabase
from ..store.stored_rows import named_source
from ..verdicts.current_verdicts import ValidatorOf

if TYPE_CHECKING:
    from danhmuc.shapes import Validator

    from ..feeds.feed_settings import FeedSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedExport:
    """The arguments of `Registry.export`, under the same names."""

    source: str | None
    publisher: str | Collection[str] | None
    theme: str | Collection[str] | None
    min_status: str | None
    left_out: str | Path | None
    losses: str | Path | None
    readable: bool
    state: str | None
    catalog: FeedSettings | str | Path | None
    base: str | None
    today: date | None
    progress: Progress | None

    def write(
        self,
        database: RegistryDatabase,
        connection: Connection,
        format: str,  # noqa: A002 - the word users know
        target: str | Path | BinaryIO,
        validator: ValidatorOf | None,
    ) -> ExportReport:
        """Write the records that may leave; see `Registry.export`.

        Args:
            validator: None if stored verdicts count as they are.

        Raises:
            UnknownNameError, UsageError: as for `Registry.export`.
        """
        only_present = is_only_present(self.state)
        _refuse_catalog_choice(self.catalog, self.base, self.source, self.publisher, self.theme)
        least = None if self.min_status is None else require_minimum(self.min_status)
        left_out, losses = (None if one is None else Path(one) for one in (self.left_out, self.losses))
        if self.catalog is not None and self.base is not None:
            # Other exports need neither TOML nor the form of feeds.
            from ..feeds.export_catalog import export_catalog
            from ..feeds.feed_settings import settings_with_least_state
            from ..feeds.report_files import ReportFiles

            return export_catalog(
                connection,
                format,
                target,
                settings=settings_with_least_state(self.catalog, least),
                validator=validate_nothing if validator is None else validator,
                base=self.base,
                registry=database.path,
                files=ReportFiles(
                    left_out=left_out,
                    losses=losses,
                    readable=self.readable,
                    read=(Path(self.catalog),) if isinstance(self.catalog, str | Path) else (),
                ),
                only_present=only_present,
                today=self.today,
                progress=self.progress,
            )
        return export(
            connection,
            format,
            target,
            registry=database.path,
            source_id=None if self.source is None else named_source(connection, self.source).id,
            choice=RecordChoice.of(self.publisher, self.theme),
            filters=() if least is None else (RecordFilter(min_status=least),),
            left_out=left_out,
            losses=losses,
            readable=self.readable,
            only_present=only_present,
            validator=validator,
            today=self.today,
            progress=self.progress,
        )


def validate_nothing(connection: Connection, profile: str, today: date | None) -> Validator | None:  # noqa: ARG001
    """No validator: verdicts count as they were recorded."""
    return None


def _refuse_catalog_choice(catalog: object, base: str | None, *chosen: object) -> None:
    """Refuse a root catalogue without a base, or one of a choice of records.

    Raises:
        UsageError: one of the two is not given, or records are chosen, too.
    """
    if (catalog is None) != (base is None):
        raise UsageError(ExportText.EXPORT_CATALOG_NEEDS_BASE())
    if catalog is not None and any(one is not None for one in chosen):
        raise UsageError(ExportText.EXPORT_CATALOG_IS_OF_ALL())


def is_only_present(state: str | None) -> bool:
    """Whether an export leaves out what is missing from its source.

    Raises:
        UnknownNameError: it is no such state.
    """
    if state not in (None, "present"):
        raise UnknownNameError(ExportText.EXPORT_STATE_UNKNOWN, str(state), ["present"])
    return state is not None
