"""Profiles load as layers: what one says of a rule below it replaces, the rest adds, and what cannot be is told."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import NO_PROFILE, Profile, Validator, load_profile, profile_tokens
from danhmuc.vocab.errors import ShapesError, UnknownNameError

AP = "https://w3id.org/danhmuc/shapes/dcat-ap"
PREFIXES = f"""
@prefix : <https://e.vn/own#> .
@prefix ap: <{AP}#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
HEAD = f'<https://e.vn/own> a prof:Profile ; prof:hasToken "own" ; prof:isProfileOf <{AP}> .\n'
KEYWORD = """
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-keyword .
:Dataset-keyword a sh:PropertyShape ; sh:path dcat:keyword ; sh:minCount 2 ;
    sh:severity sh:Warning ; sh:message "Nên có (dcat:keyword)."@vi , "Should have (dcat:keyword)."@en"""

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a profile file and gives its path."""

    def write(turtle: str, name: str = "own.ttl") -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


def codes(profile: Profile | Path, turtle: str) -> dict[str, str]:
    (record,) = parse_records("@prefix dcat: <http://www.w3.org/ns/dcat#> . <https://e.vn/1> a dcat:Dataset ." + turtle)
    return {finding.code: finding.severity for finding in Validator(profile).validate(record).findings}


# ---------------------------------------------------------------- which there are


def test_tokens__are_those_of_the_files_in_the_folder() -> None:
    names = {entry.name.removesuffix(".ttl") for entry in files("danhmuc.shapes").iterdir() if entry.is_file()}
    assert set(profile_tokens()) == {"dcat-ap", "dcat-ap-hvd", "elements", "vn"} <= names
    assert all(load_profile(token).token == token for token in profile_tokens())


def test_layers__are_named_from_the_top_down() -> None:
    assert load_profile("dcat-ap").tokens == ("dcat-ap",)
    assert load_profile("dcat-ap-hvd").tokens == ("dcat-ap-hvd", "dcat-ap")


def test_layers__one_of_ours_given_as_a_file_is_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "copy.ttl"
    with (files("danhmuc.shapes") / "dcat-ap-hvd.ttl").open("rb") as ours, copy.open("wb") as target:
        shutil.copyfileobj(ours, target)
    assert load_profile(copy) == load_profile("dcat-ap-hvd")


def test_layers__a_file_beside_it_may_be_the_one_it_builds_on(written: Written) -> None:
    written(HEAD + KEYWORD + " .", "ministry.ttl")
    path = written(
        '<https://e.vn/office> a prof:Profile ; prof:hasToken "office" ; prof:isProfileOf <https://e.vn/own> .\n'
        ":Dataset-keyword sh:severity sh:Violation .",
        "office.ttl",
    )
    profile = load_profile(path)
    assert profile.tokens == ("office", "own", "dcat-ap")
    assert codes(profile, "")["own:Dataset-keyword"] == "violation"


def test_layers__what_two_parents_share_lies_below_both(written: Written) -> None:
    middle = '<https://e.vn/middle> a prof:Profile ; prof:hasToken "middle" ;'
    written(f"{middle} prof:isProfileOf <{AP}> . ap:Dataset-theme sh:severity sh:Violation .", "middle.ttl")
    both = f"prof:isProfileOf <{AP}> , <https://e.vn/middle>"
    path = written(f'<https://e.vn/top> a prof:Profile ; prof:hasToken "top" ; {both} .', "top.ttl")
    profile = load_profile(path)
    assert profile.tokens == ("top", "middle", "dcat-ap")
    assert profile.rules[f"{AP}#Dataset-theme"].severity == "violation"


def test_digest__is_another_when_any_layer_is(written: Written) -> None:
    lower = written(HEAD + KEYWORD + " .", "ministry.ttl")
    path = written(
        '<https://e.vn/office> a prof:Profile ; prof:hasToken "office" ; prof:isProfileOf <https://e.vn/own> .',
        "office.ttl",
    )
    before = load_profile(path).digest
    assert load_profile(path).digest == before
    lower.write_text(lower.read_text(encoding="utf-8") + "# \n", encoding="utf-8")
    assert load_profile(path).digest != before


# ---------------------------------------------------------------- one layer over another


def test_child__changes_the_severity_and_the_rule_keeps_its_code(written: Written) -> None:
    path = written(HEAD + "ap:Dataset-keyword sh:severity sh:Violation .")
    rule = load_profile(path).rules[f"{AP}#Dataset-keyword"]
    assert (rule.code, rule.severity, rule.layer) == ("dcat-ap:Dataset-keyword", "violation", "recommended")
    assert codes(path, "")["dcat-ap:Dataset-keyword"] == "violation"
    assert codes(load_profile("dcat-ap"), "")["dcat-ap:Dataset-keyword"] == "warning"


def test_child__deactivates_a_rule(written: Written) -> None:
    path = written(HEAD + "ap:Dataset-keyword sh:deactivated true .")
    profile = load_profile(path)
    assert profile.rules[f"{AP}#Dataset-keyword"].is_deactivated
    assert "dcat-ap:Dataset-keyword" not in codes(profile, "")
    assert "dcat-ap:Dataset-theme" in codes(profile, "")


@pytest.mark.parametrize("written_so", ['"true"', "1"])
def test_child__that_deactivates_by_another_term_is_refused(written_so: str, written: Written) -> None:
    with pytest.raises(ShapesError, match="Dataset-keyword> has sh:deactivated"):
        load_profile(written(f"{HEAD}ap:Dataset-keyword sh:deactivated {written_so} ."))


def test_child__deactivates_by_the_very_term_true_alone(written: Written) -> None:
    profile = load_profile(written(f'{HEAD}ap:Dataset-keyword sh:deactivated "1"^^xsd:boolean .'))
    assert not profile.rules[f"{AP}#Dataset-keyword"].is_deactivated
    assert "dcat-ap:Dataset-keyword" in codes(profile, "")
    (warning,) = Validator(profile).warnings
    assert "Dataset-keyword> has sh:deactivated" in str(warning)


def test_child__a_severity_of_its_own_counts_as_a_violation_and_is_told(written: Written) -> None:
    profile = load_profile(written(HEAD + "ap:Dataset-keyword sh:severity sh:Fatal ."))
    assert codes(profile, "")["dcat-ap:Dataset-keyword"] == "violation"
    (warning,) = profile.warnings
    assert str(warning) == (
        f"<{AP}#Dataset-keyword> has sh:severity <http://www.w3.org/ns/shacl#Fatal>, which counts as sh:Violation; "
        "use one of sh:Violation, sh:Warning, sh:Info"
    )


def test_child__may_put_a_rule_back_in_use(written: Written) -> None:
    written(HEAD + "ap:Dataset-keyword sh:deactivated true .", "ministry.ttl")
    path = written(
        '<https://e.vn/office> a prof:Profile ; prof:hasToken "office" ; prof:isProfileOf <https://e.vn/own> .\n'
        "ap:Dataset-keyword sh:deactivated false .",
        "office.ttl",
    )
    assert "dcat-ap:Dataset-keyword" in codes(path, "")


def test_child__replaces_a_message_in_its_language_alone(written: Written) -> None:
    path = written(HEAD + 'ap:Dataset-keyword sh:message "Nên ghi từ khóa (dcat:keyword)."@vi ; sh:name "Từ"@vi .')
    rule = load_profile(path).rules[f"{AP}#Dataset-keyword"]
    assert rule.message == {
        "vi": "Nên ghi từ khóa (dcat:keyword).",
        "en": "A dataset should have at least one keyword (dcat:keyword).",
    }
    assert rule.name == {"vi": "Từ", "en": "Keyword"}


def test_child__replaces_order_group_and_layer(written: Written) -> None:
    said = 'sh:order 3.5 ; sh:group :First ; dmv:layer "national"'
    path = written(HEAD + f'ap:Dataset-keyword {said} . :First rdfs:label "Đầu"@vi ; sh:order 1 .')
    rule = load_profile(path).rules[f"{AP}#Dataset-keyword"]
    assert (rule.order, rule.layer) == (3.5, "national")
    assert rule.group is not None
    assert (rule.group.iri, rule.group.label, rule.group.order) == ("https://e.vn/own#First", {"vi": "Đầu"}, 1)


def test_child__adds_rules_to_a_shape_below(written: Written) -> None:
    path = written(HEAD + "ap:Dataset sh:property :Dataset-keyword ." + KEYWORD + " .")
    found = codes(path, "")
    assert {"own:Dataset-keyword", "dcat-ap:Dataset-title"} <= found.keys()


def test_child__speaking_of_a_rule_that_is_not_there_is_told(
    written: Written, caplog: pytest.LogCaptureFixture
) -> None:
    path = written(HEAD + "ap:Dataset-keywrod sh:deactivated true ; sh:severity sh:Warning .")
    with caplog.at_level(logging.WARNING):
        profile = load_profile(path)
    assert list(map(str, profile.warnings)) == [
        f"{path} speaks of dcat-ap:Dataset-keywrod, which 'dcat-ap' does not have; near it: Dataset-keyword"
    ]
    assert "Dataset-keywrod" in caplog.text


@pytest.mark.parametrize("strict", ["sh:severity sh:Violation", "sh:minCount 2", "sh:sparql [ sh:select 'SELECT' ]"])
def test_child__asking_more_of_a_rule_that_is_not_there_is_refused(written: Written, strict: str) -> None:
    path = written(f"{HEAD}ap:Dataset-wholly-other {strict} .")
    with pytest.raises(ShapesError) as caught:
        load_profile(path)
    assert str(caught.value) == (
        f"profile {path}: 1 part of it was not read, so no record can pass by it: {path} speaks of "
        "dcat-ap:Dataset-wholly-other, which 'dcat-ap' does not have; correct or remove it"
    )


def test_child__may_have_a_shape_of_its_own_whose_name_begins_as_those_below(written: Written) -> None:
    own = "ap:Dataset sh:property ap:Dataset-own . ap:Dataset-own sh:path dct:language ; sh:minCount 1 ."
    assert "dcat-ap:Dataset-own" in {code.replace("own:", "dcat-ap:") for code in codes(written(HEAD + own), "")} | {
        rule.iri.replace(f"{AP}#", "dcat-ap:") for rule in load_profile(written(HEAD + own)).rules.values()
    }


def test_imports__are_named_and_not_fetched(written: Written) -> None:
    path = written(HEAD + "<https://e.vn/own> owl:imports <https://nowhere.example/shapes> .")
    with pytest.raises(ShapesError, match=r"owl:imports <https://nowhere\.example/shapes> is not fetched"):
        load_profile(path)
    path = written(
        HEAD + "<https://e.vn/own> owl:imports <https://nowhere.example/shapes> ;"
        " <https://w3id.org/danhmuc/def#allowsUnread> <https://nowhere.example/shapes> ."
    )
    (warning,) = load_profile(path).warnings
    assert str(warning) == f"owl:imports https://nowhere.example/shapes in {path} is not fetched"


def test_imports__of_the_profile_below_say_nothing_new(written: Written) -> None:
    assert load_profile(written(f"{HEAD}<https://e.vn/own> owl:imports <{AP}> .")).warnings == ()


# ---------------------------------------------------------------- what a rule tells


def test_rule__is_of_the_layer_of_its_profile_where_it_says_none(written: Written) -> None:
    rules = load_profile(written(HEAD + KEYWORD + " .")).rules
    assert rules["https://e.vn/own#Dataset-keyword"].layer == "house"
    assert rules[f"{AP}#Dataset-title"].layer == "spec"
    assert rules[f"{AP}#Dataset-keyword"].layer == "recommended"


def test_rule__is_every_shape_that_judges_and_no_part_of_one(written: Written) -> None:
    path = written(
        """<https://e.vn/own> a prof:Profile ; prof:hasToken "own" .
        <https://e.vn/own#S> sh:targetClass dcat:Dataset ; sh:property <https://e.vn/own#P> , <https://e.vn/own/Q> ;
            sh:node <https://e.vn/own#N> .
        <https://e.vn/own#P> sh:path dcat:theme ; sh:minCount 1 .
        <https://e.vn/own/Q> sh:path dcat:keyword ; sh:minCount 1 .
        <https://e.vn/own#N> a sh:NodeShape ; sh:nodeKind sh:IRI .
        <https://e.vn/own#T> a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property <https://e.vn/own/P> .
        <https://e.vn/own/P> sh:path dcat:theme ; sh:minCount 1 ."""
    )
    rules = load_profile(path).rules.values()
    assert [rule.code for rule in rules] == ["own:S", "own:P", "own:Q", "own:https://e.vn/own/P"]
    assert {rule.severity for rule in rules} == {"violation"}


def test_rule__names_the_law_it_rests_on(written: Written) -> None:
    law = """
    :ND-47 a eli:LegalResource ; dct:identifier "47/2020/NĐ-CP" ; dct:title "Nghị định"@vi , "Decree"@en ;
        dct:date "2020-04-09"^^xsd:date ; eli:first_date_entry_in_force "2020-05-25"^^xsd:date ;
        eli:date_no_longer_in_force "2030-01-01"^^xsd:date ; rdfs:seeAlso <https://e.vn/nd47> .
    """
    said = 'dct:source :ND-47 ; dmv:clause "Điều 11"@vi , "Article 11"@en ; rdfs:seeAlso <https://e.vn/page>'
    rule = load_profile(written(HEAD + KEYWORD + f" ; {said} ." + law)).rules["https://e.vn/own#Dataset-keyword"]
    assert rule.basis is not None
    assert (rule.basis.identifier, rule.basis.title["vi"], rule.basis.issued) == (
        "47/2020/NĐ-CP",
        "Nghị định",
        date(2020, 4, 9),
    )
    assert (rule.basis.in_force_from, rule.basis.in_force_until) == (date(2020, 5, 25), date(2030, 1, 1))
    assert [rule.basis.is_in_force(date(year, 6, 1)) for year in (2019, 2020, 2030)] == [False, True, False]
    assert (rule.clause["en"], rule.source, rule.see_also) == ("Article 11", {}, ("https://e.vn/page",))


def test_rule__has_its_source_as_text_where_it_rests_on_no_act(written: Written) -> None:
    rule = load_profile(written(HEAD + KEYWORD + ' ; dct:source "Quy ước"@vi , "Custom"@en .')).rules[
        "https://e.vn/own#Dataset-keyword"
    ]
    assert (rule.source, rule.basis) == ({"vi": "Quy ước", "en": "Custom"}, None)


def test_rule__on_a_former_term_names_what_took_its_place() -> None:
    rule = load_profile("dcat-ap").rules[f"{AP}#Dataset-versionInfo-deprecated"]
    assert rule.replaced_by == "http://www.w3.org/ns/dcat#version"


# ---------------------------------------------------------------- days


DAYS = ' ; schema:validFrom "2025-08-19"^^xsd:date ; schema:validThrough "2026-12-31"^^xsd:date .'


@pytest.mark.parametrize(
    ("day", "judges"),
    [
        (date(2025, 8, 18), False),
        (date(2025, 8, 19), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_on__a_rule_judges_on_its_days_alone(day: date, judges: bool, written: Written) -> None:
    profile = load_profile(written(HEAD + KEYWORD + DAYS)).on(day)
    assert ("own:Dataset-keyword" in codes(profile, "")) is judges
    assert ("https://e.vn/own#Dataset-keyword" in profile.rules) is judges
    assert "dcat-ap:Dataset-title" in codes(profile, "")


def test_on__the_rule_that_another_stands_for_is_back_while_that_one_is_not_in_force(written: Written) -> None:
    # Of one fault one finding, on every day.
    placed = f" ; dmv:inPlaceOf ap:Dataset-keyword {DAYS} ap:Dataset-keyword sh:deactivated true ."
    whole = load_profile(written(HEAD + KEYWORD + placed))
    told = {}
    for day in (date(2025, 8, 18), date(2026, 1, 1)):
        profile = whole.on(day)
        told[day] = [code for code in codes(profile, "") if code.endswith(":Dataset-keyword")]
        assert profile.rules[f"{AP}#Dataset-keyword"].is_deactivated is (day.year == 2026)
    assert told == {date(2025, 8, 18): ["dcat-ap:Dataset-keyword"], date(2026, 1, 1): ["own:Dataset-keyword"]}


def test_on__is_the_profile_itself_where_all_rules_are_in_force(written: Written) -> None:
    undated = load_profile("dcat-ap")
    assert undated.on(date(1990, 1, 1)) is undated
    dated = load_profile(written(HEAD + KEYWORD + DAYS))
    assert dated.on(date(2026, 1, 1)) is dated


def test_on__other_rules_in_force_are_another_digest(written: Written) -> None:
    profile = load_profile(written(HEAD + KEYWORD + DAYS))
    before, after = profile.on(date(2025, 1, 1)), profile.on(date(2027, 1, 1))
    assert before.digest == after.digest != profile.digest


def test_on__a_rule_said_to_be_in_use_is_out_of_it_all_the_same(written: Written) -> None:
    profile = load_profile(written(HEAD + KEYWORD + " ; sh:deactivated false" + DAYS)).on(date(2027, 1, 1))
    assert profile.nquads.count(b"#Dataset-keyword> <http://www.w3.org/ns/shacl#deactivated>") == 1
    assert "own:Dataset-keyword" not in codes(profile, "")


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2025, 1, 1), date(2025, 8, 18)),
        (date(2025, 8, 18), date(2025, 8, 18)),
        (date(2025, 8, 19), date(2026, 12, 31)),
        (date(2027, 1, 1), None),
    ],
)
def test_last_day__is_the_one_before_the_next_turn(day: date, last: date | None, written: Written) -> None:
    profile = load_profile(written(HEAD + KEYWORD + DAYS))
    assert profile.last_day_as_on(day) == last
    assert load_profile("dcat-ap").last_day_as_on(day) is None


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("<x> a <y> .", "found 0 profiles"),
        (HEAD + '<https://e.vn/2> a prof:Profile ; prof:hasToken "two" .', "found 2 profiles"),
        ("<https://e.vn/own> a prof:Profile .", "found a profile with 0 tokens"),
        (HEAD + '<https://e.vn/own> prof:hasToken "two" .', "found a profile with 2 tokens"),
        ('[] a prof:Profile ; prof:hasToken "own" .', "'own' is a blank node; give it an IRI"),
        ('<https://e.vn/own> a prof:Profile ; prof:hasToken "none" .', "'none' cannot be a token"),
        ('<https://e.vn/own> a prof:Profile ; prof:hasToken "a:b" .', "'a:b' cannot be a token"),
        (
            '<https://e.vn/own> a prof:Profile ; prof:hasToken "vn" .',
            "its token 'vn' is that of a profile that danhmuc",
        ),
        (f'<{AP}> a prof:Profile ; prof:hasToken "own" .', f"its IRI {AP} is that of a profile that danhmuc brings"),
        (HEAD.replace(AP, "https://nowhere.example/p"), "builds on https://nowhere.example/p, which is not available"),
        (HEAD.replace(AP, "https://e.vn/own"), "in a circle, own → own; take one prof:isProfileOf out"),
        (HEAD + KEYWORD + ' ; dmv:layer "local" .', "own:Dataset-keyword has dmv:layer 'local'; use one of spec, "),
        (HEAD + KEYWORD + ' ; dmv:layer "repaired" .', "has dmv:layer 'repaired'"),
        (HEAD + KEYWORD + ' ; schema:validFrom "mai" .', "has validFrom 'mai'; write a day like 2026-03-31"),
        (HEAD + KEYWORD + ' ; schema:validFrom "20260331" .', "has validFrom '20260331'; write a day like 2026-03-31"),
        (HEAD + KEYWORD + ' ; sh:order "đầu" .', "has sh:order 'đầu'; write a number"),
        (HEAD + KEYWORD + ' ; sh:order "NaN" .', "has sh:order 'NaN'; write a number"),
        (HEAD + "<https://e.vn/own> a", "own.ttl:15:21: "),
        ("", "found 0 profiles"),
    ],
)
def test_load__what_cannot_be_is_told_in_one_line(turtle: str, told: str, written: Written) -> None:
    path = written(turtle)
    with pytest.raises(ShapesError) as raised:
        load_profile(path)
    assert told in str(raised.value)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_load__a_circle_of_two_files_is_told(written: Written) -> None:
    path = written(HEAD.replace(AP, "https://e.vn/other"))
    written(
        '<https://e.vn/other> a prof:Profile ; prof:hasToken "other" ; prof:isProfileOf <https://e.vn/own> .', "b.ttl"
    )
    with pytest.raises(ShapesError, match="in a circle, own → other → own"):
        load_profile(path)


def test_load__two_layers_of_one_token_are_told(written: Written) -> None:
    path = written(HEAD.replace(AP, "https://e.vn/other"))
    written('<https://e.vn/other> a prof:Profile ; prof:hasToken "own" .', "b.ttl")
    with pytest.raises(ShapesError, match=r"own\.ttl: its token 'own' is also that of .*b\.ttl"):
        load_profile(path)


def test_load__two_files_beside_it_of_one_iri_are_told(written: Written) -> None:
    path = written(HEAD.replace(AP, "https://e.vn/other"))
    for name, token in (("a.ttl", "a"), ("b.ttl", "b")):
        written(f'<https://e.vn/other> a prof:Profile ; prof:hasToken "{token}" .', name)
    told = r"own\.ttl: https://e\.vn/other is the IRI of two files, .*a\.ttl and .*b\.ttl; give each its own"
    with pytest.raises(ShapesError, match=told):
        load_profile(path)


def test_load__a_copy_of_the_file_beside_it_is_no_other(written: Written) -> None:
    path = written(HEAD.replace(AP, "https://e.vn/other"))
    for name in ("a.ttl", "copy.ttl"):
        written('<https://e.vn/other> a prof:Profile ; prof:hasToken "a" .', name)
    assert load_profile(path).tokens == ("own", "a")


def test_load__a_broken_file_beside_it_is_passed_over(written: Written) -> None:
    written("prof:hasToken a", "broken.ttl")
    path = written(HEAD.replace(AP, "https://e.vn/other"))
    with pytest.raises(ShapesError, match="not available"):
        load_profile(path)


def test_load__unknown_names_the_known() -> None:
    with pytest.raises(
        UnknownNameError, match=r"unknown profile 'dcat'; known: dcat-ap, dcat-ap-hvd, elements, none, vn"
    ):
        load_profile("dcat")
    assert NO_PROFILE not in profile_tokens()
