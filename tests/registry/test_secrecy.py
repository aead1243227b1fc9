"""Entries marked as state secrets are known by their mark, however it is written."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry.secrecy import is_state_secret
from danhmuc.registry.source_records import SourceRecord

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix secrecy: <https://w3id.org/danhmuc/concept/secrecy/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def record(turtle: str) -> SourceRecord:
    return SourceRecord.of("https://e.vn/d", list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    "mark",
    [
        *("secrecy:MAT", "secrecy:TOI_MAT", "secrecy:TUYET_MAT"),
        *('"MAT"', '"toi_mat"', '"TUYET_MAT"@vi', '" Mật "', '"Tối mật"@vi', '"TUYỆT MẬT"', '"tuyệt-mật"'),
        *("<https://e.vn/do-mat/MAT/>", "<https://e.vn/do-mat#TOI_MAT>", "<urn:x/toi-mat>"),
        *('[ skos:notation "MAT" ]', '[ skos:prefLabel "Tối mật"@vi ]', "[ skos:exactMatch secrecy:TUYET_MAT ]"),
    ],
)
def test_is_state_secret__a_level_of_secrecy_is_a_secret(mark: str) -> None:
    assert is_state_secret(record(f"<d> a dcat:Dataset ; dmv:secrecy {mark} ."))


@pytest.mark.parametrize(
    "mark", ["secrecy:KHONG", '"Không mật"@vi', '""', '"KHONG_MAT"', '[ skos:notation "KHONG" ]', "[]", '"MAT_MA"']
)
def test_is_state_secret__what_is_no_level_is_none(mark: str) -> None:
    assert not is_state_secret(record(f"<d> a dcat:Dataset ; dmv:secrecy {mark} ."))


@pytest.mark.parametrize(
    "turtle",
    [
        "<d> dcat:distribution <x> . <x> dmv:secrecy secrecy:MAT .",
        "<d> dct:provenance [ dmv:secrecy secrecy:MAT ] .",
        "<d> dmv:secrecy secrecy:KHONG , secrecy:MAT .",
    ],
)
def test_is_state_secret__any_node_of_its_graph_may_be_marked(turtle: str) -> None:
    assert is_state_secret(record(turtle))


@pytest.mark.parametrize(
    "turtle",
    [
        "",
        "<d> a dcat:Dataset ; dct:title 'MAT' .",
        "<d> dct:subject secrecy:MAT .",
        "<d> dct:description '<d> <https://w3id.org/danhmuc/def#secrecy> <MAT> .' .",
        "<d> dmv:secrecy secrecy:KHONG . secrecy:KHONG skos:related secrecy:MAT .",
    ],
)
def test_is_state_secret__what_is_not_marked_is_none(turtle: str) -> None:
    assert not is_state_secret(record(turtle))
