"""Tables of a database as SQLAlchemy's inspector finds them, and the types of their columns.

Tables of a database as SQLAlchemy's inspector finds them: names, types, keys, checks, comments; no row is read.

The one module of this room that knows SQLAlchemy. The URL with its password is used to connect and for nothing else:
what is returned, said or raised has the address of the server and the name of the database alone.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.engine.reflection import Inspector, ObjectKind
from sqlalchemy.exc import ArgumentError, CompileError, SAWarning, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.types import ARRAY, Enum, NullType, TypeEngine

from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, system_reason
from danhmuc.vocab.text import is_host, mask_passwords, one_line, shorten, shown_location

from ...messages.elements import SchemaReadingText
from ...record.described_elements import NO_LANGUAGE, ColumnDraft, TableDraft, ValueDomainDraft
from .check_conditions import apply_checks
from .schema_reading import FoundSchema, SchemaNotes

# ---------------------------------------------------------------- sql types
# Types of SQL as they are written, ``VARCHAR(20)``, and the datatypes of XML Schema that they are.

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    XSD.string: (
        *("CHAR", "CHARACTER", "CHARACTER VARYING", "CHAR VARYING", "VARCHAR", "VARCHAR2", "BPCHAR", "CITEXT"),
        *("NCHAR", "NCHAR VARYING", "NATIONAL CHAR", "NATIONAL CHAR VARYING", "NATIONAL CHARACTER"),
        *("NATIONAL CHARACTER VARYING", "NVARCHAR", "NVARCHAR2", "STRING", "UUID", "UNIQUEIDENTIFIER"),
        *("TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT", "NTEXT", "CLOB", "NCLOB", "LONG VARCHAR"),
    ),
    XSD.integer: (
        *("INT", "INTEGER", "TINYINT", "SMALLINT", "MEDIUMINT", "BIGINT", "INT2", "INT4", "INT8"),
        *("SERIAL", "SMALLSERIAL", "BIGSERIAL"),
    ),
    XSD.decimal: ("DEC", "DECIMAL", "NUMERIC", "NUMBER"),
    XSD.double: ("DOUBLE", "DOUBLE PRECISION", "DOUBLE_PRECISION", "FLOAT", "FLOAT8", "BINARY_DOUBLE"),
    XSD.float: ("REAL", "FLOAT4", "BINARY_FLOAT"),
    XSD.boolean: ("BOOL", "BOOLEAN"),
    XSD.date: ("DATE",),
    XSD.dateTime: ("DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"),
    XSD.dateTimeStamp: ("DATETIMEOFFSET", "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"),
    XSD.time: ("TIME", "TIME WITH TIME ZONE", "TIME WITHOUT TIME ZONE", "TIMETZ"),
    XSD.base64Binary: (
        *("BINARY", "BLOB", "BYTEA", "IMAGE", "LONG RAW", "RAW", "VARBINARY"),
        *("TINYBLOB", "MEDIUMBLOB", "LONGBLOB"),
    ),
    XSD.duration: ("INTERVAL",),
}
"""What PostgreSQL, SQLite, Oracle, SQL Server and MySQL call their types.

``BIT``, ``MONEY`` and ``LONG`` are not among them: one of these databases means by it what another does not.
"""
SQL_TYPES: Final[Mapping[str, str]] = {name: datatype for datatype, names in _NAMES.items() for name in names}
"""Types without their numbers, in capitals; what is not here has no datatype."""
_LENGTHS: Final = frozenset({XSD.string, XSD.base64Binary})
_TYPE: Final = re.compile(
    r"\s*([A-Za-z_][\w ]*?)\s*(?:\(\s*(\d{1,9}|MAX)\s*(?:,\s*(-?\d{1,4})\s*)?(?:CHAR|BYTE)?\s*\))?"
    r"((?:\s+[A-Za-z ]+)?)\s*",
    re.IGNORECASE,
)


def read_sql_type(written: str) -> ValueDomainDraft:
    """The value domain of a type; without a datatype if the type is unknown.

    >>> read_sql_type("VARCHAR(20)").max_length, read_sql_type("decimal(10, 2)").scale
    (20, 2)
    """
    found = _TYPE.fullmatch(written)
    if found is None:
        return ValueDomainDraft(native_type=written)
    name, first, second, rest = found.groups()
    words = " ".join(f"{name} {rest}".upper().split())
    if words.endswith(" UNSIGNED") and SQL_TYPES.get(words.removesuffix(" UNSIGNED")) == XSD.integer:
        return ValueDomainDraft(datatype=XSD.integer, native_type=written, minimum="0")
    datatype = SQL_TYPES.get(words)
    number = int(first) if first is not None and first.isdigit() else None
    if datatype is None or number is None:
        return ValueDomainDraft(datatype=datatype, native_type=written)
    if datatype in _LENGTHS:
        return ValueDomainDraft(datatype=datatype, native_type=written, max_length=number)
    if datatype == XSD.decimal:
        scale = 0 if second is None else int(second)
        # A negative scale rounds to tens, which no scale of ours says.
        return ValueDomainDraft(
            datatype=datatype, native_type=written, precision=number, scale=scale if scale >= 0 else None
        )
    return ValueDomainDraft(datatype=datatype, native_type=written)


# ---------------------------------------------------------------- inspected database

DRIVERS: Final = ("sqlite", "postgresql+psycopg")
"""Drivers whose statements are known to read no row."""
_LONGEST: Final = 300
_LITERAL: Final = re.compile(r"(?:N?'(?P<text>(?:[^']|'')*)'|(?P<number>[+-]?\d+(?:\.\d+)?))(?:::[\w .\"\[\](),]+)?")
"""A text or number of SQL, perhaps with its type behind."""
_COLLATION: Final = re.compile(r'\s+COLLATE\s+"(?:[^"]|"")*"')
_WAIT_SECONDS: Final = 10
_CATALOG_ACTIONS: Final = frozenset({sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION})
_CATALOGS: Final = ("sqlite_", "pragma_")


def database_address(url: str) -> str:
    """The address of a database without user, password and options, by which findings and drafts name it.

    Raises:
        UsageError: it is none of a database that is read.
    """
    return _address_text(_parse(url))


def inspect_database(url: str, schema: str | None, notes: SchemaNotes) -> FoundSchema:
    """The tables and views of a schema; of the default one, if none is given.

    Raises:
        UsageError: the URL is none of a database that is read, or the database has no such schema.
        SourceUnavailableError: the database cannot be reached, or refuses.
    """
    address = _parse(url)
    shown = _address_text(address)
    with _translate(shown, address), _engine(address, shown) as engine, engine.connect() as connection:
        inspector = inspect(connection)
        _require_schema(inspector, schema)
        with warnings.catch_warnings():
            # Of types that SQLAlchemy does not know; they become findings.
            warnings.simplefilter("ignore", SAWarning)
            if address.drivername == "sqlite":
                names = _readable_names(connection, shown, notes)
            else:
                names = list(connection.execute(text(_POSTGRESQL_TABLES), {"schema": schema}).scalars())
            if not names:
                return FoundSchema(tables=())
            tables = _Tables(inspector, schema, shown, notes, _declared_types(connection, schema, names), names)
        return FoundSchema(tables=tuple(tables.tables()))


def _parse(url: str) -> URL:
    refused = UsageError(SchemaReadingText.SCHEMA_DATABASE_UNKNOWN(url=shown_location(url.partition("?")[0])))
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise refused from None  # the error has the password
    if address.drivername not in DRIVERS or not is_host(address.host):
        raise refused
    if address.drivername == "sqlite" and (
        address.host or address.username or address.query or not address.database or address.database == ":memory:"
    ):
        raise refused
    if "service" in address.query:
        raise refused  # the server that it names stands in a file
    return address


def _address_text(address: URL) -> str:
    if address.drivername == "sqlite":
        return f"sqlite:///{address.database}"
    # The driver lets options outweigh the rest: which server and which database it is must be told, and is no secret.
    options = address.normalized_query
    host = ",".join(options.get("host") or options.get("hostaddr") or (address.host or "",))
    port = ",".join(options.get("port") or (() if address.port is None else (str(address.port),)))
    name = ",".join(options.get("dbname") or (address.database or "",))
    return f"postgresql://{_plain(host)}{':' if port else ''}{_plain(port)}/{_plain(name)}"


def _plain(text: str) -> str:
    """A part of an address, without the characters that have a meaning there."""
    return re.sub(r"[%/?#@\s]", lambda found: quote(found[0], safe=""), text)


@contextmanager
def _translate(shown: str, address: URL) -> Iterator[None]:
    """Turn the errors of the database into one line, from which its user and password are taken out."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise SourceUnavailableError(shown, _reason(cause, address, SchemaReadingText.SCHEMA_DRIVER_REFUSED)) from None


def _reason(cause: BaseException, address: URL, template: Callable[..., Message]) -> Message:
    words = next((line for line in str(cause).splitlines() if line.strip()), type(cause).__name__)
    words = words.removeprefix("connection failed: ")
    if address.username:
        words = words.replace(f'"{address.username}"', '"***"')
    for secret in _secrets(address):
        words = words.replace(secret, "***")
    return template(said=FOREIGN_WORDS(words=shorten(one_line(mask_passwords(words)), _LONGEST)))


def _secrets(address: URL) -> list[str]:
    values = [address.password, *(value for values in address.normalized_query.values() for value in values)]
    return sorted({one for value in values if value for one in (str(value), quote(str(value), safe=""))}, key=len)[::-1]


@contextmanager
def _engine(address: URL, shown: str) -> Iterator[Engine]:
    """An engine whose connections read catalogues alone, and write nothing."""
    if address.drivername == "sqlite":
        path = Path(str(address.database))
        try:
            path.stat()
        except OSError as error:
            raise SourceUnavailableError(shown, system_reason(error)) from None
        engine = create_engine(
            "sqlite://", creator=lambda: _open_sqlite(path, shown, address), poolclass=NullPool, hide_parameters=True
        )
    else:
        engine = create_engine(
            address,
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={
                "connect_timeout": _WAIT_SECONDS,
                "options": "-c default_transaction_read_only=on -c statement_timeout=600000",
            },
        )
        event.listen(engine, "do_connect", lambda *given: _open_postgresql(given, shown, address))
    try:
        yield engine
    finally:
        engine.dispose()


def _open_sqlite(path: Path, shown: str, address: URL) -> sqlite3.Connection:
    connection = None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS)
        connection.execute("SELECT name FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise SourceUnavailableError(shown, _reason(error, address, SchemaReadingText.SCHEMA_DRIVER_REFUSED)) from None
    connection.set_authorizer(_allow_catalogs)
    return connection


def _allow_catalogs(action: int, first: str | None, _second: str | None, *_: str | None) -> int:
    """Let statements in SQLite look at the catalogue, and deny a row of any other table."""
    if action == sqlite3.SQLITE_READ:
        is_catalog = (first or "").lower().startswith(_CATALOGS)
        return sqlite3.SQLITE_OK if is_catalog else sqlite3.SQLITE_DENY
    if action in _CATALOG_ACTIONS or action == sqlite3.SQLITE_TRANSACTION:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _open_postgresql(given: Sequence[Any], shown: str, address: URL) -> Any:
    dialect, _, arguments, options = given
    try:
        return dialect.connect(*arguments, **options)
    except dialect.loaded_dbapi.Error as error:
        raise SourceUnavailableError(
            shown, _reason(error, address, SchemaReadingText.SCHEMA_DATABASE_UNREACHABLE)
        ) from None


def _require_schema(inspector: Inspector, schema: str | None) -> None:
    if schema is None:
        return
    known = inspector.get_schema_names()
    if schema not in known:
        raise UsageError(SchemaReadingText.SCHEMA_IN_DATABASE_ABSENT(name=schema, known=tuple(sorted(known))))


_TABLES: Final = """SELECT name FROM sqlite_master WHERE type IN ('table', 'view')
    AND name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow') ORDER BY name"""
"""In SQLite the tables and views, but for those in which a virtual table has its rows."""
_POSTGRESQL_TABLES: Final = """SELECT t.relname FROM pg_catalog.pg_class AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
    WHERE t.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT t.relispartition
    AND n.nspname = coalesce(:schema, current_schema()) ORDER BY t.relname"""
"""In PostgreSQL the tables and views, but for partitions, which have the columns of the table they are parts of."""
_DECLARED: Final = {
    # SQLAlchemy reads a declared type that it does not know as one of SQLite's own five.
    "sqlite": "SELECT :name, name, type FROM pragma_table_xinfo(:name)",
    "postgresql": """SELECT t.relname, c.attname, CASE WHEN d.typtype = 'd'
            THEN pg_catalog.format_type(d.typbasetype, d.typtypmod)
            ELSE pg_catalog.format_type(c.atttypid, c.atttypmod) END
        FROM pg_catalog.pg_attribute AS c
        JOIN pg_catalog.pg_type AS d ON d.oid = c.atttypid
        JOIN pg_catalog.pg_class AS t ON t.oid = c.attrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
        WHERE c.attnum > 0 AND NOT c.attisdropped AND n.nspname = coalesce(:schema, current_schema())""",
}
"""By dialect the query for the type of each column as the database writes it; of a domain, the type that it narrows."""


def _readable_names(connection: Connection, shown: str, notes: SchemaNotes) -> list[str]:
    """The tables and views of SQLite whose columns it tells; the others become findings.

    A virtual table may need its rows or a module for that, a view may name what is not there.
    """
    names: list[str] = []
    for name in map(str, connection.execute(text(_TABLES)).scalars().all()):
        try:
            connection.execute(text(_DECLARED["sqlite"]), {"name": name}).all()
        except SQLAlchemyError as error:
            said = FOREIGN_WORDS(words=one_line(str(getattr(error, "orig", None) or error)))
            notes.note(
                "table-unreadable", SchemaReadingText.SCHEMA_TABLE_UNREADABLE(table=name, said=said), f"{shown}#{name}"
            )
        else:
            names.append(name)
    return names


def _declared_types(connection: Connection, schema: str | None, names: Sequence[str]) -> dict[tuple[str, str], str]:
    """The types of columns as the database writes them, by table and column."""
    query = text(_DECLARED[connection.dialect.name])
    is_one_by_one = connection.dialect.name == "sqlite"
    given = [{"name": name} for name in names] if is_one_by_one else [{"schema": schema}]
    rows = (row for one in given for row in connection.execute(query, one))
    return {(str(table), str(column)): str(kind) for table, column, kind in rows}


class _Tables:
    """Reads the tables of a schema, each kind of fact in one query for all of them."""

    def __init__(
        self,
        inspector: Inspector,
        schema: str | None,
        shown: str,
        notes: SchemaNotes,
        declared: Mapping[tuple[str, str], str],
        names: Sequence[str],
    ) -> None:
        self._inspector, self._schema, self._shown, self._notes = inspector, schema, shown, notes
        self._declared = declared
        self._dialect = inspector.dialect
        of: dict[str, Any] = {"schema": schema, "filter_names": names}
        every = {**of, "kind": ObjectKind.ANY}
        self._columns = inspector.get_multi_columns(**every)
        self._primary = inspector.get_multi_pk_constraint(**of)
        self._foreign = inspector.get_multi_foreign_keys(**of)
        self._unique = inspector.get_multi_unique_constraints(**of)
        # What SQLite makes for a constraint is an index alone where its words are not understood.
        self._indexes = inspector.get_multi_indexes(**of, include_auto_indexes=True)
        self._checks = inspector.get_multi_check_constraints(**of)
        has_comments = self._dialect.supports_comments
        self._comments = inspector.get_multi_table_comment(**every) if has_comments else None

    def tables(self) -> Iterator[TableDraft]:
        """All tables and views, by name."""
        for key in sorted(self._columns, key=lambda one: one[1]):
            yield self._table(key)

    def _table(self, key: tuple[str | None, str]) -> TableDraft:
        name = key[1]
        schema = self._schema or (None if self._dialect.name == "sqlite" else self._inspector.default_schema_name)
        place = f"{self._shown}#{name}" if schema is None else f"{self._shown}#{schema}.{name}"
        primary = self._primary_key(key)
        unique = self._unique_keys(key)
        singles = {one[0] for one in (*unique, primary) if len(one) == 1}
        own_checks = tuple((str(one.get("name") or ""), str(one["sqltext"])) for one in self._checks.get(key, ()))
        given = self._columns[key]
        domains = {str(one["name"]): self._column_domain(one["type"], name, str(one["name"]), place) for one in given}
        domains = apply_checks(domains, own_checks)
        targets = self._targets(key, schema)
        return TableDraft(
            name=name,
            schema=None if schema is None else str(schema),
            descriptions=_texts(None if self._comments is None else self._comments[key]["text"]),
            columns=tuple(
                self._column(one, number, domains, primary, singles, targets) for number, one in enumerate(given, 1)
            ),
            primary_key=primary,
            place=place,
            unique_keys=tuple(sorted(one for one in unique if len(one) > 1 and one != primary)),
            checks=(*own_checks, *_checks_of_domains(given)),
        )

    def _targets(self, key: tuple[str | None, str], schema: str | None) -> dict[str, str]:
        """The targets of foreign keys; of a table in another schema with the name of that."""
        targets: dict[str, str] = {}
        for one in self._foreign.get(key, ()):
            other = one.get("referred_schema")
            if other is None and schema is not None:
                # PostgreSQL leaves out the schema of a table that is found without it.
                other = self._inspector.default_schema_name
            table = one["referred_table"] if other in (None, schema) else f"{other}.{one['referred_table']}"
            # A foreign key without columns leads to the primary key.
            referred = one["referred_columns"] or self._primary_key((key[0], one["referred_table"]))
            pairs = zip(one["constrained_columns"], referred, strict=False)
            targets |= {str(own): f"{table}.{theirs}" for own, theirs in pairs}
        return targets

    def _primary_key(self, key: tuple[str | None, str]) -> tuple[str, ...]:
        found = self._primary.get(key)
        return () if found is None else tuple(found["constrained_columns"])

    def _unique_keys(self, key: tuple[str | None, str]) -> set[tuple[str, ...]]:
        """Columns that are unique by a constraint, or by an index of all rows; an expression is none."""
        given = [one["column_names"] for one in self._unique.get(key, ())]
        for index in self._indexes.get(key, ()):
            # SQLite gives the condition as a clause of SQL, which is neither true nor false.
            options = index.get("dialect_options", {})
            is_partial = any(name.endswith("_where") and value is not None for name, value in options.items())
            if index.get("unique") and not is_partial:
                names = [one for one in index["column_names"] if one is not None]
                given += [names] if len(names) == len(index["column_names"]) else []
        return {tuple(names) for names in given if names}

    def _column(
        self,
        given: ReflectedColumn,
        number: int,
        domains: Mapping[str, ValueDomainDraft],
        primary: Iterable[str],
        singles: Iterable[str],
        targets: Mapping[str, str],
    ) -> ColumnDraft:
        name = str(given["name"])
        is_key = name in primary
        default = given.get("default")
        return ColumnDraft(
            name=name,
            number=number,
            descriptions=_texts(given.get("comment")),
            value_domain=domains[name],
            is_required=is_key or not given.get("nullable", True),
            is_unique=name in singles,
            is_primary_key=is_key,
            references=targets.get(name),
            default=None if default is None else _plain_default(str(default)),
            is_repeated=isinstance(given["type"], ARRAY),
        )

    def _column_domain(self, kind: TypeEngine[Any], table: str, column: str, place: str) -> ValueDomainDraft:
        declared = self._declared.get((table, column), "")
        at = f"{place}.{column}"
        if isinstance(kind, postgresql.DOMAIN):
            inner = self._domain(kind.data_type, at) if isinstance(kind.data_type, Enum) else read_sql_type(declared)
            # What a domain checks is said of VALUE.
            checks = tuple(("", str(one)) for one in [kind.check] if one is not None)
            narrowed = apply_checks({"VALUE": inner}, checks)["VALUE"]
            return replace(narrowed, native_type=f"{kind.name} ({inner.native_type})")
        if self._dialect.name != "sqlite" and not isinstance(kind, NullType):
            return self._domain(kind, at)
        if not declared:
            return ValueDomainDraft()
        domain = read_sql_type(declared)
        if domain.datatype is None:
            self._note_unknown(declared, at)
        return domain

    def _note_unknown(self, name: str, place: str) -> None:
        message = SchemaReadingText.SCHEMA_DATATYPE_UNKNOWN(name=name)
        self._notes.note("datatype", message, place, severity="info", value=name)

    def _domain(self, kind: TypeEngine[Any], place: str) -> ValueDomainDraft:
        if isinstance(kind, ARRAY):
            item = self._domain(kind.item_type, place)
            return replace(item, native_type=f"{item.native_type}[]", max_length=None)
        name = self._type_text(kind)
        if isinstance(kind, Enum):
            domain = read_sql_type("TEXT")
            return replace(domain, native_type=name, codes=tuple((str(one), None) for one in kind.enums))
        if name is None:
            return ValueDomainDraft()
        domain = read_sql_type(name)
        if domain.datatype is None:
            self._note_unknown(name, place)
        return domain

    def _type_text(self, kind: TypeEngine[Any]) -> str | None:
        """The type as the database writes it; None if the column has none, as it may in SQLite."""
        if isinstance(kind, NullType):
            return None
        if isinstance(kind, Enum):
            return kind.name or "ENUM"
        try:
            return _COLLATION.sub("", str(kind.compile(self._dialect)))
        except CompileError:
            return type(kind).__name__.upper()


def _checks_of_domains(columns: Iterable[ReflectedColumn]) -> Iterator[tuple[str, str]]:
    """The checks of the domains of some columns, by column: a condition that becomes no facet keeps its text."""
    for one in columns:
        if isinstance(one["type"], postgresql.DOMAIN) and one["type"].check is not None:
            yield f"{one['name']}: {one['type'].name}", str(one["type"].check)


def _plain_default(expression: str) -> str:
    """The value of a default that is one text or number, without marks of SQL; other expressions as they are written.

    >>> _plain_default("'Chưa rõ'::character varying"), _plain_default("now()")
    ('Chưa rõ', 'now()')
    """
    found = _LITERAL.fullmatch(expression.strip())
    if found is None:
        return expression
    return found["number"] if found["text"] is None else found["text"].replace("''", "'")


def _texts(comment: object) -> tuple[tuple[str, str], ...]:
    words = str(comment).strip() if comment is not None else ""
    return ((NO_LANGUAGE, words),) if words else ()
