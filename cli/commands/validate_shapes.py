"""``danhmuc validate --shapes``: validate any RDF by any shapes, each location by itself."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from danhmuc.vocab.messages import Message, TextByLanguage
from danhmuc.vocab.text import one_line

from ..errors import AnswerError
from ..language import language, render
from ..messages.code_lists import ShaclText
from ..messages.export import ExportCommandText
from ..messages.program import AnswersText, OptionsText, RefusalsText
from ..output.findings import finding_dicts, findings_text, print_finding
from ..output.progress import progress
from ..output.text import json_text, list_if, print_json_part, print_line, short_line, writing_to
from ..output.words import state_text
from ..workers import is_shared, refuse_unvalidated, work_in_processes

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import date

    from danhmuc.shapes import Engine, ShaclOptions, ShaclReport, ShaclResult, ValidatedInput
    from danhmuc.vocab.errors import UsageError
    from danhmuc.vocab.findings import Finding, ReportedSeverity
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.writing import Format


REPORTS: Final = ("text", "json", "turtle", "xml", "json-ld", "nt")
_LARGE: Final = 200_000_000
"""Bytes; for larger files a warning says what it costs to hold them."""
_LONGEST: Final = 400
"""Letters of a message or of a focus node; a value in it has no limit of its own."""
_MOST: Final = 20
"""Warnings that are shown one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByShapes:
    """Options of validation by shapes.

    Attributes:
        today: the reference date of dated rules; None for the day that it is in Viet Nam.
        report: ``text``, ``json``, or a format of the report graph, which is printed as N-Quads.
    """

    shapes: tuple[str, ...]
    engine: Engine
    w3c_classes: bool
    allow_unread_shapes: bool
    fail_on: str
    report: str
    today: date | None = None

    @property
    def is_graph(self) -> bool:
        """Whether the report graph is asked for."""
        return self.report not in ("text", "json")

    def options(self) -> ShaclOptions:
        """The options of validators.

        Raises:
            UsageError: the shapes lie on the network.
        """
        from danhmuc.shapes import ShaclOptions, today_in_vietnam  # heavy
        from danhmuc.shapes.validation.inputs import path_of

        return ShaclOptions(
            shapes=tuple(path_of(path) for path in self.shapes),
            engine=self.engine,
            w3c_classes=self.w3c_classes,
            allow_unread_shapes=self.allow_unread_shapes,
            details=self.is_graph,
            today=self.today or today_in_vietnam(),
        )


def validate_by_shapes(locations: Sequence[str], asked: ByShapes, *, workers: int) -> int:
    """Validate each location and print; the worst outcome is the exit code.

    Raises:
        ShapesError: the shapes cannot be used.
        UsageError: a location has no name.
    """
    if "" in locations:
        from danhmuc.vocab.errors import UsageError

        # An empty path would be the folder we stand in, and an empty name is a variable that nobody set.
        raise UsageError(OptionsText.NAME_EMPTY(name="LOCATION"))
    validation = _Validation(asked, workers=workers)
    if asked.is_graph:
        return _write_graphs(asked, validation, locations)
    return _print_each(asked, validation, locations)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Location:
    """A location and its report; None if it could not be read, which stderr says."""

    name: str
    report: ShaclReport | None
    code: int


class _Validation:
    """The shapes made ready, and the processes that do the same.

    Raises:
        ShapesError: the shapes cannot be used.
        UsageError: they lie on the network.
    """

    def __init__(self, asked: ByShapes, *, workers: int) -> None:
        self._asked = asked
        self._options = asked.options()
        self._validator = self._options.validator()
        self._workers = workers
        if asked.report != "json":
            _tell_warnings(self._validator.warnings)

    def each(self, locations: Sequence[str]) -> Iterator[_Location]:
        """Validate each location; what there is to say on stderr is printed on the way."""
        paths = [_path(location) for location in locations]
        found = [path for path in paths if isinstance(path, Path)]
        titles = [location for location, path in zip(locations, paths, strict=True) if isinstance(path, Path)]
        if is_shared(self._workers, found):
            validated = work_in_processes(self._validate_by, found, titles, self._workers)
        else:
            validated = self._validate_here(found, titles)
        for location, path in zip(locations, paths, strict=True):
            _tell_of_size(location)
            if isinstance(path, Path):
                one = next(validated)
                yield self._location(location, one.report, one.error)
            else:
                yield self._location(location, None, path)
        next(validated, None)  # lets processes end by themselves

    def _location(self, name: str, report: ShaclReport | None, error: Exception | None) -> _Location:
        if error is not None:
            return _Location(name=name, report=None, code=refuse_unvalidated(name, error))
        assert report is not None, "a location has a report or an error"
        if self._asked.report != "json":
            # Those on the shapes themselves have been printed once for all locations.
            _tell_warnings(report.warnings[len(self._validator.warnings) :])
        return _Location(name=name, report=report, code=_code(report, self._asked.fail_on))

    def _validate_here(self, paths: Sequence[Path], titles: Sequence[str]) -> Iterator[ValidatedInput]:
        from danhmuc.shapes import ValidatedInput  # heavy
        from danhmuc.vocab.errors import DanhmucError

        for path, title in zip(paths, titles, strict=True):
            try:
                with progress(title) as show:
                    if show is not None:
                        show("judge", 0, None)
                    one = ValidatedInput(report=self._validator.validate(path, today=self._options.today))
            except DanhmucError as error:
                one = ValidatedInput(error=error)
            yield one

    def _validate_by(self, paths: Sequence[Path], executor: Executor) -> Iterator[ValidatedInput]:
        from danhmuc.shapes import validate_each  # heavy

        return validate_each(paths, self._options, executor)


def _path(location: str) -> Path | UsageError:
    from danhmuc.shapes.validation.inputs import path_of  # heavy
    from danhmuc.vocab.errors import UsageError

    try:
        return path_of(location)
    except UsageError as error:
        return error


def _code(report: ShaclReport, fail_on: str) -> int:
    failing: tuple[ReportedSeverity, ...] = ("violation", "warning") if fail_on == "warning" else ("violation",)
    counts = _counts(report)
    return int(bool(report.unread_shapes) or any(counts[severity] for severity in failing))


def _print_each(asked: ByShapes, validation: _Validation, locations: Sequence[str]) -> int:
    """Print each location, as text or as items of one JSON array; the worst exit code."""
    worst = 0
    with list_if(asked.report == "json") as begin:
        for one in validation.each(locations):
            begin()
            if asked.report == "json":
                print_json_part(json_text(_as_dict(one), indent=2))
            elif one.report is not None:
                _print(one.name, asked.shapes, one.report, passed=one.code == 0)
            worst = max(worst, one.code)
    return worst


def _write_graphs(asked: ByShapes, validation: _Validation, locations: Sequence[str]) -> int:
    """Write the report graphs to stdout as one document; the worst exit code."""
    from danhmuc.shapes import write_reports

    if sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    form = cast("Format", asked.report)
    codes = [0]

    def reports() -> Iterator[ShaclReport]:
        for one in validation.each(locations):
            codes.append(one.code)
            if one.report is not None:
                yield one.report

    found = reports()
    with writing_to(sys.stdout):
        one = next(found, None) if len(locations) == 1 else None
        # Of a single location, blank nodes have the names that JSON gives them.
        unwritten = write_reports(form, found, sys.stdout.buffer) if one is None else one.write(form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    if unwritten.count:
        triples, example = AnswersText.TRIPLES(count=unwritten.count), one_line(unwritten.examples[0])
        print_line(render(ExportCommandText.UNWRITTEN(format=asked.report, triples=triples, example=example)), err=True)
    return max(codes)


def _tell_of_size(location: str) -> None:
    try:
        size = Path(location).stat().st_size
    except (OSError, ValueError):  # reported when it is opened
        return
    if size >= _LARGE:
        print_line(render(ShaclText.LARGE(location=one_line(location), megabytes=size // 1_000_000)), err=True)


def _tell_warnings(warnings: Sequence[Message]) -> None:
    for warning in warnings[:_MOST]:
        text = short_line(render(warning), _LONGEST)
        print_line(render(ShaclText.WARNING(warning=text)), err=True)
    more = len(warnings) - _MOST
    if more > 0:
        print_line(render(ShaclText.MORE_WARNINGS(number=more)), err=True)


def _as_dict(one: _Location) -> dict[str, object]:
    if one.report is None:
        return {"location": one.name, "passed": False, "unread": True}
    return {
        "location": one.name,
        "passed": one.code == 0,
        "unread": False,
        "findings": finding_dicts(one.report.reading),
        **one.report.as_dict(),
    }


def _print(location: str, shapes: Sequence[str], report: ShaclReport, *, passed: bool) -> None:
    from danhmuc.shapes.validation.shacl_report import MOST_LISTED

    named = one_line(", ".join(shapes))
    print_line(render(ShaclText.HEADING(location=one_line(location), shapes=named)), bold=True)
    for finding in report.reading:
        print_finding(finding)
    if sum(report.counts.values()) > MOST_LISTED:
        _print_groups(report)
    else:
        _print_results(report)
    if report.unread_shapes:
        print_line(f"  {render(ShaclText.UNREAD_SHAPES(count=len(report.unread_shapes)))}")
    failed = state_text("incomplete") if report.unread_shapes and report.conforms else render(AnswersText.FAIL)
    verdict = click.style(render(AnswersText.PASS) if passed else failed, fg="green" if passed else "red", bold=True)
    print_line(f"  {render(AnswersText.VERDICT(verdict=verdict, findings=findings_text(_counts(report))))}")


def _print_groups(report: ShaclReport) -> None:
    """Print each rule once, with the number of its results and one example."""
    from danhmuc.registry.messages.reports import ReportsText  # heavy
    from danhmuc.shapes.validation.shacl_report import MOST_GROUPS

    print_line(f"  {render(ReportsText.BY_RULE())}", bold=True)
    for group in report.groups[:MOST_GROUPS]:
        one = group.example
        print_finding(_shorten_finding(one.finding()), indent=4, owner=one.focus, times=group.count)
        example = render(ReportsText.EXAMPLE(example=short_line(one.focus_text(language()), _LONGEST)))
        print_line(f"        {example}")
        _print_value(one)
    left = len(report.groups) - MOST_GROUPS
    if left > 0:
        print_line(f"    {render(ShaclText.MORE_RULES(count=left))}")


def _print_results(report: ShaclReport) -> None:
    """Print each result, by focus node."""
    last = None
    for result in report.folded:
        if result.focus != last:
            last = result.focus
            print_line(f"  {short_line(result.focus_text(language()), _LONGEST)}")
        print_finding(_shorten_finding(result.finding()), indent=4, owner=last)
        _print_value(result)


def _print_value(result: ShaclResult) -> None:
    """Print the value of a hint, and the reasons why the value does not meet other shapes."""
    value = result.value_text(language())
    if result.reported_severity in ("info", "cannot-verify") and value is not None:
        # Elsewhere a hint has no value that would say more.
        print_line(f"        {render(AnswersText.VALUE(value=short_line(value)))}")
    for reason in result.reasons(language()):
        print_line(f"        {render(ShaclText.BECAUSE(reason=short_line(reason, _LONGEST)))}")


def _counts(report: ShaclReport) -> Counter[ReportedSeverity]:
    """The numbers of results by severity, with the findings of the reader."""
    return Counter(report.counts) + Counter(finding.reported_severity for finding in report.reading)


def _shorten_finding(finding: Finding) -> Finding:
    message = TextByLanguage({language(): short_line(finding.text(language()), _LONGEST)})
    name = None
    if finding.has_blank_value and finding.value is not None:
        # By its label a blank node is found in the report graph.
        about = finding.value_about
        name = TextByLanguage({"": finding.value if about is None else f"{about.render(language())} ({finding.value})"})
    code = short_line(finding.code, _LONGEST)
    # The focus stands above all findings about it.
    return replace(finding, message=message, code=code, about=None, value_about=name)
