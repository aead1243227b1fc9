"""Words for registrations in the language of the call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from danhmuc.vocab.text import one_line

from ..language import language, render
from ..messages.registry import RegistrationsCommandText
from .words import time_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from danhmuc.registry import Registration
    from danhmuc.vocab.messages import Message


def registration_state_text(state: str | None) -> str:
    """The word for a state of registration."""
    from danhmuc.registry.record.registration import state_word  # --help needs no list

    return state_word(state, language())


def span_message(registration: Registration) -> Message:
    """The days on which a registration holds."""
    first, last = registration.effective_from, registration.effective_until
    return (
        RegistrationsCommandText.SPAN_OPEN(first=first)
        if last is None
        else RegistrationsCommandText.SPAN(first=first, last=last)
    )


def registration_lines(registrations: Sequence[Registration], iri: str, today: date) -> Iterator[str]:
    """The lines of `show` about registrations.

    Args:
        iri: of the record that is shown; of other IRIs of the same thing it is said which.
    """
    for one in registrations:
        facts: dict[str, Message | str | int] = {
            "state": registration_state_text(one.state),
            "authority": one.authority,
            "span": span_message(one),
            "version": one.version,
        }
        said = (
            RegistrationsCommandText.REGISTERED_IN_FORCE(**facts)
            if one.until is None
            else RegistrationsCommandText.HISTORY_LINE(**facts, until=time_text(one.until))
        )
        name = "" if one.iri == iri else f" <{one.iri}>"
        yield f"  {one_line(render(said) + name)}"
        more = [RegistrationsCommandText.IRDI(irdi=one.irdi)]
        if one.superseded_by is not None:
            more.append(RegistrationsCommandText.SUPERSEDED_LINE(iri=one.superseded_by))
        if one.until is None and one.is_changed_since:
            more.append(RegistrationsCommandText.CHANGED_SINCE(version=one.version))
        if one.until is None and one.effective_until is not None and one.effective_until < today:
            more.append(RegistrationsCommandText.ENDS(last=one.effective_until))
        if one.note is not None:
            more.append(RegistrationsCommandText.NOTE_LINE(note=one.note))
        for line in more:
            yield f"    {one_line(render(line))}"
