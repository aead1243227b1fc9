"""Parse guarded bytes into descriptions with pyoxigraph, and stop at the first fault.

Never uses its ``Store``, which rewrites literals; always lenient, since strict JSON-LD drops triples silently.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from operator import attrgetter, itemgetter
from typing import IO, Final, cast

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ..errors import DocumentError, UsageError
from ..messages import FOREIGN_WORDS
from ..messages.reading import ReadingText
from .notes import MAX_JSON_TOKEN_BYTES, MAX_TOKEN_BYTES, MIN_BYTES_PER_TRIPLE, Descriptions, Notes, Subject, Term
from .xml_guard import XmlFault, find_fault

_PARSERS: Final[Mapping[str, RdfFormat]] = {
    # TriG holds all of Turtle, and feeds put graph blocks into .ttl files.
    "turtle": RdfFormat.TRIG,
    "trig": RdfFormat.TRIG,
    "xml": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
}

_POSITION: Final = re.compile(r"^Parser error at .*?: ")
_NO_LOADER: Final = "No LoadDocumentCallback"
_TOO_LONG: Final = "buffer maximal size"
_MOST_ESCAPED: Final = 6
"""The most bytes that N-Quads writes for one, as for U+0001."""
_WINDOW: Final = 1 << 20
_LONGEST_NAME: Final = 1000
_TRIPLES: Final = 1_000_000
"""The number of triples after which the size is looked at."""
_FREE_TRIPLES: Final = 50_000


def describe(data: bytes, format: str, base: str, notes: Notes) -> Descriptions:  # noqa: A002
    """Parse a document into descriptions.

    Raises:
        DocumentError: a syntax fault, a triple term or too long a text anywhere, or too many triples for its size.
        UsageError: the base is not an absolute IRI.
    """
    quads = iter(cast("Iterable[tuple[Subject, NamedNode, Term, object]]", quads_of(data, format, base, notes)))
    descriptions: Descriptions = {}
    fault = partial(find_fault, data, base) if format == "xml" else None
    before, triples = -_TRIPLES, 0
    while triples == before + _TRIPLES:
        before = triples
        with refusing(descriptions, format, notes, fault=fault):
            fill(descriptions, islice(quads, _TRIPLES))
        triples = sum(map(len, descriptions.values()))
        refuse_dense(triples, len(data), notes)
    if Triple in set(map(type, map(itemgetter(1), chain.from_iterable(descriptions.values())))):
        raise notes.refusal("read:triple-term", ReadingText.TRIPLE_TERM())
    if may_hold_long_terms(data, format):
        refuse_long_terms(descriptions, notes)
    return descriptions


def quads_of(
    data: bytes | IO[bytes],
    format: str,  # noqa: A002
    base: str,
    notes: Notes,
    *,
    rename_blank_nodes: bool = True,
) -> Iterable[object]:
    """The quads of a document, parsed lazily if the format allows it.

    To rename blank nodes, the parser stores them all.

    Raises:
        UsageError: the base is not an absolute IRI.
    """
    try:
        return parse(data, _PARSERS[format], base_iri=base, lenient=True, rename_blank_nodes=rename_blank_nodes)
    except ValueError as error:
        reason = FOREIGN_WORDS(words=str(error))
        raise UsageError(ReadingText.BASE_UNUSABLE(document=notes.document, base=base, reason=reason)) from error


def fill(descriptions: Descriptions, quads: Iterable[tuple[Subject, NamedNode, Term, object]]) -> None:
    """Add quads to descriptions; the hot loop, kept simple: a document of 10,000 datasets needs 600,000 rounds."""
    predicates: dict[NamedNode, NamedNode] = {}
    for subject, predicate, value, _ in quads:
        # One object for each predicate saves a quarter of the memory.
        try:
            predicate = predicates[predicate]
        except KeyError:
            predicates[predicate] = predicate
        try:
            descriptions[subject].append((predicate, value))
        except KeyError:
            descriptions[subject] = [(predicate, value)]


MANY: Final = 100_000
"""New objects that are worth keeping from the garbage collector."""


@contextmanager
def paused_collection() -> Iterator[None]:
    """Pause the cyclic garbage collector while millions of new terms without cycles are made."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # Looking for frozen objects counts them, which is slow where a program froze many.
            if gc.get_count()[0] > MANY and gc.get_freeze_count() == 0:
                # Moves new objects to the oldest generation; else the next allocation would scan all of them.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@contextmanager
def refusing(
    descriptions: Descriptions,
    format: str,  # noqa: A002
    notes: Notes,
    *,
    fault: Callable[[], XmlFault | None] | None = None,
) -> Iterator[None]:
    """Turn errors of the parser into DocumentError; `descriptions` are those before the fault.

    Args:
        fault: finds the place of a fault for which the parser gives none.
    """
    try:
        yield
    except SyntaxError as error:
        raise _syntax_refusal(error, descriptions, notes, fault) from error
    except MemoryError as error:
        if _TOO_LONG not in str(error):
            raise
        limit = MAX_JSON_TOKEN_BYTES if format == "json-ld" else MAX_TOKEN_BYTES
        raise _long_refusal(limit, descriptions, notes) from error


def refuse_dense(triples: int, size: int, notes: Notes) -> None:
    """Refuse a document with far more triples than others of its size, such as one of empty blank nodes.

    Raises:
        DocumentError: it is so.
    """
    if triples > max(_FREE_TRIPLES, size // MIN_BYTES_PER_TRIPLE):
        raise notes.refusal("read:too-large", ReadingText.DOCUMENT_TOO_DENSE(size=size, limit=MIN_BYTES_PER_TRIPLE))


def refuse_long_terms(descriptions: Descriptions, notes: Notes) -> None:
    """Raise DocumentError for a text or an IRI that could not be read again from N-Quads.

    RDF/XML has no limit, and escapes make texts longer.
    """
    longest = MAX_TOKEN_BYTES // _MOST_ESCAPED
    values = map(
        attrgetter("value"), chain(descriptions, map(itemgetter(1), chain.from_iterable(descriptions.values())))
    )
    if max(map(len, values), default=0) <= longest:
        return
    before: Descriptions = {}
    for subject, pairs in descriptions.items():
        before[subject] = pairs
        for term in (subject, *map(itemgetter(1), pairs)):
            if len(term.value) > longest and len(str(term).encode()) > MAX_TOKEN_BYTES:
                raise _long_refusal(MAX_TOKEN_BYTES, before, notes)


def may_hold_long_terms(data: bytes, format: str) -> bool:  # noqa: A002
    """Whether every term must be checked, which costs some 8 % of reading.

    A long text without line breaks is in a line that fills a whole window; few documents have such a line.
    """
    if len(data) * _MOST_ESCAPED <= MAX_TOKEN_BYTES:
        return False
    if format == "xml" or b'"""' in data or b"'''" in data:
        return True
    starts = range(0, len(data) - _WINDOW + 1, _WINDOW)
    return any(data.find(b"\n", start, start + _WINDOW) < 0 for start in starts)


def _long_refusal(limit: int, descriptions: Descriptions, notes: Notes) -> DocumentError:
    names = (node for node in reversed(descriptions) if type(node) is NamedNode and len(node.value) <= _LONGEST_NAME)
    near = next(map(str, names), None)
    reason = (
        ReadingText.TERM_TOO_LONG(limit=limit)
        if near is None
        else ReadingText.TERM_TOO_LONG_NEAR(limit=limit, node=near)
    )
    return notes.refusal("read:too-large", reason)


def _syntax_refusal(
    error: SyntaxError, descriptions: Descriptions, notes: Notes, fault: Callable[[], XmlFault | None] | None
) -> DocumentError:
    if _NO_LOADER in error.msg:
        return notes.refusal("read:remote-context", ReadingText.CONTEXT_ON_NETWORK())
    reason = FOREIGN_WORDS(words=_POSITION.sub("", error.msg))
    if error.lineno is not None:
        return notes.refusal("read:syntax", reason, line=error.lineno, column=error.offset)
    found = None if fault is None else fault()
    if found is not None:
        reason = ReadingText.SYNTAX_FAULT_AT(reason=reason, tag=found.tag)
        if notes.keeps_lines:
            return notes.refusal("read:syntax", reason, line=found.line, column=found.column)
    # The name of a blank node is made up by the parser.
    last = next((node for node in reversed(descriptions) if type(node) is NamedNode), None)
    return notes.refusal(
        "read:syntax", reason if last is None else ReadingText.SYNTAX_FAULT_AFTER(reason=reason, node=str(last))
    )
