"""Spellings of the release before give the same answer, and say the new one; what is mistyped finds the near one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli.main import COMMANDS, SECTIONS
from danhmuc.cli.old_spellings import OLD_COMMANDS, OLD_OPTIONS
from danhmuc.registry import Registry, source_at

Run = Callable[..., CompletedProcess[str]]

ARGUMENTS = {
    "registry prune-bodies": "--dry-run",
    "elements match decide": "accept s column e",
    **{f"elements match codes {verb}": "a 1 b 2" for verb in ("accept", "reject", "revoke")},
}
"""The arguments that a command needs."""
OPTIONS = (
    ("elements list --schemas", "elements list schemas"),
    ("elements list --unbound", "elements list unbound"),
    ("elements list --differing", "elements list differing"),
    ("elements list --names", "elements list names"),
    ("elements list --names --convention snake_case", "elements list names snake_case"),
    ("elements list --convention=snake_case", "elements list names snake_case"),
    ("elements list --touched-by agency agency", "elements list touched agency agency"),
    ("elements list --touched-by frequency DAILY", "elements list touched frequency DAILY"),
    ("elements match list --decided", "elements list matches --all"),
    ("elements match decisions --ended", "elements list decisions --all"),
    ("elements match codes list --domain https://e.vn/d", "elements list codes https://e.vn/d"),
    ("elements match list --element https://e.vn/e", "elements list matches https://e.vn/e"),
    ("elements match list --schema=https://e.vn/s", "elements list matches https://e.vn/s"),
    ("apply p.plan --show", "apply p.plan --dry-run"),
    ("demo s.ttl --samples-only", "demo s.ttl --only samples"),
    ("export nt - --accept-drop", "export nt - --accept drop"),
    ("export nt - --other-registry", "export nt - --accept other-registry"),
    ("export nt - --without-policy", "export nt - --policy none"),
    ("feedback list --open", "feedback list --only open"),
    ("registry prune --before 2026-01-01 --dry-run", "registry prune --older-than 2026-01-01 --dry-run"),
    *(
        (
            f"registry register IRI standard --reason r --{name} Lan",
            f"registry register IRI standard --reason r --detail {name}=Lan",
        )
        for name in ("note", "administrative-note", "change-description", "submitter", "steward", "registrar")
    ),
    ("registry rename IRI --undo --reason r", "registry rename IRI --end --reason r"),
    ("registry same-as IRI IRI2 --not --reason r", "registry same-as IRI IRI2 --end --reason r"),
    ("registry naming --none", "registry setting naming none"),
    ("report changes --from 1 --to 1", "report changes --since 1 --until 1"),
    ("source load l.toml --remove keep-records --dry-run", "source load l.toml --records keep --dry-run"),
    ("source load l.toml --remove=withdraw --dry-run", "source load l.toml --records withdraw --dry-run"),
    ("source remove x --keep-records --reason r", "source remove x --records keep --reason r"),
    ("source remove x --withdraw --reason r", "source remove x --records withdraw --reason r"),
    ("status s --letter", "status s --format letter"),
    ("template t.xlsx --agency nothing", "template t.xlsx --publisher nothing"),
    ("template s.ttl --whole", "template s.ttl --complete"),
    ("validate s.ttl --allow-unread-shapes", "validate s.ttl --accept unread-shapes"),
    ("validate s.ttl --date 2026-01-01 --profile vn", "validate s.ttl --on 2026-01-01 --profile vn"),
    ("vocab add l.csv --token x --date 2026-01-01", "vocab add l.csv --name x --on 2026-01-01"),
)


@pytest.fixture(autouse=True)
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry that commands find by themselves."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANHMUC_LANG", "en")
    monkeypatch.setenv("DANHMUC_REGISTRY", "sqlite:///r.db")
    Path("s.ttl").write_text("<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .", encoding="utf-8")
    with Registry.open("sqlite:///r.db") as registry:
        registry.harvest(source_at("s.ttl"), profile="none")


@pytest.mark.parametrize("old", OLD_COMMANDS)
@pytest.mark.parametrize("more", ["", "--json"])
def test_commands__old_ones_answer_as_the_new(danhmuc: Run, old: str, more: str) -> None:
    words = f"{ARGUMENTS.get(old, '')} {more}".split()
    was, now = danhmuc(*old.split(), *words), danhmuc(*OLD_COMMANDS[old].split(), *words)
    said = f"danhmuc {old} is now danhmuc {OLD_COMMANDS[old]}; the old spelling works in this release alone\n"
    assert (was.returncode, was.stdout, was.stderr) == (now.returncode, now.stdout, said + now.stderr)


@pytest.mark.parametrize(("old", "new"), OPTIONS)
def test_options__old_ones_answer_as_the_new(danhmuc: Run, old: str, new: str) -> None:
    was, now = danhmuc(*old.split()), danhmuc(*new.split())
    assert (was.returncode, was.stdout) == (now.returncode, now.stdout)
    said = was.stderr.removesuffix(now.stderr).splitlines()
    assert said
    assert all(line.endswith("the old spelling works in this release alone") for line in said)


def test_options__all_old_ones_are_tried() -> None:
    tried = " ".join(old for old, _ in OPTIONS).replace("=", " ")
    assert [name for names in OLD_OPTIONS.values() for name in names if name not in tried] == []


def test_options__the_value_of_another_option_is_none(danhmuc: Run) -> None:
    answer = danhmuc("export", "nt", "-", "--source", "--accept-drop")
    assert "old spelling" not in answer.stderr


@pytest.mark.parametrize(
    ("typed", "near"),
    [("harvst", "harvest"), ("exprot", "export"), ("registry prun", "prune"), ("report forms", "form")],
)
def test_commands__a_mistyped_one_names_the_near_one(danhmuc: Run, typed: str, near: str) -> None:
    answer = danhmuc(*typed.split())
    assert (answer.returncode, f"did you mean {near}?" in answer.stderr) == (2, True)


def test_options__a_mistyped_one_names_the_near_one(danhmuc: Run) -> None:
    answer = danhmuc("list", "--publsher", "x")
    assert (answer.returncode, "--publisher" in answer.stderr) == (2, True)


def test_help__lists_each_command_once_by_who_needs_it(danhmuc: Run) -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(COMMANDS)
    for heading in ("Every day:", "For officers:", "For administrators:"):
        assert f"\n{heading}\n" in danhmuc("--help").stdout
    for line in danhmuc("--help").stdout.partition("\nEvery day:")[2].partition("\nOptions:")[0].splitlines():
        assert len(line.split()) <= 16  # the name, and 15 words


def test_help__hides_what_is_seldom_needed(danhmuc: Run) -> None:
    listed = danhmuc("source", "--help").stdout
    assert "  remap" not in listed
    assert "  release" not in listed
    assert danhmuc("source", "release", "--help").returncode == 0


def test_help__options_of_feeds_stand_in_the_help_of_feeds_alone(danhmuc: Run) -> None:
    whole, feed = danhmuc("export", "--help").stdout, danhmuc("export", "feed", "--help").stdout
    for name in ("--settings", "--policy", "--accept", "--check-all"):
        assert (f"\n  {name} " in whole, f"\n  {name} " in feed) == (False, True)
    assert "danhmuc export feed --help" in " ".join(whole.split())


def test_report__an_option_of_another_form_is_refused(danhmuc: Run) -> None:
    answer = danhmuc("report", "form", "dich-vu", "--within", "9")
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
    assert "--within is no option of the report dich-vu" in answer.stderr
    assert "--within" in danhmuc("report", "form", "thoi-han", "--help").stdout
    assert "--within" not in danhmuc("report", "form", "dich-vu", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ("registry prune --older-than 2026-01-01 --max-bytes 1GB", "is an option of prune bodies"),
        ("registry prune", "--older-than"),
        ("registry prune bodies --older-than 2026-01-01", "is a number of days"),
    ],
)
def test_prune__what_does_not_go_together_is_refused(danhmuc: Run, arguments: str, wanted: str) -> None:
    answer = danhmuc(*arguments.split())
    assert (answer.returncode, wanted in answer.stderr) == (2, True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("danhmuc har", "harvest"), ("danhmuc registry pru", "prune"), ("danhmuc list --publ", "--publisher")],
)
def test_completion__of_bash_offers_commands_and_options(typed: str, offered: str) -> None:
    words = typed.split()
    environment = {"_DANHMUC_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1)}
    answer = subprocess.run(
        [sys.executable, "-m", "danhmuc.cli"], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"plain,{offered}" in answer.stdout.splitlines()
