"""Marks of secrecy in one reading: records that are refused or kept back because of them.

Source of the rules: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.near_terms import is_known_class
from danhmuc.vocab.terms import DCAT, RDF
from danhmuc.vocab.valid_iris import valid_or_same

from ..record.bars import Bar, Bars, mention_keys, mentions_any
from ..record.change import PlannedChange, named_distributions
from ..record.contents import ReadDocument
from ..record.findings import (
    barred_finding,
    barred_part_finding,
    secrecy_reached_finding,
    slipped_narrower_finding,
    state_secret_finding,
)
from ..record.record import NODE_ROLES, Membership, Rest, SourceRecord, quads_of
from ..record.secrecy import (
    MarkReading,
    concept_reading,
    is_state_secret,
    may_say_mark,
    reached_mark,
    topics_of,
    with_unclear_marks,
)
from ..record.summary import is_narrower, summary_of, with_unknown_statuses
from .plan_changes import PlanChanges

# ---------------------------------------------------------------- redaction
# Remove from a run everything that would reveal the state secrets that its source lists.
#
# A record so marked is refused by the pipeline. Other parts of the reading may still mention it: the catalogue that
# lists it, its catalog record, findings of the reader, the raw documents. Links from other records belong to those
# records and stay. Source: Decree 47/2020/NĐ-CP, Art. 1.2.


@dataclass(slots=True)
class Secrets:
    """The records refused in one reading; held only while it lasts.

    Attributes:
        iris: of the records and of the catalog records about them.
        places: the documents that mention them, or what another source marks as one.
        elsewhere: IRIs of what another source marks; records of them are stored, and only their raw bytes are not.
    """

    iris: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    _texts: list[bytes] = field(default_factory=list)

    def add(self, record: SourceRecord) -> None:
        """Add a record that is refused."""
        self.iris.add(record.iri)
        self.places.update(record.places)
        self._texts.append(record.canonical.nquads)

    def add_text(self, iri: str, nquads: bytes, places: Iterable[str]) -> None:
        """Add a record that is refused because of another one."""
        self.iris.add(iri)
        self.places.update(places)
        self._texts.append(nquads)

    def add_elsewhere(self, iris: Iterable[str], places: Iterable[str]) -> None:
        """Add what another source marks, described in a record that is not refused."""
        self.elsewhere.update(iris)
        self.places.update(places)

    def names(self) -> set[str]:
        """The IRIs that they name as values."""
        return {name for text in self._texts for name in iri_values(text)}

    def add_rest(self, rest: Rest) -> None:
        """Add a rest that is refused, although it is no record."""
        self.places.add(rest.place)
        self._texts.append(rest.canonical.nquads)

    def without_listing(
        self, memberships: Iterable[Membership], places_of: Mapping[str, tuple[str, ...]]
    ) -> Iterator[Membership]:
        """The memberships that name none of them; a catalogue that does is one of the documents that mention them."""
        for member in memberships:
            if member.catalog in self.iris or member.target in self.iris:
                self.places.update(places_of.get(member.catalog, ()))
            else:
                if member.target in self.elsewhere:
                    self.places.update(places_of.get(member.catalog, ()))
                yield member

    def without_mention(self, rests: Iterable[Rest]) -> Iterator[Rest]:
        """The rest without the triples that name one of them."""
        if not self.iris:
            yield from rests
            return
        names = [f"<{iri}>".encode() for iri in sorted(self.iris)]
        for rest in rests:
            lines = rest.canonical.nquads.splitlines(keepends=True)
            clean = [line for line in lines if not any(name in line for name in names)]
            if len(clean) < len(lines):
                self.places.add(rest.place)
                if clean:
                    yield Rest(rest.place, canonicalize(quads_of(b"".join(clean))))
            else:
                yield rest

    def without_words(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that quote nothing of them."""
        for finding in findings:
            quoted = [part for part in (finding.focus, finding.value, finding.fix) if part]
            if not any(part in self.iris or self._says(part) for part in quoted):
                yield finding

    def without_bodies(self, documents: Iterable[ReadDocument]) -> Iterator[ReadDocument]:
        """The documents, without the bytes of those that mention a secret, and without the digest of these.

        By that, a guess of what they say could be confirmed.
        """
        described = {iri for text in self._texts for iri in iri_subjects(text)}
        keys = mention_keys(self.iris | described | self.elsewhere)
        for document in documents:
            # Pages of a stream may have older descriptions of them, which no record was read from.
            is_named = document.place in self.places or (
                document.mentions is not None and mentions_any(document.mentions, keys)
            )
            yield replace(document, body=None, file=None, digest="", size=None, mentions=None) if is_named else document

    def _says(self, part: str) -> bool:
        return any(part.encode() in text for text in self._texts)


# ---------------------------------------------------------------- marks

_CATALOG = DCAT.Catalog.value
_MARKS = ("secret", "unclear")
"""Reasons of bars that a source sets by what it says."""
_SHARED = "split:shared-blank-node"
"""Code of the finding that a node record has if it is a blank node that two parts reach."""


class Marks:
    """The marks of one reading, record by record, beside the bars of the registry.

    Attributes:
        secrets: the records refused.
        secret, unclear: IRIs that the source marks, or that stand in the graph of what it marks.
        unmarked: IRIs that it marked before, described without a mark.
        new_unclear: number of records with a mark that is not understood and that no run before had.
        barred: number of records that another source keeps from leaving, or something kept back in their own graph.
    """

    def __init__(
        self,
        bars: Bars,
        changes: PlanChanges,
        source: str,
        findings: list[Finding],
        *,
        redirects: Mapping[str, str],
        is_whole: bool,
    ) -> None:
        """`is_whole` tells whether all documents of the source were read, `redirects` are those of `StoredSource`.

        Of a delta there are none: what a former IRI is marked by may not be in it.
        """
        self._bars = bars
        self._changes = changes
        self._source = source
        self._is_whole = is_whole
        self._former: defaultdict[str, list[str]] = defaultdict(list)
        for former, iri in redirects.items():
            self._former[iri].append(former)
        self._reached = _ReachedMarks(changes)
        self._secret_nodes = _MarkedNodes()
        self._unclear_nodes = _MarkedNodes()
        self._unclear_catalogs: set[str] = set()
        self._catalogs_elsewhere: dict[str, Bar] = {}
        self._topics: set[str] = set()
        self._concepts: dict[str, MarkReading] = {}
        self.secrets = Secrets()
        self.secret: set[str] = set()
        self.unclear: set[str] = set()
        self.unmarked: set[str] = set()
        self.new_unclear = 0
        self.barred = 0
        self._findings = findings

    def refuse_secret(self, record: SourceRecord) -> bool:
        """Whether a record is refused, so that nothing of it is stored."""
        if self._bars.purged and valid_or_same(record.iri) in self._bars.purged:
            # Nothing of it is stored again; that was decided, and needs nobody.
            self.secrets.add(record)
            self._note_purged(record)
            return True
        if self._is_refused(record):
            self._refuse(record)
            return True
        if self._bars.marks:
            self._note_elsewhere(record)
        return False

    def _note_purged(self, record: SourceRecord) -> None:
        """Note the marks of what is purged: they count in all sources once a person releases it."""
        if self._is_refused(record):
            self.secret |= _spoken_of(record)
        elif self._with_unclear_marks(record) is not record:
            self.unclear |= _spoken_of(record)
        elif self._is_whole:
            self._note_unmarked(record.iri, *iri_subjects(record.canonical.nquads))

    def _note_unmarked(self, *names: str) -> None:
        """Note the names, of some that are described without a mark, that have one."""
        if self._bars.marks:
            self.unmarked |= {iri for iri in names if self._bars.marks_of(iri)}

    def _note_elsewhere(self, record: SourceRecord) -> None:
        """Note what a record describes and another source marks as secret: its raw bytes are not kept."""
        marked = [
            iri
            for iri in iri_subjects(record.canonical.nquads) | {record.iri}
            if any(bar.reason == "secret" and bar.source != self._source for bar in self._bars.of_any_version(iri))
        ]
        if marked:
            self.secrets.add_elsewhere(marked, record.places)

    def note(self, record: SourceRecord) -> SourceRecord:
        """Note whether a record is kept back, by its own marks or by another source; add findings on its marks."""
        if record.role == "node" and (reading := concept_reading(record)) is not None:
            self._concepts[record.iri] = reading
        with_own = self._with_unclear_marks(record)
        with_findings = self._with_reached_marks(record, with_own)
        if with_findings is not record:
            self._tell_unchanged(record, with_findings)
        if with_own is not record:
            self._bar_unclear(record)
        elif with_findings is not record:
            # The mark of what it names is none of what it lists or is about.
            self.new_unclear += "unclear" not in self._own_marks(record.iri)
            self.unclear |= {record.iri, *iri_subjects(record.canonical.nquads)}
        elif self._unclear_nodes.belong_to(record):
            self.unclear.add(record.iri)
        elif self._bars.marks:
            # A former name is marked by what described it then; a description of it today is asked for its own marks.
            former = self._former.get(record.iri, ())
            self._note_unmarked(record.iri, *former, *iri_subjects(record.canonical.nquads))
        if self._bars.has_any:
            self._note_bars(record)
        if self._bars.marks and _CATALOG in record.types:
            self._note_catalog(record.iri)
        return with_unknown_statuses(with_findings)

    def _with_unclear_marks(self, record: SourceRecord) -> SourceRecord:
        """The record with findings on its marks that are not understood and that nobody answered."""
        return with_unclear_marks(record, self._concepts, self._answers_on(record.iri))

    def _answers_on(self, iri: str) -> Collection[str]:
        answers = self._bars.answers
        return answers.get((valid_or_same(iri), self._source), ()) if answers else ()

    def _with_reached_marks(self, record: SourceRecord, noted: SourceRecord) -> SourceRecord:
        """The record, with a finding for each marked node record that it reaches and that nobody answered."""
        if record.role in NODE_ROLES or not self._reached.are_any:
            return noted
        names = iri_values(record.canonical.nquads) & self._reached.names()
        names = {name for name in names if reached_mark(name).key not in self._answers_on(record.iri)}
        if not names:
            return noted
        ways = {value.value: prop.value for _, prop, value, _ in record.quads if getattr(value, "value", None) in names}
        found = (
            secrecy_reached_finding(record.iri, name, record.places, prop=ways.get(name)) for name in sorted(names)
        )
        return replace(noted, findings=(*noted.findings, *found))

    def _tell_unchanged(self, record: SourceRecord, marked: SourceRecord) -> None:
        """Report the marks of a record that is stored without them, as what was read by other rules; once."""
        if self._changes.is_said_before(record) and "unclear" not in self._own_marks(record.iri):
            known = {*record.findings, *self._findings}
            self._findings += [one for one in marked.findings if one not in known]

    def _note_catalog(self, iri: str) -> None:
        """Note a catalogue that another source marks, which bars all that this one lists in it."""
        names = self._bars.names_of(iri)
        marks = sorted(bar for name in names for bar in self._bars.marks_under(name) if bar.source != self._source)
        if marks:
            # That of a secret, if there is any: no raw bytes are kept then.
            self._catalogs_elsewhere[iri] = min(marks, key=attrgetter("reason"))

    def refuse_corrected(self, record: SourceRecord) -> bool:
        """Whether a record is refused as corrections leave it; a mark that came with them may bar it, too."""
        if is_state_secret(record, self._concepts):
            self._refuse(record)
            return True
        if record.iri not in self.unclear and self._with_unclear_marks(record) is not record:
            self._bar_unclear(record)
        return False

    def _note_bars(self, record: SourceRecord) -> None:
        """Report what keeps a record from leaving: a bar of another source, or one on something that it describes."""
        if valid_or_same(record.iri) in self._bars.holds:
            return  # a person keeps it back in every source, and knows
        bars = self._bars_of(record.iri, record)
        # Another name of it in this very source was given by a person.
        found = [barred_finding(record.iri, bar.source, record.places) for bar in bars if bar.source != self._source]
        # What a person decided on the record itself needs no other reason.
        if not bars and record.role == "record":
            found = [
                barred_part_finding(record.iri, part, bar.source, record.places)
                for part in sorted(_parts_of(record))
                for bar in self._bars_of(part, record)
            ]
        if found:
            self.barred += 1
            self._findings.append(found[0])

    def _bars_of(self, iri: str, record: SourceRecord) -> list[Bar]:
        """The bars on what a record describes, sorted, without this source's marks, which the record is asked for."""
        if not self._bars.names(iri):
            return []
        publicity = summary_of(iri, record.canonical.nquads).publicity
        bars = self._bars.all_of(iri, publicity, source=self._source)
        return sorted(bar for bar in bars if bar.source != self._source or bar.reason not in _MARKS)

    def is_kept_back(self, iri: str) -> bool:
        """Whether anything keeps an IRI back, whatever a version says of access."""
        return valid_or_same(iri) in self._bars.holds or bool(self._bars.of_any_version(iri))

    def note_slip(self, record: SourceRecord) -> None:
        """Note the marks of a description that was a record and is not stored: it may bar the IRI, never free it."""
        with_findings = self._with_unclear_marks(record)
        self._findings += with_findings.findings[len(record.findings) :]
        if self._is_narrowed(record) or with_findings is not record:
            self._bar_unclear(record)

    def note_former(self, record: SourceRecord, new: str) -> None:
        """Note the marks of a description of a former IRI, which is not stored: it may bar the record, never free it.

        Args:
            new: the IRI that the record has now.
        """
        with_findings = self._with_unclear_marks(record)
        self._findings += with_findings.findings[len(record.findings) :]
        before = self._bars.publicity.get(valid_or_same(new), {}).get(self._source, "")
        is_less_public = is_narrower(summary_of(record.iri, record.canonical.nquads).publicity, before)
        if is_less_public or with_findings is not record:
            self._bar_unclear(record)
        else:
            self._note_unmarked(record.iri, *iri_subjects(record.canonical.nquads))

    def note_part(self, part: SourceRecord) -> None:
        """Note what was a record and is described within another one, whose own marks are noted with that one."""
        if self._is_narrowed(part):
            self.unclear.add(part.iri)

    def _is_narrowed(self, record: SourceRecord) -> bool:
        """Whether a description that is no longer a record says more narrowly what may be public."""
        before = self._bars.publicity.get(valid_or_same(record.iri), {}).get(self._source, "")
        if not is_narrower(summary_of(record.iri, record.canonical.nquads).publicity, before):
            return False
        self._findings.append(slipped_narrower_finding(record.iri, record.places))
        return True

    def _bar_unclear(self, record: SourceRecord) -> None:
        """Bar a record because of a mark that is not understood, and what it speaks of, as a secret would."""
        self.new_unclear += "unclear" not in self._own_marks(record.iri)
        self.unclear |= _spoken_of(record)
        if record.role in NODE_ROLES:
            self._unclear_nodes.add(record)
            self._reached.add(record)
        elif record.role == "record":
            self._unclear_catalogs.add(record.iri)

    def _is_refused(self, record: SourceRecord) -> bool:
        """Whether a record is marked a state secret, by itself, by what belongs to it, or in an earlier run."""
        if is_state_secret(record, self._concepts):
            return True
        if record.role not in NODE_ROLES and record.iri in self._topics:
            return True
        if self._secret_nodes.belong_to(record):
            return True
        if not self._bars.marks:
            return False
        return any(self._stays_refused(iri, record) for iri in iri_subjects(record.canonical.nquads))

    def _stays_refused(self, iri: str, record: SourceRecord) -> bool:
        """Whether something that a record describes was refused in an earlier run and may lack its mark now.

        Of a source that was read in part, the mark may stand in what was not read; and a slip never frees anything.
        """
        if "secret" not in self._own_marks(iri):
            return False
        quads = record.quads
        classes = (value.value for subject, prop, value, _ in quads if prop == RDF.type and subject.value == iri)
        return not self._is_whole or not any(map(is_known_class, classes))

    def _own_marks(self, iri: str) -> set[str]:
        """Reasons for which this source has barred an IRI in an earlier run."""
        return {bar.reason for bar in self._bars.marks_of(iri) if bar.source == self._source}

    def _refuse(self, record: SourceRecord) -> None:
        """Store nothing of a state secret; only the place where it was found is reported."""
        self.secrets.add(record)
        self.secret |= _spoken_of(record)
        self._topics |= topics_of(record)
        if record.role in NODE_ROLES:
            self._secret_nodes.add(record)
            self._reached.add(record)
        self._findings.append(state_secret_finding(record.places))
        self._changes.add_refused(record.role, record.iri)

    def refuse_catalog_records(self) -> None:
        """Refuse the catalog records of state secrets, too."""
        made = self._changes.made
        speakers = [change for change in made if change.topic is not None and change.topic in self.secrets.iris]
        self._changes.take_out(speakers)
        for change in speakers:
            self._changes.withhold_stored(change.iri)
            self.secrets.add_text(change.iri, self._changes.text_of(change), change.places)
            self.secret.add(change.iri)

    def refuse_listed(self, given: Iterable[Membership]) -> Iterable[Membership]:
        """Refuse all that a catalogue marked as secret lists, and bar what one lists whose mark is not understood.

        Returns all memberships.
        """
        if not self.secrets.iris and not self._unclear_catalogs and not self._catalogs_elsewhere:
            return given
        members = list(given)
        self._note_listed(members)
        self.unclear |= _listed_by(self._unclear_catalogs, members)
        if not self.secrets.iris:
            return members
        refused = _listed_by(self.secrets.iris, members)
        self.secret |= refused
        self._retract({iri for iri in refused if iri not in self.secrets.iris})
        self.refuse_catalog_records()
        return members

    def _note_listed(self, members: Collection[Membership]) -> None:
        """Report what this source lists in catalogues that another one marks, unless it is barred for more than that.

        Of what was listed before the bars know already.
        """
        found: dict[str, Bar] = {}
        for catalog, bar in sorted(self._catalogs_elsewhere.items()):
            for iri in _listed_by({catalog}, members):
                found[iri] = min(found.get(iri, bar), bar, key=attrgetter("reason"))
        for change in self._changes.made if found else ():
            bar_of_catalog = found.get(change.iri)
            if bar_of_catalog is None or change.role in NODE_ROLES or change.kind == "missing":
                continue
            if any(bar.source != self._source for bar in self._bars.of_any_version(change.iri)):
                continue
            self.barred += 1
            self._findings.append(barred_finding(change.iri, bar_of_catalog.source, change.places))
            if bar_of_catalog.reason == "secret":
                self.secrets.add_elsewhere([change.iri], change.places)

    def _retract(self, iris: set[str]) -> None:
        """Refuse records that were compared already."""
        retracted = [change for change in self._changes.made if change.iri in iris and change.role not in NODE_ROLES]
        self._changes.take_out(retracted)
        for change in retracted:
            self._changes.withhold_stored(change.iri)
            text = self._changes.text_of(change)
            self.secret |= iri_subjects(text)
            self.secrets.add_text(change.iri, text, change.places)
            self._findings.append(state_secret_finding(change.places))

    def refuse_reached(self) -> None:
        """Refuse the node records that only state secrets reach; what is stored of them already stays."""
        made = self._changes.made
        nodes = {change.iri: change for change in made if change.role in NODE_ROLES and change.kind != "missing"}
        only = self._reach(self.secrets.names(), nodes)
        if not only:
            return
        others = [change for change in made if change.role not in NODE_ROLES or change.iri not in only]
        kept = self._reach({name for change in others for name in iri_values(self._changes.text_of(change))}, nodes)
        dropped = [change for change in made if change.role in NODE_ROLES and change.iri in only - kept]
        self._changes.take_out(dropped)
        for change in dropped:
            self.secrets.add_text(change.iri, self._changes.text_of(change), change.places)

    def _reach(self, names: set[str], nodes: Mapping[str, PlannedChange]) -> set[str]:
        """The node records that some IRIs are, or lead to."""
        reached: set[str] = set()
        while fresh := (names & nodes.keys()) - reached:
            reached |= fresh
            names = {name for iri in fresh for name in iri_values(self._changes.text_of(nodes[iri]))}
        return reached

    def memberships_to_store(self, memberships: Iterable[Membership]) -> Iterator[Membership]:
        """The memberships of catalogues that are stored, without what is refused."""
        places = self._changes.places
        for member in self.secrets.without_listing(memberships, places):
            if member.catalog in places:
                yield member

    def refuse_rest(self, given: Iterable[Rest]) -> list[Rest]:
        """Refuse the rest that is marked a state secret; returns the other."""
        others = []
        for rest in given:
            # Searching the bytes first avoids making terms of what is mostly paging.
            nquads = rest.canonical.nquads
            if (b"secrecy" in nquads or may_say_mark(nquads)) and is_state_secret(_as_record(rest)):
                self.secrets.add_rest(rest)
                self.secret |= iri_subjects(rest.canonical.nquads)
                self._findings.append(state_secret_finding((rest.place,)))
            else:
                others.append(rest)
        return others

    def findings_to_report(self) -> Iterator[Finding]:
        """The findings that are about nothing refused."""
        return (finding for finding in self._findings if finding.focus not in self.secrets.iris)


def _parts_of(record: SourceRecord) -> set[str]:
    """The other IRIs that the graph of a record describes, such as those of its distributions."""
    return iri_subjects(record.canonical.nquads) - {record.iri}


class _MarkedNodes:
    """Node records whose mark holds for the records that have them as a distribution, or as a part that they share."""

    def __init__(self) -> None:
        self._distributions: set[str] = set()
        self._parts: set[str] = set()

    def add(self, node: SourceRecord) -> None:
        """Add a node record; if it is a blank node that two records share, it is part of both."""
        is_part = any(finding.code == _SHARED for finding in node.findings)
        (self._parts if is_part else self._distributions).add(node.iri)

    def belong_to(self, record: SourceRecord) -> bool:
        """Whether a record has one of them."""
        nquads = record.canonical.nquads
        if record.role not in NODE_ROLES and self._distributions and self._distributions & named_distributions(nquads):
            return True
        return bool(self._parts) and not self._parts.isdisjoint(iri_values(nquads))


class _ReachedMarks:
    """Marked node records, such as a publisher, and the node records that lead to them."""

    def __init__(self, changes: PlanChanges) -> None:
        self._remakes = changes.remakes
        self._marked: set[str] = set()
        self._names: set[str] = set()

    @property
    def are_any(self) -> bool:
        """Whether any node record is marked."""
        return bool(self._marked)

    def add(self, node: SourceRecord) -> None:
        """Add a marked one; a data element speaks of no record that uses it."""
        if node.role == "node":
            self._marked.add(node.iri)

    def names(self) -> set[str]:
        """The IRIs of all of them; node records are read before the first record asks."""
        if not self._marked <= self._names:
            self._names |= self._marked
            named = [
                (one.iri, iri_values(self._remakes.graph_of(one.iri)))
                for one in self._remakes.records
                if one.role in NODE_ROLES
            ]
            grows = True
            while grows:
                leading = {iri for iri, names in named if not names.isdisjoint(self._names)} - self._names
                self._names |= leading
                grows = bool(leading)
        return self._names


def _spoken_of(record: SourceRecord) -> set[str]:
    """The IRIs for which the mark of a record holds: its own, of what it describes, and of what it is about."""
    return {record.iri, *iri_subjects(record.canonical.nquads), *topics_of(record)}


def _listed_by(catalogs: set[str], members: Collection[Membership]) -> set[str]:
    """All that some catalogues list, also through a catalogue that they list."""
    found: set[str] = set()
    while fresh := {
        member.target for member in members if member.catalog in found | catalogs and member.target not in found
    }:
        found |= fresh
    return found


def _as_record(rest: Rest) -> SourceRecord:
    return SourceRecord(iri="", role="node", types=(), canonical=rest.canonical)
