"""The tables of a registry, the same on SQLite and PostgreSQL.

Keys are given by the program inside a writing transaction (`Database.writing`), which is one at a time, so that a
batch needs no round trip to learn them. Times are ISO 8601 text in UTC. A migration in ``migrations/versions``
accompanies every change here; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    and_,
    case,
    event,
    literal,
    literal_column,
    or_,
    text,
)

from danhmuc.vocab.terms import DCAT

from ..record.causes import BARRING_HOLDS, CauseKind
from ..record.record import CELL_CODES
from ..record.summary import ANNOTATION_CLASSES

if TYPE_CHECKING:
    from sqlalchemy.sql.selectable import NamedFromClause


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

INDEXED_CHARACTERS = 500
"""IRIs up to so long are indexed where any may stand: an index row of PostgreSQL holds 2,704 bytes."""
_ANNOTATIONS = sorted(one.value for one in ANNOTATION_CLASSES)
_CATALOG: Final = DCAT.Catalog.value
"""The main class of each record that is a catalogue, whatever else it is: no class goes before it."""
INDEXED_TARGET = f"length(target) <= {INDEXED_CHARACTERS}"
"""The condition that a query needs to use such an index."""

_KEPT_BACK: Final = "{of}hold IS NOT NULL OR {of}presence NOT IN ('present', 'missing')"
_NOT_PUBLIC: Final = "{of}publicity > '0000'"

WHERE: Final = "where"
"""What the condition of an index is known by in its `info`."""
_INCLUDED: Final = "included"
_DEFAULTS_IN_PAST: Final = "defaults in past"
"""What the `info` of a column has that came when there were former rows already: they need its default, too."""
_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""


def _key() -> Column[int]:
    return Column("id", _ID, primary_key=True, autoincrement=False)


def _decision_table(name: str, *own: Column[Any] | Index) -> Table:
    """A table of decisions or causes: beside what each is about, who says so since when, and who ended it."""
    return Table(
        name,
        metadata,
        _key(),
        *(one for one in own if isinstance(one, Column)),
        Column("since", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, comment="given by a person; null once what it is about is purged"),
        Column("until", Text, comment="when it ended; null while it is in force"),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
        *(one for one in own if isinstance(one, Index)),
    )


def _partial_index(
    name: str | None, *columns: str, where: str, is_unique: bool = False, included: tuple[str, ...] = ()
) -> Index:
    """An index of the rows that meet a condition.

    Args:
        included: columns that PostgreSQL reads from it, too.
    """
    return Index(
        name, *columns, unique=is_unique, sqlite_where=text(where), info={WHERE: where, _INCLUDED: list(included)}
    )


@event.listens_for(metadata, "before_create")
def _complete_indexes(_: MetaData, connection: Connection, **__: object) -> None:
    """Give the conditions of partial indexes to PostgreSQL; named above, they would load its dialect on SQLite, too."""
    if connection.dialect.name == "postgresql":
        for index in (one for table in metadata.tables.values() for one in table.indexes if WHERE in one.info):
            index.dialect_options["postgresql"]["where"] = text(index.info[WHERE])
            if index.info[_INCLUDED]:
                index.dialect_options["postgresql"]["include"] = index.info[_INCLUDED]


settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    _key(),
    Column("name", Text, nullable=False, unique=True),
    Column("location", Text, nullable=False, unique=True, comment="absolute path or URL; local: for put()"),
    Column("kind", Text, nullable=False, comment="file of registry/sources that reads it"),
    Column("profile", Text, nullable=False, comment="token or path; its verdicts gate what leaves"),
    Column("created_at", Text, nullable=False),
    Column("priority", Integer, nullable=False, comment="of two sources that describe one IRI, the smaller leaves"),
    Column("settings", Text, nullable=False, comment="JSON of the settings that are not the default, by name"),
    Column("retired_at", Text, comment="since when nothing is harvested from it; null while it is in use"),
)

source_changes = Table(
    "source_changes",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("field", Text, nullable=False, comment="column or setting of the source; removed"),
    Column("before", Text, comment="JSON; null where the field had no value"),
    Column("after", Text, comment="JSON; null where the field has no value any more"),
    Column("reason", Text, comment="given by a person"),
    Index(None, "source_id", "id"),
)

SEARCH_TABLE: Final = "search_words"
"""The index of words; `search_index` has its statements."""

NO_VISITS: Final = ("remap", "undo")
"""Kinds of runs that do not show how the source is, since they do not ask it."""

runs = Table(
    "runs",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("state", Text, nullable=False, comment="running, complete, incomplete, failed, undone"),
    Column("why", Text, comment="reason of an incomplete or failed run: JSON of a message"),
    Column("profile", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("owner", Text, nullable=False, comment="host and process that run it, for people"),
    Column("started_at", Text, nullable=False),
    Column("heartbeat_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("counts", Text, nullable=False, comment="JSON of the report's counts"),
    Column("noticed_in", _ID, comment="earlier run that noticed the same; its findings are this run's, too"),
    Column("batch", _ID, comment="all runs of one command have the same; null of a run by itself"),
    # Also remap: a comment in databases is changed by a step alone.
    Column("kind", Text, nullable=False, comment="harvest, apply, undo"),
    Column("guard", Text, comment="JSON of what the guard of the source decided; null if it was not asked"),
    Column("undoes", _ID, ForeignKey("runs.id"), comment="run that it takes back"),
    Column("reason", Text, comment="given by a person"),
    Column("basis", Text, comment="digest of all that a reading is compared by, after a run that can be relied on"),
    Column("moment", _ID, comment="moment of its end; null while it runs, or if it ended before schema 0014"),
    Index(None, "source_id"),
)

leases = Table(
    "leases",
    metadata,
    Column("source", Text, primary_key=True, comment="name of the source that is being harvested"),
    Column("owner", Text, nullable=False, comment="host and process that harvest it, for people"),
    Column("token", Text, nullable=False, comment="known to the harvest that holds the lease alone"),
    Column("batch", _ID, comment="of the run that it is for"),
    Column("taken_at", Text, nullable=False, comment="by the clock of the database, as the next"),
    Column("heartbeat_at", Text, nullable=False),
)

graphs = Table(
    "graphs",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("triples", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="canonical N-Quads, zlib"),
)

records = Table(
    "records",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("iri", Text, nullable=False),
    Column("role", Text, nullable=False, comment="record, node, element, catalog-record"),
    Column("presence", Text, nullable=False, comment="present, missing, withdrawn"),
    Column("presence_at", Text, nullable=False, comment="since when it is so"),
    Column("presence_by", Text, nullable=False, comment="who made it so"),
    Column("missing_since", _ID, comment="run in which it was first missing; kept where absence withdrew it"),
    Column("topic", Text, comment="of a catalog record: the record it speaks of"),
    Column("version_id", _ID, nullable=False, comment="newest version"),
    Column("digest", Text, nullable=False, comment="of the newest version, which is what is published"),
    Column("source_digest", Text, nullable=False, comment="of what the source said last; a harvest compares with it"),
    Column("class", Text, comment="IRI of its main class"),
    Column("title", Text),
    Column("publisher", Text, comment="IRI of the first publisher"),
    Column("themes", Text, nullable=False, comment="codes or IRIs, each between blanks"),
    Column("modified", Text, comment="dct:modified as written"),
    Column("hold", Text, comment="what keeps it from leaving: withheld, held, purged; as causes say"),
    Column(
        "local",
        Text,
        nullable=False,
        server_default="",
        comment="follows the base of a feed in the IRI of its catalogue record there; minted once",
    ),
    Column("formats", Text, nullable=False, server_default="", comment="of its distributions, each between blanks"),
    Column("licences", Text, nullable=False, server_default="", comment="of it and these, each between blanks"),
    Column("year", SmallInteger, comment="in which it was issued, else modified"),
    Column(
        "causes",
        Text,
        nullable=False,
        server_default="",
        comment="kinds of the causes in force on it, each between blanks; presence and hold follow from them",
        info={_DEFAULTS_IN_PAST: True},
    ),
    UniqueConstraint("source_id", "iri"),
    Index(None, "source_id", "id"),
    Index(None, "iri"),
    Index(None, "topic"),
    Index(None, "local", unique=True),
    _partial_index("ix_records_annotations", "iri", where=f"class IN ({', '.join(map(repr, _ANNOTATIONS))})"),
    _partial_index("ix_records_catalogs", "id", where=f"class = {_CATALOG!r}"),
    _partial_index("ix_records_elements", "iri", where="role = 'element'"),
    _partial_index("ix_records_missing", "id", where="presence = 'missing'"),
    _partial_index("ix_records_kept_back", "id", where=_KEPT_BACK.format(of="")),
)

IS_KEPT_BACK: ColumnElement[bool] = literal_column(f"({_KEPT_BACK.format(of='records.')})", Boolean)
"""Whether a record is withdrawn or held, in the words of the index of those."""

IS_CATALOG = records.c["class"] == literal(_CATALOG, literal_execute=True)
"""Whether a record is a catalogue, in the words of the index of those."""

IS_ANNOTATION = records.c["class"].in_([literal(one, literal_execute=True) for one in _ANNOTATIONS])
"""Whether a record is feedback, a request or an agreement, in the words of the index of those."""

ELEMENT_ROLE = literal("element", literal_execute=True)
"""The role of data elements and table schemas, written into a statement, as their index needs it."""

shown_state = case((records.c.hold.in_(BARRING_HOLDS), records.c.hold), else_=records.c.presence).label("state")
"""The state of a record as it is shown: the hold that keeps it from leaving, else its presence."""


def has_cause(*kinds: CauseKind, of: Table | NamedFromClause = records) -> ColumnElement[bool]:
    """Whether any of some causes is in force on a record."""
    return or_(*(of.c.causes.contains(f" {kind} ") for kind in kinds))


causes = _decision_table(
    "causes",
    Column("iri", Text, nullable=False, comment="in its valid form; there may be no record of it yet"),
    Column("source_id", _ID, ForeignKey("sources.id"), comment="of the record; null for the records of all sources"),
    Column(
        "kind",
        Text,
        nullable=False,
        comment="purged, withdrawn, withheld, secret, absent, deleted, undone, missing, held",
    ),
    Column("digest", Text, comment="of held: what the source said that is not applied again"),
    Column("missing_since", _ID, comment="of an absence: run that did not see it first"),
    Column("run_id", _ID, comment="run that set it, else the newest of its source by then"),
    Column("ended_run", _ID, comment="run that ended it, else the newest of its source by then"),
    Index(None, "iri"),
)
"""Why records are not there, do not leave or keep their content; each row ends by an act that may end it."""

renewals = Table(
    "renewals",
    metadata,
    _key(),
    Column(
        "record_id",
        _ID,
        ForeignKey("records.id"),
        nullable=False,
        comment="does not leave until its verdicts are renewed",
    ),
    Column("mark", _ID, nullable=False, comment="greater for a later change of what it reaches"),
    UniqueConstraint("record_id"),
)

versions = Table(
    "versions",
    metadata,
    _key(),
    Column("record_id", _ID, ForeignKey("records.id"), nullable=False),
    Column("number", Integer, nullable=False, comment="1 for the first version of the record"),
    Column("digest", Text, ForeignKey("graphs.digest"), nullable=False),
    Column("run_id", _ID, ForeignKey("runs.id")),
    Column("by", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("places", Text, nullable=False, comment="JSON list of documents"),
    Column(
        "publicity",
        Text,
        nullable=False,
        comment="four digits: how public the data may be; then 1 if its status withdraws it, ? if that is unknown",
    ),
    Column("original", Text, ForeignKey("graphs.digest"), comment="graph before corrections; null if there were none"),
    Column("role", Text, nullable=False, comment="record, node, element, catalog-record"),
    Column("topic", Text, comment="as of the record, and so the next; null in older versions from before schema 0008"),
    Column("class", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("themes", Text),
    Column("modified", Text),
    Column("undone_by", _ID, comment="run that put an earlier version in its place; it leaves no more"),
    Column("iri", Text, comment="IRI that its graph describes, where its record has another one by now"),
    Column("pruned", Text, comment="digest of its graph, where that was pruned and is the empty one by now"),
    UniqueConstraint("record_id", "number"),
    _partial_index("ix_versions_not_public", "record_id", "id", "publicity", where=_NOT_PUBLIC.format(of="")),
)

IS_NOT_PUBLIC: ColumnElement[bool] = literal_column(f"({_NOT_PUBLIC.format(of='versions.')})", Boolean)
"""Whether what a version describes is not all public, in the words of the index of those."""

verdicts = Table(
    "verdicts",
    metadata,
    _key(),
    Column("version_id", _ID, ForeignKey("versions.id"), nullable=False),
    Column("profile", Text, nullable=False),
    Column("profile_digest", Text, nullable=False),
    Column("lists_digest", Text, nullable=False, comment="of all code lists in force"),
    Column("context_digest", Text, nullable=False),
    Column("since", Text, comment="reference date; null where no rule asks for it"),
    Column("until", Text, comment="last day on which it holds; null for ever"),
    Column("accepted", Boolean, nullable=False),
    Column("violations", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("infos", Integer, nullable=False),
    Column("unverified", Integer, nullable=False, comment="rules that could be neither met nor broken"),
    Column("judged_at", Text, nullable=False, comment="when it was found last"),
    Column("run_id", _ID, ForeignKey("runs.id"), comment="run that found it first; null for an edit or a validation"),
    Column("from_at", Text, nullable=False, comment="when it was found first"),
    Column("until_at", Text, comment="when another outcome took its place; null while it is in force"),
    _partial_index(
        "ix_verdicts_in_force",
        "version_id",
        "profile",
        where="until_at IS NULL",
        is_unique=True,
        included=("accepted",),
    ),
)
"""One row for each outcome; those that are over keep their counts, and their findings until these are pruned."""


def is_verdict(
    version_id: ColumnElement[Any], profile: ColumnElement[Any] | str, *, of: Table | NamedFromClause = verdicts
) -> ColumnElement[bool]:
    """The condition that a row is the verdict in force of a profile on a version."""
    return and_(of.c.version_id == version_id, of.c.profile == profile, of.c.until_at.is_(None))


changes = Table(
    "changes",
    metadata,
    _key(),
    Column("record_id", _ID, ForeignKey("records.id"), nullable=False),
    Column("run_id", _ID, ForeignKey("runs.id"), comment="null for an edit, a validation or a migration"),
    Column("at", Text, nullable=False, comment="never before that of an earlier row"),
    Column("by", Text, nullable=False),
    Column(
        "kind",
        Text,
        nullable=False,
        comment=(
            "recorded, created, updated, missing, reappeared, withdrawn, deleted, withheld, released, verdict, renamed"
        ),
    ),
    Column("presence", Text, nullable=False, comment="of the record from then on"),
    Column("version_id", _ID, ForeignKey("versions.id"), nullable=False, comment="its newest version from then on"),
    Column("accepted", Boolean, comment="by the profile of its source; null if not validated"),
    Column("reason", Text, comment="given by a person"),
    Column("hold", Text, comment="what keeps the record from leaving from then on"),
    Column("iri", Text, comment="IRI of the record then, where it has another one by now"),
    Column("former_iri", Text, comment="of a rename: the IRI of the record before"),
    Index(None, "record_id", "id"),
    Index(None, "run_id"),
)

activities = Table(
    "activities",
    metadata,
    _key(),
    Column("record_id", _ID, ForeignKey("records.id"), nullable=False),
    Column("run_id", _ID, ForeignKey("runs.id"), nullable=False, comment="run that applied it"),
    Column("at", Text, comment="when, as its source says, UTC to the microsecond; null if it does not say"),
    Column("is_deletion", Boolean, nullable=False, comment="whether its source deleted the record by it"),
    Column("undone_by", _ID, comment="run that took it back; null while it is in force"),
    Index(None, "record_id"),
)
"""What sources did with their records, as far as they say and it was applied; the newest one in force counts."""

mark_answers = _decision_table(
    "mark_answers",
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False, comment="whose texts were answered"),
    Column("iri", Text, nullable=False, comment="of the record, in its valid form"),
    Column("digests", Text, comment="of the texts that are no marks of secrecy; null once the record is purged"),
    Index(None, "iri"),
)
"""What persons answered of texts that look like marks of secrecy."""

redirects = _decision_table(
    "redirects",
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False, comment="whose record was renamed"),
    Column("old", Text, nullable=False, comment="IRI that the record had"),
    Column("new", Text, nullable=False, comment="IRI that it got"),
    Index(None, "old"),
    Index(None, "new"),
)

proposed_renames = _decision_table(
    "proposed_renames",
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("old", Text, nullable=False, comment="IRI of a record that is missing"),
    Column("new", Text, nullable=False, comment="IRI of a new record"),
    Column("evidence", Text, nullable=False, comment="content, downloads, identifier"),
    Column("run_id", _ID, ForeignKey("runs.id"), nullable=False, comment="run that found it"),
    Column("outcome", Text, comment="accepted, declined; null while nobody answered"),
    Index(None, "source_id"),
)

same_as = _decision_table(
    "same_as",
    Column("first", Text, nullable=False, comment="IRI of a thing"),
    Column("second", Text, nullable=False, comment="another IRI of the same thing"),
    Index(None, "first"),
    Index(None, "second"),
)

registrations = _decision_table(
    "registrations",
    Column("iri", Text, nullable=False, comment="of what is registered"),
    Column("authority", Text, nullable=False, comment="IRI or name of the registration authority"),
    Column("state", Text, nullable=False, comment="decided by a person: candidate, standard, superseded and so on"),
    Column("version_id", _ID, ForeignKey("versions.id"), nullable=False, comment="version that was registered"),
    Column("effective_from", Text, nullable=False, comment="first day on which it holds"),
    Column("effective_until", Text, comment="last day on which it holds; null without an end"),
    Column("superseded_by", Text, comment="IRI of what takes its place"),
    Column("note", Text),
    Column("is_note_public", Boolean, nullable=False, comment="whether the note leaves with the registration"),
    Column("administrative_note", Text, comment="this and the next four never leave"),
    Column("change_description", Text),
    Column("submitter", Text),
    Column("steward", Text),
    Column("registrar", Text),
    Index(None, "iri"),
    Index(None, "version_id"),
    _partial_index("ix_registrations_in_force", "iri", "authority", where="until IS NULL", is_unique=True),
)
"""One row for each decision; a new one of the same authority on the same IRI ends the former."""

registration_authorities = Table(
    "registration_authorities",
    metadata,
    _key(),
    Column("authority", Text, nullable=False, comment="the registry's own from then on; the newest row counts"),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

distribution_losses = Table(
    "distribution_losses",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("record_id", _ID, ForeignKey("records.id"), nullable=False, comment="lost every distribution it had"),
    Column("run_id", _ID, ForeignKey("runs.id"), nullable=False, comment="run that found it"),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False, comment="waiting, allowed (by a person), applied, over"),
    Column("by", Text, comment="who allowed it"),
    Column("reason", Text, comment="given by that person"),
    Index(None, "source_id", "state"),
    Index(None, "record_id"),
)

texts = Table(
    "texts",
    metadata,
    _key(),
    Column("digest", Text, nullable=False, unique=True, comment="sha256 of the body"),
    Column("body", Text, nullable=False, comment="JSON of a text by language, such as the message of a rule"),
)

findings = Table(
    "findings",
    metadata,
    _key(),
    Column("version_id", _ID, ForeignKey("versions.id"), comment="what the reader noticed about a version"),
    Column("verdict_id", _ID, ForeignKey("verdicts.id"), comment="what a profile says of a version"),
    Column("run_id", _ID, ForeignKey("runs.id"), comment="what was noticed about a document or a run"),
    Column("rank", SmallInteger, nullable=False, comment="0 violation, 1 warning, 2 info"),
    Column("code", Text, nullable=False),
    Column("layer", Text, nullable=False),
    Column("focus", Text),
    Column("path", Text),
    Column("value", Text),
    Column("value_language", Text),
    Column("value_datatype", Text),
    Column("fix", Text),
    Column("document", Text),
    Column("line", Integer),
    Column("column", Integer),
    Column("message", Text, comment="JSON of its id and facts; null where a text says it"),
    Column("text_id", _ID, ForeignKey("texts.id"), comment="what says it where that is no message"),
    Index(None, "version_id"),
    Index(None, "verdict_id"),
    Index(None, "run_id"),
)

IS_CELL_VIOLATION: ColumnElement[bool] = and_(
    findings.c.rank == 0, findings.c.column.is_not(None), findings.c.code.startswith(CELL_CODES, autoescape=True)
)
"""The condition that a finding is a violation in a cell; the same as `is_cell_violation`."""

links = Table(
    "links",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("record_id", _ID, ForeignKey("records.id"), nullable=False),
    Column("version_id", _ID, ForeignKey("versions.id"), nullable=False, comment="version of the record that says so"),
    Column("property", Text, nullable=False),
    Column("target", Text, nullable=False),
    Index(None, "source_id", "target"),
    Index(None, "version_id"),
)

element_fields = Table(
    "element_fields",
    metadata,
    _key(),
    Column("version_id", _ID, ForeignKey("versions.id"), nullable=False, comment="of a table schema or data element"),
    Column("number", Integer, nullable=False, comment="of the column, from 1; 0 for a data element itself"),
    Column("name", Text, nullable=False, comment="technical name; empty if it has none"),
    Column("title", Text, comment="name for people, Vietnamese first"),
    Column("datatype", Text, comment="IRI of a datatype of XML Schema; null if not known"),
    Column("family", Text, comment="what kind of values that holds; null if not known"),
    Column("domain", Text, comment="digest of the value domain; null where that is no narrower than a datatype"),
    Column("unit", Text),
    Column("code_list", Text, comment="IRI or token of the list that it is bound to"),
    Column("codes", Text, comment="JSON list of the enumerated values; null if there are none"),
    Column("element", Text, comment="IRI of the data element that the column says it uses"),
    Index(None, "version_id"),
    Index(None, "domain"),
    Index(None, "code_list"),
    Index(None, "element"),
)
"""The columns and data elements of all versions, as they are matched; the graphs say more."""

element_names = Table(
    "element_names",
    metadata,
    Column("field_id", _ID, ForeignKey("element_fields.id"), primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True, comment="a name of it without case, marks and separators"),
    Index(None, "key"),
)

schema_links = Table(
    "schema_links",
    metadata,
    _key(),
    Column("version_id", _ID, ForeignKey("versions.id"), nullable=False, comment="version that says so"),
    Column("target", Text, nullable=False, comment="what a dataset conforms to, or the dataset of a schema"),
    Column("is_inverse", Boolean, nullable=False, comment="whether a schema says it of its dataset"),
    Index(None, "version_id"),
    Index(None, "target"),
)
"""The datasets of table schemas, as the versions of either say."""

element_decisions = _decision_table(
    "element_decisions",
    Column("kind", Text, nullable=False, comment="match of a column with an element; dataset of a schema"),
    Column("schema", Text, nullable=False, comment="IRI of the table schema"),
    Column("column", Text, nullable=False, comment="name of the column; empty where the whole schema is meant"),
    Column("target", Text, nullable=False, comment="IRI of the data element, or of the dataset"),
    Column("outcome", Text, nullable=False, comment="accepted, rejected"),
    Index(None, "schema"),
    Index(None, "target"),
)

memberships = Table(
    "memberships",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("catalog", Text, nullable=False),
    Column("property", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("first_run", _ID, nullable=False),
    Column("last_run", _ID, comment="last complete run that listed it; null while it is open"),
    Column("missing_since", _ID, comment="run since which it is not listed, but open while an end of it is missing"),
    Column("ended_by", _ID, comment="run that ended it; null of an edit"),
    Column("held_by", _ID, comment="undo that opened or ended it; stays so while the source says the same"),
    Index(None, "source_id", "catalog"),
    _partial_index(None, "source_id", "target", where=INDEXED_TARGET),
)

source_bytes = Table(
    "source_bytes",
    metadata,
    Column("version_id", _ID, ForeignKey("versions.id"), primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, comment="sha256 of the bytes"),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False, comment="number of the bytes"),
    Column("body", LargeBinary, nullable=False, comment="description of the record as its source gave it, zlib"),
)
"""The source bytes of versions, where their source is no RDF."""

rests = Table(
    "rests",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("place", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("triples", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="canonical N-Quads, zlib"),
    Column("first_run", _ID, nullable=False),
    Column("last_run", _ID, comment="last complete run that had it; null while it is there"),
    Column("ended_by", _ID, comment="run that ended it"),
    _partial_index("ix_rests_current", "source_id", "place", where="last_run IS NULL", is_unique=True),
)

documents = Table(
    "documents",
    metadata,
    _key(),
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False),
    Column("place", Text, nullable=False, comment="name of the document in its source"),
    Column("url", Text, comment="final address that it came from; null for a file"),
    Column("status", Integer, comment="of HTTP; null for a file"),
    Column("etag", Text, comment="as its server gave it, and so the next"),
    Column("last_modified", Text),
    Column("digest", Text, comment="sha256 of the raw bytes in the last complete run; null if they must not be known"),
    Column("size", BigInteger, comment="number of these bytes; null if not known"),
    Column("announced", BigInteger, comment="number of entries that it announced; null if it did not"),
    Column("run_id", _ID, ForeignKey("runs.id"), comment="complete run that brought these bytes; null if none did"),
    Column("fetched_at", Text, comment="when"),
    Column("unread_digest", Text, comment="sha256 of later bytes that could not be read; null if there are none"),
    Column("unread_run", _ID, comment="run that brought those"),
    Column("immutable", Boolean, comment="whether its server said that it never changes; null where nothing was read"),
    Column("mentions", Text, comment="keys of IRIs that it describes or takes part in describing; null if not known"),
    UniqueConstraint("source_id", "place"),
    Index(None, "digest"),
    Index(None, "unread_digest"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("digest", Text, primary_key=True, comment="sha256 of the raw bytes, as documents have it"),
    Column("size", BigInteger, nullable=False, comment="number of the raw bytes"),
    Column("body", LargeBinary, nullable=False, comment="raw bytes, zlib"),
)
"""The raw documents, each once, however many places have it."""

bars = _decision_table(
    "bars",
    Column("source_id", _ID, ForeignKey("sources.id"), nullable=False, comment="whose mark it is"),
    Column("digest", Text, nullable=False, comment="sha256 of the registry's salt and the IRI"),
    Column("form", Text, comment="the same of its comparison form; null if that is the IRI"),
    Column("kind", Text, nullable=False, comment="secret, unclear"),
    _partial_index("ix_bars_in_force", "source_id", "digest", where="until IS NULL", is_unique=True),
)
"""The marks of secrecy of sources; one ends when its source mends it."""

spellings = Table(
    "spellings",
    metadata,
    _key(),
    Column("form", Text, nullable=False, comment="sha256 of the comparison form of the IRI"),
    Column(
        "iri", Text, nullable=False, comment="in its valid form, of a record or a cause; not in its comparison form"
    ),
    Index(None, "form"),
)
"""The few IRIs that bars would not find by their comparison form."""

secret_records = Table(
    "secret_records",
    metadata,
    Column("record_id", _ID, primary_key=True, autoincrement=False, comment="of any source, and any role"),
)
"""The records that a source marks as a state secret by now, under any name; kept at the end of each transaction."""

vocabularies = Table(
    "vocabularies",
    metadata,
    _key(),
    Column("token", Text, nullable=False, comment="short name of the list"),
    Column("iri", Text, nullable=False, comment="of the concept scheme"),
    Column("digest", Text, nullable=False, comment="of all it says"),
    Column("titles", Text, nullable=False, comment="JSON, by language"),
    Column("concepts", Integer, nullable=False),
    Column("complete", Boolean, nullable=False, comment="a code that is not in it is wrong"),
    Column("snapshot", Text, comment="day on which it was so, as far as it says"),
    Column("version", Text, nullable=False, comment="which snapshot it is, in its own words"),
    Column("place", Text, nullable=False, comment="file it was loaded from"),
    Column("raw_digest", Text, nullable=False, comment="sha256 of that file"),
    Column("by", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="packed concept scheme, zlib"),
    UniqueConstraint("token", "digest"),
)

vocabulary_uses = Table(
    "vocabulary_uses",
    metadata,
    _key(),
    Column("token", Text, nullable=False, comment="list; its newest row says which version is in force"),
    Column("digest", Text, comment="of that version; null for the one that comes with danhmuc"),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index(None, "token"),
)

profiles = Table(
    "profiles",
    metadata,
    Column("digest", Text, primary_key=True, comment="as verdicts have it"),
    Column("token", Text, nullable=False),
    Column("at", Text, nullable=False, comment="of the first verdict by it"),
    Column("body", LargeBinary, nullable=False, comment="its shapes in force as N-Quads, zlib"),
)

list_sets = Table(
    "list_sets",
    metadata,
    Column("digest", Text, primary_key=True, comment="of all code lists in force, as verdicts have it"),
    Column("at", Text, nullable=False, comment="of the first verdict by them"),
    Column("lists", Text, nullable=False, comment="JSON of the digest of each list by token"),
)

bundled_lists = Table(
    "bundled_lists",
    metadata,
    _key(),
    Column("token", Text, nullable=False),
    Column("digest", Text, nullable=False, comment="of the file"),
    Column("at", Text, nullable=False, comment="of the first verdict with it"),
    Column("body", LargeBinary, nullable=False, comment="file that came with danhmuc, zlib"),
    UniqueConstraint("token", "digest"),
)
"""Code lists that came with danhmuc, as they were when verdicts used them; `vocabularies` has the loaded ones."""

moments = Table(
    "moments",
    metadata,
    _key(),
    Column("at", Text, nullable=False, comment="never before that of an earlier moment"),
    Column("newest", Text, nullable=False, comment="JSON of the newest key of each table by its name"),
    Index(None, "at"),
)
"""A row at the end of each transaction that changes what can be asked about as of that moment."""


def _past_of(table: Table) -> Table:
    """The table of rows of another one as they were before they were overwritten or deleted."""
    columns = [
        Column(
            column.name,
            column.type,
            nullable=column.nullable,
            server_default="" if _DEFAULTS_IN_PAST in column.info else None,
        )
        for column in table.c
        if column.name != "id"
    ]
    return Table(
        f"past_{table.name}",
        metadata,
        Column("id", _ID, primary_key=True, autoincrement=False),
        Column("moment", _ID, primary_key=True, autoincrement=False, comment="from which on the row was another one"),
        *columns,
        Index(None, "moment"),
    )


PAST: Final = {
    table.name: _past_of(table)
    for table in (
        sources,
        records,
        causes,
        mark_answers,
        renewals,
        versions,
        verdicts,
        changes,
        redirects,
        same_as,
        links,
        memberships,
        bars,
        registrations,
        registration_authorities,
    )
}
"""The tables of former rows, by the name of the table that has the present ones; see `past_rows`."""

disclosures = Table(
    "disclosures",
    metadata,
    _key(),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False, comment="given by a person"),
    Column("moment", _ID, nullable=False, comment="as of which the registry was shown"),
)
"""Requests for an earlier moment as it was known then, with what is kept back by now."""
