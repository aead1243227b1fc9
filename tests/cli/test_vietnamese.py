"""What a clerk may cause is told in Vietnamese; the sentences are those that the library really says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli.messages.listing import ClassesText
from danhmuc.registry import registry
from danhmuc.registry.messages.store import StatesText
from danhmuc.registry.store import database
from danhmuc.registry.store.opening import open_database
from danhmuc.shapes import load_profile
from danhmuc.vocab.errors import DocumentError, RegistryError, RegistryUnavailableError, ShapesError
from danhmuc.vocab.reading import read_document

Run = Callable[..., CompletedProcess[str]]

PROFILE = """
PREFIX prof: <http://www.w3.org/ns/dx/prof/>
<http://a.example/shapes> a prof:Profile ; prof:hasToken "house" ; prof:isProfileOf <http://a.example/unknown> .
"""


@pytest.fixture(autouse=True)
def in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_LANG", "vi")


def spoils(path: Path, statement: str) -> None:
    """Change a database behind the registry's back."""
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["validate", "good.ttl", "--profile", "x"], 2, "không có hồ sơ 'x'; hiện có: dcat-ap"),
        (["validate", "good.ttl", "--profile", "good.ttl"], 2, "tệp good.ttl không phải hồ sơ"),
        (["validate", "good.ttl", "--profile", "bad.ttl"], 2, "tệp hồ sơ bad.ttl:1:1:"),
        (["validate", "good.ttl", "--profile", "orphan.ttl"], 2, "hồ sơ 'house' dựa trên http://a.example/unknown"),
        (["validate", "good.ttl", "--profile", "none"], 2, "hồ sơ none không kiểm tra gì"),
        (["harvest", "good.ttl", "--profile", "x"], 2, "không có hồ sơ 'x'"),
        (["harvest", "good.ttl", "--base", "x"], 2, "--base 'x' phải là IRI tuyệt đối"),
        (["harvest", "good.ttl", "--base", "http://b.example/"], 2, "không đổi sang http://b.example/ được"),
        (["harvest", "ftp://a.example/a.ttl"], 2, "hãy tải về trước"),
        (["harvest", "good.ttl", "copy.ttl", "--name", "x"], 2, "--name x chỉ đặt tên cho một nguồn mà có 2 vị trí"),
        (["harvest", "good.ttl", "--name", "x"], 2, "đã là nguồn 'good'; --name không đổi được tên"),
        (["harvest", "copy.ttl", "--name", "good"], 2, "tên 'good' đã thuộc nguồn ở"),
        (["harvest", "copy.ttl", "--name", "local"], 2, "tên 'local' dành cho bản ghi do chương trình đưa vào"),
        (["harvest", "gone.ttl"], 3, "gone.ttl: không có tệp hoặc thư mục này"),
        (["validate", "gone.ttl"], 3, "gone.ttl: không có tệp hoặc thư mục này"),
        (
            ["export", "pdf", "x.pdf"],
            2,
            "không có định dạng 'pdf'; hiện có: csvw, dcat-us, dcat-us-1.1, dictionary, json-ld, nq",
        ),
        (["export", "nt", "folder"], 2, "không ghi được folder: đó là thư mục"),
        (["export", "nt", "gone/x.nt"], 2, "không ghi được gone/x.nt: không có tệp hoặc thư mục này"),
        (["export", "nt", "danhmuc.db"], 2, "không ghi được danhmuc.db: đó là tệp của chính sổ đăng ký; hãy chọn tệp"),
        (["export", "nt", "stranger.db"], 2, "không ghi được stranger.db: đó là tệp của một cơ sở dữ liệu SQLite; hãy"),
        (["export", "nt", "/dev/full"], 2, "không ghi được /dev/full: hết chỗ trên đĩa"),
        (["export", "nt", "x.nt", "--source", "x"], 2, "không có nguồn 'x'; hiện có: good"),
        (["list", "--source", "x"], 2, "không có nguồn 'x'; hiện có: good"),
        (["show", "http://a.example/0"], 2, "sổ đăng ký không có bản ghi http://a.example/0"),
        (["show", "http://a.example/0", "--source", "good"], 2, "nguồn 'good' không có bản ghi http://a.example/0"),
        (["list", "--registry", "x"], 2, "không phải URL của sổ đăng ký: 'x'; hãy dùng sqlite:///"),
        (["list", "--registry", "sqlite:///x.db"], 3, "chưa có sổ đăng ký ở đó; danhmuc harvest sẽ tạo"),
        (["list", "--registry", "sqlite:///folder"], 3, "đó là thư mục, không phải tệp"),
        (["list", "--registry", "sqlite:///bad.ttl"], 3, "không phải cơ sở dữ liệu SQLite"),
        (["list", "--registry", "sqlite:///stranger.db"], 3, "các bảng ở đó không phải của sổ đăng ký"),
        (["list", "--registry", "sqlite:///newer.db"], 3, "do bản danhmuc mới hơn tạo ra"),
        (["list", "--registry", "postgresql+psycopg://x@127.0.0.1:1/x"], 3, "không kết nối được"),
        (["harvest", "good.ttl", "--registry", "sqlite:///gone/x.db"], 3, "hãy tạo trước"),
        (["demo", "bad.ttl"], 2, "không ghi được dữ liệu mẫu vào bad.ttl"),
    ],
)
def test_refusal__is_in_vietnamese(
    danhmuc: Run, good: Path, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "copy.ttl").write_bytes(good.read_bytes())
    (tmp_path / "bad.ttl").write_text("x" * 600)
    (tmp_path / "orphan.ttl").write_text(PROFILE)
    (tmp_path / "folder").mkdir()
    assert danhmuc("harvest", good, "--profile", "none").returncode == 0
    (tmp_path / "newer.db").write_bytes((tmp_path / "danhmuc.db").read_bytes())
    spoils(tmp_path / "newer.db", "UPDATE alembic_version SET version_num = '9999'")
    spoils(tmp_path / "stranger.db", "CREATE TABLE strange (a)")
    answer = danhmuc(*arguments)
    assert (answer.returncode, answer.stdout) == (code, "")
    assert answer.stderr.startswith("danhmuc: ")
    assert answer.stderr.count("\n") == 1
    assert words in answer.stderr


def test_refusal__of_a_locked_registry(danhmuc: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert danhmuc("harvest", good).returncode == 0
    monkeypatch.setattr(registry, "open_database", partial(open_database, wait_seconds=0.1))
    holder = sqlite3.connect("danhmuc.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    answer = danhmuc("harvest", good)
    holder.close()
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "đang bị một tiến trình khác khóa để ghi; hãy thử lại sau" in answer.stderr


def test_refusal__of_whatever_a_database_says() -> None:
    for words in (*database._SQLITE.values(), *database._POSTGRESQL.values()):
        reason = words(**dict.fromkeys(words.placeholders, "disk I/O error"))
        error = RegistryUnavailableError("sqlite:///a.db", reason)
        assert str(reason) not in error.render("vi")


RULE = '<http://a.example/shapes#x> sh:message "x"@en ; '


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        (PROFILE.replace("a.example/unknown", "a.example/shapes"), "các hồ sơ dựa trên nhau thành vòng, house → house"),
        (PROFILE.replace('"house"', '"vn"'), "token 'vn' là của hồ sơ có sẵn"),
        (PROFILE.replace('"house"', '"a:b"'), "'a:b' không làm token được"),
        (PROFILE.replace("<http://a.example/shapes>", "_:shapes"), "hồ sơ 'house' chưa có IRI"),
        (RULE + 'dmv:layer "local" .', "quy tắc house:x có dmv:layer 'local'; hãy dùng một trong spec"),
        (RULE + 'schema:validFrom "mai" .', "house:x có validFrom 'mai'; hãy ghi ngày như 2026-03-31"),
        (RULE + 'sh:order "x" .', "house:x có sh:order 'x'; hãy ghi một số"),
    ],
)
def test_profile__that_cannot_be_used_is_told_in_vietnamese(tmp_path: Path, turtle: str, words: str) -> None:
    path = tmp_path / "own.ttl"
    head = """
        PREFIX dmv: <https://w3id.org/danhmuc/def#> PREFIX schema: <http://schema.org/>
        PREFIX sh: <http://www.w3.org/ns/shacl#>
    """
    profile = "" if "prof:Profile" in turtle else PROFILE.partition(" ; prof:isProfileOf")[0] + " .\n"
    path.write_text(head + profile + turtle)
    with pytest.raises(ShapesError) as raised:
        load_profile(path)
    assert words in raised.value.render("vi")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.ttl": "x"}, "thất bại (1/1 tài liệu không đọc được)"),
        (
            {"a.ttl": "PREFIX a: <http://a.example/> a:b a:c a:d ."},
            "thất bại (không có tài nguyên DCAT nào trong a.ttl)",
        ),
        ({"a.txt": ""}, "source: thất bại (không có tệp RDF nào trong"),
    ],
)
def test_run__says_why_in_vietnamese(danhmuc: Run, tmp_path: Path, files: dict[str, str], words: str) -> None:
    (tmp_path / "source").mkdir()
    for name, text in files.items():
        (tmp_path / "source" / name).write_text(text)
    answer = danhmuc("harvest", "source")
    assert answer.returncode == 1
    assert words in answer.stdout.replace("  lượt 1, hồ sơ dcat-ap", "")
    assert words.partition("(")[2].rstrip(")") in danhmuc("validate", "source").stdout


def test_run__in_part_says_so_in_the_language_of_whoever_reads(danhmuc: Run, good: Path) -> None:
    assert "chưa đầy đủ (chỉ là một phần, theo --partial)" in danhmuc("harvest", good, "--partial").stdout
    assert "incomplete (only a part, by --partial)" in danhmuc("harvest", good, "--partial", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            b'{"@context": "http://a.example/c", "@id": "http://a.example/1"}',
            "@context http://a.example/c không được tải",
        ),
        (b'{"dataset": []}', "data.json (JSON kiểu Project Open Data hoặc"),
    ],
)
def test_vietnamese__knows_reasons_of_json_ld(text: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(text, place="a.jsonld", base="http://a.example/")
    assert caught.value.reason.render("vi").startswith(words)


def test_vietnamese__quotes_what_it_does_not_know() -> None:
    assert RegistryError("a sentence that nobody wrote").render("vi") == "“a sentence that nobody wrote”"


def glossary(root: Path) -> dict[str, str]:
    """Name to Vietnamese word, of every row."""
    found = {}
    for line in (root / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 4:
            found.update(dict.fromkeys(cells[3].replace("`", "").split(", "), cells[2]))
    return found


def test_words__are_those_of_the_glossary(root: Path) -> None:
    words = glossary(root)
    for name, word in StatesText.STATES.items():
        if name != "running":  # a run that nobody closed; no word of the standard
            assert words[name] == word().render("vi")
    for name, word in ClassesText.CLASSES.items():
        assert words[name] == word().render("vi")
