"""Titles of the checks of `danhmuc shapes lint`, and the messages of their findings."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "CONTRADICTING_FILES",
    "CONTRADICTING_FILES_TITLE",
    "CONTRADICTION",
    "CONTRADICTION_BESIDE",
    "COUNT_CONTRADICTION_TITLE",
    "DATATYPE_CONTRADICTION_TITLE",
    "DATED_VIOLATION",
    "DATED_VIOLATION_TITLE",
    "DEMANDS_NOTHING",
    "DEMANDS_NOTHING_TITLE",
    "EMPTY_LIST",
    "EMPTY_LIST_TITLE",
    "ENTAILMENT",
    "ENTAILMENT_TITLE",
    "IDLE_PARAMETER",
    "IDLE_PARAMETER_TITLE",
    "IMPORTS",
    "IMPORTS_TITLE",
    "KIND_CONTRADICTION_TITLE",
    "LENGTH_CONTRADICTION_TITLE",
    "MESSAGE_FORM",
    "MESSAGE_FORM_TITLE",
    "MESSAGE_PROPERTY",
    "MESSAGE_PROPERTY_TITLE",
    "NEAR_NAMESPACE",
    "NEAR_NAMESPACE_TITLE",
    "NODE_KIND",
    "NODE_KIND_NEAR",
    "NODE_KIND_TITLE",
    "NO_CONSTRAINT",
    "NO_CONSTRAINT_TITLE",
    "NO_SHAPES",
    "NO_SHAPES_TITLE",
    "OWN_SEVERITY",
    "OWN_SEVERITY_TITLE",
    "PASSED_OVER",
    "PASSED_OVER_TITLE",
    "PATTERN",
    "PATTERN_NAMESPACE",
    "PATTERN_NAMESPACE_TITLE",
    "PATTERN_TITLE",
    "PROFILE",
    "PROFILE_TITLE",
    "QUERY",
    "QUERY_TITLE",
    "RANGE_CONTRADICTION_TITLE",
    "RECURSION",
    "RECURSION_TITLE",
    "RULE_GROUP",
    "RULE_GROUP_TITLE",
    "RULE_IRI",
    "RULE_IRI_TITLE",
    "RULE_MESSAGE",
    "RULE_MESSAGE_TITLE",
    "RULE_NAME",
    "RULE_NAME_TITLE",
    "RULE_ORDER",
    "RULE_ORDER_TITLE",
    "RULE_SEVERITY",
    "RULE_SEVERITY_TITLE",
    "RULE_SOURCE",
    "RULE_SOURCE_TITLE",
    "SCRIPT",
    "SCRIPT_TITLE",
    "SUPERSEDED_TERM",
    "SUPERSEDED_TERM_TITLE",
    "UNKNOWN_PARAMETER",
    "UNKNOWN_PARAMETER_NEAR",
    "UNKNOWN_PARAMETER_TITLE",
    "UNKNOWN_RULE",
    "UNKNOWN_RULE_NEAR",
    "UNKNOWN_RULE_TITLE",
    "UNKNOWN_TERM",
    "UNKNOWN_TERM_ELSEWHERE_TITLE",
    "UNKNOWN_TERM_FORBIDDEN",
    "UNKNOWN_TERM_FORBIDDEN_NEAR",
    "UNKNOWN_TERM_FORBIDDEN_TITLE",
    "UNKNOWN_TERM_NEAR",
    "UNKNOWN_TERM_TITLE",
    "UNLISTED_TERM",
    "UNLISTED_TERM_TITLE",
    "UNUSED_SHAPE",
    "UNUSED_SHAPE_TITLE",
    "VALUE_CONTRADICTION_TITLE",
    "WRONG_KIND_NO_CLASS",
    "WRONG_KIND_NO_DATATYPE",
    "WRONG_KIND_NO_PROPERTY",
    "WRONG_KIND_OF_TERM_TITLE",
    "WRONG_VALUE",
    "WRONG_VALUE_TITLE",
]


# Terms.
UNKNOWN_TERM_TITLE: Final = message("lint-unknown-term-title", "A rule uses a term that its vocabulary does not have.")
UNKNOWN_TERM: Final = message("lint-unknown-term", "{shape}: no vocabulary has {term}.")
UNKNOWN_TERM_NEAR: Final = message("lint-unknown-term-near", "{shape}: no vocabulary has {term}; near it: {near}.")
UNKNOWN_TERM_ELSEWHERE_TITLE: Final = message(
    "lint-unknown-term-elsewhere-title", "A statement beside the rules uses such a term."
)
UNKNOWN_TERM_FORBIDDEN_TITLE: Final = message(
    "lint-unknown-term-forbidden-title", "A rule forbids (sh:maxCount 0) a term that its vocabulary does not have."
)
UNKNOWN_TERM_FORBIDDEN: Final = message(
    "lint-unknown-term-forbidden", "{shape}: forbids {term}, which no vocabulary has."
)
UNKNOWN_TERM_FORBIDDEN_NEAR: Final = message(
    "lint-unknown-term-forbidden-near", "{shape}: forbids {term}, which no vocabulary has; near it: {near}."
)
UNLISTED_TERM_TITLE: Final = message(
    "lint-unlisted-term-title",
    "A rule uses a term that is like a known one, of a vocabulary that danhmuc knows in part.",
)
UNLISTED_TERM: Final = message(
    "lint-unlisted-term", "{shape}: {term} cannot be verified, danhmuc knows this vocabulary in part; near it: {near}."
)
NEAR_NAMESPACE_TITLE: Final = message(
    "lint-near-namespace-title",
    "An IRI is nearly in a known namespace: http for https, a prefix without its last / or #.",
)
NEAR_NAMESPACE: Final = message("lint-near-namespace", "{shape}: {term} is in no known namespace; near it: {near}.")
WRONG_KIND_OF_TERM_TITLE: Final = message(
    "lint-wrong-kind-of-term-title", "A class stands for a property, a property for a class, or a class for a datatype."
)
WRONG_KIND_NO_PROPERTY: Final = message(
    "lint-wrong-kind-no-property", "{shape}: {parameter} needs a property, and {term} is none."
)
WRONG_KIND_NO_CLASS: Final = message(
    "lint-wrong-kind-no-class", "{shape}: {parameter} needs a class, and {term} is none."
)
WRONG_KIND_NO_DATATYPE: Final = message(
    "lint-wrong-kind-no-datatype", "{shape}: {parameter} needs a datatype, and {term} is none."
)
SUPERSEDED_TERM_TITLE: Final = message(
    "lint-superseded-term-title", "A rule is about a property that DCAT 3 has replaced, and does not name the new one."
)
SUPERSEDED_TERM: Final = message("lint-superseded-term", "{shape}: {term} has been replaced by {near}.")

# Form.
UNKNOWN_PARAMETER_TITLE: Final = message(
    "lint-unknown-parameter-title", "A property in the namespace of SHACL or danhmuc that is no parameter of a shape."
)
UNKNOWN_PARAMETER: Final = message("lint-unknown-parameter", "{shape}: {term} is no parameter of a shape.")
UNKNOWN_PARAMETER_NEAR: Final = message(
    "lint-unknown-parameter-near", "{shape}: {term} is no parameter of a shape; near it: {near}."
)
NO_CONSTRAINT_TITLE: Final = message(
    "lint-no-constraint-title", "A property shape without any constraint never finds anything."
)
NO_CONSTRAINT: Final = message("lint-no-constraint", "{shape}: has no constraint, so it never finds anything.")
DEMANDS_NOTHING_TITLE: Final = message("lint-demands-nothing-title", "A shape has a target and demands nothing of it.")
DEMANDS_NOTHING: Final = message("lint-demands-nothing", "{shape}: demands nothing of {target}.")
UNUSED_SHAPE_TITLE: Final = message(
    "lint-unused-shape-title", "A shape has no target, and nothing in the file uses it."
)
UNUSED_SHAPE: Final = message("lint-unused-shape", "{shape}: has no target, and nothing in this file uses it.")
PASSED_OVER_TITLE: Final = message(
    "lint-passed-over-title",
    "A shape is malformed: no sh:path or two, a broken path or list, a parameter without its companion.",
)
PASSED_OVER: Final = message("lint-passed-over", "{defect}.")
IDLE_PARAMETER_TITLE: Final = message(
    "lint-idle-parameter-title", "A parameter says nothing without another, such as sh:flags without sh:pattern."
)
IDLE_PARAMETER: Final = message("lint-idle-parameter", "{shape}: {parameter} says nothing without {wanted}.")
WRONG_VALUE_TITLE: Final = message("lint-wrong-value-title", "A parameter has a value that cannot be used.")
WRONG_VALUE: Final = message("lint-wrong-value", "{shape}: {parameter} cannot be {term}.")
NODE_KIND_TITLE: Final = message("lint-node-kind-title", "sh:nodeKind is none of SHACL's six kinds of node.")
NODE_KIND: Final = message("lint-node-kind", "{shape}: {term} is none of the six kinds of node of sh:nodeKind.")
NODE_KIND_NEAR: Final = message(
    "lint-node-kind-near", "{shape}: {term} is none of the six kinds of node of sh:nodeKind; near it: {near}."
)
PATTERN_TITLE: Final = message("lint-pattern-title", "sh:pattern is no regular expression.")
PATTERN: Final = message("lint-pattern", "{shape}: the pattern {term} is no regular expression.")
PATTERN_NAMESPACE_TITLE: Final = message(
    "lint-pattern-namespace-title", "sh:pattern asks for http or https where the namespace has the other."
)
PATTERN_NAMESPACE: Final = message(
    "lint-pattern-namespace", "{shape}: the pattern {term} matches no IRI of the namespace, which is {near}."
)
EMPTY_LIST_TITLE: Final = message("lint-empty-list-title", "A list is empty, so no value conforms.")
EMPTY_LIST: Final = message("lint-empty-list", "{shape}: {parameter} is an empty list, so no value conforms.")
RECURSION_TITLE: Final = message("lint-recursion-title", "A shape leads back into itself.")
RECURSION: Final = message("lint-recursion", "{shape}: leads back into itself ({way}), which SHACL leaves undefined.")
SCRIPT_TITLE: Final = message("lint-script-title", "SHACL-JS: danhmuc never runs scripts.")
SCRIPT: Final = message("lint-script", "{shape}: {term} needs a script to be run, which danhmuc never does.")
ENTAILMENT_TITLE: Final = message("lint-entailment-title", "sh:entailment: danhmuc draws no inferences.")
ENTAILMENT: Final = message(
    "lint-entailment", "{shape}: asks for the entailment {term}, and danhmuc draws no inferences."
)
QUERY_TITLE: Final = message(
    "lint-query-title", "A SPARQL query cannot be parsed, lacks a prefix, or fetches data from elsewhere."
)
QUERY: Final = message("lint-query", "{shape} has a query {fault}.")
NO_SHAPES_TITLE: Final = message("lint-no-shapes-title", "The file has no shape.")
NO_SHAPES: Final = message("lint-no-shapes", "This file has no shape.")
IMPORTS_TITLE: Final = message("lint-imports-title", "owl:imports: danhmuc never fetches what is named.")
IMPORTS: Final = message("lint-imports", "This file imports {term}, which danhmuc never fetches.")

# Contradictions.
COUNT_CONTRADICTION_TITLE: Final = message("lint-count-contradiction-title", "A minimum count is above a maximum.")
CONTRADICTION: Final = message("lint-contradiction", "{shape}: {one} and {other} exclude one another.")
CONTRADICTION_BESIDE: Final = message(
    "lint-contradiction-beside", "{shape}: {one} and {other} ({beside}) exclude one another."
)
LENGTH_CONTRADICTION_TITLE: Final = message("lint-length-contradiction-title", "A minimum length is above a maximum.")
RANGE_CONTRADICTION_TITLE: Final = message("lint-range-contradiction-title", "A least value is above the greatest.")
KIND_CONTRADICTION_TITLE: Final = message(
    "lint-kind-contradiction-title", "A value has to be a literal and a resource at once."
)
DATATYPE_CONTRADICTION_TITLE: Final = message(
    "lint-datatype-contradiction-title", "Two datatypes, or a datatype and language tags, exclude one another."
)
VALUE_CONTRADICTION_TITLE: Final = message(
    "lint-value-contradiction-title", "No value listed by sh:in or sh:hasValue meets another constraint."
)
CONTRADICTING_FILES_TITLE: Final = message(
    "lint-contradicting-files-title", "Two files that are linted together exclude one another for a property."
)
CONTRADICTING_FILES: Final = message(
    "lint-contradicting-files", "{shape}: {one} and {other} ({beside}, {document}) exclude one another."
)

# Profiles.
PROFILE_TITLE: Final = message(
    "lint-profile-title",
    "A file says that it is a profile and cannot be used as one: no token, a circle, a parent that is not found.",
)
PROFILE: Final = message("lint-profile", "This file cannot be used as a profile ({why}).")
UNKNOWN_RULE_TITLE: Final = message(
    "lint-unknown-rule-title", "A profile names a rule that the profile below it does not have."
)
UNKNOWN_RULE: Final = message("lint-unknown-rule", "{shape}: the profile {profile} has no such rule.")
UNKNOWN_RULE_NEAR: Final = message(
    "lint-unknown-rule-near", "{shape}: the profile {profile} has no such rule; near it: {near}."
)
OWN_SEVERITY_TITLE: Final = message(
    "lint-own-severity-title", "A severity in a profile is none of sh:Violation, sh:Warning and sh:Info."
)
OWN_SEVERITY: Final = message("lint-own-severity", "{shape}: the severity {term} counts as sh:Violation.")
DATED_VIOLATION_TITLE: Final = message(
    "lint-dated-violation-title",
    "A rule of a profile is a violation that the reference date decides over, so it is reported as a warning.",
)
DATED_VIOLATION: Final = message(
    "lint-dated-violation",
    "{shape}: is a violation, but what depends on the reference date never gates and is reported as a warning.",
)
RULE_IRI_TITLE: Final = message("lint-rule-iri-title", "A rule of a profile has no IRI.")
RULE_IRI: Final = message("lint-rule-iri", "{shape}: a rule needs an IRI, which its findings name.")
RULE_SEVERITY_TITLE: Final = message("lint-rule-severity-title", "A rule of a profile has no sh:severity.")
RULE_SEVERITY: Final = message("lint-rule-severity", "{shape}: a rule needs sh:severity.")
RULE_NAME_TITLE: Final = message(
    "lint-rule-name-title", "A rule of a profile does not have exactly one sh:name in vi and one in en."
)
RULE_NAME: Final = message("lint-rule-name", "{shape}: a rule needs exactly one sh:name in {language}.")
RULE_MESSAGE_TITLE: Final = message(
    "lint-rule-message-title", "A rule of a profile does not have exactly one sh:message in vi and one in en."
)
RULE_MESSAGE: Final = message("lint-rule-message", "{shape}: a rule needs exactly one sh:message in {language}.")
MESSAGE_FORM_TITLE: Final = message("lint-message-form-title", "A message is not one sentence of under 120 characters.")
MESSAGE_FORM: Final = message(
    "lint-message-form",
    "{shape}: the message in {language} needs to be one sentence of under 120 characters with a full stop.",
)
MESSAGE_PROPERTY_TITLE: Final = message("lint-message-property-title", "A message does not name the property.")
MESSAGE_PROPERTY: Final = message(
    "lint-message-property", "{shape}: the message in {language} needs to name the property ({term})."
)
RULE_SOURCE_TITLE: Final = message("lint-rule-source-title", "A rule of a profile names no source.")
RULE_SOURCE: Final = message("lint-rule-source", "{shape}: a rule needs a source, by dct:source or rdfs:seeAlso.")
RULE_GROUP_TITLE: Final = message("lint-rule-group-title", "A rule of a profile has no sh:group.")
RULE_GROUP: Final = message("lint-rule-group", "{shape}: a rule needs sh:group.")
RULE_ORDER_TITLE: Final = message("lint-rule-order-title", "A rule of a profile has no sh:order.")
RULE_ORDER: Final = message("lint-rule-order", "{shape}: a rule needs sh:order.")
