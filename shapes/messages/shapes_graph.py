"""Messages of the reader of shapes graphs: refusals and skipped parts."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


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
