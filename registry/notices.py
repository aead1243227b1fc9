"""What the pipeline has to say about documents and runs, in both languages."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DMV

from .reasons import in_vietnamese, quoted
from .source_records import Quarantined

__all__ = ["held_back", "ordered_digest", "record_aside", "secrecy_unclear", "state_secret", "unread"]

_SECRECY: Final = DMV + "secrecy"


def unread(document: Quarantined) -> Finding:
    """A document could not be read and was put aside."""
    reason = in_vietnamese(document.reason)
    why = f"bộ đọc báo: {quoted(document.reason)}" if reason is None else f"lý do: {reason}"
    return Finding(
        code=document.code,
        severity="violation",
        layer="house",
        value=document.reason if reason is None else None,
        document=document.place,
        line=document.line,
        column=document.column,
        message={
            "vi": f"Không đọc được tài liệu nên đã tách riêng, cần sửa tại nguồn; {why}.",
            "en": f"The document cannot be read and was put aside ({document.reason}); mend it at the source.",
        },
    )


def record_aside(iri: str, reason: str) -> Finding:
    """One record could not be taken."""
    known = in_vietnamese(reason)
    why = f"chương trình báo: {quoted(reason)}" if known is None else f"lý do: {known}"
    return Finding(
        code="harvest:record-aside",
        severity="violation",
        layer="house",
        focus=iri,
        value=reason if known is None else None,
        message={
            "vi": f"Không tiếp nhận được bản ghi này nên đã tách riêng; {why}.",
            "en": f"The record could not be taken and was put aside ({reason}).",
        },
    )


def held_back(iri: str, places: tuple[str, ...]) -> Finding:
    """In an incomplete run a description would have lost what an unread document says, so it stays as it was."""
    return Finding(
        code="harvest:held-back",
        severity="info",
        layer="house",
        focus=iri,
        document=places[0] if places else None,
        message={
            "vi": "Lượt thu thập chưa đủ nên bản ghi có thể mất nội dung; phiên bản đang có được giữ nguyên.",
            "en": "The run is incomplete and the record might lose content, so the version at hand stays.",
        },
    )


def ordered_digest(iri: str) -> Finding:
    """The digest of a graph depends on the order of its document."""
    return Finding(
        code="digest:ordered",
        severity="info",
        layer="house",
        focus=iri,
        message={
            "vi": "Các nút trống quá đối xứng nên mã băm phụ thuộc thứ tự trong tài liệu; nên đặt IRI cho chúng.",
            "en": "Blank nodes are so alike that the digest depends on the document's order; give them IRIs.",
        },
    )


def secrecy_unclear(iri: str, value: str | None, places: tuple[str, ...]) -> Finding:
    """A mark of secrecy says neither a level nor that there is none."""
    return Finding(
        code="harvest:secrecy-unclear",
        severity="warning",
        layer="national",
        focus=iri,
        path=_SECRECY,
        value=value,
        document=places[0] if places else None,
        message={
            "vi": "Độ mật (dmv:secrecy) không rõ nên mục vẫn được lưu; nên ghi KHONG, MAT, TOI_MAT hoặc TUYET_MAT.",
            "en": "The secrecy (dmv:secrecy) is unclear, so the entry is kept; use KHONG, MAT, TOI_MAT or TUYET_MAT.",
        },
    )


def state_secret(places: tuple[str, ...]) -> Finding:
    """An entry is marked a state secret."""
    return Finding(
        code="harvest:state-secret",
        severity="violation",
        layer="national",
        document=places[0] if places else None,
        message={
            "vi": "Mục này được đánh dấu bí mật nhà nước nên bị từ chối và không lưu; phải gỡ khỏi danh mục nguồn.",
            "en": "This entry is marked a state secret, so it is refused and not stored; remove it from the source.",
        },
    )
