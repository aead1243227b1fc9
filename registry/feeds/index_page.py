"""The page of a feed for people: what it has, from whom, what changed, on what terms, and how to harvest it.

One file without script and without any other file, in the languages of the feed in their order, else in Vietnamese
first, and then in the others. It says nothing of when it was built, so that the same feed has the same page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from jinja2 import Environment, StrictUndefined, Template

from danhmuc.vocab.messages import Fact, MessageTemplate, languages
from danhmuc.vocab.messages.rendering import day_text, number_text
from danhmuc.vocab.text import escape_harmful

from ..messages import feed_index as words

__all__ = ["AgencyOverview", "DayOfChanges", "FeedFile", "FeedOverview", "index_page"]

_AGENCIES_SHOWN: Final = 1_000
FileKind = Literal["pages", "whole", "stream", "dcat-us", "data-json", "manifest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyOverview:
    """An agency in a feed.

    Attributes:
        names: by language; of one at least.
        path: of its own feed below the base; None if it has none.
        records: number of its records in the feed.
        harvested_on: day of the last harvest that succeeded, YYYY-MM-DD; None if none ever did.
        is_failing: whether the newest harvest failed.
    """

    names: Mapping[str, str]
    path: str | None
    records: int
    harvested_on: str | None
    is_failing: bool = False


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


def index_page(overview: FeedOverview) -> bytes:
    """The page as HTML in UTF-8."""
    style = _text("index.css")
    page = _template().render(
        feed=overview,
        parts=[_Part(overview, language) for language in _shown_languages(overview.languages)],
        style=style,
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        words=words,
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
        if class_name in words.CLASSES:
            return self.say(words.CLASSES[class_name], count=count)
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
            yield self.say(words.INDEX_CKAN), [f"URL: {pages}", f"Configuration: {config}"]
        if (pages := feed.address("pages", "rdf")) is not None:
            yield self.say(words.INDEX_UDATA), [f"Name: {title}", f"URL: {pages}", "Backend: dcat"]
        if (document := feed.address("data-json", "json")) is not None:
            yield self.say(words.INDEX_DATA_GOV), [f"URL: {document}"]
        if (whole := feed.address("whole", "rdf")) is not None:
            yield self.say(words.INDEX_SWEDEN), [f"URL: {whole}"]
        commands = [f"danhmuc harvest {pages}"] if (pages := feed.address("pages", "ttl")) is not None else []
        if (stream := feed.address("stream", "trig")) is not None:
            commands.append(f"danhmuc harvest {stream} --kind ldes")
        if commands:
            yield self.say(words.INDEX_DANHMUC), commands


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
