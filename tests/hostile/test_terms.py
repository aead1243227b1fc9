"""Misspelt classes and properties: what was written, and the term that the finding names; none if nothing is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry, parse_records, source_at, validate_source
from danhmuc.registry.record.findings import with_misspelt_terms
from danhmuc.shapes import Validator
from danhmuc.vocab.prefixes import PREFIXES

HEAD: Final = "@base <https://e.vn/> . " + "".join(f"@prefix {name}: <{iri}> . " for name, iri in PREFIXES.items())

CLASSES: Final = {
    "dcat:dataset": "dcat:Dataset",
    "dcat:Datset": "dcat:Dataset",
    "dcat:Datasets": "dcat:Dataset",
    "dcat:DataSet": "dcat:Dataset",
    "dcat:DATASET": "dcat:Dataset",
    "dcat:Dataest": "dcat:Dataset",
    "dcat:data_set": "dcat:Dataset",
    "dcat:dataService": "dcat:DataService",
    "dcat:Dataservice": "dcat:DataService",
    "dcat:datasetSeries": "dcat:DatasetSeries",
    "dcat:DatasetSerie": "dcat:DatasetSeries",
    "dcat:catalog": "dcat:Catalog",
    "dcat:catalogRecord": "dcat:CatalogRecord",
    "dcat:Catalogue": "dcat:Catalog",
    "dcat:CatalogueRecord": "dcat:CatalogRecord",
    "dcat:distribution": "dcat:Distribution",
    "dcat:Distibution": "dcat:Distribution",
    "dmv:database": "dmv:Database",
    "dmv:DataBase": "dmv:Database",
    "foaf:agent": "foaf:Agent",
    "foaf:Organisation": "foaf:Organization",
    "foaf:person": "foaf:Person",
    "vcard:kind": "vcard:Kind",
    "vcard:Organisation": "vcard:Organization",
    "vcard:Indvidual": "vcard:Individual",
    "skos:concept": "skos:Concept",
    "skos:conceptscheme": "skos:ConceptScheme",
    "dct:periodOfTime": "dct:PeriodOfTime",
    "dct:location": "dct:Location",
    "dct:RightStatement": "dct:RightsStatement",
    "adms:identifier": "adms:Identifier",
    "prov:Activty": "prov:Activity",
    # Right, of no vocabulary that is known, of one that is known in part, or too far away.
    "dcat:Dataset": None,
    "dcat:Resource": None,
    "dcat:Data": None,
    "dcat:Set": None,
    "dcat:Collection": None,
    "dct:language": None,
    "dct:title": None,
    "schema:dataset": None,
    "schema:DataSet": None,
    "hydra:collection": None,
    "ldes:eventStream": None,
    "<https://e.vn/ns#dataset>": None,
    "<http://www.w3.org/ns/dcat>": None,
    "<http://www.w3.org/ns/dcat#>": None,
    "<http://www.w3.org/ns/dcat/dataset>": None,
    "owl:Class": None,
    "prov:Entity": None,
}
PROPERTIES: Final = {
    "dct:titel": "dct:title",
    "dct:Title": "dct:title",
    "dct:TITLE": "dct:title",
    "dct:tilte": "dct:title",
    "dct:titles": "dct:title",
    "dct:discription": "dct:description",
    "dct:licence": "dct:license",
    "dct:publiser": "dct:publisher",
    "dct:accesRights": "dct:accessRights",
    "dct:accessrights": "dct:accessRights",
    "dct:accrualPeriodicty": "dct:accrualPeriodicity",
    "dct:confirmsTo": "dct:conformsTo",
    "dcat:keywords": "dcat:keyword",
    "dcat:Keyword": "dcat:keyword",
    "dcat:themes": "dcat:theme",
    "dcat:Distribution": "dcat:distribution",
    "dcat:distributions": "dcat:distribution",
    "dcat:Dataset": "dcat:dataset",
    "dcat:contactpoint": "dcat:contactPoint",
    "dcat:accessUrl": "dcat:accessURL",
    "dcat:downloadUrl": "dcat:downloadURL",
    "dcat:download_URL": "dcat:downloadURL",
    "dcat:byteSIze": "dcat:byteSize",
    "dcat:landingpage": "dcat:landingPage",
    "dcat:mediatype": "dcat:mediaType",
    "foaf:homePage": "foaf:homepage",
    "foaf:Name": "foaf:name",
    "foaf:mboxes": None,
    "vcard:hasEMail": "vcard:hasEmail",
    "vcard:hasTelefone": None,
    "skos:preflabel": "skos:prefLabel",
    "skos:notations": "skos:notation",
    "prov:wasGeneratedby": "prov:wasGeneratedBy",
    "adms:versionNote": "adms:versionNotes",
    "adms:schemeAgency": None,
    "dmv:Secrecy": "dmv:secrecy",
    "dmv:sharingnature": "dmv:sharingNature",
    "dcatap:applicableLegislations": "dcatap:applicableLegislation",
    "dcatap:hvdcategory": "dcatap:hvdCategory",
    "rdfs:lable": "rdfs:label",
    # The same as above.
    "dct:title": None,
    "dct:temporal": None,
    "dct:date": None,
    "dct:dat": None,
    "dct:end": None,
    "dct:theme": None,
    "dcat:inSeries": None,
    "dcat:target": None,
    "dcat:granularity": None,
    "dcat:bytes": None,
    "vcard:hasURL": None,
    "vcard:fn": None,
    "skos:narrowerTransitive": None,
    "rdf:_1": None,
    "rdf:_12": None,
    "schema:Name": None,
    "spdx:checksumvalue": None,
    "<https://e.vn/ns#titel>": None,
    "<http://purl.org/dc/elements/1.1/titel>": None,
    "<http://purl.org/dc/terms/>": None,
    "<http://purl.org/dc/terms/titel/x>": None,
}
TURTLE: Final = {
    **{f"<d> a dcat:Dataset , {written} .": (written, meant) for written, meant in CLASSES.items()},
    **{f"<d> a dcat:Dataset ; {written} 'x' .": (written, meant) for written, meant in PROPERTIES.items()},
}
CODE: Final = "misspelt:"


def named(turtle: str) -> list[tuple[str, str, str | None]]:
    """Record, message and fix of each finding of a first harvest into a registry that validates nothing."""
    with Registry.open("sqlite://") as registry:
        for record in parse_records(HEAD + turtle):
            registry.put(record, by="test", profile="none")
        found = [(row.iri, one) for row in registry.records(role=None) for one in registry.get(row.iri).findings]
    return [(iri, one.text("en"), one.fix) for iri, one in found if one.code.startswith(CODE)]


@pytest.mark.soak
@pytest.mark.parametrize("turtle", TURTLE)
def test_term__a_misspelt_one_is_told_with_the_one_that_was_meant(turtle: str) -> None:
    written, meant = TURTLE[turtle]
    expected = []
    if meant is not None:
        prefix, _, name = meant.partition(":")
        kind = "class" if written in CLASSES and f", {written} ." in turtle else "property"
        text = f"{written} is no {kind} of its vocabulary; {meant} was probably meant."
        expected = [("https://e.vn/d", text, PREFIXES[prefix] + name)]
    assert named(turtle) == expected


SLIPS: Final = "".join(f"<{one}> a dcat:Dataset ; dct:titel 'a' ; dcat:keywords 'b' , 'c' . " for one in range(30))


def test_term__harvest_and_validate_say_the_same_once_per_record(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(HEAD + SLIPS + "<a> foaf:Name 'x' . <x> a foaf:agent . ")
    with Registry.open(f"sqlite:///{tmp_path}/r.db") as registry:
        registry.plan(source_at(str(path))).apply()
        rows = list(registry.records(role=None))
        harvested = [(row.iri, one.text("vi")) for row in rows for one in registry.get(row.iri).findings]
    validated = validate_source(source_at(str(path)), Validator("dcat-ap"))
    found = [(record.iri, one.text("vi")) for record in validated.records for one in record.all_findings]
    misspelt = sorted(one for one in found if "có lẽ là" in one[1])
    assert misspelt == sorted(one for one in harvested if "có lẽ là" in one[1])
    assert len(misspelt) == 2 * 30 + 2


def test_term__what_is_said_of_a_record_does_not_change_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(HEAD + SLIPS)
    with Registry.open("sqlite://") as registry:
        assert registry.plan(source_at(str(path))).apply().records.created == 30
        assert registry.plan(source_at(str(path))).apply().records.unchanged == 30


REAL: Final = {
    # Slips indeed: no vocabulary has these.
    "http://xmlns.com/foaf/0.1/Page": "http://xmlns.com/foaf/0.1/page",
    "http://xmlns.com/foaf/0.1/workPlaceHomepage": "http://xmlns.com/foaf/0.1/workplaceHomepage",
}


@pytest.mark.parametrize("folder", ["belgium", "dcat-ap-es", "mobilitydcat-ap", "w3c-dcat3"])
def test_term__real_catalogues_have_no_false_finding(test_data: Path, folder: str) -> None:
    contents = source_at(str(test_data / folder)).records()
    found = (one for record in contents for one in with_misspelt_terms(record).findings if one.code.startswith(CODE))
    assert {(one.value, one.fix) for one in found} <= set(REAL.items())


RECORDLESS: Final = {
    "<d> a dcat:dataset .": "no record found, only dcat:dataset (dcat:Dataset was probably meant)",
    "<d> a dcat:dataset . <k> a dcat:Catalogue ; dcat:dataset <d> . <a> a foaf:Agent .": (
        "no record found, only dcat:Catalogue (dcat:Catalog was probably meant), "
        "dcat:dataset (dcat:Dataset was probably meant), foaf:Agent"
    ),
    "<d> a dcat:Distribution . <a> a foaf:Agent .": "no record found, only dcat:Distribution, foaf:Agent",
    "[] a dcat:dataset .": "no record found, only dcat:dataset (dcat:Dataset was probably meant)",
    "<r> a dcat:CatalogRecord ; foaf:primaryTopic <x> .": "no record found, only dcat:CatalogRecord",
    "<d> a dcat:Role , <https://e.vn/C> .": "no record found, only dcat:Role",
    "<d> a dcat:Role, dcat:Datasett .": "no record found, only dcat:Datasett (dcat:Dataset was probably meant)",
    "<d> a dcat:Dataset .": None,
    "<d> a dcat:Dataset ; dmv:secrecy 'MAT' .": None,
    "<d> a dcat:Catalog .": None,
    "<d> a dcat:Role , dmv:Database .": None,
}


@pytest.mark.parametrize("turtle", RECORDLESS)
def test_validate__a_source_without_a_record_fails_and_says_what_it_has(tmp_path: Path, turtle: str) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(HEAD + turtle)
    failed = validate_source(source_at(str(path)), Validator("dcat-ap")).failed
    assert (None if failed is None else str(failed)) == RECORDLESS[turtle]


def test_validate__a_source_without_a_record_fails_if_spooled(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(HEAD + "<d> a dcat:dataset .")
    failed = validate_source(source_at(str(path)), Validator("dcat-ap"), spooled_above=0).failed
    assert str(failed) == "no record found, only dcat:dataset (dcat:Dataset was probably meant)"


@pytest.mark.soak
def test_harvest__of_a_misspelt_term_loads_no_rdflib(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        f"@prefix dcat: <{PREFIXES['dcat']}> . <https://e.vn/1> a dcat:Dataset , dcat:dataset .", encoding="utf-8"
    )
    program = (
        "import sys; from danhmuc.registry import Registry, source_at\n"
        "registry = Registry.open('sqlite://', create=True)\n"
        f"report = registry.plan(source_at({str(tmp_path / 'a.ttl')!r}), profile='none').apply(by='test')\n"
        "print([finding.code for finding in registry.get('https://e.vn/1').findings], 'rdflib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")
    assert "misspelt:" in done.stdout
