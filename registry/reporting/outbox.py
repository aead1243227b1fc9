"""The outbox: workbooks go back to those who sent them, marked with what a harvest found, and corrected where certain.

Existing files that danhmuc wrote itself, and nobody has changed, are replaced; all others are kept, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message, system_reason

from ..messages.workbook_marks import WorkbookMarksText
from ..messages.workbooks import WorkbookFoldersText
from ..record.contents import file_in_folder
from ..record.findings import held_record_finding, is_one_for_source, subjects_of
from ..record.harvested import HarvestReport
from ..record.locations import ENDINGS, is_folder_book
from ..record.record import IriSpace, is_cell_violation
from ..sources.workbook_file import FolderBook, ReadBook, WorkbookSource, read_book
from ..store.database import Connection
from ..store.searching import records_among, run_findings
from ..store.stored_findings import FindingFilter, stored_verdicts
from ..store.stored_rows import RegisteredSource, named_source, sources_of
from ..store.target import make_readable, refuse_targets
from ..workbook.cell_fixes import CellFix, find_fixes
from ..workbook_marks import (
    CorrectedWorkbook,
    MarkedWorkbook,
    is_marked_copy,
    list_marks,
    mark_workbook,
    marked_state,
)
from ..workbook_marks.sheet_values import csv_sheet_name
from .reported_source import stored_profile
from .tally import Tally
from .workbook_findings import (
    NO_NOTICES,
    FoundInBook,
    ResultNotices,
    correct_cells,
    marks_of,
    possible_files,
    results_of,
)

_IN_PLACE: Final = (".xlsx", ".xlsm")
_MARKED_CODE: Final = "harvest:state-secret"
_OF_READER: Final = ("workbook:", "read:")
"""Beginnings of codes of what the reader finds, which is read anew with its cells."""
_STAYS: Final = ("harvest:held-back", "harvest:distributions-lost")
"""Codes of findings on records that stay as they are stored, so that their verdicts are of what the book had before."""
_LARGEST: Final = 256 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedBook:
    """One workbook on its way back.

    Attributes:
        book: its name in the inbox.
        path: the marked copy; None if nothing was written.
        refused: why nothing was written, or not all; a person has to look.
        copied_because: why the marks are in a new workbook; None if they are in a copy of the book.
        coloured: number of cells that are coloured.
        has_macros: whether the marked copy has the macros of the book.
        corrected: the corrected copy; None if nothing is certain.
        corrections: number of cells that are corrected in it.
    """

    book: str
    path: Path | None = None
    refused: Message | None = None
    copied_because: Message | None = None
    coloured: int = 0
    has_macros: bool = False
    corrected: Path | None = None
    corrections: int = 0

    def as_dict(self) -> dict[str, object]:
        """The book as JSON has it."""
        paths = {name: None if path is None else str(path) for name, path in self._paths()}
        return {
            **json_members(self, ("book",)),
            **paths,
            "coloured": self.coloured,
            "has_macros": self.has_macros,
            "corrections": self.corrections,
            "refused": None if self.refused is None else str(self.refused),
        }

    def _paths(self) -> Iterator[tuple[str, Path | None]]:
        yield "path", self.path
        yield "corrected", self.corrected


@dataclass(slots=True)
class Outbox:
    """A folder for marked workbooks; `open` it before the harvest, so that a book that changes meanwhile is noticed.

    Attributes:
        folder: where they are written.
        reading: begins a reading transaction of the registry.
        base: beginning of the IRIs that the registry mints.
        notices: what the sheets of results say beside the findings; without a contact that of the source.
        readable: whether others may read the workbooks, and not their owner alone.
        sources: those whose books go back, by their locations and their files in folders.
    """

    folder: Path
    reading: Callable[[], AbstractContextManager[Connection]]
    base: str
    lang: str = "vi"
    notices: ResultNotices = NO_NOTICES
    readable: bool = False
    sources: dict[tuple[str, str | None], WorkbookSource] = field(default_factory=dict)
    _states: dict[Path, tuple[int, ...] | None] = field(default_factory=dict)
    _taken: dict[str, Path] = field(default_factory=dict)

    def open(self, sources: Sequence[WorkbookSource]) -> None:
        """Make the folder, and note how the books are now.

        Raises:
            UsageError: it is a file, cannot be made, or is where the books are.
        """
        inboxes = {_inbox_of(one) for one in sources}
        with self.reading() as connection:
            known = {Path(one.location).parent for one in sources_of(connection) if is_folder_book(one.location)}
        there = self.folder.resolve()
        for inbox, is_whole in sorted({*inboxes, *((one, True) for one in known)}):
            at = inbox.resolve()
            if there == at or (is_whole and at in there.parents):
                raise UsageError(WorkbookFoldersText.OUTBOX_INSIDE(outbox=str(self.folder), inbox=str(inbox)))
        refuse_targets(self.folder)
        try:
            self.folder.mkdir(exist_ok=True)
        except FileExistsError:
            raise UsageError(
                WorkbookFoldersText.OUTBOX_NO_FOLDER(
                    outbox=str(self.folder), reason=WorkbookFoldersText.OUTBOX_IS_FILE()
                )
            ) from None
        except OSError as error:
            raise UsageError(
                WorkbookFoldersText.OUTBOX_NO_FOLDER(outbox=str(self.folder), reason=system_reason(error))
            ) from error
        self.sources = {(one.location, file_in_folder(one)): one for one in sources}
        self._states = {one.path: _state_of(one.path) for one in sources}

    def return_books(self, source: WorkbookSource, report: HarvestReport) -> list[ReturnedBook]:
        """Write what a run found back into its book; one that is not there at all has none.

        What is the same as last time is not written anew. Of a book that was not opened, nothing is written.

        Raises:
            SourceUnavailableError: the book is gone.
            UsageError: a file cannot be written, or not deleted.
        """
        if report.run is None or report.unopened:
            return []
        return [self._return(source.path, source.place, report, report.run)]

    def _return(self, path: Path, place: str, report: HarvestReport, run: int) -> ReturnedBook:
        state = _state_of(path)
        if state is None or self._states.get(path) != state:
            return ReturnedBook(book=place, refused=WorkbookFoldersText.OUTBOX_MOVED_ON(book=place))
        with self.reading() as connection:
            stored = named_source(connection, report.source)
            of_run = run_findings(connection, run)
        is_secret = any(one.code == _MARKED_CODE for one in of_run)
        target = self._target(path, place, is_listed=report.state == "failed")
        corrected = target.with_name(
            WorkbookFoldersText.CORRECTED_NAME(name=target.stem).render(self.lang) + target.suffix
        )
        if is_secret:
            return self._withdraw(place, path, (*possible_files(target), *possible_files(corrected)))
        refused = self._refusal(target, path)
        if refused is not None:
            return ReturnedBook(book=place, refused=refused)
        tally = Tally(location=str(path), profile=stored.profile)
        if report.state == "failed":
            tally.failed = report.why
            found = [FoundInBook(one) for one in of_run]
            returned = self._write(stored, path, place, found, tally, target)
            return replace(returned, refused=self._drop(corrected))
        if report.state == "incomplete":
            tally.incomplete = report.why
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceUnavailableError(str(path), system_reason(error)) from error
        with read_book(data, place, IriSpace(source=stored.name, base=self.base)) as book:
            if book is None:
                return ReturnedBook(book=place, refused=WorkbookFoldersText.OUTBOX_MOVED_ON(book=place))
            found = list(self._find_all(stored, book, of_run))
            fixes = find_fixes(book.reading, [one.finding for one in found])
        returned = self._write(stored, path, place, found, tally, target, fixes)
        returned = self._correct(returned, fixes, path, place, corrected)
        if _state_of(path) != state:
            # Nobody has looked for secrets in what it became while it was copied.
            left = self._drop(target) or self._drop(corrected)
            return ReturnedBook(book=place, refused=left or WorkbookFoldersText.OUTBOX_MOVED_ON(book=place))
        return returned

    # ------------------------------------------------------------ what was found

    def _find_all(self, stored: RegisteredSource, book: ReadBook, of_run: Sequence[Finding]) -> Iterator[FoundInBook]:
        """All findings on a book, those of rules at the cells where the book has their records now."""
        places = book.reading.places
        iris = {pending.iri for pending in book.reading.spool.records()}
        yield from map(FoundInBook, book.findings)
        yield from map(FoundInBook, book.record_findings())
        for one in of_run:
            placed = _placed_anew(one, one.focus, places.place_finding)
            if placed is not None and not one.code.startswith(_OF_READER):
                yield FoundInBook(placed)
        subjects = subjects_of(stored_profile(stored.profile))
        with self.reading() as connection:
            kept = {one.focus for one in of_run if one.code in _STAYS}
            held = [iri for iri, row in records_among(connection, iris, stored.name).items() if row.hold == "held"]
            for iri in filter(places.has_row, held):
                placed = places.place_finding(iri, held_record_finding(iri))
                if placed is not None:
                    yield FoundInBook(placed)
            iris -= {*kept, *held}
            for verdict in stored_verdicts(connection, stored, FindingFilter(source=stored.name)):
                if verdict.iri in iris:
                    for one in verdict.findings:
                        placed = _placed_anew(one, verdict.iri, places.place_finding)
                        # What one answer settles is a finding of the run, and what is wrong in a cell one of the book.
                        is_elsewhere = is_cell_violation(one) or is_one_for_source(one, subjects)
                        if placed is not None and not is_elsewhere:
                            yield FoundInBook(placed, verdict.title)

    # ------------------------------------------------------------ files

    def _write(
        self,
        stored: RegisteredSource,
        path: Path,
        place: str,
        found: Sequence[FoundInBook],
        tally: Tally,
        target: Path,
        fixes: Sequence[CellFix] | None = None,
    ) -> ReturnedBook:
        """Write the marked copy; without fixes, which a book that was not read has not, a list alone."""
        notices = self.notices
        if notices.contact is None and stored.settings.contact is not None:
            notices = replace(notices, contact=stored.settings.contact)
        results = results_of(tally, found, "violation", notices, self.lang)
        marks = marks_of(found, path, place, stored_profile(stored.profile), self.lang, fixes or ())
        self._make_folder(target)
        marked: MarkedWorkbook
        if fixes is None:
            marked = list_marks(marks, results, WorkbookFoldersText.BOOK_UNREAD(), target, lang=self.lang)
        else:
            marked = mark_workbook(path, marks, results, target, lang=self.lang)
        if self.readable:
            make_readable(marked.path)
        return ReturnedBook(
            book=place,
            path=marked.path,
            copied_because=marked.copied_because,
            coloured=marked.coloured,
            has_macros=marked.has_macros,
        )

    def _correct(
        self, returned: ReturnedBook, fixes: Sequence[CellFix], path: Path, place: str, target: Path
    ) -> ReturnedBook:
        """The returned book with its corrected copy; one of last time goes if nothing is certain any more."""
        refused = self._refusal(target, path)
        if refused is not None:
            return replace(returned, refused=refused) if fixes or target.exists() else returned
        # What cannot be corrected itself is corrected in the new workbook with its values.
        source = path if path.suffix.lower() in _IN_PLACE or returned.path is None else returned.path
        done: CorrectedWorkbook | None = correct_cells(
            source, place, fixes, target, lang=self.lang, only_sheet=csv_sheet_name(path)
        )
        if done is None or done.path is None or not done.changed:
            return replace(returned, refused=self._drop(target))
        if self.readable:
            make_readable(done.path)
        return replace(returned, corrected=done.path, corrections=len(done.changed))

    def _target(self, path: Path, place: str, *, is_listed: bool) -> Path:
        """The file for a book: of its name, with the ending of the format that is written."""
        target = self.folder / place
        if path.suffix.lower() in _IN_PLACE:
            return target.with_suffix(".xlsx") if is_listed else target
        others = (path.with_suffix(ending) for ending in ENDINGS if ending != path.suffix.lower())
        if any(one.exists() for one in others):
            return target.with_name(f"{target.name}.xlsx")
        return target.with_suffix(".xlsx")

    def _refusal(self, target: Path, book: Path) -> Message | None:
        """Why a file must not be written; None, and it is taken by this book, if it may."""
        key = str(target).casefold()
        if self._taken.setdefault(key, book) != book:
            return WorkbookFoldersText.OUTBOX_TWICE(target=str(target))
        try:
            with self.reading() as connection:
                refuse_targets(*possible_files(target), sources=sources_of(connection))
        except UsageError as error:
            return error.message
        for parent in target.parents[: len(target.relative_to(self.folder).parts) - 1]:
            if parent.is_symlink():
                return WorkbookFoldersText.OUTBOX_FOREIGN(target=str(parent))
        for path in possible_files(target):
            state = _written_state(path)
            if state == "touched":
                return WorkbookFoldersText.OUTBOX_CHANGED(target=str(path))
            if state == "unmarked":
                return WorkbookFoldersText.OUTBOX_FOREIGN(target=str(path))
        return None

    def _withdraw(self, place: str, book: Path, targets: Iterable[Path]) -> ReturnedBook:
        """Take away what danhmuc has written of a book that has rows marked as a state secret by now.

        A book may have been written with another ending: what is there is left only if it is surely of another book.
        """
        mine = (path for path in dict.fromkeys(targets) if not self._is_of_other(path, book))
        left = [path for path in mine if _drop(path) is not None]
        if left:
            return ReturnedBook(
                book=place, refused=WorkbookFoldersText.OUTBOX_SECRET_LEFT(book=place, target=str(left[0]))
            )
        return ReturnedBook(book=place, refused=WorkbookFoldersText.OUTBOX_SECRET(book=place))

    def _is_of_other(self, path: Path, book: Path) -> bool:
        """Whether a file was written by this command for another book, or is the copy of one beside the book."""
        if self._taken.get(str(path).casefold(), book) != book and _written_state(path) == "untouched":
            return True
        beside = book.with_suffix(path.suffix)
        if beside == book:
            return False
        try:
            is_small = max(path.stat().st_size, beside.stat().st_size) <= _LARGEST
            return is_small and is_marked_copy(path.read_bytes(), beside.read_bytes())
        except OSError:
            return False

    def _drop(self, target: Path) -> Message | None:
        """Delete what danhmuc has written there and nobody has changed; why anything else is left."""
        reasons = [_drop(path) for path in possible_files(target)]
        return next((one for one in reasons if one is not None), None)

    def _make_folder(self, target: Path) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                WorkbookFoldersText.OUTBOX_NO_FOLDER(outbox=str(target.parent), reason=system_reason(error))
            ) from error


def _placed_anew(
    finding: Finding, record: str | None, place: Callable[[str, Finding], Finding | None]
) -> Finding | None:
    """The finding at the cell where its record stands now: rows move, and files are renamed.

    None for one that only says what a finding of the reader at that cell says, too.
    """
    return place(record or "", replace(finding, document=None, line=None, column=None))


def _inbox_of(source: WorkbookSource) -> tuple[Path, bool]:
    """The folder that a book is in, and whether all of that folder is harvested."""
    return (source.folder, True) if isinstance(source, FolderBook) else (source.path.parent, False)


def _written_state(path: Path) -> str | None:
    """Whether a file is one that danhmuc has written; None if there is none."""
    try:
        if not path.exists() and not path.is_symlink():
            return None
        if not path.is_file() or path.is_symlink() or path.stat().st_size > _LARGEST:
            return "unmarked"
        return marked_state(path.read_bytes())
    except OSError:
        return "unmarked"


def _drop(path: Path) -> Message | None:
    """Delete a file that danhmuc has written and nobody has changed; why any other is left."""
    state = _written_state(path)
    if state == "untouched":
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(
                WorkbookMarksText.WORKBOOK_UNWRITABLE(target=str(path), reason=system_reason(error))
            ) from error
    if state in (None, "untouched"):
        return None
    return (WorkbookFoldersText.OUTBOX_CHANGED if state == "touched" else WorkbookFoldersText.OUTBOX_FOREIGN)(
        target=str(path)
    )


def _state_of(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    # Who copies a file over another one can keep its size and time, but not the time of that change.
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
