"""Reading packages of CKAN, beside the serializer of ckanext-dcat on the same packages: what is said, and how fast."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import mean, median

from ckan_packages import RICH, write_answer, write_packages
from environments import PEERS, peer_python, peer_version
from processes import Usage, in_turn, run
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse
from reporting import Report, cpu, peak
from workshop import Workshop

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCAT, DCT, RDF

PACKAGES = 1_000
ROUNDS = 5
PEER = "ckanext-dcat"
PAGE = Path(__file__).parents[2] / "docs" / "en" / "ckan.md"


def test_ckan__says_what_ckanext_dcat_says_but_for_what_is_written(workshop: Workshop) -> None:
    """Each statement that only one of both makes has its row in the table of the page."""
    file = write_answer(workshop.folder / "rich.json", RICH)
    theirs, ours = (_statements(workshop, *one, file) for one in _readers())
    differing = {one.partition(" ")[0] for one in theirs ^ ours}
    table = PAGE.read_text(encoding="utf-8").partition("## Beside ckanext-dcat")[2].partition("\n## ")[0]
    written = {line.split("`")[1] for line in table.splitlines() if line.startswith("| `")}
    assert sorted(differing - written) == [], sorted(theirs ^ ours)
    assert sorted(written - differing) == []
    assert len(theirs & ours) > 60


def test_ckan__beside_ckanext_dcat(workshop: Workshop, report: Report) -> None:
    files = (write_packages(workshop.folder / f"ckan-{size}.json", size) for size in (1, PACKAGES))
    warm_up, file = files
    (theirs_python, theirs_script), (ours_python, ours_script) = _readers()
    theirs = f"{PEER} {peer_version(PEER)}: its serializer, N-Triples"
    ours = "danhmuc, reading: RDF, digests, findings, originals"
    steps: Mapping[str, Callable[..., Usage]] = {
        theirs: partial(_clocked, theirs_python, theirs_script, warm_up, file),
        ours: partial(_clocked, ours_python, ours_script, warm_up, file),
    }
    triples = {name: _triples(workshop, step) for name, step in steps.items()}
    table = report.table("ckan", ["1,000 packages", "Runs", "CPU s", "Records a second", "Triples", "Peak MiB"])
    for name, usages in in_turn(ROUNDS, steps).items():
        rate = f"{PACKAGES / median(usage.cpu_seconds for usage in usages):,.0f}"
        table.rows.append([name, str(ROUNDS), cpu(usages, 3), rate, triples[name], peak(usages)])


def _readers() -> tuple[tuple[Path, str], tuple[Path, str]]:
    return (peer_python(PEER), "ckanext_dcat_serializing.py"), (Path(sys.executable), "danhmuc_ckan_reading.py")


def _clocked(python: Path, script: str, *files: Path) -> Usage:
    """What the work took, without start, imports and warming up; the memory is that of the whole process."""
    usage = run(python, PEERS / script, *files)
    told = json.loads(usage.answer)
    assert told["count"] == PACKAGES
    return Usage(told["seconds"], usage.peak_mib, usage.answer)


def _triples(workshop: Workshop, step: Callable[..., Usage]) -> str:
    """The triples of a package, on average."""
    answer = workshop.folder / "ckan-answer.json"
    step(answer)
    return f"{mean(one.count(chr(10)) for one in json.loads(answer.read_bytes())):.0f}"


def _statements(workshop: Workshop, python: Path, script: str, file: Path) -> set[str]:
    """Each value that is said of a dataset or distribution, after the properties that lead to it."""
    answer = workshop.folder / "ckan-statements.json"
    run(python, PEERS / script, file, file, answer)
    found: set[str] = set()
    for text in json.loads(answer.read_bytes()):
        graph: dict[object, list[Quad]] = {}
        for quad in parse(text, format=RdfFormat.N_TRIPLES, lenient=True):
            graph.setdefault(quad.subject, []).append(quad)
        for subject, quads in graph.items():
            types = {quad.object for quad in quads if quad.predicate == RDF.type}
            if types & {DCAT.Dataset, DCAT.Distribution}:
                name = "Dataset" if DCAT.Dataset in types else "Distribution"
                found |= set(_walk(graph, subject, f"{name}/"))
    return found


def _walk(graph: Mapping[object, list[Quad]], subject: object, path: str) -> Iterator[str]:
    for quad in graph.get(subject, ()):
        step = f"{path}{abbreviate(quad.predicate.value)}"
        value = quad.object
        is_part = isinstance(value, BlankNode) or (
            isinstance(value, NamedNode) and quad.predicate in (DCT.publisher, DCT.creator, DCAT.contactPoint)
        )
        if is_part and value in graph:
            yield from _walk(graph, value, f"{step}/")
        if not isinstance(value, BlankNode):
            yield f"{step} {value}"
