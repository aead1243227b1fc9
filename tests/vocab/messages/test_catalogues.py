"""The catalogues are whole: every message of the four folders, with the same facts, compiled as it stands."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from gettext import GNUTranslations
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from danhmuc.vocab.messages import DEFAULT_LANGUAGE, MessageTemplate, languages
from danhmuc.vocab.messages.errors import ErrorsText

TRANSLATIONS: Final = [lang for lang in languages() if lang != DEFAULT_LANGUAGE]
PLACEHOLDER: Final = re.compile(r"\{(\w+)(?:!r)?(:d)?\}")
"""How a text is quoted is the affair of a language, that an id has no thousands separator is not."""
PLURAL: Final = "a message with a plural shows its count in every form, of every language"


def catalogue(root: Path, lang: str) -> Catalog:
    with (root / "vocab" / "locale" / lang / "LC_MESSAGES" / "danhmuc.po").open("rb") as file:
        return read_po(file, locale=lang)


def placeholders(text: str) -> set[tuple[str, str]]:
    return set(PLACEHOLDER.findall(text))


def forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def test_languages__are_vietnamese_and_english() -> None:
    assert languages() == ("vi", "en")


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_catalogue__has_every_message_and_no_other(
    root: Path, all_messages: Mapping[str, MessageTemplate], lang: str
) -> None:
    translated = {
        one.context: one.id for one in catalogue(root, lang) if one.id and one.string and all(forms(one.string))
    }
    declared = {
        one.id: one.english if one.plural is None else (one.english, one.plural) for one in all_messages.values()
    }
    assert translated == declared, "run `make messages` and translate what it lists"


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_catalogue__nothing_is_fuzzy(root: Path, lang: str) -> None:
    assert [one.context for one in catalogue(root, lang) if one.id and one.fuzzy] == []


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_catalogue__has_the_placeholders_of_the_english(
    root: Path, all_messages: Mapping[str, MessageTemplate], lang: str
) -> None:
    wrong = {}
    for one in catalogue(root, lang):
        known = all_messages.get(str(one.context))
        if known is None:
            continue
        wanted = placeholders(known.english) | placeholders(known.plural or "")
        for form in forms(one.string):
            if placeholders(form) != wanted:
                wrong[known.id] = form
    assert wrong == {}


def test_messages__a_plural_leaves_out_its_count_in_no_form(all_messages: Mapping[str, MessageTemplate]) -> None:
    plurals = [one for one in all_messages.values() if one.plural is not None]
    assert plurals
    wrong = [one.id for one in plurals if placeholders(one.english) != placeholders(one.plural or "")]
    assert wrong == [], PLURAL


def test_messages__ids_are_in_kebab_case(all_messages: Mapping[str, MessageTemplate]) -> None:
    assert [id_ for id_ in all_messages if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)] == []


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_catalogue__is_composed_and_stripped(root: Path, lang: str) -> None:
    entries = [(one.context, form) for one in catalogue(root, lang) if one.id for form in forms(one.string)]
    assert [one for one in entries if not unicodedata.is_normalized("NFC", one[1])] == []


@pytest.mark.parametrize("lang", TRANSLATIONS)
def test_catalogue__is_compiled_as_it_stands(root: Path, lang: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(root, lang))
    path = root / "vocab" / "locale" / lang / "LC_MESSAGES" / "danhmuc.mo"
    assert path.read_bytes() == compiled.getvalue(), "run `make messages`"


def test_messages_script__an_english_sentence_that_changes_makes_its_translation_fuzzy(
    messages_script: ModuleType, tmp_path: Path
) -> None:
    po = tmp_path / "danhmuc.po"
    po.write_text('msgctxt "a"\nmsgid "one"\nmsgstr "một"\n\nmsgctxt "b"\nmsgid "two"\nmsgstr "hai"\n')
    current = Catalog(fuzzy=False)
    for context, english in (("a", "one"), ("b", "two!"), ("c", "three")):
        current.add(english, context=context)
    updated = {one.context: one for one in messages_script.updated(po, "vi", current) if one.id}
    assert {context: (one.string, one.fuzzy) for context, one in updated.items()} == {
        "a": ("một", False),
        "b": ("hai", True),
        "c": ("", False),
    }


def test_messages_script__a_new_language_begins_with_an_empty_folder(
    messages_script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(messages_script, "LOCALE", tmp_path)
    assert messages_script.main() == 1
    assert re.match(r"fr: (\d+) messages, \1 to translate\n", capsys.readouterr().out)
    with (folder / "danhmuc.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    assert compiled.pgettext("none-known", "none") == "none"
    assert compiled.npgettext("unwritable", "one", "many", 2) in ("many", ErrorsText.UNWRITABLE.plural)
