"""The table of all checks of `danhmuc shapes lint`, with severities and messages.

A new check is one line here, its messages in `danhmuc.shapes.messages.linting`, and a few lines in the file of its
group, which refers to it by its code.
Source of the rules: SHACL 1.0; for profiles, the project's own rules for a shapes file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..messages import linting as words

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Severity
    from danhmuc.vocab.messages import Message, MessageTemplate

__all__ = ["CHECKS", "Check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of the linter.

    Attributes:
        code: stable name, such as ``lint:unknown-term``.
        severity: violation if a rule cannot work as written, warning if it hardly does what was meant.
        title: short description.
        message: of its findings, unless its group has another one.
        near: message of findings with a similar known term.
        of_profiles: whether it is only for profiles; in danhmuc's own its findings are violations.
    """

    code: str
    severity: Severity
    title: Message
    message: MessageTemplate
    near: MessageTemplate | None = None
    of_profiles: bool = False


def _check(
    name: str,
    severity: Severity,
    title: MessageTemplate,
    message: MessageTemplate,
    *,
    near: MessageTemplate | None = None,
) -> Check:
    return Check(code=f"lint:{name}", severity=severity, title=title(), message=message, near=near)


def _house(name: str, title: MessageTemplate, message: MessageTemplate) -> Check:
    return Check(code=f"lint:{name}", severity="warning", title=title(), message=message, of_profiles=True)


_TABLE: Final = (
    # Terms.
    _check("unknown-term", "violation", words.UNKNOWN_TERM_TITLE, words.UNKNOWN_TERM, near=words.UNKNOWN_TERM_NEAR),
    _check(
        "unknown-term-elsewhere",
        "warning",
        words.UNKNOWN_TERM_ELSEWHERE_TITLE,
        words.UNKNOWN_TERM,
        near=words.UNKNOWN_TERM_NEAR,
    ),
    _check(
        "unknown-term-forbidden",
        "info",
        words.UNKNOWN_TERM_FORBIDDEN_TITLE,
        words.UNKNOWN_TERM_FORBIDDEN,
        near=words.UNKNOWN_TERM_FORBIDDEN_NEAR,
    ),
    _check("unlisted-term", "info", words.UNLISTED_TERM_TITLE, words.UNLISTED_TERM),
    _check("near-namespace", "violation", words.NEAR_NAMESPACE_TITLE, words.NEAR_NAMESPACE),
    _check("wrong-kind-of-term", "violation", words.WRONG_KIND_OF_TERM_TITLE, words.WRONG_KIND_NO_PROPERTY),
    _check("superseded-term", "warning", words.SUPERSEDED_TERM_TITLE, words.SUPERSEDED_TERM),
    # Form.
    _check(
        "unknown-parameter",
        "violation",
        words.UNKNOWN_PARAMETER_TITLE,
        words.UNKNOWN_PARAMETER,
        near=words.UNKNOWN_PARAMETER_NEAR,
    ),
    _check("no-constraint", "violation", words.NO_CONSTRAINT_TITLE, words.NO_CONSTRAINT),
    _check("demands-nothing", "info", words.DEMANDS_NOTHING_TITLE, words.DEMANDS_NOTHING),
    _check("unused-shape", "info", words.UNUSED_SHAPE_TITLE, words.UNUSED_SHAPE),
    _check("passed-over", "violation", words.PASSED_OVER_TITLE, words.PASSED_OVER),
    _check("idle-parameter", "warning", words.IDLE_PARAMETER_TITLE, words.IDLE_PARAMETER),
    _check("wrong-value", "violation", words.WRONG_VALUE_TITLE, words.WRONG_VALUE),
    _check("node-kind", "violation", words.NODE_KIND_TITLE, words.NODE_KIND, near=words.NODE_KIND_NEAR),
    _check("pattern", "violation", words.PATTERN_TITLE, words.PATTERN),
    _check("pattern-namespace", "violation", words.PATTERN_NAMESPACE_TITLE, words.PATTERN_NAMESPACE),
    _check("empty-list", "warning", words.EMPTY_LIST_TITLE, words.EMPTY_LIST),
    _check("recursion", "violation", words.RECURSION_TITLE, words.RECURSION),
    _check("script", "violation", words.SCRIPT_TITLE, words.SCRIPT),
    _check("entailment", "violation", words.ENTAILMENT_TITLE, words.ENTAILMENT),
    _check("query", "violation", words.QUERY_TITLE, words.QUERY),
    _check("no-shapes", "warning", words.NO_SHAPES_TITLE, words.NO_SHAPES),
    _check("imports", "info", words.IMPORTS_TITLE, words.IMPORTS),
    # Contradictions.
    _check("count-contradiction", "violation", words.COUNT_CONTRADICTION_TITLE, words.CONTRADICTION),
    _check("length-contradiction", "violation", words.LENGTH_CONTRADICTION_TITLE, words.CONTRADICTION),
    _check("range-contradiction", "violation", words.RANGE_CONTRADICTION_TITLE, words.CONTRADICTION),
    _check("kind-contradiction", "violation", words.KIND_CONTRADICTION_TITLE, words.CONTRADICTION),
    _check("datatype-contradiction", "violation", words.DATATYPE_CONTRADICTION_TITLE, words.CONTRADICTION),
    _check("value-contradiction", "violation", words.VALUE_CONTRADICTION_TITLE, words.CONTRADICTION),
    _check("contradicting-files", "warning", words.CONTRADICTING_FILES_TITLE, words.CONTRADICTING_FILES),
    # Profiles.
    _check("profile", "violation", words.PROFILE_TITLE, words.PROFILE),
    _check("unknown-rule", "violation", words.UNKNOWN_RULE_TITLE, words.UNKNOWN_RULE, near=words.UNKNOWN_RULE_NEAR),
    _check("own-severity", "warning", words.OWN_SEVERITY_TITLE, words.OWN_SEVERITY),
    _check("dated-violation", "warning", words.DATED_VIOLATION_TITLE, words.DATED_VIOLATION),
    _house("rule-iri", words.RULE_IRI_TITLE, words.RULE_IRI),
    _house("rule-severity", words.RULE_SEVERITY_TITLE, words.RULE_SEVERITY),
    _house("rule-name", words.RULE_NAME_TITLE, words.RULE_NAME),
    _house("rule-message", words.RULE_MESSAGE_TITLE, words.RULE_MESSAGE),
    _house("message-form", words.MESSAGE_FORM_TITLE, words.MESSAGE_FORM),
    _house("message-property", words.MESSAGE_PROPERTY_TITLE, words.MESSAGE_PROPERTY),
    _house("rule-source", words.RULE_SOURCE_TITLE, words.RULE_SOURCE),
    _house("rule-group", words.RULE_GROUP_TITLE, words.RULE_GROUP),
    _house("rule-order", words.RULE_ORDER_TITLE, words.RULE_ORDER),
)

CHECKS: Final[Mapping[str, Check]] = {check.code: check for check in _TABLE}
"""All checks by code, in the order in which they are documented."""
