"""The changes of one run on each database: by kind, by verdict, page by page, with what says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.changes_of_runs import changes_of_run, count_changes_of_run, find_runs
from danhmuc.registry.store.database import Connection
from danhmuc.registry.store.ledger import count_turned

PREFIXES = (
    "@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
)
GOOD = '<{0}> a dcat:Dataset ; dct:title "t" ; dct:description "d" .\n'
BAD = '<{0}> a dcat:Dataset ; dct:title "t" .\n'


@pytest.fixture
def connection(database_url: str, tmp_path: Path) -> Iterator[Connection]:
    """A registry after two runs: 1 turns submitted, 2 goes, 3 turns accepted, 4 is new and held."""
    path = tmp_path / "a.ttl"
    with Registry.open(database_url) as registry:
        registry.withhold("https://e.vn/4", by="Lan", reason="wait")
        for text in (
            GOOD.format(1) + GOOD.format(2) + BAD.format(3),
            BAD.format(1) + GOOD.format(3) + BAD.format(4) + GOOD.format(5),
        ):
            path.write_text(PREFIXES + text, encoding="utf-8")
            registry.harvest(source_at(str(path)), profile="dcat-ap")
        with registry._database.reading() as connection:
            yield connection


def test_changes_of_run__are_counted_and_listed(connection: Connection) -> None:
    (run,) = find_runs(connection)
    assert run.id == 2
    assert dict(count_changes_of_run(connection, 2)["record"]) == {"updated": 2, "created": 2, "missing": 1}
    assert count_turned(connection, 2) == {"accepted": 2, "submitted": 2}
    names = {
        became: sorted(one.record.iri[-1] for one in changes_of_run(connection, run, became=became))
        for became in ("accepted", "submitted")
    }
    assert names == {"accepted": ["3", "5"], "submitted": ["1", "4"]}
    (missing,) = changes_of_run(connection, run, kind="missing")
    assert (missing.record.iri, missing.missing_since) == ("https://e.vn/2", 2)
    (held,) = [one for one in changes_of_run(connection, run, kind="created") if one.hold is not None]
    assert (held.record.iri, held.hold) == ("https://e.vn/4", ("Lan", "wait"))
    assert "dcat-ap:Dataset-description" in {finding.code for finding in held.findings}


def test_changes_of_run__page_by_page(connection: Connection) -> None:
    (run,) = find_runs(connection, numbers=[2])
    rows, after = [], 0
    while page := changes_of_run(connection, run, after=after, limit=2):
        rows += [one.record.row for one in page]
        after = rows[-1]
    assert rows == [one.record.row for one in changes_of_run(connection, run)]
    assert len(rows) == 5
