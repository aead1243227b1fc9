"""The base of all nouns: an immutable view of the triples about one thing.

The triples are the truth, fields are views of them. Properties without a field are kept, shown and written, too.
Nothing here touches network, database or disk, except `Resource.read`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, Signature
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    Never,
    Self,
    TypeVar,
    cast,
    dataclass_transform,
    overload,
)

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.terms import RDFS

from ..messages.model import ModelText
from .building import build_statements, rebuild_statements
from .fields import Field
from .naming import property_iri, unknown_field, wrong_type
from .nouns import NOUNS
from .statements import Statements
from .values import ExtraGiven, StatementView, Value, classes_of, extra_of, init_view, iri_of, value_of

if TYPE_CHECKING:
    import rdflib

    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.reading import Subject

    from .statements import Difference

# ---------------------------------------------------------------- part
# Attributes of objects that are not properties.

_Shown = TypeVar("_Shown", covariant=True)
_Taken = TypeVar("_Taken", contravariant=True)


class Part(Generic[_Taken, _Shown]):
    """An attribute that is not a property: an argument of the constructor, shown by the object."""

    def __init__(self, show: Callable[[StatementView], _Shown], doc: str) -> None:
        self._show = show
        self.__doc__ = doc

    @overload
    def __get__(self, instance: None, owner: type[StatementView]) -> Self: ...
    @overload
    def __get__(self, instance: StatementView, owner: type[StatementView]) -> _Shown: ...
    def __get__(self, instance: StatementView | None, owner: type[StatementView]) -> Self | _Shown:
        return self if instance is None else self._show(instance)

    def __set__(self, instance: Never, value: _Taken) -> None:
        raise TypeError("objects never change")


def first(part: Part[Any, Any], *, default: None, kw_only: Literal[False]) -> Any:  # noqa: ARG001
    """Mark the one argument that a constructor takes by position."""
    return part


# ---------------------------------------------------------------- noun base
# The base of nouns that type checkers read: constructors take fields by name.


# Not frozen_default: mypy then confuses the type that a constructor takes with the type that an object shows.
# `__set__` has the same effect.
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(first,))
class NounBase(StatementView):
    """The base of nouns, whose constructors take their fields by name."""

    __slots__ = ()


# ---------------------------------------------------------------- signatures
# Constructors with a signature made of the declared fields, for `help`, `inspect` and completion in notebooks.

_BEFORE: Final = (
    Parameter("self", Parameter.POSITIONAL_OR_KEYWORD),
    Parameter("iri", Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation="str | None"),
)
_BEHIND: Final = (
    Parameter("classes", Parameter.KEYWORD_ONLY, default=None, annotation="Iterable[str] | None"),
    Parameter("extra", Parameter.KEYWORD_ONLY, default=None, annotation="Mapping[str, ExtraGiven | Iterable] | None"),
)


def constructor(general: Callable[..., None], fields: Mapping[str, Field[Any, Any]]) -> Callable[..., None]:
    """A copy of the general constructor whose signature has a keyword for each field."""
    assert isinstance(general, FunctionType)
    made = FunctionType(
        general.__code__, general.__globals__, general.__name__, general.__defaults__, general.__closure__
    )
    made.__kwdefaults__ = general.__kwdefaults__
    made.__doc__ = general.__doc__
    made.__module__ = general.__module__
    made.__qualname__ = general.__qualname__
    keywords = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=field.given) for name, field in fields.items()
    ]
    # The parts are in order and named as attributes are: nothing to validate again.
    signature = Signature((*_BEFORE, *keywords, *_BEHIND), return_annotation=None, __validate_parameters__=False)
    made.__signature__ = signature  # type: ignore[attr-defined]
    return cast("Callable[..., None]", made)


# ---------------------------------------------------------------- resource

Format = Literal["turtle", "xml", "json-ld", "nt", "nq", "trig"]
"""The formats of `Resource.to`, named as in ``danhmuc export``."""


class Resource(NounBase):
    """Any thing with statements about it, with or without an IRI.

    Two objects are equal when they carry the same triples about the same node; the order of triples and the names of
    blank nodes do not matter.

    Args:
        iri: an absolute IRI; without one the object is a blank node, which a registry gives an IRI.
    """

    __slots__ = ()

    fields: ClassVar[Mapping[str, Field[Any, Any]]] = MappingProxyType({})
    """The fields of the noun by their names, in the order of the standard."""
    has_kinds: ClassVar[bool] = True
    """Whether this noun has subclasses, so that the class of a value decides on its noun."""
    rdf_class: ClassVar[str] = RDFS.Resource.value
    """IRI of the class of its things."""
    other_classes: ClassVar[tuple[str, ...]] = ()
    """IRIs of further classes whose things are this noun."""

    iri: Part[str | None, str | None] = first(
        Part(iri_of, "Its IRI; None for a blank node."), default=None, kw_only=False
    )
    classes: Part[Iterable[str] | None, tuple[str, ...]] = Part(
        classes_of, "IRIs of all its RDF classes. The constructor takes further ones, beside the noun's own."
    )
    extra: Part[
        Mapping[str, ExtraGiven | Iterable[ExtraGiven] | Mapping[str, str | Iterable[str]]] | None,
        Mapping[str, tuple[Value, ...]],
    ] = Part(
        extra_of,
        "Values of properties that the noun has no field for, by their IRIs. The constructor takes IRIs or prefixed "
        "names, with one value, several, or texts by language.",
    )

    if not TYPE_CHECKING:

        def __init__(self, iri=None, *, classes=None, extra=None, **given):
            """Make an object from fields; None leaves a field out, 0, False and "" are values."""
            init_view(self, build_statements(type(self), iri, given, classes, extra), ())

        def __getattr__(self, name):
            """Refuse a field that does not exist, and suggest the nearest."""
            raise AttributeError(str(unknown_field(type(self), name)))

    def __init_subclass__(cls) -> None:
        """Collect the fields of a noun."""
        super().__init_subclass__()
        found: dict[str, Field[Any, Any]] = {}
        for base in reversed(cls.__mro__):
            found |= {name: part for name, part in vars(base).items() if isinstance(part, Field)}
        cls.fields = MappingProxyType(found)
        cls.properties = MappingProxyType({field.iri: name for name, field in found.items()})
        if not TYPE_CHECKING and "__init__" not in vars(cls):
            cls.__init__ = constructor(Resource.__init__, found)
        cls.has_kinds = bool(vars(cls).get("has_kinds"))
        for base in cls.__mro__[1:-2]:
            if issubclass(base, Resource):
                base.has_kinds = True
        if cls.__name__ in NOUNS:
            cls.rdf_class = NOUNS[cls.__name__][1].value

    @classmethod
    def _view(cls, statements: Statements, findings: tuple[Finding, ...] = ()) -> Self:
        """A view of statements."""
        made = cls.__new__(cls)
        init_view(made, statements, findings)
        return made

    @classmethod
    def _view_at(cls, node: Subject, statements: Statements) -> Self:
        """A view of statements from another node."""
        made = cls.__new__(cls)
        init_view(made, statements, (), node)
        return made

    @classmethod
    def parse(cls, data: str | bytes, *, iri: str | None = None, name: str = "text") -> Self:
        """Parse an RDF document into the one thing of this class; it carries all triples of the document.

        Args:
            data: Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD.
            iri: of the thing, if there are several of the class.
            name: of the document; its ending may determine the format.

        Raises:
            DocumentError: it cannot be read.
            UsageError: it holds no such thing, or several.
        """
        from .documents import parse_one  # reading costs imports that building does not need

        return parse_one(cls, data, iri=iri, name=name)

    @classmethod
    def read(cls, path: str | Path, *, iri: str | None = None) -> Self:
        """Parse a file; see `parse`.

        Raises:
            SourceUnavailableError: the file cannot be opened.
            DocumentError, UsageError: as `parse`.
        """
        from .documents import read_bytes

        if not isinstance(path, str | Path):
            raise wrong_type(f"{cls.__name__}.read", ModelText.TAKES_PATH(), path)
        return cls.parse(read_bytes(path), iri=iri, name=Path(path).name)

    @classmethod
    def from_graph(cls, graph: rdflib.Graph, iri: str) -> Self:
        """A view of a whole rdflib graph from one of its IRIs; the graph is copied.

        Raises:
            UsageError: the graph says nothing of that IRI.
        """
        from .documents import view_graph

        return view_graph(cls, graph, iri)

    @property
    def graph(self) -> rdflib.Graph:
        """All triples that it carries, with literals as they were written; a new graph on every call."""
        from danhmuc.vocab.rdflib_graphs import graph_of

        return graph_of(self.canonical.nquads)

    @property
    def canonical(self) -> CanonicalGraph:
        """All triples that it carries as sorted canonical N-Quads, with the digest."""
        return self._statements.canonical

    @property
    def digest(self) -> str:
        """The digest of all triples that it carries; it changes when they change, and only then."""
        return self.canonical.digest

    @property
    def misplaced(self) -> Mapping[str, tuple[Value, ...]]:
        """Values that their fields cannot show, by the field's name, such as a text instead of a thing.

        They stay in the triples, and `values` returns them beside those that fit.
        """
        from .values import find_misplaced

        return find_misplaced(self)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of reading its document: repairs and oddities."""
        return self._findings

    def to(self, format: Format = "turtle") -> str:  # noqa: A002 - the word users know
        """Write all triples that it carries as text.

        Raises:
            UnknownNameError: no such format.
            UnwritableError: ``xml`` or ``json-ld`` cannot hold all of it; the message names the triples.
        """
        from danhmuc.vocab.writing import write_text

        return write_text(format, [self.canonical.nquads])

    def values(self, name: str) -> tuple[Value, ...]:
        """Every value of a field, or of a property by IRI or prefixed name, including those that the view leaves out.

        Raises:
            FieldError: no such field, and no IRI or prefixed name either.
        """
        if not isinstance(name, str):
            raise wrong_type(f"{type(self).__name__}.values", ModelText.TAKES_FIELD_NAME(), name)
        field = self.fields.get(name)
        if field is None and ":" not in name:
            raise unknown_field(type(self), name)
        iri = property_iri(name, type(self).__name__, "values") if field is None else field.iri
        return tuple(value_of(self._statements, term) for term in self._statements.values(iri))

    def replace(self, **fields: object) -> Self:
        """A copy with other values in some fields; None empties one, `extra` and `classes` too. The IRI stays.

        Of `extra`, only the properties named are replaced. `classes` are those beside the noun's own.
        Descriptions that only a removed value led to are removed with it; a thing given again by its IRI alone is no
        longer described. Without IRI the result is another thing, so one object can serve as a pattern for others.

        Raises:
            FieldError: no such field, or it cannot hold that.
        """
        return self._view(rebuild_statements(type(self), self._statements, fields), self._findings)

    def diff(self, other: Resource) -> Difference:
        """The changes from this object to another one, property by property."""
        from .statements import difference

        if not isinstance(other, Resource):
            raise wrong_type(f"{type(self).__name__}.diff", ModelText.TAKES_OBJECT(), other)
        return difference(self, other)

    def __eq__(self, other: object) -> bool:
        """Whether both carry the same triples about the same node."""
        if not isinstance(other, Resource):
            return NotImplemented
        return self is other or self._statements.identity == other._statements.identity

    def __hash__(self) -> int:
        """Hash of the triples."""
        return hash(self._statements.identity)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: objects never change."""
        if not hasattr(type(self), name):
            raise unknown_field(type(self), name)
        reason = ModelText.FIELD_SET_INSTEAD(field=name) if name in self.fields else ModelText.FIELD_SET()
        raise FieldError(type(self).__name__, name, reason)

    def __delattr__(self, name: str) -> None:
        """Refuse: objects never change."""
        if not hasattr(type(self), name):
            raise unknown_field(type(self), name)
        reason = ModelText.FIELD_DELETED_INSTEAD(field=name) if name in self.fields else ModelText.FIELD_DELETED()
        raise FieldError(type(self).__name__, name, reason)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as N-Quads; unpickling refuses terms that only the lenient parser accepts."""
        from .documents import restore

        return restore, (type(self), str(self._statements.root), self._statements.text(), self._findings)

    def __repr__(self) -> str:
        """The object as a constructor call, long values shortened."""
        from .notebook import text_of

        return text_of(self)

    def _repr_html_(self) -> str:
        """A table for notebooks."""
        from .notebook import html_of

        return html_of(self)


if not TYPE_CHECKING:
    Resource.__init__ = constructor(Resource.__init__, Resource.fields)
