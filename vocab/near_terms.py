"""Find the term of a vocabulary that a misspelt class or property was meant to be.

Only for vocabularies of which all terms are known: in any other, a name that is not listed may be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from . import terms
from .namespaces import ClosedNamespace
from .prefixes import PREFIXES

# ---------------------------------------------------------------- near codes
# Find the code of a list that a misspelt code was meant to be.
#
# A wrong suggestion is worse than none, so only one typing error is allowed: a letter missing, doubled or wrong, or two
# neighbours exchanged. Codes that differ in a digit, and short codes, are never matched.

_APART: Final = re.compile(r"[\W_]+")
_DIGIT: Final = re.compile(r"\d")
_SHORTEST: Final = 4
"""Minimum length; a typing error in a shorter code may yield another valid code: EN, FR, CVS."""


def near_code(code: str, codes: Iterable[str], *, is_open: bool = False) -> str | None:
    """The code that is one typing error away, ignoring case and separators; None if there is none or more than one.

    Args:
        code: as written, and in no list.
        codes: of the list.
        is_open: whether there are valid codes outside the list, such as XLSM and JSONL for file formats; then only
            codes of the same letters count, with two neighbours exchanged.

    >>> near_code("MONTLY", ["MONTHLY", "WEEKLY"]), near_code("MONTHLY_1", ["MONTHLY_2"])
    ('MONTHLY', None)
    """
    given = _bare(code)
    if len(given) < _SHORTEST:
        return None
    written = [(known, _bare(known)) for known in codes]
    same = [known for known, bare in written if bare == given]
    if same or _DIGIT.search(given):
        return same[0] if len(same) == 1 else None
    exchanged = set(_exchange_neighbours(given))
    found = [known for known, bare in written if bare in exchanged]
    if not found and not is_open:
        found = [known for known, bare in written if len(bare) >= _SHORTEST and _is_one_letter_off(given, bare)]
    return found[0] if len(found) == 1 else None


def _bare(code: str) -> str:
    return _APART.sub("", code.upper())


def _exchange_neighbours(text: str) -> Iterator[str]:
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether a single letter is wrong, extra or missing; never a digit."""
    if _DIGIT.search(other) or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    here, there = one[start:], other[start:]
    if len(here) == len(there):
        return here[1:] == there[1:]
    longer, shorter = (here, there) if len(here) > len(there) else (there, here)
    return longer[1:] == shorter


# ---------------------------------------------------------------- near terms

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
