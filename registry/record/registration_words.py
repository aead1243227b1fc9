"""The words of states of registration, from their concept scheme."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from danhmuc.vocab import concepts

from .registration_states import STATE_LIST, code_of_state


def state_labels(state: str) -> Mapping[str, str]:
    """The names of a state by language; none of one that the scheme does not have."""
    found = _states().get(code_of_state(state))
    return {} if found is None else found.labels


def state_word(state: str | None, lang: str) -> str:
    """The name of a state in a language; a dash for none.

    >>> state_word("preferred-standard", "en")
    'Preferred Standard'
    """
    if state is None:
        return "–"
    labels = state_labels(state)
    return labels.get(lang) or labels.get("en") or state


@cache
def _states() -> concepts.CodeList:
    return concepts.load(STATE_LIST)
