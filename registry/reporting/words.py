"""The words of reports, Vietnamese and English, from docs/glossary.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..standing_words import Lang, number

__all__ = [
    "COLUMNS",
    "GROUPS",
    "LAYERS",
    "ROLES",
    "Lang",
    "counted",
    "say",
]

_Pair = tuple[str, str]

LAYERS: Final[Mapping[str, _Pair]] = {
    "spec": ("theo đặc tả", "specification"),
    "recommended": ("khuyến nghị", "recommended"),
    "vocabulary": ("theo bảng mã", "vocabulary"),
    "national": ("theo quy định của Việt Nam", "national"),
    "house": ("quy ước của danhmuc", "house"),
    "repaired": ("đã tự sửa", "repaired"),
    "cannot-verify": ("chưa kiểm chứng được", "cannot verify"),
}
ROLES: Final[Mapping[str, _Pair]] = {
    "record": ("bản ghi", "record"),
    "node": ("bản ghi phụ trợ", "node record"),
    "catalog-record": ("bản ghi danh mục", "catalogue record"),
    "document": ("tài liệu", "document"),
}
GROUPS: Final[Mapping[str, _Pair]] = {
    "none": ("Không ghi đơn vị", "No publisher given"),
    "shared": ("Bản ghi phụ trợ, bản ghi danh mục", "Node and catalogue records"),
    "documents": ("Tài liệu của nguồn", "Documents of the source"),
    "others": ("Các đơn vị khác", "Other publishers"),
}
"""What stands where a publisher would."""
COLUMNS: Final[Mapping[str, _Pair]] = {
    "source": ("Nguồn", "Source"),
    "standing": ("Mức độ", "Severity"),
    "title": ("Tiêu đề bản ghi", "Title of the record"),
    "record": ("IRI bản ghi", "IRI of the record"),
    "role": ("Loại bản ghi", "Kind of record"),
    "publisher_name": ("Đơn vị chủ trì cung cấp", "Publisher"),
    "publisher": ("IRI đơn vị", "IRI of the publisher"),
    "label": ("Trường", "Field"),
    "path": ("Thuộc tính", "Property"),
    "value": ("Giá trị", "Value"),
    "message": ("Phát hiện", "Finding"),
    "fix": ("Cách sửa", "Fix"),
    "focus": ("Nút bị xét", "Node judged"),
    "place": ("Vị trí", "Place"),
    "code": ("Mã quy tắc", "Rule code"),
    "layer": ("Lớp quy tắc", "Layer"),
    "basis": ("Căn cứ", "Basis"),
    "link": ("Liên kết căn cứ", "Link to the basis"),
    "rule": ("Trang quy tắc", "Page of the rule"),
}


def say(words: _Pair, lang: Lang) -> str:
    """The one in the language."""
    return words[0] if lang == "vi" else words[1]


def counted(value: int, lang: Lang, vi: str, en: str, plural: str = "") -> str:
    """So many of something; the English plural ends in s unless it is given."""
    return f"{number(value, lang)} {vi if lang == 'vi' else en if value == 1 else plural or en + 's'}"
