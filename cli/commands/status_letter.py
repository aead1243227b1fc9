"""``danhmuc status SOURCE --letter``: a letter to the agency whose source fails, from what the registry knows alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.text import mask_passwords, one_line, shown_location

from ..language import language, render
from ..messages import status_letter as messages
from ..output.text import short_line
from ..output.words import time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import SourceStatus
    from danhmuc.registry.store.source_status import StatusRun
    from danhmuc.vocab.findings import Finding

__all__ = ["letter"]

_SHOWN: Final = 10
"""Findings that a letter names."""
_LONGEST: Final = 400
_UNMET: Final = ("harvest:expected-records", "harvest:expected-days")
"""Findings on what is not as expected."""


def letter(status: SourceStatus, findings: Sequence[Finding]) -> str:
    """The letter about a source that fails, is incomplete or not as expected, in the language of the call.

    Args:
        findings: of the newest run that ended, most severe first.

    Raises:
        UsageError: it does neither, and is as expected.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    attention, newest = status.attention, status.last_ended
    if attention is None or attention not in messages.SUBJECT or newest is None:
        raise UsageError(messages.NOT_FAILING(name=status.name))
    subject = messages.SUBJECT[attention]
    facts = {"source": one_line(status.name), "since": time_text(status.failing_since)}
    stored = status.states.get("present", 0) + status.states.get("missing", 0)
    is_unmet = attention == "unmet"
    wanted = (one for one in findings if (one.code in _UNMET if is_unmet else one.severity == "violation"))
    parts = [
        "" if status.contact is None else one_line(render(messages.TO(contact=status.contact))),
        render(subject(**{name: facts[name] for name in subject.placeholders})),
        render(messages.GREETING),
        _paragraph(*_attempts(status, newest)),
        "\n".join(_findings(list(wanted))),
        render(messages.NOTHING_DELETED(count=stored)) if stored and not is_unmet else "",
        render(messages.PLEASE[attention]),
        render(messages.CLOSING),
    ]
    return "\n\n".join(filter(None, parts))


def _attempts(status: SourceStatus, newest: StatusRun) -> Iterator[Message]:
    """When the source was read completely, and since when it is not."""
    location, good = one_line(shown_location(status.location)), status.last_good
    if good is None:
        yield messages.NEVER_GOOD(location=location)
    else:
        yield messages.LAST_GOOD(location=location, at=time_text(good.started_at), run=good.id)
    if status.failing_since is not None:
        yield messages.SINCE(since=time_text(status.failing_since), count=status.failing_runs)
        reason = FOREIGN_WORDS(words="–") if newest.why is None else newest.why
        yield messages.NEWEST(at=time_text(newest.started_at), run=newest.id, reason=reason)


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
