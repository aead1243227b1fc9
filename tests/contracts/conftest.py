"""What the contract of the registry is tried with: agencies that publish small catalogues, on each database."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from danhmuc.registry import HarvestPlan, HarvestReport, Registry, source_at
from danhmuc.registry.store.tables import SEARCH_TABLE, metadata

from ..conftest import RegistryCopy

Fill = Callable[[str, Path], None]

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""

PROFILE = """
@prefix : <https://e.vn/shapes/{token}#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://e.vn/shapes/{token}> a prof:Profile ; prof:hasToken "{token}" ; dct:title "Thử"@vi , "Trial"@en .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-title , :Dataset-publisher .
:Dataset-title a sh:PropertyShape ; sh:path {path} ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có."@vi , "Must be there."@en .
:Dataset-publisher a sh:PropertyShape ; sh:path ( dct:publisher foaf:name ) ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "Nên có tên."@vi , "Should have a name."@en .
"""


class Agency:
    """A folder of Turtle documents, and its harvests into one registry."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.folder = folder
        self.registry = registry
        folder.mkdir()

    def write(self, name: str, turtle: str) -> Path:
        """Publish a document, in place of the one of that name."""
        path = self.folder / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    def break_off(self, name: str) -> None:
        """Publish a document that is cut off."""
        self.write(name, "<broken> a dcat:Dataset ; dct:title ")

    def remove(self, name: str) -> None:
        """Take a document back."""
        (self.folder / name).unlink()

    def plan(self, profile: str | None = "none", partial: str | None = None) -> HarvestPlan:
        """Read it."""
        return self.registry.plan(source_at(str(self.folder)), profile=profile, partial=partial)

    def harvest(self, profile: str | None = "none", partial: str | None = None) -> HarvestReport:
        """Read it and keep what it says."""
        return self.plan(profile, partial).apply()

    def publish(self, turtle: str, profile: str | None = "none") -> HarvestReport:
        """Publish one document and harvest it."""
        self.write("catalog.ttl", turtle)
        return self.harvest(profile)

    def states(self) -> dict[str, str]:
        """State of each description by the end of its IRI."""
        rows = self.registry.records(source=self.folder.name, role=None)
        return {row.iri.removeprefix("https://e.vn/"): row.state for row in rows}

    def versions(self, name: str) -> int:
        """How many versions the description has."""
        return len(self.registry.ledger.history(f"https://e.vn/{name}", source=self.folder.name))

    def codes(self, report: HarvestReport) -> list[str]:
        """Codes of what was noticed in a run."""
        assert report.run is not None
        return [finding.code for finding in self.registry.harvests.run_findings(report.run)]


@pytest.fixture
def database_url(copy_registry: Callable[[Fill], RegistryCopy]) -> str:
    """Each database in turn, with a new registry in it that has its base already."""
    return copy_registry(settle_registry).url


@pytest.fixture
def one_url(sqlite_url: str) -> str:
    """One database, for a class that overrides `database_url` because what SQL does is tried on both elsewhere."""
    return sqlite_url


def settle_registry(url: str, _: Path) -> None:
    """Make what the first opening makes."""
    Registry.open(url).close()


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    """An empty registry, on each database in turn."""
    with Registry.open(database_url) as registry:
        yield registry


@pytest.fixture
def agency(tmp_path: Path, registry: Registry) -> Agency:
    """An agency that has published nothing yet."""
    return Agency(tmp_path / "agency", registry)


@pytest.fixture
def second_agency(tmp_path: Path, registry: Registry) -> Agency:
    """Another one, of the same registry."""
    return Agency(tmp_path / "second", registry)


@pytest.fixture
def profile(tmp_path: Path) -> Callable[..., str]:
    """Makes profiles: datasets need something, a title unless told otherwise; a publisher should have a name."""

    def make(path: str = "dct:title", token: str = "trial") -> str:
        file = tmp_path / f"{token}.ttl"
        file.write_text(PROFILE.format(token=token, path=path), encoding="utf-8")
        return str(file)

    return make


@pytest.fixture
def rows(database_url: str, registry: Registry) -> Iterator[Callable[[str], list[dict[str, object]]]]:
    """Reads a table as it is, by its name."""
    # A connection to a server stays open; one to a file would keep it from being finished.
    engine = create_engine(database_url, poolclass=NullPool if database_url.startswith("sqlite") else None)

    def read(table: str) -> list[dict[str, object]]:
        with engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()]

    yield read
    engine.dispose()


@pytest.fixture
def everything(
    database_url: str, registry: Registry, rows: Callable[[str], list[dict[str, object]]]
) -> Callable[[], str]:
    """All that the database holds as one text, what is packed unpacked, and on SQLite the bytes of its file.

    But for the rules, which come from danhmuc.
    """

    def read() -> str:
        found: list[bytes] = []
        for table in sorted({*metadata.tables, SEARCH_TABLE} - {"profiles", "list_sets", "bundled_lists"}):
            for row in rows(table):
                found += [zlib.decompress(value) for value in row.values() if isinstance(value, bytes)]
                found.append(json.dumps(row, default=str, ensure_ascii=False).encode())
        if database_url.startswith("sqlite"):
            registry.close()
            path = Path(database_url.removeprefix("sqlite:///"))
            found += [file.read_bytes() for file in path.parent.glob(f"{path.name}*")]
        return b"\n".join(found).decode(errors="replace")

    return read
