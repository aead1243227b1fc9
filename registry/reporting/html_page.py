"""One HTML page for people: it needs no other file, no network and no script, and prints well.

Findings beyond the limit of a page are counted and left to the CSV table. Texts of a catalogue are made plain and
escaped by the template engine; the page's security policy allows its own style and script by their digests, and
nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from os.path import commonpath
from pathlib import Path
from typing import BinaryIO, Final

from jinja2 import Environment, StrictUndefined, Template

from danhmuc.shapes import profile_tokens
from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity
from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import escape_harmful, mask_passwords, shorten

from ..messages.reports import ReportsText
from .reported_records import ReportedFinding
from .reported_source import ReportedSource
from .tally import (
    Lang,
    PublisherCount,
    ReportOptions,
    RuleCount,
    Tally,
    add_up,
    localize_number,
    passed_word,
    reasons_text,
    severities_text,
    severity_word,
    totals_text,
)
from .terminal import publisher_name

# ---------------------------------------------------------------- web addresses
# Tell web addresses from other IRIs.


def is_page(iri: str | None) -> bool:
    """Whether an IRI is a web address, and no script."""
    return iri is not None and iri.lower().startswith(("https://", "http://"))


# ---------------------------------------------------------------- rule pages
# Addresses of the pages of rules, for operators who publish the folder docs/ and configure its address.
#
# Without that address there is none: the IRI of a rule is a name, not a web page.

_SHAPES: Final = "https://w3id.org/danhmuc/shapes/"


def rule_page(iri: str | None, docs_url: str | None, lang: Lang) -> str | None:
    """The address of a rule's place on the page of its class; None if it has no such place.

    Only the rules of bundled profiles have pages.

    Args:
        docs_url: address at which docs/ is published, without a final slash; None if it is not.

    >>> rule_page("https://w3id.org/danhmuc/shapes/vn#Dataset-title-vi", "https://docs.example.vn", "vi")
    'https://docs.example.vn/vi/profiles/vn/Dataset.md#Dataset-title-vi'
    """
    if docs_url is None or iri is None or not iri.startswith(_SHAPES):
        return None
    token, _, name = iri.removeprefix(_SHAPES).partition("#")
    if not name or token not in profile_tokens():
        return None
    return f"{docs_url}/{lang}/profiles/{token}/{name.partition('-')[0]}.md#{name}"


# ---------------------------------------------------------------- charts
# Bars and columns of static SVG, as wide as their container: lengths are parts of the longest.
#
# The template fills them with patterns, which distinguish severities in grey, too.

_NARROWEST: Final = 0.8
"""The least visible width."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar, in per cent of the whole width."""

    severity: ReportedSeverity
    start: float
    width: float


def bar(counts: Mapping[ReportedSeverity, int], longest: int) -> Sequence[Segment]:
    """The pieces of a bar, most severe first; the longest bar has the whole width.

    >>> bar({"violation": 1, "info": 1}, 4)
    [Segment(severity='violation', start=0.0, width=25.0), Segment(severity='info', start=25.0, width=25.0)]
    """
    pieces = []
    start = 0.0
    for severity in REPORTED_SEVERITIES:
        count = counts.get(severity, 0)
        if count:
            width = 100 * count / longest
            pieces.append(Segment(severity, round(start, 2), max(round(width, 2), _NARROWEST)))
            start += width
    return pieces


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One column of a chart, in per cent of the highest."""

    label: str
    count: int
    height: float


def columns(counts: Mapping[str, int]) -> Sequence[ChartColumn]:
    """The columns of a chart in the order of their labels as given; the highest has the whole height.

    >>> columns({"2026-05": 2, "2026-06": 4})
    [ChartColumn(label='2026-05', count=2, height=50.0), ChartColumn(label='2026-06', count=4, height=100.0)]
    """
    highest = max(counts.values(), default=0)
    return [
        ChartColumn(label, count, max(round(100 * count / highest, 2), _NARROWEST) if count else 0.0)
        for label, count in counts.items()
    ]


# ---------------------------------------------------------------- page findings
# The findings that one page shows.


@dataclass(frozen=True, slots=True)
class _Place:
    """A finding and the number of its record."""

    record: int
    number: int
    finding: ReportedFinding


class PageFindings:
    """All findings or, if they are too many, the first of each rule, with an equal share for every rule.

    At most twice the limit is held, plus one finding of each rule.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rules: dict[tuple[str, ReportedSeverity], list[_Place]] = {}
        self._count = 0
        self._added = 0
        self.most: int | None = None
        """The most findings of one rule that are shown; None while there is room for all."""

    def add(self, record: int, finding: ReportedFinding) -> None:
        """Add a finding if there is room; records are numbered in their order."""
        self._added += 1
        places = self._rules.setdefault((finding.code, finding.reported_severity), [])
        if self.most is not None and len(places) >= self.most:
            return
        places.append(_Place(record, self._added, finding))
        self._count += 1
        if self._count > 2 * self._limit:
            self.cut_to_limit()

    def cut_to_limit(self) -> int:
        """Drop findings beyond the limit, and return how many are left."""
        if self._count > self._limit:
            self.most = self._level()
            for places in self._rules.values():
                del places[self.most :]
            self._count = sum(map(len, self._rules.values()))
        return self._count

    def records(self) -> Iterator[list[ReportedFinding]]:
        """The findings of each record, most severe first; those of equal severity in the order of records."""
        places = sorted((place for places in self._rules.values() for place in places), key=lambda place: place.number)
        found: dict[int, list[ReportedFinding]] = {}
        for place in places:
            found.setdefault(place.record, []).append(place.finding)
        for findings in found.values():
            findings.sort(key=_gravity)
        yield from sorted(found.values(), key=lambda findings: _gravity(findings[0]))

    def _level(self) -> int:
        """The most findings that each rule may have so that the sum stays within the limit; at least one."""
        low, high = 1, self._limit
        while low < high:
            middle = (low + high + 1) // 2
            if sum(min(len(places), middle) for places in self._rules.values()) <= self._limit:
                low = middle
            else:
                high = middle - 1
        return low


def _gravity(finding: ReportedFinding) -> int:
    return REPORTED_SEVERITIES.index(finding.reported_severity)


# ---------------------------------------------------------------- html page

FINDINGS_SHOWN: Final = 5_000
RULES_SHOWN: Final = 200
PUBLISHERS_SHOWN: Final = 30
_LONGEST: Final = 500
"""The most characters of a value or text that a page shows."""
_BUFFERED: Final = 500


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its texts."""

    name: str
    text: str
    bar: Sequence[Segment]
    example: ReportedFinding


def write_html(sources: Iterable[ReportedSource], out: BinaryIO, options: ReportOptions) -> tuple[Tally, ...]:
    """Write the page on all sources, and return their counts."""
    findings = PageFindings(FINDINGS_SHOWN)
    tallies = tuple(_tally_sources(sources, findings))
    shown = findings.cut_to_limit()
    page = _Page(tallies, options)
    template = _page_template(options.lang)
    style, script = _text("page.css"), _text("page.js")
    stream = template.stream(
        lang=options.lang,
        on=None if options.on is None else day_text(options.on, options.lang),
        style=style,
        script=script,
        style_digest=style_digest(style),
        script_digest=style_digest(script),
        page=page,
        records=enumerate(findings.records(), 1),
        shown=shown,
        most=findings.most,
    )
    stream.enable_buffering(_BUFFERED)
    stream.dump(out, encoding="utf-8")
    return tallies


def _tally_sources(sources: Iterable[ReportedSource], page_findings: PageFindings) -> Iterator[Tally]:
    record_number = 0
    for source in sources:
        for finding in (*source.source_findings(), *source.findings):
            page_findings.add(record_number, finding)
        for record in source.records():
            record_number += 1
            for finding in record.findings:
                page_findings.add(record_number, finding)
        record_number += 1
        yield source.tally


class _Page:
    """All data of the template except the findings."""

    def __init__(self, tallies: tuple[Tally, ...], options: ReportOptions) -> None:
        self.tallies = tallies
        self.total = add_up(tallies)
        self._options = options
        self._lang: Lang = options.lang
        self._places = {(rule.code, rule.reported_severity): f"rule-{at}" for at, (rule, _) in enumerate(self.rules, 1)}
        self._names = _short_names([tally.location for tally in tallies])

    @property
    def is_passed(self) -> bool:
        return all(map(self.passes, self.tallies))

    @property
    def profiles(self) -> list[str]:
        """Titles of the profiles, each with its token."""
        titles = {tally.profile: tally.profile_title.get(self._lang) for tally in self.tallies}
        return [f"{title} ({token})" if title else token for token, title in titles.items()]

    @property
    def reasons(self) -> list[str]:
        """Reasons of the verdict: those of a single source, or of each source that fails."""
        failing = [tally for tally in self.tallies if not self.passes(tally)]
        if len(self.tallies) == 1:
            return [self.reasons_of(self.tallies[0])]
        return [f"{self.short_name(tally.location)}: {self.reasons_of(tally)}" for tally in failing]

    @property
    def severities(self) -> list[tuple[str, str, Sequence[Segment]]]:
        """Word, number and bar of every severity."""
        counts = self.total.by_severity
        longest = max(counts.values(), default=1)
        return [
            (
                severity_word(severity, self._lang),
                localize_number(counts[severity], self._lang),
                bar({severity: counts[severity]}, longest),
            )
            for severity in REPORTED_SEVERITIES
        ]

    @property
    def rules(self) -> list[tuple[RuleCount, _Row]]:
        rules = self.total.rules[:RULES_SHOWN]
        longest = max((rule.count for rule in rules), default=1)
        return [
            (
                rule,
                _Row(
                    rule.example.text(self._lang),
                    localize_number(rule.count, self._lang),
                    bar({rule.reported_severity: rule.count}, longest),
                    rule.example,
                ),
            )
            for rule in rules
        ]

    @property
    def rules_left(self) -> int:
        return max(len(self.total.rules) - RULES_SHOWN, 0)

    @property
    def publishers(self) -> list[tuple[PublisherCount, _Row]]:
        publishers = self.total.publishers[:PUBLISHERS_SHOWN]
        longest = max((one.count for one in publishers), default=1)
        return [
            (
                one,
                _Row(
                    publisher_name(one, self.total, self._lang),
                    severities_text(one.counts, self._lang),
                    bar(one.counts, longest),
                    one.example,
                ),
            )
            for one in publishers
        ]

    @property
    def publishers_left(self) -> int:
        return max(len(self.total.publishers) - PUBLISHERS_SHOWN, 0)

    def place_of(self, finding: ReportedFinding) -> str | None:
        """The anchor of its rule among the rules shown."""
        return self._places.get((finding.code, finding.reported_severity))

    def page_of(self, finding: ReportedFinding) -> str | None:
        """The address of the page of its rule."""
        return rule_page(finding.rule, self._options.docs_url, self._lang)

    def short_name(self, location: str) -> str:
        """A location without the folders that all locations share."""
        return self._names.get(location, location)

    def passes(self, tally: Tally) -> bool:
        return tally.passes(self._options.fail_on)

    def verdict(self, tally: Tally) -> str:
        return passed_word(tally, self._options.fail_on, self._lang)

    def reasons_of(self, tally: Tally) -> str:
        return reasons_text(tally, self._options.fail_on, self._lang)

    def totals(self, tally: Tally) -> str:
        return totals_text(tally, self._lang)


@cache
def _page_template(lang: Lang) -> Template:
    """The template of this page in a language, compiled once."""
    return page_environment(lang).from_string(_text("page.html.jinja"))


def write_page(out: BinaryIO, lang: Lang, beside: str, name: str, **shown: object) -> None:
    """Write a page as its template shows it, with the style of all pages and its own.

    Args:
        beside: name of the module beside which the template and the style are.
        name: of the template and the style, such as ``runs_page``.
        shown: all that the template knows beside language and style.
    """
    folder = files(beside.rpartition(".")[0])
    style = _text("page.css") + folder.joinpath(f"{name}.css").read_text(encoding="utf-8")
    template = page_environment(lang).from_string(folder.joinpath(f"{name}.html.jinja").read_text(encoding="utf-8"))
    stream = template.stream(lang=lang, style=style, style_digest=style_digest(style), **shown)
    stream.enable_buffering(_BUFFERED)
    stream.dump(out, encoding="utf-8", errors="backslashreplace")


def page_environment(lang: Lang) -> Environment:
    """The templates of pages in a language, with the words and filters that all of them use."""
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_finalize
    )
    environment.globals |= {
        "say": lambda template, **facts: template(**facts).render(lang),
        "words": ReportsText,
        "number": lambda value: localize_number(value, lang),
        "severity_word": lambda severity: severity_word(severity, lang),
        "layer_word": lambda layer: ReportsText.LAYERS[layer]().render(lang),
        "role_word": lambda finding: ReportsText.ROLES["catalog" if finding.is_catalog else finding.role]().render(
            lang
        ),
        "fix_heading": lambda finding: (
            ReportsText.FIX_DONE_HEADING if finding.layer == "repaired" else ReportsText.FIX_WANTED_HEADING
        )().render(lang),
        "abbreviate": abbreviate,
        "severities": REPORTED_SEVERITIES,
    }
    environment.tests["page"] = is_page
    environment.filters["cut"] = _cut_text
    return environment


def _short_names(locations: Sequence[str]) -> dict[str, str]:
    """Short names that distinguish absolute paths; other locations have none.

    >>> _short_names(["/srv/du-lieu/a.ttl", "/srv/du-lieu/hue/a.ttl"])
    {'/srv/du-lieu/a.ttl': 'a.ttl', '/srv/du-lieu/hue/a.ttl': 'hue/a.ttl'}
    """
    paths = {location: Path(location) for location in locations if Path(location).is_absolute()}
    try:
        shared = Path(commonpath([path.parent for path in paths.values()]))
    except ValueError:  # there are none, or they are on several drives
        return {}
    if shared == shared.parent:
        return {}
    return {location: path.relative_to(shared).as_posix() for location, path in paths.items()}


def _finalize(value: object) -> object:
    """Make texts plain, without passwords, before the template writes them; markup of the template stays."""
    return escape_harmful(mask_passwords(value)) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _cut_text(text: str) -> str:
    # The half of a password would not be known as one.
    return shorten(mask_passwords(text), _LONGEST)


def _text(name: str) -> str:
    return files(__package__ or "").joinpath(name).read_text(encoding="utf-8")


def style_digest(text: str) -> str:
    """The digest by which the security policy of a page allows a style or script of it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
