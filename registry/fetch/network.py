"""Names to addresses, and addresses to sockets; tests give the door a network of their own."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Protocol


class Network(Protocol):
    """The two things that the door wants of a network."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The numeric addresses of a host, best first.

        Raises:
            OSError: there is none.
        """
        ...

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A socket connected to a numeric address.

        Raises:
            OSError: it cannot be reached in time.
        """
        ...


class SystemNetwork:
    """The network of the system."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses that the system has for a host, in its order."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(address[0]) for *_, address in found))

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connected socket that sends at once what it is given."""
        connected = socket.create_connection((address, port), timeout)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected
