"""Names of fields and properties: what was asked for, and what is near it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.prefixes import PREFIXES, expand

if TYPE_CHECKING:
    from .resource import Resource

__all__ = ["property_iri", "shown", "unknown_field"]

_CUT: Final = 80


def unknown_field(noun: type[Resource], name: str) -> FieldError:
    """That a noun has no field of that name, with those near it."""
    if name == "iri":
        return FieldError(noun.__name__, name, "is no field: the IRI stays; make another object for another IRI")
    near = get_close_matches(name, [*noun.fields, "extra", "classes"], n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"its fields: {', '.join(noun.fields) or 'none'}"
    return FieldError(noun.__name__, name, f"is no field; {hint}")


def shown(value: object) -> str:
    """What was given, on one line and not too long."""
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python writes no number of more than 4,300 digits
        text = f"a very large {type(value).__name__}"
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"


def property_iri(name: str, noun: str) -> str:
    """The IRI of a property given by IRI or prefixed name.

    Raises:
        FieldError: it is neither.
    """
    prefix, _, local = name.partition(":")
    iri = expand(name) if prefix in PREFIXES and not local.startswith("//") else name
    try:
        return NamedNode(iri).value
    except ValueError as error:
        known = ", ".join(PREFIXES)
        reason = f"takes IRIs and prefixed names as keys; found {name!r}; known prefixes: {known}"
        raise FieldError(noun, "extra", reason) from error
