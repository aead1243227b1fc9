"""``danhmuc validate`` without a location: judge again what stands in the registry, and tell what changed."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

import click

from .findings import finding_dicts, findings_told, tell_finding
from .language import say
from .options import open_registry
from .output import clean, count, is_utf, progress, records_word, state, tell
from .profile_warnings import tell_profile_warnings
from .refusals import refuse_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from danhmuc.registry import ChangedVerdict, JudgingReport, OlderCounts, SourceJudging
    from danhmuc.registry.rule_texts import RuleText
    from danhmuc.vocab.findings import Finding

__all__ = ["judge_registry"]

_SHOWN: Final = 3
"""So many examples of a source are told, and of each so many findings, new ones and gone ones each."""


def judge_registry(
    registry_url: str,
    *,
    source: str | None = None,
    everything: bool = False,
    day: date | None = None,
    as_json: bool = False,
    fail_on: str = "violation",
) -> int:
    """Judge what is due, or all; the exit code is 1 where findings stand that fail.

    Raises:
        RegistryUnavailableError: there is no registry, or it cannot be opened; none is made.
        UnknownNameError, ShapesError: no such source, or the profile of the one that is asked for cannot be used.
    """
    with open_registry(registry_url) as registry, progress(registry.url) as bar:
        answer = _JsonAnswer({row.name: row.profile for row in registry.sources()}) if as_json else None
        report = registry.judge(
            source=source,
            everything=everything,
            today=day,
            progress=bar,
            told=answer.add if answer is not None else None,
        )
        warnings = registry.profile_warnings
    for profile, sentences in warnings.items():
        tell_profile_warnings(profile, sentences)
    failing = report.findings["violation"] + (report.findings["warning"] if fail_on == "warning" else 0)
    passed = not failing and not report.unjudged
    if answer is not None:
        answer.end(report, passed=passed)
    else:
        _print(report, passed=passed)
    refused = [refuse_source(name, error) for name, error in report.unjudged.items()]
    return max(refused, default=1 if failing else 0)


class _JsonAnswer:
    """One JSON document, written as it grows: a registry may have more changes than memory holds."""

    def __init__(self, profiles: Mapping[str, str]) -> None:
        self._profiles = profiles
        self._texts: dict[str, Mapping[str, RuleText]] = {}
        self._is_begun = False

    def add(self, change: ChangedVerdict) -> None:
        """Write one change."""
        comma = "," if self._is_begun else ""
        self._begin()
        tell(f"    {comma}{_in_json(_as_dict(change, self._texts_of(change.source)))}")

    def end(self, report: JudgingReport, *, passed: bool) -> None:
        """Write what is known at the end."""
        self._begin()
        tell("  ],")
        rest: Mapping[str, object] = {
            "day": report.day.isoformat(),
            "sources": [one.as_dict() for one in report.sources],
            "passed_over": list(report.passed_over),
            "unjudged": {name: str(error) for name, error in report.unjudged.items()},
            "findings": dict(report.findings),
            "passed": passed,
        }
        tell(",\n".join(f"  {_in_json(name)}: {_in_json(value)}" for name, value in rest.items()))
        tell("}")

    def _texts_of(self, source: str) -> Mapping[str, RuleText]:
        from danhmuc.registry.rule_texts import rule_texts_at_hand  # heavy

        profile = self._profiles[source]
        if profile not in self._texts:
            self._texts[profile] = rule_texts_at_hand(profile)
        return self._texts[profile]

    def _begin(self) -> None:
        if not self._is_begun:
            tell('{\n  "changes": [')
            self._is_begun = True


def _in_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=not is_utf(sys.stdout))


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


def _print(report: JudgingReport, *, passed: bool) -> None:
    for source in report.sources:
        _print_source(source)
    if report.passed_over:
        names = clean(", ".join(report.passed_over))
        tell(say(f"không kiểm tra (hồ sơ none): {names}", f"not judged (profile none): {names}"))
    accepted = sum(one.standing.accepted for one in report.sources)
    records = accepted + sum(one.standing.submitted for one in report.sources)
    found = findings_told(report.findings)
    verdict = say("đạt", "pass") if passed else say("không đạt", "fail")
    tell(
        click.style(verdict, fg="green" if passed else "red", bold=True)
        + f": {records_word(records)}, {count(accepted)} {state('accepted')}; {found}"
    )


def _print_source(source: SourceJudging) -> None:
    judged, valid = count(source.judged), count(source.still_valid)
    profile = clean(source.profile)
    tell(
        click.style(clean(source.source), bold=True)
        + say(
            f"  hồ sơ {profile}: kiểm tra lại {judged}, còn nguyên kết luận {valid}",
            f"  profile {profile}: {judged} judged again, {valid} whose verdict still holds",
        )
    )
    _print_older(source.older)
    if not source.changed:
        if not source.older.judged:
            tell(say("  không có gì thay đổi", "  nothing changed"))
        return
    turned = [
        say(f"{count(number)} bản ghi nay {state(word)}", f"{records_word(number)} now {word}")
        for word, number in (("accepted", source.became_accepted), ("submitted", source.became_submitted))
        if number
    ]
    new, gone = count(source.new_findings), count(source.gone_findings)
    findings = say(
        f"{new} phát hiện mới, {gone} không còn",
        f"{new} new finding{'' if source.new_findings == 1 else 's'}, {gone} gone",
    )
    tell(say("  thay đổi: ", "  changed: ") + ", ".join([*turned, findings]))
    examples = source.examples[:_SHOWN]
    for change in examples:
        _print_change(change)
    more = source.changed - len(examples)
    if more:
        tell(
            say(
                f"  … và {count(more)} bản ghi khác; --json cho biết tất cả",
                f"  … and {count(more)} more; --json tells all",
            )
        )


def _print_older(older: OlderCounts) -> None:
    """The versions that may leave in place of newer ones, where any was judged."""
    if not older.judged:
        return
    turned = [
        say(f"{count(number)} nay {state(word)}", f"{count(number)} now {word}")
        for word, number in (("accepted", older.became_accepted), ("submitted", older.became_submitted))
        if number
    ]
    judged = count(older.judged)
    told = ", ".join(turned) or say("không có gì thay đổi", "nothing changed")
    tell(
        say(
            f"  phiên bản cũ hơn, của bản ghi có phiên bản mới nhất chưa được chấp nhận: kiểm tra lại {judged}, {told}",
            f"  older versions of records whose newest is not accepted: {judged} judged again, {told}",
        )
    )


def _print_change(change: ChangedVerdict) -> None:
    title = clean(change.title or say("(không có tiêu đề)", "(no title)"))
    was, now = _verdict(change.was), _verdict(change.is_accepted)
    unjudged = say("chưa kiểm tra", "not judged")
    turn = (
        "" if was == now or change.role != "record" else f"  {unjudged if was is None else state(was)} → {state(now)}"
    )
    tell(f"  {click.style(title, bold=True)}  {clean(change.iri)}{turn}")
    _print_findings(say("mới", "new"), change.new, change.iri)
    _print_findings(say("không còn", "gone"), change.gone, change.iri)


def _print_findings(heading: str, findings: Sequence[Finding], owner: str) -> None:
    if findings:
        tell(f"    {heading}:")
    for finding in findings[:_SHOWN]:
        tell_finding(finding, indent=6, owner=owner)
    more = len(findings) - _SHOWN
    if more > 0:
        tell(say(f"      … và {count(more)} phát hiện nữa", f"      … and {count(more)} more"))


def _verdict(accepted: bool | None) -> str | None:  # noqa: FBT001 - three states
    return None if accepted is None else "accepted" if accepted else "submitted"
