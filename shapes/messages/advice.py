"""Advice on a value for which there is no certain fix; ``sentence`` is what the rule requires."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["SEE_LIST", "SEVERAL_CODES", "SIZE_UNCERTAIN"]

SEE_LIST: Final = message("advice-see-list", "{sentence} To see the codes: `danhmuc vocab show {token}`.")
SEVERAL_CODES: Final = message(
    "advice-several-codes", "{sentence} The value may mean {codes}; write one of these codes."
)
SIZE_UNCERTAIN: Final = message(
    "advice-size-uncertain", "{sentence} Which number of bytes is meant is not certain: {sizes:d}."
)
"""For a size that may mean several numbers, such as one in MB."""
