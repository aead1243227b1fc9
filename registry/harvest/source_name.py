"""Find the name of a source that is harvested or added."""

from __future__ import annotations

from collections.abc import Iterable

from danhmuc.vocab.errors import UsageError

from ..messages.harvest import HarvestText
from ..record.contents import HarvestSource
from ..record.record import LOCAL
from ..record.source_settings import FEEDBACK_KIND, DeclaredSource, is_source_name, name_form
from ..store.stored_rows import RegisteredSource


def name_for_source(
    sources: Iterable[RegisteredSource], source: HarvestSource, stored: RegisteredSource | None, name: str | None
) -> str:
    """The name of a source: the stored one, the given one, or the source's own.

    Raises:
        UsageError: it has another name already, or another source has that name or one that looks the same.
    """
    if stored is not None:
        if name is not None and name != stored.name:
            raise UsageError(HarvestText.NAME_FIXED(location=source.location, name=stored.name))
        return stored.name
    called = source.name if name is None else name
    require_free_name(sources, called, location=source.location, kind=source.kind)
    return called


def require_free_name(
    sources: Iterable[RegisteredSource | DeclaredSource], name: str, *, location: str, kind: str
) -> None:
    """Refuse a name that a new source cannot have.

    Raises:
        UsageError: it names none, or another source has it or one that looks the same.
    """
    if not is_source_name(name):
        raise UsageError(HarvestText.NAME_REFUSED(name=name))
    form = name_form(name)
    if form == LOCAL:
        raise UsageError(HarvestText.NAME_RESERVED(name=LOCAL))
    for other in sources:
        if other.name == name:
            taken = HarvestText.NAME_TAKEN_BEFORE_FEEDBACK if kind == FEEDBACK_KIND else HarvestText.NAME_TAKEN
            raise UsageError(taken(asked=location, name=name, location=other.location))
        if name_form(other.name) == form:
            raise UsageError(HarvestText.NAME_ALIKE(asked=location, name=name, other=other.name))
