"""Which runs a report is about, and what it says of each change and why."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.reporting.harvests.plain_text import run_title, why_texts
from danhmuc.registry.reporting.harvests.reported_runs import NotHarvested
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS

from .conftest import PREFIXES, Night, Written, dataset


def runs(night: Night, **asked: object) -> list[int]:
    with night.registry.reports.runs(**asked) as report:  # type: ignore[arg-type]
        return [one.row.id for one in report.runs]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [5]),
        ({"batch": 2}, [3, 4]),
        ({"batch": 2, "source": "vinh"}, [4]),
        ({"source": "vinh"}, [4]),
        ({"runs": [4, 1]}, [1, 4]),
    ],
)
def test_reported_runs__of_a_batch_the_newest_or_by_number(
    nights: Night, asked: dict[str, object], found: list[int]
) -> None:
    assert runs(nights, **asked) == found


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"runs": [9]}, "unknown run 9; the newest run is 5"),
        ({"batch": 9}, "unknown batch 9; the newest batch is 3"),
        ({"batch": 1, "runs": [1]}, "runs (1) and batch 1 were both asked for; name runs or a batch"),
        (
            {"batch": 3, "source": "vinh"},
            "source 'vinh' has no run among those asked for; leave --source out to see them",
        ),
    ],
)
def test_reported_runs__an_unknown_one_is_refused(nights: Night, asked: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as error:
        runs(nights, **asked)
    assert str(error.value) == message


def test_reported_runs__an_unknown_source_is_refused(nights: Night) -> None:
    with pytest.raises(UnknownNameError):
        runs(nights, source="x")


def test_reported_runs__a_registry_without_runs(sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry, pytest.raises(UsageError, match="no run to report on yet"):
        registry.reports.write_harvest(BytesIO())


def test_reported_runs__a_run_by_itself(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + dataset("1"), encoding="utf-8")
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(tmp_path / "a.ttl")), profile="none").apply()
        with registry.reports.runs() as report:
            assert ([one.row.id for one in report.runs], report.batch) == ([1], None)


def test_changes__each_says_why(written: Written) -> None:
    changes = [change for run in json.loads(written("json"))["runs"] for change in run["changes"]]
    why = {
        (change["iri"] or "").removeprefix("https://e.vn/")[:8]: (change["kind"], *change["why"]["en"])
        for change in changes
        if change["kind"] not in ("unchanged", "withheld") and change["iri"]
    }
    assert why == {
        "xxxxxxxx": (
            "quarantined",
            "The record could not be taken and was skipped: an IRI of 2,013 bytes cannot be kept, only 2,000.",
        ),
        "changes": (
            "updated",
            "changed: dct:description, dct:title",
            "newly submitted: Needs a description. [trial:Dataset-description] and 1 more violation",
        ),
        "goes": (
            "missing",
            "not in the source; withdrawn only if a complete run at least 20 hours later does not find it either",
        ),
        "new": ("created", "accepted"),
        "held": ("created", "withheld: đang kiểm tra", "accepted"),
    }


@pytest.mark.parametrize("name", ["text", "json", "csv", "html", "mail"])
@pytest.mark.parametrize("batch", [1, 2])
def test_secrets__are_counted_and_not_named(written: Written, name: str, batch: int) -> None:
    report = written(name, batch, lang="en")
    assert "Chuyện kín" not in report
    assert "e.vn/marked" not in report


def test_secrets__a_finding_that_names_one_is_not_shown(tmp_path: Path, sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        night = Night(tmp_path, registry)
        night.harvest(hue=dataset("1") + dataset("marked") + dataset("2"))
        night.harvest(hue=dataset("1") + "<marked> a dcat:dataset ; dct:title 't' . " + dataset("2"))
        night.harvest(hue=dataset("1") + dataset("marked", more='dmv:secrecy "MAT"') + dataset("2"))
        with registry.reports.runs([2]) as report:
            (run,) = report.runs
            assert [one.code for one in run.findings] == []
            assert run.unnamed_findings == 1
            assert run.needs_attention


def test_broken_off__counts_are_what_was_written(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + dataset("1") + dataset("2") + dataset("3"), encoding="utf-8")
    monkeypatch.setattr("danhmuc.registry.harvest.apply.BATCH", 2)
    monkeypatch.setattr("danhmuc.registry.harvest.apply.close_run", lambda *_: 1 / 0)
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(tmp_path / "a.ttl")), profile="none").apply()
        with registry.reports.runs() as report:
            (run,) = report.runs
            assert (run.row.state, report.total("record").created, run.needs_attention) == ("failed", 3, True)
            assert [change.count for change in run.changes()] == [1, 1, 1]


def test_undone_and_running__are_no_failures(nights: Night) -> None:
    with nights.registry.reports.runs(batch=2) as report:
        (run, _) = report.runs
        for state, needs in (("undone", False), ("running", True), ("incomplete", True)):
            object.__setattr__(run.row, "state", state)
            assert run.needs_attention is needs


def test_undo__is_reported_and_what_it_holds_is_counted(tmp_path: Path, sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        night = Night(tmp_path, registry)
        first = dataset("1") + dataset("2")
        night.harvest(hue=first)
        night.harvest(hue=dataset("1", "Khác") + dataset("2") + dataset("3"))
        undone = registry.undo(run=2, by="Lan", reason="nhầm").runs[0].run
        with registry.reports.runs() as report:
            assert [(one.row.id, one.row.state, one.needs_attention) for one in report.runs] == [(2, "undone", False)]
        with registry.reports.runs([undone]) as report:
            (run,) = report.runs
            assert run_title(run, "en").endswith(": complete (undoes run 2)")
            listed = [(one.kind, one.iri, one.count) for one in run.changes(role="record")]
            assert sorted(iri for _, iri, count in listed if count) == ["https://e.vn/1", "https://e.vn/3"]
        (held,) = night.harvest(hue=dataset("1", "Khác") + dataset("2") + dataset("3"))
        out = BytesIO()
        registry.reports.write_harvest(out, "text", lang="en")
        assert held.records.held == 2
        assert "held: 2\n    2 stay as an undone run left them, until they are released" in out.getvalue().decode()


def hours_pass(registry: Registry) -> None:
    """Let all runs be long ago."""
    with registry._database.writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET started_at = '2001-01-01T00:00:00+00:00'")


def test_withdrawn_and_waiting__say_why_and_what_to_do(tmp_path: Path, sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        night = Night(tmp_path, registry)
        for numbers in (range(30), range(1, 30), range(1, 30), range(25, 30), range(25, 30)):
            night.harvest(hue="".join(dataset(str(number)) for number in numbers))
            hours_pass(registry)
        with registry.reports.runs([3, 5]) as report:
            withdrawing, waiting = report.runs
            sample = withdrawing.sample("withdrawn", 9)
            assert [(one.iri, why_texts(one, "en")) for one in sample.shown] == [
                ("https://e.vn/0", ["missing since run 2, and again in this one"])
            ]
            assert (withdrawing.counts("record").missing, waiting.counts("record").missing) == (1, 24)
        for name in ("text", "mail", "html"):
            out = BytesIO()
            registry.reports.write_harvest(out, name, lang="en")
            text = " ".join(out.getvalue().decode().split())
            assert "24 missing records wait for a person" in text, name
            assert "accept-missing hue" in text, name


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            dataset("old"),
            dataset("old").replace("<old>", "<new>"),
            "1 proposed rename waits for an answer; danhmuc status",
        ),
        (
            "".join(f"<f{n}> a dcat:Dataset ; dct:title 'f{n}' ; dcat:distribution <f{n}/csv> ." for n in range(3)),
            "".join(f"<f{n}> a dcat:Dataset ; dct:title 'f{n}' ." for n in range(3)),
            "3 records have lost every distribution and wait for a person",
        ),
    ],
)
def test_identity__what_waits_for_an_answer_is_told(
    tmp_path: Path, sqlite_url: str, before: str, after: str, said: str
) -> None:
    with Registry.open(sqlite_url) as registry:
        night = Night(tmp_path, registry)
        for text in (before, after):
            night.harvest(hue="".join(dataset(str(number)) for number in range(30)) + text)
        for name in ("text", "mail", "html"):
            out = BytesIO()
            registry.reports.write_harvest(out, name, lang="en")
            assert said in " ".join(out.getvalue().decode().split()), name


def test_not_harvested__is_in_every_format(written: Written) -> None:
    lost = NotHarvested(location="/srv/da-nang.ttl", reason=FOREIGN_WORDS(words="No such file at https://a:s3cret@h/"))
    for name in ("text", "csv", "html", "mail", "json"):
        report = written(name, 1, lang="en", not_harvested=[lost])
        assert ("da-nang.ttl: not" if name == "mail" else "/srv/da-nang.ttl") in report, name
        assert "No such file" in report, name
        assert "s3cret" not in report, name
    assert written("mail", 1, lang="en", not_harvested=[lost]).startswith(
        "Subject: danhmuc: 1 of 3 sources failed (da-nang.ttl); 17 changes\n"
    )


def test_newest_run__of_a_source_that_was_tried_again_counts(tmp_path: Path, sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        night = Night(tmp_path, registry)
        path = tmp_path / "hue.ttl"
        path.write_text("x", encoding="utf-8")
        batch = registry.harvests.new_batch()
        registry.harvest(source_at(str(path)), profile="none", batch=batch)
        path.write_text(PREFIXES + dataset("1"), encoding="utf-8")
        registry.harvest(source_at(str(path)), batch=batch)
        with night.registry.reports.runs() as report:
            assert (len(report.runs), report.sources, [one.row.id for one in report.newest_runs]) == (2, 1, [2])


def test_write_harvest_report__the_same_runs_give_the_same_bytes(nights: Night, tmp_path: Path) -> None:
    for name in ("r.txt", "r.json", "r.csv", "r.html", "r.htm", "r.eml"):
        found = []
        for _ in range(2):
            nights.registry.reports.write_harvest(tmp_path / name, batch=2)
            found.append((tmp_path / name).read_bytes())
        assert found[0] == found[1] != b""


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "report.pdf",
            "no report has a name such as {0}; its ending gives the format: .txt, .json, .csv, .html, .htm, .eml",
        ),
        ("r.db", "cannot write {0}: that is a file of the registry itself; name another file"),
        ("hue.ttl", "cannot write {0}: the source 'hue' is read from it; name another file"),
        ("no/report.html", "cannot write {0}: No such file or directory"),
    ],
)
def test_write_harvest_report__a_file_that_cannot_be_is_refused(nights: Night, name: str, message: str) -> None:
    path = nights.folder / name
    named = None if name in ("report.pdf", "no/report.html") else "text"
    with pytest.raises(UsageError) as error:
        nights.registry.reports.write_harvest(path, named)
    assert str(error.value) == message.format(path)


def test_write_harvest_report__an_unknown_format_is_refused(written: Written) -> None:
    with pytest.raises(UnknownNameError, match="known: csv, html, json, mail, text"):
        written("pdf")


def test_reported_runs__a_batch_without_a_run_is_empty(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.reports.write_harvest(tmp_path / "r.txt", batch=registry.harvests.new_batch(), lang="en")
    assert (tmp_path / "r.txt").read_text() == "no source was harvested; no record changed\nrecords: 0 seen\n"


def test_report__of_an_older_night_has_the_titles_of_then(nights: Night, written: Written) -> None:
    first, second = (json.loads(written("json", batch=number)) for number in (1, 2))
    (then,) = [one for one in first["runs"][0]["changes"] if (one["iri"] or "").endswith("/changes")]
    (later,) = [one for one in second["runs"][0]["changes"] if (one["iri"] or "").endswith("/changes")]
    assert (then["title"], later["title"]) == ("Cũ", None)


def test_report__of_an_older_night_has_the_publishers_of_then(tmp_path: Path) -> None:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as registry:
        path = tmp_path / "a.ttl"
        for publisher in ("one", "two"):
            people = '<one> a foaf:Agent ; foaf:name "Sở Một" . <two> a foaf:Agent ; foaf:name "Sở Hai" .'
            more = "<k> a dcat:Dataset ; dct:relation <one> , <two> ."
            path.write_text(
                PREFIXES + dataset("a", publisher, more=f"dct:publisher <{publisher}>") + people + more,
                encoding="utf-8",
            )
            registry.harvest(source_at(str(path)), profile="none")
        found = []
        for run in (1, 2):
            with registry.reports.runs(runs=[run]) as report:
                changes = report.runs[0].changes(role="record")
                found += [(one.title, one.publisher) for one in changes if one.iri == "https://e.vn/a"]
    assert found == [("one", "Sở Một"), ("two", "Sở Hai")]


def test_report__of_an_older_night_has_the_iris_of_then(tmp_path: Path) -> None:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as registry:
        path = tmp_path / "a.ttl"
        for name in ("old", "new"):
            path.write_text(PREFIXES + dataset(name) + dataset("other", "o"), encoding="utf-8")
            registry.harvest(source_at(str(path)), profile="none")
        registry.identities.rename("https://e.vn/old", "https://e.vn/new", by="Lan", reason="Cổng mới")
        found = []
        for run in (1, 2):
            with registry.reports.runs(runs=[run]) as report:
                found.append(sorted((one.kind, one.iri) for one in report.runs[0].changes() if one.iri is not None))
    assert found == [
        [("created", "https://e.vn/old"), ("created", "https://e.vn/other")],
        [("created", "https://e.vn/new"), ("missing", "https://e.vn/old")],
    ]


def test_report__names_the_changed_properties_in_every_format_that_lists_changes(written: Written) -> None:
    (change,) = [one for one in json.loads(written("json"))["runs"][0]["changes"] if one["kind"] == "updated"]
    properties = ["http://purl.org/dc/terms/description", "http://purl.org/dc/terms/title"]
    assert change["properties"] == properties
    assert "changed: dct:description, dct:title" in change["why"]["en"]
    rows = list(csv.DictReader(written("csv", lang="en").removeprefix("\ufeff").splitlines()))
    (row,) = [one for one in rows if one["outcome"] == "updated"]
    assert row["changed properties"] == "dct:description dct:title"
    assert "changed:" not in row["why"]
    assert {one["changed properties"] for one in rows if one["outcome"] != "updated"} == {""}
