"""Registrations in feeds: what leaves of them, what never does, and what a least state keeps out."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyoxigraph
import pytest

from danhmuc.registry import FeedReport, Registry, source_at
from danhmuc.registry.export.public_policy import read_policy
from danhmuc.registry.feeds.manifest import Tombstone, read_manifest
from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.terms import ADMS, DCT, DMV, FOAF, PROV, RDF, SKOS

from .public_words import BASE, POLICY, SETTINGS, all_bytes, dataset, harvest

E: Final = "https://e.vn/"
CONCEPT: Final = "https://w3id.org/danhmuc/concept/registration-status/"
AUTHORITY: Final = "https://e.vn/authority"
PRIVATE: Final = ("reason", "administrative_note", "change_description", "submitter", "steward", "registrar")
TODAY: Final = date(2026, 8, 15)

Triples = set[tuple[str, str, str]]


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as opened:
        harvest(opened, tmp_path, "a", "".join(map(dataset, "1234")), profile="dcat-ap")
        opened.registrations.set_authority(AUTHORITY, by="admin")
        yield opened


def register(registry: Registry, name: str, state: str, **options: Any) -> None:
    registry.registrations.register(E + name, state, **{"by": "kinperson", "reason": "kinreason", **options})


def build(registry: Registry, folder: Path, filters: str = "", **options: Any) -> FeedReport:
    file = folder / "settings.toml"
    file.write_text(f"[filters]\n{filters}\n{SETTINGS}", encoding="utf-8")
    return registry.export_feed(folder / "feed", base=BASE, settings=file, **options)


def execute(registry: Registry, statement: str) -> None:
    with closing(sqlite3.connect(registry.url.removeprefix("sqlite:///"))) as database, database:
        database.execute(statement)


def triples(folder: Path) -> Triples:
    data = gzip.decompress((folder / "feed" / "current" / "all.nt.gz").read_bytes())
    return {
        (one.subject.value, one.predicate.value, one.object.value)  # type: ignore[union-attr]
        for one in pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_TRIPLES)
    }


def values(found: Triples, subject: str, predicate: pyoxigraph.NamedNode) -> set[str]:
    return {value for about, prop, value in found if (about, prop) == (subject, predicate.value)}


def names_in(folder: Path) -> str:
    manifest = read_manifest(folder / "feed" / "current", base=BASE)
    assert manifest is not None
    return "".join(sorted(one.iri[-1] for one in manifest.records() if not isinstance(one, Tombstone)))


def record_of(found: Triples, name: str) -> str:
    (subject,) = {about for about, prop, value in found if (prop, value) == (FOAF.primaryTopic.value, E + name)}
    return subject


def test_feed__has_what_authorities_decided_and_the_status_of_our_own(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "standard", effective_until=date(2026, 12, 31), note="open", is_note_public=True)
    register(registry, "1", "candidate", authority="Sở Khoa học")
    register(registry, "2", "superseded", superseded_by=E + "1")
    build(registry, tmp_path)
    found = triples(tmp_path)
    record = record_of(found, "1")
    assert values(found, record, ADMS.status) == {CONCEPT + "STANDARD"}
    said = {next(iter(values(found, one, ADMS.status))): one for one in values(found, record, DMV.registration)}
    assert said.keys() == {CONCEPT + "STANDARD", CONCEPT + "CANDIDATE"}
    own, other = said[CONCEPT + "STANDARD"], said[CONCEPT + "CANDIDATE"]
    assert values(found, own, RDF.type) == {DMV.Registration.value}
    assert values(found, own, DMV.registeredItem) == {E + "1"}
    assert values(found, own, PROV.wasAttributedTo) == {AUTHORITY}
    assert values(found, own, DMV.effectiveFrom) == {"2026-08-15"}
    assert values(found, own, DMV.effectiveUntil) == {"2026-12-31"}
    assert values(found, own, SKOS.note) == {"open"}
    assert {one.partition("#")[0] for one in values(found, own, DCT.identifier)} == {AUTHORITY}
    (agent,) = values(found, other, PROV.wasAttributedTo)
    assert values(found, agent, FOAF.name) == {"Sở Khoa học"}
    assert values(found, CONCEPT + "STANDARD", SKOS.prefLabel) == {"Standard", "Chuẩn"}
    (second,) = values(found, record_of(found, "2"), DMV.registration)
    assert values(found, second, DCT.isReplacedBy) == {E + "1"}
    # Nothing is decided of the others.
    third = record_of(found, "3")
    assert values(found, third, ADMS.status) == {"http://purl.org/adms/changetype/created"}
    assert values(found, third, DMV.registration) == set()


def test_feed__has_no_name_of_a_person_and_no_note_that_was_not_meant_for_it(
    registry: Registry, tmp_path: Path
) -> None:
    texts = {name: f"kin{name}" for name in PRIVATE}
    register(registry, "1", "standard", note="kinnote", **texts)
    build(registry, tmp_path)
    found = all_bytes(tmp_path / "feed")
    assert (CONCEPT + "STANDARD").encode() in found
    assert [one for one in (*texts.values(), "kinnote", "kinperson") if one.encode() in found] == []


@pytest.mark.parametrize(
    ("options", "is_there"),
    [
        ({}, True),
        ({"effective_from": date(2026, 8, 16)}, False),
        ({"effective_from": date(2026, 1, 1), "effective_until": date(2026, 8, 14)}, False),
        ({"effective_until": TODAY}, True),
    ],
)
def test_feed__has_what_holds_today(
    registry: Registry, tmp_path: Path, options: dict[str, Any], is_there: bool
) -> None:
    register(registry, "1", "standard", **options)
    build(registry, tmp_path)
    assert bool(values(triples(tmp_path), record_of(triples(tmp_path), "1"), DMV.registration)) is is_there
    registry.registrations.end(E + "1", by="o", reason="r")
    build(registry, tmp_path)
    assert (CONCEPT + "STANDARD").encode() not in (tmp_path / "feed" / "current" / "catalog.ttl").read_bytes()


def test_feed__keeps_no_copy_of_a_note_that_was_taken_back(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "standard", note="kinnote", is_note_public=True)
    build(registry, tmp_path)
    assert b"kinnote" in all_bytes(tmp_path / "feed")
    register(registry, "1", "standard")
    build(registry, tmp_path)
    assert b"kinnote" not in all_bytes(tmp_path / "feed")


def test_feed__names_nothing_that_does_not_leave(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "superseded", superseded_by=E + "2")
    registry.withhold(E + "2", by="officer", reason="r")
    build(registry, tmp_path)
    assert f"{E}2".encode() not in all_bytes(tmp_path / "feed")


def test_feed__under_a_policy_masks_notes_and_names_no_successor(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "superseded", superseded_by=E + "2", note="ask an@e.vn", is_note_public=True)
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    build(registry, tmp_path, policy=tmp_path / "policy.toml")
    found = triples(tmp_path)
    (one,) = values(found, record_of(found, "1"), DMV.registration)
    assert values(found, one, SKOS.note) == {"ask […]"}
    assert values(found, one, DCT.isReplacedBy) == set()
    assert values(found, one, ADMS.status) == {CONCEPT + "SUPERSEDED"}


def test_feed__with_registrations_is_accepted_as_a_source(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "preferred-standard", note="open", is_note_public=True)
    register(registry, "2", "superseded", superseded_by=E + "1", authority="Sở Khoa học")
    build(registry, tmp_path)
    with Registry.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        feed = str(tmp_path / "feed" / "current" / "catalog.ttl")
        report = other.harvest(source_at(feed), name="feed", profile="dcat-ap")
        assert report.submitted == 0
        rows = {row.iri: row for row in other.records(role=None)}
        assert not [iri for iri, row in rows.items() if row.violations]
        # What another registry decided is data here, and decides nothing.
        assert {rows[E + name].is_decided for name in "1234"} == {False}
        assert other.registrations.in_force(E + "1") == []
        (tmp_path / "again").mkdir()
        build(other, tmp_path / "again")
    again = triples(tmp_path / "again")
    assert {value for _, prop, value in again if prop == PROV.wasAttributedTo.value} >= {AUTHORITY}


def test_feed__has_registrations_that_keep_the_rules_of_our_profile(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "standard")
    register(registry, "2", "superseded", superseded_by=E + "1", authority="Sở Khoa học")
    build(registry, tmp_path)
    with Registry.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.harvest(source_at(str(tmp_path / "feed" / "current" / "catalog.ttl")), name="feed", profile="vn")
        made = [row for row in other.records(role=None) if "#registration-" in row.iri]
        assert [(row.verdict, row.warnings) for row in made] == [("accepted", 0)] * 2


def test_least_state__keeps_out_what_is_below_or_off_the_ladder(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "b", dataset("5"))  # by no profile: it has no state
    register(registry, "1", "standard")
    register(registry, "2", "retired")
    register(registry, "3", "candidate")
    for least, entries, out in (
        ("incomplete", "134", 2),
        ("recorded", "14", 3),
        ("standard", "1", 4),
        ("preferred-standard", "", 5),
    ):
        folder = tmp_path / least
        folder.mkdir()
        report = build(registry, folder, f'min_status = "{least}"')
        assert (names_in(folder), report.left_out) == (entries, {"filtered-status": out})
    folder = tmp_path / "asked"
    folder.mkdir()
    build(registry, folder, 'min_status = "recorded"', min_status="standard")
    assert names_in(folder) == "1"


@pytest.mark.postgresql
def test_feed__is_the_same_on_both_databases(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", "".join(map(dataset, "1234")), profile="dcat-ap")
        registry.registrations.set_authority(AUTHORITY, by="admin")
        register(registry, "1", "standard", effective_until=TODAY, note="open", is_note_public=True)
        register(registry, "2", "superseded", superseded_by=E + "1")
        report = build(registry, tmp_path, 'min_status = "recorded"')
        assert (names_in(tmp_path), report.left_out) == ("134", {"filtered-status": 1})
        found = triples(tmp_path)
        (one,) = values(found, record_of(found, "1"), DMV.registration)
        assert values(found, one, SKOS.note) == {"open"}
        build(registry, tmp_path, accept_drop="all")
        found = triples(tmp_path)
        (two,) = values(found, record_of(found, "2"), DMV.registration)
        assert values(found, two, DCT.isReplacedBy) == {E + "1"}


def test_least_state__counts_in_exports_of_all_kinds(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "standard")
    report = registry.export("nt", tmp_path / "all.nt", min_status="standard", left_out=tmp_path / "out.csv")
    assert (report.records, report.left_out) == (1, {"filtered-status": 3})
    assert (tmp_path / "out.csv").read_text("utf-8-sig").count("filtered-status") == 3
    (tmp_path / "s.toml").write_text(SETTINGS, encoding="utf-8")
    report = registry.export("nt", tmp_path / "c.nt", catalog=tmp_path / "s.toml", base=BASE, min_status="standard")
    assert (report.records, report.left_out) == (1, {"filtered-status": 3})
    assert (CONCEPT + "STANDARD").encode() in (tmp_path / "c.nt").read_bytes()
    with pytest.raises(UsageError, match="is no minimum"):
        registry.export("nt", tmp_path / "all.nt", min_status="retired")


def test_least_state__holds_no_older_version_than_was_registered(registry: Registry, tmp_path: Path) -> None:
    """A recommendation of a version that does not leave is none of the one that does."""
    faulty = '<1> a dcat:Dataset ; dct:title "t"@vi .\n'
    harvest(registry, tmp_path, "a", "".join(map(dataset, "234")) + faulty, profile="dcat-ap")
    register(registry, "1", "standard")
    report = registry.export("nt", tmp_path / "all.nt", min_status="standard")
    assert (report.records, report.left_out) == (0, {"filtered-status": 4})
    register(registry, "1", "standard", version=1)
    assert registry.export("nt", tmp_path / "all.nt", min_status="standard").records == 1
    register(registry, "1", "retired", version=2)
    assert registry.export("nt", tmp_path / "all.nt", min_status="incomplete").left_out == {"filtered-status": 1}


def test_least_state__qualified_needs_a_verdict_of_today(registry: Registry, tmp_path: Path) -> None:
    execute(registry, "UPDATE verdicts SET warnings = 0, unverified = 0")
    assert registry.export("nt", tmp_path / "all.nt", min_status="qualified").records == 4
    execute(registry, "UPDATE verdicts SET context_digest = 'older', lists_digest = 'older'")
    report = registry.export("nt", tmp_path / "all.nt", min_status="qualified")
    assert (report.records, report.validated) == (0, 4)
    assert registry.export("nt", tmp_path / "all.nt", min_status="recorded").records == 4


def test_least_state__is_a_drop_that_a_person_accepts(registry: Registry, tmp_path: Path) -> None:
    for name in "1234":
        register(registry, name, "standard")
    build(registry, tmp_path, 'min_status = "standard"')
    for name in "12":
        register(registry, name, "retired")
    with pytest.raises(RegistryError, match=r"lose 2 of 4 records.*leave out now: min_status: 2$"):
        build(registry, tmp_path, 'min_status = "standard"')
    assert names_in(tmp_path) == "1234"
    build(registry, tmp_path, 'min_status = "standard"', accept_drop="retired in the meeting")
    assert names_in(tmp_path) == "34"


def test_catalog__below_the_least_state_does_not_leave_for_what_it_lists(registry: Registry, tmp_path: Path) -> None:
    catalog = (
        '<c> a dcat:Catalog ; dct:title "C"@vi ; dct:description "c"@vi ; dct:publisher <p> ; dcat:dataset <1> .\n'
    )
    agent = '<p> a foaf:Agent ; foaf:name "P"@vi .\n'
    harvest(registry, tmp_path, "a", "".join(map(dataset, "1234")) + catalog + agent, profile="dcat-ap")
    register(registry, "1", "standard")
    build(registry, tmp_path, 'min_status = "standard"')
    assert names_in(tmp_path) == "1"
    register(registry, "c", "standard")
    build(registry, tmp_path, 'min_status = "standard"')
    assert names_in(tmp_path) == "1c"


def policy_of(folder: Path, least: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(f'{POLICY}min_status = "{least}"\n', encoding="utf-8")
    return path


def test_policy__has_a_least_state_and_the_stricter_one_counts(registry: Registry, tmp_path: Path) -> None:
    register(registry, "1", "standard")
    register(registry, "2", "preferred-standard")
    register(registry, "3", "candidate")
    for policy, settings, entries in (
        ("standard", "candidate", "12"),
        ("recorded", "preferred-standard", "2"),
        ("recorded", "", "124"),
    ):
        folder = tmp_path / policy / (settings or "none")
        folder.mkdir(parents=True)
        filters = f'min_status = "{settings}"' if settings else ""
        report = build(registry, folder, filters, policy=policy_of(folder, policy), left_out=folder / "out.csv")
        out = 4 - len(entries)
        assert (names_in(folder), report.left_out, report.inside) == (entries, {"filtered-status": out}, {})
        assert (folder / "out.csv").read_text("utf-8-sig").count("filtered-status") == out


def test_policy__of_another_least_state_is_a_drop_and_leaves_no_copy(registry: Registry, tmp_path: Path) -> None:
    for name in "12":
        register(registry, name, "standard")
    build(registry, tmp_path, policy=policy_of(tmp_path, "recorded"))
    assert names_in(tmp_path) == "1234"
    with pytest.raises(RegistryError, match=r"lose 2 of 4 records.*leave out now: min_status: 2$"):
        build(registry, tmp_path, policy=policy_of(tmp_path, "standard"))
    assert names_in(tmp_path) == "1234"
    build(registry, tmp_path, policy=policy_of(tmp_path, "standard"), accept_drop="decided")
    assert names_in(tmp_path) == "12"
    assert (tmp_path / "feed" / "current").resolve().name.endswith("-alone")
    # What its source retires must not be public, and is no loss.
    retired = dataset("1", "adms:status <http://purl.org/adms/status/Withdrawn>")
    harvest(registry, tmp_path, "a", retired + "".join(map(dataset, "234")), profile="dcat-ap")
    report = build(registry, tmp_path, policy=policy_of(tmp_path, "standard"), accept_drop="half of them")
    assert (names_in(tmp_path), report.left_out) == ("2", {"retired": 1, "filtered-status": 2})
    build(registry, tmp_path, policy=policy_of(tmp_path, "recorded"))
    assert names_in(tmp_path) == "234"


def test_policy__a_catalogue_below_its_least_state_does_not_leave(registry: Registry, tmp_path: Path) -> None:
    catalog = (
        '<c> a dcat:Catalog ; dct:title "C"@vi ; dct:description "c"@vi ; dct:publisher <p> ; dcat:dataset <1> .\n'
    )
    agent = '<p> a foaf:Agent ; foaf:name "P"@vi .\n'
    harvest(registry, tmp_path, "a", dataset("1") + catalog + agent, profile="dcat-ap")
    register(registry, "1", "standard")
    build(registry, tmp_path, policy=policy_of(tmp_path, "standard"))
    assert names_in(tmp_path) == "1"


@pytest.mark.parametrize("least", ["retired", "Standard", "3", ""])
def test_policy__refuses_what_is_no_minimum(tmp_path: Path, least: str) -> None:
    with pytest.raises(UsageError, match=r"'may_leave.min_status' must be a state of registration, one of incomplete"):
        read_policy(policy_of(tmp_path, least))


@pytest.mark.parametrize("least", ["retired", "Standard", "3", ""])
def test_settings__refuse_what_is_no_minimum(registry: Registry, tmp_path: Path, least: str) -> None:
    with pytest.raises(UsageError, match="min_status"):
        build(registry, tmp_path, f'min_status = "{least}"')
