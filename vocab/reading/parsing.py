"""Turn safe bytes into descriptions with pyoxigraph, and stop at the first thing it cannot parse.

Never its ``Store``, which rewrites literals; always lenient, since strict JSON-LD drops triples silently.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from typing import IO, Final, cast

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ..errors import DocumentError, UsageError
from ..messages import FOREIGN_WORDS
from ..messages.reading import BASE_UNUSABLE, CONTEXT_ON_NETWORK, SYNTAX_FAULT_AFTER, TRIPLE_TERM
from .descriptions import Descriptions, Subject, Term
from .notes import Notes

__all__ = ["describe", "fill", "paused_collection", "quads_of", "refusal"]

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


def describe(data: bytes, format: str, base: str, notes: Notes) -> Descriptions:  # noqa: A002
    """The descriptions that a document holds.

    Raises:
        DocumentError: a syntax fault or a triple term anywhere; what came before is not given out.
        UsageError: the base is no absolute IRI.
    """
    quads = quads_of(data, format, base, notes)
    descriptions: Descriptions = {}
    try:
        fill(descriptions, cast("Iterable[tuple[Subject, NamedNode, Term, object]]", quads))
    except SyntaxError as error:
        raise refusal(error, descriptions, notes) from error
    if Triple in set(map(type, map(itemgetter(1), chain.from_iterable(descriptions.values())))):
        raise notes.refusal("read:triple-term", TRIPLE_TERM())
    return descriptions


def quads_of(
    data: bytes | IO[bytes],
    format: str,  # noqa: A002
    base: str,
    notes: Notes,
    *,
    rename_blank_nodes: bool = True,
) -> Iterable[object]:
    """The quads of a document, read as they are asked for where the format allows it.

    To rename blank nodes, the parser remembers them all.

    Raises:
        UsageError: the base is no absolute IRI.
    """
    try:
        return parse(data, _PARSERS[format], base_iri=base, lenient=True, rename_blank_nodes=rename_blank_nodes)
    except ValueError as error:
        reason = FOREIGN_WORDS(words=str(error))
        raise UsageError(BASE_UNUSABLE(document=notes.document, base=base, reason=reason)) from error


def fill(descriptions: Descriptions, quads: Iterable[tuple[Subject, NamedNode, Term, object]]) -> None:
    """The hot loop, bare on purpose: a document of 10,000 datasets goes through it 600,000 times."""
    known: dict[NamedNode, NamedNode] = {}
    for subject, predicate, value, _ in quads:
        # One object for each predicate saves a quarter of the memory.
        try:
            predicate = known[predicate]
        except KeyError:
            known[predicate] = predicate
        try:
            descriptions[subject].append((predicate, value))
        except KeyError:
            descriptions[subject] = [(predicate, value)]


@contextmanager
def paused_collection() -> Iterator[None]:
    """Keep the cyclic garbage collector from going over millions of new terms that hold no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if gc.get_freeze_count() == 0:
                # Moves the new ones to the oldest generation; else the next allocation would go over all of them.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def refusal(error: SyntaxError, descriptions: Descriptions, notes: Notes) -> DocumentError:
    """What to raise for a syntax fault; `descriptions` are those before it."""
    if _NO_LOADER in error.msg:
        return notes.refusal("read:remote-context", CONTEXT_ON_NETWORK())
    reason = FOREIGN_WORDS(words=_POSITION.sub("", error.msg))
    if error.lineno is None and descriptions:
        reason = SYNTAX_FAULT_AFTER(reason=reason, node=str(next(reversed(descriptions))))
    return notes.refusal("read:syntax", reason, line=error.lineno, column=error.offset)
