"""Portals of CKAN and DKAN keep the contract of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.testing import SourceContract

from ..registry.ckan.portal import PORTAL, Portal, package
from ..registry.fetch.loopback import LoopbackNetwork, RawServer, StillClock, http


class TestCkan(SourceContract):
    """A portal with a search."""

    kind = "ckan"
    is_dkan: ClassVar[bool] = False
    network: LoopbackNetwork
    portal: Portal
    _door: WebDoor

    @pytest.fixture(autouse=True)
    def _server(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        self.network, self.portal = LoopbackNetwork(), Portal(most=2, is_dkan=self.is_dkan)
        if self.is_dkan:
            self.portal.absent.add("package_search")
        settings = DoorSettings(backoff_seconds=0.001)
        with (
            RawServer(lambda asked: self.portal.answer(asked)) as server,
            WebDoor(settings, clock=StillClock(), network=self.network) as self._door,
        ):
            self.network.put("portal.example", server)
            yield

    def door(self) -> WebDoor:
        return self._door

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        self.portal.before = lambda number, action: None
        self.portal.packages.clear()
        self.portal.put(*(package(key, title) for key, title in titles.items()))
        return PORTAL

    def break_off(self, location: str) -> None:
        def cut(number: int, action: str) -> bytes | None:
            return http(b'{"help": "", "success": true, "resu') if number else None

        self.portal.number, self.portal.before = -1, cut

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        self.publish(folder, titles)
        self.portal.put(package(key, titles[key], extras=[{"key": "secrecy", "value": "MAT"}]))
        return PORTAL

    def absent(self, folder: Path) -> str:
        return "http://absent.example/"


class TestDkan(TestCkan):
    """A portal with a list instead."""

    is_dkan = True
