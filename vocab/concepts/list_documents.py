"""Read code lists in SKOS through the guarded reader."""

from __future__ import annotations

from .schemes import CodeList


def read(data: bytes, name: str, *, base: str = "http://source.invalid/list/") -> list[CodeList]:
    """Read the code lists of a SKOS document in any RDF format; at least one, in the document's order.

    The authority tables of the Publications Office of the EU are read as downloaded, with their version.

    Args:
        data: the bytes of the document.
        name: of the document; its ending may determine the format.
        base: absolute IRI against which relative ones are resolved.

    Raises:
        DocumentError: it cannot be read, has no concept, or one that cannot be used.
    """
    # Bundled lists need no parser.
    from ..reading import read_document
    from .skos import schemes_of

    return schemes_of(read_document(data, place=name, base=base).descriptions, name)
