"""The words of a feed's page for people."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import Messages, message, plural


class FeedIndexText(Messages, prefix="feed"):
    INDEX_LANGUAGE = message("English")
    """The name of the language itself."""
    INDEX_RECORDS = plural("{count} record", "{count} records")
    INDEX_RECORDS_HEADING = message("Records")
    INDEX_AGENCIES = message("Agencies")
    INDEX_AGENCY = message("Agency")
    INDEX_HARVESTED = message("Last harvest that succeeded")
    INDEX_HARVEST_FAILS = message("the newest harvest failed")
    INDEX_NEVER = message("never")
    INDEX_CHANGES = message("What changed")
    INDEX_DAY = message("Day")
    INDEX_CREATED = message("New")
    INDEX_CHANGED = message("Changed")
    INDEX_GONE = message("Gone")
    INDEX_DOWNLOADS = message("Files")
    INDEX_FILE = message("File")
    INDEX_FORMAT = message("What it is")
    INDEX_SIZE = message("Size")
    INDEX_TERMS = message("Terms")
    INDEX_LICENCE = message("Licence")
    INDEX_PUBLISHER = message("Publisher")
    INDEX_CONTACT = message("Contact")
    INDEX_ADDRESS = message("Address")
    INDEX_SETTINGS = message("How to harvest this feed")
    INDEX_CKAN = message("CKAN with ckanext-dcat: a source of the type “Generic DCAT RDF Harvester”")
    INDEX_UDATA = message("udata: a harvester with the backend “DCAT”")
    INDEX_DATA_GOV = message("data.gov: a source of the type “data.json”, without pages")
    INDEX_SWEDEN = message("dataportal.se, and whoever follows no pages: one RDF/XML document")
    INDEX_DANHMUC = message("danhmuc: all pages, or the stream of changes")

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
