"""The source boundary: whatever happens in one source concerns no other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from danhmuc.vocab.errors import (
    DanhmucError,
    RegistryError,
    ShapesError,
    SourceFailedError,
    SourceUnavailableError,
    UsageError,
)
from danhmuc.vocab.messages import FOREIGN_WORDS

from ..messages.harvest import HarvestText

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


def isolate(location: str, work: Callable[[], _T]) -> _T:
    """Do the work on one source, and turn whatever goes wrong in it into one error.

    Raises:
        RegistryError, ShapesError, UsageError: the same errors; they are no fault of the source.
        SourceFailedError: anything else, its traceback logged.
    """
    try:
        return work()
    except (RegistryError, ShapesError, UsageError):
        raise
    except Exception as error:  # the source boundary
        _log.exception("%s failed", location)
        if isinstance(error, SourceUnavailableError):
            raise SourceFailedError(location, error.message, unopened=True) from error
        if isinstance(error, SourceFailedError):
            raise SourceFailedError(location, error.reason, unopened=error.unopened) from error
        if isinstance(error, DanhmucError):
            raise SourceFailedError(location, error.message) from error
        reason = HarvestText.SOURCE_UNEXPECTED(kind=type(error).__name__, error=FOREIGN_WORDS(words=str(error)))
        raise SourceFailedError(location, reason) from error
