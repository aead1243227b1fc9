"""Profiles small enough to be read beside the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PREFIXES = """
@prefix : <https://e.vn/shapes/trial#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .

<https://e.vn/shapes/trial> a prof:Profile ; prof:hasToken "trial" ; dct:title "Thử"@vi , "Trial"@en .
"""


@pytest.fixture
def trial(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a profile with the token ``trial`` of some shapes."""

    def make(turtle: str) -> Path:
        path = tmp_path / "trial.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return make
