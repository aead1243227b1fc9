"""The lines by which catalogues of owners list the entries of a feed; each entry has those of its own.

So a record more or less touches its page and not that of its catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Final

from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT

from ..export.closure import Closure
from ..record.sorted_runs import sorted_runs
from ..record.spool_file import SpoolFile
from .entry_spool import EntrySpool
from .federated_form import federated_iri

__all__ = ["SpooledMemberships", "spool_memberships"]

_CATALOG: Final = DCAT.Catalog.value
_MEMBER: Final = re.compile(
    rb"<(?P<subject>[^<>\s]*)> (?P<property>%b) <(?P<target>[^<>\s]*)> \.\n"
    % b"|".join(re.escape(str(prop).encode()) for prop in sorted(MEMBERSHIP, key=str))
)
_DIGITS: Final = 8


class SpooledMemberships(Mapping[int, bytes]):
    """The lines of each entry that has any, by its position; they are in a temporary file."""

    def __init__(self, lines: Iterator[tuple[int, bytes]]) -> None:
        """
        Args:
            lines: each with the position of its entry, in any order.
        """
        self._rows = SpoolFile()
        self._count = 0
        numbered = sorted_runs(b"%0*d %b" % (_DIGITS, number, line) for number, line in lines)
        for digits, found in groupby(numbered, key=lambda line: line[:_DIGITS]):
            while len(self._rows) < int(digits):
                self._rows.append(b"")
            self._rows.append(b"".join(line[_DIGITS + 1 :] for line in found))
            self._count += 1

    def __getitem__(self, number: int) -> bytes:
        found = self._rows[number] if 0 <= number < len(self._rows) else b""
        if not found:
            raise KeyError(number)
        return found

    def __iter__(self) -> Iterator[int]:
        return (number for number, row in enumerate(self._rows.rows()) if row)

    def __len__(self) -> int:
        return self._count


def spool_memberships(
    closure: Closure, catalogs: Mapping[str, Collection[str]], spool: EntrySpool, *, hidden: Collection[str] = ()
) -> SpooledMemberships:
    """The memberships of all entries.

    Args:
        catalogs: those that leave, by IRI, with what their graphs describe as they leave; nothing else lists anything.
        hidden: IRIs of properties that do not leave.
    """
    return SpooledMemberships(_lines(closure, catalogs, spool, hidden))


def _lines(
    closure: Closure, catalogs: Mapping[str, Collection[str]], spool: EntrySpool, hidden: Collection[str]
) -> Iterator[tuple[int, bytes]]:
    for catalog, subjects in catalogs.items():
        for line in closure.catalog_lines(catalog):
            found = _MEMBER.fullmatch(line)
            if found is None:
                continue
            subject, prop = found["subject"].decode(), found["property"].decode()
            number = spool.position(federated_iri(found["target"].decode()))
            if number is None or subject not in subjects or prop[1:-1] in hidden:
                continue
            entry = spool.entries[number]
            if entry.class_name != _CATALOG:
                yield number, f"<{federated_iri(subject)}> {prop} <{entry.iri}> .\n".encode()
