"""Records that a format cannot hold, in a temporary file: there may be as many as records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from danhmuc.vocab.writing.unwritten import RefusedRecord, RefusedWhy

from .spooled_values import SpooledSequence


class RefusedRows(SpooledSequence[RefusedRecord]):
    """The records, in the order in which they are added."""

    def _fields(self, value: RefusedRecord) -> Sequence[object]:
        return (value.iri, value.why, value.fields, value.triples, value.role, value.source)

    def _value(self, fields: Sequence[object]) -> RefusedRecord:
        iri, why, names, triples, role, source = cast("tuple[str, RefusedWhy, list[str], int, str, str | None]", fields)
        return RefusedRecord(iri=iri, why=why, fields=tuple(names), triples=triples, role=role, source=source)
