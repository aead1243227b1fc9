"""Space for temporary files, which may be short."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC

from danhmuc.vocab.errors import RegistryError

__all__ = ["is_full", "within_space"]


@contextmanager
def within_space(place: str) -> Iterator[None]:
    """Tell of temporary files that cannot be written.

    Raises:
        RegistryError: there is no space for them, or their disk fails.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _no_space(place, str(error)) from error
    except OSError as error:
        if not is_full(error):
            raise
        raise _no_space(place, error.strerror or str(error)) from error


def is_full(error: OSError) -> bool:
    """Whether it says that there is no space."""
    return error.errno in {EDQUOT, EFBIG, ENOSPC}


def _no_space(place: str, reason: str) -> RegistryError:
    return RegistryError(
        f"cannot spool {place}: {reason}; free space for temporary files, or name a folder with more in TMPDIR"
    )
