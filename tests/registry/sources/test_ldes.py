"""Event streams, harvested from a server of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from danhmuc.registry import HarvestReport, IriSpace, Registry, Visit, source_at
from danhmuc.registry.event_streams import served_pages
from danhmuc.registry.sources.ldes_on_web import LdesOnWebSource
from danhmuc.registry.validation.source_visit import check_location
from danhmuc.vocab.errors import SourceUnavailableError

from ..event_streams.page_door import PageDoor
from ..event_streams.stream_web import (
    START,
    StreamWeb,
    activity,
    at,
    dataset,
    distribution,
    page,
    put,
    without_proxies,
)
from ..fetch.loopback import http


@pytest.fixture
def web(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[StreamWeb]:
    without_proxies(monkeypatch)
    with StreamWeb(sqlite_url).open() as made:
        yield made


# ---------------------------------------------------------------- the source


def test_source__has_a_name_and_one_spelling() -> None:
    source = source_at("HTTPS://Data.Hue.vn:443/feeds/so-y-te.trig#x", "ldes")
    assert (source.kind, source.location, source.name) == ("ldes", "https://data.hue.vn/feeds/so-y-te.trig", "so-y-te")


def test_source__without_a_door_is_one_plain_line() -> None:
    with pytest.raises(SourceUnavailableError, match="only harvest and source check go there"):
        next(source_at(START, "ldes").records())


# ---------------------------------------------------------------- a first visit


def test_first__follows_all_relations_and_loops_end(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(put(1, "d1", dataset("d1", "Một")), links=("p/2", "/p/3")),
            "p/2": page(put(2, "d2", dataset("d2", "Hai")), links=("../stream", "3", "2#x")),
            "p/3": page(put(3, "d3", dataset("d3", "Ba")), links=("../stream",)),
        }
    )
    report = web.harvest()
    assert (report.state, report.records.created, report.documents) == ("complete", 3, 3)
    assert web.titles() == {"d1": "Một", "d2": "Hai", "d3": "Ba"}
    assert web.asked == [("stream", 200), ("p/2", 200), ("p/3", 200)]


def test_first__a_stream_that_names_its_view_is_followed(web: StreamWeb) -> None:
    view = page(more=f"<{START}> a ldes:EventStream ; tree:view <p/1> .")
    web.publish({"stream": view, "p/1": page(put(1, "d1", dataset("d1", "Một")))})
    assert web.harvest().records.created == 1


def test_first__the_newest_activity_counts_whatever_the_order(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(
                put(5, "d1", dataset("d1", "Mới"), "Update"), put(1, "d2", dataset("d2", "a")), links=("2",)
            ),
            "2": page(put(2, "d1", dataset("d1", "Cũ")), put(3, "d2", dataset("d2", "b"), "Update")),
        }
    )
    web.harvest()
    assert web.titles() == {"d1": "Mới", "d2": "b"}


def test_first__a_delete_is_one_unless_something_newer_is_said(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(
                put(1, "d1", dataset("d1", "a")),
                put(2, "d2", dataset("d2", "b")),
                put(3, "d3", dataset("d3", "c")),
                activity("x1", "Delete", "d1", 4),
                activity("x2", "Remove", "d2", 4),
                activity("x3", "Delete", "d3", 2),
                activity("x4", "Delete", "d4", 2),
            )
        }
    )
    report = web.harvest()
    assert (report.state, report.records.created) == ("complete", 1)
    assert web.titles() == {"d3": "c"}


def test_first__parts_that_are_members_themselves_are_put_together(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(
                put(1, "d1", dataset("d1", "a", "f1", "f2")), put(2, "f1", distribution("f1", "CSV")), links=("2",)
            ),
            "2": page(put(3, "f2", distribution("f2", "XML")), put(4, "f1", distribution("f1", "CSV mới"), "Update")),
        }
    )
    report = web.harvest()
    assert (report.records.seen, report.nodes.seen) == (1, 0)
    graph = web.graph("d1")
    assert "CSV mới" in graph
    assert "XML" in graph
    assert '"CSV"' not in graph


def test_first__versions_are_read_as_the_stream_says(web: StreamWeb) -> None:
    settings = f"<{START}> a ldes:EventStream ; ldes:timestampPath dct:modified ; ldes:versionOfPath dct:isVersionOf ."
    version = (
        f"<{START}> tree:member :d1-v{{0}} . :d1-v{{0}} a dcat:Dataset ; dct:isVersionOf :d1 ;"
        ' dct:title "Bản {0}"@vi ; dct:modified "2026-01-0{0}T00:00:00Z"^^xsd:dateTime ;'
        ' dcat:distribution [ a dcat:Distribution ; dct:title "Tệp {0}"@vi ] .'
    )
    web.publish({"stream": page(version.format(2), version.format(1), more=settings)})
    report = web.harvest()
    assert (report.records.created, web.titles()) == (1, {"d1": "Bản 2"})
    graph = web.graph("d1")
    assert "Tệp 2" in graph
    assert "isVersionOf" not in graph
    assert "Tệp 1" not in graph


def test_first__members_without_times_are_the_things_themselves(web: StreamWeb) -> None:
    plain = f'<{START}> tree:member :d1 . :d1 a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher :o .'
    web.publish(
        {
            "stream": page(plain, ':o a foaf:Agent ; foaf:name "Sở" .', links=("2",)),
            "2": page(f'<{START}> tree:member :d1 . :d1 a dcat:Dataset ; dct:description "Thêm"@vi .'),
        }
    )
    report = web.harvest()
    assert (report.records.created, report.nodes.created, report.findings["warning"]) == (1, 1, 0)
    assert "Thêm" in web.graph("d1")


def test_first__a_member_without_an_iri_gets_one_where_there_are_no_times(web: StreamWeb) -> None:
    web.publish(
        {"stream": page(f'<{START}> tree:member [ a dcat:Dataset ; dct:identifier "1" ; dct:title "Một"@vi ] .')}
    )
    report = web.harvest()
    assert (report.state, report.records.created, "stream:unclear" in web.codes(report)) == ("complete", 1, False)
    web.publish(
        {"stream": page(f'<{START}> tree:member [ a dcat:Dataset ; dct:identifier "1" ; dct:title "Hai"@vi ] .')}
    )
    report = web.harvest()
    assert (report.records.updated, report.records.missing) == (1, 0)


# ---------------------------------------------------------------- what is not understood


@pytest.mark.parametrize("time", [None, '"hôm qua"', '"2026-13-01T00:00:00Z"^^xsd:dateTime'])
def test_time__one_that_is_not_understood_deletes_and_replaces_nothing(web: StreamWeb, time: str | None) -> None:
    web.publish(
        {
            "stream": page(
                put(1, "d1", dataset("d1", "a")),
                put(2, "d2", dataset("d2", "b")),
                activity("x1", "Delete", "d1", time),
                activity("x2", "Update", "d2", time, dataset("d2", "khác")),
                activity("x3", "Create", "d3", time, dataset("d3", "c")),
            )
        }
    )
    report = web.harvest()
    assert (report.state, web.titles()) == ("complete", {"d1": "a", "d2": "b", "d3": "c"})
    assert web.codes(report) == ["stream:no-time"]


def test_time__a_description_without_one_does_not_replace_what_was_harvested_with_one(web: StreamWeb) -> None:
    web.publish({"stream": page(put(5, "d1", dataset("d1", "a")), put(6, "d2", dataset("d2", "b")))})
    web.harvest()
    untimed = activity("x", "Update", "d1", None, dataset("d1", "khác"))
    web.publish({"stream": page(untimed, put(7, "d2", dataset("d2", "c"), "Update"))})
    report = web.harvest()
    assert (report.state, report.records.missing, web.titles()) == ("incomplete", 0, {"d1": "a", "d2": "c"})
    assert "no time that is understood" in str(report.why)


def test_time__a_deletion_does_not_count_beside_a_description_without_time(web: StreamWeb) -> None:
    web.publish(
        {"stream": page(activity("x1", "Create", "d1", None, dataset("d1", "a")), activity("x2", "Delete", "d1", 5))}
    )
    web.harvest()
    assert web.titles() == {"d1": "a"}


def test_time__the_same_twice_is_decided_the_same_way_in_any_order(web: StreamWeb) -> None:
    one, other = (
        activity("a", "Update", "d1", 5, dataset("d1", "a")),
        activity("b", "Update", "d1", 5, dataset("d1", "b")),
    )
    gone = activity("c", "Delete", "d1", 5)
    web.publish({"stream": page(one, other, gone)})
    first = web.harvest()
    assert (web.titles(), web.codes(first)) == ({"d1": "b"}, ["stream:same-time"])
    web.publish({"stream": page(gone, other, one)})
    second = web.harvest()
    assert (web.titles(), second.records.updated, web.codes(second)) == ({"d1": "b"}, 0, ["stream:same-time"])


def test_activity__of_an_unknown_kind_or_without_one_object_is_passed_over(web: StreamWeb) -> None:
    both = f"<{START}> tree:member <#x2> . <#x2> a as:Create , as:Delete ; as:object :d1 ; as:published {at(8)} ."
    web.publish(
        {
            "stream": page(
                put(1, "d1", dataset("d1", "a")),
                activity("x1", "Announce", "d1", 5, dataset("d1", "khác")),
                both,
                f"<{START}> tree:member <#x3> . <#x3> a as:Delete ; as:published {at(9)} .",
                activity("x4", "Update", "d1", 6),
            )
        }
    )
    report = web.harvest()
    assert (web.titles(), web.codes(report)) == ({"d1": "a"}, ["stream:not-described", "stream:unclear"])


# ---------------------------------------------------------------- secrets


def test_secret__the_newest_description_decides_and_no_bytes_of_an_older_one_are_kept(web: StreamWeb) -> None:
    secret = dataset("d1", "Kế hoạch", more=' ; dmv:secrecy "MAT"')
    web.publish(
        {
            "stream": page(put(2, "d1", dataset("d1", "Công khai"), "Update"), links=("2",)),
            "2": page(put(1, "d1", secret)),
        }
    )
    report = web.harvest()
    assert (report.state, web.titles()) == ("complete", {"d1": "Công khai"})
    assert [*web.registry.harvests.raw_documents("stream")] == [START]


@pytest.mark.parametrize("kind", ["Update", "Announce"])
def test_secret__a_mark_without_a_time_or_a_clear_activity_counts(web: StreamWeb, kind: str) -> None:
    secret = dataset("d1", "Kế hoạch", more=' ; dmv:secrecy "MAT"')
    web.publish({"stream": page(put(9, "d1", dataset("d1", "a")), activity("x", kind, "d1", None, secret))})
    web.harvest()
    assert web.titles() == {}
    assert web.registry.harvests.raw_documents("stream") == {}


# ---------------------------------------------------------------- pages that do not come


def test_pages__one_that_fails_makes_the_run_incomplete_and_the_next_one_has_all(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(put(1, "d1", dataset("d1", "a")), links=("2", "3")),
            "2": page(put(2, "d2", dataset("d2", "b"))),
        },
        immutable=("2",),
    )
    report = web.harvest()
    assert (report.state, report.records.created) == ("incomplete", 2)
    assert "/3" in str(report.why)
    web.publish({"3": page(put(3, "d3", dataset("d3", "c")))})
    report = web.harvest()
    assert (report.state, report.records.created, report.records.missing) == ("complete", 1, 0)


def test_pages__one_that_cannot_be_read_deletes_nothing(web: StreamWeb) -> None:
    pages = {
        "stream": page(put(1, "d1", dataset("d1", "a")), links=("2",)),
        "2": page(put(2, "d2", dataset("d2", "b"))),
    }
    web.publish(pages)
    web.harvest()
    web.publish({"2": pages["2"][:-9]})
    report = web.harvest()
    assert (report.state, report.quarantined_documents, web.titles()) == ("incomplete", 1, {"d1": "a", "d2": "b"})


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!doctype html><html><body>Login</body></html>", "HTML"),
        (":d1 a dcat:Dataset .", "/stream"),
        ("<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .", "no event stream"),
    ],
    ids=["html", "broken", "plain-rdf"],
)
def test_pages__a_first_page_that_is_none_is_a_failed_run(web: StreamWeb, body: str, reason: str) -> None:
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a")))})
    web.harvest()
    web.publish({"stream": body})
    report = web.harvest()
    assert (report.state, web.titles()) == ("failed", {"d1": "a"})
    assert reason in str(report.why)


def test_pages__a_stream_that_is_not_there_is_a_failed_run_with_its_reason(web: StreamWeb) -> None:
    report = web.harvest()
    assert (report.state, report.unopened) == ("failed", True)
    assert "404" in str(report.why)


def test_pages__an_address_that_the_door_does_not_take_is_no_page(web: StreamWeb) -> None:
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a")), links=("ftp://e.vn/2",))})
    report = web.harvest()
    assert (report.state, report.records.created) == ("incomplete", 1)


def test_pages__a_password_in_a_link_is_not_stored(web: StreamWeb, tmp_path: Path) -> None:
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a")), links=("http://an:geheim@agency.example/2",))})
    assert web.harvest().state == "incomplete"
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"geheim" in path.read_bytes()]


def test_pages__an_encrypted_stream_leads_to_no_other_page() -> None:
    pages = {
        "https://e.vn/s": page(put(1, "d1", dataset("d1", "a")), links=("http://e.vn/2",)),
        "http://e.vn/2": page(),
    }
    door = PageDoor(pages)
    contents = LdesOnWebSource("https://e.vn/s").contents(IriSpace(source="s"), visit=Visit(door=door))
    assert contents.incomplete is not None
    assert [one.document for one in contents.quarantined] == ["http://e.vn/2"]


def test_pages__a_stream_without_an_end_ends(web: StreamWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served_pages, "_MOST", 3)
    web.publish({f"p/{n}": page(put(n, f"d{n}", dataset(f"d{n}", "a")), links=(str(n + 1),)) for n in range(1, 9)})
    report = web.harvest(f"{START.rpartition('/')[0]}/p/1", max_pages=2)
    assert (report.state, report.records.created, len(web.asked)) == ("incomplete", 2, 2)
    report = web.harvest(f"{START.rpartition('/')[0]}/p/1")
    assert (report.state, len(web.asked)) == ("incomplete", 3)
    assert "3 pages were read, the most" in str(report.why)


def test_pages__one_without_a_length_counts_only_if_it_comes_twice(web: StreamWeb) -> None:
    def reply(text: str) -> bytes:
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/trig\r\nConnection: close\r\n\r\n" + text.encode()

    whole = page(put(2, "d2", dataset("d2", "b")), put(3, "d3", dataset("d3", "c")))
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a")), links=("2",))})
    web.replies["2"] = [reply(whole), reply(whole)]
    assert web.harvest().records.created == 3
    web.replies["2"] = [reply(page(put(2, "d2", dataset("d2", "b")))), reply(whole)]
    report = web.harvest()
    assert (report.state, report.records.missing) == ("incomplete", 0)
    assert "may have been cut off" in str(report.why)


def test_pages__a_redirect_gives_the_base_of_links(web: StreamWeb) -> None:
    web.publish({"feed/1": page(put(1, "d1", dataset("d1", "a")), links=("2",)), "feed/2": page()})
    web.replies["stream"] = [http(b"", "302 Found", "Location: /feed/1")] * 3
    assert web.harvest().state == "complete"
    assert web.harvest().records.unchanged == 1
    assert web.asked[-1] == ("feed/2", 304)


# ---------------------------------------------------------------- later visits


def test_later__nothing_moved_is_asked_conditionally_and_not_read(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(put(1, "d1", dataset("d1", "a")), links=("2", "3")),
            "2": page(put(2, "d2", dataset("d2", "b"))),
            "3": page(put(3, "d3", dataset("d3", "c"))),
        },
        immutable=("2",),
    )
    web.harvest()
    report = web.harvest()
    assert (report.state, report.records.unchanged) == ("complete", 3)
    assert web.asked == [("stream", 304), ("3", 304)]


def test_later__immutable_pages_are_not_asked_for_again(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(put(1, "d1", dataset("d1", "a")), links=("2",)),
            "2": page(put(2, "d2", dataset("d2", "b")), more="<> ldes:immutable true ."),
        }
    )
    web.harvest()
    web.publish(
        {
            "stream": page(put(1, "d1", dataset("d1", "a")), links=("2", "3")),
            "3": page(put(3, "d2", dataset("d2", "B"), "Update")),
        }
    )
    report = web.harvest()
    assert (report.state, report.records.updated, report.records.missing) == ("complete", 1, 0)
    assert web.titles() == {"d1": "a", "d2": "B"}
    assert web.asked == [("stream", 200), ("3", 200)]


def test_later__a_delta_changes_what_it_names_alone(web: StreamWeb) -> None:
    first = page(
        put(1, "d1", dataset("d1", "a", "f1")),
        put(2, "d2", dataset("d2", "b")),
        put(3, "f1", distribution("f1", "CSV")),
    )
    web.publish({"stream": first})
    web.harvest()
    web.publish({"stream": first + page(put(4, "f1", distribution("f1", "XML"), "Update"))})
    report = web.harvest()
    assert (report.state, report.records.updated, report.records.missing) == ("complete", 1, 0)
    assert "XML" in web.graph("d1")
    web.publish(
        {"stream": first + page(put(4, "f1", distribution("f1", "XML"), "Update"), put(5, "d3", dataset("d3", "c")))}
    )
    report = web.harvest()
    assert (report.records.created, report.records.updated, report.records.missing) == (1, 0, 0)
    assert web.harvest().records.unchanged == 3


def test_later__a_deletion_is_one_at_once(web: StreamWeb) -> None:
    text = "".join(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 31))
    web.publish({"stream": page(text)})
    web.harvest()
    web.publish({"stream": page(text, activity("x", "Delete", "d7", 40))})
    report = web.harvest()
    assert (report.state, report.withdrawn, "d7" in web.titles()) == ("complete", 1, False)
    assert web.harvest().records.unchanged == 29
    again = put(50, "d7", dataset("d7", "lại"))
    web.publish({"stream": page(text, activity("x", "Delete", "d7", 40), again)})
    report = web.harvest()
    assert (report.records.reappeared, web.titles()["d7"]) == (1, "lại")


def test_later__many_deletions_wait_for_a_person(web: StreamWeb) -> None:
    text = "".join(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 41))
    web.publish({"stream": page(text)})
    web.harvest()
    web.publish({"stream": page(text, *(activity(f"x{n}", "Delete", f"d{n}", 50 + n) for n in range(1, 21)))})
    report = web.harvest()
    assert (report.withdrawn, report.waiting) == (0, 20)
    assert "withdrawn" not in {row.presence for row in web.registry.records()}


def test_later__a_slip_is_no_deletion(web: StreamWeb) -> None:
    first = page(*(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 5)), links=("2",))
    web.publish({"stream": first, "2": page()})
    web.harvest()
    web.publish({"2": page(put(9, "d1", ":d1 a dcat:dataset .", "Update"))})
    for _ in range(2):
        report = web.harvest()
        assert ("harvest:record-slipped" in web.codes(report), report.needs_attention) == (True, True)
        row = web.registry.get("https://e.vn/d1").row
        assert (row.role, row.presence, row.title) == ("record", "missing", "a")


def test_later__what_was_undone_is_not_taken_for_applied(web: StreamWeb) -> None:
    first = put(1, "d1", dataset("d1", "a"))
    web.publish({"stream": page(first)})
    web.harvest()
    web.publish({"stream": page(first, put(2, "d1", dataset("d1", "b"), "Update"))})
    run = web.harvest().run
    assert run is not None
    web.registry.undo(run, by="Lan", reason="sai")
    assert web.titles() == {"d1": "a"}
    web.publish(
        {"stream": page(first, put(2, "d1", dataset("d1", "b"), "Update"), put(3, "d1", dataset("d1", "c"), "Update"))}
    )
    web.harvest()
    assert web.titles() == {"d1": "c"}


# ---------------------------------------------------------------- its kind is found


def test_kind__is_found_where_nobody_says_it(web: StreamWeb) -> None:
    web.publish(
        {"stream": page(put(1, "d1", dataset("d1", "a")), links=("2",)), "2": page(put(2, "d2", dataset("d2", "b")))}
    )
    report = web.registry.harvest(source_at(START), profile="none")
    assert (report.state, report.records.created) == ("complete", 2)
    assert [(row.kind, row.location) for row in web.registry.sources()] == [("ldes", START)]
    report = web.registry.harvest(source_at(START), profile="none")
    assert report.records.unchanged == 2


def test_kind__a_source_of_rdf_takes_no_single_page_for_the_whole(web: StreamWeb) -> None:
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a")))})
    report = web.registry.harvest(source_at(START, "rdf"), profile="none")
    assert report.state == "failed"
    assert "--kind ldes" in str(report.why)


def test_kind__data_that_only_speaks_of_streams_is_none(web: StreamWeb) -> None:
    body = "@prefix dcat: <http://www.w3.org/ns/dcat#> . # https://w3id.org/tree#\n<https://e.vn/d1> a dcat:Dataset ."
    web.publish({"stream": body})
    assert web.registry.harvest(source_at(START), profile="none").records.created == 1
    assert [row.kind for row in web.registry.sources()] == ["rdf"]


# ---------------------------------------------------------------- source check


def test_check__looks_at_the_first_page_alone(web: StreamWeb) -> None:
    web.publish(
        {"stream": page(put(1, "d1", dataset("d1", "a")), links=("2",)), "2": page(put(2, "d2", dataset("d2", "b")))}
    )
    found = check_location(source_at(START, "ldes"), None, door=web.door)
    assert (found.documents, found.is_open) == (1, True)
    assert found.visit is not None
    assert (sum(found.visit.records.values()), found.visit.conditional) == (1, True)
    assert web.asked == [("stream", 200), ("stream", 304)]
    assert web.registry.sources() == []


# ---------------------------------------------------------------- pages in files


def test_files__are_read_as_the_stream_that_they_are(sqlite_url: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed"
    feed.mkdir()
    (feed / "1.trig").write_text(
        page(put(1, "d1", dataset("d1", "a", "f1")), put(2, "f1", distribution("f1", "CSV")), links=("absent",))
    )
    (feed / "2.trig").write_text(page(put(4, "d2", dataset("d2", "b"))))
    (feed / "note.txt").write_text("x")
    with Registry.open(sqlite_url) as registry:

        def harvest() -> HarvestReport:
            return registry.harvest(source_at(str(feed), "ldes"), profile="none")

        first = harvest()
        assert (first.state, first.records.created, first.passed_over) == ("complete", 2, 1)
        assert harvest().records.unchanged == 2
        (feed / "3.trig").write_text(
            page(put(5, "f1", distribution("f1", "XML"), "Update"), activity("x", "Delete", "d2", 6))
        )
        report = harvest()
        assert (report.records.updated, report.withdrawn) == (1, 1)
        assert b"XML" in registry.get("https://e.vn/d1").nquads
        (feed / "1.trig").unlink()
        assert harvest().records.missing == 1


@pytest.mark.parametrize("text", ["<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .", "<html>"])
def test_files__without_any_page_are_a_failed_run(sqlite_url: str, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.trig"
    path.write_text(text)
    with Registry.open(sqlite_url) as registry:
        assert registry.harvest(source_at(str(path), "ldes"), profile="none").state == "failed"


def test_files__that_are_not_there_are_one_plain_line(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        next(source_at(str(tmp_path / "absent"), "ldes").records())
    with pytest.raises(SourceUnavailableError):
        next(source_at(str(tmp_path), "ldes").records())


# ---------------------------------------------------------------- many


@pytest.mark.soak
def test_soak__ten_thousand_deletions_of_twenty_thousand_are_held(web: StreamWeb) -> None:
    count, size = 20_000, 1_000
    parts = [range(start, start + size) for start in range(0, count, size)]
    web.publish({"stream": page(links=tuple(f"p/{n}" for n in range(len(parts))))})
    for number, part in enumerate(parts):
        web.publish({f"p/{number}": page(*(put(n % 1_440, f"d{n}", dataset(f"d{n}", "a")) for n in part))})
    assert web.harvest().records.created == count
    gone = (
        activity(f"x{n}", "Delete", f"d{n}", f'"2027-01-01T00:00:00.{n:06}Z"^^xsd:dateTime') for n in range(0, count, 2)
    )
    web.publish({"stream": page(*gone, links=tuple(f"p/{n}" for n in range(len(parts))))})
    report = web.harvest()
    assert (report.state, report.extent, report.deleted) == ("complete", "delta", count // 2)
    assert (report.withdrawn, report.waiting) == (0, count // 2)


@pytest.mark.soak
def test_soak__a_server_that_fails_anywhere_makes_nothing_missing(web: StreamWeb) -> None:
    random = Random(1)
    faults = [
        http(b"", "500 X"),
        http(b"", "404 X"),
        http(b"<html></html>"),
        http(page().encode()[:-1], length=9_999),
        http(b"@prefix"),
    ]
    texts: dict[str, list[str]] = {path: [] for path in ("stream", "p/1", "p/2")}
    links = {"stream": ("p/1",), "p/1": ("2",), "p/2": ()}
    for number in range(1, 201):
        texts[random.choice(list(texts))].append(
            put(number % 1_440, f"d{number % 30}", dataset(f"d{number % 30}", str(number)))
        )
        web.publish({path: page(*listed, links=links[path]) for path, listed in texts.items()})
        if random.random() < 0.7:
            web.replies[random.choice(list(texts))] = [random.choice(faults)] * 2
        report = web.harvest()
        assert report.records.missing == 0
        web.replies.clear()
    assert web.harvest().state == "complete"
    assert len(web.titles()) == 30
    assert set(web.titles().values()) == {str(n) for n in range(171, 201)}
