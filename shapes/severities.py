"""The severities of SHACL as findings have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from .engine.names import SH

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Severity

__all__ = ["severity_of"]

_SEVERITIES: Final[Mapping[str, Severity]] = {
    SH + "Violation": "violation",
    SH + "Warning": "warning",
    SH + "Info": "info",
}


def severity_of(iri: str) -> Severity:
    """How grave a severity is; one of somebody's own counts as a violation."""
    return _SEVERITIES.get(iri, "violation")
