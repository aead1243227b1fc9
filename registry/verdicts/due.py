"""Find stored verdicts that are no longer current, and replace them; knows neither RDF terms nor SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from danhmuc.shapes import Context, Validator

from ..record.change import PlannedChange
from ..record.record import SourceRecord
from ..record.spilled_values import replace_unloaded
from ..record.stored import StoredGraph, StoredVersion

__all__ = ["is_current", "renew_verdicts", "with_verdict"]


def with_verdict(
    change: PlannedChange,
    graph: SourceRecord | StoredGraph,
    stored: StoredVersion | None,
    validator: Validator,
    context: Context,
) -> PlannedChange:
    """The change with a verdict on `graph`, unless the stored one is current."""
    if stored is not None and not change.has_body and is_current(stored, validator):
        key = f"{_basis(validator)} {context.of(graph).digest}"
        if stored.verdict_key == key:
            return change
    return replace_unloaded(change, report=validator.validate(graph, context))


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
) -> Iterator[PlannedChange]:
    """New verdicts on stored records: on those whose stored one is no longer current, or on all."""
    for graph in graphs:
        one = stored[graph.iri]
        change = PlannedChange.of_stored(graph.iri, one, kind="unchanged")
        change = with_verdict(change, graph, None if everything else one, validator, context)
        if change.report is not None:
            yield change


def _basis(validator: Validator) -> str:
    return f"{validator.profile.digest} {validator.lists_digest}"
