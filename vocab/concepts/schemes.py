"""Code lists and their concepts.

Knows no RDF and no file: `skos` and `csv_lists` make these, `lookup` searches them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ..errors import UnknownCodeError
from .legal_acts import LEGAL_ACTS, ActFacts
from .lookup import Lookup, is_iri, other_spellings

if TYPE_CHECKING:
    from typing import Self

Status = Literal["active", "closed", "deprecated"]
"""``closed``: the code is no longer assigned or used; ``deprecated``: it may be read, but should not be written."""
Match = Literal["exact", "close", "broad", "narrow", "related"]

EMPTY: Final[Mapping[str, str]] = MappingProxyType({})
_NONE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_SERIAL_CODE: Final = re.compile(r"[A-Za-z]{0,2}\d[\d.]*")
"""Numbered codes: a similar code means something else and is not a correction."""
_LISTED_IN_FULL: Final = 12


class Draft(NamedTuple):
    """The data of one concept before it is part of a scheme; the attributes of `ListedConcept`.

    Sort values whose order has no meaning (other names, IRIs), so that equal lists are equal.
    """

    iri: str
    code: str
    labels: Mapping[str, str] = EMPTY
    alt_labels: Mapping[str, tuple[str, ...]] = _NONE
    hidden_labels: tuple[str, ...] = ()
    definitions: Mapping[str, str] = EMPTY
    broader_iris: tuple[str, ...] = ()
    matches: Mapping[str, tuple[str, ...]] = _NONE
    valid_from: date | None = None
    valid_until: date | None = None
    status: Status = "active"
    replaced_by_iris: tuple[str, ...] = ()
    source: str | None = None
    act: ActFacts | None = None

    def with_act(self, act: ActFacts) -> Draft:
        """The data of a legal act; its code is closed unless the act is in force."""
        return self._replace(act=act, status="active" if act.status == "in-force" else "closed")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ListedConcept:
    """One concept of a code list.

    Attributes:
        scheme: the code list.
        code: as people and forms write it.
        labels: its name by language tag.
        alt_labels: other names by language tag; the empty tag means no language.
        hidden_labels: further words for searches that are not shown.
        definitions: its meaning, by language tag.
        broader_iris: concepts that it belongs to, here or in another scheme.
        matches: IRIs in other schemes by ``exact``, ``close``, ``broad``, ``narrow``, ``related``.
        valid_from, valid_until: first and last day of validity; None for always, and for still.
        replaced_by_iris: its successors, here or in another scheme.
        source: origin of this code, an IRI or a text; None if only the source of its scheme is known.
        act: the further facts of a legal act; None for any other code.
    """

    scheme: CodeList
    iri: str
    code: str
    labels: Mapping[str, str]
    alt_labels: Mapping[str, tuple[str, ...]]
    hidden_labels: tuple[str, ...]
    definitions: Mapping[str, str]
    broader_iris: tuple[str, ...]
    matches: Mapping[str, tuple[str, ...]]
    valid_from: date | None
    valid_until: date | None
    status: Status
    replaced_by_iris: tuple[str, ...]
    source: str | None
    act: ActFacts | None

    def label(self, *languages: str) -> str:
        """Its name in the first of the languages that has one, else in Vietnamese, English, any; else its code."""
        return _in_language(self.labels, languages) or self.code

    @property
    def broader(self) -> tuple[ListedConcept | str, ...]:
        """Concepts that it belongs to; only the IRI of those in another scheme."""
        return tuple(map(self._resolve, self.broader_iris))

    @property
    def narrower(self) -> tuple[ListedConcept, ...]:
        """Concepts that belong to it in its own scheme, in the scheme's order."""
        return self.scheme.narrower_of(self.iri)

    @property
    def replaced_by(self) -> tuple[ListedConcept | str, ...]:
        """Its successors; only the IRI of those in another scheme."""
        return tuple(map(self._resolve, self.replaced_by_iris))

    @property
    def exact_matches(self) -> tuple[str, ...]:
        """IRIs of the same thing in other schemes."""
        return self.matches.get("exact", ())

    @property
    def close_matches(self) -> tuple[str, ...]:
        """IRIs of nearly the same thing in other schemes."""
        return self.matches.get("close", ())

    def in_scheme(self, scheme: CodeList) -> tuple[ListedConcept, ...]:
        """Matching concepts in another scheme, exact matches first, then close ones."""
        found = (scheme.at(iri) for iri in (*self.exact_matches, *self.close_matches))
        return tuple(concept for concept in found if concept is not None)

    def valid_on(self, day: date) -> bool:
        """Whether the code was valid on that day, as far as its list states.

        A closed code without a last day counts as invalid on every day, and so does a legal act of unknown status.
        """
        if self.act is not None and self.act.status == "unknown":
            return False
        if self.valid_from is not None and day < self.valid_from:
            return False
        if self.valid_until is None:
            return self.status != "closed"
        return day <= self.valid_until

    def __eq__(self, other: object) -> bool:
        """Whether IRI and all data are equal, independent of the rest of the two schemes."""
        if not isinstance(other, ListedConcept):
            return NotImplemented
        return self is other or self.draft() == other.draft()

    def __hash__(self) -> int:
        return hash(self.iri)

    def __repr__(self) -> str:
        return f"<ListedConcept {self.scheme.token} {self.code} {self.label('vi', 'en')!r}>"

    def __reduce__(self) -> tuple[object, ...]:
        # With its scheme: a concept in another process has its neighbours there, too.
        return _concept_of, (self.scheme, self.code)

    def as_dict(self) -> dict[str, object]:
        """Its data as a dict for JSON, without its scheme."""
        return {
            "iri": self.iri,
            "code": self.code,
            "labels": dict(self.labels),
            "alt_labels": {tag: list(names) for tag, names in self.alt_labels.items()},
            "hidden_labels": list(self.hidden_labels),
            "definitions": dict(self.definitions),
            "broader_iris": list(self.broader_iris),
            "matches": {kind: list(iris) for kind, iris in self.matches.items()},
            "valid_from": None if self.valid_from is None else self.valid_from.isoformat(),
            "valid_until": None if self.valid_until is None else self.valid_until.isoformat(),
            "status": self.status,
            "replaced_by_iris": list(self.replaced_by_iris),
            "source": self.source,
            **({} if self.act is None else {"act": self.act.as_dict()}),
        }

    def draft(self) -> Draft:
        """Its data without its scheme."""
        return Draft(*(getattr(self, name) for name in Draft._fields))

    def _resolve(self, iri: str) -> ListedConcept | str:
        return self.scheme.at(iri) or iri


@dataclass(frozen=True, slots=True, init=False, eq=False, repr=False, weakref_slot=True)
class CodeList:
    """A code list in its state of one day; it is immutable.

    Iterates over its concepts in the order of its source; `scheme[code]` is one of them.

    Attributes:
        token: its short name, such as ``frequency``.
        titles: its title by language tag.
        source: origin of its codes: an IRI or a text; None if it is not stated.
        rights: the rights statement of its source, by language tag.
        snapshot: the day of this state; None if it is not stated.
        stated_version: the version that its source states; None if it is not stated.
        is_complete: whether it holds every code: only then is a code that is not here wrong.
    """

    token: str
    iri: str
    titles: Mapping[str, str]
    source: str | None
    rights: Mapping[str, str]
    snapshot: date | None
    stated_version: str | None
    is_complete: bool
    _concepts: tuple[ListedConcept, ...]
    _by_code: Mapping[str, ListedConcept]
    _by_iri: Mapping[str, ListedConcept]
    # Made when first used; the result is the same in any thread.
    _lookup: Lookup[ListedConcept] | None
    _narrower: Mapping[str, tuple[ListedConcept, ...]] | None
    _digest: str | None

    def __init__(
        self,
        drafts: Iterable[Draft],
        *,
        token: str,
        iri: str,
        titles: Mapping[str, str] = EMPTY,
        source: str | None = None,
        rights: Mapping[str, str] = EMPTY,
        snapshot: date | None = None,
        stated_version: str | None = None,
        is_complete: bool = False,
    ) -> None:
        set_field = partial(object.__setattr__, self)
        set_field("token", token)
        set_field("iri", iri)
        set_field("titles", MappingProxyType(dict(titles)))
        set_field("source", source)
        set_field("rights", MappingProxyType(dict(rights)))
        set_field("snapshot", snapshot)
        set_field("stated_version", stated_version)
        set_field("is_complete", is_complete)
        if token == LEGAL_ACTS:
            # What a list of acts does not state about one of them is unknown.
            drafts = (draft if draft.act is not None else draft.with_act(ActFacts()) for draft in drafts)
        concepts = tuple(ListedConcept(self, *draft) for draft in drafts)
        set_field("_concepts", concepts)
        # Of two concepts with one code, the first counts; readers of external lists refuse such lists.
        by_code: dict[str, ListedConcept] = {}
        by_iri: dict[str, ListedConcept] = {}
        for concept in concepts:
            by_code.setdefault(concept.code, concept)
            by_iri.setdefault(concept.iri, concept)
        set_field("_by_code", by_code)
        set_field("_by_iri", by_iri)
        set_field("_lookup", None)
        set_field("_narrower", None)
        set_field("_digest", None)

    def title(self, *languages: str) -> str:
        """Its title in the first of the languages that has one, else in any; else its token."""
        return _in_language(self.titles, languages) or self.token

    @property
    def version(self) -> str:
        """The version of this state: that of its source, else its date, else the beginning of its digest."""
        if self.stated_version is not None:
            return self.stated_version
        return self.digest.partition(":")[2][:12] if self.snapshot is None else self.snapshot.isoformat()

    @property
    def digest(self) -> str:
        """``sha256:`` and the digest of all its data; the order of its concepts does not count."""
        digest = self._digest
        if digest is None:
            import hashlib  # costs as much as the rest of this module

            from .bundled_lists import packed_lines

            head, *lines = packed_lines(self)
            whole = b"\n".join([head, *sorted(lines)])
            digest = f"sha256:{hashlib.sha256(whole).hexdigest()}"
            object.__setattr__(self, "_digest", digest)
        return digest

    def get(self, code: str) -> ListedConcept | None:
        """The concept of exactly that code."""
        return self._by_code.get(code)

    def at(self, iri: str) -> ListedConcept | None:
        """The concept of exactly that IRI."""
        return self._by_iri.get(iri)

    def canonical(self, iri: str) -> ListedConcept | None:
        """The concept of an IRI, if necessary with http for https, or without a slash at its end.

        If the IRI of the result differs from the one given, callers should report it.
        """
        found = (self._by_iri.get(spelling) for spelling in other_spellings(iri))
        return next((concept for concept in found if concept is not None), None)

    def find(self, text: str) -> tuple[ListedConcept, ...]:
        """Find the concepts of a code, an IRI or a name in any language, best first.

        The closest kind of match wins: the code or IRI itself; a name, ignoring case and the place of tone marks; the
        name of a territory without its kind; the same without diacritics. A text without diacritics matches all names
        that are equal without them, names without diacritics first. Empty if nothing matches; several if several
        match.
        """
        given = text.strip()
        concept = self._by_code.get(given) or self._by_iri.get(given)
        if concept is None and is_iri(given):
            concept = self.canonical(given)
        return (concept,) if concept is not None else self._get_lookup().find(given)

    def search(self, text: str) -> tuple[ListedConcept, ...]:
        """The concepts whose code or names have all words of the text, ignoring diacritics, in the scheme's order."""
        return self._get_lookup().search(text)

    def alike(self, text: str) -> tuple[ListedConcept, ...]:
        """Up to three concepts with names similar to a text that names none, nearest first."""
        return self._get_lookup().alike(text)

    def narrower_of(self, iri: str) -> tuple[ListedConcept, ...]:
        """Concepts that belong to that of an IRI, which may be in another scheme, such as a province's communes."""
        narrower = self._narrower
        if narrower is None:
            below: dict[str, list[ListedConcept]] = {}
            for concept in self._concepts:
                for broader in concept.broader_iris:
                    below.setdefault(broader, []).append(concept)
            narrower = {broader: tuple(concepts) for broader, concepts in below.items()}
            object.__setattr__(self, "_narrower", narrower)
        return narrower.get(iri, ())

    def near(self, code: str) -> tuple[str, ...]:
        """Up to three similar codes, nearest first; none for numbered codes."""
        from difflib import get_close_matches  # only needed for errors

        if _SERIAL_CODE.fullmatch(code):
            return ()
        codes = {other.upper(): other for other in self._by_code if not _SERIAL_CODE.fullmatch(other)}
        return tuple(codes[match] for match in get_close_matches(code.upper(), list(codes)))

    def replace(
        self,
        *,
        token: str | None = None,
        titles: Mapping[str, str] | None = None,
        snapshot: date | None = None,
        is_complete: bool | None = None,
    ) -> Self:
        """A copy under another name, or with data that its file lacks."""
        return type(self)(
            (concept.draft() for concept in self._concepts),
            token=self.token if token is None else token,
            iri=self.iri,
            titles=self.titles if titles is None else titles,
            source=self.source,
            rights=self.rights,
            snapshot=self.snapshot if snapshot is None else snapshot,
            stated_version=self.stated_version,
            is_complete=self.is_complete if is_complete is None else is_complete,
        )

    def __getitem__(self, code: str) -> ListedConcept:
        """The concept of exactly that code.

        Raises:
            UnknownCodeError: there is none; the error has similar codes.
        """
        concept = self._by_code.get(code)
        if concept is None:
            known = tuple(self._by_code) if len(self._by_code) <= _LISTED_IN_FULL else ()
            raise UnknownCodeError(self.token, code, version=self.version, near=self.near(code), known=known)
        return concept

    def __contains__(self, code: object) -> bool:
        """Whether it has that code, or that concept."""
        return self._by_iri.get(code.iri) == code if isinstance(code, ListedConcept) else code in self._by_code

    def __iter__(self) -> Iterator[ListedConcept]:
        return iter(self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CodeList):
            return NotImplemented
        return self is other or (self.iri == other.iri and self.digest == other.digest)

    def __hash__(self) -> int:
        return hash((self.token, self.iri, len(self._concepts)))

    def __repr__(self) -> str:
        kind = "complete" if self.is_complete else "snapshot"
        return f"<CodeList {self.token} {self.version} ({kind}, {len(self)} concepts)>"

    def __reduce__(self) -> tuple[object, ...]:
        from .bundled_lists import pack, unpack

        return unpack, (pack(self),)

    def _get_lookup(self) -> Lookup[ListedConcept]:
        lookup = self._lookup
        if lookup is None:
            lookup = Lookup(self._concepts)
            object.__setattr__(self, "_lookup", lookup)
        return lookup


def _concept_of(scheme: CodeList, code: str) -> ListedConcept:
    return scheme[code]


def _in_language(texts: Mapping[str, str], languages: Iterable[str]) -> str | None:
    """The text in the first language that has one, ignoring regions (``en`` finds ``en-gb``); else in any."""
    if not texts:
        return None
    for language in (*languages, "vi", "en", ""):
        wanted = language.lower()
        if wanted in texts:
            return texts[wanted]
        if wanted:
            regional = next((tag for tag in sorted(texts) if tag.partition("-")[0] == wanted), None)
            if regional is not None:
                return texts[regional]
    return texts[min(texts)]
