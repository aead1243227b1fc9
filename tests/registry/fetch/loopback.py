"""A clock that waits for nothing, a network with names of its own, and servers whose every byte is given."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

PUBLIC: Final = "8.8.8.8"
"""Stands for the address of any public server."""
OTHER_PUBLIC: Final = "9.9.9.9"
AGENCY: Final = "http://agency.example"
TLS_FOLDER: Final = Path(__file__).parents[2] / "data" / "tls"
START: Final = 1_800_000_000.0
"""The time at which all tests begin: 2027-01-15 08:00:00 UTC."""


class StillClock:
    """A clock that only moves when somebody sleeps by it.

    Attributes:
        slept: duration of each sleep, in order.
    """

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._lock = threading.Lock()
        self._now = 1000.0

    def monotonic(self) -> float:
        return self._now

    def time(self) -> float:
        return START - 1000.0 + self._now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        with self._lock:
            self.slept.append(round(seconds, 6))
            self._now += seconds

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += seconds


class LoopbackNetwork:
    """Names that lead to any address, and addresses that lead to ports of this machine.

    Attributes:
        names: by name, what it resolves to each time; the last answer stays.
        ports: by address, the port of the server that is there; an address of this machine itself leads to its port.
        connected: every address connected to, in order.
    """

    def __init__(self) -> None:
        self.names: dict[str, list[Sequence[str]]] = {}
        self.ports: dict[str, int] = {}
        self.connected: list[str] = []

    def put(self, name: str, server: RawServer | int, address: str = PUBLIC) -> None:
        """Put a server at a name and an address."""
        self.names[name] = [[address]]
        self.ports[address] = server if isinstance(server, int) else server.port

    def resolve(self, host: str, port: int) -> Sequence[str]:
        answers = self.names.get(host)
        if answers is None:
            if host.replace(".", "").isdigit() or ":" in host:
                return [host]
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.connected.append(address)
        real = self.ports.get(address)
        if real is None:
            if not address.startswith("127."):
                raise ConnectionRefusedError(111, "Connection refused")
            real = port
        return socket.create_connection(("127.0.0.1", real), min(timeout, 5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as a server got it; header names are lower-case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)


Reply = bytes | Callable[[Asked], "bytes | Iterable[bytes]"]
"""All bytes of a reply, or what makes them, piece by piece if the pieces are to come one after the other."""


def http(
    body: bytes = b"", status: str = "200 OK", *headers: str, length: int | None = None, close: bool = True
) -> bytes:
    """A reply with a right Content-Length, unless another is given."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    lines += ["Connection: close" if close else "Connection: keep-alive"]
    return "\r\n".join([*lines, "", ""]).encode("utf-8") + body


class RawServer:
    """A server on this machine that sends the bytes of its replies as they are.

    Args:
        reply: the reply to everything but robots.txt, or one after the other, the last again and again.
        robots: the reply to robots.txt.

    Attributes:
        asked: every request, in order.
    """

    def __init__(self, *reply: Reply, robots: Reply | None = None, tls: bool = False) -> None:
        self.asked: list[Asked] = []
        self.connections = 0
        self._replies = list(reply)
        self._robots = robots if robots is not None else http(b"", "404 Not Found", close=False)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self._context is not None:
            self._context.load_cert_chain(TLS_FOLDER / "server.pem")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.stopping = threading.Event()
        self._open: list[socket.socket] = []
        self._serving: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def targets(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [one.target for one in self.asked if not one.target.endswith("/robots.txt")]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for thread in self._serving:
            thread.join(1)
        for one in self._open:
            one.close()

    def _listen(self) -> None:
        while not self.stopping.is_set():
            try:
                connected, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connected)
            self._serving.append(threading.Thread(target=self._serve, args=(connected,), daemon=True))
            self._serving[-1].start()

    def _serve(self, connected: socket.socket) -> None:
        try:
            if self._context is not None:
                connected = self._context.wrap_socket(connected, server_side=True)
                self._open.append(connected)
            with connected.makefile("rb") as stream:
                while (asked := read_request(stream)) is not None:
                    self.asked.append(asked)
                    if self._answer(connected, asked):
                        connected.shutdown(socket.SHUT_RDWR)
                        break
        except (OSError, ValueError) as gone:  # the other side has gone
            for frame, _ in traceback.walk_tb(gone.__traceback__):
                # Where the connection is reset before it begins to speak TLS, Python leaves what it has made open.
                if isinstance(made := frame.f_locals.get("self"), ssl.SSLSocket):
                    made.close()
        finally:
            connected.close()

    def _answer(self, connected: socket.socket, asked: Asked) -> bool:
        """Send the reply; returns whether the connection ends with it."""
        if asked.target.endswith("/robots.txt"):
            reply = self._robots
        else:
            reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        made = reply if isinstance(reply, bytes) else reply(asked)
        closes = True
        for piece in [made] if isinstance(made, bytes) else made:
            connected.sendall(piece)
            closes = closes and b"Connection: keep-alive" not in piece
        return closes


def read_request(stream: object) -> Asked | None:
    """The next request of a connection; None at its end."""
    line = stream.readline().decode("latin-1").split()  # type: ignore[attr-defined]
    if len(line) != 3:
        return None
    headers = {}
    while (header := stream.readline().decode("latin-1").strip()) != "":  # type: ignore[attr-defined]
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    return Asked(method=line[0], target=line[1], headers=headers)


class TunnelProxy:
    """A proxy that opens the tunnels it is asked for, to one server on this machine.

    Attributes:
        asked: every request, in order.
    """

    def __init__(self, target: RawServer) -> None:
        self.asked: list[Asked] = []
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = [self._listener]
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in self._open:
            one.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connected, _ = self._listener.accept()
                self._open.append(connected)
                with connected.makefile("rb", buffering=0) as stream:
                    asked = read_request(stream)
                if asked is None:
                    continue
                self.asked.append(asked)
                connected.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                inner = socket.create_connection(("127.0.0.1", self._target.port))
                self._open.append(inner)
                for one, other in ((connected, inner), (inner, connected)):
                    self._threads.append(threading.Thread(target=_pump, args=(one, other), daemon=True))
                    self._threads[-1].start()


def _pump(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    for each in (one, other):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
