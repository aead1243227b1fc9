"""Messages of data elements, table schemas and the readers of schemas.

Messages about data elements and table schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- elements


class ElementsText(Messages):
    CODES_LIST_UNKNOWN = message("unknown code list {name!r}; known: {known}")
    CODES_CODE_UNKNOWN = message("the code list {list} has no code {code!r}")
    CODES_NO_DOMAIN = message(
        "no conceptual domain has both lists, {list} and {other}: bind value domains of one (dmv:conceptualDomain) "
        "to them (dmv:codeList)",
    )
    CODES_NOT_DECIDED = message("nothing was decided about the code {code!r} of {list} and {other!r} of {other_list}")
    CONVENTION_UNKNOWN = message("naming-convention-unknown", "unknown naming convention {name!r}; known: {known}")
    ELEMENTS_NONE = message(
        "{location} has no data element and no table schema: in RDF, nothing of the class csvw:Schema or "
        "dmv:DataElement",
    )
    ELEMENTS_ADDRESS_NEEDED = message(
        "user and password of the database {location} are not stored; read it again by its whole address: danhmuc "
        "elements add postgresql+psycopg://…",
    )
    ELEMENTS_SKIPPED = message(
        "{name} was skipped: it needs the user and password of its database: danhmuc elements add "
        "postgresql+psycopg://…",
    )
    ELEMENTS_MIXED = message(
        "{location} has both RDF ({rdf}) and schemas ({schema}); keep each in a folder of its own, or read the schemas"
        " alone with --kind",
    )
    ELEMENTS_NOT_HELD = message("documents that it names are not in its folder: {addresses}")
    ELEMENTS_SCHEMA_OF_FILE = message("an SQLite database has no schemas to choose from; leave out {name!r}")
    ELEMENTS_OTHER_KIND = message(
        "{location} is the source {name!r} of the kind {kind} already, and its data elements come with it: danhmuc "
        "harvest {name}",
    )
    ELEMENT_UNKNOWN = message("the registry has no data element {iri}")
    DATASET_NEEDS_IRI = message("{iri!r} is no absolute IRI of a dataset; write it as danhmuc list shows it")
    SCHEMA_UNKNOWN = message("the registry has no table schema {iri}")
    MATCH_COLUMN_UNKNOWN = message("the table schema {schema} has no column {column!r}")
    MATCH_NOT_DECIDED = message("nothing was decided about the column {column!r} of {schema} and {target}")
    CHARACTERS = plural("descriptor-characters", "{count} character", "{count} characters")
    BYTES = plural("descriptor-bytes", "{count} byte", "{count} bytes")
    DIGITS = plural("descriptor-digits", "{count} digit", "{count} digits")
    DECIMALS = plural("descriptor-decimals", "{count} decimal", "{count} decimals")
    DIGITS_AND_DECIMALS = message("descriptor-digits-and-decimals", "{digits}, {decimals}")
    AT_LEAST = message("descriptor-at-least", "at least {length}")
    AT_MOST = message("descriptor-at-most", "at most {length}")
    BETWEEN = message("descriptor-between", "{least}–{most}")
    DESCRIPTORS: Final[Mapping[str, MessageTemplate]] = {
        "identifier": message("descriptor-identifier", "Identifier"),
        "name": message("descriptor-name", "Business name"),
        "definition": message("descriptor-definition", "Definition"),
        "usage-context": message("descriptor-usage-context", "Usage context"),
        "group": message("descriptor-group", "Group"),
        "entity": message("descriptor-entity", "Entity"),
        "creator": message("descriptor-creator", "Creating unit"),
        "owner": message("descriptor-owner", "Owning unit"),
        "language": message("descriptor-language", "Language"),
        "version": message("descriptor-version", "Version and status"),
        "documents": message("descriptor-documents", "Related documents"),
        "synonyms": message("descriptor-synonyms", "Synonyms"),
        "related-terms": message("descriptor-related-terms", "Related terms"),
        "business-attributes": message("descriptor-business-attributes", "Business attributes"),
        "technical-name": message("descriptor-technical-name", "Technical name"),
        "datatype": message("descriptor-datatype", "Data type"),
        "format": message("descriptor-format", "Length and format"),
        "rdf-type": message("descriptor-rdf-type", "RDF or OWL type"),
        "field-relations": message("descriptor-field-relations", "Relation to fields"),
        "technical-attributes": message("descriptor-technical-attributes", "Technical attributes"),
        "value-list": message("descriptor-value-list", "Value list"),
        "normalisation": message("descriptor-normalisation", "Normalisation rule"),
        "api": message("descriptor-api", "API"),
        "mapping": message("descriptor-mapping", "International mapping"),
        "valid-range": message("descriptor-valid-range", "Valid range"),
    }
    """Headings of the 25 descriptors by their keys."""
    DATATYPES: Final[Mapping[str, MessageTemplate]] = {
        "anyURI": message("datatype-any-uri", "anyURI"),
        "base64Binary": message("datatype-base64-binary", "base64Binary"),
        "boolean": message("datatype-boolean", "boolean"),
        "byte": message("datatype-byte", "byte"),
        "date": message("datatype-date", "date"),
        "dateTime": message("datatype-date-time", "dateTime"),
        "dateTimeStamp": message("datatype-date-time-stamp", "dateTimeStamp"),
        "decimal": message("datatype-decimal", "decimal"),
        "double": message("datatype-double", "double"),
        "duration": message("datatype-duration", "duration"),
        "float": message("datatype-float", "float"),
        "gYear": message("datatype-g-year", "gYear"),
        "gYearMonth": message("datatype-g-year-month", "gYearMonth"),
        "hexBinary": message("datatype-hex-binary", "hexBinary"),
        "int": message("datatype-int", "int"),
        "integer": message("datatype-integer", "integer"),
        "long": message("datatype-long", "long"),
        "nonNegativeInteger": message("datatype-non-negative-integer", "nonNegativeInteger"),
        "normalizedString": message("datatype-normalized-string", "normalizedString"),
        "positiveInteger": message("datatype-positive-integer", "positiveInteger"),
        "short": message("datatype-short", "short"),
        "string": message("datatype-string", "string"),
        "time": message("datatype-time", "time"),
        "token": message("datatype-token", "token"),
    }
    """Names of datatypes of XML Schema for people; in English as the standard has them."""


# ---------------------------------------------------------------- schema reading
# Reading schemas: CSVW, Table Schema, JSON Schema, XML Schema, databases, dictionaries.


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
