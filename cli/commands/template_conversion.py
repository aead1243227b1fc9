"""The answer of ``danhmuc template FILE --from WORKBOOK``: what went where, and what a person has to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..language import language, render
from ..messages.template import TemplateText
from ..output.json import print_json
from ..output.table import print_table
from ..output.text import print_line

if TYPE_CHECKING:
    from danhmuc.registry import ConvertedWorkbook


_SHOWN: Final = 40
"""Columns that are listed; the sheet in the new workbook, and JSON, have all."""
_REFUSED: Final = 10


def print_converted(converted: ConvertedWorkbook, *, as_json: bool) -> None:
    """Print what went where."""
    from danhmuc.registry.record.locations import MOVED_TITLES  # heavy

    if as_json:
        print_json(converted.as_dict())
        return
    path = converted.template.path
    print_line(render(TemplateText.MOVED(path=path, source=converted.source)))
    if converted.columns:
        print_line("")
        heads = (
            TemplateText.MOVED_OLD,
            TemplateText.MOVED_HEADING,
            TemplateText.MOVED_SHEET,
            TemplateText.MOVED_COLUMN,
            TemplateText.MOVED_VALUES,
            TemplateText.MOVED_HOW,
        )
        print_table(
            [render(one()) for one in heads],
            [
                (one.old_sheet, one.heading or one.cell, one.sheet or "–", one.column or "–", str(one.values), how)
                for one in converted.columns[:_SHOWN]
                for how in (render(one.how_words),)
            ],
            numbers=frozenset({4}),
        )
        if len(converted.columns) > _SHOWN:
            more = TemplateText.MOVED_MORE(count=len(converted.columns) - _SHOWN, sheet=MOVED_TITLES[language()])
            print_line(render(more))
    print_line("")
    for one in converted.notes:
        print_line(render(one))
    for proposal in converted.proposals:
        said = TemplateText.PROPOSED(
            old=proposal.old_sheet, column=proposal.column, value=proposal.value, basis=proposal.basis
        )
        print_line(f"  {render(said)}")
    for sheet, row in converted.refused[:_REFUSED]:
        print_line(f"  {render(TemplateText.REFUSED_ROW(sheet=sheet, row=row))}")
    print_line(render(TemplateText.NEXT(path=path)))
