"""Messages about portals with the action API of CKAN: their pages, their packages, and fields that are malformed."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class CkanPortalsText(Messages, prefix="ckan"):
    # Fields of packages.
    TYPE_WRONG = message("The field {field} needs a value of the JSON type {expected}, not {found}; it is not used.")
    FORM_WRONG = message("The value of {field} does not have the form {form}; it is not used.")
    CODE_UNKNOWN = message("The value of {field} is neither an IRI nor a code of the list {scheme}; it is not used.")
    ACCESS_UNCLEAR = message(
        "The access right in {field} is not understood and counts as the narrowest; it needs one of {known}.",
    )
    EXTRA_REPEATED = message("The field {field} occurs more than once; the first value counts.")
    LETTERS_LOST = message(
        "The text has half a surrogate pair or U+0000, which cannot be stored; U+FFFD stands in its place.",
    )
    RESOURCE_LEFT_OUT = message("The resource is private, or its state is not understood; it was left out.")
    URL_MISSING = message("The resource has no valid address; it needs url, access_url or download_url.")
    ACCESS_URL_ADDED = message(
        "The resource has no address of access; its download_url is used instead (dcat:accessURL).",
    )
    DESCRIBED_AGAIN = message("The package {package} describes the same IRI differently; the first description counts.")

    # Counts of a portal.
    FIELD_UNKNOWN = plural(
        "{count} package has the field {field}, which is not mapped; its value is kept in the original record.",
        "{count} packages have the field {field}, which is not mapped; its values are kept in the original records.",
    )
    FIELDS_UNKNOWN = plural(
        "{count} further field is not mapped; its values are kept in the original records.",
        "{count} further fields are not mapped; their values are kept in the original records.",
    )
    LEFT_OUT_PRIVATE = plural(
        "{count} package is private and was left out.",
        "{count} packages are private and were left out.",
    )
    LEFT_OUT_DRAFT = plural(
        "{count} package is a draft and was left out.",
        "{count} packages are drafts and were left out.",
    )
    LEFT_OUT_DELETED = plural(
        "{count} package is deleted and was left out.",
        "{count} packages are deleted and were left out.",
    )
    LEFT_OUT_OTHER = plural(
        "{count} package describes no dataset, such as a harvest source or a showcase, and was left out.",
        "{count} packages describe no datasets, such as harvest sources and showcases, and were left out.",
    )

    # Why a run is incomplete or has failed.
    PAGE_UNREAD = message("the packages from number {start} on could not be read: {reason}")
    PACKAGES_UNREAD = plural(
        "{count} listed package could not be read, {package}: {reason}",
        "{count} listed packages could not be read, the first is {package}: {reason}",
    )
    PAGES_ENDLESS = message(
        "{limit} pages were read, the most that are read of this portal, and there are more; max_pages sets another "
        "limit",
    )
    OTHER_PACKAGE = message("the portal answered with another package")
    LIST_UNREAD = message("the list of packages could not be read again: {reason}")
    COUNTS_DIFFER = message(
        "the portal counts {first} packages at the beginning and {last} at the end, and gave {given}",
    )
    STATES_UNKNOWN = plural(
        "{count} package has an unknown state and was not read, {package}: {state!r}",
        "{count} packages have unknown states and were not read, the first is {package}: {state!r}",
    )
    VISIBILITY_UNKNOWN = plural(
        "{count} package does not say plainly whether it is private and was not read, {package}",
        "{count} packages do not say plainly whether they are private and were not read, the first is {package}",
    )
    NO_PACKAGES = plural(
        "{count} entry has no id and was not read",
        "{count} entries have no id and were not read",
    )
    UNSORTED = message(
        "the portal does not sort its packages by id and has no list of them, so that one may be missing between two "
        "pages",
    )
    ACTION_FAILED = message("the action {action} failed: {words}")
    ACTION_FAILED_SILENTLY = message("the action {action} failed without a reason")
    ANSWER_IS_HTML = message(
        "ckan-html",
        "an HTML page, not an answer of the CKAN action API; the portal may be down, need a login, or have its API at "
        "another address",
    )
    ANSWER_CUT = message(
        "the answer is cut off: its JSON ends after {size:d} bytes before it is complete; harvest again"
    )
    NO_ANSWER_OF_API = message(
        "ckan-no-answer", "not an answer of the CKAN action API, which is a JSON object with success and result"
    )
    TOO_MANY_VALUES = message("the answer has more than {limit} values, the most that danhmuc reads at once")
    NO_PACKAGE = message("the result of {action} is not a list of packages with a count")
    PORTAL_EMPTY = message("the portal says that it has no packages at all; its search index may be being rebuilt")
    NO_ACTION_API = message(
        "neither package_search nor package_list answers at {location}; check the address, or harvest the portal's"
        " data.json or DCAT instead",
    )

    # Usage.
    FILTERED = message(
        "the address selects some packages ({name}), but a source of the kind ckan is a whole portal; use {portal}",
    )
