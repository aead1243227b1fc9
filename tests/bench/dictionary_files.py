"""Files of a national data dictionary: tables as CSVW metadata, and the data elements that they may use as a table.

The same for the same number of columns. Of 50 columns of a table, 30 have the name of a data element in one of three
spellings, 10 a name that several tables share, 10 one of their own; a tenth enumerates the values of a data element,
and one the codes of a shared list. One data element in 20 has the name of another.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

__all__ = ["ELEMENTS_PER_COLUMN", "write_dictionary"]

_WIDTH: Final = 50
_TABLES: Final = 10
"""Tables of one file."""
ELEMENTS_PER_COLUMN: Final = 0.05
_TYPES: Final = (("text", "string"), ("số nguyên", "integer"), ("số", "decimal"), ("ngày", "date"))
_WORDS: Final = [f"{first}{end}" for first in "bcdghklmnpqrstvx" for end in ("a", "e", "inh", "o", "uong", "ai")]
_HEADINGS: Final = ("ID", "Tên nghiệp vụ", "Định nghĩa", "Kiểu dữ liệu", "Danh sách giá trị", "Tên kỹ thuật")


def write_dictionary(folder: Path, columns: int) -> Path:
    """Write so many columns, and a twentieth of them data elements, into a folder."""
    folder.mkdir(parents=True)
    drawn = random.Random(columns)
    names = [_name(number - (number % 20 == 1)) for number in range(int(columns * ELEMENTS_PER_COLUMN))]
    with (folder / "tu-dien.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADINGS)
        rows.writerows(_element(number, name) for number, name in enumerate(names))
    for number in range(columns // (_WIDTH * _TABLES)):
        tables = [_table(number * _TABLES + one, names, drawn) for one in range(_TABLES)]
        group = {"@context": "http://www.w3.org/ns/csvw", "tables": tables}
        (folder / f"bang-{number:04}.json").write_text(json.dumps(group), encoding="utf-8")
    return folder


def _name(number: int) -> str:
    size = len(_WORDS)
    return f"{_WORDS[number % size]} {_WORDS[number // size % size]} {_WORDS[number // size // size % size]}"


def _element(number: int, name: str) -> tuple[str, ...]:
    codes = "" if number % 10 else "; ".join(f"{code}: Giá trị {code}" for code in _codes(number))
    text = _TYPES[number % len(_TYPES)][0] if number % 10 else "text"
    return f"ID-{number:05}", name.capitalize(), f"Định nghĩa {number}", text, codes, name.replace(" ", "_")


def _codes(number: int) -> list[str]:
    return [f"{number:X}{letter}" for letter in "ABCDE"]


def _table(number: int, names: list[str], drawn: random.Random) -> dict[str, Any]:
    columns: dict[str, dict[str, Any]] = {}
    for one in _columns(number, names, drawn):
        columns.setdefault(one["name"], one)
    iri = f"https://du-lieu.example.vn/schema/{number:05}"
    return {"url": f"{number:05}.csv", "tableSchema": {"@id": iri, "columns": list(columns.values())}}


def _columns(table: int, names: list[str], drawn: random.Random) -> Iterator[dict[str, Any]]:
    for element in drawn.sample(range(len(names)), 30):
        spelling = (str.upper, str.lower, str.title)[element % 3](names[element].replace(" ", "_"))
        kind = _TYPES[element % len(_TYPES)][1] if element % 10 else "string"
        yield _column(spelling, kind, names[element], _codes(element) if element % 10 == 0 else [])
    for number in range(10):
        yield _column(f"chung_{number}_{table % 100}", "string", f"Cột chung {number}", [])
    for number in range(10):
        codes = (_codes(drawn.randrange(0, len(names), 10)), ["ENVI", "HEAL", "TRAN"])[number] if number < 2 else []
        yield _column(f"rieng_{table}_{number}", "string", f"Cột riêng {table}", codes)


def _column(name: str, kind: str, title: str, codes: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "titles": {"vi": title}, "datatype": kind, "required": len(name) % 2 == 0}
    if codes:
        found["https://w3id.org/danhmuc/def#allowedValue"] = [
            {"http://www.w3.org/2004/02/skos/core#notation": code} for code in codes
        ]
    return found
