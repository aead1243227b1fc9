"""Colours of marked cells: rules of conditional formatting, which leave the cells' own formats as they are.

Rows that are inserted later carry them along, and taking them off is removing the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity

from .cell_places import areas_text
from .xml_part import XmlElement, XmlPart, number_of

CONDITION: Final = '"danhmuc"="danhmuc"'
"""The expression of our rules: always true, and nobody else's."""
SHEET_ORDER: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF"),
)
"""Children of a sheet, in their order, as far as anything is added."""
_X14_RULE: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main cfRule"
_AREAS_EACH: Final = 500
"""Areas of one element: programs do not take lists of any length."""


def add_colours(
    part: XmlPart, cells: Mapping[ReportedSeverity, Sequence[tuple[int, int]]], formats: Mapping[ReportedSeverity, int]
) -> None:
    """Colour cells of a sheet.

    Args:
        cells: row and column by severity, each cell once.
        formats: the differential format of each severity.
    """
    blocks = [
        (severity, areas[at : at + _AREAS_EACH])
        for severity in REPORTED_SEVERITIES
        if (areas := areas_text(cells.get(severity, ())))
        for at in range(0, len(areas), _AREAS_EACH)
    ]
    if not blocks:
        return
    rules = list(_rules(part.root))
    first = 1
    if any(_is_true(rule.attributes.get("pivot", "")) for rule in rules):
        # Pivot tables find their rules by priority, so that no number may move.
        first = max((number_of(rule, "priority") or 0 for rule in rules), default=0) + 1
    else:
        for rule in rules:
            priority = number_of(rule, "priority")
            if priority is not None:
                part.set_attribute(rule, "priority", str(priority + len(blocks)))
    outer, inner, formula = part.tag("conditionalFormatting"), part.tag("cfRule"), part.tag("formula")
    markup = "".join(
        f'<{outer} sqref="{" ".join(areas)}"><{inner} type="expression" dxfId="{formats[severity]}" '
        f'priority="{first + number}"><{formula}>{CONDITION}</{formula}></{inner}></{outer}>'
        for number, (severity, areas) in enumerate(blocks)
    )
    part.insert(part.root, "conditionalFormatting", SHEET_ORDER, markup)


def remove_colours(part: XmlPart) -> bool:
    """Remove our rules from a sheet, and tell whether there were any."""
    removed = False
    for block in part.root.children_named("conditionalFormatting"):
        rules = list(block.children_named("cfRule"))
        ours = [rule for rule in rules if _is_ours(rule)]
        removed = removed or bool(ours)
        if ours and len(ours) == len(rules):
            part.remove(block)
        else:
            for rule in ours:
                part.remove(rule)
    return removed


def _is_ours(rule: XmlElement) -> bool:
    formula = rule.child("formula")
    return formula is not None and "".join(formula.text.split()) == CONDITION


def _rules(root: XmlElement) -> Iterator[XmlElement]:
    for block in root.children_named("conditionalFormatting"):
        yield from block.children_named("cfRule")
    for extension in root.children_named("extLst"):
        yield from extension.below(_X14_RULE)


def _is_true(text: str) -> bool:
    return text in {"1", "true"}
