"""Make the list of languages: EU codes, with names from CLDR.

    python .ci/snapshots/languages.py [SCHEMES]

Needs Babel, whose copy of CLDR gives the names: all languages of ISO 639-1, and those of Viet Nam's peoples that CLDR
names in both Vietnamese and English. A code of the EU table ``language`` is the ISO 639-3 code in capitals. SCHEMES,
by default vocab/schemes, gets ``language.ttl``. Another CLDR may name differently: change DATE, compare the result.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel import Locale, localedata
from babel.core import get_cldr_version, get_global
from scheme_text import EU_RIGHTS, Concept, Label, Scheme, written

AUTHORITY = "http://publications.europa.eu/resource/authority/language"
DATE = "2026-11-25"
PEOPLES = {"hak": "HAK", "hmn": "HMN", "nan": "NAN", "yue": "YUE"}
"""Of the Hoa and the Hmong; CLDR knows no Vietnamese name of Tày, Nùng, Mường, Ê Đê and others."""

# Where CLDR knows several three-letter aliases of a two-letter code (an old one, a bibliographic one, a main variety),
# or none, ISO 639-3 has this one.
THREE_LETTERS = {
    "ak": "aka", "ar": "ara", "ay": "aym", "az": "aze", "bo": "bod", "cr": "cre", "cs": "ces", "cy": "cym",
    "de": "deu", "dz": "dzo", "el": "ell", "et": "est", "eu": "eus", "fa": "fas", "ff": "ful", "fr": "fra",
    "gn": "grn", "gu": "guj", "hr": "hrv", "hy": "hye", "ik": "ipk", "is": "isl", "iu": "iku", "ka": "kat",
    "kg": "kon", "kr": "kau", "ku": "kur", "kv": "kom", "lv": "lav", "mg": "mlg", "mi": "mri", "mk": "mkd",
    "mn": "mon", "ms": "msa", "my": "mya", "ne": "nep", "nl": "nld", "oj": "oji", "om": "orm", "or": "ori",
    "ps": "pus", "qu": "que", "ro": "ron", "sa": "san", "sc": "srd", "sk": "slk", "sq": "sqi", "sr": "srp",
    "sw": "swa", "tl": "tgl", "tw": "twi", "uz": "uzb", "yi": "yid", "za": "zha", "zh": "zho",
}  # fmt: skip
LEFT_OUT = {"sh"}
"""Serbo-Croatian left ISO 639-1 in 2000."""

MORE_WORDS = {
    "HMN": ("Tiếng Mông",),
    "KHM": ("Tiếng Khơ-me",),
    "ZHO": ("Tiếng Hoa", "Tiếng Trung Quốc"),
}

VIETNAMESE = {str(tag): str(name) for tag, name in Locale("vi").languages.items()}
ENGLISH = {str(tag): str(name) for tag, name in Locale("en").languages.items()}


def languages() -> Scheme:
    """The languages, by code."""
    codes = {**_three_letter_codes(), **PEOPLES}
    return Scheme(
        AUTHORITY,
        "language",
        titles=(Label("Ngôn ngữ", "vi"), Label("Language", "en")),
        source=AUTHORITY,
        rights=f"{EU_RIGHTS}; names from the Unicode CLDR, © Unicode, Inc., Unicode License v3",
        modified=DATE,
        completeness="snapshot",
        concepts=tuple(_concept(tag, code) for tag, code in sorted(codes.items(), key=lambda pair: pair[1])),
        comment=(
            f"Languages by the codes of the EU authority table; names from CLDR {get_cldr_version()} through Babel.\n"
            "Made by .ci/snapshots/languages.py. A two-letter code, as in language tags, serves look-up only."
        ),
    )


def _three_letter_codes() -> dict[str, str]:
    """Two-letter tag to EU code, for all of ISO 639-1."""
    found: dict[str, list[str]] = {}
    for alias, tag in get_global("language_aliases").items():
        if len(alias) == 3 and len(tag) == 2:
            found.setdefault(tag, []).append(alias)
    codes = {}
    for tag in sorted(tag for tag in ENGLISH if len(tag) == 2 and tag not in LEFT_OUT):
        (alias,) = (THREE_LETTERS[tag],) if tag in THREE_LETTERS else found[tag]
        codes[tag] = alias.upper()
    return codes


def _concept(tag: str, code: str) -> Concept:
    names = (VIETNAMESE[tag], ENGLISH[tag])
    own = Locale(tag).languages.get(tag) if localedata.exists(tag) else None
    return Concept(
        iri=f"{AUTHORITY}/{code}",
        code=code,
        labels=(Label(names[0], "vi"), Label(names[1], "en")),
        alt_labels=(
            *(Label(word, "vi") for word in MORE_WORDS.get(code, ())),
            *((Label(own, tag),) if own is not None and own not in names else ()),
        ),
        hidden_labels=(Label(tag),) if len(tag) == 2 else (),
    )


def main(schemes: Path) -> None:
    """Write the file."""
    scheme = languages()
    (schemes / f"{scheme.token}.ttl").write_text(written(scheme), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1] if len(sys.argv) == 2 else "vocab/schemes"))
