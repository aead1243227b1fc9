"""``danhmuc registry register`` and ``authority``, ``report registration``, and what others show of registrations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
A, B = "http://a.example/a", "http://a.example/b"


@pytest.fixture(autouse=True)
def harvested(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    made = (f'<{iri}> a dcat:Dataset ; dct:title "t"@vi ; dct:description "d"@vi .\n' for iri in (A, B))
    assert danhmuc("harvest", catalogue("s.ttl", "".join(made))).returncode == 0
    assert danhmuc("registry", "setting", "authority", "Office of data", "--by", "admin").returncode == 0


def register(danhmuc: Run, *arguments: str) -> CompletedProcess[str]:
    return danhmuc("registry", "register", *arguments, "--reason", "meeting", "--by", "registrar")


def test_register__says_what_was_registered(danhmuc: Run) -> None:
    answer = register(
        danhmuc, f"<{A}>", "standard", "--until", "2027-01-31", "--detail", "note=n", "--detail", "steward=S"
    )
    first, second = answer.stdout.splitlines()
    assert first == f"registered as Standard by Office of data, from 2026-08-15 to 2027-01-31: {A}, version 1"
    assert second.startswith("identifier (IRDI): Office of data#s/")
    shown = danhmuc("show", A).stdout
    assert "  registration: Standard by Office of data, from 2026-08-15 to 2027-01-31, version 1\n" in shown
    assert "    note: n\n" in shown
    assert "found from the verdict" not in shown
    assert "  registration: Recorded, found from the verdict\n" in danhmuc("show", B).stdout
    (said,) = json.loads(danhmuc("show", A, "--json").stdout)["registrations"]
    assert (said["state"], said["steward"], said["effective_until"]) == ("standard", "S", "2027-01-31")


def test_register__in_json_and_ended(danhmuc: Run) -> None:
    register(danhmuc, A, "standard")
    made = json.loads(register(danhmuc, B, "superseded", "--superseded-by", f"<{A}>", "--json").stdout)
    assert (made["iri"], made["superseded_by"], made["public_note"], made["changed_since"]) == (B, A, False, False)
    ended = register(danhmuc, B, "--end")
    assert ended.stdout == f"registration as Superseded by Office of data ended, by registrar: {B}\n"
    history = danhmuc("show", B, "--history").stdout
    assert ": Superseded by Office of data, from 2026-08-15, version 1\n" in history
    assert f"    superseded by {A}\n" in history
    assert "Superseded" not in danhmuc("show", B).stdout


def test_list__has_a_column_where_states_are_asked_for(danhmuc: Run) -> None:
    register(danhmuc, A, "preferred-standard")
    assert "registration" not in danhmuc("list").stdout
    listed = danhmuc("list", "--min-status", "standard").stdout.splitlines()
    assert [line.split("\t")[5] for line in listed] == ["registration", "Preferred Standard"]
    (row,) = json.loads(danhmuc("list", "--registration", "recorded", "--json").stdout)
    assert (row["iri"], row["registration"], row["registration_decided"]) == (B, "recorded", False)


def test_export__by_a_least_state(danhmuc: Run) -> None:
    register(danhmuc, A, "retired")
    answer = danhmuc("export", "nt", "all.nt", "--min-status", "incomplete")
    assert "1 record, " in answer.stdout
    assert "below the state of registration asked for" in answer.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((A,), "as what? Name one of candidate, standard, "),
        ((A, "standard", "--end"), "STATE and --end exclude each other; keep one"),
        ((A, "--end", "--public-note"), "--public-note says nothing of a registration that ends; leave it out"),
        ((A, "--end", "--until", "2027-01-01"), "--until says nothing of a registration that ends; leave it out"),
        ((A, "recorded"), "invalid value for 'STATE': 'recorded' is not one of candidate, "),
        ((A, "standard", "--from", "soon"), "--from"),
        ((A, "standard", "--until", "2027"), "--until '2027' is not a day"),
        ((A, "standard", "--from", "2026-08-15T25:00"), "--from '2026-08-15T25:00' is not a day"),
        ((A, "standard", "--version", "9" * 20), f"{A} has no version {'9' * 20}"),
        ((A, "standard", "--source", "t"), "unknown source 't'; known: s"),
        ((A, "--end"), f"{A} is not registered by Office of data; there is nothing to end"),
    ],
)
def test_register__mistakes_are_one_line(danhmuc: Run, arguments: tuple[str, ...], said: str) -> None:
    answer = register(danhmuc, *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert said in answer.stderr


def test_authority__is_shown_with_its_history(danhmuc: Run) -> None:
    assert danhmuc("registry", "setting", "authority").stdout.startswith("Office of data, by admin, ")
    answer = danhmuc("registry", "setting", "authority", "<https://e.vn/o>", "--by", "chief")
    assert answer.stdout == "the registration authority is https://e.vn/o now, by chief\n"
    told = json.loads(danhmuc("registry", "setting", "authority", "--json").stdout)
    assert told["authority"] == "https://e.vn/o"
    assert [one["authority"] for one in told["history"]] == ["Office of data", "https://e.vn/o"]
    # What the former authority decided is no state of the registry any more.
    register(danhmuc, A, "standard", "--authority", "Office of data")
    assert "  registration: Recorded, found from the verdict\n" in danhmuc("show", A).stdout


def test_report__in_all_formats(danhmuc: Run, tmp_path: Path) -> None:
    assert "0 registrations are in force; none needs attention" in danhmuc("report", "registration").stdout
    register(danhmuc, A, "standard", "--until", "2026-08-20")
    register(danhmuc, B, "standard")
    answer = danhmuc("report", "registration")
    heading, row = answer.stdout.splitlines()
    assert heading.split("\t")[:3] == ["Reason", "Title", "State"]
    assert row.split("\t") == ["due", "t", "Standard", "1", "2026-08-20", "Office of data", A]
    said, following = answer.stderr.splitlines()
    assert (said, following[:29]) == ("2 registrations in force; 1 needs attention", "next: register the newest ver")
    assert [one["iri"] for one in json.loads(danhmuc("report", "registration", "--json").stdout)["rows"]] == [A]
    assert json.loads(danhmuc("report", "registration", "--only", "expired", "--json").stdout)["rows"] == []
    assert "2 registrations in force" in danhmuc("report", "registration", "--within", "9" * 20).stderr
    assert json.loads(danhmuc("report", "registration", "--within", "4", "--json").stdout)["rows"] == []
    assert danhmuc("report", "registration", "--format", "csv").stdout.count(A) == 1
    assert danhmuc("report", "registration", "-o", "r.html").returncode == 0
    assert A in (tmp_path / "r.html").read_text("utf-8")
    refused = danhmuc("report", "registration", "--json", "--format", "csv")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
