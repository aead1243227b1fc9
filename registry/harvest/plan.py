"""The plan of a harvest: its changes, before any of them is applied.

A plan is a value: made by reading a source and comparing, or read from a file; applied to a registry.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from ..record.bars import MarkDigest
from ..record.change import CHANGE_KINDS, ChangeKind, PlannedChange
from ..record.contents import Progress
from ..record.graph_changes import PropertyChange, graph_changes
from ..record.harvested import Harvested, HarvestReport
from ..record.record import Membership
from ..record.summary import summary_of

_PAGE: Final = 500


class Claim(NamedTuple):
    """A record of the plan whose IRI other sources have, too.

    Attributes:
        sources: names of the others, oldest first.
    """

    iri: str
    sources: tuple[str, ...]


class PlannedDifference(NamedTuple):
    """A record of the plan with the properties that change.

    Attributes:
        title: of the record; None if it has none.
        properties: empty if only its presence changes.
    """

    change: PlannedChange
    title: str | None
    properties: tuple[PropertyChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBase:
    """The state of a registry that a plan was made with, beside that of the records that it changes.

    Attributes:
        iri_base: beginning of minted IRIs.
        profile: of the source; None if the source is new.
        run: newest run of the source that did not fail, 0 for none.
        row: newest row of the ledger about a record of the source, 0 for none.
        purge: newest hold of the registry by which something was purged, 0 for none.
        corrections, guard: digests of the settings of the source by which its records were corrected, and by which the
            losses of distributions were decided on.
    """

    iri_base: str
    profile: str | None
    run: int
    row: int
    purge: int
    corrections: str
    guard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDigests:
    """The IRIs that a source marks, in a file: as digests with the registry's salt, sorted, since they may be secrets.

    Attributes:
        registry: digest of that salt, by which the registry is known again; None if nothing is marked.
        secret, unclear, unmarked: as those of `Harvested`.
    """

    registry: str | None = None
    secret: tuple[MarkDigest, ...] = ()
    unclear: tuple[MarkDigest, ...] = ()
    unmarked: tuple[MarkDigest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChanges:
    """The memberships that a plan begins and ends, in a file; all others stay.

    Attributes:
        ended: keys of their rows, since their catalogues may list state secrets.
    """

    begun: tuple[Membership, ...] = ()
    ended: tuple[int, ...] = ()


class PlanRegistry(Protocol):
    """The part of a registry that a plan needs."""

    def apply(
        self, plan: HarvestPlan, by: str, batch: int | None = None, progress: Progress | None = None
    ) -> HarvestReport: ...
    def save(self, plans: Iterable[HarvestPlan], path: Path) -> None: ...
    def graphs(self, version_ids: Sequence[int]) -> Mapping[int, bytes]: ...


@dataclass(slots=True, kw_only=True)
class HarvestPlan(Harvested):
    """The changes that one reading of a source asks for, and the source they belong to.

    A plan that was read from a file holds only changes that write something; its report counts all of them.

    Attributes:
        basis: number of the source's newest run when the plan was made, 0 for none.
        base: the state of the registry that it was made with.
        due: keys of missing records that are missing for long enough to be withdrawn.
        claims: records whose IRIs other sources have, too, by IRI.
        marks, listing: in place of `secret`, `unclear`, `unmarked` and `memberships` in a plan from a file.
        before: graphs of the stored records that it changes, zlib, by key of their version; only in a plan from a file.
        mapping: digest of the mapping by which the source makes records; empty if it has none.
        read_by: digest of what the reading was compared by beside its documents; None if the source was new.
        follows: the run whose documents the reading relied on; None if it relied on none.
        is_kind_open: whether nobody has said the kind of the source, and this reading, which failed, did not find it.
        newest_mark: key of the newest mark of secrecy of another source when it was read; None in a plan from a file.
        redirects: key of the source's newest redirect then, 0 for none; a later rename voids the plan, too.
    """

    source: str
    location: str
    kind: str
    profile: str
    basis: int
    redirects: int = 0
    read_by: str | None = None
    mapping: str = ""
    is_kind_open: bool = False
    newest_mark: int | None = None
    follows: int | None = None
    base: PlanBase | None = None
    due: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()
    marks: MarkDigests | None = None
    listing: MembershipChanges | None = None
    before: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    registry: PlanRegistry | None = field(default=None, repr=False)

    def of_kind(self, kind: ChangeKind) -> tuple[PlannedChange, ...]:
        """The records (not the nodes) of that kind, by IRI."""
        return tuple(
            sorted(
                (change for change in self.changes if change.kind == kind and change.role == "record"),
                key=lambda change: change.iri,
            )
        )

    def differences(self) -> Iterator[PlannedDifference]:
        """All that changes, property by property: records, catalogue records, node records; each by kind and IRI.

        A new record has all its properties, added; a missing one has none.
        """
        ranks = {"record": 0, "catalog-record": 1, "element": 2, "node": 3}
        chosen = [change for change in self.changes if change.writes and change.kind != "unchanged"]
        chosen.sort(key=lambda change: (ranks[change.role], CHANGE_KINDS.index(change.kind), change.iri))
        for start in range(0, len(chosen), _PAGE):
            page = chosen[start : start + _PAGE]
            stored = self._stored_graphs([one.version_id for one in page])
            for change in page:
                before = b"" if change.version_id is None else stored[change.version_id]
                after = before if change.body is None else zlib.decompress(change.body)
                summary = change.summary or summary_of(change.iri, before)
                yield PlannedDifference(change, summary.title, graph_changes(change.iri, before, after))

    def _stored_graphs(self, version_ids: Sequence[int | None]) -> Mapping[int, bytes]:
        keys = [key for key in version_ids if key is not None]
        if all(key in self.before for key in keys):
            return {key: zlib.decompress(self.before[key]) for key in keys}
        return self._of_registry.graphs(keys)

    def summary(self) -> str:
        """The plan in a few lines of English."""
        lines = [f"{self.source} ({self.profile}): {self.state}" + (f", {self.report.why}" if self.report.why else "")]
        for name, counts in (
            ("records", self.report.records),
            ("node records", self.report.nodes),
            ("data elements and table schemas", self.report.elements),
            ("catalogue records", self.report.catalog_records),
        ):
            counted = ", ".join(f"{getattr(counts, kind)} {kind}" for kind in CHANGE_KINDS if getattr(counts, kind))
            if counted:
                lines.append(f"  {name}: {counted}")
        if self.claims:
            lines.append(f"  in other sources, too: {len(self.claims)}")
        if self.report.withdrawn:
            lines.append(f"  to be withdrawn: {self.report.withdrawn}")
        if self.report.waiting:
            lines.append(f"  waiting for a person: {self.report.waiting}")
        lines += [f"  renamed? {one.old} -> {one.new} ({one.evidence})" for one in self.report.renames]
        return "\n".join(lines)

    def save(self, path: str | Path) -> None:
        """Write the plan to a file, which `HarvestRuns.read_plans` reads; only its owner can read it.

        Nothing that a mark of secrecy refuses is in it, but all else that the source says of what changes is.

        Raises:
            UsageError: it cannot be written, or there is a file that is no plan; or the plan is one from a file.
        """
        self._of_registry.save([self], Path(path))

    def apply(
        self, *, by: str = "harvest", batch: int | None = None, progress: Progress | None = None
    ) -> HarvestReport:
        """Write the changes and report the outcome.

        What happened already, such as by an application that was broken off, is not done again. If the profile, the
        code lists or the context of records has changed since, or the day of a dated verdict, they are validated anew.

        Args:
            batch: number that the runs of one command share, from `HarvestRuns.new_batch`.

        Raises:
            RegistryError: a record that it changes has changed since in the registry, so that nothing was applied; or
                the source is being harvested; or the registry refused. Then batches written before stay, the run is
                recorded as failed, and applying the plan again or the next harvest completes it.
        """
        return self._of_registry.apply(self, by, batch, progress)

    @property
    def _of_registry(self) -> PlanRegistry:
        if self.registry is None:
            raise TypeError("this plan was made without a registry")
        return self.registry
