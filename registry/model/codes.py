"""Find items of the bundled code lists by code or name, for constructors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import FieldError

from ..messages.model import ModelText
from .naming import alternatives, value_text

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList
    from danhmuc.vocab.messages import Message

    from .fields import Field


_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\Z")
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_FEW: Final = 3


def find_item(field: Field[Any, Any], text: str, *, takes: Message) -> NamedNode:
    """Find the item for a text in the code lists of the field: by code, else by an unambiguous name.

    Raises:
        FieldError: there is none, or several; the error lists similar codes.
    """
    from danhmuc.vocab import concepts  # only codes need the lists

    lists: list[CodeList] = []
    for token in field.schemes:
        lists.append(concepts.load(token))
        item = lists[-1].get(text)
        if item is not None:
            return NamedNode(item.iri)
    if "media-type" in field.schemes and _MEDIA_TYPE.match(text):
        # The list is a snapshot; a well-formed type may be newer.
        return NamedNode(_MEDIA_TYPES + text)
    found = {item.iri: item.code for code_list in lists for item in code_list.find(text)}
    if len(found) == 1:
        return NamedNode(*found)
    if found:
        codes = alternatives([*found.values()][:_FEW])
        raise FieldError(
            field.noun, field.name, ModelText.CODE_AMBIGUOUS(takes=takes, found=value_text(text), codes=codes)
        )
    raise field.refusal(takes, text, near=[code for code_list in lists for code in code_list.near(text)][:_FEW])
