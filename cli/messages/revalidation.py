"""``danhmuc validate`` without a location: what changed in the registry."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class RevalidationText(Messages, prefix="revalidation"):
    PASSED_OVER = message("sources-not-validated", "not validated (profile none): {sources}")
    OUTCOME = message("{verdict}: {records}, {accepted}; {findings}")
    SOURCE = message("{source}  profile {profile}: {again} validated again, {valid} whose verdict still holds")
    NOTHING_CHANGED = message("nothing changed")
    CHANGED = message("changed: {changes}")
    RECORDS_NOW = message("{records} now {state}")
    NEW_AND_GONE = plural("{count} new finding, {gone} gone", "{count} new findings, {gone} gone")
    MORE_RECORDS = message("… and {number} more; --json has all")
    OLDER = message("older versions of records whose newest is not accepted: {again} validated again, {changes}")
    OLDER_NOW = message("{number} now {state}")
    NEW = message("new:")
    GONE = message("gone:")
    MORE_FINDINGS = message("… and {number} more")
