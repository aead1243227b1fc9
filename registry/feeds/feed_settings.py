"""The settings of a feed: what its root catalogue says of itself, what is in it, how large its pages are. In TOML::

    records_per_page = 100
    profile = "dcat-ap"
    languages = ["vi", "en"]

    [filters]
    publisher = ["H57"]
    class = ["dataset", "service"]
    min_status = "recorded"

    [catalog]
    title = { vi = "Danh mục dữ liệu thành phố Huế", en = "Data inventory of Huế City" }
    description = { vi = "…", en = "…" }
    licence = "http://creativecommons.org/publicdomain/zero/1.0/"
    publisher = { iri = "https://dulieu.example.vn/id/agent/H57", name = { vi = "Ủy ban nhân dân thành phố Huế" } }
    contact = { name = { vi = "Trung tâm Dữ liệu" }, email = "dulieu@example.vn" }
    languages = ["vi", "en"]

IRIs of well-known vocabularies get their usual form, as in a harvest: consumers compare them as texts.

The first mistake ends the reading. Without publisher, licence and contact there is no feed: whoever takes it must know
whose it is, what may be done with it and whom to ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from danhmuc.shapes import NO_PROFILE, load_profile, profile_tokens
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import DanhmucError, UnknownNameError, UsageError
from danhmuc.vocab.files import read_toml
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.near_terms import near_code
from danhmuc.vocab.reading.iris import canonical_iri, is_tag
from danhmuc.vocab.valid_iris import is_valid_iri

from ..edits.source_file import TEXT, MistakeError, WantedValue, refusal_of
from ..export.record_filter import CLASS_NAMES
from ..messages.feeds import FeedFormsText
from ..messages.sources import SourcesText
from ..record.registration import LADDER, RegistrationState, require_minimum

MOST_RECORDS: Final = 100
"""The most records of a page: consumers read pages of that size."""
MAX_SETTINGS_BYTES: Final = 1 << 20
_MOST_EVENTS: Final = 1_000
_EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_TELEPHONE: Final = re.compile(r"\+[1-9][0-9]*([ .-]?[0-9]+)*")


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


def read_feed_settings(document: str | Path | bytes, *, name: str | None = None) -> FeedSettings:
    """The settings in a file.

    Args:
        document: a path, or the bytes themselves.
        name: name of the bytes in errors.

    A profile that is a file stands relative to the folder of this one, or to the current folder if it is bytes.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it cannot be used; the message names file and key.
    """
    file = read_toml(
        document,
        name=name,
        limit=MAX_SETTINGS_BYTES,
        too_large=FeedFormsText.FEED_SETTINGS_TOO_LARGE,
        no_toml=FeedFormsText.FEED_SETTINGS_NO_TOML,
    )
    try:
        return _read(file.content, Path.cwd() if isinstance(document, bytes) else Path(document).absolute().parent)
    except MistakeError as mistake:
        raise UsageError(FeedFormsText.IN_FEED_SETTINGS(file=file.shown, reason=mistake.reason)) from mistake


def settings_with_least_state(catalog: FeedSettings | str | Path, least: RegistrationState | None) -> FeedSettings:
    """The settings of a root catalogue, or those in a file, narrowed to a least state of registration.

    Raises:
        SourceUnavailableError, UsageError: as for `read_feed_settings`.
    """
    settings = read_feed_settings(catalog) if isinstance(catalog, str | Path) else catalog
    return settings if least is None else replace(settings, filters=(*settings.filters, FeedFilter(min_status=least)))


# ---------------------------------------------------------------- tables


class _Table:
    """One table, whose keys are read one by one."""

    def __init__(self, values: Mapping[str, object], path: str, known: tuple[str, ...]) -> None:
        self._values = values
        self._path = path
        for key in values:
            if key not in known:
                names = tuple(path + one for one in known)
                near = near_code(key, known)
                if near is not None:
                    raise MistakeError(SourcesText.KEY_UNKNOWN_NEAR(key=path + key, near=path + near))
                raise MistakeError(SourcesText.KEY_UNKNOWN(key=path + key, known=names))

    def text(self, key: str, wanted: WantedValue) -> str:
        return str(self._require(key, wanted))

    def optional_text(self, key: str, wanted: WantedValue) -> str | None:
        value = self._value(key, wanted)
        return None if value is None else str(value)

    def texts(self, key: str) -> dict[str, str]:
        """Texts by language tag in lower case."""
        given = self._require(key, _TEXTS)
        assert isinstance(given, dict)
        return {tag.lower(): text for tag, text in given.items()}

    def list_of(self, key: str, wanted: WantedValue) -> list[str]:
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(map(wanted.fits, values)):
            raise refusal_of(self._path + key, FeedFormsText.LIST_OF(wanted=wanted.words), values)
        return values

    def some_of(self, key: str, wanted: WantedValue) -> tuple[str, ...]:
        """A list that is not empty, each value once; an empty one would ask for nothing, or for everything."""
        if key not in self._values:
            return ()
        values = self.list_of(key, wanted)
        if not values:
            raise refusal_of(self._path + key, FeedFormsText.LIST_OF(wanted=wanted.words), values)
        return tuple(dict.fromkeys(values))

    def number(self, key: str, default: int, most: int) -> int:
        def fits(value: object) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most

        value = self._value(key, WantedValue(SourcesText.WHOLE_NUMBER(least=1, most=most), fits))
        return value if isinstance(value, int) else default

    def day(self, key: str) -> date | None:
        value = self._value(key, _DAY)
        return value if isinstance(value, date) else None

    def table(self, key: str, known: tuple[str, ...], *, is_optional: bool = False) -> _Table:
        value = self._value(key, _TABLE)
        value = {} if value is None and is_optional else self._require(key, _TABLE)
        assert isinstance(value, dict)
        return _Table(value, f"{self._path}{key}.", known)

    def _require(self, key: str, wanted: WantedValue) -> object:
        value = self._value(key, wanted)
        if value is None:
            raise MistakeError(FeedFormsText.FEED_KEY_MISSING(key=self._path + key))
        return value

    def _value(self, key: str, wanted: WantedValue) -> object:
        value = self._values.get(key)
        if value is not None and not wanted.fits(value):
            raise refusal_of(self._path + key, wanted.words, value)
        return value


def _read(content: Mapping[str, object], folder: Path) -> FeedSettings:
    sizes = ("records_per_page", "events_per_page")
    top = _Table(content, "", (*sizes, "profile", "languages", "filters", "catalog"))
    catalog = top.table(
        "catalog",
        (
            *("title", "description", "publisher", "contact", "licence", "homepage"),
            *("languages", "issued", "spatial", "theme_taxonomies"),
        ),
    )
    languages = tuple(dict.fromkeys(tag.lower() for tag in top.some_of("languages", _TAG)))
    spoken = [primary for tag in languages if _is_language(primary := tag.partition("-")[0])]
    return FeedSettings(
        catalog=CatalogSettings(
            title=catalog.texts("title"),
            description=catalog.texts("description"),
            publisher=_read_publisher(catalog.table("publisher", ("iri", "name", "type"))),
            licence=canonical_iri(catalog.text("licence", _IRI)),
            contact=_read_contact(catalog.table("contact", ("name", "email", "telephone", "url"))),
            homepage=catalog.optional_text("homepage", _IRI),
            languages=tuple(dict.fromkeys(map(_language_iri, catalog.list_of("languages", _LANGUAGE) or spoken))),
            issued=catalog.day("issued"),
            spatial=tuple(dict.fromkeys(map(canonical_iri, catalog.list_of("spatial", _IRI)))),
            theme_taxonomies=tuple(dict.fromkeys(map(canonical_iri, catalog.list_of("theme_taxonomies", _IRI)))),
        ),
        records_per_page=top.number("records_per_page", MOST_RECORDS, MOST_RECORDS),
        events_per_page=top.number("events_per_page", MOST_RECORDS, _MOST_EVENTS),
        profile=_read_profile(top.optional_text("profile", _PROFILE), folder),
        languages=languages,
        filters=_read_filters(top.table("filters", _FILTERS, is_optional=True)),
    )


def _read_profile(name: str | None, folder: Path) -> str | None:
    """The token of a profile that can be used, or the absolute path of its file."""
    if name is None or name in profile_tokens():
        return name
    path = folder / name
    if not path.is_file():
        raise MistakeError(UnknownNameError(ErrorsText.PROFILE_UNKNOWN, name, profile_tokens()).message)
    try:
        load_profile(path)
    except DanhmucError as error:
        raise MistakeError(error.message) from error
    return str(path)


def _read_filters(table: _Table) -> tuple[FeedFilter, ...]:
    least = table.optional_text("min_status", _MINIMUM)
    found = FeedFilter(
        sources=table.some_of("source", TEXT),
        publishers=table.some_of("publisher", TEXT),
        classes=table.some_of("class", _CLASS),
        themes=table.some_of("theme", TEXT),
        only_present=table.optional_text("state", _STATE) is not None,
        min_status=None if least is None else require_minimum(least),
    )
    return () if found == FeedFilter() else (found,)


def _read_publisher(table: _Table) -> Publisher:
    kind = table.optional_text("type", _IRI)
    return Publisher(
        iri=canonical_iri(table.text("iri", _IRI)),
        name=table.texts("name"),
        type=None if kind is None else canonical_iri(kind),
    )


def _read_contact(table: _Table) -> Contact:
    contact = Contact(
        name=table.texts("name"),
        email=table.optional_text("email", _EMAIL_ADDRESS),
        telephone=table.optional_text("telephone", _NUMBER),
        url=table.optional_text("url", _IRI),
    )
    if contact.email is None and contact.telephone is None and contact.url is None:
        raise MistakeError(FeedFormsText.CONTACT_UNREACHABLE())
    return contact


# ---------------------------------------------------------------- values


def _is_texts(value: object) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    return all(is_tag(tag) and TEXT.fits(text) for tag, text in value.items()) and len(
        {tag.lower() for tag in value}
    ) == len(value)


def _is_web_iri(value: object) -> bool:
    if not isinstance(value, str) or not value.startswith(("http://", "https://")) or not is_valid_iri(value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    # What stands in a feed is public.
    return bool(parts.hostname) and "@" not in parts.netloc


def _is_language(value: object) -> bool:
    return isinstance(value, str) and value.strip() != "" and len(concepts.load("language").find(value)) == 1


def _language_iri(text: str) -> str:
    (found,) = concepts.load("language").find(text)
    return found.iri


_FILTERS: Final = ("source", "publisher", "class", "theme", "state", "min_status")
_CLASS: Final = WantedValue(
    FeedFormsText.ONE_OF(values=tuple(CLASS_NAMES)), lambda value: isinstance(value, str) and value in CLASS_NAMES
)
_STATE: Final = WantedValue(FeedFormsText.ONE_OF(values=("present",)), lambda value: value == "present")
_MINIMUM: Final = WantedValue(
    FeedFormsText.ONE_OF(values=tuple(LADDER)), lambda value: isinstance(value, str) and value in LADDER
)
_PROFILE: Final = WantedValue(FeedFormsText.TOKEN_OR_PROFILE(), lambda value: TEXT.fits(value) and value != NO_PROFILE)
_TAG: Final = WantedValue(FeedFormsText.LANGUAGE_TAG(), lambda value: isinstance(value, str) and is_tag(value))
_TABLE: Final = WantedValue(FeedFormsText.TABLE(), lambda value: isinstance(value, dict))
_TEXTS: Final = WantedValue(FeedFormsText.TEXTS_BY_LANGUAGE(), _is_texts)
_IRI: Final = WantedValue(FeedFormsText.HTTP_IRI(), _is_web_iri)
_LANGUAGE: Final = WantedValue(FeedFormsText.CODE_OF_LANGUAGE(), _is_language)
_DAY: Final = WantedValue(
    FeedFormsText.DAY(), lambda value: isinstance(value, date) and not isinstance(value, datetime)
)
_EMAIL_ADDRESS: Final = WantedValue(
    FeedFormsText.EMAIL(), lambda value: isinstance(value, str) and _EMAIL.fullmatch(value) is not None
)
_NUMBER: Final = WantedValue(
    FeedFormsText.TELEPHONE(), lambda value: isinstance(value, str) and _TELEPHONE.fullmatch(value) is not None
)
