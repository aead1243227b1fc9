"""The triples and findings of one package while it is mapped, and whether it is a public dataset."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import quote

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from danhmuc.vocab.findings import Finding, Layer, Severity
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import DMV, RDF

from ..json_records.stream import Json, JsonNumber, JsonObject, child_pointer, is_list, json_text
from ..json_records.value_terms import REPAIRS, mark_terms, marks_secrecy, quoted_value, read_iri
from ..record.secrecy import is_about_access
from .package_fields import KEPT

# ---------------------------------------------------------------- package draft

_PROBLEMS: Final[Mapping[str, tuple[Severity, Layer]]] = MappingProxyType(
    {
        "access": ("warning", "house"),
        "access-url": ("info", "repaired"),
        "code": ("warning", "house"),
        "described-again": ("warning", "house"),
        "form": ("warning", "house"),
        "left-out": ("info", "house"),
        "letters": ("warning", "repaired"),
        "resource-left-out": ("warning", "house"),
        "repeated": ("warning", "house"),
        "type": ("warning", "house"),
        "unknown-field": ("info", "house"),
        "url": ("warning", "house"),
    }
)
"""Severity and layer of each problem, which ends the code of its finding."""
_LEGACY: Final = "dcat_"
"""What ckanext-dcat once put before the names of its extras."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value and the JSON pointer of its place."""

    key: str
    value: Json
    pointer: str


class Members:
    """The fields of an object by their keys, and which of them were read."""

    def __init__(self) -> None:
        self._given: dict[str, list[Given]] = {}
        self._read: set[str] = set()

    @classmethod
    def of(cls, value: JsonObject, pointer: str) -> Members:
        """The members of an object."""
        members = cls()
        for key, one in (*value.items(), *value.repeated):
            members.add(key, one, child_pointer(pointer, key))
        return members

    def add(self, key: str, value: Json, pointer: str) -> bool:
        """Add a field; returns False if there is one of that key with another value already."""
        known = self._given.setdefault(key, [])
        known.append(Given(key, value, pointer))
        return known[0].value == value

    def read(self, *keys: str) -> Given | None:
        """The first of some keys, also with ``dcat_`` before it, that states anything; all of them count as read."""
        return next(iter(self.read_all(*keys)), None)

    def read_all(self, *keys: str) -> list[Given]:
        """All values of some keys that state anything."""
        spelt = [one for key in keys for one in (key, _LEGACY + key)]
        self._read.update(spelt)
        return [one for key in spelt for one in self._given.get(key, ()) if not states_nothing(one.value)]

    def unread(self) -> Iterator[str]:
        """The keys that were not read and state something."""
        for key, given in self._given.items():
            if key not in self._read and not all(states_nothing(one.value) for one in given):
                yield key


@dataclass(slots=True)
class PackageDraft:
    """One package as far as it is mapped.

    Attributes:
        root: its subject.
        portal: address of the portal, which ends in ``/``.
        document: address at which the package can be looked at; pointers of findings begin there.
        unknown: number of times that fields occur which the table does not have.
    """

    root: NamedNode
    portal: str
    document: str
    descriptions: Descriptions = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    def add(self, subject: Subject, prop: NamedNode, term: Term) -> None:
        """Add a triple, once."""
        pairs = self.descriptions.setdefault(subject, [])
        if (prop, term) not in pairs:
            pairs.append((prop, term))

    def note(
        self,
        problem: str,
        message: Message,
        pointer: str,
        *,
        key: str = "",
        prop: NamedNode | None = None,
        value: Json = None,
    ) -> None:
        """Add a finding.

        Args:
            problem: one of the problems, or the whole code of a repair.
            key: the field, if it is one of the table.
        """
        self.findings.append(
            problem_finding(problem, message, f"{self.document}#{pointer}", key=key, prop=prop, value=value)
        )

    def iri(self, given: Given, text: str, prop: NamedNode) -> NamedNode | None:
        """The IRI that a text is, repaired where strict readers need it; None if it is none."""
        found = read_iri(text, self.portal)
        if found is None:
            return None
        for code, message in found.repairs:
            self.note(code, message, given.pointer, prop=prop, value=text)
        return found.term

    def mark(self, key: str, value: Json) -> None:
        """Add what a field says of secrecy or access, if it does, to the record, wherever in the package it stands."""
        if marks_secrecy(key):
            for one in mark_terms(value):
                self.add(self.root, DMV.secrecy, one)
        elif is_about_access(kept := NamedNode(KEPT + quote(key, safe=""))):
            is_text = isinstance(value, str) and not isinstance(value, JsonNumber)
            literal = RdfLiteral(str(value)) if is_text else RdfLiteral(json_text(value), datatype=RDF.JSON)
            self.add(self.root, kept, literal)

    def count_unknown(self, members: Members, ignored: Collection[str]) -> None:
        """Count the fields of an object that were not read."""
        self.unknown.update(key for key in members.unread() if key not in ignored)


def problem_finding(
    problem: str,
    message: Message,
    document: str,
    *,
    key: str = "",
    prop: NamedNode | None = None,
    value: Json = None,
) -> Finding:
    """A finding at a place; the code names the field."""
    severity, layer = _PROBLEMS[problem] if problem in _PROBLEMS else (REPAIRS[problem], "repaired")
    code = problem if problem in REPAIRS else f"ckan:{key}-{problem}" if key else f"ckan:{problem}"
    return Finding(
        code=code,
        severity=severity,
        layer=layer,
        message=message,
        document=document,
        path=None if prop is None else prop.value,
        value=quoted_value(value),
    )


def quoted_part(identifier: Json) -> str:
    """An identifier as part of an address."""
    return quote(str(identifier), safe="")


def states_nothing(value: Json) -> bool:
    """Whether a value is null or empty, as CKAN has it for fields that nobody filled in."""
    if value is None or value == [] or value == {}:
        return True
    if isinstance(value, str):
        return not value.strip() or value.strip() in ("[]", "{}")
    if isinstance(value, JsonObject):
        return all(map(states_nothing, value.values()))
    return is_list(value) and all(map(states_nothing, value))


def value_in_text(value: Json) -> Json:
    """The list, object or text that a text is as JSON, as extras hold it; any other value as it is."""
    if type(value) is not str or value.strip()[:1] not in ("[", "{", '"'):
        return value
    try:
        found: Json = json.loads(value, object_pairs_hook=JsonObject, parse_int=JsonNumber, parse_float=JsonNumber)
    except (ValueError, RecursionError):
        return value
    return found


# ---------------------------------------------------------------- package state
# Whether a package is a public dataset: private ones, drafts and deleted ones are left out.
#
# What is not understood is not read, and makes the reading incomplete, since it may be either.

PackageState = Literal["taken", "private", "draft", "deleted", "other", "unknown-state", "unknown-visibility"]

_STATES: Final[dict[str, PackageState]] = {
    "active": "taken",
    "deleted": "deleted",
    "draft": "draft",
    "draft-complete": "draft",
}
_PUBLIC: Final = frozenset({"", "false", "0", "no", "public", "published"})
"""Texts that deny that a package is private; DKAN writes Published."""
_PRIVATE: Final = frozenset({"true", "1", "yes", "private"})
_NO_DATASETS: Final = frozenset({"harvest", "harvest_source", "showcase", "page"})
"""Types of packages that extensions of CKAN store beside datasets."""
_NARROWEST_FIRST: Final[tuple[PackageState, ...]] = (
    "unknown-state",
    "unknown-visibility",
    "deleted",
    "private",
    "draft",
    "other",
)


def state_of(value: JsonObject) -> PackageState:
    """The state of a package; of a field that occurs more than once the narrowest value counts."""
    return _narrowest({resource_state(value), *(_of_type(one) for one in _all(value, "type"))})


def resource_state(value: JsonObject) -> PackageState:
    """The state of a resource, which may have the same fields as a package, but for its type."""
    found = {_of_state(one) for one in _all(value, "state")}
    return _narrowest(found | {_of_private(one) for one in _all(value, "private")})


def _narrowest(found: set[PackageState]) -> PackageState:
    return next((one for one in _NARROWEST_FIRST if one in found), "taken")


def _all(value: JsonObject, key: str) -> list[Json]:
    return [one for name, one in (*value.items(), *value.repeated) if name == key]


def _of_state(value: Json) -> PackageState:
    if value is None:
        return "taken"
    return _STATES.get(value.strip().lower(), "unknown-state") if isinstance(value, str) else "unknown-state"


def _of_private(value: Json) -> PackageState:
    if value is None or value is False:
        return "taken"
    if value is True:
        return "private"
    word = value.strip().lower() if isinstance(value, str) else None
    return "taken" if word in _PUBLIC else "private" if word in _PRIVATE else "unknown-visibility"


def _of_type(value: Json) -> PackageState:
    return "other" if isinstance(value, str) and value.strip().lower() in _NO_DATASETS else "taken"
