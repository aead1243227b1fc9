"""A web server on loopback in a process of its own, which counts what it is asked and what it sends.

It serves the files of a folder, with an ETag or without, and answers as slowly as it is told.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread

__all__ = ["Counts", "WebServer", "serve"]


@dataclass(slots=True)
class Counts:
    """What a server was asked since it was last told, robots.txt included.

    Attributes:
        pages: requests for files, without robots.txt.
        sent: bytes of bodies.
    """

    requests: int = 0
    pages: int = 0
    not_modified: int = 0
    sent: int = 0


class WebServer:
    """A running server, from outside."""

    def __init__(self, port: int, control: Connection) -> None:
        self.port = port
        self._control = control

    def url(self, name: str, host: int = 0) -> str:
        """The address of a file, on one of many hosts of loopback."""
        return f"http://127.0.{host // 250}.{host % 250 + 1}:{self.port}/{name}"

    def counts(self) -> Counts:
        """The counts since the last call."""
        self._control.send("counts")
        counts: Counts = self._control.recv()
        return counts


@contextmanager
def serve(
    folder: Path, *, etags: bool = True, delay_seconds: float = 0, immutable: str | None = None
) -> Iterator[WebServer]:
    """Serve a folder as long as the block runs.

    Args:
        immutable: beginning of the names of files that never change, which is said of them.
    """
    here, there = Pipe()
    given = (folder, etags, delay_seconds, immutable, there)
    process = get_context("spawn").Process(target=_run, args=given, daemon=True)
    process.start()
    try:
        yield WebServer(here.recv(), here)
    finally:
        process.terminate()
        process.join()


def _run(folder: Path, etags: bool, delay_seconds: float, immutable: str | None, control: Connection) -> None:
    counts, lock = Counts(), Lock()
    known: dict[tuple[str, int, int], str] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = folder / self.path.partition("?")[0].lstrip("/")
            time.sleep(delay_seconds)
            if not path.is_file():
                self._answer(404, b"")
                return
            status = path.stat()
            of_file = (path.name, status.st_mtime_ns, status.st_size)
            body = path.read_bytes()
            if of_file not in known:
                known[of_file] = f'"{hashlib.sha256(body).hexdigest()}"'
            if etags and self.headers.get("If-None-Match") == known[of_file]:
                self._answer(304, b"", known[of_file])
            else:
                self._answer(200, body, known[of_file] if etags else None)

        def _answer(self, status: int, body: bytes, etag: str | None = None) -> None:
            self.send_response(status)
            if etag is not None:
                self.send_header("ETag", etag)
            if immutable is not None and self.path.startswith(f"/{immutable}"):
                self.send_header("Cache-Control", "max-age=604800, immutable")
            if status != 304:
                self.send_header("Content-Type", "application/trig" if "trig" in self.path else "text/turtle")
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            with lock:
                counts.requests += 1
                counts.pages += "robots" not in self.path
                counts.not_modified += status == 304
                counts.sent += len(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of the base class
            pass

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # all of 127.0.0.0/8
    Thread(target=server.serve_forever, daemon=True).start()
    control.send(server.server_port)
    while True:
        try:
            control.recv()
        except EOFError:
            sys.exit()
        with lock:
            told = replace(counts)
            counts.requests = counts.pages = counts.not_modified = counts.sent = 0
        control.send(told)
