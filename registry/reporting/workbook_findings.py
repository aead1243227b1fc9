"""Findings of a workbook, gathered while a report reads them, and written back into it as marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from danhmuc.shapes.profiles.loading import Profile
from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, TextByLanguage, system_reason

from ..messages.workbook_marks import BOOK_CHANGED, BOOK_HAS_SECRET, MARK_NOT_WHOLE, MARK_TARGET_EXISTS
from ..record.local_location import local_path, readable_path
from ..validation.source import ValidatedRecord, ValidatedSource
from ..workbook_marks import CellMark, MarkedWorkbook, WorkbookResults, list_marks, mark_workbook
from .explained_findings import explain
from .rule_texts import rule_texts
from .tally import FailOn, Tally
from .verdict import passed_word, reasons_text

__all__ = ["WorkbookFindings"]

_WRITTEN: Final = (".xlsx", ".xlsm")
_MARKED_CODE: Final = "harvest:state-secret"


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding, and the title of the record that it is about."""

    finding: Finding
    title: str | None = None


class WorkbookFindings:
    """The findings of a validation of a workbook; begun before it, so that a change meanwhile is noticed.

    Args:
        location: the workbook.
        target: the file to write.
        overwrite: whether a file that is there is replaced.

    Raises:
        SourceUnavailableError: the workbook cannot be read.
        UsageError: the target is there and must not be replaced.
    """

    def __init__(self, location: str, target: Path, *, overwrite: bool = False) -> None:
        self._path = Path(local_path(location).expanduser())
        self._target = target
        # The ending becomes that of the format written.
        for path in (target, *(target.with_suffix(ending) for ending in _WRITTEN)):
            if path.exists() and not overwrite:
                raise UsageError(MARK_TARGET_EXISTS(target=str(path)))
        self._state = self._file_state()
        self._found: list[_Found] = []
        self._tally = Tally(location=location, profile="")
        self._is_whole = False

    def gather(self, validated: ValidatedSource) -> ValidatedSource:
        """The same source, whose findings are gathered while its records are read."""
        self._tally.failed, self._tally.incomplete = validated.failed, validated.incomplete
        self._found = [_Found(finding) for finding in validated.findings]
        validated.records = self._gathering(validated.records)
        return validated

    def _gathering(self, records: Iterator[ValidatedRecord]) -> Iterator[ValidatedRecord]:
        for record in records:
            self._found += [_Found(finding, record.title) for finding in record.all_findings]
            yield record
        self._is_whole = True

    def write(self, profile: Profile, *, fail_on: FailOn = "violation", lang: str = "vi") -> MarkedWorkbook:
        """Write the workbook with its findings as marks, once all records have been read.

        Of a workbook with rows marked as a state secret no copy is made: the findings are listed in a new one.

        Raises:
            UsageError: the workbook has changed since, not all findings were read, or the target cannot be written.
        """
        if not self._is_whole:
            raise UsageError(MARK_NOT_WHOLE(target=str(self._target)))
        if self._file_state() != self._state:
            raise UsageError(BOOK_CHANGED(location=str(self._path)))
        tally = self._tally
        tally.by_severity = Counter(one.finding.reported_severity for one in self._found)
        verdict = f"{passed_word(tally, fail_on, lang).upper()}: {reasons_text(tally, fail_on, lang)}"
        results = WorkbookResults(
            is_passed=tally.passes(fail_on), verdict=TextByLanguage({lang: verdict}), counts=tally.by_severity
        )
        marks = self._marks(profile, lang)
        if any(one.finding.code == _MARKED_CODE for one in self._found):
            return list_marks(marks, results, BOOK_HAS_SECRET(), self._target, lang=lang)
        return mark_workbook(self._path, marks, results, self._target, lang=lang)

    def _marks(self, profile: Profile, lang: str) -> list[CellMark]:
        """Marks by place: sheet by sheet, row by row; those of no cell last."""
        texts = rule_texts(profile)
        marks = []
        for one in self._found:
            finding = one.finding
            heading = _heading(finding, explain(finding, texts, None).label, lang)
            sheet = self._sheet_of(finding)
            marks.append(
                CellMark(
                    severity=finding.reported_severity,
                    message=finding.message,
                    sheet=sheet,
                    row=None if sheet is None else finding.line,
                    # Of a row as a whole its first cell is marked.
                    column=None if sheet is None or finding.line is None else finding.column or 1,
                    fix=None if finding.fix is None else TextByLanguage({lang: finding.fix}),
                    # Without a cell, the record is what it can be found by.
                    heading=(one.title or heading) if sheet is None else heading or one.title,
                )
            )
        last = 1 << 30
        return sorted(
            marks, key=lambda mark: (mark.sheet is None, mark.sheet or "", mark.row or last, mark.column or 0)
        )

    def _sheet_of(self, finding: Finding) -> str | None:
        """The sheet of a finding; of a CSV file, which has one, the file."""
        place = readable_path(self._path.name)
        if finding.document == place:
            return None if finding.line is None else place
        head = f"{place}#"
        if finding.document is None or not finding.document.startswith(head):
            return None
        return finding.document.removeprefix(head)

    def _file_state(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise SourceUnavailableError(str(self._path), system_reason(error)) from error
        return found.st_size, found.st_mtime_ns


def _heading(finding: Finding, label: Mapping[str, str], lang: str) -> str | None:
    """The heading of the column as the finding says it, else the name of its property."""
    said = finding.message.facts.get("heading") if isinstance(finding.message, Message) else None
    if isinstance(said, str):
        return said
    if isinstance(said, Message | TextByLanguage):
        return said.render(lang)
    return label.get(lang) or label.get("en")
