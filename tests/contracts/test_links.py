"""Who names whom: told to rules in every way that a verdict is made, and a verdict is another for it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import Registry, parse_records

if TYPE_CHECKING:
    from .conftest import Agency

Rows = Callable[[str], list[dict[str, object]]]

RULES = """
@prefix : <https://e.vn/shapes/{token}#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/shapes/{token}> a prof:Profile ; prof:hasToken "{token}" ; dct:title "Thử"@vi , "Trial"@en .
:Series a sh:NodeShape ; sh:targetClass dcat:DatasetSeries ; sh:property :member .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :served .
:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property :lists .
:member a sh:PropertyShape ; sh:path [ sh:inversePath dcat:inSeries ] ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Có."@vi , "Be."@en .
:served a sh:PropertyShape ; sh:path [ sh:inversePath dcat:servesDataset ] ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Có."@vi , "Be."@en .
:lists a sh:PropertyShape ; sh:path dcat:dataset ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Có."@vi , "Be."@en .
"""
SERIES = "<s> a dcat:DatasetSeries ."
ONE = "<1> a dcat:Dataset ."
MEMBER = "<1> a dcat:Dataset ; dcat:inSeries <s> ."
SERVICE = "<w> a dcat:DataService ; dcat:servesDataset <1> ."
CATALOG = "<k> a dcat:Catalog ; dcat:dataset <1> ."


@pytest.fixture
def rules(tmp_path: Path) -> Callable[..., str]:
    """Makes the profile: a series has members, a dataset a service, a catalogue something that it lists."""

    def make(token: str = "links") -> str:
        file = tmp_path / f"{token}.ttl"
        file.write_text(RULES.format(token=token), encoding="utf-8")
        return str(file)

    return make


def verdicts(registry: Registry) -> dict[str, str | None]:
    return {row.iri.removeprefix("https://e.vn/"): row.verdict for row in registry.records()}


def accepted(registry: Registry) -> set[str]:
    return {name for name, verdict in verdicts(registry).items() if verdict == "accepted"}


def nothing_is_due(registry: Registry) -> bool:
    """Whether validating again finds all stored verdicts to be current: both ways see the same."""
    return all(one.validated == 0 for one in registry.revalidate().sources)


# ---------------------------------------------------------------- harvested


def test_harvest__sees_who_names_whom(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(SERIES + MEMBER + "<2> a dcat:Dataset . <e> a dcat:DatasetSeries ." + SERVICE, rules())
    assert accepted(agency.registry) == {"s", "1", "w"}
    assert nothing_is_due(agency.registry)


def test_harvest__sees_what_a_catalogue_lists(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(CATALOG + ONE + "<e> a dcat:Catalog .", rules())
    assert verdicts(agency.registry) == {"k": "accepted", "1": "submitted", "e": "submitted"}
    assert nothing_is_due(agency.registry)


def test_harvest__a_service_that_begins_to_serve_has_the_dataset_validated_again(
    agency: Agency, rules: Callable[..., str]
) -> None:
    others = "<2> a dcat:Dataset . <e> a dcat:DatasetSeries ."
    agency.publish(ONE + others, rules())
    report = agency.publish(ONE + others + SERVICE, rules())
    assert (report.validated, accepted(agency.registry)) == (2, {"1", "w"})
    report = agency.publish(ONE + others + SERVICE, rules())
    assert report.validated == 0
    report = agency.publish(ONE + others + SERVICE.replace("<1>", "<2>"), rules())
    assert (report.validated, accepted(agency.registry)) == (3, {"2", "w"})
    assert nothing_is_due(agency.registry)


def test_harvest__a_catalogue_that_lists_something_else_is_validated_again(
    agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(CATALOG + ONE, rules())
    # The rules of <1> ask which catalogues list it, so it is validated again, too.
    assert agency.publish("<k> a dcat:Catalog ." + ONE, rules()).validated == 2
    assert accepted(agency.registry) == set()
    assert nothing_is_due(agency.registry)


@pytest.mark.parametrize("mark", ['dmv:secrecy "MAT"', 'dmv:secrecy [ dct:title "Tối mật" ]'])
def test_harvest__what_a_state_secret_names_does_not_count(
    agency: Agency, rules: Callable[..., str], mark: str
) -> None:
    secret = "<w> a dcat:DataService ; dcat:servesDataset <1> ; " + mark + " ."
    agency.publish(ONE + secret, rules())
    assert accepted(agency.registry) == set()
    assert nothing_is_due(agency.registry)


def test_harvest__a_catalogue_that_lists_only_secrets_lists_nothing(agency: Agency, rules: Callable[..., str]) -> None:
    speaker = "<k> dcat:record <r> . <r> a dcat:CatalogRecord ; foaf:primaryTopic <1> ; dct:isPartOf <k> ."
    agency.publish(CATALOG + '<1> a dcat:Dataset ; dmv:secrecy "MAT" .' + speaker, rules())
    assert verdicts(agency.registry) == {"k": "submitted"}
    assert nothing_is_due(agency.registry)


def test_harvest__a_service_that_becomes_secret_no_longer_counts(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(ONE + SERVICE, rules())
    agency.publish(ONE + SERVICE + '<w> dmv:secrecy "MAT" .', rules())
    assert verdicts(agency.registry)["1"] == "submitted"
    assert nothing_is_due(agency.registry)
    # It stays withheld, so what it names stays out.
    agency.publish(ONE + SERVICE, rules())
    assert verdicts(agency.registry)["1"] == "submitted"
    assert nothing_is_due(agency.registry)


def test_harvest__a_service_that_is_missing_does_not_count_for_what_is_there(
    agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(ONE + SERVICE, rules())
    report = agency.publish(ONE, rules())
    assert (report.validated, verdicts(agency.registry)["1"]) == (1, "submitted")
    assert nothing_is_due(agency.registry)


def test_harvest__what_went_missing_together_still_counts_together(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(ONE + SERVICE + "<2> a dcat:Dataset .", rules())
    agency.publish("<2> a dcat:Dataset .", rules("other"))
    assert (agency.states()["1"], verdicts(agency.registry)["1"]) == ("missing", "accepted")
    assert nothing_is_due(agency.registry)


@pytest.mark.postgresql
def test_harvest__of_an_incomplete_reading_the_registry_tells_the_rest(
    agency: Agency, rules: Callable[..., str]
) -> None:
    agency.write("a.ttl", SERIES + ONE)
    agency.write("b.ttl", SERVICE + "<2> a dcat:Dataset ; dcat:inSeries <s> .")
    agency.write("c.ttl", CATALOG + "<3> a dcat:Dataset .")
    agency.harvest(rules())
    assert accepted(agency.registry) == {"s", "1", "w", "k"}
    agency.break_off("b.ttl")
    report = agency.harvest(rules())
    assert (report.state, report.validated) == ("incomplete", 0)
    agency.break_off("c.ttl")
    agency.write("b.ttl", SERVICE.replace("<1>", "<3>") + "<2> a dcat:Dataset .")
    report = agency.harvest(rules())
    # A link that was read again is not what the registry has of it; what was not read is validated the next time.
    assert (report.state, accepted(agency.registry)) == ("incomplete", {"w", "k"})
    (source,) = agency.registry.revalidate().sources
    assert (source.validated, accepted(agency.registry)) == (1, {"3", "w", "k"})


def test_harvest__stores_the_links_of_the_newest_version(agency: Agency, rows: Rows) -> None:
    agency.publish(MEMBER + SERVICE + CATALOG + "<p> dct:isPartOf <1> ; dct:relation <1> .")
    agency.publish(ONE + SERVICE + CATALOG + "<p> dct:isPartOf <1> ; dct:relation <1> .")
    names = {row["version_id"]: row["iri"] for row in rows("records")}
    found = [
        (names[row["version_id"]], row["property"], row["target"])
        for row in rows("links")
        if row["version_id"] in names
    ]
    assert sorted(found) == [
        ("https://e.vn/p", "http://purl.org/dc/terms/isPartOf", "https://e.vn/1"),
        ("https://e.vn/w", "http://www.w3.org/ns/dcat#servesDataset", "https://e.vn/1"),
    ]


@pytest.mark.postgresql
@pytest.mark.parametrize("length", [400, 600, 1_900, 3_000])
def test_harvest__a_link_may_lead_to_any_iri(agency: Agency, rules: Callable[..., str], length: int) -> None:
    iri = "x" * length
    linked = SERVICE.replace("<1>", f"<{iri}>") + f"<k> a dcat:Catalog ; dcat:dataset <{iri}> ."
    agency.publish(linked + (f"<{iri}> a dcat:Dataset ." if length < 2_000 else ""), rules())
    assert accepted(agency.registry) == {"w", "k"} | ({iri} if length < 2_000 else set())
    assert nothing_is_due(agency.registry)


def test_another_source__does_not_count(agency: Agency, second_agency: Agency, rules: Callable[..., str]) -> None:
    second_agency.publish(SERVICE + SERIES, rules())
    agency.publish(ONE, rules())
    assert agency.registry.get("https://e.vn/1").row.verdict == "submitted"
    assert nothing_is_due(agency.registry)


# ---------------------------------------------------------------- validated again


def test_revalidate__sees_who_names_whom(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(SERIES + MEMBER + SERVICE + CATALOG + "<2> a dcat:Dataset . <e> a dcat:Catalog .", rules())
    before = verdicts(agency.registry)
    (source,) = agency.registry.revalidate(everything=True).sources
    assert (source.validated, source.changed, verdicts(agency.registry)) == (6, 0, before)
    assert accepted(agency.registry) == {"s", "1", "w", "k"}


def test_revalidate__what_was_withdrawn_does_not_count(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(ONE + SERVICE + CATALOG.replace("<1>", "<w>"), rules())
    agency.registry.withdraw("https://e.vn/w", by="app", source=agency.folder.name)
    (source,) = agency.registry.revalidate().sources
    assert (source.became_submitted, verdicts(agency.registry)["1"]) == (2, "submitted")  # and the catalogue


# ---------------------------------------------------------------- put


def put(registry: Registry, turtle: str, profile: str) -> None:
    prefixes = "@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> ."
    for record in parse_records(prefixes + turtle):
        registry.put(record, by="app", profile=profile)


def test_put__has_what_it_names_validated_again(registry: Registry, rules: Callable[..., str]) -> None:
    put(registry, ONE + "<2> a dcat:Dataset ." + SERIES, rules())
    assert accepted(registry) == set()
    put(registry, SERVICE, rules())
    assert accepted(registry) == {"1", "w"}
    put(registry, SERVICE.replace("<1>", "<2>"), rules())
    assert accepted(registry) == {"2", "w"}
    put(registry, MEMBER, rules())
    assert accepted(registry) == {"2", "w", "s"}
    assert nothing_is_due(registry)


def test_put__is_validated_with_who_names_it(registry: Registry, rules: Callable[..., str]) -> None:
    put(registry, SERVICE, rules())
    put(registry, ONE, rules())
    assert accepted(registry) == {"1", "w"}


def test_put__again_after_it_was_withdrawn_counts_again(registry: Registry, rules: Callable[..., str]) -> None:
    put(registry, ONE + SERVICE, rules())
    registry.withdraw("https://e.vn/w", by="app")
    registry.revalidate()
    assert "1" not in accepted(registry)
    put(registry, SERVICE, rules())
    assert "1" in accepted(registry)
    assert nothing_is_due(registry)


def test_put__a_catalogue_has_what_it_lists_in_its_graph(registry: Registry, rules: Callable[..., str]) -> None:
    put(registry, CATALOG + "<e> a dcat:Catalog .", rules())
    assert accepted(registry) == {"k"}
    assert nothing_is_due(registry)
    registry.export("nt", BytesIO())
