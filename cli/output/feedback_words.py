"""Words for feedback, requests and agreements, from the code lists in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.text import one_line

from ..language import language, render
from ..messages.template import FeedbackCommandText
from .text import print_line

if TYPE_CHECKING:
    from danhmuc.registry import Feedback, Registry, SharingArrangement
    from danhmuc.vocab.messages import Message


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
