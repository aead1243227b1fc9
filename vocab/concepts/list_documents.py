"""Lists of others in SKOS, read through the guarded reader."""

from __future__ import annotations

from .schemes import CodeList

__all__ = ["read"]


def read(data: bytes, name: str, *, base: str = "http://source.invalid/list/") -> list[CodeList]:
    """The schemes of a SKOS document in any RDF format; at least one, in the document's order.

    The authority tables of the Publications Office of the EU are read as downloaded, with their version.

    Args:
        data: the bytes as they came.
        name: how to call the document; its ending may tell the format.
        base: absolute IRI against which relative ones are resolved.

    Raises:
        DocumentError: it cannot be read, holds no concept, or some that cannot be used.
    """
    # Parsers are not needed by those who only use what is bundled.
    from ..reading import read_document
    from .skos import schemes_of

    return schemes_of(read_document(data, place=name, base=base).descriptions, name)
