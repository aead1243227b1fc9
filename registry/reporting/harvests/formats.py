"""The formats of the report of a harvest: a CSV table, a JSON document, and all others by name.

The formats of the report of a harvest, found by name or by the ending of a file.

A new format is one file in this room and one line in `HARVEST_FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, Final

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message, languages
from danhmuc.vocab.messages.rendering import number_text
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import mask_passwords
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ...messages.reports import HarvestReportsText, ReportsText
from ...messages.sources import WebSourcesText
from ...record.change import CHANGE_KINDS
from ..html_page import write_page
from ..sheet import TABLE_ENDINGS, ReportFormats, TableSheet, json_text
from ..tally import Lang
from .plain_text import (
    KINDS,
    decimal_text,
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
from .reported_runs import ROLES, ChangeSample, NotHarvested, ReportedChange, ReportedRun, RunsReport

# ---------------------------------------------------------------- change table
# The report of a harvest as a CSV table: one row for each change, and one for what has none, by its number.
#
# The column of numbers, summed up by outcome, gives the counts of the run: an unchanged record has no row of its own.
# Rows of events, such as a withdrawal, come on top of the outcomes. It is written row by row, however many there are.


def write_csv(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write the table, with the separator that Excel takes in that language, as the table of findings has it."""
    TableSheet(HarvestReportsText.COLUMNS, _rows(report, lang)).write_csv(out, lang)


def _rows(report: RunsReport, lang: Lang) -> Iterator[Mapping[str, object]]:
    role = HarvestReportsText.ROLE_RUN().render(lang)
    for lost in report.not_harvested:
        failed = state_word("failed", lang)
        yield {"source": lost.name or lost.location, "role": role, "change": failed, "why": lost.reason.render(lang)}
    for run in report.runs:
        yield {**_run_cells(run, lang), "role": role}
        for change in run.changes():
            yield {"source": run.row.source, "run": run.row.id, **_change_cells(change, lang)}


def _run_cells(run: ReportedRun, lang: Lang) -> dict[str, object]:
    why = run.report.why
    return {
        "source": run.row.source,
        "run": run.row.id,
        "change": state_word(run.row.state, lang),
        "why": None if why is None else why.render(lang),
        "at": _time(run.row.ended_at),
        **{stage: decimal_text(seconds, lang, 3) for stage, seconds in run.report.seconds.items()},
    }


def _change_cells(change: ReportedChange, lang: Lang) -> dict[str, object]:
    return {
        "role": ReportsText.ROLES[change.role]().render(lang),
        "change": state_word(change.kind, lang),
        "count": change.count,
        "title": change.title,
        "iri": change.iri,
        "publisher": change.publisher,
        "verdict": None if change.verdict is None else state_word(change.verdict, lang),
        "properties": " ".join(map(abbreviate, change.properties)),
        # Those have a column of their own, with all of them.
        "why": "; ".join(why_texts(replace(change, properties=()), lang)),
        "at": _time(change.at),
    }


def _time(moment: str | None) -> str | None:
    return None if moment is None else second_in_vietnam(moment)


# ---------------------------------------------------------------- json document
# The report of a harvest as one JSON document, written change by change.


def write_json(report: RunsReport, out: BinaryIO, lang: Lang) -> None:  # noqa: ARG001 - it has all languages
    """Write the document; why a record is in it stands there in every language."""
    for part in _parts(report):
        out.write(part.encode("utf-8", "backslashreplace"))


def _parts(report: RunsReport) -> Iterator[str]:
    names = {"record": "records", "node": "nodes", "element": "elements", "catalog-record": "catalog_records"}
    head = {
        "batch": report.batch,
        "sources": report.sources,
        "total": {names[role]: report.total(role).as_dict() for role in ROLES} | {"seconds": dict(report.seconds())},
        "not_harvested": [_lost_dict(one) for one in report.not_harvested],
    }
    yield f'{json_text(head).removesuffix("}")}, "runs": ['
    for number, run in enumerate(report.runs):
        yield f'{"," if number else ""}\n{json_text(_run(run)).removesuffix("}")}, "changes": ['
        for at, change in enumerate(run.changes()):
            yield f"{',' if at else ''}\n  {json_text(_change(change))}"
        yield "]}"
    yield "]}\n"


def _run(run: ReportedRun) -> dict[str, object]:
    row = run.row
    return {
        **run.report.as_dict(),
        "state": row.state,
        "why": _texts(run.report.why),
        "by": row.by,
        "batch": row.batch,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "needs_attention": run.needs_attention,
        "events": dict(run.events),
        "became": {verdict: run.turned.get(verdict, 0) for verdict in ("accepted", "submitted")},
        "noticed": [
            {
                "code": one.code,
                "severity": one.reported_severity,
                "record": one.focus,
                "place": one.place,
                "message": {lang: one.text(lang) for lang in languages()},
            }
            for one in run.findings
        ],
        "unnamed_findings": run.unnamed_findings,
    }


def _change(change: ReportedChange) -> dict[str, object]:
    names = ("kind", "role", "count", "iri", "title", "publisher", "at", "verdict", "became", "version", "hold")
    why = {lang: why_texts(change, lang) for lang in languages()}
    facts = {"violations": change.violations, "secret": change.is_secret, "properties": list(change.properties)}
    return {**json_members(change, names), **facts, "why": why}


def _lost_dict(lost: NotHarvested) -> dict[str, object]:
    return {"location": mask_passwords(lost.location), "source": lost.name, "why": _texts(lost.reason)}


def _texts(message: Message | None) -> dict[str, str] | None:
    return None if message is None else {lang: mask_passwords(message.render(lang)) for lang in languages()}


# ---------------------------------------------------------------- formats

HARVEST_FORMATS: Final = ReportFormats(
    package=__package__,
    writers={
        "text": ".plain_text:write_text",
        "json": ".formats:write_json",
        "csv": ".formats:write_csv",
        "html": ".formats:write_html",
        "mail": ".plain_text:write_mail",
    },
    endings={".txt": "text", **TABLE_ENDINGS, ".eml": "mail"},
    no_ending=HarvestReportsText.REPORT_ENDING,
)


# ---------------------------------------------------------------- page
# The report of a harvest as one HTML page: it needs no other file, no network and no script, and prints well.
#
# It shares its style with the page of findings. Lists are cut to what people read; the table has all.

RECORDS_SHOWN: Final = 50
"""Records of each kind that the page shows of each run."""
RECORDS_ON_PAGE: Final = 2_000
FINDINGS_SHOWN: Final = 50
"""Findings that the page shows of each run."""


def write_html(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write the page."""
    write_page(
        out,
        lang,
        __name__,
        "runs_page",
        words=HarvestReportsText,
        state_word=lambda name: state_word(name, lang),
        page=_Page(report, lang),
        findings_shown=FINDINGS_SHOWN,
    )


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
