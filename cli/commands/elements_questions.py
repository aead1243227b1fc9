"""Answers of ``danhmuc elements list``: elements, schemas, unbound columns, differing elements, what a code touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..answer import CommandAnswer, Line, ShownColumn, Table
from ..language import language, render
from ..messages.elements import ElementsCommandText
from ..messages.program import AnswersText
from ..output.words import convention_message, state_text

if TYPE_CHECKING:
    from danhmuc.registry.dictionary.data_dictionary import Dictionary
    from danhmuc.registry.dictionary.dictionary_rows import DifferingElements, ListedElement, TouchedField

_VERDICTS: Final[Mapping[bool | None, str | None]] = {None: None, True: "accepted", False: "submitted"}
_LISTED: Final = (
    ShownColumn(ElementsCommandText.KIND, lambda row: _kind(row.kind)),
    ShownColumn(AnswersText.TITLED, lambda row: row.title or row.name or "–"),
    ShownColumn(ElementsCommandText.COLUMNS, lambda row: str(row.columns), is_number=True),
    ShownColumn(AnswersText.STATE, lambda row: state_text(row.state)),
    ShownColumn(AnswersText.VERDICT_HEADING, lambda row: state_text(_VERDICTS[row.accepted])),
    ShownColumn(AnswersText.SOURCE, lambda row: row.source),
    ShownColumn("IRI", lambda row: row.iri),
)
_UNBOUND: Final = (
    ShownColumn(ElementsCommandText.SHARED_LIST, lambda row: row.list_token),
    ShownColumn(ElementsCommandText.COLUMN, lambda row: row.column or "–"),
    ShownColumn(AnswersText.TITLED, lambda row: row.title or "–"),
    ShownColumn(
        ElementsCommandText.WHY,
        lambda row: ", ".join(render(ElementsCommandText.BINDING_REASONS[reason]) for reason in row.reasons),
    ),
    ShownColumn(ElementsCommandText.CODES_OF_LIST, lambda row: str(row.shared), is_number=True),
    ShownColumn("IRI", lambda row: row.owner),
)
_FAULTS: Final = (
    ShownColumn(ElementsCommandText.COLUMN, lambda row: row.name or "–"),
    ShownColumn(ElementsCommandText.WHY, lambda row: render(ElementsCommandText.NAMING_FAULTS[row.fault])),
    ShownColumn(AnswersText.SOURCE, lambda row: row.source),
    ShownColumn("IRI", lambda row: row.owner),
)
_TOUCHED: Final = (
    ShownColumn(ElementsCommandText.COLUMN, lambda row: row.column or "–"),
    ShownColumn(AnswersText.TITLED, lambda row: row.title or "–"),
    ShownColumn(
        ElementsCommandText.WHY,
        lambda row: render(ElementsCommandText.BOUND if row.is_bound else ElementsCommandText.BINDING_REASONS["codes"]),
    ),
    ShownColumn("IRI", lambda row: row.owner),
)


def listed_answer(rows: Sequence[ListedElement], schemas: int) -> CommandAnswer:
    """Data elements or table schemas.

    Args:
        schemas: how many table schemas to point at, where there is no data element.
    """
    notes = [ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))]
    if schemas:
        notes.append(ElementsCommandText.SCHEMAS_THERE(count=schemas))
    return CommandAnswer(data=rows, parts=[Table(_LISTED, rows)], notes=notes)


def unbound_answer(dictionary: Dictionary) -> CommandAnswer:
    """Columns that seem to use a shared list."""
    rows = dictionary.find_unbound()
    counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))
    return CommandAnswer(data=rows, parts=[Table(_UNBOUND, rows)], notes=[counted])


def differing_answer(dictionary: Dictionary) -> CommandAnswer:
    """Data elements of one name, side by side."""
    groups = dictionary.find_differences()
    counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(groups))
    return CommandAnswer(data=groups, parts=_differing_parts(groups), notes=[counted])


def _differing_parts(groups: Sequence[DifferingElements]) -> Iterator[Line | Table]:
    from danhmuc.registry.data_elements.descriptors import datatype_names, domain_texts

    columns = (
        ShownColumn(AnswersText.TITLED, lambda one: one.title or "–"),
        ShownColumn(
            ElementsCommandText.DATATYPE,
            lambda one: "; ".join(datatype_names(replace(one.domain, datatype=one.datatype), language())) or "–",
        ),
        ShownColumn(ElementsCommandText.UNIT, lambda one: one.unit or "–"),
        ShownColumn(
            ElementsCommandText.VALUES,
            lambda one: "; ".join(domain_texts(replace(one.domain, unit=None), language())) or "–",
        ),
        ShownColumn(ElementsCommandText.DEFINITION, lambda one: one.definition or "–"),
        ShownColumn(AnswersText.SOURCE, lambda one: one.source),
        ShownColumn("IRI", lambda one: one.iri),
    )
    for group in groups:
        name = next((one.title for one in group.elements if one.title is not None), group.key)
        members = tuple(ElementsCommandText.COMPARED[member]() for member in group.differences)
        yield Line(render(ElementsCommandText.GROUP(name=name, members=members)), bold=True)
        yield Table(columns, group.elements)


def name_faults_answer(dictionary: Dictionary, convention: str | None) -> CommandAnswer:
    """Technical names that break a rule, and the convention by which they do."""
    rows = dictionary.find_name_faults(convention=convention)
    named = convention_message(convention or dictionary.naming_convention)
    return CommandAnswer(
        data=rows, parts=[Table(_FAULTS, rows)], notes=[named, ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))]
    )


def touched_answer(dictionary: Dictionary, token: str, code: str) -> CommandAnswer:
    """Columns and data elements that a changed code touches."""
    rows = dictionary.find_touched(token, code)
    counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))
    return CommandAnswer(data=rows, parts=_touched_parts(rows), notes=[counted])


def _touched_parts(rows: Sequence[TouchedField]) -> Iterator[Line | Table]:
    yield Table(_TOUCHED, rows)
    for dataset in sorted({dataset for row in rows for dataset in row.datasets}):
        yield Line(f"  {dataset}")


def _kind(name: str) -> str:
    return render(ElementsCommandText.KINDS[name]) if name in ElementsCommandText.KINDS else name
