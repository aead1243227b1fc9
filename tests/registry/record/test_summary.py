"""The columns of a description: the same whatever the order of its triples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse

from danhmuc.registry.record.summary import Summary, is_narrower, summarise

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix right: <http://publications.europa.eu/resource/authority/access-right/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix theme: <http://publications.europa.eu/resource/authority/data-theme/> .
    @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
    @prefix vn: <https://w3id.org/danhmuc/concept/> .
"""
DCAT = "http://www.w3.org/ns/dcat#"


def quads(turtle: str) -> list[Quad]:
    return list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE, lenient=True))


def summary(description: str) -> Summary:
    return summarise("https://e.vn/d", quads(f"<d> {description} ."))


# ---------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("description", "title"),
    [
        ("a dcat:Dataset", None),
        ("dct:title 'English'@en , 'Tiếng Việt'@vi , 'Nede'", "Tiếng Việt"),
        ("dct:title 'Français'@fr , 'English'@en-gb", "English"),
        ("dct:title 'Français'@fr , 'ohne'", "ohne"),
        ("dct:title 'Français'@fr", "Français"),
        ("dct:title 'vi-vn'@vi-vn , 'en'@en", "vi-vn"),
        ("dct:title '  '@vi , 'English'@en", "English"),
        ("dct:title ''", None),
        ("dct:title 'B'@vi , 'A'@vi", "A"),
        ("foaf:name 'Sở'@vi", "Sở"),
        ("vcard:fn 'Hộp thư'", "Hộp thư"),
        ("skos:prefLabel 'Khái niệm'@vi", "Khái niệm"),
        ("foaf:name 'Tên'@vi ; dct:title 'Nhan đề'@vi", "Nhan đề"),
        ("foaf:name 'Tên'@vi ; dct:title 'Title'@en", "Tên"),
        ("dct:title <https://e.vn/x>", None),
    ],
)
def test_summarise__title_is_the_best_for_a_reader_of_vietnamese(description: str, title: str | None) -> None:
    assert summary(description).title == title


def test_summarise__titles_of_other_nodes_do_not_count() -> None:
    text = "<d> dcat:distribution <x> , [ dct:title 'Trống' ] . <x> dct:title 'Khác' ."
    assert summarise("https://e.vn/d", quads(text)).title is None


# ---------------------------------------------------------------- class, publisher, themes, date


@pytest.mark.parametrize(
    ("description", "listed"),
    [
        ("dct:title 'D'", None),
        ("a dcat:Dataset", DCAT + "Dataset"),
        ("a <https://e.vn/Alpha> , dcat:Dataset", DCAT + "Dataset"),
        ("a foaf:Organization , foaf:Agent", "http://xmlns.com/foaf/0.1/Agent"),
        ("a dcat:Dataset , dcat:Catalog", DCAT + "Catalog"),
    ],
)
def test_summarise__main_class_is_the_one_that_makes_it_a_record(description: str, listed: str | None) -> None:
    assert summary(description).main_class == listed


@pytest.mark.parametrize(
    ("description", "publisher"),
    [
        ("a dcat:Dataset", None),
        ("dct:publisher <b> , <a>", "https://e.vn/a"),
        ("dct:publisher 'Sở'", None),
        ("dct:publisher [ foaf:name 'Sở' ]", None),
    ],
)
def test_summarise__publisher_is_an_iri(description: str, publisher: str | None) -> None:
    assert summary(description).publisher == publisher


@pytest.mark.parametrize(
    ("description", "themes"),
    [
        ("a dcat:Dataset", ""),
        ("dcat:theme theme:TRAN , theme:ENVI , theme:TRAN", " ENVI TRAN "),
        ("dcat:theme <https://e.vn/chu-de#NUOC> , <https://e.vn/chu-de/DAT/>", " DAT NUOC "),
        ("dcat:theme <urn:x>", " urn:x "),
        ("dcat:theme 'ENVI'", ""),
    ],
)
def test_summarise__themes_are_codes_between_blanks(description: str, themes: str) -> None:
    assert summary(description).themes == themes


@pytest.mark.parametrize(
    ("description", "modified"),
    [
        ("a dcat:Dataset", None),
        ("dct:modified '2026-02-02'", "2026-02-02"),
        ("dct:modified '2026-02-02', '2025-12-31', '2026-01-01'", "2026-02-02"),
    ],
)
def test_summarise__modified_is_the_last(description: str, modified: str | None) -> None:
    assert summary(description).modified == modified


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    "description",
    [
        "dct:title 'Thuỷ sản Đồng Nai'@vi",
        "dct:description 'Về thuỷ sản tỉnh đồng nai'",
        "dcat:keyword 'THUỶ  SẢN' , 'đồng nai'",
        "dct:identifier 'thuy san/dong nai'",
        "skos:altLabel 'thuỷ sản, Đồng Nai'",
    ],
)
def test_summarise__search_finds_words_without_marks(description: str) -> None:
    found = summary(description).search
    assert "thuy san" in found
    assert "dong nai" in found


def test_summarise__search_finds_the_iri() -> None:
    assert "https://e.vn/d" in summary("a dcat:Dataset").search


def test_summarise__search_leaves_other_texts_out() -> None:
    assert "bi mat" not in summary("dct:rights 'Bí mật'").search


# ---------------------------------------------------------------- publicity


@pytest.mark.parametrize(
    ("description", "publicity"),
    [
        ("a dcat:Dataset", "0000"),
        ("dct:accessRights right:PUBLIC", "0000"),
        ("dct:accessRights right:RESTRICTED", "1000"),
        ("dct:accessRights right:NON_PUBLIC", "2000"),
        ("dct:accessRights 'non_public'", "2000"),
        ("dct:accessRights right:PUBLIC , right:RESTRICTED", "1000"),
        ("dmv:sharingNature <https://w3id.org/danhmuc/concept/sharing-nature/DUNG_RIENG>", "0300"),
        ("dmv:personalData <https://e.vn/#CO_BAN>", "0010"),
        ("dmv:importance <https://e.vn/COT_LOI/>", "0002"),
        ("dct:accessRights right:UNHEARD_OF , [ dct:title 'NON_PUBLIC' ]", "9000"),
        ("dct:accessRights 'Không công khai'@vi , right:PUBLIC", "9000"),
        ("dmv:sharingNature 'Công khai'@vi", "0900"),
        ("dmv:sharingNature <x> ; dmv:importance 'y'", "0909"),
    ],
)
def test_summarise__publicity_has_a_digit_for_each_property(description: str, publicity: str) -> None:
    assert summary(description).publicity.partition(":")[0] == publicity


@pytest.mark.parametrize(
    ("newest", "shown", "narrower"),
    [
        ("0000", "0000", False),
        ("1000", "0000", True),
        ("0000", "1000", False),
        ("0100", "1000", True),
        ("", "", False),
        ("0001", "", True),
        ("", "2000", False),
        ("9000:ab", "2000", True),
        ("9000:ab", "9000:ab", False),
        ("9000:ab", "9000:cd", True),
        ("0000", "9000:ab", False),
    ],
)
def test_is_narrower__any_respect_will_do(newest: str, shown: str, *, narrower: bool) -> None:
    assert is_narrower(newest, shown) is narrower


# ---------------------------------------------------------------- order, odd IRIs

FULL = quads("""<d> a dcat:Dataset , dcat:Catalog ; dct:title "A"@vi , "B"@vi , "C"@en ; dct:publisher <a> , <b> ;
    dcat:theme theme:TRAN , theme:ENVI ; dct:modified "2026-01-01" , "2025-01-01" ; dcat:keyword "x" , "y" ;
    dct:accessRights right:PUBLIC , right:NON_PUBLIC .""")


@given(st.permutations(FULL))
def test_summarise__order_of_triples_does_not_matter(given_quads: list[Quad]) -> None:
    assert summarise("https://e.vn/d", given_quads) == summarise("https://e.vn/d", FULL)


def test_summarise__an_iri_that_only_a_parser_takes_has_columns_too() -> None:
    assert summarise("https://e.vn/[1]", quads("<https://e.vn/[1]> dct:title 'Ngoặc' .")).title == "Ngoặc"
