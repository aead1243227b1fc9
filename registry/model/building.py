"""Triples out of fields: what constructors and `Resource.replace` do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.terms import DCAT, DMV, RDF

from ..messages.model import (
    CLASSES_DATABASE_AND_DATASET,
    EXTRA_HAS_CLASSES,
    EXTRA_HAS_FIELD,
    FIELD_TAKES,
    TAKES_CLASSES,
    TAKES_IRI,
    TAKES_PROPERTIES,
    TAKES_VALUES_BY_PROPERTY,
)
from .naming import property_iri, shown, unknown_field
from .object_fields import each
from .statements import Pair, Statements, reached_from, united
from .values import terms_of

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject

    from .resource import Resource

__all__ = ["built", "rebuilt"]

_DATABASE: Final = DMV.Database.value
_DATASETS: Final = frozenset({DCAT.Dataset.value, DCAT.DatasetSeries.value, DCAT.Catalog.value})
"""The classes of datasets: in DCAT a series and a catalogue are datasets as well."""


def built(noun: type[Resource], iri: object, given: Mapping[str, object], classes: object, extra: object) -> Statements:
    """What a constructor's arguments say.

    Raises:
        FieldError: one of them cannot be taken.
    """
    root: Subject = BlankNode() if iri is None else _root(noun, iri)
    nested: Descriptions = {}
    pairs = [*_types(noun, classes), *_pairs(noun, given, nested), *_extra_pairs(noun, extra, nested)]
    if classes is not None or extra is not None:
        # Fields repeat nothing among themselves: each has its own property.
        pairs = list(dict.fromkeys(pairs))
    descriptions: Descriptions = {root: pairs} if pairs else {}
    united(descriptions, nested)
    return Statements(descriptions, root, is_whole=True)


def rebuilt(noun: type[Resource], before: Statements, given: Mapping[str, object]) -> Statements:
    """The same with other values in some fields; what only led to a value that went is left out.

    Raises:
        FieldError: one of them cannot be taken.
    """
    fields = dict(given)
    extra, classes = fields.pop("extra", {}), fields.pop("classes", ())
    nested: Descriptions = {}
    pairs = [*_pairs(noun, fields, nested), *_extra_pairs(noun, extra, nested)]
    gone = {noun.fields[name].iri for name in fields}
    carried = before.carried()
    root = before.root
    if "classes" in given:
        pairs += _types(noun, classes)
        gone.add(RDF.type.value)
    if isinstance(extra, Mapping):
        gone |= {property_iri(key, noun.__name__, "extra") for key in extra}
    elif extra is None:
        gone |= before.said.keys() - noun.properties.keys() - {RDF.type.value}
    kept: list[Pair] = [pair for pair in carried.get(root, ()) if pair[0].value not in gone]
    # Whatever led somewhere without the root still does.
    elsewhere = carried.keys() - reached_from(carried, (root,)).keys()
    staying = reached_from({**carried, root: kept}, (root, *elsewhere))
    # An object brings what is said of it now; it leads to other records without carrying them.
    led_to = reached_from({**carried, **nested, root: []}, nested).keys() - nested.keys()
    descriptions = {one: said for one, said in carried.items() if one in staying or one in led_to}
    about_root = [pair for pair in nested.pop(root, ()) if pair[0].value not in gone]
    descriptions[root] = list(dict.fromkeys([*kept, *pairs, *about_root]))
    if not descriptions[root]:
        del descriptions[root]
    united(descriptions, nested)
    if isinstance(root, BlankNode):
        root, descriptions = _renamed(root, descriptions)
    return Statements(descriptions, root, is_whole=True)


def _renamed(node: BlankNode, descriptions: Descriptions) -> tuple[BlankNode, Descriptions]:
    """The same under a new name: two blank nodes of one name in one object would be one thing."""
    new = BlankNode()
    return new, {
        new if one == node else one: [(predicate, new if value == node else value) for predicate, value in pairs]
        for one, pairs in descriptions.items()
    }


def _root(noun: type[Resource], iri: object) -> NamedNode:
    try:
        if isinstance(iri, str):
            return NamedNode(iri)
    except ValueError:
        pass
    raise FieldError(noun.__name__, "iri", FIELD_TAKES(takes=TAKES_IRI(), found=shown(iri)))


def _types(noun: type[Resource], classes: object) -> Iterator[Pair]:
    """Its classes; of a plain Resource nothing is known but what is given."""
    found = [] if noun.__name__ == "Resource" else [noun.rdf_class]
    if classes is not None:
        found += [_class(noun, one) for one in each(classes)]
        if _DATABASE in found and not _DATASETS.isdisjoint(found):
            raise FieldError(noun.__name__, "classes", CLASSES_DATABASE_AND_DATASET(found=shown(classes)))
    for iri in found:
        yield RDF.type, NamedNode(iri)


def _class(noun: type[Resource], given: object) -> str:
    if isinstance(given, str):
        return property_iri(given, noun.__name__, "classes")
    raise FieldError(noun.__name__, "classes", FIELD_TAKES(takes=TAKES_CLASSES(), found=shown(given)))


def _pairs(noun: type[Resource], given: Mapping[str, object], nested: Descriptions) -> Iterator[Pair]:
    fields = noun.fields
    for name, value in given.items():
        field = fields.get(name)
        if field is None:
            raise unknown_field(noun, name)
        if value is not None:
            predicate = field.predicate
            try:
                terms = list(field.terms(value, nested))
            except FieldError as error:
                # The field speaks for the class that declares it.
                raise FieldError(noun.__name__, name, error.reason) from error
            for term in dict.fromkeys(terms) if len(terms) > 1 else terms:
                yield predicate, term


def _extra_pairs(noun: type[Resource], extra: object, nested: Descriptions) -> Iterator[Pair]:
    if extra is None:
        return
    if not isinstance(extra, Mapping):
        raise FieldError(noun.__name__, "extra", FIELD_TAKES(takes=TAKES_VALUES_BY_PROPERTY(), found=shown(extra)))
    for key, values in extra.items():
        if not isinstance(key, str):
            raise FieldError(noun.__name__, "extra", FIELD_TAKES(takes=TAKES_PROPERTIES(), found=shown(key)))
        iri = property_iri(key, noun.__name__, "extra")
        if iri == RDF.type.value:
            raise FieldError(noun.__name__, "extra", EXTRA_HAS_CLASSES(key=key))
        if iri in noun.properties:
            raise FieldError(noun.__name__, "extra", EXTRA_HAS_FIELD(key=key, field=noun.properties[iri]))
        if values is not None:
            predicate = NamedNode(iri)
            for term in terms_of(values, nested, noun=noun.__name__, iri=iri):
                yield predicate, term
