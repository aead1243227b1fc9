"""The records of a feed: by verdicts of today, and by the filters of its settings.

What filters and policies name must be known to the registry: a mistyped name would leave out everything, or nothing of
what was meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Final

from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages.errors import ErrorsText

from ..export.leaving import LeftOutRecord
from ..export.public_policy import PublicPolicy
from ..export.record_filter import RecordFilter
from ..export.selection import Selection
from ..record.contents import Progress
from ..record.search_words import code_of
from ..store.database import Connection
from ..store.publishers import find_publishers, publishers_of_records, resolve_publishers, themes_of_records
from ..store.stored_rows import sources_of
from ..verdicts.current_verdicts import ValidatorOf, read_current_verdicts
from .feed_settings import FeedFilter, FeedSettings

_SHOWN: Final = 20
_SCHEMES: Final = ("data-theme", "theme")


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


def select_entries(
    connection: Connection,
    settings: FeedSettings,
    validator: ValidatorOf,
    *,
    only_present: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
) -> Selection:
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
        sources=[one.name for one in sources_of(connection) if all(each.has_source(one.name) for each in filters)],
        today=today,
        progress=progress,
    )
    return Selection(
        connection,
        names_left_out=True,
        only_present=only_present or any(one.only_present for one in settings.filters),
        verdicts=verdicts,
        filters=filters,
        today=today,
    )


def rejected_records(left_out: Iterable[LeftOutRecord]) -> tuple[RejectedRecord, ...]:
    """The first records by IRI that are left out since they are not accepted; state secrets are not named."""
    found = (one for one in left_out if one.reason in ("never-accepted", "not-validated") and not one.is_secret)
    first = nsmallest(_SHOWN, found, key=lambda one: (one.iri, one.source))
    return tuple(RejectedRecord(iri=one.iri, source=one.source, violations=one.violations) for one in first)


def resolve_filters(connection: Connection, filters: Collection[FeedFilter]) -> tuple[RecordFilter, ...]:
    """The filters with IRIs of publishers.

    A name is known if anything in the registry ever had it, or for themes, if a list of danhmuc has it: an agency
    without records today breaks no nightly build.

    Raises:
        UnknownNameError: there is no such source, publisher, agency or theme.
    """
    sources = [source.name for source in sources_of(connection)]
    for name in sorted({name for one in filters for name in one.sources}.difference(sources)):
        raise UnknownNameError(ErrorsText.SOURCE_UNKNOWN, name, sources)
    _require_themes(connection, {theme for one in filters for theme in one.themes})
    publishers = resolve_publishers(connection, {name for one in filters for name in one.publishers})
    return tuple(
        RecordFilter(
            sources=one.sources,
            publishers=tuple(sorted({publishers[name] for name in one.publishers})),
            classes=one.classes,
            themes=one.themes,
            min_status=one.min_status,
        )
        for one in filters
    )


def _require_themes(connection: Connection, names: Collection[str]) -> None:
    if not names:
        return
    stored = themes_of_records(connection)
    known = {code_of(theme).casefold() for theme in stored}
    for concept in (one for scheme in _SCHEMES for one in concepts.load(scheme)):
        known |= {concept.code.casefold(), code_of(concept.iri).casefold()}
    for name in sorted(names):
        if code_of(name).casefold() not in known:
            raise UnknownNameError(ErrorsText.THEME_UNKNOWN, name, sorted(stored))


def require_names(connection: Connection, policy: PublicPolicy) -> None:
    """Raise an error if a policy names a source or publisher that the registry does not know.

    Raises:
        UnknownNameError: it does.
    """
    sources = [source.name for source in sources_of(connection)]
    for name in sorted(policy.sources.difference(sources)):
        raise UnknownNameError(ErrorsText.SOURCE_UNKNOWN, name, sources)
    for iri in sorted(policy.publishers - find_publishers(connection, policy.publishers)):
        raise UnknownNameError(ErrorsText.PUBLISHER_UNKNOWN, iri, publishers_of_records(connection))
