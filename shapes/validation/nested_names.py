"""Names of nodes within a record: by title, else address, else identifier, else by their place and first values.

Names of blank nodes are made up on each reading, so nobody can search for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import TextByLanguage
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import CSVW, DCAT, DCT, FOAF, RDF, RDFS, SH, SKOS, VCARD
from danhmuc.vocab.text import shorten

from ..engine import index_nquads
from ..engine.holders import Holders
from ..engine.node_names import rename_nodes

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Term

    from ..engine import Index

# ---------------------------------------------------------------- nested names

_TITLES: Final = (DCT.title, FOAF.name, SKOS.prefLabel, VCARD.fn, RDFS.label)
_ADDRESSES: Final = (
    DCAT.downloadURL,
    DCAT.accessURL,
    DCAT.endpointURL,
    VCARD.hasEmail,
    VCARD.hasURL,
    FOAF.mbox,
    FOAF.homepage,
    FOAF.page,
    DCT.identifier,
    SKOS.notation,
    CSVW.name,
)
"""Properties of what distinguishes a node without a title, best first."""
_OF_COLLECTIONS: Final = (RDF.first.value, RDF.rest.value)
_LONGEST: Final = 200
_DEEPEST: Final = 5
_VALUES: Final = 2
"""Number of values that describe a node without a name."""


class NestedNames:
    """Names of the nodes of one record, made on demand.

    Args:
        iri: of the record, which needs no name.
    """

    def __init__(self, iri: str, index: Index) -> None:
        self._iri = iri
        self._index = index
        self._names: dict[Term, TextByLanguage | None] = {}
        self._holders: Holders | None = None

    def of(self, node: Term | None) -> TextByLanguage | None:
        """The name of a node; None for the record, for literals, and for an IRI without a title."""
        if node is None:
            return None
        if node not in self._names:
            self._names[node] = self._name(node, _DEEPEST)
        return self._names[node]

    def of_blank(self, node: Term | None) -> TextByLanguage | None:
        """The name of a blank node; None for all other nodes, which have one."""
        return self.of(node) if type(node) is BlankNode else None

    def _name(self, node: Term, depth: int) -> TextByLanguage | None:
        if type(node) is Literal:
            return None
        about = self._index.get(node, {})
        is_blank = type(node) is BlankNode
        if not is_blank and (node.value == self._iri or not about):
            return None
        titles = self._blank_titles.get(node) if is_blank else _titles(about)
        if titles and not (is_blank and self._is_repeated(titles)):
            return TextByLanguage(titles)
        if not is_blank:
            return None
        address = next((value for term in _ADDRESSES for value in _texts(about.get(term, ()))), None)
        if titles:
            with_address = {lang: f"{title} ({address})" for lang, title in titles.items()}
            return TextByLanguage(titles if address is None else with_address)
        return self._description(node, about, depth) if address is None else TextByLanguage({"": address})

    def _description(self, node: Term, about: Mapping[NamedNode, Iterable[Term]], depth: int) -> TextByLanguage:
        """A node without a name, by its property, class and first values, within that of its holder."""
        held_by, number = self._held_by(node)
        classes = sorted(abbreviate(one.value) for one in about.get(RDF.type, ()) if type(one) is NamedNode)
        said = [
            f"{abbreviate(term.value)} {text}"
            for term in sorted(about, key=str)
            if term != RDF.type
            for text in _texts(about[term])
        ]
        text = " ".join(
            part
            for part in (
                None if held_by is None else abbreviate(held_by[1]),
                None if number is None else f"[{number}]",
                f"({', '.join(classes)})" if classes else None,
            )
            if part
        )
        text = ": ".join(part for part in (text, ", ".join(said[:_VALUES])) if part) or "[]"
        holder = None if held_by is None or depth == 0 else self._name(held_by[0], depth - 1)
        if holder is None:
            return TextByLanguage({"": text})
        return TextByLanguage({lang: f"{name} › {text}" for lang, name in holder.texts.items()})

    def _held_by(self, node: Term) -> tuple[tuple[Term, str] | None, int | None]:
        """The node that holds another one, and the property; of an item of a collection that of all, and its number."""
        if self._holders is None:
            self._holders = Holders(self._index)
        held_by = self._holders.holder_of(node)
        cells: set[Term] = set()
        while held_by is not None and held_by[1] in _OF_COLLECTIONS and held_by[0] not in cells:
            cells.add(held_by[0])
            held_by = self._holders.holder_of(held_by[0])
        return held_by, len(cells) or None

    @cached_property
    def _blank_titles(self) -> Mapping[Term, Mapping[str, str]]:
        return {node: _titles(about) for node, about in self._index.items() if type(node) is BlankNode}

    @cached_property
    def _numbers(self) -> Counter[str]:
        """Number of blank nodes that have each title."""
        return Counter(title for titles in self._blank_titles.values() for title in set(titles.values()))

    def _is_repeated(self, titles: Mapping[str, str]) -> bool:
        """Whether another node has one of these titles."""
        return any(self._numbers[title] > 1 for title in titles.values())


def with_names(findings: Iterable[Finding], iri: str, nquads: bytes) -> list[Finding]:
    """The findings on a record, with the names of the nodes that they are about.

    Args:
        nquads: the graph that they were found in.
    """
    given = list(findings)
    if all(one.focus in (None, iri) and not one.has_blank_value for one in given):
        return given
    names = NestedNames(iri, index_nquads(nquads))
    return list(_name_each(given, names))


def _name_each(findings: Iterable[Finding], names: NestedNames) -> Iterator[Finding]:
    for one in findings:
        about = None if one.focus is None else names.of(_node(one.focus))
        value_about = names.of(_node(one.value)) if one.value is not None and one.has_blank_value else None
        yield replace(one, about=about, value_about=value_about) if about or value_about else one


def _node(name: str) -> Term:
    return BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name)


def _titles(about: Mapping[NamedNode, Iterable[Term]]) -> dict[str, str]:
    """The title by language, from the first property that has one."""
    for term in _TITLES:
        if term not in about:
            continue
        found = {}
        for value in about[term]:
            text = value.value.strip() if type(value) is Literal else ""
            if text:
                found[value.language or ""] = shorten(text, _LONGEST)  # type: ignore[union-attr]
        if found:
            return found
    return {}


def _texts(values: Iterable[Term]) -> list[str]:
    return [shorten(value.value, _LONGEST) for value in values if type(value) is not BlankNode and value.value.strip()]


# ---------------------------------------------------------------- made up names
# Paths to the nodes of shapes whose names the parser invented, in place of these names.
#
# The parser invents new names for blank nodes on each run, so nobody can search for them.

_MADE_UP: Final = re.compile(r"_:([0-9a-f]+)")
_PATH: Final = SH.path


def rename_made_up(message: Message, holders: Holders, index: Index) -> Message:
    """Replace blank nodes in a message on shapes by paths that lead to them.

    Args:
        holders: of the nodes of the index.
    """

    def way_to(text: str) -> str:
        found = _MADE_UP.fullmatch(text)
        if found is None:
            return text
        node = BlankNode(found[1])
        way = holders.way_to(node)
        if way is None:
            return "[]"
        properties = index.get(node, {})
        paths = [abbreviate(one.value) for one in properties.get(_PATH, ()) if isinstance(one, NamedNode)]
        if paths:
            return f"<{way}>" + "".join(f" (sh:path {path})" for path in paths)
        place = holders.place_of(node)
        return f"<{way}>" if place is None else f"<{way} {place}>"

    return rename_nodes(message, way_to)
