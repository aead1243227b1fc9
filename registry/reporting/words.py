"""The words of reports, Vietnamese and English, from docs/glossary.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from danhmuc.vocab.findings import STANDINGS, Standing

__all__ = [
    "COLUMNS",
    "GROUPS",
    "LAYERS",
    "ROLES",
    "STANDING_WORDS",
    "Lang",
    "counted",
    "number",
    "say",
    "standings_told",
]

Lang = Literal["vi", "en"]

_Pair = tuple[str, str]

STANDING_WORDS: Final[Mapping[str, _Pair]] = {
    "violation": ("vi phạm", "violation"),
    "warning": ("cảnh báo", "warning"),
    "info": ("gợi ý", "info"),
    "cannot-verify": ("chưa kiểm chứng được", "cannot be verified"),
}
_PLURALS: Final[Mapping[str, str]] = {
    "violation": "violations",
    "warning": "warnings",
    "info": "info",
    "cannot-verify": "that cannot be verified",
}
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


def number(value: int, lang: Lang) -> str:
    """A number with the thousands mark of the language."""
    return f"{value:,}".replace(",", ".") if lang == "vi" else f"{value:,}"


def counted(value: int, lang: Lang, vi: str, en: str, plural: str = "") -> str:
    """So many of something; the English plural ends in s unless it is given."""
    return f"{number(value, lang)} {vi if lang == 'vi' else en if value == 1 else plural or en + 's'}"


def standings_told(counts: Mapping[Standing, int], lang: Lang) -> str:
    """So many of each standing, gravest first; what there is none of is left out."""
    told = [
        counted(counts[standing], lang, STANDING_WORDS[standing][0], _singular(standing), _PLURALS[standing])
        for standing in STANDINGS
        if counts.get(standing)
    ]
    return ", ".join(told) or say(("không có phát hiện", "no findings"), lang)


def _singular(standing: Standing) -> str:
    return "that cannot be verified" if standing == "cannot-verify" else STANDING_WORDS[standing][1]
