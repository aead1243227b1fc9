"""Write a mapped record as data.json again, by the same table, to see what the mapping loses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.registry.dcat_us.entry_draft import kept_name
from danhmuc.registry.dcat_us.field_table import CLASSES, KEPT, JsonClass, JsonField, Version
from danhmuc.registry.dcat_us.mapping import Mapped, map_object
from danhmuc.registry.dcat_us.value_forms import ACCESS_LEVELS
from danhmuc.registry.json_records.value_terms import ACCESS_RIGHTS, FREQUENCIES, GEO_JSON, MEDIA_TYPES
from danhmuc.vocab import concepts
from danhmuc.vocab.reading import Subject, Term
from danhmuc.vocab.terms import DCAT, RDF, RDFS, SKOS

from .mapped import origin

Written = dict[str, object]
_LEVELS = dict(zip(ACCESS_RIGHTS, ACCESS_LEVELS, strict=True))
_FREQUENCIES = {code: text for text, code in FREQUENCIES.items()}


class Writer:
    """Writes the objects of one mapped record."""

    def __init__(self, given: Mapped, version: Version) -> None:
        self._given = given
        self._version: Version = version
        self._inner = {one.root: one for one in _inner_records(given, version)}

    def record(self, name: str = "Dataset") -> Written:
        return self._object(self._given.root, CLASSES[name])

    def class_name(self) -> str:
        """The class of the record itself."""
        types = set(self._values(self._given.root, RDF.type))
        return next(one.name for one in CLASSES.values() if set(one.types) == types)

    def _values(self, node: Subject, prop: NamedNode) -> list[Term]:
        pairs = self._given.descriptions.get(node, ())
        return list(dict.fromkeys(value for name, value in pairs if name == prop))

    def _object(self, node: Subject, found: JsonClass) -> Written:
        written: Written = {} if isinstance(node, BlankNode) else {"@id": node.value}
        done = set()
        for prop, value in self._given.descriptions.get(node, ()):
            if prop.value.startswith(KEPT) and isinstance(value, Literal) and prop not in done:
                known = found.by_key.get((_key_of(prop), self._version))
                if known is not None and known.term is None and value.datatype != RDF.JSON:
                    continue
                done.add(prop)
                written[_key_of(prop)] = _kept(value)
        for (key, version), field in found.by_key.items():
            if version != self._version or kept_name(key) in done:
                continue
            values = [one for term in self._values(node, field.name) if (one := self._value(term, field)) is not None]
            is_array = field.occurrence(version) in ("*", "+") or len(values) > 1
            if values:
                written[key] = values if is_array else values[0]
        return _without_own_identifier(written)

    def _value(self, term: Term, field: JsonField) -> object:
        special: Callable[[Term], object] | None = getattr(self, "_" + field.kind.replace("-", "_"), None)
        if special is not None:
            return special(term)
        if isinstance(term, BlankNode):
            return self._label(term)
        if isinstance(term, Literal) and term.datatype == GEO_JSON:
            return json.loads(term.value)
        return term.value

    def _label(self, node: Subject) -> object:
        for prop in (RDFS.label, SKOS.prefLabel):
            for one in self._values(node, prop):
                return one.value
        return None

    def _access_level(self, term: Term) -> object:
        return _LEVELS.get(term, term.value if isinstance(term, Literal) else None)  # type: ignore[arg-type]

    def _access_rights(self, term: Term) -> object:
        return self._label(term) if isinstance(term, BlankNode) else None

    def _frequency(self, term: Term) -> object:
        return self._label(term) if isinstance(term, BlankNode) else _FREQUENCIES[term.value.rpartition("/")[2]]

    def _language(self, term: Term) -> object:
        listed = concepts.load("language").at(term.value)
        assert listed is not None
        return next(word for word in listed.hidden_labels if len(word) == 2)

    def _media_type(self, term: Term) -> object:
        return term.value.removeprefix(MEDIA_TYPES)

    def _file_format(self, term: Term) -> object:
        return self._label(term) if isinstance(term, BlankNode) else term.value.rpartition("/")[2]

    def _described_by(self, term: Term) -> object:
        return self._values(term, DCAT.accessURL)[0].value  # type: ignore[arg-type]

    def _interval(self, term: Term) -> object:
        ends = [self._values(term, prop) for prop in (DCAT.startDate, DCAT.endDate)]  # type: ignore[arg-type]
        return "/".join(one[0].value for one in ends)

    def _node(self, term: Term) -> object:
        assert not isinstance(term, Literal)
        found = next(
            (one for one in CLASSES.values() if set(self._values(term, RDF.type)) == set(one.types)),
            None,
        )
        if found is None and term in self._inner:
            inner = Writer(self._inner[term], self._version)  # type: ignore[index]
            return inner.record(inner.class_name())
        if found is None:
            return term.value
        written = self._object(term, found)
        is_name = found.label is not None and len(self._given.descriptions[term]) == len(found.types) + 1
        if is_name and found.name in ("Concept", "Identifier") and list(written) in (["prefLabel"], ["notation"]):
            return next(iter(written.values()))
        return written


def _inner_records(given: Mapped, version: Version) -> Iterator[Mapped]:
    for one in given.inner:
        found = map_object(one.name, one.value, one.pointer, 1, origin(version))
        yield found
        yield from _inner_records(found, version)


def _without_own_identifier(written: Written) -> Written:
    """The object without what an identifier with an agency is in RDF beside dct:identifier: one of the others."""
    own, others = written.get("identifier"), written.get("otherIdentifier")
    if not isinstance(own, dict) or not isinstance(others, list):
        return written
    plain = {key: one for key, one in own.items() if key not in ("@id", "@type")}
    forms = (plain, own.get("@id"), own.get("notation"))
    left = [one for one in others if one not in forms]
    return {**written, "otherIdentifier": left}


def _key_of(prop: NamedNode) -> str:
    return unquote(prop.value.removeprefix(KEPT))


def _kept(value: Literal) -> object:
    return json.loads(value.value) if value.datatype == RDF.JSON else value.value


def without_losses(value: object) -> object:
    """A value of data.json in the form in which nothing counts that is lost on purpose.

    - ``null`` and an empty array state nothing.
    - ``@type`` says what the field says already, and ``@context`` is the document's.
    - The order of an array means nothing, and neither does an item that occurs twice.
    - The ``@id`` of a record that is its identifier, or that was made from it.
    - An accessURL that repeats the downloadURL.
    - An array of one value where a value may stand without an array, too.
    """
    if isinstance(value, dict):
        kept = {key: _alone(key, without_losses(one)) for key, one in _members(value)}
        return {key: one for key, one in sorted(kept.items()) if one is not None and one != []}
    if isinstance(value, list):
        items = [without_losses(one) for one in value]
        unique = {json.dumps(one, sort_keys=True): one for one in items}
        return [unique[text] for text in sorted(unique)]
    return value


def _members(value: dict[str, object]) -> Iterator[tuple[str, object]]:
    identifier = value.get("identifier")
    names = [*identifier.values()] if isinstance(identifier, dict) else [identifier]
    for key, one in value.items():
        is_name = key == "@id" and (one in names or str(one).startswith("https://w3id.org/danhmuc/id/"))
        is_copy = key == "accessURL" and one == value.get("downloadURL")
        if key not in ("@type", "@context") and not is_name and not is_copy:
            yield key, one


def _alone(key: str, value: object) -> object:
    may_stand_alone = key in ("language", "contactPoint", "spatial")
    return value[0] if may_stand_alone and isinstance(value, list) and len(value) == 1 else value
