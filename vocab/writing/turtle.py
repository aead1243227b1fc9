"""Write Turtle: prefixes, blank nodes in brackets, properties in DCAT's order, a paragraph for each IRI.

A name is shortened only if nothing in it needs an escape, because parsers do not agree on those.
Source: https://www.w3.org/TR/turtle/
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..prefixes import PREFIXES
from ..terms import XSD
from .describing import (
    DEEPEST,
    TYPE,
    About,
    Descriptions,
    PropertyOrder,
    bytes_of_octets,
    class_rank,
    describe,
    label,
    octets_of_bytes,
    octets_of_text,
    text_of_octets,
)
from .ntriples import escape_spaces, escape_spaces_in_bytes
from .unwritten import Unwritten

# ---------------------------------------------------------------- turtle

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPE: Final = re.compile(r'\\[^n"]')
"""Any escape except of line feeds and quotation marks."""
_BARE: Final = {
    str(XSD.integer): re.compile(r"-?[1-9][0-9]{0,17}|0"),
    str(XSD.boolean): re.compile(r"true|false"),
}
"""Datatypes of literals without quotation marks, and the texts that every parser reads back unchanged."""
_STEP: Final = "    "
_MOST_CACHED: Final = 1 << 16


class TurtleWriter:
    """Writes one graph after another; blank nodes of two graphs must not share names.

    Attributes:
        unwritten: nothing, since Turtle can express all of RDF.
    """

    def __init__(self) -> None:
        self.unwritten = Unwritten()
        self._terms = _Terms()
        self._order = PropertyOrder()
        self._plans: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def head(self, *, used: bool) -> bytes:
        """The prefixes: all known ones, or those used so far."""
        return "".join(
            f"@prefix {prefix}: <{namespace}> .\n"
            for prefix, namespace in sorted(PREFIXES.items())
            if not used or prefix in self._terms.used
        ).encode()

    def graph(self, nquads: bytes) -> bytes:
        """A paragraph for each subject that has an IRI or a name, each after a blank line."""
        return bytes_of_octets("".join(_Graph(self, describe(octets_of_bytes(nquads))).paragraphs()))

    def tail(self) -> bytes:
        """Nothing."""
        return b""

    def plan(self, about: About) -> list[tuple[str, str]]:
        """The predicates in the order in which they are written, with their texts, cached by the set of predicates."""
        key = tuple(about)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > _MOST_CACHED:
                self._plans.clear()
            found = [
                (name, "a " if name == TYPE else self._terms[name] + " ")
                for name in sorted(about, key=self._order.__getitem__)
            ]
            self._plans[key] = found
        return found


class _Terms(dict[str, str]):
    """IRIs as in N-Quads to their text in Turtle; made when first used.

    Attributes:
        used: prefixes in any of them.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()

    def __missing__(self, term: str) -> str:
        """A prefixed name, or the IRI itself."""
        if len(self) > _MOST_CACHED:
            self.clear()
        end = (term.rfind("#") + 1) or (term.rfind("/") + 1)
        prefix = _PREFIX_OF.get(term[1:end])
        if prefix is not None and _LOCAL.fullmatch(term, end, len(term) - 1):
            self.used.add(prefix)
            short = f"{prefix}:{term[end:-1]}"
        else:
            short = term if term.isascii() else octets_of_text(escape_spaces(text_of_octets(term)))
        self[term] = short
        return short


class _Graph:
    """The writer of one graph."""

    def __init__(self, writer: TurtleWriter, found: Descriptions) -> None:
        self._plan = writer.plan
        self._terms = writer._terms
        self._found = found
        self._once = found.once
        self._nested: list[str] = []

    def paragraphs(self) -> list[str]:
        """All subjects; one that is mentioned once follows the one that mentions it."""
        found = self._found
        written: list[str] = []
        for root in found.roots:
            self._write_with_nested(root, written)
        while (left := found.pop_remaining()) is not None:
            self._write_with_nested(left, written)
        return written

    def _write_with_nested(self, root: str, written: list[str]) -> None:
        todo = [root]
        while todo:
            subject = todo.pop()
            about = self._found.about[subject]
            written.append(f"\n{self._name(subject)}\n{_STEP}{self._properties_text(about, _STEP, 1)} .\n")
            if self._nested:
                if len(self._nested) > 1:
                    self._nested.sort(key=self._place, reverse=True)
                todo += self._nested
                self._nested = []

    def _place(self, subject: str) -> tuple[bool, int, str]:
        return subject[0] == "_", class_rank(self._found.about[subject].get(TYPE, [])), subject

    def _name(self, subject: str) -> str:
        if subject[0] == "_":
            return f"_:{label(subject)}" if subject in self._found.mentioned else "[]"
        return self._terms[subject]

    def _properties_text(self, about: About, indent: str, depth: int) -> str:
        """Predicates and values, without the full stop."""
        terms, once = self._terms, self._once
        written: list[str] = []
        for predicate, name in self._plan(about):
            values = about[predicate]
            if len(values) > 1:
                written.append(name + f" ,\n{indent}{_STEP}".join(self._values(values, indent, depth)))
                continue
            value = values[0]
            if value[0] == '"':
                written.append(name + (value if value[-1] != ">" and "\\" not in value else self._literal(value)))
            elif value in once or value[0] == "_":
                written.append(name + self._node(value, indent, depth))
            else:
                written.append(name + terms[value])
        return f" ;\n{indent}".join(written)

    def _values(self, values: list[str], indent: str, depth: int) -> list[str]:
        terms, once = self._terms, self._once
        written: list[str] = []
        nested: list[str] = []
        for value in values:
            if value[0] == '"':
                written.append(value if value[-1] != ">" and "\\" not in value else self._literal(value))
            elif value[0] == "_":
                nested.append(self._node(value, indent + _STEP, depth))
            elif value in once:
                written.append(self._node(value, indent, depth))
            else:
                written.append(terms[value])
        # Sorted by content: the names of blank nodes must not matter.
        return written + sorted(nested)

    def _literal(self, literal: str) -> str:
        if literal[-1] == ">":
            # Quotes within the text are escaped, so the last one ends it.
            text, _, datatype = literal.rpartition('"^^')
            bare = _BARE.get(datatype)
            if bare is not None and bare.fullmatch(text, 1):
                return text[1:]
            text += '"'
            rest = "^^" + self._terms[datatype]
        else:
            end = literal.rindex('"') + 1
            text, rest = literal[:end], literal[end:]
        if "\\n" in text and _ESCAPE.search(text) is None:
            text = '""' + text.replace("\\n", "\n") + '""'
        return text + rest

    def _node(self, node: str, indent: str, depth: int) -> str:
        """A value that is not a literal, and may be nested here or described below."""
        found = self._found
        if node not in found.once:
            if node[0] != "_":
                return self._terms[node]
            return "[]" if found.is_anonymous(node) else f"_:{label(node)}"
        if node[0] != "_":
            found.once.discard(node)
            self._nested.append(node)
            return self._terms[node]
        if depth >= DEEPEST:
            return f"_:{label(node)}"
        found.once.discard(node)
        items = found.lists.get(node)
        if items is not None:
            listed = [self._item(item, indent, depth) for item in items]
            return f"( {' '.join(listed)} )"
        deeper = indent + _STEP
        text = self._properties_text(found.about[node], deeper, depth + 1)
        if "\n" in text:
            return f"[\n{deeper}{text}\n{indent}]"
        return f"[ {text} ]"

    def _item(self, item: str, indent: str, depth: int) -> str:
        return self._literal(item) if item[0] == '"' else self._node(item, indent, depth + 1)


# ---------------------------------------------------------------- named graphs
# Write TriG with named graphs: Turtle in braces, for documents in which the name of a graph says something.

_INDENTED: Final = b"{\n"


def write_named_graphs(default: bytes, named: Iterable[tuple[str, bytes]]) -> bytes:
    """A whole document, with the prefixes that it uses.

    Args:
        default: the default graph as lines of N-Quads.
        named: the valid IRI of each named graph, once, and its triples as lines of N-Quads in the default graph; blank
            nodes of two graphs share no name.
    """
    writer = TurtleWriter()
    body = [writer.graph(default)]
    for iri, nquads in named:
        name = escape_spaces_in_bytes(f"\n<{iri}> ".encode())
        body += [name, _INDENTED, writer.graph(nquads).removeprefix(b"\n"), b"}\n"]
    return b"".join([writer.head(used=True), *body])
