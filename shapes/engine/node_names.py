"""Replace the names of nodes in messages.

Errors on shapes name a node as N-Triples does. The parser invents new names for blank nodes on each run, so nobody can
search for them, and callers replace them. Only facts that are a node, or a path from node to node, are changed; the
sentence itself is never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.terms import SH

# ---------------------------------------------------------------- node names

_WAY: Final = " → "
_BLANK: Final = re.compile(r"(?<![^\s])_:[0-9a-f]+\b")


def rename_nodes(message: Message, name: Callable[[str], str]) -> Message:
    """Replace the names of nodes in a message.

    Args:
        name: gives another name for a node as in N-Triples, and returns any other text unchanged.
    """

    def fact(value: object) -> object:
        if isinstance(value, str):
            return _WAY.join(map(name, value.split(_WAY)))
        if isinstance(value, tuple):
            return tuple(map(fact, value))
        return rename_nodes(value, name) if isinstance(value, Message) else value

    if message.id == FOREIGN_WORDS.id:
        # Another program was given the graph, and its own sentence contains the names.
        words = str(message.facts["words"])
        return FOREIGN_WORDS(words=_BLANK.sub(lambda found: name(found[0]), words))
    return Message(message.template, {key: fact(value) for key, value in message.facts.items()})  # type: ignore[misc]


# ---------------------------------------------------------------- names
# The one IRI that the engine knows and no published vocabulary declares.

SH_VALUES: Final = NamedNode(SH.iri + "values")
"""Of drafts of SHACL's advanced features."""
