"""What tells type checkers how nouns are made."""

from __future__ import annotations

from typing import dataclass_transform

from .held import Held
from .part import first

__all__ = ["Fielded"]


# Not frozen_default: mypy then takes what a constructor takes for what an object shows. `__set__` says the same.
@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(first,))
class Fielded(Held):
    """Tells type checkers that the constructors of all nouns take their fields by name."""

    __slots__ = ()
