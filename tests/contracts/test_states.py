"""What becomes of a record from run to run, and that the counts add up."""

from __future__ import annotations

import random
import string
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.change import RoleCounts
from danhmuc.vocab.errors import UsageError

if TYPE_CHECKING:
    from .conftest import Agency

Rows = Callable[[str], list[dict[str, object]]]

ONE = '<1> a dcat:Dataset ; dct:title "Một"@vi .'
TWO = '<2> a dcat:Dataset ; dct:title "Hai"@vi .'
SECRET = '<1> a dcat:Dataset ; dct:title "Một"@vi ; dmv:secrecy "TOI_MAT" .'


def counted(counts: RoleCounts) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: number for name, number in counts.as_dict().items() if number and name != "seen"}


# ---------------------------------------------------------------- records


def test_harvest__a_first_record_is_created(agency: Agency) -> None:
    assert counted(agency.publish(ONE).records) == {"created": 1}


def test_harvest__the_same_again_is_unchanged(agency: Agency) -> None:
    agency.publish(ONE)
    assert counted(agency.publish(ONE).records) == {"unchanged": 1}


def test_harvest__the_same_written_otherwise_is_unchanged(agency: Agency) -> None:
    agency.publish('<1> a dcat:Dataset ; dcat:contactPoint [ vcard:fn "A" ] , [ vcard:fn "B" ] .')
    report = agency.publish('_:x vcard:fn "B" . _:y vcard:fn "A" . <1> dcat:contactPoint _:x , _:y ; a dcat:Dataset .')
    assert counted(report.records) == {"unchanged": 1}


def test_harvest__other_content_is_updated(agency: Agency) -> None:
    agency.publish(ONE)
    assert counted(agency.publish(ONE.replace("Một", "Mốt")).records) == {"updated": 1}


def test_harvest__what_is_no_longer_there_is_missing(agency: Agency) -> None:
    agency.publish(ONE + TWO)
    assert counted(agency.publish(ONE).records) == {"unchanged": 1, "missing": 1}


def test_harvest__what_stays_away_is_missing_again(agency: Agency) -> None:
    agency.publish(ONE + TWO)
    agency.publish(ONE)
    assert counted(agency.publish(ONE).records) == {"unchanged": 1, "missing": 1}


def test_harvest__missing_is_since_the_run_that_missed_it_first(agency: Agency, rows: Rows) -> None:
    agency.publish(ONE + TWO)
    first = agency.publish(ONE)
    agency.publish(ONE)
    assert [row["missing_since"] for row in rows("records") if row["presence"] == "missing"] == [first.run]


def test_harvest__what_is_missing_stays_in_the_registry(agency: Agency) -> None:
    agency.publish(ONE + TWO)
    agency.publish(ONE)
    assert agency.registry.get("https://e.vn/2").row.title == "Hai"


def test_harvest__back_with_the_same_content_has_reappeared(agency: Agency) -> None:
    agency.publish(ONE + TWO)
    agency.publish(ONE)
    assert counted(agency.publish(ONE + TWO).records) == {"unchanged": 1, "reappeared": 1}


def test_harvest__back_with_the_same_content_has_no_new_version(agency: Agency) -> None:
    for turtle in (ONE + TWO, ONE, ONE + TWO):
        agency.publish(turtle)
    assert agency.versions("2") == 1


def test_harvest__back_with_other_content_has_reappeared(agency: Agency) -> None:
    agency.publish(ONE + TWO)
    agency.publish(ONE)
    assert counted(agency.publish(ONE + TWO.replace("Hai", "Nhị")).records) == {"unchanged": 1, "reappeared": 1}


def test_harvest__back_with_other_content_has_a_new_version(agency: Agency) -> None:
    for turtle in (ONE + TWO, ONE, ONE + TWO.replace("Hai", "Nhị")):
        agency.publish(turtle)
    assert agency.versions("2") == 2


def test_harvest__what_is_back_is_present(agency: Agency) -> None:
    for turtle in (ONE + TWO, ONE, ONE + TWO):
        agency.publish(turtle)
    assert agency.states() == {"1": "present", "2": "present"}


def test_harvest__what_was_withdrawn_stays_so_although_it_is_still_listed(agency: Agency) -> None:
    agency.publish(ONE)
    agency.registry.withdraw("https://e.vn/1", by="test", source="agency")
    assert counted(agency.publish(ONE).records) == {"unchanged": 1}
    assert counted(agency.publish(ONE.replace("Một", "Nhất")).records) == {"updated": 1}
    assert agency.states() == {"1": "withdrawn"}


@pytest.mark.parametrize("taken_back", ["withdraw", "withhold"])
def test_release__what_was_taken_back_leaves_again(agency: Agency, second_agency: Agency, taken_back: str) -> None:
    agency.publish(ONE)
    second_agency.publish(ONE)
    getattr(agency.registry, taken_back)("https://e.vn/1", by="officer", source="agency", reason="Nhầm")
    agency.publish(ONE)
    assert agency.registry.export("nt", BytesIO()).records == 0
    (change,) = agency.registry.release("https://e.vn/1", by="officer")
    assert (change.kind, agency.states()) == ("released", {"1": "present"})
    assert agency.registry.export("nt", BytesIO()).records == 1
    kinds = [(one.kind, one.reason) for one in agency.registry.ledger.changes(source="agency")]
    assert kinds == [
        ("created", None),
        ("withdrawn" if taken_back == "withdraw" else "withheld", "Nhầm"),
        ("released", None),
    ]
    assert not agency.registry.upkeep.check().problems


def test_withhold__of_all_sources_unless_one_is_named(agency: Agency, second_agency: Agency) -> None:
    agency.publish(ONE)
    second_agency.publish(ONE)
    assert len(agency.registry.withhold("https://e.vn/1", by="officer", reason="Rà soát")) == 2
    assert (agency.states(), second_agency.states()) == ({"1": "withheld"}, {"1": "withheld"})
    with pytest.raises(UsageError, match="kept back in all sources"):
        agency.registry.release("https://e.vn/1", by="officer", source="agency")
    assert agency.registry.export("nt", BytesIO()).records == 0
    assert len(agency.registry.release("https://e.vn/1", by="officer")) == 2
    assert agency.registry.export("nt", BytesIO()).records == 1


def test_release__not_while_a_source_marks_it(agency: Agency, second_agency: Agency) -> None:
    second_agency.publish(ONE)
    agency.publish(ONE)
    agency.publish(SECRET)
    second_agency.registry.withhold("https://e.vn/1", by="officer", source="second", reason="Rà soát")
    for source in (None, "second", "agency"):
        with pytest.raises(UsageError, match=r"^source 'agency' marks https://e\.vn/1 as a state secret"):
            agency.registry.release("https://e.vn/1", by="officer", source=source)
    assert (agency.states(), second_agency.states()) == ({"1": "withheld"}, {"1": "withheld"})
    agency.publish(ONE)
    assert agency.states() == {"1": "withheld"}
    agency.registry.release("https://e.vn/1", by="officer", reason="Đánh dấu nhầm")
    assert agency.registry.export("nt", BytesIO()).records == 1


def test_release__nothing_to_release_is_an_error(agency: Agency) -> None:
    agency.publish(ONE)
    with pytest.raises(UsageError, match=r"^https://e\.vn/1 is neither withdrawn nor withheld; there is nothing"):
        agency.registry.release("https://e.vn/1", by="officer")


def test_harvest__what_was_withdrawn_and_is_gone_is_not_missed(agency: Agency) -> None:
    agency.publish(ONE + TWO)
    agency.registry.withdraw("https://e.vn/2", by="test", source="agency")
    assert counted(agency.publish(ONE).records) == {"unchanged": 1}


@pytest.mark.parametrize("name", ["x" * 3_000, "ế" * 1_000])
def test_harvest__an_iri_too_long_to_be_kept_is_put_aside(agency: Agency, name: str) -> None:
    report = agency.publish(
        ONE + f"<{name}> a dcat:Dataset ; dct:publisher <agent{name}> . <agent{name}> foaf:name 'x' ."
    )
    assert (counted(report.records), counted(report.nodes)) == ({"created": 1, "quarantined": 1}, {"quarantined": 1})


def test_harvest__an_iri_that_can_just_be_kept_is_kept(agency: Agency) -> None:
    # Of random letters, because PostgreSQL packs what repeats itself.
    name = "".join(random.Random(1).choices(string.ascii_letters, k=1_985))
    assert counted(agency.publish(f"<{name}> a dcat:Dataset .").records) == {"created": 1}


def test_harvest__an_update_is_no_change_of_state(agency: Agency, rows: Rows) -> None:
    agency.publish(ONE)
    before = rows("records")[0]["presence_by"]
    agency.write("catalog.ttl", ONE.replace("Một", "Mốt"))
    agency.plan().apply(by="someone else")
    assert rows("records")[0]["presence_by"] == before


def test_harvest__a_record_that_becomes_a_node_is_missing(agency: Agency) -> None:
    agency.publish(ONE + TWO)
    report = agency.publish(ONE + '<2> dct:title "Hai"@vi .')
    assert (counted(report.records), counted(report.nodes)) == ({"unchanged": 1, "missing": 1}, {})
    assert agency.versions("2") == 1


def test_harvest__a_node_that_becomes_a_record_has_a_new_version(agency: Agency) -> None:
    agency.publish(ONE + '<2> dct:title "Hai"@vi .')
    report = agency.publish(ONE + TWO)
    assert (counted(report.records), agency.versions("2")) == ({"unchanged": 1, "updated": 1}, 2)


# ---------------------------------------------------------------- node records, catalog records, membership

AGENT = '<agent> a foaf:Agent ; foaf:name "Sở"@vi ; foaf:phone "{phone}" .'


def test_harvest__a_changed_agent_updates_one_node_and_no_record(agency: Agency) -> None:
    datasets = "".join(f"<{number}> a dcat:Dataset ; dct:publisher <agent> ." for number in range(5))
    agency.publish(datasets + AGENT.format(phone="1"))
    report = agency.publish(datasets + AGENT.format(phone="2"))
    assert (counted(report.nodes), counted(report.records)) == ({"updated": 1}, {"unchanged": 5})


def test_harvest__an_agent_that_is_gone_is_a_missing_node(agency: Agency) -> None:
    agency.publish(ONE + AGENT.format(phone="1"))
    assert counted(agency.publish(ONE).nodes) == {"missing": 1}


CATALOG_RECORD = '<c1> a dcat:CatalogRecord ; foaf:primaryTopic <1> ; dct:modified "{day}" .'


def test_harvest__a_changed_catalog_record_is_updated(agency: Agency) -> None:
    agency.publish(ONE + CATALOG_RECORD.format(day="2026-01-01"))
    report = agency.publish(ONE + CATALOG_RECORD.format(day="2026-01-02"))
    assert (counted(report.catalog_records), agency.versions("c1")) == ({"updated": 1}, 2)


def test_harvest__a_changed_catalog_record_leaves_its_topic_unchanged(agency: Agency) -> None:
    agency.publish(ONE + CATALOG_RECORD.format(day="2026-01-01"))
    report = agency.publish(ONE + CATALOG_RECORD.format(day="2026-01-02"))
    assert (counted(report.records), agency.versions("1")) == ({"unchanged": 1}, 1)


def test_harvest__a_catalog_record_knows_its_topic(agency: Agency, rows: Rows) -> None:
    agency.publish(ONE + CATALOG_RECORD.format(day="2026-01-01"))
    assert [row["topic"] for row in rows("records") if row["role"] == "catalog-record"] == ["https://e.vn/1"]


CATALOG = "<k> a dcat:Catalog ; dcat:dataset {listed} ."


def members(rows: Rows) -> list[tuple[object, object, object]]:
    found = [(row["target"], row["first_run"], row["last_run"]) for row in rows("memberships")]
    return [(str(target).removeprefix("https://e.vn/"), first, last) for target, first, last in found]


def test_membership__begins_with_the_run_that_lists_it_first(agency: Agency, rows: Rows) -> None:
    first = agency.publish(ONE + TWO + CATALOG.format(listed="<1>"))
    second = agency.publish(ONE + TWO + CATALOG.format(listed="<1> , <2>"))
    assert members(rows) == [("1", first.run, None), ("2", second.run, None)]


def test_membership__ends_with_the_last_run_that_listed_it(agency: Agency, rows: Rows) -> None:
    listing = [CATALOG.format(listed=listed) for listed in ("<1> , <2>", "<1> , <2>", "<1>")]
    runs = [agency.publish(ONE + TWO + catalog).run for catalog in listing]
    assert members(rows) == [("1", runs[0], None), ("2", runs[0], runs[1])]


def test_membership__begins_anew_when_it_is_listed_again(agency: Agency, rows: Rows) -> None:
    runs = [
        agency.publish(ONE + TWO + CATALOG.format(listed=listed)).run for listed in ("<1> , <2>", "<1>", "<1> , <2>")
    ]
    assert members(rows) == [("1", runs[0], None), ("2", runs[0], runs[0]), ("2", runs[2], None)]


def test_membership__does_not_end_before_it_began(agency: Agency, rows: Rows) -> None:
    agency.publish(ONE + TWO + CATALOG.format(listed="<1>"))
    agency.write("catalog.ttl", ONE + TWO + CATALOG.format(listed="<1> , <2>"))
    part = agency.harvest(partial="a part")
    agency.publish(ONE + TWO + CATALOG.format(listed="<1>"))
    assert members(rows)[1] == ("2", part.run, part.run)


def test_membership__is_no_part_of_the_catalogue(agency: Agency) -> None:
    agency.publish(ONE + TWO + CATALOG.format(listed="<1>"))
    report = agency.publish(ONE + TWO + CATALOG.format(listed="<1> , <2>"))
    assert counted(report.records) == {"unchanged": 3}


# ---------------------------------------------------------------- graphs and versions


def test_versions__equal_graphs_are_stored_once(agency: Agency, second_agency: Agency, rows: Rows) -> None:
    agency.publish(ONE)
    second_agency.publish(ONE)
    assert (len(rows("versions")), len(rows("graphs"))) == (2, 1)


def test_versions__a_graph_that_comes_back_is_stored_once(agency: Agency, rows: Rows) -> None:
    for turtle in (ONE, ONE.replace("Một", "Mốt"), ONE):
        agency.publish(turtle)
    assert (len(rows("versions")), len(rows("graphs"))) == (3, 2)


def test_versions__are_numbered_from_one(agency: Agency) -> None:
    for title in ("Một", "Mốt", "Nhất"):
        agency.publish(ONE.replace("Một", title))
    assert [version.number for version in agency.registry.ledger.history("https://e.vn/1")] == [3, 2, 1]


def test_versions__know_run_and_place(agency: Agency) -> None:
    report = agency.publish(ONE)
    (version,) = agency.registry.ledger.history("https://e.vn/1")
    assert (version.run, version.places, version.by) == (report.run, ("catalog.ttl",), "harvest")


def test_versions__hold_canonical_n_quads(agency: Agency) -> None:
    agency.publish('<1> a dcat:Dataset ; dct:title "Một"@VI ; dcat:contactPoint [ vcard:fn "A" ] .')
    assert agency.registry.get("https://e.vn/1").nquads.decode().splitlines() == [
        '<https://e.vn/1> <http://purl.org/dc/terms/title> "Một"@vi .',
        "<https://e.vn/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .",
        "<https://e.vn/1> <http://www.w3.org/ns/dcat#contactPoint> _:c14n0 .",
        '_:c14n0 <http://www.w3.org/2006/vcard/ns#fn> "A" .',
    ]


def test_history__tells_what_each_version_changed(agency: Agency) -> None:
    agency.publish(ONE)
    agency.publish(ONE.replace("Một", "Mốt"))
    newest, _ = agency.registry.ledger.history("https://e.vn/1")
    title = "<https://e.vn/1> <http://purl.org/dc/terms/title>"
    assert (newest.added, newest.removed) == ((f'{title} "Mốt"@vi .',), (f'{title} "Một"@vi .',))


def test_history__the_first_version_added_all(agency: Agency) -> None:
    agency.publish(ONE)
    (version,) = agency.registry.ledger.history("https://e.vn/1")
    assert (len(version.added), version.removed) == (2, ())


@pytest.mark.parametrize("space", ["\u2028", "\u0085", "\x0b", "\x1c", "\u00a0"])
def test_history__a_line_is_not_cut_within_a_literal(agency: Agency, space: str) -> None:
    agency.publish(f'<1> a dcat:Dataset ; dct:title "a{space}b" .')
    (version,) = agency.registry.ledger.history("https://e.vn/1")
    assert len(version.added) == 2


# ---------------------------------------------------------------- nothing is done twice


def test_harvest__unchanged_writes_one_run_and_nothing_else(
    agency: Agency, rows: Rows, profile: Callable[[], str]
) -> None:
    tables = ("records", "versions", "graphs", "verdicts", "findings", "memberships", "rests", "bodies", "sources")
    turtle = ONE + TWO + AGENT.format(phone="1") + CATALOG.format(listed="<1>") + '[] dct:title "rest" . <5> a <x y> .'
    agency.publish(turtle, profile())
    before = {table: rows(table) for table in tables}
    agency.publish(turtle, profile())
    assert ({table: rows(table) for table in tables}, len(rows("runs"))) == (before, 2)


def test_harvest__unchanged_validates_nothing(agency: Agency, profile: Callable[[], str]) -> None:
    turtle = ONE + TWO + AGENT.format(phone="1")
    agency.publish(turtle, profile())
    assert agency.publish(turtle, profile()).validated == 0


def test_harvest__unchanged_with_missing_records_writes_no_row(agency: Agency, rows: Rows) -> None:
    agency.publish(ONE + TWO)
    agency.publish(ONE)
    before = rows("records")
    agency.publish(ONE)
    assert rows("records") == before


def test_run_findings__hold_for_a_run_that_noticed_the_same(agency: Agency) -> None:
    agency.publish(ONE + "<5> a <x y> .")
    assert agency.codes(agency.publish(ONE + "<5> a <x y> .")) == ["read:iri-escaped"]


def test_run_findings__are_kept_anew_when_they_differ(agency: Agency) -> None:
    agency.publish(ONE + "<5> a <x y> .")
    agency.publish(ONE)
    assert agency.codes(agency.publish(ONE + "<5> a <x z> .")) == ["read:iri-escaped"]


def test_run_findings__an_earlier_run_keeps_its_own(agency: Agency) -> None:
    first = agency.publish(ONE + "<5> a <x y> .")
    agency.publish(ONE)
    assert agency.codes(first) == ["read:iri-escaped"]


# ---------------------------------------------------------------- sources and runs


def test_sources__one_location_is_one_source(agency: Agency) -> None:
    agency.publish(ONE)
    agency.publish(TWO)
    assert [source.name for source in agency.registry.sources()] == ["agency"]


def test_sources__tell_what_they_hold(agency: Agency, profile: Callable[[], str]) -> None:
    agency.publish(ONE + TWO, profile())
    report = agency.publish(ONE + "<3> a dcat:Dataset .", profile())
    (source,) = agency.registry.sources()
    assert (source.records, source.accepted, source.missing, source.last_run, source.last_state) == (
        2,
        1,
        1,
        report.run,
        "complete",
    )


def test_runs__newest_first_with_their_counts(agency: Agency) -> None:
    reports = [agency.publish(turtle) for turtle in (ONE, ONE + TWO)]
    assert [(run.id, run.state, run.counts) for run in agency.registry.harvests.runs()] == [
        (report.run, "complete", {name: value for name, value in report.as_dict().items() if name != "why"})
        for report in reversed(reports)
    ]


def test_runs__of_one_source(agency: Agency, second_agency: Agency) -> None:
    agency.publish(ONE)
    report = second_agency.publish(ONE)
    assert [run.id for run in agency.registry.harvests.runs("second")] == [report.run]


def test_runs__so_many(agency: Agency) -> None:
    reports = [agency.publish(turtle) for turtle in (ONE, TWO, ONE)]
    assert [run.id for run in agency.registry.harvests.runs(limit=1)] == [reports[-1].run]


def test_plan__a_taken_name_is_refused(agency: Agency, second_agency: Agency, registry: Registry) -> None:
    agency.publish(ONE)
    second_agency.write("catalog.ttl", ONE)
    with pytest.raises(UsageError, match="the name 'agency' is taken by the source at"):
        registry.plan(source_at(str(second_agency.folder)), name="agency")


def test_rest__is_told_by_document(agency: Agency) -> None:
    agency.write("a.ttl", ONE + '[] dct:title "x" .')
    agency.write("b.ttl", TWO + '[] dct:title "y" ; dct:description "z" .')
    agency.harvest()
    assert agency.registry.harvests.rest("agency") == {"a.ttl": 1, "b.ttl": 2}


@pytest.mark.postgresql
def test_rest__of_all_sources_is_told_by_source_and_document(agency: Agency, second_agency: Agency) -> None:
    agency.publish(ONE + '[] dct:title "x" .')
    second_agency.publish(ONE + '[] dct:title "x" .')
    assert agency.registry.harvests.rest() == {"agency/catalog.ttl": 1, "second/catalog.ttl": 1}


def test_rest__that_is_gone_has_ended(agency: Agency, rows: Rows) -> None:
    agency.publish(ONE + '[] dct:title "x" .')
    agency.publish(ONE)
    assert [(row["first_run"], row["last_run"], row["ended_by"]) for row in rows("rests")] == [(1, 1, 2)]
    assert agency.registry.harvests.rest("agency") == {}


def test_bodies__of_the_last_complete_run_are_kept(agency: Agency, rows: Rows) -> None:
    agency.publish(ONE)
    path = agency.write("catalog.ttl", TWO)
    agency.harvest()
    assert [zlib.decompress(row["body"]) for row in rows("bodies")] == [path.read_bytes()]  # type: ignore[arg-type]
