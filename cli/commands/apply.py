"""``danhmuc apply``: apply plans from a file, or show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..group import Choice, Command, FileName, TargetName
from ..messages.harvest import PlansCommandText
from ..messages.program import ProgramText
from ..options import (
    by_option,
    json_option,
    name_of_actor,
    open_registry,
    option,
    readable_option,
    refuse_in_use,
    registry_option,
)
from ..output.progress import progress
from ..output.text import print_json
from .harvest import answer_outcome
from .harvest_all import exit_code
from .plan_show import PLAN_FORMATS, format_of_plan, show_plans

if TYPE_CHECKING:
    from danhmuc.registry import HarvestedSource, HarvestPlan, Registry


@click.command("apply", cls=Command, help=PlansCommandText.HELP, short_help=ProgramText.APPLY_BRIEF)
@click.argument("file", metavar="FILE", type=FileName())
@option("--dry-run", is_flag=True, help=PlansCommandText.DRY_RUN)
@option("--format", "format_name", type=Choice(PLAN_FORMATS), default=None, help=PlansCommandText.FORMAT)
@option("-o", "--output", "target", metavar="OUTPUT", type=TargetName(), help=PlansCommandText.OUTPUT)
@by_option
@readable_option("-o")
@registry_option
@json_option
def command(
    file: str,
    dry_run: bool,  # noqa: FBT001 - click's own
    format_name: str | None,
    target: str | None,
    by: str | None,
    readable: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Apply each plan, or show all; what is wrong with one does not stop the next, and the worst is the exit code."""
    from danhmuc.registry import SavedPlans  # heavy
    from danhmuc.vocab.errors import UsageError

    if format_name is not None and not dry_run:
        raise UsageError(PlansCommandText.ONLY_OF_DRY_RUN(option="--format"))
    if target is not None and not dry_run:
        raise UsageError(PlansCommandText.ONLY_OF_DRY_RUN(option="--output"))
    if dry_run:
        format_name = format_of_plan(format_name, target, as_json=as_json)
        if target is not None:
            refuse_in_use(target, url=registry_url)
        return show_plans(SavedPlans(file), target, format_name, readable=readable)
    SavedPlans(file)  # before a registry is opened
    with open_registry(registry_url, writes=True) as registry:
        return _apply(registry, file, name_of_actor(by), as_json=as_json)


def _apply(registry: Registry, file: str, by: str, *, as_json: bool) -> int:
    worst, batch = 0, registry.harvests.new_batch()
    answers: list[dict[str, object]] = []
    try:
        for plan in registry.harvests.read_plans(file):
            outcome = _outcome(plan, by, batch)
            worst = max(worst, exit_code(outcome))
            answers += answer_outcome(registry, outcome, batch, quiet=False, as_json=as_json)
    finally:
        # Report what was done even where the rest could not be.
        if as_json:
            print_json(answers)
    return worst


def _outcome(plan: HarvestPlan, by: str, batch: int) -> HarvestedSource:
    from danhmuc.registry import HarvestedSource
    from danhmuc.vocab.errors import DanhmucError, RegistryUnavailableError

    try:
        with progress(plan.source) as show:
            return HarvestedSource(location=plan.location, report=plan.apply(by=by, batch=batch, progress=show))
    except RegistryUnavailableError:
        raise
    except DanhmucError as error:
        return HarvestedSource(location=plan.location, error=error)
