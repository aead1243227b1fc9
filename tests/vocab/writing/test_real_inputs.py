"""Real documents, and our own samples, say the same when they are read and written in any format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry import parse_records
from danhmuc.registry.sampling import write_samples
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.lines import with_blank_names

from ...conftest import examples

# rdflib's parsers of N-Quads and TriG use them.
pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated, use Dataset.*:DeprecationWarning")

ENDINGS = {".ttl", ".rdf", ".jsonld", ".nt", ".nq", ".trig"}
SAMPLE = examples(200)
"""How many records of a folder the slow parsers get; pyoxigraph gets all."""


def records_of(paths: list[Path]) -> Iterator[bytes]:
    """The graphs of all records, blank nodes apart."""
    for number, path in enumerate(paths):
        try:
            records = list(parse_records(path.read_bytes()))
        except DocumentError:
            continue
        for at, record in enumerate(records):
            yield with_blank_names(record.canonical.nquads, f"d{number}r{at}".encode())


@pytest.fixture(scope="module", params=["belgium", "w3c-dcat3", "dcat-ap-es", "mobilitydcat-ap", "samples"])
def graphs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    if request.param == "samples":
        folder = tmp_path_factory.mktemp("samples")
        write_samples(folder)
    else:
        folder = request.getfixturevalue("test_data") / request.param
    paths = sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS)
    return list(records_of(paths))


@pytest.mark.soak
def test_write__real_records_say_the_same(
    written_and_read: Callable[[list[bytes]], bytes], graphs: list[bytes]
) -> None:
    assert len(graphs) > 10
    if written_and_read.pair[1] != "pyoxigraph":  # type: ignore[attr-defined]
        graphs = graphs[:: max(1, len(graphs) // SAMPLE)]
    if written_and_read.pair[1] == "PyLD":  # type: ignore[attr-defined]
        # It takes an IRI with U+00A0 for a relative one, and drops the triple.
        graphs = [nquads for nquads in graphs if "\u00a0" not in nquads.decode()]
    together = canonicalize(parse(b"".join(graphs), format=RdfFormat.N_QUADS, lenient=True)).nquads
    assert written_and_read(graphs).decode() == together.decode()
