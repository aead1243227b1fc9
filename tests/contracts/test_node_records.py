"""Node records leave by the rule of records: the newest accepted version; without one, nothing but the IRI."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import ExportReport, Registry
from danhmuc.registry.export.report import BareNode

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
:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property :Agent-name .
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


def bare(records: int = 1, *, iri: str = "agent", source: str = "agency", reason: str = "never-accepted") -> BareNode:
    return BareNode(iri=f"https://e.vn/{iri}", source=source, reason=reason, records=records)


def test_node__leaves_in_its_newest_accepted_version(agency: Agency, rules: Callable[..., str]) -> None:
    for node in (NAMED, RENAMED, NAMELESS):
        agency.publish(RECORD + node, rules())
    lines, report = exported(agency.registry)
    assert (len(lines), any("Sở mới" in line for line in lines)) == (2, True)
    assert (report.nodes, report.bare_nodes) == (1, ())


def test_node__never_accepted_leaves_as_a_bare_iri(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(RECORD + "<2> a dcat:Dataset ; dct:creator <agent> ." + NAMELESS, rules())
    lines, report = exported(agency.registry)
    assert lines == []
    assert (report.records, report.nodes, report.nodes_left_out, report.bare_nodes) == (2, 0, 0, (bare(2),))


def test_node__unvalidated_leaves_in_its_newest_version(agency: Agency) -> None:
    for node in (NAMED, NAMELESS):
        agency.publish(RECORD + node)
    assert any("mbox" in line for line in exported(agency.registry)[0])


def test_node__that_no_exported_record_reaches_is_not_named(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish("<1> a dcat:Dataset ." + NAMELESS, rules())
    report = exported(agency.registry)[1]
    assert (report.nodes_left_out, report.bare_nodes) == (1, ())


def test_node__reached_through_another_counts_the_records_behind_it(agency: Agency, rules: Callable[..., str]) -> None:
    unit = "<unit> a foaf:Organization ; foaf:member <agent> ."
    records = "".join(f"<{n}> a dcat:Dataset ; dct:publisher <unit> ." for n in (1, 2, 3))
    agency.publish(records + "<3> dct:creator <agent> ." + unit + NAMELESS, rules())
    assert exported(agency.registry)[1].bare_nodes == (bare(3),)


def test_node__behind_a_bare_one_is_not_reached(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(RECORD + NAMELESS + '<agent> foaf:member <unit> . <unit> foaf:name "Phòng" .', rules())
    lines, report = exported(agency.registry)
    assert (lines, report.nodes_left_out) == ([], 1)


def test_node__older_version_stays_if_the_newest_makes_less_public(agency: Agency, rules: Callable[..., str]) -> None:
    for node in (NAMED, NARROWED):
        agency.publish(RECORD + node, rules())
    lines, report = exported(agency.registry)
    assert (lines, report.bare_nodes) == ([], (bare(reason="narrowed"),))


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
    assert (len(lines), report.bare_nodes) == (2, ())
    assert exported(agency.registry, "agency")[1].bare_nodes == (bare(),)


def test_node__never_accepted_in_either_source_is_named_once(
    agency: Agency, second_agency: Agency, rules: Callable[..., str]
) -> None:
    agency.publish(RECORD + NAMELESS, rules())
    second_agency.publish("<2> a dcat:Dataset ; dct:publisher <agent> ." + NAMELESS, rules())
    report = exported(agency.registry)[1]
    assert (report.bare_nodes, report.nodes_left_out) == ((bare(2),), 1)


def test_node__older_versions_are_validated_by_today_s_rules(
    agency: Agency, rules: Callable[..., str], fresh: Callable[[], Registry]
) -> None:
    for node in (NAMED, NAMED + "<agent> foaf:mbox <mailto:so@e.vn> .", NAMELESS):
        agency.publish(RECORD + node, rules())
    rules("foaf:homepage")
    fresh().revalidate()
    assert exported(agency.registry)[1].bare_nodes == (bare(),)
    rules("foaf:mbox")
    fresh().revalidate()
    assert any("mbox" in line for line in exported(agency.registry)[0])


def test_node__described_in_a_record_s_graph_is_not_bare(agency: Agency, rules: Callable[..., str]) -> None:
    agency.publish(RECORD + NAMELESS, rules())
    agency.publish(RECORD + "<1> dcat:distribution <agent> ." + NAMELESS, "none")
    assert exported(agency.registry)[1].bare_nodes == ()


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
