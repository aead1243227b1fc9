"""``danhmuc validate --shapes``: judge any RDF by any shapes, each location by itself."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from danhmuc.vocab.messages import Message, TextByLanguage
from danhmuc.vocab.text import one_line

from ..errors import AnswerError
from ..language import language, render
from ..messages import shacl as messages
from ..messages.answers import FAIL, PASS, TRIPLES, VALUE, VERDICT
from ..messages.export import UNWRITTEN
from ..messages.options import NAME_EMPTY
from ..messages.refusals import STREAM_CLOSED
from ..output.findings import finding_dicts, findings_told, tell_finding
from ..output.json import json_text, tell_json
from ..output.progress import progress
from ..output.text import answering, short, tell, tell_bytes
from ..workers import Tell, answers, is_shared, tell_each

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.shapes import Engine, ShaclReport, ShaclValidator
    from danhmuc.vocab.findings import Finding, ReportedSeverity
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.writing import Format

__all__ = ["REPORTS", "ByShapes", "validate_by_shapes"]

REPORTS: Final = ("text", "json", "turtle", "xml", "json-ld", "nt")
_LARGE: Final = 200_000_000
"""Bytes of a file from which on it is told what it costs to hold it."""
_LONGEST: Final = 400
"""Letters of a message or of a focus node; a value in it has no limit of its own."""
_MOST: Final = 20
"""Warnings that are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByShapes:
    """How to judge each location.

    Attributes:
        today: the reference date of dated rules; None for the day that it is in Viet Nam.
        report: ``text``, ``json``, or a format of the report graph, which is told as N-Quads.
    """

    shapes: tuple[str, ...]
    engine: Engine
    w3c_classes: bool
    fail_on: str
    report: str
    today: date | None = None

    @property
    def is_graph(self) -> bool:
        """Whether the report graph is asked for."""
        return self.report not in ("text", "json")

    def validator(self) -> ShaclValidator:
        """The shapes made ready.

        Raises:
            ShapesError: they cannot be used.
            UsageError: they lie on the network.
        """
        from danhmuc.shapes import ShaclValidator  # heavy
        from danhmuc.shapes.validation.inputs import path_of

        paths = [path_of(path) for path in self.shapes]
        return ShaclValidator(paths, engine=self.engine, w3c_classes=self.w3c_classes, details=self.is_graph)

    def ready(self) -> Tell:
        """What tells of one location."""
        return partial(self.tell, self.validator())

    def lost(self, location: str) -> dict[str, object]:
        """A location of which nothing can be told, as JSON has it."""
        return {"location": location, "passed": False, "unread": True}

    def tell(self, validator: ShaclValidator, location: str, begin: Callable[[], None]) -> int:
        """Judge a location and tell; the exit code."""
        report, code = self.judged(validator, location)
        begin()
        if self.report == "json":
            told = self.lost(location) if report is None else _as_dict(location, report, passed=code == 0)
            tell_json(json_text(told, indent=2))
        elif report is not None and self.is_graph:
            for part in report.nquads():
                tell_bytes(part)
        elif report is not None:
            _print(location, self.shapes, report, passed=code == 0)
        return code

    def judged(self, validator: ShaclValidator, location: str) -> tuple[ShaclReport | None, int]:
        """What there is to say of a location, and the exit code; None, and a line on stderr, where it is not read."""
        from danhmuc.shapes import today_in_vietnam  # heavy
        from danhmuc.shapes.validation.inputs import path_of
        from danhmuc.vocab.errors import DanhmucError

        from ..output.refusals import refuse

        _tell_of_size(location)
        try:
            with progress(location) as told:
                if told is not None:
                    told("judge", 0, None)
                report = validator.validate(path_of(location), today=self.today or today_in_vietnam())
        except DanhmucError as error:
            return None, refuse(error)
        if self.report != "json":
            # Those on the shapes themselves have been told once for all locations.
            _tell_warnings(report.warnings[len(validator.warnings) :])
        failing: tuple[ReportedSeverity, ...] = (
            ("violation", "warning") if self.fail_on == "warning" else ("violation",)
        )
        counts = _counts(report)
        return report, int(any(counts[severity] for severity in failing))


def validate_by_shapes(locations: Sequence[str], asked: ByShapes, *, workers: int) -> int:
    """Judge each location and tell; the worst outcome is the exit code.

    Raises:
        ShapesError: the shapes cannot be used.
        UsageError: a location or a shapes file has no name.
    """
    _refuse_nameless("LOCATION", locations)
    _refuse_nameless("--shapes", asked.shapes)
    validator = asked.validator()
    if asked.report != "json":
        _tell_warnings(validator.warnings)
    if asked.is_graph:
        return _write_graphs(asked, validator, locations, workers)
    return tell_each(asked, locations, workers, as_json=asked.report == "json")


def _refuse_nameless(what: str, names: Sequence[str]) -> None:
    from danhmuc.vocab.errors import UsageError

    if "" in names:
        # An empty path would be the folder we stand in, and an empty name is a variable that nobody set.
        raise UsageError(NAME_EMPTY(name=what))


def _write_graphs(asked: ByShapes, validator: ShaclValidator, locations: Sequence[str], workers: int) -> int:
    """The report graphs on stdout as one document; the worst exit code."""
    from danhmuc.shapes import write_reports

    if sys.stdout is None:
        raise AnswerError("stdout", STREAM_CLOSED())
    form = cast("Format", asked.report)
    codes = [0]

    def reports() -> Iterator[ShaclReport | bytes]:
        if is_shared(workers, locations):
            for answer in answers(asked, locations, workers):
                codes.append(answer.code)
                if answer.out is not None and (graph := answer.out.read_bytes()):
                    yield graph
            return
        for location in locations:
            report, code = asked.judged(validator, location)
            codes.append(code)
            if report is not None:
                yield report

    found = reports()
    with answering(sys.stdout):
        one = next(found, None) if len(locations) == 1 else None
        if one is None or isinstance(one, bytes):
            unwritten = write_reports(form, found, sys.stdout.buffer)
        else:  # blank nodes under the names that JSON has
            unwritten = one.write(form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    if unwritten.count:
        triples, example = TRIPLES(count=unwritten.count), one_line(unwritten.examples[0])
        tell(render(UNWRITTEN(format=asked.report, triples=triples, example=example)), err=True)
    return max(codes)


def _tell_of_size(location: str) -> None:
    try:
        size = Path(location).stat().st_size
    except (OSError, ValueError):  # told when it is opened
        return
    if size >= _LARGE:
        tell(render(messages.LARGE(location=one_line(location), megabytes=size // 1_000_000)), err=True)


def _tell_warnings(warnings: Sequence[Message]) -> None:
    for warning in warnings[:_MOST]:
        text = short(render(warning), _LONGEST)
        tell(render(messages.WARNING(warning=text)), err=True)
    more = len(warnings) - _MOST
    if more > 0:
        tell(render(messages.MORE_WARNINGS(number=more)), err=True)


def _as_dict(location: str, report: ShaclReport, *, passed: bool) -> dict[str, object]:
    return {
        "location": location,
        "passed": passed,
        "unread": False,
        "findings": finding_dicts(report.reading),
        **report.as_dict(),
    }


def _print(location: str, shapes: Sequence[str], report: ShaclReport, *, passed: bool) -> None:
    named = one_line(", ".join(shapes))
    tell(render(messages.HEADING(location=one_line(location), shapes=named)), bold=True)
    for finding in report.reading:
        tell_finding(finding)
    last = None
    for result in report.folded:
        if result.focus != last:
            last = result.focus
            tell(f"  {short(result.place, _LONGEST)}")
        tell_finding(_shortened(result.finding()), indent=4, owner=last)
        if result.reported_severity in ("info", "cannot-verify") and result.value is not None:
            # Elsewhere a hint has no value that would say more.
            tell(f"        {render(VALUE(value=short(result.value)))}")
        for reason in result.reasons(language()):
            tell(f"        {render(messages.BECAUSE(reason=short(reason, _LONGEST)))}")
    verdict = click.style(render(PASS if passed else FAIL), fg="green" if passed else "red", bold=True)
    tell(f"  {render(VERDICT(verdict=verdict, findings=findings_told(_counts(report))))}")


def _counts(report: ShaclReport) -> Counter[ReportedSeverity]:
    """How many results of each kind there are, and findings of the reader."""
    return Counter(report.counts) + Counter(finding.reported_severity for finding in report.reading)


def _shortened(finding: Finding) -> Finding:
    message = TextByLanguage({language(): short(finding.text(language()), _LONGEST)})
    return replace(finding, message=message, code=short(finding.code, _LONGEST))
