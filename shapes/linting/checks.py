"""The table of all checks of `danhmuc shapes lint`, with severities and messages.

A new check is one line here, its messages in `danhmuc.shapes.messages.linting`, and a few lines in the file of its
group, which refers to it by its code.
Source of the rules: SHACL 1.0; for profiles, the project's own rules for a shapes file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..messages.linting import LintingText

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Severity
    from danhmuc.vocab.messages import Message, MessageTemplate


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
    _check(
        "unknown-term",
        "violation",
        LintingText.UNKNOWN_TERM_TITLE,
        LintingText.UNKNOWN_TERM,
        near=LintingText.UNKNOWN_TERM_NEAR,
    ),
    _check(
        "unknown-term-elsewhere",
        "warning",
        LintingText.UNKNOWN_TERM_ELSEWHERE_TITLE,
        LintingText.UNKNOWN_TERM,
        near=LintingText.UNKNOWN_TERM_NEAR,
    ),
    _check(
        "unknown-term-forbidden",
        "info",
        LintingText.UNKNOWN_TERM_FORBIDDEN_TITLE,
        LintingText.UNKNOWN_TERM_FORBIDDEN,
        near=LintingText.UNKNOWN_TERM_FORBIDDEN_NEAR,
    ),
    _check("unlisted-term", "info", LintingText.UNLISTED_TERM_TITLE, LintingText.UNLISTED_TERM),
    _check("near-namespace", "violation", LintingText.NEAR_NAMESPACE_TITLE, LintingText.NEAR_NAMESPACE),
    _check("wrong-kind-of-term", "violation", LintingText.WRONG_KIND_OF_TERM_TITLE, LintingText.WRONG_KIND_NO_PROPERTY),
    _check("superseded-term", "warning", LintingText.SUPERSEDED_TERM_TITLE, LintingText.SUPERSEDED_TERM),
    # Form.
    _check(
        "unknown-parameter",
        "violation",
        LintingText.UNKNOWN_PARAMETER_TITLE,
        LintingText.UNKNOWN_PARAMETER,
        near=LintingText.UNKNOWN_PARAMETER_NEAR,
    ),
    _check("no-constraint", "violation", LintingText.NO_CONSTRAINT_TITLE, LintingText.NO_CONSTRAINT),
    _check("demands-nothing", "info", LintingText.DEMANDS_NOTHING_TITLE, LintingText.DEMANDS_NOTHING),
    _check("unused-shape", "info", LintingText.UNUSED_SHAPE_TITLE, LintingText.UNUSED_SHAPE),
    _check("passed-over", "violation", LintingText.PASSED_OVER_TITLE, LintingText.PASSED_OVER),
    _check("idle-parameter", "warning", LintingText.IDLE_PARAMETER_TITLE, LintingText.IDLE_PARAMETER),
    _check("wrong-value", "violation", LintingText.WRONG_VALUE_TITLE, LintingText.WRONG_VALUE),
    _check(
        "node-kind", "violation", LintingText.NODE_KIND_TITLE, LintingText.NODE_KIND, near=LintingText.NODE_KIND_NEAR
    ),
    _check("pattern", "violation", LintingText.PATTERN_TITLE, LintingText.PATTERN),
    _check("pattern-namespace", "violation", LintingText.PATTERN_NAMESPACE_TITLE, LintingText.PATTERN_NAMESPACE),
    _check("empty-list", "warning", LintingText.EMPTY_LIST_TITLE, LintingText.EMPTY_LIST),
    _check("recursion", "violation", LintingText.RECURSION_TITLE, LintingText.RECURSION),
    _check("script", "violation", LintingText.SCRIPT_TITLE, LintingText.SCRIPT),
    _check("entailment", "violation", LintingText.ENTAILMENT_TITLE, LintingText.ENTAILMENT),
    _check("query", "violation", LintingText.QUERY_TITLE, LintingText.QUERY),
    _check("no-shapes", "warning", LintingText.NO_SHAPES_TITLE, LintingText.NO_SHAPES),
    _check("imports", "info", LintingText.IMPORTS_TITLE, LintingText.IMPORTS),
    # Contradictions.
    _check("count-contradiction", "violation", LintingText.COUNT_CONTRADICTION_TITLE, LintingText.CONTRADICTION),
    _check("length-contradiction", "violation", LintingText.LENGTH_CONTRADICTION_TITLE, LintingText.CONTRADICTION),
    _check("range-contradiction", "violation", LintingText.RANGE_CONTRADICTION_TITLE, LintingText.CONTRADICTION),
    _check("kind-contradiction", "violation", LintingText.KIND_CONTRADICTION_TITLE, LintingText.CONTRADICTION),
    _check("datatype-contradiction", "violation", LintingText.DATATYPE_CONTRADICTION_TITLE, LintingText.CONTRADICTION),
    _check("value-contradiction", "violation", LintingText.VALUE_CONTRADICTION_TITLE, LintingText.CONTRADICTION),
    _check("contradicting-files", "warning", LintingText.CONTRADICTING_FILES_TITLE, LintingText.CONTRADICTING_FILES),
    # Profiles.
    _check("profile", "violation", LintingText.PROFILE_TITLE, LintingText.PROFILE),
    _check(
        "unknown-rule",
        "violation",
        LintingText.UNKNOWN_RULE_TITLE,
        LintingText.UNKNOWN_RULE,
        near=LintingText.UNKNOWN_RULE_NEAR,
    ),
    _check("own-severity", "warning", LintingText.OWN_SEVERITY_TITLE, LintingText.OWN_SEVERITY),
    _check("dated-violation", "warning", LintingText.DATED_VIOLATION_TITLE, LintingText.DATED_VIOLATION),
    _house("rule-iri", LintingText.RULE_IRI_TITLE, LintingText.RULE_IRI),
    _house("rule-severity", LintingText.RULE_SEVERITY_TITLE, LintingText.RULE_SEVERITY),
    _house("rule-name", LintingText.RULE_NAME_TITLE, LintingText.RULE_NAME),
    _house("rule-message", LintingText.RULE_MESSAGE_TITLE, LintingText.RULE_MESSAGE),
    _house("message-form", LintingText.MESSAGE_FORM_TITLE, LintingText.MESSAGE_FORM),
    _house("message-property", LintingText.MESSAGE_PROPERTY_TITLE, LintingText.MESSAGE_PROPERTY),
    _house("rule-source", LintingText.RULE_SOURCE_TITLE, LintingText.RULE_SOURCE),
    _house("rule-group", LintingText.RULE_GROUP_TITLE, LintingText.RULE_GROUP),
    _house("rule-order", LintingText.RULE_ORDER_TITLE, LintingText.RULE_ORDER),
)

CHECKS: Final[Mapping[str, Check]] = {check.code: check for check in _TABLE}
"""All checks by code, in the order in which they are documented."""
