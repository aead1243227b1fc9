"""Parts of a shapes graph that the engine cannot use, and patterns that take too long.

Shapes and terms are separate facts, blank nodes as ``_:name``, so that callers can replace these by paths to them.
"""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "CONSTRAINT_PASSED_OVER",
    "FLAGS_UNKNOWN",
    "NODE_KIND_UNKNOWN",
    "PARAMETER_NO_CODE_LIST",
    "PARAMETER_NO_DATE",
    "PARAMETER_NO_DURATION",
    "PARAMETER_NO_FLAG",
    "PARAMETER_NO_IRI",
    "PARAMETER_NO_LITERAL",
    "PARAMETER_NO_PROPERTY",
    "PARAMETER_NO_WHOLE_NUMBER",
    "PARAMETER_NO_WORKING_DAYS",
    "PATTERN_CATEGORY_MISSING",
    "PATTERN_CATEGORY_UNKNOWN",
    "PATTERN_CLASS_GOES_ON",
    "PATTERN_CLASS_OPENS",
    "PATTERN_CLASS_TOO_DEEP",
    "PATTERN_CLASS_UNCLOSED",
    "PATTERN_COUNT_WRONG",
    "PATTERN_ESCAPE_UNCLOSED",
    "PATTERN_GROUPS_TOO_DEEP",
    "PATTERN_MEANINGLESS",
    "PATTERN_SLOW",
    "PATTERN_TOO_LARGE",
    "PATTERN_WRONG",
    "PYSHACL_PATH_WRONG",
    "PYSHACL_REFUSES_PROFILE",
    "PYSHACL_REFUSES_SHAPES",
    "SHAPES_IN_CIRCLE",
    "SHAPES_TOO_DEEP",
    "TARGETS_UNSEEN",
    "VIOLATION_DATED",
]

NODE_KIND_UNKNOWN: Final = message("node-kind-unknown", "{shape}: sh:nodeKind {found} is none of the six kinds of node")
PARAMETER_NO_IRI: Final = message("parameter-no-iri", "{shape}: {parameter} needs an IRI, found {found}")
PARAMETER_NO_LITERAL: Final = message("parameter-no-literal", "{shape}: {parameter} needs a literal, found {found}")
PARAMETER_NO_WHOLE_NUMBER: Final = message(
    "parameter-no-whole-number", "{shape}: {parameter} needs a whole number, found {found}"
)
PARAMETER_NO_FLAG: Final = message("parameter-no-flag", "{shape}: {parameter} needs true or false, found {found}")
PARAMETER_NO_PROPERTY: Final = message(
    "parameter-no-property", "{shape}: {parameter} needs the IRI of a property, found {found}"
)
PARAMETER_NO_CODE_LIST: Final = message(
    "parameter-no-code-list", "{shape}: {parameter} needs the IRI of a list, found {found}"
)
PARAMETER_NO_DURATION: Final = message(
    "parameter-no-duration",
    "{shape}: {parameter} needs an xsd:duration of whole years, months and days, found {found}",
)
PARAMETER_NO_WORKING_DAYS: Final = message(
    "parameter-no-working-days", "{shape}: {parameter} needs an integer from 0 to 9999, found {found}"
)
PARAMETER_NO_DATE: Final = message("parameter-no-date", "{shape}: {parameter} needs an xsd:date, found {found}")

FLAGS_UNKNOWN: Final = message("flags-unknown", "{shape}: sh:flags has {flags!r}; known: {known}")
PATTERN_WRONG: Final = message("pattern-wrong", "{shape}: sh:pattern {pattern!r} is no regular expression: {reason}")
PATTERN_TOO_LARGE: Final = message("pattern-too-large", "it has more than {most:d} characters, repetitions written out")
PATTERN_MEANINGLESS: Final = message("pattern-meaningless", "{part} has no meaning")
PATTERN_GROUPS_TOO_DEEP: Final = message("pattern-groups-too-deep", "groups are nested too deep")
PATTERN_ESCAPE_UNCLOSED: Final = message("pattern-escape-unclosed", "an escape is not closed")
PATTERN_CLASS_UNCLOSED: Final = message("pattern-class-unclosed", "a class is not closed")
PATTERN_COUNT_WRONG: Final = message("pattern-count-wrong", "braces hold a number, or two with a comma")
PATTERN_CATEGORY_MISSING: Final = message("pattern-category-missing", "{part} needs a category in braces")
PATTERN_CATEGORY_UNKNOWN: Final = message("pattern-category-unknown", "{part} is no category")
PATTERN_CLASS_TOO_DEEP: Final = message("pattern-class-too-deep", "classes are subtracted too deep")
PATTERN_CLASS_GOES_ON: Final = message("pattern-class-goes-on", "a class goes on after what is subtracted from it")
PATTERN_CLASS_OPENS: Final = message("pattern-class-opens", "a class holds an opening bracket")
PATTERN_SLOW: Final = message(
    "pattern-slow",
    "sh:pattern {pattern!r} takes too long on some values, which do not conform; write it without nested repetitions",
)

CONSTRAINT_PASSED_OVER: Final = message("constraint-passed-over", "{reason}; that constraint is ignored")
SHAPES_TOO_DEEP: Final = message("shapes-too-deep", "shapes are nested deeper than {most:d} levels: {shape}")
SHAPES_IN_CIRCLE: Final = message("shapes-in-circle", "shapes lead into themselves, which SHACL leaves open: {circle}")

TARGETS_UNSEEN: Final = message(
    "targets-unseen",
    "{shape} validates what is named by {property}; what another record or node record names by it is not seen, "
    "as records are validated one by one",
)
VIOLATION_DATED: Final = message(
    "violation-dated",
    "{shape} is a violation that depends on the reference date; such rules never block publication, so it is "
    "reported as a warning",
)

PYSHACL_REFUSES_SHAPES: Final = message("pyshacl-refuses-shapes", "shapes: pySHACL cannot use them: {reason}")
PYSHACL_REFUSES_PROFILE: Final = message(
    "pyshacl-refuses-profile", "profile {profile!r}: pySHACL cannot use them: {reason}"
)
PYSHACL_PATH_WRONG: Final = message("pyshacl-path-wrong", "shapes: pySHACL reports a path that is none: {node}")
