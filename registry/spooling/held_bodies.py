"""The raw bytes of the documents of one reading: those of many are in a temporary file."""

from __future__ import annotations

from typing import Final

from ..record.contents import ReadDocument
from ..record.spilled_values import replace_unloaded
from .byte_file import ByteFile, SpilledBytes
from .space import within_space

__all__ = ["HELD_BYTES", "HeldBodies"]

HELD_BYTES: Final = 2_000_000
"""Packed bytes of documents that are held in memory; those of further ones are in the file."""


class HeldBodies:
    """The raw bytes of documents, as far as they are in memory; the file is gone with the last document."""

    def __init__(self) -> None:
        self._held = 0
        self._file: ByteFile | None = None

    def hold(self, document: ReadDocument) -> ReadDocument:
        """The document, its raw bytes in the file if there are many already.

        Raises:
            RegistryError: there is no space for them.
        """
        body = document.body
        if not body or self._held + len(body) <= HELD_BYTES:
            self._held += len(body or b"")
            return document
        with within_space(document.place):
            if self._file is None:
                self._file = ByteFile()
            return replace_unloaded(document, body=SpilledBytes(self._file, body))
