"""Identity of records: renames, IRIs that name one thing, their spellings, and findings about them.

Identity of records: renames, proposed and made, and IRIs that name one thing.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias
from unicodedata import normalize
from urllib.parse import quote

from pyoxigraph import Literal as RdfLiteral

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.terms import DCAT, DCT
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.edits import IdentityText
from .findings import first_few
from .record import quads_of

# ---------------------------------------------------------------- identity

Evidence: TypeAlias = Literal["content", "downloads", "identifier"]
"""What a missing record and a new one have in common: all their content, title and downloads, or ``dct:identifier``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An IRI that a record had before it was renamed.

    Attributes:
        source: name of the record's source.
        old, new: the IRI that it had, and the one it got.
        reason: given by a person; None once the record is purged.
        until: when a person ended it; None while it holds.
        ended_by, ended_because: who ended it, and why.
    """

    source: str
    old: str
    new: str
    at: str
    by: str
    reason: str | None
    until: str | None = None
    ended_by: str | None = None
    ended_because: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The redirect as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRename:
    """A new record that is probably one that is missing from the same source, under another IRI.

    Attributes:
        source: name of the source.
        old, new: IRI of the missing record and of the new one.
        evidence: ``content`` (equal but for the IRI), ``downloads`` (the same title and downloads) or ``identifier``
            (the same ``dct:identifier``).
        run: the run that found it; None in a plan.
        at: when that was; None in a plan.
    """

    source: str
    old: str
    new: str
    evidence: Evidence
    run: int | None = None
    at: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The proposal as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguousRename:
    """Missing records and new ones that have the same in common, so that none of them is proposed as renamed.

    Attributes:
        old, new: their IRIs, sorted.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs:
    """Two IRIs that name one thing, as a person says.

    Attributes:
        reason: given by that person; None once the thing is purged.
        until: when a person ended it; None while it holds.
        ended_by, ended_because: who ended it, and why.
    """

    first: str
    second: str
    at: str
    by: str
    reason: str | None
    until: str | None = None
    ended_by: str | None = None
    ended_because: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The statement as JSON has it."""
        return json_members(self, self.__slots__)


def groups_of(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """The group of each IRI in some pairs: all that it is paired with, directly or through others, itself included.

    >>> sorted(groups_of([("a", "b"), ("b", "c")])["a"])
    ['a', 'b', 'c']
    """
    parents: dict[str, str] = {}

    def root(iri: str) -> str:
        parents.setdefault(iri, iri)
        while (parent := parents[iri]) != iri:
            parents[iri] = parents[parent]
            iri = parents[iri]
        return iri

    for first, second in pairs:
        parents[root(first)] = root(second)
    groups: dict[str, list[str]] = {}
    for iri in list(parents):
        groups.setdefault(root(iri), []).append(iri)
    return {iri: group for members in groups.values() for group in [frozenset(members)] for iri in members}


# ---------------------------------------------------------------- likeness
# Likeness of two descriptions with different IRIs, read from canonical N-Quads.

_TITLE: Final = f" {DCT.title} ".encode()
_IDENTIFIER: Final = f" {DCT.identifier} ".encode()
_ADDRESS: Final = re.compile(
    rb" (?:%b|%b) (<[^<>\s]*>) \.$" % (str(DCAT.downloadURL).encode(), str(DCAT.accessURL).encode()), re.MULTILINE
)
_DOWNLOAD: Final = f" {DCAT.downloadURL} <".encode()
_END: Final = b"> .\n"
_ANY: Final = b"<http://source.invalid/#any"


def content_key(iri: str, nquads: bytes) -> str:
    """A digest of all that a description says, whatever its IRI is.

    IRIs that begin with its own, such as those of its distributions, and texts that are its IRI, count as its own.
    """
    name = re.escape(iri.encode())
    # An IRI is not the beginning of another one in the middle of a word.
    end = b"" if iri.endswith(("/", "#")) else b"(?=[>#/?])"
    lines = re.sub(rb"<" + name + end, _ANY, nquads)
    lines = lines.replace(b'"' + iri.encode() + b'"', b'"' + _ANY + b'"')
    return canonicalize_lines(lines.decode().split("\n")[:-1]).digest


def downloads_key(iri: str, nquads: bytes) -> str | None:
    """A digest of its titles with their languages and all its downloads; None if it lacks one of the two."""
    start = f"<{iri}>".encode() + _TITLE
    titles = sorted(line for line in nquads.split(b"\n") if line.startswith(start))
    addresses = sorted(set(_ADDRESS.findall(nquads)))
    if not titles or not addresses:
        return None
    said = b"\n".join([*(line[len(start) :] for line in titles), b"", *addresses])
    return hashlib.sha256(said).hexdigest()


def downloads_of(nquads: bytes) -> set[str]:
    """The values of ``dcat:downloadURL`` that it has, those of its distributions among them."""
    # A literal that quotes such a triple has its quotation mark before the end of the line.
    values = (piece[: piece.index(b"\n")] for piece in nquads.split(_DOWNLOAD)[1:])
    return {value[:-3].decode() for value in values if value.endswith(_END[:-1]) and b'"' not in value}


def identifiers_of(iri: str, nquads: bytes) -> set[str]:
    """Its own values of ``dct:identifier``, without blanks at their ends."""
    start = b"\n" + f"<{iri}>".encode() + _IDENTIFIER + b'"'
    texts = (piece.partition(b"\n")[0] for piece in (b"\n" + nquads).split(start)[1:])
    found = {_text_of(text[: text.rindex(b'"')]).strip() for text in texts}
    return found - {""}


def _text_of(escaped: bytes) -> str:
    """The text of a literal as canonical N-Quads have it between its quotation marks."""
    if b"\\" not in escaped:
        return escaped.decode()
    quads = quads_of(b'<http://source.invalid/> <http://source.invalid/> "' + escaped + b'" .\n')
    value = next(quads).object
    assert isinstance(value, RdfLiteral), "it stands between quotation marks"
    return value.value


# ---------------------------------------------------------------- spellings
# Groups of IRIs that name one thing, with all spellings of each: bars on one of them are bars on all.
#
# Source of the rules: docs/decisions/0085-spellings.md.


class OtherSpelling(NamedTuple):
    """A record of another source whose IRI is another spelling of one of this source.

    Attributes:
        other: its IRI.
        source: the name of the other source.
    """

    iri: str
    other: str
    source: str


def other_forms(iris: Iterable[str]) -> dict[str, str]:
    """The comparison form of each IRI, in its valid form, that is not its own; few are not."""
    return {
        valid: form
        for iri in iris
        # Cheaper than to look whether it is valid, and what is not valid is never its own form.
        if (form := comparison_form(iri)) != iri and (valid := valid_or_same(iri)) != form
    }


def with_spellings(equal: Mapping[str, frozenset[str]], iris: Iterable[str] = ()) -> Mapping[str, frozenset[str]]:
    """Groups of IRIs that name one thing, with the comparison form of each, and of some other IRIs.

    Args:
        equal: by IRI in its valid form, all IRIs that name the same thing, itself included.
    """
    forms = other_forms(equal) | other_forms(iris)
    if not forms:
        return equal
    groups = [sorted(names) for names in set(equal.values())]
    same = ((names[0], name) for names in groups for name in names)
    return groups_of((*same, *forms.items()))


def all_names(iri: str, alike: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All names of what an IRI names: its valid form, its comparison form, and those in the group of either.

    Args:
        alike: groups as `with_spellings` returns them.
    """
    valid, form = valid_or_same(iri), comparison_form(iri)
    return alike.get(valid, frozenset()) | alike.get(form, frozenset()) | {valid, form}


# ---------------------------------------------------------------- identity findings
# Findings of a run about identity: renames, values that records share, distributions that all are gone.

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
