"""Answers of ``danhmuc elements list``: unbound columns, differing elements, what a code touches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..language import language, render
from ..messages.answers import AnswersText
from ..messages.elements import ElementsCommandText
from ..output.json import print_json
from ..output.table import print_table
from ..output.text import print_line
from ..output.words import convention_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry.dictionary.dictionary_rows import DifferingElements, TouchedField, UnboundField
    from danhmuc.registry.dictionary.naming_rules import NameFault


def print_unbound(rows: Sequence[UnboundField], *, as_json: bool) -> None:
    """Columns that seem to use a shared list."""
    if as_json:
        print_json([row.as_dict() for row in rows])
        return
    headings = (
        ElementsCommandText.SHARED_LIST,
        ElementsCommandText.COLUMN,
        AnswersText.TITLED,
        ElementsCommandText.WHY,
        ElementsCommandText.CODES_OF_LIST,
    )
    print_table(
        [*map(render, headings), "IRI"],
        [
            (
                row.list_token,
                row.column or "–",
                row.title or "–",
                ", ".join(render(ElementsCommandText.BINDING_REASONS[reason]) for reason in row.reasons),
                str(row.shared),
                row.owner,
            )
            for row in rows
        ],
        numbers=frozenset({4}),
    )
    print_line(render(ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))), err=True)


def print_differing(groups: Sequence[DifferingElements], *, as_json: bool) -> None:
    """Data elements of one name, side by side."""
    if as_json:
        print_json([group.as_dict() for group in groups])
        return
    from danhmuc.registry.data_elements.descriptor_texts import datatype_names
    from danhmuc.registry.data_elements.field_texts import domain_texts

    headings = (
        AnswersText.TITLED,
        ElementsCommandText.DATATYPE,
        ElementsCommandText.UNIT,
        ElementsCommandText.VALUES,
        ElementsCommandText.DEFINITION,
        AnswersText.SOURCE,
    )
    for group in groups:
        name = next((one.title for one in group.elements if one.title is not None), group.key)
        members = tuple(ElementsCommandText.COMPARED[member]() for member in group.differences)
        print_line(render(ElementsCommandText.GROUP(name=name, members=members)), bold=True)
        print_table(
            [*map(render, headings), "IRI"],
            [
                (
                    one.title or "–",
                    "; ".join(datatype_names(replace(one.domain, datatype=one.datatype), language())) or "–",
                    one.unit or "–",
                    "; ".join(domain_texts(replace(one.domain, unit=None), language())) or "–",
                    one.definition or "–",
                    one.source,
                    one.iri,
                )
                for one in group.elements
            ],
        )
    print_line(render(ElementsCommandText.ELEMENTS_COUNTED(count=len(groups))), err=True)


def print_name_faults(rows: Sequence[NameFault], convention: str | None, *, as_json: bool) -> None:
    """Technical names that break a rule, and the convention by which they do."""
    if as_json:
        print_json([row.as_dict() for row in rows])
        return
    print_table(
        [*map(render, (ElementsCommandText.COLUMN, ElementsCommandText.WHY, AnswersText.SOURCE)), "IRI"],
        [
            (row.name or "–", render(ElementsCommandText.NAMING_FAULTS[row.fault]), row.source, row.owner)
            for row in rows
        ],
    )
    print_line(convention_text(convention), err=True)
    print_line(render(ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))), err=True)


def print_touched(rows: Sequence[TouchedField], *, as_json: bool) -> None:
    """Columns and data elements that a changed code touches."""
    if as_json:
        print_json([row.as_dict() for row in rows])
        return
    why = (ElementsCommandText.BOUND, ElementsCommandText.BINDING_REASONS["codes"])
    print_table(
        [*map(render, (ElementsCommandText.COLUMN, AnswersText.TITLED, ElementsCommandText.WHY)), "IRI"],
        [(row.column or "–", row.title or "–", render(why[not row.is_bound]), row.owner) for row in rows],
    )
    for dataset in sorted({dataset for row in rows for dataset in row.datasets}):
        print_line(f"  {dataset}")
    print_line(render(ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))), err=True)
