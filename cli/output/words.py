"""Words for states, classes, numbers and times, in the language of the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import one_line
from danhmuc.vocab.vietnam_time import time_in_vietnam

from ..language import language, render

if TYPE_CHECKING:
    from danhmuc.registry import Cause


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
    from ..messages.registry import RegistryNamingText

    return RegistryNamingText.NOT_SET() if name is None else RegistryNamingText.SET(name=name)


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
