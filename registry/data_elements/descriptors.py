"""The 25 descriptors of a dictionary term, each with the property that has it.

Source: the national data architecture of Decision 2439/QĐ-TTg as it is taught; the decision itself was not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.terms import ADMS, CSVW, DCAT, DCT, DMV, SKOS

from ..messages.elements import ElementsText

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


DescriptorKind = Literal["identifier", "texts", "text", "thing", "agent", "domain"]
"""How a value is written.

An identifier as it is; *texts* by language; a text; a *thing* by its IRI, or a blank node with the text as its label;
an agent so by its name; *domain* within the value domain.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """One descriptor.

    Attributes:
        number: its place among the 25.
        key: its name in drafts and JSON.
        terms: the properties, the first of which is written; of a value domain those of its node.
        field: the field of `DataElement`, or of `ValueDomain`, that shows it.
    """

    number: int
    key: str
    kind: DescriptorKind
    terms: tuple[NamedNode, ...]
    field: str
    heading: MessageTemplate


def _descriptors() -> tuple[Descriptor, ...]:
    bounds = (CSVW.minInclusive, CSVW.maxInclusive, CSVW.minExclusive, CSVW.maxExclusive, DMV.validRange)
    sizes = (CSVW.format, CSVW.minLength, CSVW.maxLength)
    rows: tuple[tuple[str, DescriptorKind, tuple[NamedNode, ...], str], ...] = (
        ("identifier", "identifier", (DCT.identifier,), "identifier"),
        ("name", "texts", (SKOS.prefLabel,), "preferred_label"),
        ("definition", "texts", (SKOS.definition,), "definition"),
        ("usage-context", "text", (SKOS.scopeNote,), "scope_note"),
        ("group", "thing", (DCT.subject,), "subjects"),
        ("entity", "thing", (DMV.objectClass,), "object_class"),
        ("creator", "agent", (DCT.creator,), "creators"),
        ("owner", "agent", (DCT.rightsHolder,), "rights_holders"),
        ("language", "text", (DCT.language,), "languages"),
        ("version", "text", (DCAT.version, ADMS.status), "version"),
        ("documents", "thing", (DCT.references,), "references"),
        ("synonyms", "text", (SKOS.altLabel,), "alternative_labels"),
        ("related-terms", "thing", (SKOS.related,), "related"),
        ("business-attributes", "text", (DMV.businessAttributes,), "business_attributes"),
        ("technical-name", "text", (CSVW.name,), "technical_name"),
        ("datatype", "domain", (CSVW.datatype, DMV.nativeType), "datatype"),
        ("format", "domain", sizes, "datatype"),
        ("rdf-type", "text", (DCT.type,), "type"),
        ("field-relations", "text", (DMV.fieldRelations,), "field_relations"),
        ("technical-attributes", "text", (DMV.technicalAttributes,), "technical_attributes"),
        ("value-list", "domain", (DMV.codeList, DMV.allowedValue), "code_list"),
        ("normalisation", "text", (DMV.normalisation,), "normalisation"),
        ("api", "text", (DCAT.endpointURL,), "endpoint_url"),
        ("mapping", "thing", (SKOS.exactMatch,), "exact_matches"),
        ("valid-range", "domain", bounds, "valid_range"),
    )
    return tuple(
        Descriptor(number=number, key=key, kind=kind, terms=terms, field=field, heading=ElementsText.DESCRIPTORS[key])
        for number, (key, kind, terms, field) in enumerate(rows, 1)
    )


DESCRIPTORS: Final = _descriptors()
"""All 25, in their order."""
_BY_KEY: Final = {one.key: one for one in DESCRIPTORS}


def descriptor_by_key(key: str) -> Descriptor | None:
    """The descriptor with a key."""
    return _BY_KEY.get(key)
