"""Messages about data.json: fields that are missing or malformed, and how the mapping reads what is not plain."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ACCESS_MISSING",
    "ACCESS_NARROWED",
    "ACCESS_UNCLEAR",
    "ACCESS_URL_ADDED",
    "CATALOG_UNNAMED",
    "CODE_UNKNOWN",
    "DESCRIBED_AGAIN",
    "DESCRIBED_AGAIN_ALIKE",
    "EMAIL_COMPLETED",
    "ENTRIES_UNREAD",
    "ENTRY_EMPTY",
    "ENTRY_NO_OBJECT",
    "FIELD_EMPTY",
    "FIELD_MISSING",
    "FIELD_UNKNOWN",
    "FORM_WRONG",
    "IRI_TAKEN",
    "ITEM_REPEATED",
    "KEY_REPEATED",
    "LETTERS_LOST",
    "NO_DATA_JSON",
    "NO_JSON_FILE",
    "NO_JSON_FILE_OTHERS",
    "ONE_OF_MISSING",
    "REDACTED",
    "TEXT_LONG",
    "TYPE_WRONG",
    "URL_MISSING",
    "VALUE_TOO_LARGE",
    "VERSION_UNKNOWN",
]

# Fields, named by their JSON pointers.
FIELD_MISSING: Final = message(
    "data-json-field-missing", "The field {field} is missing; DCAT-US {version} requires it."
)
ONE_OF_MISSING: Final = message(
    "data-json-one-of-missing", "At least one of the fields {known} is needed; DCAT-US {version} requires it."
)
FIELD_EMPTY: Final = message("data-json-field-empty", "The field {field} is empty; it needs a value.")
FIELD_UNKNOWN: Final = message(
    "data-json-field-unknown", "DCAT-US {version} has no such field; it is kept as it is written."
)
TYPE_WRONG: Final = message(
    "data-json-type-wrong", "The field {field} needs a value of the JSON type {expected}, not {found}."
)
FORM_WRONG: Final = message(
    "data-json-form-wrong", "The value of {field} does not have the form {form}; it is kept as it is written."
)
CODE_UNKNOWN: Final = message(
    "data-json-code-unknown", "The value of {field} is none of {known}; it is kept as it is written."
)
TEXT_LONG: Final = message(
    "data-json-text-long", "The text of {field} is too long; DCAT-US {version} allows {limit} characters."
)
KEY_REPEATED: Final = message(
    "data-json-key-repeated",
    "The field occurs more than once in an object; the first value counts, the others are kept.",
)
ITEM_REPEATED: Final = message(
    "data-json-item-repeated", "An item of {field} occurs before in the same array; it counts once."
)
REDACTED: Final = message("data-json-redacted", "A value is redacted; the record counts as restricted at least.")
LETTERS_LOST: Final = message(
    "data-json-letters-lost",
    "The text has half a surrogate pair or U+0000, which cannot be stored; U+FFFD stands in its place.",
)
EMAIL_COMPLETED: Final = message(
    "data-json-email-completed", "The e-mail address of {field} needs mailto: before it, which was added."
)
URL_MISSING: Final = message(
    "data-json-url-missing", "The distribution has neither accessURL nor downloadURL; it needs one of them."
)
ACCESS_URL_ADDED: Final = message(
    "data-json-access-url-added",
    "The distribution has no accessURL; its downloadURL stands in for it (dcat:accessURL).",
)

# Access.
ACCESS_MISSING: Final = message(
    "data-json-access-missing",
    "The field {field} is missing, so the record counts as non-public; it needs one of {known}.",
)
ACCESS_UNCLEAR: Final = message(
    "data-json-access-unclear",
    "The level of access is not understood and counts as the narrowest; {field} needs one of {known}.",
)
ACCESS_NARROWED: Final = message(
    "data-json-access-narrowed",
    "Parts of the record are redacted or restricted, so it counts as restricted and not as public.",
)

# Entries of a catalogue.
ENTRY_NO_OBJECT: Final = message(
    "data-json-entry-no-object", "The entry is of the JSON type {found} and no object; it is not read."
)
ENTRY_EMPTY: Final = message("data-json-entry-empty", "The entry is null and is skipped.")
ENTRIES_UNREAD: Final = plural(
    "data-json-entries-unread",
    "{count} entry is no JSON object and was not read, {pointer}",
    "{count} entries are no JSON objects and were not read, the first is {pointer}",
)
DESCRIBED_AGAIN: Final = message(
    "data-json-described-again",
    "The record is described again and differently at {pointer}; the description at {first} counts.",
)
DESCRIBED_AGAIN_ALIKE: Final = message(
    "data-json-described-again-alike", "The record is described again at {pointer} in the same words; it counts once."
)
IRI_TAKEN: Final = message(
    "data-json-iri-taken", "The record has no identifier and the name of another one; its IRI is made from its content."
)
CATALOG_UNNAMED: Final = message(
    "data-json-catalog-unnamed", "The catalogue has no @id and was given an IRI of its source; it should have one."
)
VERSION_UNKNOWN: Final = message(
    "data-json-version-unknown", "conformsTo names neither DCAT-US 1.1 nor 3.0; the catalogue is read as {version}."
)

# Documents.
VALUE_TOO_LARGE: Final = message("data-json-value-too-large", "a record or a text of more than {limit} characters")
NO_DATA_JSON: Final = message(
    "data-json-none", "no data.json: a JSON object with an array dataset, datasetSeries, service, record or catalog"
)
NO_JSON_FILE: Final = message("data-json-no-file", "no JSON file in {location}")
NO_JSON_FILE_OTHERS: Final = plural(
    "data-json-no-file-others",
    "no JSON file in {location}, only {count} file with another ending",
    "no JSON file in {location}, only {count} files with other endings",
)
