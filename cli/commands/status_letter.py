"""``danhmuc status SOURCE --letter``: a letter to the agency whose source fails, from what the registry knows alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.text import mask_passwords, one_line

from ..language import language, render
from ..messages import status_letter as messages
from ..output.text import short_line
from ..output.words import time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import SourceStatus
    from danhmuc.vocab.findings import Finding

__all__ = ["letter"]

_SHOWN: Final = 10
"""Findings that a letter names."""
_LONGEST: Final = 400


def letter(status: SourceStatus, findings: Sequence[Finding]) -> str:
    """The letter about a source that fails or is incomplete, in the language of the call.

    Args:
        findings: of the newest run that ended, most severe first.

    Raises:
        UsageError: it does neither.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    newest = status.last_ended
    if status.attention not in ("failing", "incomplete") or newest is None:
        raise UsageError(messages.NOT_FAILING(name=status.name))
    source, location = one_line(status.name), mask_passwords(one_line(status.location))
    since = time_text(status.failing_since)
    good = status.last_good
    stored = status.states.get("present", 0) + status.states.get("missing", 0)
    reason = FOREIGN_WORDS(words="–") if newest.why is None else newest.why
    newest_at = time_text(newest.started_at)
    parts = [
        "" if status.contact is None else one_line(render(messages.TO(contact=status.contact))),
        render(messages.SUBJECT[status.attention](source=source, since=since)),
        render(messages.GREETING),
        _paragraph(
            messages.NEVER_GOOD(location=location)
            if good is None
            else messages.LAST_GOOD(location=location, at=time_text(good.started_at), run=good.id),
            messages.SINCE(since=since, count=status.failing_runs),
            messages.NEWEST(at=newest_at, run=newest.id, reason=reason),
        ),
        "\n".join(_findings([finding for finding in findings if finding.severity == "violation"])),
        render(messages.NOTHING_DELETED(count=stored)) if stored else "",
        render(messages.PLEASE[status.attention]),
        render(messages.CLOSING),
    ]
    return "\n\n".join(filter(None, parts))


def _paragraph(*sentences: Message) -> str:
    return mask_passwords(" ".join(short_line(render(sentence), _LONGEST) for sentence in sentences))


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield render(messages.DOCUMENTS)
    for finding in findings[:_SHOWN]:
        place = "" if finding.place is None else f"{finding.place}: "
        yield f"- {mask_passwords(short_line(place + finding.text(language()), _LONGEST))}"
    if len(findings) > _SHOWN:
        yield f"- {render(messages.MORE_FINDINGS(count=len(findings) - _SHOWN))}"
