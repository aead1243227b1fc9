"""Harvests of a portal: what moved, what is gone, and nights on which all goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.ckan import package_records
from danhmuc.registry.fetch import DoorSettings, WebDoor

from ..fetch.loopback import LoopbackNetwork, RawServer, StillClock, http
from .portal import PORTAL, Portal, iri, package


class Night:
    """A registry whose door leads to one portal."""

    def __init__(self, url: str, portal: Portal) -> None:
        self.url, self.portal = url, portal
        self.server = RawServer(portal.answer)
        self.network = LoopbackNetwork()
        self.network.put("portal.example", self.server)
        self.open()

    def open(self) -> None:
        """A new night: no host is closed any more."""
        settings = DoorSettings(tries=2, backoff_seconds=0.001)
        self.door = WebDoor(settings, clock=StillClock(), network=self.network)
        self.registry = Registry.open(self.url, door=self.door)

    def close(self) -> None:
        self.registry.close()
        self.door.close()

    def harvest(self) -> HarvestReport:
        self.portal.number = self.portal.searches = -1
        return self.registry.harvest(source_at(PORTAL, "ckan"), name="portal", profile="none")

    def states(self) -> dict[str, str]:
        return {row.iri: row.state for row in self.registry.records(source="portal")}


@pytest.fixture
def night(sqlite_url: str) -> Iterator[Night]:
    made = Night(sqlite_url, Portal.of(*(package(str(key)) for key in range(1, 7)), most=3))
    yield made
    made.close()
    made.server.__exit__()


def test_harvest__an_unmoved_portal_is_not_mapped(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    first = night.harvest()
    monkeypatch.setattr(package_records, "map_package", None)
    again = night.harvest()
    assert (first.records.created, again.state, again.records.unchanged) == (6, "complete", 6)
    assert again.traffic[0].requests == 3


def test_harvest__one_that_is_gone_is_missing_and_one_that_changed_is_updated(night: Night) -> None:
    night.harvest()
    del night.portal.packages[str(package("2")["id"])]
    night.portal.put(package("5", "Another"))
    report = night.harvest()
    assert (report.state, report.records.missing, report.records.updated) == ("complete", 1, 1)


def test_harvest__one_that_becomes_private_is_missing(night: Night) -> None:
    night.harvest()
    night.portal.put(package("2", private=True))
    report = night.harvest()
    assert (report.state, report.records.missing) == ("complete", 1)


def test_harvest__counts_of_visitors_are_no_change(night: Night) -> None:
    for key in range(1, 7):
        night.portal.put(package(str(key), tracking_summary={"total": 1}))
    night.harvest()
    for key in range(1, 7):
        night.portal.put(package(str(key), tracking_summary={"total": 2}))
    assert night.harvest().records.unchanged == 6
    given = night.registry.ledger.source_bytes(iri("1"))
    assert given is not None
    assert "tracking_summary" not in json.loads(given.data)


def test_harvest__no_answer_of_a_portal_is_kept_but_the_packages_are(night: Night) -> None:
    night.harvest()
    assert night.registry.harvests.raw_documents("portal") == {}
    given = night.registry.ledger.source_bytes(iri("1"))
    assert given is not None
    assert json.loads(given.data) == package("1")


def test_harvest__findings_are_those_of_their_record(night: Night) -> None:
    night.portal.put(package("3", extras=[{"key": "issued", "value": "soon"}]))
    night.harvest()
    found = {one.code: one.document for one in night.registry.get(iri("3")).findings}
    assert found == {"ckan:issued-form": f"{iri('3')}#/extras/0/value"}


@pytest.mark.soak
def test_night__a_portal_that_fails_and_changes_at_random_loses_nothing(night: Night) -> None:
    """Faults at any request, and packages that come and go between two pages; what stays is never missing."""
    random = Random(20261127)
    faults = [
        b"",
        http(b"", "500 X"),
        http(b"", "429 X", "Retry-After: 100000"),
        http(b"", "403 X"),
        http(b"", "404 X"),
        http(b"", "409 X"),
        http(b'{"success": false, "error": {"message": "no"}}'),
        http(b'{"success": true, "result": {"count": 3, "res'),
        http(b"{}", length=99_999),
        http(b"<!doctype html><html></html>"),
        http(b'{"success": true, "result": {"count": 0, "results": []}}'),
        b"HTTP/1.1 200 OK\r\nContent-Le",
    ]
    stable = {iri(str(key)) for key in range(1, 7)}
    night.harvest()
    for _ in range(200):
        at, fault, change = random.randrange(4), random.choice(faults), random.randrange(3)

        def before(number: int, action: str) -> bytes | None:
            if change == 0 and number == random.randrange(1, 4):  # noqa: B023
                night.portal.put(package(f"0{random.randrange(10)}5"))
            if change == 1:  # noqa: B023
                for one in [one for one in night.portal.packages if int(one[-12:]) > 6][:2]:
                    del night.portal.packages[one]
            return fault if number == at and change else None  # noqa: B023

        night.portal.before = before
        night.close()
        night.open()
        report = night.harvest()
        states = night.states()
        assert {states[one] for one in stable} == {"present"}, (report.state, report.why)
    night.portal.before = lambda number, action: None
    night.close()
    night.open()
    report = night.harvest()
    assert report.state == "complete"
    assert {night.states()[one] for one in stable} == {"present"}
