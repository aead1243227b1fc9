"""Messages of validation: requirements, doubts, advice, inputs and queries.

Messages of the general validator on shapes that cannot be used, or only in part.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- advice
# Advice on a value for which there is no certain fix; ``sentence`` is what the rule requires.


class AdviceText(Messages, prefix="advice"):
    SEE_LIST = message("{sentence} To see the codes: `danhmuc vocab show {token}`.")
    SEVERAL_CODES = message("{sentence} The value may mean {codes}; write one of these codes.")
    SIZE_UNCERTAIN = message("{sentence} Which number of bytes is meant is not certain: {sizes:d}.")
    """For a size that may mean several numbers, such as one in MB."""


# ---------------------------------------------------------------- components
# Requirements of the constraint components, for shapes without a message of their own.
#
# The facts have the names of the components' parameters. Those of danhmuc's own components are repeated for SPARQL
# engines in ``shapes/components/dated.ttl``; a test compares the two.


class ComponentsText(Messages):
    NEEDS_CLASS = message("The value needs the class {class}.")
    NEEDS_DATATYPE = message("The value needs the datatype {datatype}.")
    NEEDS_NODE_KIND = message("The value needs to be a {nodeKind}.")
    # No plural forms: the numbers are texts of parameters.
    NEEDS_MIN_COUNT = message("It needs {minCount} or more values.")
    NEEDS_MAX_COUNT = message("The number of values needs to be {maxCount} or less.")
    NEEDS_MIN_EXCLUSIVE = message("The value needs to be more than {minExclusive}.")
    NEEDS_MIN_INCLUSIVE = message("The value needs to be {minInclusive} or more.")
    NEEDS_MAX_EXCLUSIVE = message("The value needs to be less than {maxExclusive}.")
    NEEDS_MAX_INCLUSIVE = message("The value needs to be {maxInclusive} or less.")
    NEEDS_MIN_LENGTH = message("The value needs {minLength} or more characters.")
    NEEDS_MAX_LENGTH = message("The number of characters needs to be {maxLength} or less.")
    NEEDS_PATTERN = message("The value needs to match {pattern}.")
    NEEDS_LANGUAGE_IN = message("The value needs a language tag among {languageIn}.")
    NEEDS_UNIQUE_LANG = message("It uses one value in each language.")
    NEEDS_EQUALS = message("The values need to be those of {equals}.")
    NEEDS_DISJOINT = message("The values need to differ from {disjoint}.")
    NEEDS_LESS_THAN = message("The value needs to be less than {lessThan}.")
    NEEDS_LESS_THAN_OR_EQUALS = message("The value needs to be no more than {lessThanOrEquals}.")
    NEEDS_NOT = message("The value must not conform to {not}.")
    NEEDS_AND = message("The value needs to conform to all of {and}.")
    NEEDS_OR = message("The value needs to conform to one of {or}.")
    NEEDS_XONE = message("The value needs to conform to exactly one of {xone}.")
    NEEDS_NODE = message("The value needs to conform to {node}.")
    NEEDS_PROPERTY = message("The value needs to conform to {property}.")
    NEEDS_QUALIFIED_MIN_COUNT = message(
        "It needs {qualifiedMinCount} or more values that conform to {qualifiedValueShape}."
    )
    NEEDS_QUALIFIED_MAX_COUNT = message(
        "The number of values that conform to {qualifiedValueShape} needs to be {qualifiedMaxCount} or less.",
    )
    NEEDS_CLOSED = message("It uses only the properties that are named.")
    NEEDS_HAS_VALUE = message("It needs the value {hasValue}.")
    NEEDS_IN = message("The value needs to be one of {in}.")

    NEEDS_MAX_AGE = message("The date needs to be no older than {maxAge}.")
    NEEDS_MAX_AGE_BY = message("The date needs to be no older than the frequency declared by {maxAgeBy}.")
    NEEDS_MAX_AHEAD = message("The date needs to be no later than {maxAhead} after the reference date.")
    NEEDS_ORDERED_PERIOD = message("The period needs to end no earlier than it begins.")
    NEEDS_WORKING_DAYS_AFTER = message(
        "The date needs to be no later than {workingDays} working days after {workingDaysAfter}.",
    )
    NEEDS_IN_FORCE = message("The legal act needs to be in force on the day in question.")
    NEEDS_VALID_CODE = message("The code needs to be valid on the day in question.")

    NEEDS_QUERY = message("The value needs to pass the query of the rule.")

    OF_PROPERTY = message("{property}: {sentence}")
    """A sentence after the property or path that it is about."""
    OF_NAMED = message("{name}: {sentence}")
    """A sentence after the name of its rule."""
    OF_NAMED_PROPERTY = message("{name} ({property}): {sentence}")
    SHAPE_ASKS = message("({sentences})")
    """A shape without an IRI, by its requirements."""
    SHAPE_ASKS_MORE = message("{sentence} {more}")
    """One sentence of these, and those after it."""


# ---------------------------------------------------------------- dates
# Faults of the reference date.


class DatesText(Messages):
    REFERENCE_DATE_UNREADABLE = message("{variable} {text!r} is not a day; write 2025-07-01 or 01/07/2025")


# ---------------------------------------------------------------- doubts
# Reasons why it is unknown, or not computed, whether a value meets a rule; ``sentence`` is what the rule requires.


class DoubtsText(Messages):
    DOUBT_VALUES = message("Not all values are known: {sentence}")
    DOUBT_DESCRIPTION = message("Too little is known of the value: {sentence}")
    DOUBT_PATTERN = message("Matching the pattern took too long: {sentence}")
    DOUBT_LIMIT = message("Not validated, because a limit of time or size was reached: {sentence}")
    """For an outcome that was not computed; it counts as not met, like a pattern that took too long."""
    DOUBT_AGE = message("The age of the date is not known: {sentence}")
    DOUBT_FORCE = message("Not known to be in force on the day in question: {sentence}")
    DOUBT_CODE = message("Cannot be verified: no loaded code list contains this code. {sentence}")
    DOUBT_CODE_ON_DAY = message(
        "Cannot be verified: the day in question or the validity of the code is not known. {sentence}"
    )
    """For a rule whose day is in the record, and may be unknown."""
    DOUBT_UNSPECIFIED = message("Cannot be verified: {sentence}")
    """For an outcome without a single reason."""


# ---------------------------------------------------------------- inputs
# Faults of RDF inputs and other arguments.


class InputsText(Messages, prefix="input"):
    INPUTS_MISSING = message(
        "input-none-given", "{argument}: none were given; give a path, a text, bytes or an rdflib Graph"
    )
    INPUT_EMPTY = message(
        "input-empty",
        "{argument}: an empty text says nothing; give a path, a text, bytes or an rdflib Graph, or '.' for this folder",
    )
    INPUT_OF_OTHER_KIND = message(
        "input-of-other-kind", "{argument}: a path, a text, bytes or an rdflib Graph is needed, found {kind}"
    )
    LOCATION_ON_NETWORK = message(
        "input-on-network", "cannot read {location}: only files and folders can be read; download it first"
    )
    FOLDER_WITHOUT_RDF = message("no RDF file in {path}")
    NO_SUBJECT = message("{argument}: {term} cannot be the subject of a triple; take it out")
    NO_PROPERTY = message("{argument}: {term} cannot be the property of a triple; take it out")
    NO_VALUE = message("{argument}: {term} cannot be the value of a triple; take it out")
    DAY_NEEDED = message("today: a datetime.date is needed, found {kind}")
    RECORD_NEEDED = message("validate: a record is needed, such as a Dataset, found {kind}")
    PROFILE_NEEDED = message("profile: a token, a path or a Profile is needed, found {kind}")


# ---------------------------------------------------------------- queries
# Faults of the SPARQL queries of a shapes graph.


class QueriesText(Messages):
    QUERY_REFUSED = message("{shape} has a query {fault}")
    QUERY_REFUSED_IN_PART = message("{shape} has a query {fault}, so its {parameter} is ignored")
    SELECT_MISSING = message(
        "query-select-missing", "{shape} has {parameter} that does not hold exactly one sh:select, a text"
    )
    SELECT_MISSING_IN_PART = message(
        "query-select-missing-in-part",
        "{shape} has {parameter} that does not hold exactly one sh:select, a text, so its {parameter} is ignored",
    )

    # Faults of a query, each for one of the sentences above.
    QUERY_FETCHES = message("with {word}; nothing is fetched, take it out")
    QUERY_NO_SPARQL = message("that is no SPARQL: {reason}")
    QUERY_OF_OTHER_FORM = message("that is no {form}, as {parameter} needs")
    QUERY_PREFIX_UNDECLARED = message("with the prefix {prefix} that nothing declares; declare it with sh:prefixes")
    QUERY_WITH_PATH = message("with $PATH at a shape without sh:path")
    QUERY_WITH_SHAPES_GRAPH = message("with $shapesGraph, which is not given")
    QUERY_WITH_FORBIDDEN = message("with {word}, which SHACL forbids")
    QUERY_WITH_GRAPH = message("with GRAPH, but the data are one graph; take it out")
    QUERY_TOO_DEEP = message("that is nested too deep; write it with fewer parentheses")

    QUERY_UNFINISHED = message("Not validated: a query or pattern takes too long, or needs too much memory.")
    """A constraint in SPARQL was not computed, which counts as not met."""


# ---------------------------------------------------------------- reports
# Texts of the SHACL report around its results.


class ShapesReportsText(Messages):
    SHACL_VIOLATION = message("violation")
    SHACL_WARNING = message("warning")
    SHACL_INFO = message("info")
    SHACL_UNVERIFIED = message("cannot be verified")
    SHACL_VALUE = message("value: {value}")
    SHACL_REASON = message("because: {reason}")
    SHACL_REASON_WITH_VALUE = message("{reason} (value: {value})")
    SHACL_EXAMPLE = message("example: {example}")
    SHACL_MORE_GROUPS = plural("{count} more rule with results", "{count} more rules with results")
    SHACL_UNREAD = message("Part of the shapes was not read: {warning}")

    SHACL_COUNT_VIOLATIONS = plural("{count} violation", "{count} violations")
    SHACL_COUNT_WARNINGS = plural("{count} warning", "{count} warnings")
    SHACL_COUNT_INFO = plural("{count} info", "{count} info")
    SHACL_COUNT_UNVERIFIED = plural("{count} cannot be verified", "{count} cannot be verified")
    SHACL_NO_RESULTS = message("no results")
    """Replaces an empty list of counts."""
    SHACL_CONFORMS = message("Conforms: {counts}.")
    SHACL_CONFORMS_NOT = message("Does not conform: {counts}.")


# ---------------------------------------------------------------- rules
# Unreadable annotations of a rule.


class RulesText(Messages):
    RULE_LAYER_UNKNOWN = message("profile {place}: {code} has dmv:layer {layer!r}; use one of {known}")
    RULE_DAY_WRONG = message("profile {place}: {code} has {property} {found!r}; write a day like 2026-03-31")
    RULE_ORDER_WRONG = message("profile {place}: {code} has sh:order {found!r}; write a number")


# ---------------------------------------------------------------- validating


class ValidatingText(Messages):
    ADDRESS_PASSWORD = message("An address must have no password ({property}); remove user and password from it.")
    ADDRESS_KEY = message("An address should have no key such as api_key or token ({property}); remove it.")
    SHAPES_UNOPENED = message("cannot open shapes {location}: {reason}")
    SHAPES_UNREADABLE = message("shapes {place}: {reason}")
    SHAPES_ABSENT = message(
        "no shapes in {places}: a shape has the class sh:NodeShape or sh:PropertyShape, or a target",
    )
    SHAPES_ABSENT_BECAUSE = message(
        "no shapes in {places}: a shape has the class sh:NodeShape or sh:PropertyShape, or a target; {reason}",
    )
    IMPORT_NOT_FETCHED = message(
        "shapes-import-not-fetched", "owl:imports {iri} is not fetched; name that file beside this one"
    )
    TARGET_ABSENT = message(
        "shapes-target-absent",
        "no shape has a target, so nothing is validated (<http://www.w3.org/ns/shacl#targetClass> and its like)",
    )
