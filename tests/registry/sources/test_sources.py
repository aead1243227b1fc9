"""Sources are found by kind."""

from __future__ import annotations

from importlib import metadata

import pytest

from danhmuc.registry import source_at, sources
from danhmuc.registry.sources import kinds
from danhmuc.registry.sources.rdf import RdfSource
from danhmuc.vocab.errors import UnknownNameError


class Sheet:
    """A stranger's kind."""

    kind = "sheet"

    def __init__(self, location: str) -> None:
        self.location = self.name = location


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
    with pytest.raises(UnknownNameError, match="unknown kind of source 'ckna'; known: data-json, rdf"):
        source_at("a.ttl", "ckna")


@pytest.mark.usefixtures("stranger")
def test_source_at__a_stranger_s_kind_is_found() -> None:
    assert isinstance(source_at("a.xlsx", "sheet"), Sheet)


@pytest.mark.usefixtures("stranger")
def test_kinds__are_sorted() -> None:
    assert kinds() == ("data-json", "rdf", "sheet")
