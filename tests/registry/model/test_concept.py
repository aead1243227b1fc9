"""Items of code lists: given by code or IRI, named by their document, else by the lists at hand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from danhmuc.registry import Checksum, Concept, Dataset, Distribution, LicenseDocument, Resource, model
from danhmuc.registry.model.field_kinds import ManyConcepts, OneConcept
from danhmuc.registry.model.nouns import NOUNS
from danhmuc.vocab import concepts

MONTHLY = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
CODED = [  # each field once, with the noun that has it first
    (noun, name, token)
    for noun in NOUNS
    for name, field in getattr(model, noun).fields.items()
    if field.noun == noun and isinstance(field, OneConcept | ManyConcepts)
    for token in field.schemes
]


@pytest.mark.parametrize(("noun", "name", "token"), CODED, ids=map(".".join, CODED))
def test_field__takes_the_codes_of_its_lists(noun: str, name: str, token: str) -> None:
    item = next(iter(concepts.load(token)))
    by_code: Resource = getattr(model, noun)("https://e.vn/1", **{name: item.code})
    assert by_code == getattr(model, noun)("https://e.vn/1", **{name: item.iri})
    view = getattr(by_code, name)
    (shown,) = view if isinstance(view, tuple) else (view,)
    assert (type(shown), shown.iri) == (Concept, item.iri)
    assert (shown.code, shown.label("en")) == (item.code, item.label("en"))


def test_field__takes_several_codes_and_iris() -> None:
    one = Dataset(themes=["ENVI", "https://e.vn/t", Concept("https://e.vn/u", preferred_label="U")])
    assert [theme.code for theme in one.themes] == ["ENVI", "t", "u"]
    assert [theme.label() for theme in one.themes] == ["Môi trường", "t", "U"]


def test_field__takes_a_media_type_that_no_list_has_yet() -> None:
    made = Distribution(media_type="application/vnd.e-vn+json").media_type
    assert made is not None
    assert made.iri == "http://www.iana.org/assignments/media-types/application/vnd.e-vn+json"


@pytest.mark.parametrize("code", ["monthly", "MONTHLY ", "Hằng tháng"])
def test_field__takes_codes_and_names_as_clerks_write_them(code: str) -> None:
    assert Dataset(accrual_periodicity=code) == Dataset(accrual_periodicity="MONTHLY")


def test_field__says_nothing_of_an_item_given_by_code() -> None:
    assert len(Dataset("https://e.vn/1", accrual_periodicity="MONTHLY").to("nt").splitlines()) == 2


def test_concept__without_document_is_named_by_the_lists() -> None:
    one = Concept(MONTHLY)
    assert one.code == "MONTHLY"
    assert one.label("en") == "monthly"
    assert one.label("vi") == concepts.load("frequency")["MONTHLY"].label("vi")
    assert one.listed is not None
    assert one.listed.iri == MONTHLY
    assert not one.preferred_label


def test_concept__names_itself_before_the_lists_do() -> None:
    one = Concept(MONTHLY, preferred_label={"vi": "mỗi tháng", "fr": "mensuel"}, notation="M")
    assert (one.code, one.label("vi"), one.label("fr")) == ("M", "mỗi tháng", "mensuel")


@pytest.mark.parametrize(
    ("iri", "code"),
    [
        ("https://e.vn/list/A1", "A1"),
        ("https://e.vn/list/A1/", "A1"),
        ("https://e.vn/list#A1", "A1"),
        ("https://e.vn/list#", "list"),
        ("urn:x", "urn:x"),
        ("https://www.iana.org/assignments/media-types/text/csv", "csv"),
    ],
)
def test_concept__in_no_list_has_the_last_part_of_its_iri(iri: str, code: str) -> None:
    one = Concept(iri)
    if one.listed is None:
        assert (one.code, one.label()) == (code, code)
    else:
        assert one.code == one.listed.code


def test_concept__without_iri_has_what_it_says() -> None:
    assert (Concept().code, Concept().label(), Concept().listed) == ("", "", None)
    assert Concept(notation="7").label("vi") == "7"
    assert Concept(preferred_label={"en": "seven"}).label("vi") == "seven"


def test_concept__of_a_document_is_named_by_it() -> None:
    one = Dataset.parse(
        f"""
        @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://e.vn/1> a dcat:Dataset ; dct:accrualPeriodicity <{MONTHLY}> ; dcat:theme [ skos:prefLabel "Đất"@vi ] .
        <{MONTHLY}> skos:prefLabel "hằng tháng"@vi ; skos:notation "HT" .
        """
    )
    assert one.accrual_periodicity is not None
    assert (one.accrual_periodicity.code, one.accrual_periodicity.label("en")) == ("HT", "hằng tháng")
    assert [theme.label("vi") for theme in one.themes] == ["Đất"]


def test_concept__in_fields_without_list_is_given_by_iri() -> None:
    assert [kind.iri for kind in LicenseDocument(types="https://e.vn/t").types] == ["https://e.vn/t"]
    assert Checksum(algorithm=Concept("https://e.vn/sha", notation="sha")).algorithm == Concept(
        "https://e.vn/sha", notation="sha"
    )


LOADED = """
from danhmuc.registry import Concept, Dataset
from danhmuc.vocab.concepts import bundled_lists
{statement}
print(bundled_lists._load.cache_info().currsize)
"""


@pytest.mark.parametrize(
    ("statement", "lists"),
    [
        (f"Dataset(accrual_periodicity={MONTHLY!r}).accrual_periodicity.iri", 0),
        ("Dataset(accrual_periodicity='MONTHLY')", 1),
        (f"Concept({MONTHLY!r}).label('vi')", 1),
    ],
)
def test_concept__loads_no_more_lists_than_it_needs(statement: str, lists: int) -> None:
    command = [sys.executable, "-P", "-c", LOADED.format(statement=statement)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == f"{lists}\n"
