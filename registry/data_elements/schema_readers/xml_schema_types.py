"""Simple types of XML Schema as value domains, and annotations as descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from danhmuc.vocab.datatypes.names import XSD

from ...messages.schema_reading import SchemaReadingText
from ...record.table_draft import NO_LANGUAGE, ValueDomainDraft
from .schema_notes import SchemaNotes
from .xml_schema_documents import WRITTEN_PATTERN, XSD_NAMESPACE

Texts = tuple[tuple[str, str], ...]
_XSD: Final = f"{{{XSD_NAMESPACE}}}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_DATATYPE: Final = frozenset({"anyType", "anySimpleType", "anyAtomicType", "error", "untypedAtomic"})


def read_annotation(component: Any) -> Texts:
    """The documentation of a component, by language."""
    annotation = component.annotation
    if annotation is None:
        return ()
    own = getattr(annotation, "elem", None)
    return () if own is None else tuple(dict.fromkeys(_documentation(own)))


def _documentation(annotation: Element) -> Iterator[tuple[str, str]]:
    for one in annotation:
        if one.tag == f"{_XSD}documentation":
            text = " ".join("".join(one.itertext()).split())
            if text:
                yield one.get(_LANGUAGE) or annotation.get(_LANGUAGE) or NO_LANGUAGE, text


def read_written_type(element: Any) -> str | None:
    """The type of an element as the schema writes it."""
    own = element.elem
    written = None if own is None else own.get("type") or own.get("ref")
    return written or (None if element.type.name is None else str(element.type.prefixed_name))


def read_simple_type(kind: Any, notes: SchemaNotes, place: str, *, written: str | None = None) -> ValueDomainDraft:
    """The value domain of a simple type: of its nearest type of XML Schema, with the facets between them."""
    native = written or _name(kind)
    variety = _variety(kind)
    if hasattr(variety, "item_type"):
        item = read_simple_type(variety.item_type, notes, place)
        return _with_native(item, f"list of {item.native_type or _name(variety.item_type)}")
    if hasattr(variety, "member_types"):
        found = _union(variety, native, notes, place)
        codes = _Facets(kind, notes, place).codes()
        return replace(found, codes=codes) if codes else found
    facets = _Facets(kind, notes, place)
    minimum, minimum_is_exclusive = facets.read_bound("minInclusive", "minExclusive")
    maximum, maximum_is_exclusive = facets.read_bound("maxInclusive", "maxExclusive")
    exact = facets.number("length")
    return ValueDomainDraft(
        datatype=facets.datatype,
        native_type=native,
        format=facets.pattern(),
        min_length=facets.number("minLength") if exact is None else exact,
        max_length=facets.number("maxLength") if exact is None else exact,
        minimum=minimum,
        minimum_is_exclusive=minimum_is_exclusive,
        maximum=maximum,
        maximum_is_exclusive=maximum_is_exclusive,
        codes=facets.codes(),
        precision=facets.number("totalDigits"),
        scale=facets.number("fractionDigits"),
    )


def _variety(kind: Any) -> Any:
    """The list or union that a type is or restricts; the type itself, if it is neither."""
    one = kind
    while one is not None and not hasattr(one, "item_type") and not hasattr(one, "member_types"):
        one = one.base_type
    return kind if one is None else one


def _union(kind: Any, native: str | None, notes: SchemaNotes, place: str) -> ValueDomainDraft:
    """The values of all members of a union; a datatype, if they have the same and enumerate their values or not."""
    members = [read_simple_type(one, notes, place) for one in kind.member_types or ()]
    datatypes = {one.datatype for one in members}
    whole = native or "|".join(one.native_type for one in members if one.native_type) or None
    if len(datatypes) != 1:
        return ValueDomainDraft(native_type=whole)
    codes: dict[str, str | None] = {}
    if all(one.codes for one in members):
        for one in members:
            codes |= dict(one.codes)
    return ValueDomainDraft(datatype=members[0].datatype, native_type=whole, codes=tuple(codes.items()))


def _with_native(domain: ValueDomainDraft, native: str) -> ValueDomainDraft:
    # Facets of a list count its members, those of the item their characters.
    return ValueDomainDraft(datatype=domain.datatype, native_type=native, codes=domain.codes, format=domain.format)


def _name(kind: Any) -> str | None:
    return None if kind is None or kind.name is None else str(kind.prefixed_name)


def _facet_elements(own: Element, name: str) -> list[Element]:
    """The elements of a facet of a type itself, not of a type within it."""
    holder = own if own.tag == f"{_XSD}restriction" else own.find(f"{_XSD}restriction")
    if holder is None:
        holder = own.find(f"{_XSD}simpleContent/{_XSD}restriction")
    return [] if holder is None else holder.findall(f"{_XSD}{name}")


class _Facets:
    """The facets of a simple type, from itself up to the type of XML Schema that it restricts."""

    def __init__(self, kind: Any, notes: SchemaNotes, place: str) -> None:
        self._notes, self._place, self._kind = notes, place, kind
        self._levels: list[Mapping[str, Any]] = []
        self._elements: list[Element] = []
        self.datatype: str | None = None
        while kind is not None:
            name = kind.name or ""
            if name.startswith(_XSD):
                local = name.removeprefix(_XSD)
                self.datatype = None if local in _NO_DATATYPE else getattr(XSD, local)
                break
            self._levels.append(getattr(kind, "facets", {}))
            if kind.elem is not None:
                self._elements.append(kind.elem)
            kind = kind.base_type

    def _nearest(self, name: str) -> Any:
        return next((level[f"{_XSD}{name}"] for level in self._levels if level.get(f"{_XSD}{name}") is not None), None)

    def number(self, name: str) -> int | None:
        """The value of a facet that is a number."""
        facet = self._nearest(name)
        value = None if facet is None else facet.value
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def read_bound(self, inclusive: str, exclusive: str) -> tuple[str | None, bool]:
        """The nearest bound of one side, as the schema writes it."""
        for level in self._levels:
            for name, is_exclusive in ((inclusive, False), (exclusive, True)):
                facet = level.get(f"{_XSD}{name}")
                if facet is None:
                    continue
                own = getattr(facet, "elem", None)
                text = None if own is None else own.get("value")
                if text is not None:
                    return text, is_exclusive
                message = SchemaReadingText.SCHEMA_BOUND_UNREADABLE(name=name, value=str(facet.value))
                self._notes.note("facet", message, self._place, value=str(facet.value))
        return None, False

    def _find_written(self, name: str) -> Iterator[list[Element]]:
        """The elements of a facet, level by level; of one level they are alternatives."""
        for own in self._elements:
            found = [one for one in _facet_elements(own, name) if one.get("value") is not None]
            if found:
                yield found

    def pattern(self) -> str | None:
        """The pattern: alternatives of one level as one; those of a second level hold, too, and are reported."""
        levels = list(self._find_written("pattern"))
        if not levels:
            return None
        if len(levels) > 1:
            name = _name(self._kind) or "pattern"
            self._notes.note("patterns", SchemaReadingText.SCHEMA_PATTERNS_SEVERAL(name=name), self._place, value=name)
        texts = [one.get(WRITTEN_PATTERN) or "" for one in levels[0]]
        return texts[0] if len(texts) == 1 else "|".join(f"({one})" for one in texts)

    def codes(self) -> tuple[tuple[str, str | None], ...]:
        """The enumerated values of the nearest level that has any, with their labels."""
        for found in self._find_written("enumeration"):
            codes: dict[str, str | None] = {}
            for one in found:
                annotation = one.find(f"{_XSD}annotation")
                label = None if annotation is None else next((text for _, text in _documentation(annotation)), None)
                codes.setdefault(str(one.get("value")), label)
            return tuple(codes.items())
        return ()
