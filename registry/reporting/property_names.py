"""Names of properties for people: those of a profile, and of the Vietnamese one for what that lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.shapes import NO_PROFILE
from danhmuc.shapes.profiles.loading import read_profile
from danhmuc.vocab.errors import ShapesError, UnknownNameError

from .rule_texts import rule_texts

_MOST_NAMES: Final = "vn"
"""The bundled profile that names most properties."""


def load_property_names(profile: str = _MOST_NAMES) -> Mapping[str, Mapping[str, str]]:
    """The names of properties by their IRIs, each by language.

    Args:
        profile: token or path; one that cannot be loaded has no names of its own.
    """
    return {**_names_in(_MOST_NAMES), **(_names_in(profile) if profile not in (NO_PROFILE, _MOST_NAMES) else {})}


def _names_in(profile: str) -> Mapping[str, Mapping[str, str]]:
    try:
        texts = rule_texts(read_profile(profile))
    except (UnknownNameError, ShapesError):
        return {}
    return {iri: text.label for iri, text in texts.items() if text.iri is None and text.label}
