"""Titles of the checks of `danhmuc shapes lint`, and the messages of their findings."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class LintingText(Messages, prefix="lint"):
    # Terms.
    UNKNOWN_TERM_TITLE = message("A rule uses a term that its vocabulary does not have.")
    UNKNOWN_TERM = message("{shape}: no vocabulary has {term}.")
    UNKNOWN_TERM_NEAR = message("{shape}: no vocabulary has {term}; near it: {near}.")
    UNKNOWN_TERM_ELSEWHERE_TITLE = message("A statement beside the rules uses such a term.")
    UNKNOWN_TERM_FORBIDDEN_TITLE = message("A rule forbids (sh:maxCount 0) a term that its vocabulary does not have.")
    UNKNOWN_TERM_FORBIDDEN = message("{shape}: forbids {term}, which no vocabulary has.")
    UNKNOWN_TERM_FORBIDDEN_NEAR = message("{shape}: forbids {term}, which no vocabulary has; near it: {near}.")
    UNLISTED_TERM_TITLE = message(
        "A rule uses a term that is like a known one, of a vocabulary that danhmuc knows in part.",
    )
    UNLISTED_TERM = message(
        "{shape}: {term} cannot be verified, danhmuc knows this vocabulary in part; near it: {near}."
    )
    NEAR_NAMESPACE_TITLE = message(
        "An IRI is nearly in a known namespace: http for https, a prefix without its last / or #.",
    )
    NEAR_NAMESPACE = message("{shape}: {term} is in no known namespace; near it: {near}.")
    WRONG_KIND_OF_TERM_TITLE = message(
        "A class stands for a property, a property for a class, or a class for a datatype."
    )
    WRONG_KIND_NO_PROPERTY = message("{shape}: {parameter} needs a property, and {term} is none.")
    WRONG_KIND_NO_CLASS = message("{shape}: {parameter} needs a class, and {term} is none.")
    WRONG_KIND_NO_DATATYPE = message("{shape}: {parameter} needs a datatype, and {term} is none.")
    SUPERSEDED_TERM_TITLE = message(
        "A rule is about a property that DCAT 3 has replaced, and does not name the new one."
    )
    SUPERSEDED_TERM = message("{shape}: {term} has been replaced by {near}.")

    # Form.
    UNKNOWN_PARAMETER_TITLE = message(
        "A property in the namespace of SHACL or danhmuc that is no parameter of a shape."
    )
    UNKNOWN_PARAMETER = message("{shape}: {term} is no parameter of a shape.")
    UNKNOWN_PARAMETER_NEAR = message("{shape}: {term} is no parameter of a shape; near it: {near}.")
    NO_CONSTRAINT_TITLE = message("A property shape without any constraint never finds anything.")
    NO_CONSTRAINT = message("{shape}: has no constraint, so it never finds anything.")
    DEMANDS_NOTHING_TITLE = message("A shape has a target and demands nothing of it.")
    DEMANDS_NOTHING = message("{shape}: demands nothing of {target}.")
    UNUSED_SHAPE_TITLE = message("A shape has no target, and nothing in the file uses it.")
    UNUSED_SHAPE = message("{shape}: has no target, and nothing in this file uses it.")
    PASSED_OVER_TITLE = message(
        "A shape is malformed: no sh:path or two, a broken path or list, a parameter without its companion.",
    )
    PASSED_OVER = message("{defect}.")
    IDLE_PARAMETER_TITLE = message("A parameter says nothing without another, such as sh:flags without sh:pattern.")
    IDLE_PARAMETER = message("{shape}: {parameter} says nothing without {wanted}.")
    WRONG_VALUE_TITLE = message("A parameter has a value that cannot be used.")
    WRONG_VALUE = message("{shape}: {parameter} cannot be {term}.")
    NODE_KIND_TITLE = message("sh:nodeKind is none of SHACL's six kinds of node.")
    NODE_KIND = message("{shape}: {term} is none of the six kinds of node of sh:nodeKind.")
    NODE_KIND_NEAR = message("{shape}: {term} is none of the six kinds of node of sh:nodeKind; near it: {near}.")
    PATTERN_TITLE = message("sh:pattern is no regular expression.")
    PATTERN = message("{shape}: the pattern {term} is no regular expression.")
    PATTERN_NAMESPACE_TITLE = message("sh:pattern asks for http or https where the namespace has the other.")
    PATTERN_NAMESPACE = message("{shape}: the pattern {term} matches no IRI of the namespace, which is {near}.")
    EMPTY_LIST_TITLE = message("A list is empty, so no value conforms.")
    EMPTY_LIST = message("{shape}: {parameter} is an empty list, so no value conforms.")
    RECURSION_TITLE = message("A shape leads back into itself.")
    RECURSION = message("{shape}: leads back into itself ({way}), which SHACL leaves undefined.")
    SCRIPT_TITLE = message("SHACL-JS: danhmuc never runs scripts.")
    SCRIPT = message("{shape}: {term} needs a script to be run, which danhmuc never does.")
    ENTAILMENT_TITLE = message("sh:entailment: danhmuc draws no inferences.")
    ENTAILMENT = message("{shape}: asks for the entailment {term}, and danhmuc draws no inferences.")
    QUERY_TITLE = message("A SPARQL query cannot be parsed, lacks a prefix, or fetches data from elsewhere.")
    QUERY = message("{shape} has a query {fault}.")
    NO_SHAPES_TITLE = message("The file has no shape.")
    NO_SHAPES = message("This file has no shape.")
    IMPORTS_TITLE = message("owl:imports: danhmuc never fetches what is named.")
    IMPORTS = message("This file imports {term}, which danhmuc never fetches.")

    # Contradictions.
    COUNT_CONTRADICTION_TITLE = message("A minimum count is above a maximum.")
    CONTRADICTION = message("{shape}: {one} and {other} exclude one another.")
    CONTRADICTION_BESIDE = message("{shape}: {one} and {other} ({beside}) exclude one another.")
    LENGTH_CONTRADICTION_TITLE = message("A minimum length is above a maximum.")
    RANGE_CONTRADICTION_TITLE = message("A least value is above the greatest.")
    KIND_CONTRADICTION_TITLE = message("A value has to be a literal and a resource at once.")
    DATATYPE_CONTRADICTION_TITLE = message("Two datatypes, or a datatype and language tags, exclude one another.")
    VALUE_CONTRADICTION_TITLE = message("No value listed by sh:in or sh:hasValue meets another constraint.")
    CONTRADICTING_FILES_TITLE = message("Two files that are linted together exclude one another for a property.")
    CONTRADICTING_FILES = message("{shape}: {one} and {other} ({beside}, {document}) exclude one another.")

    # Profiles.
    PROFILE_TITLE = message(
        "A file says that it is a profile and cannot be used as one: no token, a circle, a parent that is not found.",
    )
    PROFILE = message("This file cannot be used as a profile ({why}).")
    UNKNOWN_RULE_TITLE = message("A profile names a rule that the profile below it does not have.")
    UNKNOWN_RULE = message("{shape}: the profile {profile} has no such rule.")
    UNKNOWN_RULE_NEAR = message("{shape}: the profile {profile} has no such rule; near it: {near}.")
    OWN_SEVERITY_TITLE = message("A severity in a profile is none of sh:Violation, sh:Warning and sh:Info.")
    OWN_SEVERITY = message("{shape}: the severity {term} counts as sh:Violation.")
    DATED_VIOLATION_TITLE = message(
        "A rule of a profile is a violation that the reference date decides over, so it is reported as a warning.",
    )
    DATED_VIOLATION = message(
        "{shape}: is a violation, but what depends on the reference date never gates and is reported as a warning.",
    )
    RULE_IRI_TITLE = message("A rule of a profile has no IRI.")
    RULE_IRI = message("{shape}: a rule needs an IRI, which its findings name.")
    RULE_SEVERITY_TITLE = message("A rule of a profile has no sh:severity.")
    RULE_SEVERITY = message("{shape}: a rule needs sh:severity.")
    RULE_NAME_TITLE = message("A rule of a profile does not have exactly one sh:name in vi and one in en.")
    RULE_NAME = message("{shape}: a rule needs exactly one sh:name in {language}.")
    RULE_MESSAGE_TITLE = message("A rule of a profile does not have exactly one sh:message in vi and one in en.")
    RULE_MESSAGE = message("{shape}: a rule needs exactly one sh:message in {language}.")
    MESSAGE_FORM_TITLE = message("A message is not one sentence of under 120 characters.")
    MESSAGE_FORM = message(
        "{shape}: the message in {language} needs to be one sentence of under 120 characters with a full stop.",
    )
    MESSAGE_PROPERTY_TITLE = message("A message does not name the property.")
    MESSAGE_PROPERTY = message("{shape}: the message in {language} needs to name the property ({term}).")
    RULE_SOURCE_TITLE = message("A rule of a profile names no source.")
    RULE_SOURCE = message("{shape}: a rule needs a source, by dct:source or rdfs:seeAlso.")
    RULE_GROUP_TITLE = message("A rule of a profile has no sh:group.")
    RULE_GROUP = message("{shape}: a rule needs sh:group.")
    RULE_ORDER_TITLE = message("A rule of a profile has no sh:order.")
    RULE_ORDER = message("{shape}: a rule needs sh:order.")
