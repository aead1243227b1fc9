"""A message in a language: numbers, days, lists and plurals in its manner, facts untouched."""

from __future__ import annotations

from datetime import date

import pytest

from danhmuc.vocab.messages import FOREIGN_WORDS, Fact, MessageTemplate, TextByLanguage
from danhmuc.vocab.messages.errors import ErrorsText

FACT = MessageTemplate("example-fact", "<{fact}>")
QUOTED = MessageTemplate("example-quoted", "<{fact!r}>")
PLAIN = MessageTemplate("example-plain", "<{fact:d}>")
FILES = MessageTemplate("example-files", "{count} file of {name}", "{count} files of {name}")


@pytest.mark.parametrize(
    ("template", "fact", "en", "vi"),
    [
        (FACT, "a", "<a>", "<a>"),
        (FACT, "", "<>", "<>"),
        (FACT, 0, "<0>", "<0>"),
        (FACT, 1234567, "<1,234,567>", "<1.234.567>"),
        (FACT, -1234, "<-1,234>", "<-1.234>"),
        (FACT, date(2026, 3, 1), "<2026-03-01>", "<01/03/2026>"),
        (FACT, date(987, 3, 1), "<0987-03-01>", "<01/03/0987>"),
        (FACT, (), "<>", "<>"),
        (FACT, ("a", 1200, date(2026, 3, 31)), "<a, 1,200, 2026-03-31>", "<a, 1.200, 31/03/2026>"),
        (FACT, FOREIGN_WORDS(words="no such host"), "<no such host>", "<“no such host”>"),
        (FACT, FACT(fact=FACT(fact=1200)), "<<<1,200>>>", "<<<1.200>>>"),
        (FACT, TextByLanguage({"vi": "một", "en": "one"}), "<one>", "<một>"),
        (QUOTED, "it's", '<"it\'s">', '<"it\'s">'),
        (QUOTED, "a\nb", r"<'a\nb'>", r"<'a\nb'>"),
        (QUOTED, ("a", "b"), "<'a', 'b'>", "<'a', 'b'>"),
        (QUOTED, 1200, "<1,200>", "<1.200>"),
        (QUOTED, FOREIGN_WORDS(words="x"), "<x>", "<“x”>"),
        (PLAIN, 1234567, "<1234567>", "<1234567>"),
        (PLAIN, (1200, 1300), "<1200, 1300>", "<1200, 1300>"),
    ],
)
def test_render__facts_in_the_manner_of_the_language(template: MessageTemplate, fact: Fact, en: str, vi: str) -> None:
    made = template(fact=fact)
    assert (made.render("en"), made.render("vi")) == (en, vi)
    assert str(made) == en


@pytest.mark.parametrize("fact", [None, 1.5, b"a", {"a": 1}, ["a"]])
def test_render__what_cannot_be_a_fact_is_a_type_error(fact: object) -> None:
    with pytest.raises(TypeError, match="cannot be a fact of a message"):
        FACT(fact=fact).render("en")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 files of x"), (1, "1 file of x"), (2, "2 files of x"), (1200, "1,200 files of x")]
)
def test_render__the_plural_by_count(count: int, text: str) -> None:
    assert FILES(count=count, name="x").render("en") == text


@pytest.mark.parametrize("count", [0, 1, 2, 1200])
def test_render__vietnamese_has_one_form_for_every_count(count: int) -> None:
    shown = f"{count:,}".replace(",", ".")
    assert ErrorsText.UNWRITABLE(format="xml", count=count, examples="x").render("vi") == (
        f"xml không ghi được {shown} bộ ba: x; turtle, trig, nt và nq ghi được tất cả"
    )


@pytest.mark.parametrize("lang", ["en", "vi", "fr", "", "../vi"])
def test_render__a_message_or_language_without_translation_is_english(lang: str) -> None:
    assert FILES(count=2, name="x").render(lang) == "2 files of x"


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize(
    "fact", ["{name}", "{fact}", "{fact!r}", "{}", "{", "}", "{{fact}}", "%s", "%(fact)s", r"\1", r"\g<0>", "$fact"]
)
def test_render__a_fact_that_looks_like_a_placeholder_is_untouched(fact: str, lang: str) -> None:
    assert FACT(fact=fact).render(lang) == f"<{fact}>"
    assert QUOTED(fact=fact).render(lang) == f"<{fact!r}>"
    assert FILES(count=1, name=fact).render(lang) == f"1 file of {fact}"


def test_render__text_with_braces_that_are_no_placeholders_is_kept() -> None:
    assert MessageTemplate("example-braces", "{} {a b} {x.y} {fact} {{fact}}")(fact="1").render("en") == (
        "{} {a b} {x.y} 1 {1}"
    )
