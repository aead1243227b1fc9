"""Texts of the SHACL report around its results."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class ShapesReportsText(Messages):
    SHACL_VIOLATION = message("violation")
    SHACL_WARNING = message("warning")
    SHACL_INFO = message("info")
    SHACL_UNVERIFIED = message("cannot be verified")
    SHACL_VALUE = message("value: {value}")
    SHACL_REASON = message("because: {reason}")
    SHACL_REASON_WITH_VALUE = message("{reason} (value: {value})")
    SHACL_EXAMPLE = message("example: {example}")
    SHACL_MORE_GROUPS = plural("{count} more rule with results", "{count} more rules with results")
    SHACL_UNREAD = message("Part of the shapes was not read: {warning}")

    SHACL_COUNT_VIOLATIONS = plural("{count} violation", "{count} violations")
    SHACL_COUNT_WARNINGS = plural("{count} warning", "{count} warnings")
    SHACL_COUNT_INFO = plural("{count} info", "{count} info")
    SHACL_COUNT_UNVERIFIED = plural("{count} cannot be verified", "{count} cannot be verified")
    SHACL_NO_RESULTS = message("no results")
    """Replaces an empty list of counts."""
    SHACL_CONFORMS = message("Conforms: {counts}.")
    SHACL_CONFORMS_NOT = message("Does not conform: {counts}.")
