"""Messages about the defaults and corrections of a source: mistakes in them, and findings on their use."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class CorrectionsText(Messages, prefix="source"):
    # Findings.
    CORRECTED = message(
        "harvest-corrected", "{property} was {found} and is now {to}, by a correction in the list of sources: {reason}."
    )
    CORRECTED_MISSING = message(
        "harvest-corrected-missing",
        "{property} was missing and is now {to}, by a correction in the list of sources: {reason}.",
    )
    CORRECTED_AWAY = message(
        "harvest-corrected-away",
        "{property} was {found} and is taken away by a correction in the list of sources: {reason}.",
    )
    NO_VALUE = message("harvest-correction-no-value", "no value")
    DEFAULTED = message(
        "harvest-defaulted", "{property} was missing and is now {to}, which is the default of the source."
    )
    CORRECTION_WIDENS = plural(
        "harvest-correction-widens",
        "{count} record is not corrected to {to} ({property}), which is more public; correct it at the source: {iris}.",
        "{count} records are not corrected to {to} ({property}), which is more public; correct them at the source: "
        "{iris}.",
    )
    CORRECTION_UNUSED = message(
        "harvest-correction-unused",
        "No record needs the correction of {property} to {to} ({reason}); remove it from the list of sources.",
    )
    NESTED_VALUE = message("harvest-nested-value", "a description without IRI")

    # Mistakes.
    IN_CORRECTION = message("source-correction", "correction {number}: {reason}")
    OF_FIELD = message("source-correction-field", "{key!r} of {field}: {reason}")
    DEFAULTS_WANTED = message("a table, [source.defaults]")
    CORRECTIONS_WANTED = message("tables, each [[source.corrections]]")
    NODE_WANTED = message("an IRI, or a table with 'iri', 'name' and others")
    TEXTS_WANTED = message("texts by language, such as name.vi")
    IRI_WANTED = message("an absolute IRI")
    LITERAL_WANTED = message("a text, a number or a date, not an IRI")
    TERM_WANTED = message("a text, an IRI such as <https://…>, or a text with its language such as '\"…\"@vi'")
    TERM_AMBIGUOUS = message("either an IRI, written <…>, or a text, written '\"…\"'; {found} may be both")
    FIELD_UNKNOWN = message(
        "unknown field {field!r}; known: the fields of the model such as {known}, and properties such as dct:license",
    )
    FIELD_OF_CONTENTS = message(
        "{field} cannot be corrected, since it decides what is a record and what belongs to it; correct it at the "
        "source",
    )
    FIELD_OF_ACCESS = message(
        "{field} cannot be corrected, since it says who may know; `danhmuc registry withhold` keeps a record back",
    )
    FIELD_NO_CODE = message("{field} can only be corrected to one of its codes: {codes}; found {found}")
    FIELD_UNCLEAR = message(
        "{found} is not understood as {field} and counts as less public than any code; correct it at the source",
    )
    FIELD_WIDENS = message(
        "{field} cannot be corrected from {found} to {to}, which is more public; correct it at the source",
    )
    CORRECTION_OF_PURGED = message("{record} was purged, so nothing that would correct it is stored; take it out")
    REMOVAL_NEEDS_FROM = message("'remove' needs the key 'from': the value that is taken away")
    REMOVAL_OR_TO = message("'remove' and 'to' exclude each other; keep one")
    REMOVAL_WANTED = message("true, if the value is taken away")
    CORRECTION_CHANGES_NOTHING = message("source-correction-same", "'from' and 'to' are the same")
