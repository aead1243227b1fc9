"""Feedback, requests and agreements as the store has them, on both databases."""

from __future__ import annotations

from pathlib import Path

from danhmuc.registry import Registry, source_at

DATA = """@base <https://e.vn/> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dqv: <http://www.w3.org/ns/dqv#> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix state: <https://w3id.org/danhmuc/concept/feedback-status/> .
<air> a dcat:Dataset ; dct:title "Không khí"@vi .
"""
SAID = (
    "<said> a <https://a.vn/First>, dqv:UserQualityFeedback ; oa:hasTarget <air> ; adms:status state:DUYET_CONG_BO .\n"
)
ASKED = "<asked> a dmv:DataRequest ; odrl:target <air> .\n"


def harvest(registry: Registry, folder: Path, name: str, text: str) -> int | None:
    (folder / f"{name}.ttl").write_text(DATA + text, encoding="utf-8")
    return registry.harvest(source_at(str(folder / f"{name}.ttl")), profile="none").run


def test_annotations__of_two_sources_are_found_by_any_of_their_classes(empty_database_url: str, tmp_path: Path) -> None:
    with Registry.open(empty_database_url, create=True) as registry:
        harvest(registry, tmp_path, "a", SAID + ASKED)
        assert [(one.iri, one.source, one.is_approved) for one in registry.annotations.feedback()] == [
            ("https://e.vn/said", "a", True)
        ]
        assert [one.kind for one in registry.annotations.arrangements(dataset="https://e.vn/air")] == ["request"]
        harvest(registry, tmp_path, "b", "<said> adms:status state:TU_CHOI .\n")
        assert [one.is_approved for one in registry.annotations.feedback()] == [False]
        registry.export("nq", tmp_path / "all.nq")
        assert "e.vn/said" not in (tmp_path / "all.nq").read_text(encoding="utf-8")


def test_annotation__whose_run_was_undone_stays_inside(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", SAID)
        run = harvest(registry, tmp_path, "a", SAID.replace("DUYET_CONG_BO", "TU_CHOI"))
        registry.undo(run, by="officer")
        registry.export("nq", tmp_path / "all.nq")
        assert "e.vn/said" not in (tmp_path / "all.nq").read_text(encoding="utf-8")


def test_annotation__that_is_a_state_secret_is_listed_nowhere(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", SAID)
        harvest(registry, tmp_path, "b", "<said> dmv:secrecy 'MAT' .\n")
        assert registry.annotations.feedback() == []
