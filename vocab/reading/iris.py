"""Check every IRI and language tag of a document after parsing, and repair or report odd ones.

pyoxigraph checks none of them in lenient mode, and drops whole triples in strict mode. What strict readers refuse is
repaired here, because one such term makes a whole file unreadable to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from ..messages.reading import ReadingText
from ..prefixes import PREFIXES
from ..record_terms import is_paging_term, is_stream, is_stream_term
from ..terms import RDF
from ..valid_iris import are_valid_iris, escape_iri, is_valid_iri
from .notes import Descriptions, Notes, Subject, Term

# ---------------------------------------------------------------- relative iris
# Make relative IRIs absolute, and restore their relative form for reports.
#
# A parser with a base returns only absolute IRIs. Reports then show the shortest relative form: ``/x`` for
# ``../../../x``, ``x`` for ``./x``.
# Source: RFC 3986, sections 4.2 and 5.2.

STAND_IN: Final = "http://source.invalid/"
"""The address of sources without an address of their own (design.md, "What a record is")."""
_ROOT: Final = STAND_IN.removesuffix("/")


def make_absolute(relative: str, base: str) -> str:
    """Resolve a relative IRI against a base, by pyoxigraph's own rules."""
    if ":" in relative.partition("/")[0]:
        relative = "./" + relative
    quad = next(iter(parse(f"<{relative}> <x:p> <x:o> .", RdfFormat.TURTLE, base_iri=base, lenient=True)))
    return quad.subject.value if isinstance(quad.subject, NamedNode) else relative


def shortest_form(iri: str, base: str) -> str:
    """The shortest relative form of an IRI with a base below the stand-in address; its path begins with the source."""
    document = iri.removeprefix(base)
    if document != iri and document[:1] in ("", "#", "?"):
        return document
    folder = base.rpartition("/")[0] + "/"
    source = "/".join(base.split("/", 4)[:4]) + "/"
    up = ""
    while folder.startswith(source):
        if iri.startswith(folder):
            return _below(iri.removeprefix(folder), up)
        folder = folder[:-1].rpartition("/")[0] + "/"
        up += "../"
    path = iri.removeprefix(_ROOT)
    return f"/.{path}" if path.startswith("//") else path


def _below(path: str, up: str) -> str:
    """A path that cannot be read as the document itself, a scheme, a host, or a part of the document."""
    if up == "" and (path[:1] in ("", "/", "#", "?") or ":" in path.partition("/")[0]):
        return f"./{path}"
    return up + path


# ---------------------------------------------------------------- canonical iris
# Correct IRIs of well-known vocabularies and lists to the form of their owners.
#
# The same term under ``https`` for ``http``, with a slash too many or too few, or a code of an EU list in other
# letters, is another IRI, which no search finds. Such IRIs are corrected here and reported. Sources: the namespaces'
# own documents; DCAT-AP 3.0, section on controlled vocabularies.

_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_LICENCES: Final = "http://creativecommons.org/"
_BOTH_IN_USE: Final = frozenset({"schema"})
"""Prefixes of namespaces whose owners use both ``http`` and ``https``."""
_NAMESPACES: Final = sorted(
    (iri for prefix, iri in PREFIXES.items() if iri.startswith("http:") and prefix not in _BOTH_IN_USE),
    key=len,
    reverse=True,
)
_SECURE: Final = {"https" + iri[4:]: iri for iri in (*_NAMESPACES, _AUTHORITY, _MEDIA_TYPES, _LICENCES)}
_CODE: Final = re.compile(re.escape(_AUTHORITY) + r"([a-z-]+)/([A-Za-z0-9_]+)/?")
_MEDIA_TYPE: Final = re.compile(re.escape(_MEDIA_TYPES) + r"[a-z]+/[^/\s]+/")
_LICENCE: Final = re.compile(re.escape(_LICENCES) + r"(?:licenses|publicdomain)/[a-z-]+/[0-9.]+(?:/[a-z]{2})?")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

ANY_OTHER: Final = re.compile(
    r"\n(?:"
    + "|".join(map(re.escape, _SECURE))
    + "|"
    + re.escape(_AUTHORITY)
    + r"[a-z-]+/(?:[A-Z0-9_]*[a-z]|[^\n/]+/(?:\n|$))|"
    + re.escape(_MEDIA_TYPES)
    + r"[^\n]+/(?:\n|$)|"
    + re.escape(_LICENCES)
    + r"(?:licenses|publicdomain)/[^\n]*[^/\n](?:\n|$))"
)
"""Finds an IRI that may not be canonical among many, each after a line feed."""


def canonical_iri(iri: str) -> str:
    """The IRI in the form of its owner; unchanged if it is not of a known namespace.

    >>> canonical_iri("https://publications.europa.eu/resource/authority/frequency/asNeeded/")
    'http://publications.europa.eu/resource/authority/frequency/AS_NEEDED'
    >>> canonical_iri("https://spdx.org/rdf/terms#checksum")
    'http://spdx.org/rdf/terms#checksum'
    >>> canonical_iri("https://creativecommons.org/licenses/by/4.0")
    'http://creativecommons.org/licenses/by/4.0/'
    """
    for secure, plain in _SECURE.items():
        if iri.startswith(secure):
            iri = plain + iri[len(secure) :]
            break
    code = _CODE.fullmatch(iri)
    if code is not None:
        return _with_code(code[1], code[2])
    if _MEDIA_TYPE.fullmatch(iri):
        return iri.rstrip("/")
    return iri + "/" if _LICENCE.fullmatch(iri) else iri


def _with_code(table: str, code: str) -> str:
    """The IRI of a code of an EU table in the table's own letters, if the table has it."""
    written = f"{_AUTHORITY}{table}/{code}"
    if code == code.upper():
        return written
    from .. import concepts  # imports this package

    for other in (_HUMP.sub("_", code).upper(), code.upper()):
        if concepts.concept_at(f"{_AUTHORITY}{table}/{other}") is not None:
            return f"{_AUTHORITY}{table}/{other}"
    return written


# ---------------------------------------------------------------- language tags
# Repair ill-formed language tags, also in literals that are already parsed.

_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_UNDETERMINED: Final = "und"


@lru_cache(maxsize=1024)
def is_tag(tag: str) -> bool:
    """Whether it is a language tag of BCP 47, in any case: only these are read by all parsers."""
    try:
        Literal("", language=tag)
    except ValueError:
        return False
    return tag.isascii()


def repair_tag(tag: str) -> str:
    """Repair a tag to the nearest one of BCP 47, in lower case; ``und`` if nothing in it is a language.

    >>> repair_tag("en_US"), repair_tag("vi_VN@utf8"), repair_tag("123")
    ('en-us', 'vi-vn', 'und')
    """
    words = _WORD.findall(tag.lower()) if tag.isascii() else []
    while words:
        candidate = "-".join(words)
        if is_tag(candidate):
            return candidate
        words.pop()
    return _UNDETERMINED


def repair_literals(descriptions: Descriptions) -> Mapping[str, str]:
    """Repair the tags of literals in place, and return ill-formed tags with their repairs, in document order.

    For RDF/XML and JSON-LD, whose parser accepts any text as a tag. An empty tag means no language, as in XML, and
    becomes ``""`` here; capitals become small letters without a report.
    """
    terms: Iterable[Term] = map(itemgetter(1), chain.from_iterable(descriptions.values()))
    found = dict.fromkeys(term.language for term in terms if type(term) is Literal)
    changes: dict[str, str] = {}
    for tag in found:
        if tag is not None and not (tag.islower() and is_tag(tag)):
            changes[tag] = tag.lower() if is_tag(tag) else repair_tag(tag) if tag else ""
    if changes:
        for pairs in descriptions.values():
            pairs[:] = [(predicate, _repair_literal(term, changes)) for predicate, term in pairs]
    return {old: new for old, new in changes.items() if old.lower() != new or not old}


def _repair_literal(term: Term, changes: Mapping[str, str]) -> Term:
    if type(term) is not Literal or term.language is None or term.language not in changes:
        return term
    tag = changes[term.language]
    if not tag:
        return Literal(term.value)
    return Literal(term.value, language=tag, direction=term.direction)


# ---------------------------------------------------------------- iris

_ODD: Final = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"

_FORBIDDEN_CHARACTER: Final = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\x9f]')
_ODD_CHARACTER: Final = re.compile(f"[{_ODD}]")
_HAS_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TEXT_TYPES: Final = frozenset({RDF.langString, RDF.dirLangString})
"""Datatypes that only texts with a language may have."""


def check_iris(
    descriptions: Descriptions, *, base: str, notes: Notes, json_keys: bool, canonical: bool = False
) -> Descriptions:
    """Check all IRIs and return the descriptions with repaired ones; the same object if all are valid.

    - Characters that IRIs may not contain where they stand are percent-encoded and reported.
    - Space-like and invisible characters are kept and reported.
    - IRIs of well-known vocabularies and lists are corrected to the form of their owners and reported (`canonical`).
      Datatypes are left as they are.
    - Language tags that BCP 47 does not allow are repaired, directions of texts are left out; both are reported.
    - An IRI without scheme, which lenient parsing accepts, is resolved against `base` and reported, and so is every
      IRI below the stand-in address. In JSON-LD (`json_keys`) a predicate without scheme is a key that no @context
      defines: by JSON-LD 1.1 it is not RDF, so its triples are left out and reported.

    Each IRI and tag is reported once, with the subject and property of its first occurrence, unless it occurs in
    triples of paging and streams alone: they are no part of any record.
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
        suspects = _find_suspects(descriptions, canonical=self._canonical)
        if suspects is not None and not suspects:
            return descriptions
        repairer = self._repairer
        is_sound = _soundness(descriptions, suspects)
        repaired: Descriptions = {}
        for subject, pairs in descriptions.items():
            sound_pairs: list[tuple[NamedNode, Term]]
            if is_sound is not None and subject not in is_sound.suspects and is_sound.of_all(pairs):
                sound, sound_pairs = subject, pairs
            else:
                repairer.start_subject(subject, pairs, rank)
                sound_pairs = list(repairer.pairs(subject, pairs, is_sound))
                if not sound_pairs:
                    continue
                sound = repairer.subject(subject, len(sound_pairs))
            present = repaired.get(sound)
            repaired[sound] = sound_pairs if present is None else [*present, *sound_pairs]
        return repaired

    def repair_name(self, name: Subject) -> Subject:
        """The name of a graph as it is repaired where it is a subject; what is odd in it is reported there."""
        return name if type(name) is BlankNode else self._repairer.name(name)

    def report(self, notes: Notes) -> None:
        """Report the faults of all pieces, in the order of the whole document."""
        reported = (found for found in self._repairer.found if not found.is_paging)
        for found in sorted(reported, key=lambda found: (found.rank, found.order)):
            for code, value, fix in found.faults:
                message = ReadingText.IRI_CORRECTED(count=found.triples) if code == "read:canonical-iri" else None
                notes.add(code, value=value, fix=fix, focus=found.focus, path=found.path, message=message)


def _find_suspects(descriptions: Descriptions, *, canonical: bool) -> Set[NamedNode] | None:
    """The IRIs that need a closer check; None if literals need it, too. A few passes over all at once."""
    pairs = list(chain.from_iterable(descriptions.values()))
    if not are_sound([term for _, term in pairs if type(term) is Literal]):
        return None
    nodes = chain(
        (term for _, term in pairs if type(term) is NamedNode),
        {predicate for predicate, _ in pairs},
        (node for node in descriptions if type(node) is NamedNode),
    )
    return find_suspects(nodes, canonical=canonical)


def are_sound(literals: Sequence[Literal]) -> bool:
    """Whether the tags, directions and datatypes of literals need no closer check."""
    tags = [literal.language for literal in literals]
    datatypes = {literal.datatype for literal, tag in zip(literals, tags, strict=True) if tag is None}
    directions = {literal.direction for literal, tag in zip(literals, tags, strict=True) if tag is not None}
    if not (datatypes.isdisjoint(_TEXT_TYPES) and directions <= {None} and all(map(is_tag, {*tags} - {None}))):
        return False
    # Only datatypes may have another spelling than the owner's.
    return not _suspect_texts({node.value for node in datatypes}, canonical=False)


def find_suspects(nodes: Iterable[NamedNode], *, canonical: bool) -> Set[NamedNode]:
    """The IRIs among nodes that need a closer check."""
    by_text = {node.value: node for node in nodes}
    return {by_text[text] for text in _suspect_texts(by_text.keys(), canonical=canonical)}


def _suspect_texts(iris: Set[str], *, canonical: bool) -> set[str]:
    """The texts that need a closer check."""
    # Each has two line feeds of its own, as patterns look for one before and one after it.
    text = "\n\n".join(["", *iris, ""])
    found = {iri for iri in iris if iri.startswith(STAND_IN)} if "\n" + STAND_IN in text else set()
    for pattern in (_ODD_CHARACTER, ANY_OTHER) if canonical else (_ODD_CHARACTER,):
        for match in pattern.finditer(text):
            start = text.rfind("\n", 0, match.start() + 1) + 1
            found.add(text[start : text.find("\n", start)])
    # One with a line feed of its own is cut above, and is not valid.
    return (found & iris) | ({iri for iri in iris if not is_valid_iri(iri)} if not are_valid_iris(iris) else set())


@dataclass(frozen=True, slots=True)
class _Soundness:
    """A test of pairs for IRIs that need a closer check.

    Attributes:
        suspects: these IRIs.
        properties: those of them that are properties; in most documents none, which saves to look.
    """

    suspects: Set[NamedNode]
    properties: Set[NamedNode]

    def of(self, predicate: NamedNode, term: Term) -> bool:
        """Whether a pair needs none."""
        if self.properties and predicate in self.properties:
            return False
        return type(term) is not NamedNode or term not in self.suspects

    def of_all(self, pairs: Iterable[tuple[NamedNode, Term]]) -> bool:
        """Whether none of some pairs does."""
        suspects = self.suspects
        if self.properties and not self.properties.isdisjoint([predicate for predicate, _ in pairs]):
            return False
        return not [term for _, term in pairs if type(term) is NamedNode and term in suspects]


def _soundness(descriptions: Descriptions, suspects: Set[NamedNode] | None) -> _Soundness | None:
    """A test by some suspects; None if everything needs a closer check."""
    if suspects is None:
        return None
    properties = {predicate for pairs in descriptions.values() for predicate, _ in pairs}
    return _Soundness(suspects, suspects & properties)


@dataclass(slots=True)
class _FaultyTerm:
    """The faults of one IRI or tag, and its first occurrence: by the rank of the subject, then in order of reading.

    Attributes:
        triples: the number of triples that an IRI is in, other than as a datatype.
        is_paging: whether all of these are of paging or a stream.
    """

    faults: list[tuple[str, str, str | None]]
    rank: int
    order: int
    focus: str
    path: str | None
    triples: int = 0
    is_paging: bool = False


class _Repairer:
    """Repairs IRIs one by one, remembers each, and reports each fault once."""

    def __init__(self, base: str, *, json_keys: bool, canonical: bool) -> None:
        self._base = base
        self._canonical = canonical
        self._json_keys = json_keys
        self._repaired: dict[NamedNode, NamedNode] = {}
        self._repaired_datatypes: dict[NamedNode, NamedNode] = {}
        self._left_out: set[NamedNode] = set()
        self._faulty: dict[NamedNode | str, _FaultyTerm] = {}
        self._subject: Subject | None = None
        self._pairs: Sequence[tuple[NamedNode, Term]] = ()
        self._pair: tuple[NamedNode, Term] | None = None
        self._subject_is_paging: bool | None = None
        self._rank_of: Callable[[Subject], int] = lambda _: 0
        self._ranked: int | None = None
        self._order = 0
        self.found: list[_FaultyTerm] = []

    def start_subject(
        self, subject: Subject, pairs: Sequence[tuple[NamedNode, Term]], rank: Callable[[Subject], int]
    ) -> None:
        """Set the subject of the next pairs."""
        self._subject, self._rank_of, self._ranked = subject, rank, None
        self._pairs, self._pair, self._subject_is_paging = pairs, None, None

    def subject(self, node: Subject, triples: int) -> Subject:
        """The subject as it is repaired, of some triples that are not counted yet."""
        return node if type(node) is BlankNode else self._iri(node, None, None, triples=triples)

    def name(self, node: NamedNode) -> NamedNode:
        """The name of a graph as it is repaired where it is a subject, without a report."""
        repaired = self._repaired.get(node)
        if repaired is not None:
            return repaired
        text, _ = self._repair(node.value, canonical=self._canonical)
        return node if text == node.value else NamedNode(text)

    def pairs(
        self, subject: Subject, pairs: Iterable[tuple[NamedNode, Term]], is_sound: _Soundness | None
    ) -> Iterator[tuple[NamedNode, Term]]:
        focus: str | None = None
        for pair in pairs:
            if is_sound is not None and is_sound.of(*pair):
                yield pair
                continue
            predicate, term = pair
            if self._json_keys and _HAS_SCHEME.match(predicate.value) is None:
                self._leave_out(predicate, subject)
                continue
            if focus is None:
                focus = _name(self.subject(subject, 0))
            self._pair = (predicate, term)
            yield self._iri(predicate, focus, None), self._term(term, focus, predicate.value)
        self._pair = None

    def _term(self, term: Term, focus: str, path: str) -> Term:
        if type(term) is NamedNode:
            return self._iri(term, focus, path)
        return self._literal(term, focus, path) if type(term) is Literal else term

    def _literal(self, literal: Literal, focus: str, path: str) -> Literal:
        tag, datatype = literal.language, literal.datatype
        if tag is not None:
            return self._repair_tagged(literal, tag, focus, path)
        if datatype in _TEXT_TYPES:
            self._note(datatype.value, [("read:language-tag", datatype.value, None)], focus, path)
            return Literal(literal.value)
        repaired = self._iri(datatype, focus, path, is_datatype=True)
        return literal if repaired == datatype else Literal(literal.value, datatype=repaired)

    def _repair_tagged(self, literal: Literal, tag: str, focus: str, path: str) -> Literal:
        fix = tag if is_tag(tag) else repair_tag(tag)
        if fix != tag:
            self._note(f"@{tag}", [("read:language-tag", tag, fix)], focus, path)
        if literal.direction is not None:
            self._note(f"@{tag}--", [("read:text-direction", f"{tag}--{literal.direction}", fix)], focus, path)
        return literal if fix == tag and literal.direction is None else Literal(literal.value, language=fix)

    def _leave_out(self, predicate: NamedNode, subject: Subject) -> None:
        if predicate not in self._left_out:
            self._left_out.add(predicate)
            self._find([("read:undefined-key", predicate.value, None)], _name(subject), None)

    def _iri(
        self, node: NamedNode, focus: str | None, path: str | None, *, triples: int = 1, is_datatype: bool = False
    ) -> NamedNode:
        known = self._repaired_datatypes if is_datatype else self._repaired
        repaired = known.get(node)
        if repaired is None:
            text, faults = self._repair(node.value, canonical=self._canonical and not is_datatype)
            repaired = known[node] = node if text == node.value else NamedNode(text)
            if faults:
                # A subject is its own focus, under its repaired IRI.
                self._note(node, faults, focus or text, path).triples += triples
        elif self._faulty and node in self._faulty:
            self._note(node, [], focus or repaired.value, path).triples += triples
        return repaired

    def _note(
        self, key: NamedNode | str, faults: list[tuple[str, str, str | None]], focus: str, path: str | None
    ) -> _FaultyTerm:
        """Report a term, or an earlier place of one that is reported."""
        found = self._faulty.get(key)
        if found is None:
            found = self._faulty[key] = self._find(faults, focus, path)
            found.is_paging = True
        elif self._rank() < found.rank:
            self._order += 1
            found.rank, found.order, found.focus, found.path = self._rank(), self._order, focus, path
        found.is_paging = found.is_paging and self._is_paging()
        return found

    def _is_paging(self) -> bool:
        """Whether the place at which a term stands is of paging or a stream."""
        if self._pair is not None and type(self._subject) is NamedNode and _is_paging_pair(*self._pair):
            return True
        if self._subject_is_paging is None:
            classes = [term for predicate, term in self._pairs if predicate == RDF.type and type(term) is NamedNode]
            # The class may be in another piece of the document.
            self._subject_is_paging = (
                is_stream(classes) if classes else all(is_stream_term(predicate.value) for predicate, _ in self._pairs)
            )
        return self._subject_is_paging

    def _find(self, faults: list[tuple[str, str, str | None]], focus: str, path: str | None) -> _FaultyTerm:
        self._order += 1
        found = _FaultyTerm(faults, self._rank(), self._order, focus, path)
        self.found.append(found)
        return found

    def _rank(self) -> int:
        if self._ranked is None:
            self._ranked = 0 if self._subject is None else self._rank_of(self._subject)
        return self._ranked

    def _repair(self, iri: str, *, canonical: bool) -> tuple[str, list[tuple[str, str, str | None]]]:
        """Repair an IRI, and return it with its faults."""
        faults: list[tuple[str, str, str | None]] = []
        sound = iri
        if _HAS_SCHEME.match(iri) is None:
            relative = _FORBIDDEN_CHARACTER.sub(_escape, iri)
            if relative != iri:
                faults.append(("read:iri-escaped", iri, relative))
            sound = make_absolute(relative, self._base)
            faults.append(("read:relative-iri", relative, sound))
        valid = escape_iri(sound)
        if valid != sound:
            faults.append(("read:iri-escaped", sound, valid))
        if sound == iri and valid.startswith(STAND_IN):
            is_written = not self._base.startswith(STAND_IN)
            relative = valid if is_written else shortest_form(valid, self._base)
            faults.append(("read:relative-iri", relative, None if is_written else valid))
        owned = canonical_iri(valid) if canonical else valid
        if owned != valid:
            faults.append(("read:canonical-iri", valid, owned))
        if _ODD_CHARACTER.search(owned):
            faults.append(("read:iri-odd-character", owned, None))
        return owned, faults


def _escape(character: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in character[0].encode())


def _is_paging_pair(predicate: NamedNode, term: Term) -> bool:
    return is_paging_term(predicate.value) or (predicate == RDF.type and is_paging_term(term.value))


def _name(node: Subject) -> str:
    return node.value if type(node) is NamedNode else str(node)
