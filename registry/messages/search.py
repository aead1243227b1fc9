"""Messages of the search: what of a query cannot be read."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "FACET_UNKNOWN",
    "KEY_OF_ANOTHER_SEARCH",
    "LIMIT_NEGATIVE",
    "QUERY_ONLY_EXCLUDES",
    "QUERY_TOO_LONG",
    "QUERY_WITHOUT_WORDS",
    "QUOTE_OPEN",
    "SEARCH_INDEX_DIFFERS",
    "SEARCH_INDEX_MISSING",
    "SEARCH_INDEX_ORPHANED",
]

QUOTE_OPEN: Final = message("search-quote-open", 'quotation mark not closed in {text!r}; a phrase is written "đất đai"')
QUERY_ONLY_EXCLUDES: Final = message(
    "search-only-excludes", "{text!r} only excludes words; add at least one word to find"
)
QUERY_WITHOUT_WORDS: Final = message("search-without-words", "{text!r} has no letters or digits to search for")
QUERY_TOO_LONG: Final = message("search-too-long", "the search has {count} words; at most {most} are allowed")
FACET_UNKNOWN: Final = message("search-facet-unknown", "unknown facet {name!r}; known: {known}")
KEY_OF_ANOTHER_SEARCH: Final = message(
    "search-key-of-another", "{key!r} is not a key of this search; take the key that the same search gave"
)
LIMIT_NEGATIVE: Final = message("search-limit-negative", "{limit:d} rows cannot be given; ask for 0 or more")
SEARCH_INDEX_MISSING: Final = message(
    "search-index-missing", "record {iri!r} is not in the search index; Registry.renew_search_index() fills it again"
)
SEARCH_INDEX_DIFFERS: Final = message(
    "search-index-differs", "the search index or the facets of record {iri!r} do not match its newest version"
)
SEARCH_INDEX_ORPHANED: Final = message(
    "search-index-orphaned", "the search index has an entry for a record that has no content: key {key:d}"
)
