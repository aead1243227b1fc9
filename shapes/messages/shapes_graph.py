"""Messages of the reader of shapes graphs: refusals and skipped parts."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "CLASS_WITHOUT_SHAPE",
    "COMPANION_MISSING",
    "COMPANION_REPEATED",
    "ENTAILMENT_ASKED",
    "LIST_BROKEN",
    "LIST_BROKEN_IN_COMPANION",
    "OTHER_UNDESCRIBED",
    "OTHER_UNUSABLE",
    "OWN_PARAMETER_UNKNOWN",
    "PARAMETER_UNKNOWN",
    "PARAMETER_UNKNOWN_NEAR",
    "PARAMETER_UNUSED",
    "PARAMETER_WITHOUT_PATH",
    "PATH_CIRCULAR",
    "PATH_EMPTY",
    "PATH_IS_NONE",
    "PATH_LIST_BROKEN",
    "PATH_MISSING",
    "PATH_REPEATED",
    "PATH_TOO_DEEP",
    "PATH_TOO_LARGE",
    "PATH_TWO_KINDS",
    "PATH_WITH_VALUE",
    "PROPERTY_NO_SHAPE",
    "PROPERTY_WITHOUT_PATH",
    "SCRIPT_NEEDED",
    "SEVERITY_NO_IRI",
    "SEVERITY_REPEATED",
    "SWITCH_UNREADABLE",
    "TARGET_NO_IRI",
]

ENTAILMENT_ASKED: Final = message(
    "shapes-graph-entailment-asked", "the shapes ask for sh:entailment {regime}; none is supported: take it out"
)
SCRIPT_NEEDED: Final = message("shapes-graph-script-needed", "{shape} has {script}; scripts are never run")

CLASS_WITHOUT_SHAPE: Final = message(
    "shapes-graph-class-without-shape",
    "{shape} is a class with constraints, but no sh:NodeShape, so it does not validate its instances",
)
PATH_MISSING: Final = message("shapes-graph-path-missing", "{shape} is a property shape without sh:path and is ignored")
PATH_REPEATED: Final = message("shapes-graph-path-repeated", "{shape} has more than one sh:path and is ignored")
PATH_WITH_VALUE: Final = message("shapes-graph-path-with-value", "{shape} has a path with {value} and is ignored")
PATH_CIRCULAR: Final = message("shapes-graph-path-circular", "{shape} has a path that leads into itself and is ignored")
PATH_TOO_DEEP: Final = message(
    "shapes-graph-path-too-deep", "{shape} has a path that is nested too deep and is ignored"
)
PATH_TOO_LARGE: Final = message("shapes-graph-path-too-large", "{shape} has a path with too many parts and is ignored")
PATH_TWO_KINDS: Final = message(
    "shapes-graph-path-two-kinds", "{shape} has a path that is of two kinds at once and is ignored"
)
PATH_IS_NONE: Final = message("shapes-graph-path-is-none", "{shape} has a path that is none and is ignored")
PATH_EMPTY: Final = message("shapes-graph-path-empty", "{shape} has a path with an empty list and is ignored")
PATH_LIST_BROKEN: Final = message("shapes-graph-path-list-broken", "{shape} has a list that is broken and is ignored")
SWITCH_UNREADABLE: Final = message(
    "shapes-graph-switch-unreadable", "{shape} has {parameter} {value}, which is neither true nor false"
)
SEVERITY_REPEATED: Final = message(
    "shapes-graph-severity-repeated", "{shape} needs one sh:severity, an IRI; the first one counts"
)
SEVERITY_NO_IRI: Final = message("shapes-graph-severity-no-iri", "{shape} has no IRI as sh:severity")
TARGET_NO_IRI: Final = message("shapes-graph-target-no-iri", "{shape} has {parameter} {value}, which is no IRI")
PROPERTY_NO_SHAPE: Final = message(
    "shapes-graph-property-no-shape", "{shape} has sh:property {value}, which is no shape"
)
PROPERTY_WITHOUT_PATH: Final = message(
    "shapes-graph-property-without-path",
    "{shape} holds by sh:property {other}, which has no sh:path and is ignored",
)
PARAMETER_WITHOUT_PATH: Final = message(
    "shapes-graph-parameter-without-path", "{shape} has {parameter} without sh:path, which says nothing"
)
PARAMETER_UNUSED: Final = message(
    "shapes-graph-parameter-unused", "{shape} has {parameter}, which danhmuc does not use in a shape"
)
PARAMETER_UNKNOWN: Final = message(
    "shapes-graph-parameter-unknown", "{shape} has {parameter}, which SHACL does not know"
)
PARAMETER_UNKNOWN_NEAR: Final = message(
    "shapes-graph-parameter-unknown-near", "{shape} has {parameter}, which SHACL does not know; near it: {near}"
)
OWN_PARAMETER_UNKNOWN: Final = message(
    "shapes-graph-own-parameter-unknown", "{shape} has {parameter}, which is no parameter; near it: {near}"
)
COMPANION_MISSING: Final = message(
    "shapes-graph-companion-missing", "{shape} lacks {companion}, so its {parameter} is ignored"
)
COMPANION_REPEATED: Final = message(
    "shapes-graph-companion-repeated", "{shape} has more than one {companion}; the first one counts"
)
LIST_BROKEN: Final = message(
    "shapes-graph-list-broken", "{shape} has a list that is broken, so its {parameter} is ignored"
)
LIST_BROKEN_IN_COMPANION: Final = message(
    "shapes-graph-list-broken-in-companion",
    "{shape} has in {companion} a list that is broken, so its {parameter} is ignored",
)
OTHER_UNDESCRIBED: Final = message(
    "shapes-graph-other-undescribed",
    "{shape} names by {companion} {other}, of which the shapes graph says nothing",
)
OTHER_UNUSABLE: Final = message(
    "shapes-graph-other-unusable",
    "{shape} names by {companion} {other}, which is no usable shape, so its {parameter} is ignored",
)
