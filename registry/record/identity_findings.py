"""Findings of a run about identity: renames, values that records share, distributions that all are gone."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message
from danhmuc.vocab.terms import DCAT, DCT

from ..messages.identity import IdentityText
from .first_few import first_few
from .identity import AmbiguousRename, ProposedRename
from .spellings import OtherSpelling

SPELT_ELSEWHERE_CODE: Final = "harvest:spelt-elsewhere"
_MOST: Final = 20
"""Number of records spelt otherwise that have a finding of their own."""


def proposed_rename_finding(proposed: ProposedRename) -> Finding:
    """A new record is probably a missing one under another IRI."""
    return Finding(
        code="harvest:rename-proposed",
        severity="warning",
        layer="house",
        focus=proposed.new,
        value=proposed.old,
        message=IdentityText.RENAME_PROPOSED(old=proposed.old, evidence=IdentityText.EVIDENCE[proposed.evidence]()),
    )


def ambiguous_rename_finding(ambiguous: AmbiguousRename) -> Finding:
    """Several records could be the same under another IRI."""
    return Finding(
        code="harvest:rename-ambiguous",
        severity="warning",
        layer="house",
        focus=ambiguous.new[0],
        value=ambiguous.old[0],
        message=IdentityText.RENAME_AMBIGUOUS(
            old=first_few(ambiguous.old),
            new=first_few(ambiguous.new),
            evidence=IdentityText.EVIDENCE[ambiguous.evidence](),
        ),
    )


def former_iri_finding(old: str, new: str, places: tuple[str, ...]) -> Finding:
    """A source still describes the IRI that a record had before it was renamed."""
    return Finding(
        code="harvest:renamed-iri",
        severity="warning",
        layer="house",
        focus=old,
        value=new,
        document=places[0] if places else None,
        message=IdentityText.RENAMED_IN_SOURCE(new=new),
    )


def shared_identifiers_finding(values: Sequence[str], first: str) -> Finding:
    """Several records of a source have one identifier; `first` is one of these records."""
    return Finding(
        code="harvest:shared-identifier",
        severity="warning",
        layer="house",
        focus=first,
        path=DCT.identifier.value,
        value=values[0],
        message=IdentityText.SHARED_IDENTIFIERS(count=len(values), examples=first_few(values)),
    )


def shared_downloads_finding(values: Sequence[str], first: str) -> Finding:
    """Several records of a source have one download; `first` is one of these records."""
    return Finding(
        code="harvest:shared-download",
        severity="warning",
        layer="house",
        focus=first,
        path=DCAT.downloadURL.value,
        value=values[0],
        message=IdentityText.SHARED_DOWNLOADS(count=len(values), examples=first_few(values)),
    )


def losses_finding(iris: Sequence[str]) -> Finding:
    """Too many records have lost every distribution at once, and stay as they are stored."""
    return Finding(
        code="harvest:distributions-lost",
        severity="warning",
        layer="house",
        focus=iris[0],
        path=DCAT.distribution.value,
        message=IdentityText.DISTRIBUTIONS_LOST(count=len(iris), iris=first_few(iris)),
    )


def spelling_findings(found: Sequence[OtherSpelling], source: str) -> list[Finding]:
    """A finding for each of the first records that other sources spell otherwise, and one for all others.

    Args:
        source: name of the source that is read.
    """
    findings = []
    for one in found[:_MOST]:
        iri, other = one.iri, one.other
        if normalize("NFC", iri) == normalize("NFC", other):
            # On paper they would be one text.
            iri, other = (quote(name, safe=string.punctuation) for name in (iri, other))
        said = IdentityText.SPELT_ELSEWHERE(iri=iri, source=source, other=other, elsewhere=one.source)
        findings.append(_spelling_finding(one, said))
    if len(found) > _MOST:
        findings.append(_spelling_finding(found[_MOST], IdentityText.MORE_SPELT_ELSEWHERE(count=len(found) - _MOST)))
    return findings


def _spelling_finding(one: OtherSpelling, message: Message) -> Finding:
    return Finding(
        code=SPELT_ELSEWHERE_CODE,
        severity="warning",
        layer="house",
        focus=one.iri,
        value=one.other,
        message=message,
    )
