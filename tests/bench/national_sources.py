"""The sources of a national registry: files of 10,000 datasets each. Editions change a tenth of all datasets."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from catalogues import Catalogue, write
from vocabulary import BASE

__all__ = ["EACH", "NationalSources"]

EACH = 10_000
_NOTES = "http://www.w3.org/ns/adms#versionNotes"
_MARK = "# edition "


class NationalSources:
    """Files in a folder, the same from the same number.

    Attributes:
        files: one a source, written once; an edition is appended to it.
    """

    def __init__(self, folder: Path, number: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.files = [folder / f"agency-{one:03}.ttl" for one in range(1, number + 1)]
        missing = [(one, path) for one, path in enumerate(self.files, 1) if not path.exists()]
        with ProcessPoolExecutor(2) as executor:
            list(executor.map(_write_first, missing))

    def publish(self, edition: int) -> list[Path]:
        """Change a tenth of all datasets, those of the first sources, always the same ones; the files that changed."""
        whole, rest = divmod(len(self.files) * EACH // 10, EACH)
        changed = [EACH] * whole + ([rest] if rest else [])
        for at, number in enumerate(changed):
            _append(self.files[at], Catalogue(EACH, seed=at + 1), edition, range(number))
        return self.files[: len(changed)]

    def change(self, at: int) -> Path:
        """Change one dataset in a hundred of one source."""
        path = self.files[at]
        edition = path.read_text(encoding="utf-8").count(_MARK) + 2
        _append(path, Catalogue(EACH, seed=at + 1), edition, range(5, EACH, 100))
        return path

    def dataset(self, at: int, number: int) -> str:
        """The IRI of a dataset."""
        return Catalogue(EACH, seed=at + 1).dataset_iri(number)

    @property
    def agency(self) -> str:
        """One of the 500 publishers, which all sources share."""
        return f"{BASE}agent/00007"


def _write_first(source: tuple[int, Path]) -> None:
    one, path = source
    partial = path.with_suffix(".partial")
    write(Catalogue(EACH, seed=one), "turtle", partial).rename(path)


def _append(path: Path, catalogue: Catalogue, edition: int, chosen: range) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as out:
        for number in chosen:
            out.write(f'<{catalogue.dataset_iri(number)}> <{_NOTES}> "Lần cập nhật {edition}"@vi .\n')
        out.write(f"{_MARK}{edition}\n")
