"""Changes of graphs in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.text import one_line

from ..language import language
from .text import print_line, short_line

if TYPE_CHECKING:
    from danhmuc.registry.record.graph_changes import PropertyChange


_COLOURS: Final = {"-": "red", "+": "green"}
_LONGEST: Final = 400


def print_graph_changes(
    iri: str, changes: Iterable[PropertyChange], names: Mapping[str, Mapping[str, str]], *, indent: int = 2
) -> None:
    """The changes of a record, property by property, with old and new values.

    Args:
        names: of properties, from `load_property_names`.
    """
    from danhmuc.registry.reporting.plan_page import change_lines  # --help needs none of it

    blanks = " " * indent
    for line in change_lines(iri, changes, names, language()):
        if line.mark:
            text = f"{blanks}  {line.mark} {short_line(line.text, _LONGEST)}"
            print_line(text, colour=_COLOURS[line.mark])
        else:
            print_line(blanks + one_line(line.text))
