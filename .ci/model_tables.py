"""Write the tables of nouns in docs/en/model.md from the declarations in registry/model and the words of the glossary.

    python .ci/model_tables.py [--check]

Rewrites what stands between the marks of each noun; with ``--check`` it writes nothing and exits with 1 where the page
is not that of the declarations. Needs danhmuc installed.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danhmuc.registry.model.field_kinds import (
    Address,
    ContactAddress,
    Many,
    ManyConcepts,
    One,
    OneConcept,
    OneDuration,
    OneNumber,
    OneTemporal,
    SeveralNumbers,
)
from danhmuc.registry.model.fields import Field, OneText, SeveralTexts, Translated
from danhmuc.registry.model.nouns import NOUNS, class_of, noun_by_name
from danhmuc.registry.model.resource import Resource
from danhmuc.registry.model.value_fields import OneValue, SeveralValues
from danhmuc.vocab.prefixes import abbreviate

ROOT = Path(__file__).resolve().parents[1]
SHOWN = tuple(name for name in NOUNS if name != "Resource")
"""The nouns that have a table; a plain resource has no fields."""
HEAD = (
    "| Field | Vietnamese | Property | How many | Values | What it holds | Source |",
    "|---|---|---|---|---|---|---|",
)
WORDS = {
    Translated: "text by language",
    SeveralTexts: "texts",
    OneText: "text",
    OneNumber: "number",
    SeveralNumbers: "numbers",
    OneTemporal: "date",
    OneDuration: "span",
    OneValue: "any value",
    SeveralValues: "any values",
    ContactAddress: "address",
    Address: "web address",
}
"""What a field of each kind shows."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The Vietnamese words of docs/glossary.md.

    Attributes:
        words: by prefixed name.
        special: by prefixed name and class, for properties that have a word of their own there, as in a row named
            ``dct:identifier`` of an agent.
    """

    words: Mapping[str, str]
    special: Mapping[tuple[str, str], str]

    @classmethod
    def read(cls, text: str) -> Glossary:
        """The words of the page."""
        rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]*`[^|]+) \|", text, re.MULTILINE)
        words: dict[str, str] = {}
        classes: dict[str, list[str]] = {}
        for english, vietnamese, cell in rows:
            if " of " not in cell:
                for name in re.findall(r"`([^`]+:[^`]+)`", cell):
                    words.setdefault(name, vietnamese)
                    classes.setdefault(english, []).append(name)
        special = {
            (found.group(1), name): vietnamese
            for _, vietnamese, cell in rows
            if (found := re.fullmatch(r"`([^`]+)` of an? (.+)", cell))
            for name in classes[found.group(2)]
        }
        return cls(words, special)

    def word(self, property: str, noun: str) -> str:  # noqa: A002 - as fields call it
        """The word of a property of a noun.

        Raises:
            KeyError: the glossary has none.
        """
        special = self.special.get((property, abbreviate(class_of(noun).value)))
        return self.words[property] if special is None else special


def parent_of(noun: str) -> str | None:
    """The noun whose fields this one has as well; None where that is only a plain resource."""
    for base in noun_by_name(noun).__mro__[1:]:
        if base.__name__ in NOUNS and base is not Resource:
            return base.__name__
    return None


def own_fields(noun: str) -> list[Field[Any, Any]]:
    """The fields that a noun declares itself."""
    parent = parent_of(noun)
    inherited = {} if parent is None else noun_by_name(parent).fields
    return [field for name, field in noun_by_name(noun).fields.items() if inherited.get(name) is not field]


def table(noun: str, glossary: Glossary) -> str:
    """What the page says between the marks of a noun."""
    parent, fields = parent_of(noun), own_fields(noun)
    said = (inspect.getdoc(noun_by_name(noun)) or "").split("\n\n", 1)[0].replace("\n", " ")
    lines = [f"*{glossary.words[abbreviate(class_of(noun).value)]}*, `{abbreviate(class_of(noun).value)}`. {said}"]
    if parent is not None:
        also = "It has all fields of" if not fields else "Besides those below it has all fields of"
        lines[0] += f" {also} [{parent}](#{parent.lower()})."
    if fields:
        lines += ["", *HEAD, *(row(field, noun, glossary) for field in fields)]
    return "\n".join(lines)


def row(field: Field[Any, Any], noun: str, glossary: Glossary) -> str:
    """The line of a field."""
    cells = (
        f"`{field.name}`",
        glossary.word(field.property, noun),
        f"`{field.property}`",
        field.cardinality,
        values(field),
        field.doc,
        field.source,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def values(field: Field[Any, Any]) -> str:
    """What may stand in a field: nouns, codes of lists, or what kind of literal."""
    lists = " or ".join(f"`{token}`" for token in field.schemes)
    if isinstance(field, One | Many):
        if field.target == "Resource":
            return "any thing" if field.range == abbreviate(class_of("Resource").value) else f"`{field.range}`"
        target = f"[{field.target}](#{field.target.lower()})"
        target = target if field.range == abbreviate(class_of(field.target).value) else f"{target}, `{field.range}`"
        return f"{target}, or code of {lists}" if lists else target
    if isinstance(field, OneConcept | ManyConcepts):
        concept = "[Concept](#concept)"
        return f"code of {lists}" if lists else f"{concept}, `{field.range}`".removesuffix(", `skos:Concept`")
    word = next(word for kind, word in WORDS.items() if isinstance(field, kind))
    return word if field.range in ("rdfs:Literal", "rdfs:Resource") else f"{word}, `{field.range}`"


def renewed(page: str, glossary: Glossary, nouns: Iterable[str] = SHOWN) -> str:
    """The page with the tables between the marks of each noun."""
    for noun in nouns:
        begin, end = f"<!-- model:{noun} -->\n", f"<!-- end of model:{noun} -->"
        before, mark, rest = page.partition(begin)
        _, close, after = rest.partition(end)
        if not mark or not close:
            raise SystemExit(f"docs/en/model.md lacks the marks {begin.strip()} and {end}")
        page = f"{before}{begin}\n{table(noun, glossary)}\n\n{end}{after}"
    return page


def main(*, check: bool) -> int:
    """Renew the page, or only compare: 1 where it is out of date."""
    glossary = Glossary.read((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    path = ROOT / "docs" / "en" / "model.md"
    page = path.read_text(encoding="utf-8")
    fresh = renewed(page, glossary)
    if fresh == page:
        return 0
    if check:
        sys.stderr.write("docs/en/model.md is out of date: python .ci/model_tables.py\n")
        return 1
    path.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    raise SystemExit(main(check=sys.argv[1:] == ["--check"]))
