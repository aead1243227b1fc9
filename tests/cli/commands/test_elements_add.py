"""``danhmuc elements add`` of schemas and databases: one line for each error, and no password anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy

from danhmuc.cli.messages.elements import ElementsCommandText
from danhmuc.registry.data_elements.schema_readers import schema_kinds

if TYPE_CHECKING:
    from ..conftest import Run

SECRETS = ("matkhau1", "matkhau2", "matkhau3")
URL = "postgresql+psycopg://u:matkhau1@127.0.0.1:9/kho?password=matkhau2&application_name=matkhau3"


def test_add__help_names_all_kinds() -> None:
    text = ElementsCommandText.ADD_KIND().render("en")
    assert all(kind in text for kind in schema_kinds())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["elements", "add", URL], 3),
        (["elements", "add", URL, "--json"], 3),
        (["harvest", "--kind", "elements", URL], 3),
        (["elements", "add", URL.replace("+psycopg", "")], 2),
        (["elements", "add", URL.replace("://", ":")], 2),
        (["elements", "add", URL.replace("+psycopg://", ":/"), "--json"], 2),
        (["elements", "add", "khong-co.json?password=matkhau2", "--json"], 3),
        (["elements", "add", "khong-co.json"], 3),
        (["elements", "add", "a.json", "--dataset", "tap 1"], 2),
        (["elements", "add", "https://e.vn/a.json"], 2),
        (["elements", "add", "a.json", "--kind", "xsd"], 2),
        (["elements", "add", "a.json", "--schema", "kho"], 2),
        (["harvest", "--kind", "elements", "postgresql://127.0.0.1/kho"], 3),
    ],
)
def test_add__each_error_is_one_line(danhmuc: Run, words: list[str], code: int) -> None:
    Path("a.json").write_text(json.dumps({"fields": [{"name": "ma"}]}), encoding="utf-8")
    done = danhmuc(*words)
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == 1
    assert "None" not in done.stdout + done.stderr
    stored = Path("danhmuc.db").read_bytes() if Path("danhmuc.db").exists() else b""
    for secret in SECRETS:
        assert secret not in done.stdout + done.stderr
        assert secret.encode() not in stored


def test_add__a_broken_file_is_a_failed_run(danhmuc: Run) -> None:
    Path("a.json").write_text("{", encoding="utf-8")
    done = danhmuc("elements", "add", "a.json")
    assert done.returncode == 1
    assert "a.json:1:" in done.stdout
    assert "None" not in done.stdout


def test_add__a_table_schema_is_listed_and_shown(danhmuc: Run) -> None:
    Path("tram.json").write_text(json.dumps({"title": "Trạm", "fields": [{"name": "ma"}]}), encoding="utf-8")
    assert danhmuc("elements", "add", "tram.json", "--kind", "table-schema").returncode == 0
    (row,) = json.loads(danhmuc("elements", "list", "schemas", "--json").stdout)
    assert (row["title"], row["columns"], row["source"]) == ("Trạm", 1, "tram")
    assert "ma" in danhmuc("elements", "show", row["iri"]).stdout


MARKABLE = (
    "Mã dữ liệu,Bảng,Tên trường,Tên gọi,Mô tả,Kiểu dữ liệu,Bắt buộc,Độ mật\n"
    "D1,B,cot,Cột,m,text,,Không\nD1,B,kin,Kín,m,text,,{}\n"
)


@pytest.mark.parametrize(("mark", "code"), [("Không", 0), ("Mật", 1)])
def test_add__a_row_that_is_marked_as_a_secret_needs_attention(danhmuc: Run, mark: str, code: int) -> None:
    Path("tu-dien.csv").write_text(MARKABLE.format(mark), encoding="utf-8")
    (done, as_json) = (danhmuc("elements", "add", "tu-dien.csv", *more) for more in ((), ("--json",)))
    assert (done.returncode, as_json.returncode) == (code, code)
    told = json.loads(as_json.stdout)
    assert (told["state"], told["refused"], told["needs_a_person"]) == ("complete", code, bool(code))
    assert ("tu-dien.csv:3" in done.stdout, "Kín" in done.stdout + as_json.stdout) == (bool(code), False)


def test_harvest__all_passes_over_a_database_whose_password_is_not_stored(danhmuc: Run, postgresql_url: str) -> None:
    engine = sqlalchemy.create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE tram (ma VARCHAR(12) PRIMARY KEY)"))
    engine.dispose()
    assert danhmuc("elements", "add", postgresql_url, "--name", "kho").returncode == 0
    assert "tram" in danhmuc("elements", "list", "schemas").stdout
    for all_or_due in ("--all", "--due"):
        done = danhmuc("harvest", all_or_due)
        assert done.returncode == 0
        assert "kho" in done.stderr
        assert "elements add" in done.stderr


def test_list__shows_what_the_source_has_no_more(danhmuc: Run) -> None:
    folder = Path("s")
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.json").write_text(json.dumps({"title": name, "fields": [{"name": "x"}]}), encoding="utf-8")
    assert danhmuc("elements", "add", "s").returncode == 0
    (folder / "b.json").unlink()
    assert danhmuc("elements", "add", "s").returncode == 0
    rows = [line.split("\t")[1:5:2] for line in danhmuc("elements", "list", "schemas").stdout.splitlines()]
    assert rows == [["title", "state"], ["a", "present"], ["b", "missing"]]
    (missing,) = [
        one for one in json.loads(danhmuc("elements", "list", "schemas", "--json").stdout) if one["title"] == "b"
    ]
    assert danhmuc("registry", "withdraw", missing["iri"], "--reason", "dropped").returncode == 0
    assert "missing" not in danhmuc("elements", "list", "schemas").stdout


def test_add__tells_where_the_findings_are_and_that_a_table_needs_a_dataset(danhmuc: Run) -> None:
    fields = [{"name": "ma", "type": "string", "constraints": {"enum": ["10", "9"], "maxLength": 2, "required": True}}]
    Path("a.json").write_text(json.dumps({"fields": fields}), encoding="utf-8")
    done = danhmuc("elements", "add", "a.json", "--lang", "vi")
    assert "danhmuc report findings --source a" in done.stderr
    assert (
        "lược đồ bảng (csvw:Schema)"
        in danhmuc(
            "show", json.loads(danhmuc("elements", "list", "schemas", "--json").stdout)[0]["iri"], "--lang", "vi"
        ).stdout
    )
    assert "--dataset IRI" in done.stderr
    again = danhmuc("elements", "add", "a.json", "--dataset", "https://e.vn/d", "--lang", "vi")
    assert "chạy lại" not in again.stderr
    (schema,) = json.loads(danhmuc("elements", "list", "schemas", "--json").stdout)
    shown = danhmuc("elements", "show", schema["iri"], "--lang", "vi").stdout
    assert "ma\t–\tchuỗi ký tự\ttối đa 2 ký tự; 9; 10\tbắt buộc\t–" in shown
    assert "ma" in danhmuc("show", schema["iri"], "--lang", "vi").stdout
    assert "rdf:first" not in danhmuc("show", schema["iri"], "--lang", "vi").stdout
    (field,) = json.loads(danhmuc("elements", "show", schema["iri"], "--json").stdout)[0]["fields"]
    assert (field["value_domain"]["max_length"], field["value_domain"]["codes"]) == (2, [["9", None], ["10", None]])


def test_report_harvest__of_a_dictionary_says_what_changed(danhmuc: Run) -> None:
    Path("a.json").write_text(json.dumps({"fields": [{"name": "ma"}]}), encoding="utf-8")
    danhmuc("elements", "add", "a.json")
    head = danhmuc("report", "harvest", "--lang", "en").stdout.partition("\n\n")[0]
    assert "1 data element or table schema changed" in head
    assert "no record changed" not in head
    assert "data elements and table schemas: 1 seen (1 created)" in head
