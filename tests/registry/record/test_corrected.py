"""Corrections and defaults applied to one record: what it says then, and what is told of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from danhmuc.registry.harvest.corrected import (
    OF_DISTRIBUTIONS,
    CorrectedRecord,
    Corrector,
    default_records,
    fault_of_corrections,
)
from danhmuc.registry.record.corrections import Correction, DefaultNode, Defaults
from danhmuc.registry.record.record import Role, SourceRecord
from danhmuc.registry.record.summary import summary_of
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.terms import DCAT, RDF

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
    @prefix right: <http://publications.europa.eu/resource/authority/access-right/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DCT = "http://purl.org/dc/terms/"
ACCESS = f"{DCT}accessRights"
EU = "http://publications.europa.eu/resource/authority/"


def record_of(turtle: str, *, iri: str = "d", role: Role = "record") -> SourceRecord:
    quads = tuple(parse(PREFIXES + turtle, format=RdfFormat.TURTLE, lenient=True, rename_blank_nodes=True))
    root = f"https://e.vn/{iri}"
    types = tuple(sorted(one.object.value for one in quads if one.predicate == RDF.type and one.subject.value == root))
    return SourceRecord.of(root, quads, role=role, types=types, places=("a.ttl",))


def change(prop: str, to: str | None, written: str | None = None, record: str | None = None) -> Correction:
    iri = prop if ":" in prop else DCT + prop
    return Correction(property=iri, to=to, written=written, reason="Sở đã xác nhận.", record=record)


def corrected(
    turtle: str, *corrections: Correction, defaults: Defaults | None = None, iri: str = "d", role: Role = "record"
) -> CorrectedRecord:
    return Corrector(corrections, defaults or Defaults()).correct(record_of(turtle, iri=iri, role=role))


def says(found: CorrectedRecord, turtle: str) -> bool:
    """Whether the corrected graph is that of the Turtle."""
    return found.record.digest == record_of(turtle).digest


DATASET = "<d> a dcat:Dataset ; "


@pytest.mark.parametrize(
    ("before", "correction", "after"),
    [
        # As it is written: an IRI, or a text in any language.
        ("dct:license 'CC-BY'", change("license", "<https://e.vn/by>", "CC-BY"), "dct:license <by>"),
        ("dct:license <old>", change("license", "<https://e.vn/by>", "https://e.vn/old"), "dct:license <by>"),
        ("dct:title 'a'@vi , 'a'@en , 'b'", change("title", '"c"', "a"), "dct:title 'c' , 'b'"),
        # Exactly: this language, this kind of value.
        ("dct:title 'a'@vi , 'a'@en", change("title", '"c"@vi', '"a"@vi'), "dct:title 'c'@vi , 'a'@en"),
        ("dct:title 'a'@vi , 'a'", change("title", '"c"', '"a"'), "dct:title 'a'@vi , 'c'"),
        (
            "dct:license 'https://e.vn/x'",
            change("license", "<https://e.vn/by>", '"https://e.vn/x"'),
            "dct:license <by>",
        ),
        # A plain text takes over language and datatype.
        ("dct:title 'a'@vi , 'a'@en", change("title", "c", "a"), "dct:title 'c'@vi , 'c'@en"),
        (
            "dct:issued '2026-13-01'^^xsd:date",
            change("issued", "2026-12-01", "2026-13-01"),
            "dct:issued '2026-12-01'^^xsd:date",
        ),
        # Whatever it is, or missing.
        ("dct:modified 'x' , 'y'", change("modified", '"2026"'), "dct:modified '2026'"),
        ("dct:title 'a'@vi", change("modified", '"2026"'), "dct:title 'a'@vi ; dct:modified '2026'"),
        # A text in one language leaves the others alone.
        ("dct:title 'a'@vi , 'a'@en , 'a'", change("title", '"c"@vi'), "dct:title 'c'@vi , 'a'@en"),
        # On whatever node of the graph the value stands.
        (
            "dcat:distribution [ a dcat:Distribution ; dct:license 'CC-BY' ] , <f> . <f> dct:license 'CC-BY'",
            change("license", "<https://e.vn/by>", "CC-BY"),
            "dcat:distribution [ a dcat:Distribution ; dct:license <by> ] , <f> . <f> dct:license <by>",
        ),
        # What nothing leads to any more goes.
        (
            "dct:publisher [ foaf:name 'a' ; dct:spatial [ dct:title 'b' ] ] ; dct:creator [ foaf:name 'c' ]",
            change("publisher", "<https://e.vn/so>"),
            "dct:publisher <so> ; dct:creator [ foaf:name 'c' ]",
        ),
        # Taken away.
        (
            "dct:title 'a' ; dct:spatial 'N/A' , <hue>",
            change("spatial", None, "N/A"),
            "dct:title 'a' ; dct:spatial <hue>",
        ),
        ("dct:title 'a'@vi , 'a'@en", change("title", None, '"a"@en'), "dct:title 'a'@vi"),
        ("dct:accessRights right:PUBLIC , 'public'", change(ACCESS, None, "public"), "dct:accessRights right:PUBLIC"),
        # What it should be already is not told twice.
        ("dct:license <by> , 'CC-BY'", change("license", "<https://e.vn/by>", "CC-BY"), "dct:license <by>"),
    ],
)
def test_correct__values(before: str, correction: Correction, after: str) -> None:
    found = corrected(f"{DATASET}{before} .", correction)
    assert says(found, f"{DATASET}{after} .")
    assert found.used == {0}
    assert found.record.original == record_of(f"{DATASET}{before} .").canonical
    assert found.record.source_digest == record_of(f"{DATASET}{before} .").digest != found.record.digest


@pytest.mark.parametrize(
    ("before", "correction"),
    [
        ("dct:license 'CC-BY-SA'", change("license", "<https://e.vn/by>", "CC-BY")),
        ("dct:rightsHolder 'CC-BY'", change("license", "<https://e.vn/by>", "CC-BY")),
        ("dct:modified '2026'", change("modified", '"2026"')),
        ("dct:title 'c'@vi , 'x'@en", change("title", '"c"@vi')),
        ("dct:title 'a'", change("title", '"c"', "a", record="https://e.vn/other")),
        ("dct:title 'a'@vi", change("title", '"c"', '"a"@en')),
    ],
)
def test_correct__a_record_that_does_not_need_it_is_the_same_object(before: str, correction: Correction) -> None:
    record = record_of(f"{DATASET}{before} .")
    found = Corrector([correction], Defaults()).correct(record)
    assert found.record is record
    assert found.used == frozenset()


def test_correct__one_after_the_other() -> None:
    two = (change("title", '"b"', "a"), change("title", '"c"', "b"))
    assert says(corrected(f"{DATASET}dct:title 'a' .", *two), f"{DATASET}dct:title 'c' .")
    assert says(corrected(f"{DATASET}dct:title 'a' .", *reversed(two)), f"{DATASET}dct:title 'b' .")


def test_correct__those_of_one_record_keep_their_place_among_those_of_all() -> None:
    record = "https://e.vn/d"
    three = (change("title", '"b"', "a"), change("title", '"c"', "b", record=record), change("title", '"d"', "c"))
    assert says(corrected(f"{DATASET}dct:title 'a' .", *three), f"{DATASET}dct:title 'd' .")


def test_correct__one_that_undoes_another_leaves_what_the_source_said() -> None:
    found = corrected(f"{DATASET}dct:title 'a' .", change("title", '"b"', "a"), change("title", '"a"', "b"))
    assert (found.record.original, found.record.findings, found.used) == (None, (), {0, 1})


def test_correct__each_use_is_a_repair_that_names_field_values_and_reason() -> None:
    found = corrected(f"{DATASET}dct:title 'Nuoc'@vi .", change("title", "Nước", "Nuoc"))
    (finding,) = found.record.findings
    assert (finding.code, finding.layer, finding.severity) == ("source:correction", "repaired", "info")
    assert (finding.focus, finding.path, finding.document) == ("https://e.vn/d", f"{DCT}title", "a.ttl")
    assert (finding.value, finding.value_language, finding.fix) == ("Nuoc", "vi", "Nước")
    assert finding.text("en") == (
        "dct:title was Nuoc @vi and is now Nước @vi, by a correction in the list of sources: Sở đã xác nhận."
    )


def test_correct__a_replaced_description_is_not_named_by_its_blank_node() -> None:
    found = corrected(f"{DATASET}dct:publisher [ foaf:name 'a' ] .", change("publisher", "<https://e.vn/so>"))
    (finding,) = found.record.findings
    assert (finding.value, finding.focus) == (None, "https://e.vn/d")
    assert "dct:publisher was a description without IRI and is now https://e.vn/so" in finding.text("en")


# ---------------------------------------------------------------- which node


WITH_FILES = "dcat:distribution <f> , <g> , [ a dcat:Distribution ] . <f> a dcat:Distribution"


@pytest.mark.parametrize(
    ("before", "correction", "after"),
    [
        (
            WITH_FILES,
            change("license", "<https://e.vn/by>"),
            f"{WITH_FILES.replace('on ]', 'on ; dct:license <by> ]')} ; dct:license <by>",
        ),
        (f"dct:license <x> ; {WITH_FILES}", change("license", "<https://e.vn/by>"), f"dct:license <by> ; {WITH_FILES}"),
        (
            f"{WITH_FILES} ; dct:license <x>",
            change("license", "<https://e.vn/by>"),
            f"{WITH_FILES.replace('on ]', 'on ; dct:license <by> ]')} ; dct:license <by>",
        ),
        (
            "dct:title 'a' ; dcat:distribution <f> . <f> dct:title 'file'",
            change("title", '"c"'),
            "dct:title 'c' ; dcat:distribution <f> . <f> dct:title 'file'",
        ),
        (
            "dcat:distribution <f> . <f> dct:title 'file'",
            change("format", "<https://e.vn/csv>"),
            "dcat:distribution <f> . <f> dct:title 'file' ; dct:format <csv>",
        ),
    ],
)
def test_correct__without_a_value_to_look_for_it_is_about_the_node_that_has_such_a_field(
    before: str, correction: Correction, after: str
) -> None:
    assert says(corrected(f"{DATASET}{before} .", correction), f"{DATASET}{after} .")


def test_correct__the_fields_of_files_are_those_of_no_dataset() -> None:
    from danhmuc.registry import Dataset, Distribution

    assert {one.value for one in OF_DISTRIBUTIONS} <= Distribution.properties.keys() - Dataset.properties.keys()


@pytest.mark.parametrize(
    ("listed", "role", "needed"),
    [
        ("dcat:Catalog", "record", True),
        ("dcat:DataService", "record", True),
        ("dcat:Dataset", "record", False),
        ("dcat:Distribution", "node", True),
        ("foaf:Agent", "node", False),
        ("dcat:CatalogRecord", "catalog-record", False),
    ],
)
def test_correct__a_licence_is_that_of_catalogues_services_and_distributions(
    listed: str, role: Role, needed: bool
) -> None:
    found = corrected(f"<d> a {listed} .", change("license", "<https://e.vn/by>"), role=role)
    assert bool(found.used) is needed


@pytest.mark.parametrize("role", ["node", "catalog-record"])
def test_correct__a_node_record_or_catalog_record_only_where_it_is_meant(role: Role) -> None:
    one = "<d> a foaf:Agent ; foaf:name 'a' ."
    name = "http://xmlns.com/foaf/0.1/name"
    assert not corrected(one, change(name, "b"), role=role).used
    assert corrected(one, change(name, "b", "a"), role=role).used
    assert corrected(one, change(name, "b", record="https://e.vn/d"), role=role).used


# ---------------------------------------------------------------- never more public


@pytest.mark.parametrize(
    ("before", "to", "written"),
    [
        ("right:RESTRICTED", "PUBLIC", None),
        ("right:NON_PUBLIC", "RESTRICTED", None),
        ("'nội bộ'", "NON_PUBLIC", None),
        ("<noi-bo>", "NON_PUBLIC", None),
        ("[ skos:prefLabel 'nội bộ' ]", "NON_PUBLIC", None),
        # Of two values the narrower one counts, and must stay so.
        ("right:PUBLIC , right:NON_PUBLIC", "RESTRICTED", None),
        ("'x' , right:NON_PUBLIC", "NON_PUBLIC", None),
        # Although no file of sources can say so.
        ("right:RESTRICTED", "PUBLIC", f"{EU}access-right/RESTRICTED"),
        ("right:RESTRICTED", None, f"{EU}access-right/RESTRICTED"),
        ("right:PUBLIC , 'x'", None, "x"),
    ],
)
def test_correct__what_would_be_more_public_stays_and_is_told(before: str, to: str | None, written: str | None) -> None:
    record = record_of(f"{DATASET}dct:accessRights {before} .")
    correction = change(ACCESS, None if to is None else f"<{EU}access-right/{to}>", written)
    found = Corrector([correction], Defaults()).correct(record)
    assert found.record is record
    assert found.refused == {0}
    assert found.used == {0}  # or the list would be told that it can do without


@pytest.mark.parametrize(
    ("before", "to", "after"),
    [
        ("right:PUBLIC", "RESTRICTED", "right:RESTRICTED"),
        ("right:PUBLIC , right:RESTRICTED", "NON_PUBLIC", "right:NON_PUBLIC"),
        ("'public'", "PUBLIC", "right:PUBLIC"),
    ],
)
def test_correct__what_becomes_less_public_or_stays_so_is_applied(before: str, to: str, after: str) -> None:
    found = corrected(f"{DATASET}dct:accessRights {before} .", change(ACCESS, f"<{EU}access-right/{to}>"))
    assert says(found, f"{DATASET}dct:accessRights {after} .")


def test_correct__access_to_a_file_is_not_widened_either() -> None:
    turtle = f"{DATASET}dcat:distribution <f> . <f> dct:accessRights right:NON_PUBLIC ."
    found = corrected(turtle, change(ACCESS, f"<{EU}access-right/PUBLIC>", f"{EU}access-right/NON_PUBLIC"))
    assert found.record.original is None
    assert found.refused == {0}


@pytest.mark.parametrize("prop", ["dct:accessRights", "dmv:secrecy", "dmv:sharingNature", "dct:rights"])
def test_correct__what_a_blank_node_says_of_access_is_left_alone(prop: str) -> None:
    turtle = f"{DATASET}dct:title 'mật' ; {prop} [ skos:prefLabel 'mật' ; dct:subject [ skos:prefLabel 'mật' ] ] ."
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    assert corrected(turtle, change(label, "công khai", "mật")).record.original is None
    assert says(corrected(turtle, change("title", "a", "mật")), turtle.replace("dct:title 'mật'", "dct:title 'a'"))


def test_correct__a_rights_statement_of_its_own_is_left_alone() -> None:
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    statement = "<d> a dct:RightsStatement ; <http://www.w3.org/2000/01/rdf-schema#label> 'nội bộ' ."
    assert corrected(statement, change(label, "công khai", "nội bộ"), role="node").record.original is None
    other = statement.replace("dct:RightsStatement", "dct:Standard")
    assert corrected(other, change(label, "công khai", "nội bộ"), role="node").record.original is not None


ACCESS_VALUES = [
    "right:PUBLIC",
    "right:RESTRICTED",
    "right:NON_PUBLIC",
    "'nội bộ'",
    "'public'",
    "<x>",
    "[ dct:title 'x' ]",
]
CODES = ["PUBLIC", "RESTRICTED", "NON_PUBLIC"]


@given(
    st.lists(st.sampled_from(ACCESS_VALUES), unique=True),
    st.lists(
        st.builds(
            lambda to, written: change(ACCESS, None if to is None else f"<{EU}access-right/{to}>", written),
            st.sampled_from([*CODES, None]),
            st.sampled_from([None, "public", *(f"<{EU}access-right/{code}>" for code in CODES)]),
        ),
        max_size=4,
    ),
)
def test_correct__no_corrections_that_a_source_may_have_make_a_record_more_public(
    values: list[str], corrections: list[Correction]
) -> None:
    allowed = [one for one in corrections if fault_of_corrections((one,)) is None]
    access = f"dct:accessRights {' , '.join(values)}" if values else "dct:title 'x'"
    record = record_of(f"{DATASET}{access} .")
    found = Corrector(allowed, Defaults()).correct(record).record
    before, after = (
        summary_of(record.iri, one.canonical.nquads).publicity.partition(":")[0] for one in (record, found)
    )
    assert after >= before


# ---------------------------------------------------------------- defaults

DEFAULTS = Defaults(
    publisher=DefaultNode(iri="https://e.vn/so"),
    contact=DefaultNode(iri="https://e.vn/lan"),
    licence="https://e.vn/by",
    theme=("https://e.vn/t1", "https://e.vn/t2"),
)


@pytest.mark.parametrize(
    ("turtle", "added"),
    [
        (
            "a dcat:Dataset ; dcat:distribution <f> , <g> . <f> a dcat:Distribution .",
            "<d> dct:publisher <so> ; dcat:contactPoint <lan> ; dcat:theme <t1> , <t2> . <f> dct:license <by> .",
        ),
        ("a dcat:DatasetSeries .", "<d> dct:publisher <so> ; dcat:contactPoint <lan> ."),
        ("a dcat:DatasetSeries , dcat:Dataset .", "<d> dct:publisher <so> ; dcat:contactPoint <lan> ."),
        ("a dcat:Catalog , dcat:Dataset .", "<d> dct:publisher <so> ; dct:license <by> ."),
        ("a dmv:Database .", "<d> dct:publisher <so> ; dcat:contactPoint <lan> ; dcat:theme <t1> , <t2> ."),
        (
            "a dcat:DataService .",
            "<d> dct:publisher <so> ; dcat:contactPoint <lan> ; dct:license <by> ; dcat:theme <t1> , <t2> .",
        ),
        ("a dcat:Catalog .", "<d> dct:publisher <so> ; dct:license <by> ."),
        # What it has itself, whatever that is, is its own.
        (
            "a dcat:Dataset ; dct:publisher 'x' ; dcat:contactPoint [ foaf:name 'y' ] ; dcat:theme <t9> .",
            "",
        ),
        # The dataset's licence is that of its files; so is an offer.
        (("a dcat:Dataset ; dct:publisher <p> ; dcat:contactPoint <c> ; dcat:theme <t> ; dct:license <x> ;"
         " dcat:distribution <f> . <f> a dcat:Distribution ."), ""),
        (("a dcat:Dataset ; dct:publisher <p> ; dcat:contactPoint <c> ; dcat:theme <t> ; dcat:distribution <f> , <g> ."
         " <f> odrl:hasPolicy <o> . <g> a dcat:Distribution ."), "<g> dct:license <by> ."),
    ],
)  # fmt: skip
def test_default__for_what_lacks_it(turtle: str, added: str) -> None:
    found = corrected(f"<d> {turtle}", defaults=DEFAULTS)
    assert says(found, f"<d> {turtle} {added}")
    assert {finding.code for finding in found.record.findings} == ({"source:default"} if added else set())


def test_default__of_a_distribution_that_is_a_node_record() -> None:
    found = corrected("<d> a dcat:Distribution .", defaults=DEFAULTS, role="node")
    assert says(found, "<d> a dcat:Distribution ; dct:license <by> .")


@pytest.mark.parametrize(("listed", "role"), [("foaf:Agent", "node"), ("dcat:CatalogRecord", "catalog-record")])
def test_default__nothing_for_other_nodes(listed: str, role: Role) -> None:
    assert corrected(f"<d> a {listed} .", defaults=DEFAULTS, role=role).record.original is None


def test_default__comes_after_all_corrections() -> None:
    defaults = Defaults(publisher=DefaultNode(iri="https://e.vn/so"))
    same = change("publisher", "<https://e.vn/x>", "https://e.vn/so")
    found = corrected("<d> a dcat:Dataset .", same, defaults=defaults)
    assert says(found, "<d> a dcat:Dataset ; dct:publisher <so> .")
    assert not found.used


def test_default__is_given_to_what_a_correction_has_taken_away() -> None:
    defaults = Defaults(publisher=DefaultNode(iri="https://e.vn/so"))
    found = corrected(f"{DATASET}dct:publisher 'N/A' .", change("publisher", None, "N/A"), defaults=defaults)
    assert says(found, "<d> a dcat:Dataset ; dct:publisher <so> .")
    assert [str(one.message).split(" ", 1)[1] for one in found.record.findings] == [
        "was N/A and is taken away by a correction in the list of sources: Sở đã xác nhận.",
        "was missing and is now https://e.vn/so, which is the default of the source.",
    ]
    assert [(one.value, one.fix) for one in found.record.findings] == [("N/A", None), (None, "https://e.vn/so")]


def test_default_records__describe_what_is_more_than_an_iri() -> None:
    defaults = Defaults(
        publisher=DefaultNode(iri="https://e.vn/so", name=(("en", "Dept"), ("vi", "Sở")), identifier="H57"),
        contact=DefaultNode(iri="https://e.vn/lan"),
    )
    (node,) = default_records(defaults)
    turtle = "<so> a foaf:Agent ; foaf:name 'Sở'@vi , 'Dept'@en ; dct:identifier 'H57' ."
    assert node.canonical == record_of(turtle, iri="so", role="node").canonical
    assert (node.role, node.types) == ("node", ("http://xmlns.com/foaf/0.1/Agent",))


def test_default_records__agent_and_contact_may_be_one() -> None:
    both = DefaultNode(iri="https://e.vn/so", name=(("vi", "Sở"),))
    (node,) = default_records(Defaults(publisher=both, contact=both))
    assert len(node.types) == 2
    assert node.canonical.triples == 4


def test_correct__keeps_what_else_the_record_says() -> None:
    record = record_of(f"{DATASET}dct:title 'a' ; <p> '1.50'^^xsd:decimal , [ <q> [] ] .")
    found = Corrector([change("title", "b", "a")], DEFAULTS).correct(record).record
    kept = [quad for quad in found.quads if quad.predicate.value.startswith("https://e.vn/")]
    assert canonicalize(kept) == canonicalize(
        quad for quad in record.quads if quad.predicate.value.startswith("https://e.vn/")
    )
    assert found.iri == record.iri
    assert DCAT.Dataset.value in found.types
