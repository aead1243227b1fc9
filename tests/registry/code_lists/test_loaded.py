"""Lists that are loaded into a registry decide over codes, those that are texts among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at

DATASET = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://e.vn/nuoc> a dcat:Dataset ; dct:publisher [ a foaf:Agent ; foaf:name "Sở"@vi ; dct:identifier "H57.01" ] .
"""


@pytest.mark.parametrize(
    ("codes", "is_complete", "severities"),
    [
        ("", False, ["cannot-verify"]),
        ("H57.01,Sở\n", True, []),
        ("H57.02,Sở khác\n", True, ["warning"]),
        ("H57.02,Sở khác\n", False, ["cannot-verify"]),
    ],
    ids=["bundled", "listed", "complete", "not complete"],
)
def test_loaded_list__of_agency_codes_decides_over_the_code_of_a_publisher(
    codes: str, is_complete: bool, severities: list[str], sqlite_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "hue.ttl"
    path.write_text(DATASET, encoding="utf-8")
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(path)), profile="vn").apply()
        if codes:
            document = f"code,name\n{codes}".encode()
            registry.vocab.add(document, by="test", name="ag.csv", token="agency", complete=is_complete)
        registry.revalidate()
        findings = registry.get("https://e.vn/nuoc").findings
    assert [one.reported_severity for one in findings if one.code == "vn:Dataset-publisher-code"] == severities
