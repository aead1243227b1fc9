"""Messages as values: facts are checked, equality is by id and facts, any process can render them."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from danhmuc.vocab.messages import (
    FOREIGN_WORDS,
    Message,
    Messages,
    MessageTemplate,
    TextByLanguage,
    declared_messages,
    message,
    plural,
)
from danhmuc.vocab.messages.errors import ErrorsText

GREETING = MessageTemplate("greeting", "{name!r} has {number} files from line {line:d}")
FILES = MessageTemplate("files", "one file of {name}", "{count} files of {name}")


def test_message__takes_exactly_its_facts() -> None:
    made = GREETING(name="hue", number=1200, line=1200)
    assert (made.id, made.facts) == ("greeting", {"name": "hue", "number": 1200, "line": 1200})
    assert str(made) == "'hue' has 1,200 files from line 1200"


@pytest.mark.parametrize(
    "facts", [{}, {"name": "a", "number": 1}, {"name": "a", "number": 1, "line": 1, "column": 1}, {"Name": "a"}]
)
def test_message__a_missing_or_strange_fact_is_a_type_error(facts: dict[str, str | int]) -> None:
    with pytest.raises(TypeError, match=r"message 'greeting' has the facts \['line', 'name', 'number'\], not \["):
        GREETING(**facts)


def test_plural__needs_its_count_even_if_the_singular_does_not_show_it() -> None:
    assert FILES.placeholders == {"name", "count"}
    with pytest.raises(TypeError, match="'count'"):
        FILES(name="hue")


def test_message__is_equal_by_id_and_facts() -> None:
    one = ErrorsText.SOURCE_UNKNOWN(name="a", known=("b", "c"))
    assert one == ErrorsText.SOURCE_UNKNOWN(name="a", known=("b", "c"))
    assert hash(one) == hash(ErrorsText.SOURCE_UNKNOWN(name="a", known=("b", "c")))
    assert one != ErrorsText.SOURCE_UNKNOWN(name="a", known=("b",))
    assert one != FOREIGN_WORDS(words=str(one))
    assert one != str(one)


def test_message__cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        ErrorsText.SOURCE_UNKNOWN.id = "other"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        ErrorsText.SOURCE_UNKNOWN(name="a", known="b").template = GREETING  # type: ignore[misc]


@pytest.mark.parametrize(
    "made",
    [
        ErrorsText.SOURCE_UNKNOWN(name="a", known=("b", "c")),
        GREETING(name="{name}", number=date(2026, 3, 31), line=FOREIGN_WORDS(words="x")),
        FILES(name=TextByLanguage({"vi": "một", "en": "one"}), count=2),
        TextByLanguage({"": "x"}),
    ],
    ids=["list", "nested", "plural", "texts"],
)
def test_message__pickled_is_the_same(made: Message | TextByLanguage) -> None:
    copy = pickle.loads(pickle.dumps(made))
    assert copy == made
    assert copy.by_language() == made.by_language()
    assert hash(copy) == hash(made)


@pytest.mark.usefixtures("_declaring")
def test_declare__two_messages_cannot_share_an_id() -> None:
    first = message("example-twice", "a {name}")
    assert declared_messages()["example-twice"] is first
    assert message("example-twice", "a {name}") is first
    with pytest.raises(ValueError, match="two messages have the id 'example-twice'"):
        message("example-twice", "another {name}")
    with pytest.raises(ValueError, match="two messages have the id 'example-twice'"):
        plural("example-twice", "a {name}", "{count} of {name}")


@pytest.mark.usefixtures("_declaring")
def test_messages__have_ids_of_their_names_unless_they_state_one() -> None:
    class Example(Messages, prefix="example"):
        FILE_KEPT = message("{file} was read")
        FILES_KEPT = plural("{count} file was read", "{count} files were read")
        STATED = message("example-of-old", "old")

    class Bare(Messages):
        EXAMPLE_BARE = message("bare")

    named = (Example.FILE_KEPT, Example.FILES_KEPT, Example.STATED, Bare.EXAMPLE_BARE)
    assert [one.id for one in named] == ["example-file-kept", "example-files-kept", "example-of-old", "example-bare"]
    assert all(declared_messages()[one.id] is one for one in named)
    assert str(Example.FILES_KEPT(count=2)) == "2 files were read"
    assert pickle.loads(pickle.dumps(Example.FILE_KEPT)).id == "example-file-kept"
    with pytest.raises(ValueError, match="two messages have the id 'example-file-kept'"):

        class Again(Messages, prefix="example-file"):
            KEPT = message("another {file}")


@pytest.mark.parametrize(
    ("texts", "lang", "text"),
    [
        ({"vi": "một", "en": "one"}, "vi", "một"),
        ({"vi": "một", "en": "one"}, "en", "one"),
        ({"vi": "một", "en": "one"}, "fr", "one"),
        ({"vi": "một"}, "en", "một"),
        ({"": "uno"}, "vi", "uno"),
        ({"vi": "", "en": "one"}, "vi", "one"),
        ({}, "vi", ""),
    ],
)
def test_text_by_language__in_the_language_else_in_english_else_any(
    texts: dict[str, str], lang: str, text: str
) -> None:
    assert TextByLanguage(texts).render(lang) == text


def test_by_language__speaks_every_language() -> None:
    assert ErrorsText.SOURCE_UNKNOWN(name="a", known=("b", "c")).by_language() == {
        "vi": "không có nguồn 'a'; hiện có: b, c",
        "en": "unknown source 'a'; known: b, c",
    }
    assert TextByLanguage({"vi": "một"}).by_language() == {"vi": "một", "en": "một"}
