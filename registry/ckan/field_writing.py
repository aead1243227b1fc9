"""Write the fields of a table, and the objects that have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.folding import fold
from danhmuc.vocab.reading import Subject
from danhmuc.vocab.terms import DCT, RDF

from ..json_records.iri_texts import resource_iri
from ..json_records.json_values import Json, JsonObject, child_pointer, is_list
from .package_draft import Given, Members, PackageDraft, states_nothing, value_in_text
from .package_fields import ACCESS, PERSONAL_DATA, SHARING_NATURE, CkanField
from .package_values import note_type, write_value

_OF_ACCESS: Final[Mapping[str, CkanField]] = MappingProxyType(
    {
        **dict.fromkeys(("accessrights", "accessright", "accesslevel", "publicaccesslevel"), ACCESS),
        "sharingnature": SHARING_NATURE,
        "personaldata": PERSONAL_DATA,
    }
)
"""Fields of access by their names in lower case and without what is no letter, however a portal writes them."""
_NO_LETTER: Final = re.compile("[^a-z]+")
_ALWAYS: Final = frozenset({"access", "publicity"})


def counts_always(field: CkanField) -> bool:
    """Whether all values of a field count, since one of them may be narrower than the first."""
    return field.kind in _ALWAYS or field.term == DCT.rights


def write_fields(draft: PackageDraft, subject: Subject, fields: Iterable[CkanField], members: Members) -> None:
    """Add the fields of a table to a subject."""
    for field in fields:
        found = members.read_all(*field.keys)
        for given in found if counts_always(field) else found[:1]:
            write_value(draft, subject, field, given)


def write_other_access(draft: PackageDraft, subject: Subject, members: Members) -> None:
    """Add the fields of access that are written in another way than any table has them.

    How a resource is shared, and whether it has personal data, is said of its package: no distribution has that.
    """
    for key in list(members.unread()):
        field = _OF_ACCESS.get(_NO_LETTER.sub("", fold(key)).removeprefix("dcat"))
        for each in members.read_all(key) if field is not None else ():
            assert field is not None
            write_value(draft, subject if field is ACCESS else draft.root, field, each)


def write_node(
    draft: PackageDraft,
    prop: NamedNode,
    members: Members,
    fields: Sequence[CkanField],
    types: Sequence[NamedNode],
    named: NamedNode | None = None,
) -> None:
    """Add an object to the package: under an IRI, that of its ``uri`` if none is given, else without one.

    One of which nothing could be read is left out.
    """
    uri = members.read("uri")
    node: Subject = named or web_iri(None if uri is None else uri.value) or BlankNode()
    write_fields(draft, node, fields, members)
    if isinstance(node, NamedNode) or node in draft.descriptions:
        for one in types:
            draft.add(node, RDF.type, one)
        draft.add(draft.root, prop, node)


def objects_of(draft: PackageDraft, field: CkanField, given: Given | None) -> Iterator[tuple[JsonObject, str]]:
    """The objects of a field, each with its pointer; what is no object is noted."""
    for one in single_values(given):
        if isinstance(one.value, JsonObject):
            yield one.value, one.pointer
        else:
            note_type(draft, field, one, "object")


def single_values(given: Given | None) -> Iterator[Given]:
    """The items of a field, which may be a list, one value, or JSON of either in a text."""
    if given is None:
        return
    value = value_in_text(given.value)
    if not is_list(value):
        yield Given(given.key, value, given.pointer)
        return
    for number, one in enumerate(value):
        if not states_nothing(one):
            is_member = value is given.value
            yield Given(given.key, one, child_pointer(given.pointer, number) if is_member else given.pointer)


def members_of_parts(parts: Iterable[tuple[str, Given | None]]) -> Members:
    """An object of fields that stand side by side, such as ``contact_name`` and ``contact_email``."""
    members = Members()
    for name, one in parts:
        if one is not None:
            members.add(name, one.value, one.pointer)
    return members


def web_iri(value: Json) -> NamedNode | None:
    """The IRI that a value is; None if it is no address of http or https."""
    return resource_iri(value) if type(value) is str else None
