"""Short ways to write a JSON-LD context: the meaning of a word, and the kind of its values.

IRIs are written with the prefixes of `vocab.prefixes` and expanded, so that no prefix is defined that the published
context does not define.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...prefixes import PREFIXES, expand

ContextDocument = Mapping[str, object]
"""The document at a context's IRI: an object with an ``@context``, or the context itself."""

Definition = Mapping[str, object] | str
"""The definition of one word in a context."""


def iri(name: str) -> str:
    """Expand a prefixed name; a full IRI stays as it is.

    >>> iri("dct:title"), iri("http://a.example/x")
    ('http://purl.org/dc/terms/title', 'http://a.example/x')
    """
    return expand(name) if name.partition(":")[0] in PREFIXES else name


def link(name: str) -> Definition:
    """Define a word whose texts are IRIs."""
    return {"@id": iri(name), "@type": "@id"}


def text(name: str) -> Definition:
    """Define a word whose texts are plain texts."""
    return iri(name)


def literal(name: str, datatype: str) -> Definition:
    """Define a word whose texts are of a datatype."""
    return {"@id": iri(name), "@type": iri(datatype)}


def by_language(name: str) -> Definition:
    """Define a word whose value is an object: language tag → texts."""
    return {"@id": iri(name), "@container": "@language"}


def words(terms: Mapping[str, Definition], listed: str) -> dict[str, Definition]:
    """The definitions of words listed with blanks between them."""
    return {word: terms[word] for word in listed.split()}


def classes(table: Mapping[str, tuple[str, Mapping[str, Definition]]]) -> dict[str, Definition]:
    """Define classes with words that are valid only within their resources: class → name, words."""
    return {
        word: {"@id": iri(name), "@context": dict(scope)} if scope else iri(name)
        for word, (name, scope) in table.items()
    }
