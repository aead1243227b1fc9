"""Workers change nothing but the time: the same verdicts, whoever finds them, and no source stops another."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import HarvestReport, Registry, Workers, source_at, validate_source
from danhmuc.registry.document_reading import DocumentReader
from danhmuc.registry.record.change import GraphValues
from danhmuc.registry.record.record import SourceRecord
from danhmuc.registry.spooling import split_workers
from danhmuc.registry.spooling.split_workers import Batch
from danhmuc.registry.verdicts import page_workers as of_workers
from danhmuc.shapes import Context, Validator
from danhmuc.shapes.validation.context import RecordLike
from danhmuc.vocab.errors import SourceFailedError

Make = Callable[[], Executor]

PREFIXES = """
@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
CATALOG = "<c> a dcat:Catalog ; dct:title 'D'@vi ; dct:description 'D'@vi ; dct:publisher <a1> ; dcat:dataset {} ."
ONE = (
    "<{0}> a dcat:Dataset ; dct:title 'Số {0}'@vi ; dct:description 'Về'@vi ;"
    " dct:publisher <a{1}> ; dct:isPartOf <{2}> ; dct:issued '{0}' ;"
    " dcat:distribution [ a dcat:Distribution ; dcat:accessURL <http://e.vn/{0}> ] .\n"
)
AGENT = "<a{0}> a foaf:Agent {1} .\n"
TABLES = ("records", "versions", "verdicts", "findings", "changes", "memberships", "run_findings", "links")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:")


class Here(Executor):
    """An executor that works when it is asked, in the same thread."""

    def submit(self, work: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        future: Future[object] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


def processes(start: str, number: int) -> Executor:
    return ProcessPoolExecutor(number, mp_context=get_context(start))


class Counting:
    """A function that counts its calls."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.number = 0

    def __call__(self, *given: object) -> Any:
        self.number += 1
        return self._function(*given)


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of four records."""
    monkeypatch.setattr(of_workers, "PAGE", 4)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalogue of thirty datasets, of which most have violations, with seven agents, of which one has no name."""
    path = tmp_path / "big.ttl"
    path.write_text(written(""), encoding="utf-8")
    return path


def written(more: str) -> str:
    return (
        PREFIXES
        + CATALOG.format(", ".join(f"<{number}>" for number in range(30)))
        + "".join(ONE.format(number, number % 7, (number + 3) % 30) for number in range(30))
        + "".join(AGENT.format(number, f"; foaf:name 'Sở {number}'@vi" if number else "") for number in range(7))
        + more
    )


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables that a harvest writes, without the times in them."""
    engine = create_engine(url)
    found: dict[str, list[tuple[object, ...]]] = {}
    with engine.connect() as connection:
        known = {name for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
        for table in sorted(known.intersection(TABLES)):
            result = connection.execute(text(f"SELECT * FROM {table}"))  # a name from above
            found[table] = [tuple(value for value in row if not TIME.match(str(value))) for row in result]
    engine.dispose()
    assert {"records", "verdicts", "findings", "changes"} <= found.keys()
    return found


def harvested(folder: Path, catalog: Path, workers: Workers | None) -> tuple[object, ...]:
    """All that comes of three harvests and a revalidation, and of a plan."""
    folder.mkdir()
    url = f"sqlite:///{folder}/r.db"
    source = source_at(str(catalog))
    told: list[object] = []
    with Registry.open(url) as registry:
        reports = [registry.harvest(source, workers=workers)]
        catalog.write_text(written("<new> a dcat:Dataset . <a1> foaf:phone '1' ."), encoding="utf-8")
        plan = registry.plan(source, workers=workers)
        told.append([(one.kind, one.iri, one.report) for one in plan.changes])
        reports.append(registry.harvest(source, workers=workers))
        reports.append(registry.harvest(source, profile="vn", workers=workers))
        told += [{name: value for name, value in one.as_dict().items() if name != "seconds"} for one in reports]
        told.append([one.as_dict() for one in registry.revalidate(everything=True, workers=workers).sources])
        for name in ("out.nt", "out.ttl"):
            registry.export("nt" if name.endswith("nt") else "turtle", folder / name)
            told.append((folder / name).read_bytes())
    catalog.write_text(written(""), encoding="utf-8")
    return (*told, rows(url))


@pytest.mark.parametrize(
    ("make", "number"),
    [
        (Here, 1),
        (partial(ThreadPoolExecutor, 3), 3),
        pytest.param(partial(processes, "spawn", 1), 1, marks=pytest.mark.soak),
        (partial(processes, "spawn", 2), 2),
        pytest.param(partial(processes, "fork", 3), 3, marks=pytest.mark.soak),
    ],
    ids=["here", "3 threads", "1 spawned", "2 spawned", "3 forked"],
)
def test_workers__change_nothing_that_is_stored_or_leaves(
    tmp_path: Path, catalog: Path, make: Make, number: int
) -> None:
    alone = harvested(tmp_path / "alone", catalog, None)
    with Workers(make, number=number) as workers:
        shared = harvested(tmp_path / "shared", catalog, workers)
    assert shared == alone
    assert active_children() == []


def test_workers__of_validation_give_the_same_results(catalog: Path) -> None:
    validator = Validator("vn")
    alone = validate_source(source_at(str(catalog)), validator)
    with Workers(Here, number=2) as workers:
        shared = validate_source(source_at(str(catalog)), validator, workers=workers)
    assert shared.findings == alone.findings
    assert list(shared.records) == list(alone.records)


@pytest.fixture
def spooled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue is spooled, and split in some ten batches."""
    monkeypatch.setitem(DocumentReader.__init__.__kwdefaults__, "spooled_above", 1_000)
    monkeypatch.setattr(split_workers, "_PART_BYTES", 1_500)


def harvested_once(folder: Path, catalog: Path, workers: Workers | None) -> tuple[object, ...]:
    """All that comes of one harvest."""
    folder.mkdir()
    url = f"sqlite:///{folder}/r.db"
    with Registry.open(url) as registry:
        assert registry.harvest(source_at(str(catalog)), workers=workers).state == "complete"
        registry.export("nt", folder / "out.nt")
    return (folder / "out.nt").read_bytes(), rows(url)


@pytest.mark.soak
@pytest.mark.usefixtures("spooled")
def test_workers__that_split_change_nothing_that_is_stored_or_leaves(
    tmp_path: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = harvested_once(tmp_path / "alone", catalog, None)
    monkeypatch.setattr(split_workers, "_take", taking := Counting(split_workers._take))
    with Workers(partial(processes, "spawn", 2), number=2) as workers:
        shared = harvested_once(tmp_path / "shared", catalog, workers)
    assert shared == alone
    assert taking.number > 10
    assert active_children() == []


@pytest.mark.usefixtures("spooled")
def test_workers__an_error_of_their_work_is_that_error(
    tmp_path: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Batch) -> object:
        raise ZeroDivisionError("so sad")

    monkeypatch.setattr(split_workers, "split_batch", failing)
    with (
        Registry.open(f"sqlite:///{tmp_path}/r.db") as registry,
        Workers(partial(processes, "fork", 1), number=1) as workers,
    ):
        report = registry.harvest(source_at(str(catalog)), workers=workers)
    assert report.state == "failed"
    assert "so sad" in str(report.why)


def test_workers__find_the_values_of_graphs_with_the_verdicts(
    tmp_path: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This process finds only those of node records, which are held until all of them are there."""
    # Thirty-eight records fill these pages: of less than a page this process would find the values itself, if the
    # workers had nothing left to do by then.
    monkeypatch.setattr(of_workers, "PAGE", 2)
    found = []
    values_of = GraphValues.of

    def counting(record: SourceRecord, *, is_stored: bool) -> GraphValues:
        found.append(record.iri)
        return values_of(record, is_stored=is_stored)

    monkeypatch.setattr(GraphValues, "of", counting)
    with (
        Registry.open(f"sqlite:///{tmp_path}/r.db") as registry,
        Workers(partial(processes, "fork", 1), number=1) as workers,
    ):
        report = registry.harvest(source_at(str(catalog)), workers=workers)
    assert report.records.created == 31
    assert sorted(found) == [f"https://e.vn/a{number}" for number in range(7)]


def test_workers__values_that_cannot_be_found_skip_that_record(
    tmp_path: Path, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values_of = GraphValues.of

    def failing(record: SourceRecord, *, is_stored: bool) -> GraphValues:
        if record.iri.endswith("/7"):
            raise ZeroDivisionError("so sad")
        return values_of(record, is_stored=is_stored)

    monkeypatch.setattr(GraphValues, "of", failing)
    alone = harvested_once(tmp_path / "alone", catalog, None)
    with Workers(Here, number=2) as workers:
        assert harvested_once(tmp_path / "shared", catalog, workers) == alone
    assert "so sad" in repr(alone)


def test_workers__are_not_made_for_a_source_of_less_than_a_page(tmp_path: Path) -> None:
    (tmp_path / "small.ttl").write_text(PREFIXES + "<1> a dcat:Dataset .", encoding="utf-8")

    def make() -> Executor:
        raise AssertionError

    with Workers(make) as workers:
        (record,) = validate_source(
            source_at(str(tmp_path / "small.ttl")), Validator("dcat-ap"), workers=workers
        ).records
    assert record.report.findings


def test_workers__hold_few_pages_however_slow_they_are(catalog: Path) -> None:
    held = []

    class Measuring(Here):
        def submit(self, work: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
            held.append(len(args[0].body))  # type: ignore[attr-defined]
            return super().submit(work, *args, **kwargs)

    with Workers(Measuring, number=1) as workers:
        list(validate_source(source_at(str(catalog)), Validator("dcat-ap"), workers=workers).records)
    assert len(held) > 8
    assert max(held) < 8_000


def test_workers__an_error_in_one_record_skips_that_record(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    validate_all = Validator.validate_all

    def failing(self: Validator, page: Sequence[RecordLike], *more: object) -> object:
        if any(record.iri.endswith("/7") for record in page):
            raise ZeroDivisionError("so sad")
        return validate_all(self, page, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Validator, "validate_all", failing)
    alone = validate_source(source_at(str(catalog)), Validator("dcat-ap"))
    with Workers(Here, number=2) as workers:
        shared = validate_source(source_at(str(catalog)), Validator("dcat-ap"), workers=workers)
    assert shared.findings == alone.findings
    assert "so sad" in " ".join(str(one.message) for one in shared.findings)
    assert list(shared.records) == list(alone.records)


# ---------------------------------------------------------------- processes that are killed


@pytest.fixture
def killing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Has a worker end at once before the page of a record, so many times."""

    def kill(iri: str, times: int) -> None:
        here, validate = os.getpid(), of_workers._validate

        def dying(validator: Validator, page: Sequence[RecordLike], context: Context) -> object:
            deaths = len(list(tmp_path.glob("death*")))
            if any(one.iri == iri for one in page) and os.getpid() != here and deaths < times:
                (tmp_path / f"death{deaths}").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return validate(validator, page, context)

        monkeypatch.setattr(of_workers, "_validate", dying)

    return kill


@pytest.mark.soak
def test_killed__once__its_pages_are_validated_again(
    tmp_path: Path, catalog: Path, killing: Callable[[str, int], None]
) -> None:
    alone = harvested(tmp_path / "alone", catalog, None)
    killing("https://e.vn/17", 1)
    with Workers(partial(processes, "fork", 2), number=2) as workers:
        assert harvested(tmp_path / "shared", catalog, workers) == alone
    assert len(list(tmp_path.glob("death*"))) == 1
    assert active_children() == []


@pytest.mark.soak
def test_killed__twice__is_a_failed_run_of_that_source_and_others_go_on(
    tmp_path: Path, catalog: Path, killing: Callable[[str, int], None]
) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(written("").replace("https://e.vn/", "https://f.vn/"), encoding="utf-8")
    killing("https://e.vn/17", 2)
    reports: list[HarvestReport] = []
    with (
        Registry.open(f"sqlite:///{tmp_path}/r.db") as registry,
        Workers(partial(processes, "fork", 2), number=2) as workers,
    ):
        reports += [registry.harvest(source_at(str(path)), workers=workers) for path in (catalog, other)]
        assert [(run.source, run.state) for run in registry.harvests.runs()] == [
            ("other", "complete"),
            ("big", "failed"),
        ]
        assert registry.upkeep.check().problems == ()
    assert [(one.source, one.state, one.needs_attention) for one in reports] == [
        ("big", "failed", True),
        ("other", "complete", False),
    ]
    assert str(reports[0].why) == (
        "the processes that validate its records ended twice, perhaps for want of memory; use fewer workers"
    )
    assert len(list(tmp_path.glob("death*"))) == 2


@pytest.fixture
def killing_splitters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Has a worker end at once before it splits the part that has one agent, so many times."""

    def kill(times: int) -> None:
        here, split_batch = os.getpid(), split_workers.split_batch

        def dying(batch: Batch) -> object:
            deaths = len(list(tmp_path.glob("death*")))
            is_marked = any(line.text.startswith(b"<https://e.vn/a3> ") for part in batch.parts for line in part.lines)
            if is_marked and os.getpid() != here and deaths < times:
                (tmp_path / f"death{deaths}").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return split_batch(batch)

        monkeypatch.setattr(split_workers, "split_batch", dying)

    return kill


@pytest.mark.usefixtures("spooled")
def test_killed__once__while_it_splits(tmp_path: Path, catalog: Path, killing_splitters: Callable[[int], None]) -> None:
    alone = harvested_once(tmp_path / "alone", catalog, None)
    killing_splitters(1)
    with Workers(partial(processes, "fork", 2), number=2) as workers:
        assert harvested_once(tmp_path / "shared", catalog, workers) == alone
    assert len(list(tmp_path.glob("death*"))) == 1


@pytest.mark.soak
@pytest.mark.usefixtures("spooled")
def test_killed__twice__while_it_splits_is_a_failed_run(
    tmp_path: Path, catalog: Path, killing_splitters: Callable[[int], None]
) -> None:
    killing_splitters(2)
    with (
        Registry.open(f"sqlite:///{tmp_path}/r.db") as registry,
        Workers(partial(processes, "fork", 2), number=2) as workers,
    ):
        failed = registry.harvest(source_at(str(catalog)), workers=workers)
        assert failed.state == "failed"
        assert str(failed.why).startswith("the processes that validate its records ended twice")
        assert registry.harvest(source_at(str(catalog)), workers=workers).state == "complete"
        assert registry.upkeep.check().problems == ()
    assert len(list(tmp_path.glob("death*"))) == 2


@pytest.mark.soak
def test_killed__twice__in_revalidation_leaves_that_source_and_goes_on(
    tmp_path: Path, catalog: Path, killing: Callable[[str, int], None]
) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(written("").replace("https://e.vn/", "https://f.vn/"), encoding="utf-8")
    with (
        Registry.open(f"sqlite:///{tmp_path}/r.db") as registry,
        Workers(partial(processes, "fork", 2), number=2) as workers,
    ):
        for path in (catalog, other):
            registry.harvest(source_at(str(path)))
        killing("https://e.vn/17", 2)
        report = registry.revalidate(everything=True, workers=workers)
        assert [one.source for one in report.sources] == ["other"]
        assert {name: type(error) for name, error in report.not_validated.items()} == {"big": SourceFailedError}


SCRIPT = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from danhmuc.registry import Workers, source_at, validate_source
from danhmuc.registry.verdicts import page_workers as of_workers
from danhmuc.shapes import Context, Validator
of_workers.PAGE = 4
with Workers(lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")), number=1) as workers:
    validate_source(source_at(sys.argv[1]), Validator("dcat-ap"), workers=workers)
"""


@pytest.mark.soak
def test_script__that_starts_processes_when_it_is_imported_is_told_why(catalog: Path, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, tmp_path / "script.py", catalog], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line.startswith("danhmuc.vocab.errors.")]
    assert told[0] == (
        "danhmuc.vocab.errors.UsageError: this script starts processes, and each of them runs it again; put what "
        'starts them under if __name__ == "__main__"'
    )
    assert told[-1].startswith("danhmuc.vocab.errors.SourceFailedError: ")


@pytest.fixture(autouse=True)
def no_orphan() -> Iterator[None]:
    """No test leaves a process."""
    yield
    assert active_children() == []
