"""Reasons why it is unknown, or not computed, whether a value meets a rule; ``sentence`` is what the rule requires."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class DoubtsText(Messages):
    DOUBT_VALUES = message("Not all values are known: {sentence}")
    DOUBT_DESCRIPTION = message("Too little is known of the value: {sentence}")
    DOUBT_PATTERN = message("Matching the pattern took too long: {sentence}")
    DOUBT_LIMIT = message("Not validated, because a limit of time or size was reached: {sentence}")
    """For an outcome that was not computed; it counts as not met, like a pattern that took too long."""
    DOUBT_AGE = message("The age of the date is not known: {sentence}")
    DOUBT_FORCE = message("Not known to be in force on the day in question: {sentence}")
    DOUBT_CODE = message("Cannot be verified: no loaded code list contains this code. {sentence}")
    DOUBT_CODE_ON_DAY = message(
        "Cannot be verified: the day in question or the validity of the code is not known. {sentence}"
    )
    """For a rule whose day is in the record, and may be unknown."""
    DOUBT_UNSPECIFIED = message("Cannot be verified: {sentence}")
    """For an outcome without a single reason."""
