"""What a harvest would change, before it changes anything.

A plan is a value: made by reading a source and comparing, applied by the registry that made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message

from .contents import ReadDocument, in_brief
from .source_records import Link, Membership, Quarantined, Rest, Role
from .summary import Summary

__all__ = ["CHANGE_KINDS", "ChangeKind", "HarvestPlan", "HarvestReport", "PlannedChange", "RoleCounts", "RunState"]

ChangeKind = Literal["created", "updated", "unchanged", "reappeared", "missing", "quarantined"]
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = (
    "created",
    "updated",
    "unchanged",
    "reappeared",
    "missing",
    "quarantined",
)
RunState = Literal["complete", "incomplete", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """What becomes of one description.

    Attributes:
        record_id: key of the description the registry already has; None for a new one.
        digest: of the graph as it now is; of the stored one where it is missing or quarantined.
        body: canonical N-Quads, zlib; None where the stored graph stays the newest.
        report: the verdict to store; None where the stored one still holds or nothing is judged.
        version_id: key of the stored newest version; None for a new description.
        was: the state in which the registry has it; None for a new description.
        links: whom it names, where it has a body.
        findings: what was noticed while reading.
    """

    kind: ChangeKind
    role: Role
    iri: str
    digest: str
    record_id: int | None = None
    version_id: int | None = None
    was: str | None = None
    body: bytes | None = field(default=None, repr=False)
    triples: int = 0
    summary: Summary | None = None
    topic: str | None = None
    places: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    report: ValidationReport | None = None

    @property
    def writes(self) -> bool:
        """Whether applying it writes anything."""
        if self.body is not None or self.report is not None:
            return True
        return self.kind == "reappeared" or (self.kind == "missing" and self.was != "missing")


@dataclass(frozen=True, slots=True)
class RoleCounts:
    """How many descriptions of one role became what; they sum to those seen plus those missing."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    reappeared: int = 0
    missing: int = 0
    quarantined: int = 0

    @classmethod
    def of(cls, changes: Counter[ChangeKind]) -> RoleCounts:
        """The counts of a counter."""
        return cls(**{kind: changes[kind] for kind in CHANGE_KINDS})

    @property
    def seen(self) -> int:
        """How many the source holds now."""
        return self.created + self.updated + self.unchanged + self.reappeared + self.quarantined

    def as_dict(self) -> dict[str, int]:
        """The counts by name, ``seen`` among them."""
        return {"seen": self.seen, **{kind: getattr(self, kind) for kind in CHANGE_KINDS}}


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestReport:
    """What a harvest did, or a plan would do.

    Attributes:
        run: number of the run; None for a plan and for a run that could not be recorded.
        why: reason of an incomplete or failed run.
        unopened: whether the run failed because nothing could be opened.
        records, nodes, catalog_records: what became of them.
        accepted, submitted: verdicts on the records seen, as they now stand; None where nothing is judged.
        findings: how many findings the run has, by severity, those of verdicts it made and of reading; what cannot be
            verified is counted apart.
        triples: read in all documents; `rest_triples` of them belong to no record.
    """

    source: str
    profile: str
    run: int | None
    state: RunState
    why: Message | None = None
    unopened: bool = False
    records: RoleCounts = RoleCounts()
    nodes: RoleCounts = RoleCounts()
    catalog_records: RoleCounts = RoleCounts()
    judged: int = 0
    accepted: int | None = None
    submitted: int | None = None
    findings: Mapping[str, int] = field(default_factory=dict)
    documents: int = 0
    quarantined_documents: int = 0
    passed_over: int = 0
    triples: int = 0
    rest_triples: int = 0

    @property
    def why_in_brief(self) -> Message | None:
        """The reason without what the findings of the run tell in full."""
        return None if self.why is None else in_brief(self.why)

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody should look: the run is not complete, or something was skipped."""
        skipped = self.records.quarantined or self.nodes.quarantined or self.catalog_records.quarantined
        return self.state != "complete" or bool(self.quarantined_documents or skipped)

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it."""
        return {
            "source": self.source,
            "profile": self.profile,
            "run": self.run,
            "state": self.state,
            "why": None if self.why is None else str(self.why),
            "records": self.records.as_dict(),
            "nodes": self.nodes.as_dict(),
            "catalog_records": self.catalog_records.as_dict(),
            "judged": self.judged,
            "accepted": self.accepted,
            "submitted": self.submitted,
            "findings": dict(self.findings),
            "documents": self.documents,
            "quarantined_documents": self.quarantined_documents,
            "passed_over": self.passed_over,
            "triples": self.triples,
            "rest_triples": self.rest_triples,
        }


@dataclass(slots=True, kw_only=True)
class HarvestPlan:
    """The changes that one reading of a source asks for.

    Attributes:
        basis: number of the source's newest run when the plan was made, 0 for none; the plan is void once it grows.
        changes: for every description seen or missing.
        renewed: verdicts on descriptions that this reading did not show, because the profile is another now.
        withhold: keys of descriptions that must never leave any more.
        findings: about documents and the run as a whole.
    """

    source: str
    location: str
    kind: str
    profile: str
    basis: int
    report: HarvestReport
    changes: tuple[PlannedChange, ...] = ()
    renewed: tuple[PlannedChange, ...] = ()
    withhold: tuple[int, ...] = ()
    memberships: tuple[Membership, ...] = ()
    rest: tuple[Rest, ...] = ()
    documents: tuple[ReadDocument, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    findings: tuple[Finding, ...] = ()
    apply_with: Callable[[HarvestPlan, str], HarvestReport] | None = field(default=None, repr=False)

    @property
    def state(self) -> RunState:
        """How the run will stand."""
        return self.report.state

    def of_kind(self, kind: ChangeKind) -> tuple[PlannedChange, ...]:
        """The records (not the nodes) of that kind, by IRI."""
        return tuple(
            sorted(
                (change for change in self.changes if change.kind == kind and change.role == "record"),
                key=lambda change: change.iri,
            )
        )

    def summary(self) -> str:
        """The plan in a few lines of English."""
        lines = [f"{self.source} ({self.profile}): {self.state}" + (f", {self.report.why}" if self.report.why else "")]
        for name, counts in (
            ("records", self.report.records),
            ("node records", self.report.nodes),
            ("catalogue records", self.report.catalog_records),
        ):
            told = ", ".join(f"{getattr(counts, kind)} {kind}" for kind in CHANGE_KINDS if getattr(counts, kind))
            if told:
                lines.append(f"  {name}: {told}")
        return "\n".join(lines)

    def apply(self, *, by: str = "harvest") -> HarvestReport:
        """Write the changes and tell what was done.

        Raises:
            RegistryError: the registry refused, or has moved since the plan was made. What batches before had
                written stays, the run stands as failed, and the next one completes it.
        """
        if self.apply_with is None:
            raise TypeError("this plan was made without a registry")
        return self.apply_with(self, by)
