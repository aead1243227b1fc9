"""Messages as JSON has them: an id and its facts, for the database and for whoever shows them later.

A text is a string, a number a number, a list a list; ``{"day": …}``, ``{"id": …, "facts": …}`` and ``{"texts": …}``
are days, messages and texts by language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from .values import Fact, Message, Sentence, TextByLanguage, declared, message

__all__ = ["from_json", "message_from_json", "to_json"]

_UNKNOWN: Final = message("message-unknown", "{id}, a message of another edition of danhmuc ({facts})")


def to_json(sentence: Sentence, keep: Callable[[TextByLanguage], object] | None = None) -> dict[str, object]:
    """A sentence as JSON has it.

    Args:
        keep: what stands for a text by language, where that is kept elsewhere; the texts themselves without it.

    >>> to_json(message("example-place", "line {line} of {file}")(line=3, file="a.ttl"))
    {'id': 'example-place', 'facts': {'line': 3, 'file': 'a.ttl'}}
    """
    if isinstance(sentence, TextByLanguage):
        return {"texts": dict(sentence.texts) if keep is None else keep(sentence)}
    return {"id": sentence.id, "facts": {name: _fact(fact, keep) for name, fact in sentence.facts.items()}}


def _fact(fact: Fact, keep: Callable[[TextByLanguage], object] | None) -> object:
    if isinstance(fact, date):
        return {"day": fact.isoformat()}
    if isinstance(fact, tuple):
        return [_fact(one, keep) for one in fact]
    return fact if isinstance(fact, str | int) else to_json(fact, keep)


def from_json(value: Mapping[str, object], find: Callable[[object], TextByLanguage] | None = None) -> Sentence:
    """The sentence that JSON has; one that this edition does not know says so.

    Args:
        find: the text by language for what stands in its place; see `to_json`.
    """
    if "texts" in value:
        texts = value["texts"]
        if find is not None:
            return find(texts)
        assert isinstance(texts, Mapping)
        return TextByLanguage({str(lang): str(text) for lang, text in texts.items()})
    given = value.get("facts")
    assert isinstance(given, Mapping)
    facts: dict[str, Fact] = {str(name): _read_fact(fact, find) for name, fact in given.items()}
    template = declared().get(str(value["id"]))
    if template is None or template.placeholders != facts.keys():
        return _UNKNOWN(id=str(value["id"]), facts=tuple(facts.values()))
    return Message(template, facts)


def message_from_json(value: Mapping[str, object]) -> Message:
    """The message that JSON has, where it can be no text by language: a reason, for one."""
    found = from_json(value)
    assert isinstance(found, Message), "a message was stored"
    return found


def _read_fact(value: object, find: Callable[[object], TextByLanguage] | None) -> Fact:
    if isinstance(value, list):
        return tuple(_read_fact(one, find) for one in value)
    if isinstance(value, Mapping):
        return date.fromisoformat(str(value["day"])) if "day" in value else from_json(value, find)
    assert isinstance(value, str | int)
    return value
