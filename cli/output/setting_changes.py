"""Values of sources, and their changes, as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from danhmuc.vocab.messages import Message
from danhmuc.vocab.prefixes import abbreviate, shorten
from danhmuc.vocab.text import one_line

from ..messages.source import SourceText

if TYPE_CHECKING:
    from danhmuc.registry.record.source_settings import SettingValue


_CORRECTIONS: Final = "corrections"


def value_messages(field: str, value: SettingValue) -> list[Message]:
    """A value with its name, as in a file of sources; corrections on a line each."""
    if field == _CORRECTIONS and isinstance(value, list):
        return [SourceText.CORRECTION(correction=_correction_message(one)) for one in value]
    return [SourceText.VALUE(field=field, value=_value_text(field, value))]


def change_messages(field: str, before: SettingValue, after: SettingValue) -> list[Message]:
    """A value before and after; of corrections, those that are gone and those that are new."""
    if field != _CORRECTIONS:
        return [
            SourceText.VALUE_CHANGED(field=field, before=_value_text(field, before), after=_value_text(field, after))
        ]
    old, new = (value if isinstance(value, list) else [] for value in (before, after))
    gone = [SourceText.CORRECTION_GONE(correction=_correction_message(one)) for one in old if one not in new]
    fresh = [SourceText.CORRECTION_NEW(correction=_correction_message(one)) for one in new if one not in old]
    return [*gone, *fresh] or [SourceText.CORRECTIONS_MOVED()]


def _correction_message(one: Mapping[str, Any]) -> Message:
    """A correction on one line; values as in a file of sources, IRIs with their prefixes."""
    facts = {
        "field": abbreviate(one["field"]),
        "before": one_line(shorten(one["from"])) if "from" in one else SourceText.ANY_VALUE(),
        "after": one_line(shorten(one["to"])) if "to" in one else SourceText.NOTHING_INSTEAD(),
        "reason": one_line(one["reason"]),
    }
    if "record" in one:
        return SourceText.CORRECTION_OF_RECORD(**facts, record=one_line(one["record"]))
    return SourceText.CORRECTION_OF_ALL(**facts)


def _value_text(field: str, value: SettingValue) -> str:
    from danhmuc.registry.record.source_settings import shown_setting  # heavy

    return _text(shown_setting(field, value))


def _text(value: SettingValue) -> str:
    """The value as TOML has it, a text without quotation marks, an agent by its IRI and what is said of it."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        others = ", ".join(_text(one) for key, one in value.items() if key != "iri")
        return f"{_text(value['iri'])} ({others})" if "iri" in value else others
    return str(value).lower() if isinstance(value, bool) else one_line(str(value))
