"""Print the oldest libraries that a pyproject.toml admits beside danhmuc, as constraints for pip.

Knows only ``name>=version``: a bound written otherwise is an error, so that none goes untested.
The tools in the extras ``test`` and ``bench`` are nobody's libraries, and stay as pip chooses them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

BOUND = re.compile(r"(?P<name>[\w.-]+)(\[[\w,]+\])?>=(?P<version>[\w.]+)")
TOOLS = {"bench", "test"}


def lowest(text: str) -> list[str]:
    """The constraints, sorted."""
    project = tomllib.loads(text)["project"]
    extras = project.get("optional-dependencies", {})
    requirements = [*project["dependencies"], *(line for name in extras if name not in TOOLS for line in extras[name])]
    wanted: dict[str, str] = {}
    for requirement in requirements:
        bound = BOUND.fullmatch(requirement)
        if bound is None:
            raise SystemExit(f"no plain lower bound: {requirement!r}")
        wanted[bound["name"]] = bound["version"]
    return [f"{name}=={version}" for name, version in sorted(wanted.items())]


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lowest(Path(sys.argv[1]).read_text(encoding="utf-8")))
