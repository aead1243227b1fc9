"""Turtle: prefixes, blank nodes in brackets, properties in DCAT's order, a paragraph for each IRI.

A name is shortened only where nothing in it needs an escape, because parsers do not agree on those.
Source: https://www.w3.org/TR/turtle/
"""

from __future__ import annotations

import re
from typing import Final

from ..prefixes import PREFIXES
from ..terms import XSD
from .describing import DEEPEST, TYPE, About, Descriptions, describe
from .escaping import escape_spaces
from .labels import label
from .octets import octets, readable, sealed, unsealed
from .ordering import PropertyOrder, class_rank
from .unwritten import Unwritten

__all__ = ["TurtleWriter"]

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPE: Final = re.compile(r'\\[^n"]')
"""All but line feeds and quotation marks."""
_BARE: Final = {
    str(XSD.integer): re.compile(r"-?[1-9][0-9]{0,17}|0"),
    str(XSD.boolean): re.compile(r"true|false"),
}
"""Datatypes of what stands without quotation marks, and which texts of theirs every parser reads back as they are."""
_STEP: Final = "    "
_KEPT: Final = 1 << 16


class TurtleWriter:
    """Writes one graph after another; blank nodes of two graphs must not share names.

    Attributes:
        unwritten: nothing, since Turtle holds all of RDF.
    """

    def __init__(self) -> None:
        self.unwritten = Unwritten()
        self._short = _Terms()
        self._order = PropertyOrder()
        self._plans: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def head(self, *, used: bool) -> bytes:
        """The prefixes: all that are known, or those used so far."""
        return "".join(
            f"@prefix {prefix}: <{namespace}> .\n"
            for prefix, namespace in sorted(PREFIXES.items())
            if not used or prefix in self._short.used
        ).encode()

    def graph(self, nquads: bytes) -> bytes:
        """A paragraph for each subject that has an IRI or a name, each behind a blank line."""
        return sealed("".join(_Graph(self, describe(unsealed(nquads))).paragraphs()))

    def tail(self) -> bytes:
        """Nothing."""
        return b""

    def short(self, term: str) -> str:
        """An IRI."""
        return self._short[term]

    def plan(self, about: About) -> list[tuple[str, str]]:
        """The predicates in the order in which they are written, each with how; descriptions of a kind share one."""
        key = tuple(about)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > _KEPT:
                self._plans.clear()
            found = [
                (name, "a " if name == TYPE else self._short[name] + " ")
                for name in sorted(about, key=self._order.__getitem__)
            ]
            self._plans[key] = found
        return found


class _Terms(dict[str, str]):
    """IRIs as in N-Quads to how they are written; made when first asked for.

    Attributes:
        used: prefixes that stand in any of them.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()

    def __missing__(self, term: str) -> str:
        """A prefixed name, or the IRI as it is."""
        if len(self) > _KEPT:
            self.clear()
        end = (term.rfind("#") + 1) or (term.rfind("/") + 1)
        prefix = _PREFIX_OF.get(term[1:end])
        if prefix is not None and _LOCAL.fullmatch(term, end, len(term) - 1):
            self.used.add(prefix)
            short = f"{prefix}:{term[end:-1]}"
        else:
            short = term if term.isascii() else octets(escape_spaces(readable(term)))
        self[term] = short
        return short


class _Graph:
    """One graph on its way out."""

    def __init__(self, writer: TurtleWriter, found: Descriptions) -> None:
        self._plan = writer.plan
        self._terms = writer._short
        self._found = found
        self._once = found.once
        self._below: list[str] = []

    def paragraphs(self) -> list[str]:
        """All subjects, those that are mentioned once below the one that mentions them."""
        found = self._found
        written: list[str] = []
        for root in found.roots:
            self._with_those_below(root, written)
        while (left := found.left()) is not None:
            self._with_those_below(left, written)
        return written

    def _with_those_below(self, root: str, written: list[str]) -> None:
        todo = [root]
        while todo:
            subject = todo.pop()
            about = self._found.about[subject]
            written.append(f"\n{self._name(subject)}\n{_STEP}{self._said(about, _STEP, 1)} .\n")
            if self._below:
                if len(self._below) > 1:
                    self._below.sort(key=self._place, reverse=True)
                todo += self._below
                self._below = []

    def _place(self, subject: str) -> tuple[bool, int, str]:
        return subject[0] == "_", class_rank(self._found.about[subject].get(TYPE, [])), subject

    def _name(self, subject: str) -> str:
        if subject[0] == "_":
            return f"_:{label(subject)}" if subject in self._found.mentioned else "[]"
        return self._terms[subject]

    def _said(self, about: About, indent: str, depth: int) -> str:
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
        # By what they say: the names of blank nodes must not tell.
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
        """What is no literal, and may have its description here or below."""
        found = self._found
        if node not in found.once:
            if node[0] != "_":
                return self._terms[node]
            return "[]" if found.is_anonymous(node) else f"_:{label(node)}"
        if node[0] != "_":
            found.once.discard(node)
            self._below.append(node)
            return self._terms[node]
        if depth >= DEEPEST:
            return f"_:{label(node)}"
        found.once.discard(node)
        items = found.lists.get(node)
        if items is not None:
            listed = [self._item(item, indent, depth) for item in items]
            return f"( {' '.join(listed)} )"
        deeper = indent + _STEP
        said = self._said(found.about[node], deeper, depth + 1)
        if "\n" in said:
            return f"[\n{deeper}{said}\n{indent}]"
        return f"[ {said} ]"

    def _item(self, item: str, indent: str, depth: int) -> str:
        return self._literal(item) if item[0] == '"' else self._node(item, indent, depth + 1)
