"""Messages about folders of workbooks: which books are in them, and which source each is."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BOOKS_SHARE_ID",
    "BOOK_ELSEWHERE",
    "BOOK_FOLDER",
    "BOOK_GONE",
    "BOOK_OTHER",
    "FOLDER_EMPTY",
    "FOLDER_MIXED",
    "FOLDER_SKIPPED",
    "FOLDER_UNOPENED",
    "SOURCES_WITHOUT_BOOK",
]

BOOK_FOLDER: Final = message(
    "workbook-folder",
    "{location} is a folder of workbooks, each of which is a source: danhmuc harvest takes the folder, "
    "all else one file of it",
)
BOOK_GONE: Final = message("workbook-gone", "{folder} has no workbook with the id {id!r} any more")
BOOK_OTHER: Final = message(
    "workbook-other", "{location} does not have the id {id!r} any more; harvest the folder again"
)
BOOKS_SHARE_ID: Final = message(
    "workbooks-share-id",
    "the workbooks {files} have the same id {id!r}, so that none of them is read: leave one of them in the folder",
)
BOOK_ELSEWHERE: Final = message(
    "workbook-elsewhere",
    "{location} has the id of the source {name}, which is at {known}; take it out, or move the source here: "
    "danhmuc source move {name} '{moved}' --reason TEXT",
)
FOLDER_MIXED: Final = message(
    "workbook-folder-mixed",
    "{location} has workbooks ({books}) and RDF files ({others}); harvest it as one and then as the other: "
    "--kind workbook, --kind rdf",
)
FOLDER_UNOPENED: Final = message("workbook-folder-unopened", "cannot open the folder {location}: {reason}")
FOLDER_EMPTY: Final = message("workbook-folder-empty", "{location}: no workbook in it, nothing to harvest")
FOLDER_SKIPPED: Final = plural(
    "workbook-folder-skipped",
    "{location}: {count} file that is no workbook was skipped, such as {first}",
    "{location}: {count} files that are no workbooks were skipped, such as {first}",
)
SOURCES_WITHOUT_BOOK: Final = plural(
    "workbook-sources-without-book",
    "{location}: {count} source has no workbook in it any more, and was not harvested: {names}",
    "{location}: {count} sources have no workbook in it any more, and were not harvested: {names}",
)
