"""Write the tables of the bundled lists into the documentation, from the files themselves.

    python .ci/snapshots/docs_tables.py [--check]

Rewrites what stands between the marks in docs/vocabularies.md and docs/glossary.md; with ``--check`` it writes nothing
and exits with 1 where a table is not that of the files. Needs pyoxigraph.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- tables of the lists: docs_tables.py -->", "<!-- end of the tables -->"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
COMPLETENESS = "https://w3id.org/danhmuc/def#completeness"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
GROUPS = {
    "Danh sách của Việt Nam – Lists of a Vietnamese inventory": (
        "sharing-nature", "importance", "sharing-form", "sharing-method", "data-layer", "database-class",
        "inventory-annex", "update-frequency", "data-format", "theme", "agency-letter", "code-status", "personal-data",
    ),
    "Đơn vị hành chính, cơ quan – Territory and agencies": ("province", "commune", "province-2004", "agency"),
    "Bảng của Liên minh châu Âu – Tables of the European Union": (
        "data-theme", "frequency", "access-right", "distribution-status", "dataset-status", "planned-availability",
        "file-type", "licence", "language", "hvd-category",
    ),
    "Bảng quốc tế khác – Other tables": (
        "media-type", "publisher-type", "licence-type", "checksum-algorithm", "iso-frequency",
    ),
}  # fmt: skip
"""Every bundled list, in the order of the pages."""
SHORT = next(iter(GROUPS.values()))
"""The lists that the glossary tells value by value."""


@dataclass(frozen=True, slots=True)
class Row:
    """A scheme or a concept: the texts of each property, with their language."""

    iri: str
    texts: dict[str, list[tuple[str, str]]]

    def text(self, predicate: str, language: str = "") -> str:
        """The first text in that language, of any language where none is asked for; empty where there is none."""
        return next((text for text, tag in self.texts.get(predicate, ()) if language in ("", tag)), "")


def rows(path: Path) -> list[Row]:
    """The scheme, then its concepts, in the order of the file."""
    found: dict[str, Row] = {}
    for triple in pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE):
        row = found.setdefault(triple.subject.value, Row(triple.subject.value, {}))
        language = getattr(triple.object, "language", None) or ""
        row.texts.setdefault(triple.predicate.value, []).append((triple.object.value, language))
    return list(found.values())


def overview(schemes: Path) -> str:
    """The table of docs/vocabularies.md: a row a list."""
    lines = []
    for title, tokens in GROUPS.items():
        lines += [
            f"### {title}",
            "",
            "| Danh sách – List | | Mã – Codes | | Ngày – Date | Nguồn, ghi nhận – From, acknowledgement |",
            "|---|---|---|---|---|---|",
        ]
        for token in tokens:
            scheme, *concepts = rows(schemes / f"{token}.ttl")
            state = {"complete": "đầy đủ – complete", "snapshot": "bản chụp – snapshot"}[scheme.text(COMPLETENESS)]
            titles = f"{scheme.text(f'{DCT}title', 'vi')} – {scheme.text(f'{DCT}title', 'en')}"
            source = f"{_source(scheme.text(f'{DCT}source'))}. {scheme.text(f'{DCT}rights')}"
            cells = (f"`{token}`", titles, f"{len(concepts):,}", state, scheme.text(f"{DCT}modified"), source)
            lines.append(_line(cells))
        lines.append("")
    return "\n".join(lines)


def values(schemes: Path) -> str:
    """The tables of docs/glossary.md: the short lists value by value, then a row for each of the others."""
    lines = []
    for token in SHORT:
        scheme, *concepts = rows(schemes / f"{token}.ttl")
        lines += [
            f"### {scheme.text(f'{DCT}title', 'en')}: {scheme.text(f'{DCT}title', 'vi').lower()}, `{token}`",
            "",
            *_head(),
            *(
                _line((*_labels(concept), f"`{concept.text(f'{SKOS}notation')}`", _note(concept)))
                for concept in concepts
            ),
            "",
        ]
    lines += ["### Longer lists", "", *_head()]
    for token in (token for tokens in GROUPS.values() for token in tokens if token not in SHORT):
        scheme, *concepts = rows(schemes / f"{token}.ttl")
        titles = (scheme.text(f"{DCT}title", "en"), scheme.text(f"{DCT}title", "vi"))
        lines.append(_line((*titles, f"`{token}`", f"{len(concepts):,} codes: {_source(scheme.text(f'{DCT}source'))}")))
    return "\n".join([*lines, ""])


def _head() -> list[str]:
    return ["| English | Vietnamese | Name | Note |", "|---|---|---|---|"]


def _labels(concept: Row) -> tuple[str, str]:
    return concept.text(f"{SKOS}prefLabel", "en"), concept.text(f"{SKOS}prefLabel", "vi")


def _note(concept: Row) -> str:
    """Where the word is from, and the EU code it is paired with."""
    matches = [
        (sign, iri)
        for predicate, sign in (("exactMatch", "="), ("closeMatch", "≈"))
        for iri, _ in concept.texts.get(SKOS + predicate, ())
        if "/authority/" in iri
    ]
    paired = ", ".join(f"{sign} {'/'.join(iri.split('/')[-2:])}" for sign, iri in matches)
    return "; ".join(part for part in (concept.text(f"{DCT}source"), paired) if part)


def _source(source: str) -> str:
    return f"<{source}>" if re.match("https?://", source) else source


def _line(cells: Iterable[str]) -> str:
    return ("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |").replace("|  |", "| |")


def renewed(page: str, tables: str) -> str:
    """The page with the tables between its marks."""
    before, mark, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise SystemExit(f"a page lacks its marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{tables}\n{END}{after}"


def main(*, check: bool) -> int:
    """Renew both pages, or only compare: 1 where one is out of date."""
    schemes = ROOT / "vocab" / "schemes"
    stray = {path.stem for path in schemes.glob("*.ttl")} ^ {token for tokens in GROUPS.values() for token in tokens}
    if stray:
        raise SystemExit(f"lists without a place in GROUPS, or places without a list: {', '.join(sorted(stray))}")
    code = 0
    for name, tables in (("vocabularies.md", overview(schemes)), ("glossary.md", values(schemes))):
        path = ROOT / "docs" / name
        page = path.read_text(encoding="utf-8")
        if (fresh := renewed(page, tables)) == page:
            continue
        if check:
            sys.stderr.write(f"docs/{name} is out of date: python .ci/snapshots/docs_tables.py\n")
            code = 1
        else:
            path.write_text(fresh, encoding="utf-8")
    return code


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    raise SystemExit(main(check=sys.argv[1:] == ["--check"]))
