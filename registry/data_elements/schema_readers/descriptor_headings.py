"""Headings by which the 25 descriptors of a term are known in tables, by the key of the descriptor.

The first two are those of `descriptors`, which lists and pages have, too; the others are what people write.
Source: course material on Decision 2439/QĐ-TTg (2025), section on the common data dictionary; second hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..descriptors import DESCRIPTORS

_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "identifier": ("ID", "Mã", "Mã thuật ngữ", "Term ID"),
    "name": ("Tên", "Tên thuật ngữ"),
    "usage-context": ("Ngữ cảnh", "Context"),
    "group": ("Nhóm", "Phân loại", "Nhóm/phân loại", "Classification"),
    "entity": ("Mối quan hệ với thực thể", "Relation to entity"),
    "creator": ("Đơn vị tạo lập",),
    "owner": ("Đơn vị quản lý", "Đơn vị chủ quản"),
    "version": ("Phiên bản/trạng thái", "Phiên bản", "Version/status"),
    "documents": ("Văn bản liên quan",),
    "synonyms": ("Đồng nghĩa",),
    "format": ("Độ dài/định dạng", "Length/format", "Độ dài", "Định dạng"),
    "rdf-type": ("Loại RDF/OWL", "RDF/OWL type"),
    "field-relations": ("Quan hệ với các trường",),
    "value-list": ("Tập giá trị", "Allowed values"),
    "normalisation": ("Normalization rule",),
    "mapping": ("Ánh xạ chuẩn quốc tế",),
    "valid-range": ("Miền giá trị hợp lệ", "Phạm vi hợp lệ"),
}
DESCRIPTOR_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    one.key: tuple(dict.fromkeys((*(one.heading().render(tag) for tag in ("vi", "en")), *_OTHERS.get(one.key, ()))))
    for one in DESCRIPTORS
}
"""In the order of the descriptors; a key with blanks for hyphens is a heading, too."""
