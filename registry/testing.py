"""Tests that every kind of source passes: for authors of sources in other packages.

A test class inherits `SourceContract` and says how a source of its kind is published::

    class TestSheets(SourceContract):
        kind = "sheet"

        def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
            return str(write_sheet(folder / "sheet.csv", titles))

pytest then runs all tests of the contract against it; nothing here needs the network, unless `door` leads to it. See
docs/en/sources.md.
"""

from __future__ import annotations

import hashlib
import pickle
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from unittest import SkipTest

from danhmuc.vocab.errors import SourceUnavailableError

from .record.contents import HarvestSource, SourceContents, is_comparable_time
from .record.door import KnownDocument, NetworkDoor, Visit
from .record.harvested import HarvestReport
from .record.record import IriSpace, SourceRecord
from .record.source_settings import SourceSettings
from .registry import Registry
from .sources import source_at

__all__ = ["DeltaContract", "PublishedActivity", "SourceContract"]

_FIRST = {"one": "Quan trắc một", "two": "Quan trắc hai", "three": "Quan trắc ba"}
_RANKS = ("node", "element", "catalog-record", "record")
_NO_PROFILE = "none"


class SourceContract:
    """The contract of sources as tests; a class that inherits it is one kind of source.

    Attributes:
        kind: name of the kind, as for `source_at`.
    """

    kind: str

    # ------------------------------------------------------------ what an author says

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """Publish datasets, one for each key, with these titles; returns the location.

        Called again with the same folder, it replaces what was there: the location stays the same, and so does the IRI
        of the dataset of a key.
        """
        raise NotImplementedError

    def break_off(self, location: str) -> None:
        """Cut off what is published at a location in its middle, as a download that ended too early.

        A kind that does not override it is not tested for that.
        """
        raise SkipTest(f"it is not said how a source of this kind is broken off: {location}")

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        """Publish the same, with the dataset of one key marked as a state secret; returns the location.

        A kind whose sources have no such mark does not override it.
        """
        raise SkipTest(f"sources of this kind mark no secrets, such as {titles[key]} in {folder}")

    def absent(self, folder: Path) -> str:
        """A location at which there is nothing."""
        return str(folder / "absent")

    def door(self) -> NetworkDoor | None:
        """The way to what is published, for kinds that go to the network; see `danhmuc.registry.fetch.WebDoor`."""
        return None

    def source(self, location: str) -> HarvestSource:
        """The source at a location."""
        return source_at(location, self.kind, SourceSettings())

    # ------------------------------------------------------------ the source itself

    def test_source__has_kind_name_and_location(self, tmp_path: Path) -> None:
        """All three are text; the location is the same when the source is made of that again."""
        source = self.source(self.publish(tmp_path, _FIRST))
        assert source.kind == self.kind
        assert source.name
        assert source.location
        assert self.source(source.location).location == source.location

    def test_source__opens_nothing_when_it_is_make_all(self, tmp_path: Path) -> None:
        """A location with nothing is found out when it is read."""
        assert self.source(self.absent(tmp_path)).location

    def test_source__travels_to_other_processes(self, tmp_path: Path) -> None:
        """Harvests run in workers."""
        source = self.source(self.publish(tmp_path, _FIRST))
        again = pickle.loads(pickle.dumps(source))  # noqa: S301 - made right here
        assert again.location == source.location
        assert _digests(self._read(again)) == _digests(self._read(source))

    # ------------------------------------------------------------ one reading

    def test_contents__have_each_record_once_and_in_order(self, tmp_path: Path) -> None:
        """Node records, catalog records, records; each is what was said of it before it was made."""
        contents = self._read(self.source(self.publish(tmp_path, _FIRST)))
        pending = list(contents.records)
        iris = [one.iri for one in pending]
        assert len(iris) == len(set(iris))
        ranks = [_RANKS.index(one.role) for one in pending]
        assert ranks == sorted(ranks)
        for one in pending:
            made = one.make()
            assert (made.iri, made.role) == (one.iri, one.role)

    def test_contents__have_the_datasets_that_were_published(self, tmp_path: Path) -> None:
        """With their titles."""
        records = _make_all(self._read(self.source(self.publish(tmp_path, _FIRST))))
        for title in _FIRST.values():
            assert sum(_has_title(record, title) for record in records) == 1, title

    def test_contents__are_the_same_when_nothing_changed(self, tmp_path: Path) -> None:
        """Two readings have the same graphs, or every night would bring new versions."""
        location = self.publish(tmp_path, _FIRST)
        assert _digests(self._read(self.source(location))) == _digests(self._read(self.source(location)))

    def test_contents__say_where_records_come_from(self, tmp_path: Path) -> None:
        """The places of records are documents, if any are named."""
        contents = self._read(self.source(self.publish(tmp_path, _FIRST)))
        records = _make_all(contents)
        documents = {document.place for document in contents.documents}
        assert len(documents) == len(contents.documents)
        for record in records:
            assert documents.issuperset(record.places)

    def test_contents__have_digests_of_the_documents(self, tmp_path: Path) -> None:
        """The digest and the size of a document are those of its bytes."""
        contents = self._read(self.source(self.publish(tmp_path, _FIRST)))
        _make_all(contents)
        for document in contents.documents:
            if document.body:
                data = zlib.decompress(document.body)
                assert document.digest == "sha256:" + hashlib.sha256(data).hexdigest()
                assert document.size in (None, len(data))

    def test_contents__of_nothing_have_failed(self, tmp_path: Path) -> None:
        """A reading of it says so, and raises nothing."""
        contents = self._read(self.source(self.absent(tmp_path)))
        list(contents.records)
        assert contents.failed is not None
        assert contents.unopened

    def test_records__of_nothing_raise_one_error(self, tmp_path: Path) -> None:
        """`records` has no other way to say it."""
        try:
            list(self.source(self.absent(tmp_path)).records())
        except SourceUnavailableError:
            return
        raise AssertionError("records() of a location with nothing has to raise SourceUnavailableError")

    def test_contents__by_a_deadline_that_is_over_are_all_or_not_whole(self, tmp_path: Path) -> None:
        """A record that was not read in time must not look as if it had gone."""
        location = self.publish(tmp_path, _FIRST)
        contents = self.source(location).contents(_space(), visit=self._visit(deadline=time.monotonic() - 1))
        records = [] if contents.failed is not None else _make_all(contents)
        if contents.failed is None and contents.incomplete is None:
            assert {record.iri for record in records} == {
                one.iri for one in _make_all(self._read(self.source(location)))
            }
        contents.close()

    # ------------------------------------------------------------ nothing moved

    def test_unmoved__is_never_said_where_nothing_is_known_documents(self, tmp_path: Path) -> None:
        """A first reading reads."""
        assert not self._read(self.source(self.publish(tmp_path, _FIRST))).unmoved

    def test_unmoved__is_not_said_of_what_has_changed(self, tmp_path: Path) -> None:
        """Documents with other bytes have moved, even with as many of them."""
        source = self.source(self.publish(tmp_path, _FIRST))
        known = _known_documents(self._read(source))
        self.publish(tmp_path, {**_FIRST, "two": "Quan trắc hái"})
        contents = source.contents(_space(), visit=self._visit(known))
        assert not contents.unmoved
        assert any(_has_title(record, "Quan trắc hái") for record in _make_all(contents))

    def test_unmoved__is_not_said_if_a_known_document_is_gone(self, tmp_path: Path) -> None:
        """Nor if there is one more than is known."""
        source = self.source(self.publish(tmp_path, _FIRST))
        known = _known_documents(self._read(source))
        if not known:
            raise SkipTest("the source names no documents with digest and size")
        more = {**known, "one more": next(iter(known.values()))}
        assert not source.contents(_space(), visit=self._visit(more)).unmoved

    # ------------------------------------------------------------ harvests

    def test_harvest__counts_add_up(self, tmp_path: Path) -> None:
        """Created first, unchanged after that."""
        with self._registry(tmp_path) as registry:
            first, second = (self._harvest(registry, tmp_path, _FIRST) for _ in range(2))
        assert (first.state, second.state) == ("complete", "complete")
        assert first.records.created == first.records.seen >= len(_FIRST)
        assert second.records.unchanged == second.records.seen == first.records.seen

    def test_harvest__a_change_is_one_update(self, tmp_path: Path) -> None:
        """The record of a key is the same one with another title."""
        with self._registry(tmp_path) as registry:
            self._harvest(registry, tmp_path, _FIRST)
            report = self._harvest(registry, tmp_path, {**_FIRST, "two": "Quan trắc mới"})
            titles = {row.title for row in registry.records(source="contract")}
        assert (report.records.updated, report.records.missing, report.records.created) == (1, 0, 0)
        assert "Quan trắc mới" in titles

    def test_harvest__what_is_gone_is_missing_and_comes_back(self, tmp_path: Path) -> None:
        """Missing first, reappeared after that."""
        fewer = {key: title for key, title in _FIRST.items() if key != "two"}
        with self._registry(tmp_path) as registry:
            self._harvest(registry, tmp_path, _FIRST)
            missing = self._harvest(registry, tmp_path, fewer)
            back = self._harvest(registry, tmp_path, _FIRST)
        assert missing.records.missing == 1
        assert (back.records.reappeared, back.records.missing) == (1, 0)

    def test_harvest__nothing_is_missing_from_what_is_broken_off(self, tmp_path: Path) -> None:
        """An incomplete or failed reading deletes nothing, and the next whole one completes it."""
        with self._registry(tmp_path) as registry:
            self._harvest(registry, tmp_path, _FIRST)
            self.break_off(self.publish(tmp_path / "source", _FIRST))
            broken = registry.harvest(self.source(self._location), profile=_NO_PROFILE)
            states = {row.state for row in registry.records(source="contract")}
            whole = self._harvest(registry, tmp_path, _FIRST)
        assert broken.state in ("incomplete", "failed")
        assert states == {"present"}
        assert broken.records.updated == 0
        assert (whole.state, whole.records.unchanged) == ("complete", whole.records.seen)

    def test_harvest__nothing_of_a_secret_is_stored(self, tmp_path: Path) -> None:
        """Neither its record, nor the bytes that it came in, nor what names it."""
        title = _FIRST["two"]
        location = self.mark_secret(tmp_path / "source", _FIRST, "two")
        with self._registry(tmp_path) as registry:
            registry.harvest(self.source(location), name="contract", profile=_NO_PROFILE)
            rows = registry.records(source="contract", role=None)
            assert title not in {row.title for row in rows}
            given = [registry.ledger.source_bytes(row.iri) for row in rows]
            documents = registry.harvests.raw_documents("contract")
        assert not any(title.encode() in one.data for one in given if one is not None)
        assert not any(title.encode() in data for data in documents.values())

    def _harvest(self, registry: Registry, folder: Path, titles: Mapping[str, str]) -> HarvestReport:
        (folder / "source").mkdir(exist_ok=True)
        self._location = self.publish(folder / "source", titles)
        return registry.harvest(self.source(self._location), name="contract", profile=_NO_PROFILE)

    def _read(self, source: HarvestSource) -> SourceContents:
        return source.contents(_space(), visit=self._visit())

    def _visit(
        self, known: Mapping[str, KnownDocument] = MappingProxyType({}), *, deadline: float | None = None
    ) -> Visit:
        door = self.door()
        of_source = None if door is None else door.for_source("", SourceSettings(), deadline=deadline)
        return Visit(door=of_source, known=known, deadline=deadline)

    def _registry(self, folder: Path) -> Registry:
        (folder / "source").mkdir(exist_ok=True)
        return Registry.open(f"sqlite:///{folder / 'contract.db'}", door=self.door())

    _location: str = ""


@dataclass(frozen=True, slots=True)
class PublishedActivity:
    """One activity of a source: a dataset is created or gets another title, or it is deleted.

    Attributes:
        title: None if it is deleted.
        number: of the activity; later ones have greater numbers.
    """

    key: str
    title: str | None
    number: int

    @property
    def at(self) -> str:
        """Its time."""
        return f"2026-01-01T00:{self.number // 60:02}:{self.number % 60:02}.000000Z"


_ACTIVITIES = (
    PublishedActivity("one", _FIRST["one"], 1),
    PublishedActivity("two", _FIRST["two"], 2),
    *(PublishedActivity(f"more-{number}", f"Quan trắc {number}", 3 + number) for number in range(12)),
)
_LATER = (PublishedActivity("two", "Quan trắc mới", 20), PublishedActivity("one", None, 21))


class DeltaContract(SourceContract):
    """The contract of sources that read what changed since an earlier reading, beside that of all sources."""

    def publish_activities(self, folder: Path, activities: Sequence[PublishedActivity]) -> str:
        """Publish activities in their order; returns the location.

        Called again with the same folder and more activities, it adds these to what was there.
        """
        raise NotImplementedError

    def test_delta__is_never_said_where_nothing_is_known(self, tmp_path: Path) -> None:
        """A reading without anything known has everything, whatever was applied."""
        source = self.source(self.publish_activities(tmp_path, [*_ACTIVITIES, *_LATER]))
        visit = Visit(last_activities=lambda iris: dict.fromkeys(iris, _LATER[-1].at))
        contents = source.contents(_space(), visit=replace(visit, door=self._visit().door))
        assert (contents.delta, contents.unmoved) == (False, False)
        assert sum(_has_title(record, "Quan trắc mới") for record in _make_all(contents)) == 1

    def test_activities__are_times_that_compare_as_texts(self, tmp_path: Path) -> None:
        """Of records and of deletions."""
        contents = self._read(self.source(self.publish_activities(tmp_path, [*_ACTIVITIES, *_LATER])))
        times = [record.activity_at for record in _make_all(contents) if _has_title(record, "Quan")]
        times += [one.at for one in contents.deletions]
        assert times
        for time_of in times:
            assert time_of is not None
            assert is_comparable_time(time_of), time_of

    def test_harvest__a_delta_has_what_changed_and_no_more(self, tmp_path: Path) -> None:
        """The newest activity of a dataset counts; what is deleted is withdrawn at once."""
        with self._registry(tmp_path) as registry:
            first = self._harvest_activities(registry, tmp_path, _ACTIVITIES)
            report = self._harvest_activities(registry, tmp_path, [*_ACTIVITIES, *_LATER])
            states = {row.title: row.state for row in registry.records(source="contract")}
        assert (first.extent, first.records.created) == ("whole", len(_ACTIVITIES))
        assert (report.state, report.extent) == ("complete", "delta")
        assert (report.records.seen, report.records.updated, report.deleted, report.withdrawn) == (1, 1, 1, 1)
        assert (states["Quan trắc mới"], states[_FIRST["one"]]) == ("present", "withdrawn")

    def test_harvest__after_a_delta_nothing_has_moved(self, tmp_path: Path) -> None:
        """All documents of both readings are known."""
        with self._registry(tmp_path) as registry:
            for activities in (_ACTIVITIES, [*_ACTIVITIES, *_LATER]):
                self._harvest_activities(registry, tmp_path, activities)
            report = self._harvest_activities(registry, tmp_path, [*_ACTIVITIES, *_LATER])
        assert (report.state, report.extent) == ("complete", "unmoved")

    def test_harvest__what_was_undone_is_said_again(self, tmp_path: Path) -> None:
        """The next reading is whole, and brings what was undone, which is held."""
        with self._registry(tmp_path) as registry:
            self._harvest_activities(registry, tmp_path, _ACTIVITIES)
            run = self._harvest_activities(registry, tmp_path, [*_ACTIVITIES, *_LATER]).run
            registry.undo(run, by="contract")
            report = self._harvest_activities(registry, tmp_path, [*_ACTIVITIES, *_LATER])
            states = {row.state for row in registry.records(source="contract")}
        assert (report.extent, report.records.held) == ("whole", 2)
        assert states == {"present"}

    def test_harvest__what_was_created_again_comes_back(self, tmp_path: Path) -> None:
        """A deletion with a later activity is none any more."""
        again = PublishedActivity("one", _FIRST["one"], 30)
        with self._registry(tmp_path) as registry:
            self._harvest_activities(registry, tmp_path, _ACTIVITIES)
            self._harvest_activities(registry, tmp_path, [*_ACTIVITIES, *_LATER])
            report = self._harvest_activities(registry, tmp_path, [*_ACTIVITIES, *_LATER, again])
        assert (report.records.reappeared, report.deleted) == (1, 0)

    def _harvest_activities(
        self, registry: Registry, folder: Path, activities: Sequence[PublishedActivity]
    ) -> HarvestReport:
        location = self.publish_activities(folder / "source", activities)
        return registry.harvest(self.source(location), name="contract", profile=_NO_PROFILE)


def _space() -> IriSpace:
    return IriSpace(source="contract")


def _make_all(contents: SourceContents) -> list[SourceRecord]:
    return [one.make() for one in contents.records]


def _digests(contents: SourceContents) -> dict[str, str]:
    return {record.iri: record.digest for record in _make_all(contents)}


def _has_title(record: SourceRecord, title: str) -> bool:
    return title.encode() in record.canonical.nquads


def _known_documents(contents: SourceContents) -> dict[str, KnownDocument]:
    """The documents of a reading as the next one knows them."""
    _make_all(contents)
    return {
        one.place: KnownDocument(
            place=one.place, digest=one.digest, size=one.size, run=1, fetched_at="2026-01-01T00:00:00+00:00"
        )
        for one in contents.documents
        if one.size is not None
    }
