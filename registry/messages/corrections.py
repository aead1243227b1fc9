"""Messages about the defaults and corrections of a source: mistakes in them, and findings on their use."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "CORRECTED",
    "CORRECTED_AWAY",
    "CORRECTED_MISSING",
    "CORRECTIONS_WANTED",
    "CORRECTION_CHANGES_NOTHING",
    "CORRECTION_OF_PURGED",
    "CORRECTION_UNUSED",
    "CORRECTION_WIDENS",
    "DEFAULTED",
    "DEFAULTS_WANTED",
    "FIELD_NO_CODE",
    "FIELD_OF_ACCESS",
    "FIELD_OF_CONTENTS",
    "FIELD_UNCLEAR",
    "FIELD_UNKNOWN",
    "FIELD_WIDENS",
    "IN_CORRECTION",
    "IRI_WANTED",
    "LITERAL_WANTED",
    "NESTED_VALUE",
    "NODE_WANTED",
    "NO_VALUE",
    "OF_FIELD",
    "REMOVAL_NEEDS_FROM",
    "REMOVAL_OR_TO",
    "REMOVAL_WANTED",
    "TERM_AMBIGUOUS",
    "TERM_WANTED",
    "TEXTS_WANTED",
]

# Findings.
CORRECTED: Final = message(
    "harvest-corrected", "{property} was {found} and is now {to}, by a correction in the list of sources: {reason}."
)
CORRECTED_MISSING: Final = message(
    "harvest-corrected-missing",
    "{property} was missing and is now {to}, by a correction in the list of sources: {reason}.",
)
CORRECTED_AWAY: Final = message(
    "harvest-corrected-away",
    "{property} was {found} and is taken away by a correction in the list of sources: {reason}.",
)
NO_VALUE: Final = message("harvest-correction-no-value", "no value")
DEFAULTED: Final = message(
    "harvest-defaulted", "{property} was missing and is now {to}, which is the default of the source."
)
CORRECTION_WIDENS: Final = plural(
    "harvest-correction-widens",
    "{count} record is not corrected to {to} ({property}), which is more public; correct it at the source: {iris}.",
    "{count} records are not corrected to {to} ({property}), which is more public; correct them at the source: {iris}.",
)
CORRECTION_UNUSED: Final = message(
    "harvest-correction-unused",
    "No record needs the correction of {property} to {to} ({reason}); remove it from the list of sources.",
)
NESTED_VALUE: Final = message("harvest-nested-value", "a description without IRI")

# Mistakes.
IN_CORRECTION: Final = message("source-correction", "correction {number}: {reason}")
OF_FIELD: Final = message("source-correction-field", "{key!r} of {field}: {reason}")
DEFAULTS_WANTED: Final = message("source-defaults-wanted", "a table, [source.defaults]")
CORRECTIONS_WANTED: Final = message("source-corrections-wanted", "tables, each [[source.corrections]]")
NODE_WANTED: Final = message("source-node-wanted", "an IRI, or a table with 'iri', 'name' and others")
TEXTS_WANTED: Final = message("source-texts-wanted", "texts by language, such as name.vi")
IRI_WANTED: Final = message("source-iri-wanted", "an absolute IRI")
LITERAL_WANTED: Final = message("source-literal-wanted", "a text, a number or a date, not an IRI")
TERM_WANTED: Final = message(
    "source-term-wanted", "a text, an IRI such as <https://…>, or a text with its language such as '\"…\"@vi'"
)
TERM_AMBIGUOUS: Final = message(
    "source-term-ambiguous", "either an IRI, written <…>, or a text, written '\"…\"'; {found} may be both"
)
FIELD_UNKNOWN: Final = message(
    "source-field-unknown",
    "unknown field {field!r}; known: the fields of the model such as {known}, and properties such as dct:license",
)
FIELD_OF_CONTENTS: Final = message(
    "source-field-of-contents",
    "{field} cannot be corrected, since it decides what is a record and what belongs to it; correct it at the source",
)
FIELD_OF_ACCESS: Final = message(
    "source-field-of-access",
    "{field} cannot be corrected, since it says who may know; `danhmuc registry withhold` keeps a record back",
)
FIELD_NO_CODE: Final = message(
    "source-field-no-code", "{field} can only be corrected to one of its codes: {codes}; found {found}"
)
FIELD_UNCLEAR: Final = message(
    "source-field-unclear",
    "{found} is not understood as {field} and counts as less public than any code; correct it at the source",
)
FIELD_WIDENS: Final = message(
    "source-field-widens",
    "{field} cannot be corrected from {found} to {to}, which is more public; correct it at the source",
)
CORRECTION_OF_PURGED: Final = message(
    "source-correction-of-purged", "{record} was purged, so nothing that would correct it is stored; take it out"
)
REMOVAL_NEEDS_FROM: Final = message(
    "source-removal-needs-from", "'remove' needs the key 'from': the value that is taken away"
)
REMOVAL_OR_TO: Final = message("source-removal-or-to", "'remove' and 'to' exclude each other; keep one")
REMOVAL_WANTED: Final = message("source-removal-wanted", "true, if the value is taken away")
CORRECTION_CHANGES_NOTHING: Final = message("source-correction-same", "'from' and 'to' are the same")
