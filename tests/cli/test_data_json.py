"""data.json at the command line: it is recognised, validated, harvested, and kept as what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]

RECORD = {
    "title": "Air",
    "description": "Air quality",
    "keyword": ["air"],
    "publisher": {"name": "EPA"},
    "contactPoint": {"fn": "Desk", "hasEmail": "desk@epa.example"},
    "identifier": "https://epa.example/air",
    "accessLevel": "public",
    "bureauCode": ["020:00"],
    "programCode": ["020:000"],
}


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "epa.json"
    head = {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "@id": "https://epa.example/data.json"}
    path.write_text(json.dumps({**head, "dataset": [RECORD]}, indent=1))
    return path


def test_validate__names_fields_and_their_places(danhmuc: Run, feed: Path) -> None:
    answer = danhmuc("validate", feed)
    assert "The field modified is missing; DCAT-US 1.1 requires it.  [data-json:modified-missing]" in answer.stdout
    assert "epa.json#/dataset/0/contactPoint/hasEmail:5" in answer.stdout
    # The findings of the mapping gate nothing: the violations are the catalogue's, which 1.1 gives no title.
    assert "1 record, 1 accepted; 1 catalogue, 0 accepted" in answer.stdout


def test_harvest__keeps_the_kind_and_what_the_source_wrote(danhmuc: Run, feed: Path) -> None:
    assert danhmuc("harvest", feed, "--profile", "none").returncode == 0
    assert "2 unchanged" in danhmuc("harvest", "epa", "--profile", "none").stdout
    assert "kind: data-json" in danhmuc("source", "show", "epa").stdout
    shown = danhmuc("show", "https://epa.example/air").stdout
    assert "mailto:desk@epa.example" in shown


def test_source_add__and_check_know_it(danhmuc: Run, feed: Path) -> None:
    assert danhmuc("source", "add", feed).returncode == 0
    answer = danhmuc("source", "check", "epa")
    assert answer.returncode == 0
    assert "(data-json): 1 document can be opened" in answer.stdout


def test_harvest__what_is_cut_off_ends_in_one_line(danhmuc: Run, feed: Path) -> None:
    danhmuc("harvest", feed, "--profile", "none")
    feed.write_text(feed.read_text()[:-10])
    answer = danhmuc("harvest", feed, "--profile", "none")
    assert answer.returncode == 1
    assert "epa.json:" in answer.stdout
    assert "Traceback" not in answer.stdout + answer.stderr


def test_source_load__takes_a_folder_of_data_json(danhmuc: Run, feed: Path) -> None:
    folder = feed.parent / "feeds"
    folder.mkdir()
    feed.rename(folder / "epa.json")
    file = feed.parent / "sources.toml"
    file.write_text('[[source]]\nname = "us"\nlocation = "feeds"\nkind = "data-json"\nprofile = "none"\n')
    assert danhmuc("source", "load", file).returncode == 0
    assert "2 created" in danhmuc("harvest", "us").stdout
