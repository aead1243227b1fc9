"""Texts from outside of danhmuc: those of the system, of other libraries, of earlier versions."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from .values import Message, MessageTemplate, message

if TYPE_CHECKING:
    from collections.abc import Mapping


FOREIGN_WORDS: Final = message("foreign-words", "{words}")
"""A text of a parser, the system or another program; other languages quote it."""
EARLIER_TEXT: Final = message("earlier-text", "{text}")
"""A sentence stored before messages existed; shown unchanged."""

_WITH_PATH: Final = message("system-at", "{reason} ({path})")
IS_STREAM: Final = message("system-is-a-stream", "it is a pipe or a device; name a file or a folder")
"""As whoever opens a pipe may wait for ever, and nothing in a device ends."""
_SYSTEM: Final[Mapping[int, MessageTemplate]] = {
    errno.EACCES: message("system-permission-denied", "Permission denied"),
    errno.EFBIG: message("system-file-too-large", "File too large"),
    errno.EISDIR: message("system-is-a-directory", "Is a directory"),
    errno.ENAMETOOLONG: message("system-name-too-long", "File name too long"),
    errno.ENODATA: message("system-hollow", "Most of the file is a hole, in which nothing is written"),
    errno.ENOENT: message("system-not-found", "No such file or directory"),
    errno.ENOSPC: message("system-no-space", "No space left on device"),
    errno.ENOTDIR: message("system-not-a-directory", "Not a directory"),
    errno.ESPIPE: IS_STREAM,
    errno.EROFS: message("system-read-only", "Read-only file system"),
}


def as_message(words: Message | str) -> Message:
    """Return a message unchanged, and wrap other words in `FOREIGN_WORDS`."""
    return words if isinstance(words, Message) else FOREIGN_WORDS(words=words)


def system_reason(error: OSError, path: str | None = None) -> Message:
    """The reason of an error of the system, with the path if one is given.

    >>> system_reason(OSError(errno.ENOENT, "No such file or directory"), "a.ttl").render("vi")
    'không có tệp hoặc thư mục này (a.ttl)'
    """
    known = _SYSTEM.get(error.errno) if error.errno is not None else None
    reason = known() if known is not None else FOREIGN_WORDS(words=error.strerror or str(error) or type(error).__name__)
    return reason if path is None else _WITH_PATH(reason=reason, path=path)
