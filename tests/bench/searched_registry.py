"""A registry of many records made for searching: rows in the store's own form, written without a harvest."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from danhmuc.registry import Registry
from danhmuc.registry.record.search_words import FacetValues, WordFields, pack_values
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.search_index import write_words
from danhmuc.registry.store.tables import graphs, records, sources, verdicts, versions
from danhmuc.registry.store.verdict_rows import insert_many

__all__ = ["fill_registry"]

_PAGE: Final = 5_000
_EACH_SOURCE: Final = 10_000
_SOME: Final = 20_000
_NOW: Final = "2026-01-01T00:00:00+00:00"
_DIGEST: Final = "rdfc10:" + "0" * 64
_THEMES: Final = ("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "JUST", "REGI", "SOCI", "TECH", "TRAN")
_FORMATS: Final = ("CSV", "JSON", "XML", "XLSX", "PDF", "GEOJSON", "GPKG")
_ENDS: Final = ("a", "e", "i", "o", "u", "ai", "ang", "anh", "inh", "oi", "uong")
_WORDS: Final = [f"{first}{end}" for first in "bcdghklmnpqrstvx" for end in _ENDS]


def fill_registry(url: str, number: int) -> None:
    """Make a registry of so many records in sources of 10,000; 20,000 have the word `muoi`, all have `chung`."""
    Registry.open(url, create=True).close()
    with open_database(url) as database:
        with database.writing() as connection:
            _write_sources(connection, number)
        for start in range(0, number, _PAGE):
            with database.writing() as connection:
                _write_page(connection, range(start + 1, min(start + _PAGE, number) + 1), every=max(number // _SOME, 1))
        # As a database is after some nights.
        database.rewrite(["records", "search_words"])
        with database.writing() as connection:
            connection.exec_driver_sql("ANALYZE")


def _write_sources(connection: Connection, number: int) -> None:
    connection.execute(graphs.insert(), [{"digest": _DIGEST, "triples": 1, "body": zlib.compress(b"\n")}])
    names = [f"s{key}" for key in range(1, -(-number // _EACH_SOURCE) + 1)]
    rows = [{"name": name, "location": f"/{name}", "kind": "rdf", "profile": "vn"} for name in names]
    fixed = {"created_at": _NOW, "priority": 100, "settings": "{}", "retired_at": None}
    connection.execute(sources.insert(), [{**row, **fixed, "id": key} for key, row in enumerate(rows, 1)])


def _write_page(connection: Connection, keys: range, *, every: int) -> None:
    drawn = random.Random(keys.start)
    titles = {key: " ".join(drawn.choices(_WORDS, k=8)).capitalize() for key in keys}
    insert_many(connection, records, [_record(key, titles[key], drawn) for key in keys])
    insert_many(connection, versions, [_version(key, titles[key]) for key in keys])
    insert_many(connection, verdicts, [_verdict(key) for key in keys])
    write_words(connection, list(_words(keys, titles, drawn, every)))


def _words(keys: range, titles: dict[int, str], drawn: random.Random, every: int) -> Iterator[tuple[int, str]]:
    for key in keys:
        words = WordFields()
        words.add_iri(f"https://data.example.vn/id/dataset/{key:08}")
        words.add_text("title", [f"Chung {titles[key]}"])
        words.add_text("named", drawn.choices(_WORDS, k=5))
        words.add_text("described", [" ".join(drawn.choices(_WORDS, k=40)) + (" muoi" if key % every == 0 else "")])
        words.add_codes([f"http://publications.europa.eu/resource/authority/data-theme/{_THEMES[key % 12]}"])
        yield key, words.pack()


def _record(key: int, title: str, drawn: random.Random) -> dict[str, Any]:
    facets = FacetValues(
        formats=pack_values(drawn.sample(_FORMATS, 2)), licences=pack_values([f"https://l.vn/{key % 5}"]), year=2010
    )
    return {
        "id": key,
        "source_id": (key - 1) // _EACH_SOURCE + 1,
        "iri": f"https://data.example.vn/id/dataset/{key:08}",
        "role": "record",
        "presence": "present",
        "presence_at": _NOW,
        "presence_by": "harvest",
        "missing_since": None,
        "topic": None,
        "version_id": key,
        "digest": _DIGEST,
        "source_digest": _DIGEST,
        "class": "http://www.w3.org/ns/dcat#Dataset",
        "title": title,
        "publisher": f"https://data.example.vn/id/agent/{drawn.randrange(100)}",
        "themes": pack_values([_THEMES[key % 12]]),
        "modified": "2025-12-31",
        "hold": None,
        "local": f"s/{key:016x}",
        "formats": facets.formats,
        "licences": facets.licences,
        "year": 2010 + key % 16,
    }


def _version(key: int, title: str) -> dict[str, Any]:
    return {
        "id": key,
        "record_id": key,
        "number": 1,
        "digest": _DIGEST,
        "run_id": None,
        "by": "harvest",
        "created_at": _NOW,
        "places": '["catalog.ttl"]',
        "publicity": "0000",
        "role": "record",
        "title": title,
    }


def _verdict(key: int) -> dict[str, Any]:
    digests = dict.fromkeys(("profile_digest", "lists_digest", "context_digest"), "1" * 64)
    counts = {"violations": int(key % 3 == 0), "warnings": 0, "infos": 0, "unverified": 0}
    return {
        "id": key,
        "version_id": key,
        "profile": "vn",
        **digests,
        **counts,
        "accepted": key % 3 != 0,
        "judged_at": _NOW,
        "from_at": _NOW,
    }
