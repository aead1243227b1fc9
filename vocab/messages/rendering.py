"""Render a message in a language: fill the sentence of its catalogue with facts in the format of the language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final, Protocol, runtime_checkable

from .catalogues import sentence

_PIECE: Final = re.compile(r"\{(\w+)(!r|:d)?\}")


class _Template(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def english(self) -> str: ...
    @property
    def plural(self) -> str | None: ...


@runtime_checkable
class _Renderable(Protocol):
    def render(self, lang: str) -> str: ...


def fill(template: _Template, facts: Mapping[str, Any], lang: str) -> str:
    """Fill a sentence with its facts; placeholders inside facts are ignored."""
    number = facts["count"] if template.plural is not None else None
    pieces = _pieces(sentence(template.id, template.english, template.plural, number, lang))
    if len(pieces) == 1:
        return pieces[0]
    parts = list(pieces[::3])
    for at, (name, form) in enumerate(zip(pieces[1::3], pieces[2::3], strict=True)):
        parts[at] += _fact_text(facts[name], form, lang)
    return "".join(parts)


@cache
def _pieces(text: str) -> tuple[str, ...]:
    """Text, name of a fact, form of it, text, …"""
    return tuple(_PIECE.split(text))


def _fact_text(fact: object, form: str | None, lang: str) -> str:
    if isinstance(fact, str):
        return repr(fact) if form == "!r" else fact
    if isinstance(fact, int):
        return str(fact) if form == ":d" else number_text(fact, lang)
    if isinstance(fact, date):
        return day_text(fact, lang)
    if isinstance(fact, tuple):
        return list_text([_fact_text(one, form, lang) for one in fact], lang)
    if isinstance(fact, _Renderable):
        return fact.render(lang)
    raise TypeError(f"{type(fact).__name__} cannot be a fact of a message")


def number_text(number: int, lang: str) -> str:
    """A number with the thousands separator of the language.

    >>> number_text(12345, "en"), number_text(12345, "vi")
    ('12,345', '12.345')
    """
    return f"{number:,}".replace(",", _format("THOUSANDS", lang))


def day_text(day: date, lang: str) -> str:
    """A day in the format of the language.

    >>> day_text(date(2026, 3, 31), "en"), day_text(date(2026, 3, 31), "vi")
    ('2026-03-31', '31/03/2026')
    """
    pattern = _format("DAY", lang)
    parts = {"year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
    return pattern.format(**parts)


def month_text(month: str, lang: str) -> str:
    """A month such as ``2026-03`` in the format of the language.

    >>> month_text("2026-03", "en"), month_text("2026-03", "vi")
    ('2026-03', '03/2026')
    """
    year, _, number = month.partition("-")
    return _format("MONTH", lang).format(year=year, month=number)


def list_text(parts: list[str], lang: str) -> str:
    """Parts joined by the separator of the language."""
    return _format("LIST", lang).join(parts)


def _format(name: str, lang: str) -> str:
    """The sentence of one of the `formats`, which is filled here and not by `fill`."""
    from .formats import FormatsText  # imports this module, as all modules that declare messages do

    template = getattr(FormatsText, name)
    return sentence(template.id, template.english, None, None, lang)
