"""The 25 descriptors of a term in a data dictionary: their numbers, keys and headings.

Source: course material on Decision 2439/QĐ-TTg (2025), section on the common data dictionary; second hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["DESCRIPTORS", "Descriptor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """One descriptor.

    Attributes:
        key: as `ElementDraft.values` has it.
        headings: of its column in a table, Vietnamese and English; the first two are those that danhmuc writes.
    """

    number: int
    key: str
    headings: tuple[str, ...]


DESCRIPTORS: Final = tuple(
    Descriptor(number=number, key=key, headings=tuple(headings))
    for number, (key, *headings) in enumerate(
        (
            ("identifier", "Mã định danh", "Identifier", "ID", "Mã", "Mã thuật ngữ", "Term ID"),
            ("name", "Tên nghiệp vụ", "Business name", "Tên", "Tên thuật ngữ", "Name", "Tên nghiệp vụ (vi)"),
            ("definition", "Định nghĩa", "Definition", "Định nghĩa (vi)"),
            ("usage-context", "Ngữ cảnh sử dụng", "Usage context", "Context"),
            ("group", "Nhóm, phân loại", "Group", "Nhóm", "Phân loại", "Nhóm/phân loại", "Classification"),
            ("entity-relation", "Quan hệ với thực thể", "Relation to entity", "Mối quan hệ với thực thể"),
            ("creating-unit", "Đơn vị tạo", "Creating unit", "Đơn vị tạo lập"),
            ("owning-unit", "Đơn vị sở hữu", "Owning unit", "Đơn vị quản lý", "Đơn vị chủ quản"),
            ("language", "Ngôn ngữ", "Language"),
            ("version-status", "Phiên bản, trạng thái", "Version and status", "Phiên bản/trạng thái", "Version/status"),
            ("related-documents", "Tài liệu liên quan", "Related documents", "Văn bản liên quan"),
            ("synonyms", "Từ đồng nghĩa", "Synonyms", "Đồng nghĩa"),
            ("related-terms", "Thuật ngữ liên quan", "Related terms"),
            ("business-attributes", "Thuộc tính nghiệp vụ", "Business attributes"),
            ("technical-name", "Tên kỹ thuật", "Technical name"),
            ("data-type", "Kiểu dữ liệu", "Data type", "Datatype"),
            ("length-format", "Độ dài, định dạng", "Length and format", "Độ dài/định dạng", "Length/format"),
            ("rdf-type", "Kiểu RDF/OWL", "RDF/OWL type", "Loại RDF/OWL", "RDF type"),
            ("field-relation", "Quan hệ với các trường", "Relation to fields", "Quan hệ với trường dữ liệu"),
            ("technical-attributes", "Thuộc tính kỹ thuật", "Technical attributes"),
            ("value-list", "Danh sách giá trị", "Value list", "Tập giá trị", "Allowed values"),
            ("normalisation-rule", "Quy tắc chuẩn hóa", "Normalisation rule", "Normalization rule"),
            ("api", "API", "Interface", "Giao diện lập trình"),
            ("international-mapping", "Ánh xạ quốc tế", "International mapping", "Ánh xạ chuẩn quốc tế"),
            ("valid-range", "Miền giá trị hợp lệ", "Valid range", "Khoảng giá trị hợp lệ", "Phạm vi hợp lệ"),
        ),
        1,
    )
)
"""All of them, in their order."""
