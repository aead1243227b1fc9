"""Terms of danhmuc's own vocabulary in schemas of other kinds, for what these have no word for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from danhmuc.vocab.terms import CSVW, DMV, SKOS, XSD

from ...record.table_draft import ValueDomainDraft
from .schema_json import plain_text, whole_number

UNIT: Final = DMV.unit.value
CODE_LIST: Final = DMV.codeList.value
NATIVE_TYPE: Final = DMV.nativeType.value
REFERENCES: Final = DMV.references.value
NAME: Final = CSVW.name.value
SCHEMA_NAME: Final = DMV.schemaName.value
IS_UNIQUE: Final = DMV.isUnique.value
IS_REPEATED: Final = DMV.isRepeated.value
_ALLOWED_VALUE: Final = DMV.allowedValue.value
_NOTATION: Final = SKOS.notation.value
_LABEL: Final = SKOS.prefLabel.value


def read_own_text(node: Mapping[str, object], term: str) -> str | None:
    """The text under a term: a text, or the IRI of an object."""
    value = node.get(term)
    return plain_text(value.get("@id") if isinstance(value, Mapping) else value)


def read_allowed_values(node: Mapping[str, object]) -> tuple[tuple[str, str | None], ...]:
    """The enumerated values with their labels."""
    given = node.get(_ALLOWED_VALUE, [])
    found: dict[str, str | None] = {}
    for one in given if isinstance(given, list) else [given]:
        code = one.get(_NOTATION) if isinstance(one, Mapping) else None
        if isinstance(one, Mapping) and isinstance(code, str):
            found.setdefault(code, plain_text(one.get(_LABEL)))
    return tuple(found.items())


def read_own_digits(node: Mapping[str, object], domain: ValueDomainDraft) -> ValueDomainDraft:
    """The value domain with its digits, if the node says them."""
    precision, scale = (whole_number(node.get(term.value)) for term in (XSD.totalDigits, XSD.fractionDigits))
    return replace(
        domain,
        precision=domain.precision if precision is None else precision,
        scale=domain.scale if scale is None else scale,
    )
