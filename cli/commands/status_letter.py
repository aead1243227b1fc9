"""``danhmuc status SOURCE --letter``: a letter to the agency whose source fails, from what the registry knows alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.text import mask_passwords, one_line, shown_location

from ..language import language, render
from ..messages.listing import StatusLetterText, StatusText
from ..output.text import short_line
from ..output.words import time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import SourceStatus
    from danhmuc.registry.store.overview import Attention, StatusRun
    from danhmuc.vocab.findings import Finding


_SHOWN: Final = 10
"""Findings that a letter names."""
_LONGEST: Final = 400
_UNMET: Final = ("harvest:expected-records", "harvest:expected-days")
"""Findings on what is not as expected."""
_COUNTED: Final = ("unusual", "undecided")
"""Why a source needs attention, where numbers say what for."""


def letter(status: SourceStatus, findings: Sequence[Finding]) -> str:
    """The letter about a source that needs attention, in the language of the call.

    Args:
        findings: of the newest run that ended, most severe first.

    Raises:
        UsageError: it needs none, or only its run does, of which nobody has heard.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    attention, newest = status.attention, status.last_ended
    if attention is None or attention not in StatusLetterText.SUBJECT or newest is None:
        raise UsageError(StatusLetterText.NOT_FAILING(name=status.name))
    subject = StatusLetterText.SUBJECT[attention]
    facts = {"source": one_line(status.name), "since": time_text(status.failing_since)}
    stored = status.states.get("present", 0) + status.states.get("missing", 0)
    is_unmet = attention == "unmet"
    parts = [
        "" if status.contact is None else one_line(render(StatusLetterText.TO(contact=status.contact))),
        render(subject(**{name: facts[name] for name in subject.placeholders})),
        render(StatusLetterText.GREETING),
        _paragraph(*_attempts(status, newest)),
        "\n".join(_found_lines(status, [one for one in findings if _is_wanted(one, attention)])),
        render(StatusLetterText.NOTHING_DELETED(count=stored)) if stored and not is_unmet else "",
        render(StatusLetterText.PLEASE[attention]),
        render(StatusLetterText.CLOSING),
    ]
    return "\n\n".join(filter(None, parts))


def _attempts(status: SourceStatus, newest: StatusRun) -> Iterator[Message]:
    """When the source was read completely, and since when it is not."""
    location, good = one_line(shown_location(status.location)), status.last_good
    if good is None:
        yield StatusLetterText.NEVER_GOOD(location=location)
    else:
        yield StatusLetterText.LAST_GOOD(location=location, at=time_text(good.started_at), run=good.id)
    if status.failing_since is not None:
        yield StatusLetterText.SINCE(since=time_text(status.failing_since), count=status.failing_runs)
        reason = FOREIGN_WORDS(words="–") if newest.why is None else newest.why
        yield StatusLetterText.NEWEST(at=time_text(newest.started_at), run=newest.id, reason=reason)


def _paragraph(*sentences: Message) -> str:
    # Before it is cut: the half of an address is none.
    return " ".join(short_line(mask_passwords(render(sentence)), _LONGEST) for sentence in sentences)


def _is_wanted(finding: Finding, attention: Attention) -> bool:
    """Whether a finding of the newest run is what the source needs attention for."""
    if attention in _COUNTED:
        return attention == "unusual" and finding.severity != "info"
    return finding.code in _UNMET if attention == "unmet" else finding.severity == "violation"


def _found_lines(status: SourceStatus, findings: Sequence[Finding]) -> Iterator[str]:
    counts = status.report.attention_counts if status.attention in _COUNTED else {}
    if counts or findings:
        yield render(StatusLetterText.DOCUMENTS)
    for name, count in counts.items():
        yield f"- {render(StatusText.COUNTED[name](count=count))}"
    for finding in findings[:_SHOWN]:
        place = "" if finding.place is None else f"{finding.place}: "
        yield f"- {short_line(mask_passwords(place + finding.text(language())), _LONGEST)}"
    if len(findings) > _SHOWN:
        yield f"- {render(StatusLetterText.MORE_FINDINGS(count=len(findings) - _SHOWN))}"
