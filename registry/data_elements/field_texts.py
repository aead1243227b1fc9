"""Texts of what limits the values of a column: its lengths, bounds and codes, and whether it is required or a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..messages.dictionary_report import DictionaryReportText
from ..record.table_draft import ColumnDraft, ValueDomainDraft
from .descriptor_texts import domain_limits, domain_range

_CODES_SHOWN: Final = 30
"""Enumerated codes that are listed; of the others the number is."""


def field_conditions(field: ColumnDraft, lang: str) -> Iterator[str]:
    """The conditions for a value beside its value domain: key, required, unique, reference."""
    if field.is_primary_key:
        yield DictionaryReportText.PRIMARY_KEY().render(lang)
    if field.is_required:
        yield DictionaryReportText.REQUIRED().render(lang)
    if field.is_unique:
        yield DictionaryReportText.UNIQUE().render(lang)
    if field.references is not None:
        yield DictionaryReportText.REFERS_TO(target=field.references).render(lang)


def domain_texts(domain: ValueDomainDraft, lang: str) -> Iterator[str]:
    """Lengths, digits, format, unit and bounds, then the list and the codes."""
    yield from limit_texts(domain, lang)
    if domain.code_list is not None:
        yield domain.code_list
    yield from code_texts(domain, lang)


def limit_texts(domain: ValueDomainDraft, lang: str | None) -> Iterator[str]:
    """Lengths, digits, format, unit and bounds, in the words of a language; None for without words."""
    yield from domain_limits(domain, lang)
    bounds = domain_range(domain)
    if bounds is not None:
        yield bounds


def code_texts(domain: ValueDomainDraft, lang: str) -> Iterator[str]:
    """The first enumerated codes with their labels, and the number of the others."""
    for value, label in domain.codes[:_CODES_SHOWN]:
        yield value if label is None else f"{value}: {label}"
    if len(domain.codes) > _CODES_SHOWN:
        yield DictionaryReportText.CODES_MORE(count=len(domain.codes) - _CODES_SHOWN).render(lang)
