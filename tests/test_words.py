"""One word for one thing, in code and in what people read; CONTRIBUTING.md has the words.

Each rule is a function over a text, so that a test can show it failing on a small wrong one.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from danhmuc.vocab.messages import declared_messages

Rule: TypeAlias = Callable[[ast.Module], Iterable[str]]
"""Gives the faults in a file."""
FOLDERS: Final = ("cli", "registry", "shapes", "vocab")
PAGES: Final = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/en/**/*.md", "docs/*.md", "docs/decisions/*.md")

PARTICIPLES: Final = frozenset(
    [
        "begun",
        "bound",
        "built",
        "cut",
        "done",
        "drawn",
        "found",
        "given",
        "gone",
        "held",
        "kept",
        "known",
        "left",
        "lost",
        "made",
        "met",
        "said",
        "seen",
        "sent",
        "shown",
        "spelt",
        "taken",
        "told",
        "written",
    ]
)
"""Beside those that end in -ed: a participle names a field or property, never what does something."""
NO_PARTICIPLES: Final = frozenset({"embed", "feed", "need"})
BEGINNINGS: Final = frozenset(
    ["As", "How", "So", "That", "Those", "What", "Whatever", "Where", "Who", "Whoever", "Whom", "Whose"]
)
"""A docstring begins with what the thing is or does; *Whether* is right for a bool."""
IDENTIFIERS: Final = {
    "judg": "validate",
    "standing": "stored, severity",
    "surrounding": "context",
    "told": "a verb, or what it holds",
    "at_hand": "available",
}
"""Parts of names that have a plain word instead."""
PHRASES: Final = {
    r"\bjudg(?:e|es|ed|ing)\b": "validate",
    r"\bsurroundings?\b": "context",
    r"\bat hand\b": "available, loaded",
    r"\bpassed over\b": "skip, ignore",
    r"\bput aside\b": "skip",
    r"\bperson should look\b": "needs attention",
    r"\bwhatever the findings\b": "even if there are findings",
}
"""What people read has plain words for these."""
OLD_NAMES: Final = re.compile(r"`[^`]*`")
"""What stands between backticks may be an old name that a page still explains."""


@pytest.fixture(scope="module")
def faults(root: Path) -> Mapping[Rule, set[str]]:
    """The faults in all Python files of the four folders, by rule.

    Each file is read once, and none is held: the garbage collector would walk through all trees again and again.
    """
    found: dict[Rule, set[str]] = {rule: set() for rule in RULES}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name, tree = path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
            for rule in RULES:
                # Constants of messages are called as their ids, which never change.
                if rule is not names_given_up or "/messages/" not in name:
                    found[rule] |= {f"{name}: {fault}" for fault in rule(tree)}
    return found


def bare_participles(tree: ast.Module) -> list[str]:
    """Functions and methods, but for properties, that are called by a participle alone."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = node.name.strip("_")
            is_participle = name in PARTICIPLES or (name.endswith("ed") and name not in NO_PARTICIPLES)
            if "_" not in name and is_participle:
                decorators = {ast.unparse(one).rpartition(".")[2] for one in node.decorator_list}
                if not decorators & {"property", "cached_property", "setter"}:
                    found.append(node.name)
    return found


def docstrings_begun_badly(tree: ast.Module) -> list[str]:
    """The first words of docstrings that say neither what a thing is nor what it does."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node)
            if docstring and docstring.split()[0].strip(",:") in BEGINNINGS:
                found.append(docstring.splitlines()[0])
    return found


def names_given_up(tree: ast.Module) -> set[str]:
    """Names that are defined with a word that another has replaced."""
    names: set[str] = set()
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef) and any(map(warns_of_renamed, ast.walk(node))):
            continue  # an old name, which stays for one release
        waiting += ast.iter_child_nodes(node)
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.Attribute(attr=name, ctx=ast.Store()):
                names.add(name)
    return {name for name in names if any(word in name.lower() for word in IDENTIFIERS)}


def warns_of_renamed(node: ast.AST) -> bool:
    """Whether it is the call with which an old name tells the new one."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "warn_of_renamed"


def phrases_given_up(text: str) -> list[str]:
    """Places in a text for people that have another word now."""
    plain = OLD_NAMES.sub("", text)
    return [found.group() for phrase in PHRASES for found in re.finditer(phrase, plain, re.IGNORECASE)]


def docstrings_with_phrases_given_up(tree: ast.Module) -> Iterator[str]:
    """Modules, classes and functions in whose docstring such a place is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            words = phrases_given_up(ast.get_docstring(node) or "")
            if words:
                yield f"{getattr(node, 'name', 'module')}: {words}"


RULES: Final[tuple[Rule, ...]] = (
    bare_participles,
    docstrings_begun_badly,
    names_given_up,
    docstrings_with_phrases_given_up,
)


def test_functions__are_called_by_no_participle_alone(faults: Mapping[Rule, set[str]]) -> None:
    assert faults[bare_participles] == set()


def test_docstrings__begin_with_what_the_thing_is_or_does(faults: Mapping[Rule, set[str]]) -> None:
    assert faults[docstrings_begun_badly] == set()


def test_names__have_no_word_that_another_replaced(faults: Mapping[Rule, set[str]]) -> None:
    assert faults[names_given_up] == set()


def test_messages__have_no_word_that_another_replaced(root: Path) -> None:
    for folder in FOLDERS:
        for path in (root / folder / "messages").glob("[a-z]*.py"):
            importlib.import_module(f"danhmuc.{folder}.messages.{path.stem}")
    found = {one.id: words for one in declared_messages().values() if (words := phrases_given_up(one.english))}
    assert found == {}


def test_docstrings__have_no_word_that_another_replaced(faults: Mapping[Rule, set[str]]) -> None:
    assert faults[docstrings_with_phrases_given_up] == set()


@pytest.mark.parametrize("pattern", PAGES)
def test_pages__have_no_word_that_another_replaced(root: Path, pattern: str) -> None:
    pages = [path for path in sorted(root.glob(pattern)) if path.name != "glossary.md"]
    assert pages
    found = {}
    for path in pages:
        text = re.sub(r"```.*?```|^## Words$.*?(?=^## )", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        words = phrases_given_up(text)
        if words:
            found[path.relative_to(root).as_posix()] = words
    assert found == {}


def test_rules__notice_what_they_are_for() -> None:
    wrong = ast.parse(
        "def told(x): ...\ndef _shortened(): ...\ndef feed(): ...\nclass A:\n    @property\n    def made(self): ..."
    )
    assert bare_participles(wrong) == ["told", "_shortened"]
    begun = ast.parse('"""What it is."""\ndef f():\n    """Whether it is."""\ndef g():\n    """Whose, and why."""')
    assert docstrings_begun_badly(begun) == ["What it is.", "Whose, and why."]
    assert names_given_up(ast.parse("def f(judged, one): self.standing = 1")) == {"judged", "standing"}
    assert names_given_up(ast.parse("def judge(told): warn_of_renamed('judge', 'validate')")) == set()
    assert phrases_given_up("It was judged; `judge` warns; no list at hand.") == ["judged", "at hand"]
