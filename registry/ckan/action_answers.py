"""The answers of actions: a whole answer skimmed for what pages it has, and its packages one after the other.

An answer that is none of these is refused with a reason; HTML with status 200 is the usual one.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.reading.refusing import refuse_binary, refuse_empty, refuse_html
from danhmuc.vocab.text import one_line, shorten

from ..json_records.stream import JsonText, JsonValue
from ..messages.ckan_portals import CkanPortalsText
from ..record.secrecy import names_mark

MOST_VALUES: Final = 10_000_000
"""Values in one answer, about: a small file may be packed so that it takes all memory."""
_LONGEST: Final = 200
"""Characters of an error that a reason quotes."""


@dataclass(frozen=True, slots=True)
class PackageHead:
    """The fields of a package that tell whether and where it is read; the values are as in JSON."""

    id: object
    name: object
    state: object
    private: object
    type: object


@dataclass(frozen=True, slots=True, kw_only=True)
class SkimmedAnswer:
    """An answer without the contents of its packages.

    Attributes:
        count: number of packages that the portal says it has; None if it does not.
        heads: one for each package in order; None for what is no object.
        names: the texts of a list, where the result is one of texts.
    """

    count: int | None
    heads: tuple[PackageHead | None, ...]
    names: tuple[str, ...] = ()


def skim_answer(data: bytes, action: str, notes: Notes) -> SkimmedAnswer:
    """Look through an answer.

    Raises:
        DocumentError: it is no answer of an action, says that the action failed, or has another result.
    """
    head = data[:65536]
    refuse_binary(head, notes)
    refuse_empty(head, notes)
    refuse_html(head, notes, CkanPortalsText.ANSWER_IS_HTML)
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise notes.refusal("ckan:too-many-values", CkanPortalsText.TOO_MANY_VALUES(limit=MOST_VALUES))
    try:
        document: Any = json.loads(data.removeprefix(codecs.BOM_UTF8))
    except json.JSONDecodeError as error:
        is_cut = error.msg.startswith("Unterminated") or not error.doc[error.pos :].strip()
        reason = CkanPortalsText.ANSWER_CUT(size=len(data)) if is_cut else FOREIGN_WORDS(words=error.msg)
        raise notes.refusal("read:syntax", reason, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, UnicodeDecodeError) and error.reason == "unexpected end of data":
            raise notes.refusal("read:syntax", CkanPortalsText.ANSWER_CUT(size=len(data))) from None
        # Not UTF-8, a number of thousands of digits, or nested too deeply.
        raise notes.refusal("read:syntax", FOREIGN_WORDS(words=type(error).__name__)) from None
    if not isinstance(document, dict) or "success" not in document:
        raise notes.refusal("ckan:no-answer", CkanPortalsText.NO_ANSWER_OF_API())
    if document["success"] is not True:
        raise notes.refusal("ckan:failed", _failure(action, document.get("error")))
    return _skim_result(document.get("result"), action, notes)


def _skim_result(result: Any, action: str, notes: Notes) -> SkimmedAnswer:
    if action == "package_search":
        count = result.get("count") if isinstance(result, dict) else None
        if type(count) is int and count >= 0 and isinstance(result.get("results"), list):
            return SkimmedAnswer(count=count, heads=_heads(result["results"]))
    elif action == "package_list":
        if isinstance(result, list) and all(isinstance(one, str) for one in result):
            return SkimmedAnswer(count=None, heads=(), names=tuple(result))
    elif action == "package_show":
        # DKAN answers a list of one.
        found = result if isinstance(result, list) else [result]
        if len(found) == 1 and isinstance(found[0], dict):
            return SkimmedAnswer(count=None, heads=_heads(found))
    elif isinstance(result, list):
        # DKAN answers a list in a list.
        inner = result[0] if len(result) == 1 and isinstance(result[0], list) else result
        return SkimmedAnswer(count=None, heads=_heads(inner))
    raise notes.refusal("ckan:no-packages", CkanPortalsText.NO_PACKAGE(action=action))


def _heads(found: list[Any]) -> tuple[PackageHead | None, ...]:
    return tuple(
        PackageHead(one.get("id"), one.get("name"), one.get("state"), one.get("private"), one.get("type"))
        if isinstance(one, dict)
        else None
        for one in found
    )


def _failure(action: str, error: Any) -> Message:
    """The reason of an action that failed, in the words of the portal."""
    said = error.get("message") or error.get("__type") if isinstance(error, dict) else error
    if not isinstance(said, str) or not said.strip() or names_mark(said.encode(errors="replace")):
        return CkanPortalsText.ACTION_FAILED_SILENTLY(action=action)
    return CkanPortalsText.ACTION_FAILED(action=action, words=FOREIGN_WORDS(words=shorten(one_line(said), _LONGEST)))


def walk_packages(
    data: bytes, action: str, notes: Notes, take: Callable[[int], bool]
) -> Iterator[tuple[int, JsonValue]]:
    """The packages of an answer that was skimmed, with their numbers, one in memory at a time.

    Args:
        take: whether the package of that number is wanted.

    Raises:
        DocumentError: it is not JSON, such as with NaN, or a value is too large or too deep.
    """
    text = JsonText(BytesIO(data.removeprefix(codecs.BOM_UTF8)).read, "utf-8", notes)
    for key in text.members():
        if key != "result":
            text.value()
        elif action == "package_search":
            for inner in text.members():
                if inner == "results":
                    yield from _walk_list(text, take)
                else:
                    text.value()
        elif text.peek() == "[":
            yield from _walk_nested(text, take)
        else:
            yield 0, text.value()
    text.expect_end()


def _walk_list(text: JsonText, take: Callable[[int], bool]) -> Iterator[tuple[int, JsonValue]]:
    for number in text.items():
        value = text.value()
        if take(number):
            yield number, value


def _walk_nested(text: JsonText, take: Callable[[int], bool]) -> Iterator[tuple[int, JsonValue]]:
    number = -1
    for _ in text.items():
        if text.peek() == "[":
            yield from _walk_list(text, take)
            continue
        number += 1
        value = text.value()
        if take(number):
            yield number, value
