"""Messages about builds of a feed."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "FEED_BASE_INVALID",
    "FEED_CHECK_FAILED",
    "FEED_DROP",
    "FEED_DROP_BY_FILTERS",
    "FEED_DROP_NOT_VALIDATED",
    "FEED_DROP_OF_AGENCY",
    "FEED_DROP_REASON_MISSING",
    "FEED_DROP_RETIRED",
    "FEED_DROP_RETIRED_OF_AGENCY",
    "FEED_LAST_UNKNOWN",
    "FEED_LINK_BROKEN",
    "FEED_MAY_STILL_SERVE",
    "FEED_OF_OTHER_REGISTRY",
    "FEED_OTHER_TRIPLES",
    "FEED_PAGES_UNREACHED",
    "FEED_POLICY_MISSING",
    "FEED_POLICY_UNKNOWN",
    "FEED_STILL_SERVED",
]

FEED_BASE_INVALID: Final = message(
    "feed-base-invalid",
    "{base} cannot be the base of a feed; give the http or https address under which the folder is served, such as "
    "https://data.example.vn/feed/",
)
FEED_CHECK_FAILED: Final = message(
    "feed-check-failed", "{path} of the new feed cannot be read back: {reason}; the last feed is served unchanged"
)
FEED_OTHER_TRIPLES: Final = message(
    "feed-other-triples", "it was to have {wanted} triples, and other ones are read ({found})"
)
FEED_LINK_BROKEN: Final = message("feed-link-broken", "it leads to {address}, which is not in the feed")
FEED_PAGES_UNREACHED: Final = plural(
    "feed-pages-unreached",
    "its links do not lead to the {count} record",
    "its links do not lead to all {count} records",
)
FEED_DROP: Final = message(
    "feed-drop",
    "the feed would lose {gone} of {before} records; the last feed is served unchanged; see what is left out and why "
    "with --left-out left-out.csv, or accept it with --accept-drop --reason",
)
FEED_DROP_OF_AGENCY: Final = message(
    "feed-drop-of-agency",
    "the feed would lose {gone} of {before} records of the agency {agency}; the last feed is served unchanged; see "
    "what is left out and why with --left-out left-out.csv, or accept it with --accept-drop --reason",
)
FEED_DROP_RETIRED: Final = message(
    "feed-drop-retired",
    "the feed would lose {gone} of {before} records, which their sources retire by the status WITHDRAWN; the last feed "
    "is served unchanged; see which with --left-out left-out.csv, and undo the run or accept it with --accept-drop "
    "--reason",
)
FEED_DROP_RETIRED_OF_AGENCY: Final = message(
    "feed-drop-retired-of-agency",
    "the feed would lose {gone} of {before} records of the agency {agency}, which their sources retire by the status "
    "WITHDRAWN; the last feed is served unchanged; see which with --left-out left-out.csv, and undo the run or accept "
    "it with --accept-drop --reason",
)
FEED_STILL_SERVED: Final = message(
    "feed-still-served",
    "{refusal}; until then it still serves records that must not be public any more, {count} of them",
)
FEED_MAY_STILL_SERVE: Final = message(
    "feed-may-still-serve", "{refusal}; until then it may still serve what must not be public any more"
)
FEED_DROP_BY_FILTERS: Final = message(
    "feed-drop-by-filters", "{refusal}; records that the filters of the feed leave out now: {filters}"
)
FEED_DROP_NOT_VALIDATED: Final = plural(
    "feed-drop-not-validated",
    "{refusal}; {count} record is left out since the profile of its source cannot be used; see danhmuc validate",
    "{refusal}; {count} records are left out since the profiles of their sources cannot be used; see danhmuc validate",
)
FEED_DROP_REASON_MISSING: Final = message(
    "feed-drop-reason-missing", "--accept-drop needs --reason, which the manifest of the feed keeps"
)
FEED_POLICY_MISSING: Final = message(
    "feed-policy-missing",
    "the feed in {folder} was built with a policy of what may be public; name it with --policy, or publish all that "
    "leaves with --without-policy",
)
FEED_POLICY_UNKNOWN: Final = message(
    "feed-policy-unknown",
    "the manifest of the feed in {folder} is lost or damaged, and nothing says whether it was built with a policy of "
    "what may be public; name it with --policy, or publish all that leaves with --without-policy",
)
FEED_LAST_UNKNOWN: Final = message(
    "feed-last-unknown",
    "the manifest of the feed in {folder} is lost or damaged, and {path} cannot be read, so nobody can say how many "
    "records the feed would lose; the last feed is served unchanged; restore one of the two, or accept it with "
    "--accept-drop --reason",
)
FEED_OF_OTHER_REGISTRY: Final = message(
    "feed-of-other-registry",
    "the feed in {folder} was built from another registry; the last feed is served unchanged; name the right one with "
    "--registry, or let the feed come from this one with --other-registry",
)
