"""``danhmuc validate --mark``: the workbook comes back with its faulty cells marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import language, render
from ..messages import validate as messages
from ..output.text import print_line

if TYPE_CHECKING:
    from danhmuc.registry import HarvestSource
    from danhmuc.registry.reporting.tally import FailOn
    from danhmuc.registry.reporting.workbook_findings import WorkbookFindings
    from danhmuc.registry.validation.source import ValidatedSource
    from danhmuc.shapes import Profile

__all__ = ["gathering", "open_marking", "write_marks"]


def open_marking(sources: Sequence[HarvestSource], target: str | None, *, overwrite: bool) -> WorkbookFindings | None:
    """The gathered findings for the marked workbook; None if none was asked for.

    Raises:
        UsageError: there is not exactly one workbook, or the target must not be replaced.
    """
    from danhmuc.registry.reporting.workbook_findings import WorkbookFindings  # heavy
    from danhmuc.vocab.errors import UsageError

    if target is None:
        return None
    if [source.kind for source in sources] != ["workbook"]:
        raise UsageError(messages.MARK_ONE_WORKBOOK())
    return WorkbookFindings(sources[0].location, Path(target), overwrite=overwrite)


def gathering(marking: WorkbookFindings | None, validated: Iterator[ValidatedSource]) -> Iterator[ValidatedSource]:
    """The same sources, their findings gathered while they are reported."""
    return validated if marking is None else map(marking.gather, validated)


def write_marks(marking: WorkbookFindings | None, profile: Profile, fail_on: FailOn) -> None:
    """Write the marked workbook, and tell on stderr what it is."""
    if marking is None:
        return
    marked = marking.write(profile, fail_on=fail_on, lang=language())
    if marked.copied_because is not None:
        message = messages.MARKED_COPY(path=str(marked.path), reason=marked.copied_because)
    else:
        message = messages.MARKED(path=str(marked.path), count=marked.coloured)
    print_line(render(message), err=True)
