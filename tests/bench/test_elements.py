"""Many columns: added by the command, and matched by the calls that users make, beside plain SQL; on both databases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import sqlalchemy
from dictionary_files import write_dictionary
from processes import Usage, danhmuc
from reporting import Report, expected
from workshop import Workshop

from danhmuc.registry import Registry

SIZES = (10_000, 100_000)
ROUNDS = 3
MOST_MIB = 500
MOST_GROWTH = 1.2
HEADINGS = ["Database", "Process", "Columns", "CPU s", "ms a column", "of the tenth", "Peak MiB"]
QUESTIONS = ["Database", "Question", "Answers", "Call, ms", "Plain SQL, ms"]
COLUMNS = {
    "elements add, all new": ("elements", "add"),
    "elements add, unchanged": ("elements", "add"),
    "elements list schemas": ("elements", "list", "schemas", "--json"),
    "elements list matches": ("elements", "list", "matches", "--json"),
}
PAIRS = """
SELECT c.id, e.id FROM element_fields e
JOIN element_names en ON en.field_id = e.id JOIN element_names cn ON cn.key = en.key
JOIN element_fields c ON c.id = cn.field_id
WHERE e.number = 0 AND c.number > 0 {only}
UNION
SELECT c.id, e.id FROM element_fields e JOIN element_fields c ON c.domain = e.domain
WHERE e.number = 0 AND c.number > 0 {only}
"""
OF_ELEMENT = "AND e.version_id = (SELECT version_id FROM records WHERE iri = :iri)"
OF_SCHEMA = "AND c.version_id = (SELECT version_id FROM records WHERE iri = :iri)"
SAME_NAMES = """
SELECT key, e.id FROM element_names n JOIN element_fields e ON e.id = n.field_id WHERE e.number = 0 AND key IN (
  SELECT key FROM element_names n JOIN element_fields e ON e.id = n.field_id WHERE e.number = 0
  GROUP BY key HAVING count(*) > 1
)
"""
CODED = "SELECT id, codes FROM element_fields WHERE codes IS NOT NULL"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_elements(database: str, request: pytest.FixtureRequest, workshop: Workshop, report: Report) -> None:
    used: dict[str, list[Usage]] = {name: [] for name in COLUMNS}
    url = ""
    for size in SIZES:
        folder = workshop.folder / f"dictionary-{size}"
        if not folder.exists():
            write_dictionary(folder, size)
        if database == "sqlite":
            url = workshop.registry(f"elements-{size}")
        else:
            url = _fresh(request.getfixturevalue("postgresql_url"))
        for name, command in COLUMNS.items():
            place = (folder,) if command[-1] == "add" else ()
            used[name].append(danhmuc(*command, *place, "--registry", url))
    _report_columns(report, database, used)
    with Registry.open(url) as registry:
        _report_questions(report, database, registry, url)


def _fresh(url: str) -> str:
    """The database without what a smaller measurement left in it."""
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


def _report_columns(report: Report, database: str, used: Mapping[str, list[Usage]]) -> None:
    table = report.table("elements", HEADINGS, names=2)
    for name, usages in used.items():
        each = [usage.cpu_seconds / size * 1000 for usage, size in zip(usages, SIZES, strict=True)]
        for number, (size, usage) in enumerate(zip(SIZES, usages, strict=True)):
            share = each[number] / each[0]
            growth = expected(f"{share:.2f}", share, MOST_GROWTH) if number else ""
            memory = expected(f"{usage.peak_mib:.0f}", usage.peak_mib, MOST_MIB) if number else f"{usage.peak_mib:.0f}"
            cells = [f"{size:,}", f"{usage.cpu_seconds:.1f}", f"{each[number]:.3f}", growth, memory]
            table.rows.append([database, name, *cells])


def _report_questions(report: Report, database: str, registry: Registry, url: str) -> None:
    dictionary = registry.dictionary
    element, schema = dictionary.elements()[0].iri, dictionary.schemas()[0].iri
    asked: dict[str, tuple[Callable[[], Any], str, str]] = {
        "all columns that look like an element": (dictionary.find_matches, PAIRS.format(only=""), ""),
        "those of one element": (
            lambda: dictionary.find_matches(element=element),
            PAIRS.format(only=OF_ELEMENT),
            element,
        ),
        "those of one table": (lambda: dictionary.find_matches(schema=schema), PAIRS.format(only=OF_SCHEMA), schema),
        "elements of one name": (dictionary.find_differences, SAME_NAMES, ""),
        "columns of a shared list": (dictionary.find_unbound, CODED, ""),
    }
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as connection:
        for name, (call, sql, iri) in asked.items():
            query = sqlalchemy.text(sql)
            values = {"iri": iri} if iri else {}
            answers, own = _best(lambda call=call: list(call()))
            _, plain = _best(lambda query=query, values=values: connection.execute(query, values).all())
            row = [database, name, f"{len(answers):,}", f"{own:.0f}", f"{plain:.0f}"]
            report.table("elements-questions", QUESTIONS, names=2).rows.append(row)
    engine.dispose()


def _best(call: Callable[[], Any]) -> tuple[Any, float]:
    """The answer, and the quickest of some calls in milliseconds."""
    taken = list(_timed(call))
    return taken[0][0], min(milliseconds for _, milliseconds in taken)


def _timed(call: Callable[[], Any]) -> Iterator[tuple[Any, float]]:
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        answer = call()
        yield answer, (time.perf_counter() - begun) * 1000
