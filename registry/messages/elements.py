"""Messages about data elements and table schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


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
