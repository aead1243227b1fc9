"""The shapes that come with danhmuc have none of the faults that danhmuc looks for."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from danhmuc.shapes.linting import Linter

FOLDER = Path(str(files("danhmuc.shapes")))


@pytest.mark.parametrize(
    "path", [*sorted(FOLDER.glob("*.ttl")), FOLDER / "components" / "dated.ttl"], ids=lambda path: path.name
)
def test_profile__has_no_fault(path: Path) -> None:
    told = [(finding.place, finding.text("en")) for finding in Linter().lint(path).findings]
    assert told == []


def test_profiles__do_not_contradict_one_another() -> None:
    linter = Linter()
    told = [
        (finding.place, finding.text("en"))
        for path in sorted(FOLDER.glob("*.ttl"))
        for finding in linter.lint(path).findings
        if finding.code == "lint:contradicting-files"
    ]
    assert told == []
