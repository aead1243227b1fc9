"""What a draft says is in its graph, and comes back from it; the same draft has the same IRI and digest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry import DataElement, IriSpace, TableSchema
from danhmuc.registry.data_elements.descriptors import (
    DESCRIPTORS,
    descriptor_by_key,
    descriptor_texts,
    domain_limits,
    domain_range,
    element_record,
    table_record,
)
from danhmuc.registry.model.nouns import noun_by_name
from danhmuc.registry.record.described_elements import (
    ColumnDraft,
    ElementDraft,
    TableDraft,
    ValueDomainDraft,
    describe_table,
    name_key,
)
from danhmuc.vocab import concepts
from danhmuc.vocab.terms import XSD

SPACE = IriSpace(source="dictionary")
COLUMN = ColumnDraft(
    name="gia",
    number=1,
    titles=(("en", "Price"), ("vi", "Giá")),
    descriptions=(("vi", "Giá bán lẻ"),),
    value_domain=ValueDomainDraft(
        datatype=XSD.decimal.value,
        native_type="NUMERIC(12,2)",
        unit="VND",
        minimum="0",
        minimum_is_exclusive=True,
        maximum="1000000",
        precision=12,
        scale=2,
    ),
    is_required=True,
    is_unique=True,
    references="bang.gia",
    element="https://e.vn/el/gia",
    default="1",
    null_values=("N/A",),
    separator=";",
    is_repeated=True,
)
TABLE = TableDraft(
    name="ban_le",
    schema="public",
    titles=(("vi", "Bán lẻ"),),
    columns=(
        COLUMN,
        ColumnDraft(
            name="loai",
            number=2,
            value_domain=ValueDomainDraft(
                datatype=XSD.string.value,
                format="[A-Z]",
                min_length=1,
                max_length=1,
                codes=(("A", "Loại A"), ("B", None)),
                code_list="frequency",
            ),
        ),
        ColumnDraft(name="không rõ", number=3, value_domain=ValueDomainDraft(native_type="geometry")),
    ),
    primary_key=("loai", "gia"),
    unique_keys=(("gia", "loai"),),
    checks=(("gia_duong", "gia > 0"),),
    place="ban_le.json#/tables/0",
)


def test_table__comes_back_from_its_graph() -> None:
    record = table_record(TABLE, SPACE)
    found = describe_table(record.iri, record.canonical.nquads)
    assert (record.role, record.places) == ("element", ("ban_le.json",))
    assert (found.name, found.schema, found.titles) == ("ban_le", "public", (("vi", "Bán lẻ"),))
    assert (found.primary_key, found.unique_keys) == (("gia", "loai"), (("gia", "loai"),))
    assert found.checks == (("gia_duong", "gia > 0"),)
    price, kind, unknown = found.columns
    for name in ("name", "number", "titles", "descriptions", "is_required", "is_unique", "references", "element"):
        assert getattr(price, name) == getattr(COLUMN, name), name
    assert (price.default, price.null_values, price.separator, price.is_repeated) == ("1", ("N/A",), ";", True)
    assert (price.is_primary_key, unknown.is_primary_key) == (True, False)
    given_domain = COLUMN.value_domain
    assert {name: getattr(price.value_domain, name) for name in given_domain.__slots__} == {
        name: getattr(given_domain, name) for name in given_domain.__slots__
    }
    assert kind.value_domain.code_list == concepts.load("frequency").iri
    assert kind.value_domain.codes == (("A", "Loại A"), ("B", None))
    assert (unknown.value_domain.datatype, unknown.value_domain.native_type, unknown.value_domain.family) == (
        None,
        "geometry",
        None,
    )


def test_table__is_the_same_for_the_same_draft() -> None:
    one, again = table_record(TABLE, SPACE), table_record(TABLE, SPACE)
    assert (one.iri, one.digest) == (again.iri, again.digest)
    assert table_record(replace(TABLE, name="khac"), SPACE).iri != one.iri
    assert table_record(replace(TABLE, schema=None), SPACE).iri != one.iri
    assert table_record(replace(TABLE, iri="https://e.vn/t"), SPACE).iri == "https://e.vn/t"


def test_table__is_seen_by_the_model() -> None:
    schema = TableSchema.parse(table_record(TABLE, SPACE).canonical.nquads)
    assert [str(column.name) for column in schema.columns] == ["gia", "loai", "không rõ"]
    datatype = schema.columns[0].datatype
    assert datatype is not None
    assert (str(datatype.base), str(datatype.min_exclusive), int(str(datatype.total_digits))) == ("decimal", "0", 12)


VALUES = tuple((one.key, f"giá trị {one.number}") for one in DESCRIPTORS if one.kind not in ("identifier", "texts"))
ELEMENT = ElementDraft(
    identifier="ndg:ID-001",
    titles=(("vi", "Số định danh cá nhân"), ("en", "Personal identification number")),
    definitions=(("vi", "Dãy 12 chữ số"),),
    values=tuple(pair for pair in VALUES if pair[0] not in ("datatype", "format", "value-list")),
    value_domain=ValueDomainDraft(
        datatype=XSD.string.value, max_length=12, min_length=12, codes=(("1", "Một"),), minimum="1", maximum="9"
    ),
    place="tu-dien.csv",
)


def test_element__has_each_of_the_25_descriptors() -> None:
    record = element_record(ELEMENT, SPACE)
    texts = {descriptor.key: found for descriptor, found in descriptor_texts(record.iri, record.canonical.nquads)}
    assert list(texts) == [one.key for one in DESCRIPTORS]
    assert len(texts) == 25
    assert texts["identifier"] == ("ndg:ID-001",)
    assert texts["name"] == ("Số định danh cá nhân",)
    assert texts["owner"] == ("giá trị 8",)
    assert texts["format"] == ("12 ký tự",)
    bare = dict(descriptor_texts(record.iri, record.canonical.nquads, has_words=False))
    assert [found for one, found in bare.items() if one.key == "format"] == [("12",)]
    assert texts["value-list"] == ("1: Một",)
    assert texts["valid-range"] == ("[1; 9]", "giá trị 25")


@pytest.mark.parametrize(
    ("domain", "texts"),
    [
        (ValueDomainDraft(max_length=100), ["tối đa 100 ký tự"]),
        (ValueDomainDraft(min_length=2), ["tối thiểu 2 ký tự"]),
        (ValueDomainDraft(min_length=9, max_length=12), ["9–12 ký tự"]),
        (ValueDomainDraft(min_length=0, max_length=0), ["0 ký tự"]),
        (ValueDomainDraft(datatype=XSD.base64Binary.value, max_length=1000), ["tối đa 1.000 byte"]),
        (ValueDomainDraft(precision=12, scale=2), ["tối đa 12 chữ số, 2 chữ số thập phân"]),
        (ValueDomainDraft(scale=2, unit="đồng"), ["tối đa 2 chữ số thập phân", "đồng"]),
    ],
)
def test_limits__have_their_unit(domain: ValueDomainDraft, texts: list[str]) -> None:
    assert list(domain_limits(domain, "vi")) == texts


@pytest.mark.parametrize(
    ("domain", "text"),
    [
        (ValueDomainDraft(minimum="0", maximum="9"), "[0; 9]"),
        (ValueDomainDraft(minimum="0", maximum="1", minimum_is_exclusive=True), "> 0; ≤ 1"),
        (ValueDomainDraft(maximum="1", maximum_is_exclusive=True), "< 1"),
    ],
)
def test_range__is_written_as_people_read_it(domain: ValueDomainDraft, text: str) -> None:
    assert domain_range(domain) == text


def test_element__is_seen_by_the_model() -> None:
    record = element_record(ELEMENT, SPACE)
    found = DataElement.parse(record.canonical.nquads)
    assert (found.preferred_label["en"], found.identifier) == ("Personal identification number", "ndg:ID-001")
    assert [str(agent.name["und" if "und" in agent.name else ""]) for agent in found.rights_holders] == ["giá trị 8"]
    assert found.extra == {}


@pytest.mark.parametrize("descriptor", DESCRIPTORS, ids=lambda one: one.key)
def test_descriptor__has_a_field(descriptor: object) -> None:
    key = descriptor.key  # type: ignore[attr-defined]
    found = descriptor_by_key(key)
    assert found is not None
    fields = noun_by_name("DataElement").fields | noun_by_name("ValueDomain").fields
    assert found.field in fields


@given(st.text(max_size=30))
def test_name_key__ignores_case_marks_and_separators(name: str) -> None:
    assert name_key(f" {name}_".upper().lower()) == name_key(name_key(name)) or not name.isascii()


def test_unknown_descriptor__is_not_lost() -> None:
    record = element_record(replace(ELEMENT, values=(("khac", "lời"),)), SPACE)
    assert '"khac: lời"' in record.canonical.nquads.decode()
