"""The names of things: a record is renamed, a rename is ended or declined, two IRIs name one thing."""

from __future__ import annotations

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError

from .messages.edits import IdentityText
from .record.causes import required_reason
from .record.identity import ProposedRename, Redirect, SameAs
from .record.record import LOCAL
from .store.database import Connection
from .store.identity_rows import (
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
from .store.renaming import merge_records
from .store.runs import refuse_leased
from .store.searching import RecordRow, record_of, record_rows
from .store.stored_bars import records_of_same
from .store.stored_rows import end_kept_memberships, named_source
from .store.view import View


@refuse_wrong_types
class IdentitiesView:
    """The names of things in a registry, of now or as of an earlier moment."""

    def __init__(self, view: View) -> None:
        self._view = view

    def redirects(self, *, iri: str | None = None, source: str | None = None, ended: bool = False) -> list[Redirect]:
        """The IRIs that records had before they were renamed, in the order in which they were renamed.

        Args:
            iri: only redirects from or to this IRI.
            source: only those of this source.
            ended: also those that a person ended.
        """
        with self._view.reading() as connection:
            return redirect_rows(connection, iri=iri, source=self._view.asked_source(source), ended=ended)

    def same_as_statements(self, iri: str | None = None, *, ended: bool = False) -> list[SameAs]:
        """The statements that `same_as` made, about one IRI or all, in the order in which they were made.

        Args:
            ended: also those that were ended.
        """
        with self._view.reading() as connection:
            return same_as_rows(connection, iri=iri, ended=ended)


@refuse_wrong_types
class Identities(IdentitiesView):
    """The names of things in a registry, and the decisions about them; to be had from `Registry.identities`."""

    def records_of_same(self, iri: str) -> list[RecordRow]:
        """The records under other IRIs of the same thing: other spellings, and what `same_as` says is the same.

        They are kept back with it, and are not purged with it.
        """
        with self._view.reading() as connection:
            return records_of_same(connection, iri)

    def proposed_renames(self, source: str | None = None) -> list[ProposedRename]:
        """The renames that harvests propose and nobody has answered, of one source or of all, oldest first.

        Answer each with `rename` or `decline_rename`; until then both records are as any other.

        Raises:
            UnknownNameError: no such source.
        """
        with self._view.reading() as connection:
            source_id = None if source is None else named_source(connection, source).id
            return open_proposals(connection, source_id)

    def rename(self, old: str, new: str, *, by: str, reason: str, source: str | None = None) -> Redirect:
        """Make a missing record and the new one that took its place one record, with one history, under the new IRI.

        The record of `old` keeps its versions and changes, those of `new` follow after them. `old` becomes a redirect:
        `get` finds the record by it, and what a source goes on describing under it is not stored, but reported by each
        harvest. What keeps one of the two from leaving keeps the record from it. It cannot be taken apart again;
        `end_redirect` lets a new record have the old IRI.

        Args:
            reason: kept with the redirect and the change.
            source: the source of both, if several describe them.

        Raises:
            UnknownNameError: no such source.
            UsageError: no source, or more than one, describes both; the source still has `old`; one of the two is no
                record, was purged, or was renamed already.
            RegistryError: the source is being harvested.
        """
        reason = required_reason(reason)
        with self._view.database.writing() as connection:
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
            add_redirect(self._view.database, connection, key, old, new, by=by, reason=reason)
            merge_records(self._view.database, connection, before.id, after.id, by=by, reason=reason)
            end_kept_memberships(connection, key, run=None)
            answer_proposals(connection, key, old, new, "accepted", by=by, reason=reason)
            return redirect_rows(connection, source=before.source, iri=old)[-1]

    def decline_rename(self, old: str, new: str, *, by: str, reason: str, source: str | None = None) -> ProposedRename:
        """Answer that a proposed rename is none, so that it is not proposed again.

        Raises:
            UnknownNameError: no such source.
            UsageError: it is not proposed.
        """
        reason = required_reason(reason)
        with self._view.database.writing() as connection:
            before, _ = _find_pair(connection, old, new, source)
            proposed = [one for one in open_proposals(connection, before.source_id) if (one.old, one.new) == (old, new)]
            if not proposed:
                raise UsageError(IdentityText.RENAME_NOT_PROPOSED(old=old, new=new))
            answer_proposals(connection, before.source_id, old, new, "declined", by=by, reason=reason)
            return proposed[0]

    def end_redirect(self, old: str, *, by: str, reason: str, source: str | None = None) -> Redirect:
        """End the redirect of an IRI that a record had: from the next harvest on, a record of its own may have it.

        The renamed record stays one, with all its history.

        Raises:
            UnknownNameError: no such source.
            UsageError: no record had that IRI, or the redirect was ended before.
        """
        reason = required_reason(reason)
        with self._view.database.writing() as connection:
            if source is not None:
                named_source(connection, source)
            found = find_redirect(connection, old, source)
            if found is None:
                raise UsageError(IdentityText.NEVER_RENAMED(iri=old))
            key = named_source(connection, found.source).id
            end_redirect(connection, key, old, by=by, reason=reason)
            return next(one for one in reversed(redirect_rows(connection, iri=old, ended=True)) if one.old == old)

    def same_as(self, first: str, second: str, *, by: str, reason: str) -> SameAs:
        """Say that two IRIs, of one source or of two, name one thing, so that one description of it leaves.

        It is that of the source with the smaller priority, then of the older source, then the older record. What keeps
        one of the two from leaving keeps both. What is the same as the same is the same.

        Raises:
            UsageError: nothing describes one of the two, both are one IRI, or it was said before.
        """
        reason = required_reason(reason)
        if first == second:
            raise UsageError(IdentityText.SAME_AS_ITSELF(iri=first))
        with self._view.database.writing() as connection:
            for iri in (first, second):
                record_of(connection, iri, None)  # or an error
            if {first, second} in ({one.first, one.second} for one in same_as_rows(connection, iri=first)):
                raise UsageError(IdentityText.SAME_AS_KNOWN(first=first, second=second))
            add_same_as(self._view.database, connection, first, second, by=by, reason=reason)
            return same_as_rows(connection, iri=first)[-1]

    def end_same_as(self, first: str, second: str, *, by: str, reason: str) -> SameAs:
        """End that two IRIs name one thing, as `same_as` said.

        Raises:
            UsageError: nobody has said so.
        """
        reason = required_reason(reason)
        with self._view.database.writing() as connection:
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
