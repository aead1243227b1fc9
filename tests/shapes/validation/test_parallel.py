"""Many inputs by any executor: the reports of each alone, in their order, and no input stops another."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from danhmuc.shapes import ShaclOptions, ShaclReport, ShaclValidator, ValidatorOptions, validate, validate_each
from danhmuc.vocab.errors import DocumentError, ShapesError, SourceUnavailableError, UsageError

PREFIXES = """
@prefix : <http://e.vn/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = PREFIXES + (
    """
:S a sh:NodeShape ; sh:targetClass :A ; sh:property :P , :Q , :R , :T , :U ; sh:minCuont 1 ; sh:sparql :Y .
:P sh:path :p ; sh:datatype xsd:integer ; sh:severity sh:Warning ;
    sh:message "{$this} có {?value}"@vi , "{$this} has {?value}"@en , "plain" .
:Q sh:path ( :p [ sh:alternativePath ( [ sh:inversePath :q ] [ sh:zeroOrMorePath :r ] ) ] ) ; sh:minCount 3 .
:R sh:path :r ; sh:node :N .
:T sh:path :t ; sh:class :Elsewhere .
:U sh:path :u ; sh:minCount 1 ; sh:severity sh:Info .
:N sh:property [ sh:path :s ; sh:minCount 1 ] .
"""
    ":Y sh:message 'no v'@en ; "
    "sh:select 'SELECT $this ?value { $this <http://e.vn/p> ?value FILTER NOT EXISTS { $this <http://e.vn/v> ?o } }' ."
)
DATA = [
    PREFIXES + f':a{number} a :A ; :p "x\\"\\n"@vi , {number} ; :r _:one , :b ; :t :far . _:one :t 1 . :b :s 1 .'
    for number in range(4)
]
CORE = SHAPES.replace("; sh:sparql :Y", "")
"""Without queries: of those, each validator has the triples of a result in another order."""
OPTIONS = ShaclOptions(shapes=CORE, details=True)


def facts(report: ShaclReport) -> dict[str, object]:
    return {
        "conforms": report.conforms,
        "engine": report.engine,
        "warnings": report.warnings,
        "reading": report.reading,
        "results": report.results,
        "folded": report.folded,
        "counts": dict(report.counts),
        "text": (report.text("vi"), report.text("en")),
        "dict": report.as_dict(),
        "nquads": b"".join(report.nquads()),
        "turtle": report.to("turtle"),
        "repr": repr(report),
    }


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
@pytest.mark.parametrize("details", [True, False], ids=["details", "plain"])
def test_pickle__report_has_the_same_answers(engine: str, details: bool) -> None:
    report = validate(DATA[0] + ':a9 :p "a"@en_US .', SHAPES, details=details, engine=engine)  # type: ignore[arg-type]
    copy = pickle.loads(pickle.dumps(report))
    assert facts(copy) == facts(report)
    assert facts(pickle.loads(pickle.dumps(copy))) == facts(report)
    if engine == "danhmuc":
        assert all(report.counts.values())
        assert report.warnings
        assert report.reading
        assert any(one.details for one in report.results)
        assert any("no v" in one.message("en") for one in report.results)
        assert (b"#detail>" in b"".join(copy.nquads())) is details


def test_pickle__report_of_nothing_conforms() -> None:
    report = validate(PREFIXES, SHAPES, allow_unread_shapes=True)
    copy = pickle.loads(pickle.dumps(report))
    assert copy.conforms
    assert facts(copy) == facts(report)


@pytest.mark.parametrize("options", [OPTIONS, ValidatorOptions(profile="vn", today=date(2026, 8, 15))])
def test_options__are_values(options: ShaclOptions | ValidatorOptions) -> None:
    assert pickle.loads(pickle.dumps(options)) == options
    assert hash(replace(options)) == hash(options)
    assert options.validator() is not options.validator()


class Here(Executor):
    """An executor that works when it is asked, in the same thread."""

    def submit(self, work: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        future: Future[object] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


class Broken(Here):
    """One whose workers end with the second task."""

    submitted = 0

    def submit(self, work: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        self.submitted += 1
        if self.submitted > 2:
            raise BrokenExecutor("no more")
        if self.submitted == 2:
            future: Future[object] = Future()
            future.set_exception(BrokenExecutor("killed"))
            return future
        return super().submit(work, *args, **kwargs)


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


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_validate_each__gives_the_reports_of_each_alone_in_order(executor: Executor, temporary: Path) -> None:
    validator = ShaclValidator(CORE, details=True)
    alone = [facts(validator.validate(data)) for data in DATA]
    found = [one.report for one in validate_each(DATA, OPTIONS, executor)]
    assert [None if one is None else facts(one) for one in found] == alone
    assert list(temporary.iterdir()) == []


def test_validate_each__an_input_that_fails_stops_no_other(executor: Executor, tmp_path: Path) -> None:
    odd = lambda: None  # noqa: E731 - neither RDF nor picklable
    inputs = [DATA[0], tmp_path / "gone.ttl", b"x y", odd, DATA[1]]
    found = list(validate_each(inputs, OPTIONS, executor))  # type: ignore[arg-type]
    assert [one.report is None for one in found] == [False, True, True, True, False]
    errors = [one.error for one in found]
    assert isinstance(errors[1], SourceUnavailableError)
    assert (errors[1].location, errors[1].render("vi")[:13]) == (str(tmp_path / "gone.ttl"), "không mở được")
    assert isinstance(errors[2], DocumentError)
    assert isinstance(errors[3], Exception)
    assert (errors[0], errors[4]) == (None, None)


def test_validate_each__shapes_that_cannot_be_used_are_refused(executor: Executor) -> None:
    with pytest.raises(ShapesError):
        next(validate_each(DATA, ShaclOptions(shapes=PREFIXES + ":S sh:js 1 ."), executor))
    with pytest.raises(UsageError):
        next(validate_each(DATA, ShaclOptions(shapes=SHAPES, engine="jena"), executor))  # type: ignore[arg-type]


def test_validate_each__foreign_error_is_its_inputs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ShaclValidator.validate

    def validated(self: ShaclValidator, data: str, **options: object) -> ShaclReport:
        if data == DATA[1]:
            raise ZeroDivisionError("so sad")
        return whole(self, data, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ShaclValidator, "validate", validated)
    found = list(validate_each(DATA, OPTIONS, Here()))
    assert [type(one.error) for one in found] == [type(None), ZeroDivisionError, type(None), type(None)]


class UnpicklableError(Exception):
    """An error of which the pickle cannot be read: it is made of two things and remembers one."""

    def __init__(self, words: str, link: str) -> None:
        super().__init__(words)
        self.link = link


def test_validate_each__error_that_cannot_pass_between_processes_is_told_in_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = ShaclValidator.validate

    def validated(self: ShaclValidator, data: str, **options: object) -> ShaclReport:
        if data == DATA[1]:
            raise UnpicklableError("so sad", "https://e.vn/why")
        return whole(self, data, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ShaclValidator, "validate", validated)
    found = list(validate_each(DATA, OPTIONS, Here()))
    assert [one.report is None for one in found] == [False, True, False, False]
    error = pickle.loads(pickle.dumps(found[1].error))  # a process pool would be broken by one that cannot
    assert repr(error) == "RuntimeError('UnpicklableError: so sad')"


def test_validate_each__input_that_the_owner_of_the_executor_cancels_stops_no_other() -> None:
    with ThreadPoolExecutor(1) as executor:
        found = validate_each(DATA, OPTIONS, executor)
        first = next(found)
        executor.shutdown(wait=True, cancel_futures=True)
        rest = list(found)
    assert first.report is not None
    assert len(rest) == 3
    assert all((one.report is None) == (one.error is not None) for one in rest)


def test_validate_each__what_a_broken_executor_took_down_is_lost_and_can_be_tried_again() -> None:
    found = list(validate_each(DATA, OPTIONS, Broken()))
    assert [isinstance(one.error, BrokenExecutor) for one in found] == [False, True, True, True]
    (again,) = validate_each(DATA[1:2], OPTIONS, Here())
    assert again.report is not None


def test_validate_each__killed_process_is_lost() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        executor.submit(os.getpid).result()
        executor.submit(os._exit, 1)
        assert isinstance(next(validate_each(DATA, OPTIONS, executor)).error, BrokenExecutor)


def test_validate_each__each_thread_makes_its_validator_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    make = ShaclOptions.validator

    def validator(self: ShaclOptions) -> ShaclValidator:
        made.append(1)
        return make(self)

    monkeypatch.setattr(ShaclOptions, "validator", validator)
    assert len(list(validate_each(DATA, OPTIONS, Here()))) == 4
    assert len(made) == 1
    with ThreadPoolExecutor(2) as executor:
        list(validate_each(DATA, OPTIONS, executor))
    assert len(made) <= 3


def test_validate_each__shapes_that_changed_are_read_again(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    options = ShaclOptions(shapes=shapes)
    executor = Here()
    answers = []
    for most in (1, 5):
        shapes.write_text(PREFIXES + f":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:maxCount {most} ] .")
        answers += [one.report.conforms for one in validate_each(DATA[1:2], options, executor) if one.report]
    assert answers == [False, True]


def test_validate_each__closed_early_leaves_nothing(executor: Executor, temporary: Path) -> None:
    reports = validate_each(DATA * 3, OPTIONS, executor)
    assert next(reports).report is not None
    reports.close()  # type: ignore[attr-defined]
    assert list(temporary.iterdir()) == []
