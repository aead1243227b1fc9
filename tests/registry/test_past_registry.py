"""As of any moment of a random history, the registry is what it was, to the byte of its exports."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import KnownThen, Registry, parse_records, source_at
from danhmuc.registry.export.writing import ExportOrder, export
from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.vietnam_time import VIETNAM

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
E = "https://e.vn/"
ELEMENTS = """
<s> a csvw:Schema ; csvw:column ( [ csvw:name "x" ; dmv:dataElement <el> ] ) .
<el> a dmv:DataElement ; dct:identifier "E" .
"""
KNOWN = KnownThen(reason="Thanh tra hỏi", by="officer")


def dataset(number: int, title: str = "t", more: str = "") -> str:
    return (
        f'<{number}> a dcat:Dataset ; dct:title "{title}"@vi ; dct:description "d"@vi ; dct:publisher <p> {more} .\n'
        if title
        else f"<{number}> a dcat:Dataset .\n"
    )


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


def harvest(registry: Registry, folder: Path, content: str, *, name: str = "a", profile: str | None = None) -> int:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    return registry.harvest(source_at(str(path)), profile=profile, name=name, by="night").run


def exported(registry: Registry, format_name: str = "nt") -> bytes:
    out = BytesIO()
    registry.export(format_name, out)
    return out.getvalue()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a registry shows at a moment, by what is stored in it."""

    rows: list[str]
    findings: list[str]
    exports: tuple[bytes, ...]
    public: bytes | None


def show_today(registry: Registry) -> Shown:
    """As it is shown today, by stored verdicts; also what an export validates anew, if that makes no difference."""
    with registry._database.reading() as connection:
        outs = [BytesIO() for _ in ("nt", "turtle", "nt")]
        export(connection, "nt", outs[0])
        export(connection, "turtle", outs[1])
        source_id = next((one.id for one in registry_sources(registry) if one.name == "a"), None)
        export(connection, "nt", outs[2], ExportOrder(source_id=source_id))
    public = BytesIO()
    report = registry.export("nt", public)
    return Shown(
        rows=rows_of(registry),
        findings=findings_of(registry),
        exports=tuple(one.getvalue() for one in outs),
        public=None if report.validated else public.getvalue(),
    )


def registry_sources(registry: Registry) -> list[object]:
    from danhmuc.registry.store.stored_rows import sources_of

    with registry._database.reading() as connection:
        return list(sources_of(connection))


def rows_of(shown: object) -> list[str]:
    return [
        json.dumps(row.as_dict(), sort_keys=True)
        for role in ("record", "node", "catalog-record")
        for row in shown.records(role=role)  # type: ignore[attr-defined]
    ]


def findings_of(shown: object) -> list[str]:
    return [
        f"{row.iri} {row.source} {one.code} {one.value}"
        for row in shown.records(role="record")  # type: ignore[attr-defined]
        for one in shown.get(row.iri, source=row.source).findings  # type: ignore[attr-defined]
    ]


def show_then(registry: Registry, run: int, tmp_path: Path) -> Shown:
    with registry.as_of(str(run), known_then=KNOWN) as past:
        outs = [BytesIO() for _ in range(3)]
        past.export("nt", outs[0])
        past.export("turtle", outs[1])
        if any(one.name == "a" for one in past.sources()):
            past.export("nt", outs[2], source="a")
        rows, findings = rows_of(past), findings_of(past)
    if outs[2].getvalue():
        with registry.as_of(str(run), source="a", known_then=KNOWN) as scoped:
            again = BytesIO()
            scoped.export("nt", again)
            assert again.getvalue() == outs[2].getvalue(), "one source is shown as among all"
            assert rows_of(scoped) == [row for row in rows if json.loads(row)["source"] == "a"]
    return Shown(rows=rows, findings=findings, exports=tuple(one.getvalue() for one in outs), public=outs[0].getvalue())


@dataclass(kw_only=True)
class History:
    """A random history of two sources and a program."""

    registry: Registry
    folder: Path
    chance: random.Random
    titles: dict[str, dict[int, str]]

    def step(self) -> None:
        """Do one thing at random; what cannot be done, such as to release what nobody holds, is left."""
        chance, registry = self.chance, self.registry
        iri, other = (f"{E}{number}" for number in chance.sample(range(9), 2))
        source = chance.choice([None, "a", "b"])
        acts: list[Callable[[], object]] = [
            lambda: registry.withdraw(iri, by="officer", source="a"),
            lambda: registry.withhold(iri, by="officer", reason="r", source=source),
            lambda: registry.release(iri, by="officer"),
            lambda: registry.undo(chance.randrange(1, 1 + len(registry.harvests.runs())), by="officer", force=True),
            self.rename,
            lambda: registry.identities.same_as(iri, other, by="officer", reason="r"),
            self.end_same_as,
            lambda: registry.harvests.accept_missing("a", by="officer", reason="r"),
            lambda: self.put(chance.randrange(9)),
            self.change_list,
            lambda: registry.revalidate(everything=True),
            self.change_priority,
            lambda: self.harvest("b", more=chance.choice(["", "; dct:accessRights <urn:x>"])),
            lambda: self.harvest("a", lost=chance.random() < 0.3),
            lambda: self.harvest("a"),
            self.decide,
        ]
        with suppress(UsageError, RegistryError):
            chance.choice(acts)()

    def rename(self) -> None:
        for one in self.registry.identities.proposed_renames()[:1]:
            self.registry.identities.rename(one.old, one.new, by="officer", reason="r", source=one.source)

    def decide(self) -> None:
        """Decide which dataset has a table schema, or whether its column uses an element, as the schema states."""
        dictionary, number = self.registry.dictionary, self.chance.randrange(9)
        match = (f"{E}s", "x", f"{E}el")
        self.chance.choice(
            [
                lambda: dictionary.assign_dataset(f"{E}s", f"{E}{number}", by="officer"),
                lambda: dictionary.accept_match(*match, by="officer"),
                lambda: dictionary.reject_match(*match, by="officer"),
            ]
        )()

    def end_same_as(self) -> None:
        for one in self.registry.identities.same_as_statements()[:1]:
            self.registry.identities.end_same_as(one.first, one.second, by="officer", reason="r")

    def change_list(self) -> None:
        text = f"code,name\nA,{self.chance.choice('xyz')}\n".encode()
        self.registry.vocab.add(text, by="officer", name="l.csv", token="ds-l", title="L")

    def put(self, number: int) -> None:
        (record,) = parse_records(PREFIXES + dataset(number, self.chance.choice("vw")))
        self.registry.put(record, by="writer", profile=self.chance.choice(["none", "dcat-ap"]))

    def change_priority(self) -> None:
        from dataclasses import replace

        declared = [one.declared for one in registry_sources(self.registry) if one.name in "ab"]  # type: ignore[attr-defined]
        changed = [replace(one, priority=self.chance.randrange(3)) for one in declared]
        self.registry.source_list.plan(changed).apply(by="officer", reason="r")

    def harvest(self, name: str, *, lost: bool = False, more: str = "") -> int:
        chance, titles = self.chance, self.titles[name]
        for number in chance.sample(range(9), 3):
            titles[number] = chance.choice(["t", "u", ""])
        for number in chance.sample(range(9), 1):
            if titles.pop(number, None) and chance.random() < 0.5:
                titles[number + 20] = "t"
        content = "".join(dataset(number, title, more if number % 3 == 0 else "") for number, title in titles.items())
        listed = ", ".join(f"<{number}>" for number in titles) or "<0>"
        content += f'<c> a dcat:Catalog ; dct:title "c"@vi ; dct:description "d"@vi ; dcat:dataset {listed} .\n'
        content += f'<p> a foaf:Agent ; foaf:name "{chance.choice("pq")}"@vi .\n'
        content = "not Turtle" if lost else content
        profile = chance.choice([None, None, "none", "dcat-ap"])
        return harvest(self.registry, self.folder, content, name=name, profile=profile)


def make_history(registry: Registry, folder: Path, steps: int, seed: int) -> dict[int, Shown]:
    """What was shown at the end of each run of a history."""
    history = History(registry=registry, folder=folder, chance=random.Random(seed), titles={"a": {}, "b": {}})
    history.harvest("a")
    history.harvest("b")
    harvest(registry, folder, ELEMENTS, name="e", profile="none")
    moments: dict[int, Shown] = {}
    for _ in range(steps):
        before = len(registry.harvests.runs())
        history.step()
        if len(registry.harvests.runs()) == before:
            # Whatever else changes anything is followed by a run that changes nothing but itself.
            harvest(registry, folder, "not Turtle", name="z")
        moments[registry.harvests.runs(limit=1)[0].id] = show_today(registry)
    return moments


@pytest.mark.soak
def test_as_of__each_run_of_a_random_history_is_what_it_was(registry: Registry, tmp_path: Path) -> None:
    moments = make_history(registry, tmp_path, 40, seed=18)
    differing = {shown.exports[0] for shown in moments.values()}
    assert len(differing) > 12, "a history in which much changes"
    assert sum(shown.public is not None for shown in moments.values()) > 10
    for run, expected in moments.items():
        shown = show_then(registry, run, tmp_path)
        assert shown.rows == expected.rows, run
        assert shown.findings == expected.findings, run
        assert shown.exports == expected.exports, run
        assert expected.public in (None, shown.public), run
    assert not registry.upkeep.check().problems
    purged = f"<{E}1> ".encode()
    assert any(purged in shown.exports[0] for shown in moments.values())
    registry.purge(f"{E}1", by="officer", reason="r")
    assert not registry.upkeep.check().problems
    for run in list(moments)[::8]:
        out = BytesIO()
        with registry.as_of(str(run), known_then=KNOWN) as past:
            past.export("nt", out)
        left = set(out.getvalue().splitlines())
        assert left <= set(moments[run].exports[0].splitlines()), "nothing comes in its place"
        assert not [line for line in left if line.startswith(purged)]


def test_as_of__a_moment_may_be_a_value_of_python(registry: Registry, tmp_path: Path) -> None:
    run = harvest(registry, tmp_path, dataset(1), profile="none")
    for moment in (run, datetime.now(VIETNAM).date(), datetime.now(UTC)):
        with registry.as_of(moment) as past:
            assert [row.iri for row in past.records()] == [E + "1"]
        with registry.reports.changes(run, moment) as report:
            assert report.counts.changes == 1
    assert registry.ledger.count_changes(run).changes == 1
    for wrong in (None, 1.5, True):
        with pytest.raises(UsageError, match=r"^when has to be"):
            registry.as_of(wrong)  # type: ignore[arg-type]


def test_views__that_were_closed_say_so(registry: Registry, tmp_path: Path) -> None:
    run = harvest(registry, tmp_path, dataset(1), profile="none")
    with registry.as_of(run) as past, registry.reports.changes(run) as report:
        pass
    with pytest.raises(UsageError, match="with block"):
        list(past.records())
    with pytest.raises(UsageError, match="with block"):
        list(report.changes())


def test_as_of__today_is_now_and_no_time_to_come(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, dataset(1), profile="none")
    with registry.as_of(datetime.now(VIETNAM).date()) as past:
        assert datetime.fromisoformat(past.moment.at) <= datetime.now(UTC)
        assert [row.iri for row in past.records()] == [E + "1"]
