"""Versions of a list, and the changes in them, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import one_line

from ...language import render
from ...messages.code_lists import CodeListsCommandText
from ...messages.program import AnswersText
from ...output.words import state_message, time_text

if TYPE_CHECKING:
    from danhmuc.registry import CodeListChange, CodeListRow


def change_lines(change: CodeListChange) -> Iterator[str]:
    """The changes of a list, line by line."""
    row = change.row
    changed = CodeListsCommandText.CHANGED_LIST(
        token=row.token,
        change=state_message(change.kind),
        codes=AnswersText.CODES(count=row.concepts),
        version=row.version,
        origin=origin(row),
    )
    yield one_line(render(changed))
    if change.kind != "unchanged" and change.replaced is not None:
        against = CodeListsCommandText.AGAINST(
            version=change.replaced.version,
            origin=origin(change.replaced),
            added=len(change.added),
            removed=len(change.removed),
            changed=len(change.changed),
        )
        yield f"  {render(against)}"
    if change.unread:
        yield f"  {one_line(render(CodeListsCommandText.UNREAD(columns=tuple(change.unread))))}"


def which_version(row: CodeListRow, shown: int) -> str:
    """Which snapshot an answer comes from, and how much of it."""
    is_all = shown == row.concepts
    codes = (
        AnswersText.CODES(count=row.concepts)
        if is_all
        else CodeListsCommandText.SOME_CODES(shown=shown, count=row.concepts)
    )
    version = CodeListsCommandText.VERSION_OF_LIST(
        token=row.token, codes=codes, version=row.version, origin=origin(row)
    )
    return one_line(render(version))


def origin(row: CodeListRow) -> Message:
    """Whether it comes with danhmuc, or when it was loaded."""
    return (
        CodeListsCommandText.BUNDLED()
        if row.origin == "bundled"
        else CodeListsCommandText.LOADED(moment=time_text(row.added_at))
    )
