"""Judged sources to report on: real ones, and large ones made up."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from danhmuc.registry import source_at
from danhmuc.registry.reporting import ReportedSource, write_report
from danhmuc.registry.validation.source import ValidatedRecord, ValidatedSource, validate_source
from danhmuc.shapes import Profile, ValidationReport, Validator, load_profile
from danhmuc.vocab.findings import Finding

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Checked = Callable[[str], ReportedSource]
Written = Callable[..., bytes]


@pytest.fixture(scope="session")
def validator() -> Validator:
    return Validator("dcat-ap")


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile("dcat-ap")


@pytest.fixture
def checked(tmp_path: Path, validator: Validator) -> Checked:
    """A judged document of Turtle, its prefixes before it."""

    def check(turtle: str) -> ReportedSource:
        path = tmp_path / "catalog.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return ReportedSource(validate_source(source_at(str(path)), validator), validator.profile)

    return check


@pytest.fixture
def written() -> Written:
    """The bytes of a report."""

    def write(syntax: str, *sources: ReportedSource, **how: object) -> bytes:
        out = io.BytesIO()
        write_report(syntax, sources, out, **how)  # type: ignore[arg-type]
        return out.getvalue()

    return write


def record(
    number: int,
    *findings: Finding,
    publisher: str | None = None,
    title: str | None = None,
    role: str = "record",
    place: str | None = None,
    is_catalog: bool = False,
) -> ValidatedRecord:
    """A description as the profile has judged it."""
    iri = f"https://e.vn/{number}"
    report = ValidationReport(
        iri=iri, profile="dcat-ap", profile_digest="", context_digest="", findings=tuple(findings)
    )
    return ValidatedRecord(
        iri=iri, role=role, title=title, report=report, publisher=publisher, place=place, is_catalog=is_catalog
    )


def finding(code: str = "dcat-ap:Dataset-title", **given: object) -> Finding:
    """A finding, by default a violation."""
    facts: dict[str, object] = {
        "severity": "violation",
        "layer": "spec",
        "message": {"vi": "Phải có tiêu đề (dct:title).", "en": "Needs a title (dct:title)."},
    }
    return Finding(code=code, **{**facts, **given})  # type: ignore[arg-type]


def source(profile: Profile, records: Iterable[ValidatedRecord] = (), **given: object) -> ReportedSource:
    """A source judged by hand."""
    facts: dict[str, object] = {"location": "catalog.ttl", "profile": "dcat-ap"}
    return ReportedSource(ValidatedSource(records=iter(records), **{**facts, **given}), profile)  # type: ignore[arg-type]
