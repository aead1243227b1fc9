"""Read code lists from CSV: a file with the column heads ``mã`` and ``tên``, saved from a spreadsheet.

Accepts the columns of the reference tables in Thanh Hóa's Decision 2176/QĐ-UBND (ma, ten, ma_cha, mo_ta, thu_tu,
ngay_hl, ngay_hhl, trang_thai), their full Vietnamese words, and English ones.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from ..datatypes.dates import read_day
from ..errors import DocumentError
from ..messages import FOREIGN_WORDS, Message
from ..messages.code_lists import VocabCodeListsText
from ..text import shorten
from .bundled_lists import load, tokens
from .legal_acts import LEGAL_ACTS, ActFacts, read_act_status, words_of
from .list_faults import OUR_BASE, check_token, circle_message, concept_iri, parent_circle
from .schemes import EMPTY, CodeList, Draft, Status

# ---------------------------------------------------------------- csv sheets
# Read a CSV file saved from a spreadsheet: its encoding, its delimiter, its column heads, its rows.
#
# Knows the columns of code lists, but not their meaning.

_HEADS: Final[Mapping[str, str]] = {
    alias: column
    for column, aliases in {
        "code": ("ma", "code", "ma so", "notation"),
        "name": ("ten", "name", "ten goi", "label", "ten tieng viet", "name vi", "ten vi"),
        "name-en": ("ten tieng anh", "name en", "ten en", "english name", "label en"),
        "other-names": ("ten khac", "other names", "alt label", "alt labels"),
        "description": ("mo ta", "description", "definition"),
        "parent": ("ma cha", "parent", "parent code"),
        "order": ("thu tu", "order"),
        "from": ("ngay hieu luc", "ngay hl", "hieu luc tu", "valid from"),
        "until": ("ngay het hieu luc", "ngay hhl", "hieu luc den", "valid until", "valid through", "valid to"),
        "status": ("trang thai", "status"),
        "successors": ("ma thay the", "thay the bang", "replaced by"),
        "iri": ("iri", "uri"),
    }.items()
    for alias in aliases
}
_HEADS_OF_ACTS: Final[Mapping[str, str]] = {
    **_HEADS,
    **{
        alias: column
        for column, aliases in {
            "issuer": ("co quan ban hanh", "issuer"),
            "issued": ("ngay ban hanh", "issued", "date of issue"),
            "source": ("nguon", "source"),
            "grade": ("muc kiem chung", "evidence grade", "grade"),
            "seen": ("ngay xem", "seen on"),
        }.items()
        for alias in aliases
    },
}
"""Columns that only a list of legal acts has."""
_DELIMITERS: Final = ("\t", ";", ",")
_ROWS_ABOVE: Final = 10
"""The most rows before the row of heads: sheets have a title above it."""
_MAX_BYTES: Final = 200_000_000
_OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_AS_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)
"""A formula that keeps a spreadsheet from treating 01 as a number."""
_CSV_ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by column, with the line it begins on; a missing column is empty."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows below the heads.

    Attributes:
        name: of the file.
        rows: at least one.
        unread: unknown heads, as written.
    """

    name: str
    rows: tuple[SheetRow, ...]
    unread: tuple[str, ...]


class _Heads(NamedTuple):
    """The row of heads, with the column of each."""

    line: int
    cells: Sequence[str]
    columns: Sequence[str | None]


def read_sheet(data: bytes, name: str, *, token: str | None = None) -> Sheet:
    """Read the sheet of a file.

    Args:
        token: of its list; that of legal acts has more columns than others.

    Raises:
        DocumentError: it cannot be read; the message names the line and what to do.
    """
    text = _text(data, name)
    known = _HEADS_OF_ACTS if token == LEGAL_ACTS else _HEADS
    for delimiter in sorted(_DELIMITERS, key=text[:4096].count, reverse=True):
        sheet = _parse(text, delimiter, name, known)
        if sheet is not None:
            if not sheet.rows:
                raise DocumentError("list:csv", name, VocabCodeListsText.CODES_BELOW_HEADER_MISSING())
            return sheet
    first = next((line for line in text.splitlines() if line.strip()), "")
    raise DocumentError("list:csv", name, VocabCodeListsText.COLUMNS_MISSING(line=shorten(first, 80)), line=1)


def is_csv_name(name: str) -> bool:
    """Whether the name is that of a table; workbooks count, so that the error can name them."""
    return name.lower().endswith(_CSV_ENDINGS)


def _text(data: bytes, name: str) -> str:
    # Decoding of the guarded reader; it imports a parser, which is only needed to load lists.
    from ..reading.decoding import decode, refuse_empty
    from ..reading.notes import Notes

    if data.startswith(_OFFICE):
        raise DocumentError("list:csv", name, VocabCodeListsText.CSV_IS_WORKBOOK())
    if len(data) > _MAX_BYTES:
        raise DocumentError("list:csv", name, VocabCodeListsText.CSV_TOO_LARGE(size=len(data), limit=_MAX_BYTES))
    notes = Notes(name)
    refuse_empty(data, notes)
    plain = decode(data, notes)
    refuse_empty(plain, notes)
    if b"\0" in plain:
        raise DocumentError("list:csv", name, VocabCodeListsText.CSV_IS_BINARY())
    return unicodedata.normalize("NFC", plain.decode())


def _parse(text: str, delimiter: str, name: str, known: Mapping[str, str]) -> Sheet | None:
    """Parse the sheet; None if that delimiter shows no heads."""
    lines = _lines(text, delimiter, name)
    try:
        rows = (_heads(row, known) for row in islice(lines, _ROWS_ABOVE))
        heads = next((found for found in rows if found is not None), None)
    except DocumentError:
        return None  # with the wrong delimiter, anything may be ill-formed
    if heads is None:
        return None
    line, cells, columns = heads
    _check_heads(cells, columns, name, line)
    unread = tuple(cell for cell, column in zip(cells, columns, strict=True) if cell and column is None)
    return Sheet(name, tuple(_row(line, cells, columns, name) for line, cells in lines if any(cells)), unread)


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on and cleaned cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            reason = VocabCodeListsText.CSV_UNREADABLE(reason=_csv_fault(error, delimiter))
            raise DocumentError("list:csv", name, reason, line=begins) from error
        if cells is None:
            return
        yield begins, [_clean(cell) for cell in cells]
        begins = reader.line_num + 1


def _csv_fault(error: csv.Error, delimiter: str) -> Message:
    """The message for an error of `csv`, in our own words if it is a frequent one; they differ only by their text."""
    limit = csv.field_size_limit()
    messages = {
        "unexpected end of data": VocabCodeListsText.CSV_QUOTE_NOT_CLOSED(),
        f"field larger than field limit ({limit})": VocabCodeListsText.CSV_CELL_TOO_LONG(limit=limit),
        f"'{delimiter}' expected after '\"'": VocabCodeListsText.CSV_DELIMITER_MISSING(delimiter=delimiter),
    }
    return messages.get(str(error)) or FOREIGN_WORDS(words=str(error))


def _heads(row: tuple[int, list[str]], known: Mapping[str, str]) -> _Heads | None:
    """The row as heads; None if it does not name the columns."""
    line, cells = row
    columns = [known.get(" ".join(words_of(cell.replace("_", " ")))) for cell in cells]
    named = "code" in columns and ("name" in columns or "name-en" in columns)
    return _Heads(line, cells, columns) if named else None


def _clean(cell: str) -> str:
    stripped = cell.strip().strip("\ufeff\u200b").strip()
    quoted = _AS_TEXT.fullmatch(stripped)
    return (stripped if quoted is None else quoted[1]).strip()


def _check_heads(cells: Sequence[str], columns: Sequence[str | None], name: str, line: int) -> None:
    for number, column in enumerate(columns):
        if column is not None and column in columns[:number]:
            twin = cells[columns.index(column)]
            reason = VocabCodeListsText.COLUMNS_ALIKE(first=twin, second=cells[number])
            raise DocumentError("list:csv", name, reason, line=line)


def _row(line: int, cells: Sequence[str], columns: Sequence[str | None], name: str) -> SheetRow:
    if any(cells[len(columns) :]):
        reason = VocabCodeListsText.CELLS_BEYOND_COLUMNS(cells=len(cells), columns=len(columns))
        raise DocumentError("list:csv", name, reason, line=line)
    return SheetRow(line, {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell})


# ---------------------------------------------------------------- csv lists

_STATUS_WORDS: Final[Mapping[Status, tuple[str, ...]]] = {
    "active": ("", "active", "hieu luc", "dang hieu luc", "con hieu luc", "dang su dung", "hoat dong", "1", "true"),
    "closed": (
        "closed",
        "dong ma",
        "da dong",
        "dong",
        "het hieu luc",
        "ngung su dung",
        "khong su dung",
        "inactive",
        "0",
        "false",
    ),
    "deprecated": ("deprecated", "khong khuyen nghi", "khong nen dung", "han che su dung"),
}
_STATUSES: Final = {word: status for status, words in _STATUS_WORDS.items() for word in words}
_NO_NAMES: Final = Draft("", "").alt_labels
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(slots=True)
class _Codes:
    """Data of the rows by code, for lookups while drafts are made."""

    name: str
    iris: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def refuse(self, reason: Message, line: int) -> DocumentError:
        """The error to raise for a row."""
        return DocumentError("list:csv", self.name, reason, line=line)


def read_csv(
    data: bytes,
    name: str,
    *,
    token: str,
    titles: Mapping[str, str] = EMPTY,
    iri: str | None = None,
    source: str | None = None,
    snapshot: date | None = None,
    is_complete: bool = False,
    parents: CodeList | None = None,
) -> CodeList:
    """Read a code list from a CSV file, in its order, or by its column ``thứ tự`` if it has one.

    UTF-8 or UTF-16; commas, semicolons or tabs; days as 2025-07-01 or 01/07/2025. Codes stay as written. A code of
    the bundled list of that token keeps its IRI; any other gets the scheme's IRI, a slash and the code, unless a
    column ``iri`` gives another.

    Args:
        name: of the file, for errors.
        token: the list's short name.
        iri: of the scheme; else that of the bundled list, else our own base and the token.
        parents: a list in which parents that are not in the list itself are looked up.

    Raises:
        DocumentError: it cannot be used; the message names the line and what to do.
        UsageError: `token` is not valid.
    """
    return scheme_of(
        read_sheet(data, name, token=token),
        token=token,
        titles=titles,
        iri=iri,
        source=source,
        snapshot=snapshot,
        is_complete=is_complete,
        parents=parents,
    )


def scheme_of(
    sheet: Sheet,
    *,
    token: str,
    titles: Mapping[str, str] = EMPTY,
    iri: str | None = None,
    source: str | None = None,
    snapshot: date | None = None,
    is_complete: bool = False,
    parents: CodeList | None = None,
) -> CodeList:
    """Make a code list from a sheet; arguments and errors as in `read_csv`."""
    check_token(token)
    bundled = load(token) if token in tokens() else None
    scheme_iri = iri or (f"{OUR_BASE}{token}" if bundled is None else bundled.iri)
    codes = _Codes(sheet.name)
    for row in sheet.rows:
        _register(row, codes, scheme_iri, bundled if iri is None else None)
    drafts = [_draft(row, codes, parents, is_act=token == LEGAL_ACTS) for row in _sort_rows(sheet.rows, codes)]
    circle = parent_circle({draft.iri: draft.broader_iris for draft in drafts})
    if circle is not None:
        members = {draft.iri: draft.code for draft in drafts}
        circular = [members[member] for member in circle]
        raise codes.refuse(circle_message(circular), codes.lines[circular[0]])
    return CodeList(
        drafts,
        token=token,
        iri=scheme_iri,
        titles=titles or (bundled.titles if bundled is not None else EMPTY),
        source=source,
        snapshot=snapshot,
        is_complete=is_complete,
    )


def _register(row: SheetRow, codes: _Codes, scheme_iri: str, bundled: CodeList | None) -> None:
    code = row["code"]
    if not code:
        raise codes.refuse(VocabCodeListsText.CODE_MISSING(), row.line)
    if not (row["name"] or row["name-en"]):
        raise codes.refuse(VocabCodeListsText.CODE_NAMELESS(code=code), row.line)
    if code in codes.iris:
        raise codes.refuse(VocabCodeListsText.CODE_DUPLICATE(code=code, line=codes.lines[code]), row.line)
    concept = bundled.get(code) if bundled is not None else None
    iri = row["iri"] or (concept_iri(scheme_iri, code) if concept is None else concept.iri)
    if _ABSOLUTE.fullmatch(iri) is None:
        raise codes.refuse(VocabCodeListsText.CODE_IRI_NOT_ABSOLUTE(iri=iri), row.line)
    if codes.codes.setdefault(iri, code) != code:
        raise codes.refuse(VocabCodeListsText.CODE_IRI_DUPLICATE(iri=iri, code=codes.codes[iri]), row.line)
    codes.iris[code] = iri
    codes.lines[code] = row.line


def _sort_rows(rows: Sequence[SheetRow], codes: _Codes) -> list[SheetRow]:
    """Sort rows by the column ``thứ tự``; rows without a number follow in their order."""
    numbers = []
    for row in rows:
        if row["order"] and not row["order"].isdecimal():
            raise codes.refuse(VocabCodeListsText.CODE_ORDER_NOT_A_NUMBER(order=row["order"]), row.line)
        numbers.append(int(row["order"]) if row["order"] else None)
    order = sorted(range(len(rows)), key=lambda place: (numbers[place] is None, numbers[place] or 0))
    return [rows[place] for place in order]


def _draft(row: SheetRow, codes: _Codes, parents: CodeList | None, *, is_act: bool) -> Draft:
    labels = {tag: row[column] for tag, column in (("vi", "name"), ("en", "name-en")) if row[column]}
    others = tuple(sorted({other.strip() for other in re.split("[;|]", row["other-names"]) if other.strip()}))
    begins, ends = _day(row, "from", codes), _day(row, "until", codes)
    if begins is not None and ends is not None and ends < begins:
        raise codes.refuse(
            VocabCodeListsText.CODE_ENDS_BEFORE_IT_BEGINS(code=row["code"], ends=ends, begins=begins), row.line
        )
    draft = Draft(
        iri=codes.iris[row["code"]],
        code=row["code"],
        labels=labels,
        alt_labels={"vi": others} if others else _NO_NAMES,
        definitions={"vi": row["description"]} if row["description"] else EMPTY,
        broader_iris=_above(row, codes, parents),
        valid_from=begins,
        valid_until=ends,
        status="active" if is_act else _status(row, codes),
        replaced_by_iris=_successors(row, codes),
        source=row["source"] or None,
    )
    return draft.with_act(_act(row, codes)) if is_act else draft


def _act(row: SheetRow, codes: _Codes) -> ActFacts:
    return ActFacts(
        status=read_act_status(row["status"]),
        issuers={"vi": row["issuer"]} if row["issuer"] else EMPTY,
        issued=_day(row, "issued", codes),
        grade=row["grade"] or None,
        seen_on=_day(row, "seen", codes),
    )


def _day(row: SheetRow, column: str, codes: _Codes) -> date | None:
    if not row[column]:
        return None
    day = read_day(row[column], last=column == "until")
    if day is None:
        raise codes.refuse(VocabCodeListsText.DATE_UNREADABLE(text=row[column]), row.line)
    return day


def _status(row: SheetRow, codes: _Codes) -> Status:
    status = _STATUSES.get(" ".join(words_of(row["status"].replace("_", " "))))
    if status is None:
        raise codes.refuse(VocabCodeListsText.CODE_STATUS_UNKNOWN(status=row["status"]), row.line)
    return status


def _above(row: SheetRow, codes: _Codes, parents: CodeList | None) -> tuple[str, ...]:
    parent = row["parent"]
    if not parent:
        return ()
    if parent in codes.iris:
        return (codes.iris[parent],)
    if "://" in parent:
        return (parent,)
    outside = parents.get(parent) if parents is not None else None
    if outside is None:
        if parents is None:
            reason = VocabCodeListsText.CODE_PARENT_UNKNOWN(parent=parent, code=row["code"])
        else:
            reason = VocabCodeListsText.CODE_PARENT_UNKNOWN_IN(parent=parent, code=row["code"], token=parents.token)
        raise codes.refuse(reason, row.line)
    return (outside.iri,)


def _successors(row: SheetRow, codes: _Codes) -> tuple[str, ...]:
    found = []
    for successor in re.split(r"[;|,\s]+", row["successors"]):
        if not successor:
            continue
        iri = successor if "://" in successor else codes.iris.get(successor)
        if iri is None:
            raise codes.refuse(
                VocabCodeListsText.CODE_SUCCESSOR_UNKNOWN(successor=successor, code=row["code"]), row.line
            )
        found.append(iri)
    return tuple(sorted(set(found)))
