"""The 25 descriptors of a dictionary term, each with the property that has it.

Source: the national data architecture of Decision 2439/QĐ-TTg as it is taught; the decision itself was not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.terms import ADMS, CSVW, DCAT, DCT, DMV, SKOS

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

__all__ = ["DESCRIPTORS", "Descriptor", "DescriptorKind", "descriptor_by_key"]

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
        vi, en: its heading.
    """

    number: int
    key: str
    kind: DescriptorKind
    terms: tuple[NamedNode, ...]
    field: str
    vi: str
    en: str


def _descriptors() -> tuple[Descriptor, ...]:
    bounds = (CSVW.minInclusive, CSVW.maxInclusive, CSVW.minExclusive, CSVW.maxExclusive, DMV.validRange)
    sizes = (CSVW.format, CSVW.minLength, CSVW.maxLength)
    rows: tuple[tuple[str, DescriptorKind, tuple[NamedNode, ...], str, str, str], ...] = (
        ("identifier", "identifier", (DCT.identifier,), "identifier", "Mã định danh", "Identifier"),
        ("name", "texts", (SKOS.prefLabel,), "preferred_label", "Tên nghiệp vụ", "Business name"),
        ("definition", "texts", (SKOS.definition,), "definition", "Định nghĩa", "Definition"),
        ("usage-context", "text", (SKOS.scopeNote,), "scope_note", "Ngữ cảnh sử dụng", "Usage context"),
        ("group", "thing", (DCT.subject,), "subjects", "Nhóm, phân loại", "Group"),
        ("entity", "thing", (DMV.objectClass,), "object_class", "Quan hệ với thực thể", "Entity"),
        ("creator", "agent", (DCT.creator,), "creators", "Đơn vị tạo", "Creating unit"),
        ("owner", "agent", (DCT.rightsHolder,), "rights_holders", "Đơn vị sở hữu", "Owning unit"),
        ("language", "text", (DCT.language,), "languages", "Ngôn ngữ", "Language"),
        ("version", "text", (DCAT.version, ADMS.status), "version", "Phiên bản, trạng thái", "Version and status"),
        ("documents", "thing", (DCT.references,), "references", "Tài liệu liên quan", "Related documents"),
        ("synonyms", "text", (SKOS.altLabel,), "alternative_labels", "Từ đồng nghĩa", "Synonyms"),
        ("related-terms", "thing", (SKOS.related,), "related", "Thuật ngữ liên quan", "Related terms"),
        (
            "business-attributes",
            "text",
            (DMV.businessAttributes,),
            "business_attributes",
            "Thuộc tính nghiệp vụ",
            "Business attributes",
        ),
        ("technical-name", "text", (CSVW.name,), "technical_name", "Tên kỹ thuật", "Technical name"),
        ("datatype", "domain", (CSVW.datatype, DMV.nativeType), "datatype", "Kiểu dữ liệu", "Data type"),
        ("format", "domain", sizes, "datatype", "Độ dài, định dạng", "Length and format"),
        ("rdf-type", "text", (DCT.type,), "type", "Kiểu RDF/OWL", "RDF or OWL type"),
        (
            "field-relations",
            "text",
            (DMV.fieldRelations,),
            "field_relations",
            "Quan hệ với trường",
            "Relation to fields",
        ),
        (
            "technical-attributes",
            "text",
            (DMV.technicalAttributes,),
            "technical_attributes",
            "Thuộc tính kỹ thuật",
            "Technical attributes",
        ),
        ("value-list", "domain", (DMV.codeList, DMV.allowedValue), "code_list", "Danh sách giá trị", "Value list"),
        ("normalisation", "text", (DMV.normalisation,), "normalisation", "Quy tắc chuẩn hóa", "Normalisation rule"),
        ("api", "text", (DCAT.endpointURL,), "endpoint_url", "API", "API"),
        ("mapping", "thing", (SKOS.exactMatch,), "exact_matches", "Ánh xạ quốc tế", "International mapping"),
        ("valid-range", "domain", bounds, "valid_range", "Khoảng giá trị hợp lệ", "Valid range"),
    )
    return tuple(
        Descriptor(number=number, key=key, kind=kind, terms=terms, field=field, vi=vi, en=en)
        for number, (key, kind, terms, field, vi, en) in enumerate(rows, 1)
    )


DESCRIPTORS: Final = _descriptors()
"""All 25, in their order."""
_BY_KEY: Final = {one.key: one for one in DESCRIPTORS}


def descriptor_by_key(key: str) -> Descriptor | None:
    """The descriptor with a key."""
    return _BY_KEY.get(key)
