"""The base of all nouns: an immutable view of what is said about one thing.

The triples are the truth, fields are views of them. Whatever the model has no field for is kept, shown and written.
Nothing here touches network, database or disk, but for `Resource.read`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Never, Self, TypeVar, dataclass_transform, overload

from pyoxigraph import NamedNode

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.terms import RDF_TYPE

from .building import built, rebuilt
from .fields import Field
from .naming import property_iri, unknown_field
from .nouns import NOUNS
from .statements import Statements
from .values import ExtraGiven, Value, value_of

if TYPE_CHECKING:
    import rdflib

    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.reading import Subject

    from .differences import Difference

__all__ = ["Format", "Resource"]

Format = Literal["turtle", "xml", "json-ld", "nt", "nq", "trig"]
"""What `Resource.to` writes; the words of ``danhmuc export``."""
_Shown = TypeVar("_Shown", covariant=True)
_Taken = TypeVar("_Taken", contravariant=True)


class _Held:
    """What an object holds; apart from the fields, which type checkers look for below.

    A view that a field has made needs no statements of its own until it is asked for more than its fields and its IRI:
    it holds those that it was seen in, and its node there.
    """

    __slots__ = ("__weakref__", "_findings", "_node", "_seen_in", "_views")
    _seen_in: Statements
    _node: Subject | None
    _views: dict[str, Any] | None
    _findings: tuple[Finding, ...]

    @property
    def _statements(self) -> Statements:
        if self._node is not None:
            object.__setattr__(self, "_seen_in", self._seen_in.seen_from(self._node))
            object.__setattr__(self, "_node", None)
        return self._seen_in


class _Part(Generic[_Taken, _Shown]):
    """An attribute that is no property: taken by the constructor, shown by the object."""

    def __init__(self, show: Callable[[_Held], _Shown], doc: str) -> None:
        self._show = show
        self.__doc__ = doc

    @overload
    def __get__(self, instance: None, owner: type[_Held]) -> Self: ...
    @overload
    def __get__(self, instance: _Held, owner: type[_Held]) -> _Shown: ...
    def __get__(self, instance: _Held | None, owner: type[_Held]) -> Self | _Shown:
        return self if instance is None else self._show(instance)

    def __set__(self, instance: Never, value: _Taken) -> None:
        raise TypeError("objects never change")


def _first(part: _Part[Any, Any], *, default: None, kw_only: Literal[False]) -> Any:  # noqa: ARG001
    """The one thing that a constructor takes by position."""
    return part


# Not frozen_default: mypy then takes what a constructor takes for what an object shows. `__set__` says the same.
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(_first,))
class _Fielded(_Held):
    """Tells type checkers that the constructors of all nouns take their fields by name."""

    __slots__ = ()


def _iri(one: _Held) -> str | None:
    root = one._seen_in.root if one._node is None else one._node
    return root.value if type(root) is NamedNode else None


def _classes(one: _Held) -> tuple[str, ...]:
    said = one._statements.said.get(RDF_TYPE.value, ())
    return tuple(dict.fromkeys(term.value for term in said if isinstance(term, NamedNode)))


def _extra(one: _Held) -> Mapping[str, tuple[Value, ...]]:
    statements = one._statements
    known = type(one).properties if isinstance(one, Resource) else {}
    return MappingProxyType(
        {
            iri: tuple(value_of(statements, term) for term in terms)
            for iri, terms in statements.said.items()
            if iri not in known and iri != RDF_TYPE.value
        }
    )


class Resource(_Fielded):
    """Anything that is spoken of, by its IRI or without one.

    Two objects are equal when they carry the same triples about the same node, whatever the order and however blank
    nodes are named.

    Args:
        iri: an absolute IRI; without one the object is a blank node, which a registry gives an IRI.
    """

    __slots__ = ()

    fields: ClassVar[Mapping[str, Field[Any, Any]]] = MappingProxyType({})
    """The fields of the noun by their names, in the order of the standard."""
    properties: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The names of the fields by the IRIs of their properties."""
    has_kinds: ClassVar[bool] = True
    """Whether there are nouns below this one, so that a value's class must be looked at."""
    rdf_class: ClassVar[str] = expand("rdfs:Resource")
    """IRI of the class of its things."""
    other_classes: ClassVar[tuple[str, ...]] = ()
    """IRIs of further classes whose things are this noun."""

    iri: _Part[str | None, str | None] = _first(
        _Part(_iri, "Its IRI; None for a blank node."), default=None, kw_only=False
    )
    classes: _Part[Iterable[str] | None, tuple[str, ...]] = _Part(
        _classes, "IRIs of all its RDF classes. The constructor takes further ones, beside the noun's own."
    )
    extra: _Part[Mapping[str, ExtraGiven | Iterable[ExtraGiven]] | None, Mapping[str, tuple[Value, ...]]] = _Part(
        _extra,
        "What is said of it by properties that the noun has no field for, by their IRIs. The constructor takes IRIs or "
        "prefixed names, with one value or several.",
    )

    if not TYPE_CHECKING:

        def __init__(self, iri=None, *, classes=None, extra=None, **given):
            """Make one from fields; None leaves a field out, 0, False and "" are values."""
            _settle(self, built(type(self), iri, given, classes, extra), ())

        def __getattr__(self, name):
            """Tell the nearest field."""
            raise AttributeError(str(unknown_field(type(self), name)))

    def __init_subclass__(cls) -> None:
        """Learn the fields of a noun."""
        super().__init_subclass__()
        found: dict[str, Field[Any, Any]] = {}
        for base in reversed(cls.__mro__):
            found |= {name: part for name, part in vars(base).items() if isinstance(part, Field)}
        cls.fields = MappingProxyType(found)
        cls.properties = MappingProxyType({field.iri: name for name, field in found.items()})
        cls.has_kinds = bool(vars(cls).get("has_kinds"))
        for base in cls.__mro__[1:-2]:
            if issubclass(base, Resource):
                base.has_kinds = True
        if cls.__name__ in NOUNS:
            cls.rdf_class = expand(NOUNS[cls.__name__][1])

    @classmethod
    def _seen(cls, statements: Statements, findings: tuple[Finding, ...] = ()) -> Self:
        """A view of what is there."""
        made = cls.__new__(cls)
        _settle(made, statements, findings)
        return made

    @classmethod
    def _seen_at(cls, node: Subject, statements: Statements) -> Self:
        """A view of what is there, from another node."""
        made = cls.__new__(cls)
        _settle(made, statements, (), node)
        return made

    @classmethod
    def parse(cls, data: str | bytes, *, iri: str | None = None, name: str = "text") -> Self:
        """The one thing of this class in an RDF document, with all else that the document says.

        Args:
            data: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD.
            iri: which one, where there are several.
            name: what to call the document; its ending may tell the format.

        Raises:
            DocumentError: it cannot be read.
            UsageError: it holds no such thing, or several.
        """
        from .documents import parse_one  # reading costs imports that building does not need

        return parse_one(cls, data, iri=iri, name=name)

    @classmethod
    def read(cls, path: str | Path, *, iri: str | None = None) -> Self:
        """The same from a file.

        Raises:
            SourceUnavailableError: the file cannot be opened.
            DocumentError, UsageError: as `parse`.
        """
        from .documents import bytes_of

        return cls.parse(bytes_of(path), iri=iri, name=Path(path).name)

    @classmethod
    def from_graph(cls, graph: rdflib.Graph, iri: str) -> Self:
        """A view of a whole rdflib graph from one of its IRIs; the graph is copied.

        Raises:
            UsageError: the graph says nothing of that IRI.
        """
        from .documents import of_graph

        return of_graph(cls, graph, iri)

    @property
    def graph(self) -> rdflib.Graph:
        """All that it carries, fresh on every call, literals as they were written."""
        from danhmuc.vocab.rdflib_graphs import graph_of

        return graph_of(self.canonical.nquads)

    @property
    def canonical(self) -> CanonicalGraph:
        """All that it carries as sorted canonical N-Quads, with the digest."""
        return self._statements.canonical

    @property
    def digest(self) -> str:
        """What changes when anything that it carries changes, and only then."""
        return self.canonical.digest

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed while its document was read: repairs and oddities."""
        return self._findings

    def to(self, format: Format = "turtle") -> str:  # noqa: A002 - the word users know
        """All that it carries as text.

        Raises:
            UnknownNameError: no such format.
        """
        from danhmuc.vocab.writing import write_text

        return write_text(format, [self.canonical.nquads])

    def values(self, name: str) -> tuple[Value, ...]:
        """Every value of a field, or of a property by IRI or prefixed name, also those that the view leaves out.

        Raises:
            FieldError: no such field, and no IRI or prefixed name either.
        """
        field = self.fields.get(name)
        if field is None and ":" not in name:
            raise unknown_field(type(self), name)
        iri = property_iri(name, type(self).__name__) if field is None else field.iri
        return tuple(value_of(self._statements, term) for term in self._statements.said.get(iri, ()))

    def replace(self, **fields: object) -> Self:
        """The same with other values in some fields; None empties one. The IRI stays.

        What was only said for the sake of a value that went, goes with it; a thing given again by its IRI alone is no
        longer described. Without IRI the result is another thing, so that one can serve as a pattern for others.

        Raises:
            FieldError: no such field, or it cannot hold that.
        """
        return self._seen(rebuilt(type(self), self._statements, fields), self._findings)

    def diff(self, other: Resource) -> Difference:
        """What differs from this object to another one, property by property."""
        from .differences import difference

        return difference(self, other)

    def __eq__(self, other: object) -> bool:
        """The same triples about the same node."""
        if not isinstance(other, Resource):
            return NotImplemented
        return self is other or self._statements.identity == other._statements.identity

    def __hash__(self) -> int:
        """By the triples."""
        return hash(self._statements.identity)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: objects never change."""
        if not hasattr(type(self), name):
            raise unknown_field(type(self), name)
        raise self._fixed(name, "cannot be set", f"replace({name}=…)")

    def __delattr__(self, name: str) -> None:
        """Refuse: objects never change."""
        if not hasattr(type(self), name):
            raise unknown_field(type(self), name)
        raise self._fixed(name, "cannot be deleted", f"replace({name}=None)")

    def _fixed(self, name: str, refusal: str, instead: str) -> FieldError:
        hint = f"; use {instead}" if name in self.fields else ""
        return FieldError(type(self).__name__, name, f"{refusal}, objects never change{hint}")

    def __dir__(self) -> Iterator[str]:
        """Fields first."""
        yield from self.fields
        yield from super().__dir__()

    def __reduce__(self) -> tuple[object, ...]:
        """Text crosses to another process; of terms, some that the parser takes would be refused there."""
        from .documents import restored

        return restored, (type(self), str(self._statements.root), self._statements.text(), self._findings)

    def __repr__(self) -> str:
        """As a constructor would take it, long values cut."""
        from .showing import text_of

        return text_of(self)

    def _repr_html_(self) -> str:
        """A table for notebooks."""
        from .notebook import html_of

        return html_of(self)


def _settle(one: _Held, statements: Statements, findings: tuple[Finding, ...], node: Subject | None = None) -> None:
    """Give a new object what it holds, once."""
    object.__setattr__(one, "_seen_in", statements)
    object.__setattr__(one, "_node", node)
    object.__setattr__(one, "_findings", findings)
    object.__setattr__(one, "_views", None)
