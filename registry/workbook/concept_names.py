"""Names of codes as drop-downs show them: with the code where the name alone is that of several."""

from __future__ import annotations

import re
from typing import Final

from danhmuc.vocab.concepts import CodeList, ListedConcept
from danhmuc.vocab.concepts.spelling import exact_key, folded_key

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


def find_agency(listed: CodeList, name: str) -> ListedConcept | None:
    """The one agency in force that has a name; None if there is none, several, or one whose code is closed.

    Names are compared as they are written; only a text without any diacritics is compared without them. An agency of
    the same name whose code is closed may be meant, too, so that then none is certain.

    >>> from danhmuc.vocab import concepts
    >>> agencies = concepts.load("agency")
    >>> [None if (one := find_agency(agencies, name)) is None else one.code for name in ("BỘ TƯ PHÁP", "Bo Tu phap")]
    ['G15', 'G15']
    >>> find_agency(agencies, "Sở Y tế"), find_agency(agencies, "UBND tỉnh Hậu Giang")
    (None, None)
    """
    key = exact_key(name)
    found = [one for one in listed.find(name) if key in map(exact_key, _names_of(one))]
    if not found and key.isascii():
        found = [
            one
            for one in listed.find(name)
            if folded_key(key) in (folded_key(exact_key(own)) for own in _names_of(one))
        ]
    return found[0] if len(found) == 1 and found[0].status == "active" else None


def _names_of(concept: ListedConcept) -> list[str]:
    return [*concept.labels.values(), *(name for names in concept.alt_labels.values() for name in names)]
