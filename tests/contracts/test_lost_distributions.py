"""Records that lose every distribution: usual ones are updated, too many at once wait for a person."""

from __future__ import annotations

import io

import pytest

from danhmuc.registry import HarvestReport
from danhmuc.vocab.errors import UsageError

from .conftest import Agency

E = "https://e.vn/"
MANY = 12


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: what is stored is tried on both in tests/registry/store/test_decisions.py."""
    return sqlite_url


def dataset(number: int, *, has_files: bool = True, more: str = "") -> str:
    files = f"; dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <f{number}.csv> ]" if has_files else ""
    return f'<{number}> a dcat:Dataset ; dct:title "t{number}"@vi {files} {more} .\n'


def publish(agency: Agency, without: int = 0, of: int = MANY, more: str = "") -> HarvestReport:
    return agency.publish("".join(dataset(one, has_files=one >= without, more=more) for one in range(of)))


def having_files(agency: Agency) -> int:
    out = io.BytesIO()
    agency.registry.export("nt", out)
    return out.getvalue().count(b"downloadURL> ")


@pytest.mark.parametrize(
    ("of", "without", "held"),
    [(12, 1, False), (12, 2, True), (30, 3, False), (30, 4, True), (2, 1, False), (1, 1, True)],
)
def test_harvest__too_many_wait(agency: Agency, of: int, without: int, held: bool) -> None:
    publish(agency, of=of)
    for _ in range(2):  # each night says so
        report = publish(agency, without, of)
        counts = (report.losses_waiting, report.needs_attention, agency.codes(report))
        assert counts == ((without, True, ["harvest:distributions-lost"]) if held else (0, False, []))
        assert having_files(agency) == (of if held else of - without)
    assert agency.registry.upkeep.check().problems == ()


def test_harvest__the_rest_is_applied(agency: Agency) -> None:
    publish(agency)
    report = agency.publish("".join(dataset(one, has_files=one > 4, more="; dct:issued '1'") for one in range(MANY)))
    assert (report.records.updated, report.records.unchanged, report.losses) == (7, 5, 0)
    assert report.as_dict()["losses_waiting"] == 5


def test_accept_missing__lets_the_next_harvest_update_them(agency: Agency) -> None:
    publish(agency)
    publish(agency, 5)
    accepted = agency.registry.harvests.accept_missing("agency", by="officer", reason="đã gỡ tệp")
    assert (accepted.withdrawn, accepted.losses) == (0, 5)
    report = publish(agency, 5, more="; dct:modified '2'")
    assert (report.records.updated, report.losses, report.losses_waiting, report.needs_attention) == (12, 5, 0, False)
    assert having_files(agency) == 7
    with pytest.raises(UsageError, match="there is nothing to accept"):
        agency.registry.harvests.accept_missing("agency", by="officer", reason="x")
    # What was allowed was usual then, and counts for nothing later.
    assert publish(agency, 6).losses == 1


def test_accept_missing__does_not_allow_others(agency: Agency) -> None:
    publish(agency)
    publish(agency, 2)
    agency.registry.harvests.accept_missing("agency", by="officer", reason="đã gỡ tệp")
    report = publish(agency, 5)
    assert (report.losses, report.losses_waiting) == (2, 3)


def test_harvest__what_comes_back_was_nothing(agency: Agency) -> None:
    publish(agency)
    publish(agency, 5)
    report = publish(agency)
    assert (report.records.unchanged, report.losses_waiting, report.needs_attention) == (MANY, 0, False)
    with pytest.raises(UsageError, match="there is nothing to accept"):
        agency.registry.harvests.accept_missing("agency", by="officer", reason="x")


def test_harvest__one_a_night_adds_up_within_seven_days(agency: Agency) -> None:
    publish(agency)
    assert publish(agency, 1).losses == 1
    report = publish(agency, 2)
    assert (report.losses, report.losses_waiting) == (0, 1)


def test_harvest__what_makes_less_public_is_not_held_back(agency: Agency) -> None:
    publish(agency)
    closed = "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"
    agency.publish("".join(dataset(one, has_files=False, more=closed) for one in range(MANY)))
    assert having_files(agency) == 0


def test_harvest__a_page_of_distributions_that_is_gone_waits(agency: Agency) -> None:
    for one in range(3):
        agency.write(f"d{one}.ttl", f'<{one}> a dcat:Dataset ; dct:title "t"@vi ; dcat:distribution <{one}/f> .')
        agency.write(f"f{one}.ttl", f"<{one}/f> a dcat:Distribution ; dcat:downloadURL <f{one}.csv> .")
    agency.harvest()
    for one in range(3):
        agency.remove(f"f{one}.ttl")
    report = agency.harvest()
    assert (report.state, report.losses_waiting, having_files(agency)) == ("complete", 3, 3)


def test_harvest__a_distribution_that_two_records_share_is_not_lost(agency: Agency) -> None:
    first = '<1> a dcat:Dataset ; dct:title "t"@vi ; dcat:distribution <f> . <f> dcat:downloadURL <f.csv> .'
    agency.publish(first)
    report = agency.publish(first + '<2> a dcat:Dataset ; dct:title "t"@vi ; dcat:distribution <f> .')
    assert (report.losses, report.losses_waiting, report.records.updated) == (0, 0, 1)
