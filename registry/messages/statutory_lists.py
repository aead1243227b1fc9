"""The statutory lists: of databases, of services, of open data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message

__all__ = [
    "ANNEX_MASTER",
    "ANNEX_OPEN",
    "ANNEX_SHARED",
    "BY_SERVICE",
    "COLUMNS",
    "CONDITIONAL_ITEM",
    "DATABASES",
    "DATABASES_TITLE",
    "IN_TWO_ANNEXES",
    "ITEMS_OF_DATABASE",
    "NOT_PUBLIC",
    "OPEN_DATA_TITLE",
    "OPEN_DAY_SENT",
    "OPEN_LIST",
    "OPEN_REST",
    "OPEN_REST_NOT_SENT",
    "OPEN_REST_TITLE",
    "PUBLICITY_CLASSES",
    "REST",
    "REST_IS_NO_ANNEX",
    "REST_TITLE",
    "SERIES_LISTED_BY_MEMBERS",
    "SERVICES",
    "SERVICES_TITLE",
    "SUM",
    "SUMMARY",
    "SUMMARY_TITLE",
    "TAB_DATABASES",
    "TAB_MASTER",
    "TAB_OPEN",
    "TAB_SHARED",
]

SUMMARY: Final = message("statutory-tab-summary", "Summary")
SUMMARY_TITLE: Final = message("statutory-summary-title", "Datasets by sharing nature")
SUM: Final = message("statutory-sum", "Total")
DATABASES_TITLE: Final = message("statutory-databases-title", "List of databases and of original, shared and open data")
DATABASES: Final = message("statutory-databases", "List of databases")
TAB_DATABASES: Final = message("statutory-tab-databases", "Databases")
ANNEX_MASTER: Final = message("statutory-annex-master", "List of original data and master data")
TAB_MASTER: Final = message("statutory-tab-master", "I Original, master")
ANNEX_SHARED: Final = message("statutory-annex-shared", "List of shared data")
TAB_SHARED: Final = message("statutory-tab-shared", "II Shared")
ANNEX_OPEN: Final = message("statutory-annex-open", "List of open data")
TAB_OPEN: Final = message("statutory-tab-open", "III Open")
REST: Final = message("statutory-tab-rest", "In no annex")
REST_TITLE: Final = message("statutory-rest-title", "Datasets in no annex")
REST_IS_NO_ANNEX: Final = message(
    "statutory-rest-is-no-annex", "This sheet is for review and is no annex: remove it before the list is issued."
)
IN_TWO_ANNEXES: Final = message(
    "statutory-in-two-annexes",
    "Original and master data that are shared or open are in annex I and in annex II or III: of each line,"
    " all = I + II + III − in two annexes + in no annex.",
)
ITEMS_OF_DATABASE: Final = message(
    "statutory-items-of-database", "The items of a database are the datasets in this list that state to be part of it."
)
BY_SERVICE: Final = message("statutory-by-service", "API")
CONDITIONAL_ITEM: Final = message("statutory-conditional-item", "{name} (with conditions)")
SERIES_LISTED_BY_MEMBERS: Final = message(
    "statutory-series", "Dataset series are listed by their datasets and not by themselves: {count}."
)

SERVICES_TITLE: Final = message("statutory-services-title", "List of data sharing services")
SERVICES: Final = message("statutory-tab-services", "Services")

OPEN_DATA_TITLE: Final = message("statutory-open-data-title", "List of open data")
OPEN_LIST: Final = message("statutory-tab-open-list", "Open data")
OPEN_DAY_SENT: Final = message(
    "statutory-open-day-sent", "The day sent is for the agency to fill in; the registry does not know it."
)
OPEN_REST: Final = message("statutory-tab-open-rest", "Not public")
OPEN_REST_TITLE: Final = message("statutory-open-rest-title", "Datasets that are not public, or not yet classified")
OPEN_REST_NOT_SENT: Final = message(
    "statutory-open-rest-not-sent", "This sheet is for review: remove it before the list is sent."
)
NOT_PUBLIC: Final = message("statutory-not-public", "not public")
PUBLICITY_CLASSES: Final[Mapping[str, MessageTemplate]] = {
    "open": message("statutory-public", "public"),
    "conditional": message("statutory-public-conditionally", "public with conditions"),
    "shared": NOT_PUBLIC,
    "internal": NOT_PUBLIC,
    "unclear": message("statutory-not-classified", "not classified"),
}
"""The classes of the open data list, by the classes of sharing nature."""

COLUMNS: Final[Mapping[str, MessageTemplate]] = {
    "class": message("statutory-column-class", "Sharing nature"),
    "all": message("statutory-column-all", "All"),
    "annex-1": message("statutory-column-annex-1", "Annex I"),
    "annex-2": message("statutory-column-annex-2", "Annex II"),
    "annex-3": message("statutory-column-annex-3", "Annex III"),
    "two-annexes": message("statutory-column-two-annexes", "In two annexes"),
    "no-annex": message("statutory-column-no-annex", "In no annex"),
    "code": message("statutory-column-code", "Code"),
    "database": message("statutory-column-database", "Database"),
    "database-class": message("statutory-column-database-class", "Class"),
    "owner": message("statutory-column-owner", "Owner of the database"),
    "publisher": message("statutory-column-publisher", "Publisher"),
    "purpose": message("statutory-column-purpose", "Purpose"),
    "scope": message("statutory-column-scope", "Scope"),
    "content": message("statutory-column-content", "Content"),
    "collection": message("statutory-column-collection", "Way of collecting and updating"),
    "source": message("statutory-column-source", "Source"),
    "open-items": message("statutory-column-open-items", "Items: open data"),
    "default-items": message("statutory-column-default-items", "Items: default sharing"),
    "special-items": message("statutory-column-special-items", "Items: special-request sharing"),
    "other-items": message("statutory-column-other-items", "Items: others"),
    "users": message("statutory-column-users", "Users"),
    "dataset": message("statutory-column-dataset", "Dataset"),
    "description": message("statutory-column-description", "Description"),
    "part-of": message("statutory-column-part-of", "Part of database"),
    "layer": message("statutory-column-layer", "Data layer"),
    "frequency": message("statutory-column-frequency", "Update frequency"),
    "formats": message("statutory-column-formats", "Formats, form of sharing (API, files)"),
    "form": message("statutory-column-form", "Sharing form (default, special)"),
    "method": message("statutory-column-method", "Sharing method"),
    "licence": message("statutory-column-licence", "Licence, terms of use"),
    "address": message("statutory-column-address", "Address"),
    "reason": message("statutory-column-reason", "Reason"),
    "service": message("statutory-column-service", "Service"),
    "parameters": message("statutory-column-parameters", "Description, parameters"),
    "documents": message("statutory-column-documents", "Technical documents"),
    "structure": message("statutory-column-structure", "Exchange structure"),
    "endpoint": message("statutory-column-endpoint", "Endpoint URL"),
    "platform": message("statutory-column-platform", "Through platform"),
    "access": message("statutory-column-access", "Access rights"),
    "available": message("statutory-column-available", "Available from"),
    "outages": message("statutory-column-outages", "Planned outages"),
    "status": message("statutory-column-status", "Status"),
    "serves": message("statutory-column-serves", "Served datasets"),
    "contact": message("statutory-column-contact", "Contact"),
    "publicity": message("statutory-column-publicity", "Class"),
    "channel": message("statutory-column-channel", "Channel"),
    "modified": message("statutory-column-modified", "Update date"),
    "day-sent": message("statutory-column-day-sent", "Day sent"),
    "note": message("statutory-column-note", "Note"),
}
"""The headings of the columns, by their names in JSON."""
