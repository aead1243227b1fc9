"""The language of the call: that of ``--lang``, else of ``DANHMUC_LANG``, else of the locale.

English where none of them names a language that there is a catalogue of.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from danhmuc.vocab.messages import DEFAULT_LANGUAGE, MessageTemplate, Sentence, languages

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(arguments: Sequence[str]) -> Iterator[None]:
    """Answer in the language that the arguments name, from before they are parsed until errors are reported."""
    token = _spoken.set(_lang_argument(arguments) or language())
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The language of the call."""
    return _spoken.get() or _of_environment()


def render(sentence: Sentence | MessageTemplate) -> str:
    """The text in the language of the call; a message without facts is taken as it is declared, too."""
    message = sentence() if isinstance(sentence, MessageTemplate) else sentence
    return message.render(language())


def _lang_argument(arguments: Sequence[str]) -> str | None:
    """The value of the last ``--lang``; click complains of any other than ours."""
    found = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.removeprefix("--lang=")
        if argument == "--lang":
            value = arguments[number + 1] if number + 1 < len(arguments) else ""
        if argument.startswith("--lang") and value in languages():
            found = value
    return found


def _of_environment() -> str:
    for name in ("DANHMUC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return _spoken_in(value)
    return DEFAULT_LANGUAGE


def _spoken_in(locale: str) -> str:
    """The language of a locale such as ``vi_VN.UTF-8``, with its country where there is a catalogue of that alone."""
    tag = locale.partition(".")[0].partition("@")[0].lower()
    known = {lang.lower(): lang for lang in languages()}
    return known.get(tag) or known.get(tag.partition("_")[0]) or DEFAULT_LANGUAGE
