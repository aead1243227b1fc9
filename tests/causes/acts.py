"""Acts on a real registry and on a registrar's book, which are compared after each act.

An act is a value without chance in it, so that a history can be shortened by leaving acts out.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from io import BytesIO
from pathlib import Path
from typing import Final, Protocol

from danhmuc.registry import HarvestReport, Registry, parse_record, restore_backup, source_at
from danhmuc.vocab.errors import DanhmucError, RegistryUnavailableError

from .registrar import LOCAL, Answer, Content, Deletion, Planned, Registrar

__all__ = [
    "ACTS",
    "IRIS",
    "SOURCES",
    "STREAM",
    "Act",
    "Clock",
    "DifferenceError",
    "History",
    "random_act",
]

E: Final = "https://e.vn/"
START: Final = datetime(2026, 8, 1, 2, 15, tzinfo=UTC)
SOURCES: Final = ("a", "b")
IRIS: Final = ("x", "y", "z")
FILLERS: Final = tuple(f"f{number}" for number in range(20))
STREAM: Final = "c"
STREAMED: Final = (*(f"cf{number}" for number in range(11)), "x")
"""What the stream has at first: of so many one may go at once, and two wait for a person."""
PREFIXES: Final = """@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix tree: <https://w3id.org/tree#> .
@prefix as: <https://www.w3.org/ns/activitystreams#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
"""
PROFILE: Final = """
@prefix : <https://e.vn/shapes/trial#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/shapes/trial> a prof:Profile ; prof:hasToken "trial" ; dct:title "Thử"@vi , "Trial"@en .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-description .
:Dataset-description a sh:PropertyShape ; sh:path dct:description ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có."@vi , "Must be there."@en .
"""
RENAMED: Final = "w"
"""What is before an IRI in the one to which it is renamed."""
MARKS: Final = {"secret": "MAT", "unclear": "Mức C"}
HOURS: Final = (1.0, 21.0, 22.0, 8 * 24.0, -0.5, -2.0)


class DifferenceError(AssertionError):
    """The registry and the book say different things."""


def title(source: str, iri: str, said: Content) -> str:
    """The title of a record, which is that of its former IRI after a rename."""
    return f"{source} {iri.removeprefix(RENAMED)} {said.title}"


def turtle(source: str, iri: str, said: Content) -> str:
    """A record as its source writes it."""
    lines = [f'<{iri}> a dcat:Dataset ; dct:title "{title(source, iri, said)}"@vi']
    if said.is_valid:
        lines.append('dct:description "d"@vi')
    if said.is_narrowed:
        lines.append("dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>")
    if said.is_retired:
        lines.append("adms:status <http://purl.org/adms/status/Withdrawn>")
    if said.has_files:
        lines.append(f"dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <{source}-{iri}.csv> ]")
    if said.mark:
        lines.append(f'dmv:secrecy "{MARKS[said.mark]}"')
    return " ; ".join(lines) + " .\n"


def activity(number: int, iri: str, said: Content | None, kind: str) -> str:
    """A member of the stream, which says that a record was created, updated or deleted."""
    when = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    graph = "" if said is None else f"<s#{number}> {{ {turtle(STREAM, iri, replace(said, has_files=False))} }}"
    return (
        f"<s> tree:member <s#{number}> . <s#{number}> a as:{kind} ; as:object <{iri}> ;"
        f' as:published "{when:%Y-%m-%dT%H:%M:%SZ}"^^xsd:dateTime .\n{graph}\n'
    )


class Clock:
    """The clock of the machine; `hours` since the first night."""

    hours = 0.0

    def as_class(self) -> type[datetime]:
        """A class that tells this time."""
        clock = self

        class Told(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return (START + timedelta(hours=clock.hours)).astimezone(tz)

        return Told


class Places(Protocol):
    """Where else a registry may be."""

    url: str
    """Of the registry."""

    def next_url(self) -> str:
        """The URL of an empty database, where the registry is from now on."""


class History:
    """A registry, the book beside it, and the two sources that both are told of.

    Attributes:
        documents: what each source says.
        deleted: what the stream says that it deleted.
        activities: how many the stream has.
        plan: the plan that was saved last.
        backup: the book as it was when the registry was backed up last.
        is_touched: whether the act that is done has asked anything of the registry.
    """

    def __init__(self, registry: Registry, folder: Path, clock: Clock, places: Places, *, is_gated: bool) -> None:
        self.registry = registry
        self.folder = folder
        self.places = places
        self.backup: Registrar | None = None
        self.clock = clock
        self.book = Registrar([*SOURCES, STREAM, LOCAL], gated={"b"} if is_gated else ())
        self.documents: dict[str, dict[str, Content]] = {}
        self.deleted: dict[str, Deletion] = {}
        self.activities = 0
        self.plan: Planned | None = None
        self.done = 0
        self.is_touched = False
        self._answered: dict[tuple[str, str], Answer] = {}
        self.profiles = {"a": "none", "b": str(folder / "trial.ttl") if is_gated else "none"}

    def begin(self) -> None:
        """Harvest both sources, and put something, so that there are three sources whose order is known."""
        (self.folder / "trial.ttl").write_text(PROFILE, encoding="utf-8")
        for source in SOURCES:
            (self.folder / source).mkdir()
            said = dict.fromkeys((*(IRIS if source == "a" else IRIS[:1]), *FILLERS), Content())
            self.documents[source] = {
                (iri if iri in IRIS else f"{source}{iri}"): content for iri, content in said.items()
            }
            Harvest(source).do(self)
        (self.folder / STREAM).mkdir()
        self.documents[STREAM] = {}
        Stream(tuple((iri, Content()) for iri in STREAMED)).do(self)
        Put("keep", Content()).do(self)
        self.compare()

    def go_on_from(self, other: History) -> None:
        """Take over what another history of the same registry and folder has written into its book."""
        self.book, self.documents = deepcopy(other.book), deepcopy(other.documents)
        self.activities = other.activities

    @property
    def is_late(self) -> bool:
        """Whether the clock is too far back for any change."""
        return self.clock.hours < self.book.newest - 0.99

    def close(self) -> None:
        """Close the registry."""
        self.registry.close()

    def write(self, source: str, how: str) -> None:
        """Publish what a source says."""
        folder = self.folder / source
        text = "".join(turtle(source, iri, said) for iri, said in sorted(self.documents[source].items()))
        (folder / "catalog.ttl").write_text(PREFIXES + ("" if how == "failed" else text), encoding="utf-8")
        (folder / "broken.ttl").unlink(missing_ok=True)
        if how == "incomplete":
            (folder / "broken.ttl").write_text(PREFIXES + "<broken> a dcat:Dataset ; dct:title ", encoding="utf-8")

    def do(self, act: Act) -> None:
        """Do an act on both, and compare them."""
        self.book.now = self.clock.hours
        self.is_touched = False
        act.do(self)
        self.done += 1
        if self.is_touched:
            self.compare()

    def attempt(self, call: Callable[[], object], refusal: bool | None, what: str) -> object | None:
        """Do something to the registry that it is to refuse, not to refuse, or may refuse; returns the outcome.

        A clock that is too far back refuses whatever would write. None if it was refused.
        """
        self.is_touched = True
        is_late = self.is_late
        try:
            result = call()
        except RegistryUnavailableError:
            raise
        except DanhmucError as error:
            if "set the clock right" in str(error):
                if not is_late:
                    raise DifferenceError(f"{what}: refused for the clock, which is right: {error}") from error
                return None
            if refusal is False:
                raise DifferenceError(f"{what}: expected that it is done; got the refusal: {error}") from error
            return None
        if refusal is True:
            raise DifferenceError(f"{what}: expected a refusal; got {result!r}")
        if not is_late:
            self.book.newest = max(self.book.newest, self.clock.hours)
        return result

    # ---------------------------------------------------------------- comparing

    def compare(self) -> None:
        """Compare what both say of each record of each source.

        Raises:
            DifferenceError: they differ.
        """
        rows = {(row.source, row.iri.removeprefix(E)): row for row in self.registry.records(role=None)}
        wanted = self.book.records.keys()
        if rows.keys() != wanted:
            raise DifferenceError(f"records: expected {sorted(wanted)}; got {sorted(rows)}")
        leaving = self._left_out()
        inner = sorted(key for key in rows if key[1].removeprefix(RENAMED) in IRIS)
        turn = inner[self.done % len(inner)]
        for (source, iri), row in sorted(rows.items()):
            expected = (self.book.presence(source, iri), self.book.hold(source, iri), self.book.state(source, iri))
            got = (row.presence, row.hold, row.state)
            if "purged" in (expected[1], row.hold):
                expected, got = expected[1:], got[1:]
            if expected != got:
                raise DifferenceError(f"{iri} of {source}: expected {expected}; got {got}")
            answer = self.book.leaving(source, iri)
            told = leaving.get((source, iri))
            # To ask of one record costs as much as an export: each in its turn, and those that no export names.
            marked = [one for name in self.book.names(iri) for one in self.book.in_force("secret", name)]
            is_unnamed = any(one.source == source or one.iri != iri for one in marked)
            if is_unnamed and (source, iri) != turn and self._answered.get((source, iri)) == answer:
                continue
            if (source, iri) == turn or is_unnamed:
                self._answered[source, iri] = answer
                one = self.registry.reports.leaving(E + iri, source=source)
                if told is not None and (one.leaves, one.reason) != (False, told):
                    raise DifferenceError(f"{iri} of {source}: the export says {told}; leaving says {one}")
                told = None if one.leaves else one.reason
            if answer.leaves != (told is None) or (told is not None and told not in answer.reasons):
                said = "leaves" if answer.leaves else " or ".join(sorted(answer.reasons))
                raise DifferenceError(f"{iri} of {source}: expected {said}; got {told or 'leaves'}")

    def _left_out(self) -> dict[tuple[str, str], str]:
        """What an export of everything leaves out and why; that the titles which leave are the expected ones."""
        out, file = BytesIO(), self.folder / "left-out.jsonl"
        self.registry.export("nt", out, left_out=file)
        text = out.getvalue().decode()
        titles = dict(re.findall(r'^<https://e\.vn/(\w+)> <http://purl.org/dc/terms/title> "(.*)"@vi', text, re.M))
        expected = {}
        for source, iri in self.book.records:
            if self.book.leaving(source, iri).leaves:
                shown = self.book.leaving_version(source, iri)
                if shown is not None and shown.title:
                    expected[iri] = title(source, iri, shown)
        if titles != expected:
            differing = {iri: (expected.get(iri), titles.get(iri)) for iri in {*titles, *expected}}
            told = {iri: both for iri, both in differing.items() if both[0] != both[1]}
            raise DifferenceError(f"export, by IRI what is expected to leave and what leaves: {told}")
        if "secrecy" in text and not self.book.answered:
            raise DifferenceError("export: a mark of secrecy leaves")
        rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        return {(row["source"], row["iri"].removeprefix(E)): row["reason"] for row in rows}

    def check(self) -> None:
        """Whether the registry finds itself whole."""
        if problems := self.registry.upkeep.check().problems:
            raise DifferenceError(f"check: {problems}")


# ---------------------------------------------------------------- acts


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is done."""

    def do(self, history: History) -> None:
        """Do it to the registry and in the book."""
        raise NotImplementedError


Said = tuple[tuple[str, Content | None], ...]


def _say(history: History, source: str, says: Said) -> None:
    """Let a source say something of some records, each under the IRI that it has by now."""
    for former, content in says:
        iri = history.book.current(source, former)
        if content is None:
            history.documents[source].pop(iri, None)
        else:
            history.documents[source][iri] = content


@dataclass(frozen=True, slots=True)
class Harvest(Act):
    """A source changes what it says of some records, and is harvested: wholly, in part, or in vain."""

    source: str
    says: Said = ()
    how: str = "complete"

    def do(self, history: History) -> None:
        _say(history, self.source, self.says)
        self.read(history)

    def read(self, history: History, batch: int | None = None) -> int | None:
        """Harvest what the source says; the number of the run, or None if it was refused."""
        history.write(self.source, self.how)
        location, profile = str(history.folder / self.source), history.profiles[self.source]
        report = history.attempt(
            lambda: history.registry.harvest(source_at(location), profile=profile, batch=batch),
            refusal=False,
            what=str(self),
        )
        if report is None:
            return None
        assert isinstance(report, HarvestReport)
        assert report.state == self.how, report
        assert report.run is not None
        if self.how == "failed":
            history.book.fail(self.source, run=report.run)
        else:
            said = history.documents[self.source]
            history.book.harvest(self.source, said, run=report.run, is_complete=self.how == "complete")
        return report.run


@dataclass(frozen=True, slots=True)
class Stream(Act):
    """A stream tells what it created, updated or deleted, and is harvested: wholly, what is new, or in part."""

    says: Said = ()
    how: str = "complete"

    def do(self, history: History) -> None:
        folder, described = history.folder / STREAM, history.documents[STREAM]
        page = [PREFIXES + "<p> a tree:Node .\n"]
        for iri, content in self.says:
            history.activities += 1
            kind = "Delete" if content is None else "Update" if iri in described else "Create"
            page.append(activity(history.activities, iri, content, kind))
            if content is None:
                described.pop(iri, None)
                history.deleted[iri] = Deletion(history.activities)
            else:
                described[iri] = replace(content, has_files=False)
                history.deleted.pop(iri, None)
        if self.says:
            (folder / f"{history.activities:05}.trig").write_text("".join(page), encoding="utf-8")
        broken = folder / "broken.trig"
        broken.unlink(missing_ok=True)
        if self.how == "incomplete":
            broken.write_text(page[0] + "<broken> a ", encoding="utf-8")
        report = history.attempt(
            lambda: history.registry.harvest(source_at(str(folder), "ldes"), profile="none"),
            refusal=False,
            what=str(self),
        )
        if report is None:
            return
        assert isinstance(report, HarvestReport)
        assert report.state == self.how, report
        assert report.run is not None
        history.book.harvest(
            STREAM, described, run=report.run, is_complete=self.how == "complete", deleted=history.deleted
        )


@dataclass(frozen=True, slots=True)
class Plan(Act):
    """A source changes what it says, and a plan of that is saved."""

    source: str
    says: Said = ()
    how: str = "complete"

    def do(self, history: History) -> None:
        _say(history, self.source, self.says)
        history.write(self.source, self.how)
        location, profile = str(history.folder / self.source), history.profiles[self.source]
        history.registry.plan(source_at(location), profile=profile).save(history.folder / "saved.plan")
        history.is_touched = True
        said = history.documents[self.source]
        history.plan = history.book.plan(self.source, said, is_complete=self.how == "complete")


@dataclass(frozen=True, slots=True)
class Apply(Act):
    """The plan that was saved last is applied, perhaps not for the first time."""

    def do(self, history: History) -> None:
        if history.plan is None:
            return
        (plan,) = history.registry.harvests.read_plans(history.folder / "saved.plan")
        may_refuse = None if history.book.has_moved(history.plan) else False
        report = history.attempt(plan.apply, refusal=may_refuse, what=str(self))
        if report is not None:
            history.book.apply(history.plan, run=report.run)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Put(Act):
    """A program puts a record."""

    iri: str
    content: Content

    def do(self, history: History) -> None:
        text = PREFIXES + turtle(LOCAL, self.iri, self.content)
        (record,) = [parse_record(text)]
        is_purged = any(history.book.in_force("purged", self.iri))
        is_refused = is_purged or self.content.mark == "secret"
        done = history.attempt(
            lambda: history.registry.put(record, by="writer", profile="none"), refusal=is_refused, what=str(self)
        )
        if done is not None or (is_refused and not is_purged):
            history.book.put(self.iri, self.content)


@dataclass(frozen=True, slots=True)
class Withdraw(Act):
    """A person withdraws the record of a source."""

    iri: str
    source: str

    def do(self, history: History) -> None:
        book = history.book
        iri = book.current(self.source, self.iri)
        state = book.state(self.source, iri) if (is_there := (self.source, iri) in book.records) else None
        # "or it never leaves anyway": what is withheld, or purged, has its bar.
        refusal = True if not is_there or state == "withheld" else None if state == "purged" else False
        done = history.attempt(
            lambda: history.registry.withdraw(E + self.iri, by="officer", source=self.source, reason="r"),
            refusal=refusal,
            what=str(self),
        )
        if done is not None:
            book.withdraw(iri, self.source)


@dataclass(frozen=True, slots=True)
class Withhold(Act):
    """A person withholds what one source or every source describes."""

    iri: str
    source: str | None = None

    def do(self, history: History) -> None:
        done = history.attempt(
            lambda: history.registry.withhold(E + self.iri, by="officer", reason="r", source=self.source),
            refusal=False,
            what=str(self),
        )
        if done is not None:
            history.book.withhold(self.iri, self.source)


@dataclass(frozen=True, slots=True)
class Release(Act):
    """A person releases what one source or every source describes."""

    iri: str
    source: str | None = None

    def do(self, history: History) -> None:
        book = history.book
        is_refused = not book.can_release(self.iri, self.source)
        done = history.attempt(
            lambda: history.registry.release(E + self.iri, by="officer", reason="r", source=self.source),
            refusal=is_refused,
            what=str(self),
        )
        if done is not None:
            book.release(self.iri, self.source)


@dataclass(frozen=True, slots=True)
class Purge(Act):
    """A person has every word of a record deleted."""

    iri: str

    def do(self, history: History) -> None:
        done = history.attempt(
            lambda: history.registry.purge(E + self.iri, by="officer", reason="r"), refusal=False, what=str(self)
        )
        if done is not None:
            history.book.purge(self.iri)


@dataclass(frozen=True, slots=True)
class AcceptMissing(Act):
    """A person accepts what is missing from a source, and what lost its distributions."""

    source: str

    def do(self, history: History) -> None:
        book = history.book
        is_refused = not book.find_missing(self.source) and not book.losses_waiting.get(self.source)
        done = history.attempt(
            lambda: history.registry.harvests.accept_missing(self.source, by="officer", reason="r"),
            refusal=is_refused,
            what=str(self),
        )
        if done is not None:
            book.accept_missing(self.source)


@dataclass(frozen=True, slots=True)
class UndoRun(Act):
    """A person undoes a run of a source: the newest, or one so many before; an undo is a run, too."""

    source: str
    back: int = 0
    is_forced: bool = False

    def do(self, history: History) -> None:
        book = history.book
        runs = sorted(key for key, one in book.runs.items() if one.source == self.source)
        if self.back >= len(runs) - 1:
            return  # the first harvest, which made the sources
        run = runs[-1 - self.back]
        touched = book.find_touched(run)
        report = history.attempt(
            lambda: history.registry.undo(run, by="officer", reason="r", force=self.is_forced),
            refusal=book.runs[run].is_undone,
            what=f"{self} (run {run})",
        )
        if report is None:
            return
        (done,) = report.runs  # type: ignore[attr-defined]
        left = {one.iri.removeprefix(E) for one in done.left}
        stays = {iri for iri, how in touched.items() if how == "purged" or (how == "later" and not self.is_forced)}
        if left != stays:
            raise DifferenceError(f"{self} (run {run}): expected that it leaves {sorted(stays)}; got {sorted(left)}")
        book.undo_run(run, undo=done.run, is_forced=self.is_forced)


@dataclass(frozen=True, slots=True)
class UndoRecord(Act):
    """A person undoes the newest change of a record."""

    iri: str
    source: str

    def do(self, history: History) -> None:
        book = history.book
        key = self.source, book.current(self.source, self.iri)
        is_there = key in book.records
        is_refused: bool | None = not is_there or book.state(*key) == "purged"
        if not is_refused and book.newest_step(*key) is None:
            is_refused = None
        elif not is_refused and (book.is_newest_of_person(*key) or book.is_renamed_since(*key)):
            # What was changed last is a decision; its opposite ends it, and an older change is not meant.
            is_refused = True
        report = history.attempt(
            lambda: history.registry.undo(iri=E + self.iri, source=self.source, by="officer", reason="r"),
            refusal=is_refused,
            what=str(self),
        )
        if report is not None:
            book.undo_record(*key, undo=report.runs[0].run)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ReleaseUndone(Act):
    """A person lets harvests apply again what was undone of a record."""

    iri: str
    source: str | None = None

    def do(self, history: History) -> None:
        found = history.book.find_undone(self.iri, self.source)
        done = history.attempt(
            lambda: history.registry.harvests.release_undone(
                iri=E + self.iri, source=self.source, by="officer", reason="r"
            ),
            refusal=not found,
            what=str(self),
        )
        if done is not None:
            history.book.release_undone(found)


@dataclass(frozen=True, slots=True)
class ReleaseRun(Act):
    """A person lets harvests apply again what was undone of a run of a source, the newest or one so many before."""

    source: str
    back: int = 0

    def do(self, history: History) -> None:
        runs = sorted(key for key, one in history.book.runs.items() if one.source == self.source)
        if self.back >= len(runs):
            return
        run = runs[-1 - self.back]
        found = history.book.find_undone(run=run)
        done = history.attempt(
            lambda: history.registry.harvests.release_undone(run, by="officer", reason="r"),
            refusal=not found,
            what=f"{self} (run {run})",
        )
        if done is not None:
            history.book.release_undone(found)


@dataclass(frozen=True, slots=True)
class HarvestAll(Act):
    """Both sources change what they say of a record, and are harvested by one command."""

    says: Said = ()

    def do(self, history: History) -> None:
        batch, runs = history.registry.harvests.new_batch(), []
        for source in SOURCES:
            _say(history, source, self.says)
            run = Harvest(source).read(history, batch=batch)
            runs += [] if run is None else [run]
        if runs:
            history.book.batches.append(runs)


@dataclass(frozen=True, slots=True)
class UndoBatch(Act):
    """A person undoes what the last command did that harvested both sources."""

    is_forced: bool = False

    def do(self, history: History) -> None:
        book = history.book
        if not book.batches:
            return
        runs = [run for run in book.batches[-1] if not book.runs[run].is_undone]
        batch = next(row.batch for row in history.registry.harvests.runs() if row.id == book.batches[-1][0])
        report = history.attempt(
            lambda: history.registry.undo(batch=batch, by="officer", reason="r", force=self.is_forced),
            refusal=False if runs else None,
            what=str(self),
        )
        if report is None:
            return
        done = {one.undoes: one for one in report.runs}  # type: ignore[attr-defined]
        if history.is_late and report.failed:  # type: ignore[attr-defined]
            return
        if done.keys() != set(runs):
            raise DifferenceError(f"{self}: expected that it undoes {runs}; got {sorted(done)}")
        for run in runs:
            book.undo_run(run, undo=done[run].run, is_forced=self.is_forced)


@dataclass(frozen=True, slots=True)
class SameAs(Act):
    """A person says that two IRIs name one thing."""

    iri: str
    other: str

    def do(self, history: History) -> None:
        done = history.attempt(
            lambda: history.registry.identities.same_as(E + self.iri, E + self.other, by="officer", reason="r"),
            refusal=not history.book.can_say_same(self.iri, self.other),
            what=str(self),
        )
        if done is not None:
            history.book.say_same(self.iri, self.other)


@dataclass(frozen=True, slots=True)
class EndSameAs(Act):
    """A person ends that two IRIs name one thing."""

    iri: str
    other: str

    def do(self, history: History) -> None:
        done = history.attempt(
            lambda: history.registry.identities.end_same_as(E + self.iri, E + self.other, by="officer", reason="r"),
            refusal=history.book.find_same(self.iri, self.other) is None,
            what=str(self),
        )
        if done is not None:
            history.book.end_same(self.iri, self.other)


@dataclass(frozen=True, slots=True)
class Rename(Act):
    """A source describes a record under another IRI, and is harvested; a person makes one record of both."""

    iri: str
    source: str

    def do(self, history: History) -> None:
        book, described, new = history.book, history.documents[self.source], RENAMED + self.iri
        if book.current(self.source, self.iri) == self.iri:
            content = described.pop(self.iri, None) or described.get(new) or Content()
            described[new] = replace(content, title=4)
            Harvest(self.source).read(history)
        done = history.attempt(
            lambda: history.registry.identities.rename(
                E + self.iri, E + new, by="officer", source=self.source, reason="r"
            ),
            refusal=not book.can_rename(self.source, self.iri, new),
            what=str(self),
        )
        if done is not None:
            book.rename(self.source, self.iri, new)


@dataclass(frozen=True, slots=True)
class BackUp(Act):
    """The registry is backed up."""

    def do(self, history: History) -> None:
        history.registry.upkeep.back_up(history.folder / "backup.db")
        history.is_touched = True
        history.backup = deepcopy(history.book)


@dataclass(frozen=True, slots=True)
class Restore(Act):
    """The last backup is restored in the place of the registry."""

    def do(self, history: History) -> None:
        if history.backup is None:
            return
        history.registry.close()
        done = history.attempt(
            lambda: restore_backup(history.folder / "backup.db", history.places.url, by="operator", reason="r"),
            refusal=False,
            what=str(self),
        )
        history.registry = Registry.open(history.places.url, create=False)
        if done is not None:
            history.book = history.book.restore(history.backup)


@dataclass(frozen=True, slots=True)
class Copy(Act):
    """The registry is copied to another database, where it goes on."""

    def do(self, history: History) -> None:
        target = history.places.next_url()
        history.attempt(lambda: history.registry.upkeep.copy_to(target), refusal=False, what=str(self))
        history.registry.close()
        history.registry = Registry.open(target, create=False)
        history.is_touched = True


@dataclass(frozen=True, slots=True)
class Wait(Act):
    """The clock goes on, or back."""

    hours: float

    def do(self, history: History) -> None:
        history.clock.hours += self.hours


# ---------------------------------------------------------------- which acts there are

_PLAIN: Final = Content()
CONTENTS: Final = (
    _PLAIN,
    Content(title=2),
    Content(is_narrowed=True),
    Content(is_retired=True),
    Content(has_files=False),
    Content(mark="secret"),
    Content(mark="unclear"),
    Content(title=2, is_valid=False),
)


STREAM_CONTENTS: Final = (_PLAIN, Content(title=2), Content(is_narrowed=True), Content(mark="secret"), None)


def _acts() -> Iterator[Act]:
    for source in SOURCES:
        yield from (Harvest(source, (("x", content),)) for content in (*CONTENTS, None))
        yield from (Harvest(source), Harvest(source, how="incomplete"), Harvest(source, how="failed"))
        yield Harvest(source, (("x", Content(has_files=False)),), how="incomplete")
        yield from (Plan(source, (("x", None),)), Plan(source, (("x", Content(title=3)),)))
        yield from (AcceptMissing(source), UndoRun(source), UndoRun(source, 1), UndoRun(source, 1, is_forced=True))
        yield from (Withdraw("x", source), Withhold("x", source), Release("x", source), UndoRecord("x", source))
        yield from (ReleaseUndone("x", source), ReleaseRun(source), ReleaseRun(source, 1), Rename("x", source))
    for source in (STREAM,):
        yield from (Stream((("x", content),)) for content in STREAM_CONTENTS)
        yield from (Stream(), Stream(how="incomplete"), Stream((("x", None),), how="incomplete"))
        yield from (AcceptMissing(source), UndoRun(source), UndoRun(source, 1), UndoRun(source, 1, is_forced=True))
        yield from (Withdraw("x", source), Release("x", source), UndoRecord("x", source))
        yield from (ReleaseUndone("x", source), ReleaseRun(source))
    yield from (Apply(), Put("x", _PLAIN), Put("x", Content(title=2)), Put("x", Content(mark="secret")))
    yield from (Withhold("x"), Release("x"), ReleaseUndone("x"), Purge("x"))
    yield from (Withdraw("x", LOCAL), UndoRecord("x", LOCAL))
    yield from (
        HarvestAll((("x", Content(title=2)),)),
        HarvestAll((("x", None),)),
        UndoBatch(),
        UndoBatch(is_forced=True),
    )
    yield from (SameAs("x", "y"), EndSameAs("x", "y"), BackUp(), Restore(), Copy())
    yield from map(Wait, HOURS)


ACTS: Final = tuple(_acts())
"""Each act once, on one record."""

_OFTEN: Final = ("x", "x", "x", "y", "z")
_WEIGHTS: Final = {
    Harvest: 40,
    Stream: 16,
    Plan: 10,
    Apply: 16,
    Wait: 16,
    UndoRun: 12,
    Release: 12,
    Purge: 2,
    AcceptMissing: 8,
}


def random_act(chance: random.Random) -> Act:
    """One of the acts, on one record or some."""
    kinds: dict[type[Act], list[Act]] = {}
    for one in ACTS:
        kinds.setdefault(type(one), []).append(one)
    names = list(kinds)
    act = chance.choice(kinds[chance.choices(names, [_WEIGHTS.get(name, 5) for name in names])[0]])
    if isinstance(act, UndoRun):
        return replace(act, back=chance.choice((0, 0, 1, 2, 3)), is_forced=chance.random() < 0.5)
    if isinstance(act, Stream):
        some = {chance.choice(("x", "x", "y", "cf1", "cf2")) for _ in range(chance.choice((1, 1, 2)))}
        contents = (*CONTENTS, None, None, None)
        return replace(act, says=tuple((iri, chance.choice(contents)) for iri in sorted(some)))
    if isinstance(act, ReleaseRun):
        return replace(act, back=chance.choice((0, 0, 1, 2, 3)))
    if isinstance(act, SameAs | EndSameAs):
        first, second = chance.choice((("x", "y"), ("x", "y"), ("y", "x"), ("y", "z")))
        return replace(act, iri=first, other=second)
    if isinstance(act, Harvest | Plan):
        some = {chance.choice(_OFTEN) for _ in range(chance.choice((1, 1, 1, 2)))}
        says = [content for _, content in act.says]
        return replace(
            act, says=tuple((iri, says[0] if says else chance.choice((None, *CONTENTS))) for iri in sorted(some))
        )
    if hasattr(act, "iri"):
        return replace(act, iri=chance.choice(_OFTEN))
    return act
