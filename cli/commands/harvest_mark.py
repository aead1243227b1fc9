"""``danhmuc harvest --mark``: each workbook goes back to the outbox, marked with what its harvest found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..language import language, render
from ..messages.harvest import HarvestMarkText
from ..options import day_given
from ..output.text import print_line

if TYPE_CHECKING:
    from danhmuc.registry import HarvestedSource, NamedSource, Registry
    from danhmuc.registry.reporting.outbox import Outbox, ReturnedBook
    from danhmuc.registry.sources.workbook_file import WorkbookSource


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReturns:
    """The options of marking, as they were given."""

    folder: str | None
    deadline: str | None
    contact: str | None
    readable: bool

    def check(self, *, is_plan: bool) -> None:
        """See that they go together.

        Raises:
            UsageError: they do not.
        """
        from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

        if self.folder is None and self.deadline is not None:
            raise UsageError(HarvestMarkText.MARK_ONLY(option="--deadline"))
        if self.folder is not None and is_plan:
            raise UsageError(HarvestMarkText.MARK_OF_HARVEST())
        day_given("--deadline", self.deadline)


@dataclass(slots=True)
class Returns:
    """The workbooks of one command that go back; none if that was not asked for.

    Attributes:
        code: 1 if a person has to look at one of them.
    """

    outbox: Outbox | None = None
    sources: dict[tuple[str, str | None], WorkbookSource] = field(default_factory=dict)
    code: int = 0

    def add(self, outcome: HarvestedSource, answers: list[dict[str, object]], *, quiet: bool, as_json: bool) -> None:
        """Return the workbooks of a source, and say so.

        Args:
            answers: the last of them gets what JSON says of them, if it is about the source.
        """
        from danhmuc.vocab.errors import DanhmucError

        source = self.sources.get((outcome.location, outcome.file))
        if self.outbox is None or source is None or outcome.report is None:
            return
        try:
            books = self.outbox.return_books(source, outcome.report)
        except DanhmucError as error:
            self.code = 1
            print_line(render(HarvestMarkText.NOT_RETURNED(reason=error.message)), err=True)
            return
        for book in books:
            if book.refused is not None:
                self.code = 1
                print_line(render(HarvestMarkText.NOT_RETURNED(reason=book.refused)), err=True)
            if not as_json and (not quiet or outcome.report.needs_attention):
                _print(book)
        last = answers[-1] if answers else {}
        if as_json and (last.get("location"), last.get("file")) == (outcome.location, outcome.file):
            last["returned"] = [book.as_dict() for book in books]


def open_returns(registry: Registry, named: Sequence[NamedSource], asked: AskedReturns) -> Returns:
    """The outbox of a command; none is opened where no source can be read at all, which the harvest reports.

    Raises:
        UsageError: it cannot be used, or no source is a workbook.
    """
    if asked.folder is None or all(one.source is None for one in named):
        return Returns()
    deadline = day_given("--deadline", asked.deadline)
    outbox = registry.harvests.open_outbox(
        asked.folder, named, deadline=deadline, contact=asked.contact, lang=language(), readable=asked.readable
    )
    return Returns(outbox, outbox.sources)


def _print(book: ReturnedBook) -> None:
    if book.path is not None:
        if book.copied_because is None:
            line = HarvestMarkText.RETURNED(path=str(book.path), count=book.coloured)
        else:
            line = HarvestMarkText.RETURNED_COPY(path=str(book.path), reason=book.copied_because)
        print_line(f"  {render(line)}")
        if book.has_macros:
            print_line(f"  {render(HarvestMarkText.HAS_MACROS(path=str(book.path)))}")
    if book.corrected is not None:
        print_line(f"  {render(HarvestMarkText.RETURNED_CORRECTED(path=str(book.corrected), count=book.corrections))}")
