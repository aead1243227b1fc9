"""What the documentation shows is what happens, and nothing is left out.

In README.md and docs/, ``python`` blocks run, and so do ``console`` blocks whose first command is danhmuc's: a
page's blocks in their order and in one folder. What a command prints must be what the page shows, up to times, digests
and the folder's own path; a line that is only ``…`` stands for any lines. A page about a command runs in the folder
that ``danhmuc demo`` makes, any other in one with the samples in ``samples/``. The program speaks Vietnamese on the
pages in docs/vi, English on all others. `.ci/console_examples.py` rewrites what the pages show.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from danhmuc.cli.main import COMMANDS, program, run
from danhmuc.registry import read_feed_settings, read_policy
from danhmuc.registry.sampling import write_samples

from .filled_tables import filler_of

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if path.exists() and "profiles" not in path.parts  # made from the profiles, and shows no command
]
RECIPES = ROOT / "docs" / "en" / "recipes.md"
"""Each of its sections is a test of its own."""
SHOWN_FOLDER = "/srv/demo"
VERSION = version("danhmuc")
"""How pages write the folder they run in."""
COMMON_OPTIONS = {"--registry", "--json", "--lang"}
"""Documented once, in the index of the commands."""
pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated, use Dataset.*:DeprecationWarning")
"""rdflib says so of itself where the pages of a feed are read back as JSON-LD."""
UNWANTED = (
    "DANHMUC_REGISTRY",
    "DANHMUC_LANG",
    "DANHMUC_BASE",
    "DANHMUC_DOCS_URL",
    "DANHMUC_HOLIDAYS",
    "LC_ALL",
    "LC_MESSAGES",
    "NO_COLOR",
)
"""Variables that a page must not see."""

_FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\+\d\d:\d\d)?)?")
_DIGEST = re.compile(r"\b(rdfc10|sha256):[0-9a-f]{64}")
_CRON_LINE = re.compile(r"^(?:[\d*,/-]+ ){5} *(.+)$", re.MULTILINE)
_CALL = re.compile(
    r"(?P<call>danhmuc(?:[^][\n|<>;&$`*?(){}~#\\]|\\\n)*?)(?P<quiet> 2>/dev/null)?"
    r"(?: > (?P<file>[\w.-]+)| \| (?P<filter>[^|].*))?",
    re.DOTALL,
)
"""A command of which a shell would tell the words apart, and lead what it prints to a file or a filter at most."""
_END = "\x1e"


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a console block, and what the page says it prints."""

    command: str
    shown: str


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Fenced blocks with the language they name."""
    for found in _FENCE.finditer(text):
        yield found.group(1), found.group(2)


def steps(block: str) -> list[Step]:
    """The commands of a console block: lines after ``$``, the output below; a backslash carries on."""
    found: list[Step] = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, end, shown = re.match(r"((?:[^\n]*\\\n)*[^\n]*)(\n?)(.*)", part, re.DOTALL).groups()  # type: ignore[union-attr]
        found.append(Step(command, shown if end else ""))
    return found


def language_of(page: Path) -> str:
    """The language that the program speaks on a page: ``en`` or ``vi``."""
    return "vi" if (ROOT / "docs" / "vi") in page.parents else "en"


def settings(language: str) -> dict[str, str]:
    """Variables of a machine in this language."""
    return {"LANG": {"en": "en_GB.UTF-8", "vi": "vi_VN.UTF-8"}[language], "PYTHONUTF8": "1", "PYTHON": sys.executable}


def make_demo(folder: Path) -> None:
    """Make what ``danhmuc demo`` makes, and beside it a copy to restore it from: sources know their absolute path."""
    assert run(["demo", str(folder), "--json"]) == 0
    shutil.copytree(folder, folder.with_name("as-made"))


def renew_demo(folder: Path) -> None:
    """Restore what `make_demo` made."""
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("as-made"), folder)


def needs_demo(page: Path) -> bool:
    """Whether the page runs in the folder that ``danhmuc demo`` makes."""
    return page.parent.name == "commands"


def is_ours(block: str) -> bool:
    """Whether it begins with a command of danhmuc."""
    return re.match(r"\$ (danhmuc|export DANHMUC_)", block) is not None


def play(commands: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]:
    """What each command prints on both streams, run in the folder, which is also the current one.

    The program is called here, and what it is piped into, like anything else, runs in a shell; where a command changes
    the shell itself, one shell runs them all.
    """
    if any(command.startswith(("cd ", "export ")) for command in commands):
        return run_in_shell(commands, folder, environment)
    printed = []
    code = 0
    for command in commands:
        if command == "echo $?":
            printed.append(f"{code}\n")
        elif found := _CALL.fullmatch(command):
            code, text = call_and_lead(found, folder, environment)
            printed.append(text)
        else:
            text, told = run_in_shell([command, "echo $?"], folder, environment)
            code = int(told)
            printed.append(text)
    return printed


def call_and_lead(found: re.Match[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit code of a call of the program, or of the filter behind it, and what the two print on both streams."""
    out = io.BytesIO()
    is_led = found["file"] is not None or found["filter"] is not None
    err = io.BytesIO() if is_led or found["quiet"] else out
    code = call(shlex.split(found["call"].replace("\\\n", " "))[1:], out, err)
    told = "" if found["quiet"] else err.getvalue().decode("utf-8")
    if found["file"] is not None:
        (folder / found["file"]).write_bytes(out.getvalue())
        return code, told
    if found["filter"] is not None:
        filtered = subprocess.run(
            ["sh", "-c", found["filter"]],
            cwd=folder,
            env=dict(environment),
            input=out.getvalue(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=300,
        )
        return filtered.returncode, told + filtered.stdout.decode("utf-8")
    return code, told if err is out else out.getvalue().decode("utf-8")


def call(arguments: list[str], out: io.BytesIO, err: io.BytesIO) -> int:
    """The exit code of the program, which prints on these streams."""
    written = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    reported = written if err is out else io.TextIOWrapper(err, encoding="utf-8", write_through=True)
    with redirect_stdout(written), redirect_stderr(reported):
        code = run(arguments)
    for stream in {written, reported}:
        stream.detach()
    return code


def run_in_shell(commands: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]:
    """What each command prints on both streams, run by one shell in the folder."""
    script = ['danhmuc() { "$PYTHON" -m danhmuc.cli "$@"; }']
    for command in commands:
        script += [command, f"status=$?; printf '{_END}'; (exit $status)"]
    result = subprocess.run(
        ["sh", "-c", "\n".join(script)],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return result.stdout.split(_END)[:-1]


def plain(text: str, folder: Path) -> str:
    """The text without what differs from run to run."""
    text = text.replace(str(folder), SHOWN_FOLDER)
    return _DIGEST.sub(r"\1:…", _TIME.sub("<time>", text))


def agrees(shown: str, printed: str) -> bool:
    """Whether the lines are the same; ``…`` on a line of its own stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "…" else re.escape(line) + r"\n" for line in shown.rstrip("\n").split("\n")
    )
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


def check_page(text: str, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Run the blocks of a page in the folder, which is also the current one; what was not as shown."""
    wrong = []
    namespace: dict[str, object] = {"__name__": "page", "fill": filler_of(text)}
    for language, block in blocks(text):
        if language == "python":
            exec(compile(block, "page", "exec"), namespace)
        elif language == "console" and is_ours(block):
            listed = steps(block)
            printed = play([step.command for step in listed], folder, environment)
            for step, answer in zip(listed, printed, strict=True):
                shown, real = plain(step.shown, folder), plain(answer, folder)
                if not agrees(shown, real):
                    wrong.append(f"$ {step.command}\n--- the page shows\n{shown}--- it prints\n{real}")
    return wrong


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """The language of the page of the test; Vietnamese where it has none."""
    return language_of(request.getfixturevalue("page")) if "page" in request.fixturenames else "vi"


@pytest.fixture
def environment(language: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A machine in the language of the page, without settings of danhmuc's."""
    for name in UNWANTED:
        monkeypatch.delenv(name, raising=False)
    for name, value in settings(language).items():
        monkeypatch.setenv(name, value)
    return dict(os.environ)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``danhmuc demo`` made."""
    folder = tmp_path_factory.mktemp("docs") / "demo"
    make_demo(folder)
    return folder


def shown_pages() -> Iterator[object]:
    """The pages whose examples run; where both languages have one, the English one runs in the soak alone."""
    english, vietnamese = ROOT / "docs" / "en", ROOT / "docs" / "vi"
    for page in PAGES:
        is_other = page.is_relative_to(english) and vietnamese / page.relative_to(english) in PAGES
        if page != RECIPES:
            yield pytest.param(page, marks=[pytest.mark.soak] if is_other else [])


@pytest.fixture
def page_folder(page: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder that the page of the test runs in, as new."""
    if page.name == "README.md" and not needs_demo(page):
        return tmp_path  # it says itself where the samples come from
    if not needs_demo(page):
        write_samples(tmp_path / "samples")
        return tmp_path
    folder: Path = request.getfixturevalue("demo_folder")
    renew_demo(folder)
    return folder


@pytest.mark.parametrize("page", list(shown_pages()), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page__shows_what_happens(
    page: Path, page_folder: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(page_folder)
    wrong = check_page(page.read_text(encoding="utf-8"), page_folder, environment)
    assert not wrong, "\n\n".join(wrong)


# ---------------------------------------------------------------- recipes, languages, numbers


def recipes(text: str) -> dict[str, str]:
    """The Python of each section of a page, by heading."""
    _, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    found = {section.partition("\n")[0]: list(blocks(section)) for section in sections}
    return {
        heading: "\n".join(block for name, block in listed if name == "python") for heading, listed in found.items()
    }


RECIPE_PROGRAMS = recipes(RECIPES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("heading", RECIPE_PROGRAMS)
def test_recipe__runs(heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = RECIPE_PROGRAMS[heading]
    if "pandas" in program and find_spec("pandas") is None:
        pytest.skip("pandas is not installed; danhmuc does not need it")
    write_samples(tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    exec(compile(program, heading, "exec"), {"__name__": "recipe"})


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_feeds_page__settings_and_policy_are_accepted(lang: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / lang / "feeds.md").read_text(encoding="utf-8")
    settings_file, policy_file = (block for name, block in blocks(page) if name == "toml")
    (tmp_path / "policy.toml").write_text(policy_file, encoding="utf-8")
    feed, policy = read_feed_settings(settings_file.encode()), read_policy(tmp_path / "policy.toml")
    assert (feed.records_per_page, feed.catalog.contact.email) == (100, "dulieu@example.vn")
    assert (policy.contacts, policy.sources) == ("organizations", {"drafts"})
    # Each key has a row of its table.
    keys = {f"{table}.{key}" for file in (settings_file, policy_file) for table, key in toml_keys(file)}
    assert {key for key in keys if f"`{key.removeprefix('.')}`" not in page} == set()


def toml_keys(text: str) -> Iterator[tuple[str, str]]:
    """The keys of a file by table, down to those of a table; of deeper ones, the table itself."""
    for key, value in tomllib.loads(text).items():
        if isinstance(value, dict):
            yield from ((key, inner) for inner in value)
        else:
            yield "", key


def test_recipes__are_found_and_assert_something() -> None:
    assert len(RECIPE_PROGRAMS) >= 7
    assert all("\nassert " in program for program in RECIPE_PROGRAMS.values())
    assert recipes("# T\n```python\n0\n```\n## A\n```python\n1\n```\n```python\n2\n```\n## B\n") == {
        "A": "1\n\n2\n",
        "B": "",
    }


def counterpart(page: Path) -> Path:
    """The page in the other language, whether there is one or not."""
    docs = ROOT / "docs"
    if page == ROOT / "README.md":
        return docs / "vi" / "README.md"
    if page == docs / "vi" / "README.md":
        return ROOT / "README.md"
    language, *rest = page.relative_to(docs).parts
    return docs.joinpath({"en": "vi", "vi": "en"}[language], *rest)


EVERY_PAGE = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if {page, *page.parents} & {ROOT / "README.md", ROOT / "docs" / "en", ROOT / "docs" / "vi"}
]
PAIRED = [page for page in EVERY_PAGE if counterpart(page).exists()]
ENGLISH_ONLY = (
    "benchmarks",
    "concepts",
    "dated-rules",
    "exporters",
    "model",
    "moving-from-pyshacl",
    "namespaces",
    "real-inputs",
    "recipes",
    "sources",
)
"""Pages for developers."""


def test_pages__are_in_both_languages_but_for_those_of_developers() -> None:
    lacking = {page.relative_to(ROOT / "docs").as_posix() for page in EVERY_PAGE if not counterpart(page).exists()}
    assert lacking == {f"en/{name}.md" for name in ENGLISH_ONLY}


def test_pages__lead_to_the_other_language_on_top() -> None:
    for page in PAIRED:
        top = "\n".join(page.read_text(encoding="utf-8").splitlines()[:3])
        targets = re.findall(r"\]\(([^)#]+)", top)
        assert counterpart(page) in [(page.parent / target).resolve() for target in targets], page


@pytest.mark.parametrize(
    "page", [page for page in PAIRED if page in PAGES], ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_pages__have_the_same_parts_in_both_languages(page: Path) -> None:
    text, other = (one.read_text(encoding="utf-8") for one in (page, counterpart(page)))
    assert parts(text) == parts(other)


def parts(text: str) -> list[str]:
    """What a page is made of, without its words: levels of headings, languages of blocks, rows of tables, items."""
    kinds = re.findall(
        r"^(#+ |```\w+|\||- |\d+\. )", re.sub(r"^(```\w+\n).*?^```$", r"\1", text, flags=re.S | re.M), re.M
    )
    return [kind.strip() for kind in kinds]


@pytest.mark.parametrize(("page", "heading"), [("README.md", "Numbers"), ("docs/vi/README.md", "Số đo")])
def test_numbers__are_those_of_the_benchmarks(page: str, heading: str) -> None:
    measured = set(re.findall(r"\d[\d.,]*\d|\d", (ROOT / "docs" / "en" / "benchmarks.md").read_text(encoding="utf-8")))
    section = (ROOT / page).read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    numbers = re.findall(r"(?<![\w-])(?:\d[\d.,]*\d|\d)", "".join(re.findall(r"^\| .*$", section, re.MULTILINE)))
    if page.startswith("docs/vi/"):
        numbers = [
            number if number == "3.0.1" else number.translate({ord(","): ".", ord("."): ","}) for number in numbers
        ]
    assert len(numbers) > 15
    assert [number for number in numbers if number not in measured] == []


# ---------------------------------------------------------------- the runner itself


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("```console\n$ danhmuc --version\ndanhmuc …\n```\n", 1),
        ("```console\n$ danhmuc --version\n…\n```\n", 0),
        ("```console\n$ danhmuc list\ndanhmuc: something else\n$ echo $?\n3\n```\n", 1),
        ("```console\n$ danhmuc list \\\n    --lang en\n…\n$ echo $?\n2\n```\n", 1),
        (f"```console\n$ danhmuc --version | tr a-z A-Z\nDANHMUC {VERSION.upper()}\n```\n", 0),
        (f"```console\n$ danhmuc --version | tr a-z A-Z\ndanhmuc {VERSION}\n```\n", 1),
        (f"```console\n$ danhmuc --version > v.txt\n$ cat v.txt\ndanhmuc {VERSION}\n```\n", 0),
        ("```console\n$ danhmuc list > v.txt\n$ echo $?\n3\n```\n", 1),
        ("```console\n$ danhmuc list > v.txt\n…\n$ echo $?\n3\n```\n", 0),
        ("```console\n$ danhmuc list 2>/dev/null\n$ echo $?\n3\n```\n", 0),
        ("```console\n$ danhmuc list 2>/dev/null | cat\n$ echo $?\n0\n```\n", 0),
        ("```console\n$ danhmuc list | cat\n$ echo $?\n0\n```\n", 1),
        ("```console\n$ danhmuc --version | grep nothing\n$ echo $?\n1\n```\n", 0),
        ("```console\n$ make demo\nnot run\n```\n```text\n$ danhmuc list\nnot run\n```\n", 0),
        ("```python\na = 1\n```\ntext\n```python\nassert a == 1\n```\n", 0),
    ],
)
def test_check_page__notices_what_differs(text: str, number: int, tmp_path: Path, environment: dict[str, str]) -> None:
    assert len(check_page(text, tmp_path, environment)) == number


def test_check_page__lets_python_fail(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(ZeroDivisionError):
        check_page("```python\n1 / 0\n```\n", tmp_path, environment)


def test_plain__forgets_times_digests_and_the_folder(tmp_path: Path) -> None:
    digest = "rdfc10:" + "0" * 64
    text = f"2026-09-01 08:30 2026-09-01T01:30:05+00:00 2026-09-01 {digest} {tmp_path}/samples"
    assert plain(text, tmp_path) == "<time> <time> 2026-09-01 rdfc10:… /srv/demo/samples"


def test_agrees__takes_dots_for_any_lines() -> None:
    assert agrees("a\n…\nd\n", "a\nb\nc\nd\n")
    assert agrees("a\n…\n", "a\n")
    assert agrees("", "")
    assert not agrees("a\n…\nd\n", "a\nb\n")
    assert not agrees("a…\n", "abc\n")


# ---------------------------------------------------------------- crontabs

PAGES_BY_CRONTAB: dict[str, list[str]] = {}
for page in PAGES:
    for _, block in blocks(page.read_text(encoding="utf-8")):
        if _CRON_LINE.search(block):
            PAGES_BY_CRONTAB.setdefault(block, []).append(page.relative_to(ROOT).as_posix())
CRONTABS = [pytest.param(block, id=pages[0]) for block, pages in PAGES_BY_CRONTAB.items()]
"""Each is run once, however many pages show it to the letter."""
CRONTABS_BRIEF = [
    CRONTABS[0],
    *(pytest.param(block, id=pages[0], marks=pytest.mark.soak) for block, pages in [*PAGES_BY_CRONTAB.items()][1:]),
]
"""The others, in another language, are run by the soak."""


@pytest.fixture
def srv(tmp_path: Path) -> Path:
    """The folders that crontabs name: danhmuc installed, a file for one source, and a place for the export."""
    for name in ("danhmuc/.venv/bin", "www"):
        (tmp_path / name).mkdir(parents=True)
    program_file = tmp_path / "danhmuc" / ".venv" / "bin" / "danhmuc"
    program_file.write_text('#!/bin/sh\nexec "$PYTHON" -m danhmuc.cli "$@"\n')
    program_file.chmod(0o755)
    for path in write_samples(tmp_path / "feeds")[1:]:
        path.unlink()
    return tmp_path


def run_crontab(crontab: str, srv: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Do what cron does: set the variables, of which the language is none, and give the command to sh in the home."""
    [command] = _CRON_LINE.findall(crontab)
    assert "%" not in command  # cron would read it as the end of the line
    return run_as_cron(crontab, command, srv, environment)


def register_sources(crontab: str, srv: Path, environment: Mapping[str, str]) -> None:
    """Harvest once by hand, as the pages say."""
    run_as_cron(crontab, "cd /srv/danhmuc; danhmuc harvest --profile vn /srv/feeds/*", srv, environment)


def run_as_cron(
    crontab: str, command: str, srv: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command with the variables of a crontab."""
    crontab, command = (text.replace("/srv/", f"{srv}/") for text in (crontab, command))
    variables = dict(re.findall(r"^(\w+)=(.*)$", crontab, re.MULTILINE))
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=srv,
        env={**{name: value for name, value in environment.items() if name != "LANG"}, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def is_vietnamese(crontab: str) -> bool:
    """Whether it asks for messages in Vietnamese."""
    return "\nDANHMUC_LANG=vi\n" in crontab


def test_crontabs__are_found() -> None:
    pages = {f"docs/{lang}/{name}.md" for lang in ("en", "vi") for name in ("commands/harvest", "operator")}
    found = [page for listed in PAGES_BY_CRONTAB.values() for page in listed]
    assert sorted(found) == sorted([*pages, "README.md", "docs/vi/README.md"])
    assert {is_vietnamese(crontab) for crontab in PAGES_BY_CRONTAB} == {False, True}


@pytest.mark.parametrize("crontab", CRONTABS_BRIEF)
def test_crontab__exports_although_a_source_failed(crontab: str, srv: Path, environment: dict[str, str]) -> None:
    (srv / "feeds" / "bad.ttl").write_text("x")
    register_sources(crontab, srv, environment)
    night = run_crontab(crontab, srv, environment)
    assert (night.returncode, night.stderr) == (1, "")
    told = "bad  lượt 3, hồ sơ vn: thất bại" if is_vietnamese(crontab) else "bad  run 3, profile vn: failed"
    assert night.stdout.startswith(told)
    assert "moi-truong" not in night.stdout
    assert "muc-nuoc-song-huong" in (srv / "www" / "inventory.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("crontab", CRONTABS_BRIEF)
def test_crontab__reports_a_file_that_is_gone(crontab: str, srv: Path, environment: dict[str, str]) -> None:
    (srv / "feeds" / "gone.ttl").write_text("<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .")
    register_sources(crontab, srv, environment)
    (srv / "feeds" / "gone.ttl").unlink()
    night = run_crontab(crontab, srv, environment)
    assert (night.returncode, night.stdout, night.stderr.count("\n")) == (3, "", 1)
    assert "gone.ttl" in night.stderr
    assert "muc-nuoc-song-huong" in (srv / "www" / "inventory.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("crontab", CRONTABS_BRIEF)
def test_crontab__sends_no_mail_when_all_is_well(crontab: str, srv: Path, environment: dict[str, str]) -> None:
    register_sources(crontab, srv, environment)
    night = run_crontab(crontab, srv, environment)
    assert (night.returncode, night.stdout, night.stderr) == (0, "", "")
    assert (srv / "www" / "inventory.ttl").stat().st_size


@pytest.mark.parametrize("crontab", CRONTABS_BRIEF)
def test_crontab__tells_that_nothing_was_exported(crontab: str, srv: Path, environment: dict[str, str]) -> None:
    (srv / "feeds" / "bad.ttl").write_text("x")
    register_sources(crontab, srv, environment)
    (srv / "www").rmdir()
    night = run_crontab(crontab, srv, environment)
    assert (night.returncode, night.stderr.count("\n")) == (2, 1)
    told = "không ghi được" if is_vietnamese(crontab) else "cannot write"
    assert f"{told} {srv}/www/inventory.ttl" in night.stderr


@pytest.mark.parametrize("crontab", CRONTABS)
def test_crontab__does_nothing_in_another_folder(crontab: str, srv: Path, environment: dict[str, str]) -> None:
    night = run_crontab(crontab.replace("cd /srv/danhmuc", "cd /srv/gone"), srv, environment)
    assert night.returncode
    assert "gone" in night.stderr
    assert not list(srv.rglob("*.db"))
    assert not list((srv / "www").iterdir())


# ---------------------------------------------------------------- nothing is left out


def test_index__leads_to_every_page() -> None:
    docs = ROOT / "docs"
    for page in docs.rglob("*.md"):
        indexes = {docs / "README.md", page.parent / "README.md", page.parent.with_suffix(".md")} - {page}
        links = set().union(*map(linked_from, indexes))
        assert page in links or page == docs / "README.md", f"{page.relative_to(ROOT)} is on no index"


@cache
def linked_from(index: Path) -> frozenset[Path]:
    """The files that a page links to; none where there is no such page."""
    if not index.exists():
        return frozenset()
    targets = re.findall(r"\]\(([^)#]+)", index.read_text(encoding="utf-8"))
    return frozenset((index.parent / target).resolve() for target in targets)


def test_links__lead_to_headings_and_anchors() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + [
        *(ROOT / "docs").rglob("*.md")
    ]
    assert [anchor for page in pages for anchor in dead_anchors(page)] == []


def test_links__to_a_heading_that_is_not_there_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Bảng CSV\n[a](#bảng-csv) [b](#gone) [c](b.md#x) [d](b.md#y)\n", encoding="utf-8")
    (tmp_path / "b.md").write_text('<a id="x"></a>\n```\n# Y\n```\n## `a`, b: (c)\n## `a`, b: (c)\n', encoding="utf-8")
    assert dead_anchors(tmp_path / "a.md") == ["a.md: #gone", "a.md: b.md#y"]
    assert anchors_of(tmp_path / "b.md") == {"x", "a-b-c", "a-b-c-1"}


def dead_anchors(page: Path) -> list[str]:
    """Links of a page to a part of a page that has no such part."""
    text = re.sub(r"`[^`\n]*`", "", _FENCED.sub("", page.read_text(encoding="utf-8")))
    targets = [target.partition("#") for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    return [
        f"{page.name}: {path}#{anchor}"
        for path, _, anchor in targets
        if anchor and unquote(anchor) not in anchors_of((page.parent / path).resolve() if path else page)
    ]


@cache
def anchors_of(page: Path) -> frozenset[str]:
    """The parts of a page that a link may name: its headings as GitHub writes them, and the ids in its HTML."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r'\bid="([^"]+)"', text)
    for heading in re.findall(r"^#+ +(.*)$", _FENCED.sub("", text), re.MULTILINE):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)|[`*]", r"\1", heading).strip().lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        earlier = sum(one == anchor or re.fullmatch(rf"{re.escape(anchor)}-\d+", one) is not None for one in found)
        found.append(f"{anchor}-{earlier}" if earlier else anchor)
    return frozenset(found)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_commands__each_has_a_page_and_no_page_is_of_another(lang: str) -> None:
    pages = {path.stem for path in (ROOT / "docs" / lang / "commands").glob("*.md")}
    assert pages - {"README"} == set(COMMANDS)


@pytest.mark.parametrize(("lang", "codes"), [("en", "Exit codes: 0"), ("vi", "Mã thoát: 0")])
@pytest.mark.parametrize("name", COMMANDS)
def test_command_page__documents_all(name: str, lang: str, codes: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    parts = {name: command}
    if isinstance(command, click.Group):
        parts = {f"{name} {part}": found for part, found in command.commands.items()}
    text = (ROOT / "docs" / lang / "commands" / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# danhmuc {name}\n")
    assert re.search(r"```console\n\$ danhmuc ", text)
    assert codes in text
    for called, found in parts.items():
        assert f"danhmuc {called}" in text
        for option in found.params:
            if isinstance(option, click.Option) and not COMMON_OPTIONS & set(option.opts):
                assert all(f"`{written}" in text for written in option.opts), option.opts


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_index_of_commands__tells_the_options_of_every_command(lang: str) -> None:
    text = (ROOT / "docs" / lang / "commands" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{option}" in text for option in COMMON_OPTIONS)


def test_architecture__names_every_room(root: Path) -> None:
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {
        f"{folder}/{path.parent.name}"
        for folder in ("vocab", "shapes", "registry", "cli")
        for path in (root / folder).glob("*/__init__.py")
    }
    own_messages = {room for room in rooms if room.endswith("/messages")} - {"vocab/messages"}
    assert {room for room in rooms - own_messages if f"[{room}](" not in page} == set()


def test_architecture__is_drawn_from_the_code(root: Path) -> None:
    script = root / ".ci" / "architecture_picture.py"
    subprocess.run([sys.executable, script, "--check"], check=True)


def test_architecture__five_files_lead_along_a_harvest(root: Path) -> None:
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    steps = re.findall(r"^\d\. \[([a-z_/]+\.py)\]\(\.\./([a-z_/]+\.py)\): (.*)$", page, re.MULTILINE)
    assert len(steps) == 5
    for shown, target, text in steps:
        assert shown == target
        source = (root / target).read_text(encoding="utf-8")
        # Each name that a step says is done there stands there.
        for name in re.findall(r"`(?:\w+\.)?(\w+)`", text):
            assert re.search(rf"\b{name}\b", source), f"{target} knows no {name}"
