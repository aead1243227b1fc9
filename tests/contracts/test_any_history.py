"""Whatever sources and people do, and in whatever order, the registry stays whole, and a copy of it shows the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry, parse_records, restore_backup, source_at
from danhmuc.vocab.errors import DanhmucError

from ..conftest import seeds
from .conftest import PREFIXES

E = "https://e.vn/"
NUMBERS = [*range(6), *range(20, 26)]
SCHEMA_PREFIXES = (
    "@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
MORE = [
    "",
    "; dct:conformsTo <s>",
    "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/RESTRICTED>",
    '; dmv:secrecy "MAT"',
    "; dcat:theme <http://publications.europa.eu/resource/authority/data-theme/HEAL>",
]
FACETS = ["theme", "publisher", "format", "licence", "state", "verdict", "registration", "year"]


class History:
    """A registry with two catalogues, a dictionary and a program, and people who decide about all of them."""

    def __init__(self, registry: Registry, folder: Path, seed: int) -> None:
        self.registry = registry
        self.folder = folder
        self.chance = random.Random(seed)
        self.places = {name: folder / f"{name}.ttl" for name in ("a", "b", "e")}
        self.numbers: dict[str, set[int]] = {"a": set(), "b": set()}
        self.done = 0
        registry.registrations.set_authority(f"{E}authority", by="admin")
        for publish in (self.publish_elements, lambda: self.publish("a"), lambda: self.publish("b")):
            publish()

    def step(self) -> None:
        """Do one thing at random; what is refused, such as to release what nobody holds, is left."""
        with suppress(DanhmucError):
            self.chance.choice([self.act_of_source, self.act_on_record, self.act_on_registry, self.act_on_element])()
            self.done += 1

    def act_of_source(self) -> None:
        self.chance.choice(
            [
                lambda: self.publish("a"),
                lambda: self.publish("b"),
                self.publish_elements,
                self.put,
                self.move,
                lambda: self.registry.source_list.remove(
                    "b", self.chance.choice(["keep-records", "withdraw"]), **because()
                ),
                lambda: self.registry.harvests.accept_missing(self.chance.choice("abe"), **because()),
            ]
        )()

    def act_on_record(self) -> None:
        registry, chance = self.registry, self.chance
        iri, other = (f"{E}{name}" for name in chance.sample([*NUMBERS, "s", "el", "p"], 2))
        source = chance.choice([None, "a", "b", "e"])
        held = [row.iri for row in registry.records(role=None) if row.state in ("withheld", "withdrawn", "purged")]
        states = ["candidate", "standard", "preferred-standard", "retired"]
        acts: list[Callable[[], object]] = [
            lambda: registry.withdraw(iri, source=source or "a", **because()),
            lambda: registry.withhold(iri, source=source, **because()),
            lambda: registry.release(chance.choice(held or [iri]), **because()),
            lambda: registry.release(chance.choice(held or [iri]), **because()),
            lambda: registry.undo(iri=iri, source=source, **because()),
            lambda: registry.harvests.release_undone(iri=iri, **because()),
            self.rename,
            lambda: registry.identities.rename(iri, other, **because()),
            lambda: registry.identities.same_as(iri, other, **because()),
            self.end_identity,
            lambda: registry.registrations.register(iri, chance.choice(states), **because()),
            lambda: registry.registrations.register(iri, "superseded", superseded_by=other, **because()),
            lambda: registry.registrations.end(iri, **because()),
        ]
        if chance.random() < 0.1:
            acts = [lambda: registry.purge(iri, **because())]
        chance.choice(acts)()

    def act_on_registry(self) -> None:
        registry, chance = self.registry, self.chance
        run = chance.randrange(1, 1 + len(registry.harvests.runs()))
        code_list = f"code,name\nA,{chance.choice('xyz')}\n".encode()
        chance.choice(
            [
                lambda: registry.undo(run, force=chance.random() < 0.5, **because()),
                lambda: registry.undo(run, force=True, **because()),
                lambda: registry.harvests.release_undone(run, **because()),
                lambda: registry.revalidate(everything=True),
                lambda: registry.vocab.add(code_list, by="officer", name="l.csv", token="l"),
                lambda: registry.upkeep.prune_history(before=str(registry.harvests.runs()[-1].started_at)),
                lambda: registry.upkeep.prune_bodies(older_than=0),
            ]
        )()

    def act_on_element(self) -> None:
        dictionary = self.registry.dictionary
        match = f"{E}s", self.chance.choice("xy"), f"{E}el"
        self.chance.choice(
            [
                lambda: dictionary.accept_match(*match, by="officer"),
                lambda: dictionary.reject_match(*match, by="officer"),
                lambda: dictionary.revoke_match(*match, by="officer"),
                lambda: dictionary.assign_dataset(f"{E}s", f"{E}{self.chance.choice(NUMBERS)}", by="officer"),
            ]
        )()

    def publish(self, name: str) -> None:
        """Publish a catalogue of which some records are new, others, gone or renamed, and harvest it."""
        chance, numbers = self.chance, self.numbers[name]
        numbers ^= set(chance.sample(NUMBERS, 2))
        for number in chance.sample(sorted(numbers), min(1, len(numbers))):
            numbers ^= {number, (number + 20) % 40}
        titles = {number: chance.choice(["", 'dct:title "Đất"@vi ;', 'dct:title "Nước"@vi ;']) for number in numbers}
        text = (
            f'<p> a foaf:Agent ; foaf:name "{chance.choice("pq")}"@vi . <c{name}> a dcat:Catalog ; dct:title "c"@vi .'
        )
        for number, title in titles.items():
            more = chance.choice(MORE) if chance.random() < 0.4 else ""
            text += f'<{number}> a dcat:Dataset ; {title} dct:description "d"@vi ; dct:publisher <p> {more} .\n'
            text += f"<c{name}> dcat:dataset <{number}> .\n"
        self.places[name].write_text(PREFIXES + (text if chance.random() < 0.9 else "no Turtle"), encoding="utf-8")
        profile = chance.choice([None, None, "none", "dcat-ap"])
        self.registry.harvest(source_at(str(self.places[name])), name=name, profile=profile, by="night")

    def publish_elements(self) -> None:
        chance = self.chance
        definition = f'skos:definition "{chance.choice("de")}"@vi'
        text = f'<el> a dmv:DataElement ; dct:identifier "E" ; csvw:name "x" ; {definition} .\n'
        if chance.random() < 0.8:
            stated = chance.choice(["", "; dmv:dataElement <el>"])
            text += f'<s> a csvw:Schema ; csvw:column ( [ csvw:name "x" {stated} ] [ csvw:name "y" ] ) .\n'
        self.places["e"].write_text(PREFIXES + SCHEMA_PREFIXES + text, encoding="utf-8")
        self.registry.harvests.import_elements(str(self.places["e"]), name="e", by="night")

    def put(self) -> None:
        number, title = self.chance.choice(NUMBERS), self.chance.choice("vw")
        (record,) = parse_records(PREFIXES + f'<{number}> a dcat:Dataset ; dct:title "{title}"@vi .')
        self.registry.put(record, by="writer", profile="none")

    def move(self) -> None:
        name = self.chance.choice("ab")
        place = self.places[name].with_name(f"{name}{self.chance.randrange(9)}.ttl")
        place.write_bytes(self.places[name].read_bytes())
        self.registry.source_list.move(name, source_at(str(place)), **because())
        self.places[name] = place

    def rename(self) -> None:
        for one in self.registry.identities.proposed_renames()[:1]:
            answer = self.chance.choice(
                [self.registry.identities.rename, self.registry.rename, self.registry.identities.decline_rename]
            )
            answer(one.old, one.new, source=one.source, **because())

    def end_identity(self) -> None:
        for one in self.registry.identities.redirects()[:1]:
            self.registry.identities.end_redirect(one.old, source=one.source, **because())
        for said in self.registry.identities.same_as_statements()[:1]:
            self.registry.identities.end_same_as(said.first, said.second, **because())


def because() -> dict[str, str]:
    """Who decides, and why."""
    return {"by": "officer", "reason": "r"}


def shown(registry: Registry) -> list[object]:
    """What a registry shows."""
    outs = [BytesIO() for _ in range(3)]
    for format_name, out in zip(("nt", "csvw", "skos"), outs, strict=True):
        registry.export(format_name, out)
    least = BytesIO()
    registry.export("nt", least, min_status="standard")
    dictionary = registry.dictionary
    return [
        *(out.getvalue() for out in (*outs, least)),
        [row.as_dict() for row in registry.records(role=None)],
        registry.search(f"{E}*", facets=FACETS, limit=None).as_dict(),
        [dictionary.elements(), dictionary.schemas(), list(dictionary.find_matches(decided=True))],
        registry.registrations.report().as_dict(),
        [one.as_dict() for one in registry.ledger.changes()],
    ]


@pytest.mark.soak
@pytest.mark.postgresql
@pytest.mark.parametrize("seed", seeds(3))
def test_history__whatever_is_done_the_registry_is_whole_and_its_copy_is_equal(
    registry: Registry, tmp_path: Path, seed: int
) -> None:
    history, seen = History(registry, tmp_path, seed), 0
    for _ in range(60):
        history.step()
        assert registry.upkeep.check().problems == ()
        rows = [one.id for one in registry.ledger.changes(since=seen)]
        assert rows == list(range(seen + 1, seen + 1 + len(rows)))
        seen += len(rows)
    assert history.done > 20, "a history in which much is done"
    expected = shown(registry)
    registry.upkeep.copy_to(f"sqlite:///{tmp_path / 'copy.db'}")
    registry.upkeep.back_up(tmp_path / "backup.db")
    restore_backup(tmp_path / "backup.db", f"sqlite:///{tmp_path / 'restored.db'}", by="officer", reason="r")
    for name in ("copy", "restored"):
        with Registry.open(f"sqlite:///{tmp_path / f'{name}.db'}", create=False) as other:
            assert other.upkeep.check().problems == ()
            assert shown(other) == expected, name


@pytest.mark.soak
@pytest.mark.parametrize("seed", seeds(6))
def test_history__what_nobody_may_publish_stays_so_after_an_older_backup_was_restored(
    sqlite_url: str, tmp_path: Path, seed: int
) -> None:
    file = tmp_path / "backup.db"
    with Registry.open(sqlite_url) as registry:
        history = History(registry, tmp_path, seed)
        for number in range(30):
            if number == 15:
                registry.upkeep.back_up(file)
            history.step()
        iris = {f"{E}{name}" for name in (*NUMBERS, "s", "el", "p")}
        barred = registry.reports.find_barred(iris)
    as_in_backup = restore_backup(file, sqlite_url, by="officer", reason="r").sources
    with Registry.open(sqlite_url) as registry:
        for name in (None, "a", "b"):
            if name is not None and name not in as_in_backup:  # else its documents of then are read
                with suppress(DanhmucError):  # it was removed
                    registry.harvest(source_at(str(history.places[name])), by="night")
            assert registry.reports.find_barred(iris) >= barred
            assert registry.upkeep.check().problems == ()
