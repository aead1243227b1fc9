"""Records of a source that have the same name and the same publisher, as a row has that was entered twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DCT

from ..messages.source_findings import SourceFindingsText
from ..record.entry_name import entry_name
from ..record.first_few import first_few
from ..record.record import SourceRecord
from ..record.shown_iri import shown_iri

_MOST: Final = 20
"""Number of names that have a finding of their own."""


class SameNames:
    """The names of the records of one reading; of a name that one record has, a digest is held."""

    def __init__(self) -> None:
        self._first: dict[bytes, str] = {}
        self._titles: dict[bytes, str] = {}
        self._holders: dict[bytes, dict[str, None]] = {}

    def add(self, record: SourceRecord) -> None:
        """Add a record; one without a name or a publisher, and one of several versions, is like no other."""
        found = entry_name(record.iri, record.types, record.canonical.nquads)
        if found is None:
            return
        key = blake2b(found.key.encode(), digest_size=12).digest()
        first = self._first.setdefault(key, record.iri)
        if first != record.iri:
            self._titles.setdefault(key, found.title)
            self._holders.setdefault(key, {first: None})[record.iri] = None

    def findings(self, refused: Collection[str]) -> Iterator[Finding]:
        """One finding for each name of several records, and one for what are too many; not of records refused."""
        without = set(refused)
        shared = {key: [iri for iri in iris if iri not in without] for key, iris in self._holders.items()}
        names = sorted((min(iris), key) for key, iris in shared.items() if len(iris) > 1)
        for _, key in names[:_MOST]:
            iris = sorted(shared[key])
            yield _finding(iris, self._titles[key])
        if len(names) > _MOST:
            yield Finding(
                code="harvest:same-name",
                severity="warning",
                layer="house",
                focus=names[_MOST][0],
                path=DCT.title.value,
                message=SourceFindingsText.MORE_SAME_NAMES(count=len(names) - _MOST),
            )


def _finding(iris: list[str], title: str) -> Finding:
    return Finding(
        code="harvest:same-name",
        severity="warning",
        layer="house",
        focus=iris[0],
        path=DCT.title.value,
        value=iris[1],
        message=SourceFindingsText.SAME_NAME(
            count=len(iris), title=title, iris=first_few([shown_iri(iri) for iri in iris])
        ),
    )
