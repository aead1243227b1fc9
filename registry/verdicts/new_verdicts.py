"""New verdicts on stored records, a page at a time; nothing is written here.

On the newest versions, and on the older ones that may leave because a newer one is not accepted: an older version
leaves only if today's rules accept it, not because those of its own day did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from danhmuc.shapes import Validator
from danhmuc.vocab.renamed import warn_of_renamed

from ..record.change import PlannedChange
from ..record.stored import VALIDATED_STATES, StoredVersion
from ..store.database import Connection
from ..store.secret_words import with_words
from ..store.selecting import older_versions
from ..store.stored_rows import RegisteredSource
from .context import graphs_in_context
from .due import is_current, renew_verdicts
from .page_workers import PagedValidation


def validate_page(
    connection: Connection,
    source: RegisteredSource,
    page: Mapping[str, StoredVersion],
    validator: Validator,
    *,
    everything: bool = False,
    validation: PagedValidation | None = None,
) -> list[PlannedChange]:
    """New verdicts on a page of records: where the stored one is no longer current, or on all that may leave.

    Args:
        validation: by workers; None to validate here.
    """
    connection = with_words(connection, "validating")
    changes: list[PlannedChange] = []
    for graphs, context in graphs_in_context(connection, source, page):
        changes += renew_verdicts(page, graphs, validator, context, everything=everything, validation=validation)
    return changes


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderCounts:
    """The outcome of validating older versions.

    Attributes:
        validated: number of versions.
        became_accepted, became_submitted: those with another verdict than before, or with their first.
    """

    validated: int = 0
    became_accepted: int = 0
    became_submitted: int = 0

    @property
    def judged(self) -> int:
        """`validated`, under its former name."""
        warn_of_renamed("OlderCounts.judged", "OlderCounts.validated")
        return self.validated

    def as_dict(self) -> dict[str, int]:
        """The counts as JSON has them."""
        names = ("became_accepted", "became_submitted")
        return {"judged": self.validated, **{name: getattr(self, name) for name in names}}


class OlderVersions:
    """The older versions of records whose newest one is not accepted: from the newest down to an accepted one.

    A version is validated if its verdict is by other rules or code lists. The day does not matter, as dated rules never
    gate. Nor does the context of a version that was not accepted: at worst it stays behind.

    Args:
        everything: whether all versions looked at are validated.
        in_new_context: whether versions accepted by the same rules are validated, too, if their context has changed.
        validation: by workers; None to validate here.
    """

    def __init__(
        self,
        source: RegisteredSource,
        validator: Validator,
        *,
        everything: bool = False,
        in_new_context: bool = True,
        validation: PagedValidation | None = None,
    ) -> None:
        self._validation = validation
        self._source = source
        self._validator = validator
        self._everything = everything
        self._in_new_context = in_new_context
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> OlderCounts:
        """The outcome so far."""
        return OlderCounts(**self._counts)

    def verdicts(self, reading: Callable[[], AbstractContextManager[Connection]]) -> Iterator[list[PlannedChange]]:
        """New verdicts, a page at a time; write each page before asking for the next."""
        after = 0
        while True:
            with reading() as connection:
                records = older_versions(connection, self._source, VALIDATED_STATES, after=after)
                changes = self._of_page(connection, records)
            if not records:
                return
            after = max(versions[0].id for versions in records.values())
            if changes:
                yield changes

    def _of_page(self, connection: Connection, records: Mapping[str, list[StoredVersion]]) -> list[PlannedChange]:
        changes: list[PlannedChange] = []
        while records:
            # One version of each record at a time, so that their context is fetched together.
            heads = {iri: versions[0] for iri, versions in records.items()}
            accepted = {iri: one.accepted is True for iri, one in heads.items()}
            due = {iri: one for iri, one in heads.items() if self._may_be_due(one)}
            for change in validate_page(
                connection,
                self._source,
                due,
                self._validator,
                everything=self._everything,
                validation=self._validation,
            ):
                assert change.report is not None, "a validated record has a report"
                changes.append(change)
                accepted[change.iri] = change.report.accepted
                self._count(heads[change.iri].accepted, is_accepted=change.report.accepted)
            records = {iri: versions[1:] for iri, versions in records.items() if versions[1:] and not accepted[iri]}
        return changes

    def _may_be_due(self, one: StoredVersion) -> bool:
        if self._everything or not is_current(one, self._validator):
            return True
        return self._in_new_context and one.accepted is True

    def _count(self, was: bool | None, *, is_accepted: bool) -> None:  # noqa: FBT001 - a verdict has three states
        self._counts["validated"] += 1
        if was is not is_accepted:
            self._counts["became_accepted" if is_accepted else "became_submitted"] += 1
