"""State secrets are out of scope: a record so marked is refused, and only its place is reported.

The value of the property that asks for a level is a code, an IRI or words. If its words mention secrecy and do not
plainly deny it, it counts as secret; a mark that is not understood at all is kept and reported. Of all other texts
`mark_in_text` says whether they are a mark, or have a stamp in them; every reader asks it.
Source: Decree 47/2020/NĐ-CP, Art. 1.2; docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Final, Literal, NamedTuple
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Triple

from danhmuc.vocab.reading import Term
from danhmuc.vocab.terms import DMV, FOAF, LOCN, RDF, RDFS, SKOS, VCARD
from danhmuc.vocab.words import fold

from .findings import secrecy_in_text_finding, unclear_secrecy_finding
from .record import GraphTerms, SourceRecord

SECRECY: Final = DMV.secrecy
"""The property that marks what is secret."""
_STATEMENT: Final = str(SECRECY).encode()
_ASCII: Final = 128
_ESCAPED: Final = re.compile(rb"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
"""A letter as Turtle, JSON and XML may write it."""
_ESCAPED_LETTER: Final = re.compile(_ESCAPED.pattern.decode())
_MARK: Final = b"secrecy"
"""Local name of the property that marks a state secret, however its namespace is written."""
_QUOTED: Final = re.compile("(?<=[\"'>])[^\"'<>]{3,80}(?=[\"'<])")
"""A value as Turtle, JSON and XML write it."""
_OWN_CODES: Final = "https://w3id.org/danhmuc/concept/"
_WORD: Final = re.compile("[a-z0-9]+")
_LEVELS: Final = frozenset({"mat", "toi mat", "tuyet mat"})
_OF_SECRECY: Final = frozenset({"mat", "toimat", "tuyetmat", "secret", "secrets", "confidential", "classified"})
"""Words that stand in the name of a level, Vietnamese or English, folded."""
_NONE: Final = re.compile(
    "(?:do mat )?khong(?: co| phai| la| thuoc)*(?: (?:tai lieu )?(?:(?:do|bi) )?mat(?: nha nuoc)?)?"
    "|cong khai|public|none|no|unclassified|(?:not?|non) (?:a )?(?:state )?(?:secrets?|confidential|classified)"
)
"""Words that plainly deny secrecy, folded."""
_SECRET: Final = frozenset({"level", "secrecy"})
_NAMING: Final = (b"core#notation> ", b"core#prefLabel> ", b"core#altLabel> ", b"schema#label> ")
"""Properties that make a node worth reading as a concept of secrecy."""
_NEAR_NAME: Final = re.compile(
    r"\w*secrecy\w*|(?:is|has|state)*secrets?|secresy|secrcy|secrey|sercecy|secercy|seccrecy"
    "|(?:muc|cap|loai)?do(?:bao)?mat|(?:muc|cap)mat|(?:la|thuoc)?bimatnhanuoc"
)
"""Local names, folded, of properties that can only be meant to mark secrets."""
_OF_ACCESS: Final = frozenset({"accessrights", "accessright", "rights", "accesslevel", "sharingnature"})
_LEVEL_WORDS: Final = re.compile(
    "(?:do mat )?(?:(?:toi |tuyet |bi )?mat|toimat|tuyetmat)(?: nha nuoc)?|(?:top |state )*secrets?"
)
"""Words of a level of secrecy, folded; the EU's CONFIDENTIAL is none, since it is a code of access rights."""
MarkReading = Literal["level", "secrecy", "none", "unclear"]
TextMark = Literal["mark", "stamp"]
NOTES: Final = frozenset(
    {
        RDFS.comment,
        *(SKOS.note, SKOS.changeNote, SKOS.editorialNote, SKOS.historyNote, SKOS.scopeNote),
        *(SKOS.definition, SKOS.example),
    }
)
"""Properties of notes: one that is a mark and nothing else is the mark of what it is about."""
_LABELS: Final = frozenset(
    {SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation, SKOS.definition, SKOS.example, RDFS.label}
)
"""Properties by which a concept of a scheme says what its code is."""
_SCHEMES: Final = frozenset({SKOS.inScheme, SKOS.topConceptOf})
_OF_NAMES: Final = (str(FOAF), str(VCARD), str(LOCN))
"""Vocabularies of persons and places, of whom some are called *Mật*."""
_TEXT_WORD: Final = re.compile(r"[^\W_]+")
_MARK_TEXT: Final = re.compile(
    "(?:(?:(?:mức|cấp|dấu|loại|chỉ) )*độ mật )*(?:(?:tối |tuyệt |bí )?mật(?: nhà nước)?|(?:top |state )*secrets?)"
)
"""Words of a text that is a mark, in lower case; they are not folded, since *mắt*, *mặt*, *mất* and *mat* are none."""
_DEGREES: Final = frozenset({"tối", "tuyệt", "top"})
"""First words of the levels above the first, in lower case."""
_MARK_CODES: Final = frozenset({"toi_mat", "tuyet_mat"})
"""Codes that are no words; MAT is one in several languages."""
_BEFORE_MARK: Final = frozenset({"bảo", "bí", "chưa", "giải", "không", "ngoài", "phi", "trừ", "no", "non", "not"})
"""Words after which *mật* or *secret* is another word, or is denied."""
_EXCEPTING: Final = ("không", "ngoài", "trừ", "luật", "bảo vệ bí mật")
"""Words of a title by which it is about something else than secrets."""
_LINE_END: Final = re.compile(r"[\n\r\v\f\u0085\u2028\u2029]+|<[^<>]*>")
_DIVISION: Final = re.compile(r"[()\[\]{}|/\\:;.!?*=…–—―•·_\"“”«»]+|\s[-~]+\s|^\s*[-~]+\s*|\s*[-~]+\s*$")
"""Divides what a line says; a comma does not, since lists name honey among other things."""
_IN_BRACKETS: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_STATED: Final = re.compile(r"độ mật\s*[:=]\s*([^.;]*)")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that nobody sees."""
_SIGNS: Final = (
    (b"_mat", (b"i_mat", b"t_mat")),
    *((letters, (letters,)) for letters in ("mậ".encode(), "mẬ".encode())),
    (b"\xcc", (b"ma\xcc", *(f"m{vowel}".encode() + b"\xcc" for vowel in "âÂạẠ"))),
    (b"\xe2", (b"\xe2\x80\x8b", b"\xe2\x80\x8c", b"\xe2\x80\x8d", b"\xe2\x81\xa0")),
    (b"\xc2", (b"\xc2\xad",)),
    (b"\xef", (b"\xef\xbb\xbf",)),
)
"""Bytes of which a text with a mark has some once its ASCII letters are in lower case, composed or not, and those of
signs that nobody sees; each by what they share, which is quicker to look for.
"""
NO_CONCEPTS: Final[Mapping[str, MarkReading]] = MappingProxyType({})
_ValuesOf = Callable[[BlankNode | NamedNode], Iterable[Term]]


def is_state_secret(record: SourceRecord, concepts: Mapping[str, MarkReading] = NO_CONCEPTS) -> bool:
    """Whether any node of the record's own graph is marked as secret, by code, IRI or words, also in a note.

    Args:
        concepts: readings of marks that are concepts described elsewhere in the source, by IRI.
    """
    values_of = _values_in(record)
    if any(_reading(mark, values_of, concepts) in _SECRET for mark in _marks(record)):
        return True
    return any(kind == "mark" and prop in NOTES for prop, _, kind in _marked_texts(record))


def is_secret_mark(mark: Term, values_of: Callable[[BlankNode | NamedNode], Iterable[Term]]) -> bool:
    """Whether a mark states that there is a secret.

    Args:
        values_of: returns the values of a mark that is a described concept.
    """
    return _reading(mark, values_of, NO_CONCEPTS) in _SECRET


def concept_reading(record: SourceRecord) -> MarkReading | None:
    """The reading of a mark that is the concept this record describes; None if it describes none, or none of use."""
    if not any(name in record.canonical.nquads for name in _NAMING):
        return None
    reading = _reading_of_values(value for subject, _, value, _ in record.quads if subject.value == record.iri)
    return None if reading == "unclear" else reading


def is_about_access(property: NamedNode) -> bool:  # noqa: A002 - the word of RDF
    """Whether a property marks secrets, or can only be meant to, or says who has access."""
    return property == SECRECY or _kind_of(property.value) is not None


def may_mark(predicate: NamedNode, value: Term, values_of: _ValuesOf) -> bool:
    """Whether a statement may mark what it is about as a state secret, or looks like a mark; rather yes than no.

    Args:
        values_of: returns the values of a mark that is a described concept.
    """
    kind = _kind_of(predicate.value)
    if kind == "access" and any(_names_level(one) for one in (value, *_values_within(value, values_of))):
        return True
    if kind == "near" or _names_mark(predicate.value):
        return True
    is_text = isinstance(value, pyoxigraph.Literal) and not predicate.value.startswith(_OF_NAMES)
    return is_text and mark_in_text(value.value) is not None


def is_mark_name(name: str) -> bool:
    """Whether a name, such as the heading of a column, can only be meant to mark secrets.

    >>> is_mark_name("Độ mật"), is_mark_name("Bí mật nhà nước"), is_mark_name("Bảo mật đường truyền")
    (True, True, False)
    """
    return _NEAR_NAME.fullmatch("".join(_WORD.findall(fold(name)))) is not None


def mark_in_text(text: str) -> TextMark | None:
    """Whether a text is a mark of secrecy and nothing else, has the stamp of one in it, or neither.

    Case, punctuation, blanks and the words *độ mật* do not matter; diacritics do. A stamp is a level in capitals that
    stands alone on a line, at its end or in brackets, or what *độ mật:* states.

    >>> mark_in_text("Độ mật: Tối mật."), mark_in_text("Kho số 5 (MẬT)"), mark_in_text("Mật ong"), mark_in_text("Mat")
    ('mark', 'stamp', None, None)
    """
    if text.isascii():
        # Quicker for most: without an encoding, and with less to look for.
        lower = text.lower()
        if "secret" not in lower and "t_mat" not in lower and "i_mat" not in lower:
            return None
    elif not may_say_mark(text.encode(errors="replace")):
        return None
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    if _is_mark(plain):
        return "mark"
    return "stamp" if any(map(_has_stamp, _LINE_END.split(plain))) else None


def is_mark(text: str) -> bool:
    """Whether a text is a mark of secrecy and nothing else."""
    return mark_in_text(text) == "mark"


@lru_cache(maxsize=4096)
def mark_in_name(name: str) -> str | None:
    """The part of the name of a document, or of a sheet in it, that is a mark or has a stamp; None if none does.

    >>> mark_in_name("2026/MẬT.xlsx"), mark_in_name("so.xlsx#Tối mật"), mark_in_name("bảo mật.ttl")
    ('MẬT', 'Tối mật', None)
    """
    if not may_say_mark(unquote(name).encode(errors="replace")):
        return None
    parts = (re.sub(r"(?:\.[A-Za-z0-9]{1,8})+$", "", part) for part in re.split(r"[/\\#]", unquote(name)))
    return next((part for part in parts if mark_in_text(part) is not None), None)


def is_table_stamp(text: str) -> bool:
    """Whether a text above a table, or the name of its sheet, is the mark of all that stands in it.

    A title that lists state secrets is one, too, but not the name of the law that protects them.

    >>> [is_table_stamp(one) for one in ("Độ mật: C", "Danh mục bí mật nhà nước", "Luật Bảo vệ bí mật nhà nước")]
    [True, True, False]
    """
    label, _, mark = text.partition(":")
    mark = mark.strip(" :")
    if mark_in_text(text) is not None or (is_mark_name(label) and bool(mark) and reading_of_text(mark) != "none"):
        return True
    return _has_phrase("danh mục", text[:40]) and names_state_secrets(text)


def is_heading_stamp(text: str) -> bool:
    """Whether the heading of a column bears a stamp; one that is a level, or asks for one, heads a column of marks.

    >>> is_heading_stamp("Tên dữ liệu (MẬT)"), is_heading_stamp("Tối mật"), is_heading_stamp("Độ mật: Mật/Không")
    (True, False, False)
    """
    found = mark_in_text(text)
    label, colon, level = text.partition(":")
    if found == "mark":
        return bool(colon) and is_mark(level)
    return found == "stamp" and not is_mark_name(label.partition("(")[0])


def names_state_secrets(text: str) -> bool:
    """Whether a title, or the name of a group of rows, says that they are state secrets, and does not except them."""
    return _has_phrase("bí mật nhà nước", text) and not any(_has_phrase(one, text) for one in _EXCEPTING)


def _has_phrase(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text; diacritics count, unless the text has none at all."""
    words = " ".join(_TEXT_WORD.findall(unicodedata.normalize("NFC", text).casefold()))
    return f" {fold(phrase) if text.isascii() else phrase} " in f" {words} "


def may_say_mark(text: bytes) -> bool:
    """Whether a text may have a mark in it, so that it is worth a closer look; quick, since every graph is asked.

    >>> may_say_mark(b"Top secret"), may_say_mark(b"Secretariaat, secretary"), may_say_mark(b"Secretary: secret")
    (True, False, True)
    """
    lower = text.lower()
    # Secretariats publish much, and are no mark.
    if lower.count(b"secret") > lower.count(b"secretar"):
        return True
    for shared, some in _SIGNS:  # noqa: SIM110 - a generator takes longer than the search
        if shared in lower and any(letters in lower for letters in some):
            return True
    return False


@lru_cache(maxsize=1)
def _may_have_marked_texts(nquads: bytes) -> bool:
    """The same of a graph, about which several questions are asked one after another."""
    return may_say_mark(nquads)


def names_mark(data: bytes) -> bool:
    r"""Whether the name of the mark is in the bytes of a text, also with escaped letters.

    >>> names_mark(rb"<x> dmv:secr\u0065cy 'MAT'"), names_mark(b"<d:s&#x65;crecy>"), names_mark(b"dmv:personalData")
    (True, True, False)
    """
    # Without its zero bytes, UTF-16 is read as if it were ASCII.
    text = data.replace(b"\0", b"")
    return _MARK in text.lower() or (_ESCAPED.search(text) is not None and _MARK in _unescape(text).lower())


def _unescape(text: bytes) -> bytes:
    return _ESCAPED.sub(_letter, text)


def _letter(escape: re.Match[bytes]) -> bytes:
    code = _code_of(escape)
    return bytes([code]) if code < _ASCII else b"?"


def _code_of(escape: re.Match[bytes] | re.Match[str]) -> int:
    return int(escape[4]) if escape[4] else int(escape[1] or escape[2] or escape[3], 16)


def quotes_mark(data: bytes) -> bool:
    """Whether the bytes of a text that cannot be read have a value that is a mark and nothing else.

    >>> quotes_mark("<d> rdfs:comment 'Tối mật'@vi".encode()), quotes_mark("<d> dct:title 'Mật ong'".encode())
    (True, False)
    """
    is_wide = data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE)
    text = data.decode("utf-16" if is_wide else "utf-8", errors="replace")
    if _ESCAPED.search(data) is not None:
        text = _ESCAPED_LETTER.sub(lambda one: chr(min(_code_of(one), sys.maxunicode)), text)
    if not may_say_mark(text.encode(errors="replace")):
        return False
    return any(is_mark(one) for one in _QUOTED.findall(text))


def is_secret_note(predicate: NamedNode, value: Term) -> bool:
    """Whether a statement is a note that is a mark and nothing else."""
    return predicate in NOTES and isinstance(value, pyoxigraph.Literal) and is_mark(value.value)


def _is_mark(plain: str) -> bool:
    lower = plain.casefold()
    return _MARK_TEXT.fullmatch(" ".join(_TEXT_WORD.findall(lower))) is not None or lower.strip() in _MARK_CODES


def _has_stamp(line: str) -> bool:
    """Whether a line, which is not the only one or no mark as a whole, has a stamp in it."""
    if not may_say_mark(line.encode(errors="replace")):
        return False
    if _is_mark(line) and _is_written_as_stamp(line):
        return True
    stated = _STATED.findall(" ".join(line.casefold().split()))
    if any(_TEXT_WORD.search(level) and reading_of_text(level.strip()) != "none" for level in stated):
        return True
    if any(_is_mark(inner) and _is_written_as_stamp(inner) for inner in _IN_BRACKETS.findall(line)):
        return True
    divided = [part for part in _DIVISION.split(line) if _TEXT_WORD.search(part)]
    if len(divided) > 1 and any(_is_mark(end) and _is_plain_stamp(end) for end in (divided[0], divided[-1])):
        return True
    return bool(divided) and (_begins_with_stamp(divided[0]) or any(map(_ends_with_stamp, divided)))


def _is_written_as_stamp(mark: str) -> bool:
    """Whether a mark that stands by itself is no common word: *mật* in lower case is honey, gall or dense."""
    words = _TEXT_WORD.findall(mark)
    return words[-1].casefold() != "secrets" and (not words[0].islower() or words[0] in _DEGREES)


def _is_plain_stamp(mark: str) -> bool:
    """Whether a mark that only punctuation divides from other words is in capitals, or a level above the first.

    What else has several words, such as *bí mật nhà nước*, may be what the text is about.
    """
    words = _TEXT_WORD.findall(mark)
    return words[0].casefold() in _DEGREES or (len(words) == 1 and words[0].isupper() and words[0] != "SECRETS")


def _ends_with_stamp(part: str) -> bool:
    words = _TEXT_WORD.findall(part)
    size = _size_of_stamp(words[-2:], words[-1:])
    if not size or len(words) == size:
        return False
    before = words[-size - 1]
    return before.casefold() not in _BEFORE_MARK and (size > 1 or not before.isupper())


def _begins_with_stamp(part: str) -> bool:
    words = _TEXT_WORD.findall(part)
    size = _size_of_stamp(words[:2], words[:1])
    if not size or len(words) == size:
        return False
    return size > 1 or (words[1][:1].isupper() and not words[1].isupper())


def _size_of_stamp(two: Sequence[str], one: Sequence[str]) -> int:
    """The number of words in capitals that are a mark, of two or of one; 0 if neither are."""
    for words in (two, one):
        text = " ".join(words)
        if text.isupper() and _is_mark(text) and _is_plain_stamp(text):
            return len(words)
    return 0


def reading_of_text(text: str) -> MarkReading:
    """The reading of a mark that is a text."""
    return _reading_of_term(pyoxigraph.Literal(text))


def topics_of(record: SourceRecord) -> set[str]:
    """The IRIs that a record is about, if it is a catalog record."""
    return {
        value.value for _, prop, value, _ in record.quads if prop == FOAF.primaryTopic and isinstance(value, NamedNode)
    }


class UnclearMark(NamedTuple):
    """A possible mark of secrecy in a record, which a person may answer.

    Attributes:
        text: the value that is not understood, or the text; None if it has no words.
        prop: IRI of the property; empty if it is no statement of the record, but the name of its document.
        is_text: whether it is a text, of which nobody asked for a level.
    """

    text: str | None
    prop: str
    is_text: bool = False

    @property
    def key(self) -> str:
        """A short digest, by which an answer is known to be about this."""
        return sha256(f"{self.prop}\n{self.text or ''}".encode(errors="replace")).hexdigest()[:16]


def reached_mark(name: str) -> UnclearMark:
    """The mark of a record that names what is marked, or leads to it."""
    return UnclearMark(name, "reached")


def unclear_marks(record: SourceRecord, concepts: Mapping[str, MarkReading] = NO_CONCEPTS) -> list[UnclearMark]:
    """The possible marks of secrecy in a record, and in the names of its documents, in order.

    Args:
        concepts: as for `is_state_secret`.
    """
    values_of = _values_in(record)
    found = {
        UnclearMark(_mark_text(mark, values_of), SECRECY.value)
        for mark in _marks(record)
        if _reading(mark, values_of, concepts) == "unclear"
    }
    found |= {UnclearMark(_mark_text(mark, values_of), prop) for prop, mark in _near_marks(record, values_of)}
    texts = {UnclearMark(text, prop.value, is_text=True) for prop, text, _ in _marked_texts(record)}
    texts |= {UnclearMark(name, "", is_text=True) for name in map(mark_in_name, record.places) if name is not None}
    stated = {one.text for one in found}
    found |= {one for one in texts if one.text not in stated}
    return sorted(found, key=lambda one: (one.text or "", one.prop))


def with_unclear_marks(
    record: SourceRecord,
    concepts: Mapping[str, MarkReading] = NO_CONCEPTS,
    answered: Collection[str] = (),
) -> SourceRecord:
    """The record with a finding for each mark of secrecy that is not understood; the same record if there is none.

    Args:
        concepts: as for `is_state_secret`.
        answered: keys of those of which a person said that they are none.
    """
    unclear = [one for one in unclear_marks(record, concepts) if one.key not in answered]
    if not unclear:
        return record
    found = (
        secrecy_in_text_finding(record.iri, one.text or "", record.places, prop=one.prop)
        if one.is_text
        else unclear_secrecy_finding(record.iri, one.text, record.places, prop=one.prop)
        for one in unclear
    )
    return replace(record, findings=(*record.findings, *found))


def _marked_texts(record: SourceRecord) -> Iterator[tuple[NamedNode, str, TextMark]]:
    """The texts of a record that are a mark or have a stamp in them, with their properties.

    Not the names of persons and places, nor those of codes.
    """
    if not _may_have_marked_texts(record.canonical.nquads):
        return
    found = [
        (subject, prop, value.value, kind)
        for subject, prop, value, _ in record.quads
        if isinstance(value, pyoxigraph.Literal)
        and prop != SECRECY
        and not prop.value.startswith(_OF_NAMES)
        and _kind_of(prop.value) != "near"
        and (kind := mark_in_text(value.value)) is not None
    ]
    if not found:
        return
    codes = {subject for subject, prop, _, _ in record.quads if prop in _SCHEMES and _is_concept(record, subject)}
    codes |= {value for _, prop, value, _ in record.quads if prop == DMV.allowedValue}
    domains = {value for _, prop, value, _ in record.quads if prop == DMV.valueDomain}
    for subject, prop, text, kind in found:
        is_code = subject in codes or subject.value.startswith(_OWN_CODES)
        if not (is_code and prop in _LABELS) and subject not in domains:
            yield prop, text, kind


def _is_concept(record: SourceRecord, subject: Term) -> bool:
    return any(one == subject and prop == RDF.type and value == SKOS.Concept for one, prop, value, _ in record.quads)


def _marks(record: SourceRecord) -> Collection[Term]:
    if _STATEMENT not in record.canonical.nquads:
        return ()
    return {value for _, predicate, value, _ in record.quads if predicate == SECRECY and not isinstance(value, Triple)}


def _near_marks(record: SourceRecord, values_of: _ValuesOf) -> Iterator[tuple[str, Term]]:
    """Property and value of what looks like a mark: the property misspelt, or a level under a property of access."""
    if not _may_have_near_marks(record.terms):
        return
    for _, predicate, value, _ in record.quads:
        kind = _kind_of(predicate.value)
        if kind is None or isinstance(value, Triple):
            continue
        if kind == "near":
            if _reading(value, values_of, NO_CONCEPTS) != "none":
                yield predicate.value, value
        elif any(_names_level(one) for one in (value, *_values_within(value, values_of))):
            yield predicate.value, value


@lru_cache(maxsize=4096)
def _kind_of(predicate: str) -> Literal["near", "access"] | None:
    """Whether a property can only be meant to mark secrets, or is one of access."""
    if predicate == SECRECY.value:
        return None
    name = "".join(_WORD.findall(fold(unquote(_last_part(predicate)))))
    if name in _OF_ACCESS:
        return "access"
    return "near" if _NEAR_NAME.fullmatch(name) else None


@lru_cache(maxsize=4096)
def _names_mark(predicate: str) -> bool:
    return names_mark(predicate.encode())


def _may_have_near_marks(terms: GraphTerms) -> bool:
    """Whether a closer look can be worth the time."""
    near, of_access = _kinds_among(terms.used[0])
    if near:
        return True
    return any(_may_name_level(value) for predicate in of_access for value in terms.written_values(predicate))


@lru_cache(maxsize=1024)
def _kinds_among(properties: frozenset[NamedNode]) -> tuple[bool, tuple[NamedNode, ...]]:
    """Whether a property is a misspelt mark, and the properties of access; most records use the same ones."""
    kinds = {term: _kind_of(term.value) for term in properties}
    return "near" in kinds.values(), tuple(term for term, kind in kinds.items() if kind == "access")


@lru_cache(maxsize=4096)
def _may_name_level(value: str) -> bool:
    words = fold(unquote(value))
    return value.startswith("_:") or "mat" in words or "secret" in words


def _names_level(value: Term) -> bool:
    """Whether a value under a property of access is a level of secrecy and nothing else."""
    if not isinstance(value, NamedNode | pyoxigraph.Literal):
        return False
    words = " ".join(_WORD.findall(fold(unquote(_last_part(value.value) if _is_iri(value) else value.value))))
    return _LEVEL_WORDS.fullmatch(words) is not None


def _values_within(value: Term, values_of: _ValuesOf) -> list[Term]:
    return list(_values_below(value, values_of)) if isinstance(value, BlankNode) else []


def _values_below(node: BlankNode, values_of: _ValuesOf) -> Iterator[Term]:
    """The values of a blank node, and of those within it."""
    seen, waiting = {node}, [node]
    while waiting:
        for value in values_of(waiting.pop()):
            yield value
            if isinstance(value, BlankNode) and value not in seen:
                seen.add(value)
                waiting.append(value)


def _values_in(record: SourceRecord) -> _ValuesOf:
    return lambda node: [
        value for subject, _, value, _ in record.quads if subject == node and not isinstance(value, Triple)
    ]


def _reading(mark: Term, values_of: _ValuesOf, concepts: Mapping[str, MarkReading]) -> MarkReading:
    if isinstance(mark, BlankNode):
        return _reading_of_values(_values_below(mark, values_of))
    reading = _reading_of_term(mark)
    if reading == "unclear" and isinstance(mark, NamedNode):
        return concepts.get(mark.value) or _reading_of_values(values_of(mark))
    return reading


def _reading_of_values(given: Iterable[Term]) -> MarkReading:
    """The reading of a mark that is a described concept."""
    values = list(given)
    # Its names may give the level; other IRIs do not, unless they are a level.
    readings = {_reading_of_term(value) for value in values if isinstance(value, pyoxigraph.Literal)}
    readings |= {_reading_of_term(value) for value in values if isinstance(value, NamedNode)} - {"secrecy"}
    ranks: tuple[MarkReading, ...] = ("level", "none", "secrecy")
    return next((reading for reading in ranks if reading in readings), "unclear")


def _reading_of_term(mark: Term) -> MarkReading:
    if not isinstance(mark, NamedNode | pyoxigraph.Literal):
        return "unclear"
    last = unquote(_last_part(mark.value))
    words = _WORD.findall(fold(last if _is_iri(mark) else unquote(mark.value)))
    if " ".join(_WORD.findall(fold(last))) in _LEVELS:
        return "level"
    if _NONE.fullmatch(" ".join(words)):
        return "none"
    return "unclear" if _OF_SECRECY.isdisjoint(words) else "secrecy"


def _last_part(iri: str) -> str:
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


def _is_iri(mark: NamedNode | pyoxigraph.Literal) -> bool:
    return isinstance(mark, NamedNode) or "://" in mark.value


def _mark_text(mark: Term, values_of: _ValuesOf) -> str | None:
    """The text of a mark; of one described in place, the first of its names."""
    if isinstance(mark, BlankNode):
        return min((one.value for one in values_of(mark) if isinstance(one, pyoxigraph.Literal)), default=None)
    return mark.value if isinstance(mark, NamedNode | pyoxigraph.Literal) else None
