"""The library's sentences in Vietnamese: what a clerk may cause, word for word from where it is raised.

Errors are English in the library. A file here holds those about one matter: the pattern of a sentence, and the same in
Vietnamese with its parts, which may be sentences themselves. Reasons that the registry keeps with its runs stand in
`danhmuc.registry.reasons`. A sentence that is nowhere stays English, which is better than nothing; the tests cause each
kind and see that it is found here.
"""

from __future__ import annotations

import re
from functools import cache

from . import arguments, code_lists, harvests, profiles, registry, requests, shapes

__all__ = ["vietnamese"]


def vietnamese(text: str) -> str:
    """The same in Vietnamese, or the text itself."""
    from danhmuc.registry.reasons import in_vietnamese  # cheap, but --help needs none of it

    return _said(text, _special()) or in_vietnamese(text) or _said(text, _general()) or _placed(text) or text


def _placed(text: str) -> str | None:
    """A reason behind the name of a document, which may hold a colon itself."""
    from danhmuc.registry.reasons import in_vietnamese

    for colon in re.finditer(": ", text):
        reason = in_vietnamese(text[colon.end() :])
        if reason is not None:
            return text[: colon.end()] + reason
    return None


def _said(text: str, patterns: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    for pattern, sentence in patterns:
        found = pattern.fullmatch(text)
        if found is not None:
            return sentence.format(*map(vietnamese, found.groups()))
    return None


@cache
def _special() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is looked for first."""
    matters = (requests, profiles, shapes, registry, harvests)
    return tuple(_compiled(sentence) for matter in matters for sentence in matter.SENTENCES)


@cache
def _general() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is looked for last: some of these would fit sentences about other matters, too."""
    return tuple(_compiled(sentence) for matter in (code_lists, arguments) for sentence in matter.SENTENCES)


def _compiled(sentence: tuple[str, str]) -> tuple[re.Pattern[str], str]:
    pattern, words = sentence
    return re.compile(pattern, re.DOTALL), words
