"""What the documents of a feed cannot hold, as its report tells it: in sum, by what is lacking, and by record."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import FeedReport, Registry
from danhmuc.vocab.errors import RegistryError

from .public_words import POLICY, SETTINGS, bytes_by_path, dataset, export_feed, harvest

REST = 'dcat:keyword "k"'
OFFICER = '[ a vcard:Individual ; vcard:fn "An" ; vcard:hasEmail <mailto:an@e.vn> ]'
DESK = '[ a vcard:Organization ; vcard:fn "Desk" ; vcard:hasEmail <mailto:desk@e.vn> ]'
SOURCE = (
    dataset("officer", f"dcat:contactPoint {OFFICER}")
    + dataset("desk", f"dcat:contactPoint {DESK}")
    + dataset("nobody")
    + "<untitled> a dcat:Dataset .\n"
)


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        harvest(opened, tmp_path, "main", SOURCE)
        yield opened


def contacts(folder: Path) -> dict[str, str]:
    """The address to which each dataset of DCAT-US 3.0 leads, by the end of its IRI."""
    whole = json.loads((folder / "feed" / "current" / "dcat-us.json").read_bytes())
    return {
        one["@id"].rpartition("/")[2]: contact["hasEmail"]
        for one in whole["dataset"]
        for contact in (one["contactPoint"] if isinstance(one["contactPoint"], list) else [one["contactPoint"]])
    }


def refused_why(report: FeedReport) -> dict[tuple[str, str], int]:
    return {(one.why, one.field): one.records for one in report.refused_why["dcat-us"]}


def test_export_feed__a_dataset_whose_contact_stays_inside_has_that_of_the_settings(
    registry: Registry, tmp_path: Path
) -> None:
    own = "mailto:dulieu@example.vn"
    report = export_feed(registry, tmp_path)
    assert contacts(tmp_path) == {"officer": own, "desk": "mailto:desk@e.vn", "nobody": own}
    assert report.contacts_given["dcat-us"] == 2
    assert refused_why(report) == {("missing", "description"): 1, ("missing", "title"): 1}
    (refused,) = report.refused_records["dcat-us"]
    assert refused.source == "main"
    assert (refused.iri, refused.fields) == ("https://e.vn/untitled", ("title", "description"))
    assert b"an@e.vn" not in b"".join(bytes_by_path(tmp_path).values()).replace(SOURCE.encode(), b"")
    # Without a policy, officers are asked themselves.
    export_feed(registry, tmp_path, None, without_policy=True)
    assert contacts(tmp_path) == {"officer": "mailto:an@e.vn", "desk": "mailto:desk@e.vn", "nobody": own}


def test_export_feed__the_contact_of_the_settings_is_in_no_rdf_of_a_record(registry: Registry, tmp_path: Path) -> None:
    export_feed(registry, tmp_path)
    found = bytes_by_path(tmp_path / "feed" / "current")["all.nt.gz"].decode().splitlines()
    holders = {line.partition(" ")[0] for line in found if "/catalog#contact> ." in line}
    assert holders == {"<https://data.example.vn/feed/catalog>"}


def build_without_address(registry: Registry, folder: Path) -> FeedReport:
    """Build a feed whose contact has a page only."""
    settings = SETTINGS.replace('email = "dulieu@example.vn"', 'url = "https://e.vn/ask"')
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    return registry.export_feed(
        folder / "feed",
        base="https://data.example.vn/feed/",
        settings=folder / "settings.toml",
        policy=folder / "policy.toml",
    )


def test_export_feed__says_the_same_of_files_that_it_takes_over(registry: Registry, tmp_path: Path) -> None:
    report = build_without_address(registry, tmp_path)
    assert contacts(tmp_path) == {"desk": "mailto:desk@e.vn"}
    assert report.contacts_given == {}
    assert refused_why(report)["missing", "contactPoint.hasEmail"] == 1
    assert refused_why(report)["missing", "contactPoint"] == 2
    again = build_without_address(registry, tmp_path)
    assert again.files_changed == 0
    for name in ("unwritten", "refused", "refused_why", "refused_records", "contacts_given"):
        assert again.as_dict()[name] == report.as_dict()[name]


def rows_of(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def export_losses(registry: Registry, folder: Path, **options: str) -> FeedReport:
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "policy.toml").write_text(POLICY + '[stays_inside]\nproperties = ["dct:creator"]\n', encoding="utf-8")
    return registry.export_feed(
        folder / "feed",
        base="https://data.example.vn/feed/",
        settings=folder / "settings.toml",
        policy=folder / "policy.toml",
        losses=folder / "losses.jsonl",
        **options,
    )


def test_export_feed__tells_what_each_format_does_not_have_of_each_record(registry: Registry, tmp_path: Path) -> None:
    odd = dataset("odd", "<https://e.vn/9> 1", 'dcat:keyword "k"@en', "dct:accrualPeriodicity <https://e.vn/freq>")
    harvest(registry, tmp_path, "other", odd)
    report = export_losses(registry, tmp_path)
    rows = rows_of(tmp_path / "losses.jsonl")
    columns = ("iri", "property", "count", "format", "reason", "source", "name", "fault", "records")
    assert {tuple(row) for row in rows} == {columns}
    for name, number in report.unwritten.items():
        told = [row for row in rows if row["format"] == name and row["reason"] == "format"]
        texts = [row for row in told if str(row["property"]).endswith("/rdf:language")]
        assert sum(int(str(row["count"])) for row in told if row not in texts) == number
    for name, number in report.refused.items():
        told = [row for row in rows if row["format"] == name and str(row["reason"]).startswith("format-")]
        assert len(told) == number
    untitled = next(row for row in rows if row["format"] == "dcat-us" and row["reason"] == "format-missing")
    assert (untitled["iri"], untitled["property"]) == ("https://e.vn/untitled", "title, description")
    assert untitled["source"] == "main"
    xml = [(row["iri"], row["property"], row["source"]) for row in rows if row["format"] == "xml"]
    assert xml == [("https://e.vn/odd", "https://e.vn/9", "other")]
    assert report.loss_record_count == len({row["iri"] for row in rows})
    # Files that are taken over are told again.
    assert export_losses(registry, tmp_path).files_changed == 0
    assert rows_of(tmp_path / "losses.jsonl") == rows


def test_export_feed__tells_which_node_records_left_in_part_or_as_bare_iris(registry: Registry, tmp_path: Path) -> None:
    agents = "<agent> a foaf:Agent ; foaf:name 'Sở'@vi ; dct:type <t1> , <t2> . <nameless> a foaf:Agent .\n"
    records = dataset("1", "dct:publisher <agent>") + dataset("2", "dct:publisher <agent>")
    harvest(registry, tmp_path, "other", records + dataset("3", "dct:publisher <nameless>") + agents, profile="dcat-ap")
    report = export_losses(registry, tmp_path)
    wanted = [
        ("https://e.vn/agent", "dct:type", 2, "violation", "other", "Sở", 2),
        ("https://e.vn/nameless", "foaf:name", 0, "bare", "other", None, 1),
    ]
    told = (*report.partial_nodes, *report.bare_nodes)
    assert [(one.iri, one.source, one.name, one.records) for one in told] == [(one[0], *one[4:]) for one in wanted]
    names = ("iri", "property", "count", "reason", "source", "name", "records")
    rows = [row for row in rows_of(tmp_path / "losses.jsonl") if row["records"] is not None]
    assert [tuple(row[name] for name in names) for row in rows] == wanted
    assert all("(dct:type)" in str(row["fault"]) or "(foaf:name)" in str(row["fault"]) for row in rows)
    lines = gzip.decompress((tmp_path / "feed" / "current" / "all.nt.gz").read_bytes()).decode().splitlines()
    left = {line.split(" ", 2)[1].rpartition("/")[2] for line in lines if line.startswith("<https://e.vn/agent>")}
    assert left == {"22-rdf-syntax-ns#type>", "name>"}
    assert not any(line.startswith("<https://e.vn/nameless>") for line in lines)
    assert "Sở" in (tmp_path / "feed" / "current" / "index.html").read_text(encoding="utf-8")


def test_export_feed__tells_no_loss_of_what_is_not_public(registry: Registry, tmp_path: Path) -> None:
    closed = "dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"
    person = '[ a foaf:Person ; foaf:name "hidden" ; <https://e.vn/9> 1 ]'
    secret = (
        '<secret> a dcat:Dataset ; dct:title "s"@vi ; dmv:secrecy <https://w3id.org/danhmuc/concept/secrecy/MAT> .\n'
    )
    harvest(
        registry, tmp_path, "other", dataset("closed", closed, "<https://e.vn/9> 1", "dcat:landingPage <x>") + secret
    )
    harvest(registry, tmp_path, "third", dataset("redacted", f"dct:creator {person}"))
    harvest(registry, tmp_path, "withheld", dataset("withheld", "<https://e.vn/9> 1"))
    registry.withhold("https://e.vn/withheld", by="officer", reason="No")
    export_losses(registry, tmp_path)
    told = (tmp_path / "losses.jsonl").read_text(encoding="utf-8")
    for name in ("e.vn/closed", "secret", "e.vn/withheld", "creator", "hidden", "e.vn/9"):
        assert name not in told
    assert "e.vn/redacted" in told


def test_export_feed__tells_losses_of_a_feed_that_is_refused(registry: Registry, tmp_path: Path) -> None:
    export_losses(registry, tmp_path)
    harvest(registry, tmp_path, "main", "<untitled> a dcat:Dataset .\n")
    registry.harvests.accept_missing("main", by="officer", reason="Gone")
    with pytest.raises(RegistryError, match="would lose"):
        export_losses(registry, tmp_path)
    assert {row["iri"] for row in rows_of(tmp_path / "losses.jsonl")} >= {"https://e.vn/untitled"}
    assert "https://e.vn/desk" not in {row["iri"] for row in rows_of(tmp_path / "losses.jsonl")}
