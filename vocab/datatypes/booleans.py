"""Truth values.

Source: XML Schema 1.1 part 2, section 3.3.2.
"""

from __future__ import annotations

from typing import Final

BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
"""The four texts of xsd:boolean, and their values."""
TRUE: Final = frozenset(text for text, value in BOOLEANS.items() if value)
"""The texts that mean true."""
