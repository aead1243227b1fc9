"""The sample catalogues are what their README says: sound, or faulty in exactly the places it lists.

Bare rdflib and pySHACL judge here, not our own reader and engine: these tests are about the files. What a harvest tells
of them is asked at the end.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pyoxigraph
import pytest
from pyshacl import validate
from rdflib import DCTERMS, FOAF, RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import to_isomorphic
from rdflib.term import Node

from danhmuc.registry import HarvestPlan, Registry, source_at
from danhmuc.registry.sampling import CATALOGUES, change_samples, write_samples
from danhmuc.registry.validation.source import ValidatedSource, validate_source
from danhmuc.shapes import Validator, load_profile
from danhmuc.vocab.findings import Finding

# rdflib's own JSON-LD parser builds one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

FOLDER = files("danhmuc.registry") / "samples"
BASE = "http://source.invalid/samples/"
ID = "https://dulieu.example.vn/id/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SHAPES = "https://w3id.org/danhmuc/shapes/"

FORMATS: Mapping[str, tuple[str, pyoxigraph.RdfFormat]] = {
    "moi-truong.ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
    "giao-thong.rdf": ("xml", pyoxigraph.RdfFormat.RDF_XML),
    "van-hoa.jsonld": ("json-ld", pyoxigraph.RdfFormat.JSON_LD),
    "du-lieu-mo.ttl": ("turtle", pyoxigraph.RdfFormat.TURTLE),
}
VALID = ("moi-truong.ttl", "giao-thong.rdf", "van-hoa.jsonld")
FAULTY = "du-lieu-mo.ttl"
EVERY_FILE = (*FORMATS, "planted.json", "changes.json", "README.md")

DAY = date(2026, 8, 15)
"""For which the README calls the files valid."""
TO_COME = {"vn:Dataset-issued-future", "vn:Dataset-modified-future"}
"""Of the second edition, which is of September."""

REPAIRS: Mapping[str, str] = {
    "relative-iri": "read:relative-iri",
    "space-in-iri": "read:iri-escaped",
    "underscore-in-language-tag": "read:language-tag",
}
"""What the reader tells of the planted faults that it repairs, of the document as a whole."""

OPEN_LISTS = frozenset(
    {
        "dcat-ap:Catalog-publisher-vocabulary",
        "dcat-ap:Catalog-spatial-vocabulary",
        "dcat-ap:DataService-publisher-vocabulary",
        "dcat-ap:Dataset-publisher-vocabulary",
        "dcat-ap:Dataset-spatial-vocabulary",
        "dcat-ap:DatasetSeries-spatial-vocabulary",
    }
)
"""Lists of the EU that DCAT-AP offers for publishers and places, and no one in Huế is on."""

KNOWN_HOSTS = frozenset(
    {
        "creativecommons.org",
        "data.europa.eu",
        "docs.ogc.org",
        "gtfs.org",
        "publications.europa.eu",
        "purl.org",
        "spdx.org",
        "w3id.org",
        "www.iana.org",
        "www.opengis.net",
        "www.w3.org",
        "xmlns.com",
    }
)
"""Where vocabularies, code lists, licences and standards live."""


class Edit(NamedTuple):
    kind: str
    iri: str
    find: str
    replace: str


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def repaired(source: str) -> str:
    """The text as our reader mends it: the tag stops bare parsers, the space makes an IRI that cannot be written."""
    return source.replace("@en_US", "@en-us").replace("tram y te.csv", "tram%20y%20te.csv")


def parsed(source: str, name: str = "moi-truong.ttl") -> Graph:
    return Graph().parse(data=repaired(source), format=FORMATS[name][0], publicID=BASE)


@cache
def graph(name: str) -> Graph:
    return parsed(text(name), name)


@cache
def edits() -> tuple[Edit, ...]:
    return tuple(Edit(**edit) for edit in json.loads(text("changes.json")))


def second_edition() -> str:
    source = text("moi-truong.ttl")
    for edit in edits():
        source = source.replace(edit.find, edit.replace)
    return source


def instances(data: Graph, name: str) -> set[Node]:
    return set(data.subjects(RDF.type, DCAT[name]))


def own_graph(data: Graph, start: Node) -> Graph:
    """The triples of a node, and of the blank nodes and distributions below it."""
    found, todo, seen = Graph(), [start], set[Node]()
    while todo:
        node = todo.pop()
        seen.add(node)
        for triple in data.triples((node, None, None)):
            found.add(triple)
            if (isinstance(triple[2], BNode) or triple[1] == DCAT.distribution) and triple[2] not in seen:
                todo.append(triple[2])
    return found


def changed(nodes: Iterable[Node], before: Graph, after: Graph) -> set[Node]:
    return {node for node in nodes if to_isomorphic(own_graph(before, node)) != to_isomorphic(own_graph(after, node))}


@cache
def shapes(*also: str) -> Graph:
    """The grave rules of the profile and of what lies below it, and others by their codes.

    Of what class a value is that nobody describes pySHACL cannot know, so rules on classes are left out.
    """
    profile = load_profile("vn")
    both = Graph().parse(data=profile.nquads, format="nt")
    for rule in profile.rules.values():
        if rule.code not in also and (rule.severity != "violation" or rule.code.endswith("-class")):
            both.remove((None, SH.property, URIRef(rule.iri)))
    return both


def broken_rules(data: Graph, *also: str) -> Counter[tuple[str, str]]:
    """Record or node with an IRI, and the code of a rule it breaks, as often as it does: grave ones, and `also`."""
    _, report, _ = validate(data, shacl_graph=shapes(*also), inference="none", advanced=False)
    assert isinstance(report, Graph)
    found = Counter[tuple[str, str]]()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        assert focus is not None
        while isinstance(focus, BNode):
            focus = next(data.subjects(None, focus))
        token, _, rule = str(report.value(result, SH.sourceShape)).removeprefix(SHAPES).partition("#")
        found[str(focus), f"{token}:{rule}"] += 1
    return found


# ---------------------------------------------------------------- every file


@pytest.mark.parametrize("name", FORMATS)
def test_file__parses_alike_in_two_libraries(name: str) -> None:
    theirs = pyoxigraph.parse(graph(name).serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    ours = pyoxigraph.parse(repaired(text(name)), format=FORMATS[name][1], base_iri=BASE)
    assert canonical(theirs) == canonical(ours)


def canonical(quads: Iterable[pyoxigraph.Quad]) -> set[pyoxigraph.Quad]:
    """The quads, their blank nodes named alike in isomorphic graphs."""
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


@pytest.mark.parametrize("name", EVERY_FILE)
def test_file__is_nfc_with_plain_line_ends(name: str) -> None:
    source = (FOLDER / name).read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", source)
    assert "\r" not in source
    assert "\t" not in source
    assert source.endswith("\n")
    assert not re.search(r" $", source, re.MULTILINE)


@pytest.mark.parametrize("name", EVERY_FILE)
def test_file__names_no_foreign_host(name: str) -> None:
    hosts = {urlsplit(found).hostname or "" for found in re.findall(r"https?://[^\s<>\"'`)]+", text(name))}
    assert {host for host in hosts if not host.endswith(".example.vn")} <= KNOWN_HOSTS


@pytest.mark.parametrize("name", EVERY_FILE)
def test_file__has_only_example_mail_addresses_and_telephones(name: str) -> None:
    mailed = re.findall(r"mailto:[^\s<>\"]+", text(name))
    called = re.findall(r"tel:[^\s<>\"]+", text(name))
    assert [address for address in mailed if not address.endswith(".example.vn")] == []
    assert [number for number in called if not re.fullmatch(r"tel:\+84-234-000-\d{4}", number)] == []


@pytest.mark.parametrize("name", FORMATS)
def test_file__counts_are_those_of_the_readme(name: str) -> None:
    row = re.search(rf"^\| `{re.escape(name)}` \|.*$", text("README.md"), re.MULTILINE)
    assert row is not None
    said = [int(cell) for cell in re.findall(r"\| (\d+) (?=\|)", row[0])]
    assert said == [len(instances(graph(name), kind)) for kind in ("Dataset", "DatasetSeries", "DataService")]


@pytest.mark.parametrize("name", FORMATS)
def test_file__is_one_catalogue_that_lists_its_records(name: str) -> None:
    data = graph(name)
    (catalogue,) = instances(data, "Catalog")
    assert set(data.objects(catalogue, DCAT.dataset)) == instances(data, "Dataset") | instances(data, "DatasetSeries")
    assert set(data.objects(catalogue, DCAT.service)) == instances(data, "DataService")
    assert set(data.objects(catalogue, DCAT.record)) == instances(data, "CatalogRecord")


@pytest.mark.parametrize("name", FORMATS)
def test_file__describes_all_it_names_of_its_own(name: str) -> None:
    data = graph(name)
    named = {node for node in data.objects() if isinstance(node, URIRef) and node.startswith(ID)}
    assert named - set(data.subjects()) == set()


@pytest.mark.parametrize("name", FORMATS)
def test_file__dataset_iris_carry_agency_and_local_name(name: str) -> None:
    form = re.compile(re.escape(ID) + r"dataset/H57\.\d\d/[a-z0-9-]+")
    assert [iri for iri in instances(graph(name), "Dataset") if not form.fullmatch(str(iri))] == []


@pytest.mark.parametrize("name", VALID)
def test_valid_file__breaks_no_rule(name: str) -> None:
    assert broken_rules(graph(name)) == Counter()


# ---------------------------------------------------------------- what the files are there to show


def test_city__is_described_alike_in_three_files_and_otherwise_in_the_fourth() -> None:
    city = URIRef(ID + "agent/H57")
    described = [to_isomorphic(own_graph(graph(name), city)) for name in (*VALID, FAULTY)]
    assert described[0] == described[1] == described[2]
    assert described[3] != described[0]
    assert len(described[3]) > 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [("moi-truong.ttl", URIRef), ("giao-thong.rdf", BNode), ("van-hoa.jsonld", URIRef), ("du-lieu-mo.ttl", BNode)],
)
def test_contact__is_an_iri_in_two_files_and_blank_in_two(name: str, kind: type[Node]) -> None:
    assert {type(contact) for contact in graph(name).objects(None, DCAT.contactPoint)} == {kind}


def test_series__has_a_dataset_for_each_year() -> None:
    (series,) = instances(graph("moi-truong.ttl"), "DatasetSeries")
    members = {str(member).rpartition("-")[2] for member in graph("moi-truong.ttl").subjects(DCAT.inSeries, series)}
    assert members == {"2021", "2022", "2023", "2024", "2025"}


def test_size__is_zero_once() -> None:
    zero = Literal("0", datatype=XSD.nonNegativeInteger)
    assert sum(len(list(graph(name).subjects(DCAT.byteSize, zero))) for name in FORMATS) == 1


def test_catalogue_records__tell_of_datasets() -> None:
    data = graph("van-hoa.jsonld")
    topics = {data.value(record, FOAF.primaryTopic) for record in instances(data, "CatalogRecord")}
    assert len(topics) == len(instances(data, "CatalogRecord"))
    assert topics < instances(data, "Dataset")


# ---------------------------------------------------------------- planted.json


def test_planted__iris_are_in_the_file() -> None:
    subjects = {str(node) for node in graph(FAULTY).subjects()}
    assert [fault["iri"] for fault in json.loads(text("planted.json")) if fault["iri"] not in subjects] == []


def test_planted__each_record_has_one_fault() -> None:
    planted = json.loads(text("planted.json"))
    assert len({fault["iri"] for fault in planted}) == len({fault["fault"] for fault in planted}) == len(planted)


def test_planted__rules_are_exactly_those_broken() -> None:
    expected = planted("vn")
    assert broken_rules(graph(FAULTY), *sorted({rule for _, rule in expected})) == expected


def test_planted__faults_are_in_the_readme() -> None:
    readme = text("README.md")
    for fault in json.loads(text("planted.json")):
        assert f"| `{fault['iri'].removeprefix(ID)}` | {fault['vi']} – {fault['en']} |" in readme


def test_planted__repairable_faults_are_written_once_as_they_should_not_be() -> None:
    source = text(FAULTY)
    assert source.count("@en_US") == 1
    assert source.count("/tep/tram y te.csv>") == 1
    assert re.findall(r"<(?![a-z]+:)[^<>]*>", source) == ["<bo-du-lieu/nuoc-sach>"]


# ---------------------------------------------------------------- changes.json


@pytest.mark.parametrize("number", range(7))
def test_edit__finds_its_text_once(number: int) -> None:
    assert text("moi-truong.ttl").count(edits()[number].find) == 1


def test_edits__are_seven() -> None:
    assert len(edits()) == 7


def test_edits__do_to_the_datasets_what_they_declare() -> None:
    before, after = graph("moi-truong.ttl"), parsed(second_edition())
    was, now = instances(before, "Dataset"), instances(after, "Dataset")
    listed = set(after.objects(None, DCAT.dataset)) - instances(after, "DatasetSeries")
    declared = {
        kind: {URIRef(edit.iri) for edit in edits() if edit.kind == kind} for kind in ("created", "updated", "missing")
    }
    assert {kind: len(iris) for kind, iris in declared.items()} == {"created": 1, "updated": 1, "missing": 1}
    assert (now - was, was - now) == (declared["created"], declared["missing"])
    assert listed == now
    assert instances(after, "Distribution") == set(after.objects(None, DCAT.distribution))
    assert changed(was & now, before, after) == declared["updated"]


def test_edits__update_title_description_and_date() -> None:
    before, after = graph("moi-truong.ttl"), parsed(second_edition())
    (iri,) = {URIRef(edit.iri) for edit in edits() if edit.kind == "updated"}
    for path in (DCTERMS.title, DCTERMS.description, DCTERMS.modified):
        assert set(before.objects(iri, path)) != set(after.objects(iri, path))


def test_edits__change_one_node_and_lose_none() -> None:
    before, after = graph("moi-truong.ttl"), parsed(second_edition())
    records = set[Node]().union(*(instances(before, kind) for kind in ("Dataset", "Distribution", "Catalog")))
    nodes = {node for node in before.subjects() if isinstance(node, URIRef)} - records
    assert {edit.iri for edit in edits() if edit.kind == "node-updated"} == {ID + "agent/H57"}
    assert changed(nodes, before, after) == {URIRef(ID + "agent/H57")}
    assert nodes <= set(after.objects())


def test_edits__leave_a_valid_file() -> None:
    assert broken_rules(parsed(second_edition())) == Counter()


# ---------------------------------------------------------------- what a harvest tells of the files


@cache
def validator(profile: str) -> Validator:
    return Validator(profile, today=DAY)


def not_verified(findings: Iterable[Finding]) -> set[tuple[str, str | None]]:
    """What cannot be verified, one finding of the source."""
    return {(one.code, one.value) for one in findings if one.layer == "cannot-verify"}


def verified(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.layer != "cannot-verify"]


def told(check: ValidatedSource) -> Counter[tuple[str, str]]:
    """Each description and the code of a finding about it, but for what cannot be verified and the open lists."""
    return Counter(
        (record.iri, finding.code)
        for record in check.records
        for finding in verified(record.all_findings)
        if (finding.code, finding.severity) not in {(code, "info") for code in OPEN_LISTS}
    )


def planted(profile: str) -> Counter[tuple[str, str]]:
    in_use = {rule.code for rule in load_profile(profile).rules.values() if not rule.is_deactivated}
    return Counter(
        (fault["iri"], rule) for fault in json.loads(text("planted.json")) for rule in fault["rules"] if rule in in_use
    )


@pytest.mark.parametrize("profile", ["dcat-ap", "vn"])
@pytest.mark.parametrize("name", VALID)
def test_harvest__has_nothing_to_tell_of_a_valid_file(name: str, profile: str) -> None:
    check = validate_source(source_at(str(FOLDER / name)), validator(profile))
    assert (told(check), verified(check.findings), check.failed) == (Counter(), [], None)


@pytest.mark.parametrize("profile", ["dcat-ap", "vn"])
def test_harvest__tells_the_planted_faults_and_no_other(profile: str) -> None:
    check = validate_source(source_at(str(FOLDER / FAULTY)), validator(profile))
    found = told(check)
    repairs = Counter({key: number for key, number in found.items() if key[1].startswith("read:")})
    assert found - repairs == planted(profile)
    assert sum(planted(profile).values()) == {"dcat-ap": 8, "vn": 11}[profile]
    repaired = [fault["fault"] for fault in json.loads(text("planted.json")) if fault["repaired"]]
    codes = Counter(finding.code for finding in verified(check.findings))
    codes.update({code: number for (_, code), number in repairs.items()})
    assert codes == Counter(REPAIRS[fault] for fault in repaired)


@pytest.mark.parametrize("name", FORMATS)
def test_harvest__under_vn_has_no_word_of_lists_of_the_eu(name: str) -> None:
    check = validate_source(source_at(str(FOLDER / name)), validator("vn"))
    assert {finding.code for record in check.records for finding in record.all_findings} & OPEN_LISTS == set()


def test_harvest__under_dcat_ap_offers_the_open_lists() -> None:
    check = validate_source(source_at(str(FOLDER / "moi-truong.ttl")), validator("dcat-ap"))
    assert {finding.code for record in check.records for finding in verified(record.all_findings)} == OPEN_LISTS


def test_harvest__under_vn_cannot_verify_the_codes_below_the_city() -> None:
    check = validate_source(source_at(str(FOLDER / "giao-thong.rdf")), validator("vn"))
    assert not_verified(check.findings) == {("vn:Dataset-publisher-code", "H57.02")}
    assert not_verified(finding for record in check.records for finding in record.all_findings) == set()


def planned(registry: Registry, path: Path) -> HarvestPlan:
    return registry.plan(source_at(str(path)), profile="vn")


def test_harvest__of_the_second_edition_tells_nothing_new(tmp_path: Path, sqlite_url: str) -> None:
    paths = dict(zip(CATALOGUES, write_samples(tmp_path / "samples"), strict=True))
    with Registry.open(sqlite_url) as registry:
        first = planned(registry, paths["moi-truong.ttl"])
        assert [change.iri for change in first.changes if change.report and verified(change.report.findings)] == []
        first.apply()
        second = planned(registry, change_samples(tmp_path / "samples"))
        validated = {change.iri: verified(change.report.findings) for change in second.changes if change.report}
        assert {one.code for findings in validated.values() for one in findings} == TO_COME
        assert {edit.iri for edit in edits() if edit.kind in {"created", "updated"}} <= set(validated)
        assert [finding for change in second.changes for finding in change.findings] == []
        assert verified(second.findings) == []


@pytest.mark.parametrize("profile", ["dcat-ap", "vn"])
def test_second_edition__has_nothing_to_tell(profile: str, tmp_path: Path) -> None:
    write_samples(tmp_path)
    check = validate_source(source_at(str(change_samples(tmp_path))), validator(profile))
    assert {code for _, code in told(check)} == (TO_COME if profile == "vn" else set())
    assert verified(check.findings) == []
