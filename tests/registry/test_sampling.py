"""The samples are written where one asks, and changed into a second edition."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.sampling import CATALOGUES, change_samples, write_samples
from danhmuc.vocab.errors import UsageError

SAMPLES = files("danhmuc.registry") / "samples"


def test_write_samples__writes_the_catalogues(tmp_path: Path) -> None:
    paths = write_samples(tmp_path / "a" / "b")
    assert [(path.name, path.read_bytes()) for path in paths] == [
        (name, (SAMPLES / name).read_bytes()) for name in CATALOGUES
    ]


def test_write_samples__twice_is_no_trouble(tmp_path: Path) -> None:
    assert write_samples(tmp_path) == write_samples(tmp_path)


def test_write_samples__a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "samples").touch()
    with pytest.raises(UsageError, match="cannot write samples to"):
        write_samples(tmp_path / "samples")


def test_change_samples__one_updated_one_new_one_gone_and_the_agent(tmp_path: Path, sqlite_url: str) -> None:
    write_samples(tmp_path)
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(tmp_path / CATALOGUES[0])), profile="none").apply()
        report = registry.plan(source_at(str(change_samples(tmp_path)))).apply()
    assert (report.records.updated, report.records.created, report.records.missing, report.nodes.updated) == (
        1,
        1,
        1,
        1,
    )
