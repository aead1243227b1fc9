"""Check every IRI of a document after parsing, and repair or report the odd ones.

pyoxigraph checks none of them when it is lenient, and drops whole triples when it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from .canonical_iris import ANY_OTHER, canonical_iri
from .descriptions import Descriptions, Subject, Term
from .notes import Notes
from .relative_iris import STAND_IN, made_absolute, shortest_form

__all__ = ["IriCheck", "check_iris"]

_FORBIDDEN: Final = r'\x00-\x09\x0b-\x20<>"{}|\\^`\x7f-\x9f'
"""Without the line feed, which IRIs may not hold either."""
_ODD: Final = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
_SCHEME: Final = r"[A-Za-z][A-Za-z0-9+.-]*:"

_FORBIDDEN_CHARACTER: Final = re.compile(rf"[\n{_FORBIDDEN}]")
_ODD_CHARACTER: Final = re.compile(f"[{_ODD}]")
_HAS_SCHEME: Final = re.compile(_SCHEME)

# Over many IRIs at once, each behind a line feed.
_ANY_CHARACTER: Final = re.compile(f"[{_FORBIDDEN}{_ODD}]")
_ANY_WITHOUT_SCHEME: Final = re.compile(rf"\n(?!{_SCHEME})")


def check_iris(
    descriptions: Descriptions, *, base: str, notes: Notes, json_keys: bool, canonical: bool = False
) -> Descriptions:
    """The descriptions with sound IRIs; the same object when all were sound.

    - Characters that IRIs may not hold are percent-encoded and told.
    - Space-like and invisible characters are kept and told.
    - IRIs of well-known vocabularies and lists are written as their owners write them, and told (`canonical`).
    - An IRI without scheme, which lenient parsing lets through, is resolved against `base` and told, and so is
      every IRI below the stand-in address. In JSON-LD (`json_keys`) a predicate without scheme is a key that no
      @context defines: JSON-LD 1.1 says that it is not RDF, so its triples are left out and told.

    Each IRI is told once, with the subject and property where it comes first.
    """
    check = IriCheck(base=base, json_keys=json_keys, canonical=canonical)
    checked = check.checked(descriptions)
    check.tell(notes)
    return checked


class IriCheck:
    """The same for a document that comes in pieces."""

    def __init__(self, *, base: str, json_keys: bool = False, canonical: bool = False) -> None:
        self._mender = _Mender(base, json_keys=json_keys, canonical=canonical)
        self._canonical = canonical

    def checked(self, descriptions: Descriptions, rank: Callable[[Subject], int] = lambda _: 0) -> Descriptions:
        """One piece with sound IRIs; the same object when all were sound.

        Args:
            rank: where in the whole document a subject comes first.
        """
        if not _is_suspect(_iris(descriptions), canonical=self._canonical):
            return descriptions
        mender = self._mender
        mended: Descriptions = {}
        for subject, pairs in descriptions.items():
            mender.turn_to(subject, rank)
            kept = list(mender.pairs(subject, pairs))
            if kept:
                mended.setdefault(mender.subject(subject), []).extend(kept)
        return mended

    def tell(self, notes: Notes) -> None:
        """Note what was found in all pieces, in the order of the whole document."""
        for found in sorted(self._mender.found, key=lambda found: (found.rank, found.order)):
            for code, value, fix in found.faults:
                notes.add(code, value=value, fix=fix, focus=found.focus, path=found.path)


def _iris(descriptions: Descriptions) -> set[str]:
    """Every IRI in the document, datatypes included."""
    pairs = list(chain.from_iterable(descriptions.values()))
    predicates = {predicate for predicate, _ in pairs}
    datatypes = {term.datatype for _, term in pairs if type(term) is Literal}
    iris = {term.value for _, term in pairs if type(term) is NamedNode}
    iris.update(node.value for node in chain(predicates, datatypes))
    iris.update(node.value for node in descriptions if type(node) is NamedNode)
    return iris


def _is_suspect(iris: set[str], *, canonical: bool) -> bool:
    """Whether any of them needs a closer look: a few searches over all at once."""
    text = "\n" + "\n".join(iris)
    return (
        _ANY_CHARACTER.search(text) is not None
        or text.count("\n") > len(iris)
        or _ANY_WITHOUT_SCHEME.search(text) is not None
        or "\n" + STAND_IN in text
        or (canonical and ANY_OTHER.search(text) is not None)
    )


@dataclass(slots=True)
class _Found:
    """The faults of one IRI, and where it comes first: by the rank of the subject, then in order of reading."""

    faults: list[tuple[str, str, str | None]]
    rank: int
    order: int
    focus: str
    path: str | None


class _Mender:
    """Mends IRI after IRI, remembers each, and tells each fault once."""

    def __init__(self, base: str, *, json_keys: bool, canonical: bool) -> None:
        self._base = base
        self._canonical = canonical
        self._json_keys = json_keys
        self._known: dict[NamedNode, NamedNode] = {}
        self._left_out: set[NamedNode] = set()
        self._faulty: dict[NamedNode, _Found] = {}
        self._subject: Subject | None = None
        self._rank_of: Callable[[Subject], int] = lambda _: 0
        self._ranked: int | None = None
        self._order = 0
        self.found: list[_Found] = []

    def turn_to(self, subject: Subject, rank: Callable[[Subject], int]) -> None:
        """Whose description comes now."""
        self._subject, self._rank_of, self._ranked = subject, rank, None

    def subject(self, node: Subject) -> Subject:
        return node if type(node) is BlankNode else self._iri(node, None, None)

    def pairs(self, subject: Subject, pairs: Iterable[tuple[NamedNode, Term]]) -> Iterator[tuple[NamedNode, Term]]:
        focus: str | None = None
        for predicate, term in pairs:
            if self._json_keys and _HAS_SCHEME.match(predicate.value) is None:
                self._leave_out(predicate, subject)
                continue
            if focus is None:
                focus = _name(self.subject(subject))
            yield self._iri(predicate, focus, None), self._term(term, focus, predicate.value)

    def _term(self, term: Term, focus: str, path: str) -> Term:
        if type(term) is NamedNode:
            return self._iri(term, focus, path)
        if type(term) is Literal and term.language is None:
            datatype = term.datatype
            mended = self._iri(datatype, focus, path)
            return term if mended == datatype else Literal(term.value, datatype=mended)
        return term

    def _leave_out(self, predicate: NamedNode, subject: Subject) -> None:
        if predicate not in self._left_out:
            self._left_out.add(predicate)
            self._find([("read:undefined-key", predicate.value, None)], _name(subject), None)

    def _iri(self, node: NamedNode, focus: str | None, path: str | None) -> NamedNode:
        known = self._known.get(node)
        if known is None:
            text, faults = self._mended(node.value)
            known = self._known[node] = node if text == node.value else _named(text)
            if faults:
                # A subject is its own focus, under the IRI that it now has.
                self._faulty[node] = self._find(faults, focus or text, path)
        elif self._faulty and (found := self._faulty.get(node)) is not None and self._rank() < found.rank:
            self._order += 1
            found.rank, found.order, found.focus, found.path = self._rank(), self._order, focus or known.value, path
        return known

    def _find(self, faults: list[tuple[str, str, str | None]], focus: str, path: str | None) -> _Found:
        self._order += 1
        found = _Found(faults, self._rank(), self._order, focus, path)
        self.found.append(found)
        return found

    def _rank(self) -> int:
        if self._ranked is None:
            self._ranked = 0 if self._subject is None else self._rank_of(self._subject)
        return self._ranked

    def _mended(self, iri: str) -> tuple[str, list[tuple[str, str, str | None]]]:
        """An IRI as it should be, and what is told of it."""
        faults: list[tuple[str, str, str | None]] = []
        sound = _FORBIDDEN_CHARACTER.sub(_escape, iri)
        if sound != iri:
            faults.append(("read:iri-escaped", iri, sound))
        if _HAS_SCHEME.match(sound) is None:
            relative, sound = sound, made_absolute(sound, self._base)
            faults.append(("read:relative-iri", relative, sound))
        elif sound.startswith(STAND_IN):
            is_written = not self._base.startswith(STAND_IN)
            relative = sound if is_written else shortest_form(sound, self._base)
            faults.append(("read:relative-iri", relative, None if is_written else sound))
        canonical = canonical_iri(sound) if self._canonical else sound
        if canonical != sound:
            faults.append(("read:canonical-iri", sound, canonical))
            sound = canonical
        if _ODD_CHARACTER.search(sound):
            faults.append(("read:iri-odd-character", sound, None))
        return sound, faults


def _escape(character: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in character[0].encode())


def _named(iri: str) -> NamedNode:
    """A node for an IRI whose characters are sound, be its form what it may: the constructor is stricter."""
    try:
        return NamedNode(iri)
    except ValueError:
        quad = next(iter(parse(f"<{iri}> <x:p> <x:o> .", RdfFormat.N_TRIPLES, lenient=True)))
        if not isinstance(quad.subject, NamedNode):
            raise
        return quad.subject


def _name(node: Subject) -> str:
    return node.value if type(node) is NamedNode else str(node)
