"""The book of a province goes in, is validated and marked, and comes out of the registry as it went in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at, validate_source
from danhmuc.registry.reporting.workbook_findings import WorkbookFindings

from .forty_faults import validator
from .provincial_book import AGENCIES, write_provincial_book

SIZES = [pytest.param((40, 120), id="small"), pytest.param((2_000, 6_000), marks=pytest.mark.soak, id="province")]


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as opened:
        yield opened


def digests(registry: Registry, source: str) -> dict[str, str]:
    return {row.iri: row.digest for row in registry.records(source=source)}


@pytest.mark.parametrize("size", SIZES)
def test_book__of_one_agency_comes_back_unchanged(size: tuple[int, int], registry: Registry, tmp_path: Path) -> None:
    datasets, files = size
    path = write_provincial_book(tmp_path / "so.xlsx", datasets=datasets, files=files, agencies=["H57"])
    first = registry.harvest(source_at(str(path)))
    assert (first.state, first.records.created) == ("complete", datasets + 1)
    written = registry.write_template(tmp_path / "again.xlsx", publisher="H57", whole=True)
    assert (written.rows, written.partly, written.left_out) == (datasets + files + 1, (), ())
    (tmp_path / "again.xlsx").replace(path)
    second = registry.harvest(source_at(str(path)))
    assert (second.state, second.records.unchanged) == ("complete", datasets + 1)


@pytest.mark.soak
@pytest.mark.parametrize("size", SIZES)
def test_book__of_many_agencies_comes_back_as_one_book_for_each(
    size: tuple[int, int], registry: Registry, tmp_path: Path
) -> None:
    datasets, files = size
    registry.harvest(
        source_at(str(write_provincial_book(tmp_path / "so.xlsx", datasets=datasets, files=files))), name="tỉnh"
    )
    after: dict[str, str] = {}
    for agency in AGENCIES:
        book = tmp_path / f"{agency}.xlsx"
        assert registry.write_template(book, publisher=agency).left_out == ()
        registry.harvest(source_at(str(book)), name=agency)
        after |= digests(registry, agency)
    assert after == digests(registry, "tỉnh")


@pytest.mark.parametrize("size", SIZES)
def test_book__is_validated_and_marked(size: tuple[int, int], tmp_path: Path) -> None:
    datasets, files = size
    path = write_provincial_book(tmp_path / "so.xlsx", datasets=datasets, files=files)
    findings = WorkbookFindings(str(path), tmp_path / "ra.xlsx")
    source = findings.gather(validate_source(source_at(str(path)), validator()))
    told = [one for record in source.records for one in record.all_findings if one.column is not None]
    assert len(told) >= files // 60
    assert findings.write(validator().profile).coloured >= len({one.place for one in told})
