"""Messages through JSON and back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from danhmuc.vocab.messages import (
    EARLIER_TEXT,
    FOREIGN_WORDS,
    Messages,
    MessageTemplate,
    Sentence,
    TextByLanguage,
    from_json,
    to_json,
    values,
)
from danhmuc.vocab.messages.errors import ErrorsText

TEXTS = TextByLanguage({"vi": "một", "en": "one"})


@pytest.mark.parametrize(
    "sentence",
    [
        ErrorsText.SOURCE_UNKNOWN(name="a", known=("b", "c")),
        ErrorsText.SOURCE_UNKNOWN(name="{name}", known=()),
        ErrorsText.UNWRITABLE(format="xml", count=1200, examples=(("a", 1), "…")),
        ErrorsText.CANNOT_OPEN(location="a.ttl", reason=FOREIGN_WORDS(words="no")),
        ErrorsText.CANNOT_OPEN(location="a.ttl", reason=TEXTS),
        ErrorsText.CANNOT_OPEN(location=date(2026, 3, 31), reason=ErrorsText.CANNOT_OPEN(location="x", reason=0)),
        EARLIER_TEXT(text='{"id": "source-unknown", "facts": {}}'),
        TEXTS,
        TextByLanguage({"": "một"}),
    ],
    ids=lambda sentence: getattr(sentence, "id", "texts"),
)
def test_from_json__gives_back_what_to_json_was_given(sentence: Sentence) -> None:
    read = from_json(json.loads(json.dumps(to_json(sentence))))
    assert read == sentence
    assert read.by_language() == sentence.by_language()


def test_ids__of_messages_in_registries_are_never_lost(all_messages: Mapping[str, MessageTemplate]) -> None:
    """Add the ids of new messages to the file; none is ever taken out of it, and none is given another name."""
    frozen = (Path(__file__).parent / "stored_ids.txt").read_text("utf-8").splitlines()
    assert frozen == sorted(set(frozen))
    rooms = [import_module(f"danhmuc.{room}.messages") for room in ("vocab", "shapes", "registry")]
    modules = [import_module(f"{one.__name__}.{file.name}") for one in rooms for file in iter_modules(one.__path__)]
    # All that is declared stands in `values`.
    declared = {id(one) for module in modules if module is not values for one in _templates(vars(module))}
    assert [one.id for one in all_messages.values() if id(one) in declared and one.id not in frozen] == []
    assert [one for one in frozen if one not in all_messages] == []


def _templates(names: Mapping[str, object]) -> Iterator[MessageTemplate]:
    """The messages among some names, in classes and tables, too."""
    for value in names.values():
        if isinstance(value, MessageTemplate):
            yield value
        elif isinstance(value, type) and issubclass(value, Messages):
            yield from _templates(vars(value))
        elif isinstance(value, Mapping):
            yield from _templates(value)


def test_to_json__is_id_and_facts() -> None:
    assert to_json(ErrorsText.CANNOT_OPEN(location=date(2026, 3, 31), reason=(1, FOREIGN_WORDS(words="x"), TEXTS))) == {
        "id": "cannot-open",
        "facts": {
            "location": {"day": "2026-03-31"},
            "reason": [
                1,
                {"id": "foreign-words", "facts": {"words": "x"}},
                {"texts": {"vi": "một", "en": "one"}},
            ],
        },
    }


def test_to_json__texts_may_be_kept_elsewhere() -> None:
    kept: list[TextByLanguage] = []

    def keep(texts: TextByLanguage) -> int:
        kept.append(texts)
        return len(kept) - 1

    def find(key: object) -> TextByLanguage:
        assert isinstance(key, int)
        return kept[key]

    sentence = ErrorsText.CANNOT_OPEN(location=TEXTS, reason=(TextByLanguage({"vi": "hai"}),))
    stored = json.loads(json.dumps(to_json(sentence, keep)))
    assert stored["facts"] == {"location": {"texts": 0}, "reason": [{"texts": 1}]}
    assert from_json(stored, find) == sentence
    assert from_json(json.loads(json.dumps(to_json(TEXTS, keep))), find) == TEXTS


@pytest.mark.parametrize(
    ("stored", "en"),
    [
        (
            {"id": "of-tomorrow", "facts": {"name": "a", "number": 1200}},
            "of-tomorrow, a message of another edition of danhmuc (a, 1,200)",
        ),
        ({"id": "of-tomorrow", "facts": {}}, "of-tomorrow, a message of another edition of danhmuc ()"),
        (
            {"id": "source-unknown", "facts": {"name": "a"}},
            "source-unknown, a message of another edition of danhmuc (a)",
        ),
        (
            {"id": "source-unknown", "facts": {"name": "a", "known": "b", "near": "c"}},
            "source-unknown, a message of another edition of danhmuc (a, b, c)",
        ),
        (
            {"id": "cannot-open", "facts": {"location": "a", "reason": {"id": "of-tomorrow", "facts": {"x": "y"}}}},
            "cannot open a: of-tomorrow, a message of another edition of danhmuc (y)",
        ),
    ],
    ids=["unknown", "unknown without facts", "fact too few", "fact too many", "unknown within"],
)
def test_from_json__a_message_of_another_edition_says_so(stored: dict[str, object], en: str) -> None:
    assert str(from_json(stored)) == en


def test_from_json__a_message_is_found_whose_file_nobody_imported() -> None:
    program = """
import sys
from danhmuc.vocab.messages import from_json
for id, facts in [("undo-batch-unknown", {"batch": 7}), ("doubt-values", {"sentence": "x"}), ("none-known", {})]:
    print(from_json({"id": id, "facts": facts}))
print({"rdflib", "sqlalchemy", "pyoxigraph", "babel"} & {*sys.modules})
"""
    said = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == [
        "no run of batch 7; `danhmuc status` lists runs",
        "Not all values are known: x",
        "none",
        "set()",
    ]
