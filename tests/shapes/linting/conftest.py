"""Shapes files small enough to be read beside the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danhmuc.shapes.linting import Linter, LintReport

PREFIXES = """
@prefix : <https://e.vn/shapes#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def lint(tmp_path: Path) -> Callable[[str], LintReport]:
    """Look through a text in Turtle, its prefixes left out."""

    def called(turtle: str) -> LintReport:
        path = tmp_path / "shapes.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return Linter().lint(path)

    return called


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs."""
    folder = Path(__file__).resolve().parents[4] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real inputs are not beside the repository")
    return folder
