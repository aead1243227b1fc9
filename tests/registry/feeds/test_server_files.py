"""What nginx and Apache answer with the files that a feed has for them, asked over HTTP."""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from danhmuc.registry.feeds.server_files import FEED_TYPES, ServedPlace, apache_files, nginx_files

SERVERS = ("nginx", "apache2")
PLACES = (
    ServedPlace("record/hue/0123456789abcdef", "page/00000001-0"),
    ServedPlace("record/Qu%E1%BA%ADn%201/0123456789abcdef", "catalog"),
    ServedPlace("record/%22%24uri%22%3B/0123456789abcdef", "page/00000002-0"),
    ServedPlace("record/hue/fedcba9876543210", None),
)


CLOSED = ("stream/00000000.trig",)


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
    """A server with a feed at ``/feed/``, and its port."""
    command = program(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    feed, port = folder / "feed", free_port()
    base = f"http://127.0.0.1:{port}/feed/"
    (feed / "server").mkdir(parents=True)
    (feed / "page").mkdir()
    (feed / "stream").mkdir()
    written = nginx_files(base, PLACES, closed=CLOSED) | apache_files(base, PLACES, closed=CLOSED)
    for name, data in written.items():
        (feed / "server" / name).write_bytes(data)
    streams = ("stream/00000000.trig", "stream/00000001.trig")
    for name in ("index.html", *(f"catalog.{one}" for one in FEED_TYPES), *streams):
        (feed / name).write_bytes(f"{name}: Bờ biển".encode())
    (feed / "page" / "00000001-0.ttl").write_bytes(b"plain")
    (feed / "page" / "00000001-0.ttl.gz").write_bytes(gzip.compress(b"plain"))
    write = {"nginx": write_nginx, "apache2": write_apache}[request.param]
    process = subprocess.Popen(write(command, folder, feed, port), stderr=subprocess.PIPE)
    try:
        wait_for(process, port)
        yield request.param, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def write_nginx(command: str, folder: Path, feed: Path, port: int) -> list[str]:
    temporary = "".join(
        f"{one}_temp_path {folder}/{one}; " for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"""daemon off; {"user root;" if os.geteuid() == 0 else ""} pid {folder}/pid; error_log stderr;
        events {{ }}
        http {{
            access_log off; {temporary}
            include {feed}/server/nginx-http.conf;
            server {{
                listen 127.0.0.1:{port};
                set $danhmuc_feed {feed};
                include {feed}/server/nginx-server.conf;
            }}
        }}""",
        encoding="utf-8",
    )
    return [command, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def write_apache(command: str, folder: Path, feed: Path, port: int) -> list[str]:
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
        Define danhmuc_feed {feed}
        <VirtualHost *:{port}>
            Include {feed}/server/apache.conf
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
