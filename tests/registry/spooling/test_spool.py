"""A catalogue read through a temporary database is the one that is read in memory."""

from __future__ import annotations

import pickle
import runpy
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry import source_at
from danhmuc.registry.record.contents import PendingRecord, SourceContents
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.spooling import UNPACKED, Spool, split_workers, spooled_contents
from danhmuc.registry.spooling.held_bodies import HeldBodies
from danhmuc.vocab.errors import RecordError
from danhmuc.vocab.reading import large_documents

SPACE = IriSpace(source="catalog")
_PROPERTIES = runpy.run_path(str(Path(__file__).parents[1] / "splitting" / "test_properties.py"))
PREFIXES: str = _PROPERTIES["PREFIXES"]
MOTIFS: dict[str, str] = _PROPERTIES["MOTIFS"]
turtle: st.SearchStrategy[str] = _PROPERTIES["turtle"]
triples = _PROPERTIES["triples"]

PIECES = (1, 7, 50_000)
"""Triples that are read at a time."""
FURTHER = {
    "blank nodes of which nothing is said": """
        <d1> a dcat:Dataset ; dct:relation _:n1 , _:n2 . <d2> a dcat:Dataset ; dct:relation _:n2 , _:n1 .
        <a1> a foaf:Agent ; foaf:name "Sở" .
        <d3> a dcat:Dataset ; dct:relation _:n3 . <d4> a dcat:Dataset ; dct:relation _:n3 .""",
    "two far apart with one key": """
        <k1> a dcat:Catalog ; dcat:dataset _:t1 . <k2> a dcat:Catalog ; dcat:dataset _:t2 .
        <k3> a dcat:Catalog ; dcat:dataset _:t3 .
        _:t1 a dcat:Dataset ; dct:identifier "7" ; dct:title "Ba" . _:t2 a dcat:Dataset ; dct:identifier "7" .
        _:t3 a dcat:Dataset ; dct:identifier "7" ; dct:title "Hai" .""",
    "a secret": '<s> a dcat:Dataset ; dmv:secrecy "MAT" . <r> a dcat:CatalogRecord ; foaf:primaryTopic <s> .',
    "a secret listed far away": """
        <k1> a dcat:Catalog ; dcat:dataset <d1> , <s> ; dcat:record <r> . <d1> a dcat:Dataset .
        <w> a dcat:DataService ; dcat:servesDataset <d1> ; dmv:secrecy [ skos:notation "TOI_MAT" ] .
        <s> a dcat:Dataset ; dmv:secrecy "MAT" . <r> a dcat:CatalogRecord ; foaf:primaryTopic <s> .""",
    "who names whom": """
        <k1> a dcat:Catalog ; dcat:dataset <d1> , _:t1 ; dct:isPartOf <k2> . <d1> a dcat:Dataset ; dcat:inSeries <s1> ;
            dcat:distribution <x1> ; dct:relation [ dct:isPartOf <s1> ] . <x1> dct:isPartOf <d1> .
        _:t1 a dcat:Dataset ; dct:identifier "7" . <w1> a dcat:DataService ; dcat:servesDataset _:t1 , <d1> , "x" .
        <s1> a dcat:DatasetSeries . <d2> a dcat:Dataset ; dcat:dataset <d1> .
        <a1> a foaf:Agent ; dct:isPartOf <a2> .""",
    "rest that speaks of a secret": """
        <p1> a tree:Node ; tree:relation [ a tree:Relation ; dmv:secrecy "TOI_MAT" ] .
        <p2> a tree:Node ; dct:title "2" .
        [] dct:title "không ai dẫn tới" ; dmv:secrecy "MAT" . <d1> a dcat:Dataset .""",
    "rest that is alike": """
        <p1> a tree:Node ; tree:member _:t1 ; dmv:secrecy "x" . <p2> a tree:Node ; tree:member _:t2 .
        _:t1 a dcat:Dataset ; dct:title "Một" . _:t2 a dcat:Dataset ; dct:title "Một" .
        <k1> dcat:dataset _:t1 . <k2> dcat:dataset _:t2 .""",
    "a catalog record before its topic": """
        <r1> a dcat:CatalogRecord ; foaf:primaryTopic <d1> . <a1> a foaf:Agent . <d1> a dcat:Dataset .""",
    "a distribution before its dataset": """
        <x1> a dcat:Distribution ; dct:license [ dct:title "Giấy phép" ] . <a1> a foaf:Agent .
        <d1> a dcat:Dataset ; dcat:distribution <x1> .""",
    "texts of every sort": r"""
        <d1> a dcat:Dataset ; dct:title "a\u0000b" , "a\nb\\\"" , "x"@vi-Latn , "y"@ar--rtl , "Tiếng"@VI ;
            dct:issued "2024"^^<http://www.w3.org/2001/XMLSchema#gYear> ; dct:relation <a\u00a0b> .""",
    "pages that announce a number": """
        <k1> a dcat:Catalog ; dcat:dataset <d1> , <d2> ; hydra:view <p1> . <d1> a dcat:Dataset . <d2> a dcat:Dataset .
        <p1> a hydra:PagedCollection ; hydra:totalItems 5 ; hydra:nextPage <p2> . <p2> hydra:previousPage <p1> .""",
    "a page of no catalogue that announces a number": """
        <k1> a dcat:Catalog ; dcat:dataset <d1> , <d2> . <d1> a dcat:Dataset . <d2> a dcat:Dataset .
        <p1> a hydra:PagedCollection ; hydra:totalItems 3 ; hydra:nextPage <p2> .""",
    "nothing of DCAT": '<a1> a foaf:Agent ; foaf:name "Sở" .',
}


def what(pending: PendingRecord) -> object:
    """A description, or why there is none."""
    try:
        record = pending.make()
    except RecordError as error:
        return (pending, error.reason)
    whole = replace(record, quads=list(record.quads))
    return (pending.iri, pending.role, pending.main_class, whole, record.terms.used)


def naming(contents: SourceContents) -> object:
    """Who names whom; in what order does not matter."""
    if contents.naming is None or contents.failed is not None:
        return None
    found = contents.naming()
    return (sorted(set(found.links), key=repr), sorted(found.refused))


def told(contents: SourceContents, *, is_whole: bool = False) -> dict[str, object]:
    """All that a reading tells, as far as a spool tells it."""
    return {
        "naming": naming(contents),
        "records": [what(pending) for pending in contents.records] if contents.failed is None else [],
        "rest": [rest for rest in contents.rest if is_whole or b"secrecy" in rest.canonical.nquads],
        "documents": [replace(document, body=None, file=None) for document in contents.documents],
        "quarantined": [replace(document, body=None, digest="") for document in contents.quarantined],
        "failed": contents.failed,
        "unopened": contents.unopened,
        "incomplete": contents.incomplete,
    }


def plainly(path: Path, *, is_whole: bool = False) -> dict[str, object]:
    contents = source_at(str(path)).contents(SPACE)
    return {**told(contents, is_whole=is_whole), **(of_whole(contents, path) if is_whole else {})}


def of_whole(contents: SourceContents, path: Path) -> dict[str, object]:
    """What a whole spool tells, too; `told` has read the rest."""
    return {
        "whole": [
            (document.digest, HeldBodies().pack(document).body if document.body == UNPACKED else document.body)
            for document in (*contents.documents, *contents.quarantined)
        ],
        "announced": contents.announced,
        "memberships": sorted(contents.memberships, key=repr) if contents.failed is None else [],
    }


class Elsewhere:
    """Other processes, as far as can be told from what comes and goes.

    Attributes:
        number: of the items that were given.
    """

    def __init__(self) -> None:
        self.number = 0

    def prepare(self) -> None:
        pass

    def run(self, work: Callable[[Any], bytes], items: Iterable[object]) -> Iterator[bytes]:
        for item in items:
            self.number += 1
            yield pickle.loads(pickle.dumps(work))(pickle.loads(pickle.dumps(item)))


def spooled(
    path: Path,
    pieces: int = 50_000,
    *,
    parts: int = 4_000_000,
    is_whole: bool = False,
    workers: Elsewhere | None = None,
) -> dict[str, object]:
    """Read in pieces of so many triples, and split in parts of so many bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_documents, "_TRIPLES", pieces)
        patch.setattr(split_workers, "_PART_BYTES", parts)
        spool = Spool(is_whole=is_whole, workers=workers)
        try:
            contents = spooled_contents(path, spool, SPACE)
            return {**told(contents, is_whole=is_whole), **(of_whole(contents, path) if is_whole else {})}
        finally:
            spool.close()


def catalog(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


nodes = st.sampled_from(["<d1>", "<d2>", "<k1>", "<p1>", "<a1>", "_:c", "_:d", "_:x", "_:n1", "_:n2", "_:t1", "_:t2"])
marks = st.builds("{} dmv:secrecy {} .".format, nodes, st.sampled_from(['"MAT"', '"x"', "<secrecy/TOI_MAT>", "_:n1"]))
ties = st.builds("{} dct:relation {} .".format, nodes, nodes)
more = st.lists(st.one_of(marks, ties), max_size=6).map("\n".join)


@given(
    st.data(),
    turtle,
    more,
    st.sampled_from(PIECES),
    st.sampled_from([0, 300, 4_000_000]),
    st.booleans(),
    st.builds(Elsewhere) | st.none(),
)
def test_spooled_contents__are_those_of_a_reading_in_memory(
    data: st.DataObject, text: str, more: str, pieces: int, parts: int, is_whole: bool, workers: Elsewhere | None
) -> None:
    lines = triples(text + more)
    shuffled = data.draw(st.one_of(st.just(lines), st.permutations(lines)))
    with tempfile.TemporaryDirectory() as folder:
        path = catalog(Path(folder), "catalog.nt", "".join(shuffled))
        found = spooled(path, pieces, parts=parts, is_whole=is_whole, workers=workers)
        assert found == plainly(path, is_whole=is_whole)


@pytest.mark.parametrize("motif", [*MOTIFS.values(), *FURTHER.values()], ids=[*MOTIFS, *FURTHER])
@pytest.mark.parametrize("pieces", PIECES)
def test_spooled_contents__of_each_kind(motif: str, pieces: int, tmp_path: Path) -> None:
    path = catalog(tmp_path, "catalog.ttl", PREFIXES + motif)
    is_whole = pieces == 1
    told_plainly = plainly(path, is_whole=is_whole)
    assert spooled(path, pieces, parts=0, is_whole=is_whole) == told_plainly
    assert spooled(path, pieces, parts=0, is_whole=is_whole, workers=Elsewhere()) == told_plainly


def test_spooled_contents__a_membership_that_is_repeated(tmp_path: Path) -> None:
    lines = triples(PREFIXES + "<k1> a dcat:Catalog ; dcat:dataset <d1> . <d1> a dcat:Dataset .")
    path = catalog(tmp_path, "catalog.nt", "".join([*lines, *lines]))
    found = spooled(path, is_whole=True)
    assert found == plainly(path, is_whole=True)
    assert len(found["memberships"]) == 1  # type: ignore[arg-type]


def test_spooled_contents__the_plain_iri_is_one_alone(tmp_path: Path) -> None:
    path = catalog(tmp_path, "catalog.ttl", PREFIXES + FURTHER["two far apart with one key"])
    first, *others = [record for record in spooled(path, 1, parts=0)["records"] if "/catalog/" in record[0]]
    assert len({first[0], *(iri for iri, *_ in others)}) == 3


def test_spooled_contents__an_iri_that_looks_minted(tmp_path: Path) -> None:
    text = PREFIXES + '<k1> a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dct:identifier "7" ] .'
    path = catalog(tmp_path, "catalog.ttl", text)
    (minted,) = (record[0] for record in plainly(path)["records"] if "/catalog/" in record[0])
    catalog(tmp_path, "catalog.ttl", text + f'<{minted}> a dcat:Dataset ; dct:title "Đã có" .')
    assert spooled(path, 1, parts=0) == plainly(path)


# ---------------------------------------------------------------- other processes

SOME = PREFIXES + "".join(
    f"<d{one}> a dcat:Dataset ; dct:publisher <k{one}> . <k{one}> a foaf:Agent ." for one in "123"
)


def test_workers__split_what_is_more_than_one_batch(tmp_path: Path) -> None:
    path = catalog(tmp_path, "catalog.ttl", SOME)
    several, one = Elsewhere(), Elsewhere()
    assert spooled(path, parts=0, workers=several) == spooled(path, workers=one) == plainly(path)
    assert several.number == 6
    assert one.number == 0


def test_workers__names_that_a_term_must_not_have_cross(tmp_path: Path) -> None:
    """The parser reads IRIs that a term refuses to be made of, also as properties and classes."""
    said = "<http://x/p]> <http://x/[1> ; a <http://www.w3.org/ns/dcat#Dataset> , <http://x/[C]> .\n"
    path = catalog(tmp_path, "catalog.ttl", "".join(f"<http://x/{one}> {said}" for one in "12"))
    assert any(one[-1] is not None for one in plainly(path)["records"])  # type: ignore[attr-defined]
    workers = Elsewhere()
    assert spooled(path, parts=0, workers=workers) == plainly(path)
    assert workers.number == 2


def test_workers__with_other_hashes_leave_the_work_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = catalog(tmp_path, "catalog.ttl", SOME)
    keys = iter(range(100))
    monkeypatch.setattr(split_workers, "_key", lambda: next(keys))
    workers = Elsewhere()
    assert spooled(path, parts=0, workers=workers) == plainly(path)
    assert workers.number == 6
