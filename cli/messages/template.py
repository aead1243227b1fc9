"""``danhmuc template``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "AGENCY",
    "AGENCY_NAME",
    "FILL_PROPOSALS",
    "FROM",
    "HELP",
    "LEFT_OUT",
    "MOVED",
    "MOVED_COLUMN",
    "MOVED_HEADING",
    "MOVED_HOW",
    "MOVED_MORE",
    "MOVED_OLD",
    "MOVED_SHEET",
    "MOVED_VALUES",
    "NEXT",
    "NOT_HELD",
    "NUMBER",
    "ONLY_OLD_BOOK",
    "OTHER_AGENCY",
    "OVERWRITE",
    "PROFILE",
    "PROPOSED",
    "PUBLISHER",
    "PUBLISHER_NEEDED",
    "REFUSED_ROW",
    "WHOLE",
    "WRITTEN",
    "WRITTEN_ROWS",
]

HELP: Final = message(
    "help-template",
    "Write the workbook that an agency fills in to FILE, an .xlsx.\n\nIts sheets, headings, help texts and drop-downs"
    " come from the profile and the code lists. Then: danhmuc validate FILE, danhmuc harvest FILE.",
)
AGENCY: Final = message("help-template-agency", "Code of the agency, such as H57; it begins the IRIs of its records.")
AGENCY_NAME: Final = message("help-template-agency-name", "Name of the agency.")
PROFILE: Final = message(
    "help-template-profile", "Token or file of the profile that describes the sheets; {default} by default."
)
WHOLE: Final = message(
    "help-template-whole", "The workbook will have all records of the agency: what it lacks is missing."
)
OVERWRITE: Final = message("help-template-overwrite", "Replace FILE if it is there.")
FROM: Final = message(
    "help-template-from-any",
    "Fill it in: with what a registry has of the agency given by --publisher, or with a workbook or table of any form"
    " (.xlsx, .xlsm, .ods, .xls, .csv), of which it is told what went where.",
)
NUMBER: Final = message(
    "help-template-number", "With an old workbook: give rows without a code PREFIX-001, PREFIX-002 and so on."
)
FILL_PROPOSALS: Final = message(
    "help-template-fill-proposals",
    "With an old workbook: fill in what titles of tables propose, such as that an annex has open data.",
)
ONLY_OLD_BOOK: Final = message(
    "template-only-old-book", "--number and --fill-proposals go with --from and a workbook; found --from {given}"
)
MOVED: Final = message("template-moved", "{path}: filled in from {source}")
MOVED_OLD: Final = message("template-moved-old", "old sheet")
MOVED_HEADING: Final = message("template-moved-heading", "heading")
MOVED_SHEET: Final = message("template-moved-sheet", "new sheet")
MOVED_COLUMN: Final = message("template-moved-column", "column")
MOVED_VALUES: Final = message("template-moved-values", "values")
MOVED_HOW: Final = message("template-moved-how", "how")
MOVED_MORE: Final = plural(
    "template-moved-more",
    "{count} column more is on the sheet {sheet!r}",
    "{count} columns more are on the sheet {sheet!r}",
)
PROPOSED: Final = message("template-proposed", "{old}: {column} = {value}, as {basis!r} says")
REFUSED_ROW: Final = message("template-refused-row", "{sheet}, row {row}")
PUBLISHER: Final = message("help-template-publisher", "Code of the agency whose records are filled in.")
PUBLISHER_NEEDED: Final = message(
    "template-publisher-needed", "--from and --publisher go together: the registry, and the code of the agency"
)
WRITTEN: Final = message("template-written", "{path}: the sheets {sheets}")
WRITTEN_ROWS: Final = plural("template-written-rows", "{count} row is filled in", "{count} rows are filled in")
NOT_HELD: Final = plural(
    "template-not-held",
    "{count} record has more than the sheets can hold; that is kept on a hidden sheet and stays as it is",
    "{count} records have more than the sheets can hold; that is kept on a hidden sheet and stays as it is",
)
LEFT_OUT: Final = plural(
    "template-left-out",
    "{count} record is left out, since it has no code or one that another record has",
    "{count} records are left out, since they have no code or one that another record has",
)
OTHER_AGENCY: Final = message(
    "template-other-agency", "--agency {agency} is not --publisher {publisher}; leave --agency out"
)
NEXT: Final = message("template-next", "Next: fill it in, then danhmuc validate {path}")
