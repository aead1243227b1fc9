"""The report of a harvest as one HTML page: it needs no other file, no network and no script, and prints well.

It shares its style with the page of findings. Lists are cut to what people read; the table has all.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import BinaryIO, Final

from danhmuc.vocab.messages.rendering import number_text

from ...messages.reports import HarvestReportsText
from ...messages.sources import WebSourcesText
from ...record.change import CHANGE_KINDS
from ..html_page import page_environment, style_digest
from ..tally import Lang
from .plain_text import (
    KINDS,
    headline,
    lost_text,
    more_texts,
    run_details,
    run_title,
    seconds_text,
    span_text,
    state_word,
    verdict_texts,
    why_texts,
)
from .reported_runs import ChangeSample, ReportedRun, RunsReport

RECORDS_SHOWN: Final = 50
"""Records of each kind that the page shows of each run."""
RECORDS_ON_PAGE: Final = 2_000
FINDINGS_SHOWN: Final = 50
"""Findings that the page shows of each run."""
_BUFFERED: Final = 500


def write_html(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write the page."""
    package = __package__ or ""
    environment = page_environment(lang)
    environment.globals |= {"words": HarvestReportsText, "state_word": lambda name: state_word(name, lang)}
    template = environment.from_string(files(package).joinpath("runs_page.html.jinja").read_text(encoding="utf-8"))
    style = files(package.rpartition(".")[0]).joinpath("page.css").read_text(encoding="utf-8")
    style += files(package).joinpath("runs_page.css").read_text(encoding="utf-8")
    page = _Page(report, lang)
    stream = template.stream(
        lang=lang, style=style, style_digest=style_digest(style), page=page, findings_shown=FINDINGS_SHOWN
    )
    stream.enable_buffering(_BUFFERED)
    stream.dump(out, encoding="utf-8", errors="backslashreplace")


class _Page:
    """All data of the template."""

    kinds: Final = CHANGE_KINDS

    def __init__(self, report: RunsReport, lang: Lang) -> None:
        self._report = report
        self._lang = lang
        self._left = RECORDS_ON_PAGE

    @property
    def headline(self) -> str:
        return headline(self._report, self._lang)

    @property
    def span(self) -> str:
        return span_text(self._report, self._lang)

    @property
    def is_complete(self) -> bool:
        return not self._report.not_harvested and not any(one.needs_attention for one in self._report.newest_runs)

    @property
    def verdicts(self) -> list[str]:
        return list(verdict_texts(self._report.runs, self._lang))

    @property
    def seconds(self) -> str:
        found = self._report.seconds()
        return seconds_text(found, self._lang) if found else ""

    @property
    def lost(self) -> list[str]:
        return [lost_text(one, self._lang) for one in self._report.not_harvested]

    @property
    def runs(self) -> list[ReportedRun]:
        return list(self._report.runs)

    @property
    def total(self) -> list[str]:
        total = self._report.total("record")
        return [self.number(total.seen), *(self.number(getattr(total, kind)) for kind in self.kinds)]

    def row(self, run: ReportedRun) -> list[str]:
        counts = run.counts("record")
        return [self.number(counts.seen), *(self.number(getattr(counts, kind)) for kind in self.kinds)]

    def number(self, value: int) -> str:
        return number_text(value, self._lang)

    def title(self, run: ReportedRun) -> str:
        return run_title(run, self._lang)

    def details(self, run: ReportedRun) -> list[str]:
        return list(run_details(run, self._lang))

    def letter(self, run: ReportedRun) -> tuple[str, str] | None:
        """Heading and words of a letter to those who run a server that refuses; None if there is none."""
        letter = run.report.letter
        return None if letter is None else (WebSourcesText.LETTER().render(self._lang), letter.render(self._lang))

    def samples(self, run: ReportedRun) -> Iterator[ChangeSample]:
        """The records of each kind, as long as the page has room for them."""
        for kind in KINDS:
            sample = run.sample(kind, min(RECORDS_SHOWN, self._left))
            self._left -= len(sample.shown)
            if sample.total:
                yield sample

    def why(self, change: object) -> list[str]:
        return why_texts(change, self._lang)  # type: ignore[arg-type]

    def more(self, sample: ChangeSample) -> list[str]:
        return list(more_texts(sample, self._lang))
