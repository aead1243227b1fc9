"""Verdicts on what a delta does not have, and which may be others by it: found from what it has, not by walking all.

Source of the rules: docs/decisions/0042-deletions-in-a-delta.md.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence

from danhmuc.shapes import Validator

from ..record.change import PlannedChange, links_of
from ..record.harvested import HarvestReport
from ..record.record import NODE_ROLES, Membership
from ..record.stored import VALIDATED_STATES
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.reading import graph_bodies
from ..store.reading_basis import has_due_verdicts
from ..store.selecting import has_due, mark_due
from ..store.stored_rows import RegisteredSource, links_to, memberships_of, published_by
from ..verdicts.context import records_reaching
from ..verdicts.writer import Transaction, VerdictWriter
from .plan_changes import recount_verdict

_DELTA_PAGE = 500


def renew_around_delta(
    database: RegistryDatabase,
    source: RegisteredSource,
    validator: Validator | None,
    stamp: Stamp,
    changes: Sequence[PlannedChange],
    memberships: Collection[Membership],
    report: HarvestReport,
    writing: Transaction,
) -> HarvestReport:
    """Make verdicts anew that a delta may have made others, and those that no longer hold; returns the report with it.

    Args:
        source: with the profile of the run.
        memberships: those that the delta lists.
    """
    if validator is None:
        return report
    writer = VerdictWriter.of_act(database, source, validator, stamp, writing)
    changed = [one for one in changes if one.body is not None or one.kind == "reappeared" or one.is_deleted]
    with database.reading(words="planning") as connection:
        is_due = has_due_verdicts(
            connection,
            source.id,
            source.profile,
            profile_digest=validator.profile.digest,
            lists_digest=validator.lists_digest,
            today=validator.today.isoformat(),
        )
        around = _records_around(connection, source, changed, memberships)
        # Graphs tell what reaches a node record, so that they are read where one has changed that was known.
        nodes = {one.iri for one in changed if one.role in NODE_ROLES and one.record_id is not None}
        reaching = records_reaching(connection, source, nodes) if nodes else set()
    if reaching:
        with writing() as connection:
            mark_due(connection, reaching)
    writer.write_some(around)
    if is_due:
        for page in writer.write_newest():
            for change in page.changes:
                if change.report is not None:
                    report = recount_verdict(report, change.report, 1)
    with database.reading(words="planning") as connection:
        has_more = has_due(connection, source.id)
    if has_more:
        writer.write_due()
    if is_due or any(one.report is not None and not one.report.accepted for one in changes):
        writer.write_older(in_new_context=False)
    return report


def renew_marked(
    database: RegistryDatabase, source: RegisteredSource, validator: Validator, stamp: Stamp, writing: Transaction
) -> None:
    """Make the verdicts anew of which a run that was broken off had marked the records."""
    VerdictWriter.of_act(database, source, validator, stamp, writing).write_due()


def _records_around(
    connection: Connection,
    source: RegisteredSource,
    changed: Sequence[PlannedChange],
    memberships: Collection[Membership],
) -> set[str]:
    """The IRIs of what may have another context: at the other ends of links, and catalogues with their members."""
    found = {end for one in memberships for end in (one.catalog, one.target)}
    for start in range(0, len(changed), _DELTA_PAGE):
        page = changed[start : start + _DELTA_PAGE]
        found |= _link_targets(connection, page)
        # What is new, or no longer there, has another class for whoever names it.
        turned = {one.iri for one in page if one.kind in ("created", "reappeared") or one.is_deleted}
        found |= {link.subject for link in links_to(connection, source.id, turned, VALIDATED_STATES)}
        found |= {one.catalog for one in memberships_of(connection, source.id, turned, VALIDATED_STATES)}
        agents = {one.iri for one in page if one.role in NODE_ROLES and one.record_id is None}
        found |= published_by(connection, source.id, agents)
    return found


def _link_targets(connection: Connection, page: Sequence[PlannedChange]) -> set[str]:
    """The IRIs to which records begin or cease to have links."""
    before = graph_bodies(connection, [one.version_id for one in page if one.version_id is not None])
    found: set[str] = set()
    for one in page:
        old = before.get(one.version_id or 0, b"")
        was = set(links_of(one.iri, old)) if one.kind == "updated" or one.is_deleted else set()
        new = old if one.body is None else zlib.decompress(one.body)
        now = set() if one.is_deleted else set(links_of(one.iri, new))
        found |= {link.target for link in was ^ now}
    return found
