"""Findings as JSON, to be passed between processes or stored in a temporary file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import TextByLanguage, from_json, to_json

_NAMES: Final = tuple(field.name for field in fields(Finding))
_NAMED: Final = ("about", "value_about")


def finding_to_json(finding: Finding) -> dict[str, object]:
    """The members of a finding; of its message the id and facts."""
    names = {name: _texts(getattr(finding, name)) for name in _NAMED}
    return {**{name: getattr(finding, name) for name in _NAMES}, **names, "message": to_json(finding.message)}


def finding_from_json(value: Mapping[str, Any]) -> Finding:
    """The finding from the members that `finding_to_json` returns."""
    names = {name: None if value[name] is None else TextByLanguage(value[name]) for name in _NAMED}
    return Finding(**{**value, **names, "message": from_json(value["message"])})


def _texts(name: TextByLanguage | None) -> dict[str, str] | None:
    return None if name is None else dict(name.texts)
