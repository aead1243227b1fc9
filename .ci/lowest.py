"""Print the oldest libraries that a pyproject.toml admits, as constraints for pip.

Knows only ``name>=version``: a bound written otherwise is an error, so that none goes untested.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

BOUND = re.compile(r"(?P<name>[\w.-]+)(\[[\w,]+\])?>=(?P<version>[\w.]+)")


def lowest(text: str) -> list[str]:
    """The constraints, sorted."""
    project = tomllib.loads(text)["project"]
    wanted: dict[str, str] = {}
    for requirement in [*project["dependencies"], *project.get("optional-dependencies", {}).get("test", [])]:
        bound = BOUND.fullmatch(requirement)
        if bound is None:
            raise SystemExit(f"no plain lower bound: {requirement!r}")
        wanted[bound["name"]] = bound["version"]
    return [f"{name}=={version}" for name, version in sorted(wanted.items())]


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lowest(Path(sys.argv[1]).read_text(encoding="utf-8")))
