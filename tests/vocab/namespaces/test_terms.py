"""The namespaces hold what the standards define and all that the project's own files speak of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
import rdflib.namespace
from rdflib.namespace import DefinedNamespace

from danhmuc.vocab import namespaces, record_terms, terms
from danhmuc.vocab.namespaces import (
    ADMS,
    DCAT,
    DCAT_US,
    DCATAP,
    DCT,
    DMV,
    DQV,
    FOAF,
    ODRL,
    ORG,
    OWL,
    PROF,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    SPDX,
    TIME,
    VCARD,
    XSD,
    ClosedNamespace,
)
from danhmuc.vocab.prefixes import PREFIXES
from danhmuc.vocab.reading import RDF_ENDINGS, read_document

ALL: dict[str, ClosedNamespace] = {
    name: getattr(namespaces, name) for name in namespaces.__all__ if name != "ClosedNamespace"
}


@pytest.mark.parametrize("name", ALL)
def test_namespace__has_the_prefix_of_its_name(name: str) -> None:
    prefix = name.lower().replace("_", "-")
    assert PREFIXES[prefix] == ALL[name].iri


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (DCT, rdflib.namespace.DCTERMS),
        (FOAF, rdflib.namespace.FOAF),
        (ODRL, rdflib.namespace.ODRL2),
        (ORG, rdflib.namespace.ORG),
        (OWL, rdflib.namespace.OWL),
        (PROF, rdflib.namespace.PROF),
        (PROV, rdflib.namespace.PROV),
        (RDF, rdflib.namespace.RDF),
        (RDFS, rdflib.namespace.RDFS),
        (SH, rdflib.namespace.SH),
        (SKOS, rdflib.namespace.SKOS),
        (TIME, rdflib.namespace.TIME),
    ],
    ids=str,
)
def test_namespace__holds_what_rdflib_knows(ours: ClosedNamespace, theirs: type[DefinedNamespace]) -> None:
    # rdflib also lists groupings of ODRL, and parameters of SHACL with a hyphen.
    known = {str(theirs[name]) for name in listed(theirs)}
    assert known
    assert known <= set(map(str, ours))


def listed(namespace: type[DefinedNamespace]) -> Iterator[str]:
    """The names that an rdflib namespace declares, as far as they are words."""
    for name in (*namespace.__annotations__, *namespace._extras):
        if not name.startswith(("_", "#")) and not re.search("[a-z]-[a-z]", name):
            yield name


def test_dcat__is_version_3() -> None:
    version_2 = {str(rdflib.namespace.DCAT[name]) for name in listed(rdflib.namespace.DCAT)}
    added = {
        "DatasetSeries",
        "first",
        "hasCurrentVersion",
        "hasVersion",
        "inCatalog",
        "inSeries",
        "isDistributionOf",
        "isVersionOf",
        "last",
        "next",
        "nextVersion",
        "prev",
        "previousVersion",
        "resource",
        "seriesMember",
        "version",
    }
    version_3 = set(map(str, DCAT))
    assert version_3 - version_2 == {DCAT.iri + name for name in added}
    assert version_2 <= version_3


@pytest.mark.parametrize(
    ("namespace", "names"),
    [
        (ADMS, "Identifier identifier representationTechnique sample schemaAgency status versionNotes"),
        (DCATAP, "applicableLegislation availability hvdCategory"),
        (DCAT_US, "accessRestriction cuiRestriction describedBy liabilityStatement metadataDistribution purpose"),
        (DQV, "QualityMeasurement UserQualityFeedback hasQualityMeasurement isMeasurementOf value"),
        (SPDX, "Checksum algorithm checksum checksumValue checksumAlgorithm_sha256 checksumAlgorithm_sha3_512"),
        (VCARD, "Kind fn hasEmail hasTelephone hasURL hasUID"),
        (XSD, "gYear gYearMonth date dateTime duration decimal nonNegativeInteger hexBinary anyURI string"),
    ],
    ids=repr,
)
def test_namespace__holds_what_dcat_profiles_ask_for(namespace: ClosedNamespace, names: str) -> None:
    assert [name for name in names.split() if name not in namespace] == []


OURS = [
    ("shapes", "*.ttl"),
    ("vocab", "*.ttl"),
    ("vocab/schemes", "*.ttl"),
    *(("registry/samples", f"*{ending}") for ending in sorted(RDF_ENDINGS)),
]
"""Where the project's own RDF lies."""


def own_files(root: Path) -> list[Path]:
    return sorted({path for folder, pattern in OURS for path in (root / folder).glob(pattern)})


def unknown(path: Path) -> list[str]:
    """The IRIs in a file that lie in one of the namespaces and are none of its terms."""
    document = read_document(path.read_bytes(), place=path.name, base="http://base.invalid/")
    named = set()
    for subject, pairs in document.descriptions.items():
        for predicate, value in pairs:
            named |= {getattr(subject, "value", ""), predicate.value, getattr(value, "value", "")}
            named.add(getattr(getattr(value, "datatype", None), "value", ""))
    return sorted(
        iri
        for iri in named
        for namespace in ALL.values()
        if re.fullmatch(re.escape(namespace.iri) + r"[\w-]+", iri) and iri not in namespace
    )


def test_own_files__use_known_terms_only(root: Path) -> None:
    files = own_files(root)
    assert {path.parent.name for path in files} >= {"samples", "shapes", "vocab"}
    assert {path.name: found for path in files if (found := unknown(path))} == {}


def test_own_files__an_unknown_term_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX x: <http://x/>"
        " x:a a dcat:Datset ; dcat:title 1 ; x:b '1'^^<http://www.w3.org/2001/XMLSchema#integr> ; dcat:theme x:c ."
    )
    assert [iri.rpartition("#")[2] for iri in unknown(path)] == ["integr", "Datset", "title"]


def test_record_terms__are_of_dcat_and_its_kin() -> None:
    assert {*terms.DCAT, *terms.DMV} >= record_terms.RECORD_CLASSES
    assert record_terms.MEMBERSHIP < record_terms.LINKS <= {*terms.DCAT, *terms.DCT}


# ---------------------------------------------------------------- our own vocabulary


@pytest.fixture(scope="module")
def dmv(root: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(root / "vocab" / "dmv.ttl")


def test_dmv__the_file_describes_the_namespace(dmv: rdflib.Graph) -> None:
    described = {subject for subject in dmv.subjects(RDFS.isDefinedBy) if isinstance(subject, rdflib.URIRef)}
    assert described == set(DMV)
    assert {subject for subject in dmv.subjects() if str(subject).startswith(DMV.iri)} == set(DMV)


@pytest.mark.parametrize("term", DMV)
@pytest.mark.parametrize("property_", [RDFS.label, RDFS.comment])
def test_dmv__each_term_has_words_in_both_languages(
    dmv: rdflib.Graph, term: rdflib.URIRef, property_: rdflib.URIRef
) -> None:
    words = [value for value in dmv.objects(term, property_) if isinstance(value, rdflib.Literal)]
    assert sorted(str(word.language) for word in words) == ["en", "vi"]
    assert all(str(word) == unicodedata.normalize("NFC", str(word)).strip() for word in words)


def test_dmv__labels_are_those_of_the_glossary(root: Path, dmv: rdflib.Graph) -> None:
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| `dmv:(\w+)` \|", (root / "docs/glossary.md").read_text("utf-8"), re.MULTILINE
    )
    glossary = {(name, "en", en.strip()) for en, _, name in rows} | {(name, "vi", vi.strip()) for _, vi, name in rows}
    labels = {
        (term.removeprefix(DMV.iri), str(label.language), str(label))
        for term in DMV
        for label in dmv.objects(term, RDFS.label)
        if isinstance(label, rdflib.Literal)
    }
    assert labels == glossary


def test_dmv__purpose_is_a_description(dmv: rdflib.Graph) -> None:
    assert set(dmv.subject_objects(RDFS.subPropertyOf)) == {(DMV.purpose, DCT.description)}


def test_dmv__a_database_is_no_dataset(dmv: rdflib.Graph) -> None:
    assert set(dmv.objects(DMV.Database, RDFS.subClassOf)) == {DCAT.Resource}


def test_dmv__the_lists_it_points_to_are_there(root: Path, dmv: rdflib.Graph) -> None:
    lists = {str(iri).rpartition("/")[2] for iri in dmv.objects(predicate=RDFS.seeAlso)}
    assert lists == {
        "digitisation-state",
        "importance",
        "personal-data",
        "sharing-form",
        "sharing-method",
        "sharing-nature",
    }
    assert [name for name in sorted(lists) if not (root / "vocab/schemes" / f"{name}.ttl").is_file()] == []
