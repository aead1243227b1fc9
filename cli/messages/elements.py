"""``danhmuc elements``: data elements, table schemas, and which column uses which element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "ACCEPTED_BY",
    "ADD_BRIEF",
    "ADD_DATASET",
    "ADD_FINDINGS",
    "ADD_HELP",
    "ADD_KIND",
    "ADD_NAME",
    "ADD_SCHEMA",
    "ALSO_DECIDED",
    "ALSO_ENDED",
    "BASES",
    "BINDING_REASONS",
    "BOUND",
    "CODES_OF_LIST",
    "COLUMN",
    "COLUMNS",
    "COMPARED",
    "CONDITIONS",
    "CONVENTION",
    "DATASET",
    "DATASET_ABSENT",
    "DATATYPE",
    "DECIDED_BY",
    "DECIDE_NEXT",
    "DECISIONS_ABOUT_COLUMNS",
    "DECISIONS_BRIEF",
    "DECISIONS_HELP",
    "DEFINITION",
    "DIFFERING",
    "ELEMENT",
    "ELEMENTS_COUNTED",
    "GROUP",
    "HELD_BY",
    "HELP",
    "KIND",
    "KINDS",
    "LIMITS",
    "LIST_BRIEF",
    "LIST_HELP",
    "LOOKS_LIKE",
    "MATCHES_COUNTED",
    "MATCH_BRIEF",
    "MATCH_HELP",
    "MATCH_LIST_BRIEF",
    "MATCH_LIST_HELP",
    "MATCH_REASONS",
    "NAMES",
    "NAMING_FAULTS",
    "NOTHING_NEW",
    "NO_DATASET",
    "ONE_QUESTION",
    "ONLY_ELEMENT",
    "ONLY_SCHEMA",
    "OUTCOME",
    "OUTCOMES",
    "SCHEMA",
    "SCHEMAS",
    "SCHEMAS_THERE",
    "SHARED_LIST",
    "SHOW_BRIEF",
    "SHOW_HELP",
    "STATED_REJECTED",
    "TOUCHED_BY",
    "UNBOUND",
    "UNIT",
    "VALUES",
    "WAITING",
    "WHY",
    "DecisionWords",
]

HELP: Final = message("help-elements", "Data elements and table schemas: what the columns of datasets mean.")
LIST_HELP: Final = message(
    "help-elements-list",
    "List the data elements of the registry with the number of columns that use them, or the answer to one question"
    " about all of them. What is withheld, withdrawn or marked as a state secret is not listed.",
)
LIST_BRIEF: Final = message("brief-elements-list", "List data elements or table schemas")
SCHEMAS: Final = message("help-elements-schemas", "Table schemas instead of data elements.")
UNBOUND: Final = message(
    "help-elements-unbound",
    "Columns that by name or enumerated values use a shared list and are not bound to it.",
)
DIFFERING: Final = message(
    "help-elements-differing",
    "Data elements of one name that differ in datatype, unit, value domain or definition, side by side.",
)
TOUCHED_BY: Final = message(
    "help-elements-touched-by", "What a change of CODE of the list LIST touches; LIST is its token or IRI."
)
ONE_QUESTION: Final = message(
    "elements-one-question", "--schemas, --unbound, --differing, --names and --touched-by exclude each other"
)
NAMES: Final = message(
    "help-elements-names",
    "Technical names that are not written by the naming convention, repeated or missing (ISO/IEC 11179-5).",
)
CONVENTION: Final = message(
    "help-elements-convention",
    "The naming convention, else that of the registry: snake_case, UPPER_SNAKE_CASE, camelCase, PascalCase.",
)
SHOW_HELP: Final = message(
    "help-elements-show",
    "Show the data element with this IRI by its descriptors, with the datasets that hold it and the columns that look"
    " like it; or the table schema with this IRI, with its columns.",
)
SHOW_BRIEF: Final = message("brief-elements-show", "Show one data element or table schema")
ADD_HELP: Final = message(
    "help-elements-add",
    "Read the data elements and table schemas at LOCATION into the registry, as a source of its own: RDF, a schema, a"
    " dictionary, a folder of these, or the URL of a database, of which the catalogue alone is read and neither user,"
    " password nor options are stored. Of RDF, all but data elements, table schemas and what these name is ignored."
    " Exit code 1: something needs attention.",
)
ADD_BRIEF: Final = message("brief-elements-add", "Read data elements and table schemas into the registry")
ADD_FINDINGS: Final = message(
    "elements-add-findings", "next: danhmuc report findings --source {source}; danhmuc show IRI has those of one IRI"
)
ADD_DATASET: Final = message(
    "elements-add-dataset",
    "the tables have no dataset yet, and leave with a dataset alone: repeat the command with --dataset IRI",
)
ADD_NAME: Final = message("help-elements-name", "Name of the source; else that of the file or database.")
ADD_KIND: Final = message(
    "help-elements-kind",
    "Kind of the schema, if its content does not tell: csvw, table-schema, json-schema, xml-schema, dictionary,"
    " database.",
)
ADD_SCHEMA: Final = message("help-elements-schema", "Schema of a PostgreSQL database; else its default one.")
DATASET: Final = message("help-elements-dataset", "IRI of a dataset that the table schemas describe; may be repeated.")
MATCH_HELP: Final = message("help-elements-match", "Which columns use which data elements, as far as people decided.")
MATCH_BRIEF: Final = message("brief-elements-match", "Find and decide which column uses which data element")
MATCH_LIST_HELP: Final = message(
    "help-elements-match-list",
    "List the columns that look like a data element, with the reasons: the same name (without case, diacritics and"
    " separators), the same value domain, the same or a compatible type. Nothing is changed.",
)
MATCH_LIST_BRIEF: Final = message("brief-elements-match-list", "List the columns that look like a data element")
ONLY_ELEMENT: Final = message("help-elements-only-element", "Only columns that look like this data element.")
ONLY_SCHEMA: Final = message("help-elements-only-schema", "Only columns of this table schema.")
ALSO_DECIDED: Final = message("help-elements-decided", "Also those that somebody accepted or rejected.")
ACCEPT_HELP: Final = message(
    "help-elements-match-accept", "Record that the column COLUMN of SCHEMA uses the data element ELEMENT."
)
ACCEPT_BRIEF: Final = message("brief-elements-match-accept", "Record that a column uses a data element")
REJECT_HELP: Final = message(
    "help-elements-match-reject",
    "Record that the column COLUMN of SCHEMA does not use the data element ELEMENT, even if its schema states that.",
)
REJECT_BRIEF: Final = message("brief-elements-match-reject", "Record that a column does not use a data element")
REVOKE_HELP: Final = message(
    "help-elements-match-revoke", "Revoke what was decided about the column COLUMN of SCHEMA and ELEMENT."
)
REVOKE_BRIEF: Final = message("brief-elements-match-revoke", "Revoke a decision")
DECISIONS_HELP: Final = message(
    "help-elements-match-decisions", "List what people decided: who, when and why. IRI is that of a schema or element."
)
DECISIONS_BRIEF: Final = message("brief-elements-match-decisions", "List what people decided")
ALSO_ENDED: Final = message("help-elements-ended", "Also what was revoked or replaced.")

KIND: Final = message("elements-kind", "kind")
COLUMNS: Final = message("elements-columns", "columns")
COLUMN: Final = message("elements-column", "column")
SCHEMA: Final = message("elements-schema", "table schema")
ELEMENT: Final = message("elements-element", "data element")
DATATYPE: Final = message("elements-datatype", "datatype")
LIMITS: Final = message("elements-limits", "limits, codes")
CONDITIONS: Final = message("elements-conditions", "required, key")
UNIT: Final = message("elements-unit", "unit")
VALUES: Final = message("elements-values", "values")
DEFINITION: Final = message("elements-definition", "definition")
SHARED_LIST: Final = message("elements-shared-list", "list")
CODES_OF_LIST: Final = message("elements-codes-of-list", "codes of it")
BOUND: Final = message("elements-bound", "bound to the list")
WHY: Final = message("elements-why", "why")
OUTCOME: Final = message("elements-outcome", "decision")
DECIDED_BY: Final = message("elements-decided-by", "by")
HELD_BY: Final = plural("elements-held-by", "{count} column uses it:", "{count} columns use it:")
LOOKS_LIKE: Final = plural("elements-looks-like", "{count} column looks like it:", "{count} columns look like it:")
GROUP: Final = message("elements-group", "{name}: differ in {members}")
WAITING: Final = message(
    "elements-waiting",
    "version {newest:d} waits for a decision, as it changes: {parts}; this is version {version:d}, as registered",
)
NO_DATASET: Final = message("elements-no-dataset", "(no dataset)")
DATASET_ABSENT: Final = message(
    "elements-dataset-absent", "the registry has no record {iri} yet; the table schemas are its own once it has one"
)
SCHEMAS_THERE: Final = plural(
    "elements-schemas-there",
    "there is {count} table schema: danhmuc elements list --schemas",
    "there are {count} table schemas: danhmuc elements list --schemas",
)
ELEMENTS_COUNTED: Final = plural("elements-counted", "{count} row", "{count} rows")
MATCHES_COUNTED: Final = plural("elements-matches-counted", "{count} match", "{count} matches")
ACCEPTED: Final = message("elements-accepted", "{by} accepted: column {column!r} of {schema} uses {element}")
REJECTED: Final = message("elements-rejected", "{by} rejected: column {column!r} of {schema} does not use {element}")
ACCEPTED_BY: Final = message("elements-accepted-by", "{element} (accepted by {by})")
STATED_REJECTED: Final = message("elements-stated-rejected", "{element} (stated by the schema, rejected by {by})")
REVOKED: Final = message("elements-revoked", "{by} revoked the decision on column {column!r} of {schema} and {element}")
DECIDE_NEXT: Final = message(
    "elements-decide-next", "next: danhmuc elements match accept SCHEMA COLUMN ELEMENT, or reject, with the last column"
)
NOTHING_NEW: Final = message("elements-nothing-new", "nothing changed: that was decided before")


class DecisionWords(NamedTuple):
    """The words of a command that records or revokes a decision.

    Attributes:
        outcome: as JSON has it.
        done: what was done, if that is new.
    """

    outcome: str
    help: MessageTemplate
    brief: MessageTemplate
    done: MessageTemplate


DECISIONS_ABOUT_COLUMNS: Final[Mapping[str, DecisionWords]] = {
    "accept": DecisionWords("accepted", ACCEPT_HELP, ACCEPT_BRIEF, ACCEPTED),
    "reject": DecisionWords("rejected", REJECT_HELP, REJECT_BRIEF, REJECTED),
    "revoke": DecisionWords("revoked", REVOKE_HELP, REVOKE_BRIEF, REVOKED),
}

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
