"""Validate a file by any shapes with danhmuc, by the function that users call. See `validating`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from validating import BLANK, Engine, Said, timed

from danhmuc.shapes import ShaclReport, ShaclValidator


class Danhmuc(Engine[ShaclReport]):
    """Compiled shapes; they are read as the W3C reads them, as the other engines do."""

    def __init__(self, shapes: Path) -> None:
        self._validator = ShaclValidator(shapes, w3c_classes=True)

    def judged(self, file: Path) -> ShaclReport:
        return self._validator.validate(file)

    def judged_text(self, text: str) -> ShaclReport:
        return self._validator.validate(text, format="nt")

    def report(self, found: ShaclReport) -> str:
        return found.to("nt")

    def said(self, found: ShaclReport) -> Iterable[Said]:
        for one in found.results:
            path = BLANK if one.path is not None and "<" in one.path else one.path or ""
            value = BLANK if one.value_term is not None and one.value_term.startswith("_:") else one.value or ""
            yield BLANK if one.focus.startswith("_:") else one.focus, path, value, one.component.rpartition("#")[2]


if __name__ == "__main__":
    timed(Danhmuc)
