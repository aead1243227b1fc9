"""Validate the records of a plan once they are stored, because its own verdicts no longer hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from danhmuc.shapes import Validator

from ..record.change import PlannedChange
from ..record.harvested import HarvestReport
from ..record.stored import VALIDATED_STATES, StoredVersion
from ..store.batches import BATCH, write_batch
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.stored_rows import RegisteredSource, newest_versions, versions_with_keys
from ..verdicts.context import context_of, stored_graphs
from ..verdicts.due import renew_verdicts
from ..verdicts.new_verdicts import validate_page
from ..verdicts.writer import Transaction
from .ready_plan import ReadyPlan
from .recounting import recount_outcome, recount_verdict


def validate_anew(
    database: RegistryDatabase,
    ready: ReadyPlan,
    source: RegisteredSource,
    validator: Validator,
    stamp: Stamp,
    report: HarvestReport,
    writing: Transaction,
) -> HarvestReport:
    """Write new verdicts where the stored one is not current; returns the report with them.

    Args:
        source: with the profile of the run.
    """
    seen = {change.iri: change for change in ready.plan.changes if change.iri in ready.invalid}
    some = sorted(ready.invalid)
    for start in range(0, len(some), BATCH):
        iris = some[start : start + BATCH]
        with database.reading(words="planning") as connection:
            page = _versions(connection, source, iris, ready)
            changes = _verdicts(connection, source, page, validator)
        with writing() as connection:
            write_batch(database, connection, changes, stamp)
        outcomes = {iri: one.accepted for iri, one in page.items()}
        for change in changes:
            assert change.report is not None, "a renewed verdict is a report"
            outcomes[change.iri] = change.report.accepted
            report = recount_verdict(report, change.report, 1)
        for iri in iris:
            if iri in seen:
                report = recount_outcome(report, seen[iri], accepted=outcomes.get(iri), number=1)
    return report


def _versions(
    connection: Connection, source: RegisteredSource, iris: Collection[str], ready: ReadyPlan
) -> Mapping[str, StoredVersion]:
    """The stored versions by the IRIs that the plan gives them; earlier versions of danhmuc spelt some otherwise."""
    keys = {key: iri for iri in iris if (key := ready.invalid[iri]) is not None}
    by_key = versions_with_keys(connection, source.id, source.profile, keys)
    return {
        **{keys[one.id]: one for one in by_key.values()},
        **newest_versions(connection, source.id, source.profile, set(iris).difference(keys.values())),
    }


def _verdicts(
    connection: Connection, source: RegisteredSource, page: Mapping[str, StoredVersion], validator: Validator
) -> list[PlannedChange]:
    """New verdicts on a page; what is held or withdrawn has one, too, as after any other harvest."""
    barred = {iri: one for iri, one in page.items() if one.state not in VALIDATED_STATES}
    graphs = stored_graphs(connection, barred)
    context = context_of(connection, source, graphs, barred=barred)
    return [
        *validate_page(connection, source, page, validator),
        *renew_verdicts(barred, graphs, validator, context),
    ]
