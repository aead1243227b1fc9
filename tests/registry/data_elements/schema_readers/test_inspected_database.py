"""A database is read by its catalogue alone; no row is read, no password is told."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import event

from danhmuc.registry.data_elements.schema_readers import SchemaReading, location_text, read_tables
from danhmuc.registry.data_elements.schema_readers.inspected_database import _engine, _parse
from danhmuc.registry.record.described_elements import ColumnDraft, TableDraft
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import DanhmucError, SourceUnavailableError, UsageError

SECRET = "b1-m@t%kh&u"
QUOTED = "b1-m%40t%25kh%26u"

COMMON = (
    "CREATE TABLE loai (ma VARCHAR(5) PRIMARY KEY, ten VARCHAR(200) NOT NULL)",
    """CREATE TABLE tram (
        id INTEGER PRIMARY KEY,
        ma VARCHAR(12) NOT NULL UNIQUE,
        loai VARCHAR(5) REFERENCES loai (ma),
        do_cao NUMERIC(8, 2) DEFAULT 0,
        trang_thai VARCHAR(10) NOT NULL,
        lap_ngay DATE,
        CONSTRAINT do_cao_hop_le CHECK (do_cao >= -10 AND do_cao < 3200.5),
        CONSTRAINT trang_thai_hop_le CHECK (trang_thai IN ('HOAT_DONG', 'NGUNG')),
        CONSTRAINT la_lung CHECK (lap_ngay > '2000-01-01' OR do_cao IS NULL),
        CONSTRAINT hai_cot UNIQUE (loai, lap_ngay)
    )""",
    "INSERT INTO loai VALUES ('KK', 'dòng không ai được đọc')",
    "CREATE VIEW tram_cao AS SELECT ma, do_cao FROM tram WHERE do_cao > 1000",
)


def make(url: str, *statements: str) -> None:
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        for one in statements:
            connection.exec_driver_sql(one.replace("%", "%%") if "%" in one else one)
    engine.dispose()


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement that any engine is given."""
    found: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        found.append(statement)

    event.listen(sqlalchemy.Engine, "before_cursor_execute", note)
    yield found
    event.remove(sqlalchemy.Engine, "before_cursor_execute", note)


def table(reading: SchemaReading, name: str) -> TableDraft:
    return next(one for one in reading.tables if one.name == name)


def column(reading: SchemaReading, name: str, of: str) -> ColumnDraft:
    return next(one for one in table(reading, of).columns if one.name == name)


def test_inspect__tables_keys_types_and_checks(empty_database_url: str) -> None:
    make(empty_database_url, *COMMON)
    reading = read_tables(empty_database_url)
    assert reading.kind == "database"
    assert [one.name for one in reading.tables] == ["loai", "tram", "tram_cao"]
    tram = table(reading, "tram")
    assert [one.name for one in tram.columns] == ["id", "ma", "loai", "do_cao", "trang_thai", "lap_ngay"]
    assert [one.number for one in tram.columns] == [1, 2, 3, 4, 5, 6]
    assert tram.primary_key == ("id",)
    assert tram.unique_keys == (("loai", "lap_ngay"),)
    assert {name for name, _ in tram.checks} == {"do_cao_hop_le", "trang_thai_hop_le", "la_lung"}

    own = {one.name: one for one in tram.columns}
    assert own["id"].is_primary_key
    assert own["id"].is_required
    assert own["id"].is_unique
    assert own["id"].value_domain.datatype == XSD.integer
    assert own["ma"].is_unique
    assert own["ma"].is_required
    assert own["ma"].value_domain.max_length == 12
    assert own["ma"].value_domain.native_type == "VARCHAR(12)"
    assert own["loai"].references == "loai.ma"
    assert not own["loai"].is_required
    domain = own["do_cao"].value_domain
    assert (domain.datatype, domain.precision, domain.scale) == (XSD.decimal, 8, 2)
    assert (domain.minimum, domain.minimum_is_exclusive) == ("-10", False)
    assert (domain.maximum, domain.maximum_is_exclusive) == ("3200.5", True)
    assert own["do_cao"].default is not None
    assert own["trang_thai"].value_domain.codes == (("HOAT_DONG", None), ("NGUNG", None))
    # A condition that is not understood as a whole says nothing of its columns.
    assert own["lap_ngay"].value_domain.minimum is None
    assert own["lap_ngay"].value_domain.datatype == XSD.date
    assert [one.name for one in table(reading, "tram_cao").columns] == ["ma", "do_cao"]


def test_inspect__reads_catalogues_alone(empty_database_url: str, statements: list[str]) -> None:
    make(empty_database_url, *COMMON)
    statements.clear()
    reading = read_tables(empty_database_url)
    assert len(reading.tables) == 3
    assert "không ai được đọc" not in repr(reading)
    assert statements
    for one in statements:
        targets = re.findall(r"\b(?:FROM|JOIN)\s+(?!LATERAL|\()([\w.\"]+)", one, re.IGNORECASE)
        aliases = set(re.findall(r"\)\s+AS\s+(\w+)", one, re.IGNORECASE))
        assert all(
            target.lower().startswith(("pg_catalog.", "sqlite_", "pragma_", "information_schema.")) or target in aliases
            for target in targets
        ), one
        assert not re.match(r"\s*(?:INSERT|UPDATE|DELETE|CREATE|DROP|COPY)\b", one, re.IGNORECASE), one


def test_inspect__sqlite_denies_rows_and_writing(sqlite_url: str) -> None:
    make(sqlite_url, *COMMON)
    with _engine(_parse(sqlite_url), "x") as engine, engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        for refused in ("SELECT ten FROM loai", "SELECT * FROM tram_cao", "DELETE FROM loai", "ATTACH 'x.db' AS x"):
            with pytest.raises(sqlalchemy.exc.DatabaseError):
                connection.exec_driver_sql(refused)


@pytest.mark.postgresql
def test_inspect__postgresql_reads_no_row_of_a_view_that_fails_and_writes_nothing(postgresql_url: str) -> None:
    make(postgresql_url, "CREATE VIEW bay AS SELECT 1 / (random() * 0)::int AS x")
    assert [one.name for one in read_tables(postgresql_url).tables] == ["bay"]
    with (
        _engine(_parse(postgresql_url), "x") as engine,
        engine.connect() as connection,
        pytest.raises(sqlalchemy.exc.DBAPIError, match="read-only"),
    ):
        connection.exec_driver_sql("CREATE TABLE t (a int)")


@pytest.mark.postgresql
def test_inspect__postgresql_comments_enums_domains_arrays_and_schemas(postgresql_url: str) -> None:
    make(
        postgresql_url,
        "CREATE SCHEMA ho_tich",
        "CREATE TYPE ho_tich.gioi_tinh AS ENUM ('NAM', 'NU')",
        "CREATE DOMAIN ho_tich.so_dinh_danh AS varchar(12) CHECK (length(VALUE) = 12)",
        """CREATE TABLE ho_tich.nguoi (so ho_tich.so_dinh_danh PRIMARY KEY, gioi ho_tich.gioi_tinh NOT NULL,
            the text[], luc timestamptz DEFAULT now(), dem double precision, toa_do point,
            loai text CHECK (loai = ANY (ARRAY['A', 'B'])), ten varchar(50) COLLATE "C")""",
        "COMMENT ON TABLE ho_tich.nguoi IS 'Người dân'",
        "COMMENT ON COLUMN ho_tich.nguoi.gioi IS 'Giới tính'",
        "CREATE TABLE tham_chieu (so ho_tich.so_dinh_danh REFERENCES ho_tich.nguoi)",
    )
    reading = read_tables(postgresql_url, schema="ho_tich")
    (nguoi,) = reading.tables
    assert nguoi.schema == "ho_tich"
    assert nguoi.descriptions == (("und", "Người dân"),)
    own = {one.name: one for one in nguoi.columns}
    assert own["gioi"].descriptions == (("und", "Giới tính"),)
    assert own["gioi"].value_domain.codes == (("NAM", None), ("NU", None))
    assert own["so"].value_domain.datatype == XSD.string
    assert (own["so"].value_domain.min_length, own["so"].value_domain.max_length) == (12, 12)
    assert "so_dinh_danh" in str(own["so"].value_domain.native_type)
    assert own["the"].is_repeated
    assert own["the"].value_domain.native_type == "TEXT[]"
    assert own["luc"].value_domain.datatype == XSD.dateTimeStamp
    assert own["dem"].value_domain.datatype == XSD.double
    assert own["toa_do"].value_domain.datatype is None
    assert own["loai"].value_domain.codes == (("A", None), ("B", None))
    assert (own["ten"].value_domain.datatype, own["ten"].value_domain.max_length) == (XSD.string, 50)
    assert nguoi.place.endswith("#ho_tich.nguoi")

    public = read_tables(postgresql_url)
    assert column(public, "so", "tham_chieu").references == "ho_tich.nguoi.so"
    assert [name for name, _ in table(public, "tham_chieu").checks] == ["so: so_dinh_danh"]


@pytest.mark.postgresql
def test_inspect__postgresql_reference_out_of_the_schema_has_the_other_schema(postgresql_url: str) -> None:
    make(
        postgresql_url,
        "CREATE TABLE tinh (ma char(2) PRIMARY KEY)",
        "CREATE SCHEMA phu",
        "CREATE TABLE phu.xa (ma int PRIMARY KEY, tinh char(2) REFERENCES tinh, cha int REFERENCES phu.xa)",
    )
    phu = read_tables(postgresql_url, schema="phu")
    assert column(phu, "tinh", "xa").references == "public.tinh.ma"
    assert column(phu, "cha", "xa").references == "xa.ma"


def test_inspect__an_index_of_a_part_of_the_rows_makes_nothing_unique(empty_database_url: str) -> None:
    make(
        empty_database_url,
        "CREATE TABLE the (so VARCHAR(12), ma VARCHAR(12))",
        "CREATE UNIQUE INDEX mot_phan ON the (so) WHERE so IS NOT NULL",
        "CREATE UNIQUE INDEX tat_ca ON the (ma)",
    )
    reading = read_tables(empty_database_url)
    assert [column(reading, name, "the").is_unique for name in ("so", "ma")] == [False, True]


@pytest.mark.postgresql
def test_inspect__postgresql_names_no_user_in_its_error(postgresql_url: str) -> None:
    with pytest.raises(SourceUnavailableError, match="role") as error:
        read_tables(postgresql_url.replace("postgres:@", "nguoi_nao:mk@").replace("postgres@", "nguoi_nao:mk@"))
    assert "nguoi_nao" not in str(error.value)


@pytest.mark.postgresql
def test_inspect__postgresql_partitions_are_one_table(postgresql_url: str) -> None:
    make(
        postgresql_url,
        "CREATE TABLE do_dac (ngay date, gia_tri int) PARTITION BY RANGE (ngay)",
        "CREATE TABLE do_dac_2025 PARTITION OF do_dac FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "CREATE MATERIALIZED VIEW tong AS SELECT count(*) AS so FROM do_dac",
    )
    assert [one.name for one in read_tables(postgresql_url).tables] == ["do_dac", "tong"]


def test_inspect__absent_schema_is_named_with_those_that_are_there(empty_database_url: str) -> None:
    make(empty_database_url, *COMMON)
    with pytest.raises(UsageError, match="khong_co") as error:
        read_tables(empty_database_url, schema="khong_co")
    assert ("main" if empty_database_url.startswith("sqlite") else "public") in str(error.value)


def test_inspect__sqlite_types_that_it_does_not_know_are_none(sqlite_url: str) -> None:
    make(sqlite_url, "CREATE TABLE t (a, b TIEN_TE, c NVARCHAR(7), d INTEGER)")
    own = {one.name: one.value_domain for one in read_tables(sqlite_url).tables[0].columns}
    assert (own["a"].datatype, own["a"].native_type) == (None, None)
    assert own["b"].datatype is None
    assert own["c"].max_length == 7
    assert own["d"].datatype == XSD.integer


def test_inspect__unique_index_of_a_part_of_the_rows_or_of_an_expression_makes_no_column_unique(
    empty_database_url: str,
) -> None:
    make(
        empty_database_url,
        "CREATE TABLE t (a INTEGER, b INTEGER, c VARCHAR(9), d INTEGER)",
        "CREATE UNIQUE INDEX one ON t (a) WHERE b > 0",
        "CREATE UNIQUE INDEX two ON t (lower(c))",
        "CREATE UNIQUE INDEX three ON t (d)",
    )
    reading = read_tables(empty_database_url)
    assert {name: column(reading, name, "t").is_unique for name in "abcd"} == dict.fromkeys("abc", False) | {"d": True}


@pytest.mark.postgresql
def test_inspect__a_registry_of_danhmuc_itself(database_url: str) -> None:
    reading = read_tables(database_url)
    assert {"sources", "records", "versions"} <= {one.name for one in reading.tables}
    assert column(reading, "id", "records").is_primary_key
    # SQLite has the words in a virtual table, which cannot be told without rows; PostgreSQL in a type of its own.
    is_sqlite = database_url.startswith("sqlite")
    (finding,) = reading.findings
    assert (finding.code, finding.value) == (
        ("schema:table-unreadable", None) if is_sqlite else ("schema:datatype", "TSVECTOR")
    )


def test_inspect__sqlite_leaves_out_what_it_cannot_tell_without_rows(sqlite_url: str) -> None:
    virtual, view = "CREATE VIRTUAL TABLE v USING fts5(words)", "CREATE VIEW w AS SELECT * FROM gone"
    make(sqlite_url, "CREATE TABLE t (a INTEGER)", virtual, "CREATE TABLE gone (b)", view, "DROP TABLE gone")
    reading = read_tables(sqlite_url)
    assert [one.name for one in reading.tables] == ["t"]
    assert [(one.code, str(one.document).rpartition("#")[2]) for one in reading.findings] == [
        ("schema:table-unreadable", "v"),
        ("schema:table-unreadable", "w"),
    ]


def test_inspect__sqlite_file_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        read_tables(f"sqlite:///{tmp_path / 'khong-co.db'}")
    assert not list(tmp_path.iterdir())


def test_inspect__file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("không phải SQLite", encoding="utf-8")
    with pytest.raises(SourceUnavailableError) as error:
        read_tables(f"sqlite:///{tmp_path / 'a.db'}")
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize(
    "url",
    [
        f"mysql+pymysql://ke:{QUOTED}@may/x",
        f"postgresql://ke:{QUOTED}@may/x",
        f"postgresql+psycopg2://ke:{QUOTED}@may/x",
        f"oracle://ke:{QUOTED}@may/x",
        f"postgresql+psycopg://ke:{SECRET}@may:x/x",
        "sqlite://",
        "sqlite:///:memory:",
        f"sqlite:///a.db?password={QUOTED}",
        f"khong-biet://ke:{QUOTED}@may/x",
    ],
)
def test_inspect__other_databases_are_refused_without_their_password(url: str) -> None:
    with pytest.raises(DanhmucError) as error:
        read_tables(url, kind="database")
    for text in (str(error.value), repr(error.value), error.value.render("vi")):
        assert SECRET not in text
        assert QUOTED not in text


def test_location_text__has_neither_user_nor_password_nor_options() -> None:
    url = f"postgresql+psycopg://ke:{QUOTED}@may:5433/kho?password={QUOTED}&sslkey=x"
    assert location_text(url) == "postgresql://may:5433/kho"
    assert location_text("sqlite:////srv/kho.db") == "sqlite:////srv/kho.db"
    with pytest.raises(UsageError):
        location_text("https://so.example.vn/a.json")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize("place", ["user", "parameter"])
def test_inspect__unreachable_is_one_line_without_password(place: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    given = f"ke:{QUOTED}@" if place == "user" else ""
    more = "" if place == "user" else f"?user=ke&password={QUOTED}"
    with pytest.raises(SourceUnavailableError) as error:
        read_tables(f"postgresql+psycopg://{given}127.0.0.1:{free_port()}/x{more}")
    told = [str(error.value), repr(error.value), error.value.render("vi"), error.value.location, caplog.text]
    chain: BaseException | None = error.value
    while chain is not None:
        told.append(repr(chain))
        chain = chain.__cause__
    assert len(told[0].splitlines()) == 1
    for text in told:
        assert SECRET not in text
        assert QUOTED not in text


@pytest.mark.postgresql
def test_inspect__no_password_in_what_is_read(postgresql_url: str, caplog: pytest.LogCaptureFixture) -> None:
    make(postgresql_url, *COMMON)
    caplog.set_level(logging.DEBUG)
    separator = "&" if "?" in postgresql_url else "?"
    reading = read_tables(f"{postgresql_url}{separator}password={QUOTED}")
    for text in (repr(reading), caplog.text):
        assert SECRET not in text
        assert QUOTED not in text
    assert "?" not in reading.location
    assert "@" not in reading.location
    assert all(one.place.startswith(reading.location) for one in reading.tables)


def test_inspect__a_default_that_is_a_value_has_no_marks_of_sql(empty_database_url: str) -> None:
    make(
        empty_database_url,
        "CREATE TABLE t (a text DEFAULT 'chưa ''rõ''', b numeric(5, 2) DEFAULT 0.50, c date DEFAULT CURRENT_DATE)",
    )
    (found,) = read_tables(empty_database_url).tables
    assert [one.default for one in found.columns] == ["chưa 'rõ'", "0.50", "CURRENT_DATE"]
