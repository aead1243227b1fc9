"""Read a catalogue with ckanext-dcat: Turtle to the dicts that it hands to CKAN.

python ckanext_dcat_reading.py WARM-UP FILE [ANSWER]
"""

from __future__ import annotations

import json
from pathlib import Path

from ckan.plugins import toolkit  # noqa: F401 - ckanext.dcat cannot be imported before it
from ckanext.dcat.processors import RDFParser
from clock import timed


def read(file: Path) -> list[dict[str, object]]:
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(file.read_text(encoding="utf-8"), _format="turtle")
    return list(parser.datasets())


if __name__ == "__main__":
    timed(Path, read, json.dumps)
