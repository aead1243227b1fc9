"""Build datasets with datacatalogtordf and write each as Turtle.

python datacatalogtordf_writing.py WARM-UP ENTRIES [ANSWER]
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clock import timed
from datacatalogtordf import Dataset, Distribution, PeriodOfTime


def dataset(entry: dict[str, Any]) -> Dataset:
    made = Dataset(entry["iri"])
    made.title = entry["title"]
    made.description = entry["description"]
    made.dct_identifier = entry["identifier"]
    made.keyword = entry["keyword"]
    made.theme = entry["themes"]
    made.publisher = entry["publisher"]
    made.landing_page = [entry["landing_page"]]
    made.language = [entry["language"]]
    made.license = entry["license"]
    made.access_rights = entry["access_rights"]
    made.release_date = entry["issued"]
    made.modification_date = entry["modified"]
    made.frequency = entry["frequency"]
    made.spatial = [entry["spatial"]]
    period = PeriodOfTime()
    period.start_date = entry["start"]
    period.end_date = entry["end"]
    made.temporal = [period]
    made.distributions = [distribution(one) for one in entry["distributions"]]
    return made


def distribution(entry: dict[str, Any]) -> Distribution:
    made = Distribution(entry["iri"])
    made.title = entry["title"]
    made.description = entry["description"]
    made.access_URL = entry["access_url"]
    made.download_URL = entry["download_url"]
    made.formats = [entry["format"]]
    made.media_types = [entry["media_type"]]
    made.license = entry["license"]
    made.release_date = entry["issued"]
    return made


def entries(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_bytes())
    return found


def write(given: list[dict[str, Any]]) -> list[str]:
    return [dataset(entry).to_rdf(encoding=None) for entry in given]


if __name__ == "__main__":
    timed(entries, write, json.dumps)
