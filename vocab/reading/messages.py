"""What the reader has to say about documents that it can read, by code, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..findings import Layer, Severity

__all__ = ["NOTICES", "Notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The unchanging part of a finding."""

    severity: Severity
    layer: Layer
    message: Mapping[str, str]


NOTICES: Final[Mapping[str, Notice]] = {
    "read:decoded": Notice(
        severity="info",
        layer="repaired",
        message={
            "vi": "Tài liệu không phải UTF-8 thuần nên đã được chuyển mã; nên công bố bằng UTF-8, không có BOM.",
            "en": "The document was not plain UTF-8 and was converted; it should be published as UTF-8, without BOM.",
        },
    ),
    "read:canonical-iri": Notice(
        severity="info",
        layer="repaired",
        message={
            "vi": "IRI của một từ vựng chung được ghi khác với IRI gốc nên đã được sửa; nên sửa tại nguồn.",
            "en": "An IRI of a well-known vocabulary was written otherwise and set right; mend it at the source.",
        },
    ),
    "read:iri-escaped": Notice(
        severity="info",
        layer="repaired",
        message={
            "vi": "IRI chứa ký tự không được phép nên ký tự đó đã được mã hóa phần trăm; nên sửa IRI tại nguồn.",
            "en": "Characters that IRIs may not hold were percent-encoded; the IRI should be mended at the source.",
        },
    ),
    "read:iri-odd-character": Notice(
        severity="info",
        layer="house",
        message={
            "vi": "IRI chứa ký tự giống dấu cách hoặc không nhìn thấy; IRI được giữ nguyên nhưng nên kiểm tra lại.",
            "en": "The IRI holds a space-like or invisible character; it is kept as it came but should be checked.",
        },
    ),
    "read:language-tag": Notice(
        severity="info",
        layer="repaired",
        message={
            "vi": "Thẻ ngôn ngữ sai dạng nên đã được sửa; nên dùng thẻ theo BCP 47, ví dụ vi hoặc en-us.",
            "en": "The language tag was ill-formed and was repaired; it should be one of BCP 47, such as vi or en-us.",
        },
    ),
    "read:relative-iri": Notice(
        severity="warning",
        layer="repaired",
        message={
            "vi": "IRI tương đối đã được ghép vào một IRI gốc tạm; nên dùng IRI tuyệt đối hoặc khai báo IRI gốc.",
            "en": "The relative IRI was joined to a stand-in base; it should be absolute, or a base be declared.",
        },
    ),
    "read:undefined-key": Notice(
        severity="warning",
        layer="house",
        message={
            "vi": "Khóa JSON không có trong @context nên theo JSON-LD không thành RDF; nên khai báo khóa ấy.",
            "en": "The JSON key stands in no @context, so by JSON-LD it is not RDF; the @context should define it.",
        },
    ),
}
