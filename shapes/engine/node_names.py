"""Messages whose nodes are called by other names than those in the graph.

Errors on shapes name a node as N-Triples does. The parser makes up the names of blank nodes anew each time, so nobody
could look for them: whoever shows a message may call its nodes otherwise. Only facts are looked at that are a node, or
a way from node to node; the sentence itself is never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from danhmuc.vocab.messages import FOREIGN_WORDS, Message

__all__ = ["rename_nodes"]

_WAY: Final = " → "
_BLANK: Final = re.compile(r"(?<![^\s])_:[0-9a-f]+\b")


def rename_nodes(message: Message, name: Callable[[str], str]) -> Message:
    """The message with other names for its nodes.

    Args:
        name: what to call a text: another name where it is a node as in N-Triples, else the text itself.
    """

    def fact(value: object) -> object:
        if isinstance(value, str):
            return _WAY.join(map(name, value.split(_WAY)))
        if isinstance(value, tuple):
            return tuple(map(fact, value))
        return rename_nodes(value, name) if isinstance(value, Message) else value

    if message.id == FOREIGN_WORDS.id:
        # Another program, which was given the graph, has put the names into words of its own.
        words = str(message.facts["words"])
        return FOREIGN_WORDS(words=_BLANK.sub(lambda found: name(found[0]), words))
    return Message(message.template, {key: fact(value) for key, value in message.facts.items()})  # type: ignore[misc]
