"""Refuse exports whose arguments do not go together, of today and of an earlier moment alike."""

from __future__ import annotations

from danhmuc.vocab.errors import UnknownNameError, UsageError

from ..messages.export import EXPORT_CATALOG_IS_OF_ALL, EXPORT_CATALOG_NEEDS_BASE, EXPORT_STATE_UNKNOWN

__all__ = ["is_only_present", "refuse_catalog_choice"]


def refuse_catalog_choice(catalog: object, base: str | None, *chosen: object) -> None:
    """Refuse a root catalogue without a base, or one of a choice of records.

    Raises:
        UsageError: one of the two is not given, or records are chosen, too.
    """
    if (catalog is None) != (base is None):
        raise UsageError(EXPORT_CATALOG_NEEDS_BASE())
    if catalog is not None and any(one is not None for one in chosen):
        raise UsageError(EXPORT_CATALOG_IS_OF_ALL())


def is_only_present(state: str | None) -> bool:
    """Whether an export leaves out what is missing from its source.

    Raises:
        UnknownNameError: it is no such state.
    """
    if state not in (None, "present"):
        raise UnknownNameError(EXPORT_STATE_UNKNOWN, str(state), ["present"])
    return state is not None
