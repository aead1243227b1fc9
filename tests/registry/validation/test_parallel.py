"""Many sources by any executor: each as if it were validated alone, in their order, and none stops another."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import fields
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest

from danhmuc.registry import HarvestSource, source_at, validate_sources
from danhmuc.registry.sources.rdf import RdfSource
from danhmuc.registry.validation.source import ValidatedSource, failed_source, validate_source
from danhmuc.shapes import Validator, ValidatorOptions
from danhmuc.shapes.engine import patterns
from danhmuc.vocab.errors import RegistryError, UnknownNameError

TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://e.vn/{0}> a dcat:Dataset ; dct:title "Một\\r\\u2028 hai"@vi ; dct:language <http://e.vn/l> ;
    dct:issued "x"@en_US .
<https://e.vn/{0}/2> a dcat:Dataset ; dct:accrualPeriodicity "d" ; dct:publisher [ a dct:Agent ] .
"""
HOUSE = """
PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX prof: <http://www.w3.org/ns/dx/prof/> PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX : <http://a.example/house#>
<http://a.example/house> a prof:Profile ; prof:hasToken "house" .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-title , :Dataset-odd .
:Dataset-title sh:path dct:title ; sh:severity sh:Violation ; sh:message "Title."@en ; sh:pattern "^(a|aa)+$" .
:Dataset-odd sh:path dct:title ; sh:severity sh:Violation ; sh:message "Odd."@en ; sh:targetObjectsOf dct:relation .
"""
OPTIONS = ValidatorOptions(profile="vn", today=date(2026, 8, 15))


class Here(Executor):
    """An executor that works when it is asked, in the same thread; after so many tasks it is broken."""

    def __init__(self, most: int = 100) -> None:
        self.most = most

    def submit(self, work: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        if not self.most:
            raise BrokenExecutor("no more")
        self.most -= 1
        future: Future[object] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


@pytest.fixture(params=["processes", "threads", "here"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "processes":
        yield request.getfixturevalue("processes")
        return
    with Here() if request.param == "here" else ThreadPoolExecutor(3) as executor:
        yield executor


@pytest.fixture
def sources(tmp_path: Path) -> list[HarvestSource]:
    """Three sources, and one that is not there."""
    for number in range(3):
        (tmp_path / f"{number}.ttl").write_text(TURTLE.format(number), encoding="utf-8")
    return [source_at(str(tmp_path / name)) for name in ("0.ttl", "1.ttl", "gone.ttl", "2.ttl")]


@pytest.fixture(autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files of this process."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def facts(source: ValidatedSource) -> dict[str, object]:
    return {**{one.name: getattr(source, one.name) for one in fields(source)}, "records": list(source.records)}


@pytest.mark.soak
@pytest.mark.parametrize("above", [0, 10**9], ids=["spooled", "in memory"])
def test_validate_sources__gives_each_as_if_it_were_alone(
    executor: Executor, sources: list[HarvestSource], temporary: Path, above: int
) -> None:
    validator = OPTIONS.validator()
    alone = [facts(validate_source(source, validator, spooled_above=above)) for source in sources]
    assert [facts(one) for one in validate_sources(sources, OPTIONS, executor, spooled_above=above)] == alone
    assert [bool(one["records"]) for one in alone] == [True, True, False, True]
    assert [one["unopened"] for one in alone] == [False, False, True, False]
    assert list(temporary.iterdir()) == []


def test_validate_sources__have_one_day_for_all(sources: list[HarvestSource]) -> None:
    for one in validate_sources(sources[:1], ValidatorOptions(profile="vn"), Here()):
        assert {record.report.since for record in one.records} == {Validator("vn").today}


def test_validate_sources__tell_the_warnings_of_the_profile(
    tmp_path: Path, sources: list[HarvestSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.1)
    (tmp_path / "house.ttl").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "1.ttl").write_text(TURTLE.format(1).replace("Một", "a" * 60), encoding="utf-8")
    options = ValidatorOptions(profile=tmp_path / "house.ttl")
    first, second = (one.warnings for one in validate_sources(sources[:2], options, Here()))
    assert [warning.render("en").partition(":")[2][:17] for warning in first] == ["//a.example/house"]
    assert second[: len(first)] == first
    assert "takes too long on some values" in str(second[-1])


class Refused(RdfSource):
    """A source for which there is no room."""

    def contents(self, *_: object, **__: object) -> None:  # type: ignore[override]
        raise RegistryError("no room")


def test_validate_sources__a_source_that_fails_stops_no_other(
    executor: Executor, sources: list[HarvestSource], tmp_path: Path
) -> None:
    odd = SimpleNamespace(kind="odd", location="odd.ttl", name="odd")  # a process knows its class
    found = list(validate_sources([sources[0], odd, sources[1]], OPTIONS, executor))  # type: ignore[list-item]
    assert [one.location for one in found] == [str(tmp_path / "0.ttl"), "odd.ttl", str(tmp_path / "1.ttl")]
    assert [type(one.error) for one in found] == [type(None), AttributeError, type(None)]
    assert str(found[1].failed) == "'types.SimpleNamespace' object has no attribute 'contents'"
    assert [one.profile for one in found] == ["vn"] * 3
    assert list(found[1].records) == []


def test_validate_sources__error_of_the_library_says_why(sources: list[HarvestSource], tmp_path: Path) -> None:
    found = list(validate_sources([Refused(str(tmp_path / "0.ttl")), sources[1]], OPTIONS, Here()))
    assert [str(one.failed) for one in found] == ["no room", "None"]
    assert isinstance(found[0].error, RegistryError)


def test_validate_sources__what_a_broken_executor_took_down_can_be_tried_again(sources: list[HarvestSource]) -> None:
    found = list(validate_sources(sources[:2], OPTIONS, Here(most=1)))
    assert [one.error is None for one in found] == [True, False]
    assert isinstance(found[1].error, BrokenExecutor)
    (again,) = (facts(one) for one in validate_sources(sources[1:2], OPTIONS, Here()))
    assert again["error"] is None
    assert again["records"]


def test_validate_sources__profile_that_cannot_be_used_is_refused(
    executor: Executor, sources: list[HarvestSource]
) -> None:
    with pytest.raises(UnknownNameError):
        next(validate_sources(sources, ValidatorOptions(profile="vm"), executor))


def test_validate_sources__records_end_with_their_file(sources: list[HarvestSource], temporary: Path) -> None:
    found = validate_sources(sources, OPTIONS, Here())
    first = next(found)
    next(first.records)
    next(found)
    with pytest.raises(ValueError, match="closed file"):
        list(first.records)
    found.close()  # type: ignore[attr-defined]
    assert list(temporary.iterdir()) == []


def test_failed_source__says_why() -> None:
    lost = failed_source("a.ttl", "vn", BrokenExecutor("killed"))
    assert (lost.location, lost.profile, lost.unopened, list(lost.records)) == ("a.ttl", "vn", False, [])
    assert str(lost.failed) == "the process that validated it ended early"
    assert str(failed_source("a.ttl", "vn", KeyError()).failed) == "KeyError"
