"""Gather the entries of a feed from a registry, in one transaction: what leaves, as far as it may.

Gather the entries of a feed from a registry, in one transaction: what leaves, as far as it is public, federated.

Each entry has the lines by which catalogues of owners list it, so that a record more or less touches its page and not
that of its catalogue. Of databases, those alone are entries of which something is public, a distribution or a service:
the description of one that nobody outside can reach in any way is of use to its agency, and for others a promise that
is not kept (docs/decisions/0048-form-of-federated-records.md).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from heapq import nsmallest
from itertools import chain, groupby
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, RDF
from danhmuc.vocab.text import mask_address_passwords
from danhmuc.vocab.writing import Unwritten

from ..export.closure import ClosedSet, Closure
from ..export.decider import topics_of
from ..export.packed_candidates import PAGE, pages_of
from ..export.public_policy import ORGANIZATIONS, PERSONS, PublicPolicy, Redaction, WhyInside, is_person
from ..export.record_filter import RecordFilter, values_of
from ..export.report import FaultyNode, LeftOutByIri, LeftOutRecord, LeftOutRows, left_out
from ..export.selection import Selection
from ..export.writing import StandInAddresses
from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..record.record import quads_of
from ..record.search_words import code_of
from ..record.spools import SpooledTexts, SpoolFile, sorted_runs
from ..record.summary import is_retiring
from ..store.database import Connection
from ..store.publishers import find_publishers, publishers_of_records, resolve_publishers, themes_of_records
from ..store.stored_rows import sources_of
from ..verdicts.current_verdicts import ValidatorOf, read_current_verdicts
from .catalog_records import profile_iri, root_iri
from .entry_spool import EntrySpool
from .federated_form import EntryRecords, FederatedForm, FormChanges, LanguageChoice, federated_iri
from .feed_settings import FeedFilter, FeedSettings

# ---------------------------------------------------------------- feed selection
# The records of a feed: by verdicts of today, and by the filters of its settings.
#
# What filters and policies name must be known to the registry: a mistyped name would leave out everything, or nothing
# of what was meant.

_SHOWN: Final = 20
_SCHEMES: Final = ("data-theme", "theme")


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRecord:
    """A record that is not accepted by the profile that counts.

    Attributes:
        violations: of its newest version; None if that was not validated.
    """

    iri: str
    source: str
    violations: int | None

    def as_dict(self) -> dict[str, object]:
        """The members as JSON has them."""
        return json_members(self, self.__slots__)


def select_entries(
    connection: Connection,
    settings: FeedSettings,
    validator: ValidatorOf,
    *,
    only_present: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
) -> Selection:
    """Select the records of a feed; nothing is written into the registry.

    Args:
        only_present: whether records that are missing from their source are left out, whatever the settings say.
        today: the reference date; None for the day in Viet Nam.

    Raises:
        UnknownNameError: a filter names what the registry does not know, or the profile of the feed is not there.
        ShapesError: that profile cannot be used.
        RegistryError: a graph is damaged.
    """
    filters = resolve_filters(connection, settings.filters)
    verdicts = read_current_verdicts(
        connection,
        validator,
        profile=settings.profile,
        sources=[one.name for one in sources_of(connection) if all(each.has_source(one.name) for each in filters)],
        today=today,
        progress=progress,
    )
    return Selection(
        connection,
        names_left_out=True,
        only_present=only_present or any(one.only_present for one in settings.filters),
        verdicts=verdicts,
        filters=filters,
        today=today,
    )


def rejected_records(left_out: Iterable[LeftOutRecord]) -> tuple[RejectedRecord, ...]:
    """The first records by IRI that are left out since they are not accepted; state secrets are not named."""
    found = (one for one in left_out if one.reason in ("never-accepted", "not-validated") and not one.is_secret)
    first = nsmallest(_SHOWN, found, key=lambda one: (one.iri, one.source))
    return tuple(RejectedRecord(iri=one.iri, source=one.source, violations=one.violations) for one in first)


def resolve_filters(connection: Connection, filters: Collection[FeedFilter]) -> tuple[RecordFilter, ...]:
    """The filters with IRIs of publishers.

    A name is known if anything in the registry ever had it, or for themes, if a list of danhmuc has it: an agency
    without records today breaks no nightly build.

    Raises:
        UnknownNameError: there is no such source, publisher, agency or theme.
    """
    sources = [source.name for source in sources_of(connection)]
    for name in sorted({name for one in filters for name in one.sources}.difference(sources)):
        raise UnknownNameError(ErrorsText.SOURCE_UNKNOWN, name, sources)
    _require_themes(connection, {theme for one in filters for theme in one.themes})
    publishers = resolve_publishers(connection, {name for one in filters for name in one.publishers})
    return tuple(
        RecordFilter(
            sources=one.sources,
            publishers=tuple(sorted({publishers[name] for name in one.publishers})),
            classes=one.classes,
            themes=one.themes,
            min_status=one.min_status,
        )
        for one in filters
    )


def _require_themes(connection: Connection, names: Collection[str]) -> None:
    if not names:
        return
    stored = themes_of_records(connection)
    known = {code_of(theme).casefold() for theme in stored}
    for concept in (one for scheme in _SCHEMES for one in concepts.load(scheme)):
        known |= {concept.code.casefold(), code_of(concept.iri).casefold()}
    for name in sorted(names):
        if code_of(name).casefold() not in known:
            raise UnknownNameError(ErrorsText.THEME_UNKNOWN, name, sorted(stored))


def require_names(connection: Connection, policy: PublicPolicy) -> None:
    """Raise an error if a policy names a source or publisher that the registry does not know.

    Raises:
        UnknownNameError: it does.
    """
    sources = [source.name for source in sources_of(connection)]
    for name in sorted(policy.sources.difference(sources)):
        raise UnknownNameError(ErrorsText.SOURCE_UNKNOWN, name, sources)
    for iri in sorted(policy.publishers - find_publishers(connection, policy.publishers)):
        raise UnknownNameError(ErrorsText.PUBLISHER_UNKNOWN, iri, publishers_of_records(connection))


# ---------------------------------------------------------------- public entries
# The public part of some records and of what belongs to them, as a policy has it.

_TYPE: Final = str(RDF.type).encode()
_POLICY_PUBLISHER: Final = str(DCT.publisher).encode()


class PublicEntries:
    """Selects and redacts records, set by set.

    Attributes:
        inside: number of records that stay, by why.
        inside_iris: their IRIs.
        inside_records: the same one by one, if they are wanted.
        touched: IRIs of records of all roles that stay, or of which anything was removed or masked.
        unpublished: IRIs of records whose publisher was removed.
        removed: number of triples removed or masked, by reason.
    """

    def __init__(self, policy: PublicPolicy, *, names_inside: bool = False) -> None:
        """Begin without any; `names_inside`: whether the records that stay are wanted one by one."""
        self._policy = policy
        self._names_inside = names_inside
        self.inside_records = LeftOutRows()
        self.inside: Counter[WhyInside] = Counter()
        self.inside_iris = SpooledTexts()
        self.touched = SpooledTexts()
        self.unpublished = SpooledTexts()
        self.removed: Counter[str] = Counter()

    def of(self, closed: ClosedSet) -> tuple[list[ExportedRecord], list[ExportedRecord]]:
        """The records and catalogue records that may leave, as they may."""
        nodes = {one.iri: one.nquads for one in closed.nodes}
        stays = {one.iri for one in closed.nodes if self._stays(one)}
        self.touched.update(stays)
        # By the graphs of node records alone: who else is on the page must change nothing.
        redaction = Redaction(self._policy, organizations=_organizations(nodes.values()), stays=stays)
        public_nodes = {iri: self._redact(redaction, iri, nquads) for iri, nquads in nodes.items() if iri not in stays}
        records = [*self._redact_all(closed.records, redaction, public_nodes, is_record=True)]
        catalog_records = [*self._redact_all(closed.catalog_records, redaction, public_nodes, is_record=False)]
        self.removed.update(redaction.removed)
        return records, catalog_records

    def _redact_all(
        self,
        records: Iterable[ExportedRecord],
        redaction: Redaction,
        nodes: Mapping[str, bytes],
        *,
        is_record: bool,
    ) -> Iterator[ExportedRecord]:
        for one in records:
            why = self._why_stays(one, is_part=not is_record)
            if why is not None or (not is_record and self._speaks_of_inside(one)):
                self.touched.add(one.iri)
                if is_record and why is not None:
                    self.inside[why] += 1
                    self.inside_iris.add(one.iri)
                    self._name_inside(one, why)
                continue
            nquads = self._redact(redaction, one.iri, one.nquads)
            if _has_publisher(one.iri, one.nquads) and not _has_publisher(one.iri, nquads):
                self.unpublished.add(one.iri)
            yield replace(one, nquads=nquads, reached=_reach(nquads, one.reached, nodes))

    def _name_inside(self, one: ExportedRecord, why: WhyInside) -> None:
        if self._names_inside and one.facts is not None:
            self.inside_records.append(left_out(one, why.reason))

    def _why_stays(self, one: ExportedRecord, *, is_part: bool) -> WhyInside | None:
        assert one.facts is not None, "it comes from a registry"
        return self._policy.why_stays(one.iri, one.nquads, source=one.facts.source, is_part=is_part)

    def _stays(self, node: ExportedRecord) -> bool:
        """Whether a node record stays: by what the policy says of parts, or as a person."""
        if self._policy.persons == "none":
            name = f"<{node.iri}>".encode()
            if is_person(name, [line for line in node.nquads.splitlines(keepends=True) if line.startswith(name)]):
                return True
        return self._why_stays(node, is_part=True) is not None

    def _speaks_of_inside(self, one: ExportedRecord) -> bool:
        """Whether a catalogue record has a record that stays as one of its topics."""
        return any(topic in self.inside_iris for topic in topics_of(one.nquads))

    def _redact(self, redaction: Redaction, iri: str, nquads: bytes) -> bytes:
        redacted = redaction.redact(iri, nquads)
        if redacted != nquads:
            self.touched.add(iri)
        return redacted


def _has_publisher(iri: str, nquads: bytes) -> bool:
    return b"<%b> %b " % (iri.encode(), _POLICY_PUBLISHER) in nquads


def _reach(nquads: bytes, before: Collection[str], nodes: Mapping[str, bytes]) -> dict[str, bytes]:
    """The redacted node records that a redacted record still reaches."""
    found: dict[str, bytes] = {}
    todo = [nquads]
    while todo:
        for iri in iri_values(todo.pop()):
            if iri in before and iri in nodes and iri not in found:
                found[iri] = nodes[iri]
                todo.append(nodes[iri])
    return dict(sorted(found.items()))


def _organizations(graphs: Iterable[bytes]) -> set[str]:
    """The IRIs that any of some graphs types as organizations, and none as a person."""
    found: dict[bytes, bool] = {}
    for line in (line for graph in graphs for line in graph.splitlines()):
        subject, _, rest = line.partition(b" ")
        if not rest.startswith(_TYPE) or not subject.startswith(b"<"):
            continue
        said = rest[len(_TYPE) + 1 : -2]
        if said in PERSONS:
            found[subject] = False
        elif said in ORGANIZATIONS:
            found.setdefault(subject, True)
    return {subject[1:-1].decode() for subject, is_organization in found.items() if is_organization}


# ---------------------------------------------------------------- gathering

_PAGE: Final = 100
_CATALOG: Final = DCAT.Catalog.value
_PUBLISHER: Final = DCT.publisher.value
_MEMBER: Final = re.compile(
    rb"<(?P<subject>[^<>\s]*)> (?P<property>%b) <(?P<target>[^<>\s]*)> \.\n"
    % b"|".join(re.escape(str(prop).encode()) for prop in sorted(MEMBERSHIP, key=str))
)
_DIGITS: Final = 8
NO_ACCESS: Final = "no-public-access"
"""The reason for which other databases are left out."""
_DATABASE: Final = DMV.Database.value
_SERVICE: Final = DCAT.DataService.value
_DISTRIBUTION: Final = f" <{DCAT.distribution.value}> ".encode()
_STATUS: Final = str(ADMS.status).encode()
_SERVES: Final = DCAT.servesDataset.value


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
        faulty_nodes: the node records that left in part or as bare IRIs.
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
    faulty_nodes: tuple[FaultyNode, ...] = ()


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
        spool=spool,
        closure=closure,
        form=_form_of(connection, selection, base, policy),
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
        memberships=SpooledMemberships(_membership_lines(closure, gathering.catalogs, spool, hidden)),
        left_out=dict(sorted((selection.left_out.counts + Counter({NO_ACCESS: len(gathering.closed)})).items())),
        reasons=LeftOutByIri(selection.left_out.records, form=federated_iri),
        nodes=selection.nodes,
        invalid=tuple(one.iri for one in invalid),
        changes=gathering.changes,
        missing=selection.missing,
        addresses=addresses.lost,
        faulty_nodes=closure.faulty_nodes(),
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


@dataclass(slots=True, kw_only=True)
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

    spool: EntrySpool
    closure: Closure
    form: FederatedForm
    public: PublicEntries | None
    languages: LanguageChoice | None
    addresses: StandInAddresses
    databases: OpenDatabases
    changes: FormChanges = field(default_factory=FormChanges)
    invalid: LeftOutRows = field(default_factory=LeftOutRows)
    closed: LeftOutRows = field(default_factory=LeftOutRows)
    closed_by_policy: SpooledTexts = field(default_factory=SpooledTexts)
    catalogs: dict[str, set[str]] = field(default_factory=dict)
    touched: SpooledTexts = field(default_factory=SpooledTexts)

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
        records = [self.addresses.leave_out_of(one) for one in records]
        records = [one for one in records if self._may_have(one)]
        catalog_records = [self.addresses.leave_out_of(one) for one in catalog_records]
        if self.languages is not None:
            records, catalog_records = self.languages.choose(records), self.languages.choose(catalog_records)
        about = _by_topic(catalog_records)
        keys = {mask_address_passwords(iri): key for iri, key in keys.items()}
        for record in records:
            self._add_entry(record, tuple(about.get(record.iri, ())), keys[record.iri])

    def _may_have(self, record: ExportedRecord) -> bool:
        """Whether a record may be an entry; notes it if it is a database of which nothing else is public."""
        if self.databases.may_have(record):
            return True
        self.closed.append(left_out(record, NO_ACCESS))
        if self.public is not None and record.iri in self.public.touched:
            self.closed_by_policy.add(record.iri)
        return False

    def _add_entry(self, record: ExportedRecord, catalog_records: tuple[ExportedRecord, ...], key: str) -> None:
        facts = record.facts
        assert facts is not None, "it comes from a registry"
        entry = self.form.federate(EntryRecords(record=record, catalog_records=catalog_records))
        if self.languages is not None:
            entry = replace(entry, catalog_record=self.languages.of_own(entry.catalog_record))
        self.changes += entry.changes
        if entry.changes.left_out:
            self.invalid.append(left_out(record, "invalid"))
            return
        if record.main_class == _CATALOG:
            self.catalogs[record.iri] = {record.iri, *iri_subjects(record.nquads)}
        for one in (record, *catalog_records):
            self.closure.count_faulty(one)
        self.spool.add(
            key,
            facts.local,
            entry,
            publisher=min(values_of(entry.iri, _PUBLISHER, entry.nquads), default=None),
            source=facts.source,
        )


def _by_topic(catalog_records: Iterable[ExportedRecord]) -> Mapping[str, list[ExportedRecord]]:
    found: defaultdict[str, list[ExportedRecord]] = defaultdict(list)
    for one in catalog_records:
        for topic in topics_of(one.nquads):
            found[topic].append(one)
    return found


class SpooledMemberships(Mapping[int, bytes]):
    """The lines of each entry that has any, by its position; they are in a temporary file."""

    def __init__(self, lines: Iterator[tuple[int, bytes]]) -> None:
        """
        Args:
            lines: each with the position of its entry, in any order.
        """
        self._rows = SpoolFile()
        self._count = 0
        numbered = sorted_runs(b"%0*d %b" % (_DIGITS, number, line) for number, line in lines)
        for digits, found in groupby(numbered, key=lambda line: line[:_DIGITS]):
            while len(self._rows) < int(digits):
                self._rows.append(b"")
            self._rows.append(b"".join(line[_DIGITS + 1 :] for line in found))
            self._count += 1

    def __getitem__(self, number: int) -> bytes:
        found = self._rows[number] if 0 <= number < len(self._rows) else b""
        if not found:
            raise KeyError(number)
        return found

    def __iter__(self) -> Iterator[int]:
        return (number for number, row in enumerate(self._rows.rows()) if row)

    def __len__(self) -> int:
        return self._count


def _membership_lines(
    closure: Closure, catalogs: Mapping[str, Collection[str]], spool: EntrySpool, hidden: Collection[str]
) -> Iterator[tuple[int, bytes]]:
    """The lines by which catalogues list entries, each with the position of its entry.

    Args:
        catalogs: those that leave, by IRI, with what their graphs describe as they leave; nothing else lists anything.
        hidden: IRIs of properties that do not leave.
    """
    for catalog, subjects in catalogs.items():
        for line in closure.catalog_lines(catalog):
            found = _MEMBER.fullmatch(line)
            if found is None:
                continue
            subject, prop = found["subject"].decode(), found["property"].decode()
            number = spool.position(federated_iri(found["target"].decode()))
            if number is None or subject not in subjects or prop[1:-1] in hidden:
                continue
            entry = spool.entries[number]
            if entry.class_name != _CATALOG:
                yield number, f"<{federated_iri(subject)}> {prop} <{entry.iri}> .\n".encode()


class OpenDatabases:
    """Tells of the records of a feed whether they may be in it as far as this rule says.

    Args:
        selection: of the records.
        policy: of what may be public; None if all may.
    """

    def __init__(self, selection: Selection, policy: PublicPolicy | None) -> None:
        self._selection = selection
        self._policy = policy

    def may_have(self, record: ExportedRecord) -> bool:
        """Whether a record, as it leaves, is no database, or one with a distribution or service that leaves."""
        if record.main_class != _DATABASE:
            return True
        return self._has_distribution(record) or record.iri in self._served

    def _has_distribution(self, record: ExportedRecord) -> bool:
        """Whether a record has a distribution that is not withdrawn by its status."""
        if f"<{record.iri}>".encode() + _DISTRIBUTION not in record.nquads:
            return False
        if _STATUS not in record.nquads and not any(_STATUS in graph for graph in record.reached.values()):
            return True
        own = list(quads_of(record.nquads))
        # Blank nodes of other graphs have nothing but their names in common with those of its own.
        reached = (quad for graph in record.reached.values() for quad in quads_of(graph))
        others = (quad for quad in reached if isinstance(quad.subject, NamedNode))
        statuses: dict[object, list[object]] = {}
        for quad in chain(own, others):
            if quad.predicate == ADMS.status:
                statuses.setdefault(quad.subject, []).append(quad.object)
        return any(
            quad.predicate == DCAT.distribution
            and isinstance(quad.subject, NamedNode)
            and quad.subject.value == record.iri
            and not is_retiring(statuses.get(quad.object, ()))
            for quad in own
        )

    @cached_property
    def _served(self) -> SpooledTexts:
        """IRIs of all that services serve which leave: read at the first database that needs it."""
        leaving, graphs = self._selection.leaving, self._selection.graphs
        found = SpooledTexts()
        if self._policy is not None and _SERVES in self._policy.properties:
            return found
        services = (number for number in leaving.numbers() if leaving.kind(number).main_class == _SERVICE)
        for page in pages_of(services, PAGE):
            stored = graphs.read([leaving.version(number) for number in page])
            for number in page:
                iri, nquads = leaving.iri(number), stored[leaving.version(number)]
                source = leaving.kind(number).source
                if self._policy is None or self._policy.why_stays(iri, nquads, source=source) is None:
                    found.update(values_of(iri, _SERVES, nquads))
        return found
