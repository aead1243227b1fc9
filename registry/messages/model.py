"""Messages of typed objects: fields that cannot be set, unknown names, documents without what is asked for."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ALTERNATIVES",
    "CALL_TAKES",
    "CLASSES_DATABASE_AND_DATASET",
    "CLASS_ABSENT",
    "CLASS_SEVERAL",
    "CODE_AMBIGUOUS",
    "EXTRA_HAS_CLASSES",
    "EXTRA_HAS_FIELD",
    "EXTRA_TAKES",
    "FIELD_DELETED",
    "FIELD_DELETED_INSTEAD",
    "FIELD_IRI_STAYS",
    "FIELD_SET",
    "FIELD_SET_INSTEAD",
    "FIELD_TAKES",
    "FIELD_TAKES_NEAR",
    "FIELD_UNKNOWN",
    "FIELD_UNKNOWN_NEAR",
    "GRAPH_IRI_UNWRITABLE",
    "GRAPH_UNWRITABLE",
    "IRI_EXPECTED",
    "IRI_NOT_IN_DOCUMENT",
    "IRI_NOT_IN_GRAPH",
    "NOTHING_SAID",
    "PREFIXED_TERM_UNKNOWN",
    "PREFIXED_TERM_UNKNOWN_NEAR",
    "PREFIX_UNKNOWN",
    "PREFIX_UNKNOWN_NEAR",
    "TAKES_CLASSES",
    "TAKES_CODE_IRI_OR_OBJECT",
    "TAKES_CODE_OR_IRI",
    "TAKES_DATATYPES",
    "TAKES_DATE",
    "TAKES_DURATION",
    "TAKES_EMAIL",
    "TAKES_FIELD_NAME",
    "TAKES_IRI",
    "TAKES_IRI_OR_OBJECT",
    "TAKES_LANGUAGE",
    "TAKES_LANGUAGE_TAGS",
    "TAKES_NUMBER",
    "TAKES_OBJECT",
    "TAKES_PATH",
    "TAKES_PROPERTIES",
    "TAKES_RDFLIB_GRAPH",
    "TAKES_TELEPHONE",
    "TAKES_TEXT",
    "TAKES_TEXTS",
    "TAKES_TEXTS_BY_LANGUAGE",
    "TAKES_TEXT_BYTES_OR_PATH",
    "TAKES_TEXT_OR_BYTES",
    "TAKES_TEXT_OR_TEXTS_BY_LANGUAGE",
    "TAKES_VALUES",
    "TAKES_VALUES_BY_PROPERTY",
    "TAKES_VI",
    "TAKES_WELL_FORMED_TAGS",
    "TAKES_WELL_FORMED_TEXTS",
    "TAKES_WHOLE_NUMBER",
    "TAKES_WHOLE_NUMBER_FROM_0",
    "VALUES_IN_ALL",
    "VALUE_MISPLACED",
    "VALUE_VERY_LARGE",
]

FIELD_TAKES: Final = message("field-takes", "takes {takes}; found {found}")
"""Stands behind the name of the field, as do all reasons of a `FieldError`."""
FIELD_TAKES_NEAR: Final = message("field-takes-near", "takes {takes}; found {found}; near it: {near}")
CODE_AMBIGUOUS: Final = message(
    "field-code-ambiguous", "takes {takes}; found {found}, which may be {codes}; give a code"
)
EXTRA_TAKES: Final = message("field-extra-takes", "takes {takes}; found {found} for {property}")
EXTRA_HAS_CLASSES: Final = message("field-extra-has-classes", "has {key!r}; use classes")
EXTRA_HAS_FIELD: Final = message("field-extra-has-field", "has {key!r}, which is the field {field}; use that")
CLASSES_DATABASE_AND_DATASET: Final = message(
    "field-classes-database-and-dataset",
    "takes no dataset that is a database too; datasets point to their database by is_part_of; found {found}",
)
FIELD_IRI_STAYS: Final = message(
    "field-iri-stays", "is not a field: the IRI stays; make another object for another IRI"
)
FIELD_UNKNOWN: Final = message("field-unknown", "is not a field; its fields: {fields}")
FIELD_UNKNOWN_NEAR: Final = message("field-unknown-near", "is not a field; did you mean {near}?")
FIELD_SET: Final = message("field-set", "cannot be set, objects never change")
FIELD_SET_INSTEAD: Final = message("field-set-instead", "cannot be set, objects never change; use replace({field}=…)")
FIELD_DELETED: Final = message("field-deleted", "cannot be deleted, objects never change")
FIELD_DELETED_INSTEAD: Final = message(
    "field-deleted-instead", "cannot be deleted, objects never change; use replace({field}=None)"
)

PREFIX_UNKNOWN: Final = message(
    "prefix-unknown", "takes IRIs and prefixed names; found {name!r}; known prefixes: {prefixes}"
)
PREFIX_UNKNOWN_NEAR: Final = message(
    "prefix-unknown-near", "takes IRIs and prefixed names; found {name!r}; did you mean {near}?"
)
PREFIXED_TERM_UNKNOWN: Final = message(
    "prefixed-term-unknown",
    "takes IRIs and prefixed names; found {name!r}, which {prefix} does not have; "
    "list({namespace}) of danhmuc.vocab.namespaces gives all that it has",
)
PREFIXED_TERM_UNKNOWN_NEAR: Final = message(
    "prefixed-term-unknown-near",
    "takes IRIs and prefixed names; found {name!r}, which {prefix} does not have; did you mean {near}?",
)

TAKES_TEXT: Final = message("takes-text", "a text")
TAKES_TEXTS: Final = message("takes-texts", "texts, such as {example} or {by_language}")
TAKES_TEXT_OR_TEXTS_BY_LANGUAGE: Final = message(
    "takes-text-or-texts-by-language", "a text, or texts by language such as {example}"
)
TAKES_TEXTS_BY_LANGUAGE: Final = message("takes-texts-by-language", "texts by language such as {example}")
TAKES_LANGUAGE_TAGS: Final = message("takes-language-tags", "language tags such as 'vi' or 'en-GB'")
TAKES_VI: Final = message("takes-vi", "the language tag 'vi' for Vietnamese, since 'vn' is the country")
TAKES_LANGUAGE: Final = message("takes-language", "a language with texts of that datatype")
TAKES_WELL_FORMED_TEXTS: Final = message("takes-well-formed-texts", "well-formed texts")
TAKES_WELL_FORMED_TAGS: Final = message("takes-well-formed-tags", "well-formed text and language tags")
TAKES_DATATYPES: Final = message("takes-datatypes", "well-formed text and datatypes")
TAKES_WHOLE_NUMBER: Final = message("takes-whole-number", "a whole number")
TAKES_WHOLE_NUMBER_FROM_0: Final = message("takes-whole-number-from-0", "a whole number, 0 or more")
TAKES_NUMBER: Final = message("takes-number", "a number as int or Decimal")
TAKES_DATE: Final = message(
    "takes-date", "a date, or a text such as '2026', '2026-05', '2026-05-31' or '2026-05-31T08:00:00+07:00'"
)
TAKES_DURATION: Final = message("takes-duration", "a timedelta, or a text such as 'P1D' or 'PT15M'")
TAKES_IRI: Final = message("takes-iri", "an absolute IRI such as 'https://data.example.vn/id/1'")
TAKES_IRI_OR_OBJECT: Final = message(
    "takes-iri-or-object", "an absolute IRI such as 'https://data.example.vn/id/1', or an object of class {noun}"
)
TAKES_CODE_OR_IRI: Final = message("takes-code-or-iri", "a code or name of {lists}, or an IRI")
TAKES_CODE_IRI_OR_OBJECT: Final = message(
    "takes-code-iri-or-object", "a code or name of {lists}, an IRI, or an object of class {noun}"
)
TAKES_EMAIL: Final = message(
    "takes-email", "an e-mail address such as 'lan@example.vn', an absolute IRI, or a Resource"
)
TAKES_TELEPHONE: Final = message(
    "takes-telephone", "a telephone number such as '+84 234 382 2222', an absolute IRI, or a Resource"
)
TAKES_VALUES: Final = message("takes-values", "texts, numbers, True and False, dates, spans and Resource(iri)")
TAKES_VALUES_BY_PROPERTY: Final = message("takes-values-by-property", "values by property")
TAKES_PROPERTIES: Final = message("takes-properties", "IRIs and prefixed names as keys")
TAKES_CLASSES: Final = message("takes-classes", "IRIs or prefixed names of classes")
ALTERNATIVES: Final = message("alternatives", "{others} or {last}")
"""Several names, any one of which is meant."""
VALUE_VERY_LARGE: Final = message("value-very-large", "a very large {type}")

CALL_TAKES: Final = message("call-takes", "{call} takes {takes}; found {found}")
TAKES_TEXT_OR_BYTES: Final = message("takes-text-or-bytes", "a text or bytes")
TAKES_TEXT_BYTES_OR_PATH: Final = message("takes-text-bytes-or-path", "a text, bytes or a Path")
TAKES_PATH: Final = message("takes-path", "a path")
TAKES_RDFLIB_GRAPH: Final = message("takes-rdflib-graph", "an rdflib graph")
TAKES_FIELD_NAME: Final = message("takes-field-name", "the name of a field or property")
TAKES_OBJECT: Final = message("takes-object", "another object")

IRI_EXPECTED: Final = message("iri-expected", "asked for {found}, which is not an IRI")
IRI_NOT_IN_DOCUMENT: Final = message("iri-not-in-document", "asked for {iri} in {name}, which says nothing of it")
IRI_NOT_IN_GRAPH: Final = plural(
    "iri-not-in-graph",
    "asked for {iri} in a graph of {count} triple, which says nothing of it",
    "asked for {iri} in a graph of {count} triples, which says nothing of it",
)
CLASS_ABSENT: Final = message("class-absent", "asked for one {noun} in {name}, found no {classes} there")
CLASS_SEVERAL: Final = message(
    "class-several",
    "asked for one {noun} in {name}, found {number}: {found}; name one with iri=, or take all records with records()",
)
GRAPH_UNWRITABLE: Final = message("graph-unwritable", "the graph holds what no RDF 1.1 document can: {reason}")
GRAPH_IRI_UNWRITABLE: Final = message(
    "graph-iri-unwritable", "the graph holds what no RDF 1.1 document can: the IRI {iri!r}"
)

NOTHING_SAID: Final = message("object-nothing-said", "nothing is said of it")
VALUE_MISPLACED: Final = message("object-value-misplaced", "No value that this field takes: {property}, {range}")
VALUES_IN_ALL: Final = message("object-values-in-all", "… {number} in all")
