"""Real entries of a feed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry.feeds.federated_form import EntryRecords
from danhmuc.registry.sampling import write_samples

from .entries_of_files import entries_of

BELGIAN_PAGES: Final = ("page-1.trig", "page-30.trig", "page-180.trig", "page-940.trig")
"""Datasets, one IRI with U+00A0 among them, distributions and agents."""


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[EntryRecords]:
    """The entries of the sample catalogues."""
    return entries_of(path.read_bytes() for path in write_samples(tmp_path_factory.mktemp("samples")))


@pytest.fixture(scope="session")
def belgian(test_data: Path) -> list[EntryRecords]:
    """The entries of some Belgian pages, which are one source: what one page describes, others name."""
    return entries_of([b"\n".join((test_data / "belgium" / page).read_bytes() for page in BELGIAN_PAGES)])


@pytest.fixture(params=["samples", "belgian"])
def entries(request: pytest.FixtureRequest) -> list[EntryRecords]:
    """Each of the two."""
    found: list[EntryRecords] = request.getfixturevalue(request.param)
    return found
