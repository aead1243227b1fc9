"""``danhmuc template``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "AGENCY",
    "AGENCY_NAME",
    "FROM",
    "HELP",
    "LEFT_OUT",
    "NEXT",
    "NOT_HELD",
    "OTHER_AGENCY",
    "OVERWRITE",
    "PROFILE",
    "PUBLISHER",
    "PUBLISHER_NEEDED",
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
    "help-template-from", "Fill it in with what this registry has of the agency given by --publisher."
)
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
