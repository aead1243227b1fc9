"""The basis of a rule, with the status that the list of legal acts states."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danhmuc.registry.reporting.explained_findings import act_status, basis_text, listed_act
from danhmuc.shapes import Rule, load_profile
from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import LEGAL_ACTS, CodeList

DECREE = load_profile("vn").rules["https://w3id.org/danhmuc/shapes/vn#Dataset-title-vi"]
HEAD = "mã,tên,trạng thái,ngày hiệu lực,ngày hết hiệu lực,ngày xem\n"


def acts(*rows: str) -> CodeList:
    return concepts.read_csv((HEAD + "\n".join(rows)).encode(), "acts.csv", token=LEGAL_ACTS)


@pytest.mark.parametrize(
    ("row", "english"),
    [
        ("còn hiệu lực,,,", "in force"),
        ("in force,2020-05-25,,", "in force from 2020-05-25"),
        ("in-force,2020-05-25,,2026-12-01", "in force from 2020-05-25 (seen 2026-12-01)"),
        ("còn hiệu lực,2020-05-25,2027-01-31,", "in force until 2027-01-31"),
        ("còn hiệu lực,2020-05-25,2026-08-15,", "in force until 2026-08-15"),
        ("còn hiệu lực,2020-05-25,2026-08-14,", "ended from 2026-08-15"),
        ("còn hiệu lực,2027-01-01,,", "not known whether in force"),
        ("hết hiệu lực,2020-05-25,2025-10-21,", "ended from 2025-10-22"),
        ("ended,,,", "ended"),
        ("reported-ended,,2025-10-21,", "reported ended from 2025-10-22, not verified"),
        ("được cho là đã hết hiệu lực,,,", "reported ended, not verified"),
        ("unknown,2020-05-25,,", "not known whether in force"),
        # What is not understood is never in force.
        (",2020-05-25,,2026-12-01", "not known whether in force"),
        ("hết hiệu lực một phần,,,", "not known whether in force"),
        ("partially in force,,,", "not known whether in force"),
        ("not in force,,,", "not known whether in force"),
        ("active,,,", "not known whether in force"),
        ("HIEU_LUC,,,", "not known whether in force"),
        ("1,,,", "not known whether in force"),
    ],
)
def test_act_status__is_what_the_list_states(row: str, english: str) -> None:
    scheme = acts(f"47/2020/NĐ-CP,Nghị định,{row}")
    assert act_status(scheme["47/2020/NĐ-CP"]).render("en") == english
    assert basis_text(DECREE, "en", scheme).endswith(f"(47/2020/NĐ-CP), Article 11(4): {english}")


def test_basis_text__names_profile_act_clause_and_status() -> None:
    assert basis_text(DECREE, "en") == (
        "danhmuc's profile vn, after Decree on managing, connecting and sharing digital data of state agencies "
        "(47/2020/NĐ-CP), Article 11(4): reported ended from 2025-10-22, not verified"
    )
    assert basis_text(DECREE, "vi") == (
        "hồ sơ vn của danhmuc, theo Nghị định về quản lý, kết nối và chia sẻ dữ liệu số của cơ quan nhà nước "
        "(47/2020/NĐ-CP), Điều 11 khoản 4: được cho là hết hiệu lực từ 22/10/2025, chưa kiểm chứng"
    )


def test_basis_text__of_an_act_that_the_list_lacks_is_of_unknown_status() -> None:
    other = acts("1/2026/NĐ-CP,Nghị định,còn hiệu lực,,,")
    assert DECREE.basis is not None
    assert listed_act(DECREE.basis, other) is None
    assert basis_text(DECREE, "en", other).endswith("Article 11(4): not known whether in force")


def test_basis_text__of_a_repealed_article_is_not_that_of_its_act() -> None:
    rule = load_profile("vn").rules["https://w3id.org/danhmuc/shapes/vn#Dataset-license-open"]
    assert basis_text(rule, "en").endswith("(47/2020/NĐ-CP), Article 18: ended from 2025-08-19")
    whole = acts("47/2020/NĐ-CP,Nghị định,còn hiệu lực,,,")
    assert basis_text(rule, "en", whole).endswith("Article 18: not known whether in force")


def test_basis_text__of_a_profile_of_ones_own_is_not_danhmucs(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        """@prefix : <https://e.vn/own#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix dct: <http://purl.org/dc/terms/> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
        @prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://e.vn/own> a prof:Profile ; prof:hasToken "own" .
        :act a eli:LegalResource ; dct:identifier "9/2030/QĐ-UBND" ;
            eli:first_date_entry_in_force "2030-01-01"^^xsd:date .
        :d a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :d-title .
        :d-title a sh:PropertyShape ; sh:path dct:title ; sh:minCount 1 ; sh:message "Cần tên"@vi , "Needs a title"@en ;
            dct:source :act ; dmv:clause "Article 2"@en .""",
        encoding="utf-8",
    )
    rule: Rule = load_profile(path).rules["https://e.vn/own#d-title"]
    assert basis_text(rule, "en") == "profile own, after 9/2030/QĐ-UBND, Article 2: not known whether in force"


def test_list__read_as_skos_means_the_same() -> None:
    turtle = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix adms: <http://www.w3.org/ns/adms#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    <https://e.vn/acts> a skos:ConceptScheme ; dct:identifier "legal-act" .
    <https://e.vn/acts/1> a skos:Concept ; skos:inScheme <https://e.vn/acts> ; skos:notation "47/2020/NĐ-CP" ;
        skos:prefLabel "Nghị định"@vi ; adms:status "%s" ."""
    for word, english in (
        ("in-force", "in force"),
        ("ended", "ended"),
        ("completed", "not known whether in force"),
        ("active", "not known whether in force"),
        ('in-force" , "ended', "not known whether in force"),
    ):
        (scheme,) = concepts.read((turtle % word).encode(), "acts.ttl")
        assert act_status(listed_act(DECREE.basis, scheme) if DECREE.basis else None).render("en") == english


def test_list__under_the_token_of_acts_without_facts_is_of_unknown_status() -> None:
    plain = concepts.read_csv("mã,tên\n47/2020/NĐ-CP,Nghị định\n".encode(), "list.csv", token="another")
    renamed = plain.replace(token=LEGAL_ACTS)
    assert act_status(plain["47/2020/NĐ-CP"]).render("en") == "not known whether in force"
    assert act_status(renamed["47/2020/NĐ-CP"]).render("en") == "not known whether in force"
    assert not renamed["47/2020/NĐ-CP"].valid_on(date(2026, 1, 1))
