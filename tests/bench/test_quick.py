"""The ratios that matter, for every change: `make bench-quick` takes less than two minutes on two quiet processors.

Small inputs, three runs of each process (pySHACL: one), so a difference of a tenth means nothing; `make bench` and
`make bench-shacl` measure as the page has it. At this size the start of a process counts, too.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest
from belgium import PAGES, write_inventory
from environments import PEERS, peer_python
from processes import Usage, danhmuc, in_turn, run
from reporting import Report, cpu, peak, share_of, times_as_fast
from shapes_inputs import DATA, SEMIC, semic_shapes
from workshop import Workshop
from yardsticks import parse_with_rdflib, read_with_pyoxigraph

DATASETS = 1_500
PAGES_OF_DATASETS = 12
ROUNDS = 3
PROFILE = "dcat-ap"
SERIALIZE = """
import json, sys, time, rdflib
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
begun = time.process_time()
graph.serialize(sys.argv[2], format="xml")
print(json.dumps({"seconds": time.process_time() - begun}))
"""
OF_PARSE: Mapping[str, Mapping[str, float]] = {
    "generated": {"validate": 0.29, "harvest, all new": 0.41},
    "Belgium": {"validate": 0.38, "harvest, all new": 0.38, "harvest, all new, profile none": 0.24},
}
"""Most CPU time beside rdflib's parse: the seconds in issue 14 by the 17 and 45 that it gives for rdflib."""
OF_NATIVE = {"SEMIC, one file": 1.4, "SEMIC, split files": 0.6}
TIMES_PYSHACL = 55
HEADINGS = ["Input", "Measured", "Runs", "CPU s", "Compared with", "CPU, or times as fast", "Peak MiB"]


def add(report: Report, place: str, name: str, usages: Sequence[Usage], comparisons: Mapping[str, str]) -> None:
    """A row for each comparison of one measurement."""
    for other, told in comparisons.items():
        row = [place, name, str(len(usages)), cpu(usages), other, told, peak(usages)]
        report.table("quick", HEADINGS, names=2).rows.append(row)


def harvested(place: Path, registry: str, kind: str, profile: str) -> Usage:
    """A harvest in which every record turns out to be of that kind."""
    usage = danhmuc("harvest", place, "--profile", profile, "--registry", registry, "--json")
    (found,) = json.loads(usage.answer)
    assert found["records"]["seen"] == found["records"][kind] > 0, found
    return usage


@pytest.mark.parametrize("name", OF_PARSE)
def test_quick__commands(name: str, workshop: Workshop, report: Report) -> None:
    place = workshop.catalogue(DATASETS)
    if name == "Belgium":
        if not PAGES.exists():
            pytest.skip(f"needs the Belgian pages in {PAGES}")
        place = workshop.folder / "few-pages"
        write_inventory(place, pages_of_datasets=PAGES_OF_DATASETS)
    known = f"sqlite:///{workshop.folder / f'quick-{name}'}.db"
    steps: dict[str, Callable[[], Usage]] = {
        "floor": partial(read_with_pyoxigraph, place),
        "rdflib": partial(parse_with_rdflib, place),
        "validate": partial(danhmuc, "validate", "--profile", PROFILE, place, exit_code=1),
        "harvest, all new, profile none": lambda: harvested(
            place, workshop.registry(f"quick-{name}"), "created", "none"
        ),
        "harvest, all new": lambda: harvested(place, workshop.registry(f"quick-{name}"), "created", PROFILE),
        "harvest, unchanged": lambda: harvested(place, known, "unchanged", PROFILE),
    }
    taken = in_turn(ROUNDS, steps)
    floor, parsed = taken.pop("floor"), taken.pop("rdflib")
    for step, usages in taken.items():
        most = OF_PARSE[name].get(step)
        comparisons = {
            "the floor: pyoxigraph reads": share_of(usages, floor, digits=1),
            "rdflib's parse alone": share_of(usages, parsed, most=most),
        }
        command, comma, more = step.partition(",")
        add(report, name, f"`danhmuc {command}`{comma}{more}", usages, comparisons)


def shacl(engine: str, script: str, shapes: Path, warm_up: Path, data: Path) -> Usage:
    """One validation in a process that has its shapes ready."""
    interpreter = Path(sys.executable) if engine == "danhmuc" else peer_python(engine)
    usage = run(interpreter, PEERS / script, shapes, warm_up, data)
    return Usage(json.loads(usage.answer)["seconds"], usage.peak_mib, usage.answer)


def results(usages: Sequence[Usage]) -> set[int]:
    """The numbers of results of some validations."""
    return {json.loads(usage.answer)["count"] for usage in usages}


@pytest.mark.skipif(not DATA.exists(), reason="the official shapes are not at hand")
@pytest.mark.parametrize("shapes", SEMIC)
def test_quick__shacl(shapes: str, workshop: Workshop, report: Report) -> None:
    data = workshop.catalogue(1, "nt"), workshop.catalogue(DATASETS, "nt")
    file = semic_shapes(shapes, workshop.folder, mended=False)
    ours = partial(shacl, "danhmuc", "danhmuc_validating.py", file, *data)
    native = partial(shacl, "shacl", "shacl_validating.py", file, *data)
    taken = in_turn(ROUNDS, {"danhmuc": ours, "shacl": native})
    assert results(taken["danhmuc"]) == results(taken["shacl"])
    told = {"shacl, in Rust": share_of(taken["danhmuc"], taken["shacl"], most=OF_NATIVE[shapes])}
    add(report, shapes, "`ShaclValidator.validate`", taken["danhmuc"], told)


@pytest.mark.skipif(not DATA.exists(), reason="the official shapes are not at hand")
def test_quick__shacl_beside_pyshacl(workshop: Workshop, report: Report) -> None:
    shapes = "SEMIC, one file"
    data = workshop.catalogue(1, "nt"), workshop.catalogue(DATASETS, "nt")
    files = [semic_shapes(shapes, workshop.folder, mended=mended) for mended in (False, True)]
    ours = [shacl("danhmuc", "danhmuc_validating.py", files[0], *data)]
    theirs = [shacl("pyshacl", "pyshacl_validating.py", files[1], *data)]
    assert results(ours) == results(theirs)
    told = {"rdflib + pySHACL": times_as_fast(ours, theirs, least=TIMES_PYSHACL)}
    add(report, shapes, "`ShaclValidator.validate`", ours, told)


def test_quick__export(workshop: Workshop, report: Report) -> None:
    registry = workshop.registry("quick-export")
    harvested(workshop.catalogue(DATASETS), registry, "created", "none")
    lines, target = workshop.folder / "quick.nt", workshop.folder / "quick.rdf"
    danhmuc("export", "nt", lines, "--registry", registry)
    steps: dict[str, Callable[[], Usage]] = {
        "danhmuc": partial(danhmuc, "export", "xml", target, "--registry", registry),
        "rdflib": lambda: clocked(run(peer_python("pyshacl"), "-c", SERIALIZE, lines, target)),
    }
    taken = in_turn(ROUNDS, steps)
    # Nothing is expected: 2.5 times is the expectation of `make bench` for 10,000 datasets, and here a third is start.
    told = {"rdflib writes a ready graph": times_as_fast(taken["danhmuc"], taken["rdflib"])}
    add(report, "generated", "`danhmuc export xml`", taken["danhmuc"], told)


def clocked(usage: Usage) -> Usage:
    """What a process says that its work took."""
    return Usage(json.loads(usage.answer)["seconds"], usage.peak_mib, usage.answer)
