"""Write docs/real-inputs.md: what the mandatory layer finds in real files, beside the shapes that SEMIC publishes.

    python .ci/real_inputs.py FOLDER [--check]

FOLDER holds the real inputs; they are not part of the project. With ``--check`` nothing is written and the exit code is
1 where the page is not that of the files. Both sides are judged by our engine as the W3C reads the standard; that it
says what pySHACL says is held by the tests. Needs danhmuc installed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from danhmuc.shapes import ShaclValidator, load_profile
from danhmuc.vocab.prefixes import abbreviate

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "real-inputs.md"
FOLDERS: Final = ("w3c-dcat3", "dcat-ap-es", "mobilitydcat-ap")
EXPLAINED: Final = {
    "foaf:name": "an agent typed by a subclass alone (`org:Organization`, `foaf:Person`) is judged here",
    "foaf:primaryTopic": "its class fails there for want of RDFS (no. 10)",
    "dct:language": "a text in place of an IRI is refused here",
    "dct:source": "a text in place of an IRI is refused here",
    "spdx:algorithm": "a text in place of an IRI is refused here",
}
"""Why a property may differ, by decision 13."""
HEAD: Final = """# Real inputs

What the mandatory layer of `dcat-ap` (how many values, which kind and datatype) finds in files that others publish as
examples and test cases of DCAT, beside what the `shapes.ttl` that SEMIC publishes for DCAT-AP 3.0.1 finds in them.
Every file is judged whole, as the W3C reads the standard. Where the two differ, the last column says why; the numbers
are those of the list of defects in [decision 13](decisions/0013-dcat-ap-beside-semic.md).

Made by `.ci/real_inputs.py`; a test holds it to the files.
"""


def page(data: Path) -> str:
    """The page as the files have it."""
    profile = load_profile("dcat-ap")
    mandatory = {
        rule.iri
        for rule in profile.rules.values()
        if rule.layer == "spec" and rule.severity == "violation" and not rule.code.endswith("-class")
    }
    ours = ShaclValidator(profile.nquads, w3c_classes=True)
    theirs = ShaclValidator(data / "dcat-ap-3.0.1" / "shapes.ttl", w3c_classes=True)
    lines = [HEAD]
    for folder in FOLDERS:
        files = sorted((data / folder).rglob("*.ttl"))
        rows = []
        for file in files:
            found = Counter(_said(ours, file, mandatory))
            expected = Counter(_said(theirs, file, None))
            if found or expected:
                rows.append(_row(file.relative_to(data / folder).as_posix(), found, expected))
        clean = len(files) - len(rows)
        lines += [
            f"## {folder}",
            "",
            f"{len(files)} files, of which {clean} have no violation on either side.",
            "",
            "| File | Both | Only ours | Only SEMIC's | Why |",
            "|---|--:|---|---|---|",
            *rows,
            "",
        ]
    return "\n".join(lines)


def _said(validator: ShaclValidator, file: Path, rules: set[str] | None) -> Iterator[tuple[str, str]]:
    """Focus node and property of each violation; one that has several reasons counts once."""
    seen = set()
    for result in validator.validate(file).results:
        if result.standing != "violation" or (rules is not None and result.source_shape not in rules):
            continue
        key = (result.reached_by or result.focus, result.path or "", result.value_term or "")
        if key not in seen:
            seen.add(key)
            yield key[0], abbreviate(result.path) if result.path else ""


def _row(name: str, found: Counter[tuple[str, str]], expected: Counter[tuple[str, str]]) -> str:
    more, less = found - expected, expected - found
    paths = sorted({path for _, path in (more | less)})
    why = "; ".join(dict.fromkeys(EXPLAINED.get(path, "**not explained**") for path in paths))
    return f"| {name} | {(found & expected).total()} | {_by_path(more)} | {_by_path(less)} | {why} |"


def _by_path(counted: Counter[tuple[str, str]]) -> str:
    by_path: Counter[str] = Counter()
    for (_, path), number in counted.items():
        by_path[path] += number
    return ", ".join(f"{number} `{path}`" for path, number in sorted(by_path.items()))


def main(arguments: list[str]) -> int:
    """Write, or check."""
    (folder,) = (one for one in arguments if not one.startswith("--"))
    text = page(Path(folder))
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        sys.stderr.write("docs/real-inputs.md is out of date: python .ci/real_inputs.py FOLDER\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
