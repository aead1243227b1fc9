"""A plan as JSON for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.text import shown_location

from ..record.finding_json import finding_to_json

if TYPE_CHECKING:
    from ..harvest.plan import HarvestPlan, PlannedDifference


def plan_to_json(plan: HarvestPlan) -> dict[str, object]:
    """The counts of a plan, as a harvest reports them, and all that changes, property by property."""
    return {
        "location": shown_location(plan.location),
        **plan.report.as_dict(),
        "needs_a_person": plan.report.needs_attention,
        "claims": [{"iri": claim.iri, "sources": list(claim.sources)} for claim in plan.claims],
        "renames": [one.as_dict() for one in plan.report.renames],
        "pages": [one.as_dict() for one in plan.report.pages],
        "changes": [_change_to_json(one) for one in plan.differences()],
        "run_findings": [finding_to_json(finding) for finding in plan.findings],
    }


def _change_to_json(one: PlannedDifference) -> dict[str, object]:
    change = one.change
    verdict = None if change.report is None else "accepted" if change.report.accepted else "submitted"
    return {
        "iri": change.iri,
        "role": change.role,
        "kind": change.kind,
        "deleted": change.is_deleted,
        "title": one.title,
        "verdict": verdict,
        "properties": [changed.as_dict() for changed in one.properties],
    }
