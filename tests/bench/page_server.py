"""Serve a catalogue in Hydra pages from a process of its own, and note when each page was asked for.

    python page_server.py FOLDER DATASETS PAGE_SIZE

Prints the address of the first page. Four pages stand on each loopback address, 127.0.0.1 and onwards, so that no host
is asked so often that danhmuc waits for politeness: what is measured is work. `FOLDER/log` has a line for each page
asked for: number, status, and seconds of the monotonic clock.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

from catalogues import Catalogue
from resources import Resource
from syntaxes import WRITERS

__all__ = ["PageServer", "serving"]

_PAGES_A_HOST = 4
_HYDRA = "http://www.w3.org/ns/hydra/core#"


@dataclass(frozen=True, slots=True)
class PageServer:
    """A server that runs.

    Attributes:
        url: of its first page.
        folder: the pages, and the log.
    """

    url: str
    folder: Path

    def log(self) -> list[tuple[int, int, float]]:
        """Number, status and moment of each request for a page since the last time."""
        path = self.folder / "log"
        lines = path.read_text(encoding="ascii").splitlines()
        path.write_text("", encoding="ascii")
        return [(int(number), int(status), float(at)) for number, status, at in map(str.split, lines)]

    def change(self, number: int) -> None:
        """Change a dataset of a page."""
        path = self.folder / f"{number}.ttl"
        path.write_bytes(path.read_bytes().replace(b'dct:identifier "DS-', b'dct:identifier "DS+', 1))


@dataclass(frozen=True, slots=True)
class _Page(Catalogue):
    """The datasets of one page; the first one describes all agents, too."""

    start: int = 0
    stop: int = 0

    def dataset_iris(self) -> Iterator[str]:
        return (self.dataset_iri(number) for number in range(self.start, self.stop))

    def datasets(self) -> Iterator[Resource]:
        return (self.dataset(number) for number in range(self.start, self.stop))

    def shared(self) -> Iterator[Resource]:
        return Catalogue.shared(self) if self.start == 0 else iter(())


@contextmanager
def serving(folder: Path, datasets: int, page_size: int) -> Iterator[PageServer]:
    """A server in a process of its own."""
    command = [sys.executable, __file__, str(folder), str(datasets), str(page_size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield PageServer(process.stdout.readline().strip(), folder)
        finally:
            process.terminate()


def address(port: int, number: int) -> str:
    """The address of a page; the first one has no number."""
    host = (number - 1) // _PAGES_A_HOST
    return f"http://127.0.{host // 250}.{host % 250 + 1}:{port}/catalog.ttl" + (f"?page={number}" if number > 1 else "")


def page(path: Path, port: int, number: int, datasets: int, page_size: int) -> bytes:
    """The document of a page, written when it is first asked for."""
    if not path.exists():
        start = (number - 1) * page_size
        text = "".join(WRITERS["turtle"](_Page(datasets, start=start, stop=min(start + page_size, datasets))))
        following = f"<{_HYDRA}next> <{address(port, number + 1)}> ;" if start + page_size < datasets else ""
        controls = f"<> {following} <{_HYDRA}totalItems> {datasets} ; a <{_HYDRA}PagedCollection> .\n"
        path.write_text(text + controls, encoding="utf-8")
    return path.read_bytes()


def main(folder: Path, datasets: int, page_size: int) -> None:
    """Serve until it is ended."""
    folder.mkdir(parents=True, exist_ok=True)
    writing = Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if "robots" in self.path:
                self._answer(404, b"")
                return
            number = int(self.path.partition("page=")[2] or 1)
            body = page(folder / f"{number}.ttl", self.server.server_address[1], number, datasets, page_size)
            etag = f'"{hashlib.sha256(body).hexdigest()}"'
            is_same = self.headers.get("If-None-Match") == etag
            with writing, (folder / "log").open("a", encoding="ascii") as log:
                log.write(f"{number} {304 if is_same else 200} {time.monotonic()}\n")
            self._answer(304 if is_same else 200, b"" if is_same else body, etag)

        def _answer(self, status: int, body: bytes, etag: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/turtle")
            self.send_header("Content-Length", str(len(body)))
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    # All of 127.0.0.0/8.
    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    for number in range(1, -(-datasets // page_size) + 1):
        page(folder / f"{number}.ttl", server.server_address[1], number, datasets, page_size)
    (folder / "log").write_text("", encoding="ascii")
    sys.stdout.write(address(server.server_address[1], 1) + "\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
