"""What the authors of the real inputs expect of their files, as the folders, names and comments there say it.

Knows the files and nothing of who judges them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["PLANTED", "Expected", "expected_of"]

_ALONE: Final = "required by mobilityDCAT-AP only"
PLANTED: Final[Mapping[str, tuple[str, str]]] = {
    "B-N-01": ("CatalogRecord-primaryTopic", "there is only a record, and no catalogue whose title could be missing"),
    "B-N-02": ("CatalogRecord-primaryTopic", ""),
    "B-N-03": ("Distribution-accessURL-resource", ""),
    "B-N-04": ("Dataset-distribution", "a distribution is recommended"),
    "B-N-05": ("CatalogRecord-primaryTopic-class", ""),
    "B-N-06": ("Catalog-homepage", "a homepage is recommended"),
    "B-N-07": ("Distribution-accessURL-resource", ""),
    "L-N-01": ("Catalog-title-language", "a language tag is recommended"),
    "L-N-02": ("", "DCAT-AP does not compare the languages of two fields"),
    "L-N-03": ("Catalog-description-empty", "an empty description is not a missing one"),
    "L-N-04": ("", "`english` is a well-formed tag; no rule checks which tags exist"),
    "M-N-01": ("Dataset-description", ""),
    "M-N-02": ("Catalog-spatial", "a place is recommended"),
    "M-N-03": ("", f"the data standard is {_ALONE}"),
    "M-N-04": ("Distribution-format-max", ""),
    "M-N-05": ("", f"rights of a distribution are {_ALONE}"),
    "P-N-01": ("CatalogRecord-primaryTopic", ""),
    "P-N-02": ("Distribution-accessURL", ""),
    "R-N-01": ("", "the catalogue has no class, so no rule applies to it"),
    "R-N-02": ("Catalog-homepage-resource", ""),
    "R-N-03": ("Catalog-spatial-resource", ""),
    "R-N-04": ("CatalogRecord-primaryTopic-resource", ""),
    "R-N-05": ("Distribution-accessURL-resource", ""),
    "R-N-06": ("", f"the data standard is {_ALONE}, and the distribution has no class"),
    "RG-N-01": ("Distribution-accessURL", ""),
    "V-N-01": ("Distribution-format-resource", ""),
    "V-N-02": ("Distribution-format-vocabulary", ""),
    "V-N-03": ("Distribution-format-vocabulary", ""),
}
"""For each file that is to fail: the rule of ours that tells what is wrong in it; why none does, or only warns."""
_MARKED_WRONG: Final = re.compile(r"^# ❌.*\n(?:(?:#.*|\s*)\n)*:(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What its author expects of a file.

    Attributes:
        words: for the page.
        planted: the code of the rule that tells what is wrong; empty where none of ours asks for it, None where nothing
            is wrong, or comments say what is.
        remark: why none does, or why it only warns.
        marked: names of the nodes that comments mark as wrong.
    """

    words: str
    planted: str | None = None
    remark: str = ""
    marked: frozenset[str] = frozenset()


def expected_of(file: Path) -> Expected:
    """What is expected of a file, by its folder, its name and its comments."""
    if file.parent.name == "negatives":
        planted, remark = PLANTED["-".join(file.name.split("-")[:3])]
        return Expected(words="to fail", planted=planted, remark=remark)
    if file.parent.name == "upstream-examples":
        marked = frozenset(_MARKED_WRONG.findall(file.read_text(encoding="utf-8")))
        return Expected(words=f"{len(marked)} marked wrong, others to pass", marked=marked)
    return Expected(words="a code list" if file.parent.name == "vocabularies" else "to pass")
