"""The data dictionary answers from what is stored, on both databases: after undo, purge and with withheld datasets."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.tables import moments
from danhmuc.vocab.errors import UnknownNameError, UsageError

HEAD = """
@prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://e.vn/> .
"""
BIRTH = """
<el/birth> a dmv:DataElement ; dct:identifier "E1" ; skos:prefLabel "Ngày sinh"@vi ; skos:definition "Ngày ra đời"@vi ;
    dmv:valueDomain [ a dmv:ValueDomain ; csvw:datatype xsd:date ] .
"""
SEX = """
<el/sex> a dmv:DataElement ; dct:identifier "E2" ; skos:prefLabel "Giới tính"@vi ; skos:definition "Nam hay nữ"@vi ;
    dmv:valueDomain [ a dmv:ValueDomain ; csvw:datatype xsd:string ;
        dmv:allowedValue [ skos:notation "1" ] , [ skos:notation "2" ] ] .
"""
PEOPLE = """
<schema/people> a csvw:Schema ; dct:title "Người"@vi ; csvw:column (
    [ a csvw:Column ; csvw:name "NGAY_SINH" ; csvw:datatype xsd:date ]
    [ a csvw:Column ; csvw:name "ngaySinh" ; csvw:datatype xsd:boolean ]
    [ a csvw:Column ; csvw:name "gt" ; csvw:datatype xsd:string ; dmv:valueDomain [
        dmv:allowedValue [ skos:notation "2" ] , [ skos:notation "1" ] ] ]
    [ a csvw:Column ; csvw:name "ns" ; csvw:datatype xsd:date ; dmv:dataElement <el/birth> ] ) .
"""
DATASET = """
<ds/1> a dcat:Dataset ; dct:title "Dân cư"@vi ; dcat:distribution <d/1> .
<d/1> a dcat:Distribution ; dct:conformsTo <schema/people> ; dcat:downloadURL <people.csv> .
"""
PEOPLE_IRI = "https://e.vn/schema/people"
BIRTH_IRI = "https://e.vn/el/birth"
SEX_IRI = "https://e.vn/el/sex"
DATASET_IRI = "https://e.vn/ds/1"


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    """An empty registry."""
    with Registry.open(database_url) as opened:
        yield opened


def harvest(registry: Registry, folder: Path, turtle: str, name: str = "catalogue") -> int:
    """Harvest a document as a source of RDF; returns the run."""
    path = folder / f"{name}.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    report = registry.harvest(source_at(str(path)), name=name, profile="none")
    assert report.state == "complete"
    assert report.run is not None
    return report.run


def add(registry: Registry, folder: Path, turtle: str, name: str = "dictionary") -> None:
    """Add the elements of a document."""
    path = folder / f"{name}.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    assert registry.harvests.import_elements(str(path), name=name).state == "complete"


def matches(registry: Registry, *, decided: bool = False) -> list[tuple[str, str, tuple[str, ...]]]:
    found = registry.dictionary.find_matches(decided=decided)
    return [(one.column, one.element.rpartition("/")[2], one.reasons) for one in found]


def held(registry: Registry, element: str = BIRTH_IRI) -> list[tuple[str | None, str, str]]:
    return [(one.dataset, one.column, one.basis) for one in registry.dictionary.find_datasets(element)]


def test_add__elements_are_no_records_and_are_counted_apart(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "dictionary.ttl"
    path.write_text(HEAD + BIRTH + SEX + PEOPLE + DATASET, encoding="utf-8")
    report = registry.harvests.import_elements(str(path))
    assert (report.elements.created, report.records.seen, report.nodes.seen) == (3, 0, 0)
    assert list(registry.records()) == []
    assert len(list(registry.records(role="element"))) == 3
    assert {source.name: source.profile for source in registry.sources()}["dictionary"] == "elements"


def test_harvest__rdf_has_elements_beside_its_records(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, BIRTH + PEOPLE + DATASET)
    assert [row.iri for row in registry.records()] == [DATASET_IRI]
    assert [one.iri for one in registry.dictionary.elements()] == [BIRTH_IRI]
    assert [(one.iri, one.columns) for one in registry.dictionary.schemas()] == [(PEOPLE_IRI, 4)]


def test_verdict__is_by_the_profile_of_elements(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, '<el/x> a dmv:DataElement ; dct:identifier "X" .' + BIRTH)
    found = {one.iri.rpartition("/")[2]: one.accepted for one in registry.dictionary.elements()}
    assert found == {"x": False, "birth": True}
    codes = {finding.code for finding in registry.get("https://e.vn/el/x").findings}
    assert {"elements:DataElement-prefLabel", "elements:DataElement-definition"} <= codes


def test_find_matches__by_name_and_value_domain_never_against_the_type(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + SEX + PEOPLE)
    assert matches(registry) == [
        ("NGAY_SINH", "birth", ("same-name", "same-type")),
        ("gt", "sex", ("same-domain", "same-type")),
    ]


def test_decisions__are_revocable_and_kept(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + SEX + PEOPLE)
    dictionary = registry.dictionary
    assert dictionary.accept_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="an", reason="cùng nghĩa")
    assert not dictionary.accept_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="an")
    assert [column for column, _, _ in matches(registry)] == ["gt"]
    assert held(registry) == [(None, "NGAY_SINH", "accepted"), (None, "ns", "stated")]
    assert dictionary.reject_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="binh", reason="khác nghĩa")
    assert held(registry) == [(None, "ns", "stated")]
    dictionary.revoke_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="an")
    assert [column for column, _, _ in matches(registry)] == ["NGAY_SINH", "gt"]
    assert dictionary.decisions() == []
    told = [(one.outcome, one.by, one.ended_by, one.reason) for one in dictionary.decisions(ended=True)]
    assert told == [("accepted", "an", "binh", "cùng nghĩa"), ("rejected", "binh", "an", "khác nghĩa")]
    with pytest.raises(UsageError, match="nothing was decided"):
        dictionary.revoke_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="an")


def test_decisions__what_a_schema_states_can_be_rejected(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE)
    registry.dictionary.reject_match(PEOPLE_IRI, "ns", BIRTH_IRI, by="an")
    assert held(registry) == []


@pytest.mark.parametrize(
    ("schema", "column", "element", "message"),
    [
        (DATASET_IRI, "ns", BIRTH_IRI, "no table schema"),
        (PEOPLE_IRI, "nothing", BIRTH_IRI, "has no column 'nothing'"),
        (PEOPLE_IRI, "ns", PEOPLE_IRI, "no data element"),
    ],
)
def test_decisions__are_about_what_is_there(
    registry: Registry, tmp_path: Path, schema: str, column: str, element: str, message: str
) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE)
    with pytest.raises(UsageError, match=message):
        registry.dictionary.accept_match(schema, column, element, by="an")


def test_find_datasets__by_distribution_by_schema_and_by_person(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE.replace("csvw:column", "dmv:isSchemaOf <ds/2> ; csvw:column"))
    harvest(registry, tmp_path, DATASET + '<ds/2> a dcat:Dataset ; dct:title "Hai"@vi .')
    assert [dataset for dataset, _, _ in held(registry)] == [DATASET_IRI, "https://e.vn/ds/2"]
    registry.dictionary.assign_dataset(PEOPLE_IRI, "https://e.vn/ds/3", by="an")
    assert [dataset for dataset, _, _ in held(registry)] == [DATASET_IRI, "https://e.vn/ds/2", "https://e.vn/ds/3"]
    registry.dictionary.release_dataset(PEOPLE_IRI, "https://e.vn/ds/3", by="an")
    assert [dataset for dataset, _, _ in held(registry)] == [DATASET_IRI, "https://e.vn/ds/2"]


def test_undo__answers_are_those_of_the_version_before(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, BIRTH + PEOPLE + DATASET)
    run = harvest(registry, tmp_path, BIRTH + PEOPLE.replace('"NGAY_SINH"', '"khac"') + DATASET)
    assert matches(registry) == []
    registry.undo(run, by="an", reason="nhầm")
    assert [column for column, _, _ in matches(registry)] == ["NGAY_SINH"]
    assert held(registry) == [(DATASET_IRI, "ns", "stated")]


def rows_of(registry: Registry, table: str) -> int:
    with registry._database.reading() as connection:
        return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_purge__nothing_is_left_of_columns_and_decisions(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, BIRTH + DATASET)
    add(registry, tmp_path, PEOPLE, name="schemas")
    registry.dictionary.accept_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="an", reason="cùng nghĩa")
    registry.purge(PEOPLE_IRI, by="an", reason="phải xóa")
    assert registry.dictionary.schemas() == []
    assert registry.dictionary.decisions(ended=True) == []
    assert held(registry) == []
    assert (rows_of(registry, "element_decisions"), rows_of(registry, "element_fields")) == (0, 1)


SECRET = "<ds/1> dmv:secrecy <https://w3id.org/danhmuc/concept/secrecy/MAT> ."


@pytest.mark.parametrize("way", ["withheld", "withdrawn", "secret"])
def test_kept_back__columns_of_the_only_dataset_are_in_no_answer(registry: Registry, tmp_path: Path, way: str) -> None:
    add(registry, tmp_path, BIRTH + SEX + PEOPLE)
    registry.dictionary.accept_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="an")
    harvest(registry, tmp_path, DATASET)
    assert len(held(registry)) == 2
    if way == "withheld":
        registry.withhold(DATASET_IRI, by="an", reason="rà soát")
    elif way == "withdrawn":
        registry.withdraw(DATASET_IRI, by="an", source="catalogue")
    else:
        path = tmp_path / "other.ttl"
        path.write_text(f"{HEAD}<ds/1> a dcat:Dataset . {SECRET} <ds/9> a dcat:Dataset .", encoding="utf-8")
        registry.harvest(source_at(str(path)), profile="none")
    dictionary = registry.dictionary
    assert dictionary.schemas() == []
    assert (held(registry), matches(registry), dictionary.decisions()) == ([], [], [])
    assert {one.owner for one in dictionary.find_touched("any", "1")} == {SEX_IRI}
    with pytest.raises(UsageError, match="no table schema"):
        dictionary.schema(PEOPLE_IRI)


def test_purge__of_a_dataset_leaves_its_schema_with_nothing_to_leave_with(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE)
    harvest(registry, tmp_path, DATASET)
    registry.purge(DATASET_IRI, by="an", reason="phải xóa")
    assert (exported(registry, "nt"), tables(registry)) == ("", [])
    assert held(registry) == [(None, "ns", "stated")]


def exported(registry: Registry, format: str) -> str:  # noqa: A002 - as the argument is called
    out = io.BytesIO()
    registry.export(format, out)
    return out.getvalue().decode()


def tables(registry: Registry) -> list[str]:
    return [one["tableSchema"]["@id"] for one in json.loads(exported(registry, "csvw"))["tables"]]


def test_export__a_schema_leaves_with_its_dataset_alone(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + SEX + PEOPLE)
    assert (exported(registry, "nt"), tables(registry)) == ("", [])
    harvest(registry, tmp_path, DATASET)
    assert tables(registry) == [PEOPLE_IRI]
    assert "NGAY_SINH" in exported(registry, "nt")
    assert "Ngày ra đời" in exported(registry, "nt")
    assert "Nam hay nữ" not in exported(registry, "nt")
    registry.withhold(DATASET_IRI, by="an", reason="rà soát")
    assert (exported(registry, "nt"), tables(registry)) == ("", [])
    assert json.loads(exported(registry, "table-schema"))["resources"] == []
    assert registry.reports.leaving(PEOPLE_IRI).reason == "without-dataset"


def test_export__a_service_or_catalogue_lets_no_schema_leave(registry: Registry, tmp_path: Path) -> None:
    others = """<s> a dcat:DataService ; dct:conformsTo <schema/people> . <c> a dcat:Catalog ; dcat:service <s> ;
        dct:conformsTo <schema/people> . <ds/1> a dcat:Dataset ; dct:relation <schema/people> ."""
    add(registry, tmp_path, PEOPLE)
    harvest(registry, tmp_path, others)
    written = exported(registry, "nt")
    assert "conformsTo" in written
    assert "NGAY_SINH" not in written


def test_export__what_a_schema_says_of_its_datasets_stays(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, PEOPLE.replace("csvw:column", "dmv:isSchemaOf <ds/1> , <ds/secret> ; csvw:column"))
    harvest(registry, tmp_path, '<ds/1> a dcat:Dataset ; dct:title "Dân cư"@vi .')
    written = exported(registry, "nt")
    assert "ds/secret" not in written
    assert f"<{DATASET_IRI}> <http://purl.org/dc/terms/conformsTo> <{PEOPLE_IRI}> ." in written
    assert tables(registry) == [PEOPLE_IRI]


def test_export__a_person_assigns_a_schema_to_a_dataset(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, PEOPLE)
    harvest(registry, tmp_path, '<ds/1> a dcat:Dataset ; dct:title "Dân cư"@vi .')
    assert tables(registry) == []
    registry.dictionary.assign_dataset(PEOPLE_IRI, DATASET_IRI, by="an")
    assert tables(registry) == [PEOPLE_IRI]


def test_export__a_column_uses_what_a_person_accepted(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + SEX + PEOPLE)
    harvest(registry, tmp_path, DATASET)
    before = exported(registry, "nt")
    registry.dictionary.accept_match(PEOPLE_IRI, "gt", SEX_IRI, by="an")
    written = exported(registry, "nt")
    assert "Nam hay nữ" in written
    assert f"<https://w3id.org/danhmuc/def#dataElement> <{SEX_IRI}> ." in written
    assert f'"propertyUrl": "{SEX_IRI}"' in exported(registry, "csvw")
    registry.withhold(SEX_IRI, by="an", reason="rà soát")
    assert SEX_IRI not in exported(registry, "nt")
    registry.dictionary.revoke_match(PEOPLE_IRI, "gt", SEX_IRI, by="an")
    assert exported(registry, "nt") == before


def test_export__what_a_person_rejected_leaves_in_no_format_though_the_schema_states_it(
    registry: Registry, tmp_path: Path
) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE)
    harvest(registry, tmp_path, DATASET)
    before = exported(registry, "nt")
    assert BIRTH_IRI in before
    registry.dictionary.reject_match(PEOPLE_IRI, "ns", BIRTH_IRI, by="an")
    for name in ("nt", "csvw", "skos"):
        assert BIRTH_IRI not in exported(registry, name)
    assert '"ns"' in exported(registry, "nt")
    (shown,) = registry.dictionary.schema(PEOPLE_IRI)
    assert shown.rejected == {"ns": "an"}
    assert shown.described.columns[3].element == BIRTH_IRI  # what the schema states stays as it is
    assert [one.columns for one in registry.dictionary.elements()] == [0]
    registry.dictionary.revoke_match(PEOPLE_IRI, "ns", BIRTH_IRI, by="an")
    assert exported(registry, "nt") == before


def test_as_of__decisions_are_those_of_then(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + SEX + PEOPLE)
    harvest(registry, tmp_path, DATASET)
    registry.dictionary.accept_match(PEOPLE_IRI, "gt", SEX_IRI, by="an")
    registry.dictionary.accept_match(PEOPLE_IRI, "ns", BIRTH_IRI, by="an")
    registry.dictionary.reject_match(PEOPLE_IRI, "ns", BIRTH_IRI, by="an")
    run = harvest(registry, tmp_path, '<ds/9> a dcat:Dataset ; dct:title "Chín"@vi .', name="other")
    expected = exported(registry, "nt")
    registry.dictionary.reject_match(PEOPLE_IRI, "gt", SEX_IRI, by="an")
    registry.dictionary.revoke_match(PEOPLE_IRI, "ns", BIRTH_IRI, by="an")
    registry.dictionary.accept_match(PEOPLE_IRI, "NGAY_SINH", BIRTH_IRI, by="an")
    assert exported(registry, "nt") != expected
    out = io.BytesIO()
    with registry.as_of(f"run:{run}") as past:
        past.export("nt", out)
    assert out.getvalue().decode() == expected


def test_as_of__moments_of_an_earlier_release_have_the_decisions_of_their_second(
    registry: Registry, tmp_path: Path
) -> None:
    add(registry, tmp_path, BIRTH + SEX + PEOPLE)
    registry.dictionary.accept_match(PEOPLE_IRI, "gt", SEX_IRI, by="an")
    run = harvest(registry, tmp_path, DATASET)
    with registry._database.writing() as connection:
        for key, newest in connection.execute(select(moments.c.id, moments.c.newest)).all():
            known = json.loads(newest)
            del known["element_decisions"]
            connection.execute(update(moments).where(moments.c.id == key).values(newest=json.dumps(known)))
    out = io.BytesIO()
    with registry.as_of(f"run:{run}") as past:
        past.export("nt", out)
    assert out.getvalue().decode() == exported(registry, "nt")
    assert SEX_IRI in out.getvalue().decode()
    later = harvest(registry, tmp_path, DATASET)
    with registry.as_of(f"run:{later}") as past:
        past.export("nt", out)
    assert out.getvalue().decode() == 2 * exported(registry, "nt")


def test_export__counts_only_the_version_that_leaves(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, PEOPLE)
    path = tmp_path / "catalogue.ttl"
    for turtle in (DATASET, DATASET.replace("dct:conformsTo <schema/people> ; ", "")):
        path.write_text(HEAD + turtle, encoding="utf-8")
        registry.harvest(source_at(str(path)), name="catalogue", profile="none")
    assert tables(registry) == []
    assert "NGAY_SINH" not in exported(registry, "nt")


def test_find_unbound__by_name_and_by_values(registry: Registry, tmp_path: Path) -> None:
    bound = "dmv:codeList <https://w3id.org/danhmuc/concept/importance>"
    values = " , ".join(f'[ skos:notation "{code}" ]' for code in ("KHAC", "COT_LOI"))
    schema = f"""<schema/x> a csvw:Schema ; csvw:column (
        [ a csvw:Column ; csvw:name "muc" ; dmv:valueDomain [ dmv:allowedValue {values} ] ]
        [ a csvw:Column ; csvw:name "importance" ]
        [ a csvw:Column ; csvw:name "quan_trong" ; dmv:valueDomain [ {bound} ; dmv:allowedValue {values} ] ]
        [ a csvw:Column ; csvw:name "Importance" ; dmv:valueDomain [
            dmv:allowedValue [ skos:notation "1" ] , [ skos:notation "2" ] ] ] ) ."""
    add(registry, tmp_path, schema)
    found = [(one.column, one.list_token, one.reasons, one.shared) for one in registry.dictionary.find_unbound()]
    assert found == [("importance", "importance", ("name",), 0), ("muc", "importance", ("codes",), 2)]


def test_find_differences__side_by_side(registry: Registry, tmp_path: Path) -> None:
    other = BIRTH.replace("el/birth", "el/other").replace("xsd:date", "xsd:string").replace("Ngày sinh", "NGÀY_SINH")
    same = SEX.replace("el/sex", "el/sex2")
    add(registry, tmp_path, BIRTH + SEX)
    add(registry, tmp_path, other + same, name="second")
    (group,) = registry.dictionary.find_differences()
    assert (group.key, group.differences) == ("ngaysinh", ("datatype",))
    assert [(one.source, one.datatype) for one in group.elements] == [
        ("dictionary", "http://www.w3.org/2001/XMLSchema#date"),
        ("second", "http://www.w3.org/2001/XMLSchema#string"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "differences"),
    [
        ('csvw:minInclusive "5"', 'csvw:maxInclusive "5"', ("values",)),
        ('csvw:minInclusive "5"', 'csvw:minExclusive "5"', ("values",)),
        ('dmv:allowedValue [ skos:notation "1" ; skos:prefLabel "Nam"@vi ]', None, ()),
        (
            'dmv:allowedValue [ skos:notation "1" ; skos:prefLabel "Nam"@vi ]',
            'dmv:allowedValue [ skos:notation "1" ; skos:prefLabel "Nữ"@vi ]',
            ("values",),
        ),
    ],
)
def test_find_differences__of_values(
    registry: Registry, tmp_path: Path, one: str, other: str | None, differences: tuple[str, ...]
) -> None:
    element = '<el/{}> a dmv:DataElement ; dct:identifier "{}" ; skos:prefLabel "Mã"@vi ; dmv:valueDomain [ {} ] .\n'
    plain = one.replace(' ; skos:prefLabel "Nam"@vi', "") if other is None else other
    add(registry, tmp_path, element.format("a", "A", one) + element.format("b", "B", plain))
    assert [group.differences for group in registry.dictionary.find_differences()] == (
        [differences] if differences else []
    )


def test_find_touched__columns_of_the_list_with_their_datasets(registry: Registry, tmp_path: Path) -> None:
    bound = "dmv:valueDomain [ dmv:codeList <https://w3id.org/danhmuc/concept/importance> ]"
    harvest(registry, tmp_path, DATASET)
    add(registry, tmp_path, PEOPLE.replace('csvw:name "ns"', f'csvw:name "mat" ; {bound}'))
    (touched,) = registry.dictionary.find_touched("importance", "KHAC")
    assert (touched.column, touched.is_bound, touched.datasets) == ("mat", True, (DATASET_IRI,))
    assert registry.dictionary.find_touched("frequency", "MONTHLY") == []
    with pytest.raises(UnknownNameError, match=r"^unknown code list 'importence'"):
        registry.dictionary.find_touched("importence", "KHAC")


def test_find_matches__of_what_is_not_there_is_refused(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE)
    with pytest.raises(UsageError, match="no data element"):
        list(registry.dictionary.find_matches(element=PEOPLE_IRI))
    with pytest.raises(UsageError, match="no table schema"):
        list(registry.dictionary.find_matches(schema=BIRTH_IRI))


@pytest.mark.parametrize("iri", ["", "ds/1"])
def test_assign_dataset__takes_an_absolute_iri_alone(registry: Registry, tmp_path: Path, iri: str) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE)
    with pytest.raises(UsageError, match="no absolute IRI of a dataset"):
        registry.dictionary.assign_dataset(PEOPLE_IRI, iri, by="an")
    assert registry.dictionary.decisions() == []


def test_two_sources__describe_one_element(registry: Registry, tmp_path: Path) -> None:
    add(registry, tmp_path, BIRTH + PEOPLE)
    add(registry, tmp_path, BIRTH.replace("Ngày ra đời", "Ngày được sinh ra"), name="second")
    assert [one.listed.source for one in registry.dictionary.element(BIRTH_IRI)] == ["dictionary", "second"]
    assert matches(registry) == [("NGAY_SINH", "birth", ("same-name", "same-type"))]


def test_find_name_faults__by_the_convention_of_the_registry(registry: Registry, tmp_path: Path) -> None:
    twice = PEOPLE.replace('"gt"', '"ns"').replace('"ngaySinh"', '""')
    add(registry, tmp_path, BIRTH + twice)
    dictionary = registry.dictionary
    found = [(one.name, one.fault) for one in dictionary.find_name_faults()]
    assert found == [("", "missing"), ("ns", "repeated")]
    dictionary.set_naming_convention("snake_case")
    found = [(one.name, one.fault) for one in dictionary.find_name_faults()]
    assert found == [("NGAY_SINH", "convention"), ("", "missing"), ("ns", "repeated")]
    assert {one.name for one in dictionary.find_name_faults(convention="UPPER_SNAKE_CASE")} == {"", "ns"}
    with pytest.raises(UnknownNameError, match="unknown naming convention 'kebab'"):
        dictionary.set_naming_convention("kebab")
