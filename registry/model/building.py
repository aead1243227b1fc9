"""Make triples from fields, for constructors and `Resource.replace`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.terms import DCAT, DMV, RDF

from ..messages.model import ModelText
from .field_kinds import each
from .naming import property_iri, unknown_field, value_text
from .statements import Pair, Statements, add_descriptions, reachable_subjects_from
from .values import terms_of

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject

    from .resource import Resource


_DATABASE: Final = DMV.Database.value
_DATASETS: Final = frozenset({DCAT.Dataset.value, DCAT.DatasetSeries.value, DCAT.Catalog.value})
"""The classes of datasets: in DCAT a series and a catalogue are datasets as well."""


def build_statements(
    noun: type[Resource], iri: object, given: Mapping[str, object], classes: object, extra: object
) -> Statements:
    """Make the statements of a constructor's arguments.

    Raises:
        FieldError: an argument is not accepted.
    """
    root: Subject = BlankNode() if iri is None else _root(noun, iri)
    nested: Descriptions = {}
    pairs = [*_types(noun, classes), *_pairs(noun, given, nested), *_extra_pairs(noun, extra, nested)]
    if classes is not None or extra is not None:
        # Fields repeat nothing among themselves: each has its own property.
        pairs = list(dict.fromkeys(pairs))
    descriptions: Descriptions = {root: pairs} if pairs else {}
    add_descriptions(descriptions, nested)
    return Statements(descriptions, root, is_whole=True)


def rebuild_statements(noun: type[Resource], before: Statements, given: Mapping[str, object]) -> Statements:
    """Make the same statements with other values in some fields; descriptions that only removed values led to go, too.

    Raises:
        FieldError: a value is not accepted.
    """
    fields = dict(given)
    extra, classes = fields.pop("extra", {}), fields.pop("classes", ())
    nested: Descriptions = {}
    pairs = [*_pairs(noun, fields, nested), *_extra_pairs(noun, extra, nested)]
    gone = {noun.fields[name].iri for name in fields}
    carried = before.carried_descriptions()
    root = before.root
    if "classes" in given:
        pairs += _types(noun, classes)
        gone.add(RDF.type.value)
    if isinstance(extra, Mapping):
        gone |= {property_iri(key, noun.__name__, "extra") for key in extra}
    elif extra is None:
        gone |= before.root_values.keys() - noun.properties.keys() - {RDF.type.value}
    staying_pairs: list[Pair] = [pair for pair in carried.get(root, ()) if pair[0].value not in gone]
    # Subjects that can be reached without the root stay.
    elsewhere = carried.keys() - reachable_subjects_from(carried, (root,)).keys()
    staying = reachable_subjects_from({**carried, root: staying_pairs}, (root, *elsewhere))
    # A nested object brings its own description; it links to other records without carrying them.
    led_to = reachable_subjects_from({**carried, **nested, root: []}, nested).keys() - nested.keys()
    descriptions = {node: about for node, about in carried.items() if node in staying or node in led_to}
    about_root = [pair for pair in nested.pop(root, ()) if pair[0].value not in gone]
    descriptions[root] = list(dict.fromkeys([*staying_pairs, *pairs, *about_root]))
    if not descriptions[root]:
        del descriptions[root]
    add_descriptions(descriptions, nested)
    if isinstance(root, BlankNode):
        root, descriptions = _rename_node(root, descriptions)
    return Statements(descriptions, root, is_whole=True)


def _rename_node(node: BlankNode, descriptions: Descriptions) -> tuple[BlankNode, Descriptions]:
    """Give a blank node a new name: two blank nodes of one name in one object would be one thing."""
    new = BlankNode()
    return new, {
        new if subject == node else subject: [
            (predicate, new if value == node else value) for predicate, value in pairs
        ]
        for subject, pairs in descriptions.items()
    }


def _root(noun: type[Resource], iri: object) -> NamedNode:
    try:
        if isinstance(iri, str):
            return NamedNode(iri)
    except ValueError:
        pass
    raise FieldError(noun.__name__, "iri", ModelText.FIELD_TAKES(takes=ModelText.TAKES_IRI(), found=value_text(iri)))


def _types(noun: type[Resource], classes: object) -> Iterator[Pair]:
    """The triples of its classes; a plain Resource has no class but those given."""
    found = [] if noun.__name__ == "Resource" else [noun.rdf_class]
    if classes is not None:
        found += [_class(noun, given) for given in each(classes)]
        if _DATABASE in found and not _DATASETS.isdisjoint(found):
            raise FieldError(
                noun.__name__, "classes", ModelText.CLASSES_DATABASE_AND_DATASET(found=value_text(classes))
            )
    for iri in found:
        yield RDF.type, NamedNode(iri)


def _class(noun: type[Resource], given: object) -> str:
    if isinstance(given, str):
        return property_iri(given, noun.__name__, "classes")
    raise FieldError(
        noun.__name__, "classes", ModelText.FIELD_TAKES(takes=ModelText.TAKES_CLASSES(), found=value_text(given))
    )


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
                # The field names the class that declares it.
                raise FieldError(noun.__name__, name, error.reason) from error
            for term in dict.fromkeys(terms) if len(terms) > 1 else terms:
                yield predicate, term


def _extra_pairs(noun: type[Resource], extra: object, nested: Descriptions) -> Iterator[Pair]:
    if extra is None:
        return
    if not isinstance(extra, Mapping):
        raise FieldError(
            noun.__name__,
            "extra",
            ModelText.FIELD_TAKES(takes=ModelText.TAKES_VALUES_BY_PROPERTY(), found=value_text(extra)),
        )
    for key, values in extra.items():
        if not isinstance(key, str):
            raise FieldError(
                noun.__name__, "extra", ModelText.FIELD_TAKES(takes=ModelText.TAKES_PROPERTIES(), found=value_text(key))
            )
        iri = property_iri(key, noun.__name__, "extra")
        if iri == RDF.type.value:
            raise FieldError(noun.__name__, "extra", ModelText.EXTRA_HAS_CLASSES(key=key))
        if iri in noun.properties:
            raise FieldError(noun.__name__, "extra", ModelText.EXTRA_HAS_FIELD(key=key, field=noun.properties[iri]))
        if values is not None:
            predicate = NamedNode(iri)
            for term in terms_of(values, nested, noun=noun.__name__, iri=iri):
                yield predicate, term
