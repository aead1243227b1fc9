"""data.json keeps the contract of sources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from danhmuc.registry.testing import SourceContract

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


def _record(key: str, title: str) -> dict[str, object]:
    return {
        "identifier": f"https://epa.example/{key}",
        "title": title,
        "description": "D",
        "accessLevel": "public",
        "publisher": {"name": "EPA"},
    }
