"""Addresses of strangers, as far as a browser may be sent there."""

from __future__ import annotations

__all__ = ["is_page"]


def is_page(iri: str | None) -> bool:
    """Whether a browser may be sent there: a web address, and no script."""
    return iri is not None and iri.lower().startswith(("https://", "http://"))
