"""Objects as text, in the form of a constructor call: a field a line, long values shortened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import SPDX
from danhmuc.vocab.text import shorten

from ..messages.model import ModelText
from .language_map import LanguageMap
from .literals import Boolean, Number, Text, TypedLiteral

if TYPE_CHECKING:
    from .resource import Resource


CUT: Final = 68
"""Characters of a text that are shown."""
_FEW: Final = 3
_DEPTH: Final = 2
_LISTS: Final = {
    "http://www.iana.org/assignments/media-types/": 0,
    "http://publications.europa.eu/resource/authority/": 1,
    SPDX.checksumAlgorithm_sha256.value.removesuffix("sha256"): 0,
    "http://purl.org/adms/": 1,
    "http://data.europa.eu/bna/": 0,
    "https://w3id.org/danhmuc/concept/": 1,
}
"""Namespaces whose IRIs end in the code that a constructor takes, by the number of slashes before it."""


def text_of(resource: Resource) -> str:
    """The object as a constructor call: a field a line, nested things and long values shortened.

    Values that a constructor would not take follow as a comment.
    """
    parts = [] if resource.iri is None else [repr(resource.iri)]
    parts += [f"{name}={_text(value)}" for name, value in shown_fields(resource)]
    if resource.extra:
        parts.append(
            "extra={"
            + ", ".join(f"{abbreviate(iri)!r}: {_text(values)}" for iri, values in resource.extra.items())
            + "}"
        )
    margin = " " * (len(type(resource).__name__) + 1)
    misplaced = ", ".join(f"{name}={_text(values)}" for name, values in resource.misplaced.items())
    comment = f"  # misplaced: {misplaced}" if misplaced else ""
    return f"{type(resource).__name__}({f',{chr(10)}{margin}'.join(parts)}){comment}"


def shown_fields(one: Resource) -> Iterator[tuple[str, object]]:
    """The fields that show something, in the order of the standard."""
    for name in one.fields:
        value = getattr(one, name)
        if value is not None and value != () and not (isinstance(value, LanguageMap) and not value):
            yield name, value


def _text(value: object, depth: int = 0) -> str:
    """A value on one line."""
    from .resource import Resource

    match value:
        case LanguageMap():
            return repr(LanguageMap([Text(shorten(str(text), CUT), text.language) for text in value.texts]))
        case Text():
            return repr(Text(shorten(str(value), CUT), value.language))
        case Boolean() if value.python is not None:
            return repr(value.python)
        case Number():
            return value.lexical if value.decimal is not None else repr(value.lexical)
        case TypedLiteral():
            return repr(value.lexical)
        case Resource():
            return _short(value, depth)
        case tuple():
            shown = [_text(each, depth) for each in value[:_FEW]]
            more = [str(ModelText.VALUES_IN_ALL(number=len(value)))] if len(value) > _FEW else []
            return f"[{', '.join(shown + more)}]"
    return repr(shorten(value, CUT)) if isinstance(value, str) else repr(value)


def _short(one: Resource, depth: int) -> str:
    """A nested thing by IRI and first field; by the IRI alone at some depth, since things may link to themselves."""
    if not one._statements.root_values and one.iri is not None:
        return repr(code_of(one) or one.iri)
    names = [] if one.iri is None else [repr(one.iri)]
    fields = list(shown_fields(one))
    if depth < _DEPTH:
        named = [field for field in fields[:1] if not isinstance(field[1], tuple) or len(field[1]) == 1]
        names += [f"{name}={_text(value, depth + 1)}" for name, value in named]
    return f"{type(one).__name__}({', '.join(names + (['…'] if len(fields) > 1 or not names else []))})"


def code_of(one: Resource) -> str:
    """The code of an item of a code list, taken from its IRI without loading the list; empty for other things."""
    if type(one).__name__ == "Concept" and one.iri is not None:
        for namespace, depth in _LISTS.items():
            code = one.iri.removeprefix(namespace)
            if code != one.iri:
                return code.split("/", depth)[-1]
    return ""
