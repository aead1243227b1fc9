"""Of 1,000 pairs planted among other columns and elements, the matches find these and few others."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path
from time import process_time

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.dictionary.matches import match_reasons
from danhmuc.registry.store.elements import FieldRow

PAIRS = 1_000
SYLLABLES = (
    *("an", "bảo", "cấp", "chủ", "dân", "đất", "địa", "giá", "hàng", "hóa", "khai", "kỳ", "lập", "mã"),
    *("năm", "nơi", "phường", "quốc", "số", "sinh", "tên", "thuế", "tỉnh", "vốn", "xã"),
)
TYPES = ("string", "integer", "decimal", "date", "dateTime", "boolean")
COMPATIBLE = {"integer": "decimal", "decimal": "integer", "date": "dateTime", "dateTime": "date"}


def spellings(words: list[str], chance: random.Random) -> str:
    """The name of an element as some database has it."""
    bare = "".join(
        one for one in unicodedata.normalize("NFD", " ".join(words).replace("đ", "d")) if not unicodedata.combining(one)
    )
    kinds = (bare.replace(" ", "_"), bare.title().replace(" ", ""), bare.upper().replace(" ", "-"), " ".join(words))
    return chance.choice(kinds)


def planted(chance: random.Random) -> tuple[str, set[tuple[str, str]]]:
    """A document of elements and columns, and the pairs that belong together."""
    names: set[str] = set()
    while len(names) < 2 * PAIRS:
        names.add(" ".join(chance.choices(SYLLABLES, k=chance.randint(3, 5))))
    lines: list[str] = []
    columns: list[str] = []
    expected: set[tuple[str, str]] = set()
    for number, name in enumerate(sorted(names)):
        kind = TYPES[number % len(TYPES)]
        if number < PAIRS + PAIRS // 2:
            lines.append(
                f'<el/{number}> a dmv:DataElement ; dct:identifier "E{number}" ; skos:prefLabel "{name}"@vi ;'
                f' skos:definition "x"@vi ; dmv:valueDomain [ csvw:datatype xsd:{kind} ] .'
            )
        if number < PAIRS:
            own = COMPATIBLE.get(kind, kind) if number % 3 == 0 else kind
            columns.append(
                f'[ csvw:name "c{number}" ; csvw:title "{spellings(name.split(), chance)}"@vi ;'
                f" csvw:datatype xsd:{own} ]"
            )
            expected.add((f"c{number}", f"https://e.vn/el/{number}"))
        elif number < PAIRS + PAIRS // 4:
            # The name of an element, with a type that cannot hold its values.
            other = "boolean" if kind != "boolean" else "date"
            columns.append(f'[ csvw:name "c{number}" ; csvw:title "{name}"@vi ; csvw:datatype xsd:{other} ]')
        elif number < PAIRS + PAIRS // 2:
            columns.append(f'[ csvw:name "c{number}" ; csvw:title "{name} khác"@vi ; csvw:datatype xsd:{kind} ]')
        else:
            columns.append(f'[ csvw:name "c{number}" ; csvw:title "{name}"@vi ; csvw:datatype xsd:{kind} ]')
    chance.shuffle(columns)
    lines += [
        f"<t/{start}> a csvw:Schema ; csvw:column ( {' '.join(columns[start : start + 50])} ) ."
        for start in range(0, len(columns), 50)
    ]
    return "\n".join(lines), expected


@pytest.mark.soak
def test_matches__of_1000_planted_pairs(sqlite_url: str, tmp_path: Path) -> None:
    head = """@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @base <https://e.vn/> .\n"""
    turtle, expected = planted(random.Random(20))
    (tmp_path / "planted.ttl").write_text(head + turtle, encoding="utf-8")
    with Registry.open(sqlite_url) as registry:
        registry.harvests.import_elements(str(tmp_path / "planted.ttl"))
        begun = process_time()
        found = {(one.column, one.element) for one in registry.dictionary.find_matches()}
        spent = process_time() - begun
    assert len(expected) == PAIRS
    recall = len(found & expected) / len(expected)
    precision = len(found & expected) / len(found)
    assert (recall, precision) >= (0.99, 0.98)
    assert precision >= 0.98
    assert spent < 3


def row(**given: object) -> FieldRow:
    values = dict.fromkeys(FieldRow._fields, None) | {"codes": (), "number": 1} | given
    return FieldRow(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "element", "has_name", "reasons"),
    [
        ({"family": "date"}, {"family": "date"}, True, ("same-name", "same-type")),
        ({"family": "date"}, {"family": "datetime"}, True, ("same-name", "compatible-type")),
        ({"family": "date"}, {"family": "integer"}, True, ()),
        ({"family": None}, {"family": "date"}, True, ("same-name", "type-unknown")),
        ({"family": "date"}, {"family": "date"}, False, ()),
        ({"family": "text", "domain": "a"}, {"family": "text", "domain": "a"}, False, ("same-domain", "same-type")),
        ({"family": None, "domain": "a"}, {"family": "text", "domain": "a"}, False, ()),
        ({"family": "text", "domain": "a"}, {"family": "text", "domain": "b"}, True, ()),
        ({"family": "text", "domain": "a"}, {"family": "text"}, True, ("same-name", "same-type")),
    ],
)
def test_match_reasons__say_what_speaks_for_it(
    column: dict[str, object], element: dict[str, object], has_name: bool, reasons: tuple[str, ...]
) -> None:
    assert match_reasons(row(**column), row(**element), has_name=has_name) == reasons
