"""Cells as text, and text as days, numbers, addresses and codes; nothing is guessed.

Cells as text, and text as days, numbers and addresses; nothing is guessed, what is not understood stays text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab.concepts import CodeList, ListedConcept
from danhmuc.vocab.concepts.legal_acts import exact_key, folded_key
from danhmuc.vocab.reading import Descriptions, Term
from danhmuc.vocab.terms import DCAT, DCT, XSD

from .opened_book import CellValue
from .sheet_shapes import ColumnShape, SheetShape

# ---------------------------------------------------------------- cell values

AGENCY_CODE: Final = re.compile(
    r"[A-Y][0-9]{2}(?:\.[0-9A-Z]+)*|[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}|Z[0-9]{2}[0-9A-Z.]{1,32}"
)
"""Codes of Decision 20/2020/QĐ-TTg, Articles 4 and 6, and of QCVN 102:2016."""
_BLANKS: Final = re.compile("[ \t\u00a0\u2007\u202f]+")
_EDGES: Final = " \t\r\n\u00a0\u2007\u202f\u200b\ufeff"
_SEPARATORS: Final = re.compile(r"[;\n\r]+")
_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: 0{1,2}:00(?::00)?)?")
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_ISO_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_YEAR: Final = re.compile(r"(?:1[5-9]|2[01])\d\d")
_FIRST_DAY: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""The day of the number 0, by whether days are counted from 1904."""
_SERIAL_DAYS: Final = (date(1950, 1, 1), date(2100, 12, 31))
"""Days for which a number is read as a day."""
_LEGACY: Final = frozenset("¬®¸µ¶·¹¨»¾¼½Æ©ÇËªÐÎÏÑ×ÜØÞßä«åæçëîïñö÷ûüþøÖÄÅ")
"""Letters that Vietnamese never has, and that VNI and TCVN3 text shows where it is read as Latin-1."""
_VIETNAMESE: Final = re.compile("[\u0103\u0111\u01a1\u01b0\u1ea0-\u1ef9]", re.IGNORECASE)
_WORD: Final = re.compile(r"\S+")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 .()\-]{5,30}")


def cell_text(value: CellValue) -> str:
    """The text of a cell as people see it, before it is cleaned; a day in the form year-month-day."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def clean_text(text: str) -> str:
    r"""The text in NFC without blanks at its ends, blanks of all kinds as one; lines stay apart.

    >>> clean_text(" Dữ liệu\u00a0mở \n")
    'Dữ liệu mở'
    """
    if text.isascii() and "  " not in text and "\t" not in text:
        return text.strip()
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(_EDGES)


def split_values(text: str) -> list[str]:
    r"""The values of a list, which semicolons or line breaks separate; each once.

    >>> split_values("không khí; nước;\nđất; nước")
    ['không khí', 'nước', 'đất']
    """
    return list(dict.fromkeys(one for part in _SEPARATORS.split(text) if (one := part.strip(_EDGES))))


def day_term(text: str) -> Literal | None:
    """The day, month or year that a text is, with the day before the month; None if it is none.

    >>> day_term("5/3/2026").value, day_term("2026-03-05").value, day_term("03/2026").value, day_term("2026").value
    ('2026-03-05', '2026-03-05', '2026-03', '2026')
    >>> day_term("12/25/2026"), day_term("31/02/2026")
    (None, None)
    """
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO_DAY.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if (found := _MONTH_YEAR.fullmatch(text)) and 1 <= int(found[1]) <= 12:
        return Literal(f"{found[2]}-{int(found[1]):02}", datatype=XSD.gYearMonth)
    if (found := _ISO_MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return Literal(text, datatype=XSD.gYearMonth)
    if _YEAR.fullmatch(text):
        return Literal(text, datatype=XSD.gYear)
    return None


def _day(year: int, month: int, day: int) -> Literal | None:
    try:
        return Literal(date(year, month, day).isoformat(), datatype=XSD.date)
    except ValueError:
        return None


def day_of_number(number: float, *, is_1904: bool) -> date | None:
    """The day that Excel means by a number; None if it is too far from today to be one.

    >>> day_of_number(46086.0, is_1904=False), day_of_number(44624.0, is_1904=True)
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5))
    >>> day_of_number(2026.0, is_1904=False)
    """
    if not float(number).is_integer() or not 0 < number < 200_000:
        return None
    day = _FIRST_DAY[is_1904] + timedelta(days=int(number))
    return day if _SERIAL_DAYS[0] <= day <= _SERIAL_DAYS[1] else None


def looks_legacy(text: str) -> bool:
    """Whether a text looks like VNI or TCVN3 that is read as if it were Latin-1.

    >>> looks_legacy("C¬ së d÷ liÖu"), looks_legacy("Cô sôû döõ lieäu"), looks_legacy("Cơ sở dữ liệu")
    (True, True, False)
    >>> looks_legacy("Bảng so sánh München, Zürich"), looks_legacy("Zürich")
    (False, False)
    """
    if text.isascii() or _VIETNAMESE.search(text):
        return False
    words = _WORD.findall(text)
    odd = sum(not _LEGACY.isdisjoint(word) for word in words)
    return odd >= 2 and odd * 5 >= len(words) * 2


def telephone(text: str) -> str | None:
    """A telephone number as the part of a ``tel:`` after the colon; None if it is none.

    >>> telephone("+84 234 000 0190"), telephone("không có"), telephone("0")
    ('+84-234-000-0190', None, None)
    """
    return re.sub(r"\s+", "-", text) if _PHONE.fullmatch(text) else None


# ---------------------------------------------------------------- concept names
# Names of codes as drop-downs show them: with the code where the name alone is that of several.

_WITH_CODE: Final = re.compile(r".* \[(\S+)\]")


def shown_name(concept: ListedConcept, language: str) -> str:
    """The name of a concept, or its code if people write codes of its list, as of territories.

    >>> from danhmuc.vocab import concepts
    >>> shown_name(concepts.load("sharing-nature")["MO"], "vi"), shown_name(concepts.load("province")["01"], "vi")
    ('Dữ liệu mở', '01')
    >>> shown_name(concepts.load("licence")["CC_BY"], "vi")
    'Creative Commons Ghi công 4.0 Quốc tế [CC_BY]'
    """
    if concept.code.isdigit():
        return concept.code
    name = concept.label(language)
    return name if concept.scheme.find(name) == (concept,) else f"{name} [{concept.code}]"


def find_concept(listed: CodeList, text: str) -> ListedConcept | None:
    """The one concept of a name, a code, an IRI, or a name with its code; None if there is none, or several."""
    found = listed.find(text)
    if len(found) == 1:
        return found[0]
    with_code = _WITH_CODE.fullmatch(text)
    return None if with_code is None else listed.get(with_code[1])


def find_agency(listed: CodeList, name: str) -> ListedConcept | None:
    """The one agency in force that has a name; None if there is none, several, or one whose code is closed.

    Names are compared as they are written; only a text without any diacritics is compared without them. An agency of
    the same name whose code is closed may be meant, too, so that then none is certain.

    >>> from danhmuc.vocab import concepts
    >>> agencies = concepts.load("agency")
    >>> [None if (one := find_agency(agencies, name)) is None else one.code for name in ("BỘ TƯ PHÁP", "Bo Tu phap")]
    ['G15', 'G15']
    >>> find_agency(agencies, "Sở Y tế"), find_agency(agencies, "UBND tỉnh Hậu Giang")
    (None, None)
    """
    key = exact_key(name)
    found = [one for one in listed.find(name) if key in map(exact_key, _names_of(one))]
    if not found and key.isascii():
        found = [
            one
            for one in listed.find(name)
            if folded_key(key) in (folded_key(exact_key(own)) for own in _names_of(one))
        ]
    return found[0] if len(found) == 1 and found[0].status == "active" else None


def _names_of(concept: ListedConcept) -> list[str]:
    return [*concept.labels.values(), *(name for names in concept.alt_labels.values() for name in names)]


# ---------------------------------------------------------------- term texts
# Values as the texts of cells: names as drop-downs show them, days as people write them.

_BOOLEANS: Final = {"true": "Có", "false": "Không"}


def term_text(column: ColumnShape, lists: Mapping[str, CodeList], value: Term) -> str | None:
    """The text of a value in a cell; None if it has none.

    Args:
        lists: code lists by their IRIs.
    """
    if column.kind == "concept" and isinstance(value, NamedNode):
        listed = (lists[iri].at(value.value) for iri in column.code_lists if iri in lists)
        concept = next((one for one in listed if one is not None), None)
        return value.value if concept is None else shown_name(concept, "vi")
    if column.kind == "iri" and isinstance(value, NamedNode):
        return value.value.removeprefix(column.scheme)
    if not isinstance(value, Literal):
        return None
    if column.kind == "date" and value.datatype == XSD.date:
        year, _, rest = value.value.partition("-")
        month, _, day = rest.partition("-")
        return f"{day}/{month}/{year}"
    if column.kind == "literal" and value.datatype == XSD.boolean:
        return _BOOLEANS.get(value.value, value.value)
    return value.value


# ---------------------------------------------------------------- kept statements
# Statements of records that no column holds: a workbook keeps them on a hidden sheet, with the IRIs.

KEPT_SHEET: Final = "_phan-con-lai"
AGENCIES: Final = ""
"""What stands in place of a sheet for an agency, which has its code."""
NODES: Final = "node"
"""What stands in place of a sheet for any other node record that records name, which has its IRI as code."""
_PIECE: Final = 30_000
"""Characters of a cell, below what Excel holds."""
_PART_KEYS: Final = (DCAT.downloadURL, DCAT.accessURL, DCT.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStatements:
    """The IRI and the statements that are kept of one record or node record.

    Attributes:
        sheet: IRI of its sheet; `AGENCIES` or `NODES` for a node record.
        code: of the record, or of the agency; the IRI of any other node record.
        iri: its IRI.
        statements: N-Quads; empty if the columns hold all.
        parts: IRIs of its distributions by what tells them apart.
    """

    sheet: str
    code: str
    iri: str
    statements: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    def add_to(self, about: Descriptions) -> bool:
        """Add the statements to a description; returns whether all are of this record.

        Statements about other IRIs than its own and its distributions are left out.

        Raises:
            SyntaxError: they are no N-Quads.
        """
        own = {self.iri, *self.parts.values()}
        is_all = True
        for quad in parse(self.statements.encode(), format=RdfFormat.N_QUADS, rename_blank_nodes=True, lenient=True):
            subject = quad.subject
            if isinstance(subject, BlankNode) or (isinstance(subject, NamedNode) and subject.value in own):
                about.setdefault(subject, []).append((quad.predicate, quad.object))
            else:
                is_all = False
        return is_all


def part_key(sheet: SheetShape, cells: Mapping[str, str]) -> str:
    """The text by which a part of a record is told from the others: its address, else its title."""
    columns = {one.path: one for one in sheet.columns if len(one.path) == 1}
    found = (columns.get((prop,)) for prop in _PART_KEYS)
    return next((text for column in found if column is not None and (text := cells.get(column.iri, ""))), "")


def kept_rows(kept: Iterable[KeptStatements]) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet; long statements go on in the next row."""
    for one in kept:
        packed = json.dumps({"iri": one.iri, "parts": dict(one.parts), "statements": one.statements})
        # Excel reads _x0041_ in a text as a letter.
        packed = packed.replace("_x", "\\u005fx")
        for start in range(0, len(packed), _PIECE):
            yield one.sheet, one.code, packed[start : start + _PIECE]


def read_kept(rows: Iterable[tuple[int, Sequence[CellValue]]]) -> Iterator[KeptStatements | int]:
    """Read the rows of the hidden sheet; a number is that of a row which cannot be read."""
    begun: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for number, cells in rows:
        texts = [str(cell) for cell in [*cells, "", "", ""][:3]]
        begun.setdefault((texts[0], texts[1]), (number, []))[1].append(texts[2])
    for (sheet, code), (number, pieces) in begun.items():
        try:
            given = json.loads("".join(pieces))
            NamedNode(given["iri"])
            parts = {str(key): NamedNode(iri).value for key, iri in given["parts"].items()}
            kept = KeptStatements(
                sheet=sheet, code=code, iri=given["iri"], statements=str(given["statements"]), parts=parts
            )
            list(parse(kept.statements.encode(), format=RdfFormat.N_QUADS, lenient=True))
        except (ValueError, KeyError, TypeError, AttributeError, SyntaxError):
            yield number
        else:
            yield kept
