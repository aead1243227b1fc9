"""``danhmuc validate --profile``: judge catalogues by a profile and report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.text import one_line

from ..errors import AnswerError
from ..language import language
from ..messages.refusals import STREAM_CLOSED
from ..options import sources_at
from ..output.findings import COLOURS
from ..output.json import json_text, tell_json
from ..output.profile_warnings import tell_profile_warnings, telling_of_slow_patterns
from ..output.progress import progress
from ..output.text import answering, tell, tell_bytes, wrapped
from ..workers import Answer, Tell, answers, is_shared, tell_each

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.registry.reporting import ReportedSource, Tally, TerminalLine
    from danhmuc.registry.reporting.tally import FailOn
    from danhmuc.registry.validation.source import ValidatedSource
    from danhmuc.shapes import Engine, Profile, Validator

__all__ = ["LINKING_REPORTS", "PROFILE_REPORTS", "ByProfile", "validate_by_profile"]

PROFILE_REPORTS: Final = ("text", "json", "csv", "html", "junit", "turtle", "xml", "json-ld", "nt")
LINKING_REPORTS: Final = ("csv", "html")
"""Those that link to pages of rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByProfile:
    """How to judge each location.

    Attributes:
        report: one of `PROFILE_REPORTS`; but for text and JSON all locations stand in one document.
        today: the reference date of dated rules; None for the day that it is in Viet Nam.
        docs_url: where docs/ is published; None where it is not.
    """

    profile: str
    engine: Engine
    w3c_classes: bool
    fail_on: FailOn
    report: str
    today: date | None = None
    docs_url: str | None = None

    @property
    def is_each(self) -> bool:
        """Whether each location is told by itself."""
        return self.report in ("text", "json")

    def validator(self) -> Validator:
        """The profile made ready; what of it is passed over is told on stderr.

        Raises:
            ShapesError, UnknownNameError: it cannot be used.
        """
        from danhmuc.shapes import Validator  # heavy

        validator = Validator(self.profile, engine=self.engine, w3c_classes=self.w3c_classes, today=self.today)
        tell_profile_warnings(self.profile, validator.warnings)
        return validator

    def ready(self) -> Tell:
        """What tells of one location."""
        return partial(self.tell, self.validator())

    def lost(self, location: str) -> dict[str, object]:
        """A location of which nothing can be told, as JSON has it."""
        from danhmuc.registry.reporting.json_report import lost_source_json

        return lost_source_json(location, self.profile)

    def tell(self, validator: Validator, location: str, begin: Callable[[], None]) -> int:
        """Judge a location and tell, its records as they come; the exit code.

        For a report on all locations it is handed over to whoever writes that and knows the code.
        """
        from danhmuc.vocab.errors import DanhmucError

        from ..output.refusals import refuse

        is_begun = False
        try:
            with telling_of_slow_patterns(self.profile, validator):
                if not self.is_each:
                    self._hand_over(validator, location)
                    return 0
                source = self.judged(validator, location)
                begin()
                is_begun = True
                if self.report == "json":
                    self._tell_as_json(source)
                elif not source.tally.unopened:
                    self._tell_as_text(source.count_all())
        except DanhmucError as error:
            if not is_begun:
                begin()
                if self.report == "json":
                    tell_json(json_text(self.lost(location)))
            return refuse(error)
        return _code(source.tally, self.fail_on)

    def judged(self, validator: Validator, location: str) -> ReportedSource:
        """A location on its way into a report."""
        from danhmuc.registry.reporting import ReportedSource  # heavy

        return ReportedSource(self._checked(validator, location), validator.profile)

    def _checked(self, validator: Validator, location: str) -> ValidatedSource:
        from danhmuc.registry.validation.source import validate_source  # heavy

        from ..output.refusals import unopened

        (source,) = sources_at([location])
        with progress(source.name) as told:
            check = validate_source(source, validator, progress=told)
        if check.unopened:
            unopened(check.location if check.failed is None else check.failed.render(language()))
        return check

    def _hand_over(self, validator: Validator, location: str) -> None:
        from danhmuc.registry.validation.lines import source_to_lines  # heavy

        for line in source_to_lines(self._checked(validator, location)):
            tell_bytes(line)

    def _tell_as_json(self, source: ReportedSource) -> None:
        from danhmuc.registry.reporting.json_report import source_json_parts
        from danhmuc.registry.reporting.options import ReportOptions

        for part in source_json_parts(source, ReportOptions(lang=language(), fail_on=self.fail_on)):
            # Always UTF-8, as JSON is: a stream of another encoding would change names.
            tell_bytes(part.removeprefix("\n").encode("utf-8", "backslashreplace"))

    def _tell_as_text(self, tally: Tally) -> None:
        from danhmuc.registry.reporting import terminal_lines

        for line in terminal_lines(tally, lang=language(), fail_on=self.fail_on):
            _print(line)


def validate_by_profile(locations: Sequence[str], asked: ByProfile, *, workers: int) -> int:
    """Judge each location and report; the worst outcome is the exit code.

    Raises:
        UsageError: a location can be none, or no such profile.
        ShapesError: the profile cannot be used.
    """
    sources_at(locations)  # refuses what can be none before anything is judged
    if asked.is_each:
        return tell_each(asked, locations, workers, as_json=asked.report == "json")
    from danhmuc.registry.reporting import write_report  # heavy

    if sys.stdout is None:
        raise AnswerError("stdout", STREAM_CLOSED())
    validator = asked.validator()

    codes = [0]

    def judged() -> Iterator[ReportedSource]:
        if is_shared(workers, locations):
            for answer in answers(asked, locations, workers):
                codes.append(answer.code)
                yield from _reported(answer, validator.profile)
            return
        for location in locations:
            yield asked.judged(validator, location)

    tallies: tuple[Tally, ...] = ()
    with telling_of_slow_patterns(asked.profile, validator), answering(sys.stdout):
        # Empty still where the reader had enough of it before the end; that is no fault of the sources.
        tallies = write_report(
            asked.report,
            judged(),
            sys.stdout.buffer,
            lang=language(),
            fail_on=asked.fail_on,
            on=validator.today,
            docs_url=asked.docs_url,
        )
        sys.stdout.buffer.flush()
    return max([*codes, *(_code(tally, asked.fail_on) for tally in tallies)])


def _reported(answer: Answer, profile: Profile) -> Iterator[ReportedSource]:
    """The one location that another process judged, on its way into a report."""
    from danhmuc.registry.reporting import ReportedSource
    from danhmuc.registry.validation.lines import lost_source, source_from_lines  # heavy

    if answer.out is None or answer.code:
        yield ReportedSource(lost_source(answer.location, profile.token), profile)
        return
    with answer.out.open("rb") as lines:
        yield ReportedSource(source_from_lines(lines), profile)


def _print(line: TerminalLine) -> None:
    colour = {"pass": "green", "fail": "red"}.get(line.kind)
    if line.reported_severity is not None:
        colour = COLOURS[line.reported_severity]
    first, *more = wrapped(one_line(line.lead + line.text), line.indent)
    head = " " * line.indent + line.lead
    styled = " " * line.indent + click.style(line.lead, fg=colour, bold=line.kind in ("pass", "fail") or None)
    tell(styled + first.removeprefix(head) if line.lead else first, bold=line.kind in ("source", "heading"))
    for rest in more:
        tell(rest)


def _code(tally: Tally, fail_on: FailOn) -> int:
    return 3 if tally.unopened else 0 if tally.passes(fail_on) else 1
