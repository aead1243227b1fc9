"""Advice on a wrong value that has no certain fix: which list has the codes, which codes or sizes it may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.terms import DCAT

from ..messages.validating import AdviceText
from .byte_sizes import byte_sizes
from .proposal import list_of

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Sentence
    from danhmuc.vocab.reading import Term

    from ..profiles.rules import Rule


_FEW: Final = 4
"""Codes that are named; where a name is that of more, the list is."""


def with_advice(sentence: Sentence, rule: Rule, value: Term) -> Sentence:
    """The requirement of a rule with advice on a value without a fix; the requirement alone if there is none."""
    if rule.is_of_node or rule.path is None or not isinstance(value, Literal | NamedNode):
        return sentence
    if rule.path == DCAT.byteSize.value:
        sizes = byte_sizes(value.value)
        return AdviceText.SIZE_UNCERTAIN(sentence=sentence, sizes=sizes) if len(sizes) > 1 else sentence
    token = list_of(rule.path)
    if token is None:
        return sentence
    found = concepts.load(token).find(value.value.strip()) if isinstance(value, Literal) else ()
    if 1 < len(found) <= _FEW:
        return AdviceText.SEVERAL_CODES(sentence=sentence, codes=tuple(one.code for one in found))
    return AdviceText.SEE_LIST(sentence=sentence, token=token)
