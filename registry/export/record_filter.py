"""Filters of records, and which of several a record does not fit: source, class, publisher, theme or registration.

Unlike a `RecordChoice`, a filter tells why each record that it leaves out does not leave. Both read a record's own
graph in the version that leaves, since columns are those of the newest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import DCAT, DCT, DMV, RDF

from ..messages.feeds import ExportText
from ..record.registration import RegistrationState, meets
from ..record.search_words import code_of
from ..record.summary import main_class
from ..store.database import Connection
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate
from ..store.states_of_records import states_of_versions
from .packed_candidates import PAGE, pages_of

CLASS_NAMES: Final[Mapping[str, str]] = {
    "dataset": DCAT.Dataset.value,
    "series": DCAT.DatasetSeries.value,
    "service": DCAT.DataService.value,
    "catalog": DCAT.Catalog.value,
    "database": DMV.Database.value,
}
"""The IRI of each class of records by its name in filters."""
_CATALOG: Final = DCAT.Catalog.value
_DATASET: Final = DCAT.Dataset.value
FILTERS: Final[Mapping[str, str]] = {
    "filtered-source": "source",
    "filtered-class": "class",
    "filtered-publisher": "publisher",
    "filtered-theme": "theme",
    "filtered-status": "min_status",
}
"""The filters by the reasons for which records do not fit them."""
_OF_ITSELF: Final = frozenset({"filtered-source", "filtered-class", "filtered-status"})
"""Reasons that hold for a catalogue whatever it lists."""
_RECORD_CLASSES: Final = {one.value: one for one in RECORD_CLASSES}
_PUBLISHER: Final = DCT.publisher.value
_THEME: Final = DCAT.theme.value
_SHOWN: Final = 20
"""Number of known names that an error lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """A filter of records; what is empty fits all.

    Attributes:
        sources: names.
        publishers: IRIs.
        classes: names, as in `CLASS_NAMES`.
        themes: codes in any case, or IRIs.
        min_status: the least state of registration; see `registry.record.registration_states`.
    """

    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    min_status: RegistrationState | None = None

    def has_source(self, name: str) -> bool:
        """Whether records of a source may fit."""
        return not self.sources or name in self.sources

    def why_not(self, source: str, iri: str, nquads: bytes, status: str | None = None) -> str | None:
        """Why a record of a source does not fit: ``filtered-`` and the first filter that it fails; None if it does.

        Args:
            status: its state of registration; None if it has none.
        """
        if not self.has_source(source):
            return "filtered-source"
        if self.classes and record_class(iri, nquads) not in {CLASS_NAMES.get(one, one) for one in self.classes}:
            return "filtered-class"
        if self.publishers and values_of(iri, DCT.publisher.value, nquads).isdisjoint(self.publishers):
            return "filtered-publisher"
        if self.themes:
            found = values_of(iri, DCAT.theme.value, nquads)
            names = {name.casefold() for theme in found for name in (theme, code_of(theme))}
            if names.isdisjoint(map(str.casefold, self.themes)):
                return "filtered-theme"
        if self.min_status is not None and not meets(status, self.min_status):
            return "filtered-status"
        return None


def record_class(iri: str, nquads: bytes) -> str | None:
    """The IRI of the class by which a catalogue lists a record; None if it is of no class of records.

    A series, catalogue or database that is typed as a dataset as well is none to consumers.
    """
    types = values_of(iri, RDF.type.value, nquads) & _RECORD_CLASSES.keys()
    more = types.difference((_DATASET, DCAT.DataService.value))
    return main_class([NamedNode(one) for one in (types - {_DATASET} if more else types)])


def find_filtered(
    connection: Connection,
    records: Iterable[Candidate],
    filters: Collection[RecordFilter],
    targets_of: Callable[[Candidate], Collection[str]],
    *,
    day: date,
    settle_state: Callable[[Candidate, str | None], str | None],
) -> dict[int, str]:
    """The reason for each record that does not fit all of some filters, by the key of the record.

    Read from the version that leaves, or from the newest one where none may leave. A catalogue that has none of the
    publishers or themes fits nevertheless if it lists a record that fits, directly or through another catalogue.

    Args:
        targets_of: the IRIs that a catalogue lists.
        day: the day of states of registration.
        settle_state: the state of registration that counts today, by the stored one.
    """
    by_status = any(one.min_status is not None for one in filters)
    found: dict[int, str] = {}
    catalogs: list[Candidate] = []
    chosen: set[str] = set()
    for page in pages_of(records, PAGE):
        stored = graph_bodies(with_words(connection, "deciding"), [_version(one) for one in page])
        states = states_of_versions(connection, stored, day) if by_status else {}
        for one in page:
            nquads = stored[_version(one)]
            status = settle_state(one, states.get(_version(one)))
            reasons = [
                why for each in filters if (why := each.why_not(one.source, one.iri, nquads, status)) is not None
            ]
            if not reasons:
                chosen.add(one.iri)
                continue
            found[one.record_id] = reasons[0]
            if one.main_class == _CATALOG and _OF_ITSELF.isdisjoint(reasons):
                catalogs.append(one)
    _readmit_catalogs(found, catalogs, chosen, targets_of)
    return found


def _readmit_catalogs(
    found: dict[int, str],
    catalogs: Collection[Candidate],
    chosen: set[str],
    targets_of: Callable[[Candidate], Collection[str]],
) -> None:
    """Take catalogues that list what is chosen, directly or through another one, out of what is found."""
    while listing := [one for one in catalogs if not chosen.isdisjoint(targets_of(one))]:
        for one in listing:
            del found[one.record_id]
        chosen.update(one.iri for one in listing)
        catalogs = [one for one in catalogs if one.record_id in found]


def _version(candidate: Candidate) -> int:
    """The version that is looked at."""
    return candidate.newest_id if candidate.version_id is None else candidate.version_id


class RecordChoice:
    """Records that have one of these publishers and one of these themes, if any are named."""

    def __init__(self, *, publishers: Collection[str], themes: Collection[str]) -> None:
        """`publishers` by IRI; `themes` by code in any case, or by IRI."""
        self._filter = RecordFilter(publishers=tuple(publishers), themes=tuple(themes))
        self._named = {**dict.fromkeys(publishers, "publisher"), **dict.fromkeys(themes, "theme")}
        self._known: dict[str, set[str]] = {"publisher": set(), "theme": set()}

    @classmethod
    def of(cls, publisher: str | Collection[str] | None, theme: str | Collection[str] | None) -> RecordChoice | None:
        """The choice that the arguments of an export mean; None if they leave it open."""
        if publisher is None and theme is None:
            return None
        return cls(publishers=as_collection(publisher), themes=as_collection(theme))

    def fits(self, iri: str, nquads: bytes) -> bool:
        """Whether the record of `iri` is chosen."""
        publishers, themes = values_of(iri, _PUBLISHER, nquads), values_of(iri, _THEME, nquads)
        self._known["publisher"] |= publishers
        self._known["theme"] |= {code_of(theme) for theme in themes}
        return self._filter.why_not("", iri, nquads) is None

    def require(self) -> None:
        """Raise an error if a publisher or theme was not found in any record looked at.

        Raises:
            UnknownNameError: no record at all has that publisher or theme, so the name is likely mistaken.
        """
        for name, noun in self._named.items():
            known = self._known[noun]
            is_there = name in known if noun == "publisher" else code_of(name).casefold() in map(str.casefold, known)
            if not is_there:
                template = ErrorsText.PUBLISHER_UNKNOWN if noun == "publisher" else ErrorsText.THEME_UNKNOWN
                raise UnknownNameError(template, name, _names_to_list(name, known))


def _names_to_list(name: str, known: set[str]) -> list[str]:
    """The known names that an error lists: all if they are few, else the most similar ones."""
    if len(known) <= _SHOWN:
        return sorted(known)
    return [*(get_close_matches(name, known, 3) or sorted(known)[:_SHOWN]), "…"]


def values_of(iri: str, prop: str, nquads: bytes) -> set[str]:
    """The IRIs that are its values, read from canonical lines."""
    start = f"<{iri}> <{prop}> <".encode()
    if start not in nquads:
        return set()
    ends = (line[len(start) :] for line in nquads.split(b"\n") if line.startswith(start))
    return {end.removesuffix(b"> .").decode() for end in ends}


def is_only_present(state: str | None) -> bool:
    """Whether an export leaves out what is missing from its source.

    Raises:
        UnknownNameError: it is no such state.
    """
    if state not in (None, "present"):
        raise UnknownNameError(ExportText.EXPORT_STATE_UNKNOWN, str(state), ["present"])
    return state is not None


def as_collection(names: str | Collection[str] | None) -> Collection[str]:
    """The names that an argument means, which may be one or none."""
    return () if names is None else (names,) if isinstance(names, str) else names
