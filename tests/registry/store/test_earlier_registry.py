"""A registry that an earlier danhmuc made is opened by that of today, and nothing is lost on the way."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, create_engine, text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.registry.store import migrations
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.searching import RecordRow
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS

from .test_migrations import definition, version_table

FOLDER = Path(__file__).parents[2] / "data" / "registry-0001"


def unpacked(name: str) -> bytes:
    return gzip.decompress((FOLDER / f"{name}.gz").read_bytes())


@pytest.fixture(scope="module")
def answers() -> Any:
    """What the earlier danhmuc answered."""
    return json.loads(unpacked("answers.json"))


@pytest.fixture
def earlier_url(empty_database_url: str, tmp_path: Path) -> str:
    """The registry as the earlier danhmuc left it, on each database in turn."""
    path = tmp_path / "registry.db"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(unpacked("registry.sql").decode())
        if empty_database_url.startswith("postgresql"):
            _copy(file, empty_database_url)
    return empty_database_url


def _copy(file: sqlite3.Connection, url: str) -> None:
    """Take the rows of a SQLite file over into an empty database, table by table."""
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations.FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            found = file.execute(f'SELECT * FROM "{table.name}"')
            names = [column[0] for column in found.description]
            booleans = {column.name for column in table.columns if str(column.type) == "BOOLEAN"}
            rows = [
                {name: bool(value) if name in booleans else value for name, value in zip(names, row, strict=True)}
                for row in found
            ]
            if rows and table.name != "alembic_version":
                connection.execute(table.insert(), rows)
    engine.dispose()


@pytest.fixture
def registry(earlier_url: str) -> Iterator[Registry]:
    """The same, opened by the danhmuc of today."""
    with Registry.open(earlier_url, create=False) as registry:
        yield registry


def shown(findings: list[Finding]) -> list[dict[str, object]]:
    names = ("code", "severity", "layer", "focus", "path", "value", "fix", "place")
    return [
        {**{name: getattr(finding, name) for name in names}, "vi": finding.text("vi"), "en": finding.text("en")}
        for finding in findings
    ]


BARE = b"<https://dulieu.example.vn/id/agent/H57.99>"
"""Never accepted: only its IRI leaves since (docs/decisions/0005-what-leaves.md); before, all that was said of it."""


@pytest.mark.parametrize(("name", "token", "end"), [("export.ttl", "turtle", b"\n\n"), ("export.nt", "nt", b"\n")])
def test_export__is_the_same_to_the_byte(registry: Registry, name: str, token: str, end: bytes) -> None:
    target = BytesIO()
    report = registry.export(token, target)
    assert [f"<{node.iri}>".encode() for node in report.bare_nodes] == [BARE]
    blocks = unpacked(name).split(end)
    kept = [_without_stand_in(block) for block in blocks if not block.startswith(BARE)]
    assert len(kept) < len(blocks)
    assert target.getvalue() == end.join(block for block in kept if block is not None)
    assert report.addresses_left_out == 1


def _without_stand_in(block: bytes) -> bytes | None:
    """What is left without the address that nobody can follow (docs/decisions/0057); None if that was all."""
    lines = block.split(b"\n")
    kept = [line for line in lines if b"<http://source.invalid/" not in line]
    return None if lines and not kept else b"\n".join(kept)


def test_findings__say_what_they_said(registry: Registry, answers: Any) -> None:
    assert len(answers["findings"]) == 33
    for one in answers["findings"]:
        found = registry.get(one["iri"], source=one["source"])
        assert shown(list(found.findings)) == one["findings"]


def test_runs__say_what_they_said(registry: Registry, answers: Any) -> None:
    runs = [
        {"id": run.id, "state": run.state, "why": None if run.why is None else run.why.render(lang)}
        for lang in ("en", "vi")
        for run in reversed(registry.runs())
    ]
    expected = [{name: run[name] for name in ("id", "state", "why")} for run in answers["runs"]]
    assert runs == expected * 2
    assert [shown(registry.run_findings(run["id"])) for run in answers["runs"]] == [
        run["findings"] for run in answers["runs"]
    ]


_REGISTRATION = ("registration", "registration_decided", "registration_changed_since")
_NEWER = ("presence", "hold", "retired", "secret", *_REGISTRATION)


def without_presence(row: RecordRow) -> dict[str, object]:
    """A row as it was before presence was told apart from holds, secrets from others, and statuses were read."""
    return {name: value for name, value in row.as_dict().items() if name not in _NEWER}


def test_list_and_history__are_the_same(registry: Registry, answers: Any) -> None:
    assert [without_presence(row) for row in registry.records()] == answers["list"]
    for one in answers["show"]:
        found = registry.get(one["iri"])
        versions = registry.history(one["iri"])
        assert {**without_presence(found.row), "versions": [version.as_dict() for version in versions]} == {
            name: value for name, value in one.items() if name not in ("nquads", "findings")
        }


@pytest.mark.filterwarnings("ignore:.*expression-based index ix_(records|search_words)_titles")
def test_tables__are_those_of_a_new_registry_to_the_letter(registry: Registry, earlier_url: str) -> None:
    registry.close()
    engine = create_engine(earlier_url)
    with engine.begin() as connection:
        migrated = definition(connection), version_table(connection)
        tables = MetaData()
        tables.reflect(connection)
        tables.drop_all(connection)
        migrations.create(connection)
        assert migrated == (definition(connection), version_table(connection))
    engine.dispose()


def test_check__finds_nothing_wrong(registry: Registry) -> None:
    assert registry.check().problems == ()


def test_texts__stand_once(earlier_url: str) -> None:
    with open_database(earlier_url) as database, database.reading() as connection:
        texts, findings = (connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("texts", "findings"))
    assert (texts, findings) == (43, 119)


def test_harvest__goes_on(registry: Registry, tmp_path: Path) -> None:
    """What is kept from now on stands beside what was kept before, with line and column."""
    folder = tmp_path / "so"
    folder.mkdir()
    (folder / "broken.nt").write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b>", encoding="utf-8")
    report = registry.plan(source_at(str(folder)), name="broken").apply()
    (finding,) = registry.run_findings(report.run or 0)
    assert (report.run, finding.document, finding.line) == (9, "broken.nt", 2)
    assert finding.message == HarvestText.DOCUMENT_SKIPPED(reason=FOREIGN_WORDS(words=finding.value or ""))
