"""Registrations: who may be registered as what, what ends them, and what nothing else changes."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Registration, Registry
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.registration_rows import registration_rows
from danhmuc.vocab.errors import UnknownNameError, UsageError

from .conftest import AUTHORITY, E, Harvest, dataset, faulty

TODAY = date(2026, 8, 15)
TOMORROW = date(2026, 8, 16)


def register(registry: Registry, name: str, state: str, **options: Any) -> Registration:
    return registry.registrations.register(E + name, state, **{"by": "officer", "reason": "meeting", **options})


def states(registry: Registry, **options: Any) -> dict[str, str | None]:
    return {row.iri.removeprefix(E): row.registration for row in registry.records(**options)}


def in_force(registry: Registry, name: str) -> list[tuple[str, str, int]]:
    return [(one.iri.removeprefix(E), one.state, one.version) for one in registry.registrations.in_force(E + name)]


def execute(url: str, statement: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def test_states__are_computed_where_nothing_is_decided(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1") + faulty("2"))
    harvest(dataset("3"), source="b", profile="none")
    assert states(registry) == {"1": "recorded", "2": "incomplete", "3": None}
    assert not any(row.is_decided for row in registry.records())
    assert states(registry, min_status="incomplete") == {"1": "recorded", "2": "incomplete"}
    assert states(registry, registration="incomplete") == {"2": "incomplete"}


def test_states__qualified_has_no_warning_and_nothing_unverified(
    registry: Registry, harvest: Harvest, database_url: str
) -> None:
    harvest(dataset("1"))
    clean = "UPDATE verdicts SET warnings = 0, unverified = 0, infos = 0"
    for column, expected in (("infos", "qualified"), ("unverified", "recorded"), ("warnings", "recorded")):
        execute(database_url, clean)
        execute(database_url, f"UPDATE verdicts SET {column} = 1")
        assert states(registry) == {"1": expected}
    execute(database_url, clean)
    # What reports state once for the source is in no count.
    doubt = "INSERT INTO findings (id, verdict_id, rank, code, layer)"
    execute(database_url, f"{doubt} SELECT 1000, id, 2, 'vn:Dataset-publisher-code', 'cannot-verify' FROM verdicts")
    assert states(registry) == {"1": "recorded"}
    execute(database_url, "DELETE FROM findings WHERE id = 1000")
    execute(database_url, f"{clean}, since = '2026-01-01', until = '2026-08-14'")
    assert states(registry) == {"1": "recorded"}
    assert states(registry, today=date(2026, 8, 14)) == {"1": "qualified"}
    execute(database_url, "INSERT INTO renewals (id, record_id, mark) SELECT id, id, 1 FROM records")
    assert states(registry) == {"1": None}
    assert states(registry, min_status="incomplete") == {}


def test_register__a_version_as_an_authority_decides(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1") + dataset("2"))
    made = register(registry, "1", "standard", effective_until=TOMORROW, note=" n ", steward="S", registrar="R")
    assert (made.state, made.version, made.authority, made.effective_from) == ("standard", 1, AUTHORITY, TODAY)
    assert (made.note, made.is_note_public, made.steward, made.registrar) == ("n", False, "S", "R")
    (local,) = (one for one in [made.item] if one.startswith("a/"))
    assert made.irdi == f"{AUTHORITY}#{local}#1"
    assert states(registry, min_status="qualified") == {"1": "standard"}
    assert [row.is_decided for row in registry.records(registration="standard")] == [True]
    assert registry.registrations.in_force(E + "1") == [made]
    assert registry.upkeep.check().problems == ()


def test_register__again_ends_the_former_and_keeps_it(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1"))
    register(registry, "1", "candidate")
    register(registry, "1", "standard", reason="second meeting")
    register(registry, "1", "retired", authority="Other  authority")
    assert in_force(registry, "1") == [("1", "standard", 1), ("1", "retired", 1)]
    first, *_ = registry.registrations.history(E + "1")
    assert (first.state, first.ended_by, first.ended_because) == ("candidate", "officer", "second meeting")
    assert first.until is not None
    # What another authority says is shown, and is no state of the registry.
    assert states(registry) == {"1": "standard"}
    assert registry.registrations.in_force(E + "1")[1].authority == "Other authority"
    assert registry.upkeep.check().problems == ()


def test_end__stays_in_the_history(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1"))
    register(registry, "1", "standard")
    ended = registry.registrations.end(E + "1", by="chief", reason="mistake")
    assert (ended.state, ended.ended_by, ended.ended_because) == ("standard", "chief", "mistake")
    assert registry.registrations.in_force(E + "1") == []
    assert registry.registrations.history(E + "1") == [ended]
    assert states(registry) == {"1": "recorded"}
    with pytest.raises(UsageError, match="is not registered by"):
        registry.registrations.end(E + "1", by="chief", reason="mistake")


def test_register__holds_from_a_day_to_a_day(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1"))
    register(registry, "1", "standard", effective_from=TOMORROW, effective_until=TOMORROW)
    assert states(registry) == {"1": "recorded"}
    assert states(registry, today=TOMORROW) == {"1": "standard"}
    assert states(registry, today=date(2026, 8, 17)) == {"1": "recorded"}
    register(registry, "1", "candidate")
    with pytest.raises(UsageError, match="as Candidate now, and a new registration would end that before 2026-08-16"):
        register(registry, "1", "standard", effective_from=TOMORROW)
    assert in_force(registry, "1") == [("1", "candidate", 1)]


def test_newer_version__keeps_the_state_and_is_marked(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1"))
    register(registry, "1", "standard")
    harvest(dataset("1", "; dct:identifier '1'"))
    (row,) = registry.records(registration="standard")
    assert (row.version, row.is_decided, row.is_changed_since) == (2, True, True)
    (one,) = registry.registrations.in_force(E + "1")
    assert (one.version, one.is_changed_since) == (1, True)
    register(registry, "1", "standard")
    assert [one.is_changed_since for one in registry.registrations.in_force(E + "1")] == [False]
    with pytest.raises(UsageError, match=r"has no version 3; its newest version is 2"):
        register(registry, "1", "standard", version=3)
    assert register(registry, "1", "standard", version=1).is_changed_since


def test_undo__touches_no_registration(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1"))
    run = harvest(dataset("1", "; dct:identifier '1'")).run
    register(registry, "1", "standard")
    registry.undo(run, by="operator", reason="wrong file")
    (one,) = registry.registrations.in_force(E + "1")
    assert (one.state, one.version, one.is_changed_since) == ("standard", 2, True)
    with pytest.raises(UsageError, match="the run that brought it was undone"):
        register(registry, "1", "standard", version=2)
    # The content of the first version is back, as a new one.
    assert not register(registry, "1", "standard", version=1).is_changed_since
    assert registry.upkeep.check().problems == ()


def test_undo__of_the_registered_version_leaves_nothing_recommended(registry: Registry, harvest: Harvest) -> None:
    def look() -> tuple[str | None, tuple[str, ...]]:
        (row,) = registry.records()
        reported = registry.registrations.report(today=TODAY).rows
        assert row.is_decided == (row.registration == "standard")
        leaves = registry.export("nt", io.BytesIO(), min_status="standard").records
        assert leaves == (row.registration == "standard")
        return row.registration, tuple(reason for one in reported for reason in one.reasons)

    def undo(run: int | None) -> int:
        assert run is not None
        return registry.undo(run, by="operator", reason="r").runs[0].run

    harvest(dataset("1"))
    run = harvest(dataset("1", "; dct:identifier '1'")).run
    register(registry, "1", "standard")
    assert look() == ("standard", ())
    undone = undo(run)
    assert look() == ("recorded", ("undone", "changed-since"))
    again = undo(undone)
    assert look() == ("standard", ())
    undo(again)
    assert look() == ("recorded", ("undone", "changed-since"))
    register(registry, "1", "standard")
    assert look() == ("standard", ())


def test_undo__of_the_registered_version_lifts_nothing(registry: Registry, harvest: Harvest) -> None:
    """A state that lowers, or takes off the ladder, stays."""
    for state in ("candidate", "retired"):
        run = harvest(dataset("1", f"; dct:identifier '{state}'")).run
        register(registry, "1", state)
        harvest(dataset("1"))
        registry.undo(run, by="operator", reason="r")
        assert states(registry) == {"1": state}


def test_harvest__cannot_register(registry: Registry, harvest: Harvest) -> None:
    status = "<https://w3id.org/danhmuc/concept/registration-status/STANDARD>"
    said = f"; <http://www.w3.org/ns/adms#status> {status} ; dmv:registration <r>"
    harvest(dataset("1", said) + f"<r> a dmv:Registration ; <http://www.w3.org/ns/adms#status> {status} .")
    assert registry.registrations.in_force(E + "1") == []
    assert states(registry, min_status="standard") == {}


@pytest.mark.parametrize(
    ("state", "options", "refusal"),
    [
        ("qualified", {}, "'qualified' is found from the verdict"),
        ("standart", {}, "unknown registration state 'standart'"),
        ("standard", {"reason": " "}, "the reason is empty"),
        ("standard", {"effective_until": date(2026, 8, 14)}, "is before the first day 2026-08-15"),
        ("standard", {"superseded_by": E + "2"}, "only what is superseded"),
        ("standard", {"is_note_public": True, "note": " "}, "there is no note"),
        ("standard", {"authority": " "}, "is no registration authority"),
        ("standard", {"source": "none"}, "unknown|describes"),
        ("superseded", {}, "superseded by what.*--superseded-by IRI"),
        ("superseded", {"superseded_by": E + "1"}, "cannot take its own place"),
        ("superseded", {"superseded_by": E + "none"}, "describes"),
    ],
)
def test_register__refuses_what_says_nothing(
    registry: Registry, harvest: Harvest, state: str, options: dict[str, Any], refusal: str
) -> None:
    harvest(dataset("1") + dataset("2"))
    with pytest.raises((UsageError, UnknownNameError), match=refusal):
        register(registry, "1", state, **options)
    assert registry.registrations.history(E + "1") == []


def test_register__refuses_what_is_unknown_purged_or_secret(registry: Registry, harvest: Harvest) -> None:
    secret = dataset("3", "; dmv:secrecy 'MAT'") + dataset("4", "; dmv:secrecy 'odd'")
    harvest(dataset("1") + dataset("2") + secret)
    registry.purge(E + "2", by="officer", reason="order")
    for name, refusal in (("none", "describes"), ("2", "it is purged"), ("3", "secret"), ("4", "secret")):
        with pytest.raises(UsageError, match=refusal):
            register(registry, name, "standard")
        with pytest.raises(UsageError, match=refusal):
            register(registry, "1", "superseded", superseded_by=E + name)
    assert registry.registrations.in_force(E + "1") == []


def test_register__proposes_nothing_that_is_retired_or_withdrawn(registry: Registry, harvest: Harvest) -> None:
    status = "; <http://www.w3.org/ns/adms#status> <http://purl.org/adms/status/Withdrawn>"
    harvest(dataset("1") + dataset("2", status) + dataset("3"))
    harvest(dataset("1", status), source="b")
    registry.withdraw(E + "3", by="officer", reason="r", source="a")
    for name, refusal in (("1", r"by its status \(WITHDRAWN\)"), ("2", "by its status"), ("3", "it is withdrawn")):
        for state in ("candidate", "standard", "preferred-standard"):
            with pytest.raises(UsageError, match=refusal):
                register(registry, name, state)
        register(registry, name, "retired")
    harvest(dataset("2", "; dct:identifier '2'"))
    register(registry, "2", "standard")
    with pytest.raises(UsageError, match=r"version 1 of https://e.vn/2 as 'standard': its status retires it"):
        register(registry, "2", "standard", version=1)


def test_prune__keeps_what_is_registered_and_nobody_registers_what_is_gone(
    registry: Registry, harvest: Harvest, database_url: str
) -> None:
    for more in ("", "; dct:identifier 'x'", "; dct:identifier 'y'"):
        harvest(dataset("1", more))
    register(registry, "1", "standard", version=1)
    times = {"moments": "at", "versions": "created_at", "changes": "at", "verdicts": "from_at"}
    for table, column in (*times.items(), ("past_verdicts", "from_at")):
        execute(database_url, f"UPDATE {table} SET {column} = '2026-01-01T00:00:00+00:00'")
    assert registry.upkeep.prune_history(before="2026-02-01").versions == 1
    (kept,) = registry.registrations.in_force(E + "1")
    assert (kept.version, kept.is_changed_since, registry.upkeep.check().problems) == (1, True, ())
    with pytest.raises(UsageError, match="pruned"):
        register(registry, "1", "standard", version=2)
    assert registry.registrations.in_force(E + "1") == [kept]


def test_superseded__is_never_in_a_circle(registry: Registry, harvest: Harvest) -> None:
    harvest("".join(map(dataset, "1234")))
    register(registry, "1", "superseded", superseded_by=E + "2")
    register(registry, "2", "superseded", superseded_by=E + "3")
    for name in ("1", "2"):
        with pytest.raises(UsageError, match="cannot be superseded by"):
            register(registry, "3", "superseded", superseded_by=E + name)
    registry.identities.same_as(E + "1", E + "4", by="officer", reason="one thing")
    with pytest.raises(UsageError, match="cannot take its own place"):
        register(registry, "4", "superseded", superseded_by=E + "1")
    assert states(registry, min_status="incomplete") == {"3": "recorded", "4": "recorded"}


def test_rename__takes_registrations_along(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1") + dataset("old"))
    register(registry, "old", "standard", note="n")
    register(registry, "1", "superseded", superseded_by=E + "old")
    item = registry.registrations.in_force(E + "old")[0].item
    harvest(dataset("1") + dataset("new"))
    registry.identities.rename(E + "old", E + "new", by="officer", reason="new portal")
    assert in_force(registry, "old") == in_force(registry, "new") == [("new", "standard", 1)]
    (one,) = registry.registrations.in_force(E + "new")
    assert (one.item, one.note, one.by) == (item, "n", "officer")
    assert [(one.iri, one.ended_because) for one in registry.registrations.history(E + "new")] == [
        (E + "old", "new portal"),
        (E + "new", None),
    ]
    assert states(registry, registration="standard") == {"new": "standard"}
    assert registry.registrations.report(today=TODAY).counts["successor-missing"] == 0
    registry.identities.end_redirect(E + "old", by="officer", reason="r")
    assert [one.iri for one in registry.registrations.history(E + "new")] == [E + "old", E + "new"]
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("later", ["old", "new"])
def test_rename__of_two_registered_keeps_the_later_decision(registry: Registry, harvest: Harvest, later: str) -> None:
    harvest(dataset("old"))
    if later == "new":
        register(registry, "old", "standard")
    harvest(dataset("new"))
    register(registry, "new", "candidate" if later == "new" else "retired")
    if later == "old":
        register(registry, "old", "standard")
    registry.identities.rename(E + "old", E + "new", by="officer", reason="r")
    assert [one.state for one in registry.registrations.in_force(E + "new")] == [
        "standard" if later == "old" else "candidate"
    ]
    assert registry.upkeep.check().problems == ()


def test_same_as__shows_the_registrations_of_both(registry: Registry, harvest: Harvest) -> None:
    harvest(dataset("1"))
    harvest(dataset("2"), source="b")
    register(registry, "1", "standard")
    register(registry, "2", "retired")
    registry.identities.same_as(E + "1", E + "2", by="officer", reason="one thing")
    assert in_force(registry, "1") == in_force(registry, "2") == [("1", "standard", 1), ("2", "retired", 1)]


def test_state__is_that_of_the_record_that_was_registered(registry: Registry, harvest: Harvest) -> None:
    """Of two sources that describe one IRI nobody has seen the content of the other."""
    harvest(dataset("1"))
    harvest(dataset("1", "; dct:identifier 'b'"), source="b")
    register(registry, "1", "standard", source="b")
    assert {row.source: row.registration for row in registry.records()} == {"a": "recorded", "b": "standard"}
    assert [row.source for row in registry.records(min_status="standard")] == ["b"]


def test_purge__erases_what_people_wrote_and_keeps_what_was_decided(
    registry: Registry, harvest: Harvest, database_url: str
) -> None:
    harvest(dataset("1") + dataset("2"))
    texts = {name: f"secretword {name}" for name in ("note", "administrative_note", "change_description", "steward")}
    register(registry, "1", "candidate", reason="secretword", **texts)
    register(registry, "1", "standard", reason="secretword", submitter="secretword", registrar="secretword")
    register(registry, "2", "superseded", superseded_by=E + "1", reason="secretword")
    registry.purge(E + "1", by="officer", reason="order")
    first, second = registry.registrations.history(E + "1")
    assert (first.state, second.state, first.by, first.until is None) == ("candidate", "standard", "officer", False)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM registrations")).all()
        former = connection.execute(text("SELECT * FROM past_registrations")).all()
    engine.dispose()
    assert (len(rows), len(former)) == (3, 1)
    assert "secretword" not in str((rows, former))
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("mark", ["MAT", "?"])
def test_secret__registrations_have_no_words(registry: Registry, harvest: Harvest, mark: str) -> None:
    """Neither today nor as of when it was none."""
    run = harvest(dataset("1")).run
    register(registry, "1", "candidate", reason="secretword", note="secretword")
    register(registry, "1", "standard", reason="secretword", steward="secretword")
    later = harvest(dataset("2"), source="c").run
    assert registry.registrations.history(E + "1")[0].note == "secretword"
    harvest(dataset("1", f'; dmv:secrecy "{mark}"'), source="b")
    with registry.as_of(f"run:{later}") as past:
        for shown in (registry.registrations, past.registrations):
            assert [one.state for one in shown.history(E + "1")] == ["candidate", "standard"]
            assert "secretword" not in str((shown.history(E + "1"), shown.in_force(E + "1")))
    with registry.as_of(f"run:{run}") as past:
        assert past.registrations.history(E + "1") == []


def test_purge__erases_what_was_written_under_an_earlier_iri(
    registry: Registry, harvest: Harvest, database_url: str
) -> None:
    harvest(dataset("1") + dataset("2"))
    register(registry, "1", "standard", note="secretword")
    harvest(dataset("3") + dataset("2"))
    registry.identities.rename(E + "1", E + "3", by="officer", reason="moved")
    registry.identities.end_redirect(E + "1", by="officer", reason="another thing now")
    registry.purge(E + "3", by="officer", reason="order")
    engine = create_engine(database_url)
    with engine.connect() as connection:
        for table in ("registrations", "past_registrations"):
            assert "secretword" not in str(connection.execute(text(f"SELECT * FROM {table}")).all())
    engine.dispose()


def test_authority__is_set_and_its_history_kept(database_url: str, harvest: Harvest, registry: Registry) -> None:
    harvest(dataset("1"))
    register(registry, "1", "standard")
    assert registry.registrations.set_authority(AUTHORITY, by="other").by == "admin"
    registry.registrations.set_authority("Sở Khoa học", by="chief")
    assert [(one.authority, one.by) for one in registry.registrations.authorities()] == [
        (AUTHORITY, "admin"),
        ("Sở Khoa học", "chief"),
    ]
    assert (registry.registrations.authority, states(registry)) == ("Sở Khoa học", {"1": "recorded"})
    execute(database_url, "DELETE FROM registration_authorities")
    with pytest.raises(UsageError, match="no registration authority"):
        register(registry, "1", "standard")


def test_rows__are_read_as_they_were_recorded(registry: Registry, harvest: Harvest, database_url: str) -> None:
    harvest(dataset("1"))
    register(registry, "1", "candidate")
    register(registry, "1", "standard")
    for number, at, until in ((1, "2026-01-01", "'2026-02-01'"), (2, "2026-02-01", "NULL")):
        execute(database_url, f"UPDATE registrations SET since = '{at}', until = {until} WHERE id = {number}")
    with open_database(database_url) as database, database.reading() as connection:
        found = {
            moment: [one.state for one in registration_rows(connection, at=moment)]
            for moment in ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-09-01")
        }
    assert found == {
        "2025-12-31": [],
        "2026-01-01": ["candidate"],
        "2026-01-31": ["candidate"],
        "2026-02-01": ["standard"],
        "2026-09-01": ["standard"],
    }


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE registrations SET state = 'odd'", "nobody can decide the state 'odd'"),
        ("UPDATE registrations SET state = 'superseded'", "names its successor"),
        ("UPDATE registrations SET superseded_by = 'https://e.vn/2'", "names its successor"),
        ("UPDATE registrations SET iri = 'https://e.vn/2'", "is not one of the record of that IRI"),
        ("UPDATE registrations SET version_id = (SELECT max(id) FROM versions)", "is not one of the record"),
    ],
)
def test_check__finds_rows_that_no_registry_has(
    registry: Registry, harvest: Harvest, database_url: str, statement: str, problem: str
) -> None:
    harvest(dataset("1") + dataset("2"))
    register(registry, "1", "standard")
    assert registry.upkeep.check().problems == ()
    execute(database_url, statement)
    assert [problem in str(one) for one in registry.upkeep.check().problems] == [True]


@pytest.mark.parametrize(
    "options",
    [
        {"by": None},
        {"by": " "},
        {"reason": None},
        {"effective_from": "2026-07-01"},
        {"effective_until": 20270630},
        {"version": "1"},
        {"authority": 5},
        {"note": b"x"},
    ],
)
def test_register__wrong_types_are_refused_and_not_stored(
    registry: Registry, harvest: Harvest, options: dict[str, Any]
) -> None:
    harvest(dataset("1"))
    with pytest.raises(UsageError):
        register(registry, "1", "standard", **options)
    assert registry.registrations.history(E + "1") == []
