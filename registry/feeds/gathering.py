"""Gather the entries of a feed from a registry, in one transaction: what leaves, as far as it is public, federated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.terms import DCAT, DCT
from danhmuc.vocab.writing import Unwritten

from ..export.closure import ClosedSet, Closure
from ..export.decider import topics_of
from ..export.leaving import LeftOutByIri, LeftOutRecord, LeftOutRows, left_out
from ..export.public_policy import PublicPolicy, WhyInside
from ..export.record_filter import values_of
from ..export.selection import Selection
from ..export.stand_in_addresses import StandInAddresses
from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..record.spooled_texts import SpooledTexts
from ..store.database import Connection
from ..store.stored_rows import sources_of
from .entry_spool import EntrySpool
from .federated_entry import EntryRecords, FormChanges
from .federated_form import FederatedForm, federated_iri
from .language_choice import LanguageChoice
from .local_iris import profile_iri, root_iri
from .memberships import spool_memberships
from .open_databases import NO_ACCESS, OpenDatabases
from .public_entries import PublicEntries

__all__ = ["GatheredFeed", "gather"]

_PAGE: Final = 100
_CATALOG: Final = DCAT.Catalog.value
_PUBLISHER: Final = DCT.publisher.value


@dataclass(slots=True)
class GatheredFeed:
    """The entries of a feed, and why other records are none.

    Attributes:
        spool: the entries.
        memberships: lines by which catalogues of owners list an entry, by its position.
        left_out: number of records that do not leave, by reason; see `ExportReport.left_out`.
        reasons: the records that do not leave, by IRI.
        inside: number of records that a policy keeps inside, by why.
        inside_iris: IRIs of these records, and of databases of which it keeps inside what they are left out without.
        touched: IRIs of entries and node records that the policy keeps inside or of which it removed anything, also
            from catalogue records about them.
        unpublished: IRIs of entries from which the policy removed their publisher.
        removed: number of triples that a policy removed, by reason.
        invalid: IRIs of records left out since a term in them can be written in no syntax.
        changes: what the federated form changed.
        nodes: IRIs of node records that an export may have.
        missing: number of entries that are missing from their source.
        addresses: triples left out since they lead to addresses that nobody can follow, by record.
        left_out_later: the records that the policy keeps inside, those that are invalid, and databases of which nothing
            is public, if they were asked for.
    """

    spool: EntrySpool
    memberships: Mapping[int, bytes] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    reasons: LeftOutByIri = field(default_factory=LeftOutByIri)
    inside: Mapping[WhyInside, int] = field(default_factory=dict)
    inside_iris: Container[str] = ()
    touched: Container[str] = ()
    unpublished: Container[str] = ()
    nodes: Container[str] = field(default=(), repr=False)
    removed: Mapping[str, int] = field(default_factory=dict)
    invalid: tuple[str, ...] = ()
    changes: FormChanges = field(default_factory=FormChanges)
    missing: int = 0
    left_out_later: Iterable[LeftOutRecord] = ()
    addresses: Unwritten = field(default_factory=Unwritten)


def gather(
    connection: Connection,
    spool: EntrySpool,
    *,
    selection: Selection,
    base: str,
    policy: PublicPolicy | None,
    languages: LanguageChoice | None = None,
    names_left_out: bool = False,
    progress: Progress | None = None,
) -> GatheredFeed:
    """Gather all entries.

    Args:
        selection: of the records; those left out are named.
        languages: of the texts that leave; None if all do.
        names_left_out: whether the records that the policy keeps inside are wanted one by one.

    Raises:
        RegistryError: a graph is damaged.
    """
    closure = Closure(connection, selection)
    addresses = StandInAddresses(lambda iri: iri in selection.leaving or iri in selection.nodes)
    gathering = _Gathering(
        spool,
        _form_of(connection, selection, base, policy),
        public=None if policy is None else PublicEntries(policy, names_inside=names_left_out),
        languages=languages,
        addresses=addresses,
        databases=OpenDatabases(selection, policy),
    )
    done, total = 0, len(selection.leaving)
    for page in selection.pages(_PAGE):
        keys = {one.iri: one.key for one in page}
        gathering.add(closure.of(keys, listed=frozenset()), keys)
        done += len(page)
        if progress is not None:
            progress("export", done, total)
    hidden = () if policy is None else policy.properties
    public, invalid = gathering.public, gathering.invalid
    found = GatheredFeed(
        spool=spool,
        memberships=spool_memberships(closure, gathering.catalogs, spool, hidden=hidden),
        left_out=dict(sorted((selection.left_out.counts + Counter({NO_ACCESS: len(gathering.closed)})).items())),
        reasons=LeftOutByIri(selection.left_out.records, form=federated_iri),
        nodes=selection.nodes,
        invalid=tuple(one.iri for one in invalid),
        changes=gathering.changes,
        missing=selection.missing,
        addresses=addresses.lost,
        left_out_later=chain(() if public is None else public.inside_records, invalid, gathering.closed)
        if names_left_out
        else (),
    )
    if public is not None:
        found.inside = dict(sorted(public.inside.items()))
        found.inside_iris = SpooledTexts(map(federated_iri, chain(public.inside_iris, gathering.closed_by_policy)))
        found.touched = SpooledTexts(map(federated_iri, chain(gathering.touched, public.touched)))
        found.unpublished = SpooledTexts(map(federated_iri, public.unpublished))
        found.removed = dict(sorted(public.removed.items()))
    return found


def _form_of(connection: Connection, selection: Selection, base: str, policy: PublicPolicy | None) -> FederatedForm:
    """The form of the entries of a selection."""
    leaving = selection.leaving
    catalogs = (leaving.iri(number) for number in leaving.numbers() if leaving.kind(number).main_class == _CATALOG)
    names = {selection.profile} if selection.profile else {source.profile for source in sources_of(connection)}
    profiles = {name: iri for name in names if (iri := profile_iri(name)) is not None}
    return FederatedForm(base, profiles=profiles, catalogs=[*catalogs, root_iri(base)], policy=policy)


class _Gathering:
    """Adds the entries of one page after another to a spool, as far as they are public, in their form.

    Attributes:
        public: what of them is public; None if all of it is.
        changes: what their form changed.
        invalid: the records left out since a term in them can be written in no syntax.
        closed: the databases left out since nothing else of them is public.
        closed_by_policy: IRIs of those of which the policy removed anything.
        catalogs: by IRI of each catalogue, what its graph describes as it leaves.
        touched: IRIs of entries about which a catalogue record lost anything.
    """

    def __init__(
        self,
        spool: EntrySpool,
        form: FederatedForm,
        *,
        public: PublicEntries | None,
        languages: LanguageChoice | None,
        addresses: StandInAddresses,
        databases: OpenDatabases,
    ) -> None:
        self._databases = databases
        self._addresses = addresses
        self._spool = spool
        self._form = form
        self._languages = languages
        self.public = public
        self.changes = FormChanges()
        self.invalid = LeftOutRows()
        self.closed = LeftOutRows()
        self.closed_by_policy = SpooledTexts()
        self.catalogs: dict[str, set[str]] = {}
        self.touched = SpooledTexts()

    def add(self, closed: ClosedSet, keys: Mapping[str, str]) -> None:
        """Add the entries of a page.

        Args:
            keys: of the records, by IRI.
        """
        records: Sequence[ExportedRecord] = closed.records
        catalog_records: Sequence[ExportedRecord] = closed.catalog_records
        if self.public is not None:
            records, catalog_records = self.public.of(closed)
            for topic, some in _by_topic(closed.catalog_records).items():
                if any(one.iri in self.public.touched for one in some):
                    self.touched.add(topic)
        records = [self._addresses.leave_out_of(one) for one in records]
        records = [one for one in records if self._may_have(one)]
        catalog_records = [self._addresses.leave_out_of(one) for one in catalog_records]
        if self._languages is not None:
            records, catalog_records = self._languages.choose(records), self._languages.choose(catalog_records)
        about = _by_topic(catalog_records)
        for record in records:
            self._add_entry(record, tuple(about.get(record.iri, ())), keys[record.iri])

    def _may_have(self, record: ExportedRecord) -> bool:
        """Whether a record may be an entry; notes it if it is a database of which nothing else is public."""
        if self._databases.may_have(record):
            return True
        self.closed.append(left_out(record, NO_ACCESS))
        if self.public is not None and record.iri in self.public.touched:
            self.closed_by_policy.add(record.iri)
        return False

    def _add_entry(self, record: ExportedRecord, catalog_records: tuple[ExportedRecord, ...], key: str) -> None:
        facts = record.facts
        assert facts is not None, "it comes from a registry"
        entry = self._form.federate(EntryRecords(record=record, catalog_records=catalog_records))
        if self._languages is not None:
            entry = replace(entry, catalog_record=self._languages.of_own(entry.catalog_record))
        self.changes += entry.changes
        if entry.changes.left_out:
            self.invalid.append(left_out(record, "invalid"))
            return
        if record.main_class == _CATALOG:
            self.catalogs[record.iri] = {record.iri, *iri_subjects(record.nquads)}
        self._spool.add(
            key,
            facts.local,
            entry,
            publisher=min(values_of(entry.iri, _PUBLISHER, entry.nquads), default=None),
            source=facts.source,
            changed_at=facts.changed_at,
        )


def _by_topic(catalog_records: Iterable[ExportedRecord]) -> Mapping[str, list[ExportedRecord]]:
    found: defaultdict[str, list[ExportedRecord]] = defaultdict(list)
    for one in catalog_records:
        for topic in topics_of(one.nquads):
            found[topic].append(one)
    return found
