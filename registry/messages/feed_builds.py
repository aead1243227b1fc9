"""Messages about builds of a feed."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class FeedBuildsText(Messages):
    FEED_BASE_INVALID = message(
        "{base} cannot be the base of a feed; give the http or https address under which the folder is served, such as "
        "https://data.example.vn/feed/",
    )
    FEED_CHECK_FAILED = message(
        "{path} of the new feed cannot be read back: {reason}; the last feed is served unchanged"
    )
    FEED_OTHER_TRIPLES = message("it was to have {wanted} triples, and other ones are read ({found})")
    FEED_LINK_BROKEN = message("it leads to {address}, which is not in the feed")
    FEED_PAGES_UNREACHED = plural(
        "its links do not lead to the {count} record",
        "its links do not lead to all {count} records",
    )
    FEED_DROP = message(
        "the feed would lose {gone} of {before} records; the last feed is served unchanged; see what is left out and "
        "why with --left-out left-out.csv, or accept it with --accept-drop --reason",
    )
    FEED_DROP_OF_AGENCY = message(
        "the feed would lose {gone} of {before} records of the agency {agency}; the last feed is served unchanged; see "
        "what is left out and why with --left-out left-out.csv, or accept it with --accept-drop --reason",
    )
    FEED_DROP_RETIRED = message(
        "the feed would lose {gone} of {before} records, which their sources retire by the status WITHDRAWN; the "
        "last feed is served unchanged; see which with --left-out left-out.csv, and undo the run or accept it with "
        "--accept-drop --reason",
    )
    FEED_DROP_RETIRED_OF_AGENCY = message(
        "the feed would lose {gone} of {before} records of the agency {agency}, which their sources retire by the "
        "status WITHDRAWN; the last feed is served unchanged; see which with --left-out left-out.csv, and undo the "
        "run or accept it with --accept-drop --reason",
    )
    FEED_STILL_SERVED = message(
        "{refusal}; until then it still serves records that must not be public any more, {count} of them",
    )
    FEED_MAY_STILL_SERVE = message("{refusal}; until then it may still serve what must not be public any more")
    FEED_DROP_BY_FILTERS = message("{refusal}; records that the filters of the feed leave out now: {filters}")
    FEED_DROP_NOT_VALIDATED = plural(
        "{refusal}; {count} record is left out since the profile of its source cannot be used; see danhmuc validate",
        "{refusal}; {count} records are left out since the profiles of their sources cannot be used; see danhmuc "
        "validate",
    )
    FEED_DROP_REASON_MISSING = message("--accept-drop needs --reason, which the manifest of the feed keeps")
    FEED_POLICY_MISSING = message(
        "the feed in {folder} was built with a policy of what may be public; name it with --policy, or publish all "
        "that leaves with --without-policy",
    )
    FEED_POLICY_UNKNOWN = message(
        "the manifest of the feed in {folder} is lost or damaged, and nothing says whether it was built with a "
        "policy of what may be public; name it with --policy, or publish all that leaves with --without-policy",
    )
    FEED_LAST_UNKNOWN = message(
        "the manifest of the feed in {folder} is lost or damaged, and {path} cannot be read, so nobody can say how "
        "many records the feed would lose; the last feed is served unchanged; restore one of the two, or accept it "
        "with --accept-drop --reason",
    )
    FEED_OF_OTHER_REGISTRY = message(
        "the feed in {folder} was built from another registry; the last feed is served unchanged; name the right one "
        "with --registry, or let the feed come from this one with --other-registry",
    )
