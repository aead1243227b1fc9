"""Doors on a network of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from danhmuc.registry.fetch import DoorSettings, WebDoor

from .loopback import LoopbackNetwork, RawServer, Reply, StillClock

VARIABLES = [
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "DANHMUC_CONTACT", "DANHMUC_OWN_HOSTS"),
]

MakeDoor = Callable[..., WebDoor]
Serve = Callable[..., RawServer]


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own network is in the environment."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def network() -> LoopbackNetwork:
    return LoopbackNetwork()


@pytest.fixture
def make_door(clock: StillClock, network: LoopbackNetwork) -> Iterator[MakeDoor]:
    """Make a door with settings; all are closed at the end."""
    doors: list[WebDoor] = []

    def make(**settings: Any) -> WebDoor:
        doors.append(WebDoor(DoorSettings(**settings), clock=clock, network=network))
        return doors[-1]

    yield make
    for door in doors:
        door.close()


@pytest.fixture
def serve(network: LoopbackNetwork) -> Iterator[Serve]:
    """Start a server at a name; all are stopped at the end."""
    servers: list[RawServer] = []

    def start(*reply: Reply, name: str = "agency.example", address: str = "8.8.8.8", **options: Any) -> RawServer:
        servers.append(RawServer(*reply, **options))
        network.put(name, servers[-1], address)
        return servers[-1]

    yield start
    for server in servers:
        server.__exit__()
