"""The base of nouns that type checkers read: constructors take fields by name."""

from __future__ import annotations

from typing import dataclass_transform

from .part import first
from .statement_view import StatementView


# Not frozen_default: mypy then confuses the type that a constructor takes with the type that an object shows.
# `__set__` has the same effect.
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(first,))
class NounBase(StatementView):
    """The base of nouns, whose constructors take their fields by name."""

    __slots__ = ()
