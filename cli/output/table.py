"""Tables on stdout: aligned columns for people, tabs for programs, no cell a formula."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.text import guard_formulas, one_line

from ..language import language, render
from ..messages.listing import ListingText
from .text import is_terminal, print_line
from .words import number_text, registration_state_text, state_text

if TYPE_CHECKING:
    from danhmuc.registry.search.record_search import FacetValue

# ---------------------------------------------------------------- table

_COMFORTABLE: Final = 30
_NARROWEST: Final = 12
"""Columns are not cut further than to this many letters, to keep a row on one line or at all."""
_MEASURED: Final = 1_000
"""So many rows decide how wide the columns are; a longer list is held nowhere."""


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: frozenset[int] = frozenset()
) -> int:
    """Columns: separated by tabs where a program reads; where people do, aligned and cut to the terminal.

    The last column is never cut: where it does not fit, it stands on a line of its own. The columns of `numbers` are
    aligned on the right and never cut either.

    Args:
        rows: printed as they are read; nothing is printed before the first.

    Returns:
        The number of rows.
    """
    lines = ([one_line(cell) for cell in row] for row in chain((headings,), rows))
    measured = list(islice(lines, 1 + _MEASURED))
    if not is_terminal(sys.stdout):
        for number, line in enumerate(chain(measured, lines)):  # noqa: B007 - the last is the answer
            print_line("\t".join(map(_tab_cell, line)))
        return number
    import shutil

    room = shutil.get_terminal_size().columns
    widths = [max(_width(cell) for cell in column) for column in zip(*measured, strict=True)]
    last = len(widths) - 1
    elastic = [column for column in range(last) if column not in numbers]
    narrowed = _narrow_columns(widths, room, elastic, _COMFORTABLE)
    below = _together(narrowed) > room
    widths = _narrow_columns(widths[:-1], room, elastic, _NARROWEST) + widths[-1:] if below else narrowed
    for number, line in enumerate(chain(measured, lines)):
        cells = [
            _fit_cell(cell, width, right=column in numbers)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        shown = cells[:-1] if below else cells
        print_line("  ".join(shown).rstrip(), bold=number == 0)
        if below:
            print_line(f"    {line[-1]}", colour="bright_black")
    return number


def _tab_cell(cell: str) -> str:
    """The cell for programs: one that begins with a quotation mark is quoted, or it would reach into the next."""
    cell = guard_formulas(cell)
    return '"{}"'.format(cell.replace('"', '""')) if cell.startswith('"') else cell


def _together(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _narrow_columns(widths: Sequence[int], room: int, elastic: Sequence[int], least: int) -> list[int]:
    """The widths, with so much taken from the widest elastic columns that all fit, if they can."""
    narrowed = list(widths)
    while _together(narrowed) > room:
        widest = max(elastic, key=lambda column: narrowed[column])
        if narrowed[widest] <= least:
            break
        narrowed[widest] -= 1
    return narrowed


def _fit_cell(cell: str, width: int, *, right: bool) -> str:
    """The cell, cut and filled to a width."""
    if _width(cell) > width and not right:
        reached = 0
        for end, letter in enumerate(cell):
            reached += _width(letter)
            if reached >= width:
                cell = cell[:end].rstrip() + "…"
                break
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks


def _width(text: str) -> int:
    """The number of columns of a text on a terminal: none for a mark over a letter, two for a wide letter."""
    import unicodedata

    return sum(
        0
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


# ---------------------------------------------------------------- facets
# Tables of facets: what records are counted by.

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
