"""A password in an address of a record is a violation, is stored as it came, and leaves nowhere."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.exporters import formats

from .conftest import Agency

WORD = b"geheim"
ADDRESS = "https://an:geheim@e.vn/a.csv"
DATASET = f"""<d> a dcat:Dataset ; dct:title "Sông"@vi ; dct:description "xem {ADDRESS} nhé"@vi ; dct:publisher <p> ;
    dcat:landingPage <https://e.vn/a?api_key=khoa> ; dcat:distribution [ dcat:accessURL <{ADDRESS}> ] .
<p> a <http://xmlns.com/foaf/0.1/Organization> ; <http://xmlns.com/foaf/0.1/homepage> <ftp://an:geheim@e.vn/> .
<https://an:geheim@e.vn/named> a dcat:Dataset ; dct:title "t"@vi ; dct:relation <d> .
<d> dct:relation <https://an:geheim@e.vn/named> ."""
SETTINGS = """
[catalog]
title = { vi = "Danh mục" }
description = { vi = "Tất cả." }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = { iri = "https://e.vn/publisher", name = { vi = "Tỉnh" } }
contact = { name = { vi = "Trung tâm" }, email = "dulieu@example.vn" }
"""


def test_password__is_a_violation_and_a_key_a_warning(agency: Agency, profile: Callable[..., str]) -> None:
    agency.publish(DATASET, profile())
    stored = agency.registry.get("https://e.vn/d")
    assert ADDRESS in str(stored.graph.serialize(format="nt"))
    found = {(one.code, one.severity, one.value) for one in stored.findings if one.code.startswith("house:address")}
    assert {(code, severity) for code, severity, _ in found} == {
        ("house:address-password", "violation"),
        ("house:address-key", "warning"),
    }
    assert not any("geheim" in (value or "") or "khoa" in (value or "") for _, _, value in found)


def test_password__leaves_nowhere(agency: Agency, registry: Registry, tmp_path: Path) -> None:
    agency.publish(DATASET)
    for name in formats():
        out = io.BytesIO()
        registry.export(name, out, losses=tmp_path / f"{name}.losses")
        assert WORD not in out.getvalue(), name
    out = io.BytesIO()
    registry.export("nt", out)
    assert b"<https://***@e.vn/a.csv>" in out.getvalue()
    assert b"<https://***@e.vn/named> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in out.getvalue()
    assert b"<https://e.vn/d> <http://purl.org/dc/terms/relation> <https://***@e.vn/named>" in out.getvalue()
    assert b"api_key=khoa" in out.getvalue()


def test_password__stays_in_the_stored_graph_and_its_digest(
    agency: Agency, registry: Registry, rows: Callable[[str], list[dict[str, object]]]
) -> None:
    """Decision 90: what leaves is masked, what is stored is as it came, whatever was exported in between."""
    given = {one.iri: one for one in source_at(str(agency.write("catalog.ttl", DATASET))).records()}
    assert sum(b"geheim" in one.canonical.nquads for one in given.values()) == 3
    agency.harvest()
    for name in formats():
        registry.export(name, io.BytesIO())
    assert len(given) == 3
    for iri, record in given.items():
        (newest,) = registry.ledger.history(iri)
        assert (registry.get(iri).nquads, newest.digest) == (record.canonical.nquads, record.canonical.digest)
        lines = sorted(record.canonical.nquads.splitlines(keepends=True))
        assert newest.digest == "rdfc10:" + hashlib.sha256(b"".join(lines)).hexdigest()
    graphs = {one["digest"]: zlib.decompress(cast("bytes", one["body"])) for one in rows("graphs")}
    assert all(graphs[one.canonical.digest] == one.canonical.nquads for one in given.values())
    assert agency.harvest().records.unchanged == 2
    agency.write("catalog.ttl", f"{DATASET} # read again")
    assert agency.harvest().records.unchanged == 2
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("is_public", [False, True])
def test_password__is_in_no_file_of_a_feed(agency: Agency, registry: Registry, tmp_path: Path, is_public: bool) -> None:
    agency.publish(DATASET)
    (tmp_path / "feed.toml").write_text(SETTINGS, "utf-8")
    codes = ("access_rights", "sharing_nature", "personal_data", "importance")
    policy = tmp_path / "public.toml"
    policy.write_text("[may_leave]\n" + "".join(f'{name} = ["not stated"]\n' for name in codes), "utf-8")
    report = registry.export_feed(
        tmp_path / "www",
        base="https://e.vn/feed/",
        settings=tmp_path / "feed.toml",
        policy=policy if is_public else None,
    )
    assert report.records == 2
    assert report.persons_unstated == is_public
    said = [path.read_bytes() for path in (tmp_path / "www").rglob("*") if path.is_file()]
    said = [gzip.decompress(one) if one.startswith(b"\x1f\x8b") else one for one in said]
    assert [one for one in said if WORD in one] == []
    assert any(b"khoa" in one for one in said) != is_public
