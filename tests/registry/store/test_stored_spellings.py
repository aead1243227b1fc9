"""Spellings are found by their form: also those of before the schema that has them, and a missing one is told."""

from __future__ import annotations

import io
from pathlib import Path

from danhmuc.registry import Registry, source_at

from .statements import execute

PREFIXES = """@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dmv: <https://w3id.org/danhmuc/def#> . """
OURS = """<%C4%91/1> a dcat:Dataset ; dct:title "ours" . <%C4%91/2> a dcat:Dataset ; dct:title "ours" .
<%C4%91/3> a dcat:Dataset ; dct:title "ours" ; dmv:secrecy "TS" .
<%C4%91/4> a dcat:Dataset ; dct:title "ours" ; dmv:secrecy "MAT" ."""
THEIRS = "".join(f'<đ/{number}> a dcat:Dataset ; dct:title "theirs {number}" . ' for number in range(5))


def filled(url: str, folder: Path) -> None:
    """Fill a registry with records that two sources spell in two ways, some of which are kept back."""
    for name, turtle in (("ours", OURS), ("theirs", THEIRS)):
        (folder / f"{name}.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    with Registry.open(url) as registry:
        for name in ("ours", "theirs"):
            registry.harvest(source_at(str(folder / f"{name}.ttl")), profile="none")
        registry.withhold("https://e.vn/%C4%91/1", by="officer", reason="x")
        registry.withhold("https://e.vn/%c4%91/2", by="officer", reason="x")


def leaving(registry: Registry) -> str:
    out = io.BytesIO()
    registry.export("nt", out)
    return out.getvalue().decode()


def test_check__names_a_spelling_that_is_not_found(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url, tmp_path)
    execute(sqlite_url, "DELETE FROM spellings WHERE iri = 'https://e.vn/%C4%91/1'")
    with Registry.open(sqlite_url) as registry:
        (problem,) = registry.upkeep.check().problems
    assert "https://e.vn/%C4%91/1" in str(problem)
