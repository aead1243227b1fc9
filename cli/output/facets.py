"""Tables of facets: what records are counted by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..language import language, render
from ..messages.listing import ListingText
from .registration_words import registration_state_text
from .table import print_table
from .text import print_line
from .words import number_text, state_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry.search.found import FacetValue


_SHOWN: Final = 20
"""Values of one facet that people see."""
_STATES: Final = frozenset({"state", "verdict"})


def print_facet(name: str, values: Sequence[FacetValue]) -> None:
    """A table of the values of one facet, most records first."""
    print_table(
        [render(ListingText.NUMBER), render(ListingText.FACET_NAMES[name])],
        [(number_text(one.count), _value_text(name, one)) for one in values[:_SHOWN]],
        numbers=frozenset({0}),
    )
    if len(values) > _SHOWN:
        print_line(render(ListingText.MORE_VALUES(count=len(values) - _SHOWN)), err=True)


def _value_text(name: str, value: FacetValue) -> str:
    """The value with its label in the language of the call, else in any."""
    if value.value is None:
        return render(ListingText.NOT_STATED)
    if name == "registration":
        return registration_state_text(value.value)
    if name in _STATES:
        return state_text(value.value)
    label = next((value.labels[one] for one in (language(), "", "vi", "en") if one in value.labels), None)
    return value.value if label is None or label == value.value else f"{label} ({value.value})"
