"""Convert the datasets of a data.json with ckanext-dcat: dicts of JSON to the dicts that it hands to CKAN.

python ckanext_dcat_converting.py WARM-UP FILE [ANSWER]
"""

from __future__ import annotations

import json
from pathlib import Path

from ckan.plugins import toolkit  # noqa: F401 - ckanext.dcat cannot be imported before it
from ckanext.dcat.converters import dcat_to_ckan
from clock import timed


def convert(file: Path) -> list[dict[str, object]]:
    return [dcat_to_ckan(one) for one in json.loads(file.read_text(encoding="utf-8"))["dataset"]]


if __name__ == "__main__":
    timed(Path, convert, json.dumps)
