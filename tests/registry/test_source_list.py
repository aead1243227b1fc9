"""Sources added, moved, removed and loaded from a file: what stays, what leaves, what is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import DeclaredSource, Registry, SourceSettings, source_at
from danhmuc.registry.record.source_settings import Expectations
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.runs import take_lease
from danhmuc.vocab.errors import RegistryError, SourceUnavailableError, UnknownNameError, UsageError

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
AGENT = '<https://e.vn/agent> a foaf:Agent ; foaf:name "{}" .'
UNNAMED = '[] a dcat:Dataset ; dct:identifier "H57-1" ; dct:title "Không có IRI"@vi .'
RELATIVE = '<#one> a dcat:Dataset ; dct:title "Tương đối"@vi . <two> a dcat:Dataset ; dct:title "Hai"@vi .'


def dataset(number: int, title: str = "t") -> str:
    return (
        f'<https://e.vn/{number}> a dcat:Dataset ; dct:title "{title}"@vi ; dct:description "d"@vi ;'
        " dct:publisher <https://e.vn/agent> .\n"
    )


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


def write(path: Path, *parts: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PREFIXES + "\n".join(parts), encoding="utf-8")
    return path


def harvest(registry: Registry, path: Path, profile: str | None = "none", name: str | None = None) -> None:
    registry.plan(source_at(str(path)), profile=profile, name=name).apply(by="night")


def exported(registry: Registry) -> bytes:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue()


def states(registry: Registry, source: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in registry.records(source=source):
        found[row.state] = found.get(row.state, 0) + 1
    return found


def fields(registry: Registry, source: str) -> list[tuple[str, object, object, str | None]]:
    return [(row.field, row.before, row.after, row.reason) for row in registry.source_list.changes(source)]


def begin_harvest(url: str) -> None:
    """Take the lease of source a, as another process would."""
    with open_database(url) as database, database.writing() as connection:
        take_lease(connection, "a")


def load(registry: Registry, *declared: DeclaredSource, **options: object) -> list[tuple[str, str]]:
    plan = registry.source_list.plan(declared, removal=options.pop("removal", None))  # type: ignore[arg-type]
    plan.apply(by="officer", **options)  # type: ignore[arg-type]
    return [(one.name, one.kind) for one in plan.differences]


# ---------------------------------------------------------------- moving


@pytest.mark.parametrize(("old", "new"), [("a/cat.ttl", "b/cat.ttl"), ("a/cat.ttl", "b/danh-mục.ttl"), ("a", "b")])
def test_move__name_history_iris_and_export_stay(registry: Registry, tmp_path: Path, old: str, new: str) -> None:
    write(tmp_path / "a" / "cat.ttl", dataset(1), UNNAMED, RELATIVE, AGENT.format("A"))
    harvest(registry, tmp_path / old, name="huế")
    before, changes = exported(registry), registry.ledger.changes()
    (tmp_path / "a").rename(tmp_path / "b")
    if not new.endswith("b") and new != "b/cat.ttl":
        (tmp_path / "b" / "cat.ttl").rename(tmp_path / new)
    row = registry.source_list.move("huế", source_at(str(tmp_path / new)), by="officer", reason="Chuyển máy chủ")
    assert (row.name, row.location, row.records) == ("huế", str(tmp_path / new), 4)
    assert fields(registry, "huế")[-1] == ("location", str(tmp_path / old), str(tmp_path / new), "Chuyển máy chủ")
    assert exported(registry) == before
    report = registry.plan(source_at(str(tmp_path / new))).apply()
    assert (report.source, report.records.unchanged, report.records.missing) == ("huế", 4, 0)
    assert exported(registry) == before
    assert registry.ledger.changes() == changes


def test_move__twice_keeps_the_iris_of_the_first_file(registry: Registry, tmp_path: Path) -> None:
    write(tmp_path / "a.ttl", RELATIVE)
    harvest(registry, tmp_path / "a.ttl")
    before = exported(registry)
    for old, new in (("a.ttl", "b.ttl"), ("b.ttl", "c.ttl")):
        (tmp_path / old).rename(tmp_path / new)
        registry.source_list.move("a", source_at(str(tmp_path / new)), by="officer", reason="r")
        harvest(registry, tmp_path / new)
        assert exported(registry) == before


def test_move__refusals(registry: Registry, tmp_path: Path) -> None:
    for name in ("a", "b"):
        harvest(registry, write(tmp_path / f"{name}.ttl", dataset(1)))

    def move(name: str, target: str) -> None:
        registry.source_list.move(name, source_at(str(tmp_path / target)), by="officer", reason="r")

    with pytest.raises(UnknownNameError, match="unknown source 'c'"):
        move("c", "d.ttl")
    with pytest.raises(UsageError, match=r"the source 'a' is already at .*a\.ttl"):
        move("a", "a.ttl")
    with pytest.raises(UsageError, match=r"b\.ttl is already the source 'b'"):
        move("a", "b.ttl")
    with pytest.raises(SourceUnavailableError, match="No such file"):
        move("a", "gone.ttl")
    with pytest.raises(UsageError, match="holds what programs put"):
        move("local", "a.ttl")
    assert registry.source_list.get("a").location == str(tmp_path / "a.ttl")


# ---------------------------------------------------------------- removing


def test_remove__records_kept_leave_as_before_and_nothing_is_harvested(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", dataset(1), AGENT.format("A"))
    harvest(registry, path)
    before = exported(registry)
    registry.source_list.remove("a", "keep-records", by="officer", reason="Giải thể")
    assert exported(registry) == before
    assert fields(registry, "a")[-1] == ("removed", None, "keep-records", "Giải thể")
    with pytest.raises(UsageError, match=r"the source 'a' at .*a\.ttl was removed; `danhmuc source add`"):
        harvest(registry, path)
    with pytest.raises(UsageError, match="was removed before"):
        registry.source_list.remove("a", "withdraw", by="officer", reason="r")
    assert len(registry.harvests.runs()) == 1


def test_remove__a_plan_made_before_is_not_applied(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", dataset(1))
    harvest(registry, path)
    plan = registry.plan(source_at(str(path)))
    registry.source_list.remove("a", "withdraw", by="officer", reason="r")
    with pytest.raises(UsageError, match="was removed"):
        plan.apply()


def test_remove__withdrawn_in_the_ledger_with_the_reason(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, write(tmp_path / "a.ttl", dataset(1), dataset(2), dataset(3), AGENT.format("A")))
    harvest(registry, write(tmp_path / "a.ttl", dataset(1), dataset(2), AGENT.format("A")))
    registry.withhold("https://e.vn/2", by="officer", reason="Kiểm tra")
    newest = registry.ledger.changes()[-1].id
    done = registry.source_list.remove("a", "withdraw", by="officer", reason="Giải thể")
    assert (done.records, done.shared) == (2, 0)
    assert states(registry, "a") == {"withdrawn": 2, "withheld": 1}
    made = [(one.kind, one.by, one.reason, one.run) for one in registry.ledger.changes(after=newest)]
    assert made == [("withdrawn", "officer", "Giải thể", None)] * 2
    assert exported(registry) == b""
    assert not registry.upkeep.check().problems


def test_remove__of_what_other_sources_describe_too(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, write(tmp_path / "a.ttl", dataset(1), AGENT.format("A")))
    harvest(registry, write(tmp_path / "b.ttl", dataset(1), dataset(2), AGENT.format("B")))
    done = registry.source_list.remove("a", "withdraw", by="officer", reason="r")
    assert (done.records, done.shared) == (1, 1)
    left = exported(registry).decode()
    # The description of the agent that leaves is now that of the source in use.
    assert "<https://e.vn/1>" not in left
    assert '"B"' in left
    assert '"A"' not in left


def test_remove__not_while_it_is_harvested(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, write(tmp_path / "a.ttl", dataset(1)))
    begin_harvest(database_url)
    with pytest.raises(RegistryError, match="'a' is being harvested"):
        registry.source_list.remove("a", "withdraw", by="officer", reason="r")
    assert states(registry, "a") == {"present": 1}
    assert registry.source_list.get("a").retired_at is None


def test_add__takes_back_what_was_removed(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", dataset(1))
    harvest(registry, path)
    before = exported(registry)
    registry.source_list.remove("a", "withdraw", by="officer", reason="r")
    row = registry.source_list.add(source_at(str(path)), by="officer", reason="Nhầm")
    assert (row.name, row.profile, row.retired_at) == ("a", "none", None)
    assert fields(registry, "a")[-1] == ("removed", "withdraw", None, "Nhầm")
    harvest(registry, path)
    # What a person withdrew stays so until a person releases it.
    assert exported(registry) == b""
    registry.release("https://e.vn/1", by="officer")
    assert exported(registry) == before


# ---------------------------------------------------------------- adding


def test_add__before_the_first_harvest(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", UNNAMED)
    row = registry.source_list.add(source_at(str(path)), name="huế", profile="vn", by="officer", reason="Mới")
    assert (row.name, row.location, row.profile, row.last_run) == ("huế", str(path), "vn", None)
    assert ("profile", None, "vn", "Mới") in fields(registry, "huế")
    report = registry.plan(source_at(str(path))).apply()
    assert (report.source, report.profile) == ("huế", "vn")


def test_add__refusals(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", dataset(1))
    registry.source_list.add(source_at(str(path)), by="officer")
    other = write(tmp_path / "other" / "a.ttl", dataset(1))
    with pytest.raises(UsageError, match=r"a\.ttl is already the source 'a'"):
        registry.source_list.add(source_at(str(path)), by="officer")
    with pytest.raises(UsageError, match="the name 'a' is taken"):
        registry.source_list.add(source_at(str(other)), by="officer")
    with pytest.raises(SourceUnavailableError, match="No such file"):
        registry.source_list.add(source_at(str(tmp_path / "gone.ttl")), by="officer")
    with pytest.raises(UnknownNameError, match="unknown profile"):
        registry.source_list.add(source_at(str(other)), name="b", profile="dcta", by="officer")
    assert [row.name for row in registry.sources()] == ["a"]


# ---------------------------------------------------------------- a list


def test_load__makes_the_sources_equal_and_the_second_time_changes_nothing(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, write(tmp_path / "a.ttl", dataset(1)))
    wanted = (
        DeclaredSource(name="a", location=str(tmp_path / "a.ttl"), profile="none", priority=5),
        DeclaredSource(
            name="b", location="/srv/b", settings=SourceSettings(expectations=Expectations(records=120)), profile="vn"
        ),
    )
    assert load(registry, *wanted, reason="Danh sách mới") == [("a", "changed"), ("b", "added")]
    assert [row.name for row in registry.sources()] == ["a", "b"]
    assert registry.source_list.get("b").settings.expectations.records == 120
    assert fields(registry, "a")[-1] == ("priority", 100, 5, "Danh sách mới")
    before = registry.source_list.changes(), registry.sources()
    assert load(registry, *wanted) == [("a", "unchanged"), ("b", "unchanged")]
    assert (registry.source_list.changes(), registry.sources()) == before


def test_load__what_it_does_not_list_stays_unless_it_is_told_otherwise(registry: Registry, tmp_path: Path) -> None:
    for number, name in enumerate("ab"):
        harvest(registry, write(tmp_path / f"{name}.ttl", dataset(number)))
    a = DeclaredSource(name="a", location=str(tmp_path / "a.ttl"), profile="none")
    before = exported(registry)
    assert load(registry, a) == [("a", "unchanged"), ("b", "unlisted")]
    assert exported(registry) == before
    with pytest.raises(UsageError, match="can only be removed with a reason"):
        load(registry, a, removal="withdraw")
    assert exported(registry) == before
    assert load(registry, a, removal="withdraw", reason="Giải thể") == [("a", "unchanged"), ("b", "removed")]
    assert states(registry, "b") == {"withdrawn": 1}
    assert load(registry, a, removal="withdraw", reason="Giải thể") == [("a", "unchanged")]
    b = DeclaredSource(name="b", location=str(tmp_path / "b.ttl"), profile="none")
    assert load(registry, a, b) == [("a", "unchanged"), ("b", "restored")]
    assert registry.source_list.get("b").retired_at is None


def test_load__records_that_programs_put_are_left_aside(registry: Registry) -> None:
    from danhmuc.registry import Dataset

    registry.put(Dataset("https://e.vn/1", title={"vi": "t"}), by="app", profile="none")
    assert load(registry, DeclaredSource(name="a", location="/a"), removal="withdraw", reason="r") == [("a", "added")]
    assert states(registry, "local") == {"present": 1}


def test_load__two_sources_change_places(registry: Registry) -> None:
    load(registry, DeclaredSource(name="a", location="/x"), DeclaredSource(name="b", location="/y"))
    load(registry, DeclaredSource(name="a", location="/y"), DeclaredSource(name="b", location="/x"))
    assert [(row.name, row.location) for row in registry.sources()] == [("a", "/y"), ("b", "/x")]
    assert fields(registry, "a")[-1] == ("location", "/x", "/y", None)


def test_load__a_location_that_another_source_has_is_refused(registry: Registry) -> None:
    load(registry, DeclaredSource(name="a", location="/x"))
    with pytest.raises(UsageError, match="source 'b' cannot be at /x, which is the location of source 'a'"):
        registry.source_list.plan([DeclaredSource(name="b", location="/x")], removal="withdraw")


def test_load__another_profile_gates_what_leaves_at_once(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", dataset(1), "<https://e.vn/2> a dcat:Dataset .", AGENT.format("A"))
    harvest(registry, path)
    newest = registry.ledger.changes()[-1].id
    load(registry, DeclaredSource(name="a", location=str(path), profile="dcat-ap"), reason="Công bố châu Âu")
    verdicts = {row.iri: row.verdict for row in registry.records()}
    assert verdicts == {"https://e.vn/1": "accepted", "https://e.vn/2": "submitted"}
    left = exported(registry).decode()
    assert "<https://e.vn/1>" in left
    assert "<https://e.vn/2>" not in left
    made = [(one.kind, one.reason) for one in registry.ledger.changes(after=newest) if not one.iri.endswith("agent")]
    assert made == [("verdict", "Công bố châu Âu")] * 2
    assert not registry.upkeep.check().problems


def test_load__nothing_is_half_applied(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", dataset(1))
    harvest(registry, path)
    before = registry.sources(), registry.source_list.changes(), registry.ledger.changes()
    broken = DeclaredSource(name="a", location=str(path), profile=str(tmp_path / "gone.ttl"))
    with pytest.raises(UnknownNameError):
        load(registry, DeclaredSource(name="b", location="/b"), broken)
    assert (registry.sources(), registry.source_list.changes(), registry.ledger.changes()) == before


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (DeclaredSource(name="a/b", location="/a"), "a/b: 'a/b' cannot name a source"),
        (DeclaredSource(name="local", location="/a"), "cannot name a source"),
        (DeclaredSource(name="a", location="feeds/a"), "a: feeds/a is neither absolute nor an address"),
        (DeclaredSource(name="z", location="/a"), "z: another source has the same name"),
        (DeclaredSource(name="a", location="/z"), "a: /z is the location of source 'z', too"),
        (DeclaredSource(name="a", location="/a", profile="dcta"), "unknown profile 'dcta'"),
    ],
)
def test_load__what_cannot_be_a_source_is_refused(registry: Registry, declared: DeclaredSource, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        load(registry, DeclaredSource(name="z", location="/z"), declared)
    assert registry.sources() == []


def test_load__no_other_profile_while_it_is_harvested(registry: Registry, database_url: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ttl", dataset(1))
    harvest(registry, path)
    begin_harvest(database_url)
    with pytest.raises(RegistryError, match="'a' is being harvested"):
        load(registry, DeclaredSource(name="a", location=str(path), profile="vn"))
    assert registry.source_list.get("a").profile == "none"


def test_check__finds_a_source_that_its_changes_do_not_give(registry: Registry, database_url: str) -> None:
    load(registry, *(DeclaredSource(name=name, location=f"/{name}") for name in "abcd"))
    assert not registry.upkeep.check().problems
    engine = create_engine(database_url)
    with engine.begin() as connection:
        for change in (
            "priority = 5 WHERE name = 'a'",
            "settings = '{' WHERE name = 'b'",
            "retired_at = '' WHERE id = 3",
        ):
            connection.execute(text(f"UPDATE sources SET {change}"))
        connection.execute(text("UPDATE source_changes SET field = 'removed' WHERE source_id = 4 AND field = 'kind'"))
    engine.dispose()
    assert [str(problem) for problem in registry.upkeep.check().problems] == [
        "sources, row 3: retired_at has another form than its values have",
        "source 'a': 'priority' is not what the newest change of it says",
        "source 'b': its settings cannot be read",
        "source 'd': 'removed' is not what the newest change of it says",
    ]


def test_load__a_plan_is_void_once_the_sources_have_changed(registry: Registry) -> None:
    plan = registry.source_list.plan([DeclaredSource(name="a", location="/a")])
    load(registry, DeclaredSource(name="a", location="/other"))
    with pytest.raises(RegistryError, match="have changed since they were compared"):
        plan.apply(by="officer")
    assert registry.source_list.get("a").location == "/other"


# ---------------------------------------------------------------- checking, priority


def test_check__tells_what_can_be_opened(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a" / "1.ttl", "never read <")
    write(tmp_path / "a" / "2.ttl", "")
    write(tmp_path / "a" / "read.me", "")
    declared = DeclaredSource(
        name="a", location=str(tmp_path / "a"), settings=SourceSettings(credential_variable="HUE_TOKEN")
    )
    load(registry, declared, DeclaredSource(name="gone", location=str(tmp_path / "gone")))
    monkeypatch.delenv("HUE_TOKEN", raising=False)
    found = registry.source_list.check("a")
    assert (found.kind, found.documents, found.passed_over, found.unset) == ("rdf", 2, 1, "HUE_TOKEN")
    monkeypatch.setenv("HUE_TOKEN", "x")
    assert not registry.source_list.check("a").needs_attention
    for path in (tmp_path / "a").glob("*.ttl"):
        path.unlink()
    (tmp_path / "a" / "lost.ttl").symlink_to(tmp_path / "nowhere")
    assert registry.source_list.check("a").unopened == ("lost.ttl",)
    gone = registry.source_list.check("gone")
    assert (gone.is_open, str(gone.why)) == (False, "No such file or directory")
    with pytest.raises(UnknownNameError):
        registry.source_list.check("b")


def test_priority__then_age_decides_which_description_leaves(registry: Registry, tmp_path: Path) -> None:
    part = (
        '<https://e.vn/of-{0}> a dcat:Dataset ; dcat:distribution <https://e.vn/f> . <https://e.vn/f> dct:title "{0}" .'
    )
    paths = [write(tmp_path / f"{name}.ttl", dataset(1, name), AGENT.format(name), part.format(name)) for name in "ab"]
    for path in paths:
        harvest(registry, path)
    before = exported(registry)
    assert b'"a"@vi' in before
    assert b'"b"' not in before
    declared = [
        DeclaredSource(name=path.stem, location=str(path), profile="none", priority=priority)
        for path, priority in zip(paths, (100, 99), strict=True)
    ]
    load(registry, *declared)
    left = exported(registry)
    assert b'"b"@vi' in left
    assert b'"b" .' in left
    assert b'"a"' not in left


def test_internal__never_leaves_but_is_counted_and_still_bars(registry: Registry, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.ttl", dataset(1, name), dataset(2, name), AGENT.format(name)) for name in "ab"]
    paths.append(write(tmp_path / "c.ttl", dataset(3, "c"), '<https://e.vn/agent> a foaf:Agent ; foaf:name "c" .'))
    for path in paths:
        harvest(registry, path)
    registry.withdraw("https://e.vn/2", by="officer", source="a", reason="r")
    declared = [
        DeclaredSource(
            name=path.stem,
            location=str(path),
            profile="none",
            settings=SourceSettings(internal=path.stem == "a"),
        )
        for path in paths
    ]
    load(registry, *declared)
    report = registry.export("nt", BytesIO())
    left = exported(registry).decode()
    assert (report.records, report.left_out) == (2, {"barred": 1, "internal": 2})
    assert '"a"' not in left
    assert '<https://e.vn/1> <http://purl.org/dc/terms/title> "b"@vi' in left
    assert '<https://e.vn/agent> <http://xmlns.com/foaf/0.1/name> "b"' in left
    assert registry.export("nt", BytesIO(), source="a").left_out == {"internal": 2}


# ---------------------------------------------------------------- names

NAME = "Sở-Huế"


@pytest.mark.parametrize("alike", ["sở-huế", normalize("NFD", NAME), normalize("NFD", "SỞ-HUẾ")])
def test_name__that_looks_like_another_one_is_refused(registry: Registry, tmp_path: Path, alike: str) -> None:
    first, second = write(tmp_path / "a.ttl", dataset(1)), write(tmp_path / "b.ttl", dataset(2))
    harvest(registry, first, name=NAME)
    listed = DeclaredSource(name=alike, location=str(second), profile="none")
    for act in (
        lambda: harvest(registry, second, name=alike),
        lambda: registry.source_list.add(source_at(str(second)), name=alike, by="Lan"),
        lambda: registry.source_list.plan([listed]),
        lambda: registry.source_list.plan([replace(listed, name="c"), replace(listed, name="C", location="/c")]),
    ):
        with pytest.raises(UsageError, match=r"differs from that of source '(Sở-Huế|c)' in capitals"):
            act()
    with pytest.raises(UsageError, match="'local'"):
        harvest(registry, second, name="Local")


def test_name__two_alike_of_before_are_used_as_they_are(registry: Registry, database_url: str, tmp_path: Path) -> None:
    for name in ("hue", "b"):
        harvest(registry, write(tmp_path / f"{name}.ttl", dataset(1)), name=name)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE sources SET name = 'HUE' WHERE name = 'b'"))
    engine.dispose()
    moved = write(tmp_path / "c.ttl", dataset(1))
    registry.source_list.move("HUE", source_at(str(moved)), by="Lan", reason="Chuyển")
    harvest(registry, moved)
    listed = [DeclaredSource(name=row.name, location=row.location, profile="none") for row in registry.sources()]
    assert load(registry, *listed) == [("hue", "unchanged"), ("HUE", "unchanged")]
    assert [status.last_run.state for status in registry.source_list.statuses() if status.last_run] == ["complete"] * 2


def test_move__of_a_path_says_what_it_takes(registry: Registry) -> None:
    with pytest.raises(UsageError, match=r"^source has to be .* source_at\(location\) returns, not str$"):
        registry.source_list.move("a", "path", by="Lan", reason="Chuyển")  # type: ignore[arg-type]
