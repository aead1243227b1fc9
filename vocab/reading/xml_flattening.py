"""Rewrite well-formed XML so that pyoxigraph reads it as XML defines it.

pyoxigraph refuses text beside a comment or CDATA section, drops white space around one, refuses entities in single
quotes, and keeps carriage returns that XML 1.0 §2.11 turns into line feeds. The document stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# In a well-formed document, text and attributes have no bare "<", so each match is one of these.
_ASIDE: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARATION: Final = b"<?xml"


def flatten(data: bytes, doctype: tuple[int, int] | None, entities: Mapping[str, str]) -> bytes:
    """Rewrite a document without comments, CDATA and carriage returns, with the simplest DOCTYPE.

    Args:
        data: well-formed XML in UTF-8.
        doctype: its start and end, None if there is none.
        entities: plain ones, by name.
    """
    if doctype is not None:
        start, end = doctype
        data = data[:start] + _doctype(entities) + data[end:]
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"<!--" in data or b"<![CDATA[" in data or data.find(b"<?", len(_DECLARATION)) >= 0:
        data = _ASIDE.sub(_as_text, data)
    return data


def _doctype(entities: Mapping[str, str]) -> bytes:
    if not entities:
        return b""
    declared = "".join(
        f'<!ENTITY {name} "{text.replace(">", "&#62;").replace(chr(34), "&#34;")}">' for name, text in entities.items()
    )
    return f"<!DOCTYPE rdf [{declared}]>".encode()


def _as_text(aside: re.Match[bytes]) -> bytes:
    section = aside[1]
    # Not xml.sax.saxutils.escape: that module loads urllib.request, and with it the network.
    return b"" if section is None else section.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
