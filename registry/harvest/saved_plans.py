"""Plans in a file: added one after another, and read one after another, so that only one is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .plan import HarvestPlan, PlanRegistry
from .plan_container import PlanWriter, verify_plan
from .plan_reading import read_plans

__all__ = ["PlanFile", "SavedPlans"]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file to which plans are written; it is there once it is complete, and only if any was added."""

    _writer: PlanWriter
    _write: Callable[[HarvestPlan, PlanWriter], None]

    def add(self, plan: HarvestPlan) -> None:
        """Write a plan.

        Raises:
            UsageError: it cannot be written, or was read from a file.
            RegistryError: the registry cannot be read.
        """
        self._write(plan, self._writer)


class SavedPlans:
    """The plans in a file, in the order in which they were added; they are read when they are asked for.

    Without a registry they can be looked at, but not applied.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it is no plan, one of a newer danhmuc, incomplete or edited.
    """

    def __init__(self, path: str | Path, registry: PlanRegistry | None = None) -> None:
        self.path = Path(path)
        self._registry = registry
        verify_plan(self.path)

    def __iter__(self) -> Iterator[HarvestPlan]:
        """The plans.

        Raises:
            UsageError: one holds anything that no plan has.
        """
        for plan in read_plans(self.path):
            plan.registry = self._registry
            yield plan
