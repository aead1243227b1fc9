"""The event stream of a feed: its pages, and what our own sources read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse

from danhmuc.registry import Registry, source_at
from danhmuc.registry.feeds.event_log import (
    EventKind,
    EventLog,
    StreamEvent,
    activity_iri,
    continue_log,
    event_page_path,
    stream_path,
)
from danhmuc.registry.feeds.federated_form import EntryRecords, FederatedForm, entry_payload, payload_digest
from danhmuc.registry.feeds.feed_build import EventPage, arrange_event_pages, write_event_page, write_stream_start
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.terms import AS, LDES, TREE

from ..event_streams.stream_web import StreamWeb, without_proxies
from ..fetch.loopback import AGENCY
from .entries_of_files import BASE, PROFILES, entry_of

TRIG: Final = RdfFormat.TRIG


def event(number: int, iri: str, kind: EventKind = "Create", *, minute: int | None = None) -> StreamEvent:
    return StreamEvent(
        number=number,
        kind=kind,
        iri=f"https://e.vn/{iri}",
        published=time_at(number if minute is None else minute),
        digest=None if kind == "Delete" else "sha256:0",
    )


def time_at(minute: int) -> str:
    return f"2026-08-{1 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}:00Z"


def log(*events: StreamEvent, next_number: int | None = None, per_page: int = 2) -> EventLog:
    following = events[-1].number + 1 if next_number is None else next_number
    return EventLog(events=events, next_number=following, per_page=per_page)


def outline(pages: Iterable[EventPage]) -> list[tuple[int, str, bool]]:
    """Number of each page, the numbers of its activities, and whether it is closed."""
    return [(page.number, " ".join(str(one.number) for one in page.events), page.is_closed) for page in pages]


# ---------------------------------------------------------------- which page


def test_arrange__numbers_decide_the_page_and_a_full_one_is_closed() -> None:
    events = [event(number, f"d{number}") for number in range(5)]
    pages = arrange_event_pages(log(*events))
    assert outline(pages) == [(0, "0 1", True), (1, "2 3", True), (2, "4", False)]
    assert outline(arrange_event_pages(log(*events[:4]))) == [(0, "0 1", True), (1, "2 3", True)]


def test_arrange__a_page_without_activities_is_none() -> None:
    pages = arrange_event_pages(log(event(2, "a"), event(5, "b"), next_number=7))
    assert outline(pages) == [(1, "2", True), (2, "5", True)]


@pytest.mark.parametrize("published", [time_at(0), "hôm qua"])
def test_arrange__refuses_times_that_mislead_readers(published: str) -> None:
    with pytest.raises(ValueError, match="time"):
        arrange_event_pages(log(event(0, "a", minute=1), replace(event(1, "b"), published=published)))


# ---------------------------------------------------------------- what a page says

DATASET: Final = """
:d1 a dcat:Dataset ; dct:title "Đất"@vi ; dct:publisher [ a foaf:Agent ; foaf:name "Sở"@vi ] ;
    dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2026-01-01"@vi ] ;
    dcat:distribution [ dcat:accessURL <https://e.vn/%C2%A0> ] .
"""


def payload(text: str = DATASET, base: str = BASE) -> bytes:
    return entry_payload(FederatedForm(base, profiles=PROFILES).federate(entry_of(text)))


def test_page__has_what_an_activity_describes_in_the_graph_of_its_name() -> None:
    (page,) = arrange_event_pages(log(event(0, "d1"), event(1, "d2", "Delete"), per_page=9))
    written = write_event_page(page, BASE, lambda _: payload())
    quads = list(parse(written, format=TRIG))
    graphs: dict[str, list[Quad]] = {}
    for one in quads:
        graphs.setdefault(str(one.graph_name), []).append(one)
    assert graphs.keys() == {"DEFAULT", f"<{BASE}activity/0>"}
    described = graphs[f"<{BASE}activity/0>"]
    triples = b"".join(f"{one.subject} {one.predicate} {one.object} .\n".encode() for one in described)
    assert (
        canonicalize(parse(triples, format=RdfFormat.N_QUADS)).digest
        == canonicalize(parse(payload(), format=RdfFormat.N_QUADS)).digest
    )
    said = {(str(one.subject), str(one.predicate), str(one.object)) for one in graphs["DEFAULT"]}
    first = f"<{BASE}activity/0>"
    assert (first, str(AS.object), "<https://e.vn/d1>") in said
    assert (f"<{BASE}stream>", str(TREE.member), first) in said
    assert {value for subject, _, value in said if subject == f"<{BASE}activity/1>"} >= {
        str(AS.Delete),
        "<https://e.vn/d2>",
    }


@pytest.mark.filterwarnings("ignore:.*(ConjunctiveGraph|is deprecated).*:DeprecationWarning")
def test_page__is_read_by_rdflib_alike() -> None:
    (page,) = arrange_event_pages(log(event(0, "d1"), per_page=9))
    written = write_event_page(page, BASE, lambda _: payload())
    dataset = rdflib.Dataset()
    dataset.parse(data=written, format="trig")
    names = {str(graph.identifier): len(graph) for graph in dataset.graphs()}
    assert names[activity_iri(BASE, 0)] == payload().count(b"\n")


def test_page__is_immutable_once_it_is_closed() -> None:
    stated = []
    for is_closed in (False, True):
        page = write_event_page(EventPage(number=0, events=(), is_closed=is_closed), BASE, payload_of_none)
        stated.append(any(one.predicate == LDES.immutable for one in parse(page, format=TRIG)))
    assert stated == [False, True]


def payload_of_none(_: StreamEvent) -> bytes:
    raise AssertionError("nothing is described")


def test_start__leads_to_every_page_by_its_times() -> None:
    events = [event(0, "a"), event(1, "b"), event(2, "c"), event(3, "d", minute=3), event(4, "e", minute=3)]
    pages = arrange_event_pages(log(*events))
    quads = list(parse(write_stream_start(pages, BASE), format=TRIG))
    relations: dict[str, dict[str, str]] = {}
    for one in quads:
        if str(one.subject).startswith("_:"):
            relations.setdefault(str(one.subject), {})[str(one.predicate)] = one.object.value  # type: ignore[union-attr]
    found = {
        (
            one[str(TREE.node)].removeprefix(BASE),
            one["<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"].removeprefix(TREE.iri),
            one[str(TREE.value)][14:16],
        )
        for one in relations.values()
    }
    # The second page ends at the time at which the third begins: no bound would be true.
    assert found == {
        (event_page_path(0), "GreaterThanOrEqualToRelation", "00"),
        (event_page_path(0), "LessThanRelation", "02"),
        (event_page_path(1), "GreaterThanOrEqualToRelation", "02"),
        (event_page_path(2), "GreaterThanOrEqualToRelation", "03"),
    }


# ---------------------------------------------------------------- our own source


@dataclass
class Feed:
    """A stream that grows by builds.

    Attributes:
        log: of the stream.
        payloads: what the newest activity about each thing describes.
        digests: those of the records that are in the feed, as a harvest has them.
    """

    base: str
    log: EventLog = field(default_factory=lambda: EventLog(per_page=20))
    payloads: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    minute: int = 0

    def build(self, entries: Iterable[EntryRecords]) -> None:
        """Add a build with these entries."""
        self.minute += 10
        form = FederatedForm(self.base, profiles=PROFILES)
        made = [form.federate(entry) for entry in entries]
        self.payloads = {iri: nquads for one in made for iri, nquads in one.nodes.items()}
        self.payloads |= {one.iri: entry_payload(one) for one in made}
        self.digests = {one.iri: one.harvested_digest() for one in made}
        leaving = {iri: payload_digest(nquads) for iri, nquads in self.payloads.items()}
        self.log = continue_log(self.log, leaving, published=time_at(self.minute))

    def files(self) -> dict[str, bytes]:
        pages = arrange_event_pages(self.log)
        written = {
            event_page_path(page.number): write_event_page(page, self.base, lambda one: self.payloads[one.iri])
            for page in pages
        }
        return {stream_path(): write_stream_start(pages, self.base), **written}

    def closed(self) -> tuple[str, ...]:
        return tuple(event_page_path(page.number) for page in arrange_event_pages(self.log) if page.is_closed)


def digests(registry: Registry) -> dict[str, str]:
    return {row.iri: row.digest for row in registry.records() if row.presence == "present"}


def test_harvest__of_the_files_has_the_same_records(
    samples: list[EntryRecords], tmp_path: Path, sqlite_url: str
) -> None:
    feed = Feed(BASE)
    feed.build(samples)
    for name, data in feed.files().items():
        path = tmp_path / "feed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with Registry.open(sqlite_url) as registry:
        report = registry.harvest(source_at(str(tmp_path / "feed"), "ldes"), profile="none")
        assert report.state == "complete"
        assert digests(registry) == feed.digests


@pytest.fixture
def open_web(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], StreamWeb]]:
    """Make servers of a stream, each with a registry of its own."""
    without_proxies(monkeypatch)
    opened = []

    def make(name: str) -> StreamWeb:
        opened.append(StreamWeb(f"sqlite:///{tmp_path / name}.db").open())
        return opened[-1].__enter__()

    yield make
    for one in reversed(opened):
        one.__exit__(None, None, None)


def publish(web: StreamWeb, feed: Feed) -> None:
    web.pages.clear()
    web.publish({name: data.decode() for name, data in feed.files().items()}, immutable=feed.closed())


def test_harvest__from_a_mark_has_the_same_records_as_from_the_beginning(
    samples: list[EntryRecords], open_web: Callable[[str], StreamWeb]
) -> None:
    start, feed = f"{AGENCY}/{stream_path()}", Feed(f"{AGENCY}/")
    web = open_web("delta")
    chosen = [one for one in samples if one.record.main_class != "http://www.w3.org/ns/dcat#Catalog"][:50]
    feed.build(chosen)
    publish(web, feed)
    assert web.harvest(start).state == "complete"
    assert digests(web.registry) == feed.digests
    closed = feed.closed()
    new = entry_of(':moi a dcat:Dataset ; dct:title "Mới"@vi .')
    feed.build([retitled(chosen[1]), *chosen[2:], new])
    publish(web, feed)
    report = web.harvest(start)
    assert (report.records.created, report.records.updated) == (1, 1)
    assert closed
    assert [path for path, _ in web.asked if path in closed] == []
    other = open_web("whole")
    publish(other, feed)
    assert other.harvest(start).state == "complete"
    assert digests(other.registry) == digests(web.registry) == feed.digests


def retitled(entry: EntryRecords) -> EntryRecords:
    """Another version of an entry."""
    record = entry.record
    line = f'<{record.iri}> <http://purl.org/dc/terms/alternative> "khác"@vi .\n'.encode()
    lines = sorted([*record.nquads.splitlines(keepends=True), line])
    return replace(entry, record=replace(record, nquads=b"".join(lines)))
