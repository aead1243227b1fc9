"""Disk space for temporary files, which may run out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason

from ..messages.harvest import HarvestText


@contextmanager
def within_space(place: str) -> Iterator[None]:
    """Raise a registry error if temporary files cannot be written.

    Raises:
        RegistryError: there is no space for them, or their disk fails.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise RegistryError(HarvestText.SPOOL_FULL(place=place, reason=FOREIGN_WORDS(words=str(error)))) from error
    except OSError as error:
        if not is_full(error):
            raise
        raise RegistryError(HarvestText.SPOOL_FULL(place=place, reason=system_reason(error))) from error


def is_full(error: OSError) -> bool:
    """Whether the error means that there is no space."""
    return error.errno in {EDQUOT, EFBIG, ENOSPC}
