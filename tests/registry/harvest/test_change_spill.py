"""What is large in many changes is in a temporary file, and nobody notices."""

from __future__ import annotations

import pickle
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.harvest import plan_changes
from danhmuc.registry.harvest.plan_changes import ChangeSpill
from danhmuc.registry.record.change import SPILLED_FIELDS, PackedGraph, PlannedChange
from danhmuc.registry.record.record import Link
from danhmuc.registry.record.source_bytes import SourceBytes
from danhmuc.registry.record.spools import SpilledValue, held_value, replace_unloaded, with_loaded
from danhmuc.registry.record.summary import Summary
from danhmuc.registry.spooling import held_bodies as byte_file
from danhmuc.shapes import ValidationReport
from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS

SUMMARY = Summary(
    main_class=None, title="Một", publisher=None, themes="", modified=None, search="mot", publicity="0000"
)
CHANGE = PlannedChange(
    kind="created", role="record", iri="https://e.vn/1", digest="rdfc10:1", body=b"graph", summary=SUMMARY
)
OTHER = replace(CHANGE, iri="https://e.vn/2", original=PackedGraph(digest="rdfc10:2", triples=1, body=b"was"))
FINDING = Finding(code="read:a", severity="warning", layer="spec", message=FOREIGN_WORDS(words="a"))
REPORT = ValidationReport(
    iri=OTHER.iri, profile="a", profile_digest="1", context_digest="2", findings=(replace(FINDING, line=1),)
)
TURTLE = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"


def test_spilled__is_equal_to_what_it_was() -> None:
    spill = ChangeSpill("a")
    spilled = [spill.spill_change(change) for change in (CHANGE, OTHER)]
    for _ in range(2):
        assert spilled == [CHANGE, OTHER]
    assert [one.source_digest for one in spilled] == ["rdfc10:1", "rdfc10:2"]
    assert all(one.writes for one in spilled)


def test_spilled__travels_and_is_changed_as_any_other() -> None:
    spilled = ChangeSpill("a").spill_change(OTHER)
    assert pickle.loads(pickle.dumps(spilled)) == OTHER
    assert replace(spilled, body=b"new") == replace(OTHER, body=b"new")


def test_spilled__once_more_with_a_verdict_is_all_there() -> None:
    spill = ChangeSpill("a")
    waiting = spill.spill_change(OTHER)
    validated = spill.spill_change(replace_unloaded(waiting, report=REPORT))
    assert validated == replace(OTHER, report=REPORT)
    assert with_loaded(validated) == validated
    assert (waiting.has_report, validated.has_report, validated.has_body) == (False, True, True)
    assert ChangeSpill("b").spill_change(validated) == validated


def test_spilled__has_all_that_is_large() -> None:
    link = Link("https://e.vn/1", "https://e.vn/p", "https://e.vn/2")
    given = SourceBytes(media_type="application/json", data=b"{}").pack()
    change = replace(CHANGE, links=(link,), findings=(FINDING,), source_bytes=given)
    spilled = ChangeSpill("a").spill_change(change)
    assert {name for name in SPILLED_FIELDS if isinstance(held_value(spilled, name), SpilledValue)} == {
        *SPILLED_FIELDS
    } - {"original", "report"}
    assert spilled == change == with_loaded(spilled)


def test_spilled__outlives_the_spill() -> None:
    spilled = ChangeSpill("a").spill_change(CHANGE)
    assert spilled.summary == SUMMARY


def test_spilled__without_space_is_an_error_of_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, **_: object) -> None:
            """As a file without a buffer."""

        def seek(self, _: int) -> int:
            raise OSError(ENOSPC, "No space left on device")

        def close(self) -> None:
            pass

    monkeypatch.setattr(byte_file, "TemporaryFile", Full)
    with pytest.raises(RegistryError, match="No space left on device"):
        ChangeSpill("hue").spill_change(CHANGE)


@pytest.mark.parametrize("profile", ["none", "dcat-ap"])
def test_harvest__with_spilled_changes_writes_and_reports_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    file = tmp_path / "a.ttl"
    found = []
    for held in (1_000, 1):
        monkeypatch.setattr(plan_changes, "HELD_CHANGES", held)
        rows: list[object] = []
        with Registry.open(f"sqlite:///{tmp_path}/{held}.db") as registry:
            for titles in (["Một", "Hai", "Ba"], ["Một", "Hai!", "Bốn"]):
                datasets = "".join(
                    f'<https://e.vn/{n}> a dcat:Dataset ; dct:publisher <https://e.vn/p> ; dct:title "{title}" .\n'
                    for n, title in enumerate(titles)
                )
                file.write_text(f'{TURTLE}{datasets}<https://e.vn/p> dct:title "P" .', encoding="utf-8")
                plan = registry.plan(source_at(str(file)), profile=profile)
                plan.save(tmp_path / f"{held}.plan")
                (saved,) = registry.harvests.read_plans(tmp_path / f"{held}.plan")
                rows.append(sorted((one.iri, one.kind, one.body) for one in saved.changes))
                report = plan.apply()
                rows.append(replace(report, seconds={}))
                rows.append([(row.iri, row.title, row.digest, row.state) for row in registry.records(role=None)])
        found.append(rows)
    assert found[0] == found[1]
