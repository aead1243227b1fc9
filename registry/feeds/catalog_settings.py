"""The settings of a feed: what its root catalogue says of itself, what is in it, and how large its pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..record.registration_states import RegistrationState

__all__ = ["MOST_RECORDS", "CatalogSettings", "Contact", "FeedFilter", "FeedSettings", "Publisher"]

MOST_RECORDS: Final = 100
"""The most records of a page: consumers read pages of that size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The publisher of the inventory.

    Attributes:
        name: by language tag.
        type: IRI of its kind, such as one of the ADMS publisher types.
    """

    iri: str
    name: Mapping[str, str]
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The contact for questions about the inventory; at least one of address, telephone and page.

    Attributes:
        name: by language tag.
        email: without ``mailto:``.
        telephone: with + and country code.
        url: of a form or page.
    """

    name: Mapping[str, str]
    email: str | None = None
    telephone: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogSettings:
    """The description of the root catalogue.

    Attributes:
        title, description: by language tag.
        licence: IRI of the terms under which the metadata itself may be used.
        languages: IRIs.
        issued: the first day of the feed.
    """

    title: Mapping[str, str]
    description: Mapping[str, str]
    publisher: Publisher
    contact: Contact
    licence: str
    homepage: str | None = None
    languages: tuple[str, ...] = ()
    issued: date | None = None
    spatial: tuple[str, ...] = ()
    theme_taxonomies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFilter:
    """A filter of the records of a feed; what is empty fits all.

    Attributes:
        sources: names.
        publishers: IRIs, or codes of agencies.
        classes: names, as in `CLASS_NAMES` of `registry.export.record_filter`.
        themes: codes or IRIs.
        only_present: whether records that are missing from their source do not fit.
        min_status: the least state of registration; see `registry.record.registration_states`.
    """

    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    only_present: bool = False
    min_status: RegistrationState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """All settings of a feed.

    Attributes:
        records_per_page: at most, 1 to `MOST_RECORDS`.
        events_per_page: activities on a page of the event stream that is closed.
        profile: token or path of the profile by which the records are validated; None for that of each source.
        languages: language tags in lower case, that of the feed's texts first; empty if all texts leave. A tag stands
            for all that begin with it, such as ``vi`` for ``vi-VN``.
        filters: what each record must fit, all of them.
    """

    catalog: CatalogSettings
    records_per_page: int = MOST_RECORDS
    events_per_page: int = MOST_RECORDS
    profile: str | None = None
    languages: tuple[str, ...] = ()
    filters: tuple[FeedFilter, ...] = ()
