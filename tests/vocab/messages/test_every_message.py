"""Every message in every language, with facts that look like messages themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from danhmuc.vocab.messages import Message, MessageTemplate, languages

CONFUSING: Final = (
    "{name}",
    "{count}",
    "source-unknown",
    "unknown source 'x'; known: y",
    "interrupted",
    "bị ngắt",
    "“no”",
    "%s",
    "%(name)s",
    "\\1",
    "a: b; c (d), line 3",
    "danhmuc: warning: x",
)
COUNT: Final = "count"


def filled(template: MessageTemplate, facts: Mapping[str, str], count: int) -> Message:
    numbers = {} if template.plural is None else {COUNT: count}
    return template(**facts | numbers)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("fact", CONFUSING)
def test_render__leaves_facts_untouched(all_messages: Mapping[str, MessageTemplate], fact: str, lang: str) -> None:
    touched = {}
    for template in all_messages.values():
        names = sorted(template.placeholders - ({COUNT} if template.plural is not None else set()))
        # A mark for each fact shows where it belongs; no mark is in any sentence, or within another mark.
        marks = {name: f"ZQ{number}X" for number, name in enumerate(names)}
        facts = {name: f"{fact}{number}" for number, name in enumerate(names)}
        for count in (1, 1200):
            expected = filled(template, marks, count).render(lang)
            for name, mark in marks.items():
                assert mark in expected, (template.id, name)
            for name, mark in marks.items():
                expected = expected.replace(repr(mark), repr(facts[name])).replace(mark, facts[name])
            text = filled(template, facts, count).render(lang)
            if text != expected:
                touched[template.id] = text
    assert touched == {}
