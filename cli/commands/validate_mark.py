"""``danhmuc validate --mark``: the workbook comes back with its faulty cells marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from danhmuc.vocab.messages import as_message

from ..language import language, render
from ..messages.harvest import HarvestMarkText, ValidateText
from ..options import day_given, refuse_in_use
from ..output.text import print_line

if TYPE_CHECKING:
    from danhmuc.registry import HarvestSource
    from danhmuc.registry.reporting.tally import FailOn
    from danhmuc.registry.reporting.workbook_findings import WorkbookFindings
    from danhmuc.registry.validation.source import ValidatedSource
    from danhmuc.registry.workbook_marks import CorrectedWorkbook
    from danhmuc.shapes import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMarks:
    """The options of marking, as they were given."""

    mark: str | None = None
    corrected: str | None = None
    deadline: str | None = None
    contact: str | None = None
    overwrite: bool = False
    readable: bool = False

    def check(self, *, has_shapes: bool) -> None:
        """See that they go together.

        Raises:
            UsageError: they do not.
        """
        from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

        if self.mark is not None and has_shapes:
            raise UsageError(ValidateText.MARK_OF_PROFILE())
        if self.mark is None and self.overwrite:
            raise UsageError(ValidateText.OVERWRITE_OF_MARK())
        for option, value in (("--corrected", self.corrected), ("--deadline", self.deadline)):
            if self.mark is None and value is not None:
                raise UsageError(HarvestMarkText.MARK_ONLY(option=option))
        day_given("--deadline", self.deadline)


def open_marking(sources: Sequence[HarvestSource], asked: AskedMarks, registry_url: str) -> WorkbookFindings | None:
    """The gathered findings for the marked workbook; None if none was asked for.

    Raises:
        UsageError: there is not exactly one workbook, or the target must not be replaced.
        RegistryUnavailableError: the target would be replaced, and the registry that may read it cannot be asked.
    """
    from danhmuc.registry.reporting.workbook_findings import (
        ResultNotices,  # heavy
        WorkbookFindings,
        possible_files,
    )
    from danhmuc.vocab.errors import UsageError

    if asked.mark is None:
        return None
    if [source.kind for source in sources] != ["workbook"]:
        raise UsageError(ValidateText.MARK_ONE_WORKBOOK())
    if asked.overwrite:
        named = [Path(one) for one in (asked.mark, asked.corrected) if one is not None]
        refuse_in_use(*(file for one in named for file in possible_files(one)), url=registry_url)
    return WorkbookFindings(
        sources[0].location,
        Path(asked.mark),
        overwrite=asked.overwrite,
        readable=asked.readable,
        corrected=None if asked.corrected is None else Path(asked.corrected),
        notices=ResultNotices(deadline=day_given("--deadline", asked.deadline), contact=asked.contact),
    )


def gathering(marking: WorkbookFindings | None, validated: Iterator[ValidatedSource]) -> Iterator[ValidatedSource]:
    """The same sources, their findings gathered while they are reported."""
    return validated if marking is None else map(marking.gather, validated)


def write_marks(marking: WorkbookFindings | None, profile: Profile, fail_on: FailOn) -> None:
    """Write the marked workbook, and tell on stderr what it is."""
    if marking is None:
        return
    marked = marking.write(profile, fail_on=fail_on, lang=language())
    if marked.copied_because is not None:
        message = ValidateText.MARKED_COPY(path=str(marked.path), reason=marked.copied_because)
    else:
        message = ValidateText.MARKED(path=str(marked.path), count=marked.coloured)
    print_line(render(message), err=True)
    if marked.has_macros:
        print_line(render(HarvestMarkText.HAS_MACROS(path=str(marked.path))), err=True)
    if marking.is_corrected:
        _print_corrected(marking.correct(lang=language()))


def _print_corrected(corrected: CorrectedWorkbook | None) -> None:
    """Tell what became of the corrected copy that was asked for."""
    if corrected is None:
        message = HarvestMarkText.NOT_CORRECTED()
    elif corrected.path is None:
        message = HarvestMarkText.NOT_RETURNED(reason=as_message(corrected.refused_because or ""))
    else:
        message = HarvestMarkText.RETURNED_CORRECTED(path=str(corrected.path), count=len(corrected.changed))
    print_line(render(message), err=True)
