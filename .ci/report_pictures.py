"""Take the pictures of docs/images/report-*.png: the beginning of the HTML report on a sample catalogue.

    python .ci/report_pictures.py

Needs danhmuc installed, Debian's chromium, and imagemagick, which makes the files small. The report is that of the
catalogue with planted faults, on the day for which the samples are up to date.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from danhmuc.registry.sampling import write_samples

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
DAY = "2026-08-15"
WIDTH, HEIGHT = 900, 980


def run(*command: str, folder: Path) -> bytes:
    """What a command prints; an exit code of 1 says that the catalogue has violations."""
    result = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)  # noqa: S603
    if result.returncode > 1:
        raise SystemExit(result.stderr.decode("utf-8"))
    return result.stdout


def take(language: str, folder: Path) -> None:
    """Write the picture in one language."""
    page = folder / f"{language}.html"
    validate = [sys.executable, "-m", "danhmuc.cli", "validate", "samples/du-lieu-mo.ttl", "--profile", "vn"]
    page.write_bytes(run(*validate, "--on", DAY, "--report", "html", "--lang", language, folder=folder))
    shot = folder / f"{language}.png"
    browser = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    run(*browser, f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={shot}", page.as_uri(), folder=folder)
    target = IMAGES / f"report-{language}.png"
    small = ["-strip", "-dither", "None", "-colors", "64", "-bordercolor", "#c9c9c9", "-border", "1"]
    run("convert", str(shot), *small, f"png8:{target}", folder=folder)


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as place:
        write_samples(Path(place) / "samples")
        for language in ("en", "vi"):
            take(language, Path(place))


if __name__ == "__main__":
    main()
