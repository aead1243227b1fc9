"""Messages of feeds: the words of a verdict in a catalogue record, and reasons why settings of a feed are refused."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "CODE_OF_LANGUAGE",
    "CONTACT_UNREACHABLE",
    "DAY",
    "EMAIL",
    "FEED_KEY_MISSING",
    "FEED_SETTINGS_NO_TOML",
    "FEED_SETTINGS_TOO_LARGE",
    "HTTP_IRI",
    "IN_FEED_SETTINGS",
    "LANGUAGE_TAG",
    "LIST_OF",
    "ONE_OF",
    "RECORD_ACCEPTED",
    "RECORD_ACCEPTED_BY_FEED",
    "RECORD_MISSING",
    "RECORD_NOT_VALIDATED",
    "TABLE",
    "TELEPHONE",
    "TEXTS_BY_LANGUAGE",
    "TOKEN_OR_PROFILE",
]

# Our catalogue record of a record.
RECORD_ACCEPTED: Final = message("feed-record-accepted", "The description meets the profile of its source.")
RECORD_ACCEPTED_BY_FEED: Final = message(
    "feed-record-accepted-by-feed", "The description meets the profile of this feed."
)
RECORD_NOT_VALIDATED: Final = message(
    "feed-record-not-validated", "The description was not validated, since its source has no profile."
)
RECORD_MISSING: Final = message("feed-record-missing", "The source no longer has it.")

# The file of settings.
FEED_SETTINGS_NO_TOML: Final = message("feed-settings-no-toml", "{file} is no TOML: {reason}")
FEED_SETTINGS_TOO_LARGE: Final = message(
    "feed-settings-too-large", "{file} is larger than {limit} bytes and cannot be the settings of a feed"
)
IN_FEED_SETTINGS: Final = message("in-feed-settings", "{file}: {reason}")
FEED_KEY_MISSING: Final = message("feed-key-missing", "the key {key!r} is missing; a feed is not built without it")
CONTACT_UNREACHABLE: Final = message(
    "feed-contact-unreachable", "'catalog.contact' needs one of the keys 'email', 'telephone' and 'url'"
)

# What a key may have.
TABLE: Final = message("feed-value-table", "a table")
TEXTS_BY_LANGUAGE: Final = message("feed-value-texts", 'a table of texts by language, such as vi = "…"')
HTTP_IRI: Final = message("feed-value-iri", "an absolute IRI that begins with http:// or https://")
EMAIL: Final = message("feed-value-email", "an e-mail address")
TELEPHONE: Final = message("feed-value-telephone", "a telephone number with + and country code, such as +84-24-1234567")
DAY: Final = message("feed-value-day", "a day without quotation marks, such as 2026-03-31")
LIST_OF: Final = message("feed-value-list", "a list in brackets, each value {wanted}")
CODE_OF_LANGUAGE: Final = message("feed-value-language", "the tag or code of a language, such as vi or VIE")
LANGUAGE_TAG: Final = message("feed-value-language-tag", "a language tag, such as vi or en-GB")
ONE_OF: Final = message("feed-value-one-of", "one of {values}")
TOKEN_OR_PROFILE: Final = message(
    "feed-value-profile", "the token of a profile that validates, such as dcat-ap, or the file of one"
)
