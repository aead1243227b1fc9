"""One HTML page for people: it needs no other file, no network and no script, and prints well.

Findings beyond the limit of a page are counted and left to the CSV table. Texts of a catalogue are made plain and
escaped by the template engine; the page's security policy allows its own style and script by their digests, and
nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from os.path import commonpath
from pathlib import Path
from typing import BinaryIO, Final

from jinja2 import Environment, StrictUndefined, Template

from danhmuc.vocab.findings import REPORTED_SEVERITIES
from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import escape_harmful, mask_passwords, shorten

from ..messages.reports import ReportsText
from .charts import Segment, bar
from .options import ReportOptions
from .page_findings import PageFindings
from .reported_records import ReportedFinding
from .reported_source import ReportedSource
from .rule_pages import rule_page
from .severity_words import Lang, localize_number, severities_text, severity_word
from .tally import PublisherCount, RuleCount, Tally, add_up
from .terminal import publisher_name
from .verdict import passed_word, reasons_text, totals_text
from .web_addresses import is_page

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
