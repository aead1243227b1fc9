"""Files and folders of RDF: what is read, what is passed over, what is put aside."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

import pytest

from danhmuc.registry import SourceContents
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.sources.rdf import RdfSource
from danhmuc.vocab.errors import SourceUnavailableError, UsageError

DATASET = "<https://e.vn/{}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> ."


def publish(folder: Path, *names: str) -> None:
    for number, name in enumerate(names, 1):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DATASET.format(number))


def contents(location: Path | str) -> SourceContents:
    source = RdfSource(str(location))
    return source.contents(IriSpace(source=source.name))


def places(location: Path | str) -> list[str]:
    return [document.place for document in contents(location).documents]


# ---------------------------------------------------------------- where


def test_location__is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert RdfSource("catalog.ttl").location == str(tmp_path / "catalog.ttl")


@pytest.mark.parametrize("way", ["a/../catalog.ttl", "./catalog.ttl", "a//../catalog.ttl"])
def test_location__is_one_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert RdfSource(way).location == str(tmp_path / "catalog.ttl")


def test_location__a_link_is_a_location_of_its_own(tmp_path: Path) -> None:
    publish(tmp_path, "2026-01-01/a.ttl")
    (tmp_path / "current").symlink_to("2026-01-01")
    assert RdfSource(str(tmp_path / "current")).location == str(tmp_path / "current")


def test_location__a_file_address(tmp_path: Path) -> None:
    assert RdfSource(f"file://{tmp_path}/danh%20m%E1%BB%A5c.ttl").location == f"{tmp_path}/danh mục.ttl"


def test_location__the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert RdfSource("~/a.ttl").location == str(tmp_path / "a.ttl")


@pytest.mark.parametrize("location", ["https://e.vn/a.ttl", "file://host/a.ttl", "ftp://e.vn/a"])
def test_location__on_the_network_is_refused(location: str) -> None:
    with pytest.raises(UsageError, match="a source is a file, a folder, or an address of http or https"):
        RdfSource(location)


def test_location__an_empty_one_is_refused() -> None:
    with pytest.raises(UsageError, match="empty location"):
        RdfSource("")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("catalog.ttl", "catalog"),
        ("catalog.ttl.gz", "catalog"),
        ("Sở TN&MT.jsonld", "Sở TN&MT"),
        ("v1.2.rdf", "v1.2"),
        ("catalog", "catalog"),
        (".ttl", ".ttl"),
        ("data.csv", "data.csv"),
    ],
)
def test_name__is_the_last_part_without_its_ending(tmp_path: Path, file: str, name: str) -> None:
    assert RdfSource(str(tmp_path / file)).name == name


def test_name__of_a_folder_is_whole(tmp_path: Path) -> None:
    publish(tmp_path, "hue.rdf/a.ttl")
    assert RdfSource(str(tmp_path / "hue.rdf")).name == "hue.rdf"


# ---------------------------------------------------------------- what is read


def test_contents__a_file_whatever_its_name(tmp_path: Path) -> None:
    publish(tmp_path, "catalog.ttl")
    (tmp_path / "catalog.ttl").rename(tmp_path / "catalog.txt")
    assert places(tmp_path / "catalog.txt") == ["catalog.txt"]


def test_contents__a_folder_and_its_folders_in_order(tmp_path: Path) -> None:
    publish(tmp_path, "b.ttl", "a/z.ttl", "a/b/c.nt", "c.trig", "A.TTL")
    assert places(tmp_path) == ["A.TTL", "a/b/c.nt", "a/z.ttl", "b.ttl", "c.trig"]


def test_contents__other_files_are_passed_over_and_counted(tmp_path: Path) -> None:
    publish(tmp_path, "a.ttl")
    for name in ("readme.md", "data.csv", "noending"):
        (tmp_path / name).touch()
    assert contents(tmp_path).passed_over == 3


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.ttl", ["a.ttl", "b.ttl"]),
        ("a*", ["a.ttl"]),
        ("*/*.ttl", ["x/a.ttl"]),
        ("**/*.ttl", ["a.ttl", "b.ttl", "x/a.ttl", "x/y/a.ttl"]),
        ("x/**/a.???", ["a.ttl", "y/a.ttl"]),
    ],
)
def test_contents__of_a_pattern(tmp_path: Path, pattern: str, found: list[str]) -> None:
    publish(tmp_path, "a.ttl", "b.ttl", "c.nt", "x/a.ttl", "x/y/a.ttl")
    assert places(tmp_path / pattern) == found


def test_contents__of_a_pattern_that_nothing_matches(tmp_path: Path) -> None:
    publish(tmp_path, "a.ttl")
    assert contents(tmp_path / "*.rdf").failed is not None
    assert contents(tmp_path / "gone" / "*.rdf").unopened


def test_contents__a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    publish(tmp_path, "a[1].ttl", "a1.ttl")
    assert places(tmp_path / "a[1].ttl") == ["a[1].ttl"]


def test_name__of_a_pattern_is_that_of_its_folder(tmp_path: Path) -> None:
    publish(tmp_path, "hue/a.ttl")
    assert RdfSource(str(tmp_path / "hue" / "*.ttl")).name == "hue"


@pytest.mark.parametrize("name", [".hidden.ttl", ".git/a.ttl"])
def test_contents__hidden_files_are_not_seen(tmp_path: Path, name: str) -> None:
    publish(tmp_path, "a.ttl", name)
    assert (places(tmp_path), contents(tmp_path).passed_over) == (["a.ttl"], 0)


def test_contents__a_hidden_folder_that_is_named_is_read(tmp_path: Path) -> None:
    publish(tmp_path, ".cache/a.ttl")
    assert places(tmp_path / ".cache") == ["a.ttl"]


def test_contents__a_packed_file(tmp_path: Path) -> None:
    (tmp_path / "a.ttl.gz").write_bytes(gzip.compress(DATASET.format(1).encode()))
    assert [pending.iri for pending in contents(tmp_path).records] == ["https://e.vn/1"]


def test_contents__keep_the_bytes_as_they_were(tmp_path: Path) -> None:
    packed = gzip.compress(DATASET.format(1).encode())
    (tmp_path / "a.ttl.gz").write_bytes(packed)
    (document,) = contents(tmp_path).documents
    assert document.body is not None
    assert zlib.decompress(document.body) == packed


def test_contents__relative_iris_live_below_source_and_place(tmp_path: Path) -> None:
    (tmp_path / "a b.ttl").write_text("<x> a <http://www.w3.org/ns/dcat#Dataset> .")
    source = RdfSource(str(tmp_path))
    (pending,) = source.contents(IriSpace(source="Huế")).records
    assert pending.iri == "http://source.invalid/Hu%E1%BA%BF/x"


def test_contents__a_link_to_a_folder_is_passed_over(tmp_path: Path) -> None:
    publish(tmp_path, "feed/a.ttl", "other/b.ttl")
    (tmp_path / "feed" / "more").symlink_to(tmp_path / "other")
    found = contents(tmp_path / "feed")
    assert ([document.place for document in found.documents], found.passed_over) == (["a.ttl"], 1)


def test_contents__a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    publish(tmp_path, "a.ttl")
    os.mkfifo(tmp_path / "b.ttl")
    found = contents(tmp_path)
    assert ([document.place for document in found.documents], found.passed_over) == (["a.ttl"], 1)


def test_contents__a_pipe_that_is_named_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (document,) = contents(tmp_path / "pipe").quarantined
    assert (document.code, "it is a pipe or a device" in str(document.reason)) == ("read:unopened", True)


def test_contents__a_file_name_that_is_no_text_is_written_out(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    with open(folder + b"/hu\xea.ttl", "w", encoding="utf-8") as file:  # noqa: PTH123 - a name that is no text
        file.write(DATASET.format(1))
    assert places(tmp_path) == ["hu\\xea.ttl"]


def test_contents__tell_progress(tmp_path: Path) -> None:
    publish(tmp_path, "a.ttl", "b.ttl")
    told: list[tuple[str, int, int | None]] = []
    RdfSource(str(tmp_path)).contents(IriSpace(source="x"), progress=lambda *how: told.append(how))
    assert told == [("read", 0, 2), ("read", 1, 2)]


# ---------------------------------------------------------------- what is not


def test_contents__a_broken_document_is_put_aside(tmp_path: Path) -> None:
    publish(tmp_path, "a.ttl")
    (tmp_path / "b.ttl").write_text("<x> a ")
    found = contents(tmp_path)
    assert ([document.document for document in found.quarantined], found.failed) == (["b.ttl"], None)


def test_contents__a_dangling_link_is_put_aside(tmp_path: Path) -> None:
    publish(tmp_path, "a.ttl")
    (tmp_path / "b.ttl").symlink_to("nowhere.ttl")
    found = contents(tmp_path)
    assert [(document.document, document.code) for document in found.quarantined] == [("b.ttl", "read:unopened")]
    assert str(found.incomplete) == "1 of 2 documents unread; b.ttl: cannot be opened: No such file or directory"


def test_contents__a_folder_that_cannot_be_looked_into_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "a.ttl", "locked/b.ttl")
    scan = os.scandir

    def locked(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", locked)
    found = contents(tmp_path)
    assert [(document.document, str(document.reason)) for document in found.quarantined] == [
        ("locked", "cannot be opened: Permission denied")
    ]
    assert found.incomplete is not None


def test_contents__nothing_there_has_failed_unopened(tmp_path: Path) -> None:
    found = contents(tmp_path / "none.ttl")
    assert (str(found.failed), found.unopened) == (
        f"cannot open {tmp_path / 'none.ttl'}: No such file or directory",
        True,
    )


def test_contents__an_empty_folder_has_failed(tmp_path: Path) -> None:
    found = contents(tmp_path)
    assert (str(found.failed), found.unopened) == (f"no RDF file in {tmp_path}", False)


@pytest.mark.parametrize(("others", "told"), [(1, "1 other file"), (2, "2 other files")])
def test_contents__a_folder_of_other_files_has_failed(tmp_path: Path, others: int, told: str) -> None:
    for number in range(others):
        (tmp_path / f"{number}.pdf").touch()
    assert str(contents(tmp_path).failed) == f"no RDF file in {tmp_path}; {told} skipped"


def test_contents__all_documents_broken_has_failed(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<x> a ")
    found = contents(tmp_path)
    assert (found.failed is not None, found.unopened) == (True, False)


def test_contents__all_documents_unopened_has_failed_unopened(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").symlink_to("nowhere.ttl")
    assert contents(tmp_path).unopened


@pytest.mark.parametrize("text", ["{}", '{"error": "not found"}'])
def test_contents__no_dcat_has_failed(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonld").write_text(text)
    assert str(contents(tmp_path).failed) == "no DCAT resource found in a.jsonld"


def test_contents__no_dcat_in_many_documents_names_some(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.ttl").write_text("<x> <y> <z> .")
    assert str(contents(tmp_path).failed) == "no DCAT resource found in 0.ttl, 1.ttl, 2.ttl and 2 more"


# ---------------------------------------------------------------- records()


def test_records__are_made(tmp_path: Path) -> None:
    publish(tmp_path, "a.ttl", "b.ttl")
    assert [record.iri for record in RdfSource(str(tmp_path)).records()] == ["https://e.vn/1", "https://e.vn/2"]


def test_records__a_source_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match=r"no RDF file in"):
        next(RdfSource(str(tmp_path)).records())
