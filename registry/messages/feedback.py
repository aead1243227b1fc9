"""Messages about feedback in files."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["FEEDBACK_NONE", "FEEDBACK_NO_FILE", "FEEDBACK_OTHER_KIND"]

FEEDBACK_NO_FILE: Final = message(
    "feedback-no-file", "feedback is imported from a file, and {location} is an address; download the file first"
)
FEEDBACK_OTHER_KIND: Final = message(
    "feedback-other-kind",
    "{location} is the source {name!r} of the kind {kind} already, and its feedback comes with it: danhmuc harvest"
    " {name}",
)
FEEDBACK_NONE: Final = message(
    "feedback-none",
    "{location} has no feedback: no row of the sheet of feedback, and in RDF no IRI of the class"
    " dqv:UserQualityFeedback, duv:UserFeedback or duv:RatingFeedback",
)
