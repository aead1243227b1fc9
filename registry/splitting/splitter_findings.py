"""Findings of the splitter."""

from __future__ import annotations

from danhmuc.vocab.findings import Finding

from ..messages.splitting import SplittingText


def minted_iri_finding(iri: str, source: str, place: str, *, shared: bool) -> Finding:
    """A resource without an IRI was given one."""
    return Finding(
        code="split:shared-blank-node" if shared else "split:minted-iri",
        severity="warning" if source == "content" else "info",
        layer="house",
        focus=iri,
        value=source,
        document=place,
        message=SplittingText.MINTED_SHARED() if shared else SplittingText.MINTED[source](),
    )


def collision_finding(iri: str, source: str, place: str) -> Finding:
    """Two resources without IRI have the same key."""
    return Finding(
        code="split:minted-collision",
        severity="warning",
        layer="house",
        focus=iri,
        value=source,
        document=place,
        message=SplittingText.COLLISION[source](),
    )


def distribution_apart_finding(iri: str, place: str) -> Finding:
    """A distribution stands alone: no record names it, or more than one does."""
    return Finding(
        code="split:distribution-apart",
        severity="info",
        layer="house",
        focus=iri,
        document=place,
        message=SplittingText.DISTRIBUTION_APART(),
    )
