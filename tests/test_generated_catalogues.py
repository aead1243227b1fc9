"""The catalogues of tests/bench: the same in every syntax, the same every time, faulty where a fault is planted."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tracemalloc
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from danhmuc.registry import parse_records
from danhmuc.shapes import Context, Validator

SYNTAXES = {
    "turtle": RdfFormat.TURTLE,
    "xml": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
}
SIZE = 40  # two planted faults

Text = Callable[..., str]


@pytest.fixture(scope="module")
def catalogues(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        # They are run as scripts too, so they know each other by bare names.
        patch.setattr(sys, "path", [str(root / "tests" / "bench"), *sys.path])
        return importlib.import_module("catalogues")


@pytest.fixture(scope="module")
def text(catalogues: ModuleType) -> Text:
    def text(syntax: str, size: int = SIZE) -> str:
        return "".join(catalogues.WRITERS[syntax](catalogues.Catalogue(size)))

    return text


def canonical(text: str, syntax: str) -> set[str]:
    dataset = Dataset(parse(text, format=SYNTAXES[syntax]))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_write__every_syntax_says_the_same_triples(syntax: str, text: Text) -> None:
    said = canonical(text(syntax), syntax)
    assert said == canonical(text("nt"), "nt")
    assert len(said) == text("nt").count("\n")  # none was written twice


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_write__an_empty_catalogue_is_one(syntax: str, text: Text) -> None:
    assert canonical(text(syntax, 0), syntax) == canonical(text("nt", 0), "nt")


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_write__every_syntax_gives_the_same_records_without_a_finding(syntax: str, text: Text) -> None:
    records = parse_records(text(syntax))
    assert {record.iri: record.digest for record in records} == {
        record.iri: record.digest for record in parse_records(text("nt"))
    }
    assert [record.iri for record in records if record.findings] == []
    assert Counter(record.role for record in records)["record"] == SIZE + 1


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.usefixtures("usual_collection")
def test_write__holds_nothing_but_the_dataset_at_hand(syntax: str, catalogues: ModuleType) -> None:
    catalogue = catalogues.Catalogue(300)
    size = sum(map(len, catalogues.WRITERS[syntax](catalogue)))
    tracemalloc.start()
    deque(catalogues.WRITERS[syntax](catalogue), maxlen=0)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < size / 10


def test_catalogue__about_60_triples_a_dataset(text: Text) -> None:
    more, less = text("nt", 1_000).count("\n"), text("nt", 500).count("\n")
    assert 58 <= (more - less) / 500 <= 62


def test_catalogue__a_small_one_is_the_beginning_of_a_large_one(catalogues: ModuleType) -> None:
    small, large = catalogues.Catalogue(30), catalogues.Catalogue(3_000)
    assert [large.dataset(number) for number in range(30)] == list(small.datasets())
    assert {resource.iri for resource in small.shared()} < {resource.iri for resource in large.shared()}


def test_catalogue__another_seed_is_another_catalogue(catalogues: ModuleType) -> None:
    one, two = catalogues.Catalogue(30, seed=1), catalogues.Catalogue(30, seed=2)
    assert set(one.dataset_iris()).isdisjoint(two.dataset_iris())


def test_catalogue__one_in_twenty_is_faulty_each_kind_in_turn(catalogues: ModuleType) -> None:
    catalogue = catalogues.Catalogue(320)
    planted = [fault for number in range(320) if (fault := catalogue.fault(number)) is not None]
    assert planted == [*catalogues.FAULTS, *catalogues.FAULTS]
    clean = catalogues.Catalogue(320, clean=True)
    assert {clean.fault(number) for number in range(320)} == {None}


def test_catalogue__the_faulty_and_no_others_are_submitted(catalogues: ModuleType, text: Text) -> None:
    catalogue = catalogues.Catalogue(160)
    by_iri = {record.iri: record for record in parse_records(text("turtle", 160))}
    validator = Validator("dcat-ap")
    planted = {number: fault for number in range(160) if (fault := catalogue.fault(number)) is not None}
    sound = [number + 1 for number in planted]
    submitted = {
        number
        for number in (*planted, *sound)
        if not validator.validate(by_iri[catalogue.dataset_iri(number)], Context()).accepted
    }
    # The profile does not look at classes of values yet.
    assert submitted == {number for number, fault in planted.items() if fault != "publisher-not-agent"}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_program__writes_the_same_bytes_whatever_the_hash_seed(
    syntax: str, root: Path, tmp_path: Path, text: Text
) -> None:
    program = root / "tests" / "bench" / "catalogues.py"
    target = tmp_path / "catalogue"
    subprocess.run(
        [sys.executable, "-B", program, "-n", str(SIZE), "--format", syntax, "-o", target],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=True,
    )
    assert target.read_bytes() == text(syntax).encode()


def test_program__writes_to_standard_output_where_no_file_is_named(root: Path, text: Text) -> None:
    program = root / "tests" / "bench" / "catalogues.py"
    done = subprocess.run([sys.executable, "-B", program, "-n", str(SIZE)], capture_output=True, check=True)
    assert done.stdout.replace(b"\r\n", b"\n") == text("turtle").encode()
