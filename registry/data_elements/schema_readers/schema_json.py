"""Read JSON as schemas need it: numbers as they are written, no key twice, nothing that cannot be stored."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.reading.decoding import decode, refuse_binary, refuse_empty, refuse_html
from danhmuc.vocab.reading.json_guard import is_deeper
from danhmuc.vocab.reading.notes import MAX_DEPTH
from danhmuc.vocab.terms import CSVW, DMV, SKOS, XSD
from danhmuc.vocab.text import shorten

from ...messages.elements import SchemaReadingText
from ...record.described_elements import ValueDomainDraft
from .schema_reading import MAX_SCHEMA_BYTES, ColumnBudget, SchemaDocument, SchemaNotes, marks_in_json

# ---------------------------------------------------------------- schema json

_LONGEST_NUMBER: Final = 1_000
_SHOWN: Final = 40
_ODD: Final = re.compile(rb"\\u(?:0000|[dD][89abAB])")
"""Escapes of U+0000, and of the first half of a pair."""


def read_json(data: bytes, notes: SchemaNotes) -> object:
    """The value of a document: objects as dict, arrays as list, numbers as int or Decimal.

    Raises:
        DocumentError: it is too large or too deep, no JSON, or has a key twice in one object.
    """
    if len(data) > MAX_SCHEMA_BYTES:
        raise notes.refuse("too-large", SchemaReadingText.SCHEMA_TOO_LARGE(size=len(data), limit=MAX_SCHEMA_BYTES))
    refuse_empty(data, notes)
    refuse_binary(data, notes)
    refuse_html(data, notes)
    plain = decode(data, notes)
    if is_deeper(plain, MAX_DEPTH):
        raise notes.refuse("too-deep", SchemaReadingText.SCHEMA_TOO_DEEP(limit=MAX_DEPTH))
    try:
        value: object = json.loads(
            plain,
            object_pairs_hook=_members,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_refuse_constant,
        )
    except _RefusedError as error:
        raise notes.refuse(error.code, error.reason) from None
    except json.JSONDecodeError as error:
        reason = SchemaReadingText.SCHEMA_JSON_BROKEN(reason=FOREIGN_WORDS(words=error.msg))
        raise notes.refuse("not-json", reason, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError) as error:
        raise notes.refuse(
            "not-json", SchemaReadingText.SCHEMA_JSON_BROKEN(reason=FOREIGN_WORDS(words=str(error)))
        ) from None
    if b"\0" in plain or (_ODD.search(plain) and _has_odd_character(value)):
        raise notes.refuse("character", SchemaReadingText.SCHEMA_CHARACTER_REFUSED())
    notes.mark(marks_in_json(value))
    return value


class _RefusedError(Exception):
    def __init__(self, code: str, reason: Message) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _RefusedError("key-repeated", SchemaReadingText.SCHEMA_KEY_REPEATED(name=name))
            seen.add(name)
    return found


def _number(text: str) -> int | Decimal:
    if len(text) > _LONGEST_NUMBER:
        raise _RefusedError("number", SchemaReadingText.SCHEMA_NUMBER_REFUSED(number=shorten(text, _SHOWN)))
    if text.lstrip("-").isdigit():
        return int(text)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _RefusedError("number", SchemaReadingText.SCHEMA_NUMBER_REFUSED(number=shorten(text, _SHOWN))) from None


def _refuse_constant(text: str) -> NoReturn:
    raise _RefusedError("number", SchemaReadingText.SCHEMA_NUMBER_REFUSED(number=text))


def _has_odd_character(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= one <= "\udfff" for one in value)
    if isinstance(value, Mapping):
        return any(_has_odd_character(name) or _has_odd_character(one) for name, one in value.items())
    return isinstance(value, list) and any(map(_has_odd_character, value))


def json_text(value: object) -> str:
    """The text of a value: of a text itself, of a number as it is written, of all else its JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)}: {_quote(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_quote, value)) + "]"
    return str(value)


def _quote(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else json_text(value)


def plain_text(value: object) -> str | None:
    """The value if it is a text with something in it, else None."""
    return value if isinstance(value, str) and value.strip() else None


def whole_number(value: object) -> int | None:
    """The value if it is a whole number that is not negative, else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 1 << 63:
        value = int(value)
    return value if isinstance(value, int) and 0 <= value < 1 << 63 else None


def child(pointer: str, *steps: str | int) -> str:
    """The JSON pointer of a member, as a fragment.

    >>> child("#", "tables", 0, "a/b")
    '#/tables/0/a~1b'
    """
    return pointer + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


# ---------------------------------------------------------------- named document
# Read a JSON document that another one names, if it is held.


def read_named_object(
    address: str,
    document: SchemaDocument,
    notes: SchemaNotes,
    budget: ColumnBudget,
    place: str,
    *,
    shown: str,
    own_address: Callable[[bytes, str], str | None] | None = None,
) -> tuple[Mapping[str, object], str] | None:
    """The object that a held document is, with its name; None if it is not held, or no object, which is noted.

    Args:
        shown: the address as it is listed if the document is not held.
        own_address: finds the address that a document gives itself, by which it may be meant, too.

    Raises:
        DocumentError: it is held and cannot be read.
    """
    folder = document.folder
    path = None if folder is None else folder.path(address, document.inner)
    if folder is not None and path is None and own_address is not None:
        path = folder.find_by_address(shown, ".json", own_address)
    data = None if folder is None or path is None else folder.read(path)
    if folder is None or path is None or data is None:
        notes.miss(shown, place)
        return None
    own = SchemaNotes(folder.name(path))
    budget.add(len(data))
    value = read_json(data, own)
    notes.findings += own.findings
    notes.mark(own.marks)
    if isinstance(value, Mapping):
        if "fields" in value or ("columns" in value and "tables" not in value and value.get("@type") != "TableGroup"):
            notes.schemas.add(own.document)
        return value, own.document
    notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name=address, wanted="{…}"), place, value=address)
    return None


# ---------------------------------------------------------------- own terms
# Terms of danhmuc's own vocabulary in schemas of other kinds, for what these have no word for.

UNIT: Final = DMV.unit.value
CODE_LIST: Final = DMV.codeList.value
NATIVE_TYPE: Final = DMV.nativeType.value
REFERENCES: Final = DMV.references.value
NAME: Final = CSVW.name.value
SCHEMA_NAME: Final = DMV.schemaName.value
IS_UNIQUE: Final = DMV.isUnique.value
IS_REPEATED: Final = DMV.isRepeated.value
_ALLOWED_VALUE: Final = DMV.allowedValue.value
_NOTATION: Final = SKOS.notation.value
_LABEL: Final = SKOS.prefLabel.value


def read_own_text(node: Mapping[str, object], term: str) -> str | None:
    """The text under a term: a text, or the IRI of an object."""
    value = node.get(term)
    return plain_text(value.get("@id") if isinstance(value, Mapping) else value)


def read_allowed_values(node: Mapping[str, object]) -> tuple[tuple[str, str | None], ...]:
    """The enumerated values with their labels."""
    given = node.get(_ALLOWED_VALUE, [])
    found: dict[str, str | None] = {}
    for one in given if isinstance(given, list) else [given]:
        code = one.get(_NOTATION) if isinstance(one, Mapping) else None
        if isinstance(one, Mapping) and isinstance(code, str):
            found.setdefault(code, plain_text(one.get(_LABEL)))
    return tuple(found.items())


def read_own_digits(node: Mapping[str, object], domain: ValueDomainDraft) -> ValueDomainDraft:
    """The value domain with its digits, if the node says them."""
    precision, scale = (whole_number(node.get(term.value)) for term in (XSD.totalDigits, XSD.fractionDigits))
    return replace(
        domain,
        precision=domain.precision if precision is None else precision,
        scale=domain.scale if scale is None else scale,
    )


# ---------------------------------------------------------------- value places
# The places of the objects of JSON documents: the name of the document and a pointer.


class ValuePlaces:
    """The places of the objects of some documents, by identity, whatever address led to them."""

    def __init__(self, name: str, value: object) -> None:
        """Of one document; others may be added."""
        self._unread: list[tuple[str, object]] = [(name, value)]
        self._names: dict[int, str] = {}
        self._steps: dict[int, tuple[int, str | int]] = {}

    def add(self, name: str, value: object) -> None:
        """Add a document, which stays in memory as long as its places are asked for."""
        self._unread.append((name, value))

    def place(self, value: Mapping[str, Any]) -> str:
        """The document and pointer of an object of one of the documents."""
        while self._unread:
            self._read(*self._unread.pop())
        steps: list[str | int] = []
        at = id(value)
        while at in self._steps:
            at, step = self._steps[at]
            steps.append(step)
        return f"{self._names.get(at, '')}{child('#', *reversed(steps))}"

    def _read(self, name: str, value: object) -> None:
        """Walk through a document."""
        self._names[id(value)] = name
        waiting = [value]
        while waiting:
            holder = waiting.pop()
            for step, one in _place_members(holder):
                if isinstance(one, dict | list):
                    self._steps[id(one)] = (id(holder), step)
                    waiting.append(one)


def _place_members(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
