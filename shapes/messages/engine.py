"""Parts of a shapes graph that the engine cannot use, and patterns that take too long.

Shapes and terms are separate facts, blank nodes as ``_:name``, so that callers can replace these by paths to them.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class EngineText(Messages):
    NODE_KIND_UNKNOWN = message("{shape}: sh:nodeKind {found} is none of the six kinds of node")
    PARAMETER_NO_IRI = message("{shape}: {parameter} needs an IRI, found {found}")
    PARAMETER_NO_LITERAL = message("{shape}: {parameter} needs a literal, found {found}")
    PARAMETER_NO_WHOLE_NUMBER = message("{shape}: {parameter} needs a whole number, found {found}")
    PARAMETER_NO_FLAG = message("{shape}: {parameter} needs true or false, found {found}")
    PARAMETER_NO_PROPERTY = message("{shape}: {parameter} needs the IRI of a property, found {found}")
    PARAMETER_NO_CODE_LIST = message("{shape}: {parameter} needs the IRI of a list, found {found}")
    PARAMETER_NO_DURATION = message(
        "{shape}: {parameter} needs an xsd:duration of whole years, months and days, found {found}",
    )
    PARAMETER_NO_WORKING_DAYS = message("{shape}: {parameter} needs an integer from 0 to 9999, found {found}")
    PARAMETER_NO_DATE = message("{shape}: {parameter} needs an xsd:date, found {found}")

    FLAGS_UNKNOWN = message("{shape}: sh:flags has {flags!r}; known: {known}")
    PATTERN_WRONG = message("{shape}: sh:pattern {pattern!r} is no regular expression: {reason}")
    PATTERN_TOO_LARGE = message("it has more than {most:d} characters, repetitions written out")
    PATTERN_MEANINGLESS = message("{part} has no meaning")
    PATTERN_GROUPS_TOO_DEEP = message("groups are nested too deep")
    PATTERN_ESCAPE_UNCLOSED = message("an escape is not closed")
    PATTERN_CLASS_UNCLOSED = message("a class is not closed")
    PATTERN_COUNT_WRONG = message("braces hold a number, or two with a comma")
    PATTERN_CATEGORY_MISSING = message("{part} needs a category in braces")
    PATTERN_CATEGORY_UNKNOWN = message("{part} is no category")
    PATTERN_CLASS_TOO_DEEP = message("classes are subtracted too deep")
    PATTERN_CLASS_GOES_ON = message("a class goes on after what is subtracted from it")
    PATTERN_CLASS_OPENS = message("a class holds an opening bracket")
    PATTERN_SLOW = message(
        "sh:pattern {pattern!r} takes too long on some values, which do not conform; write it without nested "
        "repetitions",
    )

    CONSTRAINT_PASSED_OVER = message("{reason}; that constraint is ignored")
    SHAPES_TOO_DEEP = message("shapes are nested deeper than {most:d} levels: {shape}")
    SHAPES_IN_CIRCLE = message("shapes lead into themselves, which SHACL leaves open: {circle}")

    TARGETS_UNSEEN = message(
        "{shape} validates what is named by {property}; what another record or node record names by it is not seen, "
        "as records are validated one by one",
    )
    VIOLATION_DATED = message(
        "{shape} is a violation that depends on the reference date; such rules never block publication, so it is "
        "reported as a warning",
    )

    PYSHACL_REFUSES_SHAPES = message("shapes: pySHACL cannot use them: {reason}")
    PYSHACL_REFUSES_PROFILE = message("profile {profile!r}: pySHACL cannot use them: {reason}")
    PYSHACL_PATH_WRONG = message("shapes: pySHACL reports a path that is none: {node}")
