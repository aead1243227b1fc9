"""Paths to the nodes of shapes whose names the parser invented, in place of these names.

The parser invents new names for blank nodes on each run, so nobody can search for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import SH

from ..engine.node_names import rename_nodes

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from ..engine import Index
    from ..engine.holders import Holders


_MADE_UP: Final = re.compile(r"_:([0-9a-f]+)")
_PATH: Final = SH.path


def rename_made_up(message: Message, holders: Holders, index: Index) -> Message:
    """Replace blank nodes in a message on shapes by paths that lead to them.

    Args:
        holders: of the nodes of the index.
    """

    def way_to(text: str) -> str:
        found = _MADE_UP.fullmatch(text)
        if found is None:
            return text
        node = BlankNode(found[1])
        way = holders.way_to(node)
        if way is None:
            return "[]"
        properties = index.get(node, {})
        paths = [abbreviate(one.value) for one in properties.get(_PATH, ()) if isinstance(one, NamedNode)]
        if paths:
            return f"<{way}>" + "".join(f" (sh:path {path})" for path in paths)
        place = holders.place_of(node)
        return f"<{way}>" if place is None else f"<{way} {place}>"

    return rename_nodes(message, way_to)
