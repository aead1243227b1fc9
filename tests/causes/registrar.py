"""A registrar's book: why a record does not leave, as rows, and which act may end which row.

It is written from the rules alone (docs/decisions 5, 6, 24, 28, 29, 31, 33, 42 and 71) and knows no store, no SQL and
no RDF, so that the registry can be compared with it after every act. Time is counted in hours.

Where the rules leave room, the comments say how this book decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["LOCAL", "Answer", "Content", "Deletion", "Planned", "Registrar"]

LOCAL: Final = "local"
_BETWEEN_RUNS: Final = 20.0
_PERIOD: Final = 7 * 24.0
_PATIENCE: Final = 1.0
"""Hours by which the clock of the machine may be behind the newest change."""

Kind = Literal["absent", "withdrawn", "withheld", "undone", "secret", "unclear", "purged"]


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """What a source says of a record.

    Attributes:
        mark: of secrecy: a level, or words that nobody understands.
    """

    title: int = 1
    is_narrowed: bool = False
    is_retired: bool = False
    has_files: bool = True
    is_valid: bool = True
    mark: Literal["", "secret", "unclear"] = ""

    def __repr__(self) -> str:
        """What is not as usual."""
        usual = [(one.name, one.default) for one in fields(Content)]
        said = (f"{name}={getattr(self, name)!r}" for name, default in usual if getattr(self, name) != default)
        return f"Content({', '.join(said)})"

    def is_narrower(self, shown: Content, *, with_status: bool = True) -> bool:
        """Whether this makes less public than what is shown."""
        if self.is_narrowed and not shown.is_narrowed:
            return True
        return with_status and self.is_retired and not shown.is_retired


PURGED: Final = Content(title=0, has_files=False)
"""What is left of a content that was purged: it says nothing, but was valid or not."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """That a source says of a record that it deleted it; it is another one if it is said anew."""

    number: int


@dataclass(frozen=True, slots=True)
class Burial:
    """The act that turned an absence into a tombstone."""

    at: float
    is_by_run: bool


@dataclass(slots=True)
class Cause:
    """One row: why something does not leave, or is not applied.

    Attributes:
        source: whose record it is on; None for the records of all.
        by, reason: who set it, and why; a mark has no reason.
        burial: of an absence: what made it a tombstone; until then the record is missing, and leaves.
        is_stated: of an absence: whether its source says that it deleted the record, so that no second run is needed.
        said: of what was undone: what the source said then; None if it did not have the record.
        is_creation: of what was undone: whether the record was not there before.
        is_held: of what was undone: whether what the source says is not applied again. A release ends that, and of
            what its source did not have any more nothing is held; what was created stays away all the same.
        ends_with_anything: whether it ends with whatever the source says next.
    """

    kind: Kind
    iri: str
    source: str | None
    since: float
    by: str
    reason: str | None = None
    burial: Burial | None = None
    is_stated: bool = False
    said: Content | Deletion | None = None
    is_creation: bool = False
    is_held: bool = True
    ends_with_anything: bool = False
    until: float | None = None
    ended_by: str | None = None
    ended_because: str | None = None


@dataclass(slots=True)
class Version:
    """One content of a record; one that was undone leaves no more."""

    content: Content
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """Whether a source had a record at some time: since when not, and whether that was a tombstone."""

    since: float
    burial: Burial | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What undoing puts back: the content, and whether the source had the record.

    Attributes:
        is_former: whether the record had another IRI then. What kept that one away has ended, and does not come back.
    """

    version: int
    absence: Absence | None
    is_undone_creation: bool
    is_withdrawn: bool
    is_former: bool = False

    @property
    def presence(self) -> str:
        if self.is_withdrawn or self.is_undone_creation or (self.absence is not None and self.absence.burial):
            return "withdrawn"
        return "present" if self.absence is None else "missing"

    @property
    def shown(self) -> tuple[str, int]:
        """What is seen of it: below what a person withdrew, an absence changes nothing that an undo takes back."""
        return self.presence, self.version

    @property
    def of_source(self) -> Situation:
        """The same without what persons decided."""
        return replace(self, is_withdrawn=False)


@dataclass(frozen=True, slots=True)
class Step:
    """What one act made of one record; `before` is None if it created it, or if nobody knows any more.

    Attributes:
        number: in the order of all acts on all records.
        is_rename: whether a person gave the record its IRI by it.
    """

    run: int | None
    before: Situation | None
    after: Situation
    number: int
    is_rename: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether it is seen."""
        return self.before is None or self.before.shown != self.after.shown


@dataclass(slots=True)
class Record:
    """A record of one source.

    Attributes:
        said: what the source said last, applied or not; None if it did not have the record, and said nothing of it.
    """

    source: str
    iri: str
    versions: list[Version] = field(default_factory=list)
    said: Content | Deletion | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def content(self) -> Content:
        """The newest."""
        return self.versions[-1].content


@dataclass(slots=True)
class Run:
    """A run of a source."""

    source: str
    undoes: int | None = None
    is_undone: bool = False


@dataclass(slots=True)
class Equal:
    """A statement that two IRIs name one thing."""

    pair: frozenset[str]
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that was saved.

    Attributes:
        touched: the IRIs that it changes anything of.
        due: the IRIs that were missing for long enough.
        moment: the number of changes in the book when it was made.
        harvests: the number of readings of the source then.
    """

    source: str
    said: Mapping[str, Content]
    is_complete: bool
    touched: frozenset[str]
    due: frozenset[str]
    moment: int
    harvests: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a record leaves, and if not, the reasons that may be told."""

    leaves: bool
    reasons: frozenset[str] = frozenset()


class Registrar:
    """The book.

    Attributes:
        sources: the oldest first; of two that may leave, the description of the oldest does.
        gated: sources with a profile: what is not valid does not leave.
        applied: the deletions that a run has applied.
        equal: statements that two IRIs name one thing.
        redirects: the IRI that a record of a source has by now, by the source and the IRI that it had.
        batches: the runs of each command that harvested several sources.
        answered: source and IRI of what a person said to be no mark, though it looks like one.
    """

    def __init__(self, sources: list[str], gated: Collection[str] = ()) -> None:
        self.sources = sources
        self.gated = frozenset(gated)
        self.now = 0.0
        self.newest = 0.0
        self.causes: list[Cause] = []
        self.answered: set[tuple[str, str]] = set()
        self.records: dict[tuple[str, str], Record] = {}
        self.runs: dict[int, Run] = {}
        self.changes = 0
        self.harvests: dict[str, int] = {}
        self.losses_waiting: dict[str, set[str]] = {}
        self.losses_allowed: dict[str, set[str]] = {}
        self.losses_at: dict[tuple[str, str], float] = {}
        self.applied: set[Deletion] = set()
        self.equal: list[Equal] = []
        self.redirects: dict[tuple[str, str], str] = {}
        self.steps = 0
        self.batches: list[list[int]] = []

    # ---------------------------------------------------------------- rows

    def in_force(self, kind: Kind, iri: str | None = None) -> Iterator[Cause]:
        """The rows of a kind that are in force, of all IRIs or of one."""
        for one in self.causes:
            if one.until is None and one.kind == kind and iri in (None, one.iri):
                yield one

    def of_record(self, kind: Kind, source: str, iri: str) -> Cause | None:
        """The row on the record of a source alone."""
        return next((one for one in self.in_force(kind, iri) if one.source == source), None)

    def held(self, source: str, iri: str) -> Cause | None:
        """The row for which what a source says of a record is not applied."""
        one = self.of_record("undone", source, iri)
        return one if one is not None and one.is_held else None

    def add(self, fresh: Cause) -> None:
        """Add a row, unless the same is in force: what is done twice is done once."""
        if all(one.source != fresh.source for one in self.in_force(fresh.kind, fresh.iri)):
            self.causes.append(fresh)
            self.changes += 1

    def end(self, one: Cause | None, by: str, because: str | None) -> None:
        """End a row; it is never deleted."""
        if one is not None:
            one.until, one.ended_by, one.ended_because = self.now, by, because
            self.changes += 1

    # ---------------------------------------------------------------- what follows from the rows

    def presence(self, source: str, iri: str) -> str:
        """Present, missing or withdrawn."""
        return self._situation(self.records[source, iri]).presence

    def hold(self, source: str, iri: str) -> str | None:
        """The strongest hold."""
        if any(self.in_force("purged", iri)):
            return "purged"
        if any(one.source in (None, source) for one in self.in_force("withheld", iri)):
            return "withheld"
        return "held" if self.held(source, iri) else None

    def state(self, source: str, iri: str) -> str:
        """The hold that keeps a record from leaving, else its presence."""
        hold = self.hold(source, iri)
        return hold if hold in ("purged", "withheld") else self.presence(source, iri)

    def leaving(self, source: str, iri: str) -> Answer:
        """Whether the record of a source leaves, and if not, why."""
        bars = self._bars(source, iri)
        if (reason := self._own_reason(source, iri)) is not None:
            # Both are true of what has no version that may leave, and is kept back in another source or as another IRI.
            others = bars if reason == "never-accepted" else frozenset()
            return Answer(leaves=False, reasons=frozenset({reason}) | others)
        chosen = self._choose(iri)
        if chosen == (source, iri):
            return Answer(leaves=True)
        beside: set[str] = set()
        if chosen is None or chosen[1] == iri:
            beside = {"other-source"} if chosen is not None or not bars else set()
        else:
            # Beside the same IRI of another source it would not leave either.
            is_alone = not any(self._may_leave(*one) for one in self.records if one[1] == iri and one[0] != source)
            beside = {"same-as"} if is_alone else {"same-as", "other-source"}
        # Both are true of what is barred while another description leaves.
        return Answer(leaves=False, reasons=bars | beside)

    def names(self, iri: str) -> set[str]:
        """The IRIs of one thing, that of which is asked included."""
        return _group(iri, [*(one.pair for one in self.equal if not one.is_ended), *self._renamed_pairs()])

    def aliases(self, iri: str) -> set[str]:
        """The IRIs that one record has, and had; what persons decide about one of them is about all."""
        return _group(iri, self._renamed_pairs())

    def current(self, source: str, iri: str) -> str:
        """The IRI that a record of a source has by now."""
        return self.redirects.get((source, iri), iri)

    def _renamed_pairs(self) -> list[frozenset[str]]:
        return [frozenset({old, new}) for (_, old), new in self.redirects.items()]

    def is_barred(self, iri: str) -> bool:
        """Whether anything keeps an IRI back in all sources."""
        others = self.names(iri) - {iri}
        kinds: tuple[Kind, ...] = ("secret", "unclear", "withheld", "withdrawn", "purged")
        return any(True for kind in kinds for name in {iri, *others} for _ in self.in_force(kind, name))

    def _choose(self, iri: str) -> tuple[str, str] | None:
        """Which description of a thing leaves: that of the oldest source, then the oldest record.

        One under an IRI that a record had before goes last (decision 33).

        Under one IRI what was purged, and says nothing any more, goes after what says anything (decision 5).
        """
        order, former = list(self.records), {old for _, old in self.redirects}
        chosen = []
        for name in self.names(iri):
            may = [(source, name) for source in self.sources if (source, name) in order]
            may = [key for key in may if self._may_leave(*key)]
            chosen += [key for key in may if (shown := self.leaving_version(*key)) and shown.title][:1] or may[:1]
        return min(
            chosen, key=lambda key: (key[1] in former, self.sources.index(key[0]), order.index(key)), default=None
        )

    def leaving_version(self, source: str, iri: str) -> Content | None:
        """What leaves of a record, if it leaves: the newest accepted version."""
        record, found = self.records[source, iri], None
        for one in record.versions:
            if one.is_undone and one is not record.versions[-1]:
                continue
            if source not in self.gated or one.content.is_valid:
                found = one.content
            elif one.content.is_retired:
                found = None  # taken back, it leaves once it is accepted
        if source not in self.gated:
            return record.content
        return found

    def _may_leave(self, source: str, iri: str) -> bool:
        return self._own_reason(source, iri) is None and not self._bars(source, iri)

    def _own_reason(self, source: str, iri: str) -> str | None:
        state = self.state(source, iri)
        if state not in ("present", "missing"):
            return state
        record, shown = self.records[source, iri], self.leaving_version(source, iri)
        newest = record.content
        if newest.is_retired or (shown is not None and shown.is_retired):
            return "retired"
        if shown is None:
            return "never-accepted"
        undone = self.of_record("undone", source, iri)
        held = None if undone is None else undone.said
        if newest.is_narrower(shown) or (isinstance(held, Content) and held.is_narrower(shown, with_status=False)):
            return "narrowed"
        return None

    def _bars(self, source: str, iri: str) -> frozenset[str]:
        """The reasons for which an IRI is kept back that are not states of the record itself."""
        shown = self.leaving_version(source, iri)
        others = any(one.source != source for one in self.in_force("secret", iri))
        others = others or any(one.source != source for one in self.in_force("unclear", iri))
        others = others or any(one.source not in (None, source) for one in self.in_force("withheld", iri))
        others = others or any(one.source != source for one in self.in_force("withdrawn", iri))
        for other in self.sources:
            if other != source and (other, iri) in self.records and shown is not None:
                others = others or any(said.is_narrower(shown) for said in self._publicity(other, iri))
        # Of several reasons any may be told.
        found = {"barred"} if others else set()
        if any(self._bars_as(iri, name, shown) for name in self.names(iri) - {iri}):
            found |= {"barred-same-as", "barred"}
            found |= {"unclear-secrecy"} if self.of_record("unclear", source, iri) else set()
        if found:
            return frozenset(found)
        if self.of_record("unclear", source, iri):
            return frozenset({"unclear-secrecy"})
        return frozenset({"withheld"}) if self.of_record("secret", source, iri) else frozenset()

    def _bars_as(self, iri: str, name: str, shown: Content | None) -> bool:
        """Whether what is known of one name of a thing keeps it back under another one."""
        kinds: tuple[Kind, ...] = ("secret", "unclear", "withheld", "withdrawn", "purged")
        if any(True for kind in kinds for _ in self.in_force(kind, name)):
            return True
        described = [other for other in self.sources if (other, name) in self.records]
        return shown is not None and any(
            said.is_narrower(shown) for other in described for said in self._publicity(other, name)
        )

    def _publicity(self, source: str, iri: str) -> Iterator[Content]:
        """How public a source says that a record is: by its newest version, and by what was undone and it says still.

        It counts although the record is missing, deleted or withdrawn: what makes less public is lifted by its source.
        """
        newest = self.records[source, iri].content
        undone = self.of_record("undone", source, iri)
        yield replace(newest, is_retired=False) if self._is_unmade(source, iri) else newest
        if undone is not None and isinstance(undone.said, Content):
            yield replace(undone.said, is_retired=False)

    def _is_unmade(self, source: str, iri: str) -> bool:
        undone = self.of_record("undone", source, iri)
        return undone is not None and undone.is_creation

    # ---------------------------------------------------------------- acts of sources

    def harvest(
        self,
        source: str,
        said: Mapping[str, Content],
        *,
        run: int,
        is_complete: bool = True,
        plan: Planned | None = None,
        deleted: Mapping[str, Deletion] = MappingProxyType({}),
    ) -> None:
        """Apply what a source says.

        Args:
            plan: the plan that is applied; it is about what it changes alone.
            deleted: what the source says that it deleted.
        """
        due = None if plan is None else plan.due
        # Of what was marked since a plan was made, the plan does not know.
        lifts = plan is None or self.harvests.get(source, 0) == plan.harvests
        self.runs[run] = Run(source)
        self.harvests[source] = self.harvests.get(source, 0) + 1
        held = self._losses(source, said, is_complete=is_complete)
        for iri, content in sorted(said.items()):
            if plan is None or iri in plan.touched:
                self._describe(source, iri, content, run=run, lifts=lifts and is_complete, loses_nothing=iri in held)
        if is_complete:
            for record in [one for one in self.records.values() if one.source == source and one.iri not in said]:
                if record.iri in deleted:
                    self._delete(record, run, deleted[record.iri])
                elif plan is None or record.iri in plan.touched:
                    self._miss(record, run)
            self._bury(source, run, due)

    def fail(self, source: str, *, run: int) -> None:
        """Nothing is applied of a reading that failed."""
        self.runs[run] = Run(source)

    def _describe(
        self, source: str, iri: str, content: Content, *, run: int | None, lifts: bool, loses_nothing: bool
    ) -> None:
        record = self.records.get((source, iri))
        unclear, secret = self.of_record("unclear", source, iri), self.of_record("secret", source, iri)
        is_unclear = content.mark == "unclear" and (source, iri) not in self.answered
        if content.mark == "secret":
            self.end(unclear, source, "the mark is another one")
            self.add(Cause("secret", iri, source, self.now, source))
            if record is not None:
                self.add(Cause("withheld", iri, source, self.now, source))
            return
        if secret is not None and not lifts:
            return  # refused again until a complete run shows that the mark is gone
        self.end(secret, source, "mended")
        if is_unclear:
            self.add(Cause("unclear", iri, source, self.now, source))
        elif lifts:
            self.end(unclear, source, "mended")
            self._end_former_marks(source, iri)
        if any(self.in_force("purged", iri)):
            return
        if record is None:
            record = self.records[source, iri] = Record(source, iri, [Version(content)], content)
            self._step(record, run, None)
            return
        undone = self.of_record("undone", source, iri)
        if undone is not None and undone.said == content and not undone.ends_with_anything:
            return
        before = self._situation(record)
        if loses_nothing and undone is not None and undone.is_held:
            return  # nothing is applied of it, so that what is held stays as it is, and missing
        self.end(self.of_record("absent", source, iri), source, "reappeared")
        if loses_nothing:
            # It is described, and keeps what is stored; where it was missing, it is as if that was said.
            record.said = record.said if before.absence is None else record.content
            self._step(record, run, before)
            return
        self.end(undone, source, "the source says something else")
        if record.content != content:
            record.versions.append(Version(content))
        record.said = content
        self._step(record, run, before)

    def _end_former_marks(self, source: str, iri: str) -> None:
        """End the marks that a record had under another IRI, without which it is described now."""
        if any(self.in_force("purged", iri)):
            return
        for (name, old), new in self.redirects.items():
            if (name, new) == (source, iri):
                self.end(self.of_record("secret", source, old), source, "mended")
                self.end(self.of_record("unclear", source, old), source, "mended")

    def _miss(self, record: Record, run: int) -> None:
        # A mark stays: who drops a record has not said that it is none.
        if self.of_record("withdrawn", record.source, record.iri):
            return  # what a person withdrew is not missed (decision 87)
        undone = self.of_record("undone", record.source, record.iri)
        before = self._situation(record)
        # Of what is not there, to say nothing is nothing else.
        is_there = not before.is_undone_creation and not _is_buried(before)
        if undone is not None and ((undone.said is None and not undone.ends_with_anything) or not is_there):
            return
        self._drop_undone(record, undone)
        if self.of_record("absent", record.source, record.iri) is None:
            self._add_absence(record, Absence(self.now, None))
        record.said = None
        self._step(record, run, before)

    def _delete(self, record: Record, run: int, said: Deletion) -> None:
        if self.of_record("withdrawn", record.source, record.iri):
            return
        undone = self.of_record("undone", record.source, record.iri)
        before = self._situation(record)
        is_there = not before.is_undone_creation and not _is_buried(before)
        # What the guard stopped was not applied (decision 42), so that it is news, also where a person accepted it and
        # that was undone.
        is_known = undone is not None and undone.said == said and said in self.applied
        if not is_there or (undone is not None and is_known and not undone.ends_with_anything):
            return
        self._drop_undone(record, undone)
        if before.absence is None:
            self._add_absence(record, Absence(self.now, None))
        row = self.of_record("absent", record.source, record.iri)
        assert row is not None
        row.is_stated = True
        record.said = said
        self._step(record, run, before)

    def _drop_undone(self, record: Record, undone: Cause | None) -> None:
        """The source drops what it said otherwise; where that makes less public, it still counts (decision 31)."""
        said = None if undone is None else undone.said
        if undone is not None and isinstance(said, Content) and said.is_narrower(record.content, with_status=False):
            undone.ends_with_anything = True
        else:
            self.end(undone, record.source, "the source says something else")

    def _bury(self, source: str, run: int, due: Collection[str] | None) -> None:
        going = self.find_due(source, among=due)
        mine = [one for one in self.records.values() if one.source == source]
        recent = [one for one in mine if self._is_recently_buried(one)]
        there = [one for one in mine if self.presence(source, one.iri) != "withdrawn"]
        if _is_too_many(len(going) + len(recent), len(there) + len(recent)):
            return
        for record in going:
            before = self._situation(record)
            row = self.of_record("absent", source, record.iri)
            assert row is not None
            row.burial = Burial(self.now, is_by_run=True)
            self.changes += 1
            if isinstance(record.said, Deletion):
                self.applied.add(record.said)
            is_one_change = row.is_stated and record.steps and record.steps[-1].run == run
            self._step(record, run, before)
            if is_one_change:
                first, second = record.steps[-2:]
                record.steps[-2:] = [replace(second, before=first.before)]

    def find_due(self, source: str, among: Collection[str] | None = None) -> list[Record]:
        """The records that are missing for long enough to become tombstones."""
        found = []
        for record in self.records.values():
            row = self.of_record("absent", source, record.iri) if record.source == source else None
            if row is None or self.presence(source, record.iri) != "missing":
                continue
            undone = self.of_record("undone", source, record.iri)
            is_kept = undone is not None and not undone.ends_with_anything
            is_old = row.is_stated or row.since <= self.now - _BETWEEN_RUNS
            if is_old and not is_kept and (among is None or record.iri in among):
                found.append(record)
        return found

    def _is_recently_buried(self, record: Record) -> bool:
        undone = self.of_record("undone", record.source, record.iri)
        row = self.of_record("absent", record.source, record.iri)
        buried = None if row is None else row.burial
        if undone is not None:
            # The undo was a run, too.
            is_counted = undone.is_creation and not undone.is_held
            buried = Burial(undone.since, is_by_run=True) if is_counted else None
        if buried is None or self.of_record("withdrawn", record.source, record.iri):
            return False
        return buried.is_by_run and buried.at >= self.now - _PERIOD

    # ---------------------------------------------------------------- distributions that are lost

    def _losses(self, source: str, said: Mapping[str, Content], *, is_complete: bool) -> set[str]:
        """The records that keep their distributions although the source has none any more."""
        losing = {iri for iri, content in said.items() if self._loses(source, iri, content)}
        if not is_complete:
            return losing
        allowed = self.losses_allowed.setdefault(source, set())
        asked = losing - allowed
        since = self.now - _PERIOD
        recent = {iri for (of, iri), at in self.losses_at.items() if of == source and at >= since}
        gone = asked | recent if asked else set()
        having = {iri for iri, content in said.items() if content.has_files and content.mark != "secret"}
        held = asked if _is_too_many(len(gone), len(gone | having)) else set()
        for iri in losing - held - allowed - recent:
            self.losses_at[source, iri] = self.now
        self.losses_allowed[source] = allowed & held
        self.losses_waiting[source] = set(held)
        return held

    def _loses(self, source: str, iri: str, content: Content) -> bool:
        record = self.records.get((source, iri))
        old = None if record is None else record.content
        if old is None or content.mark == "secret" or content.has_files or not old.has_files:
            return False
        undone = self.of_record("undone", source, iri)
        if undone is not None and undone.said == content and not undone.ends_with_anything:
            return False
        return not content.is_narrower(old)

    # ---------------------------------------------------------------- plans

    def plan(self, source: str, said: Mapping[str, Content], *, is_complete: bool) -> Planned:
        """A plan of what a source says now."""
        after = deepcopy(self)
        after.harvest(source, said, run=0, is_complete=is_complete)
        iris = {*said, *(iri for name, iri in self.records if name == source)}
        touched = frozenset(iri for iri in iris if self._all_of(source, iri) != after._all_of(source, iri))
        due = frozenset(one.iri for one in self.find_due(source) if one.iri not in said) if is_complete else frozenset()
        return Planned(source, dict(said), is_complete, touched, due, self.changes, self.harvests.get(source, 0))

    def _all_of(self, source: str, iri: str) -> object:
        """All that the book has of a record."""
        rows = [one for one in self.causes if one.iri == iri and one.until is None]
        return rows, self.records.get((source, iri))

    def has_moved(self, plan: Planned) -> bool:
        """Whether anything was changed since a plan was made, so that it may be refused."""
        return self.changes != plan.moment or self.harvests.get(plan.source, 0) != plan.harvests

    def apply(self, plan: Planned, *, run: int) -> None:
        """Apply a plan that was saved."""
        self.harvest(plan.source, plan.said, run=run, is_complete=plan.is_complete, plan=plan)

    # ---------------------------------------------------------------- acts of persons

    def put(self, iri: str, content: Content) -> bool:
        """A program, or a person, puts a record; returns whether that is refused.

        It is the decision that ends a withdrawal of the same record, as `Registry.withdraw` says.
        """
        if content.mark == "secret":
            self._describe(LOCAL, iri, content, run=None, lifts=True, loses_nothing=False)
            return True
        if any(self.in_force("purged", iri)):
            return True
        record = self.records.get((LOCAL, iri))
        before = None if record is None else self._situation(record)
        withdrawn = self.of_record("withdrawn", LOCAL, iri)
        if record is not None and withdrawn is not None:
            self.end(withdrawn, "writer", "put again")
            self._step(record, None, before)
        self._describe(LOCAL, iri, content, run=None, lifts=True, loses_nothing=False)
        return False

    def withdraw(self, iri: str, source: str) -> None:
        """A person withdraws the record of a source, which bars the IRI in all."""
        record = self.records[source, iri]
        before = self._situation(record)
        self.add(Cause("withdrawn", iri, source, self.now, "officer", reason="r"))
        self._step(record, None, before)

    def withhold(self, iri: str, source: str | None) -> None:
        """A person withholds what a source, or every source, describes under an IRI."""
        for name in sorted(self.aliases(iri)):
            self.add(Cause("withheld", name, source, self.now, "officer", reason="r"))

    def find_releasable(self, iri: str, source: str | None) -> list[Cause]:
        """The rows that a release of an IRI ends: what persons and marks set, on that source or on all.

        Not the absence of another source, nor what an undo holds. A release of one source ends nothing that is on all.
        """
        kinds: tuple[Kind, ...] = ("withdrawn", "withheld", "purged")
        found = [one for name in sorted(self.aliases(iri)) for kind in kinds for one in self.in_force(kind, name)]
        return found if source is None else [one for one in found if one.source == source]

    def can_release(self, iri: str, source: str | None) -> bool:
        """Whether a person can release an IRI: nobody can while a source marks it as a secret.

        A mark that is not understood is answered by it, if it stands in the record as it is stored.
        """
        if any(True for name in self.aliases(iri) for _ in self.in_force("secret", name)):
            return False
        marks = self._unclear_marks(iri)
        for mark in marks:
            record = self._marked(mark)
            is_said = record is not None and record.content.mark == "unclear"
            if source not in (None, mark.source) or not is_said:
                return False
        return bool(marks) or bool(self.find_releasable(iri, source))

    def release(self, iri: str, source: str | None) -> None:
        """A person releases an IRI, and says by it that what looks like a mark is none."""
        for mark in self._unclear_marks(iri):
            record = self._marked(mark)
            assert record is not None
            # That of a former IRI stands until its source describes the record without one.
            if mark.iri == record.iri:
                self.end(mark, "officer", "r")
            self.answered.add((record.source, record.iri))
        names = self.aliases(iri)
        befores = [(one, self._situation(one)) for one in self.records.values() if one.iri in names]
        for one in self.find_releasable(iri, source):
            self.end(one, "officer", "r")
        for record, before in befores:
            self._step(record, None, before)

    def _unclear_marks(self, iri: str) -> list[Cause]:
        return [one for name in sorted(self.aliases(iri)) for one in self.in_force("unclear", name)]

    def _marked(self, mark: Cause) -> Record | None:
        return self.records.get((mark.source or "", self.current(mark.source or "", mark.iri)))

    def purge(self, iri: str) -> None:
        """A person has every word deleted; nobody can put back what was before."""
        names = self.aliases(iri)
        for name in sorted(names):
            self.add(Cause("purged", name, None, self.now, "officer", reason="r"))
        self.answered = {one for one in self.answered if one[1] not in names}
        for record in self.records.values():
            if record.iri in names:
                for version in record.versions:
                    version.content = replace(PURGED, is_valid=version.content.is_valid)
                record.said = None
                if (held := self.held(record.source, record.iri)) is not None:
                    # What is held was words, too; whatever the source says next is something else.
                    held.said, held.ends_with_anything = None, True
                # What was before is known no more.
                record.steps = [replace(one, before=None) for one in record.steps]
        self.changes += 1

    def find_missing(self, source: str) -> list[Record]:
        """The records that are missing from a source."""
        return [
            one for one in self.records.values() if one.source == source and self.presence(source, one.iri) == "missing"
        ]

    def accept_missing(self, source: str) -> None:
        """A person accepts what is missing from a source, and what lost its distributions."""
        for record in self.find_missing(source):
            before = self._situation(record)
            row = self.of_record("absent", source, record.iri)
            assert row is not None
            row.burial = Burial(self.now, is_by_run=False)
            self._step(record, None, before)
        self.losses_allowed.setdefault(source, set()).update(self.losses_waiting.get(source, ()))
        self.losses_waiting[source] = set()
        self.changes += 1

    # ---------------------------------------------------------------- one thing with two names

    def can_say_same(self, first: str, second: str) -> bool:
        """Whether it can be said that two IRIs name one thing: both are described, and nobody has said it."""
        there = {iri for _, iri in (*self.records, *self.redirects)}
        return first != second and {first, second} <= there and self.find_same(first, second) is None

    def say_same(self, first: str, second: str) -> None:
        """A person says that two IRIs name one thing."""
        self.equal.append(Equal(frozenset({first, second})))
        self.changes += 1

    def find_same(self, first: str, second: str) -> Equal | None:
        """The statement that two IRIs name one thing."""
        return next((one for one in self.equal if one.pair == {first, second} and not one.is_ended), None)

    def end_same(self, first: str, second: str) -> None:
        """A person ends that two IRIs name one thing."""
        one = self.find_same(first, second)
        assert one is not None
        one.is_ended = True
        self.changes += 1

    # ---------------------------------------------------------------- one record with another IRI

    def can_rename(self, source: str, old: str, new: str) -> bool:
        """Whether a person can make one record of two: the source has dropped the one, and nobody purged either."""
        both = [(source, old), (source, new)]
        if any(key not in self.records or self.hold(*key) == "purged" for key in both):
            return False
        return source == LOCAL or self.presence(source, old) != "present"

    def rename(self, source: str, old: str, new: str) -> None:
        """A person makes one record of two, under the new IRI, with the history of both.

        What persons and marks keep back stays so under both; what its source said of the old IRI is over.
        """
        first, second = self.records[source, old], self.records[source, new]
        for one in list(self.causes):
            if one.until is not None or one.iri != old or one.source not in (None, source):
                continue
            if one.kind in ("withdrawn", "withheld"):
                self.add(replace(one, iri=new))
            elif one.kind in ("absent", "undone"):
                self.end(one, "officer", "r")
        self.redirects[source, old] = new
        number = len(first.versions)
        second.versions = first.versions + second.versions
        former = [_moved(step, 0, is_former=True) for step in first.steps if step.is_shown]
        later = [_moved(step, number, is_former=False) for step in second.steps]
        created = later[0].number if later and later[0].before is None else None
        second.steps = []
        for step in sorted(former + later, key=lambda step: step.number):
            is_kept = not second.steps or (step.before is None and step.number != created)
            second.steps.append(step if is_kept else replace(step, before=second.steps[-1].after))
        now = self._situation(second)
        self.steps += 1
        second.steps.append(Step(None, now, now, self.steps, is_rename=True))
        if (source, old) in self.losses_at:
            self.losses_at[source, new] = self.losses_at.pop((source, old))
        # It has the place of the older one.
        kept = [record for record in self.records.values() if record is not second]
        both = [second if record is first else record for record in kept]
        self.records = {(record.source, record.iri): record for record in both}
        self.changes += 1

    # ---------------------------------------------------------------- an earlier state comes back

    def restore(self, backup: Registrar) -> Registrar:
        """The book after a backup was put in its place: that of then, with what was decided since.

        Rows are only ever added, so that those of the backup are the first ones of this book.
        """
        book = deepcopy(backup)
        book.now = self.now
        book.newest = max(backup.newest, self.now)
        later = self.causes[len(backup.causes) :]
        for iri in {one.iri for one in later if one.kind == "purged"}:
            book.purge(iri)
        for one in self.causes:
            if one.until is None and one.kind in ("withheld", "withdrawn", "secret", "unclear"):
                book.add(replace(one))
            elif (
                one.until is None
                and one.kind == "undone"
                and one.is_held
                and not backup.held(one.source or "", one.iri)
            ):
                # What an undo took back is there again: a person has to say whether it may leave.
                book.add(Cause("withheld", one.iri, one.source, self.now, "operator", reason="r"))
        book.equal += [replace(same) for same in self.equal[len(backup.equal) :] if not same.is_ended]
        for pair in self._renamed_pairs():
            # There, the record has its former IRI.
            if pair not in (*book._renamed_pairs(), *(same.pair for same in book.equal if not same.is_ended)):
                book.equal.append(Equal(pair))
        narrower = [key for key in self.records if self._is_narrower_than(*key, backup)]
        # What is kept back anyway is not withheld for another reason, too.
        there = {iri for _, iri in book.records}
        freed = {name for _, iri in narrower for name in self.names(iri) & there if not book.is_barred(name)}
        for name in sorted(freed):
            book.add(Cause("withheld", name, None, self.now, "operator", reason="r"))
        book.changes = self.changes + 1
        return book

    def _is_narrower_than(self, source: str, iri: str, backup: Registrar) -> bool:
        """Whether a source says by now that less of a record may be public than in an earlier state."""
        content, former = self.records[source, iri].content, backup.records.get((source, iri))
        formers = [one for key, one in backup.records.items() if key[1] == iri] if former is None else [former]
        if not formers and any(name in self.aliases(iri) for _, name in backup.records):
            return content.is_narrower(Content())  # of its IRI nothing was said then
        return any(content.is_narrower(one.content) for one in formers)

    # ---------------------------------------------------------------- undo

    def find_touched(self, run: int) -> dict[str, str]:
        """The records that undoing a run may put back, by IRI: ``free``, or ``later`` if they were changed since."""
        found: dict[str, str] = {}
        undos = self._undos_of(run)
        for record in self.records.values():
            own = [number for number, one in enumerate(record.steps) if one.run == run]
            if not own:
                continue
            before, after = record.steps[own[0]].before, record.steps[own[-1]].after
            if before is not None and before.shown == after.shown:
                continue
            is_later = is_done = False
            for one in record.steps[own[-1] + 1 :]:
                if one.run is not None and one.run in undos and one.is_shown:
                    is_done = undos[one.run]
                elif one.is_rename or one.is_shown:
                    is_later = True
            if any(self.in_force("purged", record.iri)):
                found[record.iri] = "purged"
            elif not is_done:
                found[record.iri] = "later" if is_later else "free"
        return found

    def undo_run(self, run: int, *, undo: int, is_forced: bool) -> None:
        """A person undoes a run; what was changed since stays, unless it is forced. No bar of a person ends."""
        source = self.runs[run].source
        self.runs[undo] = Run(source, undoes=run)
        for iri, how in self.find_touched(run).items():
            if how == "free" or (is_forced and how == "later"):
                record = self.records[source, iri]
                first = next(one for one in record.steps if one.run == run)
                self._put_back(record, first.before, undo)
        self.runs[run].is_undone = True
        if (undone := self.runs[run].undoes) is not None:
            self.runs[undone].is_undone = False
        self.changes += 1

    def newest_step(self, source: str, iri: str) -> Step | None:
        """The newest change of what a source says of a record; decisions of persons are not undone, but released."""
        record = self.records[source, iri]
        for one in reversed(record.steps):
            if one.is_rename:
                continue
            if one.before is None or (one.is_shown and one.before.of_source != one.after.of_source):
                return one
        return None

    def is_newest_of_person(self, source: str, iri: str) -> bool:
        """Whether the newest change of a record is a decision of a person."""
        steps = [one for one in self.records[source, iri].steps if not one.is_rename]
        changing = [one for one in steps if one.is_shown]
        newest = changing[-1] if changing else None
        return newest is not None and newest.before is not None and newest.before.of_source == newest.after.of_source

    def is_renamed_since(self, source: str, iri: str) -> bool:
        """Whether a person renamed a record since its newest change, so that this is not undone alone."""
        newest = self.newest_step(source, iri)
        return newest is not None and any(
            one.is_rename and one.number > newest.number for one in self.records[source, iri].steps
        )

    def undo_record(self, source: str, iri: str, *, undo: int) -> None:
        """A person undoes the newest change of a record."""
        self.runs[undo] = Run(source)
        step = self.newest_step(source, iri)
        if step is not None:
            self._put_back(self.records[source, iri], step.before, undo)
        self.changes += 1

    def find_undone(self, iri: str | None = None, source: str | None = None, run: int | None = None) -> list[Cause]:
        """The rows that `undo --release` ends."""
        found = [one for one in self.in_force("undone", iri) if one.is_held and source in (None, one.source)]
        if run is not None:
            wanted = {run} | {key for key, one in self.runs.items() if one.undoes == run}
            found = [one for one in found if int(one.by) in wanted]
        return found

    def release_undone(self, some: list[Cause]) -> None:
        """A person lets the next harvest apply again what was undone; nothing is read yet."""
        for one in some:
            assert one.source is not None
            record = self.records[one.source, one.iri]
            shown = record.content
            said = None if one.is_creation else one.said
            if isinstance(said, Content) and said.is_narrower(shown, with_status=False):
                # Until the next harvest it must not leave.
                one.ends_with_anything = True
                continue
            if one.is_creation:
                # Its source has to describe it before it is there again; until then it has said nothing.
                one.is_held, one.said, record.said = False, None, None
                self.changes += 1
                continue
            self.end(one, "officer", "r")
            record.said = shown

    def _undos_of(self, run: int) -> dict[int, bool]:
        found: dict[int, bool] = {}
        by = {run: False}
        while by:
            by = {key: not by[one.undoes] for key, one in self.runs.items() if one.undoes in by}
            found |= by
        return found

    def _put_back(self, record: Record, before: Situation | None, undo: int) -> None:
        if before is not None and not record.versions[before.version].content.title:
            before = None  # it was purged, and nobody can put that back, even if it was released since
        if before is not None and before.is_former:
            before = replace(before, absence=None, is_undone_creation=False, is_withdrawn=False)
        was = self._situation(record)
        said = record.said
        undone = self.of_record("undone", record.source, record.iri)
        self.end(undone, str(undo), "undone")
        absent = self.of_record("absent", record.source, record.iri)
        self.end(absent, str(undo), "undone")
        if before is not None and before.absence is not None:
            self._add_absence(record, before.absence)
        if before is not None:
            self._put_content_back(record, before.version)
        is_there = before is not None and before.of_source.presence == "present"
        # After a purge the source has it, and nobody knows what it says.
        is_unknown = said is None and not record.content.title and was.absence is None
        if is_unknown and was.is_undone_creation:
            is_unknown = undone is not None and undone.ends_with_anything
        if is_unknown:
            is_said = False
        elif not isinstance(said, Content):
            is_said = not (
                is_there or (before is not None and before.of_source.presence == "missing" and _is_buried(was))
            )
        else:
            is_said = is_there and said == record.content
        is_creation = before is None or before.is_undone_creation
        if is_creation or not is_said:
            row = Cause("undone", record.iri, record.source, self.now, str(undo), said=said, is_creation=is_creation)
            self.add(replace(row, is_held=not is_said, ends_with_anything=is_unknown))
        self._step(record, undo, was)

    def _put_content_back(self, record: Record, version: int) -> None:
        former = record.versions[version].content
        if former == record.content:
            return
        for one in record.versions[version + 1 :]:
            one.is_undone = True
        record.versions.append(Version(former))
        if former.mark == "unclear":
            # Its source may have mended the mark since; a person has to say which of both is right.
            self.add(Cause("withheld", record.iri, record.source, self.now, record.source))

    # ---------------------------------------------------------------- what the rows were

    def _add_absence(self, record: Record, absence: Absence) -> None:
        self.add(Cause("absent", record.iri, record.source, self.now, record.source, burial=absence.burial))
        row = self.of_record("absent", record.source, record.iri)
        assert row is not None
        row.since, row.burial = absence.since, absence.burial

    def _situation(self, record: Record) -> Situation:
        absent = self.of_record("absent", record.source, record.iri)
        return Situation(
            version=len(record.versions) - 1,
            absence=None if absent is None else Absence(absent.since, absent.burial),
            is_undone_creation=self._is_unmade(record.source, record.iri),
            is_withdrawn=self.of_record("withdrawn", record.source, record.iri) is not None,
        )

    def _step(self, record: Record, run: int | None, before: Situation | None) -> None:
        after = self._situation(record)
        if before != after:
            self.steps += 1
            record.steps.append(Step(run, before, after, self.steps))
            self.changes += 1


def _group(iri: str, pairs: Collection[frozenset[str]]) -> set[str]:
    found, fresh = {iri}, {iri}
    while fresh:
        fresh = set().union(*(pair for pair in pairs if pair & fresh)) - found
        found |= fresh
    return found


def _moved(one: Step, number: int, *, is_former: bool) -> Step:
    """A step whose record has so many versions before its own, perhaps under another IRI."""
    both = [
        None if some is None else replace(some, version=some.version + number, is_former=is_former or some.is_former)
        for some in (one.before, one.after)
    ]
    assert both[1] is not None
    return replace(one, before=both[0], after=both[1])


def _is_buried(one: Situation) -> bool:
    return one.absence is not None and one.absence.burial is not None


def _is_too_many(gone: int, there: int) -> bool:
    """The guard of deletions: more than a tenth and at least two, or all."""
    return gone > 0 and ((gone >= 2 and gone * 10 > there) or gone == there)
