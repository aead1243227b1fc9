"""A source validated without a registry, just as the first harvest would."""

from __future__ import annotations

import errno
import gc
import gzip
import io
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from danhmuc.registry import source_at
from danhmuc.registry.spooling import held_bodies as byte_file
from danhmuc.registry.spooling import is_spooled, split_workers, spool
from danhmuc.registry.spooling import spool as spooled_records
from danhmuc.registry.validation import source as validation_source
from danhmuc.registry.validation.source import ValidatedSource, validate_source
from danhmuc.shapes import Validator
from danhmuc.shapes.validation import context
from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.reading import large_documents

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
GOOD = '<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:description "Một"@vi .'


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator("dcat-ap")


def checked(tmp_path: Path, turtle: str, validator: Validator) -> ValidatedSource:
    path = tmp_path / "catalog.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return validate_source(source_at(str(path)), validator)


def test_validate_source__tells_the_verdict_of_each(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, GOOD + "<2> a dcat:Dataset .", validator)
    assert [(record.iri, record.report.accepted) for record in check.records] == [
        ("https://e.vn/1", True),
        ("https://e.vn/2", False),
    ]


def test_validate_source__nodes_come_first_by_their_name(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, GOOD + '<a> a foaf:Agent ; foaf:name "Sở"@vi .', validator)
    assert [(record.role, record.title) for record in check.records] == [("node", "Sở"), ("record", "Một")]


def test_validate_source__the_reader_s_findings_come_with_the_record(tmp_path: Path, validator: Validator) -> None:
    (record,) = checked(tmp_path, '[] a dcat:Dataset ; dct:identifier "x" .', validator).records
    assert "split:minted-iri" in {finding.code for finding in record.all_findings}


def test_validate_source__findings_about_documents(tmp_path: Path, validator: Validator) -> None:
    assert [finding.code for finding in checked(tmp_path, GOOD + "[] a <a b> .", validator).findings] == [
        "read:iri-escaped"
    ]


def test_validate_source__a_secret_is_told_by_its_place_alone(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, GOOD + "<kho> a dcat:Dataset ; dmv:secrecy 'MAT' .", validator)
    assert [(finding.code, finding.focus, finding.place) for finding in check.findings] == [
        ("harvest:state-secret", None, "catalog.ttl")
    ]
    assert [record.iri for record in check.records] == ["https://e.vn/1"]


def test_validate_source__tells_in_which_documents_a_record_stands(tmp_path: Path, validator: Validator) -> None:
    for name in "edcba":
        (tmp_path / f"{name}.ttl").write_text(PREFIXES + f'<1> dct:title "{name}"@vi .', encoding="utf-8")
    (tmp_path / "a.ttl").write_text(PREFIXES + GOOD + "<2> a dcat:Dataset .", encoding="utf-8")
    check = validate_source(source_at(str(tmp_path)), validator)
    assert [(record.iri, record.place) for record in check.records] == [
        ("https://e.vn/1", "a.ttl, b.ttl, c.ttl, …"),
        ("https://e.vn/2", "a.ttl"),
    ]


def test_validate_source__a_source_that_fails(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, "<x> dct:title 'x' .", validator)
    assert str(check.failed) == "no DCAT resource found in catalog.ttl"
    assert (check.unopened, list(check.records)) == (False, [])


def test_validate_source__a_location_that_is_not_there(tmp_path: Path, validator: Validator) -> None:
    assert validate_source(source_at(str(tmp_path / "none.ttl")), validator).unopened


def test_validate_source__an_incomplete_source(tmp_path: Path, validator: Validator) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + GOOD, encoding="utf-8")
    (tmp_path / "b.ttl").write_text("<x> a ", encoding="utf-8")
    check = validate_source(source_at(str(tmp_path)), validator)
    assert (check.incomplete is not None, [finding.code for finding in check.findings]) == (True, ["read:syntax"])


def test_validate_source__tells_progress(tmp_path: Path, validator: Validator) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + GOOD, encoding="utf-8")
    told: list[tuple[str, int, int | None]] = []
    validate_source(source_at(str(tmp_path / "a.ttl")), validator, progress=lambda *how: told.append(how))
    assert told == [("read", 0, 1), ("judge", 1, None)]


# ---------------------------------------------------------------- spooled

HUGE = 10**12
FAR_APART = """
<k> a dcat:Catalog ; dcat:dataset <1> , _:b ; dct:title "Danh mục"@vi .
<x> a dcat:Distribution ; dcat:accessURL "http://x/" ; dct:license [ dct:title "Giấy phép" ] .
<r> a dcat:CatalogRecord ; foaf:primaryTopic <2> .
<a> a foaf:Agent ; dct:title "không tên" .
<1> a dcat:Dataset ; dct:title "Một"@vi_VN ; dct:publisher <a> ; dcat:distribution <x> ; dcat:contactPoint _:c .
<2> a dcat:Dataset ; dct:publisher <a> ; dcat:contactPoint _:c ; dct:relation <http://x/a b> .
_:b a dcat:Dataset ; dct:identifier "7" .
_:c dct:title "Hộp thư" .
"""


def both(path: Path, validator: Validator) -> tuple[ValidatedSource, ValidatedSource]:
    """The source read through a database, and in memory."""
    source = source_at(str(path))
    return (
        validate_source(source, validator, spooled_above=0),
        validate_source(source, validator, spooled_above=HUGE),
    )


def whole(check: ValidatedSource) -> ValidatedSource:
    """The check with its records held, so that it can be compared."""
    return replace(check, records=list(check.records))


@pytest.fixture
def small_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database writes to its file whatever it has."""
    monkeypatch.setattr(spool, "_TABLES", re.sub("cache_size = .*", "cache_size = 1;", spool._TABLES))


@pytest.fixture
def held(small_cache: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many temporary files this process holds that it did not hold before."""
    del small_cache
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = temporary_files()
    return lambda: len(temporary_files() - before)


def temporary_files() -> set[str]:
    """Those open in this process; all have been removed from their folders."""
    links = Path("/proc/self/fd")
    if not links.is_dir():
        pytest.skip("only Linux tells which files are open")
    found = set()
    for link in links.iterdir():
        with suppress(OSError):
            found.add(str(link.readlink()))
    return {path for path in found if path.endswith(" (deleted)")}


def many(tmp_path: Path, count: int = 300) -> Path:
    path = tmp_path / "catalog.ttl"
    text = (f'<{n}> a dcat:Dataset ; dct:title "{n}"@vi ; dct:description "{"x" * 200}" .' for n in range(count))
    path.write_text(PREFIXES + "\n".join(text), encoding="utf-8")
    return path


@pytest.mark.parametrize("profile", ["dcat-ap", "vn"])
@pytest.mark.parametrize("ending", [".ttl", ".ttl.gz"])
def test_validate_source__spooled_gives_the_same(ending: str, profile: str, tmp_path: Path) -> None:
    path = tmp_path / f"catalog{ending}"
    data = (PREFIXES + FAR_APART).encode()
    path.write_bytes(gzip.compress(data) if ending.endswith(".gz") else data)
    spooled, plain = map(whole, both(path, Validator(profile)))
    assert spooled == plain
    assert len(plain.records) == 7
    assert any(record.all_findings for record in plain.records)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("syntax", "ending"), [("turtle", ".ttl"), ("nt", ".nt")])
def test_validate_source__spooled_gives_the_same_of_a_generated_catalogue(
    seed: int,
    syntax: str,
    ending: str,
    root: Path,
    tmp_path: Path,
    validator: Validator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = [sys.executable, root / "tests" / "bench" / "catalogues.py", "-n", "60", "--seed", str(seed)]
    path = tmp_path / f"catalog{ending}"
    subprocess.run([*command, "--format", syntax, "-o", path], check=True)
    monkeypatch.setattr(large_documents, "_TRIPLES", 97)
    monkeypatch.setattr(split_workers, "_PART_BYTES", 10_000)
    spooled, plain = map(whole, both(path, validator))
    assert spooled == plain
    assert sum(record.role == "record" for record in plain.records) == 61


@pytest.mark.parametrize(
    "name",
    [
        *("belgium/page-1.trig", "belgium/page-100.trig", "belgium/page-943.trig"),
        *("w3c-dcat3/catalog-record.ttl", "w3c-dcat3/classifying-types.ttl", "w3c-dcat3/compress-and-package.ttl"),
        *("w3c-dcat3/series-membership.ttl", "w3c-dcat3/csiro-stratchart_dcat3.ttl", "w3c-dcat3/dataset-004-sdo.ttl"),
    ],
)
def test_validate_source__spooled_gives_the_same_of_real_catalogues(
    name: str, test_data: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_documents, "_TRIPLES", 97)
    monkeypatch.setattr(split_workers, "_PART_BYTES", 10_000)
    spooled, plain = map(whole, both(test_data / name, validator))
    assert spooled == plain


@pytest.mark.parametrize(
    "text",
    [
        GOOD + "<kho> a dcat:Dataset ; dmv:secrecy 'MAT' . <r> a dcat:CatalogRecord ; foaf:primaryTopic <kho> .",
        GOOD + "<kho> a dcat:Dataset ; dmv:secrecy 'MAT' ; dct:relation <http://x/a b> , <http://x/c d> .",
        GOOD + "[] dct:title 'x' ; dmv:secrecy 'MAT' . [] dct:title 'y' ; dmv:secrecy 'TOI_MAT' .",
        GOOD + "<kho> a dcat:Dataset ; dmv:secrecy 'MAT' . <x> a",
        GOOD + "<x> a",
        GOOD + "<x> dct:title <<( <a> <b> <c> )>> .",
        GOOD + f"<{'x' * 3000}> a dcat:Dataset .",
        "<x> dct:title 'x' .",
        " ",
    ],
)
def test_validate_source__spooled_refuses_the_same(text: str, tmp_path: Path, validator: Validator) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    spooled, plain = map(whole, both(path, validator))
    assert spooled == plain
    assert plain.findings or plain.failed


def test_validate_source__spools_what_is_large_and_of_such_a_format(tmp_path: Path) -> None:
    path = many(tmp_path)
    size = path.stat().st_size
    packed = tmp_path / "packed.ttl"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    other = tmp_path / "catalog.rdf"
    other.write_text("<?xml version='1.0'?><r:RDF xmlns:r='x'/>", encoding="utf-8")
    assert is_spooled(path, above=size - 1)
    assert not is_spooled(path, above=size)
    assert is_spooled(packed, above=packed.stat().st_size)  # it is larger than it looks
    assert not any(is_spooled(one, above=0) for one in (other, tmp_path, tmp_path / "none.ttl"))
    assert not is_spooled(path)


def test_validate_source__tells_progress_of_a_spooled_source(tmp_path: Path, validator: Validator) -> None:
    told: list[tuple[str, int, int | None]] = []
    validate_source(
        source_at(str(many(tmp_path, 2))), validator, spooled_above=0, progress=lambda *how: told.append(how)
    )
    assert told == [("read", 0, 0), ("read", 0, 0), ("split", 2, 2), ("judge", 1, None), ("judge", 2, None)]


def test_validate_source__nothing_stays_of_a_spool(
    tmp_path: Path, held: Callable[[], int], validator: Validator
) -> None:
    check = validate_source(source_at(str(many(tmp_path))), validator, spooled_above=0)
    assert held() > 0
    assert len(list(check.records)) == 300
    assert held() == 0


@pytest.mark.parametrize("begun", [True, False])
def test_validate_source__nothing_stays_of_a_spool_that_is_abandoned(
    begun: bool, tmp_path: Path, held: Callable[[], int], validator: Validator
) -> None:
    check = validate_source(source_at(str(many(tmp_path))), validator, spooled_above=0)
    if begun:
        next(check.records)
    assert held() > 0
    del check
    gc.collect()
    assert held() == 0


@pytest.mark.parametrize("stage", ["read", "split", "judge"])
def test_validate_source__nothing_stays_of_a_spool_that_is_interrupted(
    stage: str, tmp_path: Path, held: Callable[[], int], validator: Validator
) -> None:
    def interrupt(at: str, done: int, _: int | None) -> None:
        if at == stage and (at != "judge" or done == 200):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        validate_source(source_at(str(many(tmp_path))), validator, spooled_above=0, progress=interrupt)
    assert held() == 0


def test_validate_source__nothing_stays_of_a_spool_whose_document_is_refused(
    tmp_path: Path, held: Callable[[], int], validator: Validator
) -> None:
    path = many(tmp_path)
    path.write_bytes(path.read_bytes() + b"<x> a")
    assert whole(validate_source(source_at(str(path)), validator, spooled_above=0)).failed
    assert held() == 0


@pytest.mark.parametrize("pages", [10, 20, 40])
def test_validate_source__a_full_disk(
    pages: int, tmp_path: Path, held: Callable[[], int], validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_TABLES", spool._TABLES + f"PRAGMA max_page_count = {pages};")
    with pytest.raises(RegistryError, match=r"cannot spool catalog.ttl: database or disk is full; free space for"):
        validate_source(source_at(str(many(tmp_path))), validator, spooled_above=0)
    assert held() == 0


@pytest.mark.parametrize("name", ["catalog.ttl", "catalog.ttl.gz"])
def test_validate_source__a_disk_that_is_full_when_it_unpacks_or_has_triples(
    name: str, tmp_path: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def __init__(self, **_: object) -> None:
            super().__init__()

        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", Full)
    monkeypatch.setattr(byte_file, "TemporaryFile", Full)
    data = many(tmp_path).read_bytes()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    with pytest.raises(RegistryError, match=f"cannot spool {name}: No space left on device; free space for"):
        validate_source(source_at(str(path)), validator, spooled_above=0)


def test_validate_source__a_disk_that_fails_is_no_trouble_of_one_record(
    tmp_path: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spooled_records, "_KEPT_BEFORE", "SELECT none FROM record WHERE rowid = ?")
    with pytest.raises(RegistryError, match=r"cannot spool catalog.ttl: no such column"):
        validate_source(source_at(str(many(tmp_path, 2))), validator, spooled_above=0)


PEAK = """
import re, sys
from pathlib import Path
from danhmuc.registry import source_at
from danhmuc.registry.spooling import split_workers, spool
from danhmuc.registry.validation.source import validate_source
from danhmuc.shapes import Validator
from danhmuc.vocab.reading import large_documents

spool._TABLES = re.sub("cache_size = .*", "cache_size = -1024;", spool._TABLES)
split_workers._PART_BYTES = 100_000
large_documents._TRIPLES = 2_000
check = validate_source(source_at(sys.argv[1]), Validator("dcat-ap"), spooled_above=int(sys.argv[2]))
validated = sum(record.role == "record" for record in check.records)
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(validated, peak[1])
"""


@pytest.mark.soak
def test_validate_source__memory_does_not_grow_with_a_spooled_source(root: Path, tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells the peak of a process apart from that of its parent")
    peaks: dict[tuple[int, int], int] = {}
    for size in (500, 2_000):
        path = tmp_path / f"{size}.nt"
        write = [sys.executable, root / "tests" / "bench" / "catalogues.py", "-n", str(size), "--format", "nt"]
        subprocess.run([*write, "-o", path], check=True)
        for above in (0, HUGE):
            run = [sys.executable, "-c", PEAK, path, str(above)]
            validated, peak = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
            assert int(validated) == size + 1
            peaks[size, above] = int(peak)
    spooled = peaks[2_000, 0] - peaks[500, 0]
    plain = peaks[2_000, HUGE] - peaks[500, HUGE]
    assert plain > 20 * 1024  # else nothing is shown
    assert spooled < plain / 4


# ---------------------------------------------------------------- many findings


def feed(tmp_path: Path, *texts: str) -> Path:
    folder = tmp_path / "feed"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.ttl").write_text(PREFIXES + text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("room", [0, 9])
@pytest.mark.parametrize(
    "texts",
    [
        (FAR_APART, GOOD),
        (GOOD + "<2> a dcat:Dataset ; dct:issued 'x' . [] a dcat:Dataset ; dct:title 'a' .", "<x> a"),
        (GOOD + '<kho> a dcat:Dataset ; dmv:secrecy "MAT" . <r> a dcat:CatalogRecord ; foaf:primaryTopic <kho> .',),
        ("[] a dcat:Dataset ; dct:identifier '7' . [] a dcat:Dataset ; dct:identifier '7' ; dct:title 'Hai' .",),
        (f"<{'x' * 3000}> a dcat:Dataset .", GOOD),
    ],
)
def test_validate_source__what_is_not_held_is_told_the_same(
    room: int, texts: tuple[str, ...], tmp_path: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = source_at(str(feed(tmp_path, *texts)))
    before = whole(validate_source(source, validator))
    monkeypatch.setattr(validation_source, "_HELD", room)
    assert whole(validate_source(source, validator)) == before
    assert before.findings or any(record.all_findings for record in before.records)


@pytest.mark.parametrize("walked", [None, 1, 300])
def test_validate_source__nothing_stays_of_what_is_not_held(
    walked: int | None,
    tmp_path: Path,
    held: Callable[[], int],
    validator: Validator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(validation_source, "_HELD", 20)
    check = validate_source(source_at(str(many(tmp_path))), validator)
    assert held() > 0
    if walked is not None:
        assert len(list(islice(check.records, walked))) == walked
    del check
    gc.collect()
    assert held() == 0


def test_validate_source__nothing_stays_of_what_is_not_held_when_it_is_interrupted(
    tmp_path: Path, held: Callable[[], int], validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(at: str, done: int, _: int | None) -> None:
        if at == "judge" and done == 200:
            assert held() > 0
            raise KeyboardInterrupt

    monkeypatch.setattr(validation_source, "_HELD", 20)
    with pytest.raises(KeyboardInterrupt):
        validate_source(source_at(str(many(tmp_path))), validator, progress=interrupt)
    assert held() == 0


def test_validate_source__a_disk_without_room_for_what_is_not_held(
    tmp_path: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def __init__(self, **_: object) -> None:
            super().__init__()

        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(validation_source, "_HELD", 20)
    monkeypatch.setattr(byte_file, "TemporaryFile", Full)
    with pytest.raises(RegistryError, match=r"cannot spool catalog.ttl: No space left on device; free space for"):
        validate_source(source_at(str(many(tmp_path))), validator)


FIELDS = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <https://e.vn/shapes#> .
<https://e.vn/shapes> a prof:Profile ; prof:hasToken "fields" ; dct:title "Thử"@vi , "Trial"@en .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset .
"""
FIELD = """
:Dataset sh:property :Dataset-{number} .
:Dataset-{number} a sh:PropertyShape ; sh:path :field{number} ; {demand} 1 ; sh:severity sh:Warning ;
    sh:message "Nên có trường số {number} của tập dữ liệu."@vi , "A dataset should have field {number}."@en .
"""
PEAK_OF_FINDINGS = """
import re, sys
from pathlib import Path
from danhmuc.registry import source_at
from danhmuc.registry.validation.source import validate_source
from danhmuc.shapes import Validator

check = validate_source(source_at(sys.argv[1]), Validator(sys.argv[2]))
found = sum(len(record.all_findings) for record in check.records)
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(found, peak[1])
"""


@pytest.mark.soak
def test_validate_source__memory_does_not_grow_with_findings(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells the peak of a process apart from that of its parent")
    lines = [f"<{n}> a dcat:Dataset ; dct:title 'Tập {n}'@vi ." for n in range(2_000)]
    folder = feed(tmp_path, *("\n".join(lines[start::4]) for start in range(4)))
    peaks = {}
    for demand in ("sh:maxCount", "sh:minCount"):
        rules = "".join(FIELD.format(number=number, demand=demand) for number in range(100))
        (tmp_path / "fields.ttl").write_text(FIELDS + rules, encoding="utf-8")
        run = [sys.executable, "-c", PEAK_OF_FINDINGS, folder, tmp_path / "fields.ttl"]
        found, peak = map(int, subprocess.run(run, check=True, capture_output=True, text=True).stdout.split())
        peaks[found] = peak
    assert list(peaks) == [0, 200_000]
    # Held in memory they take 110 MiB, spooled 6.
    assert peaks[200_000] - peaks[0] < 24 * 1024


PUBLISHERS = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://e.vn/shapes#> .
<https://e.vn/shapes> a prof:Profile ; prof:hasToken "publishers" ; dct:title "Thử"@vi , "Trial"@en .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-publisher .
:Dataset-publisher a sh:PropertyShape ; sh:path dct:publisher ; sh:class foaf:Agent ; sh:severity sh:Violation ;
    sh:message "Đơn vị phải là foaf:Agent (dct:publisher)."@vi , "A publisher is a foaf:Agent (dct:publisher)."@en .
"""


def test_validate_source__context_that_is_made_ready_anew_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "publishers.ttl").write_text(PUBLISHERS, encoding="utf-8")
    validator = Validator(tmp_path / "publishers.ttl")
    path = tmp_path / "catalog.ttl"
    agents = '<a> a foaf:Agent ; foaf:name "Sở" ; foaf:account [ dct:title "x" ] . <b> a foaf:Document .'
    named = (f"<{n}> a dcat:Dataset ; dct:publisher <a> , <b> , <{n + 1}> ." for n in range(9))
    path.write_text(PREFIXES + agents + "\n".join(named), encoding="utf-8")
    before = whole(validate_source(source_at(str(path)), validator))
    monkeypatch.setattr(context, "_MOST_READY", 0)
    assert whole(validate_source(source_at(str(path)), validator)) == before
    assert {one.value for record in before.records for one in record.all_findings} >= {"https://e.vn/b"}
    assert "https://e.vn/a" not in {one.value for record in before.records for one in record.all_findings}


def test_validate_source__temporary_files_that_cannot_be_made(
    tmp_path: Path, validator: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refused)
    with pytest.raises(RegistryError, match=r"cannot spool catalog.ttl: unable to open database file; free space"):
        validate_source(source_at(str(many(tmp_path, 2))), validator, spooled_above=0)
