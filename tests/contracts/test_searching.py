"""records(): by text, theme, publisher, source, state; the same on every database."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.store import found_records
from danhmuc.vocab.errors import UsageError

if TYPE_CHECKING:
    from .conftest import Agency

THEME = "http://publications.europa.eu/resource/authority/data-theme/"
TURTLE = f"""
<1> a dcat:Dataset ; dct:title "Mực nước sông Hương"@vi ;
    dcat:theme <{THEME}ENVI> , <{THEME}TRAN> ; dct:publisher <a> .
<2> a dcat:Dataset ; dct:title "Đường bộ Hoà Vang"@vi ; dct:description "Gồm 100% đường_bộ"@vi ;
    dcat:theme <{THEME}TRAN> .
<3> a dcat:Dataset ; dct:title "air quality"@en ; dcat:keyword "Không khí"@vi ; dct:identifier "KK-2026" .
<4> a dcat:Dataset .
<a> a foaf:Agent ; foaf:name "Sở Tài nguyên"@vi .
"""


@pytest.fixture
def filled(agency: Agency) -> Registry:
    agency.publish(TURTLE)
    return agency.registry


def found(registry: Registry, **asked: str) -> list[str]:
    return [row.iri.removeprefix("https://e.vn/") for row in registry.records(**asked)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sông hương", ["1"]),
        ("song huong", ["1"]),
        ("SÔNG  HƯƠNG", ["1"]),
        ("huong song", ["1"]),
        ("đường", ["2"]),
        ("Đường", ["2"]),
        ("duong", ["2"]),
        ("ho\u00e0 vang", ["2"]),
        ("h\u00f2a vang", ["2"]),
        ("hoa\u0300 vang", ["2"]),
        ("không khí", ["3"]),
        ("kk-2026", ["3"]),
        ("https://e.vn/4", ["4"]),
        ("e.vn/4", []),
        ("e.vn*", []),
        ("100%", ["2"]),
        ("duong_bo", ["2"]),
        ("g_b", []),
        ("duon", []),
        ("duon*", ["2"]),
        ("h%g", []),
        ("https:*", ["2", "1", "3", "4"]),
        ("sông đường", []),
        ("", ["2", "1", "3", "4"]),
    ],
)
def test_records__by_text(filled: Registry, text: str, expected: list[str]) -> None:
    assert sorted(found(filled, text=text)) == sorted(expected)


@pytest.mark.parametrize("text", ["%", "_", "/", "*"])
def test_records__a_text_without_words_is_refused(filled: Registry, text: str) -> None:
    with pytest.raises(UsageError):
        filled.records(text=text)


def test_records__by_title_and_without_one_last(filled: Registry) -> None:
    assert found(filled) == ["1", "3", "2", "4"]


@pytest.mark.parametrize(("theme", "expected"), [("ENVI", ["1"]), ("tran", ["1", "2"]), ("ENV", []), ("%", [])])
def test_records__by_theme(filled: Registry, theme: str, expected: list[str]) -> None:
    assert found(filled, theme=theme) == expected


@pytest.mark.postgresql
def test_records__by_publisher(filled: Registry) -> None:
    assert found(filled, publisher="https://e.vn/a") == ["1"]


def test_records__tell_the_publisher_s_name(filled: Registry) -> None:
    assert filled.get("https://e.vn/1").row.publisher == "Sở Tài nguyên"


def test_records__by_source(filled: Registry, second_agency: Agency) -> None:
    second_agency.publish("<9> a dcat:Dataset .")
    assert found(filled, source="second") == ["9"]


def test_records__by_state(filled: Registry, agency: Agency) -> None:
    agency.publish(TURTLE.replace("<4> a dcat:Dataset .", ""))
    assert found(filled, state="missing") == ["4"]


def test_records__by_role(filled: Registry) -> None:
    assert found(filled, role="node") == ["a"]


@pytest.mark.postgresql
def test_records__so_many(filled: Registry) -> None:
    assert [row.iri for row in filled.records(limit=2)] == ["https://e.vn/1", "https://e.vn/3"]


def test_records__may_be_left_unread(filled: Registry) -> None:
    next(filled.records())
    assert len(list(filled.records())) == 4


def test_records__may_be_looked_into_on_the_way(filled: Registry) -> None:
    assert [filled.get(row.iri).row for row in filled.records()] == list(filled.records())


def test_records__may_be_withdrawn_on_the_way(filled: Registry) -> None:
    for row in filled.records():
        filled.withdraw(row.iri, by="test", source="agency")
    assert len(found(filled, state="withdrawn")) == 4


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "chosen", [{}, {"sort": "violations"}, {"text": "dat"}, {"theme": "ENVI", "role": None}, {"state": "missing"}]
)
def test_iter_records__gives_what_records_gives(filled: Registry, chosen: dict[str, Any]) -> None:
    assert list(filled.iter_records(**chosen)) == list(filled.records(**chosen))


@pytest.mark.postgresql
def test_iter_records__are_of_one_moment(filled: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_records, "_ROWS_EACH", 1)
    before = list(filled.records())
    rows = filled.iter_records()
    first = next(rows)
    for row in before:
        filled.withdraw(row.iri, by="test", source="agency")
    assert [first, *rows] == before
    assert found(filled, state="withdrawn") == [row.iri.rpartition("/")[2] for row in before]


@pytest.mark.parametrize("name", ["records", "iter_records", "search"])
def test_doors__spell_out_the_conditions_and_refuse_other_types(filled: Registry, name: str) -> None:
    door = getattr(filled, name)
    parameters = inspect.signature(door).parameters
    conditions = ("source", "theme", "publisher", "format", "licence", "state", "verdict", "year", "role")
    assert {*conditions, "registration", "min_status", "text", "since", "run", "today", "sort"} <= {*parameters}
    assert parameters["year"].annotation == "int | None"
    for wrong in ({"year": "2024"}, {"source": 1}, {"theme": "a\0"}):
        with pytest.raises(UsageError):
            door(**wrong)
    with pytest.raises(TypeError, match="colour"):
        list(door(colour="red"))


def test_iter_records__refuse_with_the_first_row(filled: Registry) -> None:
    for wrong in ({"verdict": "x"}, {"registration": "x"}, {"text": '"a'}, {"run": 99}):
        with pytest.raises(UsageError):
            next(filled.iter_records(**wrong))  # type: ignore[arg-type]


def test_iter_records__as_of_a_moment(filled: Registry, agency: Agency) -> None:
    before = list(filled.records())
    with filled.as_of(1, source="agency") as past:
        agency.publish(TURTLE.replace("<4> a dcat:Dataset .", ""))
        assert [row.iri for row in past.iter_records()] == [row.iri for row in before]
        assert list(past.iter_records(state="missing")) == []
        with pytest.raises(UsageError):
            next(past.iter_records("dat"))
        with pytest.raises(UsageError):
            next(past.iter_records(source="second"))


def test_records__one_iri_of_two_sources_is_listed_twice(filled: Registry, second_agency: Agency) -> None:
    second_agency.publish('<1> a dcat:Dataset ; dct:title "A"@vi .')
    assert [row.source for row in filled.records() if row.iri == "https://e.vn/1"] == ["second", "agency"]


def test_get__the_oldest_source_comes_first(filled: Registry, second_agency: Agency) -> None:
    second_agency.publish('<1> a dcat:Dataset ; dct:title "A"@vi .')
    assert filled.get("https://e.vn/1").row.source == "agency"


def test_get__a_source_may_be_named(filled: Registry, second_agency: Agency) -> None:
    second_agency.publish('<1> a dcat:Dataset ; dct:title "A"@vi .')
    assert filled.get("https://e.vn/1", source="second").row.title == "A"


def test_history__of_the_source_that_is_named(filled: Registry, second_agency: Agency) -> None:
    second_agency.publish('<1> a dcat:Dataset ; dct:title "A"@vi .')
    second_agency.publish('<1> a dcat:Dataset ; dct:title "B"@vi .')
    assert [len(filled.ledger.history("https://e.vn/1", source=name)) for name in ("agency", "second")] == [1, 2]


def test_records__nul_characters_are_no_trouble(agency: Agency) -> None:
    agency.publish('<1> a dcat:Dataset ; dct:title "a\\u0000b" .')
    assert [row.title for row in agency.registry.records()] == ["a\N{REPLACEMENT CHARACTER}b"]


def test_records__nul_characters_stay_in_the_graph(agency: Agency) -> None:
    agency.publish('<1> a dcat:Dataset ; dct:title "a\\u0000b" .')
    (title,) = (str(value) for value in agency.registry.get("https://e.vn/1").graph.objects() if "a" in value[:1])
    assert title == "a\0b"


def test_get__of_what_has_the_name_of_a_state_names_it_as_it_is(registry: Registry) -> None:
    with pytest.raises(UsageError) as caught:
        registry.get("interrupted")
    assert caught.value.render("vi") == "sổ đăng ký không có bản ghi interrupted; xem danh sách bằng danhmuc list"


@pytest.mark.postgresql
def test_records__by_verdict(agency: Agency) -> None:
    agency.publish(TURTLE, profile="dcat-ap")
    accepted, submitted = (found(agency.registry, verdict=verdict) for verdict in ("accepted", "submitted"))
    assert sorted(accepted + submitted) == ["1", "2", "3", "4"]
    assert "4" in submitted  # has no title
    assert {row.verdict for row in agency.registry.records(verdict="submitted", limit=1)} == {"submitted"}


def test_records__of_what_was_not_validated_have_no_verdict(agency: Agency) -> None:
    agency.publish(TURTLE, profile="none")
    assert found(agency.registry, verdict="accepted") == found(agency.registry, verdict="submitted") == []


def test_records__of_a_verdict_that_is_none_are_refused(agency: Agency) -> None:
    with pytest.raises(UsageError, match="unknown verdict 'acepted'; known: accepted, none, submitted"):
        agency.registry.records(verdict="acepted")
