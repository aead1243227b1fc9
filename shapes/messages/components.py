"""Requirements of the constraint components, for shapes without a message of their own.

The facts have the names of the components' parameters. Those of danhmuc's own components are repeated for SPARQL
engines in ``shapes/components/dated.ttl``; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "NEEDS_AND",
    "NEEDS_CLASS",
    "NEEDS_CLOSED",
    "NEEDS_DATATYPE",
    "NEEDS_DISJOINT",
    "NEEDS_EQUALS",
    "NEEDS_HAS_VALUE",
    "NEEDS_IN",
    "NEEDS_IN_FORCE",
    "NEEDS_LANGUAGE_IN",
    "NEEDS_LESS_THAN",
    "NEEDS_LESS_THAN_OR_EQUALS",
    "NEEDS_MAX_AGE",
    "NEEDS_MAX_AGE_BY",
    "NEEDS_MAX_AHEAD",
    "NEEDS_MAX_COUNT",
    "NEEDS_MAX_EXCLUSIVE",
    "NEEDS_MAX_INCLUSIVE",
    "NEEDS_MAX_LENGTH",
    "NEEDS_MIN_COUNT",
    "NEEDS_MIN_EXCLUSIVE",
    "NEEDS_MIN_INCLUSIVE",
    "NEEDS_MIN_LENGTH",
    "NEEDS_NODE",
    "NEEDS_NODE_KIND",
    "NEEDS_NOT",
    "NEEDS_OR",
    "NEEDS_ORDERED_PERIOD",
    "NEEDS_PATTERN",
    "NEEDS_PROPERTY",
    "NEEDS_QUALIFIED_MAX_COUNT",
    "NEEDS_QUALIFIED_MIN_COUNT",
    "NEEDS_QUERY",
    "NEEDS_UNIQUE_LANG",
    "NEEDS_VALID_CODE",
    "NEEDS_WORKING_DAYS_AFTER",
    "NEEDS_XONE",
    "OF_NAMED",
    "OF_NAMED_PROPERTY",
    "OF_PROPERTY",
    "SHAPE_ASKS",
    "SHAPE_ASKS_MORE",
]

NEEDS_CLASS: Final = message("needs-class", "The value needs the class {class}.")
NEEDS_DATATYPE: Final = message("needs-datatype", "The value needs the datatype {datatype}.")
NEEDS_NODE_KIND: Final = message("needs-node-kind", "The value needs to be a {nodeKind}.")
# No plural forms: the numbers are texts of parameters.
NEEDS_MIN_COUNT: Final = message("needs-min-count", "It needs {minCount} or more values.")
NEEDS_MAX_COUNT: Final = message("needs-max-count", "The number of values needs to be {maxCount} or less.")
NEEDS_MIN_EXCLUSIVE: Final = message("needs-min-exclusive", "The value needs to be more than {minExclusive}.")
NEEDS_MIN_INCLUSIVE: Final = message("needs-min-inclusive", "The value needs to be {minInclusive} or more.")
NEEDS_MAX_EXCLUSIVE: Final = message("needs-max-exclusive", "The value needs to be less than {maxExclusive}.")
NEEDS_MAX_INCLUSIVE: Final = message("needs-max-inclusive", "The value needs to be {maxInclusive} or less.")
NEEDS_MIN_LENGTH: Final = message("needs-min-length", "The value needs {minLength} or more characters.")
NEEDS_MAX_LENGTH: Final = message("needs-max-length", "The number of characters needs to be {maxLength} or less.")
NEEDS_PATTERN: Final = message("needs-pattern", "The value needs to match {pattern}.")
NEEDS_LANGUAGE_IN: Final = message("needs-language-in", "The value needs a language tag among {languageIn}.")
NEEDS_UNIQUE_LANG: Final = message("needs-unique-lang", "It uses one value in each language.")
NEEDS_EQUALS: Final = message("needs-equals", "The values need to be those of {equals}.")
NEEDS_DISJOINT: Final = message("needs-disjoint", "The values need to differ from {disjoint}.")
NEEDS_LESS_THAN: Final = message("needs-less-than", "The value needs to be less than {lessThan}.")
NEEDS_LESS_THAN_OR_EQUALS: Final = message(
    "needs-less-than-or-equals", "The value needs to be no more than {lessThanOrEquals}."
)
NEEDS_NOT: Final = message("needs-not", "The value must not conform to {not}.")
NEEDS_AND: Final = message("needs-and", "The value needs to conform to all of {and}.")
NEEDS_OR: Final = message("needs-or", "The value needs to conform to one of {or}.")
NEEDS_XONE: Final = message("needs-xone", "The value needs to conform to exactly one of {xone}.")
NEEDS_NODE: Final = message("needs-node", "The value needs to conform to {node}.")
NEEDS_PROPERTY: Final = message("needs-property", "The value needs to conform to {property}.")
NEEDS_QUALIFIED_MIN_COUNT: Final = message(
    "needs-qualified-min-count", "It needs {qualifiedMinCount} or more values that conform to {qualifiedValueShape}."
)
NEEDS_QUALIFIED_MAX_COUNT: Final = message(
    "needs-qualified-max-count",
    "The number of values that conform to {qualifiedValueShape} needs to be {qualifiedMaxCount} or less.",
)
NEEDS_CLOSED: Final = message("needs-closed", "It uses only the properties that are named.")
NEEDS_HAS_VALUE: Final = message("needs-has-value", "It needs the value {hasValue}.")
NEEDS_IN: Final = message("needs-in", "The value needs to be one of {in}.")

NEEDS_MAX_AGE: Final = message("needs-max-age", "The date needs to be no older than {maxAge}.")
NEEDS_MAX_AGE_BY: Final = message(
    "needs-max-age-by", "The date needs to be no older than the frequency declared by {maxAgeBy}."
)
NEEDS_MAX_AHEAD: Final = message(
    "needs-max-ahead", "The date needs to be no later than {maxAhead} after the reference date."
)
NEEDS_ORDERED_PERIOD: Final = message("needs-ordered-period", "The period needs to end no earlier than it begins.")
NEEDS_WORKING_DAYS_AFTER: Final = message(
    "needs-working-days-after",
    "The date needs to be no later than {workingDays} working days after {workingDaysAfter}.",
)
NEEDS_IN_FORCE: Final = message("needs-in-force", "The legal act needs to be in force on the day in question.")
NEEDS_VALID_CODE: Final = message("needs-valid-code", "The code needs to be valid on the day in question.")

NEEDS_QUERY: Final = message("needs-query", "The value needs to pass the query of the rule.")

OF_PROPERTY: Final = message("of-property", "{property}: {sentence}")
"""A sentence after the property or path that it is about."""
OF_NAMED: Final = message("of-named", "{name}: {sentence}")
"""A sentence after the name of its rule."""
OF_NAMED_PROPERTY: Final = message("of-named-property", "{name} ({property}): {sentence}")
SHAPE_ASKS: Final = message("shape-asks", "({sentences})")
"""A shape without an IRI, by its requirements."""
SHAPE_ASKS_MORE: Final = message("shape-asks-more", "{sentence} {more}")
"""One sentence of these, and those after it."""
