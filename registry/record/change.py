"""What becomes of one record: the values that a plan holds and the store writes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal, cast

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import Finding

from .record import Link, Role
from .stored import StoredVersion
from .summary import Summary

__all__ = ["CHANGE_KINDS", "ChangeKind", "PlannedChange", "RoleCounts"]

ChangeKind = Literal["created", "updated", "unchanged", "reappeared", "missing", "quarantined"]
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = (
    "created",
    "updated",
    "unchanged",
    "reappeared",
    "missing",
    "quarantined",
)


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

    @classmethod
    def of_stored(cls, iri: str, stored: StoredVersion, *, kind: ChangeKind) -> PlannedChange:
        """A record as the registry has it, whatever its source says."""
        return cls(
            kind=kind,
            role=cast("Role", stored.role),
            iri=iri,
            digest=stored.digest,
            record_id=stored.id,
            version_id=stored.version_id,
            was=stored.state,
        )

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
