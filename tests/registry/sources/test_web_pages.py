"""A catalogue on the web that comes in pages, harvested whole or not at all as whole."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import (
    HarvestReport,
    IriSpace,
    Registry,
    SourceSettings,
    Visit,
    check_location,
    source_at,
)
from danhmuc.registry.document_reading import DocumentReader, reader
from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.sources import web_pages
from danhmuc.registry.store import reading_basis

from ..fetch.loopback import AGENCY, OTHER_PUBLIC, Asked, RawServer, Reply, StillClock, http
from .paged_site import FIRST, PATH, PREFIXES, TURTLE, PagedSite, collection, view
from .test_rdf_on_web import Web, declare

ALL: Final = {f"https://e.vn/{key}": "present" for key in "12345"}
BELGIUM: Final = Path(__file__).parents[4] / "shared" / "data" / "belgium"
Controls = Callable[[int, int], str]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def web(sqlite_url: str) -> Iterator[Web]:
    made = Web(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def site(web: Web) -> PagedSite:
    """Five datasets on three pages."""
    made = PagedSite()
    web.serve(made.answer)
    return made


def harvest(web: Web) -> HarvestReport:
    return web.harvest(FIRST)


def linked(*, iri: str = "", next_: str = "", more: str = "") -> Controls:
    """Controls whose link is written in another way; `{number}` in it is that of the next page."""

    def controls(number: int, last: int) -> str:
        here = iri.format(number=number) or f"<{FIRST}?page={number}>"
        link = next_.format(number=number + 1) if number < last else ""
        return f"{here} a hydra:PartialCollectionView ; {link} {more} hydra:previous [] ."

    return controls


# ---------------------------------------------------------------- all pages


@pytest.mark.parametrize(
    "controls",
    [
        view,
        collection,
        linked(next_="hydra:next <catalog.ttl?page={number}> ;"),
        linked(next_="hydra:nextPage <?page={number}> ;"),
        linked(next_='hydra:next "?page={number}" ;'),
        linked(next_=f'hydra:next "{PATH}?page={{number}}" ;'),
        linked(next_=f'hydra:next "{FIRST}?page={{number}}"^^xsd:anyURI ;'),
        linked(next_='hydra:next <?page={number}> ; hydra:nextPage "?page={number}" ;'),
        linked(iri="_:view", next_="hydra:next <?page={number}> ;"),
        linked(iri="<#view>", next_="hydra:next <?page={number}> ;"),
        linked(next_="<https://www.w3.org/ns/hydra/core#next> <?page={number}> ;"),
        lambda number, last: (
            f"<{FIRST}> a hydra:Collection ; hydra:view [ "
            + (f"hydra:next <?page={number + 1}>" if number < last else "a hydra:PartialCollectionView")
            + " ] ."
        ),
        lambda number, last: " ".join(view(one, last) for one in range(1, last + 1)),
    ],
)
def test_pages__all_are_read_however_they_are_linked(web: Web, site: PagedSite, controls: Controls) -> None:
    site.controls = controls
    report = harvest(web)
    assert (report.state, report.why) == ("complete", None)
    assert web.presences() == ALL
    assert site.asked() == [(1, 200), (2, 200), (3, 200), (1, 304)]


@pytest.mark.parametrize("leads", ["next", "redirect"])
def test_pages__that_lead_into_the_own_network_give_no_advice_to_open_it(web: Web, site: PagedSite, leads: str) -> None:
    if leads == "next":
        site.controls = lambda _, __: f"<{FIRST}> a hydra:PartialCollectionView ; hydra:next <http://127.0.0.1/x> ."
    else:
        site.replies[2] = http(b"", "302 Found", "Location: http://127.0.0.1/x")
    report = harvest(web)
    assert report.state == "incomplete"
    assert "where danhmuc follows no server" in str(report.why)
    assert "private_network" not in str(report.why)


def test_pages__in_rdf_xml_and_json_ld(web: Web, site: PagedSite) -> None:
    site.replies[2] = http(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"'
        b' xmlns:hydra="http://www.w3.org/ns/hydra/core#"><dcat:Dataset rdf:about="https://e.vn/3"/>'
        b'<hydra:PagedCollection rdf:about="?page=2"><hydra:nextPage>?page=3</hydra:nextPage></hydra:PagedCollection>'
        b"</rdf:RDF>",
        "200 OK",
        "Content-Type: application/rdf+xml",
    )
    site.replies[3] = http(
        b'{"@context": {"@vocab": "http://www.w3.org/ns/dcat#", "hydra": "http://www.w3.org/ns/hydra/core#"},'
        b' "@graph": [{"@id": "https://e.vn/5", "@type": "Dataset"},'
        b' {"@id": "?page=3", "@type": "hydra:PartialCollectionView"}]}',
        "200 OK",
        "Content-Type: application/ld+json",
    )
    assert harvest(web).state == "complete"
    assert web.presences().keys() == {f"https://e.vn/{key}" for key in "1235"}


def test_pages__a_catalogue_on_each_page_is_one_with_all_its_datasets(web: Web, site: PagedSite) -> None:
    for number, keys in enumerate(site.pages, 1):
        listed = ", ".join(f"<https://e.vn/{key}>" for key in keys)
        site.more[number] = f'<https://e.vn/k> a dcat:Catalog ; dct:title "K" ; dcat:dataset {listed} .'
    assert harvest(web).state == "complete"
    engine = create_engine(web.url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM memberships")) == 5
    engine.dispose()
    assert web.registry.get("https://e.vn/k").row.title == "K"


def test_pages__of_a_dataset_are_not_those_of_the_catalogue(web: Web, site: PagedSite) -> None:
    site.pages = [["1"]]
    site.controls = lambda *_: ""
    site.more[1] = f"<https://e.vn/1> hydra:view [ a hydra:PartialCollectionView ; hydra:next <{AGENCY}/rows?p=2> ] ."
    assert harvest(web).state == "complete"
    assert site.asked() == [(1, 200)]


@pytest.mark.parametrize("memory_bytes", [10, 10_000_000])
def test_pages__that_are_many_are_read_through_a_temporary_database(
    web: Web, site: PagedSite, monkeypatch: pytest.MonkeyPatch, memory_bytes: int
) -> None:
    """In memory and in files."""
    web.door.settings = DoorSettings(memory_bytes=memory_bytes)
    monkeypatch.setitem(DocumentReader.__init__.__kwdefaults__, "together_above", 300)
    monkeypatch.setitem(DocumentReader.__init__.__kwdefaults__, "spooled_above", 100)
    assert harvest(web).state == "complete"
    assert web.presences() == ALL
    bodies = web.registry.harvests.raw_documents("catalog")
    assert bodies == {FIRST if n == 1 else f"{FIRST}?page={n}": site.body(n) for n in (1, 2, 3)}
    site.pages[2] = ["5", "6"]
    assert harvest(web).records.created == 1
    assert site.asked()[-4:] == [(1, 304), (2, 304), (3, 200), (1, 304)]


def test_pages__on_another_server_are_read_without_the_credential(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHO_KHOA", "Bearer s3cr3t")
    other = web.serve(
        http(f"{PREFIXES}<https://e.vn/2> a dcat:Dataset . <> a hydra:PagedCollection .".encode(), "200 OK", TURTLE),
        name="other.example",
        address=OTHER_PUBLIC,
    )
    here = web.serve(
        http(
            f"{PREFIXES}<https://e.vn/1> a dcat:Dataset . <> hydra:next <http://other.example/2> .".encode(),
            "200 OK",
            TURTLE,
        )
    )
    declare(web, "a", FIRST, credential_variable="KHO_KHOA", internal=True)
    report = harvest(web)
    assert (report.state, report.records.created) == ("complete", 2)
    assert here.asked[-1].headers["authorization"] == "Bearer s3cr3t"
    assert all("authorization" not in one.headers for one in other.asked)


# ---------------------------------------------------------------- an end that is none


def one_page(controls: str) -> Controls:
    return lambda number, last: controls if number == 1 else view(number, last)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('"page two"', "is no address: page two"),
        ('""', "is no address"),
        ("2", "is no address: 2"),
        ("[]", "is no address"),
        ('"?page=2"@en', "is no address"),
        ("<mailto:an@e.vn>", "cannot be asked for"),
        ("<http://2130706433/>", "cannot be asked for"),
        ("<http://an:s3cret@e.vn/>", "cannot be asked for"),
        (f"<{FIRST}?page=2>, <{FIRST}?page=3>", f"several next pages: {FIRST}?page=2, {FIRST}?page=3"),
    ],
)
def test_next__that_cannot_be_followed_makes_it_incomplete(web: Web, site: PagedSite, link: str, said: str) -> None:
    site.controls = one_page(f"<> a hydra:PartialCollectionView ; hydra:next {link} .")
    report = harvest(web)
    assert (report.state, report.records.created) == ("incomplete", 2)
    assert said in str(report.why)
    assert "s3cret" not in str(report.why)
    assert site.asked() == [(1, 200)]


def test_next__in_a_private_network_is_refused(web: Web, site: PagedSite) -> None:
    web.network.put("inside.example", web.servers["agency.example"], "10.0.0.1")
    site.controls = one_page("<> hydra:next <http://inside.example/2> .")
    report = harvest(web)
    assert (report.state, report.records.created, site.asked()) == ("incomplete", 2, [(1, 200)])


def with_total(controls: Controls, total: Callable[[int], str]) -> Controls:
    """Controls with a number of items, which may be another on each page."""
    return lambda number, last: f"{controls(number, last)} <{FIRST}> hydra:totalItems {total(number)} ."


def looping(number: int, last: int) -> str:
    here, following = f"<{FIRST}?page={number}>", f"<{FIRST}?page={number % last + 1}>"
    return f"<{FIRST}> hydra:view {here} . {here} hydra:next {following} ."


@pytest.mark.parametrize(("total", "state"), [("5", "complete"), ("4", "incomplete"), ("6", "incomplete")])
def test_loop__is_whole_if_it_has_just_what_is_announced(web: Web, site: PagedSite, total: str, state: str) -> None:
    site.controls = with_total(looping, lambda _: total)
    assert harvest(web).state == state
    assert [one for one, _ in site.asked()][:3] == [1, 2, 3]
    assert web.presences() == ALL


def test_loop__is_incomplete_if_nothing_is_announced(web: Web, site: PagedSite) -> None:
    site.controls = looping
    report = harvest(web)
    assert (report.state, site.asked()) == ("incomplete", [(1, 200), (2, 200), (3, 200), (1, 304)])
    assert "leads back to a page that was read" in str(report.why)


def test_loop__of_one_page(web: Web, site: PagedSite) -> None:
    site.controls = lambda *_: f"<> hydra:next <{FIRST}#again> ."
    assert harvest(web).state == "incomplete"
    assert site.asked() == [(1, 200)]


@pytest.mark.parametrize(("total", "state"), [("2", "complete"), ("5", "incomplete"), (None, "incomplete")])
def test_loop__the_same_bytes_at_a_new_address_are_the_end(
    web: Web, site: PagedSite, total: str | None, state: str
) -> None:
    """A server that does not heed the number of the page."""
    announced = "" if total is None else f"<{FIRST}> a hydra:Collection ; hydra:totalItems {total} ."
    body = f"{PREFIXES}<> hydra:view <?page=1> . <?page=1> hydra:next <?page=2> . {announced}"
    body += "".join(f"<https://e.vn/{key}> a dcat:Dataset ." for key in "12")
    web.serve(http(body.replace("<>", f"<{FIRST}>").encode(), "200 OK", TURTLE))
    report = harvest(web)
    assert (report.state, report.documents) == (state, 1)


def test_loop__a_redirect_back_to_the_first_page(web: Web, site: PagedSite) -> None:
    site.replies[3] = http(b"", "302 Found", f"Location: {PATH}?page=2")
    report = harvest(web)
    assert (report.state, report.documents) == ("incomplete", 2)
    assert "leads back" in str(report.why)


def test_end__a_page_that_says_nothing_of_pages_is_none_unless_all_are_there(web: Web, site: PagedSite) -> None:
    site.controls = lambda number, last: view(number, last) if number < last else ""
    report = harvest(web)
    assert (report.state, report.records.created) == ("incomplete", 5)
    assert "does not say whether it is the last page" in str(report.why)
    site.more[1] = f"<{FIRST}> hydra:totalItems 5 ."
    assert harvest(web).state == "complete"


def test_end__the_page_that_is_named_as_the_last_one_must_be_reached(web: Web, site: PagedSite) -> None:
    site.controls = lambda number, last: collection(number, last) if number != 2 else "<> a hydra:PagedCollection ."
    report = harvest(web)
    assert report.state == "incomplete"
    assert f"names the page {FIRST}?page=3" in str(report.why)


def test_end__another_page_that_is_described_must_be_reached(web: Web, site: PagedSite) -> None:
    more = f"<{FIRST}?page=1> a hydra:PagedCollection ; hydra:next <{FIRST}?page=7> ."
    site.controls = lambda number, last: f"{view(number, last)} {more if number == 2 else ''}"
    assert "?page=7" in str(harvest(web).why)


@pytest.mark.parametrize("limit", ["MOST_PAGES", "MOST_BYTES"])
def test_endless__a_chain_of_ever_new_pages_is_left_at_a_limit(
    web: Web, site: PagedSite, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    site.controls = lambda number, _: view(number, number + 1)
    site.pages = [[str(number)] for number in range(1, 30)]
    monkeypatch.setattr(web_pages, limit, {"MOST_PAGES": 7, "MOST_BYTES": 6 * len(site.body(1)) + 10}[limit])
    report = harvest(web)
    assert (report.state, len(site.asked()), report.records.created) == ("incomplete", 7, 7)
    assert "there are more" in str(report.why)


def test_endless__a_source_sets_its_own_limit(web: Web, site: PagedSite) -> None:
    site.controls = lambda number, _: view(number, number + 1)
    site.pages = [[str(number)] for number in range(1, 30)]
    report = web.harvest(FIRST, max_pages=4)
    assert (report.state, len(site.asked()), report.records.created) == ("incomplete", 4, 4)
    assert str(report.why).startswith("4 pages were read, the most that are read of this source")


# ---------------------------------------------------------------- what is announced


def test_total__that_is_not_there_makes_it_incomplete(web: Web, site: PagedSite) -> None:
    site.controls = with_total(view, lambda _: "6")
    report = harvest(web)
    assert (report.state, report.records.created) == ("incomplete", 5)
    assert "6" in str(report.why)


@pytest.mark.parametrize("other", ["4", '"5"', '"5"^^xsd:int', '"five"'])
@pytest.mark.parametrize("controls", [view, collection])
def test_total__another_on_a_later_page_makes_it_incomplete(
    web: Web, site: PagedSite, controls: Controls, other: str
) -> None:
    def total(number: int) -> str:
        return other if number == 3 else "5"

    if controls is view:
        site.controls = with_total(view, total)
    else:
        site.controls = lambda number, last: (
            f"{collection(number, last)} <?page={number}> hydra:totalItems {total(number)} ."
        )
    assert harvest(web).state == "incomplete"
    site.controls = with_total(controls, lambda _: "5")
    assert harvest(web).state == "complete"


# ---------------------------------------------------------------- pages that change or fail


def test_first__that_changed_while_the_others_were_read_makes_it_incomplete(web: Web, site: PagedSite) -> None:
    """A dataset moves from the second page to the first: between the two it stands on neither."""
    harvest(web)
    site.pages = [["1", "2"], ["4"], ["5"]]

    def change(number: int) -> None:
        if number == 2:
            site.pages[0] = ["1", "2", "3"]

    site.before = change
    report = harvest(web)
    assert (report.state, report.records.missing) == ("incomplete", 0)
    assert "the first page changed" in str(report.why)
    assert harvest(web).state == "complete"
    assert web.presences() == ALL


@pytest.mark.parametrize("etags", [True, False])
def test_first__with_blank_nodes_named_anew_is_the_same(web: Web, site: PagedSite, etags: bool) -> None:
    names = iter(range(99))
    site.etags = etags
    site.controls = lambda number, last: (
        f"{view(number, last)} <https://e.vn/1> dct:publisher _:b{next(names)} ." if number == 1 else view(number, last)
    )
    assert harvest(web).state == "complete"


def test_first__that_cannot_be_had_again_makes_it_incomplete(web: Web, site: PagedSite) -> None:
    def close(number: int) -> None:
        if number == 3:
            site.replies[1] = http(b"", "403 Forbidden")

    site.before = close
    report = harvest(web)
    assert (report.state, report.records.created, report.letter is not None) == ("incomplete", 5, True)


@pytest.mark.parametrize(
    ("reply", "said", "has_letter"),
    [
        (http(b"", "403 Forbidden"), "status 403", True),
        (http(b"", "404 Not Found"), "status 404", False),
        (http(b"<!doctype html><html></html>", "200 OK", TURTLE), "an HTML page", False),
        (http(b'<https://e.vn/3> a "x', "200 OK", TURTLE), "documents unread", False),
        (http(b"", "302 Found", "Location: ftp://e.vn/"), "page 2 could not be read", False),
    ],
)
def test_page__that_fails_makes_it_incomplete_and_those_before_it_count(
    web: Web, site: PagedSite, reply: Reply, said: str, has_letter: bool
) -> None:
    site.replies[2] = reply
    report = harvest(web)
    assert (report.state, report.records.created, report.letter is not None) == ("incomplete", 2, has_letter)
    assert said in str(report.why)
    assert site.asked()[-1][0] == 2
    site.replies.clear()
    report = harvest(web)
    assert (report.state, report.records.created, report.records.unchanged) == ("complete", 3, 2)


def test_page__that_fails_lets_nothing_be_missing(web: Web, site: PagedSite) -> None:
    harvest(web)
    site.pages[0] = ["1"]
    site.replies[3] = http(b"", "404 Not Found")
    report = harvest(web)
    assert (report.state, report.records.missing) == ("incomplete", 0)
    assert web.presences() == ALL


def test_page__without_a_length_that_is_another_when_asked_again_makes_it_incomplete(web: Web, site: PagedSite) -> None:
    """It ends between two statements, before it says which page is next."""
    whole = site.body(2)
    cut = iter([whole[: whole.index(b"<http://agency")], whole, whole])

    def answer(_: Asked) -> bytes:
        return b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nConnection: close\r\n\r\n" + next(cut)

    site.replies[2] = answer
    report = harvest(web)
    assert (report.state, report.records.created) == ("incomplete", 4)
    assert "how long the document is" in str(report.why)


def test_pages__that_are_not_asked_for_in_time_make_it_incomplete(
    web: Web, site: PagedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, now = source_at(FIRST), iter(range(9))
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    visit = Visit(door=web.door.for_source(FIRST, SourceSettings()), deadline=2)
    contents = source.contents(IriSpace(source="a"), visit=visit)
    assert contents.incomplete is not None
    assert "over after 3 pages" not in str(contents.incomplete)
    assert "the time for this visit was over" in str(contents.incomplete)
    contents.close()


@pytest.mark.parametrize(
    "statement", ["<s> a <https://w3id.org/ldes#EventStream> .", "<> <https://w3id.org/tree#relation> [] ."]
)
def test_stream__is_not_read_whole_by_this_kind(web: Web, site: PagedSite, statement: str) -> None:
    site.pages, site.more = [["1"]], {1: statement}
    report = harvest(web)
    assert (report.state, report.records.created) == ("incomplete", 1)
    assert "kind ldes" in str(report.why)


# ---------------------------------------------------------------- unchanged costs nothing


def test_unmoved__pages_cost_one_request_each_and_nothing_is_parsed(
    web: Web, site: PagedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    harvest(web)
    site.sent.clear()
    monkeypatch.setattr(reader, "read_document", None)
    report = harvest(web)
    assert (report.state, report.records.unchanged) == ("complete", 5)
    assert site.asked() == [(1, 304), (2, 304), (3, 304)]
    assert [(one.status, one.requests, one.bytes, one.datasets) for one in report.pages] == [(304, 1, 0, None)] * 3


def test_unmoved__the_same_bytes_without_validators(web: Web, site: PagedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.etags = False
    harvest(web)
    monkeypatch.setattr(reader, "read_document", None)
    report = harvest(web)
    assert (report.state, report.records.unchanged, [one.status for one in report.pages]) == ("complete", 5, [200] * 3)


def test_unmoved__new_validators_of_the_same_bytes_are_stored(web: Web, site: PagedSite) -> None:
    site.etags = False
    harvest(web)
    site.etags = True
    harvest(web)
    site.sent.clear()
    harvest(web)
    assert site.asked() == [(1, 304), (2, 304), (3, 304)]


@pytest.mark.parametrize("pages", [[["1"]], [["1", "2"], ["3"]]], ids=["one document", "two pages"])
def test_unmoved__after_an_upgrade_the_stored_bytes_are_read_once_more(
    web: Web, site: PagedSite, pages: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages = pages
    count = sum(map(len, pages))
    harvest(web)
    monkeypatch.setattr(reading_basis, "_version", lambda: "a later one")
    site.sent.clear()
    report = harvest(web)
    assert (report.state, report.extent, report.records.unchanged) == ("complete", "whole", count)
    assert {status for _, status in site.asked()} == {304}
    report = harvest(web)
    assert (report.extent, report.records.unchanged) == ("unmoved", count)


@pytest.mark.parametrize("moved", [1, 2, 3])
def test_moved__one_page_is_downloaded_and_the_others_are_read_from_what_is_stored(
    web: Web, site: PagedSite, moved: int
) -> None:
    harvest(web)
    site.sent.clear()
    site.pages[moved - 1] = [*site.pages[moved - 1], "6"]
    report = harvest(web)
    assert (report.state, report.records.created, report.records.unchanged) == ("complete", 1, 5)
    assert site.asked() == [(one, 200 if one == moved else 304) for one in (1, 2, 3)] + [(1, 304)]
    assert [one.datasets for one in report.pages] == [len(page) for page in site.pages]


def test_moved__what_is_stored_no_more_is_kept_again(web: Web, site: PagedSite) -> None:
    harvest(web)
    engine = create_engine(web.url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM bodies"))
    engine.dispose()
    site.sent.clear()
    report = harvest(web)
    assert (report.extent, report.records.unchanged) == ("unmoved", 5)
    assert site.asked() == [(1, 200), (2, 200), (3, 200)]
    site.pages[1] = ["3", "4", "6"]
    report = harvest(web)
    assert (report.state, report.records.created, report.records.unchanged) == ("complete", 1, 5)
    assert site.asked() == [(1, 304), (2, 200), (3, 304), (1, 304)]


def test_moved__a_damaged_body_is_not_read(web: Web, site: PagedSite) -> None:
    harvest(web)
    engine = create_engine(web.url)
    with engine.begin() as connection:
        other = zlib.compress(site.body(1).replace(b"e.vn/1", b"e.vn/9"))
        connection.execute(text("UPDATE bodies SET body = :body"), {"body": other})
    engine.dispose()
    site.pages[2] = ["5", "6"]
    assert harvest(web).records.created == 1
    assert web.presences() == ALL | {"https://e.vn/6": "present"}


def test_moved__a_page_fewer(web: Web, site: PagedSite) -> None:
    harvest(web)
    site.pages = [["1", "2"], ["3", "4"]]
    report = harvest(web)
    assert (report.state, report.records.missing, report.documents) == ("complete", 1, 2)


def test_moved__a_page_more(web: Web, site: PagedSite) -> None:
    harvest(web)
    site.pages.append(["6"])
    report = harvest(web)
    assert (report.state, report.records.created, report.documents) == ("complete", 1, 4)


def test_known__a_page_that_cannot_be_had_makes_it_incomplete(web: Web, site: PagedSite) -> None:
    harvest(web)
    site.sent.clear()
    site.replies[2] = http(b"", "403 Forbidden")
    report = harvest(web)
    assert (report.state, report.records.missing, report.letter is not None) == ("incomplete", 0, True)
    assert [number for number, _ in site.asked()] == [1, 2]


# ---------------------------------------------------------------- addresses


def relative(site: PagedSite) -> None:
    """Let the site describe a dataset with a relative IRI on each page, and link its pages by relative ones."""
    site.controls = linked(iri="<?page={number}>", next_="hydra:next <?page={number}> ;")
    site.pages = [[], [], []]
    site.more = {number: f"<#{number}> a dcat:Dataset ." for number in (1, 2, 3)}


@pytest.mark.parametrize("is_absolute", [False, True])
def test_base__of_each_page_stays_when_the_site_moves(web: Web, site: PagedSite, is_absolute: bool) -> None:
    relative(site)
    harvest(web)
    iris = web.presences()
    assert iris == {f"{FIRST}#1": "present", f"{FIRST}?page=2#2": "present", f"{FIRST}?page=3#3": "present"}
    if is_absolute:
        site.controls = linked(
            iri="<http://new.example/b/catalog.ttl?page={number}>",
            next_="hydra:next <http://new.example/b/catalog.ttl?page={number}> ;",
        )
    server = RawServer(site.answer)
    with server:
        web.network.put("new.example", server, OTHER_PUBLIC)
        web.serve(http(b"", "301 Moved", "Location: http://new.example/b/catalog.ttl"))
        for _ in range(2):
            report = harvest(web)
            assert (report.state, report.records.unchanged, report.records.missing) == ("complete", 3, 0)
        assert web.presences() == iris
        # Of the other pages the validators of another address are not even tried.
        asked = [number for number, _ in site.asked()[4:]]
        assert asked == [*([] if is_absolute else [1]), 1, 2, 3, 1, 1, 2, 3]
        assert server.targets[-3:] == ["/b/catalog.ttl", "/b/catalog.ttl?page=2", "/b/catalog.ttl?page=3"]
    assert [one.status for one in report.pages] == [304, 304, 304]


def test_base__of_a_page_behind_a_redirect_is_where_it_was_first_found(web: Web, site: PagedSite) -> None:
    relative(site)
    site.replies[2] = http(b"", "302 Found", "Location: http://other.example/two?page=2")
    body = f"{PREFIXES}<#2> a dcat:Dataset . <> hydra:next <{FIRST}?page=3> ."
    web.serve(http(body.encode(), "200 OK", TURTLE), name="other.example", address=OTHER_PUBLIC)
    assert harvest(web).state == "complete"
    assert "http://other.example/two?page=2#2" in web.presences()
    site.sent.clear()
    assert harvest(web).records.unchanged == 3
    # Where the redirect leads is found out each time.
    assert site.asked() == [(1, 200), (2, 0), (3, 200), (1, 304)]
    del site.replies[2]
    report = harvest(web)
    assert (report.state, report.records.created, report.records.missing) == ("complete", 1, 1)


def test_base__an_incomplete_first_run_does_not_take_a_page_for_the_first(web: Web, site: PagedSite) -> None:
    """Only the second page has a record, and the third fails."""
    site.pages = [[], ["3", "4"], ["5"]]
    site.replies[3] = http(b"", "404 Not Found")
    assert harvest(web).state == "incomplete"
    site.replies.clear()
    report = harvest(web)
    assert (report.state, report.documents) == ("complete", 3)


# ---------------------------------------------------------------- reports


def test_report__pages_add_up_to_the_log_of_the_server(web: Web, site: PagedSite) -> None:
    server = web.servers["agency.example"]
    for moved in (None, None, 2):
        if moved is not None:
            site.pages[moved - 1].append("6")
        server.asked.clear()
        site.sent.clear()
        report = harvest(web)
        assert sum(one.requests for one in report.pages) == len(server.asked) == report.traffic[0].requests
        assert sum(one.bytes for one in report.pages) == sum(size for _, _, size in site.sent)
        assert [one.url for one in report.pages] == [FIRST, f"{FIRST}?page=2", f"{FIRST}?page=3"]
    assert [one.as_dict() for one in report.pages][1] == {
        "url": f"{FIRST}?page=2",
        "status": 200,
        "requests": 1,
        "bytes": len(site.body(2)),
        "datasets": 3,
        "why": None,
    }


def test_report__a_page_that_failed_is_in_it_with_its_reason(web: Web, site: PagedSite) -> None:
    site.replies[2] = http(b"", "404 Not Found")
    pages = harvest(web).pages
    assert [(one.status, one.datasets, one.why is None) for one in pages] == [(200, 2, True), (None, None, False)]


def test_report__a_single_document_has_no_pages(web: Web, site: PagedSite) -> None:
    site.pages, site.controls = [["1"]], lambda *_: ""
    assert harvest(web).pages == ()


@pytest.mark.parametrize(("total", "pages"), [("5", 3), (None, None)])
def test_check__visits_the_first_page_alone(web: Web, site: PagedSite, total: str | None, pages: int | None) -> None:
    site.controls = view if total is None else with_total(view, lambda _: total)
    found = check_location(source_at(FIRST), None, door=web.door)
    assert found.visit is not None
    assert (found.why, found.documents, found.visit.is_paged, found.visit.pages) == (None, 1, True, pages)
    assert (found.visit.conditional, sum(found.visit.records.values())) == (True, 2)
    assert site.asked() == [(1, 200), (1, 304)]


def test_check__says_what_is_wrong_with_the_first_page(web: Web, site: PagedSite) -> None:
    site.more[1] = "<s> a <https://w3id.org/ldes#EventStream> ."
    found = check_location(source_at(FIRST), None, door=web.door)
    assert "kind ldes" in str(found.why)


# ---------------------------------------------------------------- real and hostile ones


def described(registry: Registry) -> set[tuple[str, str]]:
    """IRI and digest of all that is described, but for the pages themselves, whose addresses differ."""
    return {(row.iri, row.digest) for row in registry.records(role=None) if "index.trig" not in row.iri}


@pytest.mark.soak
@pytest.mark.skipif(not BELGIUM.is_dir(), reason="the pages of the Belgian inventory are not at hand")
def test_belgium__in_pages_has_the_records_that_it_has_in_a_folder(web: Web, tmp_path: Path) -> None:
    """The pages of its stream, without what makes them one, each leading to the next."""
    names = [path.name for path in sorted(BELGIUM.glob("page-*.trig"))[:4]]
    for name in names:
        lines = (
            (BELGIUM / name).read_bytes().replace(b"https://w3id.org/tree#", b"https://e.vn/").splitlines(keepends=True)
        )
        (tmp_path / name).write_bytes(b"".join(line for line in lines if b"ldes#EventStream" not in line))

    def answer(asked: Asked) -> bytes:
        at = names.index(asked.target.removeprefix("/"))
        following = f"; <http://www.w3.org/ns/hydra/core#next> <{names[at + 1]}>" if at + 1 < len(names) else ""
        controls = f"\n<> a <http://www.w3.org/ns/hydra/core#PartialCollectionView> {following} .\n"
        return http((tmp_path / names[at]).read_bytes() + controls.encode(), "200 OK", "Content-Type: application/trig")

    web.serve(answer)
    report = web.harvest(f"{AGENCY}/{names[0]}")
    with Registry.open("sqlite://") as registry:
        folder = registry.harvest(source_at(str(tmp_path)), profile="none")
        expected = described(registry)
    assert (report.state, folder.state) == ("complete", "complete"), report.why
    assert described(web.registry) == expected
    assert len(expected) > 200


@pytest.mark.parametrize("times", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_night__a_server_that_fails_at_any_request_loses_nothing_and_the_next_run_completes(
    web: Web, site: PagedSite, times: int
) -> None:
    """It changes from night to night, and in some of them a request fails, whichever it is."""
    random = Random(20261127)
    faults: list[Reply] = [
        b"",
        http(b"", "500 X"),
        http(b"", "403 X"),
        http(b"", "404 X"),
        http(b"<!doctype html><html></html>", "200 OK", TURTLE),
        http(site.body(1)[:-20], "200 OK", TURTLE),
        http(b"", "200 OK", TURTLE),
        http(site.body(2), length=99_999),
    ]
    harvest(web)
    for _ in range(times):
        fails_at, fault = random.randrange(4), random.choice(faults)
        site.more[random.randint(1, 3)] = f"<https://e.vn/1> dct:identifier '{random.random()}' ."
        asked = iter(range(99))

        def fail(number: int) -> None:
            site.replies.clear()
            if next(asked) >= fails_at:  # noqa: B023 - called within the round
                site.replies[number] = fault  # noqa: B023

        web.door.close()
        web.door = WebDoor(DoorSettings(tries=2, backoff_seconds=0.001), clock=StillClock(), network=web.network)
        web.registry.close()
        web.registry = Registry.open(web.url, door=web.door)
        site.before = fail
        assert harvest(web).state in ("failed", "incomplete")
        assert web.presences() == ALL
        site.before = lambda _: site.replies.clear()
        report = harvest(web)
        assert (report.state, report.records.missing, report.records.quarantined) == ("complete", 0, 0)
    assert web.presences() == ALL
