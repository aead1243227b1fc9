"""Messages of the store: reasons why it refuses, and problems of a registry."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "CAUSES_DIFFER",
    "CELLS_REFUSED",
    "CLOCK_BEHIND",
    "DECISION_HALF_ENDED",
    "FILE_DAMAGED",
    "GRAPH_ALTERED",
    "GRAPH_DAMAGED",
    "GRAPH_MISCOUNTED",
    "GRAPH_MISSING",
    "GRAPH_PACKED_BADLY",
    "IRI_UNDESCRIBED",
    "IRI_UNDESCRIBED_IN_SOURCE",
    "LEASE_ABSENT",
    "LEASE_LOST",
    "LEDGER_DIFFERS",
    "LEDGER_TIME_BACK",
    "LOCAL_IRI_MISSING",
    "MOMENT_MISSING",
    "MOMENT_TIME_BACK",
    "PROFILE_DAMAGED",
    "REDIRECT_DIFFERS",
    "REST_ALTERED",
    "REST_MISCOUNTED",
    "REST_PACKED_BADLY",
    "ROW_DANGLING",
    "RUN_TAKEN_FOR_DEAD",
    "SAID_OTHERWISE",
    "SECRET_SHOWN",
    "SECRET_UNMARKED",
    "SOURCE_BUSY",
    "SOURCE_DIFFERS",
    "SOURCE_MOVED",
    "SOURCE_UNREADABLE",
    "SPELLING_MISSING",
    "TABLE_UNREADABLE",
    "TEXT_ALTERED",
    "TEXT_MISSING",
    "VALUE_UNREADABLE",
    "VERDICT_UNKNOWN",
    "VERSION_ANOTHER",
    "VERSION_DESCRIBED_OTHERWISE",
    "VERSION_MISSING",
    "VERSION_OF_ANOTHER_RECORD",
]

SOURCE_MOVED: Final = message("source-moved", "source {name!r} was harvested since this plan was made; plan again")
SOURCE_BUSY: Final = message(
    "source-busy",
    "source {name!r} is being harvested by {process} since {since}, last heartbeat {heartbeat}; wait for it, or end it "
    "with danhmuc source release {name!r}",
)
LEASE_LOST: Final = message(
    "lease-lost",
    "this harvest of source {name!r} lost its lease, which was released or taken over after a silence, and wrote "
    "nothing more; harvest again",
)
LEASE_ABSENT: Final = message("lease-absent", "source {name!r} is not being harvested; there is nothing to release")
RUN_TAKEN_FOR_DEAD: Final = message(
    "run-taken-for-dead", "run {run:d} was taken for dead and closed by another process; plan again"
)
CLOCK_BEHIND: Final = message(
    "clock-behind",
    "the clock of this machine says {now}, but the newest change in the registry is of {newest}; set the clock right",
)
IRI_UNDESCRIBED: Final = message("iri-undescribed", "nothing in the registry describes {iri}; list shows what is there")
IRI_UNDESCRIBED_IN_SOURCE: Final = message(
    "iri-undescribed-in-source", "nothing in source {source!r} describes {iri}; list shows what is there"
)
VERDICT_UNKNOWN: Final = message("verdict-unknown", "unknown verdict {name!r}; known: {known}")
GRAPH_DAMAGED: Final = message(
    "graph-damaged", "graph {digest} is damaged ({reason}); `danhmuc registry check` lists all"
)
GRAPH_MISSING: Final = message(
    "graph-missing", "version {version:d} has no graph; `danhmuc registry check` lists what is wrong"
)
TEXT_MISSING: Final = message("text-missing", "text {key:d} is not there; `danhmuc registry check` lists what is wrong")

# Problems that `danhmuc registry check` finds.
FILE_DAMAGED: Final = message("registry-file-damaged", "database file: {reason}")
VALUE_UNREADABLE: Final = message(
    "value-unreadable", "{table}, row {row}: {column} has another form than its values have"
)
TABLE_UNREADABLE: Final = message(
    "registry-table-unreadable", "table {table}: cannot be read to its end ({reason}); restore a backup"
)
ROW_DANGLING: Final = message("registry-row-dangling", "table {table}: a row refers to one that is not there")
GRAPH_PACKED_BADLY: Final = message("registry-graph-packed-badly", "graph {digest}: cannot be unpacked ({reason})")
REST_PACKED_BADLY: Final = message("registry-rest-packed-badly", "rest {digest}: cannot be unpacked ({reason})")
GRAPH_ALTERED: Final = message("registry-graph-altered", "graph {digest}: its content is not what its digest says")
REST_ALTERED: Final = message("registry-rest-altered", "rest {digest}: its content is not what its digest says")
TEXT_ALTERED: Final = message("registry-text-altered", "text {digest}: its content is not what its digest says")
GRAPH_MISCOUNTED: Final = message(
    "registry-graph-miscounted", "graph {digest}: {recorded} triples recorded, {found} found"
)
REST_MISCOUNTED: Final = message(
    "registry-rest-miscounted", "rest {digest}: {recorded} triples recorded, {found} found"
)
VERSION_ANOTHER: Final = message(
    "registry-version-another", "record {iri}: newest version {recorded} recorded, {found} found"
)
VERSION_MISSING: Final = message(
    "registry-version-missing", "record {iri}: newest version {recorded} recorded, none found"
)
LOCAL_IRI_MISSING: Final = message(
    "registry-local-iri-missing", "record {iri}: it has no local IRI, by which a feed would name it"
)
VERSION_OF_ANOTHER_RECORD: Final = message(
    "registry-version-of-another-record", "record {iri}: its newest version belongs to another record"
)
VERSION_DESCRIBED_OTHERWISE: Final = message(
    "registry-version-described-otherwise",
    "record {iri}: its class, title, publisher, themes or date are not those of its newest version",
)
SAID_OTHERWISE: Final = message(
    "registry-said-otherwise",
    "record {iri}: {recorded} recorded as what its source said last, but its newest version was made from {found}",
)
PROFILE_DAMAGED: Final = message("registry-profile-damaged", "stored profile {token} is damaged ({reason})")
REDIRECT_DIFFERS: Final = message(
    "registry-redirect-differs", "IRI {iri}: its record was renamed, but it has one of its own, or leads to none"
)
CAUSES_DIFFER: Final = message(
    "registry-causes-differ", "record {iri}: its presence or hold is not what the table of causes says"
)
DECISION_HALF_ENDED: Final = message(
    "registry-decision-half-ended", "table {table}, row {key}: it says that it ended or by whom, and not the other"
)
SECRET_SHOWN: Final = message(
    "registry-secret-shown", "IRI {iri}: a source marks it as a state secret, but its words are not hidden"
)
SECRET_UNMARKED: Final = message(
    "registry-secret-unmarked", "IRI {iri}: its words are hidden, but no source marks it as a state secret"
)
SPELLING_MISSING: Final = message(
    "registry-spelling-missing", "IRI {iri}: what keeps it from leaving does not find it under another spelling"
)
SOURCE_UNREADABLE: Final = message("source-unreadable", "source {source!r}: its settings cannot be read")
SOURCE_DIFFERS: Final = message(
    "source-differs", "source {source!r}: {field!r} is not what the newest change of it says"
)
LEDGER_DIFFERS: Final = message(
    "registry-ledger-differs", "record {iri}: the registry shows it otherwise than its newest row of changes says"
)
MOMENT_TIME_BACK: Final = message(
    "registry-moment-time-back", "moment {moment:d}: its time {at} is before {before}, the time of an earlier moment"
)
MOMENT_MISSING: Final = message(
    "registry-moment-missing", "table {table}: it has former rows of moment {moment:d}, which there is not"
)
LEDGER_TIME_BACK: Final = message(
    "registry-ledger-time-back", "change {row:d}: its time {at} is before {before}, the time of an earlier change"
)
CELLS_REFUSED: Final = message(
    "registry-cells-refused",
    "Upgraded: since a violation in a cell of a workbook counts now, {records} of the records are not accepted any "
    "more, and {gone} of them leave no export any more, since no earlier version is accepted. To see them: "
    "danhmuc list --verdict submitted",
)
