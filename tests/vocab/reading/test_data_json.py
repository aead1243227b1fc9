"""data.json looks like JSON-LD and is refused by its own name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import read_document

POD = "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"


def code(value: object) -> str | None:
    """The code of the refusal, None when the document was read."""
    try:
        read_document(json.dumps(value).encode(), place="data.json", base="http://b/")
    except DocumentError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "value",
    [
        {"@context": POD, "@type": "dcat:Catalog", "dataset": []},
        {"@context": [POD], "dataset": [{"title": "x"}]},
        {"@context": [POD, {"dcat": "http://www.w3.org/ns/dcat#"}], "@type": "dcat:Catalog", "dataset": []},
        {"@context": "http://project-open-data.cio.gov/v1.1/schema/catalog.jsonld", "dataset": []},
        {"@context": "https://resources.data.gov/schemas/dcat-us/v1.1/schema/catalog.jsonld", "dataset": []},
        {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": []},
        {"dataset": [{"description": "speaks of http://www.w3.org/ns/dcat#"}]},
        {"@context": {"title": "http://purl.org/dc/terms/title"}, "dataset": []},
        {"@context": None, "dataset": []},
        {"@type": "Catalog", "datasetSeries": []},
        {"@type": "Catalog", "service": []},
    ],
)
def test_read_document__data_json_is_refused(value: object) -> None:
    assert code(value) == "read:data-json"


@pytest.mark.parametrize(
    "value",
    [
        {"@context": {"@vocab": "http://www.w3.org/ns/dcat#"}, "@id": "http://x/c", "dataset": []},
        {"@context": {"dcat": "http://www.w3.org/ns/dcat#", "dataset": "dcat:dataset"}, "dataset": []},
        {"@context": {"x": "http://x/"}, "@id": "http://x/c", "x:about": {"dataset": "y"}},
        [{"dataset": []}],
        {"@context": "https://schema.org", "@type": "DataCatalog", "dataset": []},
        {"@context": {"dcat": "http://www.w3.org/ns/dcat#"}, "dcat:landingPage": POD, "dataset": []},
        {"@context": POD, "@type": "dcat:Dataset", "title": "x"},
        {"@id": "http://x/c", "http://x/p": "dataset"},
    ],
)
def test_read_document__json_ld_is_not_taken_for_it(value: object) -> None:
    assert code(value) is None


def test_read_document__a_remote_dcat_context_is_refused_as_one() -> None:
    assert code({"@context": "https://example.org/dcat-ap.jsonld", "dataset": []}) == "read:remote-context"


def test_read_document__broken_data_json_says_where_it_is_broken() -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(b'{"dataset": [\n}', place="data.json", base="http://b/")
    assert (caught.value.code, caught.value.line) == ("read:syntax", 2)


def test_read_document__its_name_is_said() -> None:
    with pytest.raises(DocumentError, match=r"^data\.json: data\.json \(Project Open Data .* not RDF;"):
        read_document(b'{"dataset": []}', place="data.json", base="http://b/")


@pytest.mark.parametrize("folder", ["data-json", "gsa/dcatus"])
def test_read_document__real_data_json_is_refused(test_data: Path, folder: str) -> None:
    files = sorted((test_data / folder).glob("*.json"))
    codes = {path.name: code(json.loads(path.read_bytes())) for path in files}
    assert files
    assert set(codes.values()) == {"read:data-json"}
