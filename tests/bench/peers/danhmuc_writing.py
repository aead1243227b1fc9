"""Build datasets with danhmuc and write each as Turtle.

python danhmuc_writing.py WARM-UP ENTRIES [ANSWER]
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from clock import timed

from danhmuc.registry import Dataset, Distribution, PeriodOfTime


def dataset(entry: dict[str, Any]) -> Dataset:
    return Dataset(
        entry["iri"],
        title=entry["title"],
        description=entry["description"],
        identifier=entry["identifier"],
        keywords=entry["keyword"],
        themes=entry["themes"],
        publisher=entry["publisher"],
        landing_pages=entry["landing_page"],
        languages=entry["language"],
        license=entry["license"],
        access_rights=entry["access_rights"],
        issued=date.fromisoformat(entry["issued"]),
        modified=date.fromisoformat(entry["modified"]),
        accrual_periodicity=entry["frequency"],
        spatial=entry["spatial"],
        temporal=PeriodOfTime(start_date=date.fromisoformat(entry["start"]), end_date=date.fromisoformat(entry["end"])),
        distributions=[distribution(one) for one in entry["distributions"]],
    )


def distribution(entry: dict[str, Any]) -> Distribution:
    return Distribution(
        entry["iri"],
        title=entry["title"],
        description=entry["description"],
        access_url=entry["access_url"],
        download_url=entry["download_url"],
        format=entry["format"],
        media_type=entry["media_type"],
        license=entry["license"],
        issued=date.fromisoformat(entry["issued"]),
    )


def entries(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_bytes())
    return found


def write(given: list[dict[str, Any]]) -> list[str]:
    return [dataset(entry).to("turtle") for entry in given]


if __name__ == "__main__":
    timed(entries, write, json.dumps)
