"""data.json from its harvest to what leaves, on each database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.document_reading import data_json_reader
from danhmuc.registry.sources import data_json
from danhmuc.registry.testing import SourceContract

HEAD = {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "@id": "https://epa.example/data.json"}


def record(name: str, **more: object) -> dict[str, object]:
    return {
        "title": f"Title of {name}",
        "description": "D",
        "keyword": ["k"],
        "modified": "2026-01-01",
        "publisher": {"name": "EPA"},
        "contactPoint": {"fn": "Desk", "hasEmail": "mailto:desk@epa.example"},
        "identifier": f"https://epa.example/{name}",
        "accessLevel": "public",
        "bureauCode": ["020:00"],
        "programCode": ["020:000"],
        **more,
    }


class Feed:
    """A file of data.json that is harvested."""

    def __init__(self, path: Path, registry: Registry) -> None:
        self.path = path
        self.registry = registry

    def harvest(self, *records: object, text: str | None = None, profile: str = "none") -> HarvestReport:
        self.path.write_text(json.dumps({**HEAD, "dataset": records}) if text is None else text)
        (named,) = self.registry.harvests.named_sources([str(self.path)])
        assert named.source is not None
        return self.registry.plan(named.source, profile=profile).apply()

    def states(self) -> dict[str, str]:
        rows = self.registry.records(source="epa")
        return {row.iri.removeprefix("https://epa.example/"): row.state for row in rows}


def test_harvest__unchanged_records_are_not_written_again(tmp_path: Path, registry: Registry) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    first = feed.harvest(record("a"), record("b"))
    assert first.records.created == 3
    second = feed.harvest(record("b"), record("a", title="New"))
    assert (second.records.unchanged, second.records.updated) == (2, 1)
    assert [one.kind for one in registry.sources() if one.name == "epa"] == ["data-json"]


def test_harvest__nothing_is_missing_from_a_document_that_breaks_off(tmp_path: Path, registry: Registry) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    feed.harvest(record("a"), record("b"))
    whole = json.dumps({**HEAD, "dataset": [record("a"), record("b")]})
    for text in (whole[: len(whole) // 2], whole[:-1], '{"error": "x"}', "{}"):
        assert feed.harvest(text=text).why is not None
        assert set(feed.states().values()) == {"present"}
    report = feed.harvest(record("a"), "no object")
    assert report.why is not None
    assert set(feed.states().values()) == {"present"}


def test_harvest__a_record_that_is_gone_is_missing(tmp_path: Path, registry: Registry) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    feed.harvest(record("a"), record("b"), record("c"))
    report = feed.harvest(record("a"), record("b"))
    assert report.records.missing == 1
    assert feed.states()["c"] == "missing"


def test_harvest__a_state_secret_leaves_no_trace(
    tmp_path: Path, registry: Registry, everything: Callable[[], str]
) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    feed.harvest(record("a"), record("b", secrecy="MAT", title="LEAK", note={"x": "LEAK"}))
    assert "b" not in feed.states()
    assert "LEAK" not in everything()


def test_harvest__a_state_secret_within_another_record_leaves_no_trace(
    tmp_path: Path, registry: Registry, everything: Callable[[], str]
) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    inner = {"identifier": "no-address", "title": "LEAK", "secrecy": "MAT"}
    series = {"identifier": "s", "title": "S", "seriesMember": inner, "inSeries": [inner]}
    feed.harvest({**record("a"), "previousVersion": inner}, record("b", first=[inner]), record("c", inSeries=[series]))
    assert feed.states() == {"a": "present", "data.json": "present", "c": "present"}
    assert "LEAK" not in everything()


def test_history__keeps_what_the_source_wrote_and_maps_it_again(tmp_path: Path, registry: Registry) -> None:
    Feed(tmp_path / "epa.json", registry).harvest(record("a", note=1.50))
    source = source_at(str(tmp_path / "epa.json"))
    (first,) = [one for one in source.records() if one.iri == "https://epa.example/a"]
    assert first.source_bytes is not None
    kept = json.loads(first.source_bytes.data)
    assert kept == record("a", note=1.5)
    (tmp_path / "again.json").write_bytes(
        b'{"conformsTo": "project-open-data.cio.gov/v1.1", "dataset": [' + first.source_bytes.data + b"]}"
    )
    (again,) = [one for one in source_at(str(tmp_path / "again.json")).records() if one.iri == first.iri]
    assert again.digest == first.digest


def test_harvest__a_level_that_is_a_level_of_secrecy_keeps_the_record_in(tmp_path: Path, registry: Registry) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    feed.harvest(record("a"), record("b", accessLevel="secret"))
    target = tmp_path / "out.ttl"
    registry.export("turtle", str(target))
    text = target.read_text()
    assert "https://epa.example/a" in text
    assert "Title of b" not in text


def test_export__a_record_whose_level_is_not_understood_any_more_leaves_no_longer(
    tmp_path: Path, registry: Registry
) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    feed.harvest(record("a"), record("b"), profile="dcat-ap")
    target = tmp_path / "out.ttl"
    registry.export("turtle", str(target))
    assert "Title of b" in target.read_text()
    # Neither is accepted: without a title nothing leaves but what was accepted before, unless that is too public now.
    withheld = record("a", title=None)
    narrowed = record("b", title=None, accessLevel="open to some")
    feed.harvest(withheld, narrowed, profile="dcat-ap")
    registry.export("turtle", str(target))
    assert "Title of a" in target.read_text()
    assert "Title of b" not in target.read_text()


def test_named_sources__a_source_stays_of_its_kind(tmp_path: Path, registry: Registry) -> None:
    path = tmp_path / "epa.ttl"
    path.write_text("<https://e.vn/x> a <http://www.w3.org/ns/dcat#Dataset> .")
    registry.plan(source_at(str(path)), profile="none").apply()
    path.write_text(json.dumps({**HEAD, "dataset": [record("a")]}))
    for words in ([str(path)], ["epa"]):
        (named,) = registry.harvests.named_sources(words)
        assert named.source is not None
        assert named.source.kind == "rdf"
        report = registry.plan(named.source, profile="none").apply()
        assert report.why is not None
        assert "data.json" in report.why.render("en")


def test_harvest__a_document_that_did_not_move_is_not_read_but_by_another_mapping(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = Feed(tmp_path / "epa.json", registry)
    feed.harvest(record("a"), record("b"))
    text = feed.path.read_text()
    with monkeypatch.context() as patch:
        patch.setattr(data_json_reader, "DataJsonFile", None)
        report = feed.harvest(text=text)
        assert (report.state, report.records.unchanged) == ("complete", 3)
    monkeypatch.setattr(data_json, "mapping_digest", lambda: "sha256:another")
    monkeypatch.setattr(data_json_reader, "DataJsonFile", None)
    assert feed.harvest(text=text).state == "failed"


class TestDataJsonFile(SourceContract):
    """data.json keeps the contract of sources, as those of other packages do."""

    kind = "data-json"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """One file."""
        path = folder / "data.json"
        datasets = [record(key, title=title) for key, title in titles.items()]
        path.write_text(json.dumps({**HEAD, "dataset": datasets}, ensure_ascii=False), encoding="utf-8")
        return str(path)

    def break_off(self, location: str) -> None:
        """Cut off within a dataset."""
        path = Path(location)
        path.write_bytes(path.read_bytes()[:-40])
