"""Whatever is published from run to run, the counts add up and the registry is what a simple model says it is."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from danhmuc.registry import HarvestReport, Registry
from danhmuc.registry.record.change import CHANGE_KINDS

from ..conftest import examples

if TYPE_CHECKING:
    from .conftest import Agency

PAGES = 3
NAMES = range(4)


@dataclass(frozen=True)
class Dataset:
    """What is published of one dataset; its page is its number, its file stands on the next."""

    title: int
    has_file: bool
    has_record: bool


class Edition(NamedTuple):
    """What is published before one run."""

    datasets: dict[int, Dataset]
    agents: dict[int, int]
    broken: frozenset[int]
    is_part: bool


editions = st.builds(
    Edition,
    st.dictionaries(
        st.sampled_from(NAMES), st.builds(Dataset, st.integers(0, 1), st.booleans(), st.booleans()), max_size=4
    ),
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 1), max_size=2),
    st.one_of(st.just(frozenset[int]()), st.frozensets(st.integers(0, PAGES - 1), max_size=PAGES)),
    st.sampled_from([False, False, False, True]),
)


class Seen(NamedTuple):
    """What one reading shows of an IRI."""

    role: str
    content: object
    pages: frozenset[int]
    files: int


@dataclass
class Known:
    """What the model remembers of an IRI."""

    seen: Seen
    state: str = "present"
    versions: int = 1


@dataclass
class Model:
    """The registry, in a dictionary."""

    known: dict[str, Known] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    def harvest(self, edition: Edition) -> dict[tuple[str, str], int]:
        """Take an edition in; how many of each role became what."""
        seen = shown(edition)
        read = frozenset(range(PAGES)) - edition.broken
        complete = not edition.broken and not edition.is_part
        counts: Counter[tuple[str, str]] = Counter()
        if not any(one.role == "record" or isinstance(one.content, tuple) for one in seen.values()):
            return counts  # nothing of DCAT
        waiting = self._losing(seen) if complete else set()
        for iri, now in seen.items():
            counts[self._take(iri, now, None if complete else read, waits=iri in waiting)] += 1
        for iri, known in self.known.items() if complete else ():
            if iri not in seen:
                known.state = "missing"
                counts[known.seen.role, "missing"] += 1
        return counts

    def _losing(self, seen: dict[str, Seen]) -> set[str]:
        """The datasets whose file is gone and that stay as they are, since they are too many of those with a file."""
        datasets = {iri for iri, now in seen.items() if now.role == "record"}
        having = {iri for iri in datasets if names_file(seen[iri])}
        losing = {iri for iri in datasets - having if iri in self.known and names_file(self.known[iri].seen)}
        gone = losing | self.lost
        there = len(gone | having)
        if losing and ((len(gone) >= 2 and len(gone) * 10 > there) or len(gone) == there):
            return losing
        self.lost = gone
        return set()

    def _take(self, iri: str, now: Seen, read: frozenset[int] | None, *, waits: bool) -> tuple[str, str]:
        known = self.known.get(iri)
        if known is None:
            self.known[iri] = Known(now)
            return now.role, "created"
        kind = "reappeared" if known.state == "missing" else "unchanged"
        known.state = "present"
        was = known.seen
        same = (was.role, was.content) == (now.role, now.content)
        held = read is not None and (was.role != now.role or not was.pages <= read or now.files < was.files)
        if same or held or waits:
            return was.role, kind
        known.seen = now
        known.versions += 1
        return now.role, "updated" if kind == "unchanged" else kind


def names_file(seen: Seen) -> bool:
    """Whether a dataset has a file, described or not."""
    return seen.role == "record" and isinstance(seen.content, tuple) and bool(seen.content[1])


def shown(edition: Edition) -> dict[str, Seen]:
    """What can be read of an edition, by IRI."""
    found: dict[str, Seen] = {}
    for number, dataset in edition.datasets.items():
        page, file_page = number % PAGES, (number + 1) % PAGES
        has_file = dataset.has_file and file_page not in edition.broken
        if page not in edition.broken:
            pages = frozenset({page, file_page} if has_file else {page})
            found[f"{number}"] = Seen("record", (dataset.title, dataset.has_file, has_file), pages, int(has_file))
        elif has_file:
            found[f"file{number}"] = Seen("node", ("file",), frozenset({file_page}), 0)
        if dataset.has_record and 0 not in edition.broken:
            role = "catalog-record" if page not in edition.broken else "node"
            found[f"record{number}"] = Seen(role, ("record",), frozenset({0}), 0)
    for number, phone in edition.agents.items():
        if number % PAGES not in edition.broken:
            found[f"agent{number}"] = Seen("node", phone, frozenset({number % PAGES}), 0)
    return found


def publish(agency: Agency, edition: Edition) -> None:
    pages = [["<page> <p> <o> ."] for _ in range(PAGES)]
    for number, dataset in edition.datasets.items():
        named = f" ; dcat:distribution <file{number}>" if dataset.has_file else ""
        pages[number % PAGES].append(f'<{number}> a dcat:Dataset ; dct:title "{dataset.title}"{named} .')
        if dataset.has_file:
            pages[(number + 1) % PAGES].append(f'<file{number}> a dcat:Distribution ; dct:title "file" .')
        if dataset.has_record:
            pages[0].append(f"<record{number}> a dcat:CatalogRecord ; foaf:primaryTopic <{number}> .")
    for number, phone in edition.agents.items():
        pages[number % PAGES].append(f'<agent{number}> a foaf:Agent ; foaf:phone "{phone}" .')
    for number, lines in enumerate(pages):
        # A node on each page, so that a page is never empty; it is of the rest.
        text = "\n".join(lines).replace("<page> <p> <o>", "<page> a <https://w3id.org/tree#Node>")
        agency.write(f"{number}.ttl", text + (" <" if number in edition.broken else ""))


def counted(report: HarvestReport) -> dict[tuple[str, str], int]:
    roles = {"record": report.records, "node": report.nodes, "catalog-record": report.catalog_records}
    return {
        (role, kind): number
        for role, counts in roles.items()
        for kind, number in counts.as_dict().items()
        if number and kind != "seen"
    }


def reported(agency: Agency, report: HarvestReport) -> dict[tuple[str, str], int]:
    """The outcomes in the report of the run, each change by itself; one that the run counted otherwise is an error."""
    found: Counter[tuple[str, str]] = Counter()
    with agency.registry.reports.runs([report.run or 0]) as runs:
        for change in runs.runs[0].changes():
            assert change.count, change
            found[change.role, change.kind] += change.count
    return {key: number for key, number in found.items() if key[1] in CHANGE_KINDS}


def stored(agency: Agency) -> dict[str, tuple[str, str, int]]:
    return {
        row.iri.removeprefix("https://e.vn/"): (row.role, row.state, row.version)
        for row in agency.registry.records(source=agency.folder.name, role=None)
    }


@pytest.fixture
def agencies(tmp_path: Path, registry: Registry, agency: Agency) -> Iterator[Agency]:
    """One agency after another, all of one registry: making a database for each example would take too long."""
    return (type(agency)(tmp_path / f"agency-{number}", registry) for number in itertools.count())


@pytest.mark.soak
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(editions, min_size=1, max_size=5))
@example(
    [
        Edition({1: Dataset(0, has_file=False, has_record=True)}, {}, frozenset(), is_part=False),
        Edition({0: Dataset(0, has_file=False, has_record=False)}, {}, frozenset(), is_part=False),
        # The catalogue record is back, and the page of its dataset cannot be read.
        Edition({1: Dataset(0, has_file=False, has_record=True)}, {}, frozenset({1}), is_part=False),
    ]
)
def test_harvests__the_registry_is_what_the_model_says(agencies: Iterator[Agency], history: list[Edition]) -> None:
    agency = next(agencies)
    model = Model()
    for edition in history:
        publish(agency, edition)
        report = agency.harvest(partial="a part" if edition.is_part else None)
        expected = model.harvest(edition)
        assert counted(report) == expected
        assert stored(agency) == {
            iri: (known.seen.role, known.state, known.versions) for iri, known in model.known.items()
        }


@pytest.mark.soak
@pytest.mark.postgresql
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(editions, min_size=1, max_size=5))
def test_harvests__the_states_sum_to_seen_and_missing(agencies: Iterator[Agency], history: list[Edition]) -> None:
    agency = next(agencies)
    for edition in history:
        publish(agency, edition)
        report = agency.harvest(partial="a part" if edition.is_part else None)
        found = shown(edition) if report.state != "failed" else {}
        seen = Counter(one.role for one in found.values())
        for counts in (report.records, report.nodes, report.catalog_records):
            kinds = counts.as_dict()
            assert sum(kinds.values()) - kinds["seen"] == counts.seen + counts.missing
        assert reported(agency, report) == counted(report)
        assert report.records.seen == seen["record"]
        assert report.nodes.seen + report.catalog_records.seen == seen["node"] + seen["catalog-record"]


@pytest.mark.soak
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(editions, min_size=1, max_size=4))
def test_harvests__the_same_once_more_changes_nothing(agencies: Iterator[Agency], history: list[Edition]) -> None:
    agency = next(agencies)
    for edition in history:
        publish(agency, edition)
        agency.harvest()
    before = stored(agency)
    again = agency.harvest()
    assert {kind for _, kind in counted(again)} <= {"unchanged", "missing"}
    assert stored(agency) == before
