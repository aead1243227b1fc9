"""Judged record by record or all at once, a catalogue has the same findings."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry import parse_records, source_at
from danhmuc.registry.validation.source import validate_source
from danhmuc.shapes import Context, Validator
from danhmuc.shapes.engine import index_nquads
from danhmuc.shapes.profiles.loading import read_profile
from danhmuc.shapes.validation.context import LinkIndex
from danhmuc.shapes.validation.core_engine import CoreEngine, GraphInContext
from danhmuc.shapes.validation.profile_validator import YieldingRules
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

BACKWARDS = """
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :listed , :served , :related .
:listed a sh:PropertyShape ; sh:path [ sh:inversePath dcat:dataset ] ; sh:minCount 1 ; sh:class dcat:Catalog .
:served a sh:PropertyShape ; sh:path [ sh:inversePath dcat:servesDataset ] ; sh:maxCount 1 ; sh:class dcat:DataService .
:related a sh:PropertyShape ; sh:path [ sh:inversePath dct:relation ] ; sh:minCount 1 .
:Series a sh:NodeShape ; sh:targetClass dcat:DatasetSeries ; sh:property :member , :of .
:member a sh:PropertyShape ; sh:path [ sh:inversePath dcat:inSeries ] ; sh:minCount 2 ; sh:class dcat:Dataset .
:of a sh:PropertyShape ; sh:maxCount 3 ;
    sh:path [ sh:inversePath [ sh:alternativePath ( dcat:inSeries dct:isPartOf ) ] ] .
:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property :lists , :within .
:lists a sh:PropertyShape ; sh:path dcat:service ; sh:class dcat:DataService ; sh:minCount 1 .
:within a sh:PropertyShape ; sh:path [ sh:inversePath dcat:catalog ] ; sh:minCount 1 .
"""
OWN_CLASSES = """
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :publisher , :title .
:publisher a sh:PropertyShape ; sh:path dct:publisher ; sh:class foaf:Agent .
:title a sh:PropertyShape ; sh:path dct:title ; sh:minCount 1 .
:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property :mail .
:mail a sh:PropertyShape ; sh:path foaf:mbox ; sh:minCount 1 .
:Served a sh:NodeShape ; sh:targetObjectsOf dcat:servesDataset ; sh:property :issued .
:issued a sh:PropertyShape ; sh:path dct:issued ; sh:minCount 1 .
"""
"""Classes that a source makes itself, and a target that others name."""
AGENCIES = """
@prefix : <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Agency rdfs:subClassOf :Office . :Office rdfs:subClassOf foaf:Agent , :Agency . :Map rdfs:subClassOf dcat:Dataset .
:a a :Agency . :b a :Other .
:1 a dcat:Dataset ; dct:publisher :a . :2 a dcat:Dataset ; dct:publisher [ a :Office ] .
:3 a dcat:Dataset ; dct:title "3" ; dct:publisher :b . :4 a :Map ; dct:publisher :a .
:5 a dcat:DataService ; dcat:servesDataset :1 , :4 , :6 .
"""
NAMES = {
    "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat:": "http://www.w3.org/ns/dcat#",
    "dct:": "http://purl.org/dc/terms/",
    "dmv:": "https://w3id.org/danhmuc/def#",
    "nature:": "https://w3id.org/danhmuc/concept/sharing-nature/",
    "form:": "https://w3id.org/danhmuc/concept/sharing-form/",
    "e:": "https://e.vn/",
}


def more(seed: int, catalog: str, datasets: list[str]) -> str:
    """Series, services, databases and catalogues; some are named by many, some by nobody. N-Triples."""
    draw = Random(seed)
    lines: list[tuple[str, str, str]] = []
    kinds = {
        "series": "dcat:DatasetSeries",
        "service": "dcat:DataService",
        "catalog": "dcat:Catalog",
        "database": "dmv:Database",
    }
    made = {name: [f"e:{name}/{number}" for number in range(4)] for name in kinds}
    for name, kind in kinds.items():
        lines += [(one, "rdf:type", kind) for one in made[name]]
    for dataset in datasets:
        lines.append((dataset, "dmv:sharingNature", draw.choice(["nature:MO", "nature:DUNG_CHUNG"])))
        lines.append((dataset, "dmv:sharingForm", draw.choice(["form:MAC_DINH", "form:DAC_THU"])))
        if draw.random() < 0.1:
            lines.append((dataset, "dcat:inSeries", draw.choice(made["series"][:3])))
        if draw.random() < 0.1:
            lines.append((dataset, "dct:isPartOf", draw.choice([*made["database"][:2], catalog, *made["catalog"][:1]])))
        if draw.random() < 0.3:
            lines.append((draw.choice(made["service"][:3]), "dcat:servesDataset", dataset))
    bare = [f"e:bare/{number}" for number in range(6)]
    for number, one in enumerate(bare):
        lines.append((one, "rdf:type", "dcat:Dataset"))
        lines.append((one, "dmv:sharingNature", "nature:MO"))
        lines.append((one, "dmv:sharingForm", "form:MAC_DINH"))
        if number % 2:
            lines.append((draw.choice(made["service"]), "dcat:servesDataset", one))
            lines.append((made["catalog"][number % 4], "dcat:dataset", one))
    lines.append((catalog, "dcat:service", made["service"][0]))
    lines.append((catalog, "dcat:catalog", made["catalog"][0]))
    lines.append((made["catalog"][1], "dcat:dataset", made["service"][1]))
    lines.append((made["catalog"][1], "dcat:dataset", "e:nowhere"))
    lines.append((made["catalog"][2], "dcat:service", made["series"][1]))
    return "".join(f"{' '.join(map(named, line))} .\n" for line in lines)


def named(term: str) -> str:
    prefix, colon, local = term.partition(":")
    return f"<{NAMES.get(prefix + colon, prefix + colon)}{local}>"


@pytest.fixture(scope="module")
def catalogues(root: Path) -> Iterator[ModuleType]:
    """The module that makes catalogues."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(root / "tests" / "bench"), *sys.path])
        yield importlib.import_module("catalogues")


def found_in(
    nquads: str, engine: CoreEngine, incoming: LinkIndex | None = None, today: date | None = None
) -> Sequence[Finding]:
    """The findings on one graph, beside which there is nothing."""
    graph = GraphInContext(index=index_nquads(nquads.encode()), incoming=incoming)
    (found,) = engine.validate_each([graph], today=today)
    return found.findings


def counted(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    def named(iri: str | None) -> str | None:
        return "[]" if iri is not None and iri.startswith("_:") else iri

    return Counter((one.code, one.reported_severity, named(one.focus), one.path, named(one.value)) for one in findings)


@pytest.mark.parametrize("which", ["dcat-ap", "vn", "ranges"])
def test_findings__are_the_same_whole_and_in_parts(which: str, catalogues: ModuleType, trial: object) -> None:
    text = "".join(catalogues.WRITERS["nt"](catalogues.Catalogue(120)))
    name = trial(RANGES) if which == "ranges" else which  # type: ignore[operator]
    records = parse_records(text, name="catalogue.nt")
    context = Context({record.iri: record.canonical for record in records if record.role == "node"})
    for record in records:
        if record.role == "record":
            context.add_class(record.iri, record.types[0])
    validator = Validator(name)
    parts = counted(finding for report in validator.validate_all(records, context) for finding in report.findings)
    profile = read_profile(name)
    found = found_in(text, CoreEngine(profile), today=validator.today)
    whole = counted(YieldingRules(profile.rules).settle(found))
    assert parts == whole
    assert any(severity == "violation" for _, severity, *_ in whole)


@pytest.mark.soak
@pytest.mark.parametrize("which", ["dcat-ap", "dcat-ap-hvd", "vn", "backwards"])
@pytest.mark.parametrize("w3c_classes", [False, True], ids=["open", "w3c"])
@pytest.mark.parametrize("seed", [1, 2])
def test_findings__on_who_names_whom_are_the_same(
    seed: int,
    w3c_classes: bool,
    which: str,
    catalogues: ModuleType,
    trial: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    catalogue = catalogues.Catalogue(60, seed)
    own = more(seed, catalogue.catalog().iri, list(catalogue.dataset_iris()))
    text = "".join(catalogues.WRITERS["nt"](catalogue)) + own
    path = tmp_path / "catalogue.nt"
    path.write_text(text, encoding="utf-8")
    name = trial(BACKWARDS) if which == "backwards" else which
    validator = Validator(name, w3c_classes=w3c_classes)
    engine = CoreEngine(validator.profile, w3c_classes=w3c_classes)
    incoming = LinkIndex(is_whole=True)
    whole = counted(found_in(text, engine, incoming, validator.today))
    for spooled_above in (0, 1_000_000_000):
        check = validate_source(source_at(str(path)), validator, spooled_above=spooled_above)
        parts = counted(finding for record in check.records for finding in record.report.findings)
        assert parts == whole, spooled_above
    if which != "dcat-ap-hvd":
        told = {focus for _, severity, focus, *_ in whole if severity != "cannot-verify"}
        assert {"https://e.vn/series/3", "https://e.vn/catalog/3"} <= told


@pytest.mark.parametrize("spooled_above", [0, 1_000_000_000], ids=["spooled", "in memory"])
@pytest.mark.parametrize("w3c_classes", [False, True], ids=["open", "w3c"])
def test_findings__on_classes_of_the_source_s_own_are_the_same(
    w3c_classes: bool, spooled_above: int, trial: Callable[[str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "agencies.ttl"
    path.write_text(AGENCIES, encoding="utf-8")
    validator = Validator(trial(OWN_CLASSES), w3c_classes=w3c_classes)
    check = validate_source(source_at(str(path)), validator, spooled_above=spooled_above)
    parts = counted(finding for record in check.records for finding in record.report.findings)
    engine = CoreEngine(validator.profile, w3c_classes=w3c_classes)
    lines = "".join(f"{quad.triple} .\n" for quad in parse(AGENCIES, format=RdfFormat.TURTLE))
    whole = counted(found_in(lines, engine, LinkIndex(is_whole=True)))
    assert parts == whole
    assert {focus for _, severity, focus, *_ in whole if severity == "violation"} == {
        "https://e.vn/1",  # no title, and no date though it is served
        "https://e.vn/2",
        "https://e.vn/3",  # of a publisher that is no agent
        "https://e.vn/4",
        "https://e.vn/a",
        "[]",
    }


def test_targets__that_a_record_does_not_show_are_told(
    trial: Callable[[str], Path], caplog: pytest.LogCaptureFixture
) -> None:
    Validator(trial(OWN_CLASSES))
    assert caplog.messages == []
    Validator(trial(OWN_CLASSES.replace("dcat:servesDataset", "dct:publisher")))
    assert [message.partition(";")[0] for message in caplog.messages] == [
        "profile 'trial': <https://e.vn/shapes/trial#Served> validates what is named by <http://purl.org/dc/terms/publisher>"
    ]
