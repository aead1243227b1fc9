"""Requirements of the constraint components, for shapes without a message of their own.

The facts have the names of the components' parameters. Those of danhmuc's own components are repeated for SPARQL
engines in ``shapes/components/dated.ttl``; a test compares the two.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


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
