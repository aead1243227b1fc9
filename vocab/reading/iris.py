"""Check every IRI of a document after parsing, and repair or report odd ones.

pyoxigraph checks no IRI in lenient mode, and drops whole triples in strict mode.
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
from .relative_iris import STAND_IN, make_absolute, shortest_form

__all__ = ["IriCheck", "check_iris"]

_FORBIDDEN: Final = r'\x00-\x09\x0b-\x20<>"{}|\\^`\x7f-\x9f'
"""Characters that IRIs may not contain, except the line feed."""
_ODD: Final = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
_SCHEME: Final = r"[A-Za-z][A-Za-z0-9+.-]*:"

_FORBIDDEN_CHARACTER: Final = re.compile(rf"[\n{_FORBIDDEN}]")
_ODD_CHARACTER: Final = re.compile(f"[{_ODD}]")
_HAS_SCHEME: Final = re.compile(_SCHEME)

# Over many IRIs at once, each after a line feed.
_ANY_CHARACTER: Final = re.compile(f"[{_FORBIDDEN}{_ODD}]")
_ANY_WITHOUT_SCHEME: Final = re.compile(rf"\n(?!{_SCHEME})")


def check_iris(
    descriptions: Descriptions, *, base: str, notes: Notes, json_keys: bool, canonical: bool = False
) -> Descriptions:
    """Check all IRIs and return the descriptions with repaired ones; the same object if all are valid.

    - Characters that IRIs may not contain are percent-encoded and reported.
    - Space-like and invisible characters are kept and reported.
    - IRIs of well-known vocabularies and lists are corrected to the form of their owners and reported (`canonical`).
    - An IRI without scheme, which lenient parsing accepts, is resolved against `base` and reported, and so is every
      IRI below the stand-in address. In JSON-LD (`json_keys`) a predicate without scheme is a key that no @context
      defines: by JSON-LD 1.1 it is not RDF, so its triples are left out and reported.

    Each IRI is reported once, with the subject and property of its first occurrence.
    """
    check = IriCheck(base=base, json_keys=json_keys, canonical=canonical)
    repaired = check.repair(descriptions)
    check.report(notes)
    return repaired


class IriCheck:
    """The check of the IRIs of a document that is read in pieces; see `check_iris`."""

    def __init__(self, *, base: str, json_keys: bool = False, canonical: bool = False) -> None:
        self._repairer = _Repairer(base, json_keys=json_keys, canonical=canonical)
        self._canonical = canonical

    def repair(self, descriptions: Descriptions, rank: Callable[[Subject], int] = lambda _: 0) -> Descriptions:
        """Repair the IRIs of one piece; the same object if all are valid.

        Args:
            rank: the place of a subject's first occurrence in the whole document.
        """
        if not _is_suspect(_iris(descriptions), canonical=self._canonical):
            return descriptions
        repairer = self._repairer
        repaired: Descriptions = {}
        for subject, pairs in descriptions.items():
            repairer.start_subject(subject, rank)
            sound_pairs = list(repairer.pairs(subject, pairs))
            if sound_pairs:
                repaired.setdefault(repairer.subject(subject), []).extend(sound_pairs)
        return repaired

    def report(self, notes: Notes) -> None:
        """Report the faults of all pieces, in the order of the whole document."""
        for found in sorted(self._repairer.found, key=lambda found: (found.rank, found.order)):
            for code, value, fix in found.faults:
                notes.add(code, value=value, fix=fix, focus=found.focus, path=found.path)


def _iris(descriptions: Descriptions) -> set[str]:
    """Every IRI in the document, including datatypes."""
    pairs = list(chain.from_iterable(descriptions.values()))
    predicates = {predicate for predicate, _ in pairs}
    datatypes = {term.datatype for _, term in pairs if type(term) is Literal}
    iris = {term.value for _, term in pairs if type(term) is NamedNode}
    iris.update(node.value for node in chain(predicates, datatypes))
    iris.update(node.value for node in descriptions if type(node) is NamedNode)
    return iris


def _is_suspect(iris: set[str], *, canonical: bool) -> bool:
    """Whether any of them needs a closer check: a few searches over all at once."""
    text = "\n" + "\n".join(iris)
    return (
        _ANY_CHARACTER.search(text) is not None
        or text.count("\n") > len(iris)
        or _ANY_WITHOUT_SCHEME.search(text) is not None
        or "\n" + STAND_IN in text
        or (canonical and ANY_OTHER.search(text) is not None)
    )


@dataclass(slots=True)
class _FaultyIri:
    """The faults of one IRI, and its first occurrence: by the rank of the subject, then in order of reading."""

    faults: list[tuple[str, str, str | None]]
    rank: int
    order: int
    focus: str
    path: str | None


class _Repairer:
    """Repairs IRIs one by one, remembers each, and reports each fault once."""

    def __init__(self, base: str, *, json_keys: bool, canonical: bool) -> None:
        self._base = base
        self._canonical = canonical
        self._json_keys = json_keys
        self._repaired: dict[NamedNode, NamedNode] = {}
        self._left_out: set[NamedNode] = set()
        self._faulty: dict[NamedNode, _FaultyIri] = {}
        self._subject: Subject | None = None
        self._rank_of: Callable[[Subject], int] = lambda _: 0
        self._ranked: int | None = None
        self._order = 0
        self.found: list[_FaultyIri] = []

    def start_subject(self, subject: Subject, rank: Callable[[Subject], int]) -> None:
        """Set the subject of the next pairs."""
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
            repaired = self._iri(datatype, focus, path)
            return term if repaired == datatype else Literal(term.value, datatype=repaired)
        return term

    def _leave_out(self, predicate: NamedNode, subject: Subject) -> None:
        if predicate not in self._left_out:
            self._left_out.add(predicate)
            self._find([("read:undefined-key", predicate.value, None)], _name(subject), None)

    def _iri(self, node: NamedNode, focus: str | None, path: str | None) -> NamedNode:
        repaired = self._repaired.get(node)
        if repaired is None:
            text, faults = self._repair(node.value)
            repaired = self._repaired[node] = node if text == node.value else _make_node(text)
            if faults:
                # A subject is its own focus, under its repaired IRI.
                self._faulty[node] = self._find(faults, focus or text, path)
        elif self._faulty and (found := self._faulty.get(node)) is not None and self._rank() < found.rank:
            self._order += 1
            found.rank, found.order, found.focus, found.path = self._rank(), self._order, focus or repaired.value, path
        return repaired

    def _find(self, faults: list[tuple[str, str, str | None]], focus: str, path: str | None) -> _FaultyIri:
        self._order += 1
        found = _FaultyIri(faults, self._rank(), self._order, focus, path)
        self.found.append(found)
        return found

    def _rank(self) -> int:
        if self._ranked is None:
            self._ranked = 0 if self._subject is None else self._rank_of(self._subject)
        return self._ranked

    def _repair(self, iri: str) -> tuple[str, list[tuple[str, str, str | None]]]:
        """Repair an IRI, and return it with its faults."""
        faults: list[tuple[str, str, str | None]] = []
        sound = _FORBIDDEN_CHARACTER.sub(_escape, iri)
        if sound != iri:
            faults.append(("read:iri-escaped", iri, sound))
        if _HAS_SCHEME.match(sound) is None:
            relative, sound = sound, make_absolute(sound, self._base)
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


def _make_node(iri: str) -> NamedNode:
    """Make the node of an IRI with valid characters in any form: the constructor is stricter."""
    try:
        return NamedNode(iri)
    except ValueError:
        quad = next(iter(parse(f"<{iri}> <x:p> <x:o> .", RdfFormat.N_TRIPLES, lenient=True)))
        if not isinstance(quad.subject, NamedNode):
            raise
        return quad.subject


def _name(node: Subject) -> str:
    return node.value if type(node) is NamedNode else str(node)
