"""Make the lists of EU data themes, file types and licences from tables of the Publications Office.

    python .ci/snapshots/eu_tables.py TABLES [SCHEMES]

TABLES is a folder with ``data-theme.csv``, ``file-type.csv`` and ``licence.csv`` (iri, code, label_en, label_fr,
exact_match, deprecated); SCHEMES, by default vocab/schemes, gets a Turtle file for each. A newer table has a newer
version: change its date below. Vietnamese words come from eu_words.py.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from eu_words import FILE_TYPES, LICENCE_NAMES, LICENCE_PARTS, THEMES, Words
from scheme_text import EU_RIGHTS, Concept, Label, Scheme, written

AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"

# In use since the table's version here; found in the list of open formats that the European portal counts by.
LATER_FILE_TYPES = {"ETSI_XML": "ETSI XML", "GPKG": "GeoPackage"}
FILE_TYPE_MEDIA_TYPES = {
    "ATOM": "application/atom+xml",
    "CSV": "text/csv",
    "DOC": "application/msword",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "GEOJSON": "application/geo+json",
    "GML": "application/gml+xml",
    "GPKG": "application/geopackage+sqlite3",
    "GZIP": "application/gzip",
    "HTML": "text/html",
    "ICS": "text/calendar",
    "JPEG": "image/jpeg",
    "JSON": "application/json",
    "JSON_LD": "application/ld+json",
    "KML": "application/vnd.google-earth.kml+xml",
    "KMZ": "application/vnd.google-earth.kmz",
    "ODS": "application/vnd.oasis.opendocument.spreadsheet",
    "ODT": "application/vnd.oasis.opendocument.text",
    "PDF": "application/pdf",
    "PNG": "image/png",
    "PPT": "application/vnd.ms-powerpoint",
    "PPTX": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "RDF_N_QUADS": "application/n-quads",
    "RDF_N_TRIPLES": "application/n-triples",
    "RDF_TRIG": "application/trig",
    "RDF_TURTLE": "text/turtle",
    "RDF_XML": "application/rdf+xml",
    "SVG": "image/svg+xml",
    "TIFF": "image/tiff",
    "TSV": "text/tab-separated-values",
    "TXT": "text/plain",
    "XLS": "application/vnd.ms-excel",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "XML": "application/xml",
    "ZIP": "application/zip",
}

Row = Mapping[str, str]


def themes(rows: list[Row]) -> Scheme:
    """The 14 themes."""
    return _scheme(
        "data-theme",
        "2016-09-21",
        (Label("Lĩnh vực dữ liệu (EU)", "vi"), Label("Data theme (EU)", "en")),
        tuple(_concept(row, THEMES.get(row["code"], Words())) for row in rows),
        # the same 14 codes stand in the table of 2016 and in what DCAT-AP 3.0.1 is checked against
        completeness="complete",
        more="Complete: DCAT-AP 3.0.1 is checked against the same 14 codes.",
    )


def file_types(rows: list[Row]) -> Scheme:
    """The file types, with the media types that are beyond doubt."""
    known = {row["code"] for row in rows}
    later = [
        {"iri": f"{AUTHORITY}file-type/{code}", "code": code, "label_en": name, "exact_match": "", "deprecated": ""}
        for code, name in LATER_FILE_TYPES.items()
        if code not in known
    ]
    concepts = []
    for row in sorted([*rows, *later], key=lambda row: row["code"]):
        media_type = FILE_TYPE_MEDIA_TYPES.get(row["code"])
        matches = (MEDIA_TYPES + media_type,) if media_type is not None else ()
        concepts.append(_concept(row, FILE_TYPES.get(row["code"], Words()), close_matches=matches))
    return _scheme(
        "file-type",
        "2018-12-12",
        (Label("Định dạng tệp", "vi"), Label("File type", "en")),
        tuple(concepts),
        more="The table of today holds about 200 codes; ETSI_XML and GPKG were added from a later list.",
    )


def licences(rows: list[Row]) -> Scheme:
    """The licences; a deprecated code is replaced by the one code in use that has its name."""
    shared = {page for page, count in Counter(row["exact_match"] for row in rows).items() if page and count > 1}
    in_use = {row["label_en"]: row["iri"] for row in rows if row["deprecated"] != "true"}
    concepts = []
    for row in rows:
        successor = in_use.get(row["label_en"]) if row["deprecated"] == "true" else None
        # one page for two versions is the exact match of neither: exactMatch would make the two the same
        page = (row["exact_match"],) if row["exact_match"] in shared else ()
        concepts.append(
            _concept(
                row if not page else {**row, "exact_match": ""},
                Words(_licence_name(row), en=_licence_short_name(row)),
                close_matches=page,
                replaced_by=(successor,) if successor is not None else (),
            )
        )
    return _scheme(
        "licence",
        "2019-06-19",
        (Label("Giấy phép", "vi"), Label("Licence", "en")),
        tuple(concepts),
        more="A deprecated code is replaced by the code in use that has the same name, where there is one.",
    )


def _scheme(
    token: str,
    version: str,
    titles: tuple[Label, ...],
    concepts: tuple[Concept, ...],
    *,
    completeness: str = "snapshot",
    more: str,
) -> Scheme:
    return Scheme(
        AUTHORITY + token,
        token,
        titles=titles,
        source=AUTHORITY + token,
        rights=EU_RIGHTS,
        modified=version,
        completeness=completeness,
        concepts=concepts,
        comment=(
            f"The EU authority table {token}, version {version}, © European Union, Publications Office.\n"
            f"Made by .ci/snapshots/eu_tables.py; Vietnamese labels are danhmuc's own.\n{more}"
        ),
    )


def _concept(
    row: Row, words: Words, *, close_matches: tuple[str, ...] = (), replaced_by: tuple[str, ...] = ()
) -> Concept:
    name = row["label_en"]
    return Concept(
        iri=row["iri"],
        code=row["code"],
        labels=(Label(words.label or name, "vi"), Label(name, "en")),
        alt_labels=(*(Label(word, "vi") for word in words.vi), *(Label(word, "en") for word in words.en)),
        exact_matches=(row["exact_match"],) if row["exact_match"] else (),
        close_matches=close_matches,
        status="deprecated" if row["deprecated"] == "true" else "",
        replaced_by=replaced_by,
    )


def _licence_name(row: Row) -> str | None:
    """The Vietnamese name, put together from parts for Creative Commons."""
    name = row["label_en"]
    if not name.startswith("Creative Commons "):
        return LICENCE_NAMES.get(row["code"])
    return re.sub(r"[A-Za-z]+", lambda word: LICENCE_PARTS.get(word.group(), word.group()), name)


def _licence_short_name(row: Row) -> tuple[str, ...]:
    """``CC BY-NC-SA 4.0`` for CC_BYNCSA_4_0; nothing for the old codes without a version, which must not win."""
    found = re.fullmatch(r"CC_BY((?:NC|ND|SA)*)_(\d)_(\d)", row["code"])
    if found is not None:
        parts, major, minor = found.groups()
        terms = "".join(f"-{term}" for term in re.findall("..", parts))
        return (f"CC BY{terms} {major}.{minor}",)
    return {"CC0": ("CC0 1.0",), "ODC_BL": ("ODbL", "ODbL 1.0"), "ODC_BY": ("ODC-BY",), "ODC_PDDL": ("PDDL",)}.get(
        row["code"], ()
    )


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(tables: Path, schemes: Path) -> None:
    """Write the three files."""
    for scheme in (
        themes(_rows(tables / "data-theme.csv")),
        file_types(_rows(tables / "file-type.csv")),
        licences(_rows(tables / "licence.csv")),
    ):
        (schemes / f"{scheme.token}.ttl").write_text(written(scheme), encoding="utf-8")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else "vocab/schemes"))
