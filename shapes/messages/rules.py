"""Unreadable annotations of a rule."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class RulesText(Messages):
    RULE_LAYER_UNKNOWN = message("profile {place}: {code} has dmv:layer {layer!r}; use one of {known}")
    RULE_DAY_WRONG = message("profile {place}: {code} has {property} {found!r}; write a day like 2026-03-31")
    RULE_ORDER_WRONG = message("profile {place}: {code} has sh:order {found!r}; write a number")
