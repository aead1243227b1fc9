"""The memory of the writer of one file, from record to record: most publishers, places and texts occur in many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.reading import Subject

from .field_table import JsonField
from .record_graph import Description, RecordGraph, Traces
from .written_values import Written

_MOST_TEXTS: Final = 1 << 13
_MOST_TRIPLES: Final = 1 << 16
_SHORT: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNode:
    """A node as the value of a field, or what keeps it from being one.

    Attributes:
        value: None if it cannot be written.
        missing: the required fields that it lacks then.
    """

    value: Written
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _KnownNode:
    """A node that was written once, and all that this depended on and left behind."""

    written: WrittenNode
    asked: Mapping[Subject, Description]
    traces: Traces


class WriterMemory:
    """The nodes and texts of the records before, in one version of DCAT-US; its answers are those of writing again."""

    def __init__(self) -> None:
        self._valid: dict[tuple[int, str], bool] = {}
        self._nodes: dict[tuple[int, NamedNode, int], _KnownNode] = {}
        self._triples = 0

    def is_valid(self, field: JsonField, text: str, validate: Callable[[JsonField, str], bool]) -> bool:
        """Whether a text can be the value of a field."""
        if len(text) > _SHORT:
            return validate(field, text)
        key = (id(field), text)  # fields are those of the table, for as long as the process lives
        found = self._valid.get(key)
        if found is None:
            if len(self._valid) >= _MOST_TEXTS:
                self._valid.clear()
            found = self._valid[key] = validate(field, text)
        return found

    def node(
        self, graph: RecordGraph, field: JsonField, node: NamedNode, above: Collection[Subject]
    ) -> WrittenNode | None:
        """A node as it was written before, if the record says the same of all that it consists of.

        Args:
            above: the nodes within which it stands; none of them may be within it.
        """
        known = self._nodes.get((id(field), node, len(above)))
        if known is None or not known.asked.keys().isdisjoint(above) or not graph.would_answer(known.asked):
            return None
        graph.repeat(known.traces)
        return known.written

    def keep_node(
        self,
        field: JsonField,
        node: NamedNode,
        depth: int,
        written: WrittenNode,
        asked: Mapping[Subject, Description],
        traces: Traces,
    ) -> None:
        """Remember a node.

        Args:
            depth: number of nodes within which it stands.
            asked: the descriptions that were read for it, in order.
            traces: what it left behind in the record.
        """
        self._triples += sum(map(len, asked.values()))
        if self._triples > _MOST_TRIPLES:
            self._nodes.clear()
            self._triples = 0
        self._nodes[id(field), node, depth] = _KnownNode(written, asked, traces)
