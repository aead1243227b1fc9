"""The page about the model is that of the declarations, its examples answer as shown, and every field has its words."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from danhmuc.registry import model
from danhmuc.registry.model.fields import Field
from danhmuc.registry.model.nouns import NOUNS, noun_by_name
from danhmuc.registry.sampling import write_samples
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.prefixes import abbreviate

SHOWN = [name for name in NOUNS if name != "Resource"]
FIELDS = [(name, field) for name in NOUNS for field in noun_by_name(name).fields.values()]
UNITS = {
    "OneNumber": ("bytes", "metres", "in characters", "digits"),
    "SeveralNumbers": ("metres",),
    "OneDuration": ("such as PT15M or P1D",),
}
"""By kind of field, the units one of which its sentence names."""
DRAWN = {"dcat:bbox", "dcat:centroid", "locn:geometry"}
_BLOCK = re.compile(r"^```(python|pycon)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """docs/en/model.md."""
    return (root / "docs" / "en" / "model.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def glossary(root: Path) -> str:
    """docs/glossary.md."""
    return (root / "docs" / "glossary.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tables(root: Path) -> ModuleType:
    """The script that writes the tables."""
    spec = importlib.util.spec_from_file_location("model_tables", root / ".ci" / "model_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["model_tables"] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
        return module
    finally:
        del sys.modules["model_tables"]


# ---------------------------------------------------------------- what is generated is current


@pytest.mark.parametrize("script", ["model_tables.py", "model_diagram.py"])
def test_script__would_write_what_is_there(root: Path, script: str) -> None:
    command = [sys.executable, "-P", "-W", "error", str(root / ".ci" / script), "--check"]
    paths = os.pathsep.join(filter(None, (str(root / ".ci"), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr


def test_tables__notice_a_page_that_is_behind(page: str, glossary: str, tables: ModuleType) -> None:
    words = tables.Glossary.read(glossary)
    assert tables.renewed(page, words) == page
    behind = page.replace("| `title` | tiêu đề |", "| `title` | tên |", 1)
    assert behind != page
    assert tables.renewed(behind, words) == page


def test_tables__ask_for_their_marks(page: str, glossary: str, tables: ModuleType) -> None:
    with pytest.raises(SystemExit, match="model:Dataset"):
        tables.renewed(page.replace("<!-- model:Dataset -->", ""), tables.Glossary.read(glossary))


def test_page__has_a_row_for_every_field_once(page: str) -> None:
    for name in SHOWN:
        _, _, rest = page.partition(f"\n### {name}\n\n<!-- model:{name} -->\n")
        table, mark, _ = rest.partition(f"<!-- end of model:{name} -->")
        assert mark, name
        shown = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
        inherited = [
            field
            for base in noun_by_name(name).__mro__[1:]
            if base.__name__ in NOUNS
            for field in vars(base).values()
            if isinstance(field, Field)
        ]
        assert shown == [each for each, field in noun_by_name(name).fields.items() if field not in inherited]


def test_page__links_lead_to_headings(page: str) -> None:
    titles = [line.lstrip("# ").lower() for line in page.splitlines() if line.startswith("#")]
    headings = {title.replace(" ", "-").replace(",", "") for title in titles}
    links = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert len(links) > len(SHOWN) // 2
    assert links - headings == set()


def test_picture__is_well_formed_and_names_every_noun(root: Path) -> None:
    # Our own picture, not a stranger's.
    tree = ET.parse(root / "docs" / "images" / "model.svg")
    words = " ".join(tree.getroot().itertext())
    assert {name for name in SHOWN if not re.search(rf"\b{name}\b", words)} == set()
    assert {name for name in ("distributions", "in_series", "access_services") if name not in words} == set()


# ---------------------------------------------------------------- its examples


def answers(text: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """What is typed at each prompt of the page, what the page shows, and what comes; blocks run in their order."""
    names: dict[str, object] = {"__name__": "page"}
    with contextlib.chdir(folder):
        for language, block in _BLOCK.findall(text):
            if language == "python":
                exec(compile(block, "page", "exec"), names)
                continue
            for step in re.split(r"^>>> ", block, flags=re.MULTILINE)[1:]:
                typed, _, shown = step.partition("\n")
                printed = io.StringIO()
                with contextlib.redirect_stdout(printed):
                    try:
                        exec(compile(typed, "page", "single"), names)
                    except DanhmucError as error:
                        printed.write(f"{type(error).__name__}: {error}\n")
                yield typed, shown, printed.getvalue()


def agrees(shown: str, printed: str) -> bool:
    """Whether the lines are the same; ``…`` on a line of its own stands for any lines."""
    lines = shown.rstrip("\n").split("\n")
    pattern = "".join(r"(?:.*\n)*" if line == "…" else re.escape(line) + r"\n" for line in lines)
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


def test_page__answers_as_shown(page: str, tmp_path: Path) -> None:
    write_samples(tmp_path / "samples")
    found = list(answers(page, tmp_path))
    assert len(found) > 20
    assert [f">>> {typed}\n{printed}" for typed, shown, printed in found if not agrees(shown, printed)] == []


def test_answers__notice_what_differs(tmp_path: Path) -> None:
    text = "```python\na = 1\n```\n```pycon\n>>> a + 1\n2\n>>> a\n2\n```\n"
    assert [agrees(shown, printed) for _, shown, printed in answers(text, tmp_path)] == [True, False]


# ---------------------------------------------------------------- every field has its words


def test_glossary__has_a_row_for_every_noun_field_and_list(glossary: str, tables: ModuleType) -> None:
    words = tables.Glossary.read(glossary)
    assert {name for name, (_, term) in NOUNS.items() if not words.words.get(abbreviate(term.value))} == set()
    assert {field.property for _, field in FIELDS if not words.words.get(field.property)} == set()
    rows = {*re.findall(r"^\| [^|]+ \| [^|]+ \| `([a-z0-9-]+)` \|", glossary, re.MULTILINE)}
    rows |= {*re.findall(r"^### [^:]+: .+, `([a-z0-9-]+)`$", glossary, re.MULTILINE)}
    assert set(concepts.tokens()) - rows == set()


def test_glossary__has_both_languages_in_every_row(glossary: str) -> None:
    rows = [line.split("|")[1:3] for line in glossary.splitlines() if line.startswith("| ") and line.count("|") > 4]
    assert len(rows) > 150
    assert [row for row in rows if not all(cell.strip() for cell in row)] == []


def test_glossary__has_one_row_for_a_name(glossary: str) -> None:
    before, _, _ = glossary.partition("## Values of the lists")
    cells = re.findall(r"^\| [^|]+ \| [^|]+ \| ([^|]+) \|", before, re.MULTILINE)
    names = [name for cell in cells if " of " not in cell for name in cell.split(", ")]
    assert sorted({name for name in names if names.count(name) > 1 and name.startswith("`")}) == []


def test_glossary__knows_the_words_of_the_law(glossary: str, tables: ModuleType) -> None:
    words = tables.Glossary.read(glossary)
    assert words.word("dct:rightsHolder", "Database") == "cơ quan chủ quản"
    assert words.word("dct:audience", "Dataset") == "đối tượng khai thác"
    assert words.word("vcard:role", "ContactPoint") == "chức vụ"
    assert words.word("dct:identifier", "Agent") == "mã định danh cơ quan"
    assert words.word("dct:identifier", "LegalResource") == "số, ký hiệu"
    assert words.word("dct:publisher", "LegalResource") == "cơ quan ban hành"
    assert words.word("dct:publisher", "Dataset") == "đơn vị chủ trì cung cấp"
    assert words.word("skos:notation", "Location") == "mã đơn vị hành chính"


def test_texts__are_composed(page: str, glossary: str) -> None:
    for text in (page, glossary, *(field.doc for _, field in FIELDS)):
        assert text == unicodedata.normalize("NFC", text)


# ---------------------------------------------------------------- every field says what it is


def test_fields__say_it_in_one_sentence() -> None:
    odd = [
        f"{name}.{field.name}: {field.doc}"
        for name, field in FIELDS
        if not re.fullmatch(r"[A-Z][^\n]{3,110}[^.\n]\.", field.doc) or re.search(r"[.!?] [A-Z]", field.doc)
    ]
    assert odd == []


def test_fields__name_their_unit() -> None:
    silent = [
        f"{name}.{field.name}"
        for name, field in FIELDS
        if (kinds := [kind.__name__ for kind in type(field).__mro__ if kind.__name__ in UNITS])
        and not any(unit in field.doc for unit in UNITS[kinds[0]])
    ]
    assert silent == []
    assert {field.property for _, field in FIELDS if "in degrees" in field.doc} == DRAWN


def test_fields__name_their_source() -> None:
    assert [field.name for _, field in FIELDS if not field.source or "Source:" in field.doc] == []


@pytest.mark.parametrize("name", NOUNS)
def test_noun__says_what_it_is_and_after_which_text(name: str) -> None:
    said = noun_by_name(name).__doc__ or ""
    assert said.split("\n", 1)[0].endswith(".")
    assert "Source: " in said or name == "Resource"


def test_nouns__are_all_exported() -> None:
    assert set(NOUNS) - set(model.__all__) == set()
    assert all(getattr(model, name) is noun_by_name(name) for name in NOUNS)
