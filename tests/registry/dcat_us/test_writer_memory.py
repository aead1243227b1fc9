"""What the writer of a file remembers changes nothing: each record is written as if it were the only one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from danhmuc.registry.dcat_us.field_table import Version
from danhmuc.registry.dcat_us.object_writer import ObjectWriter, WrittenObject
from danhmuc.registry.dcat_us.record_graph import ReachedGraphs, RecordGraph
from danhmuc.registry.dcat_us.written_values import WriterMemory, WrittenNode
from danhmuc.vocab.writing import Unwritten

PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "org": "http://www.w3.org/ns/org#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
PUBLIC = "<http://publications.europa.eu/resource/authority/access-right/PUBLIC>"
TEXTS = ('"Sở"@vi', '"Office"@en', '"x"', '""', '"[[REDACTED-EX B3]]"', '"2024-01-01"', '"a@b.vn"')
AGENTS, CONTACTS, CONCEPTS, SCHEMES, FILES = (range(3), range(3, 5), range(5, 8), range(8, 10), range(10, 12))
LINKS = {
    "dct:publisher": AGENTS,
    "dct:creator": AGENTS,
    "org:subOrganizationOf": AGENTS,
    "dcat:contactPoint": CONTACTS,
    "dcat:theme": CONCEPTS,
    "dct:spatial": CONCEPTS,
    "dct:conformsTo": SCHEMES,
    "skos:inScheme": SCHEMES,
    "foaf:homepage": SCHEMES,
    "dcat:inSeries": SCHEMES,
    "dcat:distribution": FILES,
}
SAID = ("dct:title", "dct:description", "dct:identifier", "foaf:name", "vcard:fn", "skos:prefLabel", "dcat:keyword")


def node(number: int) -> str:
    return f"<https://e.vn/node/{number}>"


def line(subject: str, name: str, value: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{subject} <{PREFIXES[prefix]}{local}> {value} .\n"


def node_graph(chance: random.Random, number: int) -> bytes:
    """What somebody says about a node: mostly what it needs, and more, which may lead back to it."""
    subject = node(number)
    if number in AGENTS:
        needed = [("rdf:type", f"<{PREFIXES['foaf']}Agent>"), ("foaf:name", '"Sở"@vi')]
        needed += [("org:subOrganizationOf", node(chance.choice(AGENTS)))]
    elif number in CONTACTS:
        needed = [("rdf:type", f"<{PREFIXES['vcard']}Kind>"), ("vcard:fn", '"Tổ"@vi')]
        needed += [("vcard:hasEmail", "<mailto:a@b.vn>")]
    elif number in CONCEPTS:
        needed = [("skos:prefLabel", '"Lúa"@vi'), ("skos:inScheme", node(8))]
    elif number in FILES:
        needed = [("rdf:type", f"<{PREFIXES['dcat']}Distribution>"), ("dcat:accessURL", "<https://e.vn/file>")]
        needed += [("dcat:accessService", node(8)), ("dct:title", '"Tệp"@vi')]
    else:
        needed = [("dct:title", '"Bảng"@vi')]
    lines = {line(subject, *pair) for pair in needed if chance.random() < 0.95}
    return "".join(sorted(lines | more(chance, subject, 2))).encode()


def more(chance: random.Random, subject: str, most: int) -> set[str]:
    found = set()
    for _ in range(chance.randint(0, most)):
        name = chance.choice([*SAID, *LINKS])
        value = node(chance.choice(LINKS[name])) if name in LINKS else chance.choice(TEXTS)
        found.add(line(subject, name, value))
    return found


def records(chance: random.Random) -> Iterator[tuple[str, bytes, dict[str, bytes]]]:
    """Records that reach the same nodes, of which a few are described by the record itself, or otherwise, or not."""
    shared = {f"https://e.vn/node/{number}": node_graph(chance, number) for number in range(12)}
    for number in range(8):
        iri = f"https://e.vn/{number}"
        needed = [("rdf:type", f"<{PREFIXES['dcat']}Dataset>"), ("dct:title", '"Giá"@vi'), ("dct:description", '"x"')]
        needed += [("dct:identifier", f'"{number}"'), ("dcat:keyword", '"giá"'), ("dct:modified", '"2024-01-01"')]
        needed += [("dct:accessRights", PUBLIC), ("dct:publisher", node(chance.choice(AGENTS)))]
        needed += [("dcat:contactPoint", node(chance.choice(CONTACTS)))]
        lines = {line(f"<{iri}>", *pair) for pair in needed} | more(chance, f"<{iri}>", 8)
        own = ["".join(sorted(lines)).encode()]
        reached = dict(shared)
        for one in range(12):
            name, drawn = f"https://e.vn/node/{one}", chance.random()
            if drawn < 0.05:
                own.append(node_graph(chance, one))
            elif drawn < 0.1:
                reached[name] = node_graph(chance, one)
            elif drawn < 0.15:
                del reached[name]
        yield iri, b"".join(own), reached


def write(
    record: tuple[str, bytes, dict[str, bytes]], version: Version, memory: WriterMemory, parsed: ReachedGraphs
) -> tuple[WrittenObject, object, object]:
    iri, nquads, reached = record
    found = RecordGraph(iri, nquads, reached, parsed)
    written = ObjectWriter(found, version, memory).write_record("Dataset")
    lost = Unwritten()
    found.add_losses(lost)
    for one, _ in found.objects():
        found.add_losses_of(one, lost)
    return written, found.objects(), (lost.count, dict(lost.by_record))


@pytest.mark.parametrize("version", get_args(Version))
def test_write__is_the_same_as_for_the_record_alone(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    found = WriterMemory.node
    known: list[WrittenNode] = []

    def count(*arguments: Any) -> WrittenNode | None:
        answer = found(*arguments)
        known.extend([] if answer is None else [answer])
        return answer

    monkeypatch.setattr(WriterMemory, "node", count)
    written = 0
    for seed in range(150):
        memory, parsed = WriterMemory(), ReachedGraphs()
        for record in records(random.Random(seed)):
            shared = write(record, version, memory, parsed)
            assert shared == write(record, version, WriterMemory(), ReachedGraphs())
            written += shared[0].value is not None
    assert written > 300
    assert sum(one.value is not None for one in known) > 500
