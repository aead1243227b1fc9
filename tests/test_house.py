"""The house keeps its own rules: what is packed, who may import whom, what the top level holds.

Each rule is a function over a tree or a text, so that a test can show it failing on a small wrong one.
The layers themselves are import-linter's, configured in pyproject.toml; here it is run, and made to fail.
"""

from __future__ import annotations

import ast
import configparser
import doctest
import functools
import graphlib
import importlib
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import psycopg
import pytest
import sqlalchemy

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.tables import SEARCH_TABLE, metadata

if TYPE_CHECKING:
    from .conftest import Fill, RegistryCopy

FOLDERS = ("cli", "registry", "shapes", "vocab")
TOP_LEVEL = {
    *FOLDERS,
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "docs",
    "pyproject.toml",
    "setup.cfg",
    "tests",
}
HIDDEN = {".ci", ".github", ".gitignore"}
# What make, pip and danhmuc itself leave at the top level; asked only where git cannot say what is ignored.
LEFT_BEHIND = {"build", "danhmuc.db", "danhmuc.egg-info", "demo", "dist"}

HEAVY = {"alembic", "pyoxigraph", "pyshacl", "rdflib", "requests", "rich", "sqlalchemy"}
OFFLINE = ("http.client", "psycopg", "requests", "socket", "sqlalchemy", "urllib.request", "urllib3")
NETWORK = ("ftplib", "http.client", "protego", "requests", "smtplib", "socket", "ssl", "urllib.request", "urllib3")
NO_RDF_NO_SQL = ("alembic", "pyoxigraph", "pyshacl", "rdflib", "sqlalchemy")
BROAD = {"BaseException", "Exception"}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """A small tree to try a rule on."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def code(root: Path) -> Iterator[tuple[str, str]]:
    """Every Python file of the four folders, as its path in the tree and its text."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- what is packed


def packed_files(root: Path) -> set[str]:
    """Every file of the four folders, caches aside."""
    return {
        path.relative_to(root).as_posix()
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def packages(root: Path) -> set[str]:
    """The packages that the folders hold: those with an ``__init__.py``."""
    return {
        ".".join(("danhmuc", *Path(name).parts[:-1])) for name in packed_files(root) if name.endswith("/__init__.py")
    }


def declared_packages(setup_cfg: str) -> list[str]:
    """The packages that setup.cfg packs, as listed."""
    return listed(setup_cfg, "options", "packages")


def package_data(setup_cfg: str) -> dict[str, list[str]]:
    """The patterns by package that setup.cfg packs beside the code."""
    parser = parsed(setup_cfg)
    return {package: listed(setup_cfg, "options.package_data", package) for package in parser["options.package_data"]}


def parsed(setup_cfg: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(setup_cfg)
    return parser


def listed(setup_cfg: str, section: str, option: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,\n]", parsed(setup_cfg)[section][option]) if part.strip()]


def unpacked(root: Path, patterns: Mapping[str, list[str]]) -> set[str]:
    """Files that no wheel would hold: neither a module of a package nor named by a pattern."""
    held = {
        name for name in packed_files(root) if name.endswith(".py") and (root / name).with_name("__init__.py").exists()
    }
    for package, globs in patterns.items():
        folder = "/".join(package.split(".")[1:])
        for pattern in globs:
            held |= {path.relative_to(root).as_posix() for path in (root / folder).glob(pattern)}
    return packed_files(root) - held


def test_packages__setup_cfg_lists_the_folders(root: Path) -> None:
    declared = declared_packages((root / "setup.cfg").read_text(encoding="utf-8"))
    assert set(declared) == packages(root)
    assert len(declared) == len(set(declared))


def test_packages__a_new_sub_package_is_noticed(tmp_path: Path) -> None:
    tree = write(tmp_path, {"vocab/__init__.py": "", "vocab/reading/__init__.py": "", "vocab/data/x.ttl": ""})
    assert packages(tree) - set(declared_packages("[options]\npackages =\n  danhmuc.vocab\n")) == {
        "danhmuc.vocab.reading"
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_packages__are_typed(root: Path, folder: str) -> None:
    assert (root / folder / "py.typed").is_file()


def test_package_data__names_every_file(root: Path) -> None:
    assert unpacked(root, package_data((root / "setup.cfg").read_text(encoding="utf-8"))) == set()


def test_package_data__a_file_without_a_pattern_is_noticed(tmp_path: Path) -> None:
    tree = write(
        tmp_path,
        {
            "vocab/__init__.py": "",
            "vocab/themes.ttl": "",
            "vocab/themes.csv": "",
            "vocab/samples/deep/a.csv": "",
            "vocab/unlisted/module.py": "",
        },
    )
    patterns = package_data("[options.package_data]\ndanhmuc.vocab = *.ttl, samples/**/*.csv\n")
    assert unpacked(tree, patterns) == {"vocab/themes.csv", "vocab/unlisted/module.py"}


def installed_files() -> dict[str, Path]:
    """What is installed of the four folders: path in the tree → where it lies."""
    distribution = importlib.metadata.distribution("danhmuc")
    if json.loads(distribution.read_text("direct_url.json") or "{}").get("dir_info", {}).get("editable"):
        pytest.skip("danhmuc is installed editable; what a wheel holds is seen on a wheel only (make test)")
    return {
        path.as_posix().removeprefix("danhmuc/"): Path(str(path.locate()))
        for path in distribution.files or ()
        if path.parts[0] == "danhmuc" and "__pycache__" not in path.parts
    }


def test_wheel__holds_what_the_tree_holds(root: Path) -> None:
    installed = installed_files()
    assert set(installed) == packed_files(root)
    stale = [name for name, path in installed.items() if path.read_bytes() != (root / name).read_bytes()]
    assert stale == [], "the installed wheel is not this tree's: run make test"


def test_namespace__has_no_module_of_its_own(root: Path) -> None:
    assert not (root / "danhmuc").exists()
    assert "__init__.py" not in installed_files()


# ---------------------------------------------------------------- who may import whom


class ImportedName(NamedTuple):
    """One name of an import; ``from a import b`` gives ``a.b``."""

    line: int
    dots: int
    name: str
    is_at_the_top: bool


@functools.cache
def imported(source: str) -> tuple[ImportedName, ...]:
    """Every import in a text; those at the top are not in a function."""
    found: list[ImportedName] = []
    for node, is_at_the_top in statements(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += (ImportedName(node.lineno, 0, alias.name, is_at_the_top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = (".".join(filter(None, (node.module, alias.name))) for alias in node.names)
            found += (ImportedName(node.lineno, node.level, name, is_at_the_top) for name in names)
    return tuple(found)


def statements(node: ast.AST, *, is_at_the_top: bool = True) -> Iterator[tuple[ast.AST, bool]]:
    """A statement or module and all statements within it, each with whether it is in no function."""
    yield node, is_at_the_top
    is_at_the_top = is_at_the_top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for inner in inner_statements(node):
        yield from statements(inner, is_at_the_top=is_at_the_top)


def inner_statements(node: ast.AST) -> Iterator[ast.AST]:
    """Those that a statement begins with an indent; expressions, which are most of a tree, hold none."""
    for block in ("body", "handlers", "orelse", "finalbody", "cases"):
        yield from getattr(node, block, ())


def misaddressed(name: str, source: str) -> list[str]:
    """Imports that do not go the house's way: relative inside a folder, ``danhmuc.<folder>`` across."""
    *parents, _ = Path(name).parts
    faults = []
    for line, level, target, _ in imported(source):
        first, _, rest = target.partition(".")
        if level > len(parents):
            faults.append(f"{name}:{line} leaves its folder by dots: {'.' * level}{target}")
        elif level == 0 and first in FOLDERS:
            faults.append(f"{name}:{line} imports bare {target}")
        elif level == 0 and first == "danhmuc" and rest.partition(".")[0] == parents[0]:
            faults.append(f"{name}:{line} names its own folder: {target}")
        elif level == 0 and first == "danhmuc" and rest.partition(".")[0] not in FOLDERS:
            faults.append(f"{name}:{line} names no folder of danhmuc: {target}")
    return faults


def reaches(source: str, forbidden: Iterable[str]) -> list[str]:
    """The imports in a text that are, or lie in, a forbidden module."""
    return [
        target
        for _, level, target, _ in imported(source)
        if level == 0 and any(f"{target}.".startswith(f"{module}.") for module in forbidden)
    ]


def undeclared(source: str, distributions: set[str]) -> set[str]:
    """Top-level modules that come neither with Python nor with one of the distributions, nor from danhmuc."""
    owners = owners_of_modules()
    names = {target.partition(".")[0] for _, level, target, _ in imported(source) if level == 0}
    return {
        name
        for name in names - set(sys.stdlib_module_names) - {"danhmuc", "__future__"}
        if not {owner.lower() for owner in owners.get(name, ())} & distributions
    }


@functools.cache
def owners_of_modules() -> Mapping[str, list[str]]:
    """The distributions that each top-level module comes with; to find out, every installed file is read."""
    return importlib.metadata.packages_distributions()


def test_imports__say_where_they_go(root: Path) -> None:
    assert [fault for name, source in code(root) for fault in misaddressed(name, source)] == []


@pytest.mark.parametrize(
    "source",
    [
        "import registry",
        "from vocab.errors import UsageError",
        "def f():\n    from shapes import Validator",
        "import danhmuc",
        "from danhmuc import vocab_of_another",
        "from danhmuc.registry.assets import Dataset",
        "from ... import vocab",
        "class A:\n    async def f():\n        with a as b:\n            import registry",
        "for a in b:\n    pass\nelse:\n    import registry",
        "try:\n    pass\nexcept* A:\n    import registry",
        "try:\n    pass\nexcept A:\n    pass\nelse:\n    import registry",
        "try:\n    pass\nfinally:\n    while a:\n        import registry",
        "match a:\n    case _ if b:\n        import registry",
        "if a:\n    pass\nelif b:\n    import registry",
    ],
)
def test_imports__one_that_does_not_is_noticed(source: str) -> None:
    assert len(misaddressed("registry/sources/dcat.py", source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from . import base",
        "from ..assets import Dataset",
        "from danhmuc.vocab.errors import UsageError",
        "import json",
    ],
)
def test_imports__good_ones_pass(source: str) -> None:
    assert misaddressed("registry/sources/dcat.py", source) == []


BARE_IMPORT = re.compile(rf"^\s*(?:from|import)\s+(?:[\w.]+\s*,\s*)*(?:{'|'.join(FOLDERS)})\b", re.MULTILINE)
"""What may be an import of a folder as such; only files with such a line are parsed."""


def test_imports__tests_see_the_installed_packages(root: Path) -> None:
    bare = [
        f"{path.relative_to(root)}:{line} {target}"
        for path in sorted((root / "tests").rglob("*.py"))
        if BARE_IMPORT.search(text := path.read_text(encoding="utf-8"))
        for line, level, target, _ in imported(text)
        if level == 0 and target.partition(".")[0] in FOLDERS
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("prefixes", "forbidden"),
    [
        (("vocab/", "shapes/"), OFFLINE),
        (("cli/",), NO_RDF_NO_SQL),
        (("registry/sources/", "registry/exporters/"), ("sqlalchemy", "psycopg", "sqlite3")),
    ],
)
def test_imports__keep_to_their_trade(root: Path, prefixes: tuple[str, ...], forbidden: tuple[str, ...]) -> None:
    assert {
        name: found
        for name, source in code(root)
        if name.startswith(prefixes) and (found := reaches(source, forbidden))
    } == {}


def test_imports__a_door_to_the_network_is_noticed() -> None:
    source = "import urllib.parse\nfrom urllib import request\nimport http.client as c\nfrom http import HTTPStatus\n"
    assert reaches(source, OFFLINE) == ["urllib.request", "http.client"]


def test_imports__reach_the_network_from_one_room(root: Path) -> None:
    assert {
        name: found
        for name, source in code(root)
        if not name.startswith("registry/fetch/") and (found := reaches(source, NETWORK))
    } == {}


def test_imports__come_with_a_declared_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}
    assert {name: found for name, source in code(root) if (found := undeclared(source, names))} == {}


def test_imports__one_that_nothing_declares_is_noticed() -> None:
    assert undeclared("import json, pytest\nimport urllib3\nfrom . import x", {"pytest"}) == {"urllib3"}


def lint_imports(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    """import-linter's judgement of the packages that Python finds when it starts in the folder."""
    script = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert script is not None, "import-linter is not installed beside this Python"
    return subprocess.run(
        [script, "--no-logo", "--no-cache", str(config)], cwd=folder, capture_output=True, text=True, check=False
    )


def test_layers__hold(root: Path) -> None:
    result = lint_imports(root, root / "pyproject.toml")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def hollow(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All modules of the tree with nothing in them, but for the imports that the contracts themselves name."""
    folder = tmp_path_factory.mktemp("hollow")
    write(folder / "danhmuc", {name: "" for name, _ in code(root)})
    (folder / "danhmuc/cli/commands/demo.py").write_text("import danhmuc.cli.main")
    assert lint_imports(folder, root / "pyproject.toml").returncode == 0
    return folder


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("vocab/place.py", "import danhmuc.registry"),
        ("vocab/place.py", "import requests"),
        ("shapes/shacl_result.py", "def late():\n    import socket"),
        ("shapes/shacl_result.py", "from danhmuc.cli import main"),
        ("shapes/shacl_result.py", "from .validation import report"),
        ("shapes/engine/plan.py", "from ..profiles import rules"),
        ("shapes/fixes/proposal.py", "from ..sparql import parts"),
        ("registry/sources/rdf.py", "from ..exporters import turtle"),
        ("registry/sources/rdf.py", "from .. import registry"),
        ("registry/exporters/turtle.py", "import sqlalchemy"),
        ("registry/record/stored.py", "from ..store import known"),
        ("registry/store/stored_rows.py", "if TYPE_CHECKING:\n    from ..harvest.plan_file import HarvestPlan"),
        ("registry/store/runs.py", "import socket"),
        ("registry/harvest/plan_file.py", "from ..fetch import WebDoor"),
        ("registry/a_new_room/__init__.py", ""),
        ("cli/commands/show.py", "from rdflib.namespace import DCAT"),
        ("cli/output/text.py", "from ..commands import show"),
    ],
)
def test_layers__a_breach_is_noticed(root: Path, hollow: Path, tmp_path: Path, name: str, source: str) -> None:
    shutil.copytree(hollow, tmp_path, dirs_exist_ok=True)
    write(tmp_path / "danhmuc", {name: source})
    assert lint_imports(tmp_path, root / "pyproject.toml").returncode == 1


# ---------------------------------------------------------------- circles and names


def imports_at_the_top(root: Path) -> dict[str, set[str]]:
    """Which modules each module imports when it is loaded or type-checked; not those that a function imports."""
    sources = {module_name(name): (name, source) for name, source in code(root)}
    found: dict[str, set[str]] = {}
    for module, (name, source) in sources.items():
        parents = name.removesuffix(".py").split("/")[:-1]
        targets = {
            ".".join(("danhmuc", *parents[: len(parents) - one.dots + 1], one.name)) if one.dots else one.name
            for one in imported(source)
            if one.is_at_the_top
        }
        targets |= {target.rpartition(".")[0] for target in targets - sources.keys()}
        # The doors of the folders give names of all rooms, lazily or for type checkers.
        found[module] = set() if module.count(".") == 1 else targets & sources.keys() - {module}
    return found


def module_name(path: str) -> str:
    """The dotted name under which a file of the tree is installed."""
    return "danhmuc." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def circle(imports: Mapping[str, set[str]], *, but: str = "-") -> list[str]:
    """Modules that import one another in a circle; those below `but` count as one."""
    merged: dict[str, set[str]] = {}
    for module, targets in imports.items():
        own = but if module.startswith(but) else module
        merged.setdefault(own, set()).update({but if one.startswith(but) else one for one in targets} - {own})
    try:
        graphlib.TopologicalSorter(merged).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_circles__there_is_none_beyond_the_model(root: Path) -> None:
    assert circle(imports_at_the_top(root), but="danhmuc.registry.model") == []


def test_circles__one_for_type_checkers_alone_is_noticed(tmp_path: Path) -> None:
    late = "if TYPE_CHECKING:\n    from .b import B\n"
    write(tmp_path, {"vocab/__init__.py": "", "vocab/x/__init__.py": "", "vocab/x/a.py": late})
    assert circle(imports_at_the_top(tmp_path)) == []
    write(tmp_path, {"vocab/x/b.py": "from . import a\n"})
    assert len(circle(imports_at_the_top(tmp_path))) == 3
    write(tmp_path, {"vocab/x/b.py": "def late():\n    from . import a\n"})
    assert circle(imports_at_the_top(tmp_path)) == []


FRONT_DOORS = {"registry/testing.py", "vocab/errors.py", "vocab/reading/contexts.py", "vocab/terms.py"}
"""Files that are front doors, beside those of packages."""
GIVES_WHAT_IT_IMPORTS = {"registry/store/database.py": "Connection, for all that may not import SQLAlchemy"}


def with_lists_of_names(root: Path) -> set[str]:
    """The files with an ``__all__`` that are not those of packages."""
    found = {name for name, source in code(root) if re.search(r"^__all__\b", source, re.MULTILINE)}
    return {name for name in found if not name.endswith("/__init__.py")}


def test_names__are_listed_at_front_doors_alone(root: Path) -> None:
    assert with_lists_of_names(root) == FRONT_DOORS | set(GIVES_WHAT_IT_IMPORTS)


def test_names__lists_elsewhere_are_noticed(tmp_path: Path) -> None:
    write(tmp_path, {"cli/__init__.py": "__all__ = []", "cli/list.py": "__all__ = []", "vocab/b.py": "a = '__all__'"})
    assert with_lists_of_names(tmp_path) == {"cli/list.py"}


def met_classes(root: Path) -> dict[str, list[str]]:
    """Public classes of which two share a name, with the files they stand in."""
    places: dict[str, list[str]] = {}
    for name, source in code(root):
        for class_name in re.findall(r"^class ([^\W_]\w*)", source, re.MULTILINE):
            places.setdefault(class_name, []).append(name)
    return {name: files for name, files in places.items() if len(files) > 1}


def test_names__no_two_public_classes_share_one(root: Path) -> None:
    assert met_classes(root) == {}


def test_names__those_that_meet_are_noticed(tmp_path: Path) -> None:
    write(tmp_path, {"vocab/a.py": "class Rule: ...", "vocab/b/a.py": "class Rule: ...\nclass _Own: ..."})
    write(tmp_path, {"shapes/a.py": "class _Own: ..."})
    assert met_classes(tmp_path) == {"Rule": ["vocab/a.py", "vocab/b/a.py"]}


# ---------------------------------------------------------------- what is caught, what is loaded


def catch_alls(source: str) -> list[int]:
    """Lines that swallow any exception whatever; a handler that ends in a bare ``raise`` swallows none."""
    lines: list[int] = []
    if re.search(r"\bexcept\s*:|\b(?:Base)?Exception\b", source) is None:
        return lines
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or bool(BROAD & set(names_in(node.type)))
            last = node.body[-1]
            if broad and not (isinstance(last, ast.Raise) and last.exc is None):
                lines.append(node.lineno)
        elif isinstance(node, ast.Call) and names_in(node.func)[-1:] == ["suppress"]:
            lines += [node.lineno for argument in node.args if BROAD & set(names_in(argument))]
    return lines


def names_in(node: ast.expr) -> list[str]:
    """The last part of each name in ``E``, ``module.E`` or ``(E, module.F)``."""
    if isinstance(node, ast.Tuple):
        return [name for element in node.elts for name in names_in(element)]
    return [node.attr] if isinstance(node, ast.Attribute) else [node.id] if isinstance(node, ast.Name) else []


BOUNDARIES = {
    "cli/main.py",  # the command line's edge
    "registry/harvest/before_reading.py",  # a source's
    "registry/harvest/pipeline.py",  # a record's
    "registry/verdicts/page_workers.py",  # that of a record in a page or in a worker, and that of other work in one
    "shapes/validation/parallel.py",  # that of one input of several
}


def test_catch_alls__stand_at_boundaries_only(root: Path) -> None:
    found = [f"{name}:{line}" for name, source in code(root) for line in catch_alls(source)]
    assert {place.partition(":")[0] for place in found} == BOUNDARIES, found


def test_catch_alls__each_way_to_write_one_is_noticed() -> None:
    swallow = "try:\n    pass\nexcept {}:\n    pass\n"
    for written in ("Exception", "BaseException as error", "(OSError, builtins.Exception)"):
        assert catch_alls(swallow.format(written)) == [3]
    assert catch_alls("try:\n    pass\nexcept:\n    pass\n") == [3]
    assert catch_alls("with contextlib.suppress(Exception):\n    pass\n") == [1]


def test_catch_alls__narrow_and_passing_ones_pass() -> None:
    assert catch_alls("try:\n    pass\nexcept (OSError, ValueError):\n    pass\n") == []
    assert catch_alls("try:\n    pass\nexcept BaseException:\n    clean()\n    raise\n") == []


def loaded(statement: str) -> set[str]:
    """Top-level modules in memory after a statement, in a Python of its own."""
    script = f"{statement}\nimport sys\nprint()\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return set(result.stdout.splitlines()[-1].split())


def test_command_line__loads_nothing_heavy() -> None:
    assert loaded("import danhmuc.cli.main") & HEAVY == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_command_line__answers_without_loading_anything_heavy(option: str) -> None:
    statement = f"""
import sys
from danhmuc.cli.main import main
sys.argv = ["danhmuc", {option!r}]
try:
    main()
except SystemExit as end:
    assert end.code in (0, None), end.code
"""
    assert loaded(statement) & HEAVY == set()


def test_loaded__a_heavy_module_is_noticed() -> None:
    assert loaded("import sqlalchemy.orm") & HEAVY == {"sqlalchemy"}


def test_examples__in_docstrings_hold(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # an example may open a registry where it stands
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for name, source in code(root):
        if ">>> " in source:
            parts = Path(name).with_suffix("").parts
            module = importlib.import_module(".".join(("danhmuc", *parts)).removesuffix(".__init__"))
            assert doctest.testmod(module, optionflags=flags).failed == 0, name


# ---------------------------------------------------------------- what the repository holds


def project_files(root: Path) -> list[str]:
    """The files that are, or could be, committed: git's answer, or where there is no git, all but what tools leave."""
    git = shutil.which("git")
    if git is not None:
        command = [git, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return sorted(name for name in answer.stdout.split("\0") if name and (root / name).is_file())
    return sorted(
        path.relative_to(root).as_posix()
        for top in root.iterdir()
        if top.name not in LEFT_BEHIND and (not top.name.startswith(".") or top.name in HIDDEN)
        for path in ([top] if top.is_file() else top.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )


def top_level(names: Iterable[str]) -> set[str]:
    """Files and folders at the top."""
    return {name.partition("/")[0] for name in names}


def machine_paths(text: str) -> list[str]:
    """Paths that exist on one machine only."""
    return re.findall(r"(?<![\w.~-])/(?:work|root|farm|tmp/w)/[\w./-]*", text)


def dead_links(root: Path, name: str) -> list[str]:
    """Relative targets of links and images in a Markdown file that lead nowhere."""
    text = (root / name).read_text(encoding="utf-8")
    text = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`\n]*`", "", text)
    targets = re.findall(r"\]\(\s*<?([^)\s>]+)", text) + re.findall(r"^\[[^\]]+\]:\s*<?([^\s>]+)", text, re.MULTILINE)
    return [
        f"{name}: {target}"
        for target in targets
        if not re.match(r"[a-z][a-z0-9+.-]*:|#", target, re.IGNORECASE)
        and not (root / name).parent.joinpath(unquote(target.partition("#")[0])).exists()
    ]


def test_top_level__is_the_fixed_one(root: Path) -> None:
    assert top_level(project_files(root)) == TOP_LEVEL | HIDDEN


def test_top_level__a_newcomer_is_noticed(tmp_path: Path) -> None:
    tree = write(tmp_path, {"utils/x.py": "", ".ci/run": "", "vocab/__init__.py": "", "build/x": "", ".venv/x": ""})
    assert top_level(project_files(tree)) == {".ci", "utils", "vocab"}
    assert project_files(tree) == [".ci/run", "utils/x.py", "vocab/__init__.py"]


def test_files__name_no_path_of_one_machine(root: Path) -> None:
    found = {}
    for name in project_files(root):
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if paths := machine_paths(text):
            found[name] = paths
    assert found == {}


def test_files__a_path_of_one_machine_is_noticed() -> None:
    home = "/root" + "/.cache"
    assert machine_paths(f"see {home}, https://example.vn/work/x, framework/work/") == [home]


def test_docs__links_lead_somewhere(root: Path) -> None:
    pages = [name for name in project_files(root) if name.endswith(".md")]
    assert [link for name in pages for link in dead_links(root, name)] == []


def test_docs__a_dead_link_is_noticed(tmp_path: Path) -> None:
    page = "[a](gone.md#x) [b](b.md) ![c](<c.svg>) [d](https://example.vn) [e](#e)\n`[f](f.md)`\n\n[g]: gone/g.md\n"
    write(tmp_path, {"docs/a.md": page + "```\n[h](h.md)\n```\n", "docs/b.md": ""})
    assert dead_links(tmp_path, "docs/a.md") == ["docs/a.md: gone.md#x", "docs/a.md: c.svg", "docs/a.md: gone/g.md"]


# ---------------------------------------------------------------- what tests stand on


@pytest.mark.parametrize("visit", [1, 2])
def test_database_url__is_a_new_registry_for_every_test(database_url: str, visit: int) -> None:
    engine = sqlalchemy.create_engine(database_url)
    try:
        names = [name for name in sqlalchemy.inspect(engine).get_table_names() if not name.startswith(SEARCH_TABLE)]
        assert sorted(names) == sorted([*metadata.tables, "alembic_version"])
        with engine.begin() as connection:
            for table in metadata.tables.values():
                assert connection.execute(sqlalchemy.select(table)).all() == []
            connection.execute(sqlalchemy.text("CREATE TABLE visited (number INTEGER)"))
            connection.execute(sqlalchemy.text("INSERT INTO settings (name, value) VALUES ('visited', '1')"))
    finally:
        engine.dispose()


@pytest.mark.parametrize("visit", [1, 2])
def test_empty_database_url__is_empty_for_every_test(empty_database_url: str, visit: int) -> None:
    engine = sqlalchemy.create_engine(empty_database_url)
    try:
        assert sqlalchemy.inspect(engine).get_table_names() == []
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text("CREATE TABLE visited (number INTEGER)"))
    finally:
        engine.dispose()


def fill(url: str, folder: Path) -> None:
    """One dataset from one file."""
    path = folder / "a.ttl"
    path.write_text("<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .")
    with Registry.open(url) as registry:
        registry.plan(source_at(str(path)), profile="none").apply()


@pytest.mark.parametrize("visit", [1, 2])
def test_copy_registry__is_as_it_was_filled_for_every_test(
    copy_registry: Callable[[Fill], RegistryCopy], visit: int
) -> None:
    copied = copy_registry(fill)
    path = copied.folder / "a.ttl"
    with Registry.open(copied.url) as registry:
        assert ([file.name for file in copied.folder.iterdir()], len(registry.harvests.runs())) == (["a.ttl"], 1)
        assert registry.plan(source_at(str(path))).report.records.unchanged == 1
        path.write_text("<https://e.vn/2> a <http://www.w3.org/ns/dcat#Dataset> .")
        registry.plan(source_at(str(path))).apply()
        (copied.folder / "b.ttl").touch()
        assert [row.iri for row in registry.records()] == ["https://e.vn/1", "https://e.vn/2"]


def test_postgresql_url__folds_vietnamese_letters(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT lower('ĐẤT ĐAI')").fetchone() == ("đất đai",)
