"""Words of dictionaries for people: what is plain is understood, all else is kept and not guessed."""

from __future__ import annotations

import pytest

from danhmuc.registry.data_elements.schema_readers.dictionary_words import (
    read_codes,
    read_length,
    read_range,
    read_type_words,
)
from danhmuc.registry.data_elements.schema_readers.inspected_database import SQL_TYPES, read_sql_type
from danhmuc.registry.record.described_elements import ValueDomainDraft
from danhmuc.vocab.datatypes.grammar import XSD

EMPTY = ValueDomainDraft()


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("Chuỗi ký tự", XSD.string),
        ("SỐ NGUYÊN", XSD.integer),
        ("Số thực", XSD.double),
        ("Ngày tháng năm", XSD.date),
        ("Đúng/Sai", XSD.boolean),
        ("xs:gYear", XSD.gYear),
        ("http://www.w3.org/2001/XMLSchema#date", XSD.date),
        ("nvarchar(50)", XSD.string),
        ("timestamp(3) with time zone", XSD.dateTimeStamp),
        ("xsd:khongCo", None),
        ("số", None),
        ("tiền tệ", None),
        ("", None),
    ],
)
def test_type_words(text: str, datatype: str | None) -> None:
    found = read_type_words(text)
    assert found.datatype == datatype
    assert found.native_type == (text or None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("VARCHAR(20)", {"max_length": 20}),
        ("character varying(7)", {"max_length": 7}),
        ("VARCHAR2(30 CHAR)", {"max_length": 30}),
        ("NVARCHAR(MAX)", {"max_length": None}),
        ("NUMERIC(10, 2)", {"precision": 10, "scale": 2}),
        ("DECIMAL(10)", {"precision": 10, "scale": 0}),
        ("NUMERIC(3,-2)", {"precision": 3, "scale": None}),
        ("INT(11)", {"max_length": None, "precision": None}),
        ("NUMBER(12,2)", {"datatype": XSD.decimal, "precision": 12, "scale": 2}),
        ("NATIONAL CHARACTER VARYING (20)", {"datatype": XSD.string, "max_length": 20}),
        ("datetime2(7)", {"datatype": XSD.dateTime, "max_length": None}),
        ("INT(11) UNSIGNED", {"datatype": XSD.integer, "minimum": "0"}),
        ("bigint unsigned", {"datatype": XSD.integer, "minimum": "0"}),
        ("VARCHAR(20) UNSIGNED", {"datatype": None, "minimum": None}),
        ("BIT", {"datatype": None}),
        ("DOUBLE PRECISION", {}),
        ("VARCHAR(20)); DROP", {"datatype": None}),
    ],
)
def test_sql_type__numbers(written: str, expected: dict[str, object]) -> None:
    found = read_sql_type(written)
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.native_type == written


@pytest.mark.parametrize(("name", "datatype"), sorted(SQL_TYPES.items()))
def test_sql_type__each_in_any_case(name: str, datatype: str) -> None:
    assert read_sql_type(name.lower()).datatype == datatype


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", {"max_length": 12}),
        ("Tối đa 255 ký tự", {"max_length": 255}),
        ("1-12", {"min_length": 1, "max_length": 12}),
        ("từ 9 đến 12 ký tự", {"min_length": 9, "max_length": 12}),
        ("dd/MM/yyyy", {"format": "dd/MM/yyyy"}),
        ("^[0-9]{12}$", {"format": "^[0-9]{12}$"}),
        ("", {}),
    ],
)
def test_length(text: str, expected: dict[str, object]) -> None:
    assert read_length(EMPTY, text) == ValueDomainDraft(**expected)  # type: ignore[arg-type]


def test_length__of_a_number_is_its_digits() -> None:
    integer = ValueDomainDraft(datatype=XSD.integer)
    assert read_length(integer, "3").precision == 3
    decimal = read_length(ValueDomainDraft(datatype=XSD.decimal), "10,2")
    assert (decimal.precision, decimal.scale) == (10, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0..100", ("0", "100", False, False)),
        ("từ -5.5 đến 10", ("-5.5", "10", False, False)),
        ("between 1 and 5", ("1", "5", False, False)),
        ("≥ 0", ("0", None, False, False)),
        ("> 0", ("0", None, True, False)),
        ("<100", (None, "100", False, True)),
        ("1.000 - 2,5", (None, None, False, False)),
        ("lớn hơn không", (None, None, False, False)),
        ("", (None, None, False, False)),
    ],
)
def test_range(text: str, expected: tuple[str | None, str | None, bool, bool]) -> None:
    found = read_range(EMPTY, text)
    assert (found.minimum, found.maximum, found.minimum_is_exclusive, found.maximum_is_exclusive) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1: Nam; 2: Nữ", (("1", "Nam"), ("2", "Nữ"))),
        ("A - Một\nB - Hai", (("A", "Một"), ("B", "Hai"))),
        ("A=Một;B=Hai", (("A", "Một"), ("B", "Hai"))),
        ("HOAT_DONG; NGUNG", (("HOAT_DONG", None), ("NGUNG", None))),
        ("danh mục tỉnh", ()),
        ("", ()),
    ],
)
def test_codes(text: str, expected: tuple[tuple[str, str | None], ...]) -> None:
    assert read_codes(EMPTY, text).codes == expected


def test_codes__address_is_a_code_list() -> None:
    assert read_codes(EMPTY, "https://so.example.vn/danh-muc/tinh").code_list == "https://so.example.vn/danh-muc/tinh"


@pytest.mark.parametrize(
    ("datatype", "text", "expected"),
    [
        (XSD.date, "dd/mm/yyyy", "dd/MM/yyyy"),
        (XSD.date, "Ngày/Tháng/Năm", "dd/MM/yyyy"),
        (XSD.dateTime, "DD-MM-YYYY HH24:MI:SS", "dd-MM-yyyy HH:mm:ss"),
        (XSD.dateTime, "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm"),
        (XSD.date, "theo mẫu dd/mm", "theo mẫu dd/mm"),
        (XSD.date, "dd", "dd"),
        (XSD.string, "dd/mm/yyyy", "dd/mm/yyyy"),
    ],
)
def test_format__of_a_day_is_a_pattern(datatype: str, text: str, expected: str) -> None:
    assert read_length(ValueDomainDraft(datatype=datatype), text).format == expected
