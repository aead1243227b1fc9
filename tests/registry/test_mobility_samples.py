"""What comes out of each mobilityDCAT-AP sample file, beside a count that does not use the splitter.

These files are many small hard cases: partial graphs, resources alone, vocabularies. Faults of content are no
trouble for reading; they are findings of a profile later.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF

from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.sources.rdf import RdfSource

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
RECORD_CLASSES = {DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.DataService}

# file, records, catalogue records with a topic of the source, node records, rest triples, findings; "no DCAT" where
# nothing in the file has a class of DCAT, so that a harvest of it alone fails
TABLE = """
baseline-dcat-ap/negatives/B-N-01-missing-catalog-title.ttl 0 0 1 0 -
baseline-dcat-ap/negatives/B-N-02-missing-primary-topic.ttl 0 0 1 0 -
baseline-dcat-ap/negatives/B-N-03-invalid-access-url.ttl 0 0 1 0 split:distribution-apart×1
baseline-dcat-ap/negatives/B-N-04-dataset-without-distribution.ttl 1 0 0 0 -
baseline-dcat-ap/negatives/B-N-05-primary-topic-wrong-node-type.ttl 0 0 2 0 -
baseline-dcat-ap/negatives/B-N-06-missing-homepage.ttl 1 0 0 0 -
baseline-dcat-ap/negatives/B-N-07-literal-access-url.ttl 0 0 1 0 split:distribution-apart×1
baseline-dcat-ap/positives/B-P-01-minimal-catalog.ttl 1 0 0 0 -
baseline-dcat-ap/positives/B-P-02-catalog-with-record.ttl 1 0 1 0 -
baseline-dcat-ap/positives/B-P-03-full-minimal-chain.ttl 2 1 0 0 -
baseline-dcat-ap/positives/B-P-04-dataset-alone.ttl 1 0 0 0 -
mobility/negatives/M-N-01-missing-mandatory-properties-dataset.ttl 1 0 0 0 -
mobility/negatives/M-N-02-missing-spatial.ttl 1 0 1 0 -
mobility/negatives/M-N-03-mobility-distribution-missing-standard.ttl 0 0 1 0 split:distribution-apart×1
mobility/negatives/M-N-04-multiple-formats.ttl 1 0 0 0 -
mobility/negatives/M-N-05-missing-rights.ttl 1 0 0 0 -
mobility/positives/M-P-01-mandatory-homepage.ttl 1 0 0 0 -
mobility/positives/M-P-02-mandatory-spatial.ttl 1 0 2 0 -
mobility/positives/M-P-03-valid-mobility-distribution.ttl 1 0 1 0 -
mobility/positives/M-P-04-full-mobility-catalog.ttl 2 1 2 0 -
multilingual/negatives/L-N-01-missing-language-tag.ttl 2 0 1 0 -
multilingual/negatives/L-N-02-mismatched-language-tags.ttl 2 0 1 0 -
multilingual/negatives/L-N-03-empty-multilingual-field.ttl 2 0 1 0 -
multilingual/negatives/L-N-04-invalid-language-tag.ttl 2 0 1 0 -
multilingual/positives/L-P-01-parallel-titles.ttl 2 0 1 0 -
multilingual/positives/L-P-02-multilingual-descriptions.ttl 2 0 1 0 -
partial_graphs/negatives/P-N-01-record-without-primary-topic.ttl 0 0 1 0 -
partial_graphs/negatives/P-N-02-distribution-without-access-url.ttl 0 0 1 0 split:distribution-apart×1
partial_graphs/positives/P-P-01-dataset-alone.ttl 1 0 0 0 -
partial_graphs/positives/P-P-02-distribution-alone.ttl 0 0 1 0 split:distribution-apart×1
partial_graphs/positives/P-P-03-catalog-record-alone.ttl 1 1 0 0 -
ranges/negatives/R-N-01-catalog-spatial-literal.ttl 0 0 1 0 no DCAT
ranges/negatives/R-N-02-literal-homepage.ttl 1 0 1 0 -
ranges/negatives/R-N-03-invalid-spatial-range.ttl 1 0 1 0 -
ranges/negatives/R-N-04-invalid-primary-topic-node.ttl 0 0 1 0 -
ranges/negatives/R-N-05-literal-access-url.ttl 1 0 0 0 -
ranges/negatives/R-N-06-mobility-standard-literal.ttl 0 0 1 0 no DCAT
ranges/positives/R-P-01-valid-access-url.ttl 1 0 0 0 -
ranges/positives/R-P-02-valid-publisher-agent.ttl 1 0 1 0 -
ranges/positives/R-P-03-valid-language-uri.ttl 1 1 0 0 -
regression/negatives/RG-N-01-previously-invalid.ttl 2 1 0 0 -
regression/positives/RG-P-01-previously-valid.ttl 2 1 0 0 -
upstream-examples/address_agent_shape_examples.ttl 0 0 6 0 no DCAT
upstream-examples/agent_shape_examples.ttl 0 0 22 0 no DCAT
upstream-examples/assessment_shape_examples.ttl 0 0 14 0 no DCAT
upstream-examples/catalog_record_shape_examples.ttl 13 0 26 0 read:canonical-iri×1
upstream-examples/catalogue_shape_example.ttl 6 6 7 0 -
upstream-examples/catalogue_shape_examples.ttl 6 6 7 0 -
upstream-examples/category_scheme_shape_examples.ttl 1 0 7 0 -
upstream-examples/category_shape_examples.ttl 2 0 8 0 -
upstream-examples/checksum_shape_examples.ttl 0 0 7 0 split:distribution-apart×1
upstream-examples/dataset_shape_examples.ttl 7 0 0 0 -
upstream-examples/distribution_shape_examples.ttl 0 0 8 0 split:distribution-apart×7
upstream-examples/kind_shape_examples.ttl 0 0 8 0 no DCAT
upstream-examples/license_document_shape_examples.ttl 0 0 7 0 read:canonical-iri×1
upstream-examples/location_shape_examples.ttl 0 0 10 0 no DCAT
upstream-examples/mobility_data_standard_shape_examples.ttl 0 0 9 0 no DCAT
upstream-examples/quality_annotation_shape_examples.ttl 5 0 6 0 -
upstream-examples/rights_statement_shape_examples.ttl 0 0 6 0 no DCAT
vocabularies/conditions-for-access-and-usage.ttl 0 0 2 0 no DCAT
vocabularies/eu-corporate-body.ttl 0 0 2 0 no DCAT
vocabularies/eu-country.ttl 0 0 2 0 no DCAT
vocabularies/eu-file-type.ttl 0 0 3 0 no DCAT
vocabularies/eu-frequency.ttl 0 0 2 0 no DCAT
vocabularies/mobility-data-standard.ttl 0 0 2 0 no DCAT
vocabularies/mobility-theme.ttl 0 0 2 0 no DCAT
vocabularies/negatives/V-N-01-literal-format.ttl 1 0 0 0 -
vocabularies/negatives/V-N-02-uri-outside-scheme.ttl 1 0 0 0 -
vocabularies/negatives/V-N-03-wrong-scheme-used.ttl 1 0 0 0 -
vocabularies/positives/V-P-01-valid-format-uri.ttl 1 0 0 0 -
vocabularies/positives/V-P-02-valid-license-uri.ttl 1 0 0 0 -
"""

ROWS = [line.split(maxsplit=5) for line in TABLE.strip().splitlines()]


def _outcome(path: Path) -> list[str]:
    contents = RdfSource(str(path)).contents(IriSpace(source="m"))
    roles: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for pending in contents.records:
        record = pending.make()
        roles[record.role] += 1
        codes.update(finding.code for finding in record.findings)
    for document in contents.documents:
        codes.update(finding.code for finding in document.findings)
    codes.update(document.code for document in contents.quarantined)
    rest = sum(part.canonical.triples for part in contents.rest)
    told = " ".join(f"{code}×{number}" for code, number in sorted(codes.items()))
    return [
        str(roles["record"]),
        str(roles["catalog-record"]),
        str(roles["node"]),
        str(rest),
        told or ("no DCAT" if contents.failed else "-"),
    ]


def test_table__names_every_file(test_data: Path) -> None:
    folder = test_data / "mobilitydcat-ap"
    assert sorted(row[0] for row in ROWS) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.ttl")
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_file__gives_what_the_table_says(test_data: Path, row: list[str]) -> None:
    assert _outcome(test_data / "mobilitydcat-ap" / row[0]) == row[1:]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_table__agrees_with_a_plain_count(test_data: Path, row: list[str]) -> None:
    graph = rdflib.Graph().parse(test_data / "mobilitydcat-ap" / row[0])
    described = {subject for subject in graph.subjects() if isinstance(subject, rdflib.URIRef)}
    records = {subject for kind in RECORD_CLASSES for subject in graph.subjects(RDF.type, kind)} & described
    owned = {
        value
        for value in set(graph.objects(predicate=DCAT.distribution)) & described
        if len(set(graph.subjects(DCAT.distribution, value)) & records) == 1
    }
    assert (len(records), len(described - records - owned)) == (int(row[1]), int(row[2]) + int(row[3]))
