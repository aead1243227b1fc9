"""Nothing that reads the registry gives words of what another source marks as a state secret, whatever asks for it.

Every public method and every command that reads is called, as owner and as a reader without any other right, and all
that it gives or writes is searched for the words. A new method or command has to be sorted into one of the lists below.
What needs the words says why, in the list of `NEEDS`.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import click
import pytest
from sqlalchemy import func, make_url, select, text

from danhmuc.cli.main import program, run
from danhmuc.registry import FindingFilter, Registry, source_at
from danhmuc.registry.code_lists.code_lists import CodeLists, CodeListsView
from danhmuc.registry.exporters import formats
from danhmuc.registry.feedback.stored_feedback import AnnotationsView
from danhmuc.registry.harvest_runs import HarvestRuns
from danhmuc.registry.identities import Identities, IdentitiesView
from danhmuc.registry.ledger import Ledger, LedgerView
from danhmuc.registry.past_registry import PastRegistry
from danhmuc.registry.reporting import REPORTS, write_report
from danhmuc.registry.reports import Reports, ReportsView
from danhmuc.registry.source_list import SourceList, SourceListView
from danhmuc.registry.statutory_reports.reports import write_files
from danhmuc.registry.store.found_records import FACETS
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.secret_words import WordsNeed, with_words
from danhmuc.registry.store.tables import records
from danhmuc.registry.upkeep import Upkeep
from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.renamed import Moved

from ..conftest import PostgreSQLServer

PREFIXES = """
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix dqv: <http://www.w3.org/ns/dqv#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @base <https://e.vn/> .
"""
SCHEMAS = """
<s/1> a csvw:Schema ; dct:title "hidden-schema" ;
    csvw:column ( [ csvw:name "hidden-column" ; dct:title "hidden-two" ] ) .
<s/2> a csvw:Schema ; dct:title "open" ; csvw:column ( [ csvw:name "code" ] ) .
"""
DATASETS = """
<1> a dcat:Dataset ; dct:title "hidden-title"@en ; dct:description "hidden-description"@en ; dct:publisher <office> ;
    dct:issued "hidden-day" ; dcat:keyword "hidden-keyword" ; dct:modified "hidden-time" ; dct:conformsTo <s/1> ;
    dcat:theme <hidden-theme> ;
    dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <https://e.vn/hidden-file.csv> ] .
<2> a dcat:Dataset ; dct:title "open"@en ; dct:publisher <office> ; dct:conformsTo <s/2> ; dct:issued "open-day" .
<c> a dcat:Catalog ; dct:title "open catalogue" ; dcat:dataset <1>, <2> .
<4> a dcat:Dataset ; dct:title "open four"@en ; dct:publisher <agency> .
<agency> a foaf:Agent ; foaf:name "open agency" ; dct:identifier "H57" .
<office> a foaf:Agent ; foaf:name "hidden-office" ; dct:type <hidden-type> .
"""
CHANGED = DATASETS.replace("hidden-keyword", "hidden-changed")
MARKS = '<1> a dcat:Dataset ; dmv:secrecy "MAT" . <office> a foaf:Agent ; dmv:secrecy "MAT" . <3> a dcat:Dataset .'
HIDDEN = re.compile(rb"hidden-(?!file-of-source)", re.IGNORECASE)
ONE, OPEN, OFFICE = "https://e.vn/1", "https://e.vn/2", "https://e.vn/office"
SETTINGS = """
[catalog]
title = { vi = "Danh mục" }
description = { vi = "Tất cả." }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = { iri = "https://e.vn/publisher", name = { vi = "Tỉnh" } }
contact = { name = { vi = "Trung tâm" }, email = "dulieu@example.vn" }
"""

NEEDS: Mapping[WordsNeed, tuple[str, ...]] = {
    "opening": ("registry/registry.py", "registry/store/opening.py", "registry/store/settings.py"),
    "planning": (
        *(f"registry/harvest/{name}.py" for name in ("apply", "before_reading", "holding")),
        *(f"registry/harvest/{name}.py" for name in ("ready_plan", "stored_view")),
    ),
    "deciding": (
        *(
            f"registry/export/{name}.py"
            for name in ("decider", "descriptions_within", "one_record", "record_filter", "selection")
        ),
        "registry/feeds/export_feed.py",
        "registry/statutory_reports/report_reading.py",
        "registry/store/waiting_elements.py",
    ),
    "validating": tuple(f"registry/verdicts/{name}.py" for name in ("revalidate", "writer")),
    "editing": ("registry/edits/history_pruning.py", "registry/edits/undo.py"),
    "checking": ("registry/upkeep.py",),
    "copying": (
        *(f"registry/copies/{name}.py" for name in ("copying", "restores")),
        "registry/store/registry_copies.py",
    ),
    "showing": (
        *(f"registry/{name}.py" for name in ("harvest_runs", "ledger", "registry", "stored_record")),
        "registry/store/version_differences.py",
    ),
    "ordering": ("registry/store/found_records.py",),
    "estimating": tuple(f"registry/store/{name}.py" for name in ("found_records", "search_index")),
}
"""Which files have statements that need the words, by why. Think twice before you add one."""

SHOWING = {"get", "ledger.source_bytes", "resource", "ledger.history", "ledger.diff", "harvests.raw_documents"}
"""Methods by which the operator asks for one record, or for a source, by its name."""
WRITING = {
    *[
        "open",
        "url",
        "upgrade_note",
        "close",
        "plan",
        "harvest",
        "put",
        "revalidate",
        "judge",
        "withdraw",
        "withhold",
        "release",
        "purge",
        "undo",
        "as_of",
        "moment",
        "day",
        "newest_version_of",
        "code_lists_in_force",
        "profile_warnings",
        "dictionary",
        "registrations",
    ],
    *(
        f"upkeep.{name}"
        for name in [
            "base",
            "migration",
            "kept_backups",
            "prune_bodies",
            "copy_to",
            "prune_history",
            "back_up",
            "renew_search_index",
        ]
    ),
    *(
        f"harvests.{name}"
        for name in [
            "plan_file",
            "read_plans",
            "remap",
            "each",
            "named_sources",
            "open_outbox",
            "due_sources",
            "new_batch",
            "end_batch",
            "release",
            "release_undone",
            "accept_missing",
            "import_feedback",
            "import_elements",
        ]
    ),
    *(f"identities.{name}" for name in ["rename", "decline_rename", "end_redirect", "same_as", "end_same_as"]),
    *(f"source_list.{name}" for name in ["plan", "add", "move", "remove", "check"]),
    *(f"vocab.{name}" for name in ["add", "use", "rows", "get", "all_in_force", "in_force", "in_force_then"]),
    *(f"reports.{name}" for name in ["check_harvest", "check_statutory"]),
    *(f"ledger.{name}" for name in ["disclosures"]),
}
"""Methods that write or plan, or give no more than what is asked about otherwise here."""


def harvest(registry: Registry, folder: Path, name: str, turtle: str, *, kind: str | None = None) -> None:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    registry.harvest(source_at(str(path), kind), name=name, profile="none" if kind else "dcat-ap")


def fill(url: str, folder: Path) -> None:
    with Registry.open(url) as registry:
        harvest(registry, folder, "schemas", SCHEMAS, kind="elements")
        harvest(registry, folder, "a", DATASETS)
        harvest(registry, folder, "a", CHANGED)
        (before,) = registry.search("hidden", facets=[*FACETS]).rows
        assert before.title == "hidden-title"
        harvest(registry, folder, "b", MARKS)
        harvest(registry, folder, "a", DATASETS)


@pytest.fixture(params=["sqlite", "sqlite read only", "postgresql", "postgresql read only"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A registry with secrets, as its owner opens it, and as somebody who may read it and nothing else."""
    own: str = request.getfixturevalue(f"{request.param.split()[0]}_url")
    fill(own, tmp_path)
    if request.param == "sqlite read only":
        yield f"{own}?mode=ro"
    elif request.param == "postgresql read only":
        server: PostgreSQLServer = request.getfixturevalue("postgresql_server")
        name = make_url(own).database or ""
        grants = (
            "CREATE ROLE onlooker LOGIN",
            f'REVOKE TEMPORARY ON DATABASE "{name}" FROM PUBLIC',
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO onlooker",
        )
        with server.connect(name) as connection:
            for statement in grants:
                connection.execute(statement)
        yield make_url(own).set(username="onlooker").render_as_string(hide_password=False)
        with server.connect(name) as connection:
            connection.execute("DROP OWNED BY onlooker")
            connection.execute("DROP ROLE onlooker")
    else:
        yield own


def found_in(value: object, seen: set[int] | None = None) -> Iterator[bytes]:
    """All texts in a value, however deep."""
    seen = set() if seen is None else seen
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, str):
        yield value.encode()
    elif value is not None and not isinstance(value, int | float) and id(value) not in seen:
        seen.add(id(value))
        if isinstance(value, Mapping):
            for key, one in value.items():
                yield from found_in(key, seen)
                yield from found_in(one, seen)
        elif hasattr(value, "__iter__"):
            for one in value:
                yield from found_in(one, seen)
        elif type(value).__module__.startswith("danhmuc"):
            names = {name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())}
            for name in sorted(names | vars(value).keys() if hasattr(value, "__dict__") else names):
                if not name.startswith("__"):
                    yield from found_in(getattr(value, name, None), seen)


def written_by(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name.encode()
            data = path.read_bytes()
            if data.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(data)) as book:
                    yield from map(book.read, book.namelist())
            yield gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def no_words(name: str, texts: Iterator[bytes]) -> None:
    for one in texts:
        match = HIDDEN.search(one)
        assert match is None, f"{name}: {one[max(0, match.start() - 200) : match.end() + 80]!r}"


Read = Callable[[Any, Path], object]


def reads_of_both() -> dict[str, Read]:
    """The methods of a registry and of its past by their names, each called as often as it takes."""

    def reported(registry: Any, folder: Path) -> object:
        for name in REPORTS:
            with registry.reports.sources(FindingFilter()) as sources, (folder / f"r.{name}").open("wb") as file:
                write_report(name, sources, file, lang="en")
        return None

    def reported_runs(registry: Any, folder: Path) -> object:
        numbers = RUNS
        with registry.reports.runs(numbers) as report:
            for ending in ("txt", "html", "json", "csv"):
                registry.reports.write_harvest(folder / f"runs.{ending}", runs=numbers)
            return [
                (one.findings, list(one.changes()), one.events, one.turned, one.sample("updated", 9))
                for one in report.runs
            ]

    def statutory(registry: Any, folder: Path) -> object:
        for name in STATUTORY:
            with registry.reports.statutory(name, lang="en") as report:
                write_files(report, [folder / f"{name}.{ending}" for ending in ("xlsx", "html", "json")])
        return None

    def export(registry: Any, folder: Path) -> object:
        answers = []
        for name in formats():
            with suppress(DanhmucError):
                options = {"left_out": folder / f"{name}.csv", "losses": folder / f"{name}.losses.csv"}
                answers.append(registry.export(name, folder / f"all.{name}", **options))
        return answers

    return {
        "records": lambda registry, _: [
            *registry.records(),
            *registry.records(role=None),
            *registry.records(publisher=OFFICE),
            *registry.records(sort="violations"),
        ],
        "search": lambda registry, _: registry.search(None, facets=[*FACETS]),
        "iter_records": lambda registry, _: [*registry.iter_records(role=None)],
        "reports.leaving": lambda registry, _: [registry.reports.leaving(one) for one in (ONE, OPEN)],
        "ledger.changes": lambda registry, _: registry.ledger.changes(),
        "annotations.feedback": lambda registry, _: registry.annotations.feedback(),
        "annotations.arrangements": lambda registry, _: registry.annotations.arrangements(),
        "annotations.graphs": lambda registry, _: registry.annotations.graphs([ONE, OPEN], [OFFICE]),
        "reports.count_findings": lambda registry, _: [
            registry.reports.count_findings(by) for by in ("source", "publisher", "rule")
        ],
        "reports.sources": reported,
        "reports.runs": reported_runs,
        "reports.write_harvest": lambda *_: None,
        "identities.redirects": lambda registry, _: registry.identities.redirects(),
        "identities.same_as_statements": lambda registry, _: registry.identities.same_as_statements(),
        "sources": lambda registry, _: registry.sources(),
        "source_list.profiles": lambda registry, _: registry.source_list.profiles(),
        "publishers": lambda registry, _: registry.publishers(),
        "find_publisher": lambda registry, _: registry.find_publisher(OFFICE),
        "reports.statutory": statutory,
        "export": export,
    }


RUNS: list[int] = []
"""The runs that are asked about."""
STATUTORY = ("danh-muc", "dich-vu", "du-lieu-mo", "thoi-han", "kiem-ke", "ke-hoach", "phan-hoi", "tu-dien")


def reads_of_today() -> dict[str, Read]:
    def feed(registry: Registry, folder: Path) -> object:
        (folder / "feed.toml").write_text(SETTINGS, encoding="utf-8")
        return registry.export_feed(folder / "feed", base="https://data.e.vn/", settings=folder / "feed.toml")

    def reports_of_changes(registry: Registry, folder: Path) -> object:
        for ending in ("json", "csv", "html"):
            registry.reports.write_changes(folder / f"changes.{ending}", since="row:0")
        return None

    def dictionary(registry: Registry, _: Path) -> object:
        own = registry.dictionary
        return [
            *(own.elements(), own.schemas(), own.find_matches(), own.find_code_matches(), own.find_unbound()),
            *(
                own.find_differences(),
                own.decisions(),
                own.schema("https://e.vn/s/2"),
                own.is_schema("https://e.vn/s/1"),
            ),
        ]

    return {
        "search": lambda registry, _: [
            registry.search(words, facets=[*FACETS])
            for words in (None, "hidden", "title", '"hidden title"', "open -hidden", "hidden*")
        ],
        "ledger.graphs": lambda registry, _: list(registry.ledger.graphs(list(registry.records(source="b")))),
        "identities.proposed_renames": lambda registry, _: registry.identities.proposed_renames(),
        "identities.records_of_same": lambda registry, _: registry.identities.records_of_same(ONE),
        "ledger.count_changes": lambda registry, _: registry.ledger.count_changes("row:0").as_dict(),
        "reports.changes": reports_of_changes,
        "reports.write_changes": reports_of_changes,
        "ledger.changed_records": lambda registry, _: [
            registry.ledger.changed_records(after=0, until=999, role=role) for role in ("record", "node", "element")
        ],
        "source_list.statuses": lambda registry, _: registry.source_list.statuses(),
        "reports.write_statutory": lambda *_: None,
        "harvests.runs": lambda registry, _: registry.harvests.runs(),
        "source_list.get": lambda registry, _: registry.source_list.get("a"),
        "source_list.changes": lambda registry, _: registry.source_list.changes(),
        "harvests.run_findings": lambda registry, _: [
            registry.harvests.run_findings(one.id) for one in registry.harvests.runs()
        ],
        "reports.records_among": lambda registry, _: registry.reports.records_among([ONE, OFFICE], source="a"),
        "harvests.rest": lambda registry, _: registry.harvests.rest(),
        "export_feed": feed,
        "reports.find_barred": lambda registry, _: registry.reports.find_barred([ONE]),
        "write_template": lambda registry, folder: registry.write_template(folder / "t.xlsx", publisher="H57"),
        "upkeep.check": lambda registry, _: registry.upkeep.check(),
        "dictionary": dictionary,
    }


GROUPS: dict[type, dict[str, type]] = {
    Registry: {
        "annotations": AnnotationsView,
        "harvests": HarvestRuns,
        "identities": Identities,
        "ledger": Ledger,
        "reports": Reports,
        "source_list": SourceList,
        "upkeep": Upkeep,
        "vocab": CodeLists,
    },
    PastRegistry: {
        "annotations": AnnotationsView,
        "identities": IdentitiesView,
        "ledger": LedgerView,
        "reports": ReportsView,
        "source_list": SourceListView,
        "vocab": CodeListsView,
    },
}
"""The groups of methods of a class, by their names."""


def public(kind: type) -> set[str]:
    groups = GROUPS.get(kind, {})
    members = {name for one in kind.__mro__[:-1] for name, value in vars(one).items() if not isinstance(value, Moved)}
    own = {name for name in members - groups.keys() if not name.startswith("_")}
    return own.union(f"{name}.{member}" for name, group in groups.items() for member in public(group))


def test_every_method_is_asked() -> None:
    today = {*reads_of_both(), *reads_of_today()}
    assert public(Registry) - SHOWING - WRITING - today == set()
    assert public(PastRegistry) - SHOWING - WRITING - {*reads_of_both()} == set()


def test_methods__no_answer_has_words_of_a_secret(url: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Registry.open(url, create=False) as registry:
        RUNS[:] = [row.id for row in registry.harvests.runs()]
        for name, read in {**reads_of_both(), **reads_of_today()}.items():
            folder = out / name
            folder.mkdir(parents=True)
            no_words(name, found_in(read(registry, folder)))
            no_words(name, written_by(folder))
        assert registry.get(ONE, source="a").row.title == "hidden-title"
        assert {row.iri for row in registry.search("open").rows} >= {OPEN}
        with pytest.raises(DanhmucError):
            list(registry.ledger.graphs(list(registry.records(source="a"))))
        (one,) = (row for row in registry.records(source="a") if row.iri == ONE)
        assert (one.title, one.publisher, one.modified, one.themes, one.is_secret) == (None, None, None, (), True)
        if url.count("onlooker"):
            return  # who may make nothing temporary is told that no earlier moment can be shown
        for number in (2, 3):
            moment = f"run:{number}"
            RUNS[:] = range(1, number + 1)
            with registry.as_of(moment) as past:
                for name, read in reads_of_both().items():
                    folder = out / moment.replace(":", "") / name
                    folder.mkdir(parents=True)
                    no_words(f"{moment} {name}", found_in(read(past, folder)))
                    no_words(f"{moment} {name}", written_by(folder))
                assert past.get(ONE, source="a").row.title == "hidden-title"


COMMANDS: Mapping[str, tuple[str, ...] | None] = {
    "template": ("{out}/book.xlsx", "--from", "{url}", "--publisher", "H57"),
    "harvest": None,
    "apply": None,
    "undo": None,
    "status": (),
    "validate": ("--registry", "{url}"),
    "list": (),
    "show": None,
    "export": ("turtle", "{out}/all.ttl"),
    "report harvest": (),
    "report changes": ("--since", "row:0"),
    "report registration": (),
    "report disclosures": (),
    "report findings": (),
    "report form": ("tu-dien", "--output", "{out}/report.xlsx", "--output", "{out}/report.json"),
    "source list": (),
    "source show": ("a",),
    **{f"source {name}": None for name in ("load", "add", "check", "move", "remap", "remove", "release")},
    **{f"vocab {name}": None for name in ("list", "show", "add", "use")},
    **{f"shapes {name}": None for name in ("lint", "list", "show")},
    "registry check": (),
    **{
        f"registry {name}": None
        for name in (
            *(
                "withdraw",
                "withhold",
                "purge",
                "release",
                "accept-missing",
                "rename",
                "same-as",
                "register",
            ),
            *("setting", "migrate", "copy", "backup", "restore", "prune"),
        )
    },
    "elements list": (),
    "elements show": ("https://e.vn/s/1",),
    "elements match": None,
    "elements add": None,
    "feedback import": None,
    "feedback list": (),
    "demo": None,
}
"""The arguments of each command that reads; None for those that write, and those that show one record or no record."""
MORE = {
    "status": (("--since", "row:0"),),
    "list": (("hidden",), ("--facets",), ("--json",), ("--role", "element")),
    "report harvest": (
        ("--output", "{out}/runs.html"),
        ("--output", "{out}/runs.csv"),
        ("--format", "mail"),
        ("2", "3", "4", "5"),
    ),
    "report findings": (("--by", "publisher"), ("--by", "rule")),
    "report form": tuple(
        (name, "--output", "{out}/report.xlsx", "--output", "{out}/report.json") for name in STATUTORY
    ),
    "elements show": (("https://e.vn/s/2",),),
    "elements list": tuple(
        (name,) for name in ("schemas", "unbound", "differing", "names", "matches", "codes", "decisions")
    ),
}


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from leaves(found, (*path, name))
    else:
        yield " ".join(path), command


def test_every_command_is_asked() -> None:
    assert dict(leaves(program)).keys() == COMMANDS.keys()


def call(capture: pytest.CaptureFixture[bytes], *arguments: str) -> CompletedProcess[bytes]:
    capture.readouterr()
    code = run(list(arguments))
    out, err = capture.readouterr()
    return CompletedProcess(arguments, code, out, err)


def test_commands__no_output_has_words_of_a_secret(
    url: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANHMUC_REGISTRY", url)
    monkeypatch.setenv("DANHMUC_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    worked: set[str] = set()
    errors: dict[str, bytes] = {}
    for name, arguments in COMMANDS.items():
        if arguments is None:
            continue
        options = {opt for one in dict(leaves(program))[name].params for opt in one.opts}
        calls = [arguments, *MORE.get(name, ())]
        calls += [(*arguments, "--json")] if "--json" in options else []
        for number, one in enumerate(calls):
            out = tmp_path / "out" / name.replace(" ", "-") / str(number)
            out.mkdir(parents=True)
            done = call(capfdbinary, *name.split(), *(part.format(out=out, url=url) for part in one))
            # What was asked for comes back: the word that was looked for.
            given = [part.encode() for part in one if part.startswith("hidden")]
            said = done.stdout + done.stderr
            for part in given:
                said = said.replace(b"'%b'" % part, b"")
            no_words(f"{name} {one}", iter([said]))
            no_words(f"{name} {one}", written_by(out))
            if done.returncode in (0, 1):
                worked.add(name)
            else:
                errors[name] = said
    missing = {
        name: errors[name] for name, arguments in COMMANDS.items() if arguments is not None and name not in worked
    }
    assert missing.keys() <= {"elements show"}, missing


def test_harvest__the_live_report_has_no_title_of_what_another_source_marks(
    database_url: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    fill(database_url, tmp_path)
    (tmp_path / "a.ttl").write_text(PREFIXES + CHANGED, encoding="utf-8")
    for turtle, more in ((CHANGED, ()), (DATASETS, ("--json",))):
        (tmp_path / "a.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        done = call(capfdbinary, "harvest", "a", "--registry", database_url, "--lang", "en", *more)
        assert b"harvest:barred-elsewhere" in done.stdout
        assert OFFICE.encode() in done.stdout
        no_words("harvest", iter([done.stdout, done.stderr]))


def test_statements__as_text_on_tables_with_words_are_refused(database_url: str, tmp_path: Path) -> None:
    fill(database_url, tmp_path)
    with open_database(database_url) as database:
        for statement in ("SELECT title FROM records", 'SELECT body FROM "graphs"', "SELECT 1 FROM search_words"):
            with pytest.raises(AssertionError, match="with_words"), database.reading() as connection:
                connection.execute(text(statement))
            with pytest.raises(AssertionError, match="with_words"), database.reading() as connection:
                connection.exec_driver_sql(statement)
        with database.reading() as connection:
            shown = select(records.c.title).where(records.c.iri == ONE, records.c.title.is_not(None))
            assert connection.execute(shown).all() == []
            assert connection.scalar(select(func.count()).select_from(records)) == 9
            assert with_words(connection, "showing").scalar(shown) == "hidden-title"
            assert connection.execute(shown).all() == []


def test_statements__that_need_the_words_are_in_the_list(root: Path) -> None:
    found: dict[str, set[str]] = {}
    for path in sorted((root / "registry").rglob("*.py")):
        for need in re.findall(r'(?:words=|with_words\([^)"]*, )"(\w+)"', path.read_text(encoding="utf-8")):
            found.setdefault(need, set()).add(path.relative_to(root).as_posix())
    assert found == {need: set(files) for need, files in NEEDS.items()}
