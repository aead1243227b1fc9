"""Rewrite what the pages of README.md and docs/ show below each ``$ danhmuc …``, from real runs.

    python .ci/console_examples.py [--check] [PAGE...]

Runs the blocks of each page as tests/test_docs.py does: in order, in a folder of the page's own, in the page's
language, on the day on which the tests run. Output that still agrees is left as it is. Otherwise the new output
replaces the old one. A line that is only ``…`` stays: each other line is paired with the most similar line of the new
output, and what lies between two pairs is elided where it was elided before. Times are written ``<time>``, digests
``rdfc10:…``, and the folder ``/srv/demo``.

Look at the difference before you commit it: an elision may have come to stand for more or for less. With ``--check``
it writes nothing and exits with 1 where a page would change. Needs danhmuc installed with what its tests need
(``make test``). Blocks of docs/en/recipes.md and blocks of ``pycon`` are not rewritten; their tests tell what differs.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import Final

sys.path.append(str(Path(__file__).resolve().parents[1]))

from elisions import elided

from danhmuc.registry.sampling import write_samples
from tests import conftest  # noqa: F401 - importing it sets the day on which the tests run
from tests.filled_tables import filler_of
from tests.test_docs import (
    PAGES,
    RECIPES,
    UNWANTED,
    agrees,
    is_ours,
    language_of,
    make_demo,
    needs_demo,
    plain,
    play,
    renew_demo,
    settings,
    steps,
)

ROOT: Final = Path(__file__).resolve().parents[1]

_FENCE: Final = re.compile(r"^```(python|console)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def renewed_page(text: str, folder: Path) -> str:
    """The text of a page with the output that its commands print in the folder, which is also the current one."""
    namespace: dict[str, object] = {"__name__": "page", "fill": filler_of(text)}
    parts: list[str] = []
    end = 0
    for found in _FENCE.finditer(text):
        block = found.group(2)
        if found.group(1) == "python":
            with redirect_stdout(StringIO()):
                exec(compile(block, "page", "exec"), namespace)  # noqa: S102 - our own page
        elif is_ours(block):
            parts += [text[end : found.start(2)], renewed_block(block, folder)]
            end = found.end(2)
    return "".join([*parts, text[end:]])


def renewed_block(block: str, folder: Path) -> str:
    """A console block with the output of its commands."""
    listed = steps(block)
    printed = play([step.command for step in listed], folder, dict(os.environ))
    return "".join(
        f"$ {step.command}\n{renewed_output(step.shown, plain(real, folder), folder)}"
        for step, real in zip(listed, printed, strict=True)
    )


def renewed_output(shown: str, real: str, folder: Path) -> str:
    """What to show of the real output, given what was shown before."""
    if agrees(plain(shown, folder), real):
        return shown
    return "".join(f"{line}\n" for line in elided(real.splitlines(), like=plain(shown, folder).splitlines()))


def settle(language: str) -> None:
    """Make this process one on a machine in the language, without settings of danhmuc's."""
    for name in UNWANTED:
        os.environ.pop(name, None)
    os.environ.update(settings(language))


def main(arguments: Sequence[str]) -> int:
    """Renew the pages named, or all."""
    is_check = "--check" in arguments
    named = [Path(argument).resolve() for argument in arguments if argument != "--check"]
    if unknown := sorted(set(named) - set(PAGES)):
        raise SystemExit(f"not a page: {', '.join(map(str, unknown))}")
    changed = 0
    with tempfile.TemporaryDirectory() as place:
        demo = Path(place) / "docs" / "demo"
        for number, page in enumerate(named or PAGES):
            text = page.read_text(encoding="utf-8")
            if page == RECIPES or "```console\n" not in text:
                continue
            folder = demo if needs_demo(page) else Path(place) / str(number)
            if not needs_demo(page):
                write_samples(folder / "samples")
            elif demo.exists():
                renew_demo(demo)
            else:
                settle("vi")
                demo.parent.mkdir()
                with redirect_stdout(StringIO()):
                    make_demo(demo)
            settle(language_of(page))
            os.chdir(folder)
            renewed = renewed_page(text, folder)
            os.chdir(ROOT)
            if renewed != text:
                changed += 1
                name = page.relative_to(ROOT).as_posix()
                lines = [one.splitlines(keepends=True) for one in (text, renewed)]
                sys.stdout.writelines(unified_diff(*lines, f"{name} as it was", name, n=1))
                if not is_check:
                    page.write_text(renewed, encoding="utf-8")
    return int(is_check and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
