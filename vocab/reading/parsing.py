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
from typing import Final, cast

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ..errors import DocumentError, UsageError
from .descriptions import Descriptions, Subject, Term
from .notes import TRIPLE_TERM, Notes

__all__ = ["describe", "paused_collection"]

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
    try:
        quads = parse(data, _PARSERS[format], base_iri=base, lenient=True, rename_blank_nodes=True)
    except ValueError as error:
        raise UsageError(f"cannot read {notes.place} against base {base!r}: {error}") from error
    descriptions: Descriptions = {}
    try:
        _fill(descriptions, cast("Iterable[tuple[Subject, NamedNode, Term, object]]", quads))
    except SyntaxError as error:
        raise _refusal(error, descriptions, notes) from error
    if Triple in set(map(type, map(itemgetter(1), chain.from_iterable(descriptions.values())))):
        raise notes.refusal("read:triple-term", TRIPLE_TERM)
    return descriptions


def _fill(descriptions: Descriptions, quads: Iterable[tuple[Subject, NamedNode, Term, object]]) -> None:
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


def _refusal(error: SyntaxError, descriptions: Descriptions, notes: Notes) -> DocumentError:
    if _NO_LOADER in error.msg:
        return notes.refusal("read:remote-context", "a JSON-LD context on the network; write the context inline")
    reason = _POSITION.sub("", error.msg)
    if error.lineno is None and descriptions:
        reason += f" (after {next(reversed(descriptions))})"
    return notes.refusal("read:syntax", reason, line=error.lineno, column=error.offset)
