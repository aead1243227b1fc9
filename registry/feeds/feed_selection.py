"""The records of a feed: by verdicts of today, and by the filters of its settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Final

from danhmuc.vocab.json_values import json_members

from ..export.leaving import LeftOutRecord
from ..export.selection import Selection
from ..record.contents import Progress
from ..store.database import Connection
from ..store.stored_rows import sources_of
from ..verdicts.current_verdicts import CurrentVerdicts, ValidatorOf, read_current_verdicts
from .catalog_settings import FeedSettings
from .feed_filters import resolve_filters, sources_in

__all__ = ["FeedSelection", "RejectedRecord", "rejected_records", "select_entries"]

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRecord:
    """A record that is not accepted by the profile that counts.

    Attributes:
        violations: of its newest version; None if that was not validated.
    """

    iri: str
    source: str
    violations: int | None

    def as_dict(self) -> dict[str, object]:
        """The members as JSON has them."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSelection:
    """The selection of a feed, and the verdicts by which it was made."""

    selection: Selection
    verdicts: CurrentVerdicts


def select_entries(
    connection: Connection,
    settings: FeedSettings,
    validator: ValidatorOf,
    *,
    only_present: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
) -> FeedSelection:
    """Select the records of a feed; nothing is written into the registry.

    Args:
        only_present: whether records that are missing from their source are left out, whatever the settings say.
        today: the reference date; None for the day in Viet Nam.

    Raises:
        UnknownNameError: a filter names what the registry does not know, or the profile of the feed is not there.
        ShapesError: that profile cannot be used.
        RegistryError: a graph is damaged.
    """
    filters = resolve_filters(connection, settings.filters)
    verdicts = read_current_verdicts(
        connection,
        validator,
        profile=settings.profile,
        sources=sources_in(filters, [source.name for source in sources_of(connection)]),
        today=today,
        progress=progress,
    )
    selection = Selection(
        connection,
        names_left_out=True,
        only_present=only_present or any(one.only_present for one in settings.filters),
        verdicts=verdicts,
        filters=filters,
        today=today,
    )
    return FeedSelection(selection=selection, verdicts=verdicts)


def rejected_records(left_out: Iterable[LeftOutRecord]) -> tuple[RejectedRecord, ...]:
    """The first records by IRI that are left out since they are not accepted; state secrets are not named."""
    found = (one for one in left_out if one.reason in ("never-accepted", "not-validated") and not one.is_secret)
    first = nsmallest(_SHOWN, found, key=lambda one: (one.iri, one.source))
    return tuple(RejectedRecord(iri=one.iri, source=one.source, violations=one.violations) for one in first)
