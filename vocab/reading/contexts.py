"""JSON-LD contexts: those at hand are written into a document before parsing, all others are refused by name.

Nothing is ever fetched. Those that well-known documents name are at hand (`bundled`); a caller may bring others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final
from urllib.parse import urljoin

from ..errors import DocumentError
from ..messages import Message
from ..messages.reading import (
    CONTEXT_CIRCULAR,
    CONTEXT_UNKNOWN,
    CONTEXT_UNKNOWN_NEAR,
    CONTEXT_UNKNOWN_NONE,
    CONTEXTS_TOO_LARGE,
)
from .bundled import BUNDLED, ContextDocument
from .limits import MAX_JSON_BYTES
from .notes import Notes

__all__ = ["BUNDLED", "ContextDocument", "speaks_of", "substitute_contexts"]

_KEY: Final = re.compile(rb'"@context"\s*:\s*')
_FIRST_LOOK: Final = 4096
_FEW: Final = 3
_FIRST_LETTERS: Final = 200
"""Of an IRI that has no limit of its own, enough to see what is near it."""


def substitute_contexts(data: bytes, notes: Notes, *, base: str, contexts: Mapping[str, ContextDocument]) -> bytes:
    """The document with each context that is named by IRI written out; the same object where none was.

    Scoped contexts within terms and ``@import`` are followed as well.

    Raises:
        DocumentError: one of them is not at hand, or with all of them the document is too large.
    """
    resolver = _Resolver(base, notes, contexts)
    # A context may stand in each of a feed's many nodes: it is resolved once.
    written: dict[bytes, bytes] = {}
    pieces: list[bytes] = []
    done, size = 0, len(data)
    for start, end, value in _found(data):
        raw = data[start:end]
        if raw not in written:
            resolver.at = data, start
            resolved = resolver.context(value, ())
            written[raw] = raw if resolved == value else json.dumps(resolved, ensure_ascii=False).encode()
        if written[raw] != raw:
            pieces += (data[done:start], written[raw])
            done = end
            size += len(written[raw]) - len(raw)
            if size > MAX_JSON_BYTES:
                raise notes.refusal("read:too-large", CONTEXTS_TOO_LARGE(limit=MAX_JSON_BYTES))
    return b"".join((*pieces, data[done:])) if pieces else data


def speaks_of(data: bytes, namespace: str) -> bool:
    """Whether any context written in the document names the namespace."""
    return any(namespace in json.dumps(value) for _, _, value in _found(data))


def _found(data: bytes) -> Iterator[tuple[int, int, object]]:
    """Each outermost context of the document: where it begins, where it ends, its value."""
    done = 0
    for key in _KEY.finditer(data):
        # Behind a backslash it is the end of a text that speaks of contexts.
        if key.start() < done or data[key.start() - 1 : key.start()] == b"\\":
            continue
        found = _value_at(data, key.end())
        if found is None:
            # Broken JSON: the parser will say where.
            return
        value, done = found
        yield key.end(), done, value


def _value_at(data: bytes, start: int) -> tuple[object, int] | None:
    """The JSON value that begins there and where it ends, None when it does not end."""
    size = _FIRST_LOOK
    while True:
        text = data[start : start + size].decode(errors="ignore")
        try:
            value, length = json.JSONDecoder().raw_decode(text)
        except ValueError:
            if start + size >= len(data):
                return None
            size *= 4
        else:
            return value, start + len(text[:length].encode())


def _unknown(iri: str, contexts: Mapping[str, ContextDocument]) -> Message:
    """The context is not at hand; those that are: all of a few, else how many and the nearest to the IRI."""
    known = sorted(contexts)
    if not known:
        return CONTEXT_UNKNOWN_NONE(iri=iri)
    if len(known) <= _FEW:
        return CONTEXT_UNKNOWN(iri=iri, known=tuple(known))
    nearest = get_close_matches(iri[:_FIRST_LETTERS], known, n=1, cutoff=0.0)
    return CONTEXT_UNKNOWN_NEAR(iri=iri, number=len(known), nearest=nearest[0])


class _Resolver:
    """Puts contexts in place of their IRIs."""

    def __init__(self, base: str, notes: Notes, contexts: Mapping[str, ContextDocument]) -> None:
        self.at: tuple[bytes, int] = (b"", 0)
        self._base = base
        self._notes = notes
        self._contexts = contexts

    def context(self, value: object, within: tuple[str, ...]) -> object:
        """The context written out; `within` are the IRIs that it came from, outermost first."""
        if isinstance(value, str):
            return self._loaded(value, within)
        if isinstance(value, list):
            resolved = [self.context(member, within) for member in value]
            # Lists do not stand in lists; a context at hand may be one.
            return [part for member in resolved for part in (member if isinstance(member, list) else [member])]
        if isinstance(value, Mapping):
            return self._definition(value, within)
        return value

    def _definition(self, value: Mapping[str, object], within: tuple[str, ...]) -> dict[str, object]:
        terms = {key: self._term(term, within) for key, term in value.items() if key != "@import"}
        imported = value.get("@import")
        if isinstance(imported, str):
            loaded = self._loaded(imported, within)
            # JSON-LD 1.1 allows one object there; what imports it overrides it.
            return {**loaded, **terms} if isinstance(loaded, dict) else {**terms, "@import": imported}
        return terms if imported is None else {**terms, "@import": imported}

    def _term(self, term: object, within: tuple[str, ...]) -> object:
        if isinstance(term, Mapping) and "@context" in term:
            return {**term, "@context": self.context(term["@context"], within)}
        return term

    def _loaded(self, iri: str, within: tuple[str, ...]) -> object:
        absolute = urljoin(within[-1] if within else self._base, iri)
        document = self._contexts.get(iri) or self._contexts.get(absolute)
        if document is None:
            raise self._refusal(_unknown(absolute, self._contexts))
        if absolute in within:
            raise self._refusal(CONTEXT_CIRCULAR(iri=absolute))
        return self.context(document.get("@context", document), (*within, absolute))

    def _refusal(self, reason: Message) -> DocumentError:
        data, start = self.at
        return self._notes.refusal("read:remote-context", reason, line=data.count(b"\n", 0, start) + 1)
