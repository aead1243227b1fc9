"""The report of changes as one HTML page: it needs no other file, no network and no script, and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import islice
from typing import BinaryIO, Final

from danhmuc.vocab.messages.rendering import month_text, number_text
from danhmuc.vocab.vietnam_time import time_in_vietnam

from ...messages.change_reports import ChangeReportsText
from ...messages.states import StatesText
from ...store.changed_records import ChangedRecord
from ..charts import ChartColumn, columns
from ..html_page import page_environment, style_digest
from ..severity_words import Lang
from .changes_report import ChangesReport

CHANGES_SHOWN: Final = 500
"""Changes that the page shows; the table has all."""
_BUFFERED: Final = 500
_MONTHS: Final = 18
"""Months that a chart has in the width of the page; one of more is as wide as it has to be."""
_UNSIGNED: Final = "harvest"
"""Who made the changes of a harvest that named nobody."""


def write_html(report: ChangesReport, out: BinaryIO, lang: Lang) -> None:
    """Write the page."""
    package = __package__ or ""
    environment = page_environment(lang)
    environment.globals |= {"words": ChangeReportsText}
    template = environment.from_string(files(package).joinpath("changes_page.html.jinja").read_text(encoding="utf-8"))
    style = files(package.rpartition(".")[0]).joinpath("page.css").read_text(encoding="utf-8")
    style += files(package).joinpath("changes_page.css").read_text(encoding="utf-8")
    stream = template.stream(lang=lang, style=style, style_digest=style_digest(style), page=_Page(report, lang))
    stream.enable_buffering(_BUFFERED)
    stream.dump(out, encoding="utf-8", errors="backslashreplace")


class _Page:
    """All data of the template."""

    def __init__(self, report: ChangesReport, lang: Lang) -> None:
        self._report = report
        self._lang = lang
        self._counts = report.counts
        self.kinds = list(report.counts.by_kind())

    @property
    def span(self) -> str:
        return self._report.span().render(self._lang)

    @property
    def headline(self) -> str:
        if not self._counts.changes:
            return ChangeReportsText.NOTHING_CHANGED().render(self._lang)
        records = ChangeReportsText.RECORDS(count=self._counts.records)
        return ChangeReportsText.CHANGED(count=self._counts.changes, records=records).render(self._lang)

    @property
    def others(self) -> int:
        return self._counts.others

    @property
    def months(self) -> Sequence[ChartColumn]:
        return columns(
            {month_text(month, self._lang): sum(kinds.values()) for month, kinds in self._report.months.items()}
        )

    @property
    def is_long(self) -> bool:
        """Whether there are more months than a page is wide."""
        return len(self._report.months) > _MONTHS

    @property
    def by_month(self) -> list[list[str]]:
        return [self._row(month_text(month, self._lang), kinds) for month, kinds in self._report.months.items()]

    @property
    def by_source(self) -> list[list[str]]:
        return [self._row(name, kinds) for name, kinds in self._counts.by_source().items()]

    @property
    def by_publisher(self) -> list[list[str]]:
        names = self._counts.publisher_names()
        nobody = ChangeReportsText.NO_PUBLISHER().render(self._lang)
        return [
            self._row(nobody if iri is None else names.get(iri, iri), kinds)
            for iri, kinds in self._counts.by_publisher().items()
        ]

    @property
    def total(self) -> list[str]:
        return self._row(ChangeReportsText.TOTAL().render(self._lang), self._counts.by_kind())

    @property
    def changes(self) -> Iterator[ChangedRecord]:
        return islice(self._report.changes(), CHANGES_SHOWN)

    @property
    def more(self) -> int:
        return max(0, self._counts.changes - CHANGES_SHOWN)

    def word(self, kind: str) -> str:
        return StatesText.STATES[kind]().render(self._lang)

    def who(self, change: ChangedRecord) -> str:
        """The person, or the run of a harvest that nobody signed."""
        if change.run is None or change.by != _UNSIGNED:
            return change.by
        return ChangeReportsText.OF_RUN(run=change.run).render(self._lang)

    def time(self, moment: str) -> str:
        return time_in_vietnam(moment)

    def number(self, value: int) -> str:
        return number_text(value, self._lang)

    def _row(self, name: str, kinds: Mapping[str, int]) -> list[str]:
        return [name, *(self.number(kinds.get(kind, 0)) for kind in self.kinds), self.number(sum(kinds.values()))]
