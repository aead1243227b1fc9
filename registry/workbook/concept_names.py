"""Names of codes as drop-downs show them: with the code where the name alone is that of several."""

from __future__ import annotations

import re
from typing import Final

from danhmuc.vocab.concepts import CodeList, ListedConcept

__all__ = ["find_concept", "shown_name"]

_WITH_CODE: Final = re.compile(r".* \[(\S+)\]")


def shown_name(concept: ListedConcept, language: str) -> str:
    """The name of a concept, or its code if people write codes of its list, as of territories.

    >>> from danhmuc.vocab import concepts
    >>> shown_name(concepts.load("sharing-nature")["MO"], "vi"), shown_name(concepts.load("province")["01"], "vi")
    ('Dữ liệu mở', '01')
    >>> shown_name(concepts.load("licence")["CC_BY"], "vi")
    'Creative Commons Ghi công 4.0 Quốc tế [CC_BY]'
    """
    if concept.code.isdigit():
        return concept.code
    name = concept.label(language)
    return name if concept.scheme.find(name) == (concept,) else f"{name} [{concept.code}]"


def find_concept(listed: CodeList, text: str) -> ListedConcept | None:
    """The one concept of a name, a code, an IRI, or a name with its code; None if there is none, or several."""
    found = listed.find(text)
    if len(found) == 1:
        return found[0]
    with_code = _WITH_CODE.fullmatch(text)
    return None if with_code is None else listed.get(with_code[1])
