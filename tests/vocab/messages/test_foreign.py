"""What is not said in words of our own is quoted; what the system says is known by its number."""

from __future__ import annotations

import errno
import os

import pytest

from danhmuc.vocab.messages import EARLIER_TEXT, FOREIGN_WORDS, as_message, system_reason
from danhmuc.vocab.messages.errors import ErrorsText

KNOWN = ("EACCES", "EISDIR", "ENAMETOOLONG", "ENOENT", "ENOSPC", "ENOTDIR", "EROFS")


@pytest.mark.parametrize("name", KNOWN)
def test_system_reason__is_that_of_the_system_and_has_a_translation(name: str) -> None:
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number), "a.ttl")
    assert str(system_reason(error)) == os.strerror(number)
    assert str(system_reason(error, "/srv/a")) == f"{os.strerror(number)} (/srv/a)"
    vi = system_reason(error).render("vi")
    assert not vi.startswith("“")
    assert vi != os.strerror(number)
    assert system_reason(error, "/srv/a").render("vi") == f"{vi} (/srv/a)"


@pytest.mark.parametrize(
    ("error", "en"),
    [
        (OSError(errno.EPIPE, "Broken pipe"), "Broken pipe"),
        (OSError("a sentence"), "a sentence"),
        (OSError(), "OSError"),
        (PermissionError(), "PermissionError"),
    ],
)
def test_system_reason__of_another_kind_is_quoted(error: OSError, en: str) -> None:
    assert system_reason(error).by_language() == {"vi": f"“{en}”", "en": en}


def test_as_message__words_are_foreign_and_messages_stay() -> None:
    assert as_message("x") == FOREIGN_WORDS(words="x")
    assert as_message(ErrorsText.NONE_KNOWN()) == ErrorsText.NONE_KNOWN()


def test_earlier_text__is_shown_as_it_is() -> None:
    assert EARLIER_TEXT(text="interrupted").by_language() == {"vi": "interrupted", "en": "interrupted"}
