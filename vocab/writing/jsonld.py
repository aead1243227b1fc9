"""JSON-LD 1.1: compact, with our context inline, one description inside another, properties in DCAT's order.

A value takes the short form that the context gives to its key only where it means exactly that value; every other is
written out in full. Numbers are never JSON numbers. Where an IRI of a graph would be read as a name of the context
(``geo:21.0,105.8``), that graph is written without it.

Source: https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..prefixes import PREFIXES
from .context import TERM_OF, TERMS, context
from .describing import DEEPEST, TYPE, About, Descriptions, describe
from .labels import label
from .octets import readable, sealed, unsealed
from .ordering import PropertyOrder
from .unwritten import Unwritten

__all__ = ["JsonLdWriter"]

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")
_NAMES: Final = frozenset({*PREFIXES, *TERMS})
_STEP: Final = "  "
_KEPT: Final = 1 << 16


_SUFFIXES: Final = {
    "": '"',
    **{
        term.coercion: f'"^^<{PREFIXES[term.coercion.partition(":")[0]]}{term.coercion.partition(":")[2]}>'
        for term in TERMS.values()
        if term.coercion[:1] not in ("", "@")
    },
}
"""How literals end that are plain strings under keys of a coercion."""
_NEVER: Final = "\n"


class JsonLdWriter:
    """Writes one graph after another; blank nodes of two graphs must not share names.

    Attributes:
        unwritten: what JSON-LD could not hold: triples with an IRI that has no scheme.
    """

    def __init__(self) -> None:
        self.unwritten = Unwritten()
        self._compact = _Tongue(is_bare=False)
        self._bare = _Tongue(is_bare=True)
        self._begun = False

    def head(self, *, used: bool) -> bytes:
        """The context, whole or as far as it was used, and the beginning of the graph."""
        tongue = self._compact
        inside = context(tongue.prefixes, tongue.keys) if used else context(PREFIXES.keys(), TERMS.keys())
        return f'{{\n  "@context": {inside},\n  "@graph": ['.encode()

    def graph(self, nquads: bytes) -> bytes:
        """An object for each subject that no other holds."""
        text = unsealed(nquads)
        try:
            objects = self._written(text)
        except _UnwritableError:
            objects = self._written("".join(self._writable(text)))
        if not objects:
            return b""
        before = ",\n    " if self._begun else "\n    "
        self._begun = True
        return sealed(before + ",\n    ".join(objects))

    def tail(self) -> bytes:
        """The end of the graph."""
        return b"\n  ]\n}\n"

    def _written(self, text: str) -> list[str]:
        try:
            return _Graph(self._compact, describe(text)).objects()
        except _MisreadError:
            return _Graph(self._bare, describe(text)).objects()

    def _writable(self, text: str) -> Iterator[str]:
        """The lines that JSON-LD can hold; the others are counted."""
        seen: set[str] = set()
        for line in text.split(" .\n"):
            if not line or line in seen:
                continue
            seen.add(line)
            subject, predicate, value = line.split(" ", 2)
            iris = [term for term in (subject, predicate, value) if term[0] == "<"]
            if value[0] == '"' and value[-1] == ">":
                iris.append(value[value.rindex('"') + 3 :])
            if all(_SCHEME.match(iri, 1) for iri in iris):
                yield line + " .\n"
            else:
                self.unwritten.add(readable(line))


class _UnwritableError(Exception):
    """JSON-LD cannot hold it; caught here, for the triple is then left out."""


class _MisreadError(Exception):
    """The context would make another IRI of it; caught here, for the graph is then written without."""


class _Key(NamedTuple):
    """How a property is written.

    Attributes:
        name: its key, with quotation marks and colon.
        coercion: what the context makes of plain strings there, as in `Term`.
        suffix: how a literal ends that may be a plain string there, with its last quotation mark.
        other: the key where it coerces nothing; differs from the name in the texts by language.
    """

    predicate: str
    name: str
    coercion: str
    suffix: str
    other: str


class _Tongue:
    """How IRIs and keys are written: with the names of the context, or bare."""

    def __init__(self, *, is_bare: bool) -> None:
        self.is_bare = is_bare
        self.prefixes: set[str] = set()
        self.keys: set[str] = set()
        self.iris = _Iris(is_bare=is_bare)
        self.rests = _Rests(self)
        self.classes = _Classes(self)
        self._order = PropertyOrder()
        self._plans: dict[tuple[str, ...], list[_Key]] = {}

    def plan(self, about: About) -> list[_Key]:
        """The predicates in the order in which they are written; descriptions of a kind share one."""
        key = tuple(about)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > _KEPT:
                self._plans.clear()
            ordered = sorted(about, key=self._order.__getitem__)
            found = self._plans[key] = [self._key(predicate) for predicate in ordered if predicate != TYPE]
        return found

    def name(self, iri: str) -> str:
        """An IRI where the context is asked for names: a class, a datatype, a property; without quotation marks."""
        written = self.iris[iri]
        if not self.is_bare:
            end = (iri.rfind("#") + 1) or (iri.rfind("/") + 1)
            prefix = _PREFIX_OF.get(iri[1:end])
            if prefix is not None and _LOCAL.fullmatch(iri, end, len(iri) - 1):
                self.prefixes.add(prefix)
                return f"{prefix}:{iri[end:-1]}"
        return written[1:-1]

    def _key(self, predicate: str) -> _Key:
        compact = self.name(predicate)
        other = f'"{compact}": '
        key = None if self.is_bare else TERM_OF.get(compact)
        if key is None:
            return _Key(predicate, other, "", '"', other)
        coercion = TERMS[key].coercion
        self.keys.add(key)
        if coercion[:1] not in ("", "@"):
            self.prefixes.add(coercion.partition(":")[0])
        return _Key(predicate, f'"{key}": ', coercion, _SUFFIXES.get(coercion, _NEVER), other)


class _Iris(dict[str, str]):
    """IRIs as in N-Quads to JSON strings."""

    def __init__(self, *, is_bare: bool) -> None:
        self._is_bare = is_bare

    def __missing__(self, term: str) -> str:
        """Raises _UnwritableError where it has no scheme, _MisreadError where that is a name of the context."""
        if len(self) > _KEPT:
            self.clear()
        scheme = _SCHEME.match(term, 1)
        if scheme is None:
            raise _UnwritableError
        if scheme[2] is None and scheme[1] in _NAMES and not self._is_bare:
            raise _MisreadError
        iri = term[1:-1]
        written = self[term] = (
            f'"{iri}"'
            if iri.isprintable() and '"' not in iri and "\\" not in iri
            else json.dumps(iri, ensure_ascii=False)
        )
        return written


class _Classes(dict[str, str]):
    """The only class of something, as in N-Quads, to the entry that says so."""

    def __init__(self, tongue: _Tongue) -> None:
        self._tongue = tongue

    def __missing__(self, listed: str) -> str:
        """Raises what an IRI raises."""
        if len(self) > _KEPT:
            self.clear()
        written = self[listed] = f'"@type": "{self._tongue.name(listed)}"'
        return written


class _Rests(dict[str, str]):
    """What stands behind the text of a literal to the end of an object that says so."""

    def __init__(self, tongue: _Tongue) -> None:
        self._tongue = tongue

    def __missing__(self, rest: str) -> str:
        """Raises what an IRI raises."""
        if len(self) > _KEPT:
            self.clear()
        if not rest:
            written = "}"
        elif rest[0] == "@":
            written = f', "@language": "{rest[1:]}"}}'
        else:
            written = f', "@type": "{self._tongue.name(rest[2:])}"}}'
        self[rest] = written
        return written


class _Graph:
    """One graph on its way out."""

    def __init__(self, tongue: _Tongue, found: Descriptions) -> None:
        self._tongue = tongue
        self._plan = tongue.plan
        self._iris = tongue.iris
        self._rests = tongue.rests
        self._classes = tongue.classes
        self._found = found
        self._about = found.about
        self._once = found.once

    def objects(self) -> list[str]:
        """All subjects that no other holds."""
        written = [self._object(root, _STEP * 2, 1) for root in self._found.roots]
        while (left := self._found.left()) is not None:
            written.append(self._object(left, _STEP * 2, 1))
        return written

    def _object(self, subject: str, indent: str, depth: int) -> str:
        """The object of a subject."""
        about = self._about[subject]
        deeper = indent + _STEP
        entries: list[str] = []
        if self._tongue.is_bare and depth == 1:
            entries.append('"@context": null')
        if subject[0] != "_":
            entries.append('"@id": ' + self._iris[subject])
        elif depth == 1 and subject in self._found.mentioned:
            entries.append(f'"@id": "_:{label(subject)}"')
        types = about.get(TYPE)
        if types is not None:
            if len(types) == 1 and types[0][0] == "<":
                entries.append(self._classes[types[0]])
            else:
                self._add_classes(types, entries, deeper, depth)
        iris, once = self._iris, self._once
        for key in self._plan(about):
            predicate, name, coercion, suffix, _ = key
            values = about[predicate]
            value = values[0]
            if coercion == "@language":
                self._add_texts(key, values, entries, deeper, depth)
            elif len(values) > 1:
                entries.append(name + self._array(values, coercion, deeper, depth))
            elif value[0] == '"' and value.endswith(suffix):
                entries.append(name + value[: 1 - len(suffix)] if coercion else name + value)
            elif value[0] == "<" and coercion == "@id" and value not in once:
                entries.append(name + iris[value])
            else:
                entries.append(name + self._value(value, coercion, deeper, depth))
        return "{\n" + deeper + f",\n{deeper}".join(entries) + f"\n{indent}}}"

    def _add_classes(self, types: list[str], entries: list[str], indent: str, depth: int) -> None:
        """``@type``; what is no IRI there is a value like any other."""
        names = [f'"{self._tongue.name(listed)}"' for listed in types if listed[0] == "<"]
        if names:
            entries.append(f'"@type": [{", ".join(names)}]' if len(names) > 1 else f'"@type": {names[0]}')
        others = [listed for listed in types if listed[0] != "<"]
        if others:
            entries.append(f'"{self._tongue.name(TYPE)}": ' + self._array(others, "", indent, depth))

    def _add_texts(self, key: _Key, values: list[str], entries: list[str], indent: str, depth: int) -> None:
        """Texts by language under the key, any other value under the one that means nothing in particular."""
        by_language: dict[str, list[str]] = {}
        others: list[str] = []
        for value in values:
            end = value.rfind('"') + 1
            tag = value[end + 1 :]
            if end and tag and tag[-1] != ">":
                if tag in by_language:
                    by_language[tag].append(value[:end])
                else:
                    by_language[tag] = [value[:end]]
            else:
                others.append(value)
        if by_language:
            deeper = indent + _STEP
            lines = [
                f'"{tag}": {texts[0] if len(texts) == 1 else _inline_or_listed(texts, deeper)}'
                for tag, texts in by_language.items()
            ]
            if len(lines) == 1:
                entries.append(f"{key.name}{{{lines[0]}}}")
            else:
                lines.sort()
                entries.append(f"{key.name}{{\n{deeper}" + f",\n{deeper}".join(lines) + f"\n{indent}}}")
        if others:
            entries.append(key.other + self._array(others, "", indent, depth))

    def _array(self, values: list[str], coercion: str, indent: str, depth: int) -> str:
        """The values, in brackets unless there is just one."""
        if len(values) == 1:
            return self._value(values[0], coercion, indent, depth)
        if coercion == "@id" and values[0][0] == values[-1][0] == "<" and self._once.isdisjoint(values):
            iris = self._iris
            return _inline_or_listed([iris[value] for value in values], indent)
        deeper = indent + _STEP
        written: list[str] = []
        blank: list[str] = []
        for value in values:
            (blank if value[0] == "_" else written).append(self._value(value, coercion, deeper, depth))
        # By what they say: the names of blank nodes must not tell.
        return _inline_or_listed(written + sorted(blank), indent)

    def _value(self, value: str, coercion: str, indent: str, depth: int) -> str:
        if value[0] == '"':
            # A text of N-Quads, quotation marks and escapes included, is a string of JSON.
            end = value.rfind('"') + 1
            text, rest = value[:end], value[end:]
            if '"' + rest == _SUFFIXES.get(coercion):
                return text
            return '{"@value": ' + text + self._rests[rest]
        found = self._found
        if value in found.once and depth < DEEPEST:
            found.once.discard(value)
            items = found.lists.get(value)
            if items is None:
                return self._object(value, indent, depth + 1)
            listed = [self._value(item, "@value", indent + _STEP, depth + 1) for item in items]
            return '{"@list": ' + _inline_or_listed(listed, indent) + "}"
        if value[0] == "_":
            return "{}" if found.is_anonymous(value) else f'{{"@id": "_:{label(value)}"}}'
        return self._iris[value] if coercion == "@id" else '{"@id": ' + self._iris[value] + "}"


def _inline_or_listed(values: list[str], indent: str) -> str:
    """An array: in one line where it holds short strings only."""
    inline = ", ".join(values)
    if len(inline) < 100 and "{" not in inline:
        return f"[{inline}]"
    deeper = indent + _STEP
    return f"[\n{deeper}" + f",\n{deeper}".join(values) + f"\n{indent}]"
