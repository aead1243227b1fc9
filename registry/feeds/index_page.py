"""The page of a feed for people: what it has, from whom, what changed, on what terms, and how to harvest it.

One file without script and without any other file, in the languages of the feed in their order, else in Vietnamese
first, and then in the others. It says nothing of when it was built, so that the same feed has the same page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from jinja2 import Environment, StrictUndefined, Template

from danhmuc.vocab.messages import Fact, MessageTemplate, languages
from danhmuc.vocab.messages.rendering import day_text, number_text
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCT, FOAF, SKOS, VCARD
from danhmuc.vocab.text import escape_harmful
from danhmuc.vocab.vietnam_time import day_in_vietnam

from ..messages.feeds import FeedIndexText
from ..record.record import quads_of
from ..store.publishers import agency_code, code_without_description
from .document_files import DocumentFiles
from .documents import PAGES, SYNTAXES, WHOLE, page_name, write_document_of, write_pages
from .entry_spool import EntrySpool
from .event_log import EventLog, KnownThings, stream_path
from .feed_files import FeedDraft
from .feed_settings import FeedSettings
from .gathering import GatheredFeed
from .key_ranges import FIRST, KeyedSize, PageLayout, PageLimits, arrange_pages
from .manifest import FeedEntry, ManifestRecord
from .root_catalog import RootCatalog

# ---------------------------------------------------------------- agencies
# The agencies of a feed: the publishers of its entries, each with a catalogue of its own in a folder of its name.
#
# Its pages are as those of the feed. Where there are several, all of it is in one document of RDF/XML, too, for readers
# that follow no pages.

_NAMES: Final = (FOAF.name, SKOS.prefLabel, DCT.title, VCARD.fn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency.

    Attributes:
        iri: of the publisher.
        code: its code, else eight hex digits of its IRI; no two agencies have the same.
        names: by language.
        entries: positions of its entries.
        sources: names of the sources of these.
    """

    iri: str
    code: str
    names: Mapping[str, str]
    entries: Sequence[int]
    sources: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The path of its documents within the feed; ends with ``/``."""
        return f"agency/{self.code}/"

    @property
    def path(self) -> str:
        """The path of its first page in Turtle."""
        return f"{self.folder}{page_name(FIRST)}.ttl"


def agencies_of(spool: EntrySpool) -> tuple[Agency, ...]:
    """The agencies by code; entries without a publisher are in none."""
    entries: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for number, entry in enumerate(spool.entries):
        if entry.publisher is not None:
            entries[entry.publisher].append(number)
            sources[entry.publisher].add(entry.source)
    described = {iri: _describe(iri, spool.node(iri) if iri in spool.nodes else b"") for iri in entries}
    # Two agencies of one code are not to share a feed. A file system may not tell capitals from small letters.
    taken = Counter(code.casefold() for code, _ in described.values() if code is not None)
    found = []
    for iri, numbers in entries.items():
        code, names = described[iri]
        if code is None or taken[code.casefold()] > 1:
            code = code_without_description(iri)
        found.append(Agency(iri=iri, code=code, names=names, entries=numbers, sources=tuple(sorted(sources[iri]))))
    return tuple(sorted(found, key=lambda one: one.code))


def _describe(iri: str, nquads: bytes) -> tuple[str | None, dict[str, str]]:
    """The code and names of a publisher, by its graph."""
    names: dict[str, tuple[int, str]] = {}
    for subject, predicate, value, _ in quads_of(nquads):
        if subject.value != iri:
            continue
        if predicate in _NAMES and value.value.strip():
            language = getattr(value, "language", None) or ""
            names[language] = min(names.get(language, (len(_NAMES), "")), (_NAMES.index(predicate), value.value))
    texts = {language: name for language, (_, name) in sorted(names.items())}
    return agency_code(iri, nquads), texts or {"": iri}


def write_agency(
    files: DocumentFiles,
    gathered: GatheredFeed,
    root: RootCatalog,
    agency: Agency,
    *,
    previous: Iterable[str],
    limits: PageLimits,
) -> PageLayout:
    """Write the entries of an agency, as a catalogue of its own, whose title has the name of the agency.

    Args:
        previous: paths of the files of the last build, by which its pages are known.

    Returns:
        Its pages.

    Raises:
        RegistryError: what was written cannot be read.
    """
    names = {tag or "vi": name for tag, name in agency.names.items()}
    title = {
        tag: f"{text} – {names.get(tag) or next(iter(names.values()))}" for tag, text in root.settings.title.items()
    }
    own = replace(root, settings=replace(root.settings, title=title), base=root.base + agency.folder)
    pages = f"{agency.folder}{PAGES}/"
    lowers = {path.removeprefix(pages).partition(".")[0] for path in previous if path.startswith(pages)}
    entries = gathered.spool.entries
    layout = arrange_pages(
        (KeyedSize(entries[number].key, entries[number].byte_size) for number in agency.entries),
        (FIRST, *sorted(lowers)),
        limits,
    )
    write_pages(files, gathered, own, layout, limits, entries_of=agency.entries, folder=agency.folder)
    if len(layout.pages) > 1:
        write_document_of(files, gathered, own, agency.entries, f"{agency.folder}all.rdf")
    return layout


# ---------------------------------------------------------------- index page

INDEX: Final = "index.html"
"""Path of the page within the feed."""

_DAYS: Final = 14
_AGENCIES_SHOWN: Final = 1_000
FileKind = Literal["pages", "whole", "stream", "dcat-us", "data-json", "manifest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyState:
    """Whether the sources of an agency are harvested: day of the last success, and whether the newest run failed."""

    harvested_on: str | None
    is_failing: bool


_LISTED_FILES: Final[Sequence[tuple[str, FileKind]]] = (
    *((f"catalog.{ending}", "pages") for ending in SYNTAXES),
    *((path, "whole") for path in WHOLE),
    (stream_path(), "stream"),
    ("dcat-us.json", "dcat-us"),
    ("data.json", "data-json"),
    ("manifest.json", "manifest"),
)
"""The files that the page of a feed leads to, in its order."""


def feed_overview(
    draft: FeedDraft,
    spool: EntrySpool,
    settings: FeedSettings,
    *,
    base: str,
    agencies: Sequence[Agency],
    records: Iterable[ManifestRecord],
    log: EventLog,
) -> FeedOverview:
    """The overview of a build whose documents are written; it does not say yet how its agencies are harvested.

    Args:
        records: of its manifest.
        log: of its stream.
    """
    catalog = settings.catalog
    contact = catalog.contact
    sizes = {file.path: file.byte_size for file in draft.files}
    return FeedOverview(
        titles=catalog.title,
        descriptions=catalog.description,
        publisher_names=catalog.publisher.name,
        base=base,
        licence=catalog.licence,
        contact=", ".join(one for one in (contact.email, contact.telephone, contact.url) if one is not None),
        homepage=catalog.homepage,
        languages=settings.languages,
        classes=dict(Counter(abbreviate(entry.class_name or "–") for entry in spool.entries)),
        agencies=tuple(map(_agency_overview, agencies)),
        changes=_days_of_changes(records, log),
        files=tuple(FeedFile(path=path, kind=kind, size=sizes.get(path)) for path, kind in _LISTED_FILES),
    )


def _agency_overview(agency: Agency) -> AgencyOverview:
    return AgencyOverview(names=agency.names, path=agency.path, records=len(agency.entries), sources=agency.sources)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyOverview:
    """An agency in a feed.

    Attributes:
        names: by language; of one at least.
        path: of its own feed below the base; None if it has none.
        records: number of its records in the feed.
        harvested_on: day of the last harvest that succeeded, YYYY-MM-DD; None if none ever did.
        is_failing: whether the newest harvest failed.
        sources: names of the sources of these records.
    """

    names: Mapping[str, str]
    path: str | None
    records: int
    harvested_on: str | None = None
    is_failing: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfChanges:
    """Numbers of entries that changed in the feed on one day, YYYY-MM-DD."""

    day: str
    created: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """A file that the page names; `size` in bytes, None if it is not told."""

    path: str
    kind: FileKind
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOverview:
    """All that the page says.

    Attributes:
        titles, descriptions, publisher_names: by language; of one at least.
        base: the address of the feed, which ends with a slash.
        classes: number of entries by name of the class, such as ``dcat:Dataset``.
        changes: the newest day first.
        languages: tags of those of the feed, the first of which comes first.
    """

    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    publisher_names: Mapping[str, str]
    base: str
    licence: str
    contact: str
    homepage: str | None = None
    classes: Mapping[str, int] = field(default_factory=dict)
    agencies: tuple[AgencyOverview, ...] = ()
    changes: tuple[DayOfChanges, ...] = ()
    files: tuple[FeedFile, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        """Number of all entries."""
        return sum(self.classes.values())

    def address(self, kind: FileKind, ending: str) -> str | None:
        """The address of the first file of a kind with that ending."""
        found = (one.path for one in self.files if one.kind == kind and one.path.endswith(f".{ending}"))
        path = next(found, None)
        return None if path is None else self.base + path


def overview_of(members: Mapping[str, Any]) -> FeedOverview:
    """The overview of its members, as `dataclasses.asdict` gives them and JSON keeps them.

    Raises:
        LookupError, TypeError: they are others.
    """
    agencies = tuple(AgencyOverview(**{**one, "sources": tuple(one["sources"])}) for one in members["agencies"])
    changes = tuple(DayOfChanges(**one) for one in members["changes"])
    files, languages = tuple(FeedFile(**one) for one in members["files"]), tuple(members["languages"])
    return FeedOverview(**{**members, "agencies": agencies, "changes": changes, "files": files, "languages": languages})


def with_states(overview: FeedOverview, states: Mapping[str, AgencyState]) -> FeedOverview:
    """An overview that says how its agencies are harvested, by the states of sources."""
    return replace(overview, agencies=tuple(_with_states(one, states) for one in overview.agencies))


def _with_states(agency: AgencyOverview, states: Mapping[str, AgencyState]) -> AgencyOverview:
    found = [states[name] for name in agency.sources if name in states]
    days = [state.harvested_on for state in found if state.harvested_on is not None]
    return replace(agency, harvested_on=max(days, default=None), is_failing=any(state.is_failing for state in found))


def index_page(overview: FeedOverview) -> bytes:
    """The page as HTML in UTF-8."""
    style = _text("index.css")
    page = _template().render(
        feed=overview,
        parts=[_Part(overview, language) for language in _shown_languages(overview.languages)],
        style=style,
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        words=FeedIndexText,
        agencies=sorted(overview.agencies, key=lambda one: (-one.records, sorted(one.names.items())))[:_AGENCIES_SHOWN],
        agencies_left=max(0, len(overview.agencies) - _AGENCIES_SHOWN),
    )
    return page.encode("utf-8", "backslashreplace")


@cache
def _template() -> Template:
    """The template of the page, compiled once."""
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_finalize
    )
    return environment.from_string(_text("index.html.jinja"))


class _Part:
    """The part of the page in one language."""

    def __init__(self, overview: FeedOverview, language: str) -> None:
        self._overview = overview
        self.language = language

    def say(self, template: MessageTemplate, **facts: Fact) -> str:
        """A message in this language."""
        return template(**facts).render(self.language)

    def of(self, texts: Mapping[str, str]) -> str:
        """A text in this language, else in one of the feed, else in Vietnamese, else in English, else in any."""
        for language in (self.language, *self._overview.languages, "vi", "en", *sorted(texts)):
            if language in texts:
                return texts[language]
        return ""

    def count_of(self, class_name: str, count: int) -> str:
        """The number of records of a class, in words where the class has some."""
        if class_name in FeedIndexText.CLASSES:
            return self.say(FeedIndexText.CLASSES[class_name], count=count)
        return f"{class_name}: {self.number(count)}"

    def number(self, value: int) -> str:
        """A number as this language writes it."""
        return number_text(value, self.language)

    def day(self, day: str) -> str:
        """A day as this language writes it."""
        return day_text(date.fromisoformat(day), self.language)

    def size(self, size: int) -> str:
        """A size in bytes, kilobytes or megabytes."""
        for unit, least in (("MB", 1_000_000), ("kB", 1_000)):
            if size >= least:
                return f"{number_text(round(size / least), self.language)} {unit}"
        return f"{number_text(size, self.language)} B"

    @property
    def settings(self) -> Iterator[tuple[str, list[str]]]:
        """The lines to copy, by who harvests."""
        feed, title = self._overview, self.of(self._overview.titles)
        if (pages := feed.address("pages", "ttl")) is not None:
            config = json.dumps({"rdf_format": "text/turtle"})
            yield self.say(FeedIndexText.INDEX_CKAN), [f"URL: {pages}", f"Configuration: {config}"]
        if (pages := feed.address("pages", "rdf")) is not None:
            yield self.say(FeedIndexText.INDEX_UDATA), [f"Name: {title}", f"URL: {pages}", "Backend: dcat"]
        if (document := feed.address("data-json", "json")) is not None:
            yield self.say(FeedIndexText.INDEX_DATA_GOV), [f"URL: {document}"]
        if (whole := feed.address("whole", "rdf")) is not None:
            yield self.say(FeedIndexText.INDEX_SWEDEN), [f"URL: {whole}"]
        commands = [f"danhmuc harvest {pages}"] if (pages := feed.address("pages", "ttl")) is not None else []
        if (stream := feed.address("stream", "trig")) is not None:
            commands.append(f"danhmuc harvest {stream} --kind ldes")
        if commands:
            yield self.say(FeedIndexText.INDEX_DANHMUC), commands


def _shown_languages(first: Sequence[str]) -> list[str]:
    """The languages of the page in the order of those of the feed; then Vietnamese."""
    order = [*(tag.partition("-")[0] for tag in first), "vi"]
    known = {language: order.index(language) if language in order else len(order) for language in languages()}
    return sorted(known, key=lambda language: (known[language], language))


def _finalize(value: object) -> object:
    """Make texts plain before the template writes them; markup of the template stays."""
    return escape_harmful(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _text(name: str) -> str:
    return files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
