"""Messages about data elements and table schemas."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "ELEMENTS_NONE",
    "ELEMENTS_NOT_READ",
    "ELEMENTS_OTHER_KIND",
    "ELEMENT_UNKNOWN",
    "MATCH_COLUMN_UNKNOWN",
    "MATCH_NOT_DECIDED",
    "SCHEMA_UNKNOWN",
]

ELEMENTS_NONE: Final = message(
    "elements-none",
    "{location} has no data element and no table schema: in RDF, nothing of the class csvw:Schema or dmv:DataElement",
)
ELEMENTS_NOT_READ: Final = message(
    "elements-not-read", "{location} is no schema or dictionary that can be read; RDF that describes them can"
)
ELEMENTS_OTHER_KIND: Final = message(
    "elements-other-kind",
    "{location} is the source {name!r} of the kind {kind} already, and its data elements come with it: danhmuc harvest"
    " {name}",
)
ELEMENT_UNKNOWN: Final = message("element-unknown", "the registry has no data element {iri}")
SCHEMA_UNKNOWN: Final = message("schema-unknown", "the registry has no table schema {iri}")
MATCH_COLUMN_UNKNOWN: Final = message("match-column-unknown", "the table schema {schema} has no column {column!r}")
MATCH_NOT_DECIDED: Final = message(
    "match-not-decided", "nothing was decided about the column {column!r} of {schema} and {target}"
)
