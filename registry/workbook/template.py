"""Write the template: an empty or prefilled workbook with headings, help, drop-downs and checks.

Write the template: an empty or prefilled workbook with headings, help, drop-downs and what must be filled in.

The same input gives the same bytes. What people typed is written as text, so that nothing of it becomes a formula or a
link.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Final, Literal

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import languages, system_reason
from danhmuc.vocab.messages.errors import ErrorsText

from ..messages.workbooks import WorkbooksText
from ..store.target import make_readable, refuse_targets
from .book_reading import code_lists_of
from .book_rows import GUIDE_TITLES
from .cell_values import AGENCY_CODE, KEPT_SHEET, KeptStatements, kept_rows, shown_name
from .fixed_package import with_fixed_dates
from .headings import ABOUT_SHEET, EXTENT_LABELS, EXTENTS, TEMPLATE_VERSION
from .sheet_shapes import DEFAULT_PROFILE, ColumnShape, SheetShape, WorkbookShape, text_in, workbook_shape

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# ---------------------------------------------------------------- plain sheets
# Sheets of plain text in a workbook, such as what went where: nothing of them becomes a formula or a link.

_FONT: Final = "Calibri"
_HEAD_FILL: Final = "DDEBF7"


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row: its texts from column A on, and what it is."""

    texts: Sequence[str]
    kind: Literal["title", "note", "head", "text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSheet:
    """A sheet of text.

    Attributes:
        widths: of the columns, in letters; further ones are as wide as the last.
        frozen: number of rows at the top that stay in sight, and have a filter; 0 for none.
    """

    title: str
    widths: Sequence[int]
    rows: Sequence[PlainRow]
    frozen: int = 0


def write_plain_sheet(book: Workbook, sheet: PlainSheet) -> None:
    """Add the sheet to a workbook, behind those that it has."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    page: Any = book.create_sheet(sheet.title)
    line = Side(style="thin", color="A6A6A6")
    border = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    fonts = {
        "title": Font(name=_FONT, size=14, bold=True),
        "note": Font(name=_FONT, size=11),
        "head": Font(name=_FONT, size=11, bold=True),
        "text": Font(name=_FONT, size=11),
    }
    fill = PatternFill("solid", fgColor=_HEAD_FILL)
    width = max((len(one.texts) for one in sheet.rows), default=1)
    styles: dict[str, Any] = {}
    for number, row in enumerate(sheet.rows, 1):
        for place, text in enumerate(row.texts, 1):
            cell = page.cell(number, place)
            if text:
                cell.value = text
                cell.data_type = "s"
            if row.kind in styles:
                # Formats are looked up anew wherever they are set, which takes longer than all the rest.
                cell._style = copy(styles[row.kind])
                continue
            cell.font = fonts[row.kind]
            cell.number_format = "@"
            if row.kind in ("head", "text"):
                cell.alignment = wrapped
                cell.border = border
            if row.kind == "head":
                cell.fill = fill
            styles[row.kind] = cell._style
        if row.kind == "note":
            shown = min(width, max(len(sheet.widths), 1))
            page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=max(shown, 1))
            page.cell(number, 1).alignment = wrapped
            room = sum(sheet.widths)
            page.row_dimensions[number].height = 15 * max(1, -(-len(row.texts[0]) // max(room, 1)))
    for place in range(1, width + 1):
        page.column_dimensions[get_column_letter(place)].width = sheet.widths[min(place, len(sheet.widths)) - 1]
    if sheet.frozen:
        page.freeze_panes = page.cell(sheet.frozen + 1, 1)
        page.auto_filter.ref = f"A{sheet.frozen}:{get_column_letter(width)}{max(len(sheet.rows), sheet.frozen)}"
        page.print_title_rows = f"{sheet.frozen}:{sheet.frozen}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


# ---------------------------------------------------------------- template

LISTS_SHEET: Final = "_bang-ma"
HEADING_ROW: Final = 2
FILLED_ROWS: Final = 2_000
"""Rows below the headings that have formats and drop-downs."""
_MOST_LISTED: Final = 1_000
"""Codes of a list that a drop-down shows; longer lists are typed."""
_PROMPT: Final = 255
"""Characters that Excel allows for the help of a cell."""
_PROMPT_TITLE: Final = 32
_WIDTHS: Final[Mapping[str, int]] = {"date": 14, "iri": 40, "text": 32, "literal": 18, "concept": 28}
_FILLS: Final[Mapping[str, str]] = {"mandatory": "FCE4D6", "recommended": "FFF2CC", "optional": "E2EFDA"}
_NEEDS_A_LOOK: Final = "FFD966"
_NEEDS: Final = {
    "mandatory": WorkbooksText.NEED_MANDATORY,
    "recommended": WorkbooksText.NEED_RECOMMENDED,
    "optional": WorkbooksText.NEED_OPTIONAL,
}
_PRINTED: Final = 170
"""Width of columns that fit on a page of A4 in landscape and can be read."""
_TEXT_FORMAT: Final = "@"
_DATE_FORMAT: Final = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateOptions:
    """The agency and the language that a template is made for, and rows to fill in.

    Attributes:
        agency: code of the agency; empty if it is not known.
        agency_name: its name; empty if it is not known.
        language: of headings and help, ``vi`` or ``en``.
        rows: cells to fill in, by IRI of the sheet and of the column; from top to bottom.
        is_whole: whether the rows are all that there is.
        kept: statements of the rows' records that no column holds.
        coloured: cells that need a look: IRI of the sheet, number of the row among `rows`, IRI of the column.
        more: sheets about the rows, which stand behind the guide.
    """

    agency: str = ""
    agency_name: str = ""
    language: str = "vi"
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    is_whole: bool = False
    kept: Sequence[KeptStatements] = ()
    coloured: frozenset[tuple[str, int, str]] = frozenset()
    more: Sequence[PlainSheet] = ()


def template_bytes(shape: WorkbookShape, lists: Mapping[str, CodeList], options: TemplateOptions) -> bytes:
    """The bytes of an .xlsx.

    Args:
        lists: the code lists in force by their IRIs.
    """
    from openpyxl import Workbook  # takes time to import, and few commands need it

    book = Workbook()
    guide = book.active
    assert guide is not None
    _write_guide(guide, shape, options)
    listed = _write_lists(book, shape, lists, options.language)
    for one in options.more:
        write_plain_sheet(book, one)
    for sheet in shape.sheets:
        _write_sheet(book, sheet, listed, options)
    _write_about(book, shape, options)
    if options.kept:
        _write_kept(book, options.kept)
    # The lists stand behind what people see.
    book.move_sheet(LISTS_SHEET, offset=len(book.sheetnames))
    book.active = 0
    book.properties.creator = "danhmuc"
    book.properties.title = WorkbooksText.TEMPLATE_TITLE().render(options.language)
    saved = BytesIO()
    book.save(saved)
    return with_fixed_dates(saved.getvalue())


def book_id(shape: WorkbookShape, options: TemplateOptions) -> str:
    """The id of a book: that of agency and profile, so that the book of next year is the same source."""
    return hashlib.sha256(f"{shape.profile}\n{options.agency}".encode()).hexdigest()[:16]


def _write_about(book: Workbook, shape: WorkbookShape, options: TemplateOptions) -> None:
    sheet = book.create_sheet(ABOUT_SHEET)
    facts = {
        "book-id": book_id(shape, options),
        "agency": options.agency,
        "agency-name": options.agency_name,
        "profile": shape.profile,
        "profile-version": shape.version,
        "version": str(TEMPLATE_VERSION),
    }
    for number, (key, value) in enumerate(facts.items(), 1):
        _put(sheet, number, 1, key)
        _put(sheet, number, 2, value)
    sheet.sheet_state = "veryHidden"


def _write_kept(book: Workbook, kept: Sequence[KeptStatements]) -> None:
    sheet = book.create_sheet(KEPT_SHEET)
    for number, texts in enumerate(kept_rows(kept), 1):
        for place, text in enumerate(texts, 1):
            _put(sheet, number, place, text)
    sheet.sheet_state = "veryHidden"


def _write_guide(sheet: Worksheet, shape: WorkbookShape, options: TemplateOptions) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    language = options.language
    sheet.title = GUIDE_TITLES[language]
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 100
    sheet.sheet_view.showGridLines = False
    lines: list[tuple[str, str]] = [(WorkbooksText.TEMPLATE_TITLE().render(language), ""), ("", "")]
    extents = EXTENTS[language]
    lines += [(WorkbooksText.TEMPLATE_AGENCY().render(language), f"{options.agency} {options.agency_name}".strip())]
    lines += [(EXTENT_LABELS[language], extents[0] if options.is_whole else extents[1])]
    said = (
        WorkbooksText.TEMPLATE_EXTENT(whole=extents[0], part=extents[1]),
        WorkbooksText.TEMPLATE_ROWS(),
        WorkbooksText.TEMPLATE_VALUES(),
        WorkbooksText.TEMPLATE_RETIRED(),
        WorkbooksText.TEMPLATE_COMMANDS(),
    )
    lines += [("", one.render(language)) for one in said]
    lines += [("", "")]
    lines += [(text_in(one.title, language), text_in(one.help, language)) for one in shape.sheets]
    wrap = Alignment(wrap_text=True, vertical="top")
    for number, (left, right) in enumerate(lines, 1):
        _put(sheet, number, 1, left).font = Font(name=_FONT, bold=True, size=16 if number == 1 else 11)
        _put(sheet, number, 2, right).alignment = wrap
    for offset, need in enumerate(_FILLS, len(lines) + 2):
        cell = _put(sheet, offset, 1, _NEEDS[need]().render(language))
        cell.fill = PatternFill("solid", fgColor=_FILLS[need])
    choice = DataValidation(type="list", formula1='"' + ",".join(extents) + '"', allow_blank=False)
    sheet.add_data_validation(choice)
    choice.add("B4")
    sheet["B4"].fill = PatternFill("solid", fgColor=_FILLS["mandatory"])
    _set_up_print(sheet, landscape=False, pages=1)


def _write_lists(
    book: Workbook, shape: WorkbookShape, lists: Mapping[str, CodeList], language: str
) -> dict[tuple[str, ...], str]:
    """Write names and codes of all lists on a hidden sheet; returns the area of the names by the lists of a column."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(LISTS_SHEET)
    areas: dict[tuple[str, ...], str] = {}
    place = 1
    for one in shape.sheets:
        for column in one.columns:
            if column.kind not in ("concept", "agency") or column.code_lists in areas:
                continue
            found = [
                concept
                for iri in column.code_lists
                if iri in lists and len(lists[iri]) <= _MOST_LISTED
                for concept in lists[iri]
                if concept.status == "active"
            ]
            if not found:
                continue
            _put(sheet, 1, place, " ".join(column.code_lists))
            for number, concept in enumerate(found, 2):
                _put(sheet, number, place, shown_name(concept, language))
                _put(sheet, number, place + 1, concept.code)
            # Of agencies the code is what people write.
            shown = place + 1 if column.kind == "agency" else place
            letter = get_column_letter(shown)
            areas[column.code_lists] = f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(found) + 1}"
            place += 2
    sheet.sheet_state = "hidden"
    return areas


def _write_sheet(
    book: Workbook,
    sheet: SheetShape,
    areas: Mapping[tuple[str, ...], str],
    options: TemplateOptions,
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    language = options.language
    page = book.create_sheet(text_in(sheet.title, language))
    _put(page, 1, 1, text_in(sheet.help, language)).font = Font(name=_FONT, size=11, italic=True, color="595959")
    line = Side(style="thin", color="A6A6A6")
    rows = options.rows.get(sheet.iri, ())
    last = HEADING_ROW + max(FILLED_ROWS, len(rows))
    for place, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(place)
        need = column.need
        mark = " *" if need == "mandatory" else ""
        cell = _put(page, HEADING_ROW, place, text_in(column.heading, language) + mark)
        cell.font = Font(name=_FONT, size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor=_FILLS[need])
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        shown = page.column_dimensions[letter]
        shown.width = _WIDTHS.get(column.kind, 20)
        # Of whole columns, so that the file has no thousands of empty cells.
        shown.number_format = _DATE_FORMAT if column.kind == "date" else _TEXT_FORMAT
        shown.alignment = Alignment(wrap_text=column.kind == "text", vertical="top")
        _add_validation(page, column, f"{letter}{HEADING_ROW + 1}:{letter}{last}", areas, language)
        styles: dict[bool, Any] = {}
        for number, row in enumerate(rows, HEADING_ROW + 1):
            is_coloured = (sheet.iri, number - HEADING_ROW - 1, column.iri) in options.coloured
            if row.get(column.iri) or is_coloured:
                filled = _put(page, number, place, row.get(column.iri, ""))
                if is_coloured in styles:
                    filled._style = copy(styles[is_coloured])
                    continue
                filled.number_format = _TEXT_FORMAT
                filled.alignment = Alignment(wrap_text=column.kind == "text", vertical="top")
                if is_coloured:
                    filled.fill = PatternFill("solid", fgColor=_NEEDS_A_LOOK)
                styles[is_coloured] = filled._style
    page.row_dimensions[HEADING_ROW].height = 45
    page.freeze_panes = page.cell(HEADING_ROW + 1, 3 if len(sheet.columns) > 4 else 1)
    page.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(sheet.columns))}{last}"
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    width = sum(_WIDTHS.get(column.kind, 20) for column in sheet.columns)
    if len(sheet.columns) > 4:
        page.print_title_cols = "A:B"
    _set_up_print(page, landscape=True, pages=-(-width // _PRINTED))


def _add_validation(
    page: Worksheet, column: ColumnShape, cells: str, areas: Mapping[tuple[str, ...], str], language: str
) -> None:
    """Add the help of a column as an input message, with a drop-down if it has codes; other values stay possible."""
    from openpyxl.worksheet.datavalidation import DataValidation

    area = areas.get(column.code_lists) if column.kind in ("concept", "agency") else None
    rule = DataValidation(type="list", formula1=f"={area}", allow_blank=True) if area else DataValidation()
    rule.promptTitle = text_in(column.heading, language)[:_PROMPT_TITLE]
    rule.prompt = text_in(column.help, language)[:_PROMPT]
    rule.showInputMessage = True
    # Lists may have several values in one cell, and codes of lists that are not complete; reading tells of others.
    rule.showErrorMessage = False
    page.add_data_validation(rule)
    rule.add(cells)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """Write a text, which never becomes a formula."""
    cell: Any = sheet.cell(row, column)
    cell.value = text
    if text:
        cell.data_type = "s"
    return cell


def _set_up_print(sheet: Worksheet, *, landscape: bool, pages: int) -> None:
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True


# ---------------------------------------------------------------- template file
# Write the template to a file; one that is there is replaced only if that is asked for.

_ENDING: Final = ".xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTemplate:
    """A template that was written.

    Attributes:
        path: of the file.
        book_id: the id by which the book is known.
        agency: code of the agency; empty if none was given.
        profile: token.
        sheets: titles of the sheets to fill in, in Vietnamese.
        rows: number of rows that are filled in.
        partly: IRIs of records that have more than the columns hold; that is kept on a hidden sheet.
        left_out: IRIs of records that cannot be rows, since they have no code or one that another has.
    """

    path: str
    book_id: str
    agency: str
    profile: str
    sheets: tuple[str, ...]
    rows: int = 0
    partly: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The same as JSON has it."""
        return {
            "path": self.path,
            "book_id": self.book_id,
            "agency": self.agency,
            "profile": self.profile,
            "sheets": list(self.sheets),
            "rows": self.rows,
            "partly": list(self.partly),
            "left_out": list(self.left_out),
        }


def write_template(
    target: str | Path,
    options: TemplateOptions | None = None,
    *,
    profile: str = DEFAULT_PROFILE,
    lists: Mapping[str, CodeList] | None = None,
    overwrite: bool = False,
    readable: bool = False,
    partly: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
) -> WrittenTemplate:
    """Write the workbook that an agency fills in; the same input gives the same bytes.

    Args:
        target: path of an .xlsx.
        options: agency, language, and rows to fill in.
        profile: token or path of the profile that describes the sheets.
        lists: the code lists in force by their IRIs; None for those that come with danhmuc.
        overwrite: replace a file that is there.
        readable: whether others may read it, and not its owner alone; a blank one always.
        partly, left_out: of the rows, for the answer.

    Raises:
        UsageError: the file is there, cannot be written or is no .xlsx; the agency code has no known form; or the
            profile describes no sheets.
        UnknownNameError, ShapesError: the profile cannot be used.
    """
    chosen = TemplateOptions() if options is None else options
    path = Path(target)
    if path.suffix.lower() != _ENDING:
        raise UsageError(WorkbooksText.TEMPLATE_NOT_XLSX(target=str(target)))
    if chosen.agency and not AGENCY_CODE.fullmatch(chosen.agency):
        raise UsageError(WorkbooksText.AGENCY_CODE_REFUSED(code=chosen.agency))
    if chosen.language not in languages():
        raise UsageError(WorkbooksText.TEMPLATE_LANGUAGE(language=chosen.language, known=languages()))
    refuse_targets(path)
    if path.exists() and not overwrite:
        raise UsageError(WorkbooksText.TEMPLATE_EXISTS(target=str(target)))
    shape = workbook_shape(profile)
    data = template_bytes(shape, code_lists_of(shape) if lists is None else lists, chosen)
    try:
        _write(path, data, overwrite=overwrite, readable=readable or not (chosen.rows or chosen.kept or chosen.more))
    except FileExistsError as error:
        raise UsageError(WorkbooksText.TEMPLATE_EXISTS(target=str(target))) from error
    except OSError as error:
        raise UsageError(ErrorsText.CANNOT_OPEN(location=str(target), reason=system_reason(error))) from error
    return WrittenTemplate(
        path=str(target),
        book_id=book_id(shape, chosen),
        agency=chosen.agency,
        profile=shape.profile,
        sheets=tuple(text_in(one.title, chosen.language) for one in shape.sheets),
        rows=sum(map(len, chosen.rows.values())),
        partly=partly,
        left_out=left_out,
    )


def _write(path: Path, data: bytes, *, overwrite: bool, readable: bool) -> None:
    """Write beside the target first, so that a disk that is full leaves what was there."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem[:50]}-", suffix=_ENDING, delete=False) as file:
        beside = Path(file.name)
    try:
        beside.write_bytes(data)
        if readable:
            make_readable(beside)
        if overwrite:
            beside.replace(path)
        else:
            os.link(beside, path)  # fails if a file is there by now
    finally:
        beside.unlink(missing_ok=True)
