"""What the splitter has to say, in both languages."""

from __future__ import annotations

from danhmuc.vocab.findings import Finding

__all__ = ["collision", "distribution_apart", "minted"]

_SOURCES_VI = {
    "identifier": "mã định danh",
    "topic": "tài nguyên được mô tả",
    "landing page": "trang giới thiệu",
    "download": "địa chỉ tải về",
    "title": "tiêu đề và cơ quan công bố",
    "content": "nội dung mô tả",
}


def minted(iri: str, source: str, place: str, *, shared: bool) -> Finding:
    """A resource without an IRI was given one."""
    if shared:
        vi = "Nút lồng được nhiều bản ghi dùng chung nên đã được cấp một IRI; nên đặt IRI riêng cho nút này."
        en = "Several records share this nested node, so it was given an IRI; it should have one of its own."
    else:
        vi = f"Tài nguyên không có IRI nên đã được cấp một IRI theo {_SOURCES_VI[source]}; nên đặt IRI cố định."
        en = f"The resource has no IRI and was given one from its {source}; it should have a lasting one."
    return Finding(
        code="split:shared-blank-node" if shared else "split:minted-iri",
        severity="warning" if source == "content" else "info",
        layer="house",
        focus=iri,
        value=source,
        document=place,
        message={"vi": vi, "en": en},
    )


def collision(iri: str, source: str, place: str) -> Finding:
    """Two resources without IRI have the same key."""
    return Finding(
        code="split:minted-collision",
        severity="warning",
        layer="house",
        focus=iri,
        value=source,
        document=place,
        message={
            "vi": f"Hai tài nguyên không có IRI trùng {_SOURCES_VI[source]}; nên đặt IRI cố định cho từng tài nguyên.",
            "en": f"Two resources without IRI have the same {source}; each should have a lasting IRI.",
        },
    )


def distribution_apart(iri: str, place: str) -> Finding:
    """A distribution stands alone: no record names it, or more than one does."""
    return Finding(
        code="split:distribution-apart",
        severity="info",
        layer="house",
        focus=iri,
        document=place,
        message={
            "vi": "Bản phân phối không thuộc riêng một bản ghi nào nên được giữ như bản ghi phụ trợ.",
            "en": "No record alone names this distribution, so it is kept as a node record.",
        },
    )
