"""RDF in files and in folders keeps the contract of sources, as those of other packages do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from danhmuc.registry.testing import SourceContract

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
