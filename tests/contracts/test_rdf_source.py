"""RDF in files, in folders and on the web keeps the contract of sources, as those of other packages do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.testing import SourceContract

from ..registry.fetch.loopback import AGENCY, Asked, LoopbackNetwork, RawServer, StillClock, http

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
"""


def dataset(key: str, title: str, more: str = "") -> str:
    return f'{PREFIXES}<https://e.vn/{key}> a dcat:Dataset ; {more} dct:title "{title}"@vi .\n'


class TestRdfFile(SourceContract):
    """One document."""

    kind = "rdf"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """A catalogue in Turtle."""
        path = folder / "catalog.ttl"
        path.write_text("".join(dataset(key, title) for key, title in titles.items()), encoding="utf-8")
        return str(path)

    def break_off(self, location: str) -> None:
        """Cut off within a statement."""
        path = Path(location)
        path.write_bytes(path.read_bytes()[:-9])

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        """One with the mark of the profile for Viet Nam."""
        path = folder / "catalog.ttl"
        path.parent.mkdir(exist_ok=True)
        texts = (dataset(one, title, 'dmv:secrecy "MAT" ;' if one == key else "") for one, title in titles.items())
        path.write_text("".join(texts), encoding="utf-8")
        return str(path)


class TestRdfFolder(SourceContract):
    """A document for each dataset."""

    kind = "rdf"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """A folder of documents in Turtle."""
        feed = folder / "feed"
        feed.mkdir(exist_ok=True)
        for path in feed.iterdir():
            path.unlink()
        for key, title in titles.items():
            (feed / f"{key}.ttl").write_text(dataset(key, title), encoding="utf-8")
        return str(feed)

    def break_off(self, location: str) -> None:
        """One of the documents, cut off."""
        path = Path(location) / "two.ttl"
        path.write_bytes(path.read_bytes()[:-9])


class TestRdfOnWeb(TestRdfFile):
    """The same document at an address, with a server that gives its validators."""

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
        return http(body, "200 OK", "Content-Type: text/turtle", f"ETag: {etag}")

    def _put(self, path: str) -> str:
        target = f"/{hash(path)}/catalog.ttl"
        self._files[target] = Path(path)
        return f"{AGENCY}{target}"

    def door(self) -> WebDoor:
        """One to that server."""
        return self._door

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """The file on the server."""
        return self._put(super().publish(folder, titles))

    def break_off(self, location: str) -> None:
        """The file on the server, cut off."""
        super().break_off(str(self._files[location.removeprefix(AGENCY)]))

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        """The file on the server."""
        return self._put(super().mark_secret(folder, titles, key))

    def absent(self, folder: Path) -> str:
        """An address with nothing."""
        return f"{AGENCY}/absent"


class TestRdfInPages(TestRdfOnWeb):
    """Each dataset on a page of its own, which leads to the next one."""

    @staticmethod
    def _page(key: str, title: str, number: int, last: int, more: str = "") -> str:
        link = f"hydra:next <catalog.ttl?page={number + 1}> ;" if number < last else ""
        view = f"@prefix hydra: <http://www.w3.org/ns/hydra/core#> . <> {link} a hydra:PartialCollectionView ."
        return dataset(key, title, more) + view

    def _publish_pages(self, folder: Path, titles: Mapping[str, str], key: str | None = None) -> str:
        folder.mkdir(exist_ok=True)
        base = f"/{hash(str(folder))}/catalog.ttl"
        self._files = {target: path for target, path in self._files.items() if not target.startswith(base)}
        for number, (one, title) in enumerate(titles.items(), 1):
            path = folder / f"page-{number}.ttl"
            mark = 'dmv:secrecy "MAT" ;' if one == key else ""
            path.write_text(self._page(one, title, number, len(titles), mark), encoding="utf-8")
            self._files[base if number == 1 else f"{base}?page={number}"] = path
        return f"{AGENCY}{base}"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """A page for each dataset."""
        return self._publish_pages(folder, titles)

    def break_off(self, location: str) -> None:
        """The last page, cut off."""
        path = self._files[max(target for target in self._files if target.startswith(location.removeprefix(AGENCY)))]
        path.write_bytes(path.read_bytes()[:-9])

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        """One with the mark of the profile for Viet Nam."""
        return self._publish_pages(folder, titles, key)
