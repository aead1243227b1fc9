"""Workbooks keep the contract of sources, packed and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from danhmuc.registry.sources.workbook_file import find_books, location_of_book
from danhmuc.registry.testing import SourceContract

from ..registry.workbook.books import filled, saved


class TestWorkbook(SourceContract):
    """An .xlsx that has all records of its agency."""

    kind = "workbook"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        rows = [{"Mã dữ liệu": key, "Tên dữ liệu": title} for key, title in titles.items()]
        folder.mkdir(exist_ok=True)
        return str(saved(filled({"Dữ liệu": rows}), folder / "so.xlsx"))

    def break_off(self, location: str) -> None:
        path = Path(location)
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        book = filled({"Dữ liệu": [{"Mã dữ liệu": one, "Tên dữ liệu": title} for one, title in titles.items()]})
        sheet = book["Dữ liệu"]
        last = sheet.max_column + 1
        sheet.cell(2, last, "Độ mật")
        sheet.cell(3 + list(titles).index(key), last, "Mật")
        folder.mkdir(exist_ok=True)
        return str(saved(book, folder / "so.xlsx"))


class TestFolderBook(TestWorkbook):
    """One of the workbooks of a folder, which is known by its id and has another file each time."""

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        return self._by_id(Path(super().publish(folder, titles)), "+".join(titles) or "none")

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        return self._by_id(Path(super().mark_secret(folder, titles, key)), "secret")

    def break_off(self, location: str) -> None:
        (path,) = Path(location).parent.glob("*.xlsx")
        super().break_off(str(path))

    @staticmethod
    def _by_id(path: Path, name: str) -> str:
        """The location of the book, whose file gets another name."""
        for other in set(path.parent.glob("*.xlsx")) - {path}:
            other.unlink()
        path = path.rename(path.with_name(f"so {name[:20]}.xlsx"))
        (book,) = find_books(path.parent).books
        assert book.book_id
        return location_of_book(path.parent, book.book_id)


def test_csv__is_a_source_that_adds(tmp_path: Path) -> None:
    """A table says nothing of being whole, so what it lacks is not missing."""
    from danhmuc.registry import Registry, source_at

    path = tmp_path / "du-lieu.csv"

    def write(*codes: str) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["Mã dữ liệu", "Tên dữ liệu", "Đơn vị chủ trì cung cấp – mã"])
            writer.writerows([code, f"Bảng {code}", "H57"] for code in codes)

    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as registry:
        write("A", "B")
        first = registry.harvest(source_at(str(path)))
        write("B", "C")
        second = registry.harvest(source_at(str(path)))
        rows = {row.iri: row.state for row in registry.records(source="du-lieu")}
    assert (first.records.created, second.records.created, second.records.missing) == (2, 1, 0)
    assert second.profile == "vn"
    assert rows == {f"https://w3id.org/danhmuc/id/dataset/H57/{code}": "present" for code in "ABC"}
