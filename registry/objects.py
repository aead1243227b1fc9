"""Convert a typed object to records that a registry stores: its own, and those of all that it carries.

The splitter's rules decide what is a record and what a node record; here they are applied to one object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.vocab.errors import RecordError, UsageError

from .messages.store import RequestsText
from .record.record import IriSpace, SourceRecord
from .splitting import Assembly, split
from .splitting.parse import records_of

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions

    from .model import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRecords:
    """The records in an object.

    Attributes:
        focus: the record of the object itself.
        others: node records, catalog records and records that it carries, in the order to store them.
        left_aside: number of triples that belong to none of them.
    """

    focus: SourceRecord
    others: tuple[SourceRecord, ...]
    left_aside: int


def object_records(one: Resource, space: IriSpace) -> ObjectRecords:
    """The records in an object; resources without IRI get one under `space`.

    Raises:
        UsageError: it is no typed object.
        RecordError: the object has no values, or is a nested thing that only has a meaning within another.
    """
    from .model.naming import value_text
    from .model.resource import Resource

    if not isinstance(one, Resource):
        raise UsageError(RequestsText.PUT_TAKES(found=value_text(one)))
    statements = one._statements
    parts = split(Assembly(statements.carried_descriptions(), ("object",), {}, {}), space)
    name = parts.name(statements.root)
    made = records_of(parts)
    focus = next((record for record in made if record.iri == name), None)
    if focus is None:
        noun = type(one).__name__
        if one.iri is None:
            raise RecordError("[]", RequestsText.OBJECT_NESTED(noun=noun))
        raise RecordError(one.iri, RequestsText.OBJECT_EMPTY(noun=noun))
    return ObjectRecords(
        focus=focus,
        others=tuple(record for record in made if record is not focus),
        left_aside=sum(rest.canonical.triples for rest in parts.rest()),
    )


def object_of(iri: str, graphs: Mapping[str, bytes]) -> Resource:
    """The typed object of an IRI from canonical N-Quads by IRI: its own graph, and those of its context."""
    from .model.documents import make_object
    from .model.statements import Statements

    descriptions: Descriptions = {}
    root: NamedNode | None = None
    for name, nquads in graphs.items():
        # Blank nodes of two graphs bear the same names, and those of two objects must not.
        for subject, predicate, value, _ in parse(
            nquads, format=RdfFormat.N_QUADS, lenient=True, rename_blank_nodes=True
        ):
            descriptions.setdefault(subject, []).append((predicate, value))
            if root is None and name == iri and isinstance(subject, NamedNode) and subject.value == iri:
                root = subject
    assert root is not None, "a stored record has its IRI as a subject"
    return make_object(Statements(descriptions, root, is_whole=True))
