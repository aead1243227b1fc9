"""The event stream of a feed: its pages, and what our own sources read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse

from danhmuc.registry import Registry, source_at
from danhmuc.registry.feeds.event_pages import (
    EventKind,
    EventPage,
    StreamEvent,
    activity_iri,
    arrange_event_pages,
    entry_payload,
    event_page_path,
    stream_path,
    write_event_page,
    write_stream_start,
)
from danhmuc.registry.feeds.federated_form import FederatedForm
from danhmuc.registry.feeds.feed_entry import FeedEntry
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.terms import AS, LDES, TREE

from ..event_streams.stream_web import StreamWeb, without_proxies
from ..fetch.loopback import AGENCY
from .entries_of_files import BASE, PROFILES, entry_of

TRIG: Final = RdfFormat.TRIG


def event(number: int, iri: str, kind: EventKind = "Create", *, minute: int | None = None) -> StreamEvent:
    at = number if minute is None else minute
    published = f"2026-08-{1 + at // 1440:02}T{at // 60 % 24:02}:{at % 60:02}:00Z"
    return StreamEvent(number=number, kind=kind, iri=f"https://e.vn/{iri}", published=published)


def outline(pages: Iterable[EventPage]) -> list[tuple[int, str, bool]]:
    """Number of each page, the numbers of its activities, and whether it is closed."""
    return [(page.number, " ".join(str(one.number) for one in page.events), page.is_closed) for page in pages]


# ---------------------------------------------------------------- which page


def test_arrange__numbers_decide_the_page_and_a_full_one_is_closed() -> None:
    events = [event(number, f"d{number}") for number in range(5)]
    pages = arrange_event_pages(reversed(events), next_number=5, per_page=2)
    assert outline(pages) == [(0, "0 1", True), (1, "2 3", True), (2, "4", False)]
    assert outline(arrange_event_pages(events[:4], next_number=4, per_page=2)) == [(0, "0 1", True), (1, "2 3", True)]


def test_arrange__the_newest_activity_of_a_thing_alone_stays() -> None:
    events = [event(0, "a"), event(1, "b"), event(2, "a", "Update"), event(3, "b", "Delete"), event(4, "c")]
    assert outline(arrange_event_pages(events, next_number=6, per_page=2)) == [(1, "2 3", True), (2, "4", True)]


def test_arrange__a_later_activity_leaves_all_other_pages_as_they_are() -> None:
    before = [event(number, f"d{number}") for number in range(6)]
    after = [*before, event(6, "d1", "Update")]
    first = {page.number: page for page in arrange_event_pages(before, next_number=6, per_page=2)}
    second = {page.number: page for page in arrange_event_pages(after, next_number=7, per_page=2)}
    assert {number for number in first if first[number] != second[number]} == {0}


@pytest.mark.parametrize(
    ("events", "next_number"),
    [
        ([event(0, "a"), event(0, "b")], 1),
        ([event(1, "a")], 1),
        ([event(-1, "a")], 1),
        ([event(0, "a", minute=5), event(1, "b", minute=4)], 2),
        ([event(0, "a"), replace(event(1, "b"), published="hôm qua")], 2),
    ],
)
def test_arrange__refuses_numbers_and_times_that_mislead_readers(events: list[StreamEvent], next_number: int) -> None:
    with pytest.raises(ValueError, match=r"number|time"):
        arrange_event_pages(events, next_number=next_number, per_page=2)


# ---------------------------------------------------------------- what a page says

DATASET: Final = """
:d1 a dcat:Dataset ; dct:title "Đất"@vi ; dct:publisher [ a foaf:Agent ; foaf:name "Sở"@vi ] ;
    dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2026-01-01"@vi ] ;
    dcat:distribution [ dcat:accessURL <https://e.vn/%C2%A0> ] .
"""


def payload(text: str = DATASET, base: str = BASE) -> bytes:
    return entry_payload(FederatedForm(base, profiles=PROFILES).federate(entry_of(text)))


def test_page__has_what_an_activity_describes_in_the_graph_of_its_name() -> None:
    (page,) = arrange_event_pages([event(0, "d1"), event(1, "d2", "Delete")], next_number=2, per_page=9)
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
    (page,) = arrange_event_pages([event(0, "d1")], next_number=1, per_page=9)
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
    pages = arrange_event_pages(events, next_number=5, per_page=2)
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
    """A stream that grows by builds, as a feed keeps it in its manifest."""

    base: str
    events: list[StreamEvent] = field(default_factory=list)
    payloads: dict[int, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    minute: int = 0

    def build(self, entries: Mapping[str, FeedEntry | None]) -> None:
        """Add one build: entries by IRI, None for those that are gone, and the node records that they reach."""
        self.minute += 10
        form = FederatedForm(self.base, profiles=PROFILES)
        for iri, entry in entries.items():
            if entry is None:
                self._add(iri, "Delete", b"")
                self.digests.pop(iri)
                continue
            made = form.federate(entry)
            known = {one.iri for one in self.events}
            self._add(made.iri, "Update" if made.iri in known else "Create", entry_payload(made))
            self.digests[made.iri] = made.harvested_digest()
            for name, nquads in made.nodes.items():
                if nquads not in self.payloads.values():
                    self._add(name, "Update" if name in known else "Create", nquads)

    def _add(self, iri: str, kind: EventKind, nquads: bytes) -> None:
        number = len(self.events)
        self.payloads[number] = nquads
        published = event(number, "x", minute=self.minute).published
        self.events.append(StreamEvent(number=number, kind=kind, iri=iri, published=published))

    def files(self) -> dict[str, bytes]:
        pages = arrange_event_pages(self.events, next_number=len(self.events), per_page=20)
        written = {
            event_page_path(page.number): write_event_page(page, self.base, lambda one: self.payloads[one.number])
            for page in pages
        }
        return {stream_path(): write_stream_start(pages, self.base), **written}

    def closed(self) -> tuple[str, ...]:
        pages = arrange_event_pages(self.events, next_number=len(self.events), per_page=20)
        return tuple(event_page_path(page.number) for page in pages if page.is_closed)


def digests(registry: Registry) -> dict[str, str]:
    return {row.iri: row.digest for row in registry.records() if row.presence == "present"}


def test_harvest__of_the_files_has_the_same_records(samples: list[FeedEntry], tmp_path: Path, sqlite_url: str) -> None:
    feed = Feed(BASE)
    feed.build({entry.record.iri: entry for entry in samples})
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
    samples: list[FeedEntry], open_web: Callable[[str], StreamWeb]
) -> None:
    start, feed = f"{AGENCY}/{stream_path()}", Feed(f"{AGENCY}/")
    web = open_web("delta")
    chosen = [one for one in samples if one.record.main_class != "http://www.w3.org/ns/dcat#Catalog"][:50]
    feed.build({entry.record.iri: entry for entry in chosen})
    publish(web, feed)
    assert web.harvest(start).state == "complete"
    assert digests(web.registry) == feed.digests
    iris = [entry.record.iri for entry in chosen]
    closed = feed.closed()
    new = entry_of(':moi a dcat:Dataset ; dct:title "Mới"@vi .')
    feed.build({iris[0]: None, iris[1]: retitled(chosen[1]), new.record.iri: new})
    publish(web, feed)
    report = web.harvest(start)
    assert (report.records.created, report.records.updated) == (1, 1)
    assert closed
    assert [path for path, _ in web.asked if path in closed] == []
    other = open_web("whole")
    publish(other, feed)
    assert other.harvest(start).state == "complete"
    assert digests(other.registry) == digests(web.registry) == feed.digests


def retitled(entry: FeedEntry) -> FeedEntry:
    """Another version of an entry."""
    record = entry.record
    line = f'<{record.iri}> <http://purl.org/dc/terms/alternative> "khác"@vi .\n'.encode()
    lines = sorted([*record.nquads.splitlines(keepends=True), line])
    return replace(entry, record=replace(record, nquads=b"".join(lines)))
