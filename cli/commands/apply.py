"""``danhmuc apply``: apply plans from a file, or show them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..errors import AnswerError
from ..group import Choice, Command
from ..language import language
from ..messages import plans as messages
from ..messages.program import APPLY_BRIEF
from ..messages.refusals import STREAM_CLOSED
from ..options import by_option, json_option, lang_option, name_of_actor, open_registry, option, registry_option
from ..output.json import json_list, json_text, print_json, print_json_part
from ..output.text import writing_to
from .harvest import answer_outcome
from .harvest_all import exit_code
from .plan_text import print_plan

if TYPE_CHECKING:
    from danhmuc.registry import HarvestedSource, HarvestPlan, Registry, SavedPlans

__all__ = ["command"]


@click.command("apply", cls=Command, help=messages.HELP, short_help=APPLY_BRIEF)
@click.argument("file", metavar="FILE")
@option("--show", is_flag=True, help=messages.SHOW)
@option("--format", "format_name", type=Choice(["text", "json", "html"]), default=None, help=messages.FORMAT)
@by_option
@registry_option
@json_option
@lang_option
def command(
    file: str,
    show: bool,  # noqa: FBT001 - click's own
    format_name: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Apply each plan, or show all; what is wrong with one does not stop the next, and the worst is the exit code."""
    from danhmuc.registry import SavedPlans  # heavy
    from danhmuc.vocab.errors import UsageError

    if format_name is not None and not show:
        raise UsageError(messages.ONLY_WITH_SHOW(option="--format"))
    if as_json and format_name not in (None, "json"):
        raise UsageError(messages.JSON_OR_FORMAT(format=format_name))
    if show:
        return _show(SavedPlans(file), "json" if as_json else format_name or "text")
    SavedPlans(file)  # before a registry is opened
    with open_registry(registry_url) as registry:
        return _apply(registry, file, name_of_actor(by), as_json=as_json)


def _apply(registry: Registry, file: str, by: str, *, as_json: bool) -> int:
    worst, batch = 0, registry.new_batch()
    answers: list[dict[str, object]] = []
    try:
        for plan in registry.read_plans(file):
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
        return HarvestedSource(location=plan.location, report=plan.apply(by=by, batch=batch))
    except RegistryUnavailableError:
        raise
    except DanhmucError as error:
        return HarvestedSource(location=plan.location, error=error)


def _show(plans: SavedPlans, format_name: str) -> int:
    if format_name == "html":
        from danhmuc.registry.reporting.plan_page import write_plan_page  # heavy

        if sys.stdout is None:
            raise AnswerError("stdout", STREAM_CLOSED())
        with writing_to(sys.stdout):
            write_plan_page(plans, sys.stdout.buffer, language())
            sys.stdout.buffer.flush()
    elif format_name == "json":
        from danhmuc.registry.reporting.plan_json import plan_to_json

        with json_list() as begin:
            for plan in plans:
                begin()
                print_json_part(json_text(plan_to_json(plan), indent=2))
    else:
        for plan in plans:
            print_plan(plan)
    return 0
