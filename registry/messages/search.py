"""Messages of the search: what of a query cannot be read."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class SearchText(Messages, prefix="search"):
    QUOTE_OPEN = message('quotation mark not closed in {text!r}; a phrase is written "đất đai"')
    QUERY_ONLY_EXCLUDES = message("search-only-excludes", "{text!r} only excludes words; add at least one word to find")
    QUERY_WITHOUT_WORDS = message("search-without-words", "{text!r} has no letters or digits to search for")
    QUERY_TOO_LONG = message("search-too-long", "the search has {count} words; at most {most} are allowed")
    FACET_UNKNOWN = message("unknown facet {name!r}; known: {known}")
    KEY_OF_ANOTHER_SEARCH = message(
        "search-key-of-another", "{key!r} is not a key of this search; take the key that the same search gave"
    )
    LIMIT_NEGATIVE = message("{limit:d} rows cannot be given; ask for 0 or more")
    SEARCH_INDEX_MISSING = message(
        "search-index-missing",
        "record {iri!r} is not in the search index; Registry.upkeep.renew_search_index() fills it again",
    )
    SEARCH_INDEX_DIFFERS = message(
        "search-index-differs", "the search index or the facets of record {iri!r} do not match its newest version"
    )
    SEARCH_INDEX_ORPHANED = message(
        "search-index-orphaned", "the search index has an entry for a record that has no content: key {key:d}"
    )
