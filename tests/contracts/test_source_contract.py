"""What a source of another package may say of a reading, and what the registry makes of it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from danhmuc.registry import HarvestReport, Registry, SourceContents, SourceRecord, parse_records
from danhmuc.registry.record.contents import PendingRecord, Progress, ReadDocument
from danhmuc.registry.record.door import OFFLINE, Visit
from danhmuc.registry.record.record import IriSpace, Membership
from danhmuc.registry.record.source_bytes import SourceBytes
from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.terms import DCAT

from .conftest import PREFIXES

ONE = '<1> a dcat:Dataset ; dct:title "Một" ; dcat:distribution [ dct:title "CSV" ] .'
TWO = '<2> a dcat:Dataset ; dct:title "Hai" .'
Rows = Callable[[str], list[dict[str, object]]]
WHY = FOREIGN_WORDS(words="page 2 did not come")


@dataclass
class Feed:
    """A source that says what it is told to say."""

    turtle: str = ONE + TWO
    kind: str = "feed"
    location: str = "https://feed.example.vn/"
    name: str = "feed"
    given: dict[str, bytes] = field(default_factory=dict)
    change: Callable[[SourceContents], object] = lambda _: None
    visits: list[Visit] = field(default_factory=list)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Those of the text."""
        assert space.source == self.name
        assert progress is None
        self.visits.append(visit)
        data = self.turtle.encode()
        document = ReadDocument(
            place="feed.ttl",
            digest="sha256:" + hashlib.sha256(data).hexdigest(),
            size=len(data),
            triples=1,
            body=zlib.compress(data),
            url=self.location,
            etag='"1"',
        )
        contents = SourceContents(records=iter(()), documents=(document,))
        contents.records = self._pending(contents)
        return contents

    def records(self) -> Iterator[SourceRecord]:
        """The same, made."""
        return (one.make() for one in self.contents(IriSpace(source=self.name)).records)

    def _pending(self, contents: SourceContents) -> Iterator[PendingRecord]:
        for record in parse_records(PREFIXES + self.turtle, name="feed.ttl"):
            name = record.iri.removeprefix("https://e.vn/")
            given = SourceBytes(media_type="application/json", data=self.given[name]) if name in self.given else None
            make = partial(replace, record, source_bytes=given)
            yield PendingRecord(record.iri, record.role, make, DCAT.Dataset.value)
        self.change(contents)


@pytest.fixture
def feed() -> Feed:
    return Feed()


def harvest(registry: Registry, feed: Feed) -> HarvestReport:
    return registry.harvest(feed, profile="none")


def states(registry: Registry) -> dict[str, str]:
    return {row.iri.removeprefix("https://e.vn/"): row.state for row in registry.records(source="feed")}


def title(registry: Registry, name: str) -> str | None:
    return registry.get(f"https://e.vn/{name}").row.title


# ---------------------------------------------------------------- whole or not


@pytest.mark.parametrize(("announced", "state"), [(3, "incomplete"), (2, "complete"), (1, "complete")])
def test_announced__a_number_is_compared_with_the_records(
    registry: Registry, feed: Feed, announced: int, state: str
) -> None:
    feed.change = lambda contents: setattr(contents, "announced", announced)
    assert harvest(registry, feed).state == state


def test_incomplete__may_be_settled_with_the_last_record(registry: Registry, feed: Feed) -> None:
    harvest(registry, feed)
    feed.turtle = '<1> a dcat:Dataset ; dct:title "1" .'
    feed.change = lambda contents: setattr(contents, "incomplete", WHY)
    report = harvest(registry, feed)
    assert (report.state, str(report.why), report.records.missing) == ("incomplete", "page 2 did not come", 0)
    # It would lose its distribution, which may be on the page that did not come.
    assert (title(registry, "1"), states(registry)["2"]) == ("Một", "present")


def test_incomplete__is_too_late_once_records_are_made(registry: Registry, feed: Feed) -> None:
    harvest(registry, feed)
    feed.turtle = TWO.replace("Hai", "Hay")

    def make_late(contents: SourceContents) -> None:
        contents.records = Late(list(contents.records), contents)

    late = Feed(turtle=feed.turtle)
    original = late.contents

    def contents(space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        found = original(space, progress=progress, visit=visit)
        make_late(found)
        return found

    late.contents = contents  # type: ignore[method-assign]
    report = harvest(registry, late)
    assert (report.state, report.records.seen, title(registry, "2")) == ("failed", 0, "Hai")
    assert "only after its last record" in str(report.why)


@dataclass
class Late:
    """Records that can be walked several times, and settle the reading as they are made."""

    pending: list[PendingRecord]
    contents: SourceContents

    def __iter__(self) -> Iterator[PendingRecord]:
        for one in self.pending:
            yield replace(one, make=lambda one=one: self._make(one))  # type: ignore[misc]

    def _make(self, one: PendingRecord) -> SourceRecord:
        self.contents.incomplete = WHY
        return one.make()


def test_unmoved__is_not_believed_where_nothing_is_known(registry: Registry, feed: Feed) -> None:
    original = feed.contents
    feed.contents = lambda *given, **named: replace(original(*given, **named), unmoved=True)  # type: ignore[method-assign]
    report = harvest(registry, feed)
    assert (report.state, states(registry)) == ("failed", {})
    assert "was given no documents" in str(report.why)


# ---------------------------------------------------------------- what changed since


def test_delta__nothing_that_is_not_in_it_is_missing(registry: Registry, feed: Feed, rows: Rows) -> None:
    member = Membership("https://e.vn/k", DCAT.dataset.value, "https://e.vn/1")
    feed.change = lambda contents: setattr(contents, "memberships", iter([member]))
    feed.turtle += '<k> a dcat:Catalog ; dct:title "Danh mục" .'
    harvest(registry, feed)
    feed.turtle = TWO.replace("Hai", "Hay") + '<3> a dcat:Dataset ; dct:title "Ba" .'
    feed.change = lambda contents: setattr(contents, "delta", True)
    report = harvest(registry, feed)
    counts = report.records
    assert (report.state, counts.updated, counts.created, counts.missing) == ("complete", 1, 1, 0)
    assert (states(registry), title(registry, "2")) == (dict.fromkeys("123k", "present"), "Hay")
    assert [row["last_run"] for row in rows("memberships")] == [None]


@pytest.mark.postgresql
def test_delta__records_that_lose_every_distribution_wait(registry: Registry, feed: Feed) -> None:
    feed.turtle = ONE + ONE.replace("<1>", "<2>") + ONE.replace("<1>", "<3>")
    harvest(registry, feed)
    feed.turtle = '<1> a dcat:Dataset ; dct:title "1" . <2> a dcat:Dataset ; dct:title "2" .'
    feed.change = lambda contents: setattr(contents, "delta", True)
    assert (harvest(registry, feed).losses_waiting, title(registry, "1")) == (2, "Một")


def test_delta__an_incomplete_one_holds_back_what_may_lose_something(registry: Registry, feed: Feed) -> None:
    harvest(registry, feed)
    feed.turtle = '<1> a dcat:Dataset ; dct:title "1" .'

    def change(contents: SourceContents) -> None:
        contents.delta, contents.incomplete = True, WHY

    feed.change = change
    assert (harvest(registry, feed).state, title(registry, "1")) == ("incomplete", "Một")


# ---------------------------------------------------------------- what is known of it


def test_visit__knows_the_documents_of_the_last_run(registry: Registry, feed: Feed) -> None:
    harvest(registry, feed)
    harvest(registry, feed)
    first, second = feed.visits
    assert first.known == {}
    known = second.known["feed.ttl"]
    assert (known.url, known.run, known.has_body, known.body()) == (feed.location, 1, True, feed.turtle.encode())
    assert known.conditions is not None
    assert (known.conditions.etag, known.conditions.last_modified) == ('"1"', None)


def test_visit__knows_nothing_after_a_delta(registry: Registry, feed: Feed) -> None:
    feed.change = lambda contents: setattr(contents, "delta", True)
    harvest(registry, feed)
    harvest(registry, feed)
    assert feed.visits[1].known == {}


class Mapped(Feed):
    """A source with a mapping."""

    mapping_digest = "sha256:1"


def test_visit__knows_nothing_by_another_mapping(registry: Registry) -> None:
    feed = Mapped()
    harvest(registry, feed)
    harvest(registry, feed)
    feed.mapping_digest = "sha256:2"
    harvest(registry, feed)
    harvest(registry, feed)
    assert [len(visit.known) for visit in feed.visits] == [0, 1, 0, 1]


# ---------------------------------------------------------------- what it gave


def given(registry: Registry, name: str) -> bytes | None:
    found = registry.ledger.source_bytes(f"https://e.vn/{name}")
    return None if found is None else found.data


def test_source_bytes__are_kept_beside_the_graph(registry: Registry, feed: Feed) -> None:
    feed.given = {"1": b'{"title": "M\\u1ed9t"}'}
    harvest(registry, feed)
    found = registry.ledger.source_bytes("https://e.vn/1")
    assert found == SourceBytes(media_type="application/json", data=feed.given["1"])
    assert given(registry, "2") is None


def test_source_bytes__are_the_newest_where_the_graph_is_the_same(registry: Registry, feed: Feed) -> None:
    feed.given = {"1": b"{}"}
    harvest(registry, feed)
    feed.given = {"1": b'{"new": 1}'}
    report = harvest(registry, feed)
    assert (report.records.unchanged, given(registry, "1")) == (2, b'{"new": 1}')
    assert len(registry.ledger.history("https://e.vn/1")) == 1


def test_source_bytes__of_an_undone_version_are_those_of_the_version_before(registry: Registry, feed: Feed) -> None:
    feed.given = {"1": b"first"}
    harvest(registry, feed)
    feed.given, feed.turtle = {"1": b"second"}, feed.turtle.replace("Một", "1")
    report = harvest(registry, feed)
    assert given(registry, "1") == b"second"
    registry.undo(report.run, by="officer", reason="wrong")
    assert (title(registry, "1"), given(registry, "1")) == ("Một", b"first")


def test_source_bytes__of_a_plan_come_through_its_file(registry: Registry, feed: Feed, tmp_path: Path) -> None:
    feed.given = {"1": b"\x00\xff"}
    registry.plan(feed, profile="none").save(tmp_path / "plan")
    (plan,) = registry.harvests.read_plans(tmp_path / "plan")
    plan.apply()
    assert given(registry, "1") == b"\x00\xff"


def test_source_bytes__a_secret_has_none_and_nobody_names_it(registry: Registry, feed: Feed, rows: Rows) -> None:
    feed.turtle = ONE + TWO + "<9> a dcat:Dataset ; dmv:secrecy 'MAT' ."
    feed.given = {"1": b'{"part": "https:\\/\\/e.vn\\/9"}', "2": b"{}", "9": b"secret"}
    harvest(registry, feed)
    assert [row["size"] for row in rows("source_bytes")] == [2]
    assert (given(registry, "1"), given(registry, "2")) == (None, b"{}")


def test_source_bytes__are_erased_with_the_record(registry: Registry, feed: Feed, rows: Rows) -> None:
    feed.given = {"1": b"Quagmire", "2": b'"https:\\/\\/e.vn\\/1"'}
    harvest(registry, feed)
    feed.given, feed.turtle = {"1": b"Quagmire again"}, feed.turtle.replace("Một", "1")
    harvest(registry, feed)
    assert len(rows("source_bytes")) == 3
    registry.purge("https://e.vn/1", by="officer", reason="a court says so")
    assert rows("source_bytes") == []
