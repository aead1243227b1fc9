"""Findings as JSON has them and as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click

from .language import language, say
from .output import clean, count, short, state, tell, wrapped

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding, Standing

__all__ = ["COLOURS", "finding_dict", "severities_told", "tell_finding"]

COLOURS: Final[Mapping[Standing, str]] = {
    "violation": "red",
    "warning": "yellow",
    "info": "blue",
    "cannot-verify": "blue",
}
_PLURALS: Final[Mapping[Standing, str]] = {
    "violation": "violations",
    "warning": "warnings",
    "info": "info",
    "cannot-verify": "that cannot be verified",
}


def finding_dict(finding: Finding) -> dict[str, object]:
    """A finding as JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "layer": finding.layer,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "fix": finding.fix,
        "place": finding.place,
        "message": dict(finding.message),
    }


def tell_finding(finding: Finding, *, indent: int = 2, owner: str | None = None, times: int = 1) -> None:
    """A finding for people: severity, message and rule, then what it is about.

    Args:
        finding: the finding.
        indent: number of blanks before it.
        owner: IRI that the reader knows it is about.
        times: how many there are of its kind.
    """
    standing = state(finding.standing)
    text = clean(finding.text(language()))
    again = f"  ×{count(times)}" if times > 1 else ""
    first, *more = wrapped(f"{standing}  {text}  [{clean(finding.code)}]{again}", indent)
    head = " " * indent + standing
    tell(" " * indent + click.style(standing, fg=COLOURS[finding.standing]) + first.removeprefix(head))
    about = "; ".join(_about(finding, text, owner))
    for line in [*more, *(wrapped(about, indent + 4) if about else ())]:
        tell(line)


def severities_told(counts: Mapping[Standing, int] | Mapping[str, int]) -> str:
    """So many violations, warnings and hints; what there is none of is left out."""
    told = []
    for severity, plural in _PLURALS.items():
        number = counts.get(severity, 0)
        if number:
            is_plural = number > 1 or severity == "cannot-verify"
            told.append(f"{count(number)} {plural if is_plural and language() == 'en' else state(severity)}")
    return ", ".join(told)


def _about(finding: Finding, text: str, owner: str | None) -> list[str]:
    """Where it is, whom it is about, what was written there, what now stands there instead."""
    focus = None if finding.focus == owner or (finding.focus or "").startswith("_:") else finding.focus
    about = [short(part) for part in (finding.place, focus) if part]
    if finding.value is not None and finding.severity != "info" and clean(finding.value) not in text:
        about.append(say(f"giá trị: {short(finding.value)}", f"value: {short(finding.value)}"))
    if finding.fix is not None:
        about.append(say(f"thay bằng: {short(finding.fix)}", f"now: {short(finding.fix)}"))
    return about
