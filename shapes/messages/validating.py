"""Messages of the general validator on shapes that cannot be used, or only in part."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class ValidatingText(Messages):
    ADDRESS_PASSWORD = message("An address must have no password ({property}); remove user and password from it.")
    ADDRESS_KEY = message("An address should have no key such as api_key or token ({property}); remove it.")
    SHAPES_UNOPENED = message("cannot open shapes {location}: {reason}")
    SHAPES_UNREADABLE = message("shapes {place}: {reason}")
    SHAPES_ABSENT = message(
        "no shapes in {places}: a shape has the class sh:NodeShape or sh:PropertyShape, or a target",
    )
    SHAPES_ABSENT_BECAUSE = message(
        "no shapes in {places}: a shape has the class sh:NodeShape or sh:PropertyShape, or a target; {reason}",
    )
    IMPORT_NOT_FETCHED = message(
        "shapes-import-not-fetched", "owl:imports {iri} is not fetched; name that file beside this one"
    )
    TARGET_ABSENT = message(
        "shapes-target-absent",
        "no shape has a target, so nothing is validated (<http://www.w3.org/ns/shacl#targetClass> and its like)",
    )
