"""Validate stored records again where their verdict is no longer current, and report what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from danhmuc.shapes import Validator
from danhmuc.shapes.validation.nested_names import with_names
from danhmuc.vocab.errors import DanhmucError, ShapesError, SourceFailedError, UnknownNameError
from danhmuc.vocab.findings import REPORTED_SEVERITIES, SEVERITIES, Finding, ReportedSeverity
from danhmuc.vocab.renamed import warn_of_renamed

from ..record.change import PlannedChange
from ..record.contents import Progress
from ..record.stored import VALIDATED_STATES, StoredVersion
from ..store import overview, searching
from ..store.clock import Stamp, now
from ..store.database import Connection, RegistryDatabase
from ..store.overview import SourceTotals
from ..store.reading import graph_body
from ..store.stored_rows import RegisteredSource, named_source, sources_of
from ..store.verdict_rows import storable_text
from .page_workers import PagedValidation, Workers
from .writer import OlderCounts, VerdictWriter, WrittenVerdicts

EXAMPLES: Final = 10
"""Number of changed verdicts of a source that its report has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedVerdict:
    """A record whose verdict or findings have changed.

    Attributes:
        was, is_accepted: the verdict before (None if there was none) and now.
        new, gone: findings that are new, and findings that no longer apply, most severe first.
    """

    source: str
    iri: str
    role: str
    title: str | None
    was: bool | None
    is_accepted: bool
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRevalidation:
    """The outcome of validating one source again.

    Attributes:
        validated, still_valid: number of records validated, and of those whose stored verdict is current.
        changed: number of records whose verdict or findings changed.
        became_accepted, became_submitted: number of records with another verdict than before.
        new_findings, gone_findings: number of findings, on all that changed.
        older: the same of older versions, which may leave if a newer one is not accepted.
        totals: of all that is present now.
        examples: changed verdicts, records with another verdict first; up to `EXAMPLES`.
    """

    source: str
    profile: str
    validated: int
    still_valid: int
    changed: int
    became_accepted: int
    became_submitted: int
    new_findings: int
    gone_findings: int
    totals: SourceTotals
    older: OlderCounts
    examples: tuple[ChangedVerdict, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them."""
        names = ("still_valid", "changed", "became_accepted", "became_submitted", "new_findings", "gone_findings")
        return {
            "source": self.source,
            "profile": self.profile,
            "judged": self.validated,
            **{name: getattr(self, name) for name in names},
            "older": self.older.as_dict(),
            "accepted": self.totals.accepted,
            "submitted": self.totals.submitted,
            "findings": dict(self.totals.findings),
        }

    @property
    def standing(self) -> SourceTotals:
        """`totals`, under its former name."""
        warn_of_renamed("SourceRevalidation.standing", "SourceRevalidation.totals")
        return self.totals

    @property
    def judged(self) -> int:
        """`validated`, under its former name."""
        warn_of_renamed("SourceRevalidation.judged", "SourceRevalidation.validated")
        return self.validated


@dataclass(frozen=True, slots=True, kw_only=True)
class RevalidationReport:
    """The outcome of validating a registry again.

    Attributes:
        day: the reference date.
        sources: the sources validated, oldest first.
        passed_over: names of sources that are not validated because their profile is ``none``.
        not_validated: errors by name of the other sources: their profile is missing or cannot be used.
    """

    day: date
    sources: tuple[SourceRevalidation, ...]
    passed_over: tuple[str, ...] = ()
    not_validated: Mapping[str, DanhmucError] = field(default_factory=dict)

    @property
    def unjudged(self) -> Mapping[str, DanhmucError]:
        """`not_validated`, under its former name."""
        warn_of_renamed("RevalidationReport.unjudged", "RevalidationReport.not_validated")
        return self.not_validated

    @property
    def findings(self) -> Mapping[ReportedSeverity, int]:
        """Number of findings of profiles on what is present, in all sources, by severity."""
        return {
            severity: sum(one.totals.findings[severity] for one in self.sources) for severity in REPORTED_SEVERITIES
        }


@dataclass(frozen=True, slots=True)
class Revalidations:
    """The revalidations of one registry.

    Attributes:
        validator: returns the validator of a profile for a day; None if nothing is validated.
    """

    database: RegistryDatabase
    validator: Callable[[Connection, str, date], Validator | None]

    def revalidate(
        self,
        *,
        source: str | None,
        everything: bool,
        day: date,
        progress: Progress | None,
        on_change: Callable[[ChangedVerdict], None] | None,
        workers: Workers | None = None,
    ) -> RevalidationReport:
        """Validate stored records again; see `Registry.revalidate`."""
        with self.database.reading(words="validating") as connection:
            wanted = sources_of(connection) if source is None else [named_source(connection, source)]
            validators: list[tuple[RegisteredSource, Validator | None]] = []
            not_validated: dict[str, DanhmucError] = {}
            for one in wanted:
                try:
                    validators.append((one, self.validator(connection, one.profile, day)))
                except (ShapesError, UnknownNameError) as error:
                    if source is not None:
                        raise
                    not_validated[one.name] = error
        done: list[SourceRevalidation] = []
        for one, by_profile in validators:
            if by_profile is None:
                continue
            try:
                done.append(
                    self._revalidate_source(
                        one,
                        by_profile,
                        everything=everything,
                        progress=progress,
                        on_change=on_change,
                        validation=None if workers is None else workers.validate_for(one.name, by_profile),
                    )
                )
            except SourceFailedError as error:  # its workers ended; what was written stays
                if source is not None:
                    raise
                not_validated[one.name] = error
        return RevalidationReport(
            day=day,
            sources=tuple(done),
            passed_over=tuple(one.name for one, validator in validators if validator is None),
            not_validated=not_validated,
        )

    def _revalidate_source(
        self,
        source: RegisteredSource,
        validator: Validator,
        *,
        everything: bool,
        progress: Progress | None,
        on_change: Callable[[ChangedVerdict], None] | None,
        validation: PagedValidation | None,
    ) -> SourceRevalidation:
        tally = _Tally()
        with self.database.reading(words="validating") as connection:
            total = overview.count_records(connection, source.id, VALIDATED_STATES)
        writer = VerdictWriter(
            database=self.database,
            source=source,
            validator=validator,
            stamp=lambda: Stamp(source_id=source.id, run_id=None, by="validate", now=now(), profile=source.profile),
            reading=partial(self.database.reading, words="validating"),
            writing=self.database.writing,
            everything=everything,
            validation=validation,
        )
        found: list[ChangedVerdict] = []

        def look(connection: Connection, verdicts: WrittenVerdicts) -> None:
            found[:] = _changed_verdicts(connection, source, verdicts.page, verdicts.changes)

        for verdicts in writer.write_newest(look):
            written = {change.iri for change in verdicts.changes}
            changed = [one for one in found if one.iri in written]
            tally.take(verdicts.page, verdicts.changes, changed)
            if on_change is not None:
                for one in changed:
                    on_change(one)
            if progress is not None:
                progress("judge", tally.looked_at, total)
        older = writer.write_older()
        writer.write_due()
        with self.database.reading(words="validating") as connection:
            totals = overview.totals_of_source(connection, source.id, source.profile)
        return tally.result(source, totals, older)


class _Tally:
    """The counts of one source so far."""

    def __init__(self) -> None:
        self.looked_at = 0
        self._validated = 0
        self._changed = 0
        self._became: Counter[bool] = Counter()
        self._new = 0
        self._gone = 0
        self._examples: list[ChangedVerdict] = []

    def take(
        self, page: Mapping[str, StoredVersion], changes: Sequence[PlannedChange], changed: Sequence[ChangedVerdict]
    ) -> None:
        """Count one page."""
        self.looked_at += sum(one.state in VALIDATED_STATES for one in page.values())
        self._validated += len(changes)
        self._changed += len(changed)
        for one in changed:
            self._became[one.is_accepted] += _has_turned(one)
            self._new += len(one.new)
            self._gone += len(one.gone)
        self._examples = sorted([*self._examples, *changed], key=lambda one: not _has_turned(one))[:EXAMPLES]

    def result(self, source: RegisteredSource, totals: SourceTotals, older: OlderCounts) -> SourceRevalidation:
        """The report on the source."""
        return SourceRevalidation(
            source=source.name,
            profile=source.profile,
            validated=self._validated,
            still_valid=self.looked_at - self._validated,
            changed=self._changed,
            became_accepted=self._became[True],
            became_submitted=self._became[False],
            new_findings=self._new,
            gone_findings=self._gone,
            totals=totals,
            older=older,
            examples=tuple(self._examples),
        )


def _changed_verdicts(
    connection: Connection,
    source: RegisteredSource,
    page: Mapping[str, StoredVersion],
    changes: Sequence[PlannedChange],
) -> Iterator[ChangedVerdict]:
    """The new verdicts that differ from the stored ones, in themselves or in their findings."""
    stored = [page[change.iri] for change in changes]
    before = searching.findings_of_verdicts(connection, [version.version_id for version in stored], source.profile)
    titles = searching.titles_of(connection, [version.id for version in stored])
    for change, version in zip(changes, stored, strict=True):
        report = change.report
        assert report is not None, "a validated record has a report"
        old = {_key(finding): finding for finding in before.get(version.version_id, ())}
        new = {_key(finding): finding for finding in report.findings}
        if old.keys() != new.keys() or version.accepted != report.accepted:
            yield ChangedVerdict(
                source=source.name,
                iri=change.iri,
                role=change.role,
                title=titles.get(version.id),
                was=version.accepted,
                is_accepted=report.accepted,
                new=_most_severe_first(finding for key, finding in new.items() if key not in old),
                gone=_with_names(
                    connection,
                    version,
                    change.iri,
                    _most_severe_first(finding for key, finding in old.items() if key not in new),
                ),
            )


def _with_names(
    connection: Connection, version: StoredVersion, iri: str, gone: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Stored findings with the names of nodes, which only the graph has."""
    return tuple(with_names(gone, iri, graph_body(connection, version.version_id))) if gone else gone


def _has_turned(one: ChangedVerdict) -> bool:
    return one.role == "record" and one.was is not one.is_accepted


def _key(finding: Finding) -> tuple[object, ...]:
    """The columns that make two findings the same, as the registry stores them; texts do not count."""
    return (
        finding.reported_severity,
        finding.code,
        storable_text(finding.focus),
        storable_text(finding.path),
        storable_text(finding.value),
        finding.value_language,
        finding.value_datatype,
    )


def _most_severe_first(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), one.code)))
