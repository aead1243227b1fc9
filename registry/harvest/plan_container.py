"""The container of a saved plan: a heading with a digest, then lines of JSON, gzipped.

The heading is ``danhmuc plan 1 sha256:…``; the digest is that of all bytes after it, so that nothing of a truncated
or edited file is read. The same lines give the same bytes: no time and no name of a file is in it. It is written
beside its target and takes its place when it is complete; only its owner can read it. Knows nothing of what the
lines say.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.messages import Message, system_reason
from danhmuc.vocab.regular_file import open_file

from ..messages.plans import PlansText
from ..store.files import fresh_path, remove_leftovers

FORMAT: Final = 2
"""The version of the format; it grows with whatever an earlier danhmuc could misread."""
_MAGIC: Final = b"danhmuc plan "
_HEADING: Final = re.compile(rb"danhmuc plan (\d{1,9}) sha256:([0-9a-f]{64})\n")
_LENGTH: Final = len(_MAGIC) + len(f"{FORMAT} sha256:") + 64 + 1
_LONGEST_LINE: Final = 1 << 28
_MIB: Final = 1 << 20
_LEVEL: Final = 6
_OWNER_ONLY: Final = 0o600


class PlanWriter:
    """Writes the lines of a plan.

    Attributes:
        is_empty: whether none is written yet.
    """

    def __init__(self, path: Path, out: BinaryIO) -> None:
        self._path = path
        self._out = out
        self._digest = hashlib.sha256()
        out.write(bytes(_LENGTH))
        hashing = _Hashing(out, self._digest)
        self._packed = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=hashing, mtime=0)
        self.is_empty = True

    def write(self, line: Mapping[str, object]) -> None:
        """Write one line.

        Raises:
            UsageError: it is too long to be read again.
        """
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        data = text.encode(errors="surrogatepass") + b"\n"
        if len(data) > _LONGEST_LINE:
            reason = PlansText.PLAN_LINE_TOO_LONG(most=_LONGEST_LINE // _MIB)
            raise UsageError(PlansText.PLAN_UNWRITABLE(path=str(self._path), reason=reason))
        self._packed.write(data)
        self.is_empty = False

    def close(self) -> None:
        """Give up what is not finished; nothing of it may be written once the file is closed."""
        with suppress(OSError):
            self._packed.close()

    def finish(self) -> None:
        """Write the heading, now that the digest is known."""
        self._packed.close()
        self._out.seek(0)
        self._out.write(_MAGIC + f"{FORMAT} sha256:{self._digest.hexdigest()}\n".encode())


class _Hashing(io.RawIOBase):
    """A file that hashes what is written to it."""

    def __init__(self, out: BinaryIO, digest: hashlib._Hash) -> None:
        self._out = out
        self._digest = digest

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Hash and write."""
        self._digest.update(data)
        return self._out.write(data)


@contextmanager
def plan_writer(path: Path) -> Iterator[PlanWriter]:
    """Write a plan to a file; an earlier plan there is replaced when this one is complete, nothing else is.

    Without a single line there is no file.

    Raises:
        UsageError: there is a file that is no plan, or it cannot be written.
    """
    try:
        target = Path(os.path.realpath(path))
        if os.path.lexists(target) and not _is_plan(target):
            raise UsageError(PlansText.PLAN_TARGET(path=str(path)))
        remove_leftovers(target)
        fresh = fresh_path(target)
        try:
            with open(fresh, "xb", opener=partial(os.open, mode=_OWNER_ONLY)) as out:
                writer = PlanWriter(path, out)
                try:
                    yield writer
                    writer.finish()
                finally:
                    writer.close()
                out.flush()
                os.fsync(out.fileno())
            if not writer.is_empty:
                fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(PlansText.PLAN_UNWRITABLE(path=str(path), reason=system_reason(error))) from error


def _is_plan(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def verify_plan(path: Path) -> None:
    """See that a file is a plan, and all of it as it was written.

    Raises:
        SourceUnavailableError: it cannot be opened.
        UsageError: it is no plan, one of a newer format, incomplete or edited.
    """
    with _opening(path) as file:
        heading = file.read(_LENGTH)
        found = _HEADING.match(heading)
        if found is None and not (heading.startswith(_MAGIC) or _MAGIC.startswith(heading[: len(_MAGIC)] or b"?")):
            raise UsageError(PlansText.PLAN_FOREIGN(path=str(path)))
        if found is None:
            raise damage_error(path, PlansText.PLAN_DIGEST())
        if int(found[1]) > FORMAT:
            raise UsageError(PlansText.PLAN_NEWER(path=str(path), version=int(found[1]), known=FORMAT))
        if 0 < int(found[1]) < FORMAT:
            raise UsageError(PlansText.PLAN_OLDER(path=str(path), version=int(found[1]), known=FORMAT))
        if int(found[1]) != FORMAT or found.end() != _LENGTH:
            raise UsageError(PlansText.PLAN_FOREIGN(path=str(path)))
        digest = hashlib.sha256()
        while piece := file.read(_MIB):
            digest.update(piece)
        if digest.hexdigest().encode() != found[2]:
            raise damage_error(path, PlansText.PLAN_DIGEST())


def read_lines(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The lines of a plan that was verified, with their numbers.

    Raises:
        SourceUnavailableError: it cannot be opened.
        UsageError: a line is none that a plan has.
    """
    with _opening(path) as file:
        file.seek(_LENGTH)
        number = 0
        try:
            with gzip.GzipFile(fileobj=file, mode="rb") as lines:
                while line := lines.readline(_LONGEST_LINE + 1):
                    number += 1
                    if len(line) > _LONGEST_LINE:
                        raise damage_error(path, PlansText.PLAN_LINE_TOO_LONG(most=_LONGEST_LINE // _MIB))
                    value = json.loads(line.decode(errors="surrogatepass"), parse_constant=_refuse_constant)
                    if not isinstance(value, dict):
                        raise damage_error(path, PlansText.PLAN_LINE(line=number))
                    yield number, value
        except (gzip.BadGzipFile, EOFError, zlib.error, ValueError, RecursionError) as error:
            raise damage_error(path, PlansText.PLAN_LINE(line=number)) from error


def damage_error(path: Path, reason: Message) -> UsageError:
    """The error of a plan that cannot be used."""
    return UsageError(PlansText.PLAN_DAMAGED(path=str(path), reason=reason))


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


@contextmanager
def _opening(path: Path) -> Iterator[BinaryIO]:
    try:
        with open_file(path) as file:
            yield file
    except OSError as error:
        raise SourceUnavailableError(str(path), system_reason(error)) from error
