"""Code lists: the concept schemes of metadata.

>>> from danhmuc.vocab import concepts
>>> concepts.load("frequency")["MONTHLY"].label("en")
'monthly'

Bundled lists are Turtle files in ``vocab/schemes/``, read when first used. Other lists, SKOS or CSV, are read with
`read` and `read_csv`; the registry stores them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..renamed import getattr_of_late_imports, getattr_of_renamed

if TYPE_CHECKING:
    from .bundled_lists import (
        concept_at,
        file_bytes,
        file_digests,
        load,
        load_all,
        pack,
        read,
        scheme_at,
        tokens,
        unpack,
    )
    from .csv_lists import read_csv
    from .legal_acts import LEGAL_ACTS, ActFacts, ActStatus
    from .schemes import CodeList, ListedConcept, Status

__all__ = [
    "LEGAL_ACTS",
    "ActFacts",
    "ActStatus",
    "CodeList",
    "ListedConcept",
    "Status",
    "concept_at",
    "file_bytes",
    "file_digests",
    "load",
    "load_all",
    "pack",
    "read",
    "read_csv",
    "scheme_at",
    "tokens",
    "unpack",
]

_HOMES = {
    "LEGAL_ACTS": "legal_acts",
    "ActFacts": "legal_acts",
    "ActStatus": "legal_acts",
    "CodeList": "schemes",
    "ListedConcept": "schemes",
    "Status": "schemes",
    "pack": "bundled_lists",
    "read": "bundled_lists",
    "read_csv": "csv_lists",
    "unpack": "bundled_lists",
}
"""The modules of names that are not those of `bundled_lists`."""

__getattr__ = getattr_of_renamed(
    __name__,
    {"Concept": "ListedConcept", "ConceptScheme": "CodeList"},
    # Most commands read no list.
    getattr_of_late_imports(__name__, {name: _HOMES.get(name, "bundled_lists") for name in __all__}),
)
