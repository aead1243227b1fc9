"""Values in a file of sources: what a key may have, and a mistake in one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import escape_harmful, mask_address_passwords, shorten

from ..messages.sources import SourcesText

_LONGEST: Final = 1_000
_SHOWN: Final = 60


class MistakeError(Exception):
    """A mistake in one source of a file, without the name of either."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class WantedValue:
    """The values that a key may have."""

    words: Message
    fits: Callable[[object], bool]


def _is_line(value: object) -> bool:
    return (
        isinstance(value, str) and 0 < len(value) <= _LONGEST and escape_harmful(value) == mask_address_passwords(value)
    )


SOURCE_TEXT: Final = WantedValue(SourcesText.ONE_LINE(most=_LONGEST), _is_line)
"""A text as a source may write it, also blanks alone."""
TEXT: Final = WantedValue(
    SourcesText.ONE_LINE(most=_LONGEST), lambda value: _is_line(value) and bool(str(value).strip())
)
"""A text that says something."""


def refusal_of(key: str, wanted: Message, value: object) -> MistakeError:
    """The mistake that the value of a key is none of those wanted."""
    found = shorten(json.dumps(value, ensure_ascii=False, default=str), _SHOWN)
    return MistakeError(SourcesText.VALUE_REFUSED(key=key, wanted=wanted, found=found))
