"""Draw docs/images/architecture.svg: the rooms of the four folders, layer by layer.

    python .ci/architecture_picture.py [--check]

Layers are those that import-linter holds (pyproject.toml), what a room holds is the beginning of its docstring; nothing
is written here. With ``--check`` nothing is written and the exit code is 1 where the picture is not that of the code.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "architecture.svg"
COLUMNS: Final = (("cli", "registry"), ("shapes", "vocab"))
LEFT, TOP, WIDTH, ROW, GAP = 20, 54, 610, 24, 6
LETTERS: Final = 58
UNORDERED: Final = ("vocab",)
"""Folders without layers of their own; their rooms stand in the order of the alphabet."""


def main() -> int:
    """Write the picture, or look whether it is up to date."""
    picture = "".join(f"{line}\n" for line in lines_of_picture())
    if "--check" in sys.argv:
        return int(not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != picture)
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


def layers_of(folder: str) -> list[list[str]]:
    """The rooms of a folder, highest layer first."""
    if folder in UNORDERED:
        names = {path.name for path in (ROOT / folder).iterdir() if (path / "__init__.py").exists()}
        names |= {path.stem for path in (ROOT / folder).glob("*.py") if path.stem != "__init__"}
        return [[name] for name in sorted(names)]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (one["layers"] for one in contracts if one.get("containers") == [f"danhmuc.{folder}"])
    return [re.split(r"\s*[|:]\s*", layer) for layer in layers]


def docstring_of(folder: str, room: str) -> str:
    """The beginning of a room's docstring."""
    path = ROOT / folder / room / "__init__.py"
    if not path.exists():
        path = ROOT / folder / f"{room}.py"
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    beginning = re.split(r"[.;](?:\s|$)", " ".join(docstring.replace("`", "").split()), maxsplit=1)[0]
    return beginning if len(beginning) <= LETTERS else beginning[:LETTERS].rpartition(" ")[0] + " …"


def lines_of_picture() -> Iterator[str]:
    """The lines of the picture."""
    columns = [[(folder, layers_of(folder)) for folder in column] for column in COLUMNS]
    height = max(sum(40 + sum(map(_height, layers)) for _, layers in column) for column in columns) + TOP
    width = LEFT + len(columns) * (WIDTH + LEFT)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="13">'
    )
    yield "<title>The rooms of danhmuc, layer by layer; a layer imports only what stands below it</title>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield (
        f'<text x="{LEFT}" y="30" fill="#374151">cli → registry → shapes → vocab; inside a folder, too, '
        "a layer imports only what stands below it.</text>"
    )
    for number, column in enumerate(columns):
        x, y = LEFT + number * (WIDTH + LEFT), TOP
        for folder, layers in column:
            yield f'<text x="{x}" y="{y + 16}" font-weight="bold" font-size="16" fill="#111827">{folder}/</text>'
            y += 26
            for layer in layers:
                size = f'width="{WIDTH}" height="{_height(layer) - GAP}"'
                yield f'<rect x="{x}" y="{y}" {size} rx="4" fill="#eef2ff" stroke="#c7d2fe"/>'
                for line, room in enumerate(layer):
                    at = y + 17 + line * ROW
                    yield f'<text x="{x + 10}" y="{at}" font-family="monospace" fill="#1e3a8a">{escape(room)}</text>'
                    yield f'<text x="{x + 165}" y="{at}" fill="#374151">{escape(docstring_of(folder, room))}</text>'
                y += _height(layer)
            y += 14
    yield "</svg>"


def _height(layer: list[str]) -> int:
    return ROW * len(layer) + GAP


if __name__ == "__main__":
    sys.exit(main())
