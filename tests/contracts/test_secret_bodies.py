"""No raw bytes are kept of what any source marks as a state secret, whichever source gave them, and when."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.vocab.errors import RecordError

from .conftest import PREFIXES

if TYPE_CHECKING:
    from .conftest import Agency

Rows = Callable[[str], list[dict[str, object]]]

PLAIN = '<x> a dcat:Dataset ; dct:title "Của họ"@vi .'
MARKED = """
    <x> a dcat:Dataset ; dct:title "Kho"@vi ; dmv:secrecy 'MAT' ; dcat:distribution <f> .
    <f> a dcat:Distribution ; dct:title "Tệp"@vi .
"""
PART = '<y> a dcat:Dataset ; dct:title "Khác"@vi ; dcat:distribution <f> . <f> dct:title "Tệp"@vi .'
CATALOG = "<k> a dcat:Catalog ; dct:title 'K' ; dcat:dataset <x> ."
OTHER = '<z> a dcat:Dataset ; dct:title "Thường"@vi .'


def kept(registry: Registry) -> list[str]:
    """The documents of the source that marks nothing of which raw bytes are stored."""
    return sorted(registry.harvests.raw_documents("second"))


@pytest.fixture
def second(second_agency: Agency) -> Agency:
    """A source with a record, a part of one, a catalogue that lists it, and something else."""
    for name, turtle in {"x.ttl": PLAIN, "y.ttl": PART, "k.ttl": CATALOG, "z.ttl": OTHER}.items():
        second_agency.write(name, turtle)
    return second_agency


def test_bodies__of_what_another_source_marks_later_are_forgotten(agency: Agency, second: Agency, rows: Rows) -> None:
    second.harvest()
    assert kept(second.registry) == ["k.ttl", "x.ttl", "y.ttl", "z.ttl"]
    agency.publish(MARKED)
    # The catalogue names it alone; its bytes go with the next reading, which is of all documents.
    assert kept(second.registry) == ["k.ttl", "z.ttl"]
    assert len(rows("bodies")) == 2
    report = second.harvest()
    assert (report.state, report.extent, report.records.unchanged) == ("complete", "whole", 4)
    assert kept(second.registry) == ["z.ttl"]
    assert second.registry.upkeep.check().problems == ()


def test_bodies__of_what_another_source_has_marked_are_not_stored(agency: Agency, second: Agency, rows: Rows) -> None:
    agency.publish(MARKED)
    for _ in range(2):
        assert second.harvest().state == "complete"
        assert kept(second.registry) == ["z.ttl"]
    assert len(rows("bodies")) == 1
    # Once nobody marks it any more, they are stored again.
    agency.publish(MARKED.replace("dmv:secrecy 'MAT'", "dct:description 'Mở'"))
    second.harvest()
    assert kept(second.registry) == ["k.ttl", "x.ttl", "y.ttl", "z.ttl"]


def test_bodies__by_plans_from_files(agency: Agency, second: Agency, tmp_path: Path) -> None:
    """Of both sources, made before either was applied; digests are all that a plan has of what is marked."""
    agency.write("a.ttl", MARKED)
    second.harvest()
    second.write("x.ttl", PLAIN.replace("Của họ", "Của họ nữa"))
    for one, name in ((agency, "a"), (second, "b")):
        one.plan().save(tmp_path / name)
    for name, left in (("a", ["k.ttl", "z.ttl"]), ("b", ["k.ttl", "z.ttl"])):
        for plan in agency.registry.harvests.read_plans(tmp_path / name):
            assert plan.apply().state == "complete"
        assert kept(agency.registry) == left


def test_bodies__of_a_run_that_was_read_before_another_source_marked_it(agency: Agency, second: Agency) -> None:
    plan = second.plan()
    agency.publish(MARKED)
    plan.apply()
    assert kept(second.registry) == ["k.ttl", "z.ttl"]


def test_bodies__of_what_a_program_puts_as_a_secret(second: Agency) -> None:
    second.harvest()
    with pytest.raises(RecordError):
        second.registry.put(parse_record(PREFIXES + PLAIN.replace(" .", " ; dmv:secrecy 'MAT' .")), by="app")
    assert kept(second.registry) == ["k.ttl", "y.ttl", "z.ttl"]


@pytest.mark.parametrize("marked_first", [True, False])
def test_bodies__of_data_json_and_of_its_records(
    agency: Agency, registry: Registry, tmp_path: Path, rows: Rows, marked_first: bool
) -> None:
    common = {"description": "D", "accessLevel": "public", "title": "T"}
    entries = [{"identifier": f"https://e.vn/{name}", **common} for name in ("x", "z")]
    path = tmp_path / "second.json"
    path.write_text(json.dumps({"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": entries}))
    if marked_first:
        agency.publish(MARKED)
    registry.harvest(source_at(str(path)), profile="none")
    if not marked_first:
        assert (len(rows("source_bytes")), kept(registry)) == (3, ["second.json"])
        agency.publish(MARKED)
    assert kept(registry) == []
    given = [zlib.decompress(bytes(row["body"])) for row in rows("source_bytes")]  # type: ignore[arg-type]
    assert [b"e.vn/x" in one for one in given] == [False, False]
    assert registry.harvest(source_at(str(path)), profile="none").records.updated == 0
    assert len(rows("source_bytes")) == 2
