"""Write docs/en/real-inputs.md: what we find in real files, what their authors expect and what SEMIC's shapes find.

    python .ci/real_inputs.py FOLDER [--check]

FOLDER holds the real inputs; they are not part of the project. With ``--check`` nothing is written and the exit code is
1 where the page is not that of the files. Beside SEMIC's shapes both sides are judged by our engine as the W3C reads
the standard; that it says what pySHACL says is held by the tests. Needs danhmuc installed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Final

from authors_expect import Expected, expected_of

from danhmuc.shapes import Profile, ShaclValidator, load_profile
from danhmuc.vocab.prefixes import abbreviate

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "en" / "real-inputs.md"
FOLDERS: Final = ("w3c-dcat3", "dcat-ap-es", "mobilitydcat-ap")
EXPLAINED: Final = {
    "foaf:name": "an agent typed by a subclass alone (`org:Organization`, `foaf:Person`) is judged here",
    "foaf:primaryTopic": "its class fails there for want of RDFS (no. 10)",
    "dct:language": "a text in place of an IRI is refused here",
    "dct:source": "a text in place of an IRI is refused here",
    "spdx:algorithm": "a text in place of an IRI is refused here",
}
"""Why a property may differ, by decision 13."""
WRITTEN_FOR: Final = {
    "w3c-dcat3": "Examples of DCAT 3, which makes nothing mandatory; each is to pass there.",
    "dcat-ap-es": "Examples of DCAT-AP-ES, each a catalogue that is to pass.",
    "mobilitydcat-ap": "Test cases of mobilityDCAT-AP, in folders of what is to pass and what is to fail; and examples "
    "whose comments mark what is wrong.",
}
REASONS: Final = {
    "": "left out, and mandatory in DCAT-AP",
    "class": "of another class than DCAT-AP takes",
    "datatype": "of another datatype than DCAT-AP takes",
    "literal": "a node where DCAT-AP takes a text",
    "max": "more than DCAT-AP takes",
    "resource": "a text where DCAT-AP takes a node",
    "untyped": "of another datatype than DCAT-AP takes",
    "vocabulary": "a code of another list than DCAT-AP takes",
}
"""Why what its author lets pass does not pass, by the ending of the rule."""
OTHERS_ALONE: Final = "what is wrong in the others mobilityDCAT-AP alone asks for"
NOT_EXPLAINED: Final = "**not explained**"
HEAD: Final = """# Real inputs

What is found in files that others publish as examples and test cases of DCAT. For each set of files two tables:

- what the file's author expects of it, by its folder, its name or its comments, and the violations of `dcat-ap` in it
  as `danhmuc` judges by default; where the two differ, the last column says why;
- what the mandatory layer of `dcat-ap` (how many values, which kind and datatype) finds beside what the `shapes.ttl`
  that SEMIC publishes for DCAT-AP 3.0.1 finds. Every file is judged whole, as the W3C reads the standard. Where the two
  differ, the last column says why; the numbers are those of the list of defects in
  [decision 13](../decisions/0013-dcat-ap-beside-semic.md).

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
    by_default = ShaclValidator(profile.nquads)
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
            WRITTEN_FOR[folder],
            "",
            "| File | Its author: | Violations | Why they differ |",
            "|---|---|---|---|",
            *(_beside_its_author(file, data / folder, by_default, profile) for file in files),
            "",
            f"Beside SEMIC's shapes: {len(files)} files, of which {clean} have no violation on either side.",
            "",
            "| File | Both | Only ours | Only SEMIC's | Why |",
            "|---|--:|---|---|---|",
            *rows,
            "",
        ]
    return "\n".join(lines)


def _beside_its_author(file: Path, folder: Path, validator: ShaclValidator, profile: Profile) -> str:
    expected = expected_of(file)
    warned: set[str] = set()
    found: list[tuple[str, str]] = []
    for result in validator.validate(file).results:
        code = profile.rules[result.source_shape].code.partition(":")[2]
        if result.reported_severity == "violation":
            found.append((code, (result.reached_by or result.focus).rpartition("#")[2]))
        elif result.reported_severity == "warning":
            warned.add(code)
    counted = Counter(code for code, _ in found)
    told = ", ".join(f"{number} `{code}`" for code, number in sorted(counted.items()))
    why = _why_passed(expected, found) if expected.planted is None else _why_not_told(expected, counted, warned)
    return f"| {file.relative_to(folder).as_posix()} | {expected.words} | {told} | {why} |"


def _why_passed(expected: Expected, found: Sequence[tuple[str, str]]) -> str:
    """Why what is to pass has violations, and what is marked as wrong has none.

    Args:
        found: code and name of the node of each violation.
    """
    passing = {code for code, node in found if node not in expected.marked}
    reasons = sorted({REASONS.get(_ending(code), NOT_EXPLAINED) for code in passing})
    untold = expected.marked - {node for _, node in found}
    return "; ".join([*reasons, *([OTHERS_ALONE] if untold else [])])


def _why_not_told(expected: Expected, found: Container[str], warned: Container[str]) -> str:
    """Why what is wrong in a file is no violation; empty where it is one."""
    if expected.planted in warned:
        return f"{expected.remark or NOT_EXPLAINED}: the warning `{expected.planted}`"
    return expected.remark if not expected.planted or expected.planted in found else NOT_EXPLAINED


def _ending(code: str) -> str:
    return "-".join(code.split("-")[2:])


def _said(validator: ShaclValidator, file: Path, rules: set[str] | None) -> Iterator[tuple[str, str]]:
    """Focus node and property of each violation; one that has several reasons counts once."""
    seen = set()
    for result in validator.validate(file).results:
        if result.reported_severity != "violation" or (rules is not None and result.source_shape not in rules):
            continue
        key = (result.reached_by or result.focus, result.path or "", result.value_term or "")
        if key not in seen:
            seen.add(key)
            yield key[0], abbreviate(result.path) if result.path else ""


def _row(name: str, found: Counter[tuple[str, str]], expected: Counter[tuple[str, str]]) -> str:
    more, less = found - expected, expected - found
    paths = sorted({path for _, path in (more | less)})
    why = "; ".join(dict.fromkeys(EXPLAINED.get(path, NOT_EXPLAINED) for path in paths))
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
        sys.stderr.write("docs/en/real-inputs.md is out of date: python .ci/real_inputs.py FOLDER\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
