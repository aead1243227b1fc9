"""Nodes in messages get other names where a whole fact is one, and only there."""

from __future__ import annotations

from danhmuc.shapes.engine.node_names import rename_nodes
from danhmuc.shapes.messages.shapes_graph import ShapesGraphText
from danhmuc.shapes.messages.validating import QueriesText
from danhmuc.vocab.messages import FOREIGN_WORDS


def name(text: str) -> str:
    """Another name for one blank node."""
    return "[the first]" if text == "_:a1" else text


def test_rename_nodes__nodes_that_are_facts() -> None:
    message = ShapesGraphText.OTHER_UNDESCRIBED(shape="_:a1", companion="sh:node", other="_:b2")
    assert str(rename_nodes(message, name)) == (
        "[the first] names by sh:node _:b2, of which the shapes graph says nothing"
    )


def test_rename_nodes__nodes_on_a_way() -> None:
    message = ShapesGraphText.PROPERTY_NO_SHAPE(shape="_:a1 → <http://e.vn/S> → _:a1", value="1")
    assert rename_nodes(message, name).facts["shape"] == "[the first] → <http://e.vn/S> → [the first]"


def test_rename_nodes__leaves_texts_that_hold_such_a_name() -> None:
    message = ShapesGraphText.PROPERTY_NO_SHAPE(shape="_:b2", value='"see _:a1"')
    assert rename_nodes(message, name) == message


def test_rename_nodes__nodes_in_words_of_others_and_in_messages_within() -> None:
    fault = QueriesText.QUERY_NO_SPARQL(reason=FOREIGN_WORDS(words="cannot use _:a1 here"))
    message = rename_nodes(QueriesText.QUERY_REFUSED(shape="_:a1", fault=fault), name)
    assert str(message) == "[the first] has a query that is no SPARQL: cannot use [the first] here"
