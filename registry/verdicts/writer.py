"""Write new verdicts on stored records: for harvests, edits and revalidations alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from danhmuc.shapes import Context, Validator
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import descriptions_of, iri_subjects
from danhmuc.vocab.messages import Sentence
from danhmuc.vocab.renamed import warn_of_renamed
from danhmuc.vocab.terms import RDF

from ..record.change import PlannedChange
from ..record.stored import VALIDATED_STATES, StoredGraph, StoredVersion
from ..record.summary import summary_of
from ..store.batches import BATCH, write_batch
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.secret_words import with_words
from ..store.selecting import clear_due, due_page, older_versions
from ..store.stored_rows import RegisteredSource, newest_versions, version_page
from .context import graphs_in_context
from .page_workers import PagedValidation, is_current, renew_verdicts

# ---------------------------------------------------------------- valid parts
# Valid parts of node records: what is left of one that is not accepted without the values that violations name.
#
# What is left is validated again, so that a profile accepts whatever leaves. Nothing is written here.
#
# Source of the rules: docs/decisions/0005-what-leaves.md.

_TYPE: Final = f" {RDF.type} ".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFault:
    """A violation of a node record.

    Attributes:
        property: IRI of the property; None if the rule is about no single one.
        rule: its stable name.
        values: number of the values that stay behind for it; 0 if one is missing.
    """

    property: str | None
    rule: str
    message: Sentence
    values: int

    def as_dict(self) -> dict[str, object]:
        """The fault as JSON has it."""
        messages = self.message.by_language()
        return {"property": self.property, "rule": self.rule, "message": messages, "values": self.values}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidPart:
    """The part of the newest version of a node record that is accepted.

    Attributes:
        name: its title or name, as its source has it.
        left_out: the lines of its graph that stay behind; None if no part of it is accepted.
        faults: by which they stay behind.
    """

    name: str | None
    left_out: frozenset[bytes] | None
    faults: tuple[NodeFault, ...]

    def of(self, nquads: bytes) -> bytes:
        """The lines of its graph that leave."""
        left_out = self.left_out or frozenset()
        return b"".join(line for line in nquads.splitlines(keepends=True) if line not in left_out)


def find_valid_parts(
    connection: Connection, source: RegisteredSource, iris: Collection[str], validator: Validator
) -> Iterator[tuple[str, ValidPart]]:
    """The valid part of the newest version of each of some node records of a source, with its IRI."""
    connection = with_words(connection, "validating")
    page = newest_versions(connection, source.id, source.profile, iris)
    for graphs, context in graphs_in_context(connection, source, page):
        for graph in graphs:
            yield graph.iri, _valid_part(graph, validator, context)


def _valid_part(graph: StoredGraph, validator: Validator, context: Context) -> ValidPart:
    whole = summary_of(graph.iri, graph.canonical.nquads)
    lines = left = graph.canonical.nquads.splitlines(keepends=True)
    faults: list[NodeFault] = []
    while violations := [one for one in validator.validate(graph, context).findings if one.severity == "violation"]:
        faulty = dict.fromkeys((one.code, one.path) for one in violations)
        dropped: set[bytes] = set()
        for code, path in faulty:
            some = [one for one in violations if (one.code, one.path) == (code, path)]
            named = {line for one in some for line in _lines_of(one, graph.iri, left)}
            faults.append(NodeFault(property=path, rule=code, message=some[0].message, values=len(named)))
            dropped |= named
        if not dropped and not graph.cell_violations:
            return ValidPart(name=whole.title, left_out=None, faults=tuple(faults))
        nquads = b"".join(line for line in left if line not in dropped)
        nquads = descriptions_of(nquads, iri_subjects(nquads))
        left = nquads.splitlines(keepends=True)
        # The cells that could not be read are told once, and are no part of the graph.
        graph = StoredGraph.of(graph.iri, "", nquads)
    # A value that makes it less public is a mark, not a fault that the rest may do without.
    is_as_public = summary_of(graph.iri, graph.canonical.nquads).publicity == whole.publicity
    left_out = frozenset(lines).difference(left) if is_as_public else None
    return ValidPart(name=whole.title if is_as_public else None, left_out=left_out, faults=tuple(faults))


def _lines_of(violation: Finding, iri: str, lines: Iterable[bytes]) -> list[bytes]:
    """The lines by which a rule is violated: those of the value, else of the property, else of the part that lacks it.

    The class of a node record, and what it lacks itself, are none.
    """
    focus = violation.focus or iri
    subject = (focus if focus.startswith("_:") else f"<{focus}>").encode()
    start = b"%b <%b> " % (subject, (violation.path or "").encode())
    values = [line for line in lines if line.startswith(start) and _TYPE not in line]
    exact = start + f"{violation.value_term} .\n".encode()
    if exact in values:
        return [exact]
    if values or focus == iri:
        return values
    end = b" %b .\n" % subject
    return [line for line in lines if line.startswith(subject + b" ") or line.endswith(end)]


# ---------------------------------------------------------------- new verdicts


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


# ---------------------------------------------------------------- writer

Transaction: TypeAlias = Callable[[], AbstractContextManager[Connection]]
"""Opens a transaction."""


@dataclass(frozen=True, slots=True)
class WrittenVerdicts:
    """The new verdicts on one page of records.

    Attributes:
        page: the records by IRI, as they were before.
        changes: the new verdicts that were written.
    """

    page: Mapping[str, StoredVersion]
    changes: Sequence[PlannedChange]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWriter:
    """The one writer of new verdicts on the stored records of a source.

    Attributes:
        stamp: run or edit that the verdicts belong to.
        reading, writing: open the transactions in which a page is read and validated, and written.
        everything: whether all that may leave is validated, due or not.
        validation: by workers; None to validate here.
    """

    database: RegistryDatabase
    source: RegisteredSource
    validator: Validator
    stamp: Callable[[], Stamp]
    reading: Transaction
    writing: Transaction
    everything: bool = False
    validation: PagedValidation | None = None

    @classmethod
    def within(
        cls,
        connection: Connection,
        database: RegistryDatabase,
        source: RegisteredSource,
        validator: Validator,
        stamp: Stamp,
    ) -> VerdictWriter:
        """A writer whose transactions are both the one that is open already."""
        same = lambda: nullcontext(connection)  # noqa: E731 - both transactions are this one
        return cls(
            database=database, source=source, validator=validator, stamp=lambda: stamp, reading=same, writing=same
        )

    @classmethod
    def of_act(
        cls,
        database: RegistryDatabase,
        source: RegisteredSource,
        validator: Validator,
        stamp: Stamp,
        writing: Transaction | None = None,
    ) -> VerdictWriter:
        """A writer for a run or edit with one stamp, whose pages are written in transactions of their own.

        Args:
            writing: opens them; else the database does.
        """
        return cls(
            database=database,
            source=source,
            validator=validator,
            stamp=lambda: stamp,
            reading=partial(database.reading, words="validating"),
            writing=database.writing if writing is None else writing,
        )

    def write_newest(
        self, look: Callable[[Connection, WrittenVerdicts], None] = lambda *_: None
    ) -> Iterator[WrittenVerdicts]:
        """Write verdicts on the newest versions that are due, and yield each page with the verdicts written.

        Args:
            look: called with each page and its new verdicts before they are written, in the transaction of reading.
        """
        after = 0
        while True:
            with self.reading() as connection:
                page = version_page(connection, self.source.id, self.source.profile, after=after, limit=BATCH)
                changes = self._validate(connection, page)
                if page:
                    look(connection, WrittenVerdicts(page, changes))
            if not page:
                return
            after = max(row.id for row in page.values())
            yield WrittenVerdicts(page, self._write(page, changes))

    def write_some(self, iris: Collection[str]) -> None:
        """Write verdicts on the newest versions of some records, where they are due."""
        with self.reading() as connection:
            page = newest_versions(connection, self.source.id, self.source.profile, iris)
            changes = self._validate(connection, page)
        self._write(page, changes)

    def write_due(self) -> None:
        """Write verdicts on the records that are marked, which leave again by these.

        A page is written in a transaction of its own, and its marks go with it: if this is broken off, the rest stays
        marked for the next call. A record that another process wrote meanwhile is looked at once more.
        """
        again = True
        while again:
            again = False
            submitted: dict[int, int] = {}
            after = 0
            while True:
                with self.reading() as connection:
                    due = due_page(connection, self.source.id, after=after, limit=BATCH)
                    page = newest_versions(connection, self.source.id, self.source.profile, due)
                    changes = validate_page(connection, self.source, page, self.validator)
                if not due:
                    break
                after = max(key for key, _ in due.values())
                verdicts = {iri: one.accepted for iri, one in page.items()}
                verdicts |= {one.iri: one.report.accepted for one in changes if one.report is not None}
                with self.writing() as connection:
                    now = newest_versions(connection, self.source.id, self.source.profile, due)
                    same = {iri for iri in due if now[iri] == page[iri]}
                    fresh = [change for change in changes if change.iri in same]
                    write_batch(self.database, connection, fresh, self.stamp())
                    clear_due(connection, dict(due[iri] for iri in same if verdicts[iri]))
                submitted |= dict(due[iri] for iri in same if not verdicts[iri])
                again = again or len(same) < len(due)
            if submitted:
                # In place of these an older version may leave, once it is validated, too.
                self.write_older()
                with self.writing() as connection:
                    clear_due(connection, submitted)

    def write_older(self, *, in_new_context: bool = True) -> OlderCounts:
        """Write verdicts on older versions that may leave because a newer one is not accepted.

        Args:
            in_new_context: whether accepted versions are validated again where only their context changed.
        """
        older = OlderVersions(
            self.source,
            self.validator,
            everything=self.everything,
            in_new_context=in_new_context,
            validation=self.validation,
        )
        for changes in older.verdicts(self.reading):
            with self.writing() as connection:
                write_batch(self.database, connection, changes, self.stamp())
        return older.counts

    def _validate(self, connection: Connection, page: Mapping[str, StoredVersion]) -> list[PlannedChange]:
        """New verdicts on a page."""
        return validate_page(
            connection, self.source, page, self.validator, everything=self.everything, validation=self.validation
        )

    def _write(self, page: Mapping[str, StoredVersion], changes: Sequence[PlannedChange]) -> Sequence[PlannedChange]:
        """Store new verdicts, except on records that another process wrote or validated since the page was read."""
        if not changes:
            return changes
        with self.writing() as connection:
            now = newest_versions(connection, self.source.id, self.source.profile, [change.iri for change in changes])
            fresh = [change for change in changes if now[change.iri] == page[change.iri]]
            write_batch(self.database, connection, fresh, self.stamp())
        return fresh
