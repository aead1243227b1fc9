"""Values of corrections as RDF terms, and terms as people read them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.prefixes import PREFIXES, abbreviate
from danhmuc.vocab.valid_iris import is_valid_iri

Text: TypeAlias = str
"""A plain text: neither an IRI nor a literal of a certain language or datatype."""

_LITERAL: Final = re.compile(
    r'"((?:[^"\\\r\n]|\\[tbnrf"\'\\])*)"(?:@([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\^\^(?:<([^<>\s]+)>|([\w-]+):([\w-]+)))?'
)
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@lru_cache(maxsize=1024)
def read_term(value: str) -> NamedNode | Literal | Text:
    """The term that ``<IRI>`` or a literal in quotation marks states; any other text as it is.

    >>> read_term("<https://e.vn/a>"), read_term('"Nước"@vi'), read_term("CC-BY")
    (<NamedNode value=https://e.vn/a>, <Literal value=Nước language=vi>, 'CC-BY')

    Raises:
        ValueError: it begins like one of these and is none.
    """
    if value.startswith("<"):
        iri = value[1:-1]
        if not value.endswith(">") or not is_valid_iri(iri):
            raise ValueError(value)
        return NamedNode(iri)
    if not value.startswith('"'):
        return value
    found = _LITERAL.fullmatch(value)
    if found is None:
        raise ValueError(value)
    text, language, datatype, prefix, local = found.groups()
    text = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), text)
    if language is not None:
        # As the reader leaves tags.
        return Literal(text, language=language.lower())
    if prefix is not None:
        if prefix not in PREFIXES:
            raise ValueError(value)
        datatype = PREFIXES[prefix] + local
    if datatype is None:
        return Literal(text)
    if not is_valid_iri(datatype):
        raise ValueError(value)
    return Literal(text, datatype=NamedNode(datatype))


def term_text(term: object) -> str:
    """A term or plain text for people: a text with its language, a code or name with its prefix."""
    if isinstance(term, Literal):
        return term.value if term.language is None else f"{term.value} @{term.language}"
    return abbreviate(term.value) if isinstance(term, NamedNode) else str(term)
