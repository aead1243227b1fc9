"""The severities of SHACL as findings have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ..engine.components import ALL_COMPONENTS
from ..engine.names import SH
from ..engine.own_components import asks_about_today
from ..engine.rows import Demand

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Severity

    from ..engine.shape_model import Shape

__all__ = ["is_severity", "never_gates", "severity_of"]

_SEVERITIES: Final[Mapping[str, Severity]] = {
    SH + "Violation": "violation",
    SH + "Warning": "warning",
    SH + "Info": "info",
}
_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}


def severity_of(iri: str) -> Severity:
    """How grave a severity is; one of somebody's own counts as a violation."""
    return _SEVERITIES.get(iri, "violation")


def is_severity(iri: str) -> bool:
    """Whether it is one of SHACL's three, and so means what it says."""
    return iri in _SEVERITIES


def never_gates(shape: Shape) -> bool:
    """Whether a shape says that it is a violation, and is told as a warning: the reference date decides over it."""
    if shape.severity is None or shape.is_deactivated or severity_of(shape.severity.value) != "violation":
        return False
    return any(asks_about_today(Demand(shape, _COMPONENTS[one.component], one)) for one in shape.constraints)
