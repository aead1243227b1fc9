"""XML Schema: complex types as tables; only documents of the same folder are included, nothing is fetched."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry.data_elements.schema_readers import SchemaReading, read_tables
from danhmuc.registry.record.described_elements import ColumnDraft, TableDraft, ValueDomainDraft
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import DocumentError

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:ho-tich" targetNamespace="urn:ho-tich"
    elementFormDefault="qualified">
"""


def schema(content: str, head: str = HEAD) -> str:
    return f"{head}{content}\n</xs:schema>\n"


def read(tmp_path: Path, content: str, **others: str) -> SchemaReading:
    for name, text in others.items():
        (tmp_path / f"{name}.xsd").write_text(text, encoding="utf-8")
    path = tmp_path / "nguoi.xsd"
    path.write_text(content if content.startswith("<?xml") else schema(content), encoding="utf-8")
    return read_tables(str(path))


def columns(reading: SchemaReading, name: str = "Nguoi") -> dict[str, ColumnDraft]:
    return {one.name: one for table in reading.tables if table.name == name for one in table.columns}


def nguoi(content: str, attributes: str = "") -> str:
    return f'<xs:complexType name="Nguoi"><xs:sequence>{content}</xs:sequence>{attributes}</xs:complexType>'


def simple(content: str, base: str = "xs:string") -> str:
    return (
        nguoi('<xs:element name="a" type="t:S"/>')
        + f'<xs:simpleType name="S"><xs:restriction base="{base}">{content}</xs:restriction></xs:simpleType>'
    )


def test_read__every_field(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        """
        <xs:complexType name="Nguoi">
          <xs:annotation><xs:documentation xml:lang="vi">Người dân</xs:documentation>
            <xs:documentation xml:lang="en">Person</xs:documentation></xs:annotation>
          <xs:sequence>
            <xs:element name="Ten" type="t:Ten"><xs:annotation><xs:documentation>Họ và
              tên</xs:documentation></xs:annotation></xs:element>
            <xs:element name="ChieuCao" minOccurs="0" default="1.5"><xs:simpleType><xs:restriction base="xs:decimal">
              <xs:totalDigits value="4"/><xs:fractionDigits value="2"/>
              <xs:minExclusive value="0.30"/><xs:maxInclusive value="2.80"/>
            </xs:restriction></xs:simpleType></xs:element>
            <xs:element name="GioiTinh" type="t:GioiTinh"/>
            <xs:element name="NgaySinh" type="xs:date" nillable="true"/>
            <xs:element name="Con" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
            <xs:element name="The"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>
          </xs:sequence>
          <xs:attribute name="so" type="xs:ID" use="required"/>
        </xs:complexType>
        <xs:simpleType name="Ten"><xs:restriction base="xs:token">
          <xs:minLength value="2"/><xs:maxLength value="100"/><xs:pattern value="\\S.*"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="GioiTinh"><xs:restriction base="xs:string">
          <xs:enumeration value="1">
            <xs:annotation><xs:documentation>Nam</xs:documentation></xs:annotation></xs:enumeration>
          <xs:enumeration value="2"/></xs:restriction></xs:simpleType>
        """,
    )
    assert reading.kind == "xml-schema"
    assert reading.findings == ()
    assert reading.tables == (
        TableDraft(
            name="Nguoi",
            schema="urn:ho-tich",
            descriptions=(("vi", "Người dân"), ("en", "Person")),
            columns=(
                ColumnDraft(
                    name="Ten",
                    number=1,
                    descriptions=(("und", "Họ và tên"),),
                    value_domain=ValueDomainDraft(
                        datatype=XSD.token, native_type="t:Ten", format="\\S.*", min_length=2, max_length=100
                    ),
                    is_required=True,
                ),
                ColumnDraft(
                    name="ChieuCao",
                    number=2,
                    value_domain=ValueDomainDraft(
                        datatype=XSD.decimal,
                        minimum="0.30",
                        minimum_is_exclusive=True,
                        maximum="2.80",
                        precision=4,
                        scale=2,
                    ),
                    default="1.5",
                ),
                ColumnDraft(
                    name="GioiTinh",
                    number=3,
                    value_domain=ValueDomainDraft(
                        datatype=XSD.string, native_type="t:GioiTinh", codes=(("1", "Nam"), ("2", None))
                    ),
                    is_required=True,
                ),
                ColumnDraft(
                    name="NgaySinh", number=4, value_domain=ValueDomainDraft(datatype=XSD.date, native_type="xs:date")
                ),
                ColumnDraft(
                    name="Con",
                    number=5,
                    value_domain=ValueDomainDraft(datatype=XSD.string, native_type="xs:string"),
                    is_repeated=True,
                ),
                ColumnDraft(
                    name="The",
                    number=6,
                    value_domain=ValueDomainDraft(datatype=XSD.int, native_type="list of xs:int"),
                    is_required=True,
                    is_repeated=True,
                    separator=" ",
                ),
                ColumnDraft(
                    name="so",
                    number=7,
                    value_domain=ValueDomainDraft(datatype=XSD.ID, native_type="xs:ID"),
                    is_required=True,
                    is_unique=True,
                ),
            ),
            place=f"{tmp_path / 'nguoi.xsd'}#Nguoi",
        ),
    )


def test_fixed__is_the_only_value(tmp_path: Path) -> None:
    own = columns(
        read(
            tmp_path,
            nguoi(
                '<xs:element name="a" type="xs:string" fixed="VN"/>', '<xs:attribute name="b" type="xs:int" fixed="1"/>'
            ),
        )
    )
    assert [(one.value_domain.codes, one.default) for one in own.values()] == [
        ((("VN", None),), "VN"),
        ((("1", None),), "1"),
    ]


def test_facets__come_from_all_levels_and_the_nearest_counts(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        nguoi('<xs:element name="a" type="t:B"/>')
        + '<xs:simpleType name="A"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="9"/>'
        "</xs:restriction></xs:simpleType>"
        '<xs:simpleType name="B"><xs:restriction base="t:A"><xs:maxLength value="5"/></xs:restriction></xs:simpleType>',
    )
    domain = columns(reading)["a"].value_domain
    assert (domain.datatype, domain.min_length, domain.max_length) == (XSD.string, 1, 5)


def test_facets__length_is_both_bounds(tmp_path: Path) -> None:
    domain = columns(read(tmp_path, simple('<xs:length value="12"/>')))["a"].value_domain
    assert (domain.min_length, domain.max_length) == (12, 12)


def test_facets__those_that_xml_schema_itself_gives_a_datatype_are_not_told(tmp_path: Path) -> None:
    domain = columns(read(tmp_path, nguoi('<xs:element name="a" type="xs:byte"/>')))["a"].value_domain
    assert domain == ValueDomainDraft(datatype=XSD.byte, native_type="xs:byte")


def test_patterns__of_one_level_are_alternatives_of_two_are_told(tmp_path: Path) -> None:
    one = columns(read(tmp_path, simple('<xs:pattern value="a"/><xs:pattern value="b"/>')))["a"].value_domain
    assert one.format == "(a)|(b)"
    reading = read(
        tmp_path,
        simple('<xs:pattern value="a.*"/>')
        + nguoi('<xs:element name="a" type="t:X"/>').replace("Nguoi", "Hai")
        + '<xs:simpleType name="X"><xs:restriction base="t:S"><xs:pattern value=".*b"/></xs:restriction>'
        "</xs:simpleType>",
    )
    assert columns(reading, "Hai")["a"].value_domain.format == ".*b"
    assert [one.code for one in reading.findings] == ["schema:patterns"]


@pytest.mark.parametrize(
    ("members", "datatype", "codes"),
    [
        ("xs:date xs:gYear", None, ()),
        ("t:M t:N", XSD.string, (("A", None), ("B", None))),
        ("t:M xs:string", XSD.string, ()),
    ],
)
def test_union__has_a_datatype_if_all_members_have_the_same(
    tmp_path: Path, members: str, datatype: str | None, codes: tuple[tuple[str, None], ...]
) -> None:
    reading = read(
        tmp_path,
        nguoi('<xs:element name="a" type="t:U"/>')
        + f'<xs:simpleType name="U"><xs:union memberTypes="{members}"/></xs:simpleType>'
        + "".join(
            f'<xs:simpleType name="{name}"><xs:restriction base="xs:string"><xs:enumeration value="{value}"/>'
            "</xs:restriction></xs:simpleType>"
            for name, value in (("M", "A"), ("N", "B"))
        ),
    )
    domain = columns(reading)["a"].value_domain
    assert (domain.datatype, domain.codes) == (datatype, codes)
    assert domain.native_type == "t:U"


def test_restriction__of_a_list_or_union_is_one(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        nguoi(
            '<xs:element name="a" type="t:L"/><xs:element name="b" type="t:R"/>',
            '<xs:attribute name="c" type="xs:NMTOKENS"/>',
        )
        + '<xs:simpleType name="L"><xs:restriction><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType>'
        '<xs:maxLength value="3"/></xs:restriction></xs:simpleType>'
        '<xs:simpleType name="U"><xs:union memberTypes="xs:string t:E"/></xs:simpleType>'
        '<xs:simpleType name="E"><xs:restriction base="xs:string"/></xs:simpleType>'
        '<xs:simpleType name="R"><xs:restriction base="t:U"><xs:enumeration value="1"/></xs:restriction>'
        "</xs:simpleType>",
    )
    found = columns(reading)
    assert found["a"].value_domain == ValueDomainDraft(datatype=XSD.int, native_type="list of xs:int")
    assert found["b"].value_domain == ValueDomainDraft(datatype=XSD.string, native_type="t:R", codes=(("1", None),))
    assert found["c"].is_repeated
    assert found["c"].value_domain.datatype == XSD.NMTOKEN


def test_namespace__of_the_w3c_has_tables_too(tmp_path: Path) -> None:
    content = schema(nguoi('<xs:element name="a" type="xs:int"/>'), HEAD.replace("urn:ho-tich", "http://www.w3.org/x#"))
    assert [one.name for one in read(tmp_path, content).tables] == ["Nguoi"]


def test_nested__elements_without_a_named_type_are_dotted_and_named_types_are_tables(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        nguoi(
            '<xs:element name="NoiO" minOccurs="0"><xs:complexType><xs:sequence>'
            '<xs:element name="Xa" type="xs:string"/>'
            '</xs:sequence><xs:attribute name="loai" type="xs:string" use="required"/></xs:complexType></xs:element>'
            '<xs:element name="Me" type="t:Nguoi"/>'
            '<xs:element name="Ho"><xs:complexType><xs:simpleContent><xs:extension base="xs:int">'
            '<xs:attribute name="donVi" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>'
            "</xs:element>"
        ),
    )
    found = columns(reading)
    assert list(found) == ["NoiO.Xa", "NoiO.loai", "Me", "Ho", "Ho.donVi"]
    assert not found["NoiO.Xa"].is_required
    assert not found["NoiO.loai"].is_required
    assert found["Me"].value_domain == ValueDomainDraft(native_type="t:Nguoi")
    assert found["Ho"].value_domain.datatype == XSD.int


def test_element__with_a_type_of_its_own_is_a_table(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        '<xs:element name="Don"><xs:complexType><xs:sequence><xs:element name="a" type="xs:int"/>'
        '<xs:element ref="t:Don" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>'
        '<xs:element name="DonGian" type="xs:string"/>',
    )
    assert [one.name for one in reading.tables] == ["Don"]
    assert columns(reading, "Don")["Don"].value_domain == ValueDomainDraft(native_type="t:Don")


def test_choice__alternatives_are_not_required_and_groups_are_followed(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        '<xs:group name="G"><xs:sequence><xs:element name="c" type="xs:int"/><xs:element name="d"><xs:complexType>'
        '<xs:group ref="t:G" minOccurs="0"/></xs:complexType></xs:element></xs:sequence></xs:group>'
        + nguoi(
            '<xs:choice><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int"/></xs:choice>'
            '<xs:group ref="t:G"/><xs:any/>'
        ),
    )
    found = columns(reading)
    assert {name: found[name].is_required for name in ("a", "b", "c")} == {"a": False, "b": False, "c": True}
    # The group that contains itself ends.
    assert len(found) == 3
    assert {one.code for one in reading.findings} == {"schema:recursive", "schema:part-unread"}


def test_extension__has_the_columns_of_its_base(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        nguoi('<xs:element name="a" type="xs:int"/>')
        + '<xs:complexType name="CanBo"><xs:complexContent><xs:extension base="t:Nguoi"><xs:sequence>'
        '<xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>',
    )
    assert list(columns(reading, "CanBo")) == ["a", "b"]


def test_attribute__of_the_name_of_an_element_has_a_mark(tmp_path: Path) -> None:
    reading = read(tmp_path, nguoi('<xs:element name="a" type="xs:int"/>', '<xs:attribute name="a" type="xs:date"/>'))
    assert {name: one.value_domain.datatype for name, one in columns(reading).items()} == {
        "a": XSD.int,
        "@a": XSD.date,
    }


def test_xsd_1_1__is_read_where_it_is_used(tmp_path: Path) -> None:
    content = nguoi('<xs:element name="a" type="xs:dateTimeStamp"/>', '<xs:assert test="a"/>')
    assert columns(read(tmp_path, content))["a"].value_domain.datatype == XSD.dateTimeStamp


# ---------------------------------------------------------------- other documents


def test_include__from_the_folder_and_what_that_includes(tmp_path: Path) -> None:
    (tmp_path / "chung").mkdir()
    (tmp_path / "chung" / "c.xsd").write_text(
        schema('<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:maxLength value="7"/></xs:restriction>'
               "</xs:simpleType>"),
        encoding="utf-8",
    )  # fmt: skip
    reading = read(
        tmp_path,
        schema('<xs:include schemaLocation="b.xsd"/>' + nguoi('<xs:element name="a" type="t:S"/>')),
        b=schema('<xs:include\n schemaLocation="chung/c.xsd" ><xs:annotation/></xs:include>'
                 '<xs:include schemaLocation="nguoi.xsd"/>'
                 + nguoi('<xs:element name="x" type="xs:int"/>').replace("Nguoi", "Khac")),
    )  # fmt: skip
    assert columns(reading)["a"].value_domain.max_length == 7
    assert {one.name: one.place.rpartition("/")[2] for one in reading.tables} == {
        "Nguoi": "nguoi.xsd#Nguoi",
        "Khac": "b.xsd#Khac",
    }
    assert reading.findings == ()


def test_import__of_another_namespace_from_the_folder(tmp_path: Path) -> None:
    other = HEAD.replace("urn:ho-tich", "urn:chung")
    reading = read(
        tmp_path,
        schema(
            '<xs:import namespace="urn:chung" schemaLocation="b.xsd"/>'
            + nguoi('<xs:element name="a" type="c:S" xmlns:c="urn:chung"/>')
        ),
        b=schema('<xs:simpleType name="S"><xs:restriction base="xs:date"/></xs:simpleType>', other),
    )
    assert columns(reading)["a"].value_domain.datatype == XSD.date
    assert reading.findings == ()


@pytest.mark.parametrize("location", ["", ' schemaLocation="https://so.example.vn/chung.xsd"'])
def test_import__is_found_by_its_namespace_if_one_document_has_it(tmp_path: Path, location: str) -> None:
    other = schema(
        '<xs:simpleType name="S"><xs:restriction base="xs:date"/></xs:simpleType>',
        HEAD.replace("urn:ho-tich", "urn:chung"),
    )
    content = f'<xs:import namespace="urn:chung"{location}/>' + nguoi(
        '<xs:element name="a" type="c:S" xmlns:c="urn:chung"/>'
    )
    reading = read(tmp_path, content, ban_sao=other)
    assert columns(reading)["a"].value_domain.datatype == XSD.date
    assert reading.not_held == ()
    # Of two nobody can tell which.
    reading = read(tmp_path, content, ban_sao=other, ban_sao_2=other)
    assert columns(reading)["a"].value_domain.datatype is None
    assert len(reading.not_held) == 1


def test_import__of_the_xml_namespace_is_always_at_hand(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        '<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>'
        + nguoi('<xs:element name="a" type="xs:int"/>', '<xs:attribute ref="xml:lang"/>'),
    )
    assert list(columns(reading)) == ["a", "lang"]
    assert reading.not_held == ()


class Counter(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server that counts who asks."""
    asked: list[str] = []
    handler = type("Handler", (Counter,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as one:
        thread = threading.Thread(target=one.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{one.server_port}", asked
        one.shutdown()
        thread.join()


@pytest.mark.soak
def test_include__of_the_web_is_listed_and_not_fetched(tmp_path: Path, server: tuple[str, list[str]]) -> None:
    url, asked = server
    reading = read(
        tmp_path,
        f'<xs:include schemaLocation="{url}/a.xsd"/>\n'
        f'<xs:import namespace="urn:khac" schemaLocation="{url}/b.xsd"/>\n'
        f'<xs:redefine schemaLocation="{url}/c.xsd"><xs:annotation/></xs:redefine>\n'
        '<xs:import namespace="urn:khong-noi"/>\n'
        + nguoi('<xs:element name="a" type="t:S"/><xs:element name="b" type="k:S" xmlns:k="urn:khac"/>'
                '<xs:element name="c" type="xs:int"/>'),
    )  # fmt: skip
    assert asked == []
    assert [one.address for one in reading.not_held] == [
        *("urn:khong-noi", f"{url}/c.xsd", f"{url}/b.xsd", f"{url}/a.xsd")
    ]
    assert {one.place.rpartition(":")[2] for one in reading.not_held} == {"4", "5", "6", "7"}
    found = columns(reading)
    assert (found["a"].value_domain.datatype, found["a"].value_domain.native_type) == (None, "t:S")
    assert (found["b"].value_domain.datatype, found["b"].value_domain.native_type) == (None, "k:S")
    assert found["c"].value_domain.datatype == XSD.int


@pytest.mark.parametrize(
    "address", ["../ngoai.xsd", "noi.xsd", "/{root}/ngoai.xsd", "file://{root}/ngoai.xsd", "khong-co.xsd"]
)
def test_include__out_of_the_folder_is_listed_and_not_read(tmp_path: Path, address: str) -> None:
    inner = tmp_path / "trong"
    inner.mkdir()
    (tmp_path / "ngoai.xsd").write_text(
        schema('<xs:complexType name="BiMat"><xs:attribute name="a"/></xs:complexType>')
    )
    (inner / "noi.xsd").symlink_to(tmp_path / "ngoai.xsd")
    location = address.replace("{root}", str(tmp_path))
    reading = read(inner, f'<xs:include schemaLocation="{location}"/>' + nguoi('<xs:element name="a" type="xs:int"/>'))
    assert [one.name for one in reading.tables] == ["Nguoi"]
    assert [one.address for one in reading.not_held] == [location]


def test_folder__included_documents_are_each_read_once(tmp_path: Path) -> None:
    read(
        tmp_path,
        schema('<xs:include schemaLocation="b.xsd"/>' + nguoi('<xs:element name="a" type="xs:int"/>')),
        b=schema(nguoi('<xs:element name="x" type="t:Unknown"/>').replace("Nguoi", "Khac")),
    )
    reading = read_tables(str(tmp_path))
    assert sorted(one.name for one in reading.tables) == ["Khac", "Nguoi"]
    assert len({one.text("en") for one in reading.findings}) == len(reading.findings) or len(reading.findings) == 2


# ---------------------------------------------------------------- hostile input

BOMB = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};&e{n - 1};">' for n in range(1, 20))


@pytest.mark.parametrize(
    "content",
    [
        f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY e0 "x">{BOMB}]>' + schema("", HEAD.partition("\n")[2]),
        '<?xml version="1.0"?><!DOCTYPE s SYSTEM "file:///etc/passwd">' + schema("", HEAD.partition("\n")[2]),
        '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + schema("<xs:annotation>&x;</xs:annotation>", HEAD.partition("\n")[2]),
        schema("<xs:annotation><xs:appinfo>" + "<x>" * 500 + "</x>" * 500 + "</xs:appinfo></xs:annotation>"),
        schema("<xs:complexType name='A'>"),
        "<?xml version='1.0'?><html/>",
        "<?xml version='1.0' encoding='ebcdic-la-lung'?><a/>",
        "<?xml",
        "không phải XML",
        "",
    ],
    ids=["bomb", "doctype", "entity", "deep", "malformed", "html", "encoding", "cut", "text", "empty"],
)  # fmt: skip
def test_hostile__is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.xsd"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_tables(str(path))
    assert len(str(error.value).splitlines()) == 1
    assert len(str(error.value)) < 600
    assert "passwd:" not in str(error.value)
    assert "danhmuc-xsd" not in str(error.value)


def test_hostile__groups_that_multiply_are_refused(tmp_path: Path) -> None:
    """Each group has the one before it twice, in elements of their own: 2^24 columns of 6 kB."""
    content = '<xs:group name="G0"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:group>'
    for n in range(1, 25):
        inner = "".join(
            f'<xs:element name="{name}"><xs:complexType><xs:group ref="t:G{n - 1}"/></xs:complexType></xs:element>'
            for name in "ab"
        )
        content += f'<xs:group name="G{n}"><xs:sequence>{inner}</xs:sequence></xs:group>'
    content += nguoi('<xs:group ref="t:G24"/>')
    with pytest.raises(DocumentError, match="columns"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [
        nguoi("".join(f'<xs:element name="c{n}" type="xs:int"/>' for n in range(5_000))),
        "".join(
            f'<xs:group name="G{n}"><xs:sequence>'
            + (f'<xs:group ref="t:G{n - 1}"/>' * 10 if n else '<xs:element name="a" type="xs:int"/>')
            + "</xs:sequence></xs:group>"
            for n in range(7)
        )
        + nguoi('<xs:group ref="t:G6"/>'),
    ],
    ids=["wide", "multiplied"],
)
def test_hostile__models_that_would_take_too_long_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(DocumentError, match="too long"):
        read(tmp_path, content)


def test_hostile__no_pattern_of_the_document_is_run(tmp_path: Path) -> None:
    """The default would be matched for hours."""
    pattern = "(a+)+b"
    reading = read(
        tmp_path,
        simple(f"<xs:pattern  id = \"value\" value='{pattern}' ><xs:annotation/></xs:pattern>")
        + nguoi(f'<xs:element name="a" type="t:S" default="{"a" * 5000}"/>').replace("Nguoi", "Hai"),
    )
    assert columns(reading, "Hai")["a"].value_domain.format == pattern


def test_faults__of_the_schema_are_told_without_the_temporary_folder(tmp_path: Path) -> None:
    reading = read(
        tmp_path, nguoi('<xs:element name="a" type="t:Khong"/><xs:element name="b" type="xs:int" maxOccurs="-1"/>')
    )
    assert reading.findings
    assert all(one.code == "schema:xml" for one in reading.findings)
    assert not any("danhmuc-xsd" in one.text("en") or "/0.xsd" in one.text("en") for one in reading.findings)
