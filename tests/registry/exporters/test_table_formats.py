"""Tables of datasets that leave: their forms, and what other programs think of them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.data_elements.descriptors import table_record
from danhmuc.registry.data_elements.schema_readers import read_tables
from danhmuc.registry.exporters import exporter_named
from danhmuc.registry.record.described_elements import ColumnDraft, TableDraft, ValueDomainDraft
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.registry.record.record import IriSpace
from danhmuc.vocab.terms import CSVW, DCAT, DMV, XSD
from danhmuc.vocab.writing import Unwritten

SCHEMA = "https://e.vn/schema/ban-le"
TABLE = TableDraft(
    name="ban_le",
    titles=(("vi", "Bán lẻ"),),
    iri=SCHEMA,
    place="",
    primary_key=("gia",),
    columns=(
        ColumnDraft(
            name="gia",
            number=1,
            titles=(("vi", "Giá"), ("en", "Price")),
            value_domain=ValueDomainDraft(
                datatype=XSD.decimal.value, minimum="0", minimum_is_exclusive=True, maximum="1000000", unit="VND"
            ),
            is_required=True,
            element="https://e.vn/el/gia",
        ),
        ColumnDraft(
            name="loai",
            number=2,
            value_domain=ValueDomainDraft(
                datatype=XSD.string.value, format="[A-Z]", min_length=1, max_length=1, codes=(("A", None), ("B", "Bê"))
            ),
        ),
        ColumnDraft(name="Ngày bán", number=3, value_domain=ValueDomainDraft(datatype=XSD.date.value)),
    ),
)
GRAPH = f"""<https://e.vn/d/1> <http://purl.org/dc/terms/conformsTo> <{SCHEMA}> .
<https://e.vn/d/1> <http://www.w3.org/ns/dcat#downloadURL> <https://e.vn/ban-le.csv> .
<https://e.vn/ds/1> <http://purl.org/dc/terms/description> "Giá bán lẻ"@vi .
<https://e.vn/ds/1> <http://purl.org/dc/terms/title> "Bán lẻ"@vi .
<https://e.vn/ds/1> <http://www.w3.org/ns/dcat#distribution> <https://e.vn/d/1> .
"""


def dataset(graph: str = GRAPH, iri: str = "https://e.vn/ds/1") -> ExportedRecord:
    schema = table_record(TABLE, IriSpace(source="x"))
    reached = {SCHEMA: schema.canonical.nquads}
    return ExportedRecord(iri=iri, nquads=graph.encode(), main_class=DCAT.Dataset.value, reached=reached)


def written(name: str, *records: ExportedRecord) -> tuple[dict[str, Any], Unwritten]:
    out = io.BytesIO()
    lost = exporter_named(name).write(records, out)
    assert lost is not None
    return json.loads(out.getvalue()), lost


def test_csvw__says_what_the_schema_says() -> None:
    found, _ = written("csvw", dataset())
    assert found["@context"] == "http://www.w3.org/ns/csvw"
    (table,) = found["tables"]
    assert table["url"] == "https://e.vn/ban-le.csv"
    price, kind, day = table["tableSchema"]["columns"]
    assert table["tableSchema"]["primaryKey"] == "gia"
    assert price["titles"] == {"en": "Price", "und": "gia", "vi": "Giá"}
    assert price["datatype"] == {"base": "decimal", "minExclusive": "0", "maximum": "1000000"}
    assert (price["required"], price["propertyUrl"]) == (True, "https://e.vn/el/gia")
    assert price[DMV.unit.value] == "VND"
    assert kind["datatype"] == {"base": "string", "format": "[A-Z]", "length": 1}
    assert len(kind[DMV.allowedValue.value]) == 2
    assert (day["name"], day["titles"]) == ("Ng%C3%A0y%20b%C3%A1n", {"und": "Ngày bán"})


CSVW_COLUMNS: list[dict[str, Any]] = [
    {"name": "co%20dau", "titles": {"vi": "Có dấu"}, "null": ["-", "?"], "default": "x", "separator": ";"},
    {"titles": {"vi": "Mã số"}, "required": True},
    {"name": "nam", "datatype": {"base": "gYear", "minimum": "2000", "maxExclusive": "2027"}},
    {"name": "han", "datatype": {"base": "dayTimeDuration", "minExclusive": "P1D", "format": "P[0-9]+D"}},
    {"name": "co", "datatype": {"base": "boolean", "format": "Có|Không"}},
    {"name": "gia", "datatype": {"base": "decimal", "format": {"decimalChar": ",", "pattern": "#.##0,0"}}},
    {"name": "ty_le", "datatype": {"base": "number", "format": "+##0.0‰;-##0.0‰"}},
    {"name": "nut", "datatype": {"base": "json", "maxLength": 9}},
    {"name": "gi_cung_duoc", "datatype": {"base": "any", "format": "[a-z]+"}},
]


def test_csvw__what_was_read_is_read_again_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a-metadata.json"
    schema = {"@id": SCHEMA, "columns": CSVW_COLUMNS, "primaryKey": "co%20dau"}
    given = {"@context": "http://www.w3.org/ns/csvw", "url": "https://e.vn/ban-le.csv", "tableSchema": schema}
    path.write_text(json.dumps(given), encoding="utf-8")
    before = read_tables(str(path))
    nquads = table_record(before.tables[0], IriSpace(source="x")).canonical.nquads
    record = ExportedRecord(
        iri="https://e.vn/ds/1", nquads=GRAPH.encode(), main_class=DCAT.Dataset.value, reached={SCHEMA: nquads}
    )
    path.write_text(json.dumps(written("csvw", record)[0]), encoding="utf-8")
    again = read_tables(str(path))
    assert (before.findings, again.findings) == ((), ())
    assert again.tables[0].primary_key == ("co%20dau",)
    # The technical name is a title, too, with which a header is compared.
    assert [replace(one, titles=()) for one in again.tables[0].columns] == [
        replace(one, titles=()) for one in before.tables[0].columns
    ]


def test_csvw__names_that_are_encoded_alike_stay_apart() -> None:
    columns = (ColumnDraft(name="a b", number=1), ColumnDraft(name="a%20b", number=2))
    schema = table_record(replace(TABLE, columns=columns, primary_key=()), IriSpace(source="x"))
    record = ExportedRecord(
        iri="https://e.vn/ds/1",
        nquads=GRAPH.encode(),
        main_class=DCAT.Dataset.value,
        reached={SCHEMA: schema.canonical.nquads},
    )
    found, _ = written("csvw", record)
    assert [one["name"] for one in found["tables"][0]["tableSchema"]["columns"]] == ["a%20b", "c2.2"]


def test_table_schema__says_what_the_schema_says() -> None:
    found, _ = written("table-schema", dataset())
    (resource,) = found["resources"]
    assert (resource["name"], resource["path"]) == ("ban_le", "https://e.vn/ban-le.csv")
    price, kind, day = resource["schema"]["fields"]
    assert price["type"] == "number"
    # An exclusive bound is none that Table Schema 1 has.
    assert price["constraints"] == {"required": True, "maximum": 1000000.0}
    assert kind["constraints"]["enum"] == ["A", "B"]
    assert (day["name"], day["type"]) == ("Ngày bán", "date")


def test_names__of_resources_are_unique() -> None:
    other = dataset(GRAPH.replace("ds/1", "ds/2").replace("d/1", "d/2"), "https://e.vn/ds/2")
    found, _ = written("table-schema", dataset(), other)
    assert [one["name"] for one in found["resources"]] == ["ban_le", "ban_le-2"]


def test_url__is_that_of_the_dataset_if_no_file_is_meant_alone() -> None:
    two = GRAPH.replace(f"<https://e.vn/d/1> <http://purl.org/dc/terms/conformsTo> <{SCHEMA}> .\n", "")
    two += f"<https://e.vn/ds/1> <http://purl.org/dc/terms/conformsTo> <{SCHEMA}> .\n"
    two += "<https://e.vn/ds/1> <http://www.w3.org/ns/dcat#distribution> <https://e.vn/d/2> .\n"
    two += "<https://e.vn/d/2> <http://www.w3.org/ns/dcat#downloadURL> <https://e.vn/khac.csv> .\n"
    found, _ = written("csvw", dataset(two))
    assert found["tables"][0]["url"] == "https://e.vn/ds/1"


def test_lost__is_what_is_no_table() -> None:
    bare = ExportedRecord(iri="https://e.vn/ds/3", nquads=b"", main_class=DCAT.Dataset.value)
    catalog = ExportedRecord(iri="https://e.vn/c", nquads=b"", main_class=DCAT.Catalog.value)
    _, lost = written("csvw", dataset(), bare, catalog)
    assert dict(lost.by_property()) == {"dct:description": 1}
    assert [(one.iri, one.why) for one in lost.refused] == [
        ("https://e.vn/ds/3", "table"),
        ("https://e.vn/c", "class"),
    ]


def test_inner_tables__of_a_dataset_leave_too() -> None:
    inner = """<https://e.vn/d/2> <http://www.w3.org/ns/dcat#downloadURL> <https://e.vn/nhap.csv> .
<https://e.vn/d/2> <http://www.w3.org/ns/csvw#tableSchema> _:s .
<https://e.vn/ds/1> <http://www.w3.org/ns/dcat#distribution> <https://e.vn/d/2> .
_:c <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/csvw#Column> .
_:c <http://www.w3.org/ns/csvw#name> "ma" .
_:s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/csvw#Schema> .
_:s <http://www.w3.org/ns/csvw#column> _:c .
"""
    found, lost = written("csvw", dataset(GRAPH + inner))
    of_record, within = found["tables"]
    assert of_record["url"] == "https://e.vn/ban-le.csv"
    assert within["url"] == "https://e.vn/nhap.csv"
    assert within["tableSchema"] == {"columns": [{"name": "ma", "titles": {"und": "ma"}}]}
    assert dict(lost.by_property()) == {"dct:description": 1}
    names = [one["name"] for one in written("table-schema", dataset(GRAPH + inner))[0]["resources"]]
    assert names == ["ban_le", "table"]


def test_schema__that_another_property_names_is_no_table() -> None:
    other = GRAPH.replace("terms/conformsTo", "terms/relation")
    found, lost = written("csvw", dataset(other))
    assert (found["tables"], len(lost.refused)) == ([], 1)


WIDE = TableDraft(
    name="ho_so",
    schema="phu",
    titles=(("vi", "Hồ sơ"),),
    iri="https://e.vn/schema/ho-so",
    place="",
    primary_key=("Mã số",),
    unique_keys=(("ngay", "so"),),
    columns=(
        ColumnDraft(name="Mã số", number=1, value_domain=ValueDomainDraft(datatype=XSD.string.value), is_required=True),
        ColumnDraft(name="ngay", number=2, value_domain=ValueDomainDraft(datatype=XSD.date.value, format="dd/MM/yyyy")),
        ColumnDraft(
            name="so",
            number=3,
            value_domain=ValueDomainDraft(
                datatype=XSD.decimal.value, precision=12, scale=2, minimum="0", maximum="0.1"
            ),
            references="phu.khac.so",
        ),
        ColumnDraft(
            name="loai",
            number=4,
            value_domain=ValueDomainDraft(datatype=XSD.string.value, codes=(("1", "Một"), ("2", None))),
            is_repeated=True,
        ),
    ),
)


def read_back(name: str, tmp_path: Path) -> list[TableDraft]:
    """Two tables of one dataset, one of which another dataset has, too, as they are read when they were written."""
    tables = [table_record(one, IriSpace(source="x")) for one in (TABLE, WIDE)]
    records = [
        ExportedRecord(
            iri=f"https://e.vn/ds/{number}",
            nquads="".join(
                f"<https://e.vn/ds/{number}> <http://purl.org/dc/terms/conformsTo> <{one.iri}> .\n" for one in some
            ).encode(),
            main_class=DCAT.Dataset.value,
            reached={one.iri: one.canonical.nquads for one in some},
        )
        for number, some in ((1, tables), (2, tables[1:]))
    ]
    (tmp_path / "a.json").write_text(json.dumps(written(name, *records)[0]), encoding="utf-8")
    reading = read_tables(str(tmp_path / "a.json"))
    assert [one.code for one in reading.findings] == []
    return list(reading.tables)


def test_csvw__of_several_tables_of_a_dataset_is_read_back(tmp_path: Path) -> None:
    first, second = read_back("csvw", tmp_path)
    assert (first.name, first.iri, second.iri) == ("ban_le", SCHEMA, WIDE.iri)
    assert (second.name, second.schema, second.primary_key) == ("ho_so", "phu", ("Mã số",))
    for own, read in zip(WIDE.columns, second.columns, strict=True):
        assert (read.name, read.titles, read.references, read.is_repeated) == (
            own.name,
            own.titles,
            own.references,
            own.is_repeated,
        )
        assert replace(read.value_domain, native_type=None) == own.value_domain


def test_table_schema__has_formats_labels_and_keys(tmp_path: Path) -> None:
    _, table, again = read_back("table-schema", tmp_path)
    assert (table.name, again.name, table.unique_keys) == ("ho_so", "ho_so-2", (("ngay", "so"),))
    _, day, number, kind = table.columns
    assert day.value_domain.format == "dd/MM/yyyy"
    assert (number.value_domain.minimum, number.value_domain.maximum, number.references) == ("0", "0.1", "phu.khac.so")
    assert kind.value_domain.codes == (("1", "Một"), ("2", None))


def test_skos__has_the_concepts_and_counts_the_rest() -> None:
    graph = """<https://e.vn/el/1> <http://purl.org/dc/terms/identifier> "E1" .
<https://e.vn/el/1> <http://purl.org/dc/terms/rightsHolder> _:b .
<https://e.vn/el/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/danhmuc/def#DataElement> .
<https://e.vn/el/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Giá"@vi .
<https://e.vn/el/1> <https://w3id.org/danhmuc/def#objectClass> <https://e.vn/class/1> .
_:b <http://xmlns.com/foaf/0.1/name> "A" .
"""
    element = ExportedRecord(
        iri="https://e.vn/el/1", nquads=graph.encode(), role="element", main_class=DMV.DataElement.value
    )
    out = io.BytesIO()
    lost = exporter_named("skos").write([dataset(), element], out)
    assert lost is not None
    assert lost.count == GRAPH.count("\n") + 2
    lines = out.getvalue().decode().splitlines()
    start = "<https://e.vn/el/1> <http://www.w3.org/2004/02/skos/core#"
    assert f'{start}notation> "E1" .' in lines
    assert f'{start}prefLabel> "Giá"@vi .' in lines
    assert f"{start}related> <https://e.vn/class/1> ." in lines
    assert len(lines) == 6


JUDGES = {
    "csvw": """
import json, pathlib, sys, warnings
from csvw import CSVW
folder = pathlib.Path(sys.argv[1])
found = json.loads((folder / "written.json").read_text("utf-8"))
found["tables"][0]["url"] = "ban-le.csv"
# This library finds columns by their names alone.
found["tables"][0]["tableSchema"]["columns"].pop()
answers = []
for rows in ("1000.5,A", "0,A", "1,AB", ",A"):
    (folder / "ban-le.csv").write_text("gia,loai\\n" + rows + "\\n", "utf-8")
    (folder / "ban-le.csv-metadata.json").write_text(json.dumps(found), "utf-8")
    warnings.simplefilter("always")
    answers.append(CSVW(str(folder / "ban-le.csv-metadata.json"), validate=True).is_valid)
print(json.dumps(answers))
""",
    "table-schema": """
import json, pathlib, sys
from frictionless import Package, Resource, Schema, validate
found = json.loads((pathlib.Path(sys.argv[1]) / "written.json").read_text("utf-8"))
Package.from_descriptor(found)
schema = Schema.from_descriptor(found["resources"][0]["schema"])
rows = ("1000.5,A", "2000000,A", "1,AB", ",A")
answers = []
for row in rows:
    path = pathlib.Path(sys.argv[1]) / "ban-le.csv"
    path.write_text("gia,loai,Ngày bán\\n" + row + ",2026-11-28\\n", "utf-8")
    answers.append(Resource(path=path.name, basepath=sys.argv[1], schema=schema).validate().valid)
print(json.dumps(answers))
""",
}
"""A file that fits, and three that do not, judged by `csvw` and `frictionless` in an environment of their own."""


@pytest.mark.parametrize("format_name", JUDGES)
def test_judges__accept_it_and_validate_files_by_it(tmp_path: Path, format_name: str) -> None:
    """Needs an environment with csvw and frictionless, which DANHMUC_TABLE_JUDGES names."""
    here = Path(sys.prefix)
    python = os.environ.get("DANHMUC_TABLE_JUDGES", str(here.with_name(f"{here.name}-tables") / "bin" / "python"))
    if not Path(python).exists():
        pytest.skip("no environment has csvw and frictionless; DANHMUC_TABLE_JUDGES names its Python")
    found, _ = written(format_name, dataset())
    (tmp_path / "written.json").write_text(json.dumps(found), encoding="utf-8")
    done = subprocess.run(
        [python, "-c", JUDGES[format_name], str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [True, False, False, False]


def test_terms__of_the_context_are_those_of_the_namespace() -> None:
    assert CSVW.iri == "http://www.w3.org/ns/csvw#"


SPACE = IriSpace(source="x")
INNER = """<https://e.vn/ds/1> <http://purl.org/dc/terms/identifier> "DL-01" .
<https://e.vn/ds/1> <http://www.w3.org/ns/csvw#tableSchema> _:s .
_:c <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/csvw#Column> .
_:c <http://www.w3.org/ns/csvw#name> "ma" .
_:c <http://www.w3.org/ns/csvw#title> "Code"@en .
_:s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/csvw#Schema> .
_:s <http://www.w3.org/ns/csvw#column> _:c .
"""
SHEET = "Từ điển dữ liệu"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [('"Ghi chú"', "Ghi chú"), ('"Ghi chú"@vi', {"@value": "Ghi chú", "@language": "vi"})],
)
def test_csvw__a_comment_without_language_is_a_plain_text(said: str, wanted: object) -> None:
    comment = f"_:c <http://purl.org/dc/terms/description> {said} .\n"
    found, _ = written("csvw", dataset(GRAPH + INNER + comment))
    columns = [column for table in found["tables"] for column in table["tableSchema"]["columns"]]
    (commented,) = [one for one in columns if one["name"] == "ma"]
    assert commented["dc:description"] == wanted


def write_book(path: Path, *records: ExportedRecord) -> Path:
    out = io.BytesIO()
    exporter_named("dictionary").write(records, out)
    path.write_bytes(out.getvalue())
    return path


def read_book(path: Path) -> tuple[TableDraft, ...]:
    reading = read_tables(str(path))
    assert (reading.kind, reading.findings) == ("dictionary", ())
    return reading.tables


def edited(path: Path, cell: str, text: str) -> Path:
    book = openpyxl.load_workbook(path)
    book[SHEET][cell] = text
    book.save(path)
    return path


def test_written__is_read_without_loss(tmp_path: Path) -> None:
    path = write_book(tmp_path / "tu-dien.xlsx", dataset(GRAPH + INNER))
    of_record, within = read_book(path)
    again, before = table_record(of_record, SPACE), table_record(TABLE, SPACE)
    assert (again.iri, again.digest) == (SCHEMA, before.digest)
    assert (within.iri, within.columns[0].titles) == (None, (("en", "Code"),))
    rows = list(openpyxl.load_workbook(path)[SHEET].values)
    assert rows[1][:6] == ("DL-01", "ban_le", "gia", "Giá", None, "xsd:decimal")
    assert rows[1][6] == "Có"
    assert rows[4][:3] == ("DL-01", None, "ma")


def test_written__is_the_same_for_the_same_records_and_has_each_schema_once(tmp_path: Path) -> None:
    other = dataset(GRAPH.replace("ds/1", "ds/2"), "https://e.vn/ds/2")
    one, two = (write_book(tmp_path / name, dataset(), other) for name in ("a.xlsx", "b.xlsx"))
    assert one.read_bytes() == two.read_bytes()
    assert len(read_book(one)) == 1


def test_edited__cells_are_taken_over_and_the_rest_stays(tmp_path: Path) -> None:
    path = edited(write_book(tmp_path / "tu-dien.xlsx", dataset()), "D2", "Đơn giá")
    (table,) = read_book(edited(path, "F4", "số nguyên"))
    price, kind, day = table.columns
    assert price.titles == (("vi", "Đơn giá"), ("en", "Price"))
    assert (price.value_domain, price.element) == (TABLE.columns[0].value_domain, TABLE.columns[0].element)
    assert kind == TABLE.columns[1]
    assert day.value_domain.datatype == "http://www.w3.org/2001/XMLSchema#integer"
    assert (table.iri, table.primary_key, table.graph) == (SCHEMA, ("gia",), b"")


def test_secret__a_marked_row_takes_the_graph_with_it(tmp_path: Path) -> None:
    path = edited(write_book(tmp_path / "tu-dien.xlsx", dataset()), "H1", "Độ mật")
    reading = read_tables(str(edited(path, "H3", "Tối mật")))
    assert reading.has_secrets
    assert [column.name for table in reading.tables for column in table.columns] == ["gia", "Ngày bán"]
    assert reading.tables[0].iri is None


@pytest.mark.parametrize("other", ["<https://e.vn/khac> <https://e.vn/p> <https://e.vn/khac> .", "không phải N-Quads"])
def test_kept__that_was_changed_by_hand_is_not_used(tmp_path: Path, other: str) -> None:
    path = write_book(tmp_path / "tu-dien.xlsx", dataset())
    book = openpyxl.load_workbook(path)
    cell = book["_phan-con-lai"]["C1"]
    cell.value = str(cell.value).replace('"statements": "', f'"statements": "{other}\\\\n')
    book.save(path)
    reading = read_tables(str(path))
    assert [one.name for one in reading.tables[0].columns] == ["gia", "loai", "Ngày bán"]
    assert reading.tables[0].iri is None
    assert any("_phan-con-lai" in str(one.message) for one in reading.findings)


def test_export__dictionary_of_a_registry_comes_back_into_another(tmp_path: Path) -> None:
    ttl = tmp_path / "catalogue.ttl"
    ttl.write_text(
        f"""@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
        <https://e.vn/ds/1> a dcat:Dataset ; dct:title "Bán lẻ"@vi ; dct:conformsTo <{SCHEMA}> .""",
        encoding="utf-8",
    )
    schemas = tmp_path / "schema.nt"
    schemas.write_bytes(table_record(TABLE, SPACE).canonical.nquads)
    book = tmp_path / "tu-dien.xlsx"
    with Registry.open(f"sqlite:///{tmp_path / 'a.db'}") as registry:
        registry.harvests.import_elements(str(schemas))
        with book.open("wb") as out:
            registry.export("dictionary", out)
        assert read_tables(str(book)).tables == ()
        registry.harvest(source_at(str(ttl)), profile="none")
        with book.open("wb") as out:
            registry.export("dictionary", out)
        before = registry.dictionary.schema(SCHEMA)
    with Registry.open(f"sqlite:///{tmp_path / 'b.db'}") as registry:
        assert registry.harvests.import_elements(str(book)).elements.created == 1
        after = registry.dictionary.schema(SCHEMA)
    assert [one.nquads for one in after] == [one.nquads for one in before]
