"""Validation results of records: the first of them in memory, the others in a temporary file, all as lines of JSON.

Source of the rules: docs/decisions/0012-spooling.md.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic, Self, TypeVar

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import Finding, finding_from_json, finding_to_json
from danhmuc.vocab.place import places_text
from danhmuc.vocab.terms import DCAT

from ..record.change import PlannedChange
from ..record.findings import without_per_source
from ..record.quick_pickles import dump_quickly, load_quickly, reducers
from ..record.record import is_cell_violation
from ..record.spools import replace_unloaded
from ..record.summary import Summary, own_publisher_name
from ..spooling import Spool, within_space
from ..spooling.held_bodies import ByteFile

# ---------------------------------------------------------------- result pages
# A temporary file of validation results, written and read in one order, a page of them at a time.
#
# A page is a pickle, in which what many results share stands once: the message of a rule, its codes, the digests of a
# verdict. The file has no name.

_FULL: Final = 1_000
"""Number of results and findings in a page."""
_FAST: Final = 1
"""zlib level: repetitions make up most of a page, so it shrinks to a tenth."""
_Result = TypeVar("_Result")


class ResultPages(Generic[_Result]):
    """The results, of which those of the last page are in memory until it is full; all are of one class."""

    def __init__(self, made: type[_Result]) -> None:
        self._reducers = reducers(made)
        self._file: ByteFile | None = None
        self._places: list[tuple[int, int]] = []
        self._page: list[_Result] = []
        self._size = 0

    def add(self, result: _Result, size: int) -> None:
        """Add a result that counts `size`.

        Raises:
            OSError: there is no space for it.
        """
        self._page.append(result)
        self._size += size
        if self._size >= _FULL:
            self._write_page()

    def __iter__(self) -> Iterator[_Result]:
        """All results, as they were added."""
        for start, size in self._places:
            assert self._file is not None
            yield from load_quickly(zlib.decompress(self._file.read(start, size)))
        yield from self._page

    def close(self) -> None:
        """Remove the file."""
        self._file = None
        self._places.clear()
        self._page.clear()

    def _write_page(self) -> None:
        if self._file is None:
            self._file = ByteFile()
        body = zlib.compress(dump_quickly(self._page, self._reducers), _FAST)
        self._places.append((self._file.add(body), len(body)))
        self._page, self._size = [], 0


# ---------------------------------------------------------------- validated records

_HELD: Final = 5_000
"""Descriptions and findings that are held in memory."""
_PAGED: Final = "paged"
"""Stands as the digest of a change whose result is not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatedRecord:
    """One record with its results: from the profile, and from the reader.

    Attributes:
        publisher: its IRI, as in `Summary`.
        publisher_name: name of a publisher without IRI.
        place: the documents that describe it, only the first of them if there are many.
        is_catalog: whether it is a catalogue, as opposed to the records that it lists.
    """

    iri: str
    role: str
    title: str | None
    report: ValidationReport
    findings: tuple[Finding, ...] = ()
    publisher: str | None = None
    place: str | None = None
    is_catalog: bool = False
    publisher_name: str | None = None

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The profile's findings, then the reader's."""
        return (*self.report.findings, *self.findings)

    def json_text(self) -> str:
        """All members as JSON, on one line."""
        return json.dumps(self, ensure_ascii=False, default=_to_json)

    @classmethod
    def from_json_text(cls, text: str) -> Self:
        """The record from the text of `json_text`."""
        members = json.loads(text)
        report = members.pop("report")
        return cls(
            **{**members, "findings": _findings(members["findings"])},
            report=ValidationReport(
                **{
                    **report,
                    "since": _day(report["since"]),
                    "until": _day(report["until"]),
                    "findings": _findings(report["findings"]),
                }
            ),
        )

    @classmethod
    def of(cls, change: PlannedChange) -> Self | None:
        """The result for a record; None if it was not validated."""
        if change.report is None:
            return None
        return cls(
            iri=change.iri,
            role=change.role,
            title=change.summary.title if change.summary is not None else None,
            report=change.report,
            findings=tuple(one for one in change.findings if not is_cell_violation(one)),
            publisher=change.summary.publisher if change.summary is not None else None,
            place=places_text(change.places),
            is_catalog=change.summary is not None and change.summary.main_class == DCAT.Catalog.value,
            publisher_name=_publisher_name(change),
        )


def _publisher_name(change: PlannedChange) -> str | None:
    """The name of a publisher without IRI, where the change has the graph."""
    if change.role != "record" or change.body is None or change.summary is None or change.summary.publisher is not None:
        return None
    return own_publisher_name(change.iri, zlib.decompress(change.body))


class ValidatedRecords:
    """The results of one source, on their way from the pipeline to a report.

    Args:
        place: name of the source in errors.
        spool: a temporary database of the source, which is closed with the results.
    """

    def __init__(self, place: str, spool: Spool | None = None) -> None:
        self._place = place
        self._spool = spool
        self._room = _HELD
        self._publisher_names: dict[str, str] = {}
        self._pages = ResultPages(ValidatedRecord)

    def keep(self, change: PlannedChange) -> PlannedChange:
        """Spool the result for a record if memory is used up; returns as much of the change as is to be held.

        Raises:
            RegistryError: there is no space for a temporary file, or its disk fails.
        """
        if not change.has_report:
            return replace_unloaded(change, digest="", body=None, links=(), summary=_without_search(change.summary))
        if change.report is not None:
            change = replace_unloaded(change, report=without_per_source(change.report))
        checked = ValidatedRecord.of(change)
        assert checked is not None, "it has a report"
        size = 1 + len(checked.report.findings) + len(checked.findings)
        self._room -= size
        if self._room >= 0:
            if checked.publisher_name is not None:
                self._publisher_names[change.iri] = checked.publisher_name
            return replace_unloaded(change, digest="", body=None, links=(), summary=_without_search(change.summary))
        with within_space(self._place):
            self._pages.add(checked, size)
        return replace_unloaded(change, digest=_PAGED, body=None, links=(), summary=None, report=None, findings=())

    def in_order(self, changes: Iterable[PlannedChange]) -> Iterator[ValidatedRecord]:
        """The results in the order of the changes, which `keep` returned in this order; all is closed at the end."""
        paged = iter(self._pages)
        try:
            for change in changes:
                if change.digest == _PAGED and change.kind != "quarantined":
                    with within_space(self._place):
                        found = _find(change.iri, paged)
                    yield found
                elif (checked := ValidatedRecord.of(change)) is not None:
                    name = self._publisher_names.get(change.iri)
                    yield checked if name is None else replace(checked, publisher_name=name)
        finally:
            self.close()

    def close(self) -> None:
        """Remove what is temporary."""
        self._pages.close()
        if self._spool is not None:
            self._spool.close()


def _without_search(summary: Summary | None) -> Summary | None:
    """The summary without the text for search, which is long."""
    return summary if summary is None or summary.search == "" else replace(summary, search="")


def _find(iri: str, paged: Iterator[ValidatedRecord]) -> ValidatedRecord:
    """The next result that is of this record: those before it are of records that were refused later."""
    for one in paged:
        if one.iri == iri:
            return one
    raise AssertionError(f"the result of {iri} was lost")


def _to_json(value: ValidatedRecord | ValidationReport | Finding | date) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Finding):
        return finding_to_json(value)
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _findings(members: Iterable[Mapping[str, object]]) -> tuple[Finding, ...]:
    return tuple(map(finding_from_json, members))
