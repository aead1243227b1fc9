"""The report of a build of a feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Final

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.writing.unwritten import RefusalCount, RefusedRecord

from ..export.report import FaultyNode, RecordLosses
from .entry_changes import Drop
from .feed_selection import RejectedRecord
from .manifest import FileLoss

__all__ = ["FeedReport"]

_OF_LOSSES: Final = ("unwritten", "refused", "refused_why", "refused_records", "contacts_given")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """The report of a build.

    Attributes:
        folder: of the feed; the root of the web server is its link ``current``.
        base: the address of the feed.
        run: the newest run of the registry that the build saw.
        records: number of entries.
        nodes: number of node records.
        pages: number of pages of a syntax.
        agencies: number of agencies with a feed of their own.
        created, changed, gone: numbers of entries beside the last build.
        files: number of files.
        files_changed: number of files that are new or hold something else.
        bytes_changed: bytes of these.
        left_out: number of records that do not leave, by reason; see `ExportReport.left_out`. Those that a filter
            leaves out have ``filtered-`` and its name; those of which the source cannot be validated ``not-validated``;
            databases without a public distribution or service ``no-public-access``.
        validated: number of versions that the build validated, since their stored verdict was not current.
        rejected: records that are left out since they are not accepted, or cannot be validated: the first by IRI.
        not_validated: why a source cannot be validated, by its name.
        texts_left_out: number of texts that are in none of the languages of the feed.
        texts_left_out_of: number of records and node records that lost any.
        texts_left_out_first: the first of these, with numbers by property.
        inside: number of records that the policy keeps inside, by the key and value of the policy, such as
            ``importance: COT_LOI``.
        unmatched_publishers: publishers that the policy keeps inside, but for which it keeps no record.
        removed: number of triples that the policy removed or masked: ``property``, ``part``, ``key`` (of an address),
            ``person``, ``contact``, ``text``.
        persons_unstated: whether the policy does not say if names of persons leave; they do.
        invalid: IRIs of records left out because a term in them can be written in no syntax.
        identifiers_added: number of identifiers that were added.
        parts_named: number of blank nodes that got an IRI.
        unwritten: number of triples that a syntax cannot hold, by syntax.
        refused: number of records that a format cannot hold, by format.
        refused_why: numbers of these by format, reason and field; a record that lacks several fields counts for each.
            ``class`` is one that the format does not have, ``duplicate`` an identifier that another record has,
            ``topic`` the record that it is about.
        refused_records: the first twenty of these by format, those first that lack a field.
        contacts_given: number of records that have the contact of the settings, by format: it requires one with an
            e-mail address, and theirs has none, or none that may leave.
        addresses_left_out: number of triples left out because they lead to relative addresses of a document without a
            base, which nobody can follow, with the distributions that had no other.
        partial_nodes, bare_nodes: as in `ExportReport`.
        loss_record_count: number of records and node records that the file of losses names.
        drops: where too many records are gone, which was accepted.
        begins_anew: whether the last feed was not there or could not be read, so that its stream begins anew.
        is_rebuilt: whether the manifest of the last feed was lost or damaged, and made anew from its folder.
        is_unchanged: whether it was known that nothing is new, so that no record was read: what is left out, removed or
            renewed, and why, is what the report of the build before said, and not repeated here. Numbers of what the
            feed has, and of what its formats cannot hold, are.
    """

    folder: str
    base: str
    run: int | None
    records: int
    nodes: int
    pages: int
    agencies: int
    created: int
    changed: int
    gone: int
    files: int
    files_changed: int
    bytes_changed: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    inside: Mapping[str, int] = field(default_factory=dict)
    unmatched_publishers: tuple[str, ...] = ()
    removed: Mapping[str, int] = field(default_factory=dict)
    persons_unstated: bool = False
    invalid: tuple[str, ...] = ()
    identifiers_added: int = 0
    parts_named: int = 0
    unwritten: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    refused_why: Mapping[str, tuple[RefusalCount, ...]] = field(default_factory=dict)
    refused_records: Mapping[str, tuple[RefusedRecord, ...]] = field(default_factory=dict)
    contacts_given: Mapping[str, int] = field(default_factory=dict)
    validated: int = 0
    rejected: tuple[RejectedRecord, ...] = ()
    not_validated: Mapping[str, Message] = field(default_factory=dict)
    texts_left_out: int = 0
    texts_left_out_of: int = 0
    texts_left_out_first: tuple[RecordLosses, ...] = ()
    addresses_left_out: int = 0
    loss_record_count: int = 0
    partial_nodes: tuple[FaultyNode, ...] = ()
    bare_nodes: tuple[FaultyNode, ...] = ()
    drops: tuple[Drop, ...] = ()
    begins_anew: bool = False
    is_rebuilt: bool = False
    is_unchanged: bool = False

    def with_losses(self, losses: Collection[FileLoss], sources: Mapping[str, str | None]) -> FeedReport:
        """The report with what the files could not hold.

        Args:
            sources: names of the sources of the records that are named, by IRI.
        """
        unwritten, refused = Counter[str](), Counter[str]()
        for loss in losses:
            unwritten[loss.format] += loss.triples
            refused[loss.format] += loss.records
        return replace(
            self,
            unwritten={name: count for name, count in sorted(unwritten.items()) if count},
            refused={name: count for name, count in sorted(refused.items()) if count},
            refused_why={loss.format: loss.why for loss in losses if loss.why},
            refused_records={
                loss.format: tuple(replace(one, source=sources.get(one.iri)) for one in loss.refused)
                for loss in losses
                if loss.refused
            },
            contacts_given={loss.format: loss.contacts_given for loss in losses if loss.contacts_given},
        )

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it; of an unchanged feed what is known of it."""
        if not self.is_unchanged:
            return json_members(self, self.__slots__)
        counted = [one.name for one in fields(self) if one.default is MISSING and one.default_factory is MISSING]
        return json_members(self, [*counted, *_OF_LOSSES, "is_unchanged"])
