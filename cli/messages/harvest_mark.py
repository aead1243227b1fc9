"""``danhmuc harvest --mark``: workbooks that go back to an outbox; deadline and contact on their sheets of results."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "CONTACT",
    "CORRECTED",
    "DEADLINE",
    "MARK",
    "MARK_OF_HARVEST",
    "MARK_ONLY",
    "NOT_CORRECTED",
    "NOT_RETURNED",
    "RETURNED",
    "RETURNED_COPY",
    "RETURNED_CORRECTED",
]

MARK: Final = message(
    "help-harvest-mark",
    "Return each workbook to the folder OUTBOX, its cells marked with what this harvest finds, and a corrected copy "
    "where a fix is certain.",
)
DEADLINE: Final = message(
    "help-mark-deadline", "With --mark: until when workbooks are to be mended, for their sheets of results: DD/MM/YYYY."
)
CONTACT: Final = message(
    "help-mark-contact",
    "With --mark: whom to ask, for the sheets of results (or DANHMUC_CONTACT); a harvest without it gives the contact "
    "of the source.",
)
MARK_OF_HARVEST: Final = message(
    "harvest-mark-of-harvest",
    "--mark does not go with --plan, which harvests nothing; leave one of them out",
)
MARK_ONLY: Final = message("mark-only", "{option} says nothing without --mark")
RETURNED: Final = plural(
    "harvest-returned", "returned: {path}, {count} cell marked", "returned: {path}, {count} cells marked"
)
RETURNED_COPY: Final = message("harvest-returned-copy", "returned: {path}, a new workbook: {reason}")
RETURNED_CORRECTED: Final = plural(
    "harvest-returned-corrected", "corrected copy: {path}, {count} cell", "corrected copy: {path}, {count} cells"
)
NOT_RETURNED: Final = message("harvest-not-returned", "not returned: {reason}")
NOT_CORRECTED: Final = message(
    "mark-not-corrected", "no corrected copy was written: of nothing that was found the fix is certain"
)
CORRECTED: Final = message(
    "help-validate-corrected",
    "With --mark: also write the workbook to FILE with what is certain corrected, each change listed on a sheet.",
)
