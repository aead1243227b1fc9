"""Sources are found by kind."""

from __future__ import annotations

from importlib import metadata

import pytest

from danhmuc.registry import (
    OFFLINE,
    IriSpace,
    Progress,
    SourceContents,
    SourceSettings,
    Visit,
    source_at,
    sources,
)
from danhmuc.registry.sources import kinds
from danhmuc.registry.sources.rdf import RdfSource
from danhmuc.vocab.errors import UnknownNameError, UsageError


class Sheet:
    """A stranger's kind."""

    kind = "sheet"

    def __init__(self, location: str, settings: SourceSettings) -> None:
        self.location = self.name = location
        self.contact = settings.contact

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Nothing."""
        return SourceContents(records=iter(()))


class FormerSheet:
    """As a stranger wrote it before sources had settings."""

    kind = "sheet"

    def __init__(self, location: str) -> None:
        self.location = self.name = location


class FormerContents(Sheet):
    """As a stranger wrote it before readings had circumstances."""

    def contents(self, space: IriSpace, *, progress: Progress | None = None) -> SourceContents:  # type: ignore[override]
        """Nothing."""
        return SourceContents(records=iter(()))


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    point = metadata.EntryPoint("sheet", "elsewhere:Sheet", "danhmuc.sources")
    monkeypatch.setattr(point.__class__, "load", lambda _: Sheet)

    def entry_points(*, group: str, name: str | None = None) -> list[metadata.EntryPoint]:
        return [point] if group == "danhmuc.sources" and name in (None, "sheet") else []

    monkeypatch.setattr(sources, "entry_points", entry_points)


@pytest.mark.parametrize("kind", [None, "rdf"])
def test_source_at__rdf_unless_another_kind_is_named(kind: str | None) -> None:
    assert isinstance(source_at("a.ttl", kind), RdfSource)


def test_source_at__opens_nothing() -> None:
    assert source_at("/none/at/all.ttl").name == "all"


def test_source_at__an_unknown_kind_is_told_what_is_known() -> None:
    known = "unknown kind of source 'ckna'; known: ckan, data-json, elements, feedback, ldes, rdf"
    with pytest.raises(UnknownNameError, match=known):
        source_at("a.ttl", "ckna")


@pytest.mark.usefixtures("stranger")
def test_source_at__a_stranger_s_kind_is_found() -> None:
    assert isinstance(source_at("a.xlsx", "sheet"), Sheet)


@pytest.mark.usefixtures("stranger")
def test_source_at__gives_the_source_its_settings() -> None:
    source = source_at("a.xlsx", "sheet", SourceSettings(contact="Sở"))
    assert isinstance(source, Sheet)
    assert source.contact == "Sở"


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize(
    ("former", "said"),
    [
        (FormerSheet, "elsewhere:Sheet so that it can be called as (location, settings)"),
        (FormerContents, "elsewhere:Sheet.contents so that it can be called as (space, progress=…, visit=…)"),
    ],
)
def test_source_at__says_what_to_change_in_a_kind_of_an_earlier_contract(
    former: type, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata.EntryPoint, "load", lambda _: former)
    with pytest.raises(UsageError, match="'sheet' is written for an earlier danhmuc") as refused:
        source_at("a.xlsx", "sheet")
    assert said in str(refused.value)


@pytest.mark.usefixtures("stranger")
def test_kinds__are_sorted() -> None:
    assert kinds() == ("ckan", "data-json", "elements", "feedback", "ldes", "rdf", "sheet", "workbook")
