"""Messages of the store: reasons why it refuses, and problems of a registry."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class StoreText(Messages, prefix="registry"):
    SOURCE_MOVED = message("source-moved", "source {name!r} was harvested since this plan was made; plan again")
    SOURCE_BUSY = message(
        "source-busy",
        "source {name!r} is being harvested by {process} since {since}, last heartbeat {heartbeat}; wait for it, or "
        "end it with danhmuc source release {name!r}",
    )
    LEASE_LOST = message(
        "lease-lost",
        "this harvest of source {name!r} lost its lease, which was released or taken over after a silence, and wrote "
        "nothing more; harvest again",
    )
    LEASE_ABSENT = message("lease-absent", "source {name!r} is not being harvested; there is nothing to release")
    RUN_TAKEN_FOR_DEAD = message(
        "run-taken-for-dead", "run {run:d} was taken for dead and closed by another process; plan again"
    )
    CLOCK_BEHIND = message(
        "clock-behind",
        "the clock of this machine says {now}, but the newest change in the registry is of {newest}; set the clock "
        "right",
    )
    IRI_UNDESCRIBED = message("iri-undescribed", "nothing in the registry describes {iri}; list shows what is there")
    IRI_UNDESCRIBED_IN_SOURCE = message(
        "iri-undescribed-in-source", "nothing in source {source!r} describes {iri}; list shows what is there"
    )
    VERDICT_UNKNOWN = message("verdict-unknown", "unknown verdict {name!r}; known: {known}")
    GRAPH_DAMAGED = message("graph-damaged", "graph {digest} is damaged ({reason}); `danhmuc registry check` lists all")
    GRAPH_MISSING = message(
        "graph-missing", "version {version:d} has no graph; `danhmuc registry check` lists what is wrong"
    )
    TEXT_MISSING = message("text-missing", "text {key:d} is not there; `danhmuc registry check` lists what is wrong")

    # Problems that `danhmuc registry check` finds.
    FILE_DAMAGED = message("database file: {reason}")
    VALUE_UNREADABLE = message("value-unreadable", "{table}, row {row}: {column} has another form than its values have")
    TABLE_UNREADABLE = message("table {table}: cannot be read to its end ({reason}); restore a backup")
    ROW_DANGLING = message("table {table}: a row refers to one that is not there")
    GRAPH_PACKED_BADLY = message("graph {digest}: cannot be unpacked ({reason})")
    REST_PACKED_BADLY = message("rest {digest}: cannot be unpacked ({reason})")
    GRAPH_ALTERED = message("graph {digest}: its content is not what its digest says")
    REST_ALTERED = message("rest {digest}: its content is not what its digest says")
    TEXT_ALTERED = message("text {digest}: its content is not what its digest says")
    GRAPH_MISCOUNTED = message("graph {digest}: {recorded} triples recorded, {found} found")
    REST_MISCOUNTED = message("rest {digest}: {recorded} triples recorded, {found} found")
    VERSION_ANOTHER = message("record {iri}: newest version {recorded} recorded, {found} found")
    VERSION_MISSING = message("record {iri}: newest version {recorded} recorded, none found")
    LOCAL_IRI_MISSING = message("record {iri}: it has no local IRI, by which a feed would name it")
    VERSION_OF_ANOTHER_RECORD = message("record {iri}: its newest version belongs to another record")
    VERSION_DESCRIBED_OTHERWISE = message(
        "record {iri}: its class, title, publisher, themes or date are not those of its newest version",
    )
    SAID_OTHERWISE = message(
        "record {iri}: {recorded} recorded as what its source said last, but its newest version was made from {found}",
    )
    PROFILE_DAMAGED = message("stored profile {token} is damaged ({reason})")
    REDIRECT_DIFFERS = message("IRI {iri}: its record was renamed, but it has one of its own, or leads to none")
    CAUSES_DIFFER = message("record {iri}: its presence or hold is not what the table of causes says")
    DECISION_HALF_ENDED = message("table {table}, row {key}: it says that it ended or by whom, and not the other")
    SECRET_SHOWN = message("IRI {iri}: a source marks it as a state secret, but its words are not hidden")
    SECRET_UNMARKED = message("IRI {iri}: its words are hidden, but no source marks it as a state secret")
    SPELLING_MISSING = message("IRI {iri}: what keeps it from leaving does not find it under another spelling")
    SOURCE_UNREADABLE = message("source-unreadable", "source {source!r}: its settings cannot be read")
    SOURCE_DIFFERS = message("source-differs", "source {source!r}: {field!r} is not what the newest change of it says")
    LEDGER_DIFFERS = message("record {iri}: the registry shows it otherwise than its newest row of changes says")
    MOMENT_TIME_BACK = message("moment {moment:d}: its time {at} is before {before}, the time of an earlier moment")
    MOMENT_MISSING = message("table {table}: it has former rows of moment {moment:d}, which there is not")
    LEDGER_TIME_BACK = message("change {row:d}: its time {at} is before {before}, the time of an earlier change")
