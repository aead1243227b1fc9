"""Packages whose names are imported when they are asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from danhmuc.vocab.renamed import getattr_of_late_imports


@pytest.mark.parametrize("package", ["danhmuc.registry", "danhmuc.registry.reporting", "danhmuc.shapes"])
def test_getattr_of_late_imports__has_every_name_and_no_other(package: str) -> None:
    module = import_module(package)
    assert all(getattr(module, name) is not None for name in module.__all__)
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'Nothing'"):
        _ = module.Nothing


def test_getattr_of_late_imports__imports_the_module_of_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text(f"{name.upper()} = '{name}'\n", encoding="utf-8")
    package = ModuleType("late")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, "late", package)
    get = getattr_of_late_imports("late", {"ONE": "one", "TWO": "two"})
    assert get("ONE") == "one"
    assert "late.one" in sys.modules
    assert "late.two" not in sys.modules
    monkeypatch.delitem(sys.modules, "late.one")
