"""What is looked into: the registry that is named or at hand, else the lists that come with danhmuc."""

from __future__ import annotations

import pytest

from .conftest import Run


@pytest.mark.parametrize("command", [["list"], ["show", "frequency"]])
def test_registry__one_that_is_named_must_be_there(danhmuc: Run, command: list[str]) -> None:
    answer = danhmuc("vocab", *command, "--registry", "sqlite:///gone.db")
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "there is no registry" in answer.stderr


def test_registry__one_of_the_environment_must_be_there(danhmuc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_REGISTRY", "sqlite:///gone.db")
    assert danhmuc("vocab", "list").returncode == 3
