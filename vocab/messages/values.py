"""Messages as values: a template with an id, and the facts that fill it.

Knows no language but English, and not where messages are shown. No dataclasses and no paths here or in `catalogues`:
importing those costs `danhmuc --help` more than all of its messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias, overload

from .catalogues import languages
from .rendering import fill

if TYPE_CHECKING:
    from datetime import date


Fact: TypeAlias = "str | int | date | Message | TextByLanguage | tuple[Fact, ...]"
"""A fact of a message: text, a number, a day, another message, a text by language, or a list of these."""
Sentence: TypeAlias = "Message | TextByLanguage"
"""A message of danhmuc's own, or a text from outside, such as a profile's."""

COUNT: Final = "count"
"""The fact that decides between singular and plural."""
_PLACEHOLDER: Final = re.compile(r"\{(\w+)(?:!r|:d)?\}")
_DECLARED: Final[dict[str, MessageTemplate]] = {}
_set: Final = object.__setattr__


class MessageTemplate:
    """A message without its facts; called with them, it returns the `Message`.

    A placeholder is the name of a fact in braces. ``{name!r}`` quotes a text, ``{run:d}`` writes a number without
    thousands separators, such as an id or a line.

    Attributes:
        id: its stable name, never used again for anything else.
        english: the sentence; of a message with a plural, the singular.
        plural: the English sentence for any number but one; None if the message has no plural.
    """

    id: str
    english: str
    plural: str | None

    def __init__(self, id: str, english: str, plural: str | None = None) -> None:  # noqa: A002 - what it is
        self.__dict__.update(id=id, english=english, plural=plural)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a message is declared once."""
        raise AttributeError(f"{name} of a message cannot be set")

    def __call__(self, **facts: Fact) -> Message:
        """The message with these facts.

        Raises:
            TypeError: a fact is missing or unknown.
        """
        if facts.keys() != self.placeholders:
            raise TypeError(f"message {self.id!r} has the facts {sorted(self.placeholders)}, not {sorted(facts)}")
        return Message(self, facts)

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """Names of the facts."""
        found = frozenset(_PLACEHOLDER.findall(self.english + (self.plural or "")))
        return found if self.plural is None else found | {COUNT}

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by value, so that any process can render it."""
        return (MessageTemplate, (self.id, self.english, self.plural))


class Message:
    """A sentence not yet in any language: its template and its facts.

    ``str`` returns its English.
    """

    __slots__ = ("_texts", "facts", "template")

    template: MessageTemplate
    facts: Mapping[str, Fact]
    _texts: dict[str, str] | None

    def __init__(self, template: MessageTemplate, facts: Mapping[str, Fact]) -> None:
        _set(self, "template", template)
        _set(self, "facts", facts)
        _set(self, "_texts", None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a message is a value."""
        raise AttributeError(f"{name} of a message cannot be set")

    def __reduce__(self) -> tuple[object, ...]:
        return (Message, (self.template, self.facts))

    @property
    def id(self) -> str:
        """The stable name of the message."""
        return self.template.id

    def render(self, lang: str) -> str:
        """The text in a language; in English if there is no translation."""
        texts = self._texts
        if texts is None:
            # Many results share one message, so its text is made once.
            texts = {}
            _set(self, "_texts", texts)
        text = texts.get(lang)
        if text is None:
            text = texts[lang] = fill(self.template, self.facts, lang)
        return text

    def by_language(self) -> dict[str, str]:
        """The text in every available language."""
        return {lang: self.render(lang) for lang in languages()}

    def __str__(self) -> str:
        return self.render("en")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return self.id == other.id and self.facts == other.facts

    def __hash__(self) -> int:
        return hash((self.id, frozenset(self.facts.items())))

    def __repr__(self) -> str:
        facts = "".join(f", {name}={fact!r}" for name, fact in self.facts.items())
        return f"Message({self.id!r}{facts})"


class TextByLanguage:
    """A text from outside in one or more languages, such as the message of a rule in a profile.

    Attributes:
        texts: text by language tag; "" for one without a language.
    """

    __slots__ = ("texts",)

    texts: Mapping[str, str]

    def __init__(self, texts: Mapping[str, str]) -> None:
        _set(self, "texts", texts)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: a text by language is a value."""
        raise AttributeError(f"{name} of a text cannot be set")

    def __reduce__(self) -> tuple[object, ...]:
        return (TextByLanguage, (self.texts,))

    def render(self, lang: str) -> str:
        """The text in a language, else in English, else in any."""
        found = self.texts.get(lang) or self.texts.get("en")
        return found if found else next(iter(self.texts.values()), "")

    def by_language(self) -> dict[str, str]:
        """The text in every language of danhmuc."""
        return {lang: self.render(lang) for lang in languages()}

    def __str__(self) -> str:
        return self.render("en")

    def __eq__(self, other: object) -> bool:
        return self.texts == other.texts if isinstance(other, TextByLanguage) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self.texts.items()))

    def __repr__(self) -> str:
        return f"TextByLanguage({dict(self.texts)!r})"


@overload
def message(english: str, /) -> MessageTemplate: ...
@overload
def message(id: str, english: str) -> MessageTemplate: ...
def message(id: str, english: str | None = None) -> MessageTemplate:  # noqa: A002 - what it is
    """Declare a message; an attribute of `Messages` needs no id.

    >>> message("example-greeting", "{name} has {files} files")(name="hue", files=1200).render("en")
    'hue has 1,200 files'
    """
    return MessageTemplate("", id) if english is None else _declare(MessageTemplate(id, english))


@overload
def plural(one: str, other: str, /) -> MessageTemplate: ...
@overload
def plural(id: str, one: str, other: str) -> MessageTemplate: ...
def plural(id: str, one: str, other: str | None = None) -> MessageTemplate:  # noqa: A002
    """Declare a message whose fact ``count`` decides between singular and plural.

    >>> records = plural("example-records", "{count} record", "{count} records")
    >>> [records(count=number).render("en") for number in (0, 1, 1200)]
    ['0 records', '1 record', '1,200 records']
    """
    return MessageTemplate("", id, one) if other is None else _declare(MessageTemplate(id, one, other))


class Messages:
    """The messages of one subject, as attributes of a class that has no objects.

    The id of a message is its name, after the prefix of the class, unless it states another one.

    >>> class Example(Messages, prefix="example"):
    ...     FILE_READ = message("{file} was read")
    >>> Example.FILE_READ.id, str(Example.FILE_READ(file="a.ttl"))
    ('example-file-read', 'a.ttl was read')
    """

    def __init_subclass__(cls, prefix: str = "") -> None:
        """Give each message that has no id the one made of its name."""
        for name, template in vars(cls).items():
            if isinstance(template, MessageTemplate) and not template.id:
                _set(template, "id", "-".join(filter(None, (prefix, *name.lower().split("_")))))
                _declare(template)


def declared_messages() -> Mapping[str, MessageTemplate]:
    """All messages of the modules that are imported, by id."""
    return _DECLARED


def _declare(template: MessageTemplate) -> MessageTemplate:
    declared = _DECLARED.setdefault(template.id, template)
    if (declared.english, declared.plural) != (template.english, template.plural):
        raise ValueError(f"two messages have the id {template.id!r}")
    return declared
