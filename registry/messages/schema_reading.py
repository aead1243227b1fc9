"""Reading schemas: CSVW, Table Schema, JSON Schema, XML Schema, databases, dictionaries."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class SchemaReadingText(Messages):
    SCHEMA_KIND_UNKNOWN = message("unknown kind of schema {name!r}; known: {known}")
    SCHEMA_NOT_FOUND_OUT = message("this is none of the schemas that danhmuc reads: {known}")
    SCHEMA_FILE_OF_DATABASE = message("this is the file of a SQLite database; name it by a URL, as in sqlite:///FILE")
    SCHEMA_KIND_MISSED = message("this is not a schema of the kind {kind}: {reason}")
    SCHEMA_MISPLACED = message("{name!r} has to be {wanted}")
    SCHEMA_EMPTY = message("no table, column or term was found in it")
    SCHEMA_TOO_LARGE = message("it has {size} bytes; at most {limit} are read")
    SCHEMA_TOO_DEEP = message("it nests deeper than {limit} levels")
    SCHEMA_COLUMNS_MANY = message("it describes more than {limit} columns, which is too many for its size")
    SCHEMA_FILES_MANY = message("more than {limit} files in one folder")
    SCHEMA_JSON_BROKEN = message("this is not JSON: {reason}")
    SCHEMA_KEY_REPEATED = message("the key {name!r} occurs twice in one object")
    SCHEMA_NUMBER_REFUSED = message("{number} is not a number that JSON can have, or too long")
    SCHEMA_CHARACTER_REFUSED = message("a text has a character that no text may have")
    SCHEMA_XML_REFUSED = message("the XML Schema cannot be used: {reason}")
    SCHEMA_XML_FAULT = message("the XML Schema has a fault: {reason}")
    SCHEMA_MODEL_LARGE = message(
        "{name!r} has {count} elements; types with so many take too long for a document of its size"
    )
    SCHEMA_LIBRARY_MISSING = message("reading this kind of schema needs a library: pip install 'danhmuc[{extra}]'")
    SCHEMA_DIALECT_UNKNOWN = message("unknown dialect of JSON Schema {name!r}; known: {known}")
    SCHEMA_ADDRESS_REMOTE = message(
        "a schema is read from a file, a folder or a database; nothing is fetched from the web"
    )
    SCHEMA_DATABASE_UNKNOWN = message(
        "{url} is not the URL of a database that danhmuc reads: sqlite:///FILE or postgresql+psycopg://…",
    )
    SCHEMA_DATABASE_UNREACHABLE = message("the database did not answer: {said}")
    SCHEMA_DRIVER_REFUSED = message("the database refused: {said}")
    SCHEMA_IN_DATABASE_ABSENT = message("the database has no schema {name!r}; it has: {known}")
    SCHEMA_IN_FILE = message("only a database has schemas to choose from; leave out {name!r}")

    SCHEMA_NOT_HELD = message(
        "{address} is named here and was not read: danhmuc fetches nothing; put a copy into the folder"
    )
    SCHEMA_REFERENCE_LOST = message("{address} leads to nothing")
    SCHEMA_RECURSIVE = message("{name!r} contains itself; it is read down to here")
    SCHEMA_UNION = message("{name!r} may have values of several types, so that it has no datatype")
    SCHEMA_PATTERNS_SEVERAL = message("{name!r} has several patterns, which all hold; only the first is taken over")
    SCHEMA_PART_UNREAD = message("{part!r} cannot be told as a column and was left out")
    SCHEMA_HEADING_UNREAD = message("the column {heading!r} is none of the 25 descriptors and was left out")
    SCHEMA_COLUMN_REPEATED = message("the column {name!r} occurs twice in {table!r}; only the first is taken over")
    SCHEMA_COLUMN_NAMELESS = message("column {number} of {table!r} has no valid name; it is called {name!r}")
    SCHEMA_COLUMN_UNKNOWN = message("a key names the column {name!r}, which {table!r} does not have")
    SCHEMA_TABLE_REPEATED = message("the table {name!r} occurs twice; only the first is taken over")
    SCHEMA_PROPERTY_UNKNOWN = message("{name!r} means nothing here and was ignored")
    SCHEMA_TERM_REPEATED = message("the term {name!r} is in another document, too; only the first is taken over")
    SCHEMA_TABLE_UNREADABLE = message("the columns of {table!r} cannot be read ({said}); it was left out")
    SCHEMA_DATATYPE_UNKNOWN = message("unknown datatype {name!r}; it is kept as written")
    SCHEMA_BOUND_UNREADABLE = message("the value {value!r} of {name!r} does not fit and was left out")
    SCHEMA_VALUE_REFUSED = message("the value of {name!r} has to be {wanted}; it was left out")
    SCHEMA_IDENTIFIER_MISSING = message("the row has no identifier and was left out")
    SCHEMA_IDENTIFIER_REPEATED = message("the identifier {name!r} stands in row {row:d} already; the row was left out")
