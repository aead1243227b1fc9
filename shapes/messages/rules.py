"""Unreadable annotations of a rule."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["RULE_DAY_WRONG", "RULE_LAYER_UNKNOWN", "RULE_ORDER_WRONG"]

RULE_LAYER_UNKNOWN: Final = message(
    "rule-layer-unknown", "profile {place}: {code} has dmv:layer {layer!r}; use one of {known}"
)
RULE_DAY_WRONG: Final = message(
    "rule-day-wrong", "profile {place}: {code} has {property} {found!r}; write a day like 2026-03-31"
)
RULE_ORDER_WRONG: Final = message("rule-order-wrong", "profile {place}: {code} has sh:order {found!r}; write a number")
