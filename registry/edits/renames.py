"""Decisions of persons about identity: a record is renamed, a rename is ended or declined, two IRIs name one thing."""

from __future__ import annotations

from dataclasses import dataclass

from danhmuc.vocab.errors import UsageError

from ..messages.identity import IdentityText
from ..record.identity import ProposedRename, Redirect, SameAs
from ..record.record import LOCAL
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import (
    add_redirect,
    add_same_as,
    answer_proposals,
    end_redirect,
    end_same_as,
    find_redirect,
    open_proposals,
    redirect_rows,
    same_as_rows,
)
from ..store.leases import refuse_leased
from ..store.membership_rows import end_kept_memberships
from ..store.renaming import merge_records
from ..store.searching import RecordRow, record_of, record_rows
from ..store.stored_rows import named_source
from .reasons import required_reason


@dataclass(frozen=True, slots=True)
class Identities:
    """The decisions about identity in one registry."""

    database: RegistryDatabase

    def rename(self, old: str, new: str, *, by: str, reason: str, source: str | None) -> Redirect:
        """Rename a record; see `Registry.rename`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            before, after = _find_pair(connection, old, new, source)
            refuse_leased(connection, before.source)
            for row in (before, after):
                if row.role != "record":
                    raise UsageError(IdentityText.RENAME_ROLE(iri=row.iri, source=row.source))
                if row.state == "purged":
                    raise UsageError(IdentityText.RENAME_OF_PURGED(iri=row.iri))
            if before.presence == "present" and before.source != LOCAL:
                raise UsageError(IdentityText.RENAME_OF_PRESENT(old=old, source=before.source))
            key = before.source_id
            add_redirect(self.database, connection, key, old, new, by=by, reason=reason)
            merge_records(self.database, connection, before.id, after.id, by=by, reason=reason)
            end_kept_memberships(connection, key, run=None)
            answer_proposals(connection, key, old, new, "accepted", by=by, reason=reason)
            return redirect_rows(connection, source=before.source, iri=old)[-1]

    def decline(self, old: str, new: str, *, by: str, reason: str, source: str | None) -> ProposedRename:
        """Decline a proposed rename; see `Registry.decline_rename`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            before, _ = _find_pair(connection, old, new, source)
            proposed = [one for one in open_proposals(connection, before.source_id) if (one.old, one.new) == (old, new)]
            if not proposed:
                raise UsageError(IdentityText.RENAME_NOT_PROPOSED(old=old, new=new))
            answer_proposals(connection, before.source_id, old, new, "declined", by=by, reason=reason)
            return proposed[0]

    def end_redirect(self, old: str, *, by: str, reason: str, source: str | None) -> Redirect:
        """End a redirect; see `Registry.end_redirect`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            if source is not None:
                named_source(connection, source)
            found = find_redirect(connection, old, source)
            if found is None:
                raise UsageError(IdentityText.NEVER_RENAMED(iri=old))
            key = named_source(connection, found.source).id
            end_redirect(connection, key, old, by=by, reason=reason)
            return next(one for one in reversed(redirect_rows(connection, iri=old, ended=True)) if one.old == old)

    def same_as(self, first: str, second: str, *, by: str, reason: str) -> SameAs:
        """Say that two IRIs name one thing; see `Registry.same_as`."""
        reason = required_reason(reason)
        if first == second:
            raise UsageError(IdentityText.SAME_AS_ITSELF(iri=first))
        with self.database.writing() as connection:
            for iri in (first, second):
                record_of(connection, iri, None)  # or an error
            if {first, second} in ({one.first, one.second} for one in same_as_rows(connection, iri=first)):
                raise UsageError(IdentityText.SAME_AS_KNOWN(first=first, second=second))
            add_same_as(self.database, connection, first, second, by=by, reason=reason)
            return same_as_rows(connection, iri=first)[-1]

    def end_same_as(self, first: str, second: str, *, by: str, reason: str) -> SameAs:
        """End that two IRIs name one thing; see `Registry.end_same_as`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            if not end_same_as(connection, first, second, by=by, reason=reason):
                raise UsageError(IdentityText.SAME_AS_UNKNOWN(first=first, second=second))
            about = (one for one in reversed(same_as_rows(connection, iri=first, ended=True)))
            return next(one for one in about if {one.first, one.second} == {first, second})


def _find_pair(connection: Connection, old: str, new: str, source: str | None) -> tuple[RecordRow, RecordRow]:
    """The records of two IRIs in the one source that describes both.

    Raises:
        UnknownNameError: no such source.
        UsageError: one is described nowhere, no source or more than one describes both, or one was renamed.
    """
    if source is not None:
        named_source(connection, source)
    if old == new:
        raise UsageError(IdentityText.RENAME_INTO_ITSELF(iri=old))
    before, after = _by_source(connection, old, source), _by_source(connection, new, source)
    both = sorted(before.keys() & after.keys())
    if not both:
        if (redirect := find_redirect(connection, old, source)) is not None and not before:
            raise UsageError(IdentityText.RENAME_OF_RENAMED(old=old, new=redirect.new))
        if (redirect := find_redirect(connection, new, source)) is not None and not after:
            raise UsageError(IdentityText.RENAME_TO_OLD(iri=new, new=redirect.new))
        for iri in (old, new):
            record_of(connection, iri, source)  # or an error
        raise UsageError(IdentityText.RENAME_SOURCES_DIFFER(old=old, new=new))
    if len(both) > 1:
        raise UsageError(IdentityText.RENAME_SEVERAL(old=old, new=new, sources=tuple(both)))
    if (redirect := find_redirect(connection, old, both[0])) is not None:
        raise UsageError(IdentityText.RENAME_OF_RENAMED(old=old, new=redirect.new))
    if (redirect := find_redirect(connection, new, both[0])) is not None:
        raise UsageError(IdentityText.RENAME_TO_OLD(iri=new, new=redirect.new))
    return before[both[0]], after[both[0]]


def _by_source(connection: Connection, iri: str, source: str | None) -> dict[str, RecordRow]:
    return {row.source: row for row in record_rows(connection, iri=iri, source=source, role=None)}
