"""JUnit XML for continuous integration: a suite for each source, a case for each record.

A record is one case, because readers of such reports count cases and show the first failure of each: it fails by the
severity that the run fails on, is skipped if something cannot be verified, and passes otherwise. All other findings
stand in its output. The cases wait in a temporary file for the counts, which come before them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from danhmuc.vocab.text import one_line

from ..messages.reports import ReportsText
from .reported_records import ReportedFinding
from .reported_source import ReportedSource
from .tally import FAILING, ReportOptions, Tally, severity_word
from .terminal import fix_text


@dataclass(slots=True)
class _Counts:
    tests: int = 0
    failures: int = 0
    errors: int = 0
    skipped: int = 0

    def add(self, other: _Counts) -> None:
        self.tests += other.tests
        self.failures += other.failures
        self.errors += other.errors
        self.skipped += other.skipped


def write_junit(sources: Iterable[ReportedSource], out: BinaryIO, options: ReportOptions) -> tuple[Tally, ...]:
    """Write all sources, and return their counts."""
    tallies = []
    total = _Counts()
    with tempfile.TemporaryFile() as suites:
        for source in sources:
            total.add(_suite(source, suites, options))
            tallies.append(source.tally)
        counts = f'tests="{total.tests}" failures="{total.failures}" errors="{total.errors}"'
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="danhmuc validate" {counts}>\n'.encode())
        suites.seek(0)
        shutil.copyfileobj(suites, out)
    out.write(b"</testsuites>\n")
    return tuple(tallies)


def _suite(source: ReportedSource, suites: IO[bytes], options: ReportOptions) -> _Counts:
    cases = _Cases(source, options)
    with tempfile.TemporaryFile() as waiting:
        waiting.write(cases.of_documents().encode())
        for record in source.records():
            name = f"{record.title}  {record.iri}" if record.title is not None else record.iri
            kind = ReportsText.ROLES[record.role]().render(options.lang)
            waiting.write(cases.case(name, kind, record.findings).encode())
        counts = cases.counts
        suites.write(
            (
                f"<testsuite name={_attribute(source.location)}"
                f' tests="{counts.tests}" failures="{counts.failures}" errors="{counts.errors}"'
                f' skipped="{counts.skipped}">\n'
                f'<properties><property name="profile" value={_attribute(source.tally.profile)}/></properties>\n'
            ).encode()
        )
        waiting.seek(0)
        shutil.copyfileobj(waiting, suites)
    suites.write(b"</testsuite>\n")
    return counts


class _Cases:
    """The cases of one source, counted."""

    def __init__(self, source: ReportedSource, options: ReportOptions) -> None:
        self._source = source
        self._lang = options.lang
        self._failing = FAILING[options.fail_on]
        self.counts = _Counts()

    def of_documents(self) -> str:
        """The case of the source and its documents; a source that failed or is incomplete is an error."""
        errors = "".join(
            f"  <error type={_attribute(finding.code)} message={_attribute(finding.text(self._lang))}/>\n"
            for finding in self._source.source_findings()
        )
        self.counts.errors += bool(errors)
        kind = ReportsText.ROLES["document"]().render(self._lang)
        return self.case(self._source.location, kind, self._source.findings, errors=errors)

    def case(self, name: str, kind: str, findings: Sequence[ReportedFinding], *, errors: str = "") -> str:
        """One case; with errors it is neither failed nor skipped."""
        self.counts.tests += 1
        failing = [finding for finding in findings if finding.reported_severity in self._failing]
        unsure = [finding for finding in findings if finding.reported_severity == "cannot-verify"]
        outcome, others = errors, findings
        if not errors and failing:
            self.counts.failures += 1
            outcome = self._failure(failing)
            others = [finding for finding in findings if finding.reported_severity not in self._failing]
        elif not errors and unsure:
            self.counts.skipped += 1
            message = ReportsText.UNVERIFIED(count=len(unsure)).render(self._lang)
            outcome = f"  <skipped message={_attribute(message)}/>\n"
        output = f"  <system-out>{self._lines(others)}</system-out>\n" if others else ""
        head = f"<testcase classname={_attribute(f'{self._source.tally.profile}: {kind}')} name={_attribute(name)}"
        return f"{head}>\n{outcome}{output}</testcase>\n" if outcome or output else f"{head}/>\n"

    def _failure(self, failing: Sequence[ReportedFinding]) -> str:
        first, *more = failing
        message = first.text(self._lang)
        if more:
            message += f" (+{len(more)})"
        return (
            f"  <failure type={_attribute(first.code)} message={_attribute(message)}>{self._lines(failing)}</failure>\n"
        )

    def _lines(self, findings: Sequence[ReportedFinding]) -> str:
        return "".join(f"{escape(self._line(finding))}\n" for finding in findings)

    def _line(self, finding: ReportedFinding) -> str:
        lang = self._lang
        parts = [f"{severity_word(finding.reported_severity, lang)}: {finding.text(lang)} [{finding.code}]"]
        parts += [part for part in (finding.about(lang), finding.inner_focus, finding.place) if part is not None]
        value = finding.shown_value(lang)
        if value is not None:
            parts.append(ReportsText.VALUE(value=value).render(lang))
        if finding.fix is not None:
            parts.append(fix_text(finding, finding.fix, lang))
        parts.append(ReportsText.LAYER(layer=ReportsText.LAYERS[finding.layer]()).render(lang))
        return one_line("; ".join(parts))


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))
