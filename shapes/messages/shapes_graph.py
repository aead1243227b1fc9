"""Messages on shapes and profiles that cannot be used as they are.

Messages of the reader of shapes graphs: refusals and skipped parts.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- engine
# Parts of a shapes graph that the engine cannot use, and patterns that take too long.
#
# Shapes and terms are separate facts, blank nodes as ``_:name``, so that callers can replace these by paths to them.


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


# ---------------------------------------------------------------- shapes graph


class ShapesGraphText(Messages, prefix="shapes-graph"):
    ENTAILMENT_ASKED = message("the shapes ask for sh:entailment {regime}; none is supported: take it out")
    SCRIPT_NEEDED = message("{shape} has {script}; scripts are never run")

    CLASS_WITHOUT_SHAPE = message(
        "{shape} is a class with constraints, but no sh:NodeShape, so it does not validate its instances",
    )
    PATH_MISSING = message("{shape} is a property shape without sh:path and is ignored")
    PATH_REPEATED = message("{shape} has more than one sh:path and is ignored")
    PATH_WITH_VALUE = message("{shape} has a path with {value} and is ignored")
    PATH_CIRCULAR = message("{shape} has a path that leads into itself and is ignored")
    PATH_TOO_DEEP = message("{shape} has a path that is nested too deep and is ignored")
    PATH_TOO_LARGE = message("{shape} has a path with too many parts and is ignored")
    PATH_TWO_KINDS = message("{shape} has a path that is of two kinds at once and is ignored")
    PATH_IS_NONE = message("{shape} has a path that is none and is ignored")
    PATH_EMPTY = message("{shape} has a path with an empty list and is ignored")
    PATH_LIST_BROKEN = message("{shape} has a list that is broken and is ignored")
    SWITCH_UNREADABLE = message("{shape} has {parameter} {value}, which is neither true nor false")
    SEVERITY_REPEATED = message("{shape} needs one sh:severity, an IRI; the first one counts")
    SEVERITY_NO_IRI = message("{shape} has no IRI as sh:severity")
    TARGET_NO_IRI = message("{shape} has {parameter} {value}, which is no IRI")
    PROPERTY_NO_SHAPE = message("{shape} has sh:property {value}, which is no shape")
    PROPERTY_WITHOUT_PATH = message(
        "{shape} holds by sh:property {other}, which has no sh:path and is ignored",
    )
    PARAMETER_WITHOUT_PATH = message("{shape} has {parameter} without sh:path, which says nothing")
    PARAMETER_UNUSED = message("{shape} has {parameter}, which danhmuc does not use in a shape")
    PARAMETER_UNKNOWN = message("{shape} has {parameter}, which SHACL does not know")
    PARAMETER_UNKNOWN_NEAR = message("{shape} has {parameter}, which SHACL does not know; near it: {near}")
    OWN_PARAMETER_UNKNOWN = message("{shape} has {parameter}, which is no parameter; near it: {near}")
    COMPANION_MISSING = message("{shape} lacks {companion}, so its {parameter} is ignored")
    COMPANION_REPEATED = message("{shape} has more than one {companion}; the first one counts")
    LIST_BROKEN = message("{shape} has a list that is broken, so its {parameter} is ignored")
    LIST_BROKEN_IN_COMPANION = message(
        "{shape} has in {companion} a list that is broken, so its {parameter} is ignored",
    )
    OTHER_UNDESCRIBED = message(
        "{shape} names by {companion} {other}, of which the shapes graph says nothing",
    )
    OTHER_UNUSABLE = message(
        "{shape} names by {companion} {other}, which is no usable shape, so its {parameter} is ignored",
    )


# ---------------------------------------------------------------- profiles
# Faults of profiles, and parts of them that are skipped.


class ProfilesText(Messages, prefix="profile"):
    PROFILE_UNREADABLE = message("profile-unreadable", "profile {place}: cannot be read: {reason}")
    PROFILE_NO_RDF = message("profile-no-rdf", "profile {place}: {reason}")
    PROFILE_NOT_ONE = plural(
        "profile-not-one",
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found {count} profile",
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found {count} profiles",
    )
    TOKENS_NOT_ONE = plural(
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found a profile with {count} token",
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found a profile with {count} tokens",
    )
    PROFILE_NAMELESS = message("profile-nameless", "profile {place}: {token!r} is a blank node; give it an IRI")
    TOKEN_REFUSED = message(
        "profile {place}: {token!r} cannot be a token; use letters, digits, - . _, and not 'none'",
    )
    TOKEN_IS_BUNDLED = message(
        "profile {place}: its token {token!r} is that of a profile that danhmuc brings; give it another, and name ours"
        " with prof:isProfileOf",
    )
    IRI_IS_BUNDLED = message(
        "profile {place}: its IRI {iri} is that of a profile that danhmuc brings; give it another, and name ours"
        " with prof:isProfileOf",
    )
    PROFILES_CIRCULAR = message(
        "profiles-circular",
        "profile {place}: profiles build on one another in a circle, {circle}; take one prof:isProfileOf out",
    )
    PARENT_ABSENT = message(
        "profile {place}: {token!r} builds on {iri}, which is not available; ours are {known}, and another file has to"
        " stand beside it",
    )
    TOKEN_TWICE = message("profile {place}: its token {token!r} is also that of {other}; give each its own")
    IRI_TWICE = message("profile {place}: {iri} is the IRI of two files, {one} and {other}; give each its own")

    IMPORT_NOT_FETCHED = message("owl:imports {iri} in {place} is not fetched")
    RULE_NOT_THERE = message("{place} speaks of {profile}:{name}, which {profile!r} does not have")
    RULE_NOT_THERE_NEAR = message(
        "{place} speaks of {profile}:{name}, which {profile!r} does not have; near it: {near}",
    )
    SEVERITY_UNKNOWN = message(
        "{rule} has sh:severity {severity}, which counts as sh:Violation; use one of sh:Violation, sh:Warning, sh:Info",
    )
    PART_UNREAD = plural(
        "profile {place}: {count} part of it was not read, so no record can pass by it: {part}; correct or remove it",
        "profile {place}: {count} parts of it were not read, so no record can pass by it; the first: {part}; correct or"
        " remove them: `danhmuc shapes lint` lists all",
    )
