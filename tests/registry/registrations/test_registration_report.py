"""The report on registrations: what needs attention and why, in all formats, without words of secrets."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry import RegistrationReport, Registry
from danhmuc.registry.registrations.registration_report import REGISTRATION_FORMATS
from danhmuc.vocab.errors import UnknownNameError, UsageError

from .conftest import AUTHORITY, E, Harvest, dataset, faulty

TODAY = date(2026, 8, 15)


def reasons(report: RegistrationReport) -> dict[str, tuple[str, ...]]:
    return {row.iri.removeprefix(E): row.reasons for row in report.rows}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: registrations are tried on both in test_registering.py."""
    return sqlite_url


@pytest.fixture
def registered(registry: Registry, harvest: Harvest) -> Registry:
    harvest("".join(map(dataset, ("ends", "over", "later", "changed", "gone", "retired", "old", "bad"))))

    def register(name: str, state: str = "standard", **options: Any) -> None:
        registry.registrations.register(E + name, state, by="officer", reason="meeting", **options)

    register("ends", effective_until=date(2026, 9, 14))
    register("over", effective_from=date(2026, 1, 1), effective_until=date(2026, 8, 14))
    register("later", effective_until=date(2026, 9, 15))
    for name in ("changed", "gone", "bad"):
        register(name)
    register("retired", "retired")
    register("old", "superseded", superseded_by=E + "gone")
    harvest("".join(map(dataset, ("ends", "over", "later", "retired", "old"))) + faulty("bad"))
    harvest(dataset("n"), source="unvalidated", profile="none")
    register("n")
    return registry


def test_report__names_what_needs_a_look_and_why(registered: Registry, harvest: Harvest) -> None:
    more = dataset("changed", "; dct:identifier '1'") + dataset("retired", "; dct:identifier '1'")
    harvest("".join(map(dataset, ("ends", "over", "later", "old"))) + faulty("bad") + more)
    report = registered.registrations.report(today=TODAY)
    assert reasons(report) == {
        "bad": ("changed-since", "not-accepted"),
        "changed": ("changed-since",),
        "ends": ("due",),
        "gone": ("missing",),
        "old": ("successor-missing",),
        "over": ("expired",),
    }
    assert (report.in_force, {reason: number for reason, number in report.counts.items() if number}) == (
        9,
        {"expired": 1, "due": 1, "changed-since": 2, "missing": 1, "not-accepted": 1, "successor-missing": 1},
    )
    assert reasons(report.only("changed-since")).keys() == {"bad", "changed"}
    assert "later" in reasons(registered.registrations.report(today=TODAY, within=31))
    assert reasons(registered.registrations.report(today=TODAY, within=0, authority="none")) == {}


def test_report__has_no_words_of_a_secret(registered: Registry, harvest: Harvest) -> None:
    registered.registrations.register(E + "later", "standard", by="o", reason="kín", note="kín", effective_until=TODAY)
    harvest(dataset("later", "; dmv:secrecy 'MAT'"))
    report = registered.registrations.report(today=TODAY)
    (row,) = (row for row in report.rows if row.iri == E + "later")
    assert (row.title, row.is_secret, row.registration.note) == (None, True, None)
    for format in REGISTRATION_FORMATS.writers:  # noqa: A001 - the word users know
        out = io.BytesIO()
        REGISTRATION_FORMATS.write(format, report, out, "vi")
        assert "t later" not in out.getvalue().decode()
        assert "kín" not in out.getvalue().decode().replace("đánh dấu", "")


def test_report__has_no_words_of_what_nobody_understands(registered: Registry, harvest: Harvest) -> None:
    registered.registrations.register(E + "later", "standard", by="o", reason="r", note="kín", steward="S")
    registered.registrations.register(E + "old", "standard", by="o", reason="r", note="mở")
    harvest(dataset("later", "; dmv:secrecy 'odd'") + faulty("old"))
    rows = {row.iri: row for row in registered.registrations.report(today=TODAY).rows}
    said = rows[E + "later"].registration
    assert (said.note, said.reason, said.steward, said.state) == (None, None, None, "standard")
    assert rows[E + "old"].registration.note == "mở"
    # Another name of it tells no more.
    registered.identities.same_as(E + "later", E + "old", by="o", reason="one thing")
    rows = {row.iri: row for row in registered.registrations.report(today=TODAY).rows}
    assert rows[E + "old"].registration.note is None


def test_report__names_what_is_retired_by_its_status(registered: Registry, harvest: Harvest) -> None:
    withdrawn = "; <http://www.w3.org/ns/adms#status> <http://purl.org/adms/status/Withdrawn>"
    harvest(dataset("later", withdrawn) + dataset("retired", withdrawn))
    registered.registrations.register(E + "changed", "historical", by="o", reason="r")
    report = registered.registrations.report(today=TODAY).only("retired")
    assert reasons(report) == {"later": ("retired", "changed-since")}


def test_report__is_written_in_each_format(registered: Registry, tmp_path: Path) -> None:
    report = registered.registrations.report(today=TODAY)
    for ending in ("json", "csv", "html"):
        registered.registrations.write_report(report, tmp_path / f"r.{ending}", lang="en")
    found = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [row["iri"] for row in found["rows"]] == [row.iri for row in report.rows]
    rows = list(csv.reader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(report.rows) + 1
    (over,) = (row for row in rows if E + "over" in row)
    assert over[:9] == ["expired", "t over", E + "over", AUTHORITY, "Standard", "1", "2026-01-01", "2026-08-14", ""]
    page = (tmp_path / "r.html").read_text("utf-8")
    assert all(row.iri in page for row in report.rows)
    assert "<script" not in page
    with pytest.raises(UsageError, match="cannot tell the format"):
        registered.registrations.write_report(report, tmp_path / "r.txt")
    with pytest.raises(UnknownNameError, match="unknown format 'xml'; known: csv, html, json"):
        REGISTRATION_FORMATS.write("xml", report, io.BytesIO(), "vi")
    with pytest.raises(UsageError, match="is read from it"):
        registered.registrations.write_report(report, tmp_path / "a.ttl", "csv")


def test_report__escapes_what_a_source_says(registry: Registry, harvest: Harvest) -> None:
    harvest('<x> a dcat:Dataset ; dct:title "=1+1<script>alert(1)</script>"@vi .')
    registry.registrations.register(E + "x", "candidate", by="officer", reason="r")
    report = registry.registrations.report(today=TODAY)
    texts = {}
    for format in REGISTRATION_FORMATS.writers:  # noqa: A001 - the word users know
        out = io.BytesIO()
        REGISTRATION_FORMATS.write(format, report, out, "en")
        texts[format] = out.getvalue().decode("utf-8-sig")
    assert "<script>alert" not in texts["html"]
    assert ",=1+1" not in texts["csv"]
