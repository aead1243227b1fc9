"""danhmuc as another agency uses it: its program runs, and two type checkers know what is right and what is wrong.

The agency's package stands beside this file; nothing of it is part of danhmuc.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import danhmuc.registry

HERE = Path(__file__).parent
PLACE = Path(str(danhmuc.registry.__file__)).parents[2]
"""The folder that `danhmuc` is imported from."""
PACKAGE = sorted(path.name for path in (HERE / "agency").glob("*.py"))

Told = dict[str, set[int]]
"""File → the lines on which a checker tells an error."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The agency's own folder, apart from danhmuc's."""
    folder = tmp_path_factory.mktemp("consumer")
    shutil.copytree(HERE / "agency", folder / "agency", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HERE / "mistakes.py", folder)
    (folder / "readme.py").write_text("\n".join(examples()), encoding="utf-8")
    return folder


def examples() -> list[str]:
    """The examples in Python that README.md has."""
    text = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def mypy(folder: Path) -> Told:
    """What ``mypy --strict`` tells."""
    pytest.importorskip("mypy", reason="mypy is not installed")
    environment = dict(os.environ)
    if "site-packages" not in PLACE.parts:
        # Not installed but found by PYTHONPATH; mypy finds what is installed and refuses to be told where.
        environment["MYPYPATH"] = str(PLACE)
    options = ["--strict", "--follow-imports=silent", "--namespace-packages", "--explicit-package-bases"]
    checked = ["agency", "mistakes.py", "readme.py"]
    command = [sys.executable, "-m", "mypy", *options, "--cache-dir", os.devnull, *checked]
    answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert answer.stderr == ""
    told: Told = {}
    for line in answer.stdout.splitlines():
        found = re.match(r"([\w/.]+\.py):(\d+): error: ", line)
        if found is not None:
            told.setdefault(found[1], set()).add(int(found[2]))
    return told


@pytest.fixture(scope="module")
def pyright(folder: Path) -> Told:
    """What pyright tells in its strict mode."""
    program = Path(sys.executable).with_name("basedpyright")
    if not program.is_file():
        pytest.skip("basedpyright is not installed")
    settings = {
        "include": ["agency", "mistakes.py", "readme.py"],
        "extraPaths": [str(PLACE)],
        "typeCheckingMode": "strict",
        # Objects made for nothing are the point of mistakes.py.
        "reportUnusedExpression": False,
        "reportUnusedCallResult": False,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [program, "--outputjson", "--pythonpath", sys.executable]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    told: Told = {}
    for diagnostic in json.loads(answer.stdout)["generalDiagnostics"]:
        if diagnostic["severity"] == "error":
            name = Path(diagnostic["file"]).relative_to(folder.resolve()).as_posix()
            told.setdefault(name, set()).add(diagnostic["range"]["start"]["line"] + 1)
    return told


@pytest.fixture(params=["mypy", "pyright"])
def told(request: pytest.FixtureRequest) -> Told:
    """What each of the two tells."""
    found: Told = request.getfixturevalue(request.param)
    return found


def marked() -> set[int]:
    """The lines of mistakes.py whose comment names a mistake."""
    lines = (HERE / "mistakes.py").read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, 1) if re.search(r"\S  # \w", line)}


@pytest.mark.parametrize("name", PACKAGE)
def test_package__is_right(told: Told, name: str) -> None:
    assert told.get(f"agency/{name}", set()) == set()


def test_readme__is_right(told: Told) -> None:
    assert examples()
    assert told.get("readme.py", set()) == set()


def test_mistakes__are_told_on_their_lines_and_no_others(told: Told) -> None:
    assert told["mistakes.py"] == marked()


def test_mistakes__are_many() -> None:
    assert len(marked()) > 30


def test_package__runs(folder: Path) -> None:
    command = [sys.executable, "-m", "agency", str(folder)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}
    answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    digests = re.compile(r"rdfc10:[0-9a-f]{64}")
    assert [digests.sub("rdfc10:…", line) for line in lines] == (HERE / "output.txt").read_text(
        encoding="utf-8"
    ).splitlines()
