"""Map one entry of a data.json to RDF by the table of fields, with a finding for all that is not as it should be.

Walks objects; single values are read in `value_kinds`. Knows neither files nor catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, RDF, SKOS
from danhmuc.vocab.valid_iris import escape_iri

from ..json_records.stream import Json, JsonObject, child_pointer, is_list, json_text, type_name
from ..json_records.value_terms import mark_terms, marks_secrecy, members_within, resource_iri
from ..messages.sources import DcatUsText
from ..record.secrecy import is_about_access
from ..splitting.parts import minted_iri_finding
from .entry_draft import EntryDraft, EntryOrigin, InnerRecord, kept_name
from .field_table import CLASSES, JsonClass, JsonField, required_fields
from .value_kinds import ACCESS_KEYS, Place, is_redacted, is_restricted, note_type, read_value, record_iri, write_access

_CONTEXT: Final = "@context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """An entry as RDF.

    Attributes:
        root: the subject of the entry itself.
        findings: by the record that they are about.
        inner: the records within it that are to be mapped by themselves.
    """

    root: Subject
    descriptions: Descriptions
    findings: dict[Subject, list[Finding]]
    inner: list[InnerRecord]


def map_object(
    name: str, value: JsonObject, pointer: str, line: int, origin: EntryOrigin, iri: str | None = None
) -> Mapped:
    """Map an object.

    Args:
        name: its class, unless its ``@type`` names another class of records.
        pointer: its JSON pointer.
        iri: its IRI if it names none itself.
    """
    draft = EntryDraft(origin, line)
    found = _class_of(CLASSES[name], value)
    root = _subject(draft, found, value)
    if iri is not None and isinstance(root, BlankNode):
        root = NamedNode(iri)
    draft.record = root
    _write(draft, found, value, pointer, root)
    return Mapped(root=root, descriptions=draft.descriptions, findings=draft.findings, inner=draft.inner)


def map_field(draft: EntryDraft, place: Place, value: Json) -> bool:
    """Add the triples of one field, and tell whether they say all of it."""
    return _write_field(draft, place, value)


def _class_of(expected: JsonClass, value: JsonObject) -> JsonClass:
    """The class of an object: that of its ``@type`` where records of several kinds may stand, else the expected one."""
    if expected.is_record:
        for one in CLASSES.values():
            if one.is_record and value.get("@type") in one.names:
                return one
    return expected


def _subject(draft: EntryDraft, found: JsonClass, value: JsonObject) -> Subject:
    """The IRI of an object, or a new blank node."""
    given = value.get("@id")
    named = resource_iri(given) if type(given) is str else None
    if named is not None:
        return named
    if type(given) is str and given.startswith("urn:"):
        urn = escape_iri(given)
        return NamedNode(urn) if urn == given else BlankNode()
    if not found.is_record:
        return BlankNode()
    identifier = _identifier_of(value)
    if identifier is None:
        return BlankNode()
    iri = record_iri(draft, identifier)
    if resource_iri(identifier) is None:
        finding = minted_iri_finding(iri.value, "identifier", draft.origin.document, shared=False)
        draft.findings.setdefault(iri, []).append(finding)
    return iri


def _identifier_of(value: JsonObject) -> str | None:
    """The identifier of a record: a text, or what an object calls @id or notation."""
    identifier = value.get("identifier")
    if isinstance(identifier, JsonObject):
        given = identifier.get("@id")
        identifier = given if type(given) is str and resource_iri(given) else identifier.get("notation")
    if type(identifier) is not str or not identifier.strip() or is_redacted(identifier):
        return None
    return identifier


def _write(draft: EntryDraft, found: JsonClass, value: JsonObject, pointer: str, subject: Subject) -> None:
    """Add the triples of an object."""
    if found.is_record:
        outer, draft.record = draft.record, subject
    for main in found.types:
        draft.add(subject, RDF.type, main)
    for key, one in value.items():
        _write_member(draft, found, value, key, one, pointer, subject)
    for key, one in value.repeated:
        place = child_pointer(pointer, key)
        field = found.by_key.get((key, draft.version))
        prop = kept_name(key) if field is None else field.name
        draft.note("repeated", DcatUsText.KEY_REPEATED(), place, key="" if field is None else key, prop=prop, value=one)
        if key not in ACCESS_KEYS:
            _keep_unknown(draft, subject, key, one)
    _report_missing(draft, found, value, pointer)
    if found.name == "Distribution":
        _complete_distribution(draft, value, pointer, subject)
    if found.is_record or any(value.get(key) is not None for key in ACCESS_KEYS):
        write_access(draft, subject, value, pointer, is_dataset=found.name == "Dataset")
    if found.is_record:
        draft.record = outer


def _write_member(
    draft: EntryDraft, found: JsonClass, value: JsonObject, key: str, one: Json, pointer: str, subject: Subject
) -> None:
    place = child_pointer(pointer, key)
    if key == "@type":
        if one not in found.names:
            _check_type(draft, found, one, place)
            draft.keep(subject, key, one)
    elif key == "@id":
        if one is not None and not (isinstance(subject, NamedNode) and subject.value == one):
            message = DcatUsText.FORM_WRONG(field=key, form="https://example.gov/…")
            draft.note("form", message, place, key="id", value=one)
            draft.keep(subject, key, one)
    elif key == _CONTEXT or one is None or key in ACCESS_KEYS:
        return
    elif marks_secrecy(key):
        _mark(draft, subject, one)
    else:
        field = found.by_key.get((key, draft.version))
        if field is None:
            _note_unknown(draft, key, one, place)
            _keep_unknown(draft, subject, key, one)
        elif not _write_field(draft, Place(subject, field, place, value), one):
            _keep_unknown(draft, subject, key, one, as_json=field.term is None)


def _check_type(draft: EntryDraft, found: JsonClass, one: Json, place: str) -> None:
    if type(one) is not str:
        message = DcatUsText.TYPE_WRONG(field="@type", found=type_name(one), expected="string")
        draft.note("type", message, place, key="type", value=one)
    elif draft.version == "1.1":
        draft.note("code", DcatUsText.CODE_UNKNOWN(field="@type", known=found.names), place, key="type", value=one)


def _note_unknown(draft: EntryDraft, key: str, one: Json, place: str) -> None:
    if "[[REDACTED" in json_text(one).upper():
        draft.redact(place, kept_name(key), one)
    message = DcatUsText.FIELD_UNKNOWN(version=draft.version)
    draft.note("unknown-field", message, place, prop=kept_name(key), value=one)


def _keep_unknown(draft: EntryDraft, subject: Subject, key: str, one: Json, *, as_json: bool = False) -> None:
    """Keep a value as it is written; marks of secrecy within it are added to the record itself."""
    draft.keep(subject, key, one, as_json=as_json)
    for inner, mark in members_within(one):
        if marks_secrecy(inner):
            _mark(draft, draft.record, mark)
        elif is_about_access(kept_name(inner)):
            draft.keep(draft.record, inner, mark)


def _mark(draft: EntryDraft, subject: Subject, one: Json) -> None:
    """Add a mark of secrecy."""
    for mark in mark_terms(one):
        draft.add(subject, DMV.secrecy, mark)


def _write_field(draft: EntryDraft, place: Place, value: Json) -> bool:
    """Add the triples of a field, and tell whether they say all of it."""
    field = place.field
    occurrence = field.occurrence(draft.version) or field.v11 or field.v30
    if not is_list(value):
        if occurrence in ("*", "+") and not (type(value) is str and is_redacted(value)):
            note_type(draft, place, value, "array")
            _write_item(draft, place, value)
            return False
        return _write_item(draft, place, value)
    is_exact = True
    if occurrence in ("1", "!"):
        note_type(draft, place, value, _expected_type(field))
        is_exact = False
    if draft.version == "1.1" and (field.kind != "node" or field.texts):
        _report_repeated(draft, place, value)
    for number, item in enumerate(value):
        inner = Place(place.subject, field, child_pointer(place.pointer, number), place.siblings)
        if not _write_item(draft, inner, item):
            is_exact = False
    return is_exact and bool(value)


def _report_repeated(draft: EntryDraft, place: Place, value: list[Json]) -> None:
    field = place.field
    if not value and field.v11 == "*":
        draft.note("empty", DcatUsText.FIELD_EMPTY(field=field.key), place.pointer, key=field.key, prop=field.name)
    seen: set[str] = set()
    for number, item in enumerate(value):
        text = json_text(item)
        if text in seen:
            message = DcatUsText.ITEM_REPEATED(field=field.key)
            pointer = child_pointer(place.pointer, number)
            draft.note("repeated", message, pointer, key=field.key, prop=field.name, value=item)
        seen.add(text)


def _write_item(draft: EntryDraft, place: Place, value: Json) -> bool:
    field = place.field
    if field.kind == "identifier" and isinstance(value, JsonObject):
        return _write_identifier(draft, place, value)
    if field.kind == "topic" and isinstance(value, JsonObject):
        note_type(draft, place, value, "string")
        return _write_node(draft, place, value, CLASSES["Dataset"])
    if field.kind != "node":
        return read_value(draft, place, value)
    target = CLASSES[field.target]
    if isinstance(value, JsonObject):
        if field.texts and field.occurrence("1.1") and draft.version == "1.1":
            note_type(draft, place, value, "string")
        return _write_node(draft, place, value, target)
    if type(value) is not str:
        note_type(draft, place, value, "object")
        return False
    return _write_named(draft, place, value, target)


def _write_node(draft: EntryDraft, place: Place, value: JsonObject, target: JsonClass) -> bool:
    found = _class_of(target, value)
    node = _subject(draft, found, value)
    draft.add(place.subject, place.field.name, node)
    if target.name == "Distribution" and is_restricted(value):
        draft.narrowed.add(draft.record)
    if found.is_record and isinstance(node, NamedNode):
        draft.inner.append(InnerRecord(name=found.name, value=value, pointer=place.pointer))
    elif draft.begins(node, value):
        _write(draft, found, value, place.pointer, node)
    return True


def _write_named(draft: EntryDraft, place: Place, text: str, target: JsonClass) -> bool:
    """Add a text that stands for an object: its IRI, or its name."""
    field = place.field
    if is_redacted(text):
        draft.redact(place.pointer, field.name, text)
        return False
    if not text.strip():
        message = DcatUsText.FIELD_EMPTY(field=field.key)
        draft.note("empty", message, place.pointer, key=field.key, prop=field.name, value=text)
        return False
    if not field.texts:
        note_type(draft, place, text, "object")
    term = resource_iri(text)
    if term is None and target.is_record:
        term = record_iri(draft, text)
    if term is not None:
        draft.add(place.subject, field.name, term)
        return term.value == text and field.texts
    if target.label is None:
        return False
    node = BlankNode()
    for main in target.types:
        draft.add(node, RDF.type, main)
    draft.add(node, target.label, Literal(text))
    draft.add(place.subject, field.name, node)
    return field.texts


def _write_identifier(draft: EntryDraft, place: Place, value: JsonObject) -> bool:
    """Add an identifier with its agency: the text by which records are known, and all of it as adms:identifier."""
    if draft.version == "1.1":
        note_type(draft, place, value, "string")
    text = _identifier_of(JsonObject([("identifier", value)]))
    if text is None:
        message = DcatUsText.ONE_OF_MISSING(known=("@id", "notation"), version=draft.version)
        draft.note("missing", message, place.pointer, key=place.field.key, prop=DCT.identifier)
    else:
        draft.add(place.subject, DCT.identifier, Literal(text))
    # A node without IRI: as a resource of its own, the identifier would be no part of the record.
    node = BlankNode()
    draft.add(place.subject, ADMS.identifier, node)
    _write(
        draft,
        CLASSES["Identifier"],
        JsonObject([*(one for one in value.items() if one[0] != "@id")]),
        place.pointer,
        node,
    )
    if text is not None and value.get("notation") is None:
        draft.add(node, SKOS.notation, Literal(text))
    return False


def _complete_distribution(draft: EntryDraft, value: JsonObject, pointer: str, subject: Subject) -> None:
    """Let a downloadURL stand in for a missing accessURL, as DCAT-AP advises; report what a distribution lacks."""
    if draft.version == "1.1" and value.get("downloadURL") is not None and value.get("mediaType") is None:
        message = DcatUsText.FIELD_MISSING(field="mediaType", version=draft.version)
        place = child_pointer(pointer, "mediaType")
        draft.note("missing", message, place, key="mediaType", prop=DCAT.mediaType)
    pairs = draft.descriptions.get(subject, ())
    downloads = [term for prop, term in pairs if prop == DCAT.downloadURL]
    if any(prop == DCAT.accessURL for prop, _ in pairs):
        return
    if not downloads:
        if value.get("accessURL") is None and value.get("downloadURL") is None:
            draft.note("url", DcatUsText.URL_MISSING(), pointer, prop=DCAT.accessURL)
    elif value.get("accessURL") is None:
        draft.add(subject, DCAT.accessURL, downloads[0])
        draft.note("access-url", DcatUsText.ACCESS_URL_ADDED(), pointer, prop=DCAT.accessURL)


def _report_missing(draft: EntryDraft, found: JsonClass, value: JsonObject, pointer: str) -> None:
    for field in required_fields(found.name, draft.version):
        given = value.get(field.key)
        if field.key in ACCESS_KEYS:
            continue
        place = child_pointer(pointer, field.key)
        if given is None:
            message = DcatUsText.FIELD_MISSING(field=field.key, version=draft.version)
            draft.note("missing", message, place, key=field.key, prop=field.name)
        elif given == []:
            draft.note("empty", DcatUsText.FIELD_EMPTY(field=field.key), place, key=field.key, prop=field.name)
    if found.one_of and draft.version == "3.0" and all(value.get(key) is None for key in found.one_of):
        message = DcatUsText.ONE_OF_MISSING(known=found.one_of, version=draft.version)
        draft.note("missing", message, pointer, key=found.one_of[0])


def _expected_type(field: JsonField) -> str:
    return "object" if field.kind == "node" and not field.texts else "boolean" if field.kind == "checkbox" else "string"
