"""Texts of the SHACL report around its results."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "SHACL_CONFORMS",
    "SHACL_CONFORMS_NOT",
    "SHACL_COUNT_INFO",
    "SHACL_COUNT_UNVERIFIED",
    "SHACL_COUNT_VIOLATIONS",
    "SHACL_COUNT_WARNINGS",
    "SHACL_EXAMPLE",
    "SHACL_INFO",
    "SHACL_MORE_GROUPS",
    "SHACL_NO_RESULTS",
    "SHACL_REASON",
    "SHACL_REASON_WITH_VALUE",
    "SHACL_UNREAD",
    "SHACL_UNVERIFIED",
    "SHACL_VALUE",
    "SHACL_VIOLATION",
    "SHACL_WARNING",
]

SHACL_VIOLATION: Final = message("shacl-violation", "violation")
SHACL_WARNING: Final = message("shacl-warning", "warning")
SHACL_INFO: Final = message("shacl-info", "info")
SHACL_UNVERIFIED: Final = message("shacl-unverified", "cannot be verified")
SHACL_VALUE: Final = message("shacl-value", "value: {value}")
SHACL_REASON: Final = message("shacl-reason", "because: {reason}")
SHACL_REASON_WITH_VALUE: Final = message("shacl-reason-with-value", "{reason} (value: {value})")
SHACL_EXAMPLE: Final = message("shacl-example", "example: {example}")
SHACL_MORE_GROUPS: Final = plural(
    "shacl-more-groups", "{count} more rule with results", "{count} more rules with results"
)
SHACL_UNREAD: Final = message("shacl-unread", "Part of the shapes was not read: {warning}")

SHACL_COUNT_VIOLATIONS: Final = plural("shacl-count-violations", "{count} violation", "{count} violations")
SHACL_COUNT_WARNINGS: Final = plural("shacl-count-warnings", "{count} warning", "{count} warnings")
SHACL_COUNT_INFO: Final = plural("shacl-count-info", "{count} info", "{count} info")
SHACL_COUNT_UNVERIFIED: Final = plural(
    "shacl-count-unverified", "{count} cannot be verified", "{count} cannot be verified"
)
SHACL_NO_RESULTS: Final = message("shacl-no-results", "no results")
"""Replaces an empty list of counts."""
SHACL_CONFORMS: Final = message("shacl-conforms", "Conforms: {counts}.")
SHACL_CONFORMS_NOT: Final = message("shacl-conforms-not", "Does not conform: {counts}.")
