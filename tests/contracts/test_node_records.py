"""Node records leave in the newest accepted version; without one by property, and without a valid name as bare IRIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from danhmuc.registry import ExportReport, Registry

if TYPE_CHECKING:
    from .conftest import Agency

RULES = """
@prefix : <https://e.vn/shapes/nodes#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://e.vn/shapes/nodes> a prof:Profile ; prof:hasToken "nodes" ; dct:title "Thử"@vi , "Trial"@en .
:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property :Agent-name , :Agent-type , :Agent-access .
:Agent-type a sh:PropertyShape ; sh:path dct:type ; sh:maxCount 1 ; sh:severity sh:Violation ;
    sh:message "Chỉ một."@vi , "One at most."@en .
:Agent-access a sh:PropertyShape ; sh:path dct:accessRights ; sh:nodeKind sh:IRI ; sh:severity sh:Violation ;
    sh:message "Phải là IRI."@vi , "An IRI."@en .
:Homepage a sh:NodeShape ; sh:targetObjectsOf foaf:account ; sh:property :Account-service .
:Account-service a sh:PropertyShape ; sh:path foaf:accountServiceHomepage ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có."@vi , "Must be there."@en .
:Agent-homepage a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property :Agent-homepage-iri .
:Agent-homepage-iri a sh:PropertyShape ; sh:path foaf:homepage ; sh:nodeKind sh:IRI ; sh:severity sh:Violation ;
    sh:message "Phải là IRI."@vi , "An IRI."@en .
:Agent-name a sh:PropertyShape ; sh:path PATH ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có."@vi , "Must be there."@en .
:CatalogRecord a sh:NodeShape ; sh:targetClass dcat:CatalogRecord ; sh:property :CatalogRecord-modified .
:CatalogRecord-modified a sh:PropertyShape ; sh:path dct:modified ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có."@vi , "Must be there."@en .
"""
RECORD = "<1> a dcat:Dataset ; dct:publisher <agent> ."
NAMED = '<agent> a foaf:Agent ; foaf:name "Sở" .'
RENAMED = '<agent> a foaf:Agent ; foaf:name "Sở mới" .'
NAMELESS = "<agent> a foaf:Agent ; foaf:mbox <mailto:so@e.vn> ."
NARROWED = NAMELESS + "<agent> dct:accessRights 'Không công khai'@vi ."


@pytest.fixture
def rules(tmp_path: Path) -> Callable[..., str]:
    """Makes a profile in which agents need a name, or something else."""

    def make(path: str = "foaf:name") -> str:
        file = tmp_path / "nodes.ttl"
        file.write_text(RULES.replace("PATH", path), encoding="utf-8")
        return str(file)

    return make


@pytest.fixture
def fresh(agency: Agency, database_url: str) -> Iterator[Callable[[], Registry]]:
    """The registry opened anew, as the next command would: profiles are read again."""

    def opened() -> Registry:
        agency.registry.close()
        agency.registry = Registry.open(database_url)
        return agency.registry

    yield opened
    agency.registry.close()


def exported(registry: Registry, source: str | None = None) -> tuple[list[str], ExportReport]:
    """The lines about the agent and the unit, and the report."""
    out = BytesIO()
    report = registry.export("nt", out, source=source)
    lines = out.getvalue().decode().splitlines()
    return [line for line in lines if line.startswith(("<https://e.vn/agent>", "<https://e.vn/unit>"))], report


class Bare(NamedTuple):
    """What is asked of a node record that left as a bare IRI."""

    iri: str
    source: str
    reason: str
    records: int


def bare(records: int = 1, *, iri: str = "agent", source: str = "agency", reason: str = "never-accepted") -> Bare:
    return Bare(f"https://e.vn/{iri}", source, reason, records)


def bare_nodes(report: ExportReport) -> tuple[Bare, ...]:
    assert all(one.is_bare for one in report.bare_nodes)
    return tuple(Bare(one.iri, one.source, one.reason, one.records) for one in report.bare_nodes)


def test_node__leaves_in_its_newest_accepted_version(agency: Agency, rules: Callable[..., str]) -> None:
    for node in (NAMED, RENAMED, NAMELESS):
        agency.publish(RECORD + node, rules())
    lines, report = exported(agency.registry)
    assert (len(lines), any("Sở mới" in line for line in lines)) == (2, True)
    assert (report.nodes, bare_nodes(report)) == (1, ())


def test_node__never_accepted_leaves_as_a_bare_iri(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(RECORD + "<2> a dcat:Dataset ; dct:creator <agent> ." + NAMELESS, rules())
    lines, report = exported(agency.registry)
    assert lines == []
    assert (report.records, report.nodes, report.nodes_left_out, bare_nodes(report)) == (2, 0, 0, (bare(2),))


TWO_TYPES = NAMED + "<agent> dct:type <t1> , <t2> ."
FAULTS = {
    TWO_TYPES: ("type", 2),
    NAMED + "<agent> foaf:homepage <h> , 'h' .": ("homepage", 1),
    NAMED + "<agent> foaf:account [ foaf:accountName 'a' ] .": ("accountServiceHomepage", 2),
}


@pytest.mark.parametrize(("node", "fault"), FAULTS.items(), ids=[name for name, _ in FAULTS.values()])
def test_node__leaves_without_the_values_that_violations_name(
    agency: Agency, rules: Callable[..., str], node: str, fault: tuple[str, int]
) -> None:
    agency.publish(RECORD + "<2> a dcat:Dataset ; dct:creator <agent> ." + node, rules())
    lines, report = exported(agency.registry)
    left = [("name", "Sở"), ("type", "Agent")] + [("homepage", "/h>")] * (fault[0] == "homepage")
    assert len(lines) == len(left)
    assert all(any(name in line and value in line for line in lines) for name, value in left)
    assert (report.nodes, report.bare_nodes) == (1, ())
    (one,) = report.partial_nodes
    assert (one.iri, one.source, one.name, one.records) == ("https://e.vn/agent", "agency", "Sở", 2)
    (found,) = one.faults
    assert ((found.property or "").endswith(fault[0]), found.values) == (True, fault[1])


def test_node__without_a_valid_name_leaves_as_a_bare_iri_with_its_fault(
    agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(RECORD + NAMELESS + "<agent> dct:type <t1> , <t2> .", rules())
    lines, report = exported(agency.registry)
    assert (lines, report.partial_nodes, bare_nodes(report)) == ([], (), (bare(),))
    assert [one.message.render("en") for one in report.bare_nodes[0].faults[:2]] == ["Must be there.", "One at most."]


def test_node__that_is_narrowed_by_a_faulty_value_leaves_as_a_bare_iri(
    agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(RECORD + NAMED + "<agent> dct:accessRights 'Không công khai'@vi .", rules())
    lines, report = exported(agency.registry)
    assert (lines, bare_nodes(report), report.bare_nodes[0].name) == ([], (bare(),), None)


@pytest.mark.parametrize("mark", ["TOI_MAT", "TS"])
def test_node__under_a_mark_leaves_as_an_iri_that_no_report_names(
    agency: Agency, second_agency: Agency, rules: Callable[..., str], mark: str
) -> None:
    agency.publish(RECORD + TWO_TYPES, rules())
    second_agency.publish(f"<2> a dcat:Dataset . <agent> a foaf:Agent ; dmv:secrecy '{mark}' .", rules())
    lines, report = exported(agency.registry)
    assert (lines, report.partial_nodes, report.bare_nodes) == ([], (), ())


def test_node__leaves_in_part_from_the_first_source_of_which_a_part_is_valid(
    agency: Agency, second_agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(RECORD + NAMELESS, rules())
    second_agency.publish("<2> a dcat:Dataset ; dct:publisher <agent> ." + TWO_TYPES, rules())
    lines, report = exported(agency.registry)
    assert (len(lines), report.bare_nodes) == (2, ())
    assert [(one.source, one.records) for one in report.partial_nodes] == [("second", 2)]


def test_node__unvalidated_leaves_in_its_newest_version(agency: Agency) -> None:
    for node in (NAMED, NAMELESS):
        agency.publish(RECORD + node)
    assert any("mbox" in line for line in exported(agency.registry)[0])


def test_node__that_no_exported_record_reaches_is_not_named(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish("<1> a dcat:Dataset ." + NAMELESS, rules())
    report = exported(agency.registry)[1]
    assert (report.nodes_left_out, bare_nodes(report)) == (1, ())


def test_node__reached_through_another_counts_the_records_behind_it(agency: Agency, rules: Callable[..., str]) -> None:
    unit = "<unit> a foaf:Organization ; foaf:member <agent> ."
    records = "".join(f"<{n}> a dcat:Dataset ; dct:publisher <unit> ." for n in (1, 2, 3))
    agency.publish(records + "<3> dct:creator <agent> ." + unit + NAMELESS, rules())
    assert bare_nodes(exported(agency.registry)[1]) == (bare(3),)


def test_node__behind_a_bare_one_is_not_reached(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(RECORD + NAMELESS + '<agent> foaf:member <unit> . <unit> foaf:name "Phòng" .', rules())
    lines, report = exported(agency.registry)
    assert (lines, report.nodes_left_out) == ([], 1)


def test_node__older_version_stays_if_the_newest_makes_less_public(agency: Agency, rules: Callable[..., str]) -> None:
    for node in (NAMED, NARROWED):
        agency.publish(RECORD + node, rules())
    lines, report = exported(agency.registry)
    assert (lines, bare_nodes(report)) == ([], (bare(reason="narrowed"),))


@pytest.mark.parametrize("mark", ["TOI_MAT", "TS"])
def test_node__older_version_stays_if_it_is_marked_secret(
    agency: Agency, second_agency: Agency, rules: Callable[..., str], mark: str
) -> None:
    for node in (NAMED, NAMELESS):
        agency.publish(RECORD + node, rules())
    second_agency.publish(f"<2> a dcat:Dataset . <agent> a foaf:Agent ; dmv:secrecy '{mark}' .", rules())
    for source in (None, "agency"):
        assert exported(agency.registry, source)[0] == []


def test_node__of_the_younger_source_leaves_if_the_older_one_s_was_never_accepted(
    agency: Agency, second_agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(RECORD + NAMELESS, rules())
    second_agency.publish("<2> a dcat:Dataset ; dct:publisher <agent> ." + NAMED, rules())
    lines, report = exported(agency.registry)
    assert (len(lines), bare_nodes(report)) == (2, ())
    assert bare_nodes(exported(agency.registry, "agency")[1]) == (bare(),)


def test_node__never_accepted_in_either_source_is_named_once(
    agency: Agency, second_agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(RECORD + NAMELESS, rules())
    second_agency.publish("<2> a dcat:Dataset ; dct:publisher <agent> ." + NAMELESS, rules())
    report = exported(agency.registry)[1]
    assert (bare_nodes(report), report.nodes_left_out) == ((bare(2),), 1)


def test_node__older_versions_are_validated_by_today_s_rules(
    agency: Agency, rules: Callable[..., str], fresh: Callable[[], Registry]
) -> None:
    for node in (NAMED, NAMED + "<agent> foaf:mbox <mailto:so@e.vn> .", NAMELESS):
        agency.publish(RECORD + node, rules())
    rules("foaf:homepage")
    fresh().revalidate()
    assert bare_nodes(exported(agency.registry)[1]) == (bare(),)
    rules("foaf:mbox")
    fresh().revalidate()
    assert any("mbox" in line for line in exported(agency.registry)[0])


def test_node__described_in_a_record_s_graph_is_not_bare(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(RECORD + NAMELESS, rules())
    agency.publish(RECORD + "<1> dcat:distribution <agent> ." + NAMELESS, "none")
    assert bare_nodes(exported(agency.registry)[1]) == ()


def test_catalog_record__never_accepted_stays_and_is_listed_nowhere(agency: Agency, rules: Callable[..., str]) -> None:
    catalog = "<k> a dcat:Catalog ; dcat:dataset <1> ; dcat:record <c> . <1> a dcat:Dataset ."
    agency.publish(catalog + "<c> a dcat:CatalogRecord ; foaf:primaryTopic <1> .", rules())
    out = BytesIO()
    report = agency.registry.export("nt", out)
    assert (report.catalog_records, report.catalog_records_left_out, b"/c>" in out.getvalue()) == (0, 1, False)
    agency.publish(catalog + "<c> a dcat:CatalogRecord ; foaf:primaryTopic <1> ; dct:modified 'x' .", rules())
    assert agency.registry.export("nt", BytesIO()).catalog_records == 1


# ---------------------------------------------------------------- described by several sources

FULL = '<agent> a foaf:Agent ; foaf:name "Sở" ; foaf:mbox <mailto:so@e.vn> ; vcard:hasAddress [ vcard:fn "Huế" ] .'
BY_BOTH = {
    "nameless": (NAMELESS, NAMED, "second"),
    "less of the same": (NAMED, FULL, "second"),
    "less, with a blank node": (FULL.replace("foaf:mbox <mailto:so@e.vn> ;", ""), FULL, "second"),
    "as much": (FULL, FULL, "agency"),
    "more": (FULL, NAMED, "agency"),
    "something else": (NAMED, RENAMED + "<agent> foaf:mbox <mailto:so@e.vn> .", "agency"),
    "neither has a name": (NAMELESS, "<agent> a foaf:Agent ; foaf:homepage <h> .", "agency"),
}


@pytest.mark.parametrize(("older", "younger", "leaves"), BY_BOTH.values(), ids=BY_BOTH)
def test_node__of_several_sources_the_oldest_that_says_no_less_leaves(
    agency: Agency, second_agency: Agency, older: str, younger: str, leaves: str
) -> None:
    agency.publish(RECORD + older)
    second_agency.publish("<2> a dcat:Dataset ; dct:publisher <agent> ." + younger)
    lines, report = exported(agency.registry)
    assert (lines, report.nodes) == (exported(agency.registry, leaves)[0], 1)
    assert report.nodes_left_out == 1


def test_node__a_fuller_description_that_may_not_leave_replaces_none(
    agency: Agency, second_agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(RECORD + NAMELESS)
    second_agency.publish("<2> a dcat:Dataset ; dct:publisher <agent> ." + NAMED, rules("foaf:phone"))
    assert exported(agency.registry)[0] == exported(agency.registry, "agency")[0] != []


@pytest.mark.parametrize("stub", ["<2> a dcat:Dataset .", "<2> a dcat:Dataset ; dct:title 'Bộ' ."])
def test_record__of_several_sources_the_oldest_that_says_no_less_leaves(
    agency: Agency, second_agency: Agency, stub: str
) -> None:
    agency.publish(stub)
    second_agency.publish("<2> a dcat:Dataset ; dct:title 'Bộ' ; dct:publisher <agent> ." + NAMED)
    lines, report = exported(agency.registry)
    assert (len(lines), report.records, report.left_out) == (2, 1, {"other-source": 1})
