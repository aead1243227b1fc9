"""Convert messages to JSON and back: an id and its facts, for the database and for other programs.

Texts are strings, numbers numbers, lists lists; ``{"day": …}``, ``{"id": …, "facts": …}`` and ``{"texts": …}`` are
days, messages and texts by language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

from .values import Fact, Message, MessageTemplate, Sentence, TextByLanguage, declared_messages, message

_ROOMS: Final = ("danhmuc.vocab.messages", "danhmuc.shapes.messages", "danhmuc.registry.messages")
"""Packages of the messages that may be stored."""
_UNKNOWN: Final = message("message-unknown", "{id}, a message of another edition of danhmuc ({facts})")


def to_json(sentence: Sentence, keep: Callable[[TextByLanguage], object] | None = None) -> dict[str, object]:
    """Convert a sentence to a dict for JSON.

    Args:
        keep: stores a text by language elsewhere and returns its reference; without it the texts stand here.

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
    """Read a sentence from a dict of JSON; an id that this version does not know becomes a message about it.

    Args:
        find: returns the text by language for its reference; see `to_json`.
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
    template = _template(str(value["id"]))
    if template is None or template.placeholders != facts.keys():
        return _UNKNOWN(id=str(value["id"]), facts=tuple(facts.values()))
    return Message(template, facts)


def _template(id: str) -> MessageTemplate | None:  # noqa: A002 - what it is
    if id not in declared_messages():
        _declare_all()
    return declared_messages().get(id)


@cache
def _declare_all() -> None:
    """Import all files of messages: any of them may have declared what was stored by another process."""
    from importlib import import_module
    from pkgutil import iter_modules

    for room in _ROOMS:
        for module in iter_modules(import_module(room).__path__, f"{room}."):
            import_module(module.name)


def message_from_json(value: Mapping[str, object]) -> Message:
    """Read a message from a dict of JSON that cannot be a text by language, such as a reason."""
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
