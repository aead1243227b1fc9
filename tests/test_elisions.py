"""New output is shortened where the old one was, whatever became of its words."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def elisions(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("elisions", root / ".ci" / "elisions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("old", "real", "new"),
    [
        ("4 records", "5 records", "5 records"),
        ("run 1: full|…", "run 1: complete|24 created|19 nodes", "run 1: complete|…"),
        ("…|fail: 10 violations", "by rule|2 warnings|it fails: 10 violations", "…|it fails: 10 violations"),
        ("…|the second line|…", "first|a second line|third|fourth", "…|a second line|…"),
        ("alpha one|beta two", "alpha one|something new|beta 2 two", "alpha one|something new|beta 2 two"),
        ("alpha one|gone for ever|…|beta two", "alpha one|x|y|beta two", "alpha one|…|beta two"),
        ("alpha one", "alpha one|0123", "alpha one|0123"),
        ("alpha one|…", "alpha 1 one", "alpha 1 one|…"),
        ("", "all of it|new", "all of it|new"),
        ("it said something", "", ""),
        ("same|…|same|end", "same|x|same|end of it", "same|…|same|end of it"),
    ],
)
def test_elided__keeps_what_was_shown_and_what_was_not(elisions: ModuleType, old: str, real: str, new: str) -> None:
    lines, like = ([line for line in text.split("|") if line] for text in (real, old))
    assert elisions.elided(lines, like=like) == [line for line in new.split("|") if line]
