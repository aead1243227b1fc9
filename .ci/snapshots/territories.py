"""Make the lists of Viet Nam's administrative units from tables of codes and names.

    python .ci/snapshots/territories.py TABLES [SCHEMES]

TABLES is a folder with ``provinces-2004-to-2025.csv`` (code_2004, name_2004, code_2025, name_2025) and
``communes-2025.csv`` (code, name, type, province_code); SCHEMES, by default vocab/schemes, gets ``province.ttl``,
``commune.ttl`` and ``province-2004.ttl``. What the tables do not say and a later resolution changed stands below.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scheme_text import Concept, Label, Scheme, written

BASE = "https://w3id.org/danhmuc/concept/"
RIGHTS = "Codes and names of a legal text: facts, free of rights"
DECISION = "Decision 19/2025/QĐ-TTg of the Prime Minister, codes of administrative units"
FROM = "2025-07-01"
OLD_UNTIL = "2025-06-30"
PREFIXES = {name: f"{BASE}{name}/" for name in ("commune", "province", "province-2004")}
CITY = "Thành phố"
ENGLISH_KINDS = {
    CITY: "City",
    "Tỉnh": "Province",
    "Phường": "Ward",
    "Xã": "Commune",
    "Đặc khu": "Special Zone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """A province that became a municipality: the code stays, the kind in its name changes."""

    since: str
    basis: str


PROMOTIONS = {
    "75": Promotion(since="2026-04-30", basis="30/2026/QH16, 237/NQ-UBTVQH16"),
}
# TP. before a name is read as Thành phố wherever territories are looked up; only this name is shortened, too.
HO_CHI_MINH = (Label("Thành phố HCM", "vi"), Label("TP.HCM", "vi"), Label("TPHCM", "vi"))
MORE_WORDS = {
    "province": {
        "01": (Label("Hanoi", "en"),),
        "79": HO_CHI_MINH,
    },
    "province-2004": {
        "01": (Label("Hanoi", "en"),),
        # a province until it became the municipality of Huế in 2025; the table knows the last name only
        "46": (Label("Tỉnh Thừa Thiên Huế", "vi"), Label("Thừa Thiên Huế", "vi")),
        "79": HO_CHI_MINH,
    },
}


def provinces(rows: Iterable[dict[str, str]]) -> Scheme:
    """The 34 provinces and municipalities of today."""
    names = {row["code_2025"]: row["name_2025"] for row in rows}
    return Scheme(
        f"{BASE}province",
        "province",
        titles=(Label("Tỉnh, thành phố", "vi"), Label("Provinces and municipalities", "en")),
        source=DECISION,
        rights=RIGHTS,
        modified="2026-07-12",
        completeness="complete",
        concepts=tuple(_province(code, name) for code, name in sorted(names.items())),
        comment=(
            "The 34 provinces and municipalities (*) of Viet Nam since 1 July 2025, Decision 19/2025/QĐ-TTg.\n"
            "Made by .ci/snapshots/territories.py; kinds as of 12 July 2026.\n"
            "Seven names changed their code on 1 July 2025 (see province-2004.ttl): never match by name alone.\n"
            "(*) thành phố trực thuộc trung ương"
        ),
        prefixes={"province": PREFIXES["province"]},
    )


def _province(code: str, name: str) -> Concept:
    """One of today's, under the kind it has now."""
    promotion = PROMOTIONS.get(code)
    kind, bare = _parted(name)
    labels, others = _labels(CITY if promotion else kind, bare)
    notes: tuple[Label, ...] = ()
    if promotion is not None:
        others = (*others, Label(name, "vi"))
        day = ".".join(reversed(promotion.since.split("-"))).replace(".", "/")
        notes = (
            Label(
                f"Là {kind.lower()} đến trước ngày {day}, sau đó là thành phố trực thuộc trung ương "
                f"(nghị quyết {promotion.basis.replace(', ', ' và ')}).",
                "vi",
            ),
            Label(
                f"A province until it became a municipality on {promotion.since} "
                f"(resolutions {promotion.basis.replace(', ', ' and ')}).",
                "en",
            ),
        )
    return Concept(
        iri=PREFIXES["province"] + code,
        code=code,
        labels=labels,
        alt_labels=(*others, *MORE_WORDS["province"].get(code, ())),
        change_notes=notes,
        valid_from=FROM,
    )


def old_provinces(rows: Iterable[dict[str, str]]) -> Scheme:
    """The 63 of before, each with its successor."""
    return Scheme(
        f"{BASE}province-2004",
        "province-2004",
        titles=(
            Label("Tỉnh, thành phố trước ngày 01/07/2025", "vi"),
            Label("Provinces and municipalities before 1 July 2025", "en"),
        ),
        source="Decision 124/2004/QĐ-TTg of the Prime Minister, as it stood on 30 June 2025",
        rights=RIGHTS,
        modified=OLD_UNTIL,
        completeness="complete",
        concepts=tuple(_old_province(row) for row in sorted(rows, key=lambda row: row["code_2004"])),
        comment=(
            "The 63 codes of provinces and municipalities under Decision 124/2004/QĐ-TTg, closed on 30 June 2025,\n"
            "each with the province that took its place. A code of this list may mean another place today: 15 was\n"
            "Yên Bái and is Lào Cai. Made by .ci/snapshots/territories.py; first days of validity are not known here."
        ),
        prefixes={name: PREFIXES[name] for name in ("province", "province-2004")},
    )


def _old_province(row: dict[str, str]) -> Concept:
    code = row["code_2004"]
    labels, others = _labels(*_parted(row["name_2004"]))
    return Concept(
        iri=PREFIXES["province-2004"] + code,
        code=code,
        labels=labels,
        alt_labels=(*others, *MORE_WORDS["province-2004"].get(code, ())),
        valid_through=OLD_UNTIL,
        status="closed",
        replaced_by=(PREFIXES["province"] + row["code_2025"],),
    )


def communes(rows: Iterable[dict[str, str]]) -> Scheme:
    """The 3,321 wards, communes and special zones, province by province."""
    ordered = sorted(rows, key=lambda row: (row["province_code"], row["code"]))
    return Scheme(
        f"{BASE}commune",
        "commune",
        titles=(Label("Phường, xã, đặc khu", "vi"), Label("Wards, communes and special zones", "en")),
        source=DECISION,
        rights=RIGHTS,
        modified=FROM,
        completeness="complete",
        concepts=tuple(
            Concept(
                iri=PREFIXES["commune"] + row["code"],
                code=row["code"],
                labels=_names(*_parted(row["name"])),
                broader=(PREFIXES["province"] + row["province_code"],),
                valid_from=FROM,
            )
            for row in ordered
        ),
        comment=(
            "The wards (phường), communes (xã) and special zones (đặc khu) of Viet Nam as of 1 July 2025,\n"
            "Decision 19/2025/QĐ-TTg, each under its province. Made by .ci/snapshots/territories.py.\n"
            "Names with their kind only: 3,321 concepts are read whole, so each is kept short."
        ),
        prefixes={name: PREFIXES[name] for name in ("commune", "province")},
    )


def _labels(kind: str, bare: str) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """The names with kind, Vietnamese and English; then the bare name."""
    return _names(kind, bare), (Label(bare, "vi"),)


def _names(kind: str, bare: str) -> tuple[Label, ...]:
    """The names with kind, Vietnamese and English: as English texts write them, without diacritics."""
    return Label(f"{kind} {bare}", "vi"), Label(f"{_ascii(bare)} {ENGLISH_KINDS[kind]}", "en")


def _parted(name: str) -> tuple[str, str]:
    """Kind and bare name."""
    for kind in ENGLISH_KINDS:
        if name.startswith(f"{kind} "):
            return kind, name.removeprefix(f"{kind} ")
    raise SystemExit(f"neither a province, a municipality, a ward, a commune nor a special zone: {name!r}")


def _ascii(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(tables: Path, schemes: Path) -> None:
    """Write the three files."""
    provinces_table = _rows(tables / "provinces-2004-to-2025.csv")
    for scheme in (
        provinces(provinces_table),
        old_provinces(provinces_table),
        communes(_rows(tables / "communes-2025.csv")),
    ):
        (schemes / f"{scheme.token}.ttl").write_text(written(scheme), encoding="utf-8")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) == 3 else "vocab/schemes"))
