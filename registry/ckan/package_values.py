"""Read single values of a package: texts in one or several languages, dates, codes of lists, IRIs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.datatypes.order import is_well_typed
from danhmuc.vocab.reading import Subject
from danhmuc.vocab.terms import ADMS, DCAT, RDF, SKOS, XSD

from ..json_records.stream import Json, JsonObject, child_pointer, is_list, json_text, type_name
from ..json_records.value_terms import (
    ACCESS_RIGHTS,
    access_rank,
    date_term,
    file_format_term,
    frequency_term,
    language_term,
    media_type_term,
)
from ..messages.sources import CkanPortalsText
from .package_draft import Given, PackageDraft, states_nothing, value_in_text
from .package_fields import CkanField

_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_EMAIL: Final = re.compile(r"(?:mailto:)?([\w~!$&'()*+=:.-]+@[\w.-]+\.[\w-]+)")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_INTEGER: Final = re.compile(r"\d+")
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""An id as CKAN makes them; the name of a package could be any word."""
_DATE: Final = "2026-12-31"
_LISTED: Final = frozenset({"iri", "code", "language", "package"})
"""Kinds of which a text may have several values between commas."""

_Reader = Callable[[PackageDraft, Subject, CkanField, Given, str], None]


def write_value(draft: PackageDraft, subject: Subject, field: CkanField, given: Given) -> None:
    """Add the triples of a field that states something."""
    if field.kind == "access":
        _write_access(draft, subject, field, given)
    elif field.kind == "publicity":
        _write_publicity(draft, subject, field, given)
    elif field.kind in ("text", "keyword", "statement"):
        _write_texts(draft, subject, field, given)
    else:
        for one in _values(field, given):
            _write_text(draft, subject, field, one)


def language_texts(value: Json) -> Iterator[tuple[str | None, Json, str]]:
    """The texts of a value, each with its language, which is None if it has none, and its pointer within the value.

    An object whose keys are languages is what ckanext-fluent makes of a field; its values are texts or lists of them.
    """
    if isinstance(value, JsonObject):
        for tag, one in value.items():
            pointer = child_pointer("", tag)
            for _, text, inner in language_texts(one) if is_list(one) else [(None, one, "")]:
                yield tag, text, pointer + inner
    elif is_list(value):
        for number, one in enumerate(value):
            yield None, one, child_pointer("", number)
    else:
        yield None, value, ""


def _values(field: CkanField, given: Given) -> Iterator[Given]:
    """The single values of a field."""
    value = value_in_text(given.value) if field.many else given.value
    if is_list(value):
        for number, one in enumerate(value):
            if not states_nothing(one):
                yield Given(
                    given.key, one, child_pointer(given.pointer, number) if value is given.value else given.pointer
                )
    elif field.many and field.kind in _LISTED and type(value) is str and "," in value and _is_listing(value):
        for part in value.split(","):
            if part.strip():
                yield Given(given.key, part.strip(), given.pointer)
    else:
        yield Given(given.key, value, given.pointer)


def _is_listing(text: str) -> bool:
    """Whether a text is several values between commas, and not an address that has one."""
    parts = [part.strip() for part in text.split(",")]
    return len({_WEB.match(part) is not None for part in parts}) == 1


def _write_text(draft: PackageDraft, subject: Subject, field: CkanField, given: Given) -> None:
    value = given.value
    if isinstance(value, JsonObject) and field.kind == "label":
        _write_labelled(draft, subject, field, given)
    elif isinstance(value, str):
        text = str(value).strip()
        if not states_nothing(text):
            _READERS[field.kind](draft, subject, field, given, text)
    else:
        note_type(draft, field, given, "string")


def note_type(draft: PackageDraft, field: CkanField, given: Given, expected: str) -> None:
    """Note that a value is not of the JSON type that its field needs."""
    message = CkanPortalsText.TYPE_WRONG(field=given.key, found=type_name(given.value), expected=expected)
    draft.note("type", message, given.pointer, key=field.key, prop=field.term, value=given.value)


def _note_form(draft: PackageDraft, field: CkanField, given: Given, form: str) -> None:
    message = CkanPortalsText.FORM_WRONG(field=given.key, form=form)
    draft.note("form", message, given.pointer, key=field.key, prop=field.term, value=given.value)


# ---------------------------------------------------------------- texts


def _write_texts(draft: PackageDraft, subject: Subject, field: CkanField, given: Given) -> None:
    literals = list(_literals(draft, field, given))
    if field.kind != "statement":
        for one in literals:
            draft.add(subject, field.term, one)
        return
    if len(literals) == 1 and literals[0].language is None:
        term = draft.iri(given, literals[0].value, field.term)
        if term is not None:
            draft.add(subject, field.term, term)
            return
    if literals:
        _add_node(draft, subject, field, literals)


def _literals(draft: PackageDraft, field: CkanField, given: Given) -> Iterator[Literal]:
    value = value_in_text(given.value) if _may_be_fluent(field, given.value) else given.value
    for tag, text, inner in language_texts(value):
        one = Given(given.key, text, given.pointer + inner if value is given.value else given.pointer)
        if states_nothing(text):
            continue
        if isinstance(text, JsonObject) and field.kind == "keyword":
            # A tag of CKAN is an object.
            name = text.get("display_name") or text.get("name")
            if type(name) is str and not states_nothing(name):
                yield Literal(name)
                continue
        if not isinstance(text, str):
            note_type(draft, field, one, "string")
        elif tag is None:
            yield Literal(str(text))
        elif _TAG.fullmatch(tag):
            yield Literal(str(text), language=tag.replace("_", "-").lower())
        else:
            _note_form(draft, field, Given(given.key, tag, one.pointer), "en")
            yield Literal(str(text))


def _may_be_fluent(field: CkanField, value: Json) -> bool:
    """Whether a text may be JSON of texts by language; a description may begin with a brace as well."""
    if type(value) is not str:
        return False
    found = value_in_text(value)
    if field.kind == "keyword":
        return is_list(found) or isinstance(found, JsonObject)
    return isinstance(found, JsonObject) and bool(found) and all(map(_TAG.fullmatch, found))


def _add_node(draft: PackageDraft, subject: Subject, field: CkanField, labels: list[Literal]) -> None:
    """Add a node without IRI that has texts as its name."""
    assert field.target is not None
    node = BlankNode()
    draft.add(node, RDF.type, field.target)
    for one in labels:
        draft.add(node, field.label, one)
    draft.add(subject, field.term, node)


def _write_labelled(draft: PackageDraft, subject: Subject, field: CkanField, given: Given) -> None:
    """Add an object of texts by language as the name of a node."""
    labels = list(_literals(draft, field, given))
    if labels:
        _add_node(draft, subject, field, labels)


# ---------------------------------------------------------------- access


def _write_access(draft: PackageDraft, subject: Subject, field: CkanField, given: Given) -> None:
    """Add an access right; what is not understood is added as well, and counts as the narrowest."""
    text = given.value
    rank = access_rank(str(text)) if isinstance(text, str) else None
    if rank is not None:
        draft.add(subject, field.term, ACCESS_RIGHTS[rank])
        return
    if type(text) is str and _WEB.match(text.strip()):
        term = draft.iri(given, text, field.term)
        if term is not None:
            draft.add(subject, field.term, term)
            return
    known = tuple(term.value.rpartition("/")[2] for term in ACCESS_RIGHTS)
    message = CkanPortalsText.ACCESS_UNCLEAR(field=given.key, known=known)
    draft.note("access", message, given.pointer, key=field.key, prop=field.term, value=text)
    if type(text) is str:
        _add_node(draft, subject, field, [Literal(text)])
    else:
        draft.add(subject, field.term, Literal(json_text(text), datatype=RDF.JSON))


def _write_publicity(draft: PackageDraft, subject: Subject, field: CkanField, given: Given) -> None:
    """Add a value of a property that says how public a record is, as it is written."""
    text = given.value
    if type(text) is not str:
        draft.add(subject, field.term, Literal(json_text(text), datatype=RDF.JSON))
        return
    term = draft.iri(given, text, field.term) if _WEB.match(text.strip()) else None
    draft.add(subject, field.term, Literal(text.strip()) if term is None else term)


# ---------------------------------------------------------------- single values


def _date(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    term = date_term(text)
    if term is None:
        _note_form(draft, field, given, _DATE)
    else:
        draft.add(subject, field.term, term)


def _iri(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    term = draft.iri(given, text, field.term)
    if term is None:
        _note_form(draft, field, given, "https://…")
    else:
        draft.add(subject, field.term, term)


def _label(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    term = draft.iri(given, text, field.term) if ":" in text and " " not in text else None
    if term is None:
        _add_node(draft, subject, field, [Literal(text)])
    else:
        draft.add(subject, field.term, term)


def _package(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    """Add a link to another dataset: its IRI, or that of the package with this id."""
    if _ID.fullmatch(text):
        draft.add(subject, field.term, NamedNode(f"{draft.portal}dataset/{text}"))
    else:
        _iri(draft, subject, field, given, text)


def _code(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    term = draft.iri(given, text, field.term) if ":" in text else None
    if term is None:
        term = _codes(field.scheme).get(text.upper())
    if term is None and field.scheme == "frequency":
        term = frequency_term(text) or frequency_term(text.lower())
    if term is None:
        _note_code(draft, field, given, field.scheme)
    else:
        draft.add(subject, field.term, term)


def _note_code(draft: PackageDraft, field: CkanField, given: Given, scheme: str) -> None:
    message = CkanPortalsText.CODE_UNKNOWN(field=given.key, scheme=scheme)
    draft.note("code", message, given.pointer, key=field.key, prop=field.term, value=given.value)


@lru_cache(maxsize=16)
def _codes(scheme: str) -> Mapping[str, NamedNode]:
    return {one.code.upper(): NamedNode(one.iri) for one in concepts.load(scheme)}


def _language(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    term = draft.iri(given, text, field.term) if ":" in text else language_term(text.replace("_", "-"))
    if term is None:
        _note_code(draft, field, given, "language")
    else:
        draft.add(subject, field.term, term)


def _media_type(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    bare = text.partition(";")[0].strip().lower()
    term = draft.iri(given, text, field.term) if _WEB.match(text) else media_type_term(bare)
    if term is None:
        _note_form(draft, field, given, "text/csv")
    else:
        draft.add(subject, field.term, term)


def _format(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    if _WEB.match(text):
        if "/media-types/" in text:
            field = _MEDIA_TYPE
        _iri(draft, subject, field, given, text)
        return
    term = file_format_term(text.strip(". ").replace(" ", "_"))
    media_type = None if term is not None else media_type_term(text.lower())
    if term is not None:
        draft.add(subject, field.term, term)
    elif media_type is not None:
        draft.add(subject, DCAT.mediaType, media_type)
    else:
        _note_code(draft, field, given, "file-type")


_MEDIA_TYPE: Final = CkanField(key="format", term=DCAT.mediaType, kind="media-type")


def _read_typed(datatype: NamedNode, form: str) -> _Reader:
    def read(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
        if is_well_typed(text, datatype.value):
            draft.add(subject, field.term, Literal(text, datatype=datatype))
        else:
            _note_form(draft, field, given, form)

    return read


def _size(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    if _INTEGER.fullmatch(text):
        draft.add(subject, field.term, Literal(text, datatype=XSD.nonNegativeInteger))
    else:
        _note_form(draft, field, given, "1024")


def _email(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:
    found = _EMAIL.fullmatch(text)
    if found is None:
        _note_form(draft, field, given, "name@example.gov")
    else:
        draft.add(subject, field.term, NamedNode(f"mailto:{found[1]}"))


def _literal(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:  # noqa: ARG001
    draft.add(subject, field.term, Literal(text))


def _notation(draft: PackageDraft, subject: Subject, field: CkanField, given: Given, text: str) -> None:  # noqa: ARG001
    node = BlankNode()
    draft.add(node, RDF.type, ADMS.Identifier)
    draft.add(node, SKOS.notation, Literal(text))
    draft.add(subject, field.term, node)


_READERS: Final[Mapping[str, _Reader]] = MappingProxyType(
    {
        "date": _date,
        "iri": _iri,
        "label": _label,
        "code": _code,
        "language": _language,
        "media-type": _media_type,
        "format": _format,
        "duration": _read_typed(XSD.duration, "P1D"),
        "decimal": _read_typed(XSD.decimal, "30.5"),
        "size": _size,
        "email": _email,
        "literal": _literal,
        "notation": _notation,
        "package": _package,
    }
)
"""How each kind reads a text."""
