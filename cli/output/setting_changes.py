"""Values of sources, and their changes, as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import one_line

from ..messages.source import VALUE, VALUE_CHANGED

if TYPE_CHECKING:
    from danhmuc.registry.record.source_settings import SettingValue

__all__ = ["change_message", "value_message"]


def value_message(field: str, value: SettingValue) -> Message:
    """A value with its name, as in a file of sources."""
    return VALUE(field=field, value=_text(value))


def change_message(field: str, before: SettingValue, after: SettingValue) -> Message:
    """A value before and after."""
    return VALUE_CHANGED(field=field, before=_text(before), after=_text(after))


def _text(value: SettingValue) -> str:
    """The value as TOML has it, a text without quotation marks."""
    if value is None:
        return "–"
    return str(value).lower() if isinstance(value, bool) else one_line(str(value))
