"""The policy of a public export: which records, and which parts of them, may leave a registry that serves inside, too.

A value that is not understood never fits: what nobody understands stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import DCT, DMV

from ..record.record import quads_of
from ..record.registration_states import RegistrationState
from ..record.summary import UNKNOWN_LEVEL, publicity_codes, publicity_level
from .choice import values_of

__all__ = ["LEVELS", "NOT_STATED", "NOT_UNDERSTOOD", "LeavingContacts", "PublicPolicy", "WhyInside"]

LeavingContacts: TypeAlias = Literal["all", "organizations", "none"]
"""Phone numbers and e-mail addresses that leave: all, those of what is typed as an organization, or none."""

NOT_STATED: Final = "not stated"
"""Among the values of a policy: what does not have the property may leave."""
NOT_UNDERSTOOD: Final = "not understood"
"""A value that is none of the codes."""

LEVELS: Final[Mapping[str, NamedNode]] = {
    "access_rights": DCT.accessRights,
    "sharing_nature": DMV.sharingNature,
    "personal_data": DMV.personalData,
    "importance": DMV.importance,
}
"""The properties by which a policy selects, by their names in a policy."""
_PUBLISHER: Final = DCT.publisher.value


class WhyInside(NamedTuple):
    """Why something stays inside.

    Attributes:
        name: a key of `LEVELS`, ``publisher`` or ``source``.
        value: the code that does not leave, `NOT_STATED` or `NOT_UNDERSTOOD`; of a publisher or source, which one.
    """

    name: str
    value: str

    @property
    def reason(self) -> str:
        """The reason as reports have it."""
        return f"{self.name}: {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPolicy:
    """The policy of a public export.

    Attributes:
        access_rights, sharing_nature, personal_data, importance: the codes of what may leave, and `NOT_STATED` if what
            does not have the property may, too.
        publishers: IRIs of publishers; what states one of them stays, also a part or a node record.
        sources: names of sources whose records stay, of all roles.
        contacts: whose phone numbers and e-mail addresses leave; of texts, only with ``all``.
        properties: IRIs of properties whose values stay.
        min_status: the least state of registration of records that leave; unlike all else, it is a filter, so that what
            falls below it is a loss of the feed.
    """

    access_rights: frozenset[str]
    sharing_nature: frozenset[str]
    personal_data: frozenset[str]
    importance: frozenset[str]
    publishers: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    contacts: LeavingContacts = "organizations"
    properties: frozenset[str] = frozenset()
    min_status: RegistrationState | None = None

    def why_stays(self, iri: str, nquads: bytes, *, source: str | None, is_part: bool = False) -> WhyInside | None:
        """Why what an IRI names stays, by what a graph says of it; None if it may leave.

        Args:
            nquads: N-Quads lines of the graph, as all lines here are canonical.
            source: name of the source that describes it; None for a part, whose record is of that source.
            is_part: whether it is a part, a node record or a catalogue record, for which what is not stated is what its
                record states.
        """
        if source in self.sources:
            return WhyInside("source", source)
        if self.publishers:
            # In the order of the lines.
            for publisher in sorted(values_of(iri, _PUBLISHER, nquads), key="{}>".format):
                if publisher in self.publishers:
                    return WhyInside("publisher", publisher)
        values = _codes_of(iri, nquads)
        for name, term in LEVELS.items():
            allowed: frozenset[str] = getattr(self, name)
            codes = values.get(term)
            if codes is None:
                if not is_part and NOT_STATED not in allowed:
                    return WhyInside(name, NOT_STATED)
                continue
            for code in sorted(codes):
                if code not in allowed:
                    return WhyInside(name, code)
        return None


def _codes_of(iri: str, nquads: bytes) -> dict[NamedNode, set[str]]:
    """The codes that a graph states of an IRI, by property; `NOT_UNDERSTOOD` for a value that is none."""
    starts = tuple(f"<{iri}> {term} ".encode() for term in LEVELS.values())
    lines = b"".join(line for line in nquads.splitlines(keepends=True) if line.startswith(starts))
    found: dict[NamedNode, set[str]] = {}
    if not lines:
        return found
    for _, predicate, value, _ in quads_of(lines):
        level = publicity_level(predicate, value)
        code = NOT_UNDERSTOOD if level == UNKNOWN_LEVEL else publicity_codes(predicate)[level]
        found.setdefault(predicate, set()).add(code)
    return found
