"""Words of `danhmuc elements`.

``danhmuc elements``: data elements, table schemas, and which column uses which element.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- elements


class ElementsCommandText(Messages, prefix="elements"):
    HELP = message("help-elements", "Data elements and table schemas: what the columns of datasets mean.")
    LIST_HELP = message(
        "help-elements-list-of",
        "List the data elements of the registry with the number of columns that use them, or the answer to one question"
        " about all of them. What is withheld, withdrawn or marked as a state secret is not listed.",
    )
    LIST_BRIEF = message("brief-elements-list", "List data elements or table schemas")
    LIST_SCHEMAS = message("help-elements-schemas", "Table schemas instead of data elements.")
    LIST_UNBOUND = message(
        "help-elements-unbound",
        "Columns that by name or enumerated values use a shared list and are not bound to it.",
    )
    LIST_DIFFERING = message(
        "help-elements-differing",
        "Data elements of one name that differ in datatype, unit, value domain or definition, side by side.",
    )
    LIST_NAMES = message(
        "help-elements-list-names",
        "Technical names that are not written by the naming convention, repeated or missing (ISO/IEC 11179-5). names"
        " CONVENTION: by this one, else that of the registry: snake_case, UPPER_SNAKE_CASE, camelCase, PascalCase.",
    )
    LIST_TOUCHED = message(
        "help-elements-touched",
        "touched LIST CODE: what a change of CODE of the list LIST touches; LIST is its token or IRI.",
    )
    LIST_TERMS = message(
        "elements-list-terms",
        "give one question alone: schemas, unbound, differing, names [CONVENTION], touched LIST CODE, matches [IRI], "
        "codes [IRI] or decisions [IRI]; --all is for the last three",
    )
    SHOW_HELP = message(
        "help-elements-show",
        "Show the data element with this IRI by its descriptors, with the datasets that hold it and the columns that "
        "look like it; or the table schema with this IRI, with its columns.",
    )
    SHOW_BRIEF = message("brief-elements-show", "Show one data element or table schema")
    ADD_HELP = message(
        "help-elements-add",
        "Read the data elements and table schemas at LOCATION into the registry, as a source of its own: RDF, a "
        "schema, a dictionary, a folder of these, or the URL of a database, of which the catalogue alone is read and "
        "neither user, password nor options are stored. Of RDF, all but data elements, table schemas and what these "
        "name is ignored. Exit code 1: something needs attention.",
    )
    ADD_BRIEF = message("brief-elements-add", "Read data elements and table schemas into the registry")
    ADD_FINDINGS = message("next: danhmuc report findings --source {source}; danhmuc show IRI has those of one IRI")
    ADD_DATASET = message(
        "the tables have no dataset yet, and leave with a dataset alone: repeat the command with --dataset IRI",
    )
    ADD_NAME = message("help-elements-name", "Name of the source; else that of the file or database.")
    ADD_KIND = message(
        "help-elements-kind",
        "Kind of the schema, if its content does not tell: csvw, table-schema, json-schema, xml-schema, dictionary,"
        " database.",
    )
    ADD_SCHEMA = message("help-elements-schema", "Schema of a PostgreSQL database; else its default one.")
    DATASET = message("help-elements-dataset", "IRI of a dataset that the table schemas describe; may be repeated.")
    LIST_MATCHES = message(
        "help-elements-list-matches",
        "Columns that look like a data element, with the reasons: the same name (without case, diacritics and "
        "separators), the same value domain, the same or a compatible type. matches IRI: of this data element or table "
        "schema alone.",
    )
    LIST_CODES = message(
        "help-elements-list-codes",
        "Codes of two lists of one conceptual domain, that of IRI if it is given, that share a notation or a label and "
        "of which no list states itself that they mean the same.",
    )
    LIST_DECISIONS = message(
        "help-elements-list-decisions",
        "What people decided, who, when and why. decisions IRI: about this schema or element alone.",
    )
    ALSO_DECIDED = message(
        "help-elements-list-all",
        "Of matches and codes: also those that somebody accepted or rejected. Of decisions: also what was revoked or "
        "replaced.",
    )
    DECIDE_HELP = message(
        "help-elements-match-decide",
        "Record (accept) that the column COLUMN of SCHEMA uses the data element ELEMENT, or (reject) that it does not,"
        " even if its schema states that; or the same of CODE of LIST and OTHER_CODE of OTHER_LIST, which mean the same"
        " or do not. LIST is a token or an IRI. Or revoke what was decided.",
    )
    DECIDE_BRIEF = message("brief-elements-match-decide", "Record or revoke a decision")
    DECIDE_TERMS = message(
        "say of what: SCHEMA COLUMN ELEMENT for a column, LIST CODE OTHER_LIST OTHER_CODE for codes",
    )

    KIND = message("kind")
    COLUMNS = message("columns")
    COLUMN = message("column")
    SCHEMA = message("table schema")
    ELEMENT = message("data element")
    DATATYPE = message("datatype")
    LIMITS = message("limits, codes")
    CONDITIONS = message("required, key")
    UNIT = message("unit")
    VALUES = message("values")
    DEFINITION = message("definition")
    SHARED_LIST = message("list")
    CODES_OF_LIST = message("codes of it")
    BOUND = message("bound to the list")
    WHY = message("why")
    OUTCOME = message("decision")
    DECIDED_BY = message("by")
    HELD_BY = plural("{count} column uses it:", "{count} columns use it:")
    LOOKS_LIKE = plural("{count} column looks like it:", "{count} columns look like it:")
    GROUP = message("{name}: differ in {members}")
    WAITING = message(
        "version {newest:d} waits for a decision, as it changes: {parts}; this is version {version:d}, as registered",
    )
    NO_DATASET = message("(no dataset)")
    DATASET_ABSENT = message("the registry has no record {iri} yet; the table schemas are its own once it has one")
    SCHEMAS_THERE = plural(
        "there is {count} table schema: danhmuc elements list schemas",
        "there are {count} table schemas: danhmuc elements list schemas",
    )
    ELEMENTS_COUNTED = plural("elements-counted", "{count} row", "{count} rows")
    MATCHES_COUNTED = plural("{count} match", "{count} matches")
    ACCEPTED = message("{by} accepted: column {column!r} of {schema} uses {element}")
    REJECTED = message("{by} rejected: column {column!r} of {schema} does not use {element}")
    ACCEPTED_BY = message("{element} (accepted by {by})")
    STATED_REJECTED = message("{element} (stated by the schema, rejected by {by})")
    REVOKED = message("{by} revoked the decision on column {column!r} of {schema} and {element}")
    DECIDE_NEXT = message(
        "elements-next-decide",
        "next: danhmuc elements match accept SCHEMA COLUMN ELEMENT, or reject, with the last column",
    )
    NOTHING_NEW = message("nothing changed: that was decided before")

    DECIDED_ABOUT_COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "accept": ACCEPTED,
        "reject": REJECTED,
        "revoke": REVOKED,
    }
    OUTCOMES_OF_VERBS: Final[Mapping[str, str]] = {"accept": "accepted", "reject": "rejected", "revoke": "revoked"}
    """What JSON calls a decision."""

    KINDS: Final[Mapping[str, MessageTemplate]] = {
        "ConceptualDomain": message("elements-kind-conceptual-domain", "conceptual domain"),
        "DataElement": message("elements-kind-data-element", "data element"),
        "DataElementConcept": message("elements-kind-data-element-concept", "data element concept"),
        "ObjectClass": message("elements-kind-object-class", "object class"),
        "Property": message("elements-kind-property", "property"),
        "TableSchema": message("elements-kind-table-schema", "table schema"),
        "ValueDomain": message("elements-kind-value-domain", "value domain"),
    }
    MATCH_REASONS: Final[Mapping[str, MessageTemplate]] = {
        "same-name": message("elements-same-name", "same name"),
        "same-domain": message("elements-same-domain", "same value domain"),
        "same-type": message("elements-same-type", "same type"),
        "compatible-type": message("elements-compatible-type", "compatible type"),
        "type-unknown": message("elements-type-unknown", "type not known"),
    }
    BINDING_REASONS: Final[Mapping[str, MessageTemplate]] = {
        "name": message("elements-by-name", "name"),
        "codes": message("elements-by-codes", "enumerated values"),
    }
    NAMING_FAULTS: Final[Mapping[str, MessageTemplate]] = {
        "convention": message("elements-name-convention", "not written by the convention"),
        "repeated": message("elements-name-repeated", "repeated"),
        "missing": message("elements-name-missing", "missing"),
    }
    BASES: Final[Mapping[str, MessageTemplate]] = {
        "stated": message("elements-basis-stated", "stated by its schema"),
        "accepted": message("elements-basis-accepted", "accepted by a person"),
    }
    OUTCOMES: Final[Mapping[str, MessageTemplate]] = {
        "accepted": message("elements-outcome-accepted", "accepted"),
        "rejected": message("elements-outcome-rejected", "rejected"),
    }
    COMPARED: Final[Mapping[str, MessageTemplate]] = {
        "datatype": DATATYPE,
        "unit": UNIT,
        "values": VALUES,
        "definition": DEFINITION,
    }


# ---------------------------------------------------------------- element codes
# ``danhmuc elements match`` of codes: which codes of two lists mean the same.


class ElementCodesText(Messages, prefix="help-elements"):
    CODE = message("elements-code", "code")
    REASONS: Final[Mapping[str, MessageTemplate]] = {
        "same-notation": message("elements-same-notation", "same code"),
        "same-label": message("elements-same-label", "same label"),
    }
    DECIDED_ABOUT_CODES: Final[Mapping[str, MessageTemplate]] = {
        "accept": message(
            "elements-codes-accepted",
            "{by} accepted: {code!r} of {list} means the same as {other!r} of {other_list}",
        ),
        "reject": message(
            "elements-codes-rejected",
            "{by} rejected: {code!r} of {list} does not mean the same as {other!r} of {other_list}",
        ),
        "revoke": message(
            "elements-codes-revoked",
            "{by} revoked the decision on {code!r} of {list} and {other!r} of {other_list}",
        ),
    }
