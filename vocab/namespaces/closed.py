"""The base of closed namespaces: an IRI, the terms declared below it, and an error for all others.

Terms are declared as annotations, ``title: Term``, the only thing that type checkers see. An instance makes terms of
rdflib or of pyoxigraph by the function that it is given.
Knows no vocabulary, and imports rdflib only when the first of its terms is used.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Generic

from ..errors import UnknownTermError

if TYPE_CHECKING:
    from rdflib import URIRef
    from typing_extensions import TypeVar

    Term = TypeVar("Term", default=URIRef)
else:
    from typing import TypeVar

    Term = TypeVar("Term")


class ClosedNamespace(Generic[Term]):
    """A namespace with the terms declared in it and no other.

    ``DCAT.Dataset`` and ``DCAT["Dataset"]`` are the same rdflib ``URIRef``, or pyoxigraph ``NamedNode`` where DCAT is
    that of `danhmuc.vocab.terms`; ``"Dataset" in DCAT`` asks, iterating gives every term, ``str(DCAT)`` and
    ``DCAT.iri`` the namespace. A name that is not declared is an error of the type checker, and at run time an
    `UnknownTermError` that names the nearest term.

    >>> from danhmuc.vocab.namespaces import DCAT
    >>> DCAT.inSeries
    rdflib.term.URIRef('http://www.w3.org/ns/dcat#inSeries')
    >>> DCAT["Datset"]
    Traceback (most recent call last):
    danhmuc.vocab.errors.UnknownTermError: DCAT has no term 'Datset'; did you mean Dataset?

    A subclass is named as its instances with ``_`` before it. It declares each term as ``name: Term``; in `items`
    stand those that cannot be attributes, keywords and names with a hyphen, and only item access reaches.
    """

    iri: str

    _make: Callable[[str], Term]
    _iri: ClassVar[str] = ""
    _terms: ClassVar[dict[str, None]] = {}

    def __init_subclass__(cls, *, iri: str, items: tuple[str, ...] = ()) -> None:
        super().__init_subclass__()
        cls._iri = iri
        cls._terms = dict.fromkeys(sorted({*cls.__annotations__, *items}))
        if cls.__doc__ is None:
            # For help(DCAT): one vocabulary is one module, which says what it is.
            cls.__doc__ = sys.modules[cls.__module__].__doc__

    def __init__(self, make: Callable[[str], Term], *, module: str | None = None) -> None:
        """Make an instance whose terms `make` makes of their IRIs, each once, and whose name is in `module`."""
        # The instance's own dictionary is also where terms are kept once made: __getattr__ is not asked again.
        self.__dict__.update(iri=self._iri, _make=make)
        if module is not None:
            self.__dict__["__module__"] = module  # where pickle looks for it

    def __getitem__(self, name: str) -> Term:
        """The term of that name.

        Raises:
            UnknownTermError: the namespace has none.
        """
        if name not in self._terms:
            raise self._unknown(name)
        term: Term | None = self.__dict__.get(name)
        if term is None:
            term = self.__dict__[name] = self._make(self._iri + name)
        return term

    # What type checkers do not see: with these they would let every name pass, read or set.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Term:
            if name.startswith("__"):
                # copy, pickle, inspect and doctest try such names; no vocabulary has one.
                raise AttributeError(name)
            return self[name]

        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(f"{self._name()} is closed: {name!r} cannot be set")

        def __delattr__(self, name: str) -> None:
            raise AttributeError(f"{self._name()} is closed: {name!r} cannot be deleted")

    def __contains__(self, term: object) -> bool:
        """Whether it is a term, the name of one, or a term's whole IRI."""
        if isinstance(term, str):
            return term.removeprefix(self._iri) in self._terms
        # pyoxigraph's terms are no texts; a literal that reads like a name is none of them.
        iri = getattr(term, "value", None)
        return isinstance(iri, str) and iri in self and self[iri.removeprefix(self._iri)] == term

    def __iter__(self) -> Iterator[Term]:
        """Every term, sorted by name."""
        return map(self.__getitem__, self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __dir__(self) -> list[str]:
        return sorted(filter(str.isidentifier, {*super().__dir__(), *self._terms}))

    def __str__(self) -> str:
        return self._iri

    def __repr__(self) -> str:
        return f"<{self._name()}: {len(self)} terms of {self._iri}>"

    def __reduce__(self) -> str:
        # By name: a copy and an unpickled namespace are the same object.
        return self._name()

    @classmethod
    def _name(cls) -> str:
        return cls.__name__.removeprefix("_")

    def _unknown(self, name: str) -> UnknownTermError:
        from difflib import get_close_matches

        folded = {term.lower(): term for term in self._terms}
        # Classes and properties differ by case: Datset is Dataset before it is dataset, and TITLE is title.
        near = get_close_matches(name, self._terms, n=1, cutoff=0.75) or [
            folded[term] for term in get_close_matches(name.lower(), folded, n=1)
        ]
        return UnknownTermError(self._name(), name, known=self._terms, nearest=near[0] if near else None)


def uri_ref(iri: str) -> URIRef:
    """An rdflib term."""
    # Here and not above: reading, harvesting and --help use namespaces' names without rdflib's 70 ms.
    from rdflib import URIRef

    return URIRef(iri)
