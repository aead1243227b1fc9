"""Messages of feeds: the words of a verdict in a catalogue record, and reasons why settings of a feed are refused."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class FeedFormsText(Messages, prefix="feed-value"):
    # Our catalogue record of a record.
    RECORD_ACCEPTED = message("feed-record-accepted", "The description meets the profile of its source.")
    RECORD_ACCEPTED_BY_FEED = message("feed-record-accepted-by-feed", "The description meets the profile of this feed.")
    RECORD_NOT_VALIDATED = message(
        "feed-record-not-validated", "The description was not validated, since its source has no profile."
    )
    RECORD_MISSING = message("feed-record-missing", "The source no longer has it.")

    # The file of settings.
    FEED_SETTINGS_NO_TOML = message("feed-settings-no-toml", "{file} is no TOML: {reason}")
    FEED_SETTINGS_TOO_LARGE = message(
        "feed-settings-too-large", "{file} is larger than {limit} bytes and cannot be the settings of a feed"
    )
    IN_FEED_SETTINGS = message("in-feed-settings", "{file}: {reason}")
    FEED_KEY_MISSING = message("feed-key-missing", "the key {key!r} is missing; a feed is not built without it")
    CONTACT_UNREACHABLE = message(
        "feed-contact-unreachable", "'catalog.contact' needs one of the keys 'email', 'telephone' and 'url'"
    )

    # What a key may have.
    TABLE = message("a table")
    TEXTS_BY_LANGUAGE = message("feed-value-texts", 'a table of texts by language, such as vi = "…"')
    HTTP_IRI = message("feed-value-iri", "an absolute IRI that begins with http:// or https://")
    EMAIL = message("an e-mail address")
    TELEPHONE = message("a telephone number with + and country code, such as +84-24-1234567")
    DAY = message("a day without quotation marks, such as 2026-03-31")
    LIST_OF = message("feed-value-list", "a list in brackets, each value {wanted}")
    CODE_OF_LANGUAGE = message("feed-value-language", "the tag or code of a language, such as vi or VIE")
    LANGUAGE_TAG = message("a language tag, such as vi or en-GB")
    ONE_OF = message("one of {values}")
    TOKEN_OR_PROFILE = message(
        "feed-value-profile", "the token of a profile that validates, such as dcat-ap, or the file of one"
    )
