"""Where measurements work and where their figures go.

make bench                          measure and print the tables
make bench ARGS=--write-docs        the same, and put them into docs/en/benchmarks.md
make bench ARGS="-k start_up"       some of them, printed only
make bench-shacl                    the same for the engines of SHACL, which takes half an hour more
make bench-scale                    the same for registries of national size, which takes some hours more
make bench-quick                    the ratios that matter, in less than two minutes, printed only
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the modules here know each other by their bare names, as a script does

from machine import facts, load  # noqa: E402
from reporting import Report, fill  # noqa: E402
from workshop import Workshop  # noqa: E402

PAGE = HERE.parents[1] / "docs" / "en" / "benchmarks.md"
SHACL_PLACES = ("pyshacl", "native", "inventory", "growth", "noisy", "records", "profiles", "belgium", "inside")
PLACES = {
    "machine": (
        *("harvest", "stages", "syntaxes", "nightly", "web", "slow-servers", "web-pages", "streams"),
        *("data-json", "ckan", "plans", "writers", "objects-read", "objects-written", "export"),
        *("export-memory", "feeds", "feeds-inside", "validate", "workbook-marks", "workbooks", "commands", "start-up"),
        *("workers", "workers-stage", "elements", "elements-questions", "search"),
    ),
    "scale-machine": ("scale-made", "scale-commands", "scale-search"),
    "shacl-machine": tuple(f"shacl-{name}" for name in SHACL_PLACES),
}
"""What is measured together, by the place that tells where."""
QUICK = "quick"
"""What `make bench-quick` prints; it has no place on the page."""

_REPORT = pytest.StashKey[Report]()
_LOAD = pytest.StashKey[str]()
_CHOSEN = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def workshop() -> Iterator[Workshop]:
    with tempfile.TemporaryDirectory(prefix="danhmuc-bench-") as folder:
        yield Workshop(Path(folder))


@pytest.fixture(scope="session")
def report(pytestconfig: pytest.Config) -> Report:
    return pytestconfig.stash[_REPORT]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-docs", action="store_true", help="put the tables into docs/en/benchmarks.md")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_REPORT] = Report()
    config.stash[_LOAD] = load()
    config.stash[_CHOSEN] = False


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items[:1]:
        item.config.stash[_CHOSEN] = True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    tables = config.stash[_REPORT].tables
    if not tables:
        return
    where = facts() + f"- Load at the start {config.stash[_LOAD]}, at the end {load()}\n"
    texts: dict[str, str] = {}
    for place, names in PLACES.items():
        told = {name: tables[name].markdown() for name in names if name in tables}
        texts |= {place: where} | told if told else {}
    if QUICK in tables:
        texts |= {"machine": where, QUICK: tables[QUICK].markdown()}
    for name, text in texts.items():
        terminalreporter.section(name)
        terminalreporter.write_line(text)
    if not config.getoption("write_docs"):
        return
    skipped = "skipped" in terminalreporter.stats
    whole = {name for place, names in PLACES.items() if place in texts for name in names}
    if exitstatus or skipped or config.stash[_CHOSEN] or tables.keys() != whole:
        terminalreporter.write_line(f"{PAGE.name} was left as it is: not all was measured")
        return
    page = PAGE.read_text(encoding="utf-8")
    for name, text in texts.items():
        page = fill(page, name, text)
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    terminalreporter.write_line(f"{PAGE.name} has the new figures")
