"""A mark of secrecy that was a mistake: once it is gone, each night says that the record waits to be released."""

from __future__ import annotations

from pathlib import Path

from danhmuc.registry import Registry, SourceStatus

from .conftest import Agency

IRI = "https://e.vn/1"
OTHER = '<2> a dcat:Dataset ; dct:title "Nước"@vi .'
PLAIN = '<1> a dcat:Dataset ; dct:title "Không khí"@vi .' + OTHER
MARKED = PLAIN + "<1> dmv:secrecy 'MAT' ."


def status(registry: Registry, name: str = "agency") -> SourceStatus:
    (found,) = registry.source_list.statuses(name)
    return found


def test_harvest__says_each_night_that_a_record_waits_to_be_released(agency: Agency) -> None:
    registry = agency.registry
    agency.publish(PLAIN)
    assert (agency.publish(MARKED).awaiting_release, status(registry).awaiting_release) == (0, ())
    for _ in range(2):
        report = agency.publish(PLAIN)
        assert (report.state, report.records.unchanged) == ("complete", 2)
        assert (report.awaiting_release, report.as_dict()["awaiting_release"], report.needs_attention) == (1, 1, True)
    found = status(registry)
    assert (found.attention, found.awaiting_release) == ("undecided", (IRI,))
    registry.release(IRI, by="Lan")
    report = agency.harvest()
    assert (report.awaiting_release, report.needs_attention) == (0, False)
    assert (status(registry).attention, status(registry).awaiting_release) == (None, ())
    assert registry.upkeep.check().problems == ()


def test_harvest__asks_nobody_about_what_a_person_withheld(agency: Agency) -> None:
    agency.publish(PLAIN)
    agency.publish(MARKED)
    agency.registry.withhold(IRI, by="Lan", reason="Chờ rà soát")
    assert (agency.publish(PLAIN).awaiting_release, status(agency.registry).attention) == (0, None)


def test_harvest__asks_nobody_while_another_source_marks_the_record(agency: Agency, second_agency: Agency) -> None:
    agency.publish(PLAIN)
    agency.publish(MARKED)
    second_agency.publish(MARKED)
    assert agency.publish(PLAIN).awaiting_release == 0
    second_agency.publish(PLAIN)
    assert status(agency.registry).awaiting_release == (IRI,)
    assert agency.harvest().awaiting_release == 1


def test_harvest__asks_nobody_about_what_the_source_does_not_have(agency: Agency) -> None:
    agency.publish(PLAIN)
    agency.publish(MARKED)
    assert agency.publish(OTHER).awaiting_release == 0


def test_harvest__says_so_of_a_record_that_has_another_iri_by_now(agency: Agency) -> None:
    agency.publish(PLAIN)
    agency.publish(MARKED)
    agency.publish(PLAIN)
    agency.publish(PLAIN.replace("<1>", "<new>"))
    agency.registry.identities.rename(IRI, "https://e.vn/new", by="Lan", reason="Cổng mới")
    assert agency.harvest().awaiting_release == 1
    assert status(agency.registry).awaiting_release == ("https://e.vn/new",)


def test_harvest__what_is_withheld_and_gone_does_not_count_as_too_much(agency: Agency) -> None:
    agency.publish(PLAIN)
    agency.publish(MARKED)
    report = agency.publish(OTHER)
    assert (report.records.missing, report.newly_missing, report.is_shrunken) == (1, 0, False)


def test_apply__of_a_saved_plan_counts_it_too(agency: Agency, tmp_path: Path) -> None:
    agency.publish(PLAIN)
    agency.publish(MARKED)
    agency.write("catalog.ttl", PLAIN)
    agency.plan().save(tmp_path / "one.plan")
    (plan,) = agency.registry.harvests.read_plans(tmp_path / "one.plan")
    assert (plan.report.awaiting_release, plan.apply().awaiting_release) == (0, 1)
