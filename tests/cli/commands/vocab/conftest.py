"""A list of one's own, a registry to load it into, and what answers show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import Registry

Run = Callable[..., CompletedProcess[str]]

LIST = "STT;Mã;Tên;Mã cha;Trạng thái\n1;01;Kinh;;\n2;02;Tày;01;Đóng mã\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dan-toc.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def empty_registry(tmp_path: Path) -> None:
    """One in the folder where commands look."""
    Registry.open(f"sqlite:///{tmp_path / 'danhmuc.db'}").close()


def table(answer: CompletedProcess[str]) -> list[list[str]]:
    """The rows under the heads."""
    assert answer.returncode == 0, answer
    return [line.split("\t") for line in answer.stdout.splitlines()[1:]]
