"""The available lists: those of the registry, or where there is none those that come with danhmuc."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from ...options import open_registry

if TYPE_CHECKING:
    from danhmuc.registry import CodeListRow, Registry
    from danhmuc.vocab.concepts import CodeList


_LOCAL_FILE: Final = "danhmuc.db"


@contextmanager
def open_if_any(context: click.Context, url: str) -> Iterator[Registry | None]:
    """The registry that was named, or the one in this folder; None where nobody named one and none is here."""
    named = context.get_parameter_source("registry_url") is not ParameterSource.DEFAULT
    if not named and not Path(_LOCAL_FILE).exists():
        yield None
        return
    with open_registry(url) as registry:
        yield registry


def available_rows(registry: Registry | None, token: str | None = None) -> list[CodeListRow]:
    """The rows of all lists; where there is no registry and one list is asked for, of that one alone."""
    if registry is not None:
        return registry.vocab.rows()
    from danhmuc.registry.code_lists.list_documents import bundled_rows  # brings the guarded reader along

    return bundled_rows(token)


def available_list(registry: Registry | None, token: str) -> CodeList:
    """The list of that token, in the version in force."""
    if registry is not None:
        return registry.vocab.get(token)
    from danhmuc.vocab import concepts  # --help needs no list

    return concepts.load(token)
