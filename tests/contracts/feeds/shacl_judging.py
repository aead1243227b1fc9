"""Judge a document with the package shacl, an engine in Rust, and tell each violation.

python shacl_judging.py SHAPES DOCUMENT

Runs in the environment of that package.
"""

from __future__ import annotations

import json
import sys

import shacl


def violations(shapes: str, document: str) -> list[tuple[str, str, str]]:
    """The component, the path and the focus node of each."""
    report = shacl.Shapes.from_file(shapes).validate_file(document)
    return sorted(
        (one.component, (one.path or "").strip("<>"), one.focus_node.strip("<>"))
        for one in report.results
        if one.severity == "Violation"
    )


if __name__ == "__main__":
    print(json.dumps(violations(*sys.argv[1:])))  # noqa: T201
