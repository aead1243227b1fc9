"""Take the pictures of docs/images/notebook*.png: the first example of docs/en/model.md as a notebook shows it.

    python .ci/notebook_pictures.py

Needs danhmuc installed, and Debian's chromium. The page around the object has the rules for tables that JupyterLab has.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<style>
body{{margin:14px;font:14px/1.5 'Noto Sans','DejaVu Sans',Arial,sans-serif;background:{paper};color:{ink}}}
.notebook td,.notebook th,.notebook tr{{text-align:right;vertical-align:middle;padding:.5em;border:none}}
.notebook tbody tr:nth-child(odd){{background:{stripe}}}
.notebook ul{{list-style:disc;padding-left:40px}}
</style>
<body class="notebook">{table}</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, its size in CSS pixels, the page's colours, and whether all is opened."""

    name: str
    width: int
    height: int
    paper: str
    ink: str
    stripe: str
    is_open: bool


SHOTS = (
    Shot("notebook", 780, 452, "#fff", "#111", "#f5f5f5", is_open=False),
    Shot("notebook-narrow", 400, 1402, "#111", "#e0e0e0", "#222", is_open=True),
)


def example() -> str:
    """The table of the page's first object."""
    page = (ROOT / "docs" / "en" / "model.md").read_text(encoding="utf-8")
    block = re.search(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    if block is None:
        raise SystemExit("docs/en/model.md has no python block")
    names: dict[str, object] = {}
    exec(compile(block.group(1), "docs/en/model.md", "exec"), names)  # noqa: S102 - our own page
    table: str = names["air"]._repr_html_()  # type: ignore[attr-defined]
    return table


def take(shot: Shot, table: str, folder: Path) -> None:
    """Write the picture."""
    shown = table.replace("<details>", "<details open>") if shot.is_open else table
    page = folder / f"{shot.name}.html"
    page.write_text(PAGE.format(paper=shot.paper, ink=shot.ink, stripe=shot.stripe, table=shown), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += ["--force-device-scale-factor=1.5", f"--window-size={shot.width},{shot.height}"]
    command += [f"--screenshot={ROOT / 'docs' / 'images' / shot.name}.png", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603


def main() -> None:
    """Take all pictures."""
    table = example()
    with tempfile.TemporaryDirectory() as folder:
        for shot in SHOTS:
            take(shot, table, Path(folder))


if __name__ == "__main__":
    main()
