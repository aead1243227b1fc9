"""Records of one reading that may be the same: under former IRIs, with one name, with shared values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final, get_args

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.concepts.legal_acts import exact_key
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF

from ..messages.harvest import SourceFindingsText
from ..record.change import PlannedChange
from ..record.findings import first_few, shown_iri
from ..record.identity import (
    AmbiguousRename,
    Evidence,
    ProposedRename,
    content_key,
    downloads_key,
    downloads_of,
    former_iri_finding,
    groups_of,
    identifiers_of,
    shared_downloads_finding,
    shared_identifiers_finding,
)
from ..record.record import SourceRecord, quads_of
from ..record.stored import StoredVersion
from .marks import Marks

# ---------------------------------------------------------------- former iris
# Records that a source still describes under an IRI that they had before they were renamed.
#
# Nothing of such a description is stored: it would be a second record of one thing. It can close, but never open.
#
# Source of the rules: docs/decisions/0033-identity.md.


class FormerIris:
    """The descriptions of former IRIs in one reading."""

    def __init__(self, redirects: Mapping[str, str], marks: Marks, findings: list[Finding]) -> None:
        """`redirects` gives the IRI that a record has now by each that it had."""
        self._redirects = redirects
        self._marks = marks
        self._findings = findings
        self._new_iris: dict[str, str] = {}

    def take(self, record: SourceRecord) -> bool:
        """Whether a record has a former IRI, so that it is not stored; noted if so."""
        new = self._redirects.get(record.iri)
        if new is None or record.role != "record":
            return False
        self._new_iris[record.iri] = new
        self._marks.note_former(record, new)
        self._findings.append(former_iri_finding(record.iri, new, record.places))
        return True

    def changes(self, versions: Mapping[str, StoredVersion], seen: set[str]) -> Iterator[PlannedChange]:
        """A change for each of them, skipped; what the source describes under its former IRI alone is not missing."""
        for old, new in sorted(self._new_iris.items()):
            if new in seen or new not in versions:
                yield PlannedChange(kind="quarantined", role="record", iri=old, digest="")
            else:
                seen.add(new)
                yield PlannedChange.of_stored(new, versions[new], kind="quarantined")


# ---------------------------------------------------------------- proposed renames
# Renames that one reading gives reason to propose: records that are missing, and new ones that are like them.
#
# Source of the rules: docs/decisions/0033-identity.md.

_LEVELS: Final[tuple[Evidence, ...]] = get_args(Evidence)
"""Evidence, the strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRenames:
    """The renames to propose, and those that could be of several records, both in a fixed order."""

    proposed: tuple[ProposedRename, ...] = ()
    ambiguous: tuple[AmbiguousRename, ...] = ()


@dataclass(frozen=True, slots=True)
class _Keys:
    """One description to be compared: its digest, or its values, by evidence."""

    iri: str
    by_evidence: Mapping[Evidence, frozenset[str]] = field(default_factory=dict)


def find_renames(
    source: str,
    absent: Iterable[tuple[str, bytes]],
    fresh: Iterable[tuple[str, bytes]],
    *,
    declined: Collection[tuple[str, str]] = (),
    is_shared: Callable[[str], bool] = lambda _: False,
) -> FoundRenames:
    """Compare what is missing with what is new, both by IRI and canonical N-Quads.

    A pair is proposed by the strongest evidence that it has, unless one of the two has the same in common with another
    one. What a person has declined is not proposed again.

    Args:
        is_shared: whether an identifier is that of several records of the source, so that it is evidence of nothing.
    """
    olds = [_keys(iri, nquads, is_shared) for iri, nquads in absent]
    news = [_keys(iri, nquads, is_shared) for iri, nquads in fresh] if olds else []
    proposed: list[ProposedRename] = []
    ambiguous: list[AmbiguousRename] = []
    done: set[tuple[str, str]] = set()
    for evidence in _LEVELS:
        for some_old, some_new in _alike(evidence, olds, news, done):
            done |= {("old", iri) for iri in some_old} | {("new", iri) for iri in some_new}
            if len(some_old) > 1 or len(some_new) > 1:
                ambiguous.append(AmbiguousRename(old=tuple(some_old), new=tuple(some_new), evidence=evidence))
            elif (some_old[0], some_new[0]) not in declined:
                proposed.append(ProposedRename(source=source, old=some_old[0], new=some_new[0], evidence=evidence))
    return FoundRenames(
        proposed=tuple(sorted(proposed, key=lambda one: (one.old, one.new))), ambiguous=tuple(ambiguous)
    )


def _alike(
    evidence: Evidence, olds: Iterable[_Keys], news: Iterable[_Keys], done: Collection[tuple[str, str]]
) -> Iterator[tuple[list[str], list[str]]]:
    """Groups of missing and new records that have something in common by this evidence, each with both kinds."""
    members: dict[str, tuple[str, str]] = {}
    pairs: list[tuple[str, str]] = []
    for kind, some in (("old", olds), ("new", news)):
        for one in some:
            if (kind, one.iri) in done:
                continue
            node = f"{kind} {one.iri}"
            for key in one.by_evidence.get(evidence, ()):
                members[node] = (kind, one.iri)
                pairs.append((node, f"key {key}"))
    groups = {frozenset(group & members.keys()) for group in groups_of(pairs).values()}
    found: list[tuple[list[str], list[str]]] = []
    for group in groups:
        named = [members[node] for node in group]
        some_old = sorted(iri for kind, iri in named if kind == "old")
        some_new = sorted(iri for kind, iri in named if kind == "new")
        if some_old and some_new:
            found.append((some_old, some_new))
    yield from sorted(found)


def _keys(iri: str, nquads: bytes, is_shared: Callable[[str], bool]) -> _Keys:
    downloads = downloads_key(iri, nquads)
    return _Keys(
        iri,
        {
            "content": frozenset({content_key(iri, nquads)}),
            "downloads": frozenset() if downloads is None else frozenset({downloads}),
            "identifier": frozenset(value for value in identifiers_of(iri, nquads) if not is_shared(value)),
        },
    )


# ---------------------------------------------------------------- entry name
# The name of a record and the agency that publishes it, by which people tell entries of an inventory apart.

_TITLE: Final = str(DCT.title).encode()
_PUBLISHER: Final = str(DCT.publisher).encode()
_APART: Final = frozenset(
    str(term).encode()
    for term in (
        DCAT.inSeries,
        DCAT.version,
        DCAT.isVersionOf,
        DCAT.hasVersion,
        DCAT.previousVersion,
        DCT.isVersionOf,
        DCT.hasVersion,
        DCT.replaces,
        DCT.isReplacedBy,
        ADMS.next,
        ADMS.prev,
    )
)
"""Properties of records that rightly have the name of another: members of a series, and versions."""
_LANGUAGES: Final = ("vi", "vn", "en", "")
"""Languages of the name, best first."""


@dataclass(frozen=True, slots=True)
class EntryName:
    """The name of an entry, and a key that entries which look like one share.

    Attributes:
        key: equal for entries of one class, name and publisher, whatever the spelling of the name.
        title: the name as written.
    """

    key: str
    title: str


def entry_name(iri: str, types: Sequence[str], nquads: bytes) -> EntryName | None:
    """The name of a record; None if it lacks a name or a publisher, or is one of several versions or of a series."""
    start = f"\n<{iri}> ".encode()
    own = [(piece[: piece.index(b" ")], piece) for piece in (b"\n" + nquads).split(start)[1:]]
    if any(term in _APART for term, _ in own):
        return None
    titles = [_line(start, piece) for term, piece in own if term == _TITLE]
    publishers = [_line(start, piece) for term, piece in own if term == _PUBLISHER]
    if not titles or not publishers:
        return None
    values = [quad.object for quad in quads_of(b"".join((*titles, *publishers)))]
    texts = sorted(
        (_rank(value.language), value.value)
        for value in values[: len(titles)]
        if isinstance(value, Literal) and value.value.strip()
    )
    names = sorted({name for value in values[len(titles) :] if (name := _agency(value, nquads))})
    if not texts or not names:
        return None
    _, title = texts[0]
    return EntryName("\n".join((*sorted(types), exact_key(title), *names)), title)


def _line(start: bytes, piece: bytes) -> bytes:
    """The line with some beginning, from the text that follows it."""
    return start + piece.partition(b"\n")[0]


def _agency(publisher: object, nquads: bytes) -> str | None:
    """The name by which a publisher is known: its IRI, or of a node or text in the record its code, else its name."""
    if isinstance(publisher, Literal):
        return exact_key(publisher.value) or None
    if not isinstance(publisher, BlankNode):
        return getattr(publisher, "value", None)
    start = f"\n{publisher} ".encode()
    said = list(quads_of(b"".join([_line(start, piece) for piece in (b"\n" + nquads).split(start)[1:]])))
    for term in (DCT.identifier, FOAF.name):
        found = sorted(
            exact_key(one.object.value) for one in said if one.predicate == term and isinstance(one.object, Literal)
        )
        if found:
            return found[0]
    return None


def _rank(language: str | None) -> int:
    main = (language or "").partition("-")[0]
    return _LANGUAGES.index(main) if main in _LANGUAGES else len(_LANGUAGES)


# ---------------------------------------------------------------- same names
# Records of a source that have the same name and the same publisher, as a row has that was entered twice.

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


# ---------------------------------------------------------------- shared values
# Identifiers and downloads that more than one record of a source has.


class SharedValues:
    """The identifiers and downloads of the records of one reading; of those that one record has, a digest is held."""

    def __init__(self) -> None:
        self._identifiers = _Shared()
        self._downloads = _Shared()

    def add(self, record: SourceRecord) -> None:
        """Add a record."""
        nquads = record.canonical.nquads
        self._identifiers.add(record.iri, identifiers_of(record.iri, nquads))
        self._downloads.add(record.iri, downloads_of(nquads))

    def is_shared(self, identifier: str) -> bool:
        """Whether more than one record has this identifier."""
        return identifier in self._identifiers.first

    def findings(self, refused: Collection[str]) -> Iterator[Finding]:
        """One finding for all identifiers that are shared, and one for all downloads; not of records refused."""
        without = set(refused)
        for shared, make in (
            (self._identifiers, shared_identifiers_finding),
            (self._downloads, shared_downloads_finding),
        ):
            values = [value for value in sorted(shared.first) if len(shared.holders[value] - without) > 1]
            if values:
                yield make(values, min(shared.holders[values[0]] - without))


class _Shared:
    """Values, and those of them that several records have.

    Attributes:
        first: the values that several records have.
        holders: two of these records each, and the first of all.
    """

    def __init__(self) -> None:
        self.first: set[str] = set()
        self.holders: dict[str, set[str]] = {}
        self._seen: dict[bytes, str] = {}

    def add(self, iri: str, values: Collection[str]) -> None:
        for value in values:
            key = blake2b(value.encode(), digest_size=12).digest()
            other = self._seen.setdefault(key, iri)
            if other != iri:
                self.first.add(value)
                self.holders.setdefault(value, {other}).add(iri)
