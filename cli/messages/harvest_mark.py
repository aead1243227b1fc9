"""``danhmuc harvest --mark``: workbooks that go back to an outbox; deadline and contact on their sheets of results."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class HarvestMarkText(Messages, prefix="harvest"):
    MARK = message(
        "help-harvest-mark",
        "Return each workbook to the folder OUTBOX, marked with what this harvest finds, with a corrected copy where "
        "a fix is certain.",
    )
    DEADLINE = message(
        "help-mark-deadline",
        "With --mark: date by which workbooks are to be corrected, such as 15/12/2026, for their sheets of results.",
    )
    CONTACT = message(
        "help-mark-contact",
        "With --mark: whom to ask, for the sheets of results (or DANHMUC_CONTACT); by default the contact in the "
        "settings of the source.",
    )
    MARK_OF_HARVEST = message(
        "--mark does not go with --plan, which harvests nothing; leave one of them out",
    )
    MARK_ONLY = message("mark-only", "{option} says nothing without --mark")
    RETURNED = plural("returned: {path}, {count} cell marked", "returned: {path}, {count} cells marked")
    RETURNED_COPY = message("returned: {path}, a new workbook: {reason}")
    RETURNED_CORRECTED = plural("corrected copy: {path}, {count} cell", "corrected copy: {path}, {count} cells")
    HAS_MACROS = message(
        "mark-has-macros", "{path} has the macros of the workbook, as they were; open it without running them"
    )
    NOT_RETURNED = message("not returned: {reason}")
    NOT_CORRECTED = message("mark-not-corrected", "no corrected copy was written, because no fix is certain")
    CORRECTED = message(
        "help-validate-corrected",
        "With --mark: also write a copy to FILE in which certain fixes are made, each listed on a sheet.",
    )
