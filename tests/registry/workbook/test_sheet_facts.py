"""Facts of sheets: what is taken out of their XML before it is parsed changes none."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from danhmuc.registry.workbook.opened_book import SheetFacts, open_package, read_facts
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading.notes import Notes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="00"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def facts_of(rows: str, *, styles: str = STYLES) -> SheetFacts:
    """The facts of the one sheet of a book."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/s.xml"/></Relationships>',
        "xl/styles.xml": styles,
        "xl/worksheets/s.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    data = BytesIO()
    with ZipFile(data, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    notes = Notes("x.xlsx")
    return read_facts(open_package(data.getvalue(), notes), notes).sheets["S"]


ROWS = (
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>7</v></c><c r="C2" s="0" t="n"><v>7.5</v></c>'
    '<c r="D2" t="e"><v>#N/A</v></c><c r="E2"><f>A1</f></c><c r="F2" t="str"><f>A1</f><v>x</v></c></row>'
    '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>&#244; &amp; x</t></is></c><c r="B3" s="1" t="n"><v>1</v></c>'
    '<c r="C3" s="1" t="s"><v>1</v></c><c r="D3" s="1" t="inlineStr"><is><t>1</t></is></c><c r="E3" s="1"/></row>'
)


@pytest.mark.parametrize("between", ["", "\n  ", "<!-- -->"], ids=["tight", "indented", "with comments"])
def test_facts__are_those_of_each_cell(between: str) -> None:
    facts = facts_of(ROWS.replace("<c ", f"{between}<c ").replace("</row>", f"{between}</row>"))
    assert facts == SheetFacts(
        hidden={3},
        unsaved={(2, 5)},
        errors={(2, 4)},
        zeros={(2, 2): 2, (3, 2): 2},
        last_row=3,
        last_column=6,
    )


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="XFC9" s="1"/><c><v>1</v></c>',
        '<c r="XFB9" s="1" t="n"></c><c r="XFC9" s="1"></c><c><v>1</v></c>',
        '<c r="XFC9" t="s"><v>1</v></c><c><v>1</v></c>',
        '<c r="XFC9" t="s"><v>1</v></c><!-- --><c><v>1</v></c>',
        '<c r="xfd9"><v>1</v></c>',
        '<c r="XFD9" t="s"><v>1</v></c><c r="A9" t="s"><v>1</v></c>',
    ],
)
def test_facts__area_of_the_values_is_never_too_small(cells: str) -> None:
    # The library that reads the values makes room for all of the area.
    facts = facts_of(f'<row r="9">{cells}</row>')
    assert (facts.last_row, facts.last_column) == (9, 16_384)


def test_facts__row_of_a_cell_counts_where_it_is_another() -> None:
    assert facts_of('<row r="1"><c r="A9" t="s"><v>1</v></c></row>').last_row == 9


@pytest.mark.parametrize("name", ["$A$1", "A1:B2", "", "A-1", "AAAA1", "A12345678"])
def test_facts__cell_without_a_place_is_no_cell(name: str) -> None:
    with pytest.raises(DocumentError):
        facts_of(f'<row r="1"><c r="{name}"><v>1</v></c></row>')
