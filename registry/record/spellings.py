"""Groups of IRIs that name one thing, with all spellings of each: bars on one of them are bars on all.

Source of the rules: docs/decisions/0085-spellings.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.valid_iris import valid_or_same

from .identity import groups_of


class OtherSpelling(NamedTuple):
    """A record of another source whose IRI is another spelling of one of this source.

    Attributes:
        other: its IRI.
        source: the name of the other source.
    """

    iri: str
    other: str
    source: str


def other_forms(iris: Iterable[str]) -> dict[str, str]:
    """The comparison form of each IRI, in its valid form, that is not its own; few are not."""
    return {
        valid: form
        for iri in iris
        # Cheaper than to look whether it is valid, and what is not valid is never its own form.
        if (form := comparison_form(iri)) != iri and (valid := valid_or_same(iri)) != form
    }


def with_spellings(equal: Mapping[str, frozenset[str]], iris: Iterable[str] = ()) -> Mapping[str, frozenset[str]]:
    """Groups of IRIs that name one thing, with the comparison form of each, and of some other IRIs.

    Args:
        equal: by IRI in its valid form, all IRIs that name the same thing, itself included.
    """
    forms = other_forms(equal) | other_forms(iris)
    if not forms:
        return equal
    groups = [sorted(names) for names in set(equal.values())]
    same = ((names[0], name) for names in groups for name in names)
    return groups_of((*same, *forms.items()))


def all_names(iri: str, alike: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All names of what an IRI names: its valid form, its comparison form, and those in the group of either.

    Args:
        alike: groups as `with_spellings` returns them.
    """
    valid, form = valid_or_same(iri), comparison_form(iri)
    return alike.get(valid, frozenset()) | alike.get(form, frozenset()) | {valid, form}
