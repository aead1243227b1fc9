"""All formats together: one pass, bounded memory, the same bytes."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import reporting, source_at
from danhmuc.registry.reporting import REPORTS, ReportedSource, write_report
from danhmuc.registry.validation.source import ValidatedRecord, ValidatedSource, validate_source
from danhmuc.shapes import Profile, Validator
from danhmuc.vocab.errors import UnknownNameError

from .conftest import PREFIXES, Written, finding, record, source


def many(number: int) -> Iterator[ValidatedRecord]:
    for at in range(number):
        codes = ("dcat-ap:Dataset-title", f"dcat-ap:Rule-{at % 40}")
        yield record(
            at, *[finding(code, value=f"giá trị {at}") for code in codes], publisher=f"https://e.vn/o/{at % 50}"
        )


class Nowhere(io.RawIOBase):
    """Takes what is written and keeps nothing."""

    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]


def peak(syntax: str, number: int, profile: Profile) -> int:
    tracemalloc.start()
    write_report(syntax, [source(profile, many(number))], Nowhere())  # type: ignore[arg-type]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.soak
@pytest.mark.parametrize("syntax", REPORTS)
@pytest.mark.usefixtures("usual_collection")
def test_write_report__memory_does_not_grow_with_findings(
    syntax: str, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danhmuc.registry.reporting.html_page.FINDINGS_SHOWN", 200)
    peak(syntax, 10, profile)  # what is imported and cached once
    few, more = peak(syntax, 500, profile), peak(syntax, 1_500, profile)
    # A thousand records more, with their findings, would take over a megabyte if they were held. Writers of nested
    # syntaxes remember the names of what they wrote, some 90 bytes for each finding.
    assert more - few < 250_000


@pytest.mark.parametrize("syntax", REPORTS)
def test_write_report__same_input_same_bytes(syntax: str, written: Written, tmp_path: Path) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_text(PREFIXES + '<1> a dcat:Dataset ; dct:title "Một"@vi . <2> a dcat:Dataset .', encoding="utf-8")

    def once() -> bytes:
        validator = Validator("dcat-ap")
        return written(syntax, ReportedSource(validate_source(source_at(str(path)), validator), validator.profile))

    assert once() == once()


@pytest.mark.parametrize("syntax", REPORTS)
def test_write_report__gives_back_the_counts(syntax: str, profile: Profile) -> None:
    sources = [source(profile, [record(1, finding())]), source(profile, [record(2)], location="other.ttl")]
    tallies = write_report(syntax, sources, io.BytesIO())
    assert [(tally.location, tally.count, tally.passes()) for tally in tallies] == [
        ("catalog.ttl", 1, False),
        ("other.ttl", 0, True),
    ]


@pytest.mark.parametrize("syntax", REPORTS)
def test_write_report__takes_each_source_when_its_turn_comes(syntax: str, profile: Profile) -> None:
    first = source(profile, [record(1, finding())])

    def sources() -> Iterator[ReportedSource]:
        yield first
        assert first.tally.records == 1
        yield source(profile, [record(2)])

    assert len(write_report(syntax, sources(), io.BytesIO())) == 2


def test_write_report__of_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(UnknownNameError, match="unknown format 'pdf'; known: csv, html, json"):
        write_report("pdf", [], io.BytesIO())


def test_validate_source__tells_the_publisher(tmp_path: Path, validator: Validator) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_text(PREFIXES + '<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <a> .', encoding="utf-8")

    def publishers(check: ValidatedSource) -> list[str | None]:
        return [one.publisher for one in check.records]

    whole, spooled = (validate_source(source_at(str(path)), validator, spooled_above=above) for above in (10**6, 1))
    assert publishers(whole) == publishers(spooled) == ["https://e.vn/a"]


def test_why__is_the_old_name_of_reasons_text_and_warns() -> None:
    with pytest.warns(DeprecationWarning, match=r"reasons_text now"):
        assert reporting.why is reporting.reasons_text
