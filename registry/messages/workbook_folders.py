"""Messages about folders of workbooks: which source each book is, and what is returned to an outbox."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class WorkbookFoldersText(Messages):
    BOOK_FOLDER = message(
        "workbook-folder",
        "{location} is a folder of workbooks, each of which is a source of its own; harvest the folder, or name "
        "one file of it",
    )
    BOOK_GONE = message("workbook-gone", "{folder} has no workbook with the id {id!r} any more")
    BOOK_OTHER = message("workbook-other", "{location} does not have the id {id!r} any more; harvest the folder again")
    BOOKS_SHARE_ID = message(
        "workbooks-share-id",
        "the workbooks {files} have the same id {id!r}, so that none of them is read: leave one of them in the folder",
    )
    BOOK_SHARES_ID = message(
        "workbook-shares-id",
        "it has the same id {id!r} as {others}, so that none of them is read: leave one of them in the folder",
    )
    BOOK_ELSEWHERE = message(
        "workbook-elsewhere",
        "{location} has the id of the source {name}, which is at {known}; take it out, or move the source here: "
        "danhmuc source move {name} {moved!r} --reason TEXT",
    )
    FOLDER_MIXED = message(
        "workbook-folder-mixed",
        "{location} has workbooks ({books}) and RDF files ({others}); harvest them in turn, with "
        "--kind workbook and with --kind rdf",
    )
    FOLDER_UNOPENED = message("workbook-folder-unopened", "cannot open the folder {location}: {reason}")
    FOLDER_EMPTY = message("workbook-folder-empty", "{location}: no workbook in it, nothing to harvest")
    FOLDER_SKIPPED = plural(
        "workbook-folder-skipped",
        "{location}: {count} file that is no workbook was skipped, such as {first}",
        "{location}: {count} files that are no workbooks were skipped, such as {first}",
    )
    SOURCES_WITHOUT_BOOK = plural(
        "workbook-sources-without-book",
        "{location}: {count} source has no workbook in it any more, and was not harvested: {names}",
        "{location}: {count} sources have no workbook in it any more, and were not harvested: {names}",
    )
    BOOK_UNREAD = message(
        "returned-book-unread", "The workbook was not read, so that no copy of it is made; this new one says why."
    )
    CORRECTED_NAME = message("returned-book-corrected-name", "{name} corrected")
    OUTBOX_CHANGED = message(
        "{target} was changed after danhmuc had written it, and is kept: move it into the inbox, or delete it",
    )
    OUTBOX_FOREIGN = message("{target} was not written by danhmuc, and is kept: move it away, or name another outbox")
    OUTBOX_INSIDE = message(
        "the outbox {outbox} is the folder of the workbooks {inbox}, or within it, so that they would be harvested "
        "again: name another folder",
    )
    OUTBOX_NO_FOLDER = message("cannot use {outbox} as the outbox: {reason}")
    OUTBOX_IS_FILE = message("it is a file; name a folder")
    OUTBOX_OF_WORKBOOKS = message("nothing to write to {outbox}: none of the sources is a workbook")
    OUTBOX_SECRET = message(
        "{book} has rows marked as a state secret: nothing of it is in the outbox; take them out of the workbook",
    )
    OUTBOX_SECRET_LEFT = message(
        "{book} has rows marked as a state secret, and {target}, which danhmuc did not write or somebody has changed, "
        "may have them, too: look at it, and delete it",
    )
    OUTBOX_TWICE = message(
        "{target} is already that of another workbook of this command; give one of them another name"
    )
    OUTBOX_MOVED_ON = message("{book} changed while it was harvested; the next harvest marks it")
