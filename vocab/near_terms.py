"""Find the term of a vocabulary that a misspelt class or property was meant to be.

Only for vocabularies of which all terms are known: in any other, a name that is not listed may be right.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from . import terms
from .namespaces import ClosedNamespace
from .near_codes import near_code
from .prefixes import PREFIXES

_COMPLETE: Final = (
    "adms",
    "cnt",
    "csvw",
    "dcat",
    "dcatap",
    "dct",
    "dmv",
    "dqv",
    "foaf",
    "locn",
    "oa",
    "org",
    "owl",
    "prof",
    "prov",
    "rdf",
    "rdfs",
    "skos",
    "time",
    "vcard",
)
"""Prefixes of the vocabularies of which all terms are bundled; see docs/en/namespaces.md."""
_ALSO_RIGHT: Final = frozenset({PREFIXES["adms"] + "schemeAgency"})
"""Names in wide use beside the one in the vocabulary; the W3C's own examples have this one."""
_BRITISH: Final = re.compile("atalogue", re.IGNORECASE)
_NAMES: Final = {PREFIXES[prefix]: prefix.upper() for prefix in _COMPLETE}


def near_term(iri: str, *, is_class: bool) -> str | None:
    """The class, or else the property, that is one typing error away; None if there is none, or if the IRI is right.

    >>> near_term("http://www.w3.org/ns/dcat#dataset", is_class=True)
    'http://www.w3.org/ns/dcat#Dataset'
    >>> near_term("http://www.w3.org/ns/dcat#dataset", is_class=False)
    """
    beginning, name = _split(iri)
    if beginning not in _NAMES or not name or iri in _ALSO_RIGHT:
        return None
    known = _terms(beginning)
    # In all of these vocabularies classes begin with a capital letter, and properties do not.
    alike = [term for term in known if term[0].isupper() == is_class]
    if name in known:
        # The name of a property where a class belongs, or the other way round.
        alike = [term for term in alike if term.lower() == name.lower() and name[0].isupper() != is_class]
        return beginning + alike[0] if alike else None
    near = near_code(_BRITISH.sub("atalog", name), alike)
    return None if near is None else beginning + near


def is_known_class(iri: str) -> bool:
    """Whether this is a class of one of these vocabularies.

    >>> is_known_class("http://www.w3.org/ns/dcat#Dataset"), is_known_class("http://www.w3.org/ns/dcat#dataset")
    (True, False)
    """
    beginning, name = _split(iri)
    return beginning in _NAMES and name[:1].isupper() and name in _terms(beginning)


def _split(iri: str) -> tuple[str, str]:
    """The beginning of an IRI, as a vocabulary has it, and the name after it."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:cut], iri[cut:]


@cache
def _terms(beginning: str) -> tuple[str, ...]:
    # Those of `namespaces` would load rdflib, a tenth of a second of each harvest.
    namespace: ClosedNamespace[NamedNode] = getattr(terms, _NAMES[beginning])
    return tuple(term.value.removeprefix(beginning) for term in namespace)
