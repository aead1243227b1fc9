"""The words of a feed's page for people."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "CLASSES",
    "DOWNLOADS",
    "INDEX_ADDRESS",
    "INDEX_AGENCIES",
    "INDEX_AGENCY",
    "INDEX_CHANGED",
    "INDEX_CHANGES",
    "INDEX_CKAN",
    "INDEX_CONTACT",
    "INDEX_CREATED",
    "INDEX_DANHMUC",
    "INDEX_DATA_GOV",
    "INDEX_DAY",
    "INDEX_DOWNLOADS",
    "INDEX_FILE",
    "INDEX_FORMAT",
    "INDEX_GONE",
    "INDEX_HARVESTED",
    "INDEX_HARVEST_FAILS",
    "INDEX_LANGUAGE",
    "INDEX_LICENCE",
    "INDEX_NEVER",
    "INDEX_PUBLISHER",
    "INDEX_RECORDS",
    "INDEX_RECORDS_HEADING",
    "INDEX_SETTINGS",
    "INDEX_SIZE",
    "INDEX_SWEDEN",
    "INDEX_TERMS",
    "INDEX_UDATA",
]

INDEX_LANGUAGE: Final = message("feed-index-language", "English")
"""The name of the language itself."""
INDEX_RECORDS: Final = plural("feed-index-records", "{count} record", "{count} records")
INDEX_RECORDS_HEADING: Final = message("feed-index-records-heading", "Records")
INDEX_AGENCIES: Final = message("feed-index-agencies", "Agencies")
INDEX_AGENCY: Final = message("feed-index-agency", "Agency")
INDEX_HARVESTED: Final = message("feed-index-harvested", "Last harvest that succeeded")
INDEX_HARVEST_FAILS: Final = message("feed-index-harvest-fails", "the newest harvest failed")
INDEX_NEVER: Final = message("feed-index-never", "never")
INDEX_CHANGES: Final = message("feed-index-changes", "What changed")
INDEX_DAY: Final = message("feed-index-day", "Day")
INDEX_CREATED: Final = message("feed-index-created", "New")
INDEX_CHANGED: Final = message("feed-index-changed", "Changed")
INDEX_GONE: Final = message("feed-index-gone", "Gone")
INDEX_DOWNLOADS: Final = message("feed-index-downloads", "Files")
INDEX_FILE: Final = message("feed-index-file", "File")
INDEX_FORMAT: Final = message("feed-index-format", "What it is")
INDEX_SIZE: Final = message("feed-index-size", "Size")
INDEX_TERMS: Final = message("feed-index-terms", "Terms")
INDEX_LICENCE: Final = message("feed-index-licence", "Licence")
INDEX_PUBLISHER: Final = message("feed-index-publisher", "Publisher")
INDEX_CONTACT: Final = message("feed-index-contact", "Contact")
INDEX_ADDRESS: Final = message("feed-index-address", "Address")
INDEX_SETTINGS: Final = message("feed-index-settings", "How to harvest this feed")
INDEX_CKAN: Final = message(
    "feed-index-ckan", "CKAN with ckanext-dcat: a source of the type “Generic DCAT RDF Harvester”"
)
INDEX_UDATA: Final = message("feed-index-udata", "udata: a harvester with the backend “DCAT”")
INDEX_DATA_GOV: Final = message("feed-index-data-gov", "data.gov: a source of the type “data.json”, without pages")
INDEX_SWEDEN: Final = message("feed-index-sweden", "dataportal.se, and whoever follows no pages: one RDF/XML document")
INDEX_DANHMUC: Final = message("feed-index-danhmuc", "danhmuc: all pages, or the stream of changes")

CLASSES: Final = {
    "dcat:Dataset": plural("feed-index-datasets", "{count} dataset", "{count} datasets"),
    "dcat:DatasetSeries": plural("feed-index-series", "{count} dataset series", "{count} dataset series"),
    "dcat:DataService": plural("feed-index-services", "{count} data service", "{count} data services"),
    "dcat:Catalog": plural("feed-index-catalogues", "{count} catalogue", "{count} catalogues"),
    "dmv:Database": plural("feed-index-databases", "{count} database", "{count} databases"),
}
"""Words for numbers of records by their class."""

DOWNLOADS: Final = {
    "pages": message("feed-index-download-pages", "DCAT in pages; each names the next one"),
    "whole": message("feed-index-download-whole", "DCAT, all records in one document"),
    "stream": message("feed-index-download-stream", "stream of changes (LDES)"),
    "dcat-us": message("feed-index-download-dcat-us", "DCAT-US 3.0"),
    "data-json": message("feed-index-download-data-json", "data.json (DCAT-US 1.1)"),
    "manifest": message("feed-index-download-manifest", "digests of all files"),
}
"""Words for the kinds of files."""
