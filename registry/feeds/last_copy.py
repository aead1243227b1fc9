"""Whether the last good copy of a feed has anything that must not be public any more, IRI by IRI.

It is asked where somebody accepts that records are gone: then the copy is the way back, and is not given up on a mere
suspicion, as at other builds.

Source of the rules: docs/decisions/0054-lost-manifests.md.
"""

from __future__ import annotations

import gzip
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from danhmuc.vocab.terms import DCT, DMV

from ..export.decider import internal_sources
from ..record.bars import Bars
from ..record.summary import summary_of
from ..store.database import Connection
from ..store.selecting import candidates

__all__ = ["describes_barred", "describes_internal"]

_WHOLE: Final = "all.nt.gz"
_ACCESS: Final = tuple(
    f" {term} ".encode() for term in (DCT.accessRights, DMV.sharingNature, DMV.personalData, DMV.importance)
)
_SOME: Final = 500


def describes_barred(build: Path, bars: Bars) -> bool:
    """Whether a build describes anything that is kept back by now, as public as it says; also if nobody can tell.

    Args:
        build: its folder, of which the dump of everything is read.
    """
    access: defaultdict[str, list[bytes]] = defaultdict(list)
    named: set[str] = set()
    last = b""
    try:
        for subject, line in _lines(build / _WHOLE):
            is_of_access = any(term in line for term in _ACCESS)
            if subject == last and not is_of_access:
                continue
            last = subject
            iri = subject[1:-1].decode()
            if not bars.names(iri):
                continue
            if bars.of_any_version(iri):
                return True
            named.add(iri)
            if is_of_access:
                access[iri].append(line)
    except (OSError, EOFError, ValueError, zlib.error):
        return True
    # By no source: each of them may say by now that less may be public.
    return any(bars.of(iri, summary_of(iri, b"".join(access[iri])).publicity, source="") for iri in named)


def describes_internal(connection: Connection, iris: Collection[str]) -> bool:
    """Whether an internal source describes one of some IRIs that are not in a feed any more."""
    internal = internal_sources(connection)
    found = sorted(iris) if internal else []
    return any(
        one.source_id in internal
        for start in range(0, len(found), _SOME)
        for one in candidates(connection, None, found[start : start + _SOME])
    )


def _lines(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Each line whose subject is an IRI, behind that."""
    with gzip.open(path, "rb") as lines:
        for line in lines:
            if line.startswith(b"<"):
                yield line.partition(b" ")[0], line
