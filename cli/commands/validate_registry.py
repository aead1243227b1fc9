"""``danhmuc validate`` without a location: validate the registry again, and report what changed."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import escape_controls, one_line

from ..language import render
from ..messages.harvest import RevalidationText
from ..messages.listing import StatesCommandText
from ..messages.program import AnswersText
from ..options import open_registry
from ..output.findings import finding_dicts, findings_text, print_finding, print_profile_warnings
from ..output.progress import progress
from ..output.refusals import refuse_source
from ..output.text import is_utf, print_line
from ..output.words import count_message, state_message, state_text
from ..workers import page_workers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from danhmuc.registry import ChangedVerdict, OlderCounts, Registry, RevalidationReport, SourceRevalidation
    from danhmuc.registry.reporting.explained_findings import RuleText
    from danhmuc.vocab.findings import Finding


_SHOWN: Final = 3
"""Examples shown of each source, and findings shown of each example, new and gone."""


def revalidate_registry(
    registry_url: str,
    *,
    source: str | None = None,
    everything: bool = False,
    day: date | None = None,
    as_json: bool = False,
    fail_on: str = "violation",
    workers: int = 1,
) -> int:
    """Validate what is due, or all; the exit code is 1 where findings remain that fail.

    Raises:
        RegistryUnavailableError: there is no registry, or it cannot be opened; none is made.
        UnknownNameError, ShapesError: no such source, or the profile of the one that is asked for cannot be used.
    """
    with open_registry(registry_url) as registry, progress(registry.url) as bar, page_workers(workers) as pages:
        answer = _JsonAnswer(registry) if as_json else None
        report = registry.revalidate(
            source=source,
            everything=everything,
            today=day,
            progress=bar,
            on_change=answer.add if answer is not None else None,
            workers=pages,
        )
        warnings = registry.profile_warnings
    for profile, sentences in warnings.items():
        print_profile_warnings(profile, sentences)
    failing = report.findings["violation"] + (report.findings["warning"] if fail_on == "warning" else 0)
    passed = not failing and not report.not_validated
    if answer is not None:
        answer.end(report, passed=passed)
    else:
        _print(report, passed=passed)
    refused = [refuse_source(name, error) for name, error in report.not_validated.items()]
    return max(refused, default=1 if failing else 0)


class _JsonAnswer:
    """One JSON document, written as it grows: a registry may have more changes than memory holds."""

    def __init__(self, registry: Registry) -> None:
        from danhmuc.vocab.concepts import LEGAL_ACTS  # --help needs no list

        self._profiles = registry.source_list.profiles()
        self._acts = registry.vocab.get(LEGAL_ACTS)
        self._texts: dict[str, Mapping[str, RuleText]] = {}
        self._is_begun = False

    def add(self, change: ChangedVerdict) -> None:
        """Write one change."""
        comma = "," if self._is_begun else ""
        self._begin()
        print_line(f"    {comma}{_in_json(_as_dict(change, self._texts_of(change.source)))}")

    def end(self, report: RevalidationReport, *, passed: bool) -> None:
        """Write what is known at the end."""
        self._begin()
        print_line("  ],")
        rest: Mapping[str, object] = {
            "day": report.day.isoformat(),
            "sources": [one.as_dict() for one in report.sources],
            "passed_over": list(report.passed_over),
            "unjudged": {name: str(error) for name, error in report.not_validated.items()},
            "findings": dict(report.findings),
            "passed": passed,
        }
        print_line(",\n".join(f"  {_in_json(name)}: {_in_json(value)}" for name, value in rest.items()))
        print_line("}")

    def _texts_of(self, source: str) -> Mapping[str, RuleText]:
        from danhmuc.registry.reporting.explained_findings import load_rule_texts  # heavy

        profile = self._profiles[source]
        if profile not in self._texts:
            self._texts[profile] = load_rule_texts(profile, self._acts)
        return self._texts[profile]

    def _begin(self) -> None:
        if not self._is_begun:
            print_line('{\n  "changes": [')
            self._is_begun = True


def _in_json(value: object) -> str:
    return escape_controls(json.dumps(value, ensure_ascii=not is_utf(sys.stdout)))


def _as_dict(change: ChangedVerdict, texts: Mapping[str, RuleText]) -> dict[str, object]:
    return {
        "source": change.source,
        "iri": change.iri,
        "role": change.role,
        "title": change.title,
        "was": _verdict(change.was),
        "verdict": _verdict(change.is_accepted),
        "new": finding_dicts(change.new, texts),
        "gone": finding_dicts(change.gone, texts),
    }


def _print(report: RevalidationReport, *, passed: bool) -> None:
    for source in report.sources:
        _print_source(source)
    if report.passed_over:
        print_line(one_line(render(RevalidationText.PASSED_OVER(sources=report.passed_over))))
    accepted = sum(one.totals.accepted for one in report.sources)
    records = accepted + sum(one.totals.submitted for one in report.sources)
    verdict = click.style(
        render(AnswersText.PASS if passed else AnswersText.FAIL), fg="green" if passed else "red", bold=True
    )
    outcome = RevalidationText.OUTCOME(
        verdict=verdict,
        records=AnswersText.RECORDS(count=records),
        accepted=count_message(accepted, "accepted"),
        findings=findings_text(report.findings),
    )
    print_line(render(outcome))


def _print_source(source: SourceRevalidation) -> None:
    name, profile = click.style(one_line(source.source), bold=True), one_line(source.profile)
    print_line(
        render(RevalidationText.SOURCE(source=name, profile=profile, again=source.validated, valid=source.still_valid))
    )
    _print_older(source.older)
    if not source.changed:
        if not source.older.validated:
            print_line(f"  {render(RevalidationText.NOTHING_CHANGED)}")
        return
    changes = [
        RevalidationText.RECORDS_NOW(records=AnswersText.RECORDS(count=number), state=state_message(word))
        for word, number in (("accepted", source.became_accepted), ("submitted", source.became_submitted))
        if number
    ]
    changes.append(RevalidationText.NEW_AND_GONE(count=source.new_findings, gone=source.gone_findings))
    print_line(f"  {render(RevalidationText.CHANGED(changes=tuple(changes)))}")
    examples = source.examples[:_SHOWN]
    for change in examples:
        _print_change(change)
    more = source.changed - len(examples)
    if more:
        print_line(f"  {render(RevalidationText.MORE_RECORDS(number=more))}")


def _print_older(older: OlderCounts) -> None:
    """The versions that may leave in place of newer ones, where any was validated."""
    if not older.validated:
        return
    changes = [
        RevalidationText.OLDER_NOW(number=number, state=state_message(word))
        for word, number in (("accepted", older.became_accepted), ("submitted", older.became_submitted))
        if number
    ]
    what = tuple(changes) or RevalidationText.NOTHING_CHANGED()
    print_line(f"  {render(RevalidationText.OLDER(again=older.validated, changes=what))}")


def _print_change(change: ChangedVerdict) -> None:
    title = one_line(change.title or render(AnswersText.NO_TITLE))
    was, now = _verdict(change.was), _verdict(change.is_accepted)
    before = render(StatesCommandText.UNVALIDATED) if was is None else state_text(was)
    turn = "" if was == now or change.role != "record" else f"  {before} → {state_text(now)}"
    print_line(f"  {click.style(title, bold=True)}  {one_line(change.iri)}{turn}")
    _print_findings(RevalidationText.NEW(), change.new, change.iri)
    _print_findings(RevalidationText.GONE(), change.gone, change.iri)


def _print_findings(heading: Message, findings: Sequence[Finding], owner: str) -> None:
    if findings:
        print_line(f"    {render(heading)}")
    for finding in findings[:_SHOWN]:
        print_finding(finding, indent=6, owner=owner)
    more = len(findings) - _SHOWN
    if more > 0:
        print_line(f"      {render(RevalidationText.MORE_FINDINGS(number=more))}")


def _verdict(accepted: bool | None) -> str | None:  # noqa: FBT001 - three states
    return None if accepted is None else "accepted" if accepted else "submitted"
