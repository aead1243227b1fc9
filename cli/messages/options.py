"""Options that commands share, and what is wrong with their values."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "BY",
    "DAY_REFUSED",
    "FAIL_ON",
    "JSON",
    "KIND",
    "LANG",
    "NAME_EMPTY",
    "ONLY_SOURCE",
    "REASON",
    "REGISTRY",
]

BY: Final = message("option-by", "Name of who decides, by default that of the account.")
KIND: Final = message(
    "help-kind",
    "Kind of the source at LOCATION, such as rdf or data-json. Without it, a file and a document on the web are looked"
    " at, and a folder is rdf.",
)
LANG: Final = message("help-lang", "Language of answers (or DANHMUC_LANG).")
REGISTRY: Final = message("help-registry-option", "The registry, {default} by default (or DANHMUC_REGISTRY).")
JSON: Final = message("help-json", "Answer in JSON.")
ONLY_SOURCE: Final = message("help-only-source", "Only this source.")
REASON: Final = message("option-change-reason", "Reason, kept with the change.")
FAIL_ON: Final = message("help-fail-on", "Severity from which on the exit code is 1; violation by default.")
NAME_EMPTY: Final = message("name-empty", "an empty {name} names nothing; give a file or a folder")
DAY_REFUSED: Final = message("option-day-refused", "{option} {text!r} is not a day; write 2025-07-01 or 01/07/2025")
