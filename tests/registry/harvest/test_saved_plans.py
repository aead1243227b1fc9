"""A plan that was saved does what the harvest would have done, on any copy of the registry, or is refused."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from danhmuc.registry import (
    Dataset,
    DeclaredSource,
    HarvestPlan,
    HarvestReport,
    Registry,
    SavedPlans,
    SourceSettings,
    source_at,
)
from danhmuc.registry.harvest import plan_file as plan_container
from danhmuc.registry.harvest.plan_file import PLAIN_FIELDS, plan_writer, read_lines
from danhmuc.registry.record.change import PlannedChange
from danhmuc.registry.record.corrections import Correction
from danhmuc.registry.record.source_settings import DeletionGuard
from danhmuc.registry.store.tables import metadata
from danhmuc.shapes import Validator
from danhmuc.shapes.validation.code_lists import CodeListIndex
from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.errors import RegistryError, SourceUnavailableError, UsageError

PREFIXES = """
    @base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""
CATALOG = """
    <c> a dcat:Catalog ; dct:title "Danh mục"@vi ; dct:description "Mọi thứ"@vi ; dct:publisher <sở> ;
        dcat:dataset <1>, <2>, <3>, <4> ; dcat:record <r1> .
    <r1> a dcat:CatalogRecord ; foaf:primaryTopic <1> ; dct:modified "2026-01-01" .
    <sở> a foaf:Agent ; foaf:name "Sở"@vi .
    <page> a hydra:PartialCollectionView ; hydra:first <page> .
"""
ONE = '<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:description "1"@vi ; dct:publisher <sở> .'
TWO = '<2> a dcat:Dataset ; dct:title "Hai"@vi ; dcat:distribution [ dct:title "CSV"@vi ; dcat:accessURL <2.csv> ] .'
THREE = '<3> a dcat:Dataset ; dct:title "Ba"@vi ; dct:description "3"@vi .'
FOUR = '<4> a dcat:Dataset ; dct:title "Bốn"@vi ; dct:description "4"@vi ; dct:publisher <sở> .'
BEFORE = (CATALOG, ONE, TWO, THREE)
AFTER = (
    CATALOG.replace('"Sở"@vi', '"Sở Nông nghiệp"@vi').replace('"2026-01-01"', '"2026-02-02"').replace("<3>,", ""),
    ONE,
    TWO.replace('"CSV"@vi', '"Tệp CSV"@vi'),
    FOUR,
)


class Place:
    """A registry and a source beside it."""

    def __init__(self, folder: Path, url: str | None = None, source: Path | None = None) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.source = source or folder / "source"
        self.source.mkdir(exist_ok=True)
        self.url = url or f"sqlite:///{folder / 'registry.db'}"
        self.file = folder / "night.plan"

    def write(self, *texts: str) -> None:
        for old in self.source.iterdir():
            old.unlink()
        for number, turtle in enumerate(texts):
            (self.source / f"{number}.ttl").write_text(PREFIXES + turtle)

    def open(self) -> Registry:
        return Registry.open(self.url)

    def harvest(self, *texts: str, profile: str | None = "dcat-ap") -> HarvestReport:
        self.write(*texts)
        with self.open() as registry:
            return registry.harvest(source_at(str(self.source)), profile=profile)

    def plan(self, *texts: str, profile: str | None = None, file: Path | None = None) -> Path:
        """Plan with a source that is gone afterwards."""
        self.write(*texts)
        with self.open() as registry:
            registry.plan(source_at(str(self.source)), profile=profile).save(file or self.file)
        shutil.rmtree(self.source)
        self.source.mkdir()
        return file or self.file

    def apply(self, file: Path | None = None) -> HarvestReport:
        with self.open() as registry:
            (report,) = (plan.apply() for plan in registry.harvests.read_plans(file or self.file))
            assert registry.upkeep.check().problems == ()
            return report

    def refusal(self, file: Path | None = None) -> str:
        """Why the plan is refused, once nothing of it was applied."""
        before = self.rows()
        with self.open() as registry:
            (plan,) = registry.harvests.read_plans(file or self.file)
            with pytest.raises(RegistryError) as refused:
                plan.apply()
        assert self.rows() == before
        return str(refused.value)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows, without times and processes."""
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = {}
            for table in metadata.sorted_tables:
                columns = [
                    one
                    for one in table.columns
                    if not _is_time(one.name) and str(one) not in {"runs.kind", "causes.until", "bars.until"}
                ]
                rows = (_without_seconds(tuple(row)) for row in connection.execute(select(*columns)))
                found[table.name] = sorted(rows, key=repr)
        engine.dispose()
        return found

    def column(self, query: str) -> list[object]:
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = list(connection.scalars(text(query)))
        engine.dispose()
        return found

    def execute(self, statement: str) -> None:
        engine = create_engine(self.url)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _without_seconds(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row without the time that its run took."""
    return tuple(re.sub(r'"seconds": {.*?}', "", one) if isinstance(one, str) else one for one in row)


def _is_time(name: str) -> bool:
    return name.endswith("_at") or name in {"at", "since", "owner", "location", "token"}


@pytest.fixture(scope="module", autouse=True)
def once_made() -> Iterator[None]:
    """Make each validator once: that takes most of the time of opening a registry anew for each step."""
    made: dict[tuple[object, ...], Validator] = {}

    def make(profile: str, *, today: date, lists: Sequence[CodeList]) -> Validator:
        key = (profile, today, CodeListIndex(lists).digest)
        return made.get(key) or made.setdefault(key, Validator(profile, today=today, lists=lists))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("danhmuc.registry.verdicts.context.Validator", make)
        yield


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A registry after a first harvest, which tests copy; its source is that of all copies."""
    place = Place(tmp_path_factory.mktemp("plans"))
    place.open().close()
    shutil.copy(place.folder / "registry.db", place.folder / "empty.db")
    place.harvest(*BEFORE)
    return place


@pytest.fixture
def stocked(harvested: Place, tmp_path: Path) -> Place:
    """A registry after a first harvest by dcat-ap."""
    place = Place(tmp_path / "a", source=harvested.source)
    shutil.copy(harvested.folder / "registry.db", place.folder)
    return place


@pytest.fixture
def place(harvested: Place, tmp_path: Path) -> Place:
    """A registry in which nothing was harvested yet."""
    place = Place(tmp_path / "a")
    shutil.copy(harvested.folder / "empty.db", place.folder / "registry.db")
    return place


def copy_of(place: Place, name: str) -> Place:
    folder = place.folder.with_name(name)
    shutil.copytree(place.folder, folder)
    return Place(folder, source=place.source if place.source.parent != place.folder else None)


# ---------------------------------------------------------------- the same as a harvest


def harvested_and_applied(place: Place, *texts: str, profile: str | None = None) -> tuple[Place, Place]:
    """The same registry after a harvest, and after a plan of it was applied to a copy."""
    harvested = copy_of(place, "harvested")
    file = place.plan(*texts, profile=profile)
    applied = copy_of(place, "applied")
    report = applied.apply(file)
    # The same location: the copy of the registry knows no other.
    place.write(*texts)
    with harvested.open() as registry:
        other = registry.harvest(source_at(str(place.source)), profile=profile)
    assert report == other
    return harvested, applied


@pytest.mark.parametrize("profile", ["dcat-ap", "none"])
def test_apply__does_what_the_harvest_does(place: Place, profile: str) -> None:
    place.harvest(*BEFORE, profile=profile)
    harvested, applied = harvested_and_applied(place, *AFTER)
    assert applied.rows() == harvested.rows()


def test_apply__of_a_first_harvest_does_what_that_does(place: Place) -> None:
    place.open().close()
    harvested, applied = harvested_and_applied(place, *BEFORE, profile="dcat-ap")
    assert applied.rows() == harvested.rows()


def test_apply__brings_back_what_reappears(stocked: Place) -> None:
    stocked.harvest(*AFTER)
    harvested, applied = harvested_and_applied(stocked, *BEFORE)
    assert applied.rows() == harvested.rows()


def test_apply__with_another_profile_does_what_the_harvest_does(stocked: Place) -> None:
    harvested, applied = harvested_and_applied(stocked, *AFTER, profile="vn")
    assert applied.rows() == harvested.rows()


def test_apply__of_an_incomplete_reading_does_what_the_harvest_does(stocked: Place) -> None:
    harvested, applied = harvested_and_applied(stocked, AFTER[0], ONE, "<2> a dcat:Dataset ; broken", FOUR)
    assert applied.rows() == harvested.rows()


def test_apply__of_a_failed_reading_does_what_the_harvest_does(stocked: Place) -> None:
    harvested, applied = harvested_and_applied(stocked, "<1> dct:title 'x' .")
    assert applied.rows() == harvested.rows()


CORRECTED = SourceSettings(
    corrections=(Correction(property="http://purl.org/dc/terms/title", written="Hai", to='"Hai 2"@vi', reason="x"),)
)


def declare(place: Place, settings: SourceSettings) -> None:
    """Give the one source of a registry other settings."""
    with place.open() as registry:
        (row,) = registry.sources()
        declared = DeclaredSource(name=row.name, location=row.location, kind=row.kind, profile=row.profile)
        registry.source_list.plan([replace(declared, settings=settings)]).apply(by="test")


def test_apply__stores_what_the_source_says_beside_its_correction(stocked: Place) -> None:
    declare(stocked, CORRECTED)
    harvested, applied = harvested_and_applied(stocked, *AFTER)
    assert applied.rows() == harvested.rows()
    with applied.open() as registry:
        assert registry.get("https://e.vn/2").row.title == "Hai 2"


@pytest.mark.parametrize("title", ["Hai", "Hai 2", "Hai 3"], ids=["what it said first", "what is held", "another"])
def test_apply__of_what_was_undone_does_what_the_harvest_does(stocked: Place, title: str) -> None:
    stocked.harvest(CATALOG, ONE, TWO.replace("Hai", "Hai 2"), THREE)
    with stocked.open() as registry:
        registry.undo(run=2, by="test", reason="x")
    harvested, applied = harvested_and_applied(stocked, CATALOG, ONE, TWO.replace("Hai", title), THREE)
    assert applied.rows() == harvested.rows()


def test_apply__withholds_and_bars_what_is_marked(place: Place) -> None:
    place.harvest(*BEFORE, FOUR)
    secret = FOUR.replace("dcat:Dataset ;", "dcat:Dataset ; dmv:secrecy 'MAT' ;")
    unclear = THREE.replace("dcat:Dataset ;", "dcat:Dataset ; dmv:secrecy 'Mức C' ;")
    harvested, applied = harvested_and_applied(place, CATALOG, ONE, TWO, unclear, secret)
    # The salt of the digests is another one where the mark is the first of the registry.
    assert [len(rows) for rows in applied.rows().values()] == [len(rows) for rows in harvested.rows().values()]
    assert applied.rows()["causes"] == harvested.rows()["causes"]
    assert applied.rows()["records"] == harvested.rows()["records"]


def test_apply__lifts_marks(place: Place) -> None:
    secret = FOUR.replace("dcat:Dataset ;", "dcat:Dataset ; dmv:secrecy 'MAT' ;")
    place.harvest(*BEFORE, secret)
    harvested, applied = harvested_and_applied(place, *BEFORE, FOUR)
    assert applied.rows() == harvested.rows()
    (mark,) = applied.rows()["bars"]
    assert mark[-2] is not None


def test_apply__withdraws_what_is_missing_for_long(place: Place) -> None:
    place.harvest(*BEFORE, FOUR)
    place.harvest(*BEFORE)
    place.execute("UPDATE runs SET started_at = '2026-01-01T00:00:00+00:00' WHERE id = 2")
    place.execute("UPDATE sources SET settings = '{\"guard.off\": true}'")
    place.write(*BEFORE)
    with place.open() as registry:
        plan = registry.plan(source_at(str(place.source)))
    assert (plan.report.withdrawn, plan.report.waiting) == (1, 0)
    harvested, applied = harvested_and_applied(place, *BEFORE)
    assert applied.rows() == harvested.rows()
    assert "withdrawn" in str(applied.rows()["records"])


def test_apply__withdraws_nothing_that_the_plan_has_seen(place: Place) -> None:
    place.harvest(*BEFORE, FOUR)
    place.plan(*BEFORE, FOUR)
    place.harvest(*BEFORE)
    place.execute("UPDATE runs SET started_at = '2026-01-01T00:00:00+00:00' WHERE id = 2")
    place.apply()
    with place.open() as registry:
        assert registry.get("https://e.vn/4").row.state == "missing"


def test_apply__in_both_databases(tmp_path: Path, database_url: str) -> None:
    place = Place(tmp_path / "a", database_url)
    place.harvest(*BEFORE)
    place.plan(*AFTER)
    report = place.apply()
    assert report.records.as_dict() == {
        "seen": 4, "created": 1, "updated": 1, "unchanged": 2, "reappeared": 0, "held": 0, "missing": 1,
        "quarantined": 0,
    }  # fmt: skip
    assert (report.catalog_records.updated, report.nodes.updated) == (1, 1)
    again = place.harvest(*AFTER)
    assert (again.records.unchanged, again.validated) == (4, 0)


def test_apply__to_a_copy_of_the_registry_elsewhere(stocked: Place) -> None:
    file = stocked.plan(*AFTER)
    other = copy_of(stocked, "other")
    assert other.apply(other.folder / file.name).records.created == 1


# ---------------------------------------------------------------- the file


def test_save__gives_the_same_bytes_for_the_same_source_and_registry(stocked: Place) -> None:
    first = stocked.plan(*AFTER).read_bytes()
    assert stocked.plan(*AFTER, file=stocked.folder / "other.plan").read_bytes() == first
    with stocked.open() as registry:  # A failed run and another source are no difference.
        registry.plan(source_at(str(stocked.source))).apply()
        registry.put(Dataset("https://e.vn/put", title="x"), by="test")
    assert stocked.plan(*AFTER).read_bytes() == first


def test_save__can_be_read_by_its_owner_alone(place: Place) -> None:
    mode = place.plan(*BEFORE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_save__overwrites_nothing_but_a_plan(place: Place) -> None:
    place.plan(*BEFORE)
    place.plan(*AFTER)
    for other, why in (
        (place.folder / "registry.db", "a file of the registry itself"),
        (place.source, "is no plan; it is not overwritten|the source '.*' is read from it"),
    ):
        with place.open() as registry, pytest.raises(UsageError, match=why):
            registry.plan(source_at(str(place.source))).save(other)


def test_save__says_why_it_cannot_be_written(place: Place) -> None:
    place.write(*BEFORE)
    with place.open() as registry, pytest.raises(UsageError, match=r"cannot be written: .*No such file"):
        registry.plan(source_at(str(place.source))).save(place.folder / "absent" / "x.plan")


def test_save__refuses_a_plan_from_a_file(place: Place) -> None:
    place.plan(*BEFORE)
    with place.open() as registry:
        (plan,) = registry.harvests.read_plans(place.file)
        with pytest.raises(UsageError, match="read from a file"):
            plan.save(place.folder / "copy.plan")


def test_save__leaves_no_file_where_nothing_was_added(place: Place) -> None:
    with place.open() as registry, registry.harvests.plan_file(place.file):
        pass
    assert sorted(one.name for one in place.folder.iterdir()) == ["registry.db", "source"]


def test_save__has_every_part_of_a_plan() -> None:
    written = {"line", "original", "source_bytes", "places", "findings", "report", *PLAIN_FIELDS}
    made = {"summary", "links", "triples"}
    assert {one.name for one in fields(PlannedChange)} == written - {"line"} | made
    in_file = {
        "source", "location", "kind", "profile", "base", "report", "withhold", "due", "marks", "changes", "renewed",
        "claims", "listing", "redirects", "losses", "rest", "documents", "quarantined", "findings", "before",
        "extent", "follows", "read_by", "mapping", "is_kind_open",
    }  # fmt: skip
    elsewhere = {"basis", "registry", "secret", "unclear", "unmarked", "memberships", "clock", "newest_mark"}
    assert {one.name for one in fields(HarvestPlan)} == in_file | elsewhere


def test_save__writes_nothing_of_what_a_mark_refuses(place: Place) -> None:
    place.harvest(*BEFORE, FOUR)
    word = "Tuyệt-đối-riêng"
    secret = FOUR.replace("Bốn", word).replace("dcat:Dataset ;", "dcat:Dataset ; dmv:secrecy 'MAT' ;")
    place.plan(*BEFORE, secret, '<5> a dcat:Dataset ; dct:title "Năm" .')
    content = str([line for _, line in read_lines(place.file)])
    assert "Năm" in content
    assert word not in content
    assert "e.vn/4" not in content
    (plan,) = SavedPlans(place.file)
    assert (len(plan.withhold), len(plan.marks.secret if plan.marks else ())) == (1, 1)


def test_save__shows_nothing_of_what_was_part_of_a_record_and_is_secret_now(place: Place) -> None:
    part = '<2> a dcat:Dataset ; dct:title "Hai"@vi ; dcat:distribution <x> . <x> dct:title "Tuyệt-đối-riêng" .'
    place.harvest(CATALOG, ONE, part, THREE)
    place.plan(CATALOG, ONE, TWO, THREE, '<x> a dcat:Dataset ; dmv:secrecy "MAT" .')
    content = str([line for _, line in read_lines(place.file)])
    assert "Tuyệt" not in content
    assert "Hai" in content


def test_saved_plans__of_an_unchanged_source_hold_no_record(stocked: Place) -> None:
    stocked.plan(*BEFORE)
    (plan,) = SavedPlans(stocked.file)
    assert (plan.changes, plan.report.records.unchanged, list(plan.differences())) == ((), 4, [])
    report = stocked.apply()
    assert (report.state, report.records.unchanged, report.validated) == ("complete", 4, 0)


def test_saved_plans__without_a_registry_cannot_be_applied(place: Place) -> None:
    (plan,) = SavedPlans(place.plan(*BEFORE))
    with pytest.raises(TypeError, match="without a registry"):
        plan.apply()


def test_saved_plans__that_are_cut_off_are_refused(stocked: Place) -> None:
    whole = stocked.plan(*AFTER).read_bytes()
    for part in range(20):
        stocked.file.write_bytes(whole[: len(whole) * part // 20])
        with pytest.raises(UsageError, match="is no plan" if part == 0 else "incomplete or was edited"):
            SavedPlans(stocked.file)


def test_saved_plans__of_which_a_byte_was_changed_are_refused(stocked: Place) -> None:
    whole = stocked.plan(*AFTER).read_bytes()
    for at in [*range(100), *range(100, len(whole), 97), len(whole) - 1]:
        stocked.file.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(UsageError):
            SavedPlans(stocked.file)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "is no plan"),
        (b"<1> a <2> .", "is no plan"),
        (b"danhmuc plan 3 sha256:" + b"0" * 64 + b"\n", "a newer danhmuc (format 3, known: 2)"),
        (b"danhmuc plan 2 sha256:" + b"0" * 64 + b"\n", "incomplete or was edited"),
        (b"danhmuc plan 1 sha256:" + b"0" * 64 + b"\n", "an older danhmuc (format 1, known: 2)"),
        (b"danhmuc plan 0 sha256:" + b"0" * 64 + b"\n", "is no plan"),
    ],
)
def test_saved_plans__that_are_none_are_refused(tmp_path: Path, content: bytes, refusal: str) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(UsageError) as refused:
        SavedPlans(tmp_path / "x")
    assert refusal in str(refused.value)


def test_saved_plans__that_are_not_there_are_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="No such file"):
        SavedPlans(tmp_path / "absent")


ANY_TEXT = {
    "place", "catalog", "property", "target", "source", "location", "kind", "profile", "iri", "topic", "hold", "url",
    "etag", "last_modified", "mapping",
}  # fmt: skip
OR_NOTHING = {"topic", "hold", "report", "size", "read_by", "follows", "activity_at"}


def test_saved_plans__whose_fields_were_forged_are_refused(stocked: Place) -> None:
    lines = [line for _, line in read_lines(stocked.plan(*AFTER))]
    kinds = {str(line["line"]): number for number, line in enumerate(lines)}
    taken = set()
    for number in kinds.values():
        for name, value in lines[number].items():
            for other in (None, "�", [1]):
                with plan_writer(stocked.file) as writer:
                    for at, line in enumerate(lines):
                        writer.write({**line, name: other} if at == number else line)
                if other != value and not _is_refused(stocked.file):
                    taken.add((name, str(other)))
    assert taken <= {*((name, "�") for name in ANY_TEXT), *((name, "None") for name in OR_NOTHING)} | {
        (name, "[1]") for name in ("due", "ended", "withhold")
    }


def _is_refused(file: Path) -> bool:
    try:
        list(SavedPlans(file))
    except UsageError as error:
        return "cannot be used" in str(error)
    return False


def test_saved_plans__with_a_line_too_many_are_refused(place: Place) -> None:
    lines = [line for _, line in read_lines(place.plan(*BEFORE))]
    for more in ({"line": "plan"}, {"line": "other"}, {"line": "end"}, {"line": "body", "base64": ""}):
        with plan_writer(place.file) as writer:
            for line in [*lines, more]:
                writer.write(line)
        with pytest.raises(UsageError, match="cannot be used"):
            list(SavedPlans(place.file))


def test_saved_plans__with_a_line_that_is_too_long_are_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.plan(*BEFORE)
    monkeypatch.setattr(plan_container, "_LONGEST_LINE", 200)
    with pytest.raises(UsageError, match="a line is longer"):
        list(SavedPlans(place.file))


# ---------------------------------------------------------------- a registry that has moved


def test_apply__a_failed_run_and_another_source_are_no_hindrance(stocked: Place) -> None:
    stocked.plan(*AFTER)
    stocked.harvest("<1> dct:title 'x' .")
    with stocked.open() as registry:
        registry.put(Dataset("https://e.vn/2", title="x"), by="test")
    assert stocked.apply().records.updated == 1


def test_apply__refuses_a_record_that_has_another_version(stocked: Place) -> None:
    stocked.plan(*AFTER)
    stocked.harvest(CATALOG, ONE, TWO.replace("Hai", "Hai 2"), THREE)
    assert "https://e.vn/2 has another version; nothing was applied" in stocked.refusal()


def test_apply__refuses_a_record_whose_presence_has_changed(stocked: Place) -> None:
    stocked.plan(*AFTER)
    with stocked.open() as registry:
        registry.withdraw("https://e.vn/3", by="test", source="source", reason="x")
    assert "https://e.vn/3 has become withdrawn" in stocked.refusal()


def test_apply__refuses_a_record_that_is_held_since(stocked: Place) -> None:
    stocked.plan(*AFTER)
    with stocked.open() as registry:
        registry.withhold("https://e.vn/2", by="test", reason="x")
    assert "https://e.vn/2 has another hold" in stocked.refusal()


def test_apply__refuses_a_record_that_another_run_has_created(stocked: Place) -> None:
    stocked.plan(*AFTER)
    stocked.harvest(*BEFORE, FOUR.replace("Bốn", "4"))
    assert "https://e.vn/4 exists already" in stocked.refusal()


def test_apply__touches_no_record_that_did_not_change(stocked: Place) -> None:
    stocked.plan(CATALOG, ONE.replace("Một", "Một 1"), TWO, THREE)
    stocked.harvest(CATALOG, ONE, TWO.replace("Hai", "Hai 2"), THREE)
    assert stocked.apply().records.updated == 1
    with stocked.open() as registry:
        assert [row.title for row in registry.records()][-2:] == ["Hai 2", "Một 1"]


def test_apply__twice_does_nothing_more(stocked: Place) -> None:
    stocked.plan(*AFTER)
    first = stocked.apply()
    before = stocked.rows()
    again = stocked.apply()
    assert (again.records.created, again.records.updated, again.records.unchanged) == (0, 0, 4)
    assert (again.records.missing, again.newly_missing, again.validated) == (1, 0, 0)
    assert (again.accepted, again.submitted) == (first.accepted, first.submitted)
    after = stocked.rows()
    assert {name for name in before if after[name] != before[name]} == {"runs", "moments"}


def test_apply__completes_what_was_broken_off(stocked: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stocked.plan(*AFTER)
    other = copy_of(stocked, "other")
    other.apply(stocked.file)
    monkeypatch.setattr("danhmuc.registry.harvest.apply.BATCH", 2)
    calls = 0

    def fail(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr("danhmuc.registry.harvest.holding.beat", fail)
    with stocked.open() as registry, pytest.raises(KeyboardInterrupt):
        next(iter(registry.harvests.read_plans(stocked.file))).apply()
    monkeypatch.undo()
    stocked.apply()
    with stocked.open() as one, other.open() as two:
        shown = [
            [(row.iri, row.state, row.verdict, row.digest) for row in each.records(role=None)] for each in (one, two)
        ]
    assert shown[0] == shown[1]


def test_apply__refuses_what_was_purged_since(stocked: Place) -> None:
    stocked.plan(*BEFORE, FOUR)
    with stocked.open() as registry:
        registry.purge("https://e.vn/4", by="test", reason="x")
    assert "contains https://e.vn/4, which was purged" in stocked.refusal()


def test_apply__refuses_a_document_that_names_what_was_purged_since(stocked: Place) -> None:
    stocked.plan(*(one.replace("Bốn", "4") for one in BEFORE), "# https://e.vn/1 ")
    with stocked.open() as registry:
        registry.purge("https://e.vn/1", by="test", reason="x")
    assert "contains https://e.vn/1" in stocked.refusal()


def test_apply__of_a_source_that_lists_what_was_purged_before(stocked: Place) -> None:
    with stocked.open() as registry:
        registry.purge("https://e.vn/3", by="test", reason="x")
    stocked.plan(*AFTER)
    assert stocked.apply().records.created == 1


def test_apply__refuses_what_its_source_marks_as_secret_since(stocked: Place) -> None:
    stocked.plan(*BEFORE, FOUR)
    stocked.harvest(*BEFORE, FOUR.replace("dcat:Dataset ;", "dcat:Dataset ; dmv:secrecy 'MAT' ;"))
    refusal = stocked.refusal()
    assert "marked as a state secret since" in refusal
    assert "e.vn/4" not in refusal


def test_apply__lifts_no_mark_of_a_source_that_was_read_since(place: Place) -> None:
    secret = FOUR.replace("dcat:Dataset ;", "dcat:Dataset ; dmv:secrecy 'MAT' ;")
    place.harvest(*BEFORE, secret)
    place.plan(*BEFORE, FOUR)
    place.harvest(*BEFORE, secret)
    assert "lifts marks of secrecy, and the source was harvested since" in place.refusal()


def test_apply__with_marks_of_another_registry_is_refused(stocked: Place) -> None:
    other = copy_of(stocked, "other")
    file = stocked.plan(*BEFORE, FOUR.replace("dcat:Dataset ;", "dcat:Dataset ; dmv:secrecy 'MAT' ;"))
    assert "marks of secrecy of another registry" in other.refusal(file)


def test_apply__to_a_registry_that_mints_other_iris_is_refused(place: Place, tmp_path: Path) -> None:
    file = place.plan(*BEFORE)
    other = Place(tmp_path / "b")
    Registry.open(other.url, base="https://e.vn/id/").close()
    assert "whose base of IRIs is https://w3id.org/danhmuc/id/; here it is https://e.vn/id/" in other.refusal(file)


def test_apply__to_a_registry_without_the_source_is_refused(stocked: Place, tmp_path: Path) -> None:
    file = stocked.plan(*AFTER)
    other = Place(tmp_path / "b")
    other.open().close()
    assert "the registry has no source 'source'" in other.refusal(file)


def test_apply__to_a_source_that_was_moved_is_refused(stocked: Place) -> None:
    stocked.plan(*AFTER)
    moved = stocked.folder / "moved"
    moved.mkdir()
    with stocked.open() as registry:
        registry.source_list.move("source", source_at(str(moved)), by="test", reason="x")
    assert f"is at {moved} now" in stocked.refusal()


def test_apply__where_the_name_is_taken_is_refused(place: Place, tmp_path: Path) -> None:
    file = place.plan(*BEFORE)
    other = Place(tmp_path / "b")
    other.harvest(*BEFORE)
    assert "is at" in other.refusal(file)


@pytest.mark.parametrize("is_new", [True, False], ids=["corrections came", "corrections went"])
def test_apply__with_other_corrections_than_the_source_has_is_refused(stocked: Place, is_new: bool) -> None:
    settings = [SourceSettings(), CORRECTED]
    declare(stocked, settings[not is_new])
    stocked.plan(*AFTER)
    declare(stocked, settings[is_new])
    assert "the defaults or corrections of source 'source' have changed since this plan" in stocked.refusal()
    # What is as it was does no harm.
    declare(stocked, replace(settings[not is_new], contact="Lan"))
    assert stocked.apply().records.created == 1


def test_apply__of_losses_by_another_guard_is_refused(stocked: Place) -> None:
    off = SourceSettings(guard=DeletionGuard(off=True, reason="r"))
    losing = (CATALOG, ONE, "<2> a dcat:Dataset ; dct:title 'Hai'@vi .", THREE)
    declare(stocked, off)
    stocked.plan(*losing)
    declare(stocked, SourceSettings())
    assert "the guard of source 'source' has changed since this plan was made" in stocked.refusal()
    stocked.plan(*losing)
    declare(stocked, off)
    assert (stocked.apply().losses, stocked.apply().losses_waiting) == (0, 1)


def test_plan__knows_the_registry_from_before_the_source_was_read(stocked: Place) -> None:
    class Source:
        """A source that is corrected while it is read."""

        def __init__(self) -> None:
            self.inner = source_at(str(stocked.source))
            self.kind, self.location, self.name = self.inner.kind, self.inner.location, self.inner.name

        def __getattr__(self, name: str) -> object:
            declare(stocked, CORRECTED)
            return getattr(self.inner, name)

    stocked.write(*AFTER)
    with stocked.open() as registry:
        registry.plan(Source()).save(stocked.file)  # type: ignore[arg-type]
    assert "have changed since this plan was made" in stocked.refusal()


def test_apply__while_the_source_is_harvested_is_refused(stocked: Place) -> None:
    stocked.plan(*AFTER)
    now = "2999-01-01T00:00:00+00:00"
    stocked.execute(f"INSERT INTO leases VALUES ('source', 'x', 'x', NULL, '{now}', '{now}')")
    assert "being harvested" in stocked.refusal() or "harvest" in stocked.refusal()


# ---------------------------------------------------------------- verdicts


def validated_as_by_a_harvest(stocked: Place) -> HarvestReport:
    """Apply; then a harvest of the same has nothing more to validate."""
    report = stocked.apply()
    again = stocked.harvest(*AFTER, profile=None)
    assert (again.validated, again.records.unchanged) == (0, 4)
    assert (again.accepted, again.submitted) == (report.accepted, report.submitted)
    return report


def test_apply__validates_anew_if_the_lists_have_changed(stocked: Place, tmp_path: Path) -> None:
    stocked.plan(*AFTER)
    (tmp_path / "codes.csv").write_text("mã,tên\nA,Một\n")
    with stocked.open() as registry:
        registry.vocab.add(tmp_path / "codes.csv", by="test", token="our-codes", title={"vi": "Mã"})
        registry.revalidate()
    report = validated_as_by_a_harvest(stocked)
    assert report.validated > 0


def test_apply__validates_by_the_profile_that_the_source_has_now(stocked: Place) -> None:
    stocked.plan(*AFTER)
    stocked.harvest(*BEFORE, profile="vn")
    report = validated_as_by_a_harvest(stocked)
    assert report.profile == "vn"


def test_apply__validates_anew_if_what_records_name_has_changed(stocked: Place) -> None:
    stocked.plan(CATALOG, ONE.replace("Một", "Một 1"), TWO, THREE)
    stocked.harvest(CATALOG.replace("a foaf:Agent ; ", ""), ONE, TWO, THREE)
    stocked.apply()
    again = stocked.harvest(CATALOG.replace("a foaf:Agent ; ", ""), ONE.replace("Một", "Một 1"), TWO, THREE)
    assert (again.records.unchanged, again.validated) == (4, 0)


def test_apply__validates_anew_on_a_day_on_which_a_verdict_does_not_hold(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = ONE.replace("dcat:Dataset ;", "dcat:Dataset ; dct:accrualPeriodicity "
                        "<http://publications.europa.eu/resource/authority/frequency/DAILY> ; dct:modified "
                        '"2026-08-14"^^<http://www.w3.org/2001/XMLSchema#date> ;')  # fmt: skip
    place.harvest(*BEFORE, profile="vn")
    place.plan(CATALOG, dated, TWO, THREE)
    (plan,) = SavedPlans(place.file)
    (change,) = plan.of_kind("updated")
    assert change.report is not None
    assert change.report.since == date(2026, 8, 15)
    monkeypatch.setenv("DANHMUC_TODAY", "2026-12-24")
    report = place.apply()
    assert report.validated == 1
    with place.open() as registry:
        assert registry.revalidate().sources[0].validated == 0


# ---------------------------------------------------------------- several sources


def test_plan_file__has_one_plan_for_each_source(place: Place, tmp_path: Path) -> None:
    place.write(*BEFORE)
    (tmp_path / "b.ttl").write_text(PREFIXES + FOUR)
    (tmp_path / "c.ttl").write_text(PREFIXES + "<1> dct:title 'x' .")
    with place.open() as registry:
        with registry.harvests.plan_file(place.file) as file:
            for location in (place.source, tmp_path / "b.ttl", tmp_path / "c.ttl", tmp_path / "absent.ttl"):
                file.add(registry.plan(source_at(str(location)), profile="none"))
        plans = registry.harvests.read_plans(place.file)
        assert [plan.state for plan in plans] == ["complete", "complete", "failed", "failed"]
        registry.put(Dataset("https://e.vn/x", title="x"), by="test")
        reports = [plan.apply(by="night") for plan in plans]
    assert [report.records.created for report in reports] == [4, 1, 0, 0]
    assert [report.run is None for report in reports] == [False, False, False, True]


@pytest.mark.parametrize(("planned", "meanwhile"), [("Sông", "sông"), ("sông", "so\u0302ng")])
def test_apply__a_new_name_that_looks_like_one_of_another_source_is_refused(
    place: Place, tmp_path: Path, planned: str, meanwhile: str
) -> None:
    """Before the plan is made, and between the plan and its application."""
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text(PREFIXES + ONE)
    one, other = source_at(str(tmp_path / "a.ttl")), source_at(str(tmp_path / "b.ttl"))
    with place.open() as registry:
        registry.plan(one, name=planned).save(place.file)
        registry.harvest(other, name=meanwhile)
        with pytest.raises(UsageError, match="in capitals or the composition of letters alone"):
            registry.plan(one, name=planned)
        (plan,) = registry.harvests.read_plans(place.file)
        with pytest.raises(UsageError, match="in capitals or the composition of letters alone"):
            plan.apply()
        assert [source.name for source in registry.sources() if source.name != "local"] == [meanwhile]


@pytest.mark.parametrize(("name", "other"), [("Sông", "sông"), ("sông", "so\u0302ng"), ("sông", "sông")])
def test_plan_file__refuses_a_second_new_source_whose_name_looks_the_same(
    place: Place, tmp_path: Path, name: str, other: str
) -> None:
    for file in ("a.ttl", "b.ttl"):
        (tmp_path / file).write_text(PREFIXES + ONE)
    sources = [source_at(str(tmp_path / file)) for file in ("a.ttl", "b.ttl")]
    with place.open() as registry:
        first, second, fresh = (
            registry.plan(source, name=called, profile="none")
            for source, called in ((sources[0], name), (sources[1], other), (sources[1], "b"))
        )
        with registry.harvests.plan_file(place.file) as file:
            file.add(first)
            with pytest.raises(UsageError, match=r"capitals or the composition of letters|is taken by the source"):
                file.add(second)
            file.add(fresh)
        assert [plan.apply().records.created for plan in registry.harvests.read_plans(place.file)] == [1, 1]
        assert [source.name for source in registry.sources() if source.name != "local"] == [name, "b"]


def test_plan__names_what_other_sources_have_too(place: Place, tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text(PREFIXES + ONE + FOUR)
    with place.open() as registry:
        registry.harvest(source_at(str(tmp_path / "b.ttl")))
    (plan,) = SavedPlans(place.plan(*BEFORE))
    assert plan.claims == (("https://e.vn/1", ("b",)),)


def test_differences__show_each_property_that_changes(stocked: Place) -> None:
    file = stocked.plan(*AFTER)
    (plan,) = SavedPlans(file)
    shown = [
        (one.change.role, one.change.kind, one.change.iri.removeprefix("https://e.vn/"), len(one.properties))
        for one in plan.differences()
    ]
    assert (
        shown
        == [
            ("record", "created", "4", 4),
            ("record", "updated", "2", 1),
            ("record", "missing", "3", 0),
            ("catalog-record", "updated", "r1", 1),
            ("node", "updated", "sở", 1),
        ]
        or shown
    )
    stocked.write(*AFTER)
    with stocked.open() as registry:
        unsaved = registry.plan(source_at(str(stocked.source)))
        assert list(unsaved.differences())[1].properties == list(plan.differences())[1].properties


def test_apply__holds_the_batch_and_the_name_of_who_applies(place: Place) -> None:
    place.plan(*BEFORE)
    with place.open() as registry:
        for plan in registry.harvests.read_plans(place.file):
            plan.apply(by="lan", batch=7)
        (run,) = registry.harvests.runs()
        assert (run.by, registry.ledger.changes()[0].by) == ("lan", "lan")
    assert "apply" in place.column("SELECT kind FROM runs")
