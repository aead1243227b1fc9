"""Documents that are spooled together are those that are read in memory."""

from __future__ import annotations

import runpy
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.document_reading import DocumentReader, Origin
from danhmuc.registry.record.contents import PendingRecord, SourceContents
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.spooling import UNPACKED, split_workers
from danhmuc.vocab.errors import RecordError
from danhmuc.vocab.reading import large_documents

SPACE = IriSpace(source="catalog")
_PROPERTIES = runpy.run_path(str(Path(__file__).parents[1] / "splitting" / "test_properties.py"))
PREFIXES: str = _PROPERTIES["PREFIXES"]
MOTIFS: dict[str, str] = _PROPERTIES["MOTIFS"]
turtle: st.SearchStrategy[str] = _PROPERTIES["turtle"]
triples = _PROPERTIES["triples"]

LOOSE = """
    [] a dcat:Catalog ; dct:title "Trang" ; dcat:dataset <d1> , <d2> . [] dct:title "không ai dẫn tới" .
    <d1> a dcat:Dataset ; dct:publisher [ foaf:name "Sở" ] ; dcat:distribution [ dct:title "CSV" ] .
    <d2> a dcat:Dataset ; dct:title "Hai" . <p> a hydra:PartialCollectionView ; hydra:totalItems 2 .
"""
ALIKE = """
    _:v1 dct:relation _:v2 . _:v2 dct:relation _:v1 , _:c .
    <d1> a dcat:Dataset ; dcat:contactPoint _:c ; dcat:dataset _:v2 . <d2> dcat:dataset _:d . _:x dcat:dataset _:d .
"""
"""Two nodes of which nothing is said, each entered by two parts; one of these parts is rest."""


def made(pending: PendingRecord) -> object:
    """A record, or why there is none."""
    try:
        record = pending.make()
    except RecordError as error:
        return (pending, error.reason)
    return (pending.iri, pending.role, pending.main_class, replace(record, quads=list(record.quads)))


def facts(contents: SourceContents) -> dict[str, object]:
    """All that a reading tells, but for the order of links."""
    records = [] if contents.failed is not None else list(map(made, contents.records))
    naming = None
    if contents.naming is not None and contents.failed is None:
        found = contents.naming()
        naming = (sorted(set(found.links), key=repr), sorted(found.refused))
    return {
        "records": records,
        "naming": naming,
        "memberships": sorted(contents.memberships, key=repr),
        "rest": sorted(contents.rest, key=repr),
        "documents": contents.documents,
        "quarantined": contents.quarantined,
        "failed": contents.failed,
        "incomplete": contents.incomplete,
        "announced": contents.announced,
    }


def read(texts: list[str], *, together_above: int) -> dict[str, object]:
    reader = DocumentReader(SPACE, expected=len(texts), together_above=together_above)
    for number, text in enumerate(texts):
        reader.read_bytes(text.encode(), f"{number}.ttl", SPACE.document(f"{number}.ttl"))
    contents = reader.contents()
    try:
        return facts(contents)
    finally:
        contents.close()


def assert_same(texts: list[str]) -> None:
    assert read(texts, together_above=-1) == read(texts, together_above=1 << 40)


@pytest.mark.parametrize("motif", [*MOTIFS.values(), LOOSE, ALIKE], ids=[*MOTIFS, "loose parts", "alike"])
def test_contents__of_repeated_documents(motif: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split_workers, "_PART_BYTES", 0)
    other = '<d1> dct:title "thêm" . <d9> a dcat:Dataset .'
    assert_same([PREFIXES + motif, PREFIXES + motif, PREFIXES + other + motif])


@pytest.mark.parametrize("motif", [*MOTIFS.values(), LOOSE, ALIKE], ids=[*MOTIFS, "loose parts", "alike"])
def test_contents__split_in_one_batch(motif: str) -> None:
    other = '<d1> dct:title "thêm" . <d9> a dcat:Dataset .'
    assert_same([PREFIXES + motif, PREFIXES + other])


@given(st.data(), turtle)
def test_contents__of_triples_in_any_document(data: st.DataObject, text: str) -> None:
    # A blank node stays in its document, so those that share one go together.
    documents: list[list[str]] = [[], [], []]
    for line in triples(text):
        documents[0 if "_:" in line else data.draw(st.integers(0, 2))].append(line)
    assert_same(["".join(lines) or "<x:a> <x:b> <x:c> .\n" for lines in documents])


def _page(number: int, more: str) -> str:
    """A page of a stream: what it says of the stream and its activities belongs to no record."""
    return f"""{PREFIXES}
        @prefix as: <https://www.w3.org/ns/activitystreams#> . @prefix tree: <https://w3id.org/tree#> .
        <stream> a <https://w3id.org/ldes#EventStream> ; tree:member <#{number}a> , <#{number}b> .
        <#{number}a> a as:Create ; as:object <d{number}> ; as:published "{number}" .
        <#{number}b> a as:Create ; as:object [ as:name "một nút" ] .
        [] a tree:Node ; tree:remainingItems {number % 3} .
        <d{number}> a dcat:Dataset ; dct:title "{number}" ; tree:view <p{number}> .
        [] a dcat:Dataset ; dct:identifier "{number % 2}" ; tree:view [ a tree:Node ] . {more}
    """


@pytest.mark.parametrize(
    "more",
    [
        "",
        "<c> a hydra:Collection ; hydra:totalItems 9 ; hydra:member <d1> .",
        '<m> a tree:Node ; <https://w3id.org/danhmuc/def#secrecy> "mật" .',
    ],
)
@pytest.mark.parametrize("size", [0, 4_000_000])
def test_contents__rest_of_a_stream(more: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split_workers, "_PART_BYTES", size)
    texts = [_page(number, more) for number in range(4)]
    assert_same(texts)
    reader = DocumentReader(SPACE, expected=len(texts), together_above=-1)
    for number, text in enumerate(texts):
        reader.read_bytes(text.encode(), f"{number}.ttl", SPACE.document(f"{number}.ttl"))
    contents = reader.contents()
    assert [one.place for one in contents.rest] == [f"{number}.ttl" for number in range(4)]
    assert (contents.announced is not None) == ("hydra" in more)
    contents.close()


def test_contents__with_a_document_that_cannot_be_read() -> None:
    assert_same([PREFIXES + "<d1> a dcat:Dataset .", "<broken", PREFIXES + "<d2> a dcat:Dataset ."])


def test_contents__with_nothing_of_dcat() -> None:
    assert_same([PREFIXES + '<a> foaf:name "x" .', PREFIXES + '<b> foaf:name "x" .'])


def write(folder: Path, texts: list[str]) -> list[Path]:
    paths = [folder / f"{number}.ttl" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def read_files(paths: list[Path], *, spooled_above: int) -> dict[str, object]:
    reader = DocumentReader(SPACE, expected=len(paths), spooled_above=spooled_above)
    for path in paths:
        reader.read_file(path, path.name, SPACE.document(path.name))
    contents = reader.contents()
    try:
        return facts(contents)
    finally:
        contents.close()


def without_bytes(found: dict[str, object]) -> dict[str, object]:
    documents = [replace(one, body=None, file=None) for one in found["documents"]]  # type: ignore[attr-defined]
    return {**found, "documents": documents}


def test_files__that_are_large_are_spooled_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_documents, "_TRIPLES", 3)
    texts = [PREFIXES + '<d1> a dcat:Dataset ; dct:relation [ dct:title "1" ] .', PREFIXES + "<d2> a dcat:Dataset ."]
    paths = write(tmp_path, [*texts, texts[0].replace("d1", "d3")])
    large, small = read_files(paths, spooled_above=-1), read_files(paths, spooled_above=1 << 40)
    assert [one.body for one in large["documents"]] == [UNPACKED] * 3  # type: ignore[attr-defined]
    assert without_bytes(large) == without_bytes(small)


def test_files__nothing_is_left_of_a_large_one_with_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_documents, "_TRIPLES", 1)
    texts = [PREFIXES + "<d1> a dcat:Dataset .", PREFIXES + "<d2> a dcat:Dataset . <d3> a dcat:Dataset . <d4 a"]
    found = read_files(write(tmp_path, [*texts, PREFIXES + "<d5> a dcat:Dataset ."]), spooled_above=-1)
    assert [record[0] for record in found["records"]] == ["https://e.vn/d1", "https://e.vn/d5"]  # type: ignore[attr-defined]
    (aside,) = found["quarantined"]  # type: ignore[misc]
    assert (aside.document, aside.code) == ("1.ttl", "read:syntax")


def test_read_bytes__a_page_has_its_origin() -> None:
    reader = DocumentReader(SPACE)
    origin = Origin(url="https://e.vn/feed?page=1", status=200, etag='"a"', announced=7)
    data = f"{PREFIXES} <d1> a dcat:Dataset .".encode()
    reader.read_bytes(data, "page 1", "https://e.vn/feed", origin=origin)
    (page,) = reader.contents().documents
    assert (page.url, page.status, page.etag, page.announced, page.size) == (
        "https://e.vn/feed?page=1", 200, '"a"', 7, len(data),
    )  # fmt: skip
    assert page.body is not None
    assert zlib.decompress(page.body) == data
