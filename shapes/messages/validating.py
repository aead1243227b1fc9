"""Messages of the general validator on shapes that cannot be used, or only in part."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "ADDRESS_KEY",
    "ADDRESS_PASSWORD",
    "IMPORT_NOT_FETCHED",
    "SHAPES_ABSENT",
    "SHAPES_ABSENT_BECAUSE",
    "SHAPES_UNOPENED",
    "SHAPES_UNREADABLE",
    "TARGET_ABSENT",
]

ADDRESS_PASSWORD: Final = message(
    "address-password", "An address must have no password ({property}); remove user and password from it."
)
ADDRESS_KEY: Final = message(
    "address-key", "An address should have no key such as api_key or token ({property}); remove it."
)
SHAPES_UNOPENED: Final = message("shapes-unopened", "cannot open shapes {location}: {reason}")
SHAPES_UNREADABLE: Final = message("shapes-unreadable", "shapes {place}: {reason}")
SHAPES_ABSENT: Final = message(
    "shapes-absent",
    "no shapes in {places}: a shape has the class sh:NodeShape or sh:PropertyShape, or a target",
)
SHAPES_ABSENT_BECAUSE: Final = message(
    "shapes-absent-because",
    "no shapes in {places}: a shape has the class sh:NodeShape or sh:PropertyShape, or a target; {reason}",
)
IMPORT_NOT_FETCHED: Final = message(
    "shapes-import-not-fetched", "owl:imports {iri} is not fetched; name that file beside this one"
)
TARGET_ABSENT: Final = message(
    "shapes-target-absent",
    "no shape has a target, so nothing is validated (<http://www.w3.org/ns/shacl#targetClass> and its like)",
)
