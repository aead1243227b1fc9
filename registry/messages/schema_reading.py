"""Reading schemas: CSVW, Table Schema, JSON Schema, XML Schema, databases, dictionaries."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "SCHEMA_ADDRESS_REMOTE",
    "SCHEMA_BOUND_UNREADABLE",
    "SCHEMA_CHARACTER_REFUSED",
    "SCHEMA_COLUMNS_MANY",
    "SCHEMA_COLUMN_NAMELESS",
    "SCHEMA_COLUMN_REPEATED",
    "SCHEMA_COLUMN_UNKNOWN",
    "SCHEMA_DATABASE_UNKNOWN",
    "SCHEMA_DATABASE_UNREACHABLE",
    "SCHEMA_DATATYPE_UNKNOWN",
    "SCHEMA_DIALECT_UNKNOWN",
    "SCHEMA_DRIVER_REFUSED",
    "SCHEMA_EMPTY",
    "SCHEMA_FILES_MANY",
    "SCHEMA_FILE_OF_DATABASE",
    "SCHEMA_HEADING_UNREAD",
    "SCHEMA_IDENTIFIER_MISSING",
    "SCHEMA_IDENTIFIER_REPEATED",
    "SCHEMA_IN_DATABASE_ABSENT",
    "SCHEMA_IN_FILE",
    "SCHEMA_JSON_BROKEN",
    "SCHEMA_KEY_REPEATED",
    "SCHEMA_KIND_MISSED",
    "SCHEMA_KIND_UNKNOWN",
    "SCHEMA_LIBRARY_MISSING",
    "SCHEMA_MISPLACED",
    "SCHEMA_MODEL_LARGE",
    "SCHEMA_NOT_FOUND_OUT",
    "SCHEMA_NOT_HELD",
    "SCHEMA_NUMBER_REFUSED",
    "SCHEMA_PART_UNREAD",
    "SCHEMA_PATTERNS_SEVERAL",
    "SCHEMA_PROPERTY_UNKNOWN",
    "SCHEMA_RECURSIVE",
    "SCHEMA_REFERENCE_LOST",
    "SCHEMA_TABLE_REPEATED",
    "SCHEMA_TABLE_UNREADABLE",
    "SCHEMA_TERM_REPEATED",
    "SCHEMA_TOO_DEEP",
    "SCHEMA_TOO_LARGE",
    "SCHEMA_UNION",
    "SCHEMA_VALUE_REFUSED",
    "SCHEMA_XML_FAULT",
    "SCHEMA_XML_REFUSED",
]

SCHEMA_KIND_UNKNOWN: Final = message("schema-kind-unknown", "unknown kind of schema {name!r}; known: {known}")
SCHEMA_NOT_FOUND_OUT: Final = message("schema-not-found-out", "this is none of the schemas that danhmuc reads: {known}")
SCHEMA_FILE_OF_DATABASE: Final = message(
    "schema-file-of-database", "this is the file of a SQLite database; name it by a URL, as in sqlite:///FILE"
)
SCHEMA_KIND_MISSED: Final = message("schema-kind-missed", "this is not a schema of the kind {kind}: {reason}")
SCHEMA_MISPLACED: Final = message("schema-misplaced", "{name!r} has to be {wanted}")
SCHEMA_EMPTY: Final = message("schema-empty", "no table, column or term was found in it")
SCHEMA_TOO_LARGE: Final = message("schema-too-large", "it has {size} bytes; at most {limit} are read")
SCHEMA_TOO_DEEP: Final = message("schema-too-deep", "it nests deeper than {limit} levels")
SCHEMA_COLUMNS_MANY: Final = message(
    "schema-columns-many", "it describes more than {limit} columns, which is too many for its size"
)
SCHEMA_FILES_MANY: Final = message("schema-files-many", "more than {limit} files in one folder")
SCHEMA_JSON_BROKEN: Final = message("schema-json-broken", "this is not JSON: {reason}")
SCHEMA_KEY_REPEATED: Final = message("schema-key-repeated", "the key {name!r} occurs twice in one object")
SCHEMA_NUMBER_REFUSED: Final = message(
    "schema-number-refused", "{number} is not a number that JSON can have, or too long"
)
SCHEMA_CHARACTER_REFUSED: Final = message("schema-character-refused", "a text has a character that no text may have")
SCHEMA_XML_REFUSED: Final = message("schema-xml-refused", "the XML Schema cannot be used: {reason}")
SCHEMA_XML_FAULT: Final = message("schema-xml-fault", "the XML Schema has a fault: {reason}")
SCHEMA_MODEL_LARGE: Final = message(
    "schema-model-large", "{name!r} has {count} elements; types with so many take too long for a document of its size"
)
SCHEMA_LIBRARY_MISSING: Final = message(
    "schema-library-missing", "reading this kind of schema needs a library: pip install 'danhmuc[{extra}]'"
)
SCHEMA_DIALECT_UNKNOWN: Final = message(
    "schema-dialect-unknown", "unknown dialect of JSON Schema {name!r}; known: {known}"
)
SCHEMA_ADDRESS_REMOTE: Final = message(
    "schema-address-remote", "a schema is read from a file, a folder or a database; nothing is fetched from the web"
)
SCHEMA_DATABASE_UNKNOWN: Final = message(
    "schema-database-unknown",
    "{url} is not the URL of a database that danhmuc reads: sqlite:///FILE or postgresql+psycopg://…",
)
SCHEMA_DATABASE_UNREACHABLE: Final = message("schema-database-unreachable", "the database did not answer: {said}")
SCHEMA_DRIVER_REFUSED: Final = message("schema-driver-refused", "the database refused: {said}")
SCHEMA_IN_DATABASE_ABSENT: Final = message(
    "schema-in-database-absent", "the database has no schema {name!r}; it has: {known}"
)
SCHEMA_IN_FILE: Final = message("schema-in-file", "only a database has schemas to choose from; leave out {name!r}")

SCHEMA_NOT_HELD: Final = message(
    "schema-not-held", "{address} is named here and was not read: danhmuc fetches nothing; put a copy into the folder"
)
SCHEMA_REFERENCE_LOST: Final = message("schema-reference-lost", "{address} leads to nothing")
SCHEMA_RECURSIVE: Final = message("schema-recursive", "{name!r} contains itself; it is read down to here")
SCHEMA_UNION: Final = message("schema-union", "{name!r} may have values of several types, so that it has no datatype")
SCHEMA_PATTERNS_SEVERAL: Final = message(
    "schema-patterns-several", "{name!r} has several patterns, which all hold; only the first is taken over"
)
SCHEMA_PART_UNREAD: Final = message("schema-part-unread", "{part!r} cannot be told as a column and was left out")
SCHEMA_HEADING_UNREAD: Final = message(
    "schema-heading-unread", "the column {heading!r} is none of the 25 descriptors and was left out"
)
SCHEMA_COLUMN_REPEATED: Final = message(
    "schema-column-repeated", "the column {name!r} occurs twice in {table!r}; only the first is taken over"
)
SCHEMA_COLUMN_NAMELESS: Final = message(
    "schema-column-nameless", "column {number} of {table!r} has no valid name; it is called {name!r}"
)
SCHEMA_COLUMN_UNKNOWN: Final = message(
    "schema-column-unknown", "a key names the column {name!r}, which {table!r} does not have"
)
SCHEMA_TABLE_REPEATED: Final = message(
    "schema-table-repeated", "the table {name!r} occurs twice; only the first is taken over"
)
SCHEMA_PROPERTY_UNKNOWN: Final = message("schema-property-unknown", "{name!r} means nothing here and was ignored")
SCHEMA_TERM_REPEATED: Final = message(
    "schema-term-repeated", "the term {name!r} is in another document, too; only the first is taken over"
)
SCHEMA_TABLE_UNREADABLE: Final = message(
    "schema-table-unreadable", "the columns of {table!r} cannot be read ({said}); it was left out"
)
SCHEMA_DATATYPE_UNKNOWN: Final = message("schema-datatype-unknown", "unknown datatype {name!r}; it is kept as written")
SCHEMA_BOUND_UNREADABLE: Final = message(
    "schema-bound-unreadable", "the value {value!r} of {name!r} does not fit and was left out"
)
SCHEMA_VALUE_REFUSED: Final = message(
    "schema-value-refused", "the value of {name!r} has to be {wanted}; it was left out"
)
SCHEMA_IDENTIFIER_MISSING: Final = message("schema-identifier-missing", "the row has no identifier and was left out")
SCHEMA_IDENTIFIER_REPEATED: Final = message(
    "schema-identifier-repeated", "the identifier {name!r} stands in row {row:d} already; the row was left out"
)
