"""What nginx and Apache answer with the files that a feed has for them, asked over HTTP."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from email.message import Message
from pathlib import Path

import pytest

from danhmuc.registry.feeds.publication import (
    APACHE_PLACES,
    FEED_TYPES,
    RenamedIri,
    ServedPlace,
    apache_parts,
    nginx_parts,
    read_places,
)

SERVERS = ("nginx", "apache2")
PLACES = (
    ServedPlace("record/hue/0123456789abcdef", "page/00000001-0"),
    ServedPlace("record/Qu%E1%BA%ADn%201/0123456789abcdef", "catalog"),
    ServedPlace("record/%22%24uri%22%3B/0123456789abcdef", "page/00000002-0"),
    ServedPlace("record/hue/fedcba9876543210", None),
    ServedPlace("record/hue/merged0000000000", None, "record/Qu%E1%BA%ADn%201/0123456789abcdef"),
)
OTHER_PLACES = (
    ServedPlace("record/hue/0123456789abcdef", "page/00000009-0"),
    ServedPlace("record/hue/1111111111111111", None),
)
FEEDS = ("/feed/", "/other/")
"""The paths of two feeds of one server."""

CLOSED = ("stream/00000000.trig",)
RENAMED = (
    RenamedIri("/id/dataset/old%20name", "https://dulieu.example.vn/id/b%E1%BB%99/$new?a=1#b"),
    RenamedIri("/feed/record/hue/0123456789abcdef", "https://e.vn/not-this"),
    RenamedIri("/id/dataset/asked?", "https://e.vn/nor-this"),
)
"""Paths of old IRIs, and new IRIs."""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(params=SERVERS, scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A server with a feed at each of two paths, and its port."""
    command = program(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    feed, other, port = folder / "feed", folder / "other", free_port()
    for one, path, places in ((feed, FEEDS[0], PLACES), (other, FEEDS[1], OTHER_PLACES)):
        for name in ("server", "page", "stream"):
            (one / name).mkdir(parents=True)
        base = f"http://127.0.0.1:{port}{path}"
        renamed = RENAMED if one == feed else ()
        of_here = [RenamedIri(f"http://127.0.0.1:{port}{old}", new) for old, new in renamed]
        of_here.append(RenamedIri("https://elsewhere.example/dataset/old", "https://elsewhere.example/dataset/new"))
        written = joined(nginx_parts(base, places, closed=CLOSED[: one == feed], renamed=of_here))
        written |= joined(apache_parts(base, places, closed=CLOSED[: one == feed], renamed=of_here))
        for name, data in written.items():
            (one / "server" / name).write_bytes(data)
    for name in ("index.html", "catalog.ttl", "stream/00000000.trig"):
        (other / name).write_bytes(f"{name} of another feed".encode())
    streams = ("stream/00000000.trig", "stream/00000001.trig")
    for name in ("index.html", *(f"catalog.{one}" for one in FEED_TYPES), *streams):
        (feed / name).write_bytes(f"{name}: Bờ biển".encode())
    (feed / "page" / "00000001-0.ttl").write_bytes(b"plain")
    (feed / "page" / "00000001-0.ttl.gz").write_bytes(gzip.compress(b"plain"))
    write = {"nginx": write_nginx, "apache2": write_apache}[request.param]
    process = subprocess.Popen(write(command, folder, (feed, other), port), stderr=subprocess.PIPE)
    try:
        wait_for(process, port)
        yield request.param, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def joined(files: Mapping[str, Iterable[bytes]]) -> dict[str, bytes]:
    """Whole files, by name."""
    return {name: b"".join(parts) for name, parts in files.items()}


def write_nginx(command: str, folder: Path, feeds: Sequence[Path], port: int) -> list[str]:
    maps = " ".join(f"include {feed}/server/nginx-http.conf;" for feed in feeds)
    servers = " ".join(f"set $danhmuc_feed {feed}; include {feed}/server/nginx-server.conf;" for feed in feeds)
    temporary = "".join(
        f"{one}_temp_path {folder}/{one}; " for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"""daemon off; {"user root;" if os.geteuid() == 0 else ""} pid {folder}/pid; error_log stderr;
        events {{ }}
        http {{
            access_log off; {temporary}
            include {feeds[0]}/server/nginx-sizes.conf; {maps}
            server {{
                listen 127.0.0.1:{port};
                {servers}
            }}
        }}""",
        encoding="utf-8",
    )
    return [command, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def write_apache(command: str, folder: Path, feeds: Sequence[Path], port: int) -> list[str]:
    included = "\n".join(f"Define danhmuc_feed {feed}\nInclude {feed}/server/apache.conf" for feed in feeds)
    modules = ("mpm_event", "authz_core", "alias", "dir", "env", "headers", "mime", "rewrite")
    loaded = "\n".join(f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so" for one in modules)
    (folder / "apache.conf").write_text(
        f"""{loaded}
        ServerName localhost
        Listen 127.0.0.1:{port}
        PidFile {folder}/pid
        DefaultRuntimeDir {folder}
        ErrorLog {folder}/error.log
        TypesConfig /dev/null
        User #{os.geteuid() or 33}
        <VirtualHost *:{port}>
            {included}
        </VirtualHost>
        """,
        encoding="utf-8",
    )
    for one in (folder, *folder.parents):
        if os.geteuid() == 0 and one.is_dir() and "pytest" in str(one):
            one.chmod(0o755)
    return [command, "-X", "-f", str(folder / "apache.conf")]


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    process.kill()
    pytest.fail((process.communicate()[1] or b"it does not listen").decode())


def ask(server: tuple[str, int], path: str, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server[1], timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


@pytest.mark.parametrize("ending", FEED_TYPES)
def test_server__gives_types_and_lets_pages_of_others_read(server: tuple[str, int], ending: str) -> None:
    status, headers, body = ask(server, f"/feed/catalog.{ending}")
    assert (status, headers.get_content_type()) == (200, FEED_TYPES[ending])
    assert body.decode() == f"catalog.{ending}: Bờ biển"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cache-Control"] == "no-cache"


def test_server__answers_304_by_etag_and_by_time(server: tuple[str, int]) -> None:
    _, headers, _ = ask(server, "/feed/catalog.ttl")
    assert ask(server, "/feed/catalog.ttl", If_None_Match=headers["ETag"])[0] == 304
    assert ask(server, "/feed/catalog.ttl", If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert ask(server, "/feed/catalog.ttl", If_None_Match='"other"')[0] == 200


def test_server__gives_what_is_packed_to_who_takes_it(server: tuple[str, int]) -> None:
    status, headers, body = ask(server, "/feed/page/00000001-0.ttl", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"], headers.get_content_type()) == (200, "gzip", "text/turtle")
    assert gzip.decompress(body) == b"plain"
    assert "accept-encoding" in headers["Vary"].lower()
    status, headers, body = ask(server, "/feed/page/00000001-0.ttl")
    assert (status, headers["Content-Encoding"], body) == (200, None, b"plain")


@pytest.mark.parametrize("path", ["/feed/", "/feed/index.html"])
def test_server__names_the_alternates_of_the_page_for_people(server: tuple[str, int], path: str) -> None:
    status, headers, _ = ask(server, path)
    assert (status, headers.get_content_type()) == (200, "text/html")
    base = f"http://127.0.0.1:{server[1]}/feed/"
    for ending in ("ttl", "rdf", "jsonld"):
        assert f'<{base}catalog.{ending}>; rel="alternate"; type="{FEED_TYPES[ending]}"' in headers["Link"]


@pytest.mark.parametrize(
    ("accept", "ending"),
    [("*/*", "ttl"), ("text/html", "ttl"), ("application/rdf+xml", "rdf"), ("application/ld+json;q=0.9", "jsonld")],
)
def test_server__leads_to_the_syntax_that_is_asked_for(server: tuple[str, int], accept: str, ending: str) -> None:
    base = f"http://127.0.0.1:{server[1]}/feed/"
    status, headers, _ = ask(server, "/feed/catalog", Accept=accept)
    assert (status, headers["Location"]) == (303, f"{base}catalog.{ending}")
    assert "Accept" in [one.strip() for one in headers["Vary"].split(",")]
    for one in PLACES[:3]:
        status, headers, _ = ask(server, f"/feed/{one.path}", Accept=accept)
        assert (status, headers["Location"]) == (303, f"{base}{one.page}.{ending}")


def test_server__says_what_is_gone_and_what_never_was(server: tuple[str, int]) -> None:
    status, headers, _ = ask(server, "/feed/record/hue/fedcba9876543210")
    assert (status, headers["Access-Control-Allow-Origin"]) == (410, "*")
    assert ask(server, "/feed/record/hue/0000000000000000")[0] == 404
    assert ask(server, "/feed/none.ttl")[0] == 404


def test_server__calls_closed_pages_of_the_stream_immutable(server: tuple[str, int]) -> None:
    _, headers, _ = ask(server, "/feed/stream/00000000.trig")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers.get_content_type() == "application/trig"
    assert ask(server, "/feed/stream/00000001.trig")[1]["Cache-Control"] == "no-cache"


def test_server__does_not_lead_elsewhere_by_the_name_of_the_host(server: tuple[str, int]) -> None:
    _, headers, _ = ask(server, f"/feed/{PLACES[0].path}", Host="evil.example")
    assert headers["Location"].startswith(f"http://127.0.0.1:{server[1]}/feed/")


def test_server__leads_on_to_what_stands_for_a_record(server: tuple[str, int]) -> None:
    base = f"http://127.0.0.1:{server[1]}/feed/"
    status, headers, _ = ask(server, "/feed/record/hue/merged0000000000")
    assert (status, headers["Location"]) == (301, f"{base}record/Qu%E1%BA%ADn%201/0123456789abcdef")
    assert headers["Access-Control-Allow-Origin"] == "*"
    status, headers, _ = ask(server, "/feed/record/Qu%E1%BA%ADn%201/0123456789abcdef")
    assert (status, headers["Location"]) == (303, f"{base}catalog.ttl")


def test_server__leads_from_an_old_iri_of_its_host_to_the_new_one(server: tuple[str, int]) -> None:
    status, headers, _ = ask(server, "/id/dataset/old%20name")
    assert (status, headers["Location"]) == (301, "https://dulieu.example.vn/id/b%E1%BB%99/%24new?a=1#b")
    assert ask(server, "/dataset/old")[0] == 404
    assert ask(server, "/id/dataset/asked")[0] == 404


def test_server__has_two_feeds(server: tuple[str, int]) -> None:
    base = f"http://127.0.0.1:{server[1]}/other/"
    assert ask(server, "/other/catalog.ttl")[2] == b"catalog.ttl of another feed"
    assert ask(server, "/feed/catalog.ttl")[2] != b"catalog.ttl of another feed"
    assert b"of another feed" in ask(server, "/other/")[2]
    assert ask(server, "/other/catalog")[1]["Location"] == f"{base}catalog.ttl"
    status, headers, _ = ask(server, "/other/record/hue/0123456789abcdef")
    assert (status, headers["Location"]) == (303, f"{base}page/00000009-0.ttl")
    assert ask(server, "/other/record/hue/1111111111111111")[0] == 410
    assert ask(server, "/other/record/hue/fedcba9876543210")[0] == 404
    assert ask(server, "/feed/record/hue/1111111111111111")[0] == 404
    assert ask(server, "/other/stream/00000000.trig")[1]["Cache-Control"] == "no-cache"


BASE = "https://data.example.vn/feed/"


def test_read_places__reads_what_is_written_for_apache() -> None:
    data = joined(apache_parts(BASE, PLACES))[APACHE_PLACES]
    assert read_places(data, BASE) == {one.path: one for one in PLACES}
    assert read_places(joined(apache_parts(BASE, ()))[APACHE_PLACES], BASE) == {}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: data.rindex(b"\n", 0, -1) + 1],
        lambda data: data.replace(b"# 5", b"# 6"),
        lambda data: data.replace(b"# 5 addresses\n", b""),
        lambda data: data.replace(b"/feed/", b"/other/"),
        lambda data: data.replace(b">https://data.example.vn/", b">https://e.vn/"),
        lambda data: data.replace(b" -", b"  -"),
        lambda data: data + b"\xff\n",
    ],
)
def test_read_places__believes_nothing_that_is_not_whole(damage: Callable[[bytes], bytes]) -> None:
    assert read_places(damage(joined(apache_parts(BASE, PLACES))[APACHE_PLACES]), BASE) is None


def test_server_files__of_two_feeds_share_no_name() -> None:
    names = []
    for base in (BASE, "https://data.example.vn/feed"):
        text = b"".join((joined(nginx_parts(base, PLACES)) | joined(apache_parts(base, PLACES))).values()).decode()
        names.append(set(re.findall(r"danhmuc_\w+", text)) - {"danhmuc_feed"})
    assert names[0].isdisjoint(names[1])
    assert names[0]
