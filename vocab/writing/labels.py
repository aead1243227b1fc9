"""Names of blank nodes for all syntaxes: N-Triples allows digits, colons and more that others do not."""

from __future__ import annotations

import re
from typing import Final

_SAFE: Final = re.compile(r"(?!x)[A-Za-z][A-Za-z0-9]*")


def label(node: str) -> str:
    """A unique name for a blank node, given as in N-Quads, as octets: letters and digits, a letter first.

    >>> label("_:c14n0"), label("_:0a")
    ('c14n0', 'x3061')
    """
    name = node[2:]
    return name if _SAFE.fullmatch(name) else "x" + name.encode("latin-1").hex()
