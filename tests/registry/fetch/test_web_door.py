"""The door fetches politely, safely and within its time."""

from __future__ import annotations

import gzip
import hashlib
import logging
import socket
import threading
import zlib
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from danhmuc.registry.fetch import Answer, Conditions, NotModified, Traffic, WebDoor
from danhmuc.registry.messages.fetch import FetchText
from danhmuc.vocab.errors import (
    AccessDeniedError,
    AddressGoneError,
    AddressRefusedError,
    AnswerRefusedError,
    FetchError,
    HostUnavailableError,
    UsageError,
)

from .conftest import MakeDoor, Serve
from .loopback import (
    AGENCY,
    OTHER_PUBLIC,
    START,
    TLS_FOLDER,
    Asked,
    LoopbackNetwork,
    StillClock,
    TunnelProxy,
    http,
)

TURTLE = b"<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."
CATALOG = f"{AGENCY}/catalog.ttl"


def fetch(door: WebDoor, url: str = CATALOG) -> Answer:
    answer = door.fetch(url)
    assert isinstance(answer, Answer)
    return answer


# ---------------------------------------------------------------- answers


def test_fetch__gives_the_document_and_what_is_said_of_it(make_door: MakeDoor, serve: Serve) -> None:
    serve(http(TURTLE, "200 OK", "Content-Type: Text/Turtle; charset=UTF-8", 'ETag: "7"', "X-Powered-By: PHP"))
    answer = fetch(make_door())
    assert (answer.url, answer.requested, answer.redirects, answer.status) == (CATALOG, CATALOG, (), 200)
    assert (answer.media_type, answer.charset) == ("text/turtle", "utf-8")
    assert answer.headers == {"content-type": "Text/Turtle; charset=UTF-8", "etag": '"7"'}
    assert answer.conditions == Conditions(etag='"7"')
    assert (answer.read(), answer.body.size) == (TURTLE, len(TURTLE))
    assert answer.body.digest == f"sha256:{hashlib.sha256(TURTLE).hexdigest()}"


@pytest.mark.parametrize(
    ("value", "media_type", "charset"),
    [
        ("", None, None),
        ("turtle", None, None),
        ("text/turtle;charset=", "text/turtle", None),
        ('application/ld+json; profile="a;b"; charset="Latin1"', "application/ld+json", "latin1"),
        ("text/html; charset*=utf-8''UTF-8", "text/html", "utf-8"),
    ],
)
def test_fetch__reads_any_content_type(
    make_door: MakeDoor, serve: Serve, value: str, media_type: str | None, charset: str | None
) -> None:
    serve(http(TURTLE, "200 OK", f"Content-Type: {value}"))
    answer = fetch(make_door())
    assert (answer.media_type, answer.charset or None) == (media_type, charset)


def test_fetch__a_large_document_is_a_file_until_it_is_closed(
    make_door: MakeDoor, serve: Serve, tmp_path: Path
) -> None:
    serve(http(TURTLE * 10))
    with fetch(make_door(memory_bytes=100, folder=tmp_path)) as answer:
        assert answer.body.path is not None
        assert list(tmp_path.iterdir()) == [answer.body.path]
        assert answer.read() == TURTLE * 10
        with answer.body.open() as stream:
            assert stream.read(3) == TURTLE[:3]
    assert list(tmp_path.iterdir()) == []


def test_fetch__a_file_goes_with_its_answer(make_door: MakeDoor, serve: Serve, tmp_path: Path) -> None:
    serve(http(TURTLE))
    fetch(make_door(memory_bytes=10, folder=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_fetch__no_file_is_left_of_what_is_refused(make_door: MakeDoor, serve: Serve, tmp_path: Path) -> None:
    serve(http(TURTLE * 10))
    with pytest.raises(AnswerRefusedError, match="larger than 200 bytes"):
        make_door(memory_bytes=10, folder=tmp_path, max_bytes=200).fetch(CATALOG)
    assert list(tmp_path.iterdir()) == []


def test_fetch__a_folder_that_cannot_be_written_is_no_network_error(
    make_door: MakeDoor, serve: Serve, tmp_path: Path
) -> None:
    serve(http(TURTLE))
    with pytest.raises(AnswerRefusedError, match="No such file or directory"):
        make_door(memory_bytes=10, folder=tmp_path / "gone").fetch(CATALOG)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(TURTLE)),
        ("X-GZIP", gzip.compress(TURTLE[:20]) + gzip.compress(TURTLE[20:])),
        ("gzip", gzip.compress(TURTLE) + b"\0" * 512),
        ("deflate", zlib.compress(TURTLE)),
        ("deflate", zlib.compress(TURTLE, wbits=-15)),
        ("deflate, gzip", gzip.compress(zlib.compress(TURTLE))),
        ("identity", TURTLE),
    ],
    ids=["gzip", "two members", "gzip and zeros", "zlib", "raw deflate", "both", "none"],
)
def test_fetch__decompresses(make_door: MakeDoor, serve: Serve, encoding: str, packed: bytes) -> None:
    serve(http(packed, "200 OK", f"Content-Encoding: {encoding}"))
    door = make_door()
    assert fetch(door).read() == TURTLE
    assert door.traffic.total().bytes == len(packed)


def test_fetch__chunks_are_one_document(make_door: MakeDoor, serve: Serve) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    serve(head + b"3\r\n<ht\r\n4;x=y\r\ntps:\r\n0\r\nX-Trailer: 1\r\n\r\n")
    assert fetch(make_door()).read() == b"<https:"


@pytest.mark.parametrize("size", [b"-3", b"-0000001", b"x", b""])
def test_fetch__a_chunk_of_no_size_is_an_error_of_the_server(make_door: MakeDoor, serve: Serve, size: bytes) -> None:
    serve(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n" + size + b"\r\nbc\r\n0\r\n\r\n")
    with pytest.raises(FetchError):
        fetch(make_door(tries=1))


# ---------------------------------------------------------------- requests


@pytest.mark.parametrize(
    ("reply", "has_length"),
    [
        (http(TURTLE), True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\n\r\n" + TURTLE, False),
    ],
)
def test_fetch__says_whether_the_end_is_certain(
    make_door: MakeDoor, serve: Serve, reply: bytes, has_length: bool
) -> None:
    serve(reply)
    assert fetch(make_door()).has_length == has_length


def test_fetch__says_who_asks_and_only_gets(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(http(TURTLE))
    make_door(contact="du-lieu@hue.vn").fetch(CATALOG, accept="text/turtle")
    asked = server.asked[-1]
    assert [(one.method, one.target) for one in server.asked] == [("GET", "/robots.txt"), ("GET", "/catalog.ttl")]
    assert asked.headers["user-agent"].startswith("danhmuc/")
    assert asked.headers["user-agent"].endswith(" (+du-lieu@hue.vn)")
    assert asked.headers["accept"] == "text/turtle"
    assert asked.headers["accept-encoding"] == "gzip, deflate"
    assert "cookie" not in asked.headers
    assert "authorization" not in asked.headers


@pytest.mark.parametrize("contact", ["a b@e.vn", "a\r\nX: y", "(a)", "Huế", ""])
def test_settings__a_contact_that_no_header_holds_is_refused(make_door: MakeDoor, contact: str) -> None:
    with pytest.raises(UsageError, match="contact"):
        make_door(contact=contact)


def test_fetch__normalises_addresses(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(http(TURTLE), name="xn--hu-07s.example")
    answer = fetch(make_door(), "HTTP://Huế.EXAMPLE:80/dữ liệu?a=b c#d")
    assert server.targets == ["/d%E1%BB%AF%20li%E1%BB%87u?a=b%20c"]
    assert "#" not in answer.url


def test_fetch__an_address_of_ipv6_is_a_host(make_door: MakeDoor, serve: Serve, network: LoopbackNetwork) -> None:
    server = serve(http(TURTLE), address="2620:fe::fe")
    fetch(make_door(), "http://[2620:FE::FE]/")
    assert network.connected[-1] == "2620:fe::fe"
    assert server.asked[-1].headers["host"] == "[2620:fe::fe]"


def test_fetch__one_connection_serves_several_requests(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(http(TURTLE, close=False))
    door = make_door()
    for number in range(3):
        assert fetch(door, f"{AGENCY}/{number}").read() == TURTLE
    assert server.connections == 1


def test_fetch__conditions_are_asked_and_answered(make_door: MakeDoor, serve: Serve) -> None:
    modified = "Fri, 15 Jan 2027 07:00:00 GMT"
    server = serve(http(b"", "304 Not Modified", 'ETag: "8"'))
    door = make_door()
    answer = door.fetch(CATALOG, conditions=Conditions(etag='"7"', last_modified=modified))
    assert isinstance(answer, NotModified)
    assert (answer.url, answer.conditions) == (CATALOG, Conditions(etag='"8"'))
    assert server.asked[-1].headers["if-none-match"] == '"7"'
    assert server.asked[-1].headers["if-modified-since"] == modified
    assert "if-none-match" not in server.asked[0].headers
    assert door.traffic.total().not_modified == 1


@pytest.mark.parametrize(
    ("header", "immutable"),
    [
        ("public, max-age=604800, immutable", True),
        ("Immutable", True),
        ("public, max-age=604800", False),
        ("immutable, no-cache", False),
        ("immutable, max-age=0", False),
        ("x-immutable", False),
    ],
)
def test_fetch__tells_what_never_changes(make_door: MakeDoor, serve: Serve, header: str, *, immutable: bool) -> None:
    serve(http(b"x", "200 OK", f"Cache-Control: {header}"), http(b"", "304 X", f"Cache-Control: {header}"))
    door = make_door()
    answers = [door.fetch(CATALOG), door.fetch(CATALOG, conditions=Conditions(etag='"1"'))]
    assert [(one.status, one.immutable) for one in answers] == [(200, immutable), (304, immutable)]


def test_fetch__conditions_that_no_header_holds_are_not_asked(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(http(TURTLE))
    make_door().fetch(CATALOG, conditions=Conditions(etag='"7"\r\nX: y', last_modified="thứ sáu"))
    assert {"if-none-match", "if-modified-since", "x"} & server.asked[-1].headers.keys() == set()


# ---------------------------------------------------------------- redirects


def test_fetch__follows_redirects_and_says_so(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(
        http(b"moved", "301 Moved Permanently", "Location: /v2/catalog.ttl"),
        http(b"", "303 See Other", "Location: //agency.example/v3/dữ-liệu"),
        http(TURTLE),
    )
    answer = fetch(make_door())
    assert server.targets == ["/catalog.ttl", "/v2/catalog.ttl", "/v3/d%E1%BB%AF-li%E1%BB%87u"]
    assert answer.url == f"{AGENCY}/v3/d%E1%BB%AF-li%E1%BB%87u"
    assert answer.redirects == (f"{AGENCY}/v2/catalog.ttl", answer.url)
    assert answer.requested == CATALOG


def test_fetch__a_redirect_to_another_host_asks_its_robots(make_door: MakeDoor, serve: Serve) -> None:
    serve(http(b"", "302 Found", "Location: http://other.example/a"))
    other = serve(http(TURTLE), name="other.example", address=OTHER_PUBLIC, robots=http(b"User-agent: *\nDisallow: /"))
    with pytest.raises(AccessDeniedError, match=r"other\.example/a: its robots\.txt"):
        make_door().fetch(CATALOG)
    assert other.targets == []


# ---------------------------------------------------------------- retries


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_fetch__tries_again_what_passes(make_door: MakeDoor, serve: Serve, clock: StillClock, status: int) -> None:
    serve(http(b"", f"{status} X"), http(b"", f"{status} X"), http(TURTLE))
    door = make_door()
    assert fetch(door).read() == TURTLE
    assert clock.slept == [1, 2]
    assert (door.traffic.total().retries, door.traffic.total().wait_seconds) == (2, 3)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 410, 418, 451, 204, 206, 300, 304])
def test_fetch__does_not_try_again_what_stays(make_door: MakeDoor, serve: Serve, status: int) -> None:
    server = serve(http(b"", f"{status} X"))
    with pytest.raises(FetchError):
        make_door().fetch(CATALOG)
    assert server.targets == ["/catalog.ttl"]


def test_fetch__gives_up_after_some_tries(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    server = serve(http(b"", "503 X"))
    with pytest.raises(HostUnavailableError, match=r"status 503 .4 tries"):
        make_door().fetch(CATALOG)
    assert len(server.targets) == 4
    assert clock.slept == [1, 2, 4]


def test_fetch__waits_as_long_as_the_server_says(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    date = format_datetime(datetime.fromtimestamp(START + 100, UTC), usegmt=True)
    serve(http(b"", "429 X", "Retry-After: 30"), http(b"", "503 X", f"Retry-After: {date}"), http(TURTLE))
    assert fetch(make_door()).read() == TURTLE
    assert clock.slept == [30, 70]


def test_fetch__a_date_is_one_of_the_server_s_own_clock(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    serve(
        http(b"", "503 X", "Date: Wed, 01 Jan 2020 00:00:00 GMT", "Retry-After: Wed, 01 Jan 2020 00:00:20 GMT"),
        http(b"", "503 X", "Date: yesterday", "Retry-After: Wed, 01 Jan 2020 00:00:20 GMT"),
        http(TURTLE),
    )
    fetch(make_door())
    assert clock.slept == [20]


@pytest.mark.parametrize("value", ["Wed, 01 Jan 2020 00:00:00 GMT", "0"])
def test_fetch__a_time_that_is_over_is_no_wait(
    make_door: MakeDoor, serve: Serve, clock: StillClock, value: str
) -> None:
    serve(http(b"", "503 X", f"Retry-After: {value}"), http(TURTLE))
    fetch(make_door())
    assert clock.slept == []


@pytest.mark.parametrize("value", ["soon", "-5", "1.5", "٣", "Wed, 99 Foo 2020"])
def test_fetch__a_time_that_cannot_be_read_is_none(
    make_door: MakeDoor, serve: Serve, clock: StillClock, value: str
) -> None:
    serve(http(b"", "503 X", f"Retry-After: {value}"), http(TURTLE))
    fetch(make_door())
    assert clock.slept == [1]


@pytest.mark.parametrize("value", ["3600", "9" * 5000, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_fetch__does_not_wait_beyond_its_time(make_door: MakeDoor, serve: Serve, clock: StillClock, value: str) -> None:
    server = serve(http(b"", "503 X", f"Retry-After: {value}"))
    door = make_door()
    with pytest.raises(HostUnavailableError, match="asked to retry in") as caught:
        door.fetch(CATALOG, seconds=600)
    assert caught.value.retry_after is not None
    assert caught.value.retry_after >= 3600
    with pytest.raises(HostUnavailableError) as caught:
        door.fetch(f"{AGENCY}/other", seconds=600)
    assert caught.value.reason.template is FetchText.HOST_CLOSED
    assert (clock.slept, server.targets) == ([], ["/catalog.ttl"])


def test_fetch__a_name_that_nobody_knows_is_not_tried_again(make_door: MakeDoor, clock: StillClock) -> None:
    with pytest.raises(HostUnavailableError, match=r"the name nowhere\.example cannot be resolved"):
        make_door(own_hosts=frozenset({"nowhere.example"})).fetch("http://nowhere.example/")
    assert clock.slept == []


def test_fetch__a_name_that_no_resolver_takes(make_door: MakeDoor, network: LoopbackNetwork) -> None:
    def resolve(host: str, port: int) -> list[str]:
        host.encode("idna")
        return []

    network.resolve = resolve  # type: ignore[method-assign]
    with pytest.raises(HostUnavailableError, match="cannot be resolved"):
        make_door().fetch(f"http://{'a' * 64}.example/")


def test_fetch__nobody_listens(make_door: MakeDoor, network: LoopbackNetwork, clock: StillClock) -> None:
    network.names["agency.example"] = [["9.9.9.9"]]
    with pytest.raises(HostUnavailableError, match=r"connection refused.*4 tries"):
        make_door(own_hosts=frozenset({"agency.example"})).fetch(CATALOG)
    assert len(network.connected) == 4


def test_fetch__the_next_address_of_a_name_is_tried(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork
) -> None:
    serve(http(TURTLE))
    network.names["agency.example"] = [["2620:fe::fe", "8.8.8.8"]]
    assert fetch(make_door()).read() == TURTLE
    assert network.connected[:2] == ["2620:fe::fe", "8.8.8.8"]


# ---------------------------------------------------------------- one visitor


def test_fetch__a_host_is_asked_at_a_rate(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    serve(http(TURTLE, close=False))
    door = make_door(requests_per_second=2, burst=3)
    for number in range(4):
        fetch(door, f"{AGENCY}/{number}")
    assert clock.slept == [0.5, 0.5]  # robots.txt is one of five requests
    assert (door.traffic.total().waits, door.traffic.total().wait_seconds) == (2, 1)


def test_fetch__another_host_has_a_rate_of_its_own(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    serve(http(TURTLE))
    serve(http(TURTLE), name="other.example", address=OTHER_PUBLIC)
    door = make_door(burst=2)
    fetch(door)
    fetch(door, "http://other.example/")
    assert clock.slept == []


def test_fetch__a_pause_of_the_source_allows_no_burst(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    serve(http(TURTLE))
    make_door().fetch(CATALOG, delay_seconds=7)
    assert clock.slept == [7]


def test_fetch__a_pause_begins_at_the_end_of_a_request(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    def reply(asked: Asked) -> bytes:
        clock.advance(30)
        return http(TURTLE)

    serve(reply)
    door = make_door(own_hosts=frozenset({"agency.example"}))
    for _ in range(2):
        door.fetch(CATALOG, delay_seconds=7)
    assert clock.slept == [7]


def test_fetch__a_crawl_delay_of_robots_is_kept(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    serve(http(TURTLE), robots=http(b"User-agent: *\nCrawl-delay: 3\n"))
    door = make_door()
    fetch(door)
    fetch(door, f"{AGENCY}/2")
    assert clock.slept == [0.5, 3]


def test_fetch__threads_share_the_connections_of_a_host(make_door: MakeDoor, serve: Serve) -> None:
    inside, most = [0], [0]
    lock = threading.Lock()
    met = threading.Barrier(2)

    def reply(asked: Asked) -> bytes:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        met.wait(5)  # two at a time, neither fewer nor more
        with lock:
            inside[0] -= 1
        return http(TURTLE)

    serve(reply)
    door = make_door(connections_per_host=2, requests_per_second=1000)
    got: list[bytes] = []
    threads = [threading.Thread(target=lambda: got.append(fetch(door).read())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got, most) == ([TURTLE] * 6, [2])


def test_fetch__hosts_do_not_wait_for_each_other(make_door: MakeDoor, serve: Serve) -> None:
    met = threading.Barrier(8)  # nobody is answered before all have asked

    def reply(asked: Asked) -> bytes:
        met.wait(5)
        return http(TURTLE)

    urls = [f"http://agency-{number}.example/" for number in range(8)]
    for number in range(8):
        serve(reply, name=f"agency-{number}.example", address=f"8.8.8.{number}")
    door = make_door()
    got: list[bytes] = []
    threads = [threading.Thread(target=lambda url=url: got.append(fetch(door, url).read())) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [TURTLE] * 8


def test_fetch__what_waits_for_a_connection_gives_up_in_time(make_door: MakeDoor, serve: Serve) -> None:
    began, goes_on = threading.Event(), threading.Event()

    def reply(asked: Asked) -> bytes:
        began.set()
        goes_on.wait(5)
        return http(TURTLE)

    serve(reply)
    door = make_door(connections_per_host=1)
    thread = threading.Thread(target=fetch, args=(door,))
    thread.start()
    assert began.wait(5)
    with pytest.raises(HostUnavailableError, match="all connections that danhmuc may open to agency"):
        door.fetch(f"{AGENCY}/2", seconds=0.05)
    goes_on.set()
    thread.join()


# ---------------------------------------------------------------- robots.txt

FOR_US = b"User-agent: danhmuc\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (http(FOR_US), True),
        (http(b"\xef\xbb\xbfuser-agent: DANHMUC\ndisallow: /cat*.ttl$\n"), False),
        (http(b"User-agent: danhmuc-news\nDisallow: /\n"), True),
        (http(b"User-agent: *\nDisallow: /\nAllow: /catalog\n"), True),
        (http(b"User-agent: *\r\nDisallow: /\r\n"), False),
        (http(b"<html>nothing here</html>", "200 OK", "Content-Type: text/html"), True),
        (http(gzip.compress(FOR_US), "200 OK", "Content-Encoding: gzip"), True),
        (http(b"", "204 No Content"), True),
        (http(b"", "401 X"), True),
        (http(b"", "403 X"), True),
        (http(b"", "404 X"), True),
        (http(b"", "302 X", "Location: /robots.txt"), True),  # too many redirects
        (http(b"User-agent: *\nDisallow: /x\n" + b"#" * 500 * 1024 + b"\nDisallow: /catalog"), True),
        (http(b"User-agent: *\nDisallow: /catalog\n" + b"#" * 600 * 1024), False),
    ],
)
def test_robots__is_obeyed(make_door: MakeDoor, serve: Serve, robots: bytes, allowed: bool) -> None:
    server = serve(http(TURTLE), robots=robots)
    if allowed:
        assert fetch(make_door()).read() == TURTLE
    else:
        with pytest.raises(AccessDeniedError, match=r"its robots\.txt does not allow danhmuc to read it"):
            make_door().fetch(CATALOG)
        assert server.targets == []


@pytest.mark.parametrize(
    "robots",
    [
        http(b"", "500 X"),
        http(b"", "429 X"),
        http(b"User-agent", length=100),
        http(b"not gzip", "200 OK", "Content-Encoding: gzip"),
        http(b"", "302 X", "Location: http://127.0.0.1/robots.txt"),
    ],
)
def test_robots__that_cannot_be_read_forbids_everything(make_door: MakeDoor, serve: Serve, robots: bytes) -> None:
    server = serve(http(TURTLE), robots=robots)
    with pytest.raises(HostUnavailableError, match=r"its robots\.txt cannot be read, so nothing was fetched"):
        make_door().fetch(CATALOG)
    assert server.targets == []


def test_robots__of_a_host_that_is_not_there_is_not_named(make_door: MakeDoor) -> None:
    with pytest.raises(HostUnavailableError, match=r"cannot open http://agency\.example/catalog\.ttl: the name agency"):
        make_door().fetch(CATALOG)


def test_robots__is_asked_for_once_a_day(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    server = serve(http(TURTLE))
    door = make_door()
    for number in range(3):
        fetch(door, f"{AGENCY}/{number}")
    assert len(server.asked) - len(server.targets) == 1
    clock.advance(86_401)
    fetch(door)
    assert len(server.asked) - len(server.targets) == 2


def test_robots__that_could_not_be_read_is_asked_for_again_soon(
    make_door: MakeDoor, serve: Serve, clock: StillClock
) -> None:
    replies = [http(b"", "500 X")] * 4 + [http(b"", "404 X")]
    server = serve(http(TURTLE), robots=lambda asked: replies.pop(0))
    door = make_door()
    for _ in range(2):
        with pytest.raises(HostUnavailableError):
            door.fetch(CATALOG)
    assert len(server.asked) == 4
    clock.advance(301)
    assert fetch(door).read() == TURTLE


def test_robots__that_one_fetch_had_no_time_for_is_asked_for_by_the_next(
    make_door: MakeDoor, serve: Serve, clock: StillClock
) -> None:
    waits = [20.0, 0.0]

    def robots(asked: Asked) -> bytes:
        clock.advance(waits.pop(0))
        return http(b"", "404 X")

    serve(http(TURTLE), robots=robots)
    door = make_door()
    with pytest.raises(HostUnavailableError, match=r"robots\.txt cannot be read.*not complete within 10 seconds"):
        door.fetch(CATALOG, seconds=10)
    assert fetch(door).read() == TURTLE


def test_robots__is_asked_for_once_by_many_threads(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(http(TURTLE))
    door = make_door(requests_per_second=1000)
    threads = [threading.Thread(target=fetch, args=(door,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.asked) - len(server.targets) == 1


def test_robots__of_own_hosts_is_not_asked_for(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(http(TURTLE), robots=http(b"User-agent: *\nDisallow: /"))
    assert fetch(make_door(own_hosts=frozenset({"agency.example"}))).read() == TURTLE
    assert len(server.asked) == 1


def test_robots__follows_redirects_to_another_host(make_door: MakeDoor, serve: Serve) -> None:
    serve(http(TURTLE), robots=http(b"", "301 X", "Location: http://other.example/robots.txt"))
    serve(http(), name="other.example", address=OTHER_PUBLIC, robots=http(b"User-agent: *\nDisallow: /cat"))
    with pytest.raises(AccessDeniedError):
        make_door().fetch(CATALOG)


def test_robots__a_refusal_has_a_letter(make_door: MakeDoor, serve: Serve) -> None:
    serve(http(TURTLE), robots=http(b"User-agent: *\nDisallow: /"))
    with pytest.raises(AccessDeniedError) as caught:
        make_door(contact="du-lieu@hue.vn").fetch(f"{CATALOG}?page=2")
    letter = caught.value.letter
    assert letter is not None
    assert letter.template is FetchText.ROBOTS_LETTER
    assert "User-agent: danhmuc\nAllow: /catalog.ttl\n" in str(letter)
    assert "du-lieu@hue.vn" in str(letter)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("status", [403, 406, 451])
def test_fetch__a_firewall_that_refuses_has_a_letter(make_door: MakeDoor, serve: Serve, status: int) -> None:
    serve(http(b"no", f"{status} X"))
    with pytest.raises(AccessDeniedError, match=f"refused the request with status {status}") as caught:
        make_door(contact="https://hue.vn/danhmuc").fetch(CATALOG)
    error = caught.value
    assert error.status == status
    assert error.letter is not None
    assert error.letter.template is FetchText.FIREWALL_LETTER
    text = str(error.letter)
    for part in (CATALOG, "danhmuc/", "https://hue.vn/danhmuc", "2027-01-15 08:00 UTC", str(status)):
        assert part in text


def test_fetch__a_connection_that_is_always_cut_has_a_letter(make_door: MakeDoor, serve: Serve) -> None:
    server = serve(b"")
    with pytest.raises(HostUnavailableError, match=r"closed the connection .4 tries") as caught:
        make_door().fetch(CATALOG)
    assert caught.value.letter is not None
    assert len(server.targets) == 4


def test_fetch__a_firewall_that_cuts_even_robots_has_a_letter(make_door: MakeDoor, serve: Serve) -> None:
    serve(b"", robots=b"")
    with pytest.raises(HostUnavailableError, match=r"closed the connection .4 tries") as caught:
        make_door().fetch(CATALOG)
    assert caught.value.letter is not None
    assert f"Address: {CATALOG}\n" in str(caught.value.letter)


def test_fetch__a_connection_cut_once_is_no_firewall(make_door: MakeDoor, serve: Serve) -> None:
    serve(b"", http(b"", "500 X"))
    with pytest.raises(HostUnavailableError, match="status 500") as caught:
        make_door().fetch(CATALOG)
    assert caught.value.letter is None


@pytest.mark.parametrize("status", ["200 OK", "403 Forbidden", "503 Service Unavailable", "429 X"])
@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Just a moment...</title>",
        b"\xef\xbb\xbf<html><body><form action='/captcha' method=post>",
        b"<html><head><title>Request Rejected</title></head><body>Your support ID is: 1",
        b'<html><iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>',
    ],
)
def test_fetch__a_page_that_asks_for_a_person_is_a_refusal(
    make_door: MakeDoor, serve: Serve, clock: StillClock, status: str, page: bytes
) -> None:
    serve(http(page, status, "Content-Type: text/html"))
    with pytest.raises(AccessDeniedError, match="checks for a human visitor") as caught:
        make_door().fetch(CATALOG)
    assert caught.value.letter is not None
    assert clock.slept == []


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b'{"title": "captcha"}', "application/json"),
        (b"<https://e.vn/captcha> a <https://e.vn/Page> .", "text/turtle"),
        (b"<html><title>Open data</title>" + b"<p>news</p>" * 2000 + b"<div class='captcha'>", "text/html"),
    ],
)
def test_fetch__what_only_names_a_captcha_is_a_document(
    make_door: MakeDoor, serve: Serve, body: bytes, media_type: str
) -> None:
    serve(http(body, "200 OK", f"Content-Type: {media_type}"))
    assert fetch(make_door()).read() == body


def test_fetch__what_is_gone(make_door: MakeDoor, serve: Serve) -> None:
    serve(http(b"", "410 Gone"))
    with pytest.raises(AddressGoneError, match=r"cannot open http://agency\.example/catalog\.ttl: .*410"):
        make_door().fetch(CATALOG)


# ---------------------------------------------------------------- the address guard


@pytest.mark.parametrize(
    ("address", "internal", "allowed"),
    [
        ("10.1.2.3", False, False),
        ("10.1.2.3", True, True),
        ("169.254.169.254", True, False),
        ("::ffff:10.1.2.3", False, False),
    ],
)
def test_fetch__looks_at_the_address_before_it_connects(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork, address: str, internal: bool, allowed: bool
) -> None:
    serve(http(TURTLE), address=address)
    if allowed:
        assert isinstance(make_door().fetch(CATALOG, internal=internal), Answer)
        assert network.connected
    else:
        with pytest.raises(AddressRefusedError, match=r"catalog\.ttl: agency\.example resolves to"):
            make_door().fetch(CATALOG, internal=internal)
        assert network.connected == []


def test_fetch__a_name_with_a_good_address_is_reached_there_alone(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork
) -> None:
    serve(http(TURTLE))
    network.names["agency.example"] = [["127.0.0.1", "8.8.8.8"]]
    fetch(make_door())
    assert set(network.connected) == {"8.8.8.8"}


def test_fetch__a_connection_of_an_internal_source_serves_no_other(make_door: MakeDoor, serve: Serve) -> None:
    serve(http(TURTLE, close=False), address="10.1.2.3")
    door = make_door()
    door.fetch(CATALOG, internal=True)
    with pytest.raises(AddressRefusedError):
        door.fetch(CATALOG)


# ---------------------------------------------------------------- TLS and proxies


def test_fetch__trusts_the_authority_that_a_variable_names(
    make_door: MakeDoor, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(http(TURTLE), tls=True)
    with pytest.raises(HostUnavailableError, match=r"its certificate is not trusted .*REQUESTS_CA_BUNDLE"):
        make_door(own_hosts=frozenset({"agency.example"})).fetch("https://agency.example/")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS_FOLDER / "ca.pem"))
    assert fetch(make_door(), "https://agency.example/").read() == TURTLE


def test_fetch__a_certificate_of_another_name_is_refused(
    make_door: MakeDoor, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURL_CA_BUNDLE", str(TLS_FOLDER / "ca.pem"))
    server = serve(http(TURTLE), name="third.example", tls=True)
    with pytest.raises(HostUnavailableError, match="certificate"):
        make_door(own_hosts=frozenset({"third.example"})).fetch("https://third.example/")
    assert server.asked == []


def test_fetch__a_variable_that_names_no_certificates_is_named(
    make_door: MakeDoor, serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    serve(http(TURTLE), tls=True)
    for path in (tmp_path / "none.pem", Path(__file__)):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
        with pytest.raises(UsageError, match=f"REQUESTS_CA_BUNDLE names {path}"):
            make_door().fetch("https://agency.example/")


def test_fetch__a_redirect_from_https_to_http_is_refused(
    make_door: MakeDoor, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS_FOLDER / "ca.pem"))
    serve(http(b"", "302 X", "Location: http://other.example/a"), tls=True)
    other = serve(http(TURTLE), name="other.example", address=OTHER_PUBLIC)
    with pytest.raises(AddressRefusedError, match="redirects from https to http://other"):
        make_door().fetch("https://agency.example/")
    assert other.asked == []


def test_fetch__goes_through_the_proxy_of_the_environment(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(http(TURTLE), name="proxy.local", address="10.0.0.1")
    network.names["agency.example"] = [["8.8.8.8"]]
    monkeypatch.setenv("HTTP_PROXY", "http://hue:s3cr%40t@proxy.local:3128")
    assert fetch(make_door()).read() == TURTLE
    assert [one.target for one in proxy.asked] == [f"{AGENCY}/robots.txt", CATALOG]
    assert proxy.asked[1].headers["proxy-authorization"] == "Basic aHVlOnMzY3JAdA=="
    assert set(network.connected) == {"10.0.0.1"}


def test_fetch__a_proxy_is_not_asked_for_what_must_not_be_reached(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(http(TURTLE), name="proxy.local", address="10.0.0.1")
    monkeypatch.setenv("ALL_PROXY", "proxy.local:3128")
    for address in ("169.254.169.254", "10.0.0.2", "::1"):
        network.names["agency.example"] = [[address]]
        with pytest.raises(AddressRefusedError, match="resolves to"):
            make_door().fetch(CATALOG)
    with pytest.raises(HostUnavailableError, match="cannot be resolved"):
        make_door().fetch("http://unknown.example/")
    assert proxy.asked == []


def test_fetch__no_proxy_names_what_is_reached_straight(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(http(TURTLE))
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.local:3128")
    monkeypatch.setenv("NO_PROXY", ".example")
    assert fetch(make_door()).read() == TURTLE


def test_fetch__a_tunnel_that_the_proxy_refuses(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(http(b"", "407 Proxy Authentication Required"), name="proxy.local", address="10.0.0.1")
    network.names["agency.example"] = [["8.8.8.8"]]
    monkeypatch.setenv("HTTPS_PROXY", "http://hue:s3cret@proxy.local:3128")
    with pytest.raises(HostUnavailableError, match=r"the proxy http://proxy\.local:3128 refused") as caught:
        make_door(own_hosts=frozenset({"agency.example"})).fetch("https://agency.example/")
    assert "s3cret" not in repr(caught.value) + str(caught.value)


def test_fetch__goes_through_a_tunnel_of_the_proxy(
    make_door: MakeDoor, serve: Serve, network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(http(TURTLE, close=False), tls=True)
    with TunnelProxy(server) as proxy:
        network.ports["10.0.0.1"] = proxy.port
        network.names["proxy.local"] = [["10.0.0.1"]]
        monkeypatch.setenv("HTTPS_PROXY", "http://hue:s3cret@proxy.local:3128")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS_FOLDER / "ca.pem"))
        monkeypatch.setenv("HUE", "Bearer abcdef")
        door = make_door()
        for _ in range(2):
            answer = door.fetch("https://agency.example/a", credential_variable="HUE")
            assert isinstance(answer, Answer)
            assert answer.read() == TURTLE
        counts = door.traffic.hosts()
    assert [(one.host, one.requests) for one in counts] == [("agency.example", 3)]
    assert [(one.method, one.target) for one in proxy.asked] == [("CONNECT", "agency.example:443")]
    assert "authorization" not in proxy.asked[0].headers
    assert [one.headers.get("proxy-authorization") for one in (*proxy.asked, *server.asked)] == [
        "Basic aHVlOnMzY3JldA==",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("value", ["socks5://hue:s3cret@proxy.local", "http://"])
def test_fetch__a_proxy_of_another_kind_is_named(
    make_door: MakeDoor, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", value)
    with pytest.raises(UsageError, match="not the address of an HTTP proxy") as caught:
        make_door().fetch(CATALOG)
    assert "s3cret" not in str(caught.value)


def test_fetch__netrc_is_not_read(
    make_door: MakeDoor, serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine agency.example login hue password s3cret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server = serve(http(TURTLE))
    fetch(make_door())
    assert "authorization" not in server.asked[-1].headers


# ---------------------------------------------------------------- counts


def test_traffic__a_source_has_counts_of_its_own(make_door: MakeDoor, serve: Serve) -> None:
    serve(http(TURTLE))
    door, own = make_door(), Traffic()
    door.fetch(CATALOG, traffic=own)
    fetch(door)
    assert (own.total().requests, door.traffic.total().requests) == (2, 3)


def test_traffic__time_is_counted(make_door: MakeDoor, serve: Serve, clock: StillClock) -> None:
    def reply(asked: Asked) -> bytes:
        clock.advance(2)
        return http(TURTLE)

    serve(reply)
    door = make_door()
    fetch(door)
    assert door.traffic.hosts()[0].seconds == 2


# ---------------------------------------------------------------- time


def test_fetch__its_time_is_that_of_all_redirects_together(
    make_door: MakeDoor, serve: Serve, clock: StillClock
) -> None:
    def reply(asked: Asked) -> bytes:
        clock.advance(4)
        return http(b"", "302 X", f"Location: {asked.target}x")

    server = serve(reply)
    with pytest.raises(HostUnavailableError) as caught:
        make_door().fetch(CATALOG, seconds=10)
    assert caught.value.reason.template is FetchText.OUT_OF_TIME
    assert len(server.targets) == 3


def test_fetch__a_name_that_resolves_for_ever_is_given_up(make_door: MakeDoor, network: LoopbackNetwork) -> None:
    goes_on = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        goes_on.wait(5)
        return []

    network.resolve = resolve  # type: ignore[method-assign]
    with pytest.raises(HostUnavailableError):
        make_door(own_hosts=frozenset({"agency.example"}), tries=1).fetch(CATALOG, seconds=0.05)
    goes_on.set()


def test_fetch__many_addresses_have_no_more_time_than_one(make_door: MakeDoor, network: LoopbackNetwork) -> None:
    allowed: list[float] = []

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        allowed.append(timeout)
        threading.Event().wait(timeout)
        raise TimeoutError

    network.connect = connect  # type: ignore[method-assign]
    network.names["agency.example"] = [[f"8.8.8.{number}" for number in range(20)]]
    door = make_door(own_hosts=frozenset({"agency.example"}), connect_seconds=0.04, tries=1)
    with pytest.raises(HostUnavailableError):
        door.fetch(CATALOG, seconds=0.1)
    assert sum(allowed) < 0.11


def test_close__ends_what_other_threads_fetch(make_door: MakeDoor, serve: Serve) -> None:
    began, goes_on = threading.Event(), threading.Event()

    def reply(asked: Asked) -> bytes:
        began.set()
        goes_on.wait(5)
        return http(TURTLE)

    serve(reply)
    door = make_door()
    errors: list[FetchError] = []

    def run() -> None:
        try:
            door.fetch(CATALOG)
        except FetchError as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert began.wait(5)
    door.close()
    thread.join(5)
    goes_on.set()
    assert [str(error.reason) for error in errors] == ["danhmuc is stopping"]


def test_fetch__logs_its_waits(make_door: MakeDoor, serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    serve(http(b"", "503 X"), http(TURTLE))
    fetch(make_door())
    assert "agency.example: the server answered with status 503; another try in 1.0 s" in caplog.text
