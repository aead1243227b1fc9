"""Defaults and corrections of a source, as values, and their terms in RDF.

Defaults and corrections of a source, as values: what is added to its records, and what is replaced in them.

Values of properties are texts here, as in a file of sources: ``<IRI>``, a literal as in Turtle such as ``"Nước"@vi``,
or a plain text. Nothing here knows RDF terms, files or the store.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.prefixes import PREFIXES, abbreviate

# ---------------------------------------------------------------- corrections

_TEXTS: Final = ("identifier", "email", "telephone")


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultNode:
    """An agent or contact that records are given, with as much of its description as the source does not have.

    Attributes:
        name: pairs of language and name, sorted; none for a bare IRI.
        identifier: code of the agency.
        email, telephone: IRIs, ``mailto:`` and ``tel:``.
    """

    iri: str
    name: tuple[tuple[str, str], ...] = ()
    identifier: str | None = None
    email: str | None = None
    telephone: str | None = None

    @property
    def is_described(self) -> bool:
        """Whether there is anything but the IRI."""
        return bool(self.name or self.identifier or self.email or self.telephone)

    def as_setting(self) -> str | dict[str, Any]:
        """The node as JSON and TOML have it: its IRI alone, or a table."""
        if not self.is_described:
            return self.iri
        made: dict[str, Any] = {"iri": self.iri}
        if self.name:
            made["name"] = dict(self.name)
        return made | {key: value for key in _TEXTS if (value := getattr(self, key)) is not None}

    @classmethod
    def of_setting(cls, value: str | Mapping[str, Any]) -> DefaultNode:
        """The node that `as_setting` gave."""
        if isinstance(value, str):
            return cls(iri=value)
        name = tuple(sorted(value.get("name", {}).items()))
        return cls(iri=value["iri"], name=name, **{key: value[key] for key in _TEXTS if key in value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """Values for records that lack a property; None, or none, leaves them without.

    Attributes:
        publisher: for every record.
        contact: for every record but catalogues.
        licence: IRI, for distributions whose dataset has no licence of its own, for services and catalogues.
        theme: IRIs, for datasets, databases and services.
    """

    publisher: DefaultNode | None = None
    contact: DefaultNode | None = None
    licence: str | None = None
    theme: tuple[str, ...] = ()

    def settings(self) -> dict[str, Any]:
        """All values by name, as JSON has them."""
        return {
            "publisher": None if self.publisher is None else self.publisher.as_setting(),
            "contact": None if self.contact is None else self.contact.as_setting(),
            "licence": self.licence,
            "theme": list(self.theme) or None,
        }

    @classmethod
    def of_settings(cls, values: Mapping[str, Any]) -> Defaults:
        """The defaults that `settings` gave; those that are not there are none."""
        nodes = {
            name: DefaultNode.of_setting(values[name])
            for name in ("publisher", "contact")
            if values.get(name) is not None
        }
        return cls(**nodes, licence=values.get("licence"), theme=tuple(values.get("theme") or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction of what the records of a source say.

    Attributes:
        property: IRI of the property.
        to: the right value; a plain text takes over the language and datatype of what it replaces. None if the value
            is taken away, and nothing put in its place; `written` then says which.
        reason: why it is right; findings quote it.
        written: the value that is replaced, wherever a record has it; a plain text stands for any IRI or literal that
            is so written. None for any value, and for none.
        record: IRI of the one record, node record or catalog record that is corrected; None for all.
    """

    property: str
    to: str | None
    reason: str
    written: str | None = None
    record: str | None = None

    def as_setting(self) -> dict[str, Any]:
        """The correction as JSON and TOML have it."""
        values = {"field": self.property, "from": self.written, "to": self.to, "record": self.record}
        removal = {"remove": True} if self.to is None else {}
        given = {key: value for key, value in values.items() if value is not None}
        return {**given, **removal, "reason": self.reason}

    @classmethod
    def of_setting(cls, value: Mapping[str, Any]) -> Correction:
        """The correction that `as_setting` gave."""
        return cls(
            property=value["field"],
            to=None if value.get("remove") is True else value["to"],
            reason=value["reason"],
            written=value.get("from"),
            record=value.get("record"),
        )


# ---------------------------------------------------------------- correction terms
# Values of corrections as RDF terms, and terms as people read them.

Text: TypeAlias = str
"""A plain text: neither an IRI nor a literal of a certain language or datatype."""

_LITERAL: Final = re.compile(
    r'"((?:[^"\\\r\n]|\\[tbnrf"\'\\])*)"(?:@([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\^\^(?:<([^<>\s]+)>|([\w-]+):([\w-]+)))?'
)
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@lru_cache(maxsize=1024)
def read_term(value: str) -> NamedNode | Literal | Text:
    """The term that ``<IRI>`` or a literal in quotation marks states; any other text as it is.

    >>> read_term("<https://e.vn/a>"), read_term('"Nước"@vi'), read_term("CC-BY")
    (<NamedNode value=https://e.vn/a>, <Literal value=Nước language=vi>, 'CC-BY')

    Raises:
        ValueError: it begins like one of these and is none.
    """
    from danhmuc.vocab.valid_iris import is_valid_iri

    if value.startswith("<"):
        iri = value[1:-1]
        if not value.endswith(">") or not is_valid_iri(iri):
            raise ValueError(value)
        return NamedNode(iri)
    if not value.startswith('"'):
        return value
    found = _LITERAL.fullmatch(value)
    if found is None:
        raise ValueError(value)
    text, language, datatype, prefix, local = found.groups()
    text = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), text)
    if language is not None:
        # As the reader leaves tags.
        return Literal(text, language=language.lower())
    if prefix is not None:
        if prefix not in PREFIXES:
            raise ValueError(value)
        datatype = PREFIXES[prefix] + local
    if datatype is None:
        return Literal(text)
    if not is_valid_iri(datatype):
        raise ValueError(value)
    return Literal(text, datatype=NamedNode(datatype))


def term_text(term: object) -> str:
    """A term or plain text for people: a text with its language, a code or name with its prefix."""
    if isinstance(term, Literal):
        return term.value if term.language is None else f"{term.value} @{term.language}"
    return abbreviate(term.value) if isinstance(term, NamedNode) else str(term)
