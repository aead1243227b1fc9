"""``danhmuc validate`` without a location: what changed in the registry."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "CHANGED",
    "GONE",
    "MORE_FINDINGS",
    "MORE_RECORDS",
    "NEW",
    "NEW_AND_GONE",
    "NOTHING_CHANGED",
    "OLDER",
    "OLDER_NOW",
    "OUTCOME",
    "PASSED_OVER",
    "RECORDS_NOW",
    "SOURCE",
]

PASSED_OVER: Final = message("sources-not-validated", "not validated (profile none): {sources}")
OUTCOME: Final = message("revalidation-outcome", "{verdict}: {records}, {accepted}; {findings}")
SOURCE: Final = message(
    "revalidation-source", "{source}  profile {profile}: {again} validated again, {valid} whose verdict still holds"
)
NOTHING_CHANGED: Final = message("revalidation-nothing-changed", "nothing changed")
CHANGED: Final = message("revalidation-changed", "changed: {changes}")
RECORDS_NOW: Final = message("revalidation-records-now", "{records} now {state}")
NEW_AND_GONE: Final = plural(
    "revalidation-new-and-gone", "{count} new finding, {gone} gone", "{count} new findings, {gone} gone"
)
MORE_RECORDS: Final = message("revalidation-more-records", "… and {number} more; --json has all")
OLDER: Final = message(
    "revalidation-older", "older versions of records whose newest is not accepted: {again} validated again, {changes}"
)
OLDER_NOW: Final = message("revalidation-older-now", "{number} now {state}")
NEW: Final = message("revalidation-new", "new:")
GONE: Final = message("revalidation-gone", "gone:")
MORE_FINDINGS: Final = message("revalidation-more-findings", "… and {number} more")
