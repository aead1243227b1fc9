"""Old names of vocab still work, and warn."""

from __future__ import annotations

from importlib import import_module

import pytest


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("danhmuc.vocab.concepts", "Concept", "ListedConcept"),
        ("danhmuc.vocab.concepts", "ConceptScheme", "CodeList"),
        ("danhmuc.vocab.findings", "STANDINGS", "REPORTED_SEVERITIES"),
        ("danhmuc.vocab.findings", "Standing", "ReportedSeverity"),
        ("danhmuc.vocab.messages", "declared", "declared_messages"),
    ],
)
def test_getattr_of_renamed__old_name_is_the_new_one_and_warns(module: str, old: str, new: str) -> None:
    owner = import_module(module)
    with pytest.warns(DeprecationWarning, match=f"{old} is called .*{new} now"):
        assert getattr(owner, old) is getattr(owner, new)


def test_getattr_of_renamed__any_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Concepts'"):
        _ = import_module("danhmuc.vocab.concepts").Concepts
