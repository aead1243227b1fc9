"""Draw docs/images/model.svg: the nouns of the model and the fields that lead from one to another.

    python .ci/model_diagram.py [--check]

What leads where is read from the declarations in registry/model; where things stand is written here. The main nouns
are boxes joined by arrows, the small ones are listed in groups with the fields that lead to them. A field between main
nouns without a line here ends the run, so the picture cannot fall behind. With ``--check`` nothing is written and the
exit code is 1 where the picture is not that of the declarations. Needs danhmuc installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Final

from model_tables import Glossary, own_fields

from danhmuc.registry.model.field_kinds import Many, ManyConcepts, One, OneConcept
from danhmuc.registry.model.nouns import NOUNS, class_of
from danhmuc.vocab.prefixes import abbreviate

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 1280
ENTRY: Final = "CatalogedResource"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a main noun stands: its upper left corner, width and height."""

    x: int
    y: int
    width: int = 190
    height: int = 62


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: its path, and where its label begins, how it is anchored and after how many letters it breaks."""

    path: str
    x: int
    y: int
    anchor: str = "middle"
    letters: int = 60


BOXES = {
    "CatalogRecord": Box(20, 112),
    "Catalog": Box(340, 112),
    "DataService": Box(790, 112),
    "Dataset": Box(565, 282),
    "Distribution": Box(1070, 282),
    "DatasetSeries": Box(340, 440),
    "Database": Box(790, 440),
}
"""The main nouns."""
FRAME = Box(280, 20, 770, 540)
"""What all entries of a catalogue are, around them."""
LINES = {
    ("Catalog", "CatalogRecord"): Line("M340 130 H214", 245, 121),
    ("CatalogRecord", ENTRY): Line("M115 174 V300 H276", 123, 290, "start"),
    ("CatalogRecord", "CatalogRecord"): Line("M65 112 V82 H165 V108", 115, 74),
    ("Catalog", "Dataset"): Line("M410 174 V302 H561", 420, 294, "start"),
    ("Catalog", "DataService"): Line("M530 143 H786", 658, 135),
    ("Catalog", "Catalog"): Line("M385 112 V82 H485 V108", 435, 74),
    ("DataService", "Dataset"): Line("M830 174 V302 H759", 822, 250, "end"),
    ("Dataset", "Distribution"): Line("M755 323 H1066", 1040, 341, "end", 26),
    ("Distribution", "DataService"): Line("M1130 282 V143 H984", 1138, 215, "start"),
    ("Distribution", "Distribution"): Line("M1115 344 V374 H1215 V348", 1165, 392),
    ("Dataset", "DatasetSeries"): Line("M600 344 V459 H534", 592, 400, "end"),
    ("DatasetSeries", "Dataset"): Line("M530 482 H640 V348", 540, 500, "start"),
    ("Dataset", "Database"): Line("M720 344 V471 H786", 728, 400, "start"),
}
"""The arrows, by noun and target."""
GROUPS = (
    ("Ai", "Who", ("Agent", "ContactPoint", "Attribution", "Relationship")),
    ("Bối cảnh", "Context", ("Location", "PeriodOfTime", "ProvenanceStatement", "QualityMeasurement", "Standard")),
    ("Điều kiện sử dụng", "Terms of use", ("LicenseDocument", "RightsStatement", "LegalResource", "Policy")),
    (
        "Mã, phần tử dữ liệu",
        "Codes and data elements",
        ("Concept", "ConceptScheme", "Identifier", "Checksum", "DataElement", "TableSchema"),
    ),
)  # fmt: skip
"""The small nouns, in four columns."""
INSIDE = {
    "Offer": "Policy", "Agreement": "Policy", "Permission": "Policy", "Prohibition": "Policy", "Duty": "Policy",
    "Constraint": "Policy", "DataElementConcept": "DataElement", "ObjectClass": "DataElement",
    "Property": "DataElement", "ConceptualDomain": "DataElement", "ValueDomain": "DataElement",
    "ColumnDatatype": "TableSchema", "TableColumn": "TableSchema",
}  # fmt: skip
"""Nouns that are told with another."""
COLUMN, LETTERS, TOGETHER, STEP = 305, 38, 36, 17
"""Width of a group, letters of fields in a line, letters of a noun and its word beside each other, height of a line."""
STYLE = """
    .page{fill:#fff}
    .box{fill:#fff;stroke:#1f4e79;stroke-width:1.5}
    .frame{fill:#eaf2fa;stroke:#1f4e79;stroke-width:1.2;stroke-dasharray:6 4}
    .group{fill:#fafbfc;stroke:#8496a9;stroke-width:1}
    .arrow{fill:none;stroke:#1f4e79;stroke-width:1.6;marker-end:url(#head)}
    .noun{font-size:17px;font-weight:600;fill:#12304d}
    .vi{font-size:13px;font-weight:400;fill:#44566b}
    .field{font-size:13px;fill:#1f4e79;font-family:'DejaVu Sans Mono','Noto Sans Mono',Consolas,monospace}
    .small-noun{font-size:14px;font-weight:600;fill:#12304d}
    .small{font-size:12px}
    .head{font-size:15px;font-weight:600;fill:#12304d}
"""


def links() -> dict[tuple[str, str], list[str]]:
    """The names of the fields that lead from one noun to another, by noun and target, in the order of declaration.

    A field for any entry leads to datasets where its range says so.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for noun in (ENTRY, *BOXES):
        for field in own_fields(noun):
            if isinstance(field, One | Many):
                target = field.target
                if target == ENTRY and noun != ENTRY and field.range == abbreviate(class_of("Dataset").value):
                    target = "Dataset"
            elif isinstance(field, OneConcept | ManyConcepts):
                target = "Concept"
            else:
                continue
            if target != "Resource":
                found.setdefault((noun, target), []).append(field.name)
    return found


def arrows() -> dict[tuple[str, str], list[str]]:
    """The fields between main nouns, and the shared one by which a dataset belongs to its database."""
    between = {pair: names for pair, names in links().items() if pair[1] in (*BOXES, ENTRY) and pair[0] != ENTRY}
    return between | {("Dataset", "Database"): ["is_part_of"]}


def leading(noun: str) -> list[str]:
    """The fields of main nouns that lead to a small one, each name once."""
    return list(dict.fromkeys(name for (_, target), names in links().items() if target == noun for name in names))


def drawing(glossary: Glossary) -> str:
    """The picture."""
    strays = arrows().keys() ^ LINES.keys()
    grouped = {noun for _, _, nouns in GROUPS for noun in nouns}
    homeless = NOUNS.keys() - BOXES.keys() - grouped - INSIDE.keys() - {ENTRY, "Resource"}
    if strays or homeless:
        raise SystemExit(f"fields without an arrow or the reverse: {sorted(strays)}; nouns nowhere: {sorted(homeless)}")
    columns = [list(_column(number, glossary)) for number in range(len(GROUPS))]
    top = FRAME.y + FRAME.height + 20
    bottom = top + STEP * max(map(len, columns)) + 24
    parts = [*_frame(glossary), *_arrows(), *_boxes(glossary)]
    for number, lines in enumerate(columns):
        left = 15 + number * (COLUMN + 10)
        parts.append(_rect(Box(left, top, COLUMN, bottom - top), "group"))
        parts += [line.format(x=left + 14, y=top + 26 + STEP * step) for step, line in enumerate(lines) if line]
    height = bottom + 15
    title = "Các lớp của danhmuc – The nouns of danhmuc"
    told = "; ".join(f"{noun} leads to {target} by {', '.join(names)}" for (noun, target), names in arrows().items())
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="Noto Sans, DejaVu Sans, Arial, sans-serif" role="img" aria-labelledby="t d">'
    )
    marker = (
        '  <defs><marker id="head" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto">'
        '<path d="M0,0 L9,4.5 L0,9 z" fill="#1f4e79"/></marker></defs>'
    )
    lines = [
        head,
        f'  <title id="t">{title}</title>',
        f'  <desc id="d">{escape(told)}.</desc>',
        f"  <style>{STYLE}  </style>",
        marker,
        f'  <rect class="page" width="{WIDTH}" height="{height}"/>',
        *(f"  {part}" for part in parts),
        "</svg>",
    ]
    return "\n".join([*lines, ""])


def _frame(glossary: Glossary) -> Iterator[str]:
    yield _rect(FRAME, "frame")
    named = f"{ENTRY} – {_word(ENTRY, glossary)}: what all entries share"
    yield _text(FRAME.x + FRAME.width - 16, FRAME.y + 24, named, "vi", anchor="end")
    others = ", ".join(name for name in links()[ENTRY, ENTRY])
    for step, line in enumerate(wrap(f"one entry to another: {others}", 105)):
        yield _text(FRAME.x + 16, FRAME.y + FRAME.height - 30 + step * STEP, line, "field small", start=True)


def _arrows() -> Iterator[str]:
    for pair, names in arrows().items():
        line = LINES[pair]
        yield f'<path class="arrow" d="{line.path}"/>'
        for step, text in enumerate(wrap(", ".join(names), line.letters, break_long_words=False)):
            yield _text(line.x, line.y + step * STEP, text, "field", anchor=line.anchor)


def _boxes(glossary: Glossary) -> Iterator[str]:
    for noun, box in BOXES.items():
        middle = box.x + box.width // 2
        yield _rect(box, "box")
        yield _text(middle, box.y + 27, noun, "noun")
        yield _text(middle, box.y + 47, _word(noun, glossary), "vi")


def _column(number: int, glossary: Glossary) -> Iterator[str]:
    """The lines of a group, to be placed; empty ones keep a distance."""
    vietnamese, english, nouns = GROUPS[number]
    yield _line("head", f"{vietnamese} – {english}")
    for noun in nouns:
        yield ""
        word = _word(noun, glossary)
        if len(noun) + len(word) > TOGETHER:
            yield _line("small-noun", noun)
            yield _line("vi", word)
        else:
            yield _line("small-noun", noun, f'<tspan class="vi" dx="8">{escape(word)}</tspan>')
        for line in _under(noun):
            yield _line("field small", line)


def _under(noun: str) -> Iterable[str]:
    """The fields that lead to a small noun; of concepts, of which there are many, the first few."""
    names = leading(noun)
    inner = [other for other, home in INSIDE.items() if home == noun]
    few = names[:8]
    text = ", ".join(few) + (f" … {len(names)}\u00a0in\u00a0all" if len(names) > len(few) else "")
    lines = wrap(f"← {text}", LETTERS, subsequent_indent="  ", break_on_hyphens=False)
    if inner:
        lines += wrap(f"inside: {', '.join(inner)}", LETTERS, subsequent_indent="  ")
    return lines


def _word(noun: str, glossary: Glossary) -> str:
    return glossary.words[abbreviate(class_of(noun).value)]


def _rect(box: Box, kind: str) -> str:
    return f'<rect class="{kind}" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8"/>'


def _line(kind: str, text: str, more: str = "") -> str:
    return f'<text class="{kind}" x="{{x}}" y="{{y}}" xml:space="preserve">{escape(text)}{more}</text>'


def _text(x: int, y: int, text: str, kind: str, *, anchor: str = "middle", start: bool = False) -> str:
    placed = "start" if start else anchor
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{placed}" xml:space="preserve">{escape(text)}</text>'


def main(*, check: bool) -> int:
    """Draw the picture, or only compare: 1 where it is out of date."""
    glossary = Glossary.read((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    path = ROOT / "docs" / "images" / "model.svg"
    fresh = drawing(glossary)
    if path.exists() and path.read_text(encoding="utf-8") == fresh:
        return 0
    if check:
        sys.stderr.write("docs/images/model.svg is out of date: python .ci/model_diagram.py\n")
        return 1
    path.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    raise SystemExit(main(check=sys.argv[1:] == ["--check"]))
