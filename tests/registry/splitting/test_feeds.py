"""Real feeds: what stands in them was counted apart, with bare pyoxigraph, and what is one thing in three syntaxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from danhmuc.registry.record.change import described_distributions
from danhmuc.registry.record.record import IriSpace, SourceRecord
from danhmuc.registry.splitting import Split, assemble, split
from danhmuc.vocab.reading import read_document

SPACE = IriSpace(source="feed")
DCAT = "http://www.w3.org/ns/dcat#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DATASET = NamedNode(DCAT + "Dataset")
DISTRIBUTION = NamedNode(DCAT + "distribution")
STREAMS = ("https://w3id.org/tree#", "https://w3id.org/ldes#", "https://www.w3.org/ns/activitystreams#")

Node = NamedNode | BlankNode


@cache
def parts_of(files: tuple[Path, ...]) -> Split:
    documents = (read_document(file.read_bytes(), place=file.name, base=SPACE.document(file.name)) for file in files)
    return split(assemble(documents), SPACE)


@cache
def records_of(files: tuple[Path, ...]) -> tuple[SourceRecord, ...]:
    return tuple(pending.make() for pending in parts_of(files).records())


class Stream:
    """The Belgian pages as one set of triples, and what belongs to whom in it."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.about: dict[Node, set[tuple[NamedNode, Node | Literal]]] = {}
        for file in files:
            quads = parse(
                file.read_bytes(),
                format=RdfFormat.TRIG,
                base_iri=SPACE.document(file.name),
                lenient=True,
                rename_blank_nodes=True,
            )
            for quad in quads:
                assert isinstance(quad.subject, Node)
                assert isinstance(quad.object, Node | Literal)
                self.about.setdefault(quad.subject, set()).add((quad.predicate, quad.object))
        self.datasets = {node for node in self.about if (TYPE, DATASET) in self.about[node]}
        self.named = Counter(dist for node in self.datasets for dist in self.distributions(node))

    def distributions(self, dataset: Node) -> set[Node]:
        return {value for predicate, value in self.about[dataset] if predicate == DISTRIBUTION and value in self.about}  # type: ignore[misc]

    def is_stream(self, node: Node) -> bool:
        return any(
            predicate == TYPE and isinstance(value, NamedNode) and value.value.startswith(STREAMS)
            for predicate, value in self.about[node]
        )

    def own(self, root: Node) -> int:
        """Triples of the root, its blank nodes, and the distributions that only it names."""
        found: set[Node] = set()
        todo: set[Node] = {root}
        while todo:
            node = todo.pop()
            found.add(node)
            below = {value for _, value in self.about[node] if isinstance(value, BlankNode) and value in self.about}
            mine = {dist for dist in self.distributions(node) if self.named[dist] == 1} if node == root else set()
            todo |= (below | mine) - found
        return sum(len(self.about[node]) for node in found)

    @property
    def triples(self) -> int:
        return sum(map(len, self.about.values()))

    @property
    def nodes(self) -> set[Node]:
        """IRIs that are no dataset, no distribution of one alone, and not of the stream."""
        return {
            node
            for node in self.about
            if isinstance(node, NamedNode)
            and node not in self.datasets
            and self.named[node] != 1
            and not self.is_stream(node)
        }


@pytest.fixture(scope="module")
def belgium(test_data: Path) -> tuple[Path, ...]:
    return tuple(sorted((test_data / "belgium").glob("*.trig")))


@pytest.fixture(scope="module")
def stream(belgium: tuple[Path, ...]) -> Stream:
    return Stream(belgium)


# ---------------------------------------------------------------- ten pages of a national inventory


def test_belgium__is_what_the_counts_are_about(belgium: tuple[Path, ...], stream: Stream) -> None:
    assert (len(belgium), len(stream.datasets)) == (10, 500)


def test_belgium__every_dataset_is_a_record(belgium: tuple[Path, ...], stream: Stream) -> None:
    found = [record.iri for record in records_of(belgium) if record.role == "record"]
    assert sorted(found) == sorted(dataset.value for dataset in stream.datasets)


def test_belgium__records_hold_what_only_they_reach(belgium: tuple[Path, ...], stream: Stream) -> None:
    found = {record.iri: record.canonical.triples for record in records_of(belgium) if record.role == "record"}
    assert found == {dataset.value: stream.own(dataset) for dataset in stream.datasets}
    assert sum(found.values()) == 23_011


def test_belgium__every_other_iri_is_a_node_record(belgium: tuple[Path, ...], stream: Stream) -> None:
    found = [record.iri for record in records_of(belgium) if record.role == "node"]
    assert sorted(found) == sorted(node.value for node in stream.nodes)
    assert len(found) == 400


def test_belgium__distributions_apart_are_reported(belgium: tuple[Path, ...]) -> None:
    found = Counter(finding.code for record in records_of(belgium) for finding in record.findings)
    assert found == {"split:distribution-apart": 100}


def test_belgium__the_stream_itself_is_rest(belgium: tuple[Path, ...], stream: Stream) -> None:
    found = sum(rest.canonical.triples for rest in parts_of(belgium).rest())
    held = sum(stream.own(node) for node in stream.datasets | stream.nodes)
    assert found == stream.triples - held == 4_053


def test_belgium__all_digests_are_exact(belgium: tuple[Path, ...]) -> None:
    assert all(record.canonical.is_exact for record in records_of(belgium))


def test_belgium__without_a_page_it_can_be_told_who_loses_distributions(
    belgium: tuple[Path, ...], stream: Stream
) -> None:
    pages = tuple(page for page in belgium if page.name != "page-179.trig")
    whole = {record.iri: record for record in records_of(belgium) if record.role == "record"}
    found = {
        record.iri
        for record in records_of(pages)
        if record.role == "record"
        and described_distributions(record.canonical.nquads)
        < described_distributions(whole[record.iri].canonical.nquads)
    }
    gone = stream.about.keys() - Stream(pages).about.keys()
    assert found == {dataset.value for dataset in stream.datasets if stream.distributions(dataset) & gone}
    assert found


# ---------------------------------------------------------------- one thing in several syntaxes


def said(file: Path) -> frozenset[tuple[str, ...]]:
    """All that a file says, by digests; its syntaxes share a base."""
    document = read_document(file.read_bytes(), place=file.name, base=SPACE.document(file.stem))
    parts = split(assemble([document]), SPACE)
    made = [pending.make() for pending in parts.records()]
    return frozenset(
        [
            *((record.iri, record.role, record.digest) for record in made),
            *((row.catalog, row.property, row.target) for row in parts.memberships()),
            *((rest.canonical.digest,) for rest in parts.rest()),
        ]
    )


W3C = [
    *("catalog-record", "classifying-thematically", "classifying-types", "compress-and-package"),
    *("csiro-dap-examples", "csiro-stratchart", "csiro-stratchart-sdo", "csiro-stratchart_dcat3"),
    *("dataset-002", "dataset-003", "dataset-004", "dataset-004-sdo", "eea-csw", "ga-courts", "ga-wms"),
    *("genoa-busstop", "identifier-types", "relation-examples", "series-membership", "series-releases"),
    *("series-versions", "service1", "spatial-properties", "temporal-properties"),
]
UNLIKE = {
    # One file each says something else than its two siblings.
    "basic-example": "rdf",  # another foaf:homepage: http://example.org/catalog
    "dryad-globtherm-sdata": "jsonld",  # its context lacks the prefix ex, so the dataset is <ex:globtherm>
    "threddsABC": "jsonld",  # dcat:byteSize is a string there
}
SYNTAXES = ("ttl", "rdf", "jsonld")


@pytest.mark.parametrize("name", W3C)
def test_w3c__an_example_is_one_thing_in_three_syntaxes(test_data: Path, name: str) -> None:
    assert len({said(test_data / "w3c-dcat3" / f"{name}.{syntax}") for syntax in SYNTAXES}) == 1


@pytest.mark.parametrize(("name", "unlike"), UNLIKE.items())
def test_w3c__where_one_syntax_says_something_else_the_others_agree(test_data: Path, name: str, unlike: str) -> None:
    by_syntax = {syntax: said(test_data / "w3c-dcat3" / f"{name}.{syntax}") for syntax in SYNTAXES}
    different = by_syntax.pop(unlike)
    assert len(set(by_syntax.values())) == 1
    assert different not in by_syntax.values()


def test_w3c__no_example_is_left_out(test_data: Path) -> None:
    assert sorted({file.stem for file in (test_data / "w3c-dcat3").iterdir()}) == sorted([*W3C, *UNLIKE])


def test_dcat_ap_es__the_minimal_example_is_one_thing_in_two_syntaxes(test_data: Path) -> None:
    folder = test_data / "dcat-ap-es"
    turtle, xml = folder / "ttl" / "E_DCAT-AP-ES_minimal.ttl", folder / "rdf" / "E_DCAT-AP-ES_minimal.rdf"
    assert said(turtle) == said(xml)
