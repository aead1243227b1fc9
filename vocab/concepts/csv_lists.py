"""Read code lists from CSV: a file with the column heads ``mã`` and ``tên``, saved from a spreadsheet.

Accepts the columns of the reference tables in Thanh Hóa's Decision 2176/QĐ-UBND (ma, ten, ma_cha, mo_ta, thu_tu,
ngay_hl, ngay_hhl, trang_thai), their full Vietnamese words, and English ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ..datatypes.days import read_day
from ..errors import DocumentError
from ..messages import Message
from ..messages.code_lists import VocabCodeListsText
from .bundled_lists import load, tokens
from .csv_sheets import Sheet, SheetRow, read_sheet
from .legal_acts import LEGAL_ACTS, ActFacts, read_act_status
from .list_faults import circle_message, parent_circle
from .naming import OUR_BASE, check_token, concept_iri
from .schemes import EMPTY, CodeList, Draft, Status
from .spelling import words_of

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
