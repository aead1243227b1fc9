"""Words for states, classes, numbers and times, in the language of the call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import one_line
from danhmuc.vocab.vietnam_time import time_in_vietnam

from ..language import language, render
from ..messages.registry import RegistrationsCommandText
from ..messages.template import FeedbackCommandText
from .text import print_line

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.registry import Cause, Feedback, Registration, Registry, SharingArrangement

# ---------------------------------------------------------------- words


def state_text(name: str | None) -> str:
    """The word for a state or verdict."""
    if name is None:
        return "–"
    return render(state_message(name))


def state_message(name: str) -> Message:
    """The word for a state or verdict, in no language yet."""
    from danhmuc.registry.messages.store import StatesText  # --help needs none of it
    from danhmuc.vocab.messages import FOREIGN_WORDS

    word = StatesText.STATES.get(name)
    return FOREIGN_WORDS(words=name) if word is None else word()


def cause_message(one: Cause) -> Message:
    """Why a record is not there, does not leave or keeps its content, since when, by whom and for which reason."""
    from danhmuc.registry.messages.store import CausesText  # --help needs none of it

    cause = CausesText.CAUSES[one.kind]()
    if one.source is None:
        cause = CausesText.CAUSE_OF_ALL(cause=cause)
    since = time_text(one.since)
    if not one.reason:
        return CausesText.CAUSE_SET(cause=cause, since=since, by=one.by)
    return CausesText.CAUSE_GIVEN(cause=cause, since=since, by=one.by, reason=one.reason)


def count_message(number: int, name: str) -> Message:
    """The number of records in a state or with a verdict."""
    from danhmuc.registry.messages.store import StatesText  # --help needs none of it

    return StatesText.COUNTED(number=number, state=state_message(name))


def convention_message(name: str | None) -> Message:
    """The naming convention of a registry, or that it has none."""
    from ..messages.registry import RegistrySettingText

    return RegistrySettingText.NOT_SET() if name is None else RegistrySettingText.SET(name=name)


def class_text(iri: str) -> str:
    """The word for a class and its short name; the short name alone where there is no word."""
    from danhmuc.vocab.prefixes import shorten  # cheap, but --help needs none of it

    from ..messages.listing import ClassesText

    name = shorten(f"<{iri}>")
    word = ClassesText.CLASSES.get(name)
    return one_line(name.strip("<>")) if word is None else render(ClassesText.WORD_AND_NAME(word=word(), name=name))


def number_text(number: int) -> str:
    """A number with the thousands separator of the language."""
    from danhmuc.vocab.messages.rendering import number_text

    return number_text(number, language())


def time_text(moment: str | None) -> str:
    """A time of the registry on the clock of Viet Nam."""
    return "–" if moment is None else time_in_vietnam(moment)


# ---------------------------------------------------------------- registration words
# Words for registrations in the language of the call.


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


# ---------------------------------------------------------------- feedback words
# Words for feedback, requests and agreements, from the code lists in force.

_SHOWN: Final = 20
"""Lines of each kind that `show` prints."""


class FeedbackWords:
    """The words of states and kinds."""

    def __init__(self, registry: Registry) -> None:
        self._lists = {token: registry.vocab.get(token) for token in ("feedback-kind", "feedback-status")}
        self._lists["request-status"] = registry.vocab.get("request-status")

    def day(self, text: str | None) -> str:
        """A day in the language of the call; as written, if it is none."""
        from datetime import date

        from danhmuc.vocab.messages.rendering import day_text

        try:
            return "–" if text is None else day_text(date.fromisoformat(text), language())
        except ValueError:
            return one_line(text or "")

    def kind(self, one: Feedback) -> str:
        """The subject of feedback."""
        return self._name("feedback-kind", one.kind)

    def state(self, one: Feedback) -> str:
        """The state of feedback, and that another source does not approve what this one does."""
        name = self._name("feedback-status", one.status)
        if one.is_approved or one.status != "DUYET_CONG_BO":
            return name
        return render(FeedbackCommandText.NOT_APPROVED(state=name))

    def arrangement_state(self, one: SharingArrangement) -> str:
        """The state of a request or an agreement."""
        return self._name("request-status", one.status)

    def _name(self, token: str, code: str | None) -> str:
        found = None if code is None else self._lists[token].get(code)
        return render(FeedbackCommandText.UNCLEAR) if found is None else found.label(language())


def print_about(words: FeedbackWords, feedback: Sequence[Feedback], arrangements: Sequence[SharingArrangement]) -> None:
    """Print a line for each of what is said and agreed about a record."""
    for lines in (
        [
            FeedbackCommandText.FEEDBACK(
                day=words.day(one.day), kind=words.kind(one), state=words.state(one), iri=one.iri
            )
            for one in feedback
        ],
        [_arrangement(words, one) for one in arrangements],
    ):
        for line in lines[:_SHOWN]:
            print_line(f"  {one_line(render(line))}")
        if len(lines) > _SHOWN:
            print_line(f"  {render(FeedbackCommandText.MORE(number=len(lines) - _SHOWN))}")


def _arrangement(words: FeedbackWords, one: SharingArrangement) -> Message:
    state = words.arrangement_state(one)
    if one.kind == "request":
        return FeedbackCommandText.REQUEST(state=state, iri=one.iri)
    return FeedbackCommandText.AGREEMENT(number=one.number or "–", day=words.day(one.day), state=state, iri=one.iri)
