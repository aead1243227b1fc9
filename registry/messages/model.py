"""Messages of typed objects: fields that cannot be set, unknown names, documents without what is asked for."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class ModelText(Messages):
    FIELD_TAKES = message("takes {takes}; found {found}")
    """Stands behind the name of the field, as do all reasons of a `FieldError`."""
    FIELD_TAKES_NEAR = message("takes {takes}; found {found}; near it: {near}")
    CODE_AMBIGUOUS = message("field-code-ambiguous", "takes {takes}; found {found}, which may be {codes}; give a code")
    EXTRA_TAKES = message("field-extra-takes", "takes {takes}; found {found} for {property}")
    EXTRA_HAS_CLASSES = message("field-extra-has-classes", "has {key!r}; use classes")
    EXTRA_HAS_FIELD = message("field-extra-has-field", "has {key!r}, which is the field {field}; use that")
    CLASSES_DATABASE_AND_DATASET = message(
        "field-classes-database-and-dataset",
        "takes no dataset that is a database too; datasets point to their database by is_part_of; found {found}",
    )
    FIELD_IRI_STAYS = message("is not a field: the IRI stays; make another object for another IRI")
    FIELD_UNKNOWN = message("is not a field; its fields: {fields}")
    FIELD_UNKNOWN_NEAR = message("is not a field; did you mean {near}?")
    FIELD_SET = message("cannot be set, objects never change")
    FIELD_SET_INSTEAD = message("cannot be set, objects never change; use replace({field}=…)")
    FIELD_DELETED = message("cannot be deleted, objects never change")
    FIELD_DELETED_INSTEAD = message("cannot be deleted, objects never change; use replace({field}=None)")

    PREFIX_UNKNOWN = message("takes IRIs and prefixed names; found {name!r}; known prefixes: {prefixes}")
    PREFIX_UNKNOWN_NEAR = message("takes IRIs and prefixed names; found {name!r}; did you mean {near}?")
    PREFIXED_TERM_UNKNOWN = message(
        "takes IRIs and prefixed names; found {name!r}, which {prefix} does not have; "
        "list({namespace}) of danhmuc.vocab.namespaces gives all that it has",
    )
    PREFIXED_TERM_UNKNOWN_NEAR = message(
        "takes IRIs and prefixed names; found {name!r}, which {prefix} does not have; did you mean {near}?",
    )

    TAKES_TEXT = message("a text")
    TAKES_TEXTS = message("texts, such as {example} or {by_language}")
    TAKES_TEXT_OR_TEXTS_BY_LANGUAGE = message("a text, or texts by language such as {example}")
    TAKES_TEXTS_BY_LANGUAGE = message("texts by language such as {example}")
    TAKES_LANGUAGE_TAGS = message("language tags such as 'vi' or 'en-GB'")
    TAKES_VI = message("the language tag 'vi' for Vietnamese, since 'vn' is the country")
    TAKES_LANGUAGE = message("a language with texts of that datatype")
    TAKES_WELL_FORMED_TEXTS = message("well-formed texts")
    TAKES_WELL_FORMED_TAGS = message("well-formed text and language tags")
    TAKES_DATATYPES = message("well-formed text and datatypes")
    TAKES_WHOLE_NUMBER = message("a whole number")
    TAKES_WHOLE_NUMBER_FROM_0 = message("a whole number, 0 or more")
    TAKES_NUMBER = message("a number as int or Decimal")
    TAKES_DATE = message("a date, or a text such as '2026', '2026-05', '2026-05-31' or '2026-05-31T08:00:00+07:00'")
    TAKES_DURATION = message("a timedelta, or a text such as 'P1D' or 'PT15M'")
    TAKES_IRI = message("an absolute IRI such as 'https://data.example.vn/id/1'")
    TAKES_IRI_OR_OBJECT = message(
        "an absolute IRI such as 'https://data.example.vn/id/1', or an object of class {noun}"
    )
    TAKES_CODE_OR_IRI = message("a code or name of {lists}, or an IRI")
    TAKES_CODE_IRI_OR_OBJECT = message("a code or name of {lists}, an IRI, or an object of class {noun}")
    TAKES_EMAIL = message("an e-mail address such as 'lan@example.vn', an absolute IRI, or a Resource")
    TAKES_TELEPHONE = message("a telephone number such as '+84 234 382 2222', an absolute IRI, or a Resource")
    TAKES_VALUES = message("texts, numbers, True and False, dates, spans and Resource(iri)")
    TAKES_VALUES_BY_PROPERTY = message("values by property")
    TAKES_PROPERTIES = message("IRIs and prefixed names as keys")
    TAKES_CLASSES = message("IRIs or prefixed names of classes")
    ALTERNATIVES = message("{others} or {last}")
    """Several names, any one of which is meant."""
    VALUE_VERY_LARGE = message("a very large {type}")

    CALL_TAKES = message("{call} takes {takes}; found {found}")
    TAKES_TEXT_OR_BYTES = message("a text or bytes")
    TAKES_TEXT_BYTES_OR_PATH = message("a text, bytes or a Path")
    TAKES_PATH = message("a path")
    TAKES_RDFLIB_GRAPH = message("an rdflib graph")
    TAKES_FIELD_NAME = message("the name of a field or property")
    TAKES_OBJECT = message("another object")

    IRI_EXPECTED = message("asked for {found}, which is not an IRI")
    IRI_NOT_IN_DOCUMENT = message("asked for {iri} in {name}, which says nothing of it")
    IRI_NOT_IN_GRAPH = plural(
        "asked for {iri} in a graph of {count} triple, which says nothing of it",
        "asked for {iri} in a graph of {count} triples, which says nothing of it",
    )
    CLASS_ABSENT = message("asked for one {noun} in {name}, found no {classes} there")
    CLASS_SEVERAL = message(
        "asked for one {noun} in {name}, found {number}: {found}; name one with iri=, or take all records with "
        "records()",
    )
    GRAPH_UNWRITABLE = message("the graph holds what no RDF 1.1 document can: {reason}")
    GRAPH_IRI_UNWRITABLE = message("the graph holds what no RDF 1.1 document can: the IRI {iri!r}")

    NOTHING_SAID = message("object-nothing-said", "nothing is said of it")
    VALUE_MISPLACED = message("object-value-misplaced", "No value that this field takes: {property}, {range}")
    VALUES_IN_ALL = message("object-values-in-all", "… {number} in all")
