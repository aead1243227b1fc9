"""Headings by which the 25 descriptors of a term are known in tables, by the key of the descriptor.

Source: course material on Decision 2439/QĐ-TTg (2025), section on the common data dictionary; second hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["DESCRIPTOR_HEADINGS"]

DESCRIPTOR_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "identifier": ("Mã định danh", "Identifier", "ID", "Mã", "Mã thuật ngữ", "Term ID"),
    "name": ("Tên nghiệp vụ", "Business name", "Tên", "Tên thuật ngữ"),
    "definition": ("Định nghĩa",),
    "usage-context": ("Ngữ cảnh sử dụng", "Usage context", "Ngữ cảnh", "Context"),
    "group": ("Nhóm, phân loại", "Group", "Nhóm", "Phân loại", "Nhóm/phân loại", "Classification"),
    "entity": ("Quan hệ với thực thể", "Entity", "Mối quan hệ với thực thể", "Relation to entity"),
    "creator": ("Đơn vị tạo", "Creating unit", "Đơn vị tạo lập"),
    "owner": ("Đơn vị sở hữu", "Owning unit", "Đơn vị quản lý", "Đơn vị chủ quản"),
    "language": ("Ngôn ngữ",),
    "version": ("Phiên bản, trạng thái", "Version and status", "Phiên bản/trạng thái", "Phiên bản", "Version/status"),
    "documents": ("Tài liệu liên quan", "Related documents", "Văn bản liên quan"),
    "synonyms": ("Từ đồng nghĩa", "Synonyms", "Đồng nghĩa"),
    "related-terms": ("Thuật ngữ liên quan", "Related terms"),
    "business-attributes": ("Thuộc tính nghiệp vụ", "Business attributes"),
    "technical-name": ("Tên kỹ thuật", "Technical name"),
    "datatype": ("Kiểu dữ liệu", "Data type"),
    "format": ("Độ dài, định dạng", "Length and format", "Độ dài/định dạng", "Length/format", "Độ dài", "Định dạng"),
    "rdf-type": ("Kiểu RDF/OWL", "RDF or OWL type", "Loại RDF/OWL", "RDF/OWL type"),
    "field-relations": ("Quan hệ với trường", "Relation to fields", "Quan hệ với các trường"),
    "technical-attributes": ("Thuộc tính kỹ thuật", "Technical attributes"),
    "value-list": ("Danh sách giá trị", "Value list", "Tập giá trị", "Allowed values"),
    "normalisation": ("Quy tắc chuẩn hóa", "Normalisation rule", "Normalization rule"),
    "api": ("Giao diện lập trình",),
    "mapping": ("Ánh xạ quốc tế", "International mapping", "Ánh xạ chuẩn quốc tế"),
    "valid-range": ("Khoảng giá trị hợp lệ", "Valid range", "Miền giá trị hợp lệ", "Phạm vi hợp lệ"),
}
"""In the order of the descriptors; a key with blanks for hyphens is a heading, too."""
