"""A small registry in which nothing is missing: versions, findings, holds, marks, renames, an undone run, edits."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from danhmuc.registry import Dataset, Registry, source_at

__all__ = ["ONE", "PREFIXES", "SECRET", "THREE", "TWO", "export_of", "fill", "harvest", "write"]

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix acc: <http://publications.europa.eu/resource/authority/access-right/> .
"""
ONE, TWO, THREE, SECRET = (f"https://e.vn/{number}" for number in (1, 2, 3, 9))
FIRST = """
<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:description "Zanzibar"@vi ; dct:publisher <p> .
<2> a dcat:Dataset ; dct:title "Hai"@vi ; dct:description "hai"@vi ; dct:publisher <p> .
<3> a dcat:Dataset ; dct:title "Ba"@vi ; dct:description "ba"@vi .
<4> a dcat:Dataset ; dct:description "no title"@vi .
<p> a foaf:Agent ; foaf:name "Sở Một"@vi .
<c> a dcat:Catalog ; dct:title "c"@vi ; dct:description "c"@vi ; dct:publisher <p> ; dcat:dataset <1>, <2>, <3> .
"""
LATER = FIRST.replace('"hai"', '"hai, sửa"').replace("<3> a", '<3> dct:publisher "nobody" ; a')


def write(folder: Path, turtle: str, name: str = "a.ttl") -> Path:
    """Publish a document."""
    path = folder / name
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


def harvest(registry: Registry, folder: Path, turtle: str, name: str = "a.ttl") -> int | None:
    """Publish a document and harvest it; the number of the run."""
    return registry.harvest(source_at(str(write(folder, turtle, name))), profile="dcat-ap", by="test").run


def fill(url: str, folder: Path) -> None:
    """Make the registry."""
    with Registry.open(url) as registry:
        harvest(registry, folder, FIRST)
        harvest(registry, folder, LATER)
        undone = harvest(registry, folder, LATER.replace('"Hai"', '"Hai hai"'))
        registry.undo(undone or 0, by="test", reason="a mistake")
        harvest(registry, folder, f'{FIRST} <9> a dcat:Dataset ; dmv:secrecy "MAT" ; dct:title "bí mật"@vi .', "b.ttl")
        registry.put(Dataset("https://e.vn/put", title={"vi": "Đặt"}, description={"vi": "đặt"}), by="test")
        registry.withhold("https://e.vn/held", by="officer", reason="earlier")


def export_of(registry: Registry) -> bytes:
    """All that leaves."""
    target = BytesIO()
    registry.export("nt", target)
    return target.getvalue()
