"""Tell web addresses from other IRIs."""

from __future__ import annotations


def is_page(iri: str | None) -> bool:
    """Whether an IRI is a web address, and no script."""
    return iri is not None and iri.lower().startswith(("https://", "http://"))
