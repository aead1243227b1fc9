"""``danhmuc feedback``, and what ``danhmuc show`` says of feedback, requests and agreements."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class FeedbackCommandText(Messages, prefix="feedback"):
    HELP = message("help-feedback", "Feedback of people and businesses on datasets.")
    IMPORT_HELP = message(
        "help-feedback-import",
        "Read the feedback in FILE into the registry, as a source of its own: a CSV with the headings of the sheet of"
        " feedback, a workbook with that sheet, or RDF. All else in the file is ignored. Who sent it is not read from a"
        " table, and is published from nothing. Exit code 1: something needs attention.",
    )
    IMPORT_BRIEF = message("brief-feedback-import", "Read the feedback in FILE into the registry")
    NAME = message("help-feedback-name", "Name of the source; else that of the file.")
    LIST_HELP = message(
        "help-feedback-list",
        "List the feedback that is stored, by day, without who sent it. Only what is approved for publication is "
        "exported.",
    )
    LIST_BRIEF = message("brief-feedback-list", "List the feedback that is stored")
    ONLY_DATASET = message("help-feedback-dataset", "Only feedback on the dataset with this IRI.")
    ONLY_OPEN = message("help-feedback-open", "Only feedback that nobody has answered, approved or rejected.")

    DAY = message("day")
    DATASET = message("dataset")
    KIND = message("kind")
    SAID = message("content")
    NOT_APPROVED = message("{state}, but another source does not approve it")
    UNCLEAR = message("unclear")
    COUNTED = plural("{count} piece of feedback", "{count} pieces of feedback")

    FEEDBACK = message("show-feedback", "feedback of {day}, {kind}: {state}; {iri}")
    REQUEST = message("show-request", "data request: {state}; {iri}")
    AGREEMENT = message("show-agreement", "sharing agreement {number} of {day}: {state}; {iri}")
    MORE = message("show-feedback-more", "and {number} more; --json has all")
