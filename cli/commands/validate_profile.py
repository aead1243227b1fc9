"""``danhmuc validate --profile``: validate catalogues by a profile and report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.text import one_line

from ..errors import AnswerError
from ..language import language
from ..messages.program import RefusalsText
from ..options import sources_at
from ..output.findings import COLOURS, print_profile_warnings
from ..output.progress import progress
from ..output.text import json_text, list_if, print_bytes, print_json_part, print_line, wrap_lines, writing_to
from ..workers import is_shared, page_workers, refuse_unvalidated, work_in_processes
from .validate_mark import AskedMarks, gathering, open_marking, write_marks

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import date

    from danhmuc.registry import HarvestSource
    from danhmuc.registry.reporting import Tally, TerminalLine
    from danhmuc.registry.reporting.tally import FailOn
    from danhmuc.registry.validation.source import ValidatedSource
    from danhmuc.shapes import Engine, Profile, Validator, ValidatorOptions
    from danhmuc.vocab.concepts import CodeList
    from danhmuc.vocab.messages import Message


PROFILE_REPORTS: Final = ("text", "json", "csv", "html", "junit", "turtle", "xml", "json-ld", "nt")
LINKING_REPORTS: Final = ("csv", "html")
"""The reports that link to pages of rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByProfile:
    """Options of validation by a profile.

    Attributes:
        report: one of `PROFILE_REPORTS`; but for text and JSON all locations stand in one document.
        today: the reference date of dated rules; None for the current day in Viet Nam.
        docs_url: where docs/ is published; None where it is not.
        registry_url: the registry whose list of legal acts states the status of each basis, if there is one.
        marks: how the workbook is written with its findings.
        books: the locations that are workbooks, of which one screen is printed.
    """

    profile: str
    engine: Engine
    w3c_classes: bool
    fail_on: FailOn
    report: str
    today: date | None = None
    docs_url: str | None = None
    registry_url: str
    marks: AskedMarks
    books: frozenset[str] = frozenset()

    @property
    def is_each(self) -> bool:
        """Whether each location is printed by itself."""
        return self.report in ("text", "json")

    def options(self) -> ValidatorOptions:
        """The options of validators."""
        from danhmuc.shapes import ValidatorOptions  # heavy

        return ValidatorOptions(
            profile=self.profile, engine=self.engine, w3c_classes=self.w3c_classes, today=self.today
        )


def validate_by_profile(locations: Sequence[str], asked: ByProfile, *, workers: int) -> int:
    """Validate each location and report; the worst outcome is the exit code.

    Raises:
        UsageError: a location can be none, or no such profile.
        ShapesError: the profile cannot be used.
    """
    sources = sources_at(locations)  # refuses what can be none before anything is validated
    if not asked.is_each and sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    marking = open_marking(sources, asked.marks, asked.registry_url)
    options = asked.options()
    validator = options.validator()
    warnings = _Warnings(asked.profile, validator.warnings)
    acts = _acts(validator.profile, asked.registry_url)
    if is_shared(workers, sources):
        # One reference date for all processes.
        work = partial(_validate_by, replace(options, today=validator.today))
        validated = work_in_processes(work, sources, locations, workers)
    else:
        validated = _validate_here(validator, sources, workers)
    books = frozenset(given for given, source in zip(locations, sources, strict=True) if source.kind == "workbook")
    asked = replace(asked, books=books)
    pairs = zip(locations, gathering(marking, validated), strict=True)
    report = _print_each if asked.is_each else _write_report
    code = report(asked, validator, acts, pairs, warnings)
    write_marks(marking, validator.profile, asked.fail_on)
    return code


def _acts(profile: Profile, registry_url: str) -> CodeList | None:
    """The list of legal acts; None for a profile without rules that follow one."""
    from .vocab.legal_acts import legal_acts

    return legal_acts(registry_url) if any(rule.basis is not None for rule in profile.rules.values()) else None


def _validate_by(
    options: ValidatorOptions, sources: Sequence[HarvestSource], executor: Executor
) -> Iterator[ValidatedSource]:
    from danhmuc.registry import validate_sources  # heavy

    return validate_sources(sources, options, executor)


def _validate_here(validator: Validator, sources: Sequence[HarvestSource], workers: int) -> Iterator[ValidatedSource]:
    from danhmuc.registry.harvest.before_reading import isolate  # heavy
    from danhmuc.registry.validation.source import failed_source, validate_source
    from danhmuc.vocab.errors import DanhmucError

    with page_workers(workers) as pages:
        for source in sources:
            try:
                with progress(source.name) as show:
                    work = partial(validate_source, source, validator, progress=show, workers=pages)
                    validated = isolate(source.location, work)
            except DanhmucError as error:
                validated = failed_source(source.location, validator.profile.token, error)
            yield validated


class _Warnings:
    """Warnings about a profile, each printed once."""

    def __init__(self, profile: str, warnings: Sequence[Message]) -> None:
        self._profile = profile
        self._printed = set(warnings)
        print_profile_warnings(profile, warnings)

    def print(self, warnings: Sequence[Message]) -> None:
        """Print those that are new, such as one about a pattern that took too long."""
        new = [warning for warning in warnings if warning not in self._printed]
        self._printed.update(new)
        print_profile_warnings(self._profile, new)


def _print_each(
    asked: ByProfile,
    validator: Validator,
    acts: CodeList | None,
    pairs: Iterable[tuple[str, ValidatedSource]],
    warnings: _Warnings,
) -> int:
    """Print each source, as text or as items of one JSON array; the worst exit code."""
    worst = 0
    with list_if(asked.report == "json") as begin:
        for location, source in pairs:
            code = _refuse(location, source)
            begin()
            if source.error is None:
                code = max(code, _print_source(asked, validator.profile, acts, location, source))
            elif asked.report == "json":
                _print_lost(location, asked.profile)
            warnings.print(source.warnings)
            worst = max(worst, code)
    return worst


def _print_source(
    asked: ByProfile, profile: Profile, acts: CodeList | None, location: str, source: ValidatedSource
) -> int:
    """Print a source, its records as they come; the exit code."""
    from danhmuc.registry.reporting import ReportedSource  # heavy
    from danhmuc.registry.reporting.json_report import source_json_parts
    from danhmuc.registry.reporting.tally import ReportOptions
    from danhmuc.vocab.errors import DanhmucError

    from ..output.refusals import refuse

    reported = ReportedSource(source, profile, acts)
    try:
        if asked.report == "json":
            for part in source_json_parts(reported, ReportOptions(lang=language(), fail_on=asked.fail_on)):
                # Always UTF-8, as JSON is: a stream of another encoding would change names.
                print_bytes(part.removeprefix("\n").encode("utf-8", "backslashreplace"))
        elif not reported.tally.unopened:
            for line in _text_lines(asked, location, reported.count_all()):
                _print(line)
    except DanhmucError as error:
        return refuse(error)
    return _code(reported.tally, asked.fail_on)


def _text_lines(asked: ByProfile, location: str, tally: Tally) -> Iterator[TerminalLine]:
    """The lines on a source: all of them, of a workbook one screen."""
    from danhmuc.registry.reporting import terminal_lines  # heavy
    from danhmuc.registry.reporting.terminal import workbook_lines

    if location in asked.books:
        is_marked = asked.marks.mark is not None
        return workbook_lines(tally, location, lang=language(), fail_on=asked.fail_on, is_marked=is_marked)
    return terminal_lines(tally, lang=language(), fail_on=asked.fail_on)


def _print_lost(location: str, profile: str) -> None:
    from danhmuc.registry.reporting.json_report import lost_source_json

    print_json_part(json_text(lost_source_json(location, profile)))


def _refuse(location: str, source: ValidatedSource) -> int:
    """Report on stderr why a source was not opened or not validated, and give the exit code."""
    from ..output.refusals import refuse_unopened

    if source.error is not None:
        return refuse_unvalidated(location, source.error)
    if source.unopened:
        return refuse_unopened(source.location if source.failed is None else source.failed)
    return 0


# ---------------------------------------------------------------- all sources in one document


def _write_report(
    asked: ByProfile,
    validator: Validator,
    acts: CodeList | None,
    pairs: Iterable[tuple[str, ValidatedSource]],
    warnings: _Warnings,
) -> int:
    """Write the report on all sources; the worst exit code."""
    from danhmuc.registry.reporting import ReportedSource, write_report  # heavy

    codes = [0]

    def reported_sources() -> Iterator[ReportedSource]:
        for location, source in pairs:
            codes.append(_refuse(location, source))
            warnings.print(source.warnings)
            if source.error is not None:
                source.location = location
            yield ReportedSource(source, validator.profile, acts)

    tallies: tuple[Tally, ...] = ()
    with writing_to(sys.stdout):
        # Empty still where the reader had enough of it before the end; that is no fault of the sources.
        tallies = write_report(
            asked.report,
            reported_sources(),
            sys.stdout.buffer,
            lang=language(),
            fail_on=asked.fail_on,
            on=validator.today,
            docs_url=asked.docs_url,
        )
        sys.stdout.buffer.flush()
    return max([*codes, *(_code(tally, asked.fail_on) for tally in tallies)])


def _print(line: TerminalLine) -> None:
    colour = {"pass": "green", "fail": "red"}.get(line.kind)
    if line.reported_severity is not None:
        colour = COLOURS[line.reported_severity]
    first, *more = wrap_lines(one_line(line.lead + line.text), line.indent)
    head = " " * line.indent + line.lead
    styled = " " * line.indent + click.style(line.lead, fg=colour, bold=line.kind in ("pass", "fail") or None)
    print_line(styled + first.removeprefix(head) if line.lead else first, bold=line.kind in ("source", "heading"))
    for rest in more:
        print_line(rest)


def _code(tally: Tally, fail_on: FailOn) -> int:
    return 3 if tally.unopened else 0 if tally.passes(fail_on) else 1
