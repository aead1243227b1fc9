"""Relative addresses of documents without a base do not leave; names do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.export.writing import StandInAddresses
from danhmuc.vocab.reading.iris import STAND_IN

from ..feeds.public_words import POLICY, all_bytes, export_feed, harvest

# The base of `harvest` is that of no document: each of these declares its own.
NO_BASE = "@base <http://source.invalid/main/main.ttl> .\n"
SOURCE = (
    NO_BASE
    + '<https://e.vn/1> a dcat:Dataset ; dct:title "1"@vi ; dcat:landingPage <about.html> ; dct:relation <2> ;\n'
    '  dcat:distribution <https://e.vn/good>, <https://e.vn/lost>, [ a dcat:Distribution ; dct:title "b"@vi ;\n'
    '    dcat:accessURL <b.csv> ; dct:creator [ foaf:name "nobody" ] ] .\n'
    '<https://e.vn/good> a dcat:Distribution ; dct:title "good"@vi ; dcat:accessURL <good.html> ;\n'
    "  dcat:downloadURL <https://e.vn/good.csv> .\n"
    '<https://e.vn/lost> a dcat:Distribution ; dct:title "lost"@vi ; dcat:accessURL <lost.csv> .\n'
    '<2> a dcat:Dataset ; dct:title "2"@vi ; dct:description "see http://source.invalid/main/x"@vi .\n'
)


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        harvest(opened, tmp_path, "main", SOURCE)
        yield opened


def addresses(nquads: bytes) -> set[str]:
    """The values that are IRIs of the stand-in."""
    values = (line[:-2].rpartition(b" ")[2] for line in nquads.splitlines())
    return {value.decode()[1:-1] for value in values if value.startswith(f"<{STAND_IN}".encode())}


def test_export__leaves_out_addresses_that_nobody_can_follow(registry: Registry, tmp_path: Path) -> None:
    out = BytesIO()
    losses = tmp_path / "losses.jsonl"
    report = registry.export("nt", out, losses=losses)
    written = out.getvalue()
    assert addresses(written) == {f"{STAND_IN}main/2"}, "the name of a record, and the link to it"
    assert b"lost" not in written
    assert b"nobody" not in written
    assert b"<https://e.vn/good.csv>" in written
    assert b"see http://source.invalid/main/x" in written, "a text is no address"
    rows = [json.loads(line) for line in losses.read_text("utf-8").splitlines()]
    assert {row["iri"] for row in rows} == {"https://e.vn/1"}
    assert {row["property"]: row["count"] for row in rows}["dcat:landingPage"] == 1
    assert sum(row["count"] for row in rows) == report.addresses_left_out
    assert report.loss_record_count == 1
    assert report.unwritten == 0


def test_export_feed__leaves_out_addresses_that_nobody_can_follow(registry: Registry, tmp_path: Path) -> None:
    report = export_feed(registry, tmp_path, None)
    served = all_bytes(tmp_path / "feed")
    for word in (b"about.html", b"lost.csv", b"b.csv", b"good.html"):
        assert word not in served
    assert b"https://e.vn/good.csv" in served
    assert report.addresses_left_out == registry.export("nt", BytesIO()).addresses_left_out > 0
    assert report.records == 2


def test_export__keeps_a_word_about_access_that_nobody_understands(registry: Registry, tmp_path: Path) -> None:
    secret = SOURCE.replace('"1"@vi', '"1"@vi ; dct:accessRights <NON_PUBLIC>')
    harvest(registry, tmp_path, "main", secret)
    out = BytesIO()
    registry.export("nt", out)
    assert f"{STAND_IN}main/NON_PUBLIC" in addresses(out.getvalue()) or b"e.vn/1>" not in out.getvalue()
    export_feed(registry, tmp_path, POLICY)
    assert b"https://e.vn/1" not in all_bytes(tmp_path / "feed" / "current")


def test_addresses__count_once_and_touch_nothing_else() -> None:
    found = StandInAddresses(lambda iri: iri.endswith("known"))
    clean = b'<https://e.vn/1> <https://e.vn/p> "<http://source.invalid/x> ." .\n'
    assert found.leave_out("https://e.vn/1", clean) is clean
    known = b"<https://e.vn/1> <https://e.vn/p> <http://source.invalid/a/known> .\n"
    assert found.leave_out("https://e.vn/1", known) is known
    bad = clean + b"<https://e.vn/1> <http://source.invalid/a/p> <https://e.vn/2> .\n"
    for _ in range(2):
        assert found.leave_out("https://e.vn/1", bad) == clean
    assert found.lost.count == 1
