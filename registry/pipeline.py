"""Walk the records of a source past the validator and the registry's memory into a plan.

Knows both ends and nothing in between: no RDF terms, no SQL. Here stands the record boundary: whatever one record
does wrong is that record's own trouble.
"""

from __future__ import annotations

import logging
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from danhmuc.shapes import Context, Validator
from danhmuc.vocab.errors import RecordError, ShapesError
from danhmuc.vocab.findings import Finding

from . import notices
from .contents import PendingRecord, Progress, SourceContents
from .plan import ChangeKind, HarvestReport, PlannedChange, RoleCounts
from .distributions import described_distributions
from .records import Rest, Role, SourceRecord
from .secrecy import is_state_secret
from .summary import summarise

__all__ = ["Harvested", "KnownRecord", "Memory", "compare", "harvest"]

_log = logging.getLogger(__name__)
_LEVEL = 6
"""zlib level of stored graphs."""


class KnownRecord(Protocol):
    """What the registry remembers of one description."""

    @property
    def id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def version_id(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def judged(self) -> str: ...
    @property
    def accepted(self) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class Memory:
    """What the registry knows of the source: descriptions by IRI, and how to get the distributions of a version."""

    known: Mapping[str, KnownRecord] = field(default_factory=dict)
    distributions: Callable[[int], int] = lambda _: 0


@dataclass(slots=True)
class Harvested:
    """A source read, judged and compared, not yet written."""

    report: HarvestReport
    changes: tuple[PlannedChange, ...] = ()
    withhold: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    rest: tuple[Rest, ...] = ()
    secret_iris: frozenset[str] = frozenset()
    secret_places: frozenset[str] = frozenset()


def harvest(
    contents: SourceContents,
    memory: Memory,
    validator: Validator | None,
    *,
    source: str,
    partial: str | None = None,
    progress: Progress | None = None,
) -> Harvested:
    """Compare a reading with what is known.

    Args:
        validator: None stores without judging.
        partial: why this reading is not the whole source, where the caller knows; nothing then counts as missing.
    """
    profile = validator.profile.token if validator is not None else "none"
    findings = [notices.unread(document) for document in contents.quarantined]
    for document in contents.documents:
        findings.extend(document.findings)
    if contents.failed is not None:
        report = HarvestReport(
            source=source,
            profile=profile,
            run=None,
            state="failed",
            why=contents.failed,
            unopened=contents.unopened,
            documents=len(contents.documents),
            quarantined_documents=len(contents.quarantined),
            passed_over=contents.passed_over,
            findings=Counter(finding.severity for finding in findings),
        )
        return Harvested(report, findings=tuple(findings))
    why = contents.incomplete or partial
    walk = _Walk(memory, validator, complete=why is None)
    for number, pending in enumerate(contents.records):
        walk.take(pending)
        if progress is not None:
            progress("judge" if validator is not None else "compare", number + 1, None)
    if why is None:
        walk.miss_the_rest()
    findings.extend(walk.findings)
    rest = tuple(contents.rest)
    report = HarvestReport(
        source=source,
        profile=profile,
        run=None,
        state="complete" if why is None else "incomplete",
        why=why,
        records=RoleCounts.of(walk.counts["record"]),
        nodes=RoleCounts.of(walk.counts["node"]),
        catalog_records=RoleCounts.of(walk.counts["catalog-record"]),
        judged=walk.judged,
        accepted=walk.verdicts[True] if validator is not None else None,
        submitted=walk.verdicts[False] if validator is not None else None,
        findings=_by_severity(findings, walk.changes),
        documents=len(contents.documents),
        quarantined_documents=len(contents.quarantined),
        passed_over=contents.passed_over,
        triples=sum(document.triples for document in contents.documents),
        rest_triples=sum(rest_of.canonical.triples for rest_of in rest),
    )
    return Harvested(
        report,
        tuple(walk.changes),
        tuple(walk.withhold),
        tuple(findings),
        rest,
        frozenset(walk.secret_iris),
        frozenset(walk.secret_places),
    )


class _Walk:
    """One pass over the descriptions of a source."""

    def __init__(self, memory: Memory, validator: Validator | None, *, complete: bool) -> None:
        self._memory = memory
        self._validator = validator
        self._complete = complete
        self._context = Context()
        self._seen: set[str] = set()
        self.changes: list[PlannedChange] = []
        self.findings: list[Finding] = []
        self.withhold: list[int] = []
        self.secret_iris: set[str] = set()
        self.secret_places: set[str] = set()
        self.judged = 0
        self.verdicts: Counter[bool] = Counter()
        self.counts: dict[Role, Counter[ChangeKind]] = {
            "record": Counter(),
            "node": Counter(),
            "catalog-record": Counter(),
        }

    def take(self, pending: PendingRecord) -> None:
        """Compare one description; trouble with it puts it aside and goes on."""
        try:
            if pending.iri in self._seen:
                raise RecordError(pending.iri, "its IRI was already given to another description of this source")
            record = pending.make()
            if is_state_secret(record):
                self._refuse(record)
                return
            change = self._compare(record)
        except ShapesError:
            raise
        except Exception as error:
            _log.exception("%s was put aside", pending.iri)
            self.findings.append(notices.record_aside(pending.iri, str(error)))
            change = self._aside(pending)
        self._seen.add(pending.iri)
        self._keep(change)

    def miss_the_rest(self) -> None:
        """Everything known and not seen is missing."""
        for iri, known in self._memory.known.items():
            if iri not in self._seen and known.state not in ("withdrawn", "withheld"):
                self._keep(
                    PlannedChange(
                        kind="missing",
                        role=known.role,  # type: ignore[arg-type]
                        iri=iri,
                        digest=known.digest,
                        record_id=known.id,
                        version_id=known.version_id,
                    )
                )

    def _keep(self, change: PlannedChange) -> None:
        self.counts[change.role][change.kind] += 1
        self.changes.append(change)

    def _compare(self, record: SourceRecord) -> PlannedChange:
        known = self._memory.known.get(record.iri)
        if record.role == "node" and self._validator is not None:
            self._context.add(record)
        if not self._complete and known is not None and self._loses_distributions(record, known):
            self.findings.append(notices.held_back(record.iri, record.places))
            change = _unchanged(record, known)
        else:
            change = compare(record, known, self._validator, self._context)
        self._count_verdict(change, known)
        return change

    def _loses_distributions(self, record: SourceRecord, known: KnownRecord) -> bool:
        if known.state != "present" or known.digest == record.digest:
            return False
        return described_distributions(record.canonical.nquads) < self._memory.distributions(known.version_id)

    def _count_verdict(self, change: PlannedChange, known: KnownRecord | None) -> None:
        if change.report is not None:
            self.judged += 1
        if change.role == "record":
            accepted = change.report.accepted if change.report is not None else known.accepted if known else None
            if accepted is not None:
                self.verdicts[accepted] += 1

    def _aside(self, pending: PendingRecord) -> PlannedChange:
        known = self._memory.known.get(pending.iri)
        return PlannedChange(
            kind="quarantined",
            role=pending.role,
            iri=pending.iri,
            digest=known.digest if known is not None else "",
            record_id=known.id if known is not None else None,
            version_id=known.version_id if known is not None else None,
        )

    def _refuse(self, record: SourceRecord) -> None:
        """Keep nothing of a state secret but where it stood."""
        self._seen.add(record.iri)
        self.secret_iris.add(record.iri)
        self.secret_places.update(record.places)
        known = self._memory.known.get(record.iri)
        if known is not None:
            self.withhold.append(known.id)
        self.findings.append(notices.state_secret(record.places))
        self.counts[record.role]["quarantined"] += 1


def compare(
    record: SourceRecord, known: KnownRecord | None, validator: Validator | None, context: Context
) -> PlannedChange:
    """What becomes of a description beside what is known of it, judged where the stored verdict no longer holds."""
    same = known is not None and known.digest == record.digest and known.role == record.role
    report = None
    if validator is not None:
        standing = known.judged if known is not None and same else None
        if standing != f"{validator.profile.digest} {context.around(record).digest}":
            report = validator.check(record, context)
    change = _unchanged(record, known) if known is not None and same else _fresh(record, known)
    kind: ChangeKind = "created"
    if known is not None:
        kind = "reappeared" if known.state in ("missing", "withdrawn") else "unchanged" if same else "updated"
    return replace(change, kind=kind, report=report)


def _unchanged(record: SourceRecord, known: KnownRecord) -> PlannedChange:
    return PlannedChange(
        kind="unchanged",
        role=record.role,
        iri=record.iri,
        digest=known.digest,
        record_id=known.id,
        version_id=known.version_id,
        triples=record.canonical.triples,
        places=record.places,
    )


def _fresh(record: SourceRecord, known: KnownRecord | None) -> PlannedChange:
    findings = record.findings
    if not record.canonical.is_exact:
        findings = (*findings, notices.ordered_digest(record.iri))
    return PlannedChange(
        kind="created",
        role=record.role,
        iri=record.iri,
        digest=record.digest,
        record_id=known.id if known is not None else None,
        version_id=known.version_id if known is not None else None,
        body=zlib.compress(record.canonical.nquads, _LEVEL),
        triples=record.canonical.triples,
        summary=summarise(record.iri, record.quads),
        topic=record.topic,
        places=record.places,
        findings=findings,
    )


def _by_severity(findings: list[Finding], changes: list[PlannedChange]) -> dict[str, int]:
    counted = Counter(finding.severity for finding in findings)
    for change in changes:
        counted.update(finding.severity for finding in change.findings)
        if change.report is not None:
            counted.update(finding.severity for finding in change.report.findings)
    return {severity: counted[severity] for severity in ("violation", "warning", "info")}

