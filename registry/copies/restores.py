"""Restore a backup, with what was decided since about what may leave.

A backup does not know what was purged or withheld after it was made. The registry that it replaces does, and what
cannot be known is said. Source of the rules: docs/decisions/0078-copies.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError, UsageError
from danhmuc.vocab.json_values import json_members

from ..edits.put import purge_iri
from ..export.annotations import unapproved_annotations
from ..messages.store import CopiesText, OpeningText, RequestsText
from ..record.causes import required_reason
from ..record.contents import Progress
from ..store.clock import now
from ..store.database import Connection, RegistryDatabase
from ..store.decisions import ELEMENT_DECISIONS
from ..store.integrity import check_integrity
from ..store.later_decisions import (
    LaterIdentity,
    LostRegistration,
    count_later_changes,
    differing_sources,
    drop_leases,
    later_purges,
    remember_given_keys,
    take_over_authorities,
    take_over_barred,
    take_over_causes,
    take_over_code_lists,
    take_over_disclosures,
    take_over_identity,
    take_over_internal,
    take_over_marks,
    take_over_registrations,
)
from ..store.ledger import write_changes
from ..store.moments import LostSpan, add_lost_span
from ..store.opening import database_file, has_registry, is_in_memory, open_database, open_marked, shown_url
from ..store.purging import free_pages
from ..store.registry_copies import (
    BackupFacts,
    count_all_rows,
    keep_backup,
    read_backup,
    registry_facts,
    replace_rows,
    take_place,
    working_copy,
)
from ..store.runs import refuse_any_lease
from ..store.settings import naming_convention, take_over_naming_convention
from ..store.stored_rows import declared_sources, sources_of
from ..store.target import end_mark, read_facts, refuse_targets
from .copying import counting

_SAME_DECISION: Final = ("kind", "schema", "column", "target", "outcome", "since")
"""The columns by which a decision about elements is the same one in two states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """A backup that was restored.

    Attributes:
        target: URL of the registry, without its password.
        at: when the backup was made, UTC.
        is_known: whether a newer state of the registry was there, so that later purges and holds were taken over.
        purged: number of purges taken over.
        withheld: number of holds taken over.
        marked: number of marks of secrecy taken over.
        barred: IRIs that are withheld by this restoring, because the newer state kept them back for another reason.
        internal: names of the sources of which nothing leaves, as in the newer state.
        sources: names of the sources that were added, moved, removed or set otherwise since, and are as in the backup.
        lost: number of changes of records that the newer state had, and that are lost.
        registered: number of registrations taken over that were made or ended since.
        elements: number of decisions about data elements taken over that were made or revoked since.
        equal: number of statements since that two IRIs name one thing, taken over.
        renamed: number of renames since, taken over as such statements: rename again after the next harvest.
        again: number of renames and such statements that were ended since, and hold again.
        code_lists: number of code lists loaded since, and of times that one was put in force, taken over.
        disclosures: number of times since that an earlier moment left as it was known then, taken over.
        is_convention_later: whether the naming convention was set or removed since, and taken over.
        naming_convention: that of the restored registry; None if it has none.
        lost_registrations: those in force that cannot be taken over, since the backup has no such version.
        kept: the file with the state that was replaced, kept beside it since its schema was older; else None.
    """

    target: str
    at: str
    is_known: bool
    purged: int = 0
    withheld: int = 0
    marked: int = 0
    barred: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    lost: int = 0
    registered: int = 0
    elements: int = 0
    equal: int = 0
    renamed: int = 0
    again: int = 0
    code_lists: int = 0
    disclosures: int = 0
    is_convention_later: bool = False
    naming_convention: str | None = None
    lost_registrations: tuple[LostRegistration, ...] = ()
    kept: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The outcome as JSON has it."""
        return {
            **json_members(self, self.__slots__),
            "barred": list(self.barred),
            "internal": list(self.internal),
            "sources": list(self.sources),
            "lost_registrations": [one._asdict() for one in self.lost_registrations],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """The backup, and who restores it for which reason."""

    file: Path
    facts: BackupFacts
    by: str
    reason: str


def restore_backup(
    file: str | Path,
    url: str,
    *,
    by: str,
    reason: str,
    newer: str | None = None,
    progress: Progress | None = None,
) -> RestoreReport:
    """Put a backup in the place of a registry, or where there is none; all at once, or not at all.

    What was decided since is taken over from the registry that is replaced, and from `newer`: purges, holds, marks of
    secrecy, what is one thing, registrations, and what else `RestoreReport` counts. If neither is there,
    `RestoreReport.is_known` is false: somebody has to look for what was decided since.

    Args:
        file: made by `Upkeep.back_up`.
        newer: URL of another state of the same registry, such as the damaged one on another server.

    Raises:
        UsageError: the file is no backup, the reason is empty, or something else is made from what would be written.
        RegistryUnavailableError: what is to be replaced cannot be read; move it away first.
        RegistryError: that is another registry, one of its sources is being harvested, or the backup is damaged.
    """
    order = _Order(file=Path(file), facts=read_backup(Path(file)), by=by, reason=required_reason(reason))
    if is_in_memory(url):
        raise UsageError(CopiesText.COPY_OF_PRIVATE())
    is_there = has_registry(url)
    with ExitStack() as stack:
        replaced = stack.enter_context(open_database(url, keep_backup=keep_backup)) if is_there else None
        other = stack.enter_context(open_database(newer, migrate_older=False)) if newer is not None else None
        path = replaced.path if replaced is not None else database_file(url)
        fresh = stack.enter_context(working_copy(order.file, path or order.file.resolve()))
        # From here on nobody decides anything in what is replaced.
        writing = None if replaced is None else stack.enter_context(replaced.writing())
        if writing is not None:
            refuse_any_lease(writing)
        newer_states = [(replaced, writing)] if replaced is not None and writing is not None else []
        if other is not None:
            newer_states.append((other, stack.enter_context(other.reading(words="copying"))))
        working = stack.enter_context(open_database(fresh))
        if replaced is None and path is not None:
            with working.reading(words="copying") as connection:
                refuse_targets(path, sources=declared_sources(connection))
        report = _take_over(working, newer_states, order, shown_url(url))
        if report.purged:
            free_pages(working)
        if replaced is not None and writing is not None:
            with working.reading(words="copying") as connection:
                total = count_all_rows(connection)
                report_rows = counting(progress, "copy", total)
                replace_rows(writing, connection, replaced, source_url=working.url, copied=report_rows)
            if replaced.migration is not None and replaced.migration.backup is not None:
                report = replace(report, kept=str(replaced.migration.backup))
            return report
        if path is not None:
            working.close()
            take_place(fresh, path)
            return report
        return _fill_empty(url, working, report, progress)


def _fill_empty(url: str, working: RegistryDatabase, report: RestoreReport, progress: Progress | None) -> RestoreReport:
    """Fill an empty database of a server in one transaction."""
    with open_marked(url, "copying", create=True) as target, working.reading(words="copying") as source:
        total = count_all_rows(source)
        with target.writing() as connection:
            if read_facts(connection):
                raise RegistryUnavailableError(
                    target.url, OpeningText.REGISTRY_COPY_UNFINISHED()
                )  # begun by `registry copy`
            report_rows = counting(progress, "copy", total)
            replace_rows(connection, source, target, source_url=working.url, copied=report_rows)
            end_mark(connection)
    return report


@dataclass(slots=True, kw_only=True)
class _Found:
    """Later decisions of all newer states together; see `RestoreReport`."""

    purged: int = 0
    withheld: int = 0
    marked: int = 0
    barred: set[str] = field(default_factory=set)
    internal: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    lost: int = 0
    registered: int = 0
    elements: int = 0
    identity: LaterIdentity = field(default_factory=LaterIdentity)
    code_lists: int = 0
    disclosures: int = 0
    is_convention_later: bool = False
    naming_convention: str | None = None
    lost_registrations: dict[LostRegistration, None] = field(default_factory=dict)

    def report(self, target: str, at: str, *, is_known: bool) -> RestoreReport:
        """The outcome of restoring the backup that was made `at` that time."""
        return RestoreReport(
            target=target,
            at=at,
            is_known=is_known,
            purged=self.purged,
            withheld=self.withheld,
            marked=self.marked,
            barred=tuple(sorted(self.barred)),
            internal=tuple(sorted(self.internal)),
            sources=tuple(sorted(self.sources)),
            lost=self.lost,
            registered=self.registered,
            elements=self.elements,
            **self.identity._asdict(),
            code_lists=self.code_lists,
            disclosures=self.disclosures,
            is_convention_later=self.is_convention_later,
            naming_convention=self.naming_convention,
            lost_registrations=tuple(self.lost_registrations),
        )


def _take_over(
    working: RegistryDatabase,
    newer_states: Sequence[tuple[RegistryDatabase, Connection]],
    order: _Order,
    target: str,
) -> RestoreReport:
    """Take over what newer states have decided, in one transaction of the working copy."""
    found = _Found()
    with working.writing() as connection:
        # Of another registry, holds say nothing about this one.
        registry = registry_facts(connection)["registry"]
        for database, newer in newer_states:
            if not registry or registry_facts(newer)["registry"] != registry:
                raise RegistryError(CopiesText.RESTORE_OF_ANOTHER(url=database.url, file=str(order.file)))
            _take_over_from(newer, connection, working, order, found, url=database.url)
        drop_leases(connection)
        # Even if no newer state is known: nobody knows what there was.
        add_lost_span(connection, LostSpan(order.facts.at, now()))
        for source in sources_of(connection):
            write_changes(working, connection, source_id=source.id, run=None, by=order.by, reason=order.reason)
        found.naming_convention = naming_convention(connection)
    with working.reading(words="copying") as connection:
        for problem in check_integrity(connection).problems:
            raise RegistryError(CopiesText.RESTORE_UNSOUND(problem=problem))
    return found.report(target, order.facts.at, is_known=bool(newer_states))


def _take_over_from(
    newer: Connection, older: Connection, working: RegistryDatabase, order: _Order, found: _Found, *, url: str
) -> None:
    """Take over what one newer state has decided, step by step: the order matters where it is said."""
    found.lost = max(found.lost, count_later_changes(newer, older))  # before the keys, which make both ledgers as long
    remember_given_keys(newer, older)
    found.purged += _take_over_purges(newer, older, working, order)
    found.marked += take_over_marks(newer, older, working, url=url, file=str(order.file))
    found.withheld += take_over_causes(newer, older, working)
    # Before what is barred: what holds one of two names holds both.
    found.identity = LaterIdentity(
        *map(sum, zip(found.identity, take_over_identity(newer, older, working), strict=True))
    )
    found.barred |= _take_over_barred(newer, older, working, order)
    found.internal.update(take_over_internal(newer, older))
    found.sources |= differing_sources(newer, older)
    found.code_lists += take_over_code_lists(newer, older, working)
    found.disclosures += take_over_disclosures(newer, older, working)
    # The registry that is replaced comes first, and decides.
    found.is_convention_later = found.is_convention_later or take_over_naming_convention(newer, older)
    found.elements += ELEMENT_DECISIONS.take_over(newer, older, working, same=_SAME_DECISION)
    take_over_authorities(newer, older, working)
    registrations = take_over_registrations(newer, older, working)  # after purges, whose words are not taken
    found.registered += registrations.taken
    found.lost_registrations |= dict.fromkeys(registrations.lost)


def _take_over_purges(newer: Connection, older: Connection, working: RegistryDatabase, order: _Order) -> int:
    """Purge what was purged since; returns the number."""
    purges = later_purges(newer, older)
    for purge in purges:
        with _explaining_part(purge.iri):
            purge_iri(working, older, purge.iri, by=purge.by, reason=purge.reason or order.reason)
    return len(purges)


def _take_over_barred(newer: Connection, older: Connection, working: RegistryDatabase, order: _Order) -> set[str]:
    """Withhold what the newer state keeps back for another reason; returns the IRIs."""
    disapproved = unapproved_annotations(newer) - unapproved_annotations(older)
    return set(take_over_barred(newer, older, working, disapproved, by=order.by, reason=order.reason))


@contextmanager
def _explaining_part(iri: str) -> Iterator[None]:
    """Say of an IRI that is a part of another record in the backup what can be done.

    Raises:
        RegistryError: it is.
    """
    try:
        yield
    except UsageError as error:
        if error.message.id != RequestsText.PURGE_OF_PART.id:
            raise
        record = str(error.message.facts["record"])
        raise RegistryError(CopiesText.RESTORE_PART_PURGED(iri=iri, record=record)) from error
