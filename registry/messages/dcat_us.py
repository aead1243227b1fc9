"""Messages about data.json: fields that are missing or malformed, and how the mapping reads what is not plain."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class DcatUsText(Messages, prefix="data-json"):
    # Fields, named by their JSON pointers.
    FIELD_MISSING = message("The field {field} is missing; DCAT-US {version} requires it.")
    ONE_OF_MISSING = message("At least one of the fields {known} is needed; DCAT-US {version} requires it.")
    FIELD_EMPTY = message("The field {field} is empty; it needs a value.")
    FIELD_UNKNOWN = message("DCAT-US {version} has no such field; it is kept as it is written.")
    TYPE_WRONG = message("The field {field} needs a value of the JSON type {expected}, not {found}.")
    FORM_WRONG = message("The value of {field} does not have the form {form}; it is kept as it is written.")
    CODE_UNKNOWN = message("The value of {field} is none of {known}; it is kept as it is written.")
    TEXT_LONG = message("The text of {field} is too long; DCAT-US {version} allows {limit} characters.")
    KEY_REPEATED = message(
        "The field occurs more than once in an object; the first value counts, the others are kept.",
    )
    ITEM_REPEATED = message("An item of {field} occurs before in the same array; it counts once.")
    REDACTED = message("A value is redacted; the record counts as restricted at least.")
    LETTERS_LOST = message(
        "The text has half a surrogate pair or U+0000, which cannot be stored; U+FFFD stands in its place.",
    )
    EMAIL_COMPLETED = message("The e-mail address of {field} needs mailto: before it, which was added.")
    URL_MISSING = message("The distribution has neither accessURL nor downloadURL; it needs one of them.")
    ACCESS_URL_ADDED = message(
        "The distribution has no accessURL; its downloadURL stands in for it (dcat:accessURL).",
    )

    # Access.
    ACCESS_MISSING = message(
        "The field {field} is missing, so the record counts as non-public; it needs one of {known}.",
    )
    ACCESS_UNCLEAR = message(
        "The level of access is not understood and counts as the narrowest; {field} needs one of {known}.",
    )
    ACCESS_NARROWED = message(
        "Parts of the record are redacted or restricted, so it counts as restricted and not as public.",
    )

    # Entries of a catalogue.
    ENTRY_NO_OBJECT = message("The entry is of the JSON type {found} and no object; it is not read.")
    ENTRY_EMPTY = message("The entry is null and is skipped.")
    ENTRIES_UNREAD = plural(
        "{count} entry is no JSON object and was not read, {pointer}",
        "{count} entries are no JSON objects and were not read, the first is {pointer}",
    )
    DESCRIBED_AGAIN = message(
        "The record is described again and differently at {pointer}; the description at {first} counts.",
    )
    DESCRIBED_AGAIN_ALIKE = message("The record is described again at {pointer} in the same words; it counts once.")
    IRI_TAKEN = message("The record has no identifier and the name of another one; its IRI is made from its content.")
    CATALOG_UNNAMED = message("The catalogue has no @id and was given an IRI of its source; it should have one.")
    VERSION_UNKNOWN = message("conformsTo names neither DCAT-US 1.1 nor 3.0; the catalogue is read as {version}.")

    # Documents.
    VALUE_TOO_LARGE = message("a record or a text of more than {limit} characters")
    NO_DATA_JSON = message(
        "data-json-none", "no data.json: a JSON object with an array dataset, datasetSeries, service, record or catalog"
    )
    NO_JSON_FILE = message("data-json-no-file", "no JSON file in {location}")
    NO_JSON_FILE_OTHERS = plural(
        "data-json-no-file-others",
        "no JSON file in {location}, only {count} file with another ending",
        "no JSON file in {location}, only {count} files with other endings",
    )
