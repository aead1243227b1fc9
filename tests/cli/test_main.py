"""The program as a whole: what it offers, how it refuses, what it does when nobody listens."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest

from danhmuc.cli import damage
from danhmuc.cli.commands import list as list_command
from danhmuc.cli.group import _TOPIC, FileName, Option, TargetOrStdout
from danhmuc.cli.language import speaking
from danhmuc.cli.main import program
from danhmuc.registry import Registry

Run = Callable[..., CompletedProcess[str]]

HEAVY = {"alembic", "pyoxigraph", "pyshacl", "rdflib", "requests", "rich", "sqlalchemy"}
UNASKED = {
    *("jinja2", "jsonschema", "lxml", "openpyxl", "pyshacl", "python_calamine", "rdflib", "regex", "requests", "rich"),
    *(f"registry.{room}" for room in ("copies", "edits", "export", "exporters", "feeds", "harvest", "splitting")),
    *(f"registry.{room}" for room in ("document_reading", "spooling", "verdicts", "workbook_marks")),
    *("shapes.engine", "vocab.reading"),
}
"""Libraries and rooms that no command needs that only reads what is stored."""
UNLISTED = {
    *("registry.code_lists.list_documents", "registry.record.bars", "registry.record.contents"),
    *("registry.record.source_settings", "registry.record.stored", "registry.store.backup_files"),
    *("registry.store.elements", "registry.store.overview", "registry.store.secret_records"),
    *("vocab.concepts.schemes", "vocab.valid_iris", "registry.messages.workbooks"),
}
"""Modules that a list of records does not need: together they cost as much as three bare interpreters."""
OFFERED = ["harvest", "validate", "export", "list", "show", "status", "report", "template", "feedback", "demo"]
OFFERED += ["apply", "undo", "source", "registry", "vocab", "shapes", "elements"]
UNKNOWN = ["nothing"]


def commands(command: click.Command = program, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command by the words that call it, the program itself among them."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))


def command_at(path: tuple[str, ...]) -> click.Command:
    command: click.Command = program
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


ALL = list(commands())
LEAVES = [path for path in ALL if not isinstance(command_at(path), click.Group)]


def is_refused(answer: CompletedProcess[str], code: int) -> bool:
    """Whether it ended with that code and one line on stderr, and nothing on stdout."""
    assert answer.returncode == code, answer
    assert answer.stdout == ""
    assert answer.stderr.startswith("danhmuc: ")
    assert answer.stderr.endswith("\n")
    assert answer.stderr.count("\n") == 1
    return True


# ---------------------------------------------------------------- what is offered


def test_commands__are_those_with_something_behind_them() -> None:
    assert program.list_commands(click.Context(program)) == OFFERED


@pytest.mark.parametrize("name", UNKNOWN)
def test_commands__others_are_absent(danhmuc: Run, name: str) -> None:
    answer = danhmuc(name)
    assert is_refused(answer, 2)
    assert f"no command '{name}'; there are: harvest, validate, export, list, show" in answer.stderr


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help__is_in_both_languages(danhmuc: Run, path: tuple[str, ...]) -> None:
    vi, en = (danhmuc(*path, "--help", "--lang", lang) for lang in ("vi", "en"))
    if isinstance(command_at(path), click.Group) and path:  # a group has no --lang of its own
        vi, en = (danhmuc("--lang", lang, *path, "--help") for lang in ("vi", "en"))
    assert (vi.returncode, en.returncode) == (0, 0)
    assert vi.stdout.startswith(f"Cách dùng: danhmuc {' '.join(path)}".rstrip())
    assert en.stdout.startswith(f"Usage: danhmuc {' '.join(path)}".rstrip())
    assert {letter for letter in en.stdout if not letter.isascii()} <= {"ế"}  # of Huế
    texts = {line.strip() for line in en.stdout.splitlines() if len(line.split()) > 3}
    assert not texts & {line.strip() for line in vi.stdout.splitlines()}


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help__tells_every_option_in_both_languages(path: tuple[str, ...]) -> None:
    command = command_at(path)
    assert command.get_short_help_str()
    for option in command.params:
        if isinstance(option, click.Option):
            told = set()
            for lang in ("vi", "en"):
                with speaking(["--lang", lang]):
                    context = click.Context(command)
                    context.meta[_TOPIC] = next(iter(option.topics), None) if isinstance(option, Option) else None
                    record = option.get_help_record(context)
                    assert record is not None
                    told.add(record[1])
            assert len(told) == 2, option.opts


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_commands__each_answers_in_json(path: tuple[str, ...]) -> None:
    assert "--json" in {name for option in command_at(path).params for name in option.opts}


def test_help__loads_nothing_heavy() -> None:
    calls = [[*path, "--help"] for path in ALL] + [["--version"], ["nope"], []]
    script = f"""
import sys
from danhmuc.cli.main import run
for call in {calls!r}:
    assert run(call) in (0, 2)
print({HEAVY!r} & {{name.partition(".")[0] for name in sys.modules}} or "nothing")
"""
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "nothing"


def test_help__of_the_program_loads_hardly_more_than_click() -> None:
    script = """
import sys
from danhmuc.cli.main import run
assert run(["--help"]) == 0
print({"asyncio", "dataclasses", "json", "logging", "pathlib", "shutil"} & {*sys.modules} or "nothing")
"""
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "nothing"


def test_list__loads_what_lists_records_alone(registry: str) -> None:
    script = f"""
import sys
from danhmuc.cli.main import run
assert run(["list", "--registry", {registry!r}]) == 0
names = {{name.removeprefix("danhmuc.") for name in sys.modules if name.startswith("danhmuc.")}}
print({UNLISTED!r} & names or "nothing", len(names) < 155 or len(names))
"""
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "nothing True"


def test_commands__that_read_load_no_more_than_that_takes(registry: str) -> None:
    script = f"""
import sys
from danhmuc.cli.main import run
for call in (["list"], ["status"], ["source", "list"], ["elements", "list"]):
    assert run([*call, "--registry", {registry!r}]) in (0, 1)
names = [name.removeprefix("danhmuc.").split(".") for name in sys.modules]
print({UNASKED!r} & {{".".join(parts[:number]) for parts in names for number in (1, 2)}} or "nothing")
"""
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "nothing"


def test_program__without_a_command_shows_help_and_counts_as_wrong_usage(danhmuc: Run) -> None:
    answer = danhmuc()
    assert answer.returncode == 2
    assert answer.stdout.startswith("Usage: danhmuc")
    assert answer.stderr == ""


def test_version__is_told(danhmuc: Run) -> None:
    assert re.fullmatch(r"danhmuc (\d+\.\d+\.\d+(\.dev\d+)?|\(not installed\))\n", danhmuc("--version").stdout)


# ---------------------------------------------------------------- language


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "vi", "list", "--help"),
        ("list", "--lang", "vi", "--help"),
        ("list", "--help", "--lang", "vi"),
        ("list", "--help", "--lang=vi"),
    ],
)
def test_language__may_be_named_anywhere(danhmuc: Run, arguments: tuple[str, ...]) -> None:
    assert danhmuc(*arguments).stdout.startswith("Cách dùng:")


@pytest.mark.parametrize(
    ("environment", "is_vietnamese"),
    [
        ({}, False),
        ({"LANG": "vi_VN.UTF-8"}, True),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "C", "LC_MESSAGES": "vi_VN"}, True),
        ({"LC_ALL": "vi_VN.UTF-8", "DANHMUC_LANG": "en"}, False),
        ({"DANHMUC_LANG": "vi"}, True),
        ({"DANHMUC_LANG": "fr"}, False),
    ],
)
def test_language__comes_from_the_environment(
    danhmuc: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], is_vietnamese: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert danhmuc("--help").stdout.startswith("Cách dùng:" if is_vietnamese else "Usage:")


def test_language__option_comes_before_the_environment(danhmuc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_LANG", "vi")
    assert "no command 'x'" in danhmuc("--lang", "en", "x").stderr
    assert "không có lệnh 'x'" in danhmuc("x").stderr


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("arguments", "en", "vi"),
    [
        (["nope"], "no command 'nope'; there are: harvest", "không có lệnh 'nope'; các lệnh: harvest"),
        (["source", "nope"], "no command 'nope'; there are: list", "không có lệnh 'nope'; các lệnh: list"),
        (["--nope"], "no such option", "không có tùy chọn --nope"),
        (["source", "release"], "missing argument 'NAME'", "thiếu NAME"),
        (["harvest", "--nme", "x", "y"], "--name", "có phải --name"),
        (["harvest", ""], "an empty LOCATION names nothing", "LOCATION để trống"),
        (["vocab", "add", ""], "an empty FILE names nothing", "FILE để trống"),
        (["registry", "backup", "-"], "FILE needs the name of a file, and - is none", "FILE cần tên một tệp"),
        (["harvest", "x", "--name"], "requires an argument", "tùy chọn --name cần một giá trị"),
        (["list", "--json=1"], "does not take a value", "tùy chọn --json không nhận giá trị"),
        (["list", "--limit", "0"], "'--limit'", "--limit phải là số nguyên từ 1"),
        (["list", "--lang", "fr"], "'--lang'", "--lang phải là một trong: vi, en"),
        (["list", "--limit", "many"], "'many' is not a whole number of at least 1", "không nhận 'many'"),
        (["list", "--lang", "fr"], "'fr' is not one of vi, en", "không có 'fr'"),
        (["harvest", "x", "--name"], "(see danhmuc harvest --help)", "(xem danhmuc harvest --help)"),
        (["demo", "a", "b"], "unexpected extra argument (b)", "thừa đối số: b"),
        (["demo", "a", "b", "c"], "unexpected extra arguments (b, c)", "thừa đối số: b, c"),
        (["--verbose"], "missing command; there are: harvest", "thiếu lệnh; các lệnh: harvest"),
        (["shapes", "show"], "missing argument 'PROFILE'", "thiếu PROFILE"),
        (["--", "-x"], "no command '-x'", "không có lệnh '-x'"),
        (["list", "\udcff"], "an argument is not UTF-8", "có đối số không phải UTF-8"),
    ],
)
def test_usage__is_refused_in_one_line(
    danhmuc: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], en: str, vi: str
) -> None:
    for lang, words in (("en", en), ("vi", vi)):
        monkeypatch.setenv("DANHMUC_LANG", lang)
        answer = danhmuc(*arguments)
        assert is_refused(answer, 2)
        assert words in answer.stderr


def test_files__two_commands_alone_take_a_dash_for_a_stream() -> None:
    places = re.compile(r"\b(FILE|OUTPUT|OUTBOX|TARGET|DIR)\b")
    params = [(path, param) for path in commands() for param in command_at(path).params]
    files = [(path, param) for path, param in params if places.search(param.metavar or "")]
    assert len(files) > 25
    assert {
        (path, param.name)
        for path, param in files
        if not isinstance(param.type, FileName) or isinstance(param.type, TargetOrStdout)
    } == {
        (("export",), "target"),
        (("source", "load"), "file"),
    }


def test_refusal__neither_steers_the_terminal_nor_fills_it(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("show", "http://a.example/\x1b[2J\n\x00\u202e" + "a" * 100_000)
    assert is_refused(answer, 2)
    assert r"http://a.example/\u001b[2J \u0000\u202eaaa" in answer.stderr
    assert len(answer.stderr) < 1100


def test_refusal__of_what_nobody_foresaw_is_one_line_too(danhmuc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("so\nsad")

    monkeypatch.setattr(list_command, "open_registry", break_down)
    answer = danhmuc("list")
    assert is_refused(answer, 1)
    assert "unexpected ZeroDivisionError: so sad; run danhmuc --verbose" in answer.stderr


@pytest.mark.soak
@pytest.mark.parametrize("seconds", [20, 0])
def test_refusal__of_what_nobody_foresaw_ends_though_the_registry_takes_long_to_check(
    danhmuc: Run, registry: str, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    monkeypatch.setattr(Registry, "records", lambda *_, **__: 1 / 0)
    monkeypatch.setattr(Registry, "iter_records", lambda *_, **__: 1 / 0)
    monkeypatch.setattr(damage, "CHECK_SECONDS", seconds)
    answer = danhmuc("list")
    assert answer.returncode == 1
    assert "unexpected ZeroDivisionError" in answer.stderr.splitlines()[-1]
    assert ("registry check" in answer.stderr) == (seconds == 0)


@pytest.mark.soak
def test_refusal__of_what_nobody_foresaw_names_a_registry_that_is_no_more(
    danhmuc: Run, registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overwrite(*_: object, **__: object) -> None:
        (tmp_path / "danhmuc.db").write_bytes(b"x" * 5_000)
        raise ZeroDivisionError

    monkeypatch.setattr(Registry, "iter_records", overwrite)
    answer = danhmuc("list")
    assert is_refused(answer, 3)
    assert f"cannot use registry {registry}: not a SQLite database" in answer.stderr


def test_verbose__shows_where_it_broke() -> None:
    script = """
import sys
from danhmuc.cli import main
from danhmuc.cli.commands import list
list.open_registry = lambda _: 1 / 0
sys.exit(main.run(sys.argv[1:]))
"""
    for arguments, is_told in ((["list"], False), (["--verbose", "list"], True)):
        result = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False)
        assert result.returncode == 1
        assert ("Traceback" in result.stderr) is is_told


# ---------------------------------------------------------------- nobody listens, or badly


@pytest.mark.soak
def test_answer__is_read_in_part_and_all_is_well(registry: str) -> None:
    for arguments in ("list", "export nt -", "list --json", "--help"):
        command = f"{sys.executable} -m danhmuc.cli {arguments}"
        result = subprocess.run(
            ["bash", "-c", f"{command} | head -1 >/dev/null; echo ${{PIPESTATUS[0]}}"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stdout == "0\n", arguments
        assert "Broken" not in result.stderr
        assert "danhmuc:" not in result.stderr


@pytest.mark.soak
def test_answer__unread_does_not_stop_the_work(good: Path, faulty: Path, danhmuc: Run) -> None:
    command = f"{sys.executable} -m danhmuc.cli harvest {good} {faulty} --profile none | true; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("0\n", "")
    sources = json.loads(danhmuc("source", "list", "--json").stdout)
    assert [source["name"] for source in sources] == ["good", "faulty"]


@pytest.mark.parametrize(
    "arguments",
    [
        *(["list"], ["export", "nt", "-"], ["list", "--json"]),
        *([], ["--help"], ["--version"], ["vocab"], ["shapes"], ["harvest", "--help"], ["vocab", "list", "--help"]),
    ],
    ids=" ".join,
)
def test_answer__that_cannot_be_written_is_one_line(process: Run, registry: str, arguments: list[str]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    answer = process(*arguments, stdout=full)
    os.close(full)
    assert answer.returncode == 1
    assert answer.stderr == "danhmuc: cannot write stdout: No space left on device\n"


@pytest.mark.parametrize(
    ("stage", "module"),
    [
        ("while importing", "click"),
        ("while a class is made", "click"),
        ("while a class is made", "danhmuc.registry"),
        ("while an object is deleted", "click"),
        ("while an object is deleted", "danhmuc.registry"),
        ("at the end", ""),
    ],
)
def test_interrupted__at_any_moment_is_one_line(stage: str, module: str, tmp_path: Path) -> None:
    interrupt = "import signal; signal.raise_signal(signal.SIGINT)"
    if stage == "while a class is made":  # which Python 3.11 turns to a RuntimeError
        interrupt = f"type('C', (), {{'d': type('D', (), {{'__set_name__': lambda *_: exec({interrupt!r})}})()}})"
    if stage == "while an object is deleted":  # where Python drops what is raised
        interrupt = f"type('C', (), {{'__del__': lambda _: exec({interrupt!r})}})()"
    # What runs in the background of a shell ignores Ctrl-C, and so do its children.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    if module:
        script = f"""
{heed}import sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "{module}":
            sys.meta_path.remove(self)
            {interrupt}
sys.meta_path.insert(0, Interrupting())
"""
    else:
        script = f"""
{heed}import atexit
def end():
    {interrupt}
atexit.register(end)
"""
    arguments = ["list", "--registry", f"sqlite:///{tmp_path}/r.db"] if module == "danhmuc.registry" else ["--version"]
    script += f"import sys\nfrom danhmuc.cli.entry import main\nsys.argv = {['danhmuc', *arguments]}\nmain()"
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=False)
    expected = (130, "danhmuc: interrupted\n") if module else (0, "")
    assert (result.returncode, result.stderr) == expected


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_signal_to_end__interrupts_and_ends_by_it(name: str) -> None:
    script = f"""
import signal, sys
from danhmuc.cli import entry, main
def work():
    try:
        signal.raise_signal(signal.{name})
    finally:
        print("tidied")
main.run_process = work
sys.argv = ["danhmuc", "--lang", "en"]
entry.main()
"""
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("tidied\n", "danhmuc: interrupted\n")
    assert result.returncode == -getattr(signal, name)
    ignored = script.replace("def work", f"signal.signal(signal.{name}, signal.SIG_IGN)  # as nohup does\ndef work")
    result = subprocess.run([sys.executable, "-P", "-c", ignored], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_interrupted__is_what_a_library_made_another_error_of(name: str) -> None:
    script = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from danhmuc.cli import entry, main
def work(arguments):
    try:
        signal.raise_signal(signal.{name})
    except KeyboardInterrupt:
        pass
    raise AssertionError("no such state")
main._run_command = work
sys.argv = ["danhmuc", "--lang", "en"]
entry.main()
"""
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("", "danhmuc: interrupted\n")
    assert result.returncode == (130 if name == "SIGINT" else -signal.SIGTERM)


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 30])
def test_limit__may_be_any_number(danhmuc: Run, registry: str, number: str) -> None:
    assert danhmuc("list", "--limit", number).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "good.ttl", "--profile", "x" * 300],
        ["shapes", "lint", "x" * 300],
        ["shapes", "show", "x" * 300],
        ["harvest", "good.ttl", "--registry", "sqlite:///" + "x" * 300],
        ["export", "turtle", "x" * 300],
        ["demo", "x" * 300],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_refused__a_name_that_is_too_long(danhmuc: Run, registry: str, arguments: list[str]) -> None:
    answer = danhmuc(*arguments)
    assert answer.returncode in (2, 3)
    assert "File name too long" in answer.stderr
    assert "unexpected" not in answer.stderr


@pytest.mark.soak
def test_program__has_no_warnings_of_encodings(good: Path) -> None:
    for arguments in (["harvest", good], ["validate", good], ["list"], ["validate", good, good, "--workers", "2"]):
        command = [sys.executable, "-X", "warn_default_encoding", "-W", "error", "-m", "danhmuc.cli", *arguments]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (result.returncode, result.stderr.replace("1 record\n", "")) == (0, ""), arguments


@pytest.mark.soak
@pytest.mark.parametrize(
    ("arguments", "code"),
    [("list", 0), ("source list", 0), ("export nt -", 1), ("nope", 2)],
)
def test_answer__to_a_closed_stream_is_no_crash(registry: str, arguments: str, code: int) -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        command = f"exec {sys.executable} -m danhmuc.cli {arguments} {closed}"
        result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert result.returncode == (0 if arguments.startswith("export") and closed == "2>&-" else code)
        assert "Traceback" not in result.stderr


@pytest.mark.soak
@pytest.mark.parametrize(
    ("environment", "title"),
    [
        ({"PYTHONUTF8": "0", "LC_ALL": "C"}, "Mực nước sông Hương"),
        ({"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, "Mực nước sông Hương"),
        ({"PYTHONIOENCODING": "ascii"}, "Mực nước sông Hương"),
        ({"PYTHONIOENCODING": "latin-1"}, "Muc nuoc sông Huong"),
        ({"PYTHONIOENCODING": "cp1258"}, "Muc nưoc sông Hương"),
    ],
)
def test_answer__comes_out_in_any_encoding(
    process: Run, registry: str, environment: dict[str, str], title: str
) -> None:
    answer = process("list", "muc nuoc", "--lang", "vi", **environment)
    encoding = environment.get("PYTHONIOENCODING", "utf-8").replace("ascii", "utf-8")
    assert answer.returncode == 0
    assert title in answer.stdout.encode("utf-8", "surrogateescape").decode(encoding)
    rows = json.loads(process("list", "muc nuoc", "--json", **environment).stdout)
    assert "Mực nước sông Hương" in [row["title"] for row in rows]


def processor_seconds(pid: int) -> float:
    """What a process has had of the processor; where the system does not tell, how long the machine runs."""
    try:
        spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return time.monotonic()
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


@pytest.mark.soak
def test_interrupt__ends_a_harvest_in_one_line_and_leaves_the_registry_clean(
    catalogue: Callable[..., Path], danhmuc: Run, tmp_path: Path
) -> None:
    records = [f'<http://a.example/{n}> a dcat:Dataset ; dct:title "{n}"@vi .' for n in range(15_000)]
    many = catalogue("many.ttl", *records)
    child = subprocess.Popen(
        [sys.executable, "-m", "danhmuc.cli", "harvest", str(many)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "danhmuc.db").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    # Its modules are imported by then: while Python imports, it may lose an interrupt.
    end = processor_seconds(child.pid) + 0.8
    while child.poll() is None and processor_seconds(child.pid) < end:
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out, err) == (130, "", "danhmuc: interrupted\n")
    assert ": whole; " in danhmuc("registry", "check").stdout
    again = danhmuc("harvest", catalogue("many.ttl", *records[:1_000]), "--profile", "none")
    assert again.returncode == 0
    assert "records: 1,000 created" in again.stdout


# ---------------------------------------------------------------- colours


@pytest.mark.soak
def test_colours__are_for_terminals_that_want_them(terminal: Run, process: Run, registry: str) -> None:
    assert "\x1b[" in terminal("list", "muc nuoc").stdout
    assert "\x1b[" not in terminal("list", "muc nuoc", NO_COLOR="1").stdout
    assert "\x1b[" not in terminal("list", "muc nuoc", TERM="dumb").stdout
    assert "\x1b[" not in process("list", "muc nuoc").stdout
