"""The overview of a feed for people: numbers, agencies, changes of the newest days, files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.vietnam_time import day_in_vietnam

from .agencies import Agency
from .catalog_settings import FeedSettings
from .entry_spool import EntrySpool
from .event_log import EventLog, KnownThings
from .event_pages import stream_path
from .feed_draft import FeedDraft
from .index_page import AgencyOverview, DayOfChanges, FeedFile, FeedOverview, FileKind
from .manifest_records import FeedEntry, ManifestRecord
from .page_files import SYNTAXES
from .whole_files import WHOLE

__all__ = ["AgencyState", "feed_overview"]

_DAYS: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyState:
    """Whether the sources of an agency are harvested: day of the last success, and whether the newest run failed."""

    harvested_on: str | None
    is_failing: bool


def feed_overview(
    draft: FeedDraft,
    spool: EntrySpool,
    settings: FeedSettings,
    *,
    base: str,
    agencies: Sequence[Agency],
    states: Mapping[str, AgencyState],
    records: Iterable[ManifestRecord],
    log: EventLog,
) -> FeedOverview:
    """The overview of a build whose documents are written.

    Args:
        states: of sources, by name.
        records: of its manifest.
        log: of its stream.
    """
    catalog = settings.catalog
    contact = catalog.contact
    sizes = {file.path: file.byte_size for file in draft.files}
    kinds: list[tuple[str, FileKind]] = [
        *((f"catalog.{ending}", "pages") for ending in SYNTAXES),
        *((path, "whole") for path in WHOLE),
        (stream_path(), "stream"),
        ("dcat-us.json", "dcat-us"),
        ("data.json", "data-json"),
        ("manifest.json", "manifest"),
    ]
    return FeedOverview(
        titles=catalog.title,
        descriptions=catalog.description,
        publisher_names=catalog.publisher.name,
        base=base,
        licence=catalog.licence,
        contact=", ".join(one for one in (contact.email, contact.telephone, contact.url) if one is not None),
        homepage=catalog.homepage,
        languages=settings.languages,
        classes=Counter(abbreviate(entry.class_name or "–") for entry in spool.entries),
        agencies=tuple(_agency_overview(agency, states) for agency in agencies),
        changes=_days_of_changes(records, log),
        files=tuple(FeedFile(path=path, kind=kind, size=sizes.get(path)) for path, kind in kinds),
    )


def _agency_overview(agency: Agency, states: Mapping[str, AgencyState]) -> AgencyOverview:
    found = [states[name] for name in agency.sources if name in states]
    days = [state.harvested_on for state in found if state.harvested_on is not None]
    return AgencyOverview(
        names=agency.names,
        path=f"agency/{agency.code}/catalog.ttl",
        records=len(agency.entries),
        harvested_on=max(days, default=None),
        is_failing=any(state.is_failing for state in found),
    )


def _days_of_changes(records: Iterable[ManifestRecord], log: EventLog) -> tuple[DayOfChanges, ...]:
    """The newest days on which entries changed; of each entry, the newest change counts."""
    known = KnownThings(log.events)
    days: dict[str, Counter[str]] = {}
    for one in records:
        if isinstance(one, FeedEntry):
            day, kind = one.changed_at, "created" if known.kind_of(one.iri) == "Create" else "changed"
        else:
            day, kind = one.since, "gone"
        days.setdefault(day_in_vietnam(day), Counter())[kind] += 1
    return tuple(
        DayOfChanges(day=day, created=days[day]["created"], changed=days[day]["changed"], gone=days[day]["gone"])
        for day in sorted(days, reverse=True)[:_DAYS]
    )
