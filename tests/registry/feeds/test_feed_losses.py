"""What the documents of a feed cannot hold, as its report tells it: in sum, by what is lacking, and by record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import FeedReport, Registry

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
