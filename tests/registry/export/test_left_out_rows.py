"""Records left out are found again by IRI, and written in order, whatever they are."""

from __future__ import annotations

import csv
import io

from danhmuc.registry.export.report import LeftOutByIri, LeftOutRecord, LeftOutRows, write_left_out


def left_out(iri: str, source: str, reason: str = "missing", *, is_secret: bool = False) -> LeftOutRecord:
    return LeftOutRecord(
        iri=iri, source=source, reason=reason, by=None, is_secret=is_secret, instead="https://e.vn/i", fields=("a", "b")
    )


def test_left_out_rows__are_as_they_were_added() -> None:
    records = [left_out("https://e.vn/2", "Sở"), left_out("https://e.vn/1", "b", is_secret=True)]
    assert LeftOutRows(records) == records


def test_left_out_by_iri__finds_each_source_of_an_iri() -> None:
    rows = LeftOutRows(left_out(f"https://e.vn/{number % 50}", str(number)) for number in range(120))
    found = LeftOutByIri(rows, form=str.upper)
    assert [one.source for one in found.find("HTTPS://E.VN/7")] == ["107", "57", "7"]
    assert found.find("https://e.vn/7") == []
    assert len(list(found.instead())) == 120


def test_write_left_out__sorts_by_iri_and_source_and_names_no_secret() -> None:
    iris = ["https://e.vn/é", "https://e.vn/a!", "https://e.vn/a", "https://e.vn/a", "https://e.vn/s"]
    records = [left_out(iri, f"{number}") for number, iri in enumerate(iris[:-1])]
    out = io.BytesIO()
    write_left_out([*records, left_out(iris[-1], "x", is_secret=True)], out, as_csv=True)
    rows = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert [(row[0], row[1]) for row in rows[1:]] == sorted((one.iri, one.source) for one in records)
    assert rows[1][-1] == "a, b"
