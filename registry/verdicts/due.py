"""Find stored verdicts that are no longer current, and replace them; knows neither RDF terms nor SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from danhmuc.shapes import Context, ValidationReport, Validator

from ..record.change import PlannedChange
from ..record.record import SourceRecord
from ..record.spools import replace_unloaded
from ..record.stored import StoredGraph, StoredVersion
from .page_workers import PagedValidation
from .pages_here import PagesHere


def with_verdict(
    change: PlannedChange,
    graph: SourceRecord | StoredGraph,
    stored: StoredVersion | None,
    validator: Validator,
    context: Context,
) -> PlannedChange:
    """The change with a verdict on `graph`, unless the stored one is current."""
    if has_current_verdict(change, graph, stored, validator, context):
        return change
    return replace_unloaded(change, report=validator.validate(graph, context))


def has_current_verdict(
    change: PlannedChange,
    graph: SourceRecord | StoredGraph,
    stored: StoredVersion | None,
    validator: Validator,
    context: Context,
) -> bool:
    """Whether the stored verdict is current, also by the context of the record."""
    if stored is None or change.has_body or not is_current(stored, validator):
        return False
    return stored.verdict_key == f"{_basis(validator)} {context.of(graph).digest}"


def is_current(stored: StoredVersion, validator: Validator) -> bool:
    """Whether the stored verdict is by the same rules and lists, and the reference date is one of its days.

    The context of the record may still have changed.
    """
    today = validator.today.isoformat()
    return (
        stored.verdict_key.startswith(f"{_basis(validator)} ")
        and (stored.since is None or stored.since <= today)
        and (stored.until is None or today <= stored.until)
    )


def renew_verdicts(
    stored: Mapping[str, StoredVersion],
    graphs: Iterable[StoredGraph],
    validator: Validator,
    context: Context,
    *,
    everything: bool = False,
    validation: PagedValidation | None = None,
) -> Iterator[PlannedChange]:
    """New verdicts on stored records: on those whose stored one is no longer current, or on all.

    Args:
        validation: by workers; None to validate here.

    Raises:
        SourceFailedError: the workers ended twice.
    """
    pages = validation or PagesHere(validator)
    found: list[tuple[PlannedChange, ValidationReport | None]] = []
    for graph in graphs:
        one = stored[graph.iri]
        change = PlannedChange.of_stored(graph.iri, one, kind="unchanged")
        if has_current_verdict(change, graph, None if everything else one, validator, context):
            continue
        found.append((change, None if pages.add(graph, context) else validator.validate(graph, context)))
    outcomes = pages.outcomes(everything=True)
    for change, report in found:
        outcome = next(outcomes) if report is None else report
        if isinstance(outcome, Exception):
            raise outcome
        yield replace_unloaded(change, report=outcome)
    # The next page has a context of its own.
    pages.end_page()


def _basis(validator: Validator) -> str:
    return f"{validator.profile.digest} {validator.lists_digest}"
