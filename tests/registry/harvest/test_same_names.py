"""Records of a source that have one name and one publisher."""

from __future__ import annotations

import pytest

from danhmuc.registry import parse_records
from danhmuc.registry.harvest.same_records import SameNames
from danhmuc.vocab.findings import Finding

PREFIXES = """
@prefix : <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""


def findings_on(turtle: str, refused: set[str] | None = None) -> list[Finding]:
    names = SameNames()
    for record in parse_records(PREFIXES + turtle):
        if record.role == "record":
            names.add(record)
    return list(names.findings(refused or set()))


ONE = ':a a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vi ; dct:publisher :so .\n'


@pytest.mark.parametrize(
    "other",
    [
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vi ; dct:publisher :so .',
        ':b a dcat:Dataset ; dct:title "NƯỚC  sông Hòa Bình"@vi-VN , "Water"@en ; dct:publisher :so .',
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vn ; dct:publisher :so .',
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình" ; dct:publisher :so .',
    ],
)
def test_same_name__of_one_publisher_is_one_finding_that_names_both(other: str) -> None:
    (found,) = findings_on(ONE + other)
    assert (found.code, found.severity, found.focus, found.value) == (
        "harvest:same-name",
        "warning",
        "https://e.vn/a",
        "https://e.vn/b",
    )
    assert "https://e.vn/a, https://e.vn/b" in found.text("en")


@pytest.mark.parametrize(
    "other",
    [
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vi ; dct:publisher :so-khac .',
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình 2025"@vi ; dct:publisher :so .',
        ':b a dcat:Dataset ; dct:title "Nuoc song Hoa Binh"@vi ; dct:publisher :so .',
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vi .',
        ":b a dcat:Dataset ; dct:publisher :so .",
        ':b a dcat:DataService ; dct:title "Nước sông Hoà Bình"@vi ; dct:publisher :so .',
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vi ; dct:publisher :so ; dcat:inSeries :chuoi .',
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vi ; dct:publisher :so ; dcat:version "2" .',
        ':b a dcat:Dataset ; dct:title "Nước sông Hoà Bình"@vi ; dct:publisher :so ; dct:replaces :a .',
        ':b a dcat:Dataset ; dct:title "Nước sông Đà"@vi , "Nước sông Hoà Bình"@en ; dct:publisher :so .',
    ],
)
def test_look_alike__is_not_found(other: str) -> None:
    assert findings_on(ONE + other) == []


def test_encoded_letters_of_iris__are_letters_in_the_sentence_and_codes_in_the_finding() -> None:
    (found,) = findings_on(ONE + ONE.replace(":a", "<https://e.vn/l%E1%BB%85%20h%E1%BB%99i>"))
    assert found.value == "https://e.vn/l%E1%BB%85%20h%E1%BB%99i"
    assert "https://e.vn/a, https://e.vn/lễ%20hội;" in found.text("en")


def test_publisher__without_iri_is_known_by_its_code_or_its_name() -> None:
    def with_publisher(name: str, publisher: str) -> str:
        return f':{name} a dcat:Dataset ; dct:title "Nước"@vi ; dct:publisher {publisher} .\n'

    code = '[ foaf:name "Sở"@vi ; dct:identifier "H57.01" ]'
    assert len(findings_on(with_publisher("a", code) + with_publisher("b", code.replace("Sở", "Sở NN")))) == 1
    assert findings_on(with_publisher("a", code) + with_publisher("b", code.replace("01", "02"))) == []
    assert len(findings_on(with_publisher("a", '[ foaf:name "Sở" ]') + with_publisher("b", '"sở"'))) == 1
    assert findings_on(with_publisher("a", "[]") + with_publisher("b", "[]")) == []


def test_refused_record__is_neither_named_nor_counted() -> None:
    other = ONE.replace(":a ", ":b ")
    assert findings_on(ONE + other, {"https://e.vn/b"}) == []
    third = ONE.replace(":a ", ":c ")
    (found,) = findings_on(ONE + other + third, {"https://e.vn/b"})
    assert "https://e.vn/b" not in found.text("en")


def test_many_names__are_twenty_findings_and_one_that_counts_the_others() -> None:
    lines = [
        f':{letter}{number} a dcat:Dataset ; dct:title "Nước {number}"@vi ; dct:publisher :so .'
        for number in range(23)
        for letter in "ab"
    ]
    found = findings_on("\n".join(lines))
    assert len(found) == 21
    assert found[-1].text("en").startswith("3 more names ")
