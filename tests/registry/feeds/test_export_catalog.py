"""One document under one root catalogue, and exports without what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, FOAF, RDF

from danhmuc.registry import Registry, source_at
from danhmuc.registry.feeds.feed_settings import read_feed_settings
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.prefixes import PREFIXES

SETTINGS = b"""
[catalog]
title = { vi = "M\xe1\xbb\xa5c l\xe1\xbb\xa5c" }
description = { vi = "M\xc3\xb4 t\xe1\xba\xa3" }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = { iri = "https://e.vn/agent", name = { vi = "B\xe1\xbb\x99" } }
contact = { name = { vi = "Nh\xc3\xb3m" }, email = "a@e.vn" }
"""
BASE = "https://feed.vn/"
ROOT = rdflib.URIRef("https://feed.vn/catalog")
TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @base <https://e.vn/> .
"""


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    """Two sources, one with a catalogue; a dataset of it is missing."""
    listing = '<c> a dcat:Catalog ; dct:title "C"@vi ; dcat:dataset {} . <agent> a foaf:Agent ; foaf:name "A"@vi .'
    one = '<{0}> a dcat:Dataset ; dct:title "{0}"@vi ; dct:publisher <agent> .'
    with Registry.open("sqlite://") as registry:
        for records in ("<1>, <2>", "<1>"):
            numbers = [part[1] for part in records.split(", ")]
            text = TURTLE + listing.format(records) + "".join(one.format(number) for number in numbers)
            (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
            registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none", name="a")
        (tmp_path / "b.ttl").write_text(TURTLE + one.format("3"), encoding="utf-8")
        registry.harvest(source_at(str(tmp_path / "b.ttl")), profile="none", name="b")
        yield registry


def exported(registry: Registry, **options: object) -> tuple[rdflib.Graph, bytes]:
    out = BytesIO()
    registry.export("turtle", out, catalog=read_feed_settings(SETTINGS), base=BASE, **options)  # type: ignore[arg-type]
    return rdflib.Graph().parse(data=out.getvalue(), format="turtle"), out.getvalue()


def test_export__under_one_root_catalogue_lists_all_that_leaves(registry: Registry) -> None:
    graph, _ = exported(registry)
    assert {str(iri) for iri in graph.objects(ROOT, DCAT.dataset)} == {f"https://e.vn/{number}" for number in "123"}
    assert set(graph.objects(ROOT, DCAT.catalog)) == {rdflib.URIRef("https://e.vn/c")}
    owned = graph.objects(rdflib.URIRef("https://e.vn/c"), DCAT.dataset)
    assert {str(iri) for iri in owned} == {"https://e.vn/1", "https://e.vn/2"}
    topics = {str(graph.value(record, FOAF.primaryTopic)) for record in graph.objects(ROOT, DCAT.record)}
    assert topics == {f"https://e.vn/{name}" for name in ("1", "2", "3", "c")}
    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == set(graph.objects(ROOT, DCAT.dataset))


def test_export__declares_only_the_prefixes_that_it_uses(registry: Registry) -> None:
    _, data = exported(registry)
    head, _, body = data.decode().partition("\n\n")
    declared = {line.split()[1].rstrip(":") for line in head.splitlines()}
    assert declared < PREFIXES.keys()
    assert all(f"{prefix}:" in body for prefix in declared)


@pytest.mark.parametrize("is_catalog", [True, False])
def test_export__may_leave_out_what_is_missing(registry: Registry, is_catalog: bool) -> None:
    out = BytesIO()
    more = {"catalog": read_feed_settings(SETTINGS), "base": BASE} if is_catalog else {}
    report = registry.export("nt", out, state="present", **more)  # type: ignore[arg-type]
    assert b"https://e.vn/2" not in out.getvalue()
    assert b"https://e.vn/1" in out.getvalue()
    assert report.left_out["missing"] == 1
    assert report.missing == 0


def test_export__refuses_what_does_not_go_together(registry: Registry) -> None:
    settings = read_feed_settings(SETTINGS)
    with pytest.raises(UsageError, match="--catalog and --base are given together"):
        registry.export("nt", BytesIO(), catalog=settings)
    with pytest.raises(UsageError, match="--catalog and --base are given together"):
        registry.export("nt", BytesIO(), base=BASE)
    with pytest.raises(UsageError, match="--catalog takes all that leaves"):
        registry.export("nt", BytesIO(), catalog=settings, base=BASE, source="a")
    with pytest.raises(UsageError, match="cannot be the base of a feed"):
        registry.export("nt", BytesIO(), catalog=settings, base="https://feed.vn")
    with pytest.raises(UnknownNameError, match="unknown state 'missing'"):
        registry.export("nt", BytesIO(), state="missing")  # type: ignore[arg-type]


def test_export__as_data_json_has_the_root_catalogue(registry: Registry) -> None:
    out = BytesIO()
    report = registry.export("dcat-us", out, catalog=read_feed_settings(SETTINGS), base=BASE)
    assert b'"@id":"https://feed.vn/catalog"' in out.getvalue()
    assert report.records == 1  # the datasets lack a description, which the schema demands
    assert report.triples > 0
    assert report.left_out == {"format-missing": 3}
    assert [(one.iri, one.fields) for one in report.refused] == [
        (f"https://e.vn/{number}", ("description",)) for number in (1, 2, 3)
    ]
    assert report.unwritten == sum(n for path, n in report.unwritten_by_property.items() if "rdf:language" not in path)
    assert len(report.unwritten_examples) > 0


def test_export__as_data_json_has_the_contact_of_the_settings(registry: Registry, tmp_path: Path) -> None:
    text = f'{TURTLE} <4> a dcat:Dataset ; dct:title "4"@vi ; dct:description "d"@vi .'
    (tmp_path / "d.ttl").write_text(text, encoding="utf-8")
    registry.harvest(source_at(str(tmp_path / "d.ttl")), profile="none", name="d")
    out = BytesIO()
    report = registry.export("dcat-us", out, catalog=read_feed_settings(SETTINGS), base=BASE)
    (dataset,) = json.loads(out.getvalue())["dataset"]
    assert dataset["contactPoint"]["hasEmail"] == "mailto:a@e.vn"
    assert report.contacts_given == 1
    assert report.left_out == {"format-missing": 3}


@pytest.mark.parametrize("format_name", ["turtle", "xml", "dcat-us"])
def test_export__names_what_is_left_out_and_lost(registry: Registry, tmp_path: Path, format_name: str) -> None:
    odd = f'{TURTLE} <4> a dcat:Dataset ; dct:title "T"@vi, "E"@en ; dct:description "d"@vi ; <https://e.vn/1-> "x" .'
    (tmp_path / "d.ttl").write_text(odd, encoding="utf-8")
    registry.harvest(source_at(str(tmp_path / "d.ttl")), profile="none", name="d")
    registry.withhold("https://e.vn/3", by="b", reason="r")
    settings = read_feed_settings(b'languages = ["vi"]\n' + SETTINGS)
    left_out, losses = tmp_path / "left-out.jsonl", tmp_path / "losses.jsonl"
    report = registry.export(format_name, tmp_path / "o", catalog=settings, base=BASE, left_out=left_out, losses=losses)
    told = [json.loads(line) for line in left_out.read_text(encoding="utf-8").splitlines()]
    expected = {("https://e.vn/3", "withheld")}
    if format_name == "dcat-us":  # records without a description
        expected |= {("https://e.vn/1", "format-missing"), ("https://e.vn/2", "format-missing")}
    assert {(one["iri"], one["reason"]) for one in told} == expected
    lost = [json.loads(line) for line in losses.read_text(encoding="utf-8").splitlines()]
    of_language = {"https://e.vn/4": "dct:title"}
    assert {one["iri"]: one["property"] for one in lost if one["reason"] == "language"} == of_language
    of_format = {(one["iri"], one["property"]) for one in lost if one["reason"] == "format"}
    assert (("https://e.vn/4", "https://e.vn/1-") in of_format) == (format_name != "turtle")
    assert report.loss_record_count == len({one["iri"] for one in lost})


def test_export__files_beside_it_are_never_the_document_itself(registry: Registry, tmp_path: Path) -> None:
    settings = read_feed_settings(SETTINGS)
    for name in ("left_out", "losses"):
        with pytest.raises(UsageError) as refused:
            registry.export("nt", tmp_path / "o", catalog=settings, base=BASE, **{name: tmp_path / "o"})  # type: ignore[arg-type]
        assert refused.value.message.id == "export-onto-named"
        assert not (tmp_path / "o").exists()
