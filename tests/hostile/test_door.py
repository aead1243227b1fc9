"""Servers that mean harm, or behave as if they did: the door gets away in time, with the right answer or a clear error.

The table has what a server sends, and what comes of it: the document, or the error and the message of its reason. No
server is ever waited for longer than a fraction of a second.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import logging
import pickle
import re
import socket
import threading
import traceback
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import hypothesis
import pytest
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from danhmuc.registry.fetch import Answer, Conditions, DoorSettings, NotModified, WebDoor
from danhmuc.registry.messages.fetch import FetchText
from danhmuc.vocab.errors import (
    AccessDeniedError,
    AddressGoneError,
    AddressRefusedError,
    AnswerRefusedError,
    DanhmucError,
    FetchError,
    HostUnavailableError,
    UsageError,
)
from danhmuc.vocab.messages import MessageTemplate

from ..conftest import examples
from ..registry.fetch.loopback import (
    AGENCY,
    OTHER_PUBLIC,
    TLS_FOLDER,
    Asked,
    LoopbackNetwork,
    RawServer,
    Reply,
    StillClock,
    http,
)

BODY: Final = b"<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."
URL: Final = f"{AGENCY}/catalog"
METADATA: Final = "http://169.254.169.254/latest/meta-data/"
SECRET: Final = "s3cr3t-T0ken+/="


def chunked(*pieces: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(pieces)


def for_ever(first: bytes, again: bytes) -> Callable[[Asked], Iterable[bytes]]:
    """A reply that goes on as long as anybody listens, as fast as it can."""
    return lambda asked: itertools.chain([first], itertools.repeat(again))


def drip(first: bytes, again: bytes) -> Callable[[Asked], Iterable[bytes]]:
    """A reply that sends a byte now and then: often enough for any timeout of a socket, never all."""

    def reply(asked: Asked) -> Iterator[bytes]:
        pause = threading.Event()
        yield first
        for _ in range(1000):
            pause.wait(0.01)
            yield again

    return reply


def silence(first: bytes = b"") -> Callable[[Asked], Iterable[bytes]]:
    """A reply that stops in the middle and keeps the connection open."""

    def reply(asked: Asked) -> Iterator[bytes]:
        if first:
            yield first
        threading.Event().wait(0.15)

    return reply


@cache
def bomb(times: int = 1) -> bytes:
    """Sixty million blanks in about 60 kB, or that packed again."""
    if times > 1:
        return gzip.compress(bomb(times - 1))
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as stream:
        for _ in range(60):
            stream.write(b" " * 1_000_000)
    return packed.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A server, and what comes of it.

    Attributes:
        reply: what it sends.
        gives: the document, or the error.
        why: message of the reason.
        settings: of the door.
        options: of the fetch.
    """

    name: str
    reply: Reply
    gives: bytes | type[FetchError]
    why: MessageTemplate | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)


ONCE: Final = {"tries": 1}
SHORT: Final = {"seconds": 0.12}
SILENT: Final = {"read_seconds": 0.05, "tries": 1}
HEAD: Final = b"HTTP/1.1 200 OK\r\n"

TRAPS: Final = [
    # Servers that hold on.
    Trap(
        name="a header that drips",
        reply=drip(HEAD + b"X: ", b"x"),
        gives=HostUnavailableError,
        why=FetchText.OUT_OF_TIME,
        options=SHORT,
    ),
    Trap(
        name="headers that never end",
        reply=for_ever(HEAD, b"X: " + b"x" * 1000 + b"\r\n"),
        gives=HostUnavailableError,
        why=FetchText.CONNECTION_FAILED,
        settings=ONCE,
    ),
    Trap(
        name="a header line that never ends",
        reply=for_ever(HEAD + b"X: ", b"x" * 1000),
        gives=HostUnavailableError,
        why=FetchText.CONNECTION_FAILED,
        settings=ONCE,
    ),
    Trap(
        name="a status line that never ends",
        reply=for_ever(b"HTTP/1.1 200 ", b"x" * 1000),
        gives=HostUnavailableError,
        why=FetchText.CONNECTION_FAILED,
        settings=ONCE,
    ),
    Trap(
        name="continue, continue, continue",
        reply=for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
        gives=HostUnavailableError,
        why=FetchText.OUT_OF_TIME,
        options=SHORT,
    ),
    Trap(
        name="a body that drips",
        reply=drip(HEAD + b"Content-Length: 5000\r\n\r\n", b"x"),
        gives=HostUnavailableError,
        why=FetchText.OUT_OF_TIME,
        options=SHORT,
    ),
    Trap(
        name="a body without length that drips: closed, it must not look whole",
        reply=drip(HEAD + b"\r\n", b"x"),
        gives=HostUnavailableError,
        why=FetchText.OUT_OF_TIME,
        options=SHORT,
    ),
    Trap(
        name="chunks that drip",
        reply=drip(chunked(), b"1\r\nx\r\n"),
        gives=HostUnavailableError,
        why=FetchText.OUT_OF_TIME,
        options=SHORT,
    ),
    Trap(
        name="a chunk size that never ends",
        reply=for_ever(chunked(), b"0" * 1000),
        gives=HostUnavailableError,
        settings=ONCE,
    ),
    Trap(
        name="trailers that never end",
        reply=for_ever(chunked(b"1\r\nx\r\n0\r\n"), b"X: y\r\n" * 100),
        gives=HostUnavailableError,
        why=FetchText.OUT_OF_TIME,
        options=SHORT,
    ),
    Trap(
        name="no answer",
        reply=silence(),
        gives=HostUnavailableError,
        why=FetchText.CONNECTION_TIMED_OUT,
        settings=SILENT,
    ),
    Trap(
        name="half an answer",
        reply=silence(HEAD + b"Content-Length: 100\r\n\r\nabc"),
        gives=HostUnavailableError,
        why=FetchText.CONNECTION_TIMED_OUT,
        settings=SILENT,
    ),
    Trap(
        name="a refusal whose body never ends",
        reply=for_ever(b"HTTP/1.1 403 X\r\n\r\n", b"x" * 1000),
        gives=AccessDeniedError,
        why=FetchText.REFUSED_BY_SERVER,
    ),
    Trap(
        name="a redirect whose body never ends",
        reply=for_ever(b"HTTP/1.1 302 X\r\nLocation: ftp://e.vn/\r\n\r\n", b"x" * 1000),
        gives=AddressRefusedError,
        why=FetchText.REDIRECT_TO_REFUSED,
    ),
    # Bodies that are not whole, or not what they say.
    Trap(
        name="a body shorter than its length",
        reply=http(BODY, length=len(BODY) + 1),
        gives=HostUnavailableError,
        why=FetchText.BODY_ENDED,
        settings=ONCE,
    ),
    Trap(
        name="no body at all",
        reply=http(b"", length=5),
        gives=HostUnavailableError,
        why=FetchText.BODY_ENDED,
        settings=ONCE,
    ),
    Trap(
        name="a body longer than its length ends where it says", reply=http(BODY + b"x", length=len(BODY)), gives=BODY
    ),
    Trap(
        name="two lengths",
        reply=http(BODY, "200 OK", "Content-Length: 3"),
        gives=HostUnavailableError,
        settings=ONCE,
    ),
    Trap(name="a length that is no number is none", reply=HEAD + b"Content-Length: many\r\n\r\n" + BODY, gives=BODY),
    Trap(
        name="chunks without an end",
        reply=chunked(b"3\r\nabc\r\n"),
        gives=HostUnavailableError,
        why=FetchText.BODY_ENDED,
        settings=ONCE,
    ),
    Trap(
        name="a chunk that ends in the middle",
        reply=chunked(b"ff\r\nabc"),
        gives=HostUnavailableError,
        why=FetchText.BODY_ENDED,
        settings=ONCE,
    ),
    Trap(name="a chunk size that is none", reply=chunked(b"xyz\r\nabc\r\n0\r\n\r\n"), gives=HostUnavailableError),
    Trap(
        name="gzip cut off",
        reply=http(gzip.compress(BODY * 100)[:-9], "200 OK", "Content-Encoding: gzip"),
        gives=HostUnavailableError,
        why=FetchText.BODY_ENDED,
        settings=ONCE,
    ),
    Trap(
        name="deflate cut off",
        reply=http(zlib.compress(BODY * 100)[:-9], "200 OK", "Content-Encoding: deflate"),
        gives=HostUnavailableError,
        why=FetchText.BODY_ENDED,
        settings=ONCE,
    ),
    Trap(
        name="gzip with a wrong checksum",
        reply=http(gzip.compress(BODY)[:-8] + b"\0" * 8, "200 OK", "Content-Encoding: gzip"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_NOT_AS_ENCODED,
    ),
    Trap(
        name="gzip with something after it",
        reply=http(gzip.compress(BODY) + b"<script>", "200 OK", "Content-Encoding: gzip"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_NOT_AS_ENCODED,
    ),
    Trap(
        name="plain text said to be gzip",
        reply=http(BODY, "200 OK", "Content-Encoding: gzip"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_NOT_AS_ENCODED,
    ),
    Trap(
        name="an encoding nobody asked for",
        reply=http(BODY, "200 OK", "Content-Encoding: br"),
        gives=AnswerRefusedError,
        why=FetchText.ENCODING_UNKNOWN,
    ),
    Trap(
        name="gzip in gzip in gzip",
        reply=http(bomb(3), "200 OK", "Content-Encoding: gzip, gzip, gzip"),
        gives=AnswerRefusedError,
        why=FetchText.ENCODING_UNKNOWN,
    ),
    Trap(name="an empty body said to be gzip", reply=http(b"", "200 OK", "Content-Encoding: gzip"), gives=b""),
    # Bodies that are too large.
    Trap(
        name="a length beyond the limit",
        reply=HEAD + b"Content-Length: 10001\r\n\r\n",
        gives=AnswerRefusedError,
        why=FetchText.BODY_TOO_LARGE,
        options={"max_bytes": 10_000},
    ),
    Trap(
        name="a body beyond the limit",
        reply=for_ever(HEAD + b"\r\n", b"x" * 1000),
        gives=AnswerRefusedError,
        why=FetchText.BODY_TOO_LARGE,
        options={"max_bytes": 10_000},
    ),
    Trap(name="a body at the limit", reply=http(BODY), gives=BODY, options={"max_bytes": len(BODY)}),
    Trap(
        name="a gzip bomb",
        reply=http(bomb(), "200 OK", "Content-Encoding: gzip"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_BOMB,
    ),
    Trap(
        name="a deflate bomb",
        reply=http(zlib.compress(b" " * 60_000_000), "200 OK", "Content-Encoding: deflate"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_BOMB,
    ),
    Trap(
        name="a bomb in a bomb",
        reply=http(bomb(2), "200 OK", "Content-Encoding: gzip, gzip"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_BOMB,
    ),
    Trap(
        name="a gzip bomb beyond the limit",
        reply=http(bomb(), "200 OK", "Content-Encoding: gzip"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_TOO_LARGE,
        options={"max_bytes": 1_000_000},
    ),
    Trap(
        name="twenty thousand empty members of gzip",
        reply=http(gzip.compress(b"") * 20_000, "200 OK", "Content-Encoding: gzip"),
        gives=AnswerRefusedError,
        why=FetchText.BODY_NOT_AS_ENCODED,
    ),
    Trap(
        name="a bomb in a refusal",
        reply=http(bomb(), "403 X", "Content-Encoding: gzip"),
        gives=AccessDeniedError,
        why=FetchText.REFUSED_BY_SERVER,
    ),
    Trap(
        name="a transfer encoding nobody asked for",
        reply=HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
        gives=AnswerRefusedError,
        why=FetchText.ENCODING_UNKNOWN,
    ),
    # Headers.
    Trap(
        name="a header without a colon, after which others would be lost",
        reply=HEAD + b"Content-Type: text/turtle\r\nnonsense\r\nContent-Length: 5000\r\n\r\nabc",
        gives=HostUnavailableError,
        why=FetchText.HEADERS_UNREADABLE,
    ),
    # Statuses.
    Trap(
        name="304 that nobody asked for",
        reply=http(b"", "304 X"),
        gives=AnswerRefusedError,
        why=FetchText.NOT_MODIFIED_UNASKED,
    ),
    Trap(name="a part", reply=http(BODY, "206 X"), gives=AnswerRefusedError, why=FetchText.STATUS_UNEXPECTED),
    Trap(name="nothing", reply=http(b"", "204 X"), gives=AnswerRefusedError, why=FetchText.STATUS_UNEXPECTED),
    Trap(name="no such page", reply=http(b"", "404 X"), gives=AddressGoneError, why=FetchText.LOCATION_GONE),
    Trap(name="a login", reply=http(b"", "401 X"), gives=AccessDeniedError, why=FetchText.CREDENTIAL_WANTED),
    Trap(name="not HTTP", reply=b"SSH-2.0-OpenSSH_9.2\r\n", gives=HostUnavailableError, settings=ONCE),
    Trap(name="no status", reply=b"HTTP/1.1 abc\r\n\r\n", gives=HostUnavailableError, settings=ONCE),
    Trap(name="status 999", reply=http(b"", "999 X"), gives=AnswerRefusedError, why=FetchText.STATUS_UNEXPECTED),
    # Redirects.
    *(
        Trap(
            name=f"a redirect to {target}",
            reply=http(b"", "302 X", f"Location: {target}"),
            gives=AddressRefusedError,
            why=FetchText.REDIRECT_TO_REFUSED,
        )
        for target in (
            METADATA,
            "http://[::ffff:169.254.169.254]/",
            "http://[fd00:ec2::254]/",
            "http://127.0.0.1:22/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://①②⑦.⓪.⓪.①/",
            "http://[::]/",
            "http://10.0.0.1/",
            "//192.168.1.1/",
            "http://hue:geheim@other.example/",
            "file:///etc/passwd",
            "gopher://other.example/",
            "javascript:alert(1)",
            "http://[::1",
            "http://other.example:99999/",
        )
    ),
    Trap(
        name="a redirect to itself",
        reply=http(b"", "302 X", f"Location: {URL}"),
        gives=AddressRefusedError,
        why=FetchText.TOO_MANY_REDIRECTS,
    ),
    Trap(
        name="redirects without end",
        reply=lambda asked: http(b"", "307 X", f"Location: {asked.target}x"),
        gives=AddressRefusedError,
        why=FetchText.TOO_MANY_REDIRECTS,
    ),
    Trap(
        name="a redirect to nowhere",
        reply=http(b"", "302 X"),
        gives=AddressRefusedError,
        why=FetchText.REDIRECT_NOWHERE,
    ),
]


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def network() -> LoopbackNetwork:
    return LoopbackNetwork()


@contextlib.contextmanager
def open_door(network: LoopbackNetwork, **settings: Any) -> Iterator[WebDoor]:
    with WebDoor(DoorSettings(**settings), clock=StillClock(), network=network) as door:
        yield door


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_door__gets_away(trap: Trap, network: LoopbackNetwork, tmp_path: Path) -> None:
    with RawServer(trap.reply) as server, open_door(network, folder=tmp_path, **trap.settings) as door:
        network.put("agency.example", server)
        if isinstance(trap.gives, bytes):
            answer = door.fetch(URL, **trap.options)
            assert isinstance(answer, Answer)
            assert answer.read() == trap.gives
        else:
            with pytest.raises(FetchError) as caught:
                door.fetch(URL, **trap.options)
            assert type(caught.value) is trap.gives
            assert caught.value.location == URL or trap.gives is not AddressRefusedError
            assert trap.why is None or trap.why in {caught.value.reason.template, *inner(caught.value)}
        assert {one.method for one in server.asked} == {"GET"}
        assert len(server.targets) <= 6  # five redirects, or four tries
        assert not {one for one in network.connected if one.startswith(("127.", "10.", "169."))}
    assert list(tmp_path.iterdir()) == []


def inner(error: FetchError) -> list[MessageTemplate]:
    """The messages within that of the reason."""
    return [fact.template for fact in error.reason.facts.values() if hasattr(fact, "template")]


def test_door__a_body_that_drips_over_tls(network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS_FOLDER / "ca.pem"))
    with RawServer(drip(HEAD + b"\r\n", b"x"), tls=True) as server, open_door(network) as door:
        network.put("agency.example", server)
        with pytest.raises(HostUnavailableError) as caught:
            door.fetch("https://agency.example/", seconds=0.2)
        assert caught.value.reason.template is FetchText.OUT_OF_TIME


@pytest.mark.parametrize("settings", [{"connect_seconds": 0.05}, {}])
def test_door__a_server_that_never_ends_its_handshake(network: LoopbackNetwork, settings: dict[str, Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, open_door(network, tries=1, **settings) as door:
        network.put("agency.example", listener.getsockname()[1])
        with pytest.raises(HostUnavailableError):
            door.fetch("https://agency.example/", seconds=0.15)


def test_door__a_proxy_that_drips(network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.local:3128")
    network.names["agency.example"] = [["8.8.8.8"]]
    with RawServer(drip(b"HTTP/1.1 200 OK\r\nX: ", b"x")) as server, open_door(network) as door:
        network.put("proxy.local", server, "10.0.0.1")
        with pytest.raises(HostUnavailableError):
            door.fetch("https://agency.example/", seconds=0.15)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "catalog.ttl",
            "/etc/passwd",
            "ftp://agency.example/",
            "file:///etc/passwd",
            "data:text/turtle,",
            "http:",
        ),
        *("http://", "http:///a", "http://agency.example:99999/", "http://[::1/"),
        *("http://hue:geheim@agency.example/", "http://:geheim@agency.example/", "http://127.0.0.1\\@agency.example/"),
        *("http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/", "http://0/"),
        *("http://127.0.0.01/", "http://1.2.3.4./", "http://127.0.0.1/", "http://localhost/", "http://[::1]/"),
        *("http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1%25lo]/"),
        *("http://a b.example/", "http://agency.example\r\nX: y/", "http://*.example/", "http://.example/"),
        *("http://169.254.169.254/latest/meta-data/", "http://metadata.example/"),
    ],
)
@pytest.mark.parametrize("proxy", [False, True])
def test_door__does_not_go_there(
    network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch, url: str, proxy: bool
) -> None:
    network.names["metadata.example"] = [["169.254.169.254"]]
    network.names["localhost"] = [["127.0.0.1", "::1"]]
    with RawServer(http(BODY)) as server:
        network.put("proxy.local", server, "10.0.0.1")
        if proxy:
            monkeypatch.setenv("ALL_PROXY", "http://proxy.local:3128")
        with open_door(network) as door, pytest.raises(AddressRefusedError) as caught:
            door.fetch(url)
        assert (server.asked, network.connected) == ([], [])
    assert "geheim" not in str(caught.value) + repr(caught.value)


def test_door__a_name_that_resolves_differently_the_second_time(network: LoopbackNetwork) -> None:
    """What is connected to is what was looked at, so the second answer of a resolver helps nobody."""
    with RawServer(http(BODY), robots=http(b"", "404 X")) as server, open_door(network) as door:
        network.put("agency.example", server)
        network.names["agency.example"] = [["8.8.8.8"], ["127.0.0.1"]]
        with pytest.raises(AddressRefusedError, match=r"resolves to 127\.0\.0\.1, the machine that"):
            door.fetch(URL)
        assert network.connected == ["8.8.8.8"]  # for robots.txt
        assert server.targets == []


def test_door__what_is_left_on_a_connection_is_not_the_next_answer(network: LoopbackNetwork) -> None:
    poison = http(b"poison", close=False)
    replies = iter([http(BODY, close=False) + poison, http(BODY, close=False), http(BODY, close=False)])
    with RawServer(lambda asked: next(replies)) as server, open_door(network) as door:
        network.put("agency.example", server)
        for _ in range(3):
            answer = door.fetch(URL)
            assert isinstance(answer, Answer)
            assert answer.read() == BODY


def test_door__a_server_that_fails_at_any_request_loses_nothing(network: LoopbackNetwork) -> None:
    """Every way of failing once, at every request of three, ends in the same three documents."""
    failing: list[Reply] = [b"", http(BODY, length=999), http(b"", "500 X"), http(b"", "429 X", "Retry-After: 9")]
    for fault, place in itertools.product(failing, range(3)):
        replies: list[Reply] = [http(b"%d" % number) for number in range(3)]
        replies.insert(place, fault)
        with RawServer(*replies) as server, open_door(network) as door:
            network.put("agency.example", server)
            got = [door.fetch(f"{AGENCY}/{number}") for number in range(3)]
            assert [one.read() for one in got if isinstance(one, Answer)] == [b"0", b"1", b"2"]
            assert door.traffic.total().retries == 1


@hypothesis.given(data=st.data())
@hypothesis.settings(max_examples=examples(100))
def test_door__whatever_a_server_sends_is_an_answer_or_an_error(data: st.DataObject) -> None:
    """Replies that are nearly right: some piece is replaced, doubled, left out or cut."""
    pieces = [
        data.draw(st.sampled_from(STATUSES)),
        *data.draw(st.lists(st.sampled_from(HEADERS), max_size=4)),
        b"\r\n",
        data.draw(st.sampled_from([BODY, gzip.compress(BODY), zlib.compress(BODY), b"3\r\nabc\r\n0\r\n\r\n", b""])),
    ]
    place = data.draw(st.integers(0, len(pieces) - 1))
    pieces[place] = data.draw(st.sampled_from([pieces[place], b"", pieces[place] * 2, b"\r\n", b"\xff\x00:\r\n"]))
    reply = b"".join(pieces)
    reply = reply[: data.draw(st.integers(0, len(reply)) | st.just(len(reply)))]
    network = LoopbackNetwork()
    with RawServer(reply) as server, open_door(network, read_seconds=0.5, tries=1) as door:
        network.put("agency.example", server)
        try:
            status = door.fetch(URL, conditions=Conditions(etag='"1"')).status
            told = ""
        except FetchError as error:
            status, told = 0, str(error) + error.render("vi")
    assert status in (0, 200, 304)
    assert told.isprintable()


STATUSES: Final = [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 200\r\n", b"HTTP/1.1 302 X\r\n", b"HTTP/1.1 304\r\n"]
HEADERS: Final = [
    *(b"Content-Length: 0\r\n", b"Content-Length: %d\r\n" % len(BODY), b"Content-Length: -1\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: deflate\r\n"),
    *(b"Location: /next\r\n", b"Location: \xe1\xbb\xaf\r\n", b"Location:\r\n", b"Location: http://[\r\n"),
    *(b"Content-Type: text/html; charset*=a'b\r\n", b"Content-Type: \xff\r\n", b"ETag: \xff\r\n", b": x\r\n"),
    *(b"Retry-After: x\r\n", b" folded\r\n", b"Connection: keep-alive\r\n", b"Upgrade: h2c\r\n"),
]


# ---------------------------------------------------------------- secrets

VARIABLE: Final = "HUE_CREDENTIAL"


def echo(asked: Asked) -> bytes:
    """What a careless server does: it says what it was sent, in every header that it has."""
    sent = " ".join(asked.headers.get(name, "") for name in ("authorization", "x-api-key"))
    names = ("Content-Type", "ETag", "Last-Modified", "Link", "Retry-After", "Location", "Content-Encoding")
    return http(b"", "302 X", *(f"{name}: /x?{sent}" for name in names))


@pytest.mark.parametrize(
    ("value", "header", "sent"),
    [
        (f"Bearer {SECRET}", "authorization", f"Bearer {SECRET}"),
        (SECRET, "authorization", SECRET),
        (f"hue:{SECRET}", "authorization", "Basic aHVlOnMzY3IzdC1UMGtlbisvPQ=="),
        (f"X-API-Key: {SECRET}", "x-api-key", SECRET),
    ],
)
def test_credential__is_sent_to_its_origin_alone(
    network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch, value: str, header: str, sent: str
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS_FOLDER / "ca.pem"))
    first = http(b"", "302 X", "Location: /again")
    second = http(b"", "307 X", "Location: https://other.example/")
    third = http(b"", "307 X", "Location: https://agency.example/end")
    with RawServer(first, second, http(BODY), tls=True) as server, RawServer(third, tls=True) as other:
        network.put("agency.example", server)
        network.put("other.example", other, OTHER_PUBLIC)
        with open_door(network) as door:
            answer = door.fetch("https://agency.example/", credential_variable=VARIABLE)
        assert isinstance(answer, Answer)
        got = {one.target: one.headers.get(header) for one in server.asked}
        assert got == {"/robots.txt": None, "/": sent, "/again": sent, "/end": sent}
        assert {one.headers.get(header) for one in other.asked} == {None}


@pytest.mark.parametrize(
    ("value", "replies"),
    [
        (f"Bearer {SECRET}", [echo]),
        (f"hue:{SECRET}", [echo]),
        (f"X-API-Key: {SECRET}", [echo]),
        (SECRET, [http(b"", "401 X", f"WWW-Authenticate: {SECRET}")]),
        (SECRET, [http(b"", f"403 {SECRET}", f"Content-Type: text/html; a={SECRET}")]),
        (SECRET, [http(b"", "302 X", f"Location: http://127.0.0.1/{SECRET}")]),
        (SECRET, [http(b"", "302 X", "Location: /s3cr3t-T0ken%2B%2F%3D")]),
        (SECRET, [http(b"", "302 X", "Location: ftp://e.vn/s3cr3t-T0ken%252b%252f%253d")]),
        (SECRET, [http(b"", "302 X", f"Location: ftp://{SECRET}/")]),
        (SECRET, [http(b"", "503 X", f"Retry-After: {SECRET}")]),
        (SECRET, [http(BODY, "200 OK", f"Content-Encoding: {SECRET}")]),
        (SECRET, [b"HTTP/1.1 " + SECRET.encode() + b"\r\n\r\n"]),
        (SECRET, [HEAD + f"X: {SECRET}\r\n{SECRET}\r\nY: {SECRET}\r\n\r\n".encode()]),
        (SECRET, [HEAD + f"Transfer-Encoding: {SECRET}\r\n\r\n".encode()]),
        (SECRET, [http(BODY, "200 OK", f"Content-Length: {SECRET}")]),
        (SECRET, [b""]),
        (SECRET, [http(BODY, length=999)]),
        (SECRET, [http(BODY, "200 OK", f"ETag: {SECRET}", f"Content-Type: text/{SECRET}")]),
        (f"Bearer {SECRET}\nX: y", [http(BODY)]),
        (f"Host: {SECRET}", [http(BODY)]),
        (f"Bearer {SECRET}ữ", [http(BODY)]),
    ],
)
def test_credential__stands_in_no_text(
    network: LoopbackNetwork,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    value: str,
    replies: list[Reply],
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(VARIABLE, value)
    texts: list[str] = []
    with RawServer(*replies) as server, open_door(network) as door:
        network.put("agency.example", server, "10.0.0.1")
        try:
            outcome = door.fetch(URL, credential_variable=VARIABLE, internal=True)
            texts.append(repr(outcome))
        except DanhmucError as error:
            texts += ["".join(traceback.format_exception(error)), repr(error), str(error), error.render("vi")]
            texts += [repr(vars(error)), pickle.dumps(error).decode("latin-1"), str(getattr(error, "letter", ""))]
            texts += [repr(vars(one)) for one in (error.__cause__, error.__context__) if one is not None]
        texts += [repr(door), repr(vars(door)), repr(door.traffic.hosts()), caplog.text]
    given_away = (SECRET, "s3cr3t", "T0ken", "aHVlOnMzY3IzdC1UMGtlbisvPQ")
    assert [text for text in texts if any(one in text for one in given_away)] == []
    assert texts


def test_credential__is_not_sent_in_the_clear(network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    with RawServer(http(BODY)) as server, open_door(network) as door:
        network.put("agency.example", server)
        with pytest.raises(AddressRefusedError, match="only sent over https"):
            door.fetch(URL, credential_variable=VARIABLE)
        assert server.asked == []


@pytest.mark.parametrize("value", [None, "", "  "])
def test_credential__that_is_not_set_is_named(
    network: LoopbackNetwork, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    if value is not None:
        monkeypatch.setenv(VARIABLE, value)
    with open_door(network) as door, pytest.raises(UsageError, match=r"HUE_CREDENTIAL, .* is not set"):
        door.fetch(URL, credential_variable=VARIABLE)


# ---------------------------------------------------------------- counts


def test_traffic__is_what_the_server_has_in_its_log(httpserver: HTTPServer, network: LoopbackNetwork) -> None:
    """Each server has as many requests, bytes and 304s in its own log as the door counts."""
    sent = {"agency.example": 0, "other.example": 0}
    logged = {"agency.example": 0, "other.example": 0}
    unchanged = {"agency.example": 0, "other.example": 0}
    failures = itertools.count()

    def answer(request: Request) -> Response:
        host = request.host
        logged[host] += 1
        replies = {
            "/robots.txt": Response(b"User-agent: *\nAllow: /\n"),
            "/moved": Response(b"moved", 302, {"Location": "/packed"}),
            "/away": Response(b"away", 302, {"Location": "http://other.example/plain"}),
            "/plain": Response(BODY * 50),
            "/packed": Response(gzip.compress(BODY * 50), headers={"Content-Encoding": "gzip"}),
            "/gone": Response(b"gone", 404),
            "/busy": Response(b"busy", 503 if request.path == "/busy" and next(failures) < 2 else 200),
            "/same": Response(b"", 304) if request.headers.get("If-None-Match") else Response(b"new"),
        }
        reply = replies[request.path]
        sent[host] += len(reply.get_data())
        unchanged[host] += reply.status_code == 304
        return reply

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    network.put("agency.example", httpserver.port)
    network.put("other.example", httpserver.port, OTHER_PUBLIC)
    with open_door(network) as door:

        def fetch(path: str) -> None:
            with contextlib.suppress(AddressGoneError):
                door.fetch(f"{AGENCY}/{path}", conditions=Conditions(etag='"1"') if path == "same" else None)

        paths = ["moved", "away", "plain", "packed", "gone", "busy", "same", "same"]
        threads = [threading.Thread(target=fetch, args=(path,)) for path in paths]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        counted = {one.host: one for one in door.traffic.hosts()}
    assert {host: one.requests for host, one in counted.items()} == logged
    assert {host: one.bytes for host, one in counted.items()} == sent
    assert {host: one.not_modified for host, one in counted.items()} == unchanged
    assert (sum(one.retries for one in counted.values()), logged["agency.example"]) == (2, 12)
    assert len(httpserver.log) == sum(logged.values())


def test_not_modified__has_its_address(network: LoopbackNetwork) -> None:
    with RawServer(http(b"", "304 X")) as server, open_door(network) as door:
        network.put("agency.example", server)
        assert door.fetch(URL, conditions=Conditions(etag='W/"x"')) == NotModified(requested=URL, url=URL)
