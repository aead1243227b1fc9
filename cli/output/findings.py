"""Findings as JSON has them and as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.text import mask_passwords, one_line

from ..language import language, render
from ..messages.program import AnswersText
from .text import print_line, short_line, wrap_lines
from .words import number_text

if TYPE_CHECKING:
    from danhmuc.registry.reporting.explained_findings import RuleText
    from danhmuc.vocab.findings import Finding, ReportedSeverity
    from danhmuc.vocab.messages import Message

# ---------------------------------------------------------------- findings

COLOURS: Final[Mapping[ReportedSeverity, str]] = {
    "violation": "red",
    "warning": "yellow",
    "info": "blue",
    "cannot-verify": "blue",
}


def finding_dicts(
    findings: Iterable[Finding], texts: Mapping[str, RuleText] | None = None, documents: Sequence[str] = ()
) -> list[dict[str, object]]:
    """Findings as JSON has them.

    Args:
        findings: as they were noticed.
        texts: what the profile says of its rules, by code; None where no profile has validated.
        documents: those that their record stands in, where it is one and they are known.
    """
    from danhmuc.registry.reporting.explained_findings import explain
    from danhmuc.vocab.place import places_text  # heavy

    place = places_text(documents)
    return [explain(finding, texts or {}, place).to_json() for finding in findings]


def print_finding(
    finding: Finding, *, indent: int = 2, owner: str | None = None, times: int = 1, names: Sequence[str] = ()
) -> None:
    """A finding for people: severity, message and rule, then what it is about.

    Args:
        finding: the finding.
        indent: number of blanks before it.
        owner: IRI that the reader knows it is about.
        times: how many there are of its kind.
        names: of the record that it is about, and of its publisher.
    """
    severity = severity_text(finding.reported_severity)
    text = one_line(mask_passwords(finding.text(language())))
    again = f"  ×{number_text(times)}" if times > 1 else ""
    first, *more = wrap_lines(f"{severity}  {text}  [{one_line(finding.code)}]{again}", indent)
    head = " " * indent + severity
    print_line(" " * indent + click.style(severity, fg=COLOURS[finding.reported_severity]) + first.removeprefix(head))
    about = "; ".join([*map(_masked_text, names), *_about(finding, text, owner)])
    for line in [*more, *(wrap_lines(about, indent + 4) if about else ())]:
        print_line(line)


def severity_text(severity: ReportedSeverity) -> str:
    """The word for what a finding counts as."""
    from danhmuc.registry.reporting.tally import severity_word  # cheap, but --help needs none of it

    return severity_word(severity, language())


def findings_text(counts: Mapping[ReportedSeverity, int] | Mapping[str, int]) -> str:
    """The numbers of violations, warnings and hints, or that there are no findings."""
    from danhmuc.registry.reporting.tally import severities_text

    return severities_text(counts, language())


def _about(finding: Finding, text: str, owner: str | None) -> list[str]:
    """Place, record, value and fix of a finding."""
    from danhmuc.registry.messages.reports import ReportsText  # heavy

    focus = None if finding.focus == owner or (finding.focus or "").startswith("_:") else finding.focus
    name = None if finding.about is None else finding.about.render(language())
    about = [_masked_text(part) for part in (finding.place, name, focus) if part]
    value = _value_text(finding)
    if value is not None and finding.severity != "info" and one_line(mask_passwords(finding.value or "")) not in text:
        about.append(render(AnswersText.VALUE(value=value)))
    if finding.fix is not None:
        template = AnswersText.FIX if finding.layer == "repaired" else ReportsText.FIX_WANTED
        about.append(render(template(value=_masked_text(finding.fix))))
    return about


def _value_text(finding: Finding) -> str | None:
    """The value: of a text with its language, of a blank node its name."""
    if finding.value is None or finding.has_blank_value:
        return None if finding.value_about is None else _masked_text(finding.value_about.render(language()))
    return finding.value_text(_masked_text)


def _masked_text(text: str) -> str:
    """A text without the passwords of addresses in it, cut so that it fits on a line."""
    return short_line(mask_passwords(text))


# ---------------------------------------------------------------- profile warnings
# Warnings on stderr about rules of a profile that are ignored: they validate nothing, and users have to know.

_LONGEST: Final = 400
"""Letters of a line; a pattern in it has no limit of its own."""


def print_profile_warnings(profile: str, warnings: Iterable[Message]) -> None:
    """Print a line on stderr for each warning; they change neither answers nor exit codes.

    Args:
        profile: as the user named it.
    """
    from ..messages.program import ProfileWarningsText  # cheap, but --help needs none of it

    for warning in warnings:
        print_line(
            short_line(render(ProfileWarningsText.PROFILE_WARNING(profile=profile, warning=warning)), _LONGEST),
            err=True,
        )
