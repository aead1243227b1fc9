"""Read a value by its kind: add the triples that say the same, and tell whether they say all.

Read a value by its kind: add the triples that say the same, and tell whether they say all of it.

What they do not say, the caller keeps as it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.order import is_well_typed
from danhmuc.vocab.reading import Subject
from danhmuc.vocab.terms import DCAT, DCT, LOCN, RDF, RDFS, SKOS, XSD
from danhmuc.vocab.words import fold

from ..json_records.stream import Json, JsonNumber, JsonObject, child_pointer, json_text, type_name
from ..json_records.value_terms import (
    ACCESS_RIGHTS,
    FREQUENCIES,
    GEO_JSON,
    WKT,
    access_rank,
    algorithm_term,
    bbox_term,
    date_term,
    file_format_term,
    frequency_term,
    is_wkt,
    language_term,
    media_type_term,
    resource_iri,
)
from ..messages.sources import DcatUsText
from ..splitting.parts import iri_of_identifier
from .entry_draft import EntryDraft
from .field_table import JsonField

# ---------------------------------------------------------------- value forms
# The forms that values of DCAT-US have in 1.1 and 3.0: dates, intervals, frequencies, redactions.

ACCESS_LEVELS: Final = ("public", "restricted public", "non-public")
"""The levels of 1.1, in the order of `ACCESS_RIGHTS`."""


_REDACTED: Final = re.compile(r"\s*\[\[\s*REDACTED", re.IGNORECASE)
_DURATION: Final = (
    r"P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?"
)
_IS_DURATION: Final = re.compile(_DURATION)
_REPEATING: Final = re.compile(r"R\d*")
_IS_FREQUENCY: Final = re.compile(r"R/" + _DURATION)
_IS_3_FREQUENCY: Final = re.compile(r"R/P.+")
_ISO_DATE: Final = re.compile(
    r"[+-]?\d{4}(?!\d{2}\b)(?:-?(?:(?:0[1-9]|1[0-2])(?:-?(?:[12]\d|0[1-9]|3[01]))?|W(?:[0-4]\d|5[0-3])(?:-?[1-7])?"
    r"|(?:00[1-9]|0[1-9]\d|[12]\d{2}|3(?:[0-5]\d|6[0-6])))"
    r"(?:[T\s](?:(?:[01]\d|2[0-3])(?::?[0-5]\d)?|24:?00)(?:[.,]\d+(?!:))?(?::?[0-5]\d(?:[.,]\d+)?)?"
    r"(?:[zZ]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?)?"
)
"""A date of ISO 8601, basic or extended, also of weeks and of days of the year, as 1.1 allows."""


def is_redacted(text: str) -> bool:
    """Whether a text is a mark of redaction.

    >>> is_redacted("[[REDACTED-EX B6]]"), is_redacted("redacted")
    (True, False)
    """
    return _REDACTED.match(text) is not None


def is_11_date(text: str) -> bool:
    """Whether 1.1 takes it for a date."""
    return _ISO_DATE.fullmatch(text) is not None


def is_11_rhythm(text: str) -> bool:
    """Whether 1.1 takes it for the rhythm of changes: a duration, repeating or not, also from a date on."""
    parts = _interval_parts(text)
    if len(parts) > 1 and is_11_date(parts[0]):
        parts = parts[1:]
    return len(parts) == 1 and _IS_DURATION.fullmatch(parts[0]) is not None


def _interval_parts(text: str) -> list[str]:
    """The parts of an interval without the mark of repetition."""
    parts = text.split("/")
    return parts[1:] if _REPEATING.fullmatch(parts[0]) else parts


def is_11_interval(text: str) -> bool:
    """Whether 1.1 takes it for an interval, repeating or not: two dates, or a date and a duration."""
    parts = _interval_parts(text)
    if len(parts) != 2:
        return False
    dates = [is_11_date(part) for part in parts]
    durations = [_IS_DURATION.fullmatch(part) is not None for part in parts]
    return all(dates) or (dates[0] and durations[1]) or (durations[0] and dates[1])


def is_frequency(text: str, *, loose: bool) -> bool:
    """Whether it is a repeating interval; `loose` as 3.0 takes it."""
    return (_IS_3_FREQUENCY if loose else _IS_FREQUENCY).fullmatch(text) is not None


# ---------------------------------------------------------------- value kinds

_DATE: Final = "2026-12-31"
_EMAIL: Final = re.compile(r"mailto:[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+")
_BARE_EMAIL: Final = re.compile(r"[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w-]+")
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_INTEGER: Final = re.compile(r"\+?\d+")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a value.

    Attributes:
        siblings: the object that has the field.
    """

    subject: Subject
    field: JsonField
    pointer: str
    siblings: JsonObject


Reader = Callable[[EntryDraft, Place, str], bool]


def read_value(draft: EntryDraft, place: Place, value: Json) -> bool:
    """Read a value that is no object of a class, and tell whether its triples say all of it."""
    kind = place.field.kind
    if isinstance(value, str) and type(value) is str:
        return _read_text(draft, place, value)
    expected = "string"
    if isinstance(value, JsonObject) and kind in OBJECT_KINDS:
        return OBJECT_KINDS[kind](draft, place, value)
    if kind == "checkbox":
        if isinstance(value, bool):
            draft.keep(place.subject, place.field.key, value)
            return True
        expected = "boolean"
    note_type(draft, place, value, expected)
    if isinstance(value, JsonNumber) and kind in ("text", "decimal", "size", "identifier", "date"):
        KINDS[kind](draft, place, str(value))
    return False


def _read_text(draft: EntryDraft, place: Place, text: str) -> bool:
    one = place.field
    if is_redacted(text):
        draft.redact(place.pointer, one.name, text)
        return False
    if one.kind == "checkbox":
        note_type(draft, place, text, "boolean")
        return False
    if not text.strip():
        draft.note(
            "empty", DcatUsText.FIELD_EMPTY(field=one.key), place.pointer, key=one.key, prop=one.name, value=text
        )
        return False
    if one.longest is not None and draft.version == "1.1" and len(text) > one.longest:
        message = DcatUsText.TEXT_LONG(field=one.key, limit=one.longest, version=draft.version)
        draft.note("too-long", message, place.pointer, key=one.key, prop=one.name)
    return KINDS[one.kind](draft, place, text)


def record_iri(draft: EntryDraft, identifier: str) -> NamedNode:
    """The IRI of the record with that identifier."""
    return resource_iri(identifier) or NamedNode(iri_of_identifier(identifier, draft.origin.space))


def note_type(draft: EntryDraft, place: Place, value: Json, expected: str) -> None:
    """Note that a value is not of the JSON type that its field needs."""
    one = place.field
    message = DcatUsText.TYPE_WRONG(field=one.key, found=type_name(value), expected=expected)
    draft.note("type", message, place.pointer, key=one.key, prop=one.name, value=value)


def _wrong_form(draft: EntryDraft, place: Place, text: str, form: str) -> bool:
    one = place.field
    draft.note(
        "form", DcatUsText.FORM_WRONG(field=one.key, form=form), place.pointer, key=one.key, prop=one.name, value=text
    )
    return False


def _add(draft: EntryDraft, place: Place, term: NamedNode | BlankNode | Literal) -> None:
    draft.add(place.subject, place.field.name, term)


def _add_labelled(draft: EntryDraft, place: Place, main: NamedNode, text: str, prop: NamedNode = RDFS.label) -> bool:
    """Add a node without IRI that has a text as its name."""
    node = BlankNode()
    draft.add(node, RDF.type, main)
    draft.add(node, prop, Literal(text))
    _add(draft, place, node)
    return True


def _text(draft: EntryDraft, place: Place, text: str) -> bool:
    _add(draft, place, Literal(text))
    return True


def _plain(draft: EntryDraft, place: Place, text: str) -> bool:
    form = place.field.form
    if form and re.search(form, text, re.ASCII) is None:
        _wrong_form(draft, place, text, place.field.example)
    _add(draft, place, Literal(text))
    return True


def _date(draft: EntryDraft, place: Place, text: str) -> bool:
    term = date_term(text)
    if term is None and draft.version == "1.1":
        if place.field.key == "modified" and is_11_rhythm(text):
            return False
        if is_11_date(text):
            term = Literal(text)
    if term is None:
        return _wrong_form(draft, place, text, _DATE)
    _add(draft, place, term)
    return True


def _iri(draft: EntryDraft, place: Place, text: str) -> bool:
    term = draft.iri(text, place.field.name, place.pointer)
    if term is None:
        return _wrong_form(draft, place, text, place.field.example)
    _add(draft, place, term)
    return term.value == text


def _iri_or_text(draft: EntryDraft, place: Place, text: str) -> bool:
    term = draft.iri(text, place.field.name, place.pointer)
    _add(draft, place, Literal(text) if term is None else term)
    return term is None or term.value == text


def _email(draft: EntryDraft, place: Place, text: str) -> bool:
    if _EMAIL.match(text):
        term = draft.iri(text, place.field.name, place.pointer)
        if term is not None:
            _add(draft, place, term)
            return term.value == text
    elif _BARE_EMAIL.fullmatch(text.strip()):
        _add(draft, place, NamedNode(f"mailto:{text.strip()}"))
        draft.note(
            "completed",
            DcatUsText.EMAIL_COMPLETED(field=place.field.key),
            place.pointer,
            key=place.field.key,
            prop=place.field.name,
            value=text,
        )
        return False
    return _wrong_form(draft, place, text, place.field.example)


def _read_typed(datatype: NamedNode) -> Reader:
    def read(draft: EntryDraft, place: Place, text: str) -> bool:
        if not is_well_typed(text, datatype.value):
            return _wrong_form(draft, place, text, place.field.example)
        _add(draft, place, Literal(text, datatype=datatype))
        return True

    return read


def _size(draft: EntryDraft, place: Place, text: str) -> bool:
    if _INTEGER.fullmatch(text) is None:
        return _wrong_form(draft, place, text, place.field.example)
    _add(draft, place, Literal(text, datatype=XSD.nonNegativeInteger))
    return True


def _interval(draft: EntryDraft, place: Place, text: str) -> bool:
    parts = text.split("/")
    dates = [date_term(part) for part in parts]
    if len(parts) == 2 and any(dates):
        node = BlankNode()
        draft.add(node, RDF.type, DCT.PeriodOfTime)
        for prop, term in zip((DCAT.startDate, DCAT.endDate), dates, strict=True):
            if term is not None:
                draft.add(node, prop, term)
        _add(draft, place, node)
        if all(dates):
            return True
    return False if is_11_interval(text) else _wrong_form(draft, place, text, place.field.example)


def _frequency(draft: EntryDraft, place: Place, text: str) -> bool:
    term = frequency_term(text)
    is_interval = is_frequency(text, loose=draft.version == "3.0")
    is_plain = text == "irregular" or is_interval
    if not (is_plain if draft.version == "1.1" else is_interval or term is not None):
        _wrong_form(draft, place, text, place.field.example)
    # A frequency that is none of the list is kept and not said: profiles take no other for one.
    if term is not None:
        _add(draft, place, term)
    return text in FREQUENCIES


def _language(draft: EntryDraft, place: Place, text: str) -> bool:
    term = language_term(text)
    if term is not None:
        _add(draft, place, term)
    if term is None or _TAG.fullmatch(text) is None or (draft.version == "3.0" and len(text) > 2):
        return _wrong_form(draft, place, text, place.field.example)
    return len(text) == 2 and text.islower()


def _media_type(draft: EntryDraft, place: Place, text: str) -> bool:
    term = media_type_term(text)
    if term is None:
        return _wrong_form(draft, place, text, "text/csv")
    if place.field.term is None:
        # Read with the field that it belongs to.
        return False
    _add(draft, place, term)
    return True


def _file_format(draft: EntryDraft, place: Place, text: str) -> bool:
    # As with frequencies: "Web Page" is kept, and no format to profiles.
    term = file_format_term(text)
    if term is None:
        return False
    _add(draft, place, term)
    return term.value.rpartition("/")[2] == text


def _read_labelled(main: NamedNode) -> Reader:
    def read(draft: EntryDraft, place: Place, text: str) -> bool:
        return _add_labelled(draft, place, main, text)

    return read


def _license(draft: EntryDraft, place: Place, text: str) -> bool:
    term = draft.iri(text, place.field.name, place.pointer)
    if term is not None:
        _add(draft, place, term)
        return term.value == text
    if place.field.example:
        _wrong_form(draft, place, text, place.field.example)
    return _add_labelled(draft, place, DCT.LicenseDocument, text)


def _described_by(draft: EntryDraft, place: Place, text: str) -> bool:
    term = draft.iri(text, place.field.name, place.pointer)
    if term is None:
        return _wrong_form(draft, place, text, place.field.example)
    node = BlankNode()
    draft.add(node, RDF.type, DCAT.Distribution)
    draft.add(node, DCAT.accessURL, term)
    _add(draft, place, node)
    media_type = place.siblings.get("describedByType")
    if type(media_type) is str:
        format_term = media_type_term(media_type)
        if format_term is not None:
            draft.add(node, DCAT.mediaType, format_term)
    return term.value == text


def _spatial(draft: EntryDraft, place: Place, text: str) -> bool:
    term = None if " " in text.strip() else draft.iri(text, place.field.name, place.pointer)
    if term is not None:
        _add(draft, place, term)
        return term.value == text
    node = BlankNode()
    draft.add(node, RDF.type, DCT.Location)
    _add(draft, place, node)
    box = bbox_term(text)
    if box is not None:
        draft.add(node, DCAT.bbox, box)
        return False
    if is_wkt(text) or _is_geo_json_text(text):
        draft.add(node, LOCN.geometry, Literal(text, datatype=WKT if is_wkt(text) else GEO_JSON))
        return False
    draft.add(node, SKOS.prefLabel, Literal(text))
    return True


def _spatial_object(draft: EntryDraft, place: Place, value: JsonObject) -> bool:
    node = BlankNode()
    draft.add(node, RDF.type, DCT.Location)
    draft.add(node, LOCN.geometry, _geo_json(value))
    _add(draft, place, node)
    return False


def _geometry(draft: EntryDraft, place: Place, text: str) -> bool:
    if _is_geo_json_text(text):
        _add(draft, place, Literal(text, datatype=GEO_JSON))
        return False
    _add(draft, place, Literal(text, datatype=WKT) if is_wkt(text) else Literal(text))
    return True


def _geometry_object(draft: EntryDraft, place: Place, value: JsonObject) -> bool:
    wanted = {"bbox": "Polygon", "point": "Point"}.get(place.field.kind)
    found = value.get("type")
    if type(found) is not str or not isinstance(value.get("coordinates"), list):
        message = DcatUsText.ONE_OF_MISSING(known=("type", "coordinates"), version=draft.version)
        draft.note("missing", message, place.pointer, key=place.field.key, prop=place.field.name)
    elif wanted is not None and found != wanted:
        message = DcatUsText.CODE_UNKNOWN(field="type", known=(wanted,))
        draft.note("code", message, f"{place.pointer}/type", key=place.field.key, prop=place.field.name, value=found)
    _add(draft, place, _geo_json(value))
    return not value.repeated


def _geo_json(value: JsonObject) -> Literal:
    return Literal(json_text(value), datatype=GEO_JSON)


def _is_geo_json_text(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "type" in found


def _identifier(draft: EntryDraft, place: Place, text: str) -> bool:
    _add(draft, place, Literal(text))
    return True


def _parent(draft: EntryDraft, place: Place, text: str) -> bool:
    term = record_iri(draft, text)
    _add(draft, place, term)
    return term.value == text


def _hash(draft: EntryDraft, place: Place, text: str) -> bool:
    _add(
        draft,
        place,
        Literal(text, datatype=XSD.hexBinary) if is_well_typed(text, XSD.hexBinary.value) else Literal(text),
    )
    return True


def _algorithm(draft: EntryDraft, place: Place, text: str) -> bool:
    term = algorithm_term(text) or draft.iri(text, place.field.name, place.pointer)
    if term is None:
        return _wrong_form(draft, place, text, "SHA256")
    _add(draft, place, term)
    return term.value == text


KINDS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "text": _text,
        "literal": _plain,
        "date": _date,
        "iri": _iri,
        "iri-or-text": _iri_or_text,
        "email": _email,
        "decimal": _read_typed(XSD.decimal),
        "size": _size,
        "duration": _read_typed(XSD.duration),
        "interval": _interval,
        "frequency": _frequency,
        "language": _language,
        "media-type": _media_type,
        "file-format": _file_format,
        "statement": _read_labelled(DCT.RightsStatement),
        "license": _license,
        "provenance": _read_labelled(DCT.ProvenanceStatement),
        "described-by": _described_by,
        "spatial": _spatial,
        "geometry": _geometry,
        "bbox": _geometry,
        "point": _geometry,
        "identifier": _identifier,
        "parent": _parent,
        "topic": _parent,
        "hash": _hash,
        "algorithm": _algorithm,
    }
)
"""How each kind reads a text."""

OBJECT_KINDS: Final[Mapping[str, Callable[[EntryDraft, Place, JsonObject], bool]]] = MappingProxyType(
    {"spatial": _spatial_object, "geometry": _geometry_object, "bbox": _geometry_object, "point": _geometry_object}
)
"""How those kinds read an object that may be one."""


# ---------------------------------------------------------------- access
# Access to a record: what is missing, unknown, redacted or restricted counts as narrower, never as wider.

ACCESS_KEYS: Final = ("accessLevel", "accessRights")
_PUBLIC, _RESTRICTED, _NON_PUBLIC = range(3)
_UNKNOWN: Final = 9


def write_access(draft: EntryDraft, subject: Subject, value: JsonObject, pointer: str, *, is_dataset: bool) -> None:
    """Add ``dct:accessRights`` of an object, the narrowest that its fields state or that its parts need.

    Args:
        is_dataset: whether 1.1 requires a level.
    """
    stated = [(key, one) for key, one in (*value.items(), *value.repeated) if key in ACCESS_KEYS and one is not None]
    ranks = [_rank(one) for _, one in stated]
    floor = _RESTRICTED if subject in draft.narrowed else None
    known = ACCESS_LEVELS if draft.version == "1.1" else tuple(_code(term) for term in ACCESS_RIGHTS)
    if not stated:
        if is_dataset and draft.version == "1.1":
            place = child_pointer(pointer, "accessLevel")
            message = DcatUsText.ACCESS_MISSING(field="accessLevel", known=known)
            draft.note("access", message, place, key="accessLevel", prop=DCT.accessRights)
            draft.add(subject, DCT.accessRights, ACCESS_RIGHTS[_NON_PUBLIC])
        elif floor is not None:
            _narrow(draft, subject, pointer)
        return
    rank = max(ranks)
    key, worst = stated[ranks.index(rank)]
    is_exact = len(stated) == 1
    if rank == _UNKNOWN:
        _write_unknown(draft, subject, key, worst)
        is_exact = is_exact and type(worst) is str
        if key == "accessLevel" or type(worst) is not str:
            place = child_pointer(pointer, key)
            if type(worst) is str and is_redacted(worst):
                draft.redact(place, DCT.accessRights, worst)
            message = DcatUsText.ACCESS_UNCLEAR(field=key, known=known)
            draft.note("access", message, place, key=key, prop=DCT.accessRights, value=worst)
    elif floor is not None and rank < floor:
        _narrow(draft, subject, pointer)
        is_exact = False
    else:
        draft.add(subject, DCT.accessRights, ACCESS_RIGHTS[rank])
        is_exact = is_exact and key == "accessLevel" and worst == ACCESS_LEVELS[rank]
    if not is_exact:
        for name, one in stated:
            draft.keep(subject, name, one)


def is_restricted(value: JsonObject) -> bool:
    """Whether a distribution says of itself that not everyone may have it."""
    if value.get("cuiRestriction") is not None:
        return True
    given = value.get("accessRestriction")
    restrictions = given if isinstance(given, list) else [] if given is None else [given]
    return any(not _is_unrestricted(one) for one in restrictions)


def _is_unrestricted(restriction: Json) -> bool:
    status = restriction.get("restrictionStatus") if isinstance(restriction, JsonObject) else restriction
    if isinstance(status, JsonObject):
        status = status.get("prefLabel")
    return isinstance(status, str) and fold(status).strip() == "unrestricted"


def _narrow(draft: EntryDraft, subject: Subject, pointer: str) -> None:
    draft.add(subject, DCT.accessRights, ACCESS_RIGHTS[_RESTRICTED])
    draft.note("access", DcatUsText.ACCESS_NARROWED(), pointer, prop=DCT.accessRights)


def _write_unknown(draft: EntryDraft, subject: Subject, key: str, value: Json) -> None:
    """Add a value that is no code, which the rules of publicity take for the narrowest of all."""
    if type(value) is not str:
        draft.add(subject, DCT.accessRights, Literal(json_text(value), datatype=RDF.JSON))
    elif key == "accessRights":
        node = BlankNode()
        draft.add(node, RDF.type, DCT.RightsStatement)
        draft.add(node, RDFS.label, Literal(value))
        draft.add(subject, DCT.accessRights, node)
    else:
        draft.add(subject, DCT.accessRights, Literal(value))


def _rank(value: Json) -> int:
    rank = access_rank(value) if isinstance(value, str) else None
    return _UNKNOWN if rank is None else rank


def _code(term: NamedNode) -> str:
    return term.value.rpartition("/")[2]
