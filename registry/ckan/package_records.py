"""Packages in the answers of actions, and on their way into the spool.

Packages on their way into the spool, and what is counted of them.
"""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, MessageTemplate
from danhmuc.vocab.reading.decoding import refuse_binary, refuse_empty, refuse_html
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.text import one_line, shorten

from ..json_records.record_spool import RecordSpool, SpooledRecord, split_mapped, with_marks_of
from ..json_records.stream import Json, JsonObject, JsonText, JsonValue, is_list, json_text
from ..messages.sources import CkanPortalsText
from ..record.record import IriSpace
from ..record.secrecy import names_mark
from .package_draft import PackageState, problem_finding, state_of
from .package_mapping import map_package, package_iri, package_page

# ---------------------------------------------------------------- action answers
# The answers of actions: a whole answer skimmed for what pages it has, and its packages one after the other.
#
# An answer that is none of these is refused with a reason; HTML with status 200 is the usual one.

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


# ---------------------------------------------------------------- package records

_LEFT_OUT: Final[dict[PackageState, MessageTemplate]] = {
    "private": CkanPortalsText.LEFT_OUT_PRIVATE,
    "draft": CkanPortalsText.LEFT_OUT_DRAFT,
    "deleted": CkanPortalsText.LEFT_OUT_DELETED,
    "other": CkanPortalsText.LEFT_OUT_OTHER,
}
_NAMED: Final = 40
"""Fields that are named of those which are not mapped."""
_VOLATILE: Final = ("tracking_summary", "archiver", "qa")
"""Fields that change without the package, such as counts of visitors."""


@dataclass(slots=True)
class PackageRecords:
    """The packages read so far.

    Attributes:
        left_out: number of packages that are no public datasets, by their state.
        unknown: number of packages that have a field which is not mapped.
        unread: the first package of each state that is not understood, with the state as it is written.
        nameless: number of entries without id.
    """

    portal: str
    space: IriSpace
    spool: RecordSpool = field(default_factory=RecordSpool)
    left_out: Counter[PackageState] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    unread: dict[PackageState, tuple[str, str]] = field(default_factory=dict)
    nameless: int = 0
    _ids_left_out: set[str] = field(default_factory=set)

    def take(
        self, data: bytes, action: str, place: str, heads: tuple[PackageHead | None, ...], wanted: Callable[[int], bool]
    ) -> int:
        """Keep the packages of an answer; returns the number of triples of the wanted ones.

        The others came before. They count only where they say that fewer people may see the package: it may have become
        private since, or the portal has two of one id.

        Raises:
            DocumentError: it cannot be read to its end; nothing of it is kept.
        """
        counts = (self.left_out.copy(), self.unknown.copy(), dict(self.unread), self.nameless)
        triples = 0
        try:
            with self.spool.document():
                for number, found in walk_packages(data, action, Notes(place), lambda _: True):
                    head = heads[number] if number < len(heads) else None
                    triples += self._take_one(found, head, place, is_again=not wanted(number))
        except BaseException:
            self.left_out, self.unknown, self.unread, self.nameless = counts
            raise
        return triples

    def gaps(self) -> Iterator[Message]:
        """Reasons why not all packages could be taken."""
        if self.nameless:
            yield CkanPortalsText.NO_PACKAGES(count=self.nameless)
        for state, (package, written) in self.unread.items():
            count = self.left_out[state]
            if state == "unknown-state":
                yield CkanPortalsText.STATES_UNKNOWN(count=count, package=package, state=written)
            else:
                yield CkanPortalsText.VISIBILITY_UNKNOWN(count=count, package=package)

    def findings(self, document: str) -> Iterator[Finding]:
        """Findings about the packages as a whole."""
        for state, template in _LEFT_OUT.items():
            if self.left_out[state]:
                yield problem_finding("left-out", template(count=self.left_out[state]), document)
        ranked = sorted(self.unknown.items(), key=lambda one: (-one[1], one[0]))
        for key, count in ranked[:_NAMED]:
            yield problem_finding("unknown-field", CkanPortalsText.FIELD_UNKNOWN(field=key, count=count), document)
        if len(ranked) > _NAMED:
            more = len(ranked) - _NAMED
            yield problem_finding("unknown-field", CkanPortalsText.FIELDS_UNKNOWN(count=more), document)

    def _take_one(self, found: JsonValue, head: PackageHead | None, place: str, *, is_again: bool) -> int:
        value = found.value
        identifier = value.get("id") if isinstance(value, JsonObject) else None
        is_named = type(identifier) is str and identifier and head is not None and head.id == identifier
        if not isinstance(value, JsonObject) or not isinstance(identifier, str) or not is_named:
            self.nameless += 1
            return 0
        state = state_of(value)
        if is_again and identifier in self._ids_left_out:
            return 0
        if state != "taken":
            self._ids_left_out.add(identifier)
            self.left_out[state] += 1
            if is_again:
                self.spool.drop(package_iri(value, self.portal).value)
            if state in ("unknown-state", "unknown-visibility"):
                self.unread.setdefault(state, (plain_name(identifier), plain_name(str(value.get("state")))))
            return 0
        if is_again:
            self._narrow(value, identifier, found, place)
            return 0
        return self._map(value, identifier, found, place)

    def _narrow(self, value: JsonObject, identifier: str, found: JsonValue, place: str) -> None:
        """Add the marks of a package that came before to its record."""
        mapped = map_package(value, self.portal)
        document = package_page(self.portal, identifier)
        parts = split_mapped(mapped.root, mapped.descriptions, {}, found.text, place, self.space)
        for part in parts.parts:
            if part.record.role == "record" and self.spool.get(part.record.iri) is not None:
                self._keep(part.to_spool(document, is_inner=part.root != mapped.root), identifier)

    def _map(self, value: JsonObject, identifier: str, found: JsonValue, place: str) -> int:
        mapped = map_package(value, self.portal)
        findings = list(mapped.findings)
        document = package_page(self.portal, identifier)
        if found.has_lost_letters:
            findings.append(problem_finding("letters", CkanPortalsText.LETTERS_LOST(), document))
        text = _stable_text(value, found.text)
        parts = split_mapped(mapped.root, mapped.descriptions, {mapped.root: findings}, text, place, self.space)
        self.spool.add_members(parts.memberships)
        triples, is_refused = 0, False
        for part in parts.parts:
            triples += part.record.canonical.nquads.count(b"\n")
            if part.record.role == "record":
                is_refused = is_refused or part.is_refused
                self._keep(part.to_spool(document, is_inner=part.root != mapped.root), identifier)
            else:
                self.spool.put_node(part.record, part.links, is_refused=part.is_refused)
        if not is_refused:
            self.unknown.update(one for one in mapped.unknown if not names_mark(one.encode(errors="replace")))
        return triples

    def _keep(self, new: SpooledRecord, package: str) -> None:
        """Keep a record beside those that are kept already: the first counts, and one within another never."""
        old = self.spool.get(new.record.iri)
        if old is None:
            self.spool.put(new)
        elif old.record.digest == new.record.digest and old.is_inner == new.is_inner:
            return
        else:
            first, second = (new, old) if old.is_inner and not new.is_inner else (old, new)
            if first is new:
                self.spool.put(new)
            message = CkanPortalsText.DESCRIBED_AGAIN(package=plain_name(package))
            finding = problem_finding("described-again", message, second.place)
            self.spool.amend(with_marks_of(first, second), [replace(finding, focus=new.record.iri)])


def _stable_text(value: JsonObject, text: str) -> str:
    """The text of a package without what changes every day; as it is written if there is nothing of that."""
    return json_text(_without_volatile(value)) if any(f'"{one}"' in text for one in _VOLATILE) else text


def _without_volatile(value: Json) -> Json:
    if isinstance(value, JsonObject):
        members = (*value.items(), *value.repeated)
        return JsonObject([(key, _without_volatile(one)) for key, one in members if key not in _VOLATILE])
    return [_without_volatile(one) for one in value] if is_list(value) else value


def plain_name(text: str) -> str:
    """A text of the portal for a reason: short, and never one that may be a mark."""
    return "…" if names_mark(text.encode(errors="replace")) else shorten(one_line(text), 100)
