"""What the pipeline has to say about documents and runs, in both languages."""

from __future__ import annotations

from danhmuc.vocab.findings import Finding

from .source_records import Quarantined

__all__ = ["held_back", "ordered_digest", "record_aside", "state_secret", "unread"]


def unread(document: Quarantined) -> Finding:
    """A document could not be read and was put aside."""
    where = document.place
    if document.line is not None:
        where += f":{document.line}" + (f":{document.column}" if document.column is not None else "")
    return Finding(
        code=document.code,
        severity="violation",
        layer="house",
        value=document.reason,
        place=where,
        message={
            "vi": f"Không đọc được tài liệu nên đã tách riêng ({document.reason}); cần sửa tại nguồn.",
            "en": f"The document cannot be read and was put aside ({document.reason}); mend it at the source.",
        },
    )


def record_aside(iri: str, reason: str) -> Finding:
    """One record could not be taken."""
    return Finding(
        code="harvest:record-aside",
        severity="violation",
        layer="house",
        focus=iri,
        value=reason,
        message={
            "vi": f"Không tiếp nhận được bản ghi này nên đã tách riêng ({reason}).",
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
        place=places[0] if places else None,
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


def state_secret(places: tuple[str, ...]) -> Finding:
    """An entry is marked a state secret."""
    return Finding(
        code="harvest:state-secret",
        severity="violation",
        layer="national",
        place=places[0] if places else None,
        message={
            "vi": "Mục này được đánh dấu bí mật nhà nước nên bị từ chối và không lưu; phải gỡ khỏi danh mục nguồn.",
            "en": "This entry is marked a state secret, so it is refused and not stored; remove it from the source.",
        },
    )
