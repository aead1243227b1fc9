"""Reasons why it is unknown, or not computed, whether a value meets a rule; ``sentence`` is what the rule requires."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "DOUBT_AGE",
    "DOUBT_CODE",
    "DOUBT_CODE_ON_DAY",
    "DOUBT_DESCRIPTION",
    "DOUBT_FORCE",
    "DOUBT_LIMIT",
    "DOUBT_PATTERN",
    "DOUBT_UNSPECIFIED",
    "DOUBT_VALUES",
]

DOUBT_VALUES: Final = message("doubt-values", "Not all values are known: {sentence}")
DOUBT_DESCRIPTION: Final = message("doubt-description", "Too little is known of the value: {sentence}")
DOUBT_PATTERN: Final = message("doubt-pattern", "Matching the pattern took too long: {sentence}")
DOUBT_LIMIT: Final = message("doubt-limit", "Not validated, because a limit of time or size was reached: {sentence}")
"""For an outcome that was not computed; it counts as not met, like a pattern that took too long."""
DOUBT_AGE: Final = message("doubt-age", "The age of the date is not known: {sentence}")
DOUBT_FORCE: Final = message("doubt-force", "Not known to be in force on the day in question: {sentence}")
DOUBT_CODE: Final = message("doubt-code", "Cannot be verified: no loaded code list contains this code. {sentence}")
DOUBT_CODE_ON_DAY: Final = message(
    "doubt-code-on-day", "Cannot be verified: the day in question or the validity of the code is not known. {sentence}"
)
"""For a rule whose day is in the record, and may be unknown."""
DOUBT_UNSPECIFIED: Final = message("doubt-unspecified", "Cannot be verified: {sentence}")
"""For an outcome without a single reason."""
