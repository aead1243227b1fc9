"""The bridge to rdflib changes no literal and mixes no blank nodes."""

import rdflib

from danhmuc.vocab.rdflib_graphs import add_nquads, graph_of

XSD = "http://www.w3.org/2001/XMLSchema#"


def only_value(nquads: str) -> rdflib.term.Node:
    (value,) = graph_of(nquads.encode()).objects()
    return value


def test_graph_of__literal_is_not_normalised() -> None:
    value = only_value(f'<x:s> <x:p> "01"^^<{XSD}integer> .\n')
    assert value.n3() == f'"01"^^<{XSD}integer>'


def test_graph_of__language_tag_stays() -> None:
    assert only_value('<x:s> <x:p> "lúa"@vi .\n') == rdflib.Literal("lúa", lang="vi")


def test_graph_of__plain_text_has_no_datatype() -> None:
    value = only_value('<x:s> <x:p> "lúa" .\n')
    assert isinstance(value, rdflib.Literal)
    assert value.datatype is None


def test_graph_of__is_fresh_on_every_call() -> None:
    nquads = b"<x:s> <x:p> <x:o> .\n"
    assert graph_of(nquads) is not graph_of(nquads)


def test_add_nquads__scopes_keep_blank_nodes_apart() -> None:
    graph = rdflib.Graph()
    for scope in ("a-", "b-"):
        add_nquads(graph, b"<x:s> <x:p> _:c14n0 .\n", scope)
    assert len(graph) == 2
