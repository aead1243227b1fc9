"""Changes of graphs as lines of text: for terminals, mails and pages alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from danhmuc.vocab.messages import TextByLanguage
from danhmuc.vocab.prefixes import abbreviate

if TYPE_CHECKING:
    from ..record.graph_changes import PropertyChange


PropertyNames = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line.

    Attributes:
        mark: ``-`` before a value that is gone, ``+`` before a new one, nothing before the name of a property.
    """

    mark: Literal["", "-", "+"]
    text: str


def change_lines(iri: str, changes: Iterable[PropertyChange], names: PropertyNames, lang: str) -> Iterator[ChangeLine]:
    """The lines of the changes of a record: the name of each property, then its old and new values.

    Args:
        iri: the record, which is not named.
        names: of properties by language, from `load_property_names`.
    """
    for change in changes:
        yield ChangeLine("", " › ".join(_heading(iri, change, names, lang)))
        for value in change.removed:
            yield ChangeLine("-", value)
        for value in change.added:
            yield ChangeLine("+", value)


def _heading(iri: str, change: PropertyChange, names: PropertyNames, lang: str) -> Iterator[str]:
    thing = TextByLanguage(change.name).render(lang)
    if change.subject != iri:
        yield f"{thing} <{change.subject}>" if thing and not change.path else f"<{change.subject}>"
    for number, term in enumerate(change.path, start=1):
        name = _name(term, names, lang)
        yield f"{name} ({thing})" if thing and number == len(change.path) else name
    short = abbreviate(change.property)
    name = _name(change.property, names, lang)
    yield name if name == short else f"{name} ({short})"


def _name(term: str, names: PropertyNames, lang: str) -> str:
    texts = names.get(term)
    return TextByLanguage(texts).render(lang) if texts else abbreviate(term)
