"""A violation in a cell of a workbook keeps its record back, like one of the profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.validation.source import validate_source
from danhmuc.shapes import Validator

from ..registry.workbook.books import DATASET, FILE, filled, saved

IRI = "https://w3id.org/danhmuc/id/dataset/H57/KK-2026"
FORMULA = '="Air"&" quality"'
CODE = "workbook:no-value"
NAME = "Tên tiếng Anh"


class Book:
    """A workbook of one dataset, and its harvests."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.path, self.registry = folder / "so.xlsx", registry

    def write(self, **cells: object) -> None:
        saved(filled({"Dữ liệu": [{**DATASET, **cells}], "Phân phối": [FILE]}), self.path)

    def publish(self, profile: str | None = "vn", **cells: object) -> HarvestReport:
        self.write(**cells)
        return self.registry.harvest(source_at(str(self.path)), profile=profile)

    def leaves(self) -> bool:
        target = self.path.parent / "out.nq"
        self.registry.export("nq", target)
        return IRI in target.read_text(encoding="utf-8")

    @property
    def verdict(self) -> str | None:
        return self.registry.get(IRI).row.verdict

    def codes(self) -> list[str]:
        return [one.code for one in self.registry.get(IRI).findings if one.severity == "violation"]

    def versions(self) -> int:
        return len(self.registry.ledger.history(IRI))


@pytest.fixture
def book(tmp_path: Path, registry: Registry) -> Book:
    return Book(tmp_path, registry)


def test_harvest__a_formula_without_a_value_keeps_the_record_back(book: Book) -> None:
    report = book.publish(**{NAME: FORMULA})
    assert (report.accepted, report.submitted, report.findings["violation"]) == (0, 1, 1)
    assert (book.verdict, book.codes(), book.leaves()) == ("submitted", [CODE], False)


def test_harvest__the_version_before_leaves_in_its_place(book: Book) -> None:
    book.publish(**{NAME: "Air"})
    book.publish(**{NAME: FORMULA})
    assert (book.versions(), book.verdict, book.leaves()) == (2, "submitted", True)


def test_harvest__under_no_profile_it_leaves(book: Book) -> None:
    book.publish("none", **{NAME: FORMULA})
    assert (book.verdict, book.codes(), book.leaves()) == (None, [CODE], True)


def test_harvest__a_cell_that_is_emptied_changes_no_graph_and_frees_the_record(book: Book) -> None:
    book.publish(**{NAME: FORMULA})
    report = book.publish()
    assert (report.records.unchanged, book.versions()) == (1, 1)
    assert (book.verdict, book.codes(), book.leaves()) == ("accepted", [], True)
    book.registry.revalidate(everything=True)
    assert book.verdict == "accepted"


def test_harvest__a_formula_in_an_empty_cell_changes_no_graph_and_keeps_the_record_back(book: Book) -> None:
    book.publish()
    book.publish(**{NAME: FORMULA})
    assert (book.versions(), book.verdict, book.codes(), book.leaves()) == (1, "submitted", [CODE], False)
    assert book.publish(**{NAME: FORMULA}).validated == 0
    book.registry.revalidate(everything=True)
    assert (book.verdict, book.codes()) == ("submitted", [CODE])


def test_validate__counts_it_once_and_does_not_accept(book: Book) -> None:
    book.write(**{NAME: FORMULA})
    records = list(validate_source(source_at(str(book.path)), Validator("vn")).records)
    (found,) = (one for one in records if one.iri == IRI)
    assert [one.code for one in found.all_findings if one.severity == "violation"] == [CODE]
    assert not found.report.accepted


def test_validator__counts_it_for_a_record_by_itself(book: Book) -> None:
    book.write(**{NAME: FORMULA})
    (record,) = (one for one in source_at(str(book.path)).records() if one.iri == IRI)
    report = Validator("vn").validate(record)
    assert [one.code for one in report.findings if one.severity == "violation"] == [CODE]


def test_plan__counts_it_saved_and_applied(book: Book, tmp_path: Path) -> None:
    book.write(**{NAME: FORMULA})
    plan = book.registry.plan(source_at(str(book.path)), profile="vn")
    assert (plan.report.submitted, plan.report.findings["violation"]) == (1, 1)
    plan.save(tmp_path / "plan")
    for one in book.registry.harvests.read_plans(tmp_path / "plan"):
        one.apply()
    assert (book.verdict, book.codes(), book.leaves()) == ("submitted", [CODE], False)


def test_revalidate__without_reading_counts_what_is_stored(book: Book) -> None:
    book.publish(**{NAME: FORMULA})
    report = book.registry.revalidate(everything=True)
    assert [(one.changed, one.totals.submitted) for one in report.sources] == [(0, 1)]
    assert (book.verdict, book.codes()) == ("submitted", [CODE])


def test_export__that_validates_in_memory_counts_what_is_stored(book: Book, database_url: str) -> None:
    book.publish(**{NAME: FORMULA})
    engine = create_engine(database_url)
    with engine.begin() as connection:  # as if it was accepted by other lists
        connection.execute(text("UPDATE verdicts SET accepted = :yes, lists_digest = 'x'"), {"yes": True})
    engine.dispose()
    assert not book.leaves()


def test_undo__takes_it_over_with_the_content(book: Book) -> None:
    book.publish(**{NAME: FORMULA})
    run = book.publish(**{NAME: "Air"}).run
    assert book.leaves()
    book.registry.undo(run, by="Lan")
    assert (book.verdict, book.codes(), book.leaves()) == ("submitted", [CODE], False)
    book.registry.revalidate(everything=True)
    assert (book.verdict, book.codes()) == ("submitted", [CODE])


def test_hold__is_validated_with_the_cells_of_what_is_stored(book: Book) -> None:
    book.publish(**{NAME: "Air"})
    run = book.publish(**{NAME: FORMULA}).run
    book.registry.undo(run, by="Lan")
    assert (book.verdict, book.leaves()) == ("accepted", True)
    book.publish(**{NAME: FORMULA})  # held, so what its cells say now is not applied
    assert (book.verdict, book.leaves()) == ("accepted", True)


@pytest.mark.parametrize("number", [1, 2])
def test_workers__count_it(book: Book, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from danhmuc.registry.verdicts import page_workers

    monkeypatch.setattr(page_workers, "PAGE", number)
    book.write(**{NAME: FORMULA})
    workers = page_workers.Workers(lambda: ThreadPoolExecutor(1), number=1)
    with workers:
        found = validate_source(source_at(str(book.path)), Validator("vn"), workers=workers)
        (record,) = (one for one in found.records if one.iri == IRI)
    assert [one.code for one in record.report.findings if one.severity == "violation"] == [CODE]


def test_findings__of_stored_verdicts_have_it(book: Book, tmp_path: Path) -> None:
    book.publish(**{NAME: FORMULA})
    (count,) = (one for one in book.registry.reports.count_findings("rule") if one.key == CODE)
    assert (count.violations, count.affected) == (1, 1)
