"""Findings of a workbook, gathered while a report reads them, and written back into it.

Findings of a workbook, gathered while a report reads them, and written back into it as marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from danhmuc.shapes.profiles.loading import Profile
from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, TextByLanguage, system_reason

from ..messages.workbook_marks import WorkbookMarksText
from ..record.locations import ENDINGS, local_path, plain_name, readable_path
from ..record.record import IriSpace
from ..sources.workbook_file import read_book
from ..store.target import make_readable, refuse_targets
from ..validation.source import ValidatedRecord, ValidatedSource
from ..workbook.cell_fixes import CellFix, find_fixes
from ..workbook_marks import (
    CellChange,
    CellMark,
    CorrectedWorkbook,
    MarkedWorkbook,
    WorkbookResults,
    correct_workbook,
    list_marks,
    mark_workbook,
)
from .explained_findings import explain, rule_texts
from .tally import FailOn, Tally, passed_word, reasons_text

# ---------------------------------------------------------------- result notices
# Notices on the sheet of results of a workbook, beside its findings: a deadline, and whom to ask.


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNotices:
    """Deadline and contact; what is None is left out.

    Attributes:
        contact: whom to ask, in any words.
    """

    deadline: date | None = None
    contact: str | None = None

    def deadline_sentence(self) -> Message | None:
        """The sentence on the deadline."""
        return None if self.deadline is None else WorkbookMarksText.RESULTS_DEADLINE(deadline=self.deadline)

    def contact_sentence(self) -> Message | None:
        """The sentence on whom to ask."""
        return None if self.contact is None else WorkbookMarksText.RESULTS_CONTACT(contact=self.contact)


NO_NOTICES: Final = ResultNotices()


# ---------------------------------------------------------------- corrected cells
# Certain fixes of cells, written into a copy of their workbook.


def correct_cells(
    source: Path, place: str, fixes: Sequence[CellFix], target: Path, *, lang: str, only_sheet: str = ""
) -> CorrectedWorkbook | None:
    """Write a copy of a workbook with fixes in its cells and a list of them; None, and no file, if there is no fix.

    Args:
        place: name of the workbook in findings.
        only_sheet: name of the sheet of all fixes, if findings name none, as of a CSV file.

    Raises:
        SourceUnavailableError: the workbook cannot be read.
        UsageError: the target cannot be written.
    """
    if not fixes:
        return None
    changes = [
        CellChange(
            sheet=only_sheet if one.document == place else one.document.removeprefix(f"{place}#"),
            row=one.row,
            column=one.column,
            value=one.value,
            before=one.before,
            heading=one.heading,
            reason=one.finding.message,
        )
        for one in fixes
    ]
    return correct_workbook(source, changes, target, lang=lang)


# ---------------------------------------------------------------- workbook findings

_WRITTEN: Final = (".xlsx", ".xlsm")
_MARKED_CODE: Final = "harvest:state-secret"


@dataclass(frozen=True, slots=True)
class FoundInBook:
    """A finding, and the title of the record that it is about."""

    finding: Finding
    title: str | None = None


class WorkbookFindings:
    """The findings of a validation of a workbook; begun before it, so that a change meanwhile is noticed.

    Args:
        location: the workbook.
        target: the file to write.
        overwrite: whether a file that is there is replaced.
        corrected: the file for a copy with what is certain corrected; None for none.
        notices: what the sheet of results says beside the findings.
        readable: whether others may read the files, and not their owner alone.

    Raises:
        SourceUnavailableError: the workbook cannot be read.
        UsageError: the target is there and must not be replaced.
    """

    def __init__(
        self,
        location: str,
        target: Path,
        *,
        overwrite: bool = False,
        corrected: Path | None = None,
        notices: ResultNotices = NO_NOTICES,
        readable: bool = False,
    ) -> None:
        self._path = Path(local_path(location).expanduser())
        self._target, self._corrected, self._notices = target, corrected, notices
        self._readable = readable
        possible = [*possible_files(target), *(() if corrected is None else possible_files(corrected))]
        refuse_targets(*possible, named=[self._path])
        for path in possible:
            if path.exists() and not overwrite:
                raise UsageError(WorkbookMarksText.MARK_TARGET_EXISTS(target=str(path)))
        self._state = self._file_state()
        self._found: list[FoundInBook] = []
        self._tally = Tally(location=location, profile="")
        self._is_whole = False
        self._known_fixes: Sequence[CellFix] | None = None

    def gather(self, validated: ValidatedSource) -> ValidatedSource:
        """The same source, whose findings are gathered while its records are read."""
        self._tally.failed, self._tally.incomplete = validated.failed, validated.incomplete
        self._found = [FoundInBook(finding) for finding in validated.findings]
        validated.records = self._gathering(validated.records)
        return validated

    def _gathering(self, records: Iterator[ValidatedRecord]) -> Iterator[ValidatedRecord]:
        for record in records:
            self._found += [FoundInBook(finding, record.title) for finding in record.all_findings]
            yield record
        self._is_whole = True

    def write(self, profile: Profile, *, fail_on: FailOn = "violation", lang: str = "vi") -> MarkedWorkbook:
        """Write the workbook with its findings as marks, once all records have been read.

        Of a workbook with rows marked as a state secret no copy is made: the findings are listed in a new one.

        Raises:
            UsageError: the workbook has changed since, not all findings were read, or the target cannot be written.
        """
        if not self._is_whole:
            raise UsageError(WorkbookMarksText.MARK_NOT_WHOLE(target=str(self._target)))
        if self._file_state() != self._state:
            raise UsageError(WorkbookMarksText.BOOK_CHANGED(location=str(self._path)))
        results = results_of(self._tally, self._found, fail_on, self._notices, lang)
        fixes = () if self.has_secrets else self._fixes()
        marks = marks_of(self._found, self._path, readable_path(self._path.name), profile, lang, fixes)
        if self.has_secrets:
            marked = list_marks(marks, results, WorkbookMarksText.BOOK_HAS_SECRET(), self._target, lang=lang)
        else:
            marked = mark_workbook(self._path, marks, results, self._target, lang=lang)
        if self._readable:
            make_readable(marked.path)
        return marked

    @property
    def is_corrected(self) -> bool:
        """Whether a corrected copy was asked for."""
        return self._corrected is not None

    @property
    def has_secrets(self) -> bool:
        """Whether rows are marked as a state secret, so that no copy is made."""
        return any(one.finding.code == _MARKED_CODE for one in self._found)

    def correct(self, *, lang: str = "vi") -> CorrectedWorkbook | None:
        """Write the copy with what is certain corrected; None if it was not asked for, or nothing is certain.

        Raises:
            UsageError: it cannot be written.
        """
        if self._corrected is None or self.has_secrets:
            return None
        place = readable_path(self._path.name)
        done = correct_cells(self._path, place, self._fixes(), self._corrected, lang=lang)
        if self._readable and done is not None and done.path is not None:
            make_readable(done.path)
        return done

    def _fixes(self) -> Sequence[CellFix]:
        """The values of cells that are certain, read from the workbook once."""
        if self._known_fixes is None:
            self._known_fixes = ()
            found = [one.finding for one in self._found if one.finding.fix is not None]
            if found and self._tally.failed is None:
                space = IriSpace(source=plain_name(self._path, ENDINGS))
                with read_book(self._path.read_bytes(), readable_path(self._path.name), space) as book:
                    self._known_fixes = () if book is None else find_fixes(book.reading, found)
        return self._known_fixes

    def _file_state(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise SourceUnavailableError(str(self._path), system_reason(error)) from error
        return found.st_size, found.st_mtime_ns


def results_of(
    tally: Tally, found: Sequence[FoundInBook], fail_on: FailOn, notices: ResultNotices, lang: str
) -> WorkbookResults:
    """The verdict on a workbook, with the counts of what was found in it; one that passes has no deadline."""
    tally.by_severity = Counter(one.finding.reported_severity for one in found)
    verdict = f"{passed_word(tally, fail_on, lang).upper()}: {reasons_text(tally, fail_on, lang)}"
    return WorkbookResults(
        is_passed=tally.passes(fail_on),
        verdict=TextByLanguage({lang: verdict}),
        counts=tally.by_severity,
        deadline=None if tally.passes(fail_on) else notices.deadline_sentence(),
        contact=notices.contact_sentence(),
    )


def marks_of(
    found: Iterable[FoundInBook], path: Path, place: str, profile: Profile, lang: str, fixes: Iterable[CellFix] = ()
) -> list[CellMark]:
    """Marks by place: sheet by sheet, row by row; those of no cell last.

    Args:
        path: the workbook.
        place: its name in findings.
        fixes: values of cells that are certain, as people write them; of other cells the fix is that of the finding.
    """
    texts = rule_texts(profile)
    values = {(one.document, one.row, one.column): one.value_text for one in fixes}
    marks = []
    for one in found:
        finding = one.finding
        heading = _heading(finding, explain(finding, texts, None).label, lang)
        sheet = _sheet_of(finding, path, place)
        fix = finding.fix
        if fix is not None and finding.line is not None and finding.column is not None:
            fix = values.get((finding.document or "", finding.line, finding.column), fix)
        marks.append(
            CellMark(
                severity=finding.reported_severity,
                message=finding.message,
                sheet=sheet,
                row=None if sheet is None else finding.line,
                # Of a row as a whole its first cell is marked.
                column=None if sheet is None or finding.line is None else finding.column or 1,
                fix=None if fix is None else TextByLanguage({lang: fix}),
                # Without a cell, the record is what it can be found by.
                heading=(one.title or heading) if sheet is None else heading or one.title,
            )
        )
    last = 1 << 30
    return sorted(marks, key=lambda mark: (mark.sheet is None, mark.sheet or "", mark.row or last, mark.column or 0))


def _sheet_of(finding: Finding, path: Path, place: str) -> str | None:
    """The sheet of a finding; of a CSV file, which has one, the file."""
    if finding.document == place:
        return None if finding.line is None else path.name
    head = f"{place}#"
    if finding.document is None or not finding.document.startswith(head):
        return None
    return finding.document.removeprefix(head)


def possible_files(target: Path) -> tuple[Path, ...]:
    """The files that may be written for a target, whose ending becomes that of the format."""
    return tuple(dict.fromkeys((target, *(target.with_suffix(ending) for ending in _WRITTEN))))


def _heading(finding: Finding, label: Mapping[str, str], lang: str) -> str | None:
    """The heading of the column as the finding says it, else the name of its property."""
    said = finding.message.facts.get("heading") if isinstance(finding.message, Message) else None
    if isinstance(said, str):
        return said
    if isinstance(said, Message | TextByLanguage):
        return said.render(lang)
    return label.get(lang) or label.get("en")
