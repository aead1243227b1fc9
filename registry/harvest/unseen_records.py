"""Stored records that a reading did not have: their changes, and their verdicts that are no longer current."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from danhmuc.shapes import Validator

from ..record.change import PlannedChange
from ..record.stored import VALIDATED_STATES, StoredSource, StoredVersion
from ..verdicts.due import is_current, renew_verdicts
from .reading_context import ReadingContext


class UnseenRecords:
    """The stored records that one reading did not have, once all that it has is seen.

    Args:
        is_whole: whether the reading has all that the source has, so that they are missing.
    """

    def __init__(self, stored: StoredSource, seen: Collection[str], reading: ReadingContext, *, is_whole: bool) -> None:
        self._stored = stored
        self._seen = seen
        self._reading = reading
        self._is_whole = is_whole

    def changes(self) -> Iterator[PlannedChange]:
        """The deletions that the source states, and after a whole reading all that it no longer has."""
        deletions = self._reading.deletions.changes
        for iri, deletion in deletions.items():
            if iri not in self._seen:
                yield deletion
        if not self._is_whole:
            return
        for iri in self._stored.versions:
            if iri in deletions or iri in self._seen:
                continue
            if (version := self._stored.versions[iri]).presence == "withdrawn":
                continue
            if version.is_absence_held:
                yield replace(PlannedChange.of_stored(iri, version, kind="held"), is_absent=True)
            else:
                yield PlannedChange.of_stored(iri, version, kind="missing")

    def revalidate(self, validator: Validator) -> Iterator[PlannedChange]:
        """Validate the records whose rules, lists or day have changed, since their verdicts gate what leaves."""
        due = {
            iri: version
            for iri in self._stored.versions
            if iri not in self._seen
            and (version := self._stored.versions[iri]).state in VALIDATED_STATES
            and not is_current(version, validator)
        }
        # After a complete reading all unseen records are missing, unless that is held; and only missing ones have
        # missing ones as context.
        present = {
            iri: one
            for iri, one in due.items()
            if one.state == "present" and (not self._is_whole or one.is_absence_held)
        }
        missing = {iri: one for iri, one in due.items() if iri not in present}
        yield from self._renew(present, validator)
        if missing:
            self._reading.add_stored(*VALIDATED_STATES)
            links = self._stored.links(VALIDATED_STATES)
            self._reading.add_links(link for link in links if link.subject not in self._seen)
            yield from self._renew(missing, validator)

    def _renew(self, due: Mapping[str, StoredVersion], validator: Validator) -> Iterator[PlannedChange]:
        yield from renew_verdicts(due, self._reading.stored_graphs(due), validator, self._reading.context)
