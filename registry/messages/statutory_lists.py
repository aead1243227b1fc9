"""The statutory lists: of databases, of services, of open data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class StatutoryListsText(Messages, prefix="statutory"):
    SUMMARY = message("statutory-tab-summary", "Summary")
    SUMMARY_TITLE = message("Datasets by sharing nature")
    SUM = message("Total")
    DATABASES_TITLE = message("List of databases and of original, shared and open data")
    DATABASES = message("List of databases")
    TAB_DATABASES = message("Databases")
    ANNEX_MASTER = message("List of original data and master data")
    TAB_MASTER = message("I Original, master")
    ANNEX_SHARED = message("List of shared data")
    TAB_SHARED = message("II Shared")
    ANNEX_OPEN = message("List of open data")
    TAB_OPEN = message("III Open")
    REST = message("statutory-tab-rest", "In no annex")
    REST_TITLE = message("Datasets in no annex")
    REST_IS_NO_ANNEX = message("This sheet is for review and is no annex: remove it before the list is issued.")
    IN_TWO_ANNEXES = message(
        "Original and master data that are shared or open are in annex I and in annex II or III: of each line,"
        " all = I + II + III − in two annexes + in no annex.",
    )
    ITEMS_OF_DATABASE = message("The items of a database are the datasets in this list that state to be part of it.")
    BY_SERVICE = message("API")
    CONDITIONAL_ITEM = message("{name} (with conditions)")
    SERIES_LISTED_BY_MEMBERS = message(
        "statutory-series", "Dataset series are listed by their datasets and not by themselves: {count}."
    )

    SERVICES_TITLE = message("List of data sharing services")
    SERVICES = message("statutory-tab-services", "Services")

    OPEN_DATA_TITLE = message("List of open data")
    OPEN_LIST = message("statutory-tab-open-list", "Open data")
    OPEN_DAY_SENT = message("The day sent is for the agency to fill in; the registry does not know it.")
    OPEN_REST = message("statutory-tab-open-rest", "Not public")
    OPEN_REST_TITLE = message("Datasets that are not public, or not yet classified")
    OPEN_REST_NOT_SENT = message("This sheet is for review: remove it before the list is sent.")
    NOT_PUBLIC = message("not public")
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
