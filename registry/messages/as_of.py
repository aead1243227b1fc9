"""Messages about asking for the registry as of an earlier moment."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "AS_OF_BEFORE_HORIZON",
    "AS_OF_EMPTY",
    "AS_OF_FUTURE",
    "AS_OF_LOST",
    "AS_OF_MOMENT_REFUSED",
    "AS_OF_NO_RUN",
    "AS_OF_RUN_LATER",
    "AS_OF_RUN_OPEN",
    "AS_OF_RUN_TOO_EARLY",
    "AS_OF_SEARCH",
    "AS_OF_SOURCE",
    "AS_OF_UNDESCRIBED",
    "VIEW_CLOSED",
]

AS_OF_MOMENT_REFUSED: Final = message(
    "as-of-moment-refused",
    "{text!r} is no moment to show the registry as of; write a day or time such as 2026-06-30 or 2026-06-30T17:00, or"
    " the number of a run",
)
AS_OF_FUTURE: Final = message("as-of-future", "{text} is in the future; the registry can be shown up to now")
AS_OF_BEFORE_HORIZON: Final = message(
    "as-of-before-horizon", "the registry cannot be shown as of {text}; the earliest moment known is {earliest}"
)
AS_OF_LOST: Final = message(
    "as-of-lost",
    "the registry cannot be shown as of {text}; its backup of {since} was restored at {until}, and what it had between "
    "is lost",
)
AS_OF_EMPTY: Final = message(
    "as-of-empty", "the registry cannot be shown as of {text}; nothing has been stored in it yet"
)
AS_OF_RUN_OPEN: Final = message("as-of-run-open", "run {run:d} has not ended; the registry is shown as of its end")
AS_OF_NO_RUN: Final = message("as-of-no-run", "no run to report on had ended by {at}")
AS_OF_RUN_LATER: Final = message("as-of-run-later", "run {run:d} had not ended by {at}; leave out --as-of to report it")
AS_OF_RUN_TOO_EARLY: Final = message(
    "as-of-run-too-early", "the registry cannot be shown as of run {run:d}; the earliest moment known is {earliest}"
)
AS_OF_SEARCH: Final = message(
    "as-of-search", "words are searched in today's records only; leave out the words or the earlier moment"
)
AS_OF_SOURCE: Final = message(
    "as-of-source", "only source {source!r} is shown as of this moment; ask for it, or for the moment without a source"
)
AS_OF_UNDESCRIBED: Final = message("as-of-undescribed", "as of {text}, no source described {iri}")
VIEW_CLOSED: Final = message(
    "view-closed", "this view of the registry was closed at the end of its with block; read it inside of the block"
)
