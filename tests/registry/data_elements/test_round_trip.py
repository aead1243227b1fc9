"""A dictionary of the 25 descriptors that leaves with a dataset is the same in the registry that reads it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.data_elements.descriptors import DESCRIPTORS

DATASET = "https://e.vn/ds"
OWN = {
    "identifier": "ND-001",
    "language": "vi",
    "datatype": "số thập phân",
    "format": "12,2",
    "value-list": "1: Một; 2: Hai",
    "api": "https://e.vn/api",
    "mapping": "http://xmlns.com/foaf/0.1/name",
    "valid-range": "từ 0 đến 100",
}


def descriptors(registry: Registry, iri: str) -> dict[str, object]:
    (found,) = registry.dictionary.element(iri)
    answer = found.as_dict()["descriptors"]
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize(("format_name", "ending"), [("turtle", "ttl"), ("json-ld", "jsonld")])
def test_descriptors__that_leave_as_rdf_are_read_back(tmp_path: Path, format_name: str, ending: str) -> None:
    with (tmp_path / "terms.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([one.heading().render("vi") for one in DESCRIPTORS])
        rows.writerow([OWN.get(one.key, f"giá trị {one.number}; «{one.key}»") for one in DESCRIPTORS])
    with Registry.open(f"sqlite:///{tmp_path / 'a.db'}") as registry:
        registry.harvests.import_elements(tmp_path / "terms.csv", by="an")
        (element,) = registry.dictionary.elements()
        (tmp_path / "ds.ttl").write_text(
            f"""@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
            <{DATASET}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/conformsTo> <https://e.vn/s> .
            <https://e.vn/s> a csvw:Schema ; csvw:column ( [ csvw:name "a" ; dmv:dataElement <{element.iri}> ] ) .""",
            encoding="utf-8",
        )
        registry.harvest(source_at(str(tmp_path / "ds.ttl")), profile="none")
        registry.export(format_name, tmp_path / f"out.{ending}")
        before = descriptors(registry, element.iri)
    assert list(before) == [one.key for one in DESCRIPTORS]
    with Registry.open(f"sqlite:///{tmp_path / 'b.db'}") as registry:
        registry.harvests.import_elements(tmp_path / f"out.{ending}", by="an")
        assert descriptors(registry, element.iri) == before
        assert [one.column for one in registry.dictionary.find_datasets(element.iri)] == ["a"]
