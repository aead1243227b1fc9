"""The network of the system, as far as this machine alone has it."""

from __future__ import annotations

import socket

import pytest

from danhmuc.registry.fetch import Answer, DoorSettings, SystemClock, SystemNetwork, WebDoor

from .loopback import RawServer, http


def test_resolve__an_address_is_itself_once() -> None:
    assert SystemNetwork().resolve("127.0.0.1", 80) == ("127.0.0.1",)


@pytest.mark.parametrize(("number", "address"), [("2130706433", "127.0.0.1"), ("0x7f.1", "127.0.0.1")])
def test_resolve__takes_numbers_for_addresses_which_is_why_they_are_looked_at(number: str, address: str) -> None:
    try:
        found = SystemNetwork().resolve(number, 80)
    except socket.gaierror:
        pytest.skip("this system takes no such number")
    assert found == (address,)


def test_door__with_clock_and_network_of_the_system() -> None:
    with RawServer(http(b"x")) as server, WebDoor(DoorSettings(), clock=SystemClock(), network=SystemNetwork()) as door:
        answer = door.fetch(f"http://127.0.0.1:{server.port}/", internal=True)
        assert isinstance(answer, Answer)
        assert answer.read() == b"x"
        assert door.traffic.hosts()[0].requests == 2
