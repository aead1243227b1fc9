"""Each reason for which a record does not leave, alone and beside each other one: all that tell it tell the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import pytest

from danhmuc.cli.messages.export import ExportCommandText
from danhmuc.registry import DeclaredSource, FeedReport, Registry, SourceSettings, source_at
from danhmuc.registry.export.decider import GONE, MUST_STAY, REASONS, RETIRING, LeavingDecider
from danhmuc.registry.feeds.manifest import FeedEntry, Tombstone, read_manifest
from danhmuc.registry.messages.statutory_reports import StatutoryReportsText
from danhmuc.registry.store.selecting import candidates
from danhmuc.registry.store.stored_bars import read_bars

if TYPE_CHECKING:
    from ..conftest import Fill, RegistryCopy

BASE: Final = "https://e.vn/"
PREFIXES: Final = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FEED: Final = "https://data.example.vn/feed/"
SETTINGS: Final = """
[catalog]
title = { vi = "Danh mục" }
description = { vi = "Tất cả." }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = { iri = "https://e.vn/publisher", name = { vi = "Tỉnh" } }
contact = { name = { vi = "Trung tâm" }, email = "dulieu@example.vn" }
"""
NON_PUBLIC: Final = "dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"
RETIRED: Final = "adms:status <http://purl.org/adms/status/Withdrawn>"

CAUSES: Final = {
    "internal": "internal",
    "purged": "purged",
    "withheld": "withheld",
    "secret": "withheld",
    "withdrawn": "withdrawn",
    "retired": "retired",
    "narrowed": "narrowed",
    "twin": "barred-same-as",
    "narrowed-elsewhere": "barred",
    "retired-elsewhere": "barred",
    "secret-elsewhere": "barred",
    "withheld-elsewhere": "barred",
    "unclear": "unclear-secrecy",
    "missing": "missing",
    "unaccepted": "never-accepted",
    "copied": "other-source",
    "same": "same-as",
}
"""The reason of each cause alone; but for what is missing, which is a reason where that is asked for."""
ELSEWHERE: Final = {
    "narrowed-elsewhere": NON_PUBLIC,
    "retired-elsewhere": RETIRED,
    "secret-elsewhere": "dmv:secrecy 'MAT'",
    "withheld-elsewhere": "",
}
OF_SECOND: Final = {
    "retired": RETIRED,
    "narrowed": NON_PUBLIC,
    "unclear": "dmv:secrecy 'TS'",
    "secret": "dmv:secrecy 'MAT'",
}

Causes = frozenset[str]


IMPOSSIBLE: Final = ({"unaccepted", "narrowed"}, {"secret", "withdrawn"})
"""What never was accepted narrows nothing, and what a mark withholds cannot be withdrawn."""


def is_possible(causes: tuple[str, str]) -> bool:
    """Whether a record can have two causes; of those that the other source says there is one."""
    return set(causes) not in IMPOSSIBLE and not set(causes) <= ELSEWHERE.keys()


RECORDS: Final[dict[str, Causes]] = {
    "_".join(causes): frozenset(causes)
    for causes in [("free",), *((one,) for one in CAUSES), *filter(is_possible, combinations(CAUSES, 2))]
}


def iri(name: str) -> str:
    return BASE + name


def good(name: str, *statements: str, described: bool = True) -> str:
    said = [*(['dct:description "d"@vi'] if described else []), *filter(None, statements)]
    return f'<{name}> a dcat:Dataset ; dct:title "{name}"@vi' + "".join(f" ; {one}" for one in said) + " .\n"


def source_of(causes: Causes) -> str:
    return "inside" if "internal" in causes else "main"


def main_turtle(source: str, turn: int) -> str:
    found = "".join(f'<agent-{one}> a foaf:Agent ; foaf:name "{one}"@vi .\n' for one in (source, f"{source}-2"))
    for name, causes in RECORDS.items():
        if source_of(causes) != source or (turn == 3 and "missing" in causes):
            continue
        more = [said for cause, said in OF_SECOND.items() if turn > 1 and cause in causes]
        is_described = "unaccepted" not in causes and not (turn > 1 and "narrowed" in causes)
        found += good(name, *more, f"dct:publisher <agent-{source}>", described=is_described)
        found += f"<entry-{name}> a dcat:CatalogRecord ; foaf:primaryTopic <{name}> ; "
        found += "dct:modified '2025-01-01'^^xsd:date .\n"
    return found


def first_turtle() -> str:
    """An older source: copies, and other names of the same things."""
    found = good("rest")
    for name, causes in RECORDS.items():
        for cause, other in (("copied", name), ("same", f"same-{name}"), ("twin", f"twin-{name}")):
            found += good(other, "dct:publisher <agent-main>") if cause in causes else ""
    return found


def keeper_turtle(turn: int) -> str:
    """A younger source, which keeps back what it describes."""
    found = good("rest-of-keeper")
    for name, causes in RECORDS.items():
        for cause in causes & ELSEWHERE.keys() if turn > 1 else ():
            found += good(name, ELSEWHERE[cause])
    return found


def harvest(registry: Registry, folder: Path, source: str, turtle: str) -> None:
    path = folder / f"{source}.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    registry.plan(source_at(str(path)), profile="dcat-ap").apply(by="test")


def export_feed(registry: Registry, folder: Path, more: str = "") -> FeedReport:
    (folder / "settings.toml").write_text(more + SETTINGS, encoding="utf-8")
    return registry.export_feed(
        folder / "feed",
        base=FEED,
        settings=folder / "settings.toml",
        left_out=folder / "feed.jsonl",
        accept_drop="All of this is meant",
    )


def begin(registry: Registry, folder: Path) -> None:
    """Let all be public that was ever accepted."""
    harvest(registry, folder, "first", first_turtle())
    for source in ("main", "inside"):
        harvest(registry, folder, source, main_turtle(source, 1))
    harvest(registry, folder, "keeper", keeper_turtle(1))


def go_on(registry: Registry, folder: Path) -> None:
    """Give each record its causes."""
    harvest(registry, folder, "keeper", keeper_turtle(2))
    for turn in (2, 3):
        for source in ("main", "inside"):
            harvest(registry, folder, source, main_turtle(source, turn))
    for name, causes in RECORDS.items():
        act(registry, name, causes)
    declared = [
        DeclaredSource(
            name=one.name,
            location=str(one.location),
            profile=one.profile,
            settings=SourceSettings(internal=one.name == "inside"),
        )
        for one in registry.sources()
    ]
    registry.source_list.plan(declared).apply(by="officer", reason="r")


def fill(url: str, folder: Path) -> None:
    """Make a registry whose feed was built when all was public."""
    with Registry.open(url, create=True) as registry:
        begin(registry, folder)
        export_feed(registry, folder)
        go_on(registry, folder)


def act(registry: Registry, name: str, causes: Causes) -> None:
    said = {"by": "officer", "reason": "r"}
    source = source_of(causes)
    if "same" in causes:
        registry.identities.same_as(iri(name), iri(f"same-{name}"), **said)
    if "twin" in causes:
        registry.identities.same_as(iri(name), iri(f"twin-{name}"), **said)
        registry.withhold(iri(f"twin-{name}"), source="first", **said)
    if "withheld-elsewhere" in causes:
        registry.withhold(iri(name), source="keeper", **said)
    if "withdrawn" in causes:
        registry.withdraw(iri(name), source=source, **said)
    if "withheld" in causes:
        registry.withhold(iri(name), source=source, **said)
    if "purged" in causes:
        registry.purge(iri(name), **said)


@pytest.fixture
def copied(copy_registry: Callable[[Fill], RegistryCopy]) -> RegistryCopy:
    return copy_registry(fill)


@pytest.fixture
def registry(copied: RegistryCopy) -> Iterator[Registry]:
    with Registry.open(copied.url) as opened:
        yield opened


@pytest.fixture
def folder(copied: RegistryCopy) -> Path:
    return copied.folder


def first_reason(causes: Causes, *, only_present: bool) -> str | None:
    """The reason of a record by its causes alone."""
    found = {CAUSES[one] for one in causes if one in CAUSES} - (set() if only_present else {"missing"})
    return min(found, key=REASONS.index, default=None)


Rows = dict[tuple[str, str], str]


def rows_of(path: Path) -> Rows:
    """The reasons in a file of what is left out, by IRI and source, each once."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = {(one["iri"], one["source"]): one["reason"] for one in rows}
    assert len(found) == len(rows)
    return found


def left_out(registry: Registry, folder: Path, state: Literal["present"] | None = None, form: str = "nt") -> Rows:
    registry.export(form, folder / f"all.{form}", left_out=folder / "left-out.jsonl", state=state)
    return rows_of(folder / "left-out.jsonl")


def written_in(path: Path) -> set[str]:
    """The IRIs that a file describes."""
    return {line.partition("> ")[0][1:] for line in path.read_text(encoding="utf-8").splitlines()}


def is_secret(causes: Causes) -> bool:
    """Whether no file names a record, since its own source marks it as a state secret."""
    return "secret" in causes


@pytest.mark.parametrize("only_present", [False, True])
def test_left_out__has_of_each_record_the_first_of_its_reasons(
    registry: Registry, folder: Path, *, only_present: bool
) -> None:
    found = left_out(registry, folder, "present" if only_present else None)
    wrong = {}
    for name, causes in RECORDS.items():
        expected = None if is_secret(causes) else first_reason(causes, only_present=only_present)
        told = found.get((iri(name), source_of(causes)))
        if told != expected:
            wrong[name] = (expected, told)
    assert wrong == {}


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.soak)])
def test_show__tells_of_each_record_what_the_file_has(registry: Registry, folder: Path, every: int) -> None:
    found = left_out(registry, folder)
    written = written_in(folder / "all.nt")
    for row in list(registry.records(role=None))[::every]:
        told = registry.reports.leaving(row.iri, source=row.source)
        name = row.iri.removeprefix(BASE)
        causes = RECORDS.get(name, frozenset())
        if row.role == "record" and is_secret(causes):
            # What another source says of it has reasons of its own, and is barred at least.
            assert told.leaves is False, name
            if row.source == source_of(causes):
                assert told.reason == first_reason(causes, only_present=False), name
        elif row.role == "record":
            assert told.reason == found.get((row.iri, row.source)), name
            assert told.leaves is (told.reason is None), name
        elif row.role == "catalog-record":
            topic = (row.iri.replace("entry-", ""), row.source)
            is_there = row.iri.replace("entry-", "") in written and topic not in found
            assert told.leaves is is_there, name
        assert row.iri in written or not told.leaves, name


def test_decider__says_the_same_where_one_record_alone_is_asked_for(registry: Registry, folder: Path) -> None:
    found = left_out(registry, folder)
    with registry._database.reading() as connection:
        decider = LeavingDecider(connection, read_bars(connection))
        for one in candidates(connection, None, role="record"):
            ground = decider.find(one)
            reason = found.get((one.iri, one.source))
            if reason in ("other-source", "same-as"):
                # What is barred by the wider description that leaves itself is told as the other description.
                assert ground is None or ground.bar is not None, one.iri
            elif not is_secret(RECORDS.get(one.iri.removeprefix(BASE), frozenset())):
                assert (None if ground is None else ground.reason) == reason, one.iri


def test_feed__leaves_out_the_same_and_takes_back_what_must_stay(
    copy_sqlite_registry: Callable[[Fill], RegistryCopy],
) -> None:
    copied = copy_sqlite_registry(fill)
    folder = copied.folder
    with Registry.open(copied.url) as registry:
        found = left_out(registry, folder)
        report = export_feed(registry, folder)
        assert rows_of(folder / "feed.jsonl") == found
        assert report.left_out == registry.export("nt", BytesIO()).left_out
        manifest = read_manifest(folder / "feed" / "current", base=FEED)
        assert manifest is not None
        records = list(manifest.records())
        leaving = {one.iri for one in records if isinstance(one, FeedEntry)}
        assert leaving == written_in(folder / "all.nt") & {one.iri for one in registry.records()}
        gone = {one.iri: one.reason for one in records if isinstance(one, Tombstone)}
        for name, causes in RECORDS.items():
            reason = first_reason(causes, only_present=False)
            if reason in MUST_STAY or reason == "withdrawn":
                # Nothing of it is a loss; another source's description, or another name, may stand for it.
                assert gone.get(iri(name)) != "deleted", name
        export_feed(registry, folder, '[filters]\nstate = "present"\n')
        assert rows_of(folder / "feed.jsonl") == left_out(registry, folder, "present")


def test_reports__count_by_the_same_reasons(registry: Registry, folder: Path) -> None:
    report = registry.export("nt", folder / "all.nt")
    expected = Counter({reason: count for reason, count in report.left_out.items() if reason not in GONE})
    # Nobody knows any more of which class it was.
    expected["internal"] -= sum({"internal", "purged"} <= causes for causes in RECORDS.values())
    with registry.reports.statutory("danh-muc") as found:
        (totals,) = {
            sheet.totals for sheet in found.sheets if any(one.key == "unlisted-barred" for one in sheet.totals)
        }
    assert {one.key.removeprefix("unlisted-"): one.count for one in totals if "unlisted" in one.key} == expected


def test_dcat_us__leaves_out_the_same_beside_what_it_cannot_hold(registry: Registry, folder: Path) -> None:
    found = left_out(registry, folder)
    written = written_in(folder / "all.nt")
    for form in ("dcat-us", "dcat-us-1.1"):
        of_format = left_out(registry, folder, form=form)
        assert {key: why for key, why in of_format.items() if not why.startswith("format-")} == found
        assert {one for one, _ in of_format.keys() - found.keys()} <= written


def test_harvest__names_what_another_source_keeps_back(registry: Registry, folder: Path) -> None:
    left_out(registry, folder)
    harvest(registry, folder, "main", main_turtle("main", 3) + good("new"))
    run = registry.harvests.runs(source="main")[0].id
    named = {one.focus for one in registry.harvests.run_findings(run) if one.code == "harvest:barred-elsewhere"}
    barred = {name for name, causes in RECORDS.items() if causes & ELSEWHERE.keys() and len(causes) == 1}
    assert {iri(name) for name in barred} <= named
    own = {name for name, causes in RECORDS.items() if not causes & ELSEWHERE.keys() and "copied" not in causes}
    assert named.isdisjoint(written_in(folder / "all.nt") & {iri(name) for name in own})


def test_books_and_dictionaries__ask_for_the_bars_that_the_decider_asks(registry: Registry, folder: Path) -> None:
    """What neither a workbook is filled in with nor a dictionary shows is in no export, under any source."""
    found = left_out(registry, folder)
    barred = registry.reports.find_barred(one.iri for one in registry.records())
    kept = {key[0] for key, why in found.items() if why in ("withheld", "withdrawn", "purged", "unclear-secrecy")}
    assert kept <= barred
    assert barred.isdisjoint(written_in(folder / "all.nt"))


def test_as_of__what_must_stay_by_now_did_not_leave_then(registry: Registry) -> None:
    first = min(one.id for one in registry.harvests.runs(source="keeper"))
    with registry.as_of(str(first)) as past:
        for one in past.records():
            causes = RECORDS.get(one.iri.removeprefix(BASE), frozenset())
            reason = first_reason(causes, only_present=False)
            if reason in (*MUST_STAY, "withdrawn") and one.source == source_of(causes):
                assert past.reports.leaving(one.iri, source=one.source).leaves is False, one.iri


def test_reasons__have_words_wherever_they_are_told() -> None:
    assert len(set(REASONS)) == len(REASONS)
    assert set(REASONS) <= ExportCommandText.REASONS.keys()
    assert set(StatutoryReportsText.UNLISTED_REASONS) <= set(REASONS)
    assert set(REASONS) >= MUST_STAY | RETIRING | GONE
    assert Counter(CAUSES.values()).keys() <= set(REASONS)
