"""What danhmuc exports meets the rules that it was harvested by, in every format, through the commands alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]

ENDINGS = {"turtle": "ttl", "xml": "rdf", "json-ld": "jsonld", "nt": "nt", "nq": "nq", "trig": "trig"}
PAGES = ("page-1.trig", "page-100.trig", "page-180.trig", "page-940.trig")
"""Datasets, distributions and agents, agents without a name among them."""
ALLOWED = "--accept", "unread-shapes"
"""The published shapes say sh:shape five times, which SHACL does not know."""


def write_feeds(danhmuc: Run, registry: str) -> list[str]:
    """Export the registry in all formats; returns the names of the files."""
    files = [f"feed.{ending}" for ending in ENDINGS.values()]
    for format_name, file in zip(ENDINGS, files, strict=True):
        assert danhmuc("export", format_name, file, "--registry", registry).returncode == 0
    return files


@pytest.fixture
def demo_feeds(danhmuc: Run) -> list[str]:
    """The feed of the demo, which has an agent without a name."""
    assert danhmuc("demo").returncode == 0
    return write_feeds(danhmuc, "sqlite:///demo/danhmuc.db")


@pytest.fixture
def belgian_feeds(danhmuc: Run, test_data: Path) -> list[str]:
    """The feed of some pages of the Belgian inventory."""
    Path("belgium").mkdir()
    for page in PAGES:
        shutil.copy(test_data / "belgium" / page, "belgium")
    assert danhmuc("harvest", "belgium", "--profile", "dcat-ap").returncode == 0
    assert danhmuc("validate", "belgium", "--profile", "dcat-ap").returncode == 1
    return write_feeds(danhmuc, "sqlite:///danhmuc.db")


@pytest.mark.soak
def test_demo__its_feed_has_no_violation(danhmuc: Run, demo_feeds: list[str]) -> None:
    answer = danhmuc("validate", *demo_feeds, "--profile", "vn")
    assert answer.returncode == 0, answer.stdout


@pytest.mark.soak
def test_demo__its_feed_has_no_violation_by_the_published_shapes(
    danhmuc: Run, demo_feeds: list[str], test_data: Path
) -> None:
    shapes = test_data / "dcat-ap-3.0.1" / "shapes.ttl"
    answer = danhmuc("validate", *demo_feeds, "--shapes", shapes, *ALLOWED)
    assert answer.returncode == 0, answer.stdout
    # As the W3C reads it, a primary topic fails without RDFS; docs/decisions/0013, no. 10.
    (report,) = json.loads(danhmuc("validate", demo_feeds[0], "--shapes", shapes, "--w3c-classes", "--json").stdout)
    paths = {one["path"] for one in report["results"] if one["severity"] == "violation"}
    assert paths <= {"foaf:primaryTopic", "http://xmlns.com/foaf/0.1/primaryTopic"}


@pytest.mark.soak
def test_belgium__its_feed_has_no_violation(danhmuc: Run, belgian_feeds: list[str], test_data: Path) -> None:
    answer = danhmuc("validate", *belgian_feeds, "--profile", "dcat-ap")
    assert answer.returncode == 0, answer.stdout
    shapes = test_data / "dcat-ap-3.0.1" / "shapes.ttl"
    for reading in ([], ["--w3c-classes"], ["--engine", "pyshacl"]):
        answer = danhmuc("validate", belgian_feeds[0], "--shapes", shapes, *ALLOWED, *reading)
        assert answer.returncode == 0, answer.stdout
