"""Judged record by record or all at once, a catalogue has the same findings."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Context, Validator
from danhmuc.shapes.core_engine import CoreEngine
from danhmuc.shapes.profiles import load_profile
from danhmuc.vocab.findings import Finding

RANGES = """
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
    sh:property :publisher , :contact , :theme , :distribution , :name .
:publisher a sh:PropertyShape ; sh:path dct:publisher ; sh:class foaf:Agent .
:contact a sh:PropertyShape ; sh:path dcat:contactPoint ; sh:class vcard:Kind .
:theme a sh:PropertyShape ; sh:path dcat:theme ; sh:class skos:Concept .
:distribution a sh:PropertyShape ; sh:path dcat:distribution ; sh:class dcat:Distribution .
:name a sh:PropertyShape ; sh:path ( dct:publisher foaf:name ) ; sh:minCount 1 .
:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property :listed .
:listed a sh:PropertyShape ; sh:path dcat:dataset ; sh:class dcat:Dataset .
"""


def counted(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    def named(iri: str | None) -> str | None:
        return "[]" if iri is not None and iri.startswith("_:") else iri

    return Counter((one.code, one.standing, named(one.focus), one.path, named(one.value)) for one in findings)


@pytest.mark.parametrize("which", ["dcat-ap", "vn", "ranges"])
def test_findings__are_the_same_whole_and_in_parts(which: str, root: Path, trial: object) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(root / "tests" / "bench"), *sys.path])
        catalogues = importlib.import_module("catalogues")
    text = "".join(catalogues.WRITERS["nt"](catalogues.Catalogue(120)))
    name = trial(RANGES) if which == "ranges" else which  # type: ignore[operator]
    records = parse_records(text, name="catalogue.nt")
    context = Context({record.iri: record.canonical for record in records if record.role == "node"})
    for record in records:
        if record.role == "record":
            context.add_class(record.iri, record.types[0])
    validator = Validator(name)
    parts = counted(finding for report in validator.check_all(records, context) for finding in report.findings)
    whole = counted(CoreEngine(load_profile(name)).check(text.encode()))
    assert parts == whole
    assert any(standing == "violation" for _, standing, *_ in whole)
