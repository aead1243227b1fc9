"""Property paths as text, in the syntax of SPARQL.

Source: SPARQL 1.1, section 9.1; SHACL 1.0, section 2.3.1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from danhmuc.vocab.prefixes import abbreviate

from .paths import Alternative, Inverse, OneOrMore, Path, Predicate, Steps, ZeroOrMore, ZeroOrOne

_MARKS: Final[dict[type, str]] = {ZeroOrMore: "*", OneOrMore: "+", ZeroOrOne: "?"}


def path_text(path: Path) -> str:
    """The text of a path with full IRIs; for a single property its IRI without brackets.

    >>> from pyoxigraph import NamedNode
    >>> label = Predicate(NamedNode("http://a.example/label"))
    >>> path_text(label), path_text(ZeroOrMore(Inverse(label)))
    ('http://a.example/label', '(^<http://a.example/label>)*')
    """
    return path.iri.value if isinstance(path, Predicate) else _text(path, lambda iri: f"<{iri}>")


def readable_path(path: Path) -> str:
    """The text of a path with well-known prefixes.

    >>> from pyoxigraph import NamedNode
    >>> one, other = (Predicate(NamedNode("http://purl.org/dc/terms/" + name)) for name in ("title", "publisher"))
    >>> readable_path(Alternative((Steps((other, one)), one)))
    'dct:publisher/dct:title|dct:title'
    """
    if isinstance(path, Predicate):
        return abbreviate(path.iri.value)

    def write(iri: str) -> str:
        short = abbreviate(iri)
        return f"<{iri}>" if short == iri else short

    return _text(path, write)


def _text(path: Path, write: Callable[[str], str]) -> str:
    match path:
        case Predicate(iri):
            return write(iri.value)
        case Inverse(inner):
            return "^" + _within(inner, write)
        case Steps(paths):
            return "/".join(
                f"({_text(one, write)})" if isinstance(one, Alternative) else _text(one, write) for one in paths
            )
        case Alternative(paths):
            return "|".join(_text(one, write) for one in paths)
    return _within(path.path, write) + _MARKS[type(path)]


def _within(path: Path, write: Callable[[str], str]) -> str:
    """The text of a path beside a mark, in brackets if necessary."""
    text = _text(path, write)
    return text if isinstance(path, Predicate) else f"({text})"
