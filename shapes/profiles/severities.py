"""Severities of SHACL as severities of findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.terms import SH

from ..engine.components import ALL_COMPONENTS
from ..engine.own_components import asks_about_today
from ..engine.rows import Demand

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Severity

    from ..engine.shape_model import Shape


_SEVERITIES: Final[Mapping[str, Severity]] = {
    SH.Violation.value: "violation",
    SH.Warning.value: "warning",
    SH.Info.value: "info",
}
_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}


def severity_of(iri: str) -> Severity:
    """The severity of findings for a SHACL severity; a custom one counts as a violation."""
    return _SEVERITIES.get(iri, "violation")


def is_severity(iri: str) -> bool:
    """Whether a severity is one of SHACL's three."""
    return iri in _SEVERITIES


def never_gates(shape: Shape) -> bool:
    """Whether a shape states a violation but is reported as a warning, because it depends on the reference date."""
    if shape.severity is None or shape.is_deactivated or severity_of(shape.severity.value) != "violation":
        return False
    return any(asks_about_today(Demand(shape, _COMPONENTS[one.component], one)) for one in shape.constraints)
