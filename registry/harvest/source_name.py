"""Find the name of a source that is harvested or added."""

from __future__ import annotations

from collections.abc import Iterable

from danhmuc.vocab.errors import UsageError

from ..messages.harvest import (
    NAME_ALIKE,
    NAME_FIXED,
    NAME_REFUSED,
    NAME_RESERVED,
    NAME_TAKEN,
    NAME_TAKEN_BEFORE_FEEDBACK,
)
from ..record.contents import HarvestSource
from ..record.source_settings import FEEDBACK_KIND, LOCAL, is_source_name, name_form
from ..store.stored_rows import RegisteredSource

__all__ = ["name_for_source"]


def name_for_source(
    sources: Iterable[RegisteredSource], source: HarvestSource, stored: RegisteredSource | None, name: str | None
) -> str:
    """The name of a source: the stored one, the given one, or the source's own.

    Raises:
        UsageError: it has another name already, or another source has that name or one that looks the same.
    """
    if stored is not None:
        if name is not None and name != stored.name:
            raise UsageError(NAME_FIXED(location=source.location, name=stored.name))
        return stored.name
    called = source.name if name is None else name
    if not is_source_name(called):
        raise UsageError(NAME_REFUSED(name=called))
    form = name_form(called)
    if form == LOCAL:
        raise UsageError(NAME_RESERVED(name=LOCAL))
    for other in sources:
        if other.name == called:
            taken = NAME_TAKEN_BEFORE_FEEDBACK if source.kind == FEEDBACK_KIND else NAME_TAKEN
            raise UsageError(taken(asked=source.location, name=called, location=other.location))
        if name_form(other.name) == form:
            raise UsageError(NAME_ALIKE(asked=source.location, name=called, other=other.name))
    return called
