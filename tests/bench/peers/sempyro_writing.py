"""Build datasets with sempyro and write each as Turtle.

python sempyro_writing.py WARM-UP ENTRIES [ANSWER]
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from clock import timed
from rdflib import URIRef
from sempyro import LiteralField
from sempyro.dcat import DCATDataset, DCATDistribution
from sempyro.time import PeriodOfTime


def texts(by_language: dict[str, str]) -> list[LiteralField]:
    return [LiteralField(value=text, language=language) for language, text in by_language.items()]


def day(text: str) -> LiteralField:
    return LiteralField(value=text, datatype="xsd:date")


def dataset(entry: dict[str, Any]) -> DCATDataset:
    return DCATDataset(
        title=texts(entry["title"]),
        description=texts(entry["description"]),
        identifier=[entry["identifier"]],
        keyword=texts(entry["keyword"]),
        theme=entry["themes"],
        publisher=[entry["publisher"]],
        landing_page=[entry["landing_page"]],
        language=[entry["language"]],
        license=entry["license"],
        access_rights=entry["access_rights"],
        release_date=date.fromisoformat(entry["issued"]),
        modification_date=date.fromisoformat(entry["modified"]),
        frequency=entry["frequency"],
        geographical_coverage=[entry["spatial"]],
        temporal_coverage=[PeriodOfTime(start_date=day(entry["start"]), end_date=day(entry["end"]))],
        distribution=[one["iri"] for one in entry["distributions"]],
    )


def distribution(entry: dict[str, Any]) -> DCATDistribution:
    return DCATDistribution(
        title=texts(entry["title"]),
        description=texts(entry["description"]),
        access_url=[entry["access_url"]],
        download_url=[entry["download_url"]],
        format=entry["format"],
        media_type=entry["media_type"],
        license=entry["license"],
        release_date=date.fromisoformat(entry["issued"]),
    )


def turtle(entry: dict[str, Any]) -> str:
    graph = dataset(entry).to_graph(URIRef(entry["iri"]))
    for one in entry["distributions"]:
        graph += distribution(one).to_graph(URIRef(one["iri"]))
    return graph.serialize(format="turtle")


def entries(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_bytes())
    return found


def write(given: list[dict[str, Any]]) -> list[str]:
    return [turtle(entry) for entry in given]


if __name__ == "__main__":
    timed(entries, write, json.dumps)
