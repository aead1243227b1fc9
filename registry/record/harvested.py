"""A source read, compared and validated: what a plan holds, a run stores and a report counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final, Literal

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, from_json, languages
from danhmuc.vocab.renamed import warn_of_renamed
from danhmuc.vocab.text import mask_passwords

from .change import CHANGE_KINDS, PlannedChange, RoleCounts
from .contents import PageReading, ReadDocument, brief_reason
from .door import HostTraffic
from .identity import ProposedRename
from .record import Membership, Quarantined, Rest
from .stored import LeftNode

# ---------------------------------------------------------------- stage clock
# The clock of a harvest: how many seconds each of its stages took.

Stage = Literal["reading", "comparing", "writing"]
STAGES: Final[tuple[Stage, ...]] = ("reading", "comparing", "writing")
"""In their order; comparing includes splitting into records and validating."""


class StageClock:
    """The seconds of each stage, by a clock that never goes back, whatever happens to the time of day."""

    def __init__(self) -> None:
        self._seconds: dict[Stage, float] = {}
        self._running: tuple[Stage, float] | None = None

    @contextmanager
    def measuring(self, stage: Stage) -> Iterator[None]:
        """Count the time in which the context is open, also if it ends by an error."""
        self._running = (stage, perf_counter())
        try:
            yield
        finally:
            self._seconds = self._until_now()
            self._running = None

    def seconds(self) -> Mapping[Stage, float]:
        """The seconds of each stage so far, to the millisecond; the one being measured is included."""
        found = self._until_now()
        return {stage: round(found[stage], 3) for stage in STAGES if stage in found}

    def _until_now(self) -> dict[Stage, float]:
        if self._running is None:
            return self._seconds
        stage, began = self._running
        return {**self._seconds, stage: self._seconds.get(stage, 0.0) + perf_counter() - began}


# ---------------------------------------------------------------- harvested

RunState = Literal["complete", "incomplete", "failed"]
Extent = Literal["whole", "delta", "unmoved"]
"""The extent of a complete reading: the whole source, what changed since an earlier one, or that nothing moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestReport:
    """The outcome of a harvest, or of a plan if it were applied.

    Attributes:
        run: number of the run; None for a plan and for a run that could not be recorded.
        why: reason of an incomplete or failed run.
        extent: what the reading is if it is complete; the counts of a delta are those of what is in it.
        unopened: whether the run failed because nothing could be opened.
        records, nodes, elements, catalog_records: number of changes by kind.
        accepted, submitted: current verdicts on the records seen; None if nothing is validated.
        findings: number of findings of the run by severity, of its verdicts and of reading; what cannot be verified is
            counted separately.
        refused: number of parts of documents that are no records of their own, such as rows of a dictionary, and that
            were refused unread because they are marked as a state secret.
        unclear: number of records with a mark of secrecy that is not understood and that no run before had.
        barred: number of records that another source keeps from leaving, or something kept back in their own graph.
        slipped: number of stored records that the source describes and that are no longer records: by their class, or
            as parts of other records.
        newly_missing: number of records that were present before; `is_shrunken` if they are too many to be usual.
        deleted: number of the missing records that the source itself says it has deleted.
        deletions_unknown: number of deletions that the source says of what was never stored.
        withdrawn: number of records that are withdrawn because they are missing for long enough, or deleted by their
            source; 0 in a plan.
        waiting: number of such records that a person has to decide on, because they are too many to be usual.
        losses: number of records that lose every distribution they had, by this run.
        losses_waiting: number of records that have lost them in the source and stay as they are stored, because they
            are too many to be usual.
        renames: the proposed renames that wait for an answer, those of earlier runs among them.
        proposed_renames: their number, where only the counts of the report are known.
        ambiguous_renames: number of groups of missing and new records alike, of which none is proposed.
        awaiting_release: number of records that a mark of secrecy withholds although no source marks them any more; 0
            in a plan.
        left_nodes: the node records that only records named that this run withholds as a state secret; they stay
            stored. Empty in a plan, and of a run that is stored, since others read reports.
        unmet: number of expectations of the source that a complete run did not meet.
        triples: read in all documents; `rest_triples` of them belong to no record.
        letter: text to send to those who run a server that refuses danhmuc.
        pages: what each page brought, in the order in which they were asked for; empty if the source is one document,
            and of a run that is stored.
        traffic: what the reading sent and received, by host; empty if nothing was asked.
        seconds: how long each stage took; empty for a plan.
    """

    source: str
    profile: str
    run: int | None
    state: RunState
    why: Message | None = None
    extent: Extent = "whole"
    unopened: bool = False
    records: RoleCounts = field(default_factory=RoleCounts)
    nodes: RoleCounts = field(default_factory=RoleCounts)
    elements: RoleCounts = field(default_factory=RoleCounts)
    catalog_records: RoleCounts = field(default_factory=RoleCounts)
    validated: int = 0
    accepted: int | None = None
    submitted: int | None = None
    findings: Mapping[str, int] = field(default_factory=dict)
    documents: int = 0
    quarantined_documents: int = 0
    passed_over: int = 0
    refused: int = 0
    unclear: int = 0
    barred: int = 0
    slipped: int = 0
    newly_missing: int = 0
    is_shrunken: bool = False
    deleted: int = 0
    deletions_unknown: int = 0
    withdrawn: int = 0
    waiting: int = 0
    losses: int = 0
    losses_waiting: int = 0
    renames: tuple[ProposedRename, ...] = ()
    proposed_renames: int = 0
    ambiguous_renames: int = 0
    awaiting_release: int = 0
    unmet: int = 0
    triples: int = 0
    rest_triples: int = 0
    letter: Message | None = None
    left_nodes: tuple[LeftNode, ...] = field(default=(), compare=False)
    pages: tuple[PageReading, ...] = field(default=(), compare=False)
    traffic: tuple[HostTraffic, ...] = field(default=(), compare=False)
    seconds: Mapping[Stage, float] = field(default_factory=dict, compare=False)

    @classmethod
    def of_counts(
        cls, counts: Mapping[str, Any], *, source: str, profile: str, run: int, state: RunState, why: Message | None
    ) -> HarvestReport:
        """The report of a run from its counts as `as_dict` gives them; what they lack, as of an older release, is 0."""
        renamed = {"judged": "validated", "shrunken": "is_shrunken"}
        roles: dict[str, Any] = {
            role: RoleCounts(**{kind: counts.get(role, {}).get(kind, 0) for kind in CHANGE_KINDS})
            for role in ("records", "nodes", "elements", "catalog_records")
        }
        others = {
            renamed.get(name, name): value
            for name, value in counts.items()
            if renamed.get(name, name) in cls.__slots__ and name not in {*roles, "source", "profile", "run", "state"}
        }
        others["traffic"] = tuple(HostTraffic(**one) for one in others.get("traffic", ()))
        letter = others.get("letter")
        others["letter"] = None if letter is None else from_json(letter)
        return cls(source=source, profile=profile, run=run, state=state, why=why, **roles, **others)

    @property
    def rename_count(self) -> int:
        """The number of proposed renames."""
        return len(self.renames) or self.proposed_renames

    @property
    def why_in_brief(self) -> Message | None:
        """The reason without details that the findings of the run have."""
        return None if self.why is None else brief_reason(self.why)

    @property
    def needs_attention(self) -> bool:
        """Whether the run is not complete, or something of it needs a person."""
        return self.state != "complete" or bool(self.attention_counts)

    @property
    def attention_counts(self) -> Mapping[str, int]:
        """The numbers of what needs a person: skipped, kept back, lost by a slip, not as expected or undecided.

        >>> HarvestReport(source="a", profile="none", run=1, state="complete", slipped=2).attention_counts
        {'slipped': 2}
        """
        roles = (self.records, self.nodes, self.elements, self.catalog_records)
        counts = {
            "quarantined_documents": self.quarantined_documents,
            "quarantined": sum(one.quarantined for one in roles),
            "refused": self.refused,
            "unclear": self.unclear,
            "barred": self.barred,
            "slipped": self.slipped,
            "newly_missing": self.newly_missing if self.is_shrunken else 0,
            "ambiguous_renames": self.ambiguous_renames,
            "unmet": self.unmet,
            **self.decision_counts,
        }
        return {name: count for name, count in counts.items() if count}

    @property
    def decision_counts(self) -> Mapping[str, int]:
        """The numbers of what waits for a decision, of whichever run it is."""
        return {
            "renames": self.rename_count,
            "waiting": self.waiting,
            "losses_waiting": self.losses_waiting,
            "awaiting_release": self.awaiting_release,
        }

    @property
    def judged(self) -> int:
        """`validated`, under its former name."""
        warn_of_renamed("HarvestReport.judged", "HarvestReport.validated")
        return self.validated

    @property
    def needs_a_person(self) -> bool:
        """`needs_attention`, under its former name."""
        warn_of_renamed("HarvestReport.needs_a_person", "HarvestReport.needs_attention")
        return self.needs_attention

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it."""
        return {
            "source": self.source,
            "profile": self.profile,
            "run": self.run,
            "state": self.state,
            "why": None if self.why is None else mask_passwords(str(self.why)),
            "extent": self.extent,
            "records": self.records.as_dict(),
            "nodes": self.nodes.as_dict(),
            "elements": self.elements.as_dict(),
            "catalog_records": self.catalog_records.as_dict(),
            "judged": self.validated,
            "accepted": self.accepted,
            "submitted": self.submitted,
            "findings": dict(self.findings),
            "documents": self.documents,
            "quarantined_documents": self.quarantined_documents,
            "passed_over": self.passed_over,
            "refused": self.refused,
            "unclear": self.unclear,
            "barred": self.barred,
            "slipped": self.slipped,
            "newly_missing": self.newly_missing,
            "shrunken": self.is_shrunken,
            "deleted": self.deleted,
            "deletions_unknown": self.deletions_unknown,
            "withdrawn": self.withdrawn,
            "waiting": self.waiting,
            "losses": self.losses,
            "losses_waiting": self.losses_waiting,
            "proposed_renames": self.rename_count,
            "ambiguous_renames": self.ambiguous_renames,
            "awaiting_release": self.awaiting_release,
            "unmet": self.unmet,
            "triples": self.triples,
            "rest_triples": self.rest_triples,
            "letter": None if self.letter is None else {lang: self.letter.render(lang) for lang in languages()},
            "traffic": [one.as_dict() for one in self.traffic],
            "seconds": dict(self.seconds),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The records of one complete reading that have lost every distribution they had, by their keys.

    Attributes:
        held: those that stay as they are stored.
        applied: those that are updated.
    """

    held: tuple[int, ...] = ()
    applied: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Harvested:
    """The changes that one reading of a source asks for.

    Attributes:
        changes: of every record seen or missing, but for those that stay as they are stored, which are only counted.
        renewed: verdicts on records that this reading did not have, because they are no longer current.
        withhold: keys of records that must never leave any more.
        secret, unclear: IRIs that the source marks, or that stand in the graph of what it marks.
        unmarked: IRIs that it marked before and marks no longer.
        findings: about documents and the run as a whole.
        losses: the records that have lost every distribution.
        extent: what the reading is if it is complete.
        clock: counts the seconds of the stages; they are no part of what is planned.
    """

    report: HarvestReport
    changes: tuple[PlannedChange, ...] = ()
    renewed: tuple[PlannedChange, ...] = ()
    withhold: tuple[int, ...] = ()
    secret: frozenset[str] = field(default=frozenset(), repr=False)
    unclear: frozenset[str] = field(default=frozenset(), repr=False)
    unmarked: frozenset[str] = field(default=frozenset(), repr=False)
    memberships: tuple[Membership, ...] = ()
    rest: tuple[Rest, ...] = ()
    documents: tuple[ReadDocument, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    findings: tuple[Finding, ...] = ()
    losses: Losses = field(default_factory=Losses)
    extent: Extent = "whole"
    clock: StageClock = field(default_factory=StageClock, repr=False, compare=False)

    @property
    def state(self) -> RunState:
        """The state in which the run ends."""
        return self.report.state

    @property
    def is_whole(self) -> bool:
        """Whether it has all that the source has, so that it lacks what is not in it."""
        return self.state == "complete" and self.extent == "whole"
