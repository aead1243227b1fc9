"""``danhmuc harvest --plan``: plan the harvests, and write the plans to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.messages import as_message
from danhmuc.vocab.text import shown_location

from ..language import render
from ..messages.harvest import PlansCommandText
from ..output.changes import print_network
from ..output.findings import print_profile_warnings
from ..output.progress import progress
from ..output.refusals import refuse_unopened
from ..output.text import print_line, short_line
from ..workers import page_workers, refuse_unharvested
from .harvest_all import Harvest
from .plan_show import print_plan_in_brief

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import HarvestPlan, HarvestSource, NamedSource, Registry, Workers


def plan_all(
    registry: Registry,
    named: Sequence[NamedSource],
    asked: Harvest,
    path: str,
    answers: list[dict[str, object]],
    *,
    workers: int,
    quiet: bool,
    as_json: bool,
) -> int:
    """Plan each source and add its plan to the file; the worst outcome is the exit code.

    Args:
        workers: number of processes that validate.
        answers: gets what JSON says of each source.
    """
    from danhmuc.registry.record.contents import file_in_folder
    from danhmuc.vocab.errors import DanhmucError, RegistryUnavailableError, UsageError

    worst, number = 0, 0
    with registry.harvests.plan_file(path) as plans, page_workers(workers) as helpers:
        for one in named:
            try:
                if one.source is None:
                    assert one.error is not None, "what is no source has an error"
                    raise one.error
                plan = _plan(registry, one.source, asked, helpers)
                plans.require_free_name(plan)
            except RegistryUnavailableError:
                raise
            except DanhmucError as error:
                worst = max(worst, refuse_unharvested(one.word, error))
                answers.append({"location": one.word, "error": str(error)})
                continue
            report = plan.report
            if report.unopened:
                worst = max(worst, refuse_unopened(as_message(plan.location if report.why is None else report.why)))
            worst = max(worst, 1 if report.needs_attention and not report.unopened else 0)
            plans.add(plan)
            number += 1
            if quiet and not report.needs_attention:
                continue
            claims = [{"iri": claim.iri, "sources": list(claim.sources)} for claim in plan.claims]
            pages = [one.as_dict() for one in report.pages]
            counts = {**report.as_dict(), "pages": pages}
            file = file_in_folder(one.source)
            location = shown_location(plan.location)
            answers.append({"location": location, "file": file, **counts, "claims": claims, "plan": path})
            if not as_json and not report.unopened:
                print_plan_in_brief(plan)
            elif not as_json:
                print_network(report.traffic, report.letter)
    for profile, unsupported in registry.profile_warnings.items():
        print_profile_warnings(profile, unsupported)
    if number == 0:
        raise UsageError(PlansCommandText.NOTHING_PLANNED(file=path))
    if not quiet and not as_json:
        print_line(render(PlansCommandText.WRITTEN(file=short_line(path))))
    return worst


def _plan(registry: Registry, source: HarvestSource, asked: Harvest, workers: Workers | None) -> HarvestPlan:
    with progress(source.name) as show:
        return registry.plan(
            source,
            name=asked.name,
            profile=asked.profile,
            partial=asked.why_partial,
            progress=show,
            deadline=asked.deadline,
            workers=workers,
            private_network=asked.internal,
        )
