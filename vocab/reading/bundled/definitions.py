"""Short ways to write a JSON-LD context: what a word stands for, and what its values are.

IRIs are written with the prefixes of `vocab.prefixes` and come out whole, so that no prefix is defined that the
published context does not define.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...prefixes import PREFIXES, expand

__all__ = ["ContextDocument", "Definition", "by_language", "classes", "iri", "link", "text", "typed", "words"]

ContextDocument = Mapping[str, object]
"""What stands at a context's IRI: an object with an ``@context``, or the context itself."""

Definition = Mapping[str, object] | str
"""What a context says of one word."""


def iri(name: str) -> str:
    """The whole IRI of a prefixed name; one that is whole already is left alone.

    >>> iri("dct:title"), iri("http://a.example/x")
    ('http://purl.org/dc/terms/title', 'http://a.example/x')
    """
    return expand(name) if name.partition(":")[0] in PREFIXES else name


def link(name: str) -> Definition:
    """A word whose texts are IRIs."""
    return {"@id": iri(name), "@type": "@id"}


def text(name: str) -> Definition:
    """A word whose texts are texts."""
    return iri(name)


def typed(name: str, datatype: str) -> Definition:
    """A word whose texts are of a datatype."""
    return {"@id": iri(name), "@type": iri(datatype)}


def by_language(name: str) -> Definition:
    """A word whose value is an object: language tag → texts."""
    return {"@id": iri(name), "@container": "@language"}


def words(terms: Mapping[str, Definition], listed: str) -> dict[str, Definition]:
    """The definitions of the words that are listed with blanks between them."""
    return {word: terms[word] for word in listed.split()}


def classes(table: Mapping[str, tuple[str, Mapping[str, Definition]]]) -> dict[str, Definition]:
    """Classes with the words that are known within their resources only: class → name, words."""
    return {
        word: {"@id": iri(name), "@context": dict(scope)} if scope else iri(name)
        for word, (name, scope) in table.items()
    }
