"""Verdicts that earlier versions made by a profile of which a part was not read let nothing leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes.validation import profile_validator
from danhmuc.vocab.errors import ShapesError

if TYPE_CHECKING:
    from danhmuc.shapes import Profile as LoadedProfile

    from .conftest import Agency

Profile = Callable[..., str]

RECORD = '<good> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "Tốt"@vi .'
UNREAD = "\n:Dataset <http://www.w3.org/ns/shacl#minCuont> 1 .\n"


def pass_all(profile: LoadedProfile) -> None:
    """As earlier versions did."""


@pytest.fixture
def open_profile(profile: Profile) -> Path:
    """A profile with a part that is not read."""
    path = Path(profile())
    path.write_text(path.read_text(encoding="utf-8") + UNREAD, encoding="utf-8")
    return path


def exported(agency: Agency, path: Path) -> str:
    agency.registry.export("nt", path)
    return path.read_text(encoding="utf-8")


def test_export__of_what_was_accepted_by_a_profile_not_read_in_full_leaves_it_out(
    agency: Agency, open_profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = agency.registry
    with monkeypatch.context() as patched:
        patched.setattr(profile_validator, "refuse_unread_parts", pass_all)
        agency.publish(RECORD, str(open_profile))
    assert [row.verdict for row in registry.records()] == ["accepted"]
    registry._engines.validators.forget()  # as a later process
    assert exported(agency, tmp_path / "x.nt") == ""
    assert registry.revalidate().not_validated.keys() == {"agency"}
    assert exported(agency, tmp_path / "x.nt") == ""
    open_profile.write_text(open_profile.read_text(encoding="utf-8").replace(UNREAD, ""), encoding="utf-8")
    assert "Tốt" in exported(agency, tmp_path / "x.nt")


def test_harvest__by_a_profile_that_is_not_read_in_full_any_more_fails_and_changes_nothing(
    agency: Agency, profile: Profile, tmp_path: Path
) -> None:
    agency.publish(RECORD, profile())
    path = Path(profile())
    path.write_text(path.read_text(encoding="utf-8") + UNREAD, encoding="utf-8")
    registry = agency.registry
    registry._engines.validators.forget()  # as a later process
    agency.write("x.ttl", RECORD.replace("Tốt", "Mới"))
    report = agency.publish(RECORD.replace("Tốt", "Mới"), None)
    assert (report.state, report.needs_attention, report.run) == ("failed", True, 2)
    assert "minCuont" in str(report.why)
    assert [run.state for run in registry.harvests.runs()] == ["failed", "complete"]
    assert exported(agency, tmp_path / "x.nt") == ""
    path.write_text(path.read_text(encoding="utf-8").replace(UNREAD, ""), encoding="utf-8")
    assert "Tốt" in exported(agency, tmp_path / "x.nt")
    path.write_text(path.read_text(encoding="utf-8") + UNREAD, encoding="utf-8")
    registry._engines.validators.forget()  # as a later process
    plan = agency.plan(None)
    assert (plan.report.state, plan.report.why) == ("failed", report.why)


def test_put__by_a_profile_that_is_not_read_in_full_stores_nothing(agency: Agency, open_profile: Path) -> None:
    registry = agency.registry
    (record,) = parse_records(RECORD.replace("<good>", "<https://e.vn/good>"))
    with pytest.raises(ShapesError, match="minCuont"):
        registry.put(record, by="test", profile=str(open_profile))
    assert list(registry.records()) == []
