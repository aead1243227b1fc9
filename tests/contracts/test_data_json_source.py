"""data.json in files and on the web keeps the contract of sources."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.testing import SourceContract

from ..registry.fetch.loopback import AGENCY, Asked, LoopbackNetwork, RawServer, StillClock, http

HEAD = {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema"}


class TestDataJson(SourceContract):
    """A file of data.json."""

    kind = "data-json"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        return self._write(folder, [_record(key, title) for key, title in titles.items()])

    def break_off(self, location: str) -> None:
        path = Path(location)
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        records = [_record(one, title) | ({"secrecy": "MAT"} if one == key else {}) for one, title in titles.items()]
        return self._write(folder, records)

    def _write(self, folder: Path, records: list[dict[str, object]]) -> str:
        folder.mkdir(exist_ok=True)
        path = folder / "data.json"
        path.write_text(json.dumps({**HEAD, "dataset": records}, ensure_ascii=False), encoding="utf-8")
        return str(path)


class TestDataJsonOnWeb(TestDataJson):
    """The same file at an address, with a server that gives its validators."""

    @pytest.fixture(autouse=True)
    def _serve(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        self._files: dict[str, Path] = {}
        network = LoopbackNetwork()
        with (
            RawServer(self._answer) as server,
            WebDoor(DoorSettings(), clock=StillClock(), network=network) as self._door,
        ):
            network.put("agency.example", server)
            yield

    def _answer(self, asked: Asked) -> bytes:
        path = self._files.get(asked.target)
        if path is None:
            return http(b"", "404 Not Found")
        body = path.read_bytes()
        etag = f'"{hash(body)}"'
        if asked.headers.get("if-none-match") == etag:
            return http(b"", "304 Not Modified", f"ETag: {etag}")
        return http(body, "200 OK", "Content-Type: application/json", f"ETag: {etag}")

    def door(self) -> WebDoor:
        return self._door

    def break_off(self, location: str) -> None:
        super().break_off(str(self._files[location.removeprefix(AGENCY)]))

    def absent(self, folder: Path) -> str:
        return f"{AGENCY}/absent"

    def _write(self, folder: Path, records: list[dict[str, object]]) -> str:
        path = super()._write(folder, records)
        target = f"/{hash(path)}/data.json"
        self._files[target] = Path(path)
        return f"{AGENCY}{target}"


def _record(key: str, title: str) -> dict[str, object]:
    return {
        "identifier": f"https://epa.example/{key}",
        "title": title,
        "description": "D",
        "accessLevel": "public",
        "publisher": {"name": "EPA"},
    }
