"""Advice on a wrong value that has no certain fix: which list has the codes, which numbers a size may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.terms import DCAT

from ..messages.advice import SEE_LIST, SIZE_UNCERTAIN
from .byte_sizes import byte_sizes
from .proposal import list_of

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Sentence
    from danhmuc.vocab.reading import Term

    from ..profiles.rules import Rule

__all__ = ["with_advice"]


def with_advice(sentence: Sentence, rule: Rule, value: Term) -> Sentence:
    """The requirement of a rule with advice on a value without a fix; the requirement alone if there is none."""
    if rule.is_of_node or rule.path is None or not isinstance(value, Literal | NamedNode):
        return sentence
    if rule.path == DCAT.byteSize.value:
        sizes = byte_sizes(value.value)
        return SIZE_UNCERTAIN(sentence=sentence, sizes=sizes) if len(sizes) > 1 else sentence
    token = list_of(rule.path)
    return sentence if token is None else SEE_LIST(sentence=sentence, token=token)
