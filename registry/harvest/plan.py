"""The plan of a harvest: its changes, before any of them is applied.

A plan is a value: made by reading a source and comparing, applied by the registry that made it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..record.change import CHANGE_KINDS, ChangeKind, PlannedChange
from ..record.harvested import Harvested, HarvestReport

__all__ = ["HarvestPlan"]


@dataclass(slots=True, kw_only=True)
class HarvestPlan(Harvested):
    """The changes that one reading of a source asks for, and the source they belong to.

    Attributes:
        basis: number of the source's newest run when the plan was made, 0 for none; a later run voids the plan.
        redirects: key of the source's newest redirect then, 0 for none; a later rename voids the plan, too.
    """

    source: str
    location: str
    kind: str
    profile: str
    basis: int
    redirects: int = 0
    apply_with: Callable[[HarvestPlan, str], HarvestReport] | None = field(default=None, repr=False)

    def of_kind(self, kind: ChangeKind) -> tuple[PlannedChange, ...]:
        """The records (not the nodes) of that kind, by IRI."""
        return tuple(
            sorted(
                (change for change in self.changes if change.kind == kind and change.role == "record"),
                key=lambda change: change.iri,
            )
        )

    def summary(self) -> str:
        """The plan in a few lines of English."""
        lines = [f"{self.source} ({self.profile}): {self.state}" + (f", {self.report.why}" if self.report.why else "")]
        for name, counts in (
            ("records", self.report.records),
            ("node records", self.report.nodes),
            ("catalogue records", self.report.catalog_records),
        ):
            counted = ", ".join(f"{getattr(counts, kind)} {kind}" for kind in CHANGE_KINDS if getattr(counts, kind))
            if counted:
                lines.append(f"  {name}: {counted}")
        lines += [f"  renamed? {one.old} -> {one.new} ({one.evidence})" for one in self.report.renames]
        return "\n".join(lines)

    def apply(self, *, by: str = "harvest") -> HarvestReport:
        """Write the changes and report the outcome.

        Raises:
            RegistryError: the registry refused, or has moved since the plan was made. Batches written before stay, the
                run is recorded as failed, and the next one completes it.
        """
        if self.apply_with is None:
            raise TypeError("this plan was made without a registry")
        return self.apply_with(self, by)
