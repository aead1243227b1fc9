"""Write a record as an object of DCAT-US by the table of fields, the inverse of `mapping`.

A field is written only if `mapping` has no fault to find with it; what a record lacks is never invented. Knows neither
files nor catalogues.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading import Subject, Term
from danhmuc.vocab.terms import ADMS, DCAT, DCAT_US, DCT, RDF, SKOS

from ..json_records.stream import Json, JsonObject
from ..json_records.value_terms import marks_secrecy, resource_iri
from ..record.record import IriSpace
from ..record.summary import is_retiring
from ..splitting.parts import iri_of_identifier
from .entry_draft import EntryDraft, EntryOrigin, kept_name
from .field_table import ARRAYS, CLASSES, KEPT, JsonClass, JsonField, Version, required_fields
from .mapping import map_field
from .record_graph import RecordGraph, term_shape, text_rank
from .value_kinds import ACCESS_KEYS, Place, is_redacted, read_value
from .written_values import (
    VALUE_WRITERS,
    WriterMemory,
    Written,
    WrittenNode,
    decoded_json,
    fits_schema,
    label_of,
    media_type_of,
    parse_json,
    plain_json,
    write_access_field,
)

NAMED: Final = "\0named"
"""The one key of an object that stands for another record until that has been written; no key of JSON that was read
has this letter."""

_LIFTED: Final = frozenset({"servesDataset", "seriesMember", "first", "last"})
"""Fields out of which data.gov takes records as records of their own. It knows one that the file has, too, again by
an identifier that is a text; any other it would take a second time."""
_OWN_PAGES: Final = frozenset({"landingPage", "homepage"})
"""Fields of pages about the record itself, which have its title where they have none."""
_WITHOUT_PROPERTY: Final = frozenset({"access-level", "access-rights", "identifier"})
"""Kinds of fields that may have a value although their property has none."""
_CONTACT: Final = "contactPoint"
_REPAIRS: Final = frozenset({"read:iri-escaped", "read:relative-iri"})
_DEEPEST: Final = 32
_MOST_KEYWORDS: Final = 1_000
"""Keywords of a record of 1.1 that data.gov takes."""
_MOST_PLANS: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class WrittenObject:
    """An object, or what keeps it from being one.

    Attributes:
        value: None if it lacks a field that the format requires.
        missing: those fields; with a dot before one that a value of the field lacks.
    """

    value: dict[str, Written] | None
    missing: tuple[str, ...] = ()


class ObjectWriter:
    """Writes the objects of one record.

    Attributes:
        has_given_contact: whether the record has the contact that was given for it.
    """

    def __init__(self, graph: RecordGraph, version: Version, memory: WriterMemory | None = None) -> None:
        """
        Args:
            memory: of what was written before, in this version.
        """
        self._graph = graph
        self._memory = WriterMemory() if memory is None else memory
        self._version: Version = version
        self._origin = EntryOrigin(
            document="", base="http://source.invalid/", space=IriSpace(source="written"), version=version
        )
        self._open: list[Subject] = []
        self._path: list[str] = []
        self._contact: NamedNode | None = None
        self.has_given_contact = False
        self._said: set[tuple[Subject, NamedNode, Term]] = set()
        """Triples that another field of their object says."""
        self._of_this_place = 0
        """How often something was written that would be another at another place, or in another record."""

    def write_record(self, name: str, contact: NamedNode | None = None) -> WrittenObject:
        """The record itself, as an object of that class.

        Args:
            contact: whom to ask about it if it has no contact that can be written, but must have one.
        """
        self._contact = contact
        return self._object(self._graph.root, CLASSES[name])

    # ------------------------------------------------------------ objects

    def _object(self, node: Subject, found: JsonClass, otherwise: Mapping[str, Written] | None = None) -> WrittenObject:
        """A node as an object of a class.

        Args:
            otherwise: values of fields that it has not itself.
        """
        if node in self._open or len(self._open) > _DEEPEST:
            self._of_this_place += 1
            return WrittenObject(None)
        if self._version == "1.1" and self._is_withdrawn_file(node, found):
            return WrittenObject(None)
        point = self._graph.begin_object(node, found.name)
        self._open.append(node)
        value: dict[str, Written] = {}
        lacking: dict[str, tuple[str, ...]] = {}
        kept = self._kept_fields(node)
        for one, prop in self._stated_fields(node, found, kept):
            written, missing = self._field(node, found, one, prop, kept)
            if written is not None:
                value[one.key] = written
            elif missing:
                lacking[one.key] = missing
        self._write_unknown(node, found, kept, value)
        value = {**(otherwise or {}), **value}
        for main in found.types:
            self._graph.hold(node, RDF.type, main)
        if found.name == "Distribution":
            self._complete_distribution(node, value)
        if self._version == "1.1":
            self._add_described_by_type(node, value)
            if found.name == "Dataset":
                self._add_license(node, found, value)
        missing = self._missing(node, found, value, lacking)
        if node == self._graph.root and any(one.partition(".")[0] == _CONTACT for one in missing):
            missing = self._give_contact(found, value, missing)
        self._open.pop()
        if missing:
            self._graph.give_back(point)
            return WrittenObject(None, missing)
        return WrittenObject(self._with_id(node, found, value))

    def _is_withdrawn_file(self, node: Subject, found: JsonClass) -> bool:
        """Whether a distribution has the status WITHDRAWN, which 1.1 cannot say: it would seem to be there."""
        return found.name == "Distribution" and is_retiring(self._graph.values(node, ADMS.status))

    def _stated_fields(
        self, node: Subject, found: JsonClass, kept: Mapping[str, Literal]
    ) -> tuple[tuple[JsonField, NamedNode], ...]:
        """The fields of this version that a node may have a value for; without the entries of a catalogue."""
        return _fields_among(found.name, self._version, tuple(self._graph.pairs(node).by_property), tuple(kept))

    def _with_id(self, node: Subject, found: JsonClass, value: dict[str, Written]) -> dict[str, Written]:
        if isinstance(node, BlankNode):
            return value
        names_itself = found.is_record and value.get("identifier") == node.value
        if self._version == "1.1" and names_itself:
            return value
        return {"@id": node.value, **value}

    def _missing(
        self, node: Subject, found: JsonClass, value: Mapping[str, Written], lacking: Mapping[str, tuple[str, ...]]
    ) -> tuple[str, ...]:
        """The required fields that an object lacks."""
        missing: list[str] = []
        for one in required_fields(found.name, self._version):
            # What RDF has no property for only federal agencies of the United States must state.
            if one.key not in value and one.term is not None:
                missing += [f"{one.key}.{inner}" for inner in lacking.get(one.key, ())] or [one.key]
        if found.one_of and not any(key in value for key in found.one_of):
            missing.append(found.one_of[0])
        if isinstance(node, BlankNode) and not value and not missing:
            missing.append(found.fields[0].key)
        return tuple(missing)

    def _give_contact(self, found: JsonClass, value: dict[str, Written], missing: tuple[str, ...]) -> tuple[str, ...]:
        """Let the contact given for the record stand for its own; returns what is missing still."""
        others = tuple(one for one in missing if one.partition(".")[0] != _CONTACT)
        if self._contact is None:
            return missing
        field = found.by_key[_CONTACT, self._version]
        written = self._object(self._contact, CLASSES[field.target]).value
        if written is None:
            return missing
        value[_CONTACT] = [written] if field.occurrence(self._version) in ("*", "+") else written
        self.has_given_contact = True
        return others

    def _complete_distribution(self, node: Subject, value: dict[str, Written]) -> None:
        """Write a download address whose media type is not known as an access address: 1.1 requires the type."""
        if self._version == "1.1" and "downloadURL" in value and "mediaType" not in value:
            address = value.pop("downloadURL")
            if "accessURL" not in value:
                value["accessURL"] = address
            self._of_this_place += 1
            self._graph.release(node, DCAT.downloadURL)

    def _add_described_by_type(self, node: Subject, value: dict[str, Written]) -> None:
        if "describedBy" not in value:
            return
        for document in self._graph.values(node, DCAT_US.describedBy):
            if isinstance(document, Literal):
                continue
            for term in self._graph.values(document, DCAT.mediaType):
                text = media_type_of(term)
                if text is not None and value.setdefault("describedByType", text) == text:
                    self._graph.hold(document, DCAT.mediaType, term)

    def _add_license(self, node: Subject, found: JsonClass, value: dict[str, Written]) -> None:
        """Write the licence that all distributions share: 1.1 has one for the whole dataset."""
        distributions = [one for one in self._graph.values(node, DCAT.distribution) if not isinstance(one, Literal)]
        licenses = {tuple(self._graph.values(one, DCT.license)) for one in distributions}
        if "license" in value or len(licenses) != 1:
            return
        (shared,) = licenses
        if len(shared) == 1 and self._is_valid(found.by_key["license", "1.1"], shared[0].value):
            value["license"] = shared[0].value
            for one in distributions:
                self._graph.hold(one, DCT.license, shared[0])

    # ------------------------------------------------------------ fields

    def _field(
        self, node: Subject, found: JsonClass, field: JsonField, prop: NamedNode, kept: Mapping[str, Literal]
    ) -> tuple[Written, tuple[str, ...]]:
        """The value of a field, None if there is none; then what keeps its values from being written."""
        if field.kind in ("access-level", "access-rights"):
            return write_access_field(self._graph, node, field, kept.get(field.key)), ()
        if field.key in kept:
            value = self._from_kept(node, field, kept[field.key])
            if value is not None:
                return value, ()
        self._path.append(abbreviate(prop.value))
        items, missing = self._items(node, field, prop)
        self._path.pop()
        if not items and field.kind == "identifier" and found.is_record and field.occurrence(self._version) == "!":
            # The IRI of a record is an identifier of it.
            return (node.value if isinstance(node, NamedNode) else None), missing
        if not items:
            return None, missing
        is_array = field.occurrence(self._version) in ("*", "+") or len(items) > 1
        return (items if is_array else items[0]), ()

    def _items(self, node: Subject, field: JsonField, prop: NamedNode) -> tuple[list[Written], tuple[str, ...]]:
        is_single = field.occurrence(self._version) in ("1", "!")
        items: dict[object, Written] = {}
        missing: tuple[str, ...] = ()
        terms = self._graph.values(node, prop)
        if field.key == "modified":
            terms = sorted(terms, key=lambda term: term.value, reverse=True)
        if field.kind == "identifier":
            terms = sorted(terms, key=lambda term: term.value != node.value)
        for term in terms:
            if (self._said and (node, prop, term) in self._said) or _is_json(term):
                continue
            point = self._graph.point()
            item, lacking = self._item(node, field, term)
            if item is None:
                self._graph.give_back(point)
                missing = missing or lacking
                continue
            self._graph.hold(node, prop, term)
            key: object = None  # of the only one, which is like no other
            if len(terms) > 1:
                key = (item,) if isinstance(item, str) else json.dumps(item, sort_keys=True)
            items.setdefault(key, item)
            if is_single or (field.key == "keyword" and self._version == "1.1" and len(items) == _MOST_KEYWORDS):
                break
        return list(items.values()), missing

    def _item(self, node: Subject, field: JsonField, term: Term) -> tuple[Written, tuple[str, ...]]:
        if field.kind == "node":
            return self._node(field, term)
        if field.kind == "identifier" and self._version == "3.0":
            with_agency = self._identifier_object(node, term)
            if with_agency is not None:
                return with_agency, ()
        if field.kind == "checkbox":
            return None, ()
        value = VALUE_WRITERS[field.kind](self._graph, term)
        return (value if value is not None and self._is_valid(field, value) else None), ()

    def _identifier_object(self, node: Subject, term: Term) -> Written:
        """The identifier with its agency, if an adms:identifier without IRI has the same text."""
        for other in self._graph.values(node, ADMS.identifier):
            if isinstance(other, BlankNode) and any(one.value == term.value for one in self._notations(other)):
                point = self._graph.point()
                written = self._object(other, CLASSES["Identifier"]).value
                if written is not None and written.keys() != {"notation"} and written.get("notation") == term.value:
                    self._graph.hold(node, ADMS.identifier, other)
                    self._say(node, ADMS.identifier, other)
                    return written
                self._graph.give_back(point)
        return None

    def _notations(self, node: Subject) -> Sequence[Term]:
        return self._graph.values(node, SKOS.notation)

    def _say(self, node: Subject, prop: NamedNode, term: Term) -> None:
        self._of_this_place += 1
        self._said.add((node, prop, term))

    # ------------------------------------------------------------ nodes

    def _node(self, field: JsonField, term: Term) -> tuple[Written, tuple[str, ...]]:
        target = CLASSES[field.target]
        if target.name == "Catalog":
            # Catalogues stand in each other as arrays of the document.
            return None, ()
        if isinstance(term, Literal):
            return (term.value if field.texts and self._is_valid(field, term.value) else None), ()
        if target.is_record and isinstance(term, NamedNode):
            return self._placeholder(field, target, term), ()
        if field.texts and self._version == "1.1":
            value: Written = label_of(self._graph, term) if isinstance(term, BlankNode) else term.value
            if isinstance(term, BlankNode) and value is not None:
                self._graph.hold(term, RDF.type, target.types[0])
            return (value if value is not None and self._is_valid(field, value) else None), ()
        if isinstance(term, NamedNode) and field.key not in _OWN_PAGES and term not in self._graph.own:
            written = self._shared_node(field, target, term)
        else:
            written = self._object_node(field, target, term)
        return written.value, written.missing

    def _shared_node(self, field: JsonField, target: JsonClass, term: NamedNode) -> WrittenNode:
        """A node that other records may have, too, as it was written for them if it is the same here."""
        known = self._memory.node(self._graph, field, term, self._open)
        if known is not None:
            return known
        point, before = self._graph.point(), self._of_this_place
        self._graph.begin_asking()
        written = self._object_node(field, target, term)
        asked = self._graph.end_asking()
        if self._of_this_place == before:
            self._memory.keep_node(field, term, len(self._open), written, asked, self._graph.since(point))
        return written

    def _object_node(self, field: JsonField, target: JsonClass, term: Subject) -> WrittenNode:
        title = self._own_title(field)
        if self._graph.is_described(term):
            written = self._object(term, target, title)
            if written.value is not None:
                return WrittenNode(value=_shortest(field, term, written.value))
            if not field.texts or isinstance(term, BlankNode):
                return WrittenNode(value=None, missing=written.missing)
        if isinstance(term, NamedNode):
            found = self._write_named(field, target, term, title)
            if found is not None:
                return WrittenNode(value=found)
        missing = tuple(one.key for one in required_fields(target.name, self._version))
        return WrittenNode(value=None, missing=missing)

    def _write_named(
        self, field: JsonField, target: JsonClass, term: NamedNode, title: Mapping[str, Written]
    ) -> Written:
        """An object of which no more is known than its IRI and a title; None if it lacks what is required."""
        if field.texts:
            return term.value
        is_enough = title or (not required_fields(target.name, self._version) and not target.one_of)
        return {"@id": term.value, **title} if is_enough and self._version == "3.0" else None

    def _own_title(self, field: JsonField) -> Mapping[str, Written]:
        """The title that a page about the record has where it has none: that of the record."""
        if field.key not in _OWN_PAGES or len(self._open) != 1:
            return {}
        point = self._graph.point()
        field = CLASSES["Document"].by_key["title", self._version]
        titles, _ = self._items(self._open[-1], field, field.name)
        self._graph.give_back(point)
        return {"title": titles[0]} if titles else {}

    def _placeholder(self, field: JsonField, target: JsonClass, term: NamedNode) -> Written:
        """The object that stands for another record until it is known whether that is written, too."""
        self._of_this_place += 1
        triple = f"{self._open[-1]} {field.name} {term}"
        lifted = "lifted" if field.key in _LIFTED else ""
        return {NAMED: [term.value, target.name, "/".join(self._path), triple, self._graph.root.value, lifted]}

    # ------------------------------------------------------------ what is kept as it was written

    def _kept_fields(self, node: Subject) -> dict[str, Literal]:
        """The fields that are kept as a source of data.json wrote them, the first of each key."""
        found: dict[str, Literal] = {}
        for prop, terms in self._graph.pairs(node).by_property.items():
            key = _kept_key(prop)
            if key is not None:
                for term in terms:
                    if isinstance(term, Literal) and (key not in found or text_rank(term) < text_rank(found[key])):
                        found[key] = term
        return found

    def _from_kept(self, node: Subject, field: JsonField, kept: Literal) -> Written:
        """The value as it was written, if it is valid and still means what the record says; None if not."""
        if field.term is None and not _is_json(kept):
            return None
        value = _kept_value(kept)
        draft = self._draft()
        subject = BlankNode()
        map_field(draft, Place(subject, field, "", JsonObject()), value)
        if value == []:
            # It states nothing.
            self._graph.hold(node, kept_name(field.key), kept)
            return None
        if not self._is_clean(draft, field, value) or not fits_schema(field, value, self._version):
            return None
        if field.kind in ("parent", "topic"):
            return self._named_by_identifier(node, field, kept)
        name = kept_name(field.key)
        meant = {
            term_shape(draft.descriptions, term) for prop, term in draft.descriptions.get(subject, ()) if prop != name
        }
        said = [
            (prop, term)
            for prop in {field.name, *(prop for prop, _ in draft.descriptions.get(subject, ()))}
            for term in self._graph.values(node, prop)
            if not _is_json(term)
        ]
        shapes = [(prop, term, term_shape(self._graph, term)) for prop, term in said]
        if any(shape not in meant for prop, _, shape in shapes if prop == field.name):
            return None
        if not meant <= {shape for _, _, shape in shapes}:
            return None
        for prop, term, shape in shapes:
            if shape in meant:
                self._graph.hold_tree(node, prop, term)
                if prop != field.name:
                    self._say(node, prop, term)
        self._graph.hold(node, kept_name(field.key), kept)
        return plain_json(value)

    def _named_by_identifier(self, node: Subject, field: JsonField, kept: Literal) -> Written:
        """The identifier by which another record was named, if its IRI was made from it, in whatever source."""
        made = iri_of_identifier(kept.value, self._origin.space).rpartition("/")[2]
        terms = self._graph.values(node, field.name)
        if _is_json(kept) or len(terms) != 1 or terms[0].value.rpartition("/")[2] != made:
            return None
        self._graph.hold(node, field.name, terms[0])
        self._graph.hold(node, kept_name(field.key), kept)
        return kept.value

    def _write_unknown(
        self, node: Subject, found: JsonClass, kept: Mapping[str, Literal], value: dict[str, Written]
    ) -> None:
        """Write the fields that this version does not have, as they were written."""
        for key in sorted(kept):
            field = found.by_key.get((key, self._version))
            is_known = field is not None and bool(field.occurrence(self._version))
            if is_known or key in value or key in ACCESS_KEYS or key[:1] in ("", "@") or marks_secrecy(key):
                continue
            if found.name == "Catalog" and key in ARRAYS:
                continue
            value[key] = plain_json(_kept_value(kept[key]))
            self._graph.hold(node, kept_name(key), kept[key])

    # ------------------------------------------------------------ validity

    def _draft(self) -> EntryDraft:
        return EntryDraft(self._origin, 0)

    def _is_valid(self, field: JsonField, value: Written) -> bool:
        """Whether the reader of DCAT-US has no fault to find with a value."""
        if type(value) is str:
            return self._memory.is_valid(field, value, self._validate)
        return self._validate(field, value)

    def _validate(self, field: JsonField, value: Written) -> bool:
        if isinstance(value, str) and is_redacted(value) and field.occurrence(self._version) in ("*", "+"):
            # The whole array may be redacted, but its items only here.
            return field.key == "references" and fits_schema(field, value, self._version)
        draft = self._draft()
        decoded = decoded_json(value)
        _read_value(draft, Place(BlankNode(), field, "", JsonObject()), decoded)
        return self._is_clean(draft, field, value) and fits_schema(field, decoded, self._version)

    def _is_clean(self, draft: EntryDraft, field: JsonField, value: Json | Written) -> bool:
        """Whether nothing in a value is repaired or wrong."""
        codes = [one.code for found in draft.findings.values() for one in found if one.severity == "warning"]
        is_repaired = any(one.code in _REPAIRS for found in draft.findings.values() for one in found)
        # 1.1 has redactions in place of single values, 3.0 nowhere.
        may_redact = self._version == "1.1" and isinstance(value, str) and (field.kind != "node" or field.texts)
        # A tag of a language that is none, such as us-EN, is of the form that 1.1 asks for.
        taken = {"data-json:redacted": may_redact, "data-json:language-form": self._version == "1.1"}
        return not is_repaired and all(taken.get(code, False) for code in codes)


@lru_cache(_MOST_PLANS)
def _fields_among(
    name: str, version: Version, stated: tuple[NamedNode, ...], kept: tuple[str, ...]
) -> tuple[tuple[JsonField, NamedNode], ...]:
    """The fields of a class that a node may have a value for that has these properties; each with its property."""
    return tuple(
        (one, one.name)
        for one in CLASSES[name].fields
        if one.occurrence(version)
        and not (name == "Catalog" and one.key in ARRAYS)
        and (one.name in stated or one.key in kept or one.kind in _WITHOUT_PROPERTY)
    )


@lru_cache(_MOST_PLANS)
def _kept_key(prop: NamedNode) -> str | None:
    """The field that is kept under a property as it was written; None if none is."""
    return unquote(prop.value.removeprefix(KEPT)) if prop.value.startswith(KEPT) else None


def _read_value(draft: EntryDraft, place: Place, value: Json) -> None:
    """Read a single value, or a text that stands for an object."""
    if place.field.kind == "node" or place.field.occurrence(draft.version) in ("1", "!"):
        is_array = place.field.occurrence(draft.version) in ("*", "+")
        map_field(draft, place, [value] if is_array else value)
    else:
        read_value(draft, place, value)


def _kept_value(kept: Literal) -> Json:
    found = parse_json(kept.value) if _is_json(kept) else None
    return kept.value if found is None else found


def _is_json(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype == RDF.JSON


def _shortest(field: JsonField, term: Subject, value: dict[str, Written]) -> Written:
    """The text that may stand for an object of which nothing else is said."""
    label = "notation" if field.target == "Identifier" else "prefLabel"
    text = value.get(label)
    # An address as a text would be read as an IRI.
    is_text = field.texts and isinstance(term, BlankNode) and value.keys() == {label} and isinstance(text, str)
    return text if is_text and resource_iri(str(text)) is None else value
