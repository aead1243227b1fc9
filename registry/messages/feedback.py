"""Messages about feedback in files."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class FeedbackText(Messages):
    FEEDBACK_NO_FILE = message(
        "feedback is imported from a file, and {location} is an address; download the file first"
    )
    FEEDBACK_OTHER_KIND = message(
        "{location} is the source {name!r} of the kind {kind} already, and its feedback comes with it: danhmuc harvest"
        " {name}",
    )
    FEEDBACK_NONE = message(
        "{location} has no feedback: no row of the sheet of feedback, and in RDF no IRI of the class"
        " dqv:UserQualityFeedback, duv:UserFeedback or duv:RatingFeedback",
    )
