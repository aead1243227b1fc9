"""Plans in a file: added one after another, and read one after another, so that only one is in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..record.source_settings import DeclaredSource
from .named_sources import require_free_name
from .plan_file import HarvestPlan, PlanRegistry, PlanWriter, verify_plan
from .plan_reading import read_plans


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file to which plans are written; it is there once it is complete, and only if any was added."""

    _writer: PlanWriter
    _write: Callable[[HarvestPlan, PlanWriter], None]
    _registered: Collection[str]
    _new: list[DeclaredSource] = field(default_factory=list)

    def add(self, plan: HarvestPlan) -> None:
        """Write a plan.

        Raises:
            UsageError: it cannot be written, was read from a file, or see `require_free_name`.
            RegistryError: the registry cannot be read.
        """
        self.require_free_name(plan)
        self._write(plan, self._writer)
        if plan.source not in self._registered and not plan.report.unopened:
            self._new.append(DeclaredSource(name=plan.source, location=plan.location, kind=plan.kind))

    def require_free_name(self, plan: HarvestPlan) -> None:
        """Refuse the plan of a source that could not be made once the plans added before it are applied.

        Raises:
            UsageError: one of them makes a source of this name, or of one that looks the same, at another location.
        """
        if plan.source not in self._registered and not plan.report.unopened:
            others = [one for one in self._new if one.location != plan.location]
            require_free_name(others, plan.source, location=plan.location, kind=plan.kind)


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
