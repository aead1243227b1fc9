"""Codes of two lists of one conceptual domain: found by notation and label, decided by persons, exported as SKOS."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.vocab.errors import UnknownNameError, UsageError

HEAD = """@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @base <https://e.vn/> .
"""
DOMAIN = "https://e.vn/cd/sex"
ELEMENTS = """
<cd/sex> a dmv:ConceptualDomain ; skos:prefLabel "Giới tính"@vi .
<vd/1> a dmv:ValueDomain ; dmv:conceptualDomain <cd/sex> ; dmv:codeList <https://e.vn/list/mot> .
<el/1> a dmv:DataElement ; dct:identifier "E1" ; skos:prefLabel "Giới"@vi ; skos:definition "Giới"@vi ;
    dmv:valueDomain [ a dmv:ValueDomain ; dmv:conceptualDomain <cd/sex> ; dmv:codeList <https://e.vn/list/hai> ] ;
    dct:relation <vd/1> .
<schema/1> a csvw:Schema ; csvw:column ( [ a csvw:Column ; csvw:name "gt" ; dmv:dataElement <el/1> ] ) .
"""
DATASET = """<ds/1> a dcat:Dataset ; dct:title "Dân cư"@vi ; dct:conformsTo <schema/1> ."""
LISTS = {
    "mot": (("1", "Nam"), ("2", "Nữ"), ("9", "Chưa rõ")),
    "hai": (("M", "NAM"), ("F", "nữ"), ("9", "Khác")),
    "ba": (("1", "Nam"),),
}


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    """A registry with three lists, two of which one conceptual domain has."""
    with Registry.open(database_url) as opened:
        for token, rows in LISTS.items():
            concepts = "".join(
                f'<list/{token}/{code}> a skos:Concept ; skos:inScheme <list/{token}> ; skos:notation "{code}" ; '
                f'skos:prefLabel "{label}"@vi .\n'
                for code, label in rows
            )
            scheme = f'<list/{token}> a skos:ConceptScheme ; dct:title "{token}"@vi ; dct:identifier "{token}" .\n'
            path = tmp_path / f"{token}.ttl"
            path.write_text(HEAD + scheme + concepts, encoding="utf-8")
            opened.vocab.add(path, token=token, by="an")
        path = tmp_path / "elements.ttl"
        path.write_text(HEAD + ELEMENTS, encoding="utf-8")
        opened.harvests.import_elements(str(path))
        yield opened


def found(registry: Registry, *, decided: bool = False) -> list[tuple[str, ...]]:
    matches = registry.dictionary.find_code_matches(decided=decided)
    return [(f"{one.code_list}/{one.code}", f"{one.other_list}/{one.other_code}", *one.reasons) for one in matches]


def test_find_code_matches__by_notation_and_label_within_a_domain(registry: Registry) -> None:
    assert found(registry) == [
        ("hai/9", "mot/9", "same-notation"),
        ("hai/F", "mot/2", "same-label"),
        ("hai/M", "mot/1", "same-label"),
    ]
    assert registry.dictionary.find_code_matches(domain="https://e.vn/cd/khac") == []


def test_decisions__are_revocable_in_either_order(registry: Registry) -> None:
    dictionary = registry.dictionary
    assert dictionary.accept_code_match("mot", "1", "hai", "M", by="an")
    assert not dictionary.accept_code_match("hai", "M", "https://e.vn/list/mot", "1", by="an")
    assert dictionary.reject_code_match("mot", "9", "hai", "9", by="an", reason="khác nghĩa")
    assert [pair[:2] for pair in found(registry)] == [("hai/F", "mot/2")]
    assert len(found(registry, decided=True)) == 3
    dictionary.revoke_code_match("hai", "9", "mot", "9", by="an")
    assert len(found(registry)) == 2
    with pytest.raises(UsageError, match="nothing was decided"):
        dictionary.revoke_code_match("hai", "9", "mot", "9", by="an")
    with pytest.raises(UsageError, match="no code"):
        dictionary.accept_code_match("mot", "7", "hai", "M", by="an")
    with pytest.raises(UsageError, match="no conceptual domain"):
        dictionary.accept_code_match("mot", "1", "ba", "1", by="an")
    with pytest.raises(UnknownNameError, match="bon"):
        dictionary.accept_code_match("mot", "1", "bon", "1", by="an")


def test_export__accepted_ones_leave_as_skos_with_their_domain(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.ttl"
    path.write_text(HEAD + DATASET, encoding="utf-8")
    registry.harvest(source_at(str(path)), profile="none")
    dictionary = registry.dictionary
    dictionary.accept_code_match("mot", "1", "hai", "M", by="an")
    dictionary.reject_code_match("mot", "9", "hai", "9", by="an")
    lines = [one for one in exported(registry, "skos").splitlines() if "/list/" in one]
    assert lines == [
        "<https://e.vn/list/hai/M> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://e.vn/list/mot/1> .",
        "<https://e.vn/list/hai/M> <http://www.w3.org/2004/02/skos/core#inScheme> <https://e.vn/list/hai> .",
        "<https://e.vn/list/mot/1> <http://www.w3.org/2004/02/skos/core#inScheme> <https://e.vn/list/mot> .",
    ]
    assert "exactMatch" not in exported(registry, "nt")
    registry.withhold("https://e.vn/vd/1", by="an", reason="rà soát")
    assert found(registry) == []
    assert "/list/" not in exported(registry, "skos")


def exported(registry: Registry, name: str) -> str:
    out = io.BytesIO()
    registry.export(name, out)
    return out.getvalue().decode()
