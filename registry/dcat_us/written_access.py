"""Write the access to a record: the narrowest that it states, never wider than what is understood."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.reading import Subject, Term
from danhmuc.vocab.terms import DCT, DMV, RDF

from ..json_records.value_terms import ACCESS_RIGHTS, access_rank
from ..record.summary import publicity_level
from .entry_draft import kept_name
from .field_table import JsonField
from .record_graph import RecordGraph
from .value_forms import ACCESS_LEVELS
from .written_json import Written
from .written_values import VALUE_WRITERS

_UNKNOWN: Final = 9
_SHARING_RANKS: Final[Mapping[int, int]] = MappingProxyType({0: 0, 1: 1, 2: 1, 3: 2})
"""The position in `ACCESS_RIGHTS` of what a sharing nature allows at most, by its position among its codes."""


def write_access_field(graph: RecordGraph, node: Subject, field: JsonField, kept: Literal | None) -> Written:
    """The value of ``accessLevel`` or ``accessRights``; None if nothing is stated, or nothing that the field can say.

    Args:
        kept: what data.json said, which is written if it means the same.
    """
    terms = graph.values(node, DCT.accessRights)
    ranks = [_rank(one) for one in terms]
    rank = max((*ranks, _sharing_rank(graph, node)))
    if not ranks and rank == 0:
        # That data may be shared openly does not say that they are public.
        return None
    written: Written
    if rank == _UNKNOWN:
        terms = [one for one, number in zip(terms, ranks, strict=True) if number == _UNKNOWN][:1]
        if field.kind == "access-level" or not terms:
            return None
        written = VALUE_WRITERS["statement"](graph, terms[0])
    else:
        written = ACCESS_LEVELS[rank] if field.kind == "access-level" else ACCESS_RIGHTS[rank].value.rpartition("/")[2]
    for term in terms:
        graph.hold(node, DCT.accessRights, term)
    if kept is not None and kept.datatype != RDF.JSON and (kept.value == written or access_rank(kept.value) == rank):
        graph.hold(node, kept_name(field.key), kept)
        return kept.value if field.kind == "access-rights" or kept.value in ACCESS_LEVELS else written
    return written


def _sharing_rank(graph: RecordGraph, node: Subject) -> int:
    levels = [publicity_level(DMV.sharingNature, one) for one in graph.values(node, DMV.sharingNature)]
    return max((_SHARING_RANKS.get(one, _UNKNOWN) for one in levels), default=0)


def _rank(term: Term) -> int:
    rank = None if isinstance(term, BlankNode) else access_rank(term.value)
    return _UNKNOWN if rank is None else rank
