"""Messages about asking for the registry as of an earlier moment."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class AsOfText(Messages):
    AS_OF_MOMENT_REFUSED = message(
        "{text!r} is no moment to show the registry as of; write a day or time such as 2026-06-30 or "
        "2026-06-30T17:00, or the number of a run",
    )
    AS_OF_FUTURE = message("{text} is in the future; the registry can be shown up to now")
    AS_OF_BEFORE_HORIZON = message("the registry cannot be shown as of {text}; the earliest moment known is {earliest}")
    AS_OF_LOST = message(
        "the registry cannot be shown as of {text}; its backup of {since} was restored at {until}, and what it had "
        "between is lost",
    )
    AS_OF_EMPTY = message("the registry cannot be shown as of {text}; nothing has been stored in it yet")
    AS_OF_RUN_OPEN = message("run {run:d} has not ended; the registry is shown as of its end")
    AS_OF_NO_RUN = message("no run to report on had ended by {at}")
    AS_OF_RUN_LATER = message("run {run:d} had not ended by {at}; leave out --as-of to report it")
    AS_OF_RUN_TOO_EARLY = message(
        "the registry cannot be shown as of run {run:d}; the earliest moment known is {earliest}"
    )
    AS_OF_SEARCH = message("words are searched in today's records only; leave out the words or the earlier moment")
    AS_OF_SOURCE = message(
        "only source {source!r} is shown as of this moment; ask for it, or for the moment without a source"
    )
    AS_OF_UNDESCRIBED = message("as of {text}, no source described {iri}")
    VIEW_CLOSED = message(
        "this view of the registry was closed at the end of its with block; read it inside of the block"
    )
