"""``danhmuc feedback``, and what ``danhmuc show`` says of feedback, requests and agreements."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "AGREEMENT",
    "COUNTED",
    "DATASET",
    "DAY",
    "FEEDBACK",
    "HELP",
    "IMPORT_BRIEF",
    "IMPORT_HELP",
    "KIND",
    "LIST_BRIEF",
    "LIST_HELP",
    "MORE",
    "NAME",
    "NOT_APPROVED",
    "ONLY_DATASET",
    "ONLY_OPEN",
    "REQUEST",
    "SAID",
    "UNCLEAR",
]

HELP: Final = message("help-feedback", "Feedback of people and businesses on datasets.")
IMPORT_HELP: Final = message(
    "help-feedback-import",
    "Read the feedback in FILE into the registry, as a source of its own: a CSV with the headings of the sheet of"
    " feedback, a workbook with that sheet, or RDF. All else in the file is ignored. Who sent it is not read from a"
    " table, and is published from nothing. Exit code 1: something needs attention.",
)
IMPORT_BRIEF: Final = message("brief-feedback-import", "Read the feedback in FILE into the registry")
NAME: Final = message("help-feedback-name", "Name of the source; else that of the file.")
LIST_HELP: Final = message(
    "help-feedback-list",
    "List the feedback that is stored, by day, without who sent it. Only what is approved for publication is exported.",
)
LIST_BRIEF: Final = message("brief-feedback-list", "List the feedback that is stored")
ONLY_DATASET: Final = message("help-feedback-dataset", "Only feedback on the dataset with this IRI.")
ONLY_OPEN: Final = message("help-feedback-open", "Only feedback that nobody has answered, approved or rejected.")

DAY: Final = message("feedback-day", "day")
DATASET: Final = message("feedback-dataset", "dataset")
KIND: Final = message("feedback-kind", "kind")
SAID: Final = message("feedback-said", "content")
NOT_APPROVED: Final = message("feedback-not-approved", "{state}, but another source does not approve it")
UNCLEAR: Final = message("feedback-unclear", "unclear")
COUNTED: Final = plural("feedback-counted", "{count} piece of feedback", "{count} pieces of feedback")

FEEDBACK: Final = message("show-feedback", "feedback of {day}, {kind}: {state}; {iri}")
REQUEST: Final = message("show-request", "data request: {state}; {iri}")
AGREEMENT: Final = message("show-agreement", "sharing agreement {number} of {day}: {state}; {iri}")
MORE: Final = message("show-feedback-more", "and {number} more; --json has all")
