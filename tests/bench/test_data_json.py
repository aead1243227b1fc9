"""Reading and harvesting data.json, beside the converter of ckanext-dcat on the same file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import mean, median

from catalogues import Catalogue
from entries import Entry, entries
from environments import PEERS, peer_python, peer_version
from processes import Usage, danhmuc, in_turn, run
from reporting import Report, cpu, peak
from workshop import Workshop

DATASETS = 1_000
ROUNDS = 5


def data_json(workshop: Workshop, size: int) -> Path:
    """A data.json of so many datasets, with all fields that DCAT-US 1.1 requires."""
    path = workshop.folder / f"data-{size}.json"
    if not path.exists():
        made = [_dataset(one) for one in entries(Catalogue(size, clean=True))]
        head = {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema"}
        path.write_text(json.dumps({**head, "dataset": made}, ensure_ascii=False), encoding="utf-8")
    return path


def _dataset(entry: Entry) -> Mapping[str, object]:
    return {
        "@type": "dcat:Dataset",
        "identifier": entry["iri"],
        "title": entry["title"]["vi"],
        "description": entry["description"]["vi"],
        "keyword": [*entry["keyword"].values()],
        "modified": entry["modified"],
        "issued": entry["issued"],
        "publisher": {"@type": "org:Organization", "name": entry["publisher"]},
        "contactPoint": {"@type": "vcard:Contact", "fn": "Bàn tiếp nhận", "hasEmail": "mailto:du-lieu@e.vn"},
        "accessLevel": "public",
        "bureauCode": ["020:00"],
        "programCode": ["020:000"],
        "landingPage": entry["landing_page"],
        "license": entry["license"],
        "temporal": f"{entry['start']}/{entry['end']}",
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "title": one["title"]["vi"],
                "description": one["description"]["vi"],
                "accessURL": one["access_url"],
                "downloadURL": one["download_url"],
                "mediaType": "text/csv",
            }
            for one in entry["distributions"]
        ],
    }


def test_data_json__beside_ckanext_dcat(workshop: Workshop, report: Report) -> None:
    peer = "ckanext-dcat"
    warm_up, file = data_json(workshop, 1), data_json(workshop, DATASETS)
    theirs = f"{peer} {peer_version(peer)}: dcat_to_ckan, dict to dict"
    ours = "danhmuc, reading: RDF, digests, findings"
    steps: Mapping[str, Callable[[], Usage]] = {
        theirs: partial(_clocked, peer_python(peer), "ckanext_dcat_converting.py", warm_up, file),
        ours: partial(_clocked, Path(sys.executable), "danhmuc_data_json_reading.py", warm_up, file),
        "danhmuc harvest, all new (whole process)": lambda: _harvest(file, workshop.registry("data-json"), "created"),
        "danhmuc harvest, unchanged (whole process)": lambda: _harvest(
            file, f"sqlite:///{workshop.folder / 'data-json'}.db", "unchanged"
        ),
    }
    values = {theirs: _values(workshop, steps[theirs], "dicts"), ours: _values(workshop, steps[ours], "triples")}
    table = report.table("data-json", ["1,000 datasets", "Runs", "CPU s", "Records a second", "Holds", "Peak MiB"])
    for name, usages in in_turn(ROUNDS, steps).items():
        rate = f"{DATASETS / median(usage.cpu_seconds for usage in usages):,.0f}"
        table.rows.append([name, str(ROUNDS), cpu(usages, 3), rate, values.get(name, ""), peak(usages)])


def _clocked(python: Path, script: str, *files: Path) -> Usage:
    """What the work took, without start, imports and warming up; the memory is that of the whole process."""
    usage = run(python, PEERS / script, *files)
    told = json.loads(usage.answer)
    assert told["count"] == DATASETS
    return Usage(told["seconds"], usage.peak_mib, usage.answer)


def _values(workshop: Workshop, step: Callable[..., Usage], of: str) -> str:
    """What came out of a dataset, on average."""
    answer = workshop.folder / f"{of}.json"
    step(answer)
    found = json.loads(answer.read_bytes())
    if of == "triples":
        return f"{mean(one.count(chr(10)) for one in found):.0f} triples"
    return f"{mean(_count(one) for one in found):.0f} values"


def _count(value: object) -> int:
    """The number of texts and numbers in a value."""
    if isinstance(value, Mapping):
        return sum(map(_count, value.values()))
    return sum(map(_count, value)) if isinstance(value, list) else int(value not in (None, ""))


def _harvest(file: Path, registry: str, kind: str) -> Usage:
    """Harvest a file whole; every record must turn out to be of that kind."""
    usage = danhmuc("harvest", file, "--profile", "none", "--registry", registry, "--json")
    (report,) = json.loads(usage.answer)
    assert report["records"]["seen"] == report["records"][kind] == DATASETS + 1, report
    return usage
