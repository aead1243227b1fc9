"""Messages about portals with the action API of CKAN: their pages, their packages, and fields that are malformed."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ACCESS_UNCLEAR",
    "ACCESS_URL_ADDED",
    "ACTION_FAILED",
    "ACTION_FAILED_SILENTLY",
    "ANSWER_CUT",
    "ANSWER_IS_HTML",
    "CODE_UNKNOWN",
    "COUNTS_DIFFER",
    "DESCRIBED_AGAIN",
    "EXTRA_REPEATED",
    "FIELDS_UNKNOWN",
    "FIELD_UNKNOWN",
    "FILTERED",
    "FORM_WRONG",
    "LEFT_OUT_DELETED",
    "LEFT_OUT_DRAFT",
    "LEFT_OUT_OTHER",
    "LEFT_OUT_PRIVATE",
    "LETTERS_LOST",
    "LIST_UNREAD",
    "NO_ACTION_API",
    "NO_ANSWER_OF_API",
    "NO_PACKAGE",
    "NO_PACKAGES",
    "OTHER_PACKAGE",
    "PACKAGES_UNREAD",
    "PAGES_ENDLESS",
    "PAGE_UNREAD",
    "PORTAL_EMPTY",
    "RESOURCE_LEFT_OUT",
    "STATES_UNKNOWN",
    "TOO_MANY_VALUES",
    "TYPE_WRONG",
    "UNSORTED",
    "URL_MISSING",
    "VISIBILITY_UNKNOWN",
]

# Fields of packages.
TYPE_WRONG: Final = message(
    "ckan-type-wrong", "The field {field} needs a value of the JSON type {expected}, not {found}; it is not used."
)
FORM_WRONG: Final = message("ckan-form-wrong", "The value of {field} does not have the form {form}; it is not used.")
CODE_UNKNOWN: Final = message(
    "ckan-code-unknown", "The value of {field} is neither an IRI nor a code of the list {scheme}; it is not used."
)
ACCESS_UNCLEAR: Final = message(
    "ckan-access-unclear",
    "The access right in {field} is not understood and counts as the narrowest; it needs one of {known}.",
)
EXTRA_REPEATED: Final = message(
    "ckan-extra-repeated", "The field {field} occurs more than once; the first value counts."
)
LETTERS_LOST: Final = message(
    "ckan-letters-lost",
    "The text has half a surrogate pair or U+0000, which cannot be stored; U+FFFD stands in its place.",
)
RESOURCE_LEFT_OUT: Final = message(
    "ckan-resource-left-out", "The resource is private, or its state is not understood; it was left out."
)
URL_MISSING: Final = message(
    "ckan-url-missing", "The resource has no valid address; it needs url, access_url or download_url."
)
ACCESS_URL_ADDED: Final = message(
    "ckan-access-url-added",
    "The resource has no address of access; its download_url is used instead (dcat:accessURL).",
)
DESCRIBED_AGAIN: Final = message(
    "ckan-described-again", "The package {package} describes the same IRI differently; the first description counts."
)

# Counts of a portal.
FIELD_UNKNOWN: Final = plural(
    "ckan-field-unknown",
    "{count} package has the field {field}, which is not mapped; its value is kept in the original record.",
    "{count} packages have the field {field}, which is not mapped; its values are kept in the original records.",
)
FIELDS_UNKNOWN: Final = plural(
    "ckan-fields-unknown",
    "{count} further field is not mapped; its values are kept in the original records.",
    "{count} further fields are not mapped; their values are kept in the original records.",
)
LEFT_OUT_PRIVATE: Final = plural(
    "ckan-left-out-private",
    "{count} package is private and was left out.",
    "{count} packages are private and were left out.",
)
LEFT_OUT_DRAFT: Final = plural(
    "ckan-left-out-draft",
    "{count} package is a draft and was left out.",
    "{count} packages are drafts and were left out.",
)
LEFT_OUT_DELETED: Final = plural(
    "ckan-left-out-deleted",
    "{count} package is deleted and was left out.",
    "{count} packages are deleted and were left out.",
)
LEFT_OUT_OTHER: Final = plural(
    "ckan-left-out-other",
    "{count} package describes no dataset, such as a harvest source or a showcase, and was left out.",
    "{count} packages describe no datasets, such as harvest sources and showcases, and were left out.",
)

# Why a run is incomplete or has failed.
PAGE_UNREAD: Final = message("ckan-page-unread", "the packages from number {start} on could not be read: {reason}")
PACKAGES_UNREAD: Final = plural(
    "ckan-packages-unread",
    "{count} listed package could not be read, {package}: {reason}",
    "{count} listed packages could not be read, the first is {package}: {reason}",
)
PAGES_ENDLESS: Final = message(
    "ckan-pages-endless",
    "{limit} pages were read, the most that are read of this portal, and there are more; max_pages sets another limit",
)
OTHER_PACKAGE: Final = message("ckan-other-package", "the portal answered with another package")
LIST_UNREAD: Final = message("ckan-list-unread", "the list of packages could not be read again: {reason}")
COUNTS_DIFFER: Final = message(
    "ckan-counts-differ",
    "the portal counts {first} packages at the beginning and {last} at the end, and gave {given}",
)
STATES_UNKNOWN: Final = plural(
    "ckan-states-unknown",
    "{count} package has an unknown state and was not read, {package}: {state!r}",
    "{count} packages have unknown states and were not read, the first is {package}: {state!r}",
)
VISIBILITY_UNKNOWN: Final = plural(
    "ckan-visibility-unknown",
    "{count} package does not say plainly whether it is private and was not read, {package}",
    "{count} packages do not say plainly whether they are private and were not read, the first is {package}",
)
NO_PACKAGES: Final = plural(
    "ckan-no-packages",
    "{count} entry has no id and was not read",
    "{count} entries have no id and were not read",
)
UNSORTED: Final = message(
    "ckan-unsorted",
    "the portal does not sort its packages by id and has no list of them, so that one may be missing between two pages",
)
ACTION_FAILED: Final = message("ckan-action-failed", "the action {action} failed: {words}")
ACTION_FAILED_SILENTLY: Final = message("ckan-action-failed-silently", "the action {action} failed without a reason")
ANSWER_IS_HTML: Final = message(
    "ckan-html",
    "an HTML page, not an answer of the CKAN action API; the portal may be down, need a login, or have its API at "
    "another address",
)
ANSWER_CUT: Final = message(
    "ckan-answer-cut", "the answer is cut off: its JSON ends after {size:d} bytes before it is complete; harvest again"
)
NO_ANSWER_OF_API: Final = message(
    "ckan-no-answer", "not an answer of the CKAN action API, which is a JSON object with success and result"
)
TOO_MANY_VALUES: Final = message(
    "ckan-too-many-values", "the answer has more than {limit} values, the most that danhmuc reads at once"
)
NO_PACKAGE: Final = message("ckan-no-package", "the result of {action} is not a list of packages with a count")
PORTAL_EMPTY: Final = message(
    "ckan-portal-empty", "the portal says that it has no packages at all; its search index may be being rebuilt"
)
NO_ACTION_API: Final = message(
    "ckan-no-action-api",
    "neither package_search nor package_list answers at {location}; check the address, or harvest the portal's"
    " data.json or DCAT instead",
)

# Usage.
FILTERED: Final = message(
    "ckan-filtered",
    "the address selects some packages ({name}), but a source of the kind ckan is a whole portal; use {portal}",
)
