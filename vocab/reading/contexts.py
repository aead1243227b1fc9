"""JSON-LD contexts: available ones are inserted into a document before parsing, all others are refused by name.

Nothing is ever fetched. Contexts of well-known documents are `bundled`; a caller may supply others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final
from urllib.parse import urljoin

from ..errors import DocumentError
from ..messages import Message
from ..messages.reading import ReadingText
from ..text import shown_location
from .bundled import BUNDLED, ContextDocument
from .notes import MAX_CONTEXT_WORK, MAX_DEPTH, MAX_JSON_BYTES, Notes

__all__ = ["BUNDLED", "ContextDocument", "mentions_namespace", "substitute_contexts"]

# ---------------------------------------------------------------- context terms
# The terms of JSON-LD contexts: how deep they build on each other, and how often a document makes a parser copy them.
#
# pyoxigraph defines a term inside the definition of the one before, and ten thousand such steps crash the process. It
# copies all terms for each node that has a context of its own, or a class or property with one.

_FREE_WORK: Final = 1_000_000
_SMALL: Final = 100
"""Terms of a context that count only once: hundreds of nodes have each a small one."""


def refuse_long_chains(terms: Mapping[str, object], notes: Notes) -> None:
    """Refuse a context whose terms build on each other too deep.

    Raises:
        DocumentError: it is so, or many terms build on each other in a circle.
    """
    if len(terms) <= MAX_DEPTH:
        return
    depths: dict[str, int] = {}
    for first in terms:
        if first in depths:
            continue
        path = {first: _bases(first, terms)}
        while path:
            name, bases = next(reversed(path.items()))
            base = next(bases, None)
            if base is None:
                del path[name]
                depths[name] = 1 + max((depths[one] for one in _bases(name, terms)), default=0)
                if depths[name] > MAX_DEPTH:
                    raise notes.refusal("read:too-deep", ReadingText.CONTEXT_TOO_DEEP(limit=MAX_DEPTH))
            elif base in path:
                raise notes.refusal("read:too-deep", ReadingText.CONTEXT_TOO_DEEP(limit=MAX_DEPTH))
            elif base not in depths:
                path[base] = _bases(base, terms)


def _bases(name: str, terms: Mapping[str, object]) -> Iterator[str]:
    """The terms of the same context that the definition of a term may need."""
    value = terms[name]
    texts = [name, *(value.values() if isinstance(value, Mapping) else [value])]
    for text in texts:
        if isinstance(text, str):
            for base in {text, text.partition(":")[0]}:
                if base != name and base in terms:
                    yield base


@dataclass(slots=True)
class ContextCost:
    """The cost of the contexts that a document declares itself.

    Attributes:
        applied: how many times one is declared or, if a class or property may have one, may be applied.
    """

    applied: int = 0
    _large: int = 0
    _small: int = 0
    _is_scoped: bool = False

    @property
    def terms(self) -> int:
        """The largest number of terms that may apply to one node."""
        return self._large + self._small

    def add(self, value: object) -> None:
        """Add a context that was not yet added."""
        number = 0
        todo = [value]
        while todo:
            one = todo.pop()
            if isinstance(one, list):
                todo += one
            elif isinstance(one, Mapping):
                number += len(one)
                scoped = [term["@context"] for term in one.values() if isinstance(term, Mapping) and "@context" in term]
                self._is_scoped = self._is_scoped or bool(scoped)
                todo += scoped
        if number > _SMALL:
            self._large += number
        else:
            self._small = max(self._small, number)

    def is_too_high(self, data: bytes) -> bool:
        """Whether the document costs far more than others of its size."""
        if self._is_scoped:
            self.applied += data.count(b"{")
        return self.terms * self.applied > _FREE_WORK + MAX_CONTEXT_WORK * len(data)


# ---------------------------------------------------------------- contexts

_KEY: Final = re.compile(rb'"@context"\s*:\s*')
_LONGEST_NUMBER: Final = 100


def _read_integer(text: str) -> int | float:
    return int(text) if len(text) <= _LONGEST_NUMBER else float(text)


_DECODER: Final = json.JSONDecoder(parse_int=_read_integer, strict=False)
"""Refuses nothing that the parser would accept: a context that is not looked at is not guarded."""
_FIRST_LOOK: Final = 4096
_FEW: Final = 3
_FIRST_LETTERS: Final = 200
"""The most characters of an IRI that are compared with others."""


def substitute_contexts(data: bytes, notes: Notes, *, base: str, contexts: Mapping[str, ContextDocument]) -> bytes:
    """Insert each context that is named by IRI into the document; the same object if there is none.

    Scoped contexts within terms and ``@import`` are followed as well.

    Raises:
        DocumentError: a context is not available, or with all of them the document is too large or too costly.
    """
    resolver = _Resolver(base, notes, contexts)
    cost = ContextCost()
    # A context may stand in each of a feed's many nodes: it is resolved once.
    written: dict[bytes, bytes] = {}
    pieces: list[bytes] = []
    done, size = 0, len(data)
    for start, end, value in _find_contexts(data):
        raw = data[start:end]
        cost.applied += 1
        if raw not in written:
            cost.add(value)
            resolver.at = data, start
            resolved = resolver.context(value, ())
            # A lone surrogate is left to the parser, which refuses it.
            written[raw] = (
                raw if resolved == value else json.dumps(resolved, ensure_ascii=False).encode(errors="surrogatepass")
            )
        if written[raw] != raw:
            pieces += (data[done:start], written[raw])
            done = end
            size += len(written[raw]) - len(raw)
            if size > MAX_JSON_BYTES:
                raise notes.refusal("read:too-large", ReadingText.CONTEXTS_TOO_LARGE(limit=MAX_JSON_BYTES))
    if cost.is_too_high(data):
        raise notes.refusal("read:too-large", ReadingText.CONTEXTS_TOO_COSTLY(terms=cost.terms, times=cost.applied))
    return b"".join((*pieces, data[done:])) if pieces else data


def mentions_namespace(data: bytes, namespace: str) -> bool:
    """Whether any context in the document names the namespace."""
    return any(namespace in json.dumps(value) for _, _, value in _find_contexts(data))


def _find_contexts(data: bytes) -> Iterator[tuple[int, int, object]]:
    """Find the outermost contexts of the document: start, end and value of each."""
    done = 0
    for key in _KEY.finditer(data):
        # After a backslash it is the end of a text about contexts.
        if key.start() < done or data[key.start() - 1 : key.start()] == b"\\":
            continue
        found = _value_at(data, key.end())
        if found is None:
            # Broken JSON: the parser will report the place.
            return
        value, done = found
        yield key.end(), done, value


def _value_at(data: bytes, start: int) -> tuple[object, int] | None:
    """The JSON value that begins there and its end, None if it has no end."""
    size = _FIRST_LOOK
    while True:
        text = data[start : start + size].decode(errors="ignore")
        try:
            value, length = _DECODER.raw_decode(text)
        except ValueError:
            if start + size >= len(data):
                return None
            size *= 4
        else:
            return value, start + len(text[:length].encode())


def _unknown(iri: str, contexts: Mapping[str, ContextDocument]) -> Message:
    """The message for a context that is not available, with all available ones, or their number and the nearest."""
    known = sorted(contexts)
    if not known:
        return ReadingText.CONTEXT_UNKNOWN_NONE(iri=iri)
    if len(known) <= _FEW:
        return ReadingText.CONTEXT_UNKNOWN(iri=iri, known=tuple(known))
    nearest = get_close_matches(iri[:_FIRST_LETTERS], known, n=1, cutoff=0.0)
    return ReadingText.CONTEXT_UNKNOWN_NEAR(iri=iri, number=len(known), nearest=nearest[0])


class _Resolver:
    """Replaces IRIs of contexts by the contexts."""

    def __init__(self, base: str, notes: Notes, contexts: Mapping[str, ContextDocument]) -> None:
        self.at: tuple[bytes, int] = (b"", 0)
        self._base = base
        self._notes = notes
        self._contexts = contexts

    def context(self, value: object, within: tuple[str, ...]) -> object:
        """Resolve a context; `within` are the IRIs that led to it, outermost first."""
        if isinstance(value, str):
            return self._load(value, within)
        if isinstance(value, list):
            resolved = [self.context(member, within) for member in value]
            # Lists cannot be nested; an available context may be a list.
            return [part for member in resolved for part in (member if isinstance(member, list) else [member])]
        if isinstance(value, Mapping):
            return self._definition(value, within)
        return value

    def _definition(self, value: Mapping[str, object], within: tuple[str, ...]) -> dict[str, object]:
        terms = {key: self._term(term, within) for key, term in value.items() if key != "@import"}
        refuse_long_chains(terms, self._notes)
        imported = value.get("@import")
        if isinstance(imported, str):
            loaded = self._load(imported, within)
            # JSON-LD 1.1 allows one object there; the importing context overrides it.
            if isinstance(loaded, dict):
                terms = {**loaded, **terms}
                refuse_long_chains(terms, self._notes)
            return terms if isinstance(loaded, dict) else {**terms, "@import": imported}
        return terms if imported is None else {**terms, "@import": imported}

    def _term(self, term: object, within: tuple[str, ...]) -> object:
        if isinstance(term, Mapping) and "@context" in term:
            return {**term, "@context": self.context(term["@context"], within)}
        return term

    def _load(self, iri: str, within: tuple[str, ...]) -> object:
        absolute = urljoin(within[-1] if within else self._base, iri)
        document = self._contexts.get(iri) or self._contexts.get(absolute)
        if document is None:
            raise self._refusal(_unknown(shown_location(absolute), self._contexts))
        if absolute in within:
            raise self._refusal(ReadingText.CONTEXT_CIRCULAR(iri=absolute))
        return self.context(document.get("@context", document), (*within, absolute))

    def _refusal(self, reason: Message) -> DocumentError:
        data, start = self.at
        return self._notes.refusal("read:remote-context", reason, line=data.count(b"\n", 0, start) + 1)
