"""Verdicts and findings as the database stores them.

Write verdicts: one row for each outcome, so that what was in force on any day stays known.

The same outcome by newer rules, lists or context refreshes its row. Another one takes its place; the former keeps its
counts, and its findings until these are pruned. The rules are stored once: profiles, and code lists that came with
danhmuc; those that were loaded are in `code_lists`.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import Connection, Table, bindparam, exists, insert, select, update
from sqlalchemy.engine.default import DefaultDialect

from danhmuc.shapes import profile_tokens
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import RegistryError, ShapesError
from danhmuc.vocab.findings import SEVERITIES, Finding
from danhmuc.vocab.messages import (
    FOREIGN_WORDS,
    Fact,
    Message,
    Sentence,
    TextByLanguage,
    from_json,
    message_from_json,
    to_json,
)

from ..messages.edits import CodeListsText
from ..messages.store import StoreText
from ..record.findings import without_per_source
from .clock import Stamp
from .database import RegistryDatabase
from .past_rows import UNKEPT
from .reading import read_in, read_pairs_in, write_in
from .tables import bundled_lists, findings, is_verdict, list_sets, profiles, texts, verdicts, versions

if TYPE_CHECKING:
    from danhmuc.shapes import ValidationReport

# ---------------------------------------------------------------- finding rows
# Findings and their messages as the database stores them, whoever they belong to, in text that databases accept.
#
# A message is JSON of its id and facts. A text by language, such as the message of a rule, is stored once in a table of
# its own, for any number of findings; if it is a fact of a message, the message has its key.


def pack_message(message: Message, key_of: Callable[[TextByLanguage], int] | None = None) -> str:
    """A message as a column stores it.

    All but ASCII is escaped: PostgreSQL accepts neither NUL nor half a surrogate pair.

    Args:
        key_of: returns the key of a text among its facts; without it the texts themselves are included.
    """
    return json.dumps(to_json(message, key_of))


def unpack_message(packed: str) -> Message:
    """The message from the text of `pack_message`, if its texts are included."""
    return message_from_json(json.loads(packed))


def pack_text(text: TextByLanguage) -> str:
    """A text as its row stores it."""
    return json.dumps(dict(text.texts), sort_keys=True)


def text_digest(packed: str) -> str:
    """The digest by which a packed text is found."""
    return "sha256:" + hashlib.sha256(packed.encode()).hexdigest()


def text_keys(
    database: RegistryDatabase, connection: Connection, sentences: Iterable[Sentence]
) -> Callable[[TextByLanguage], int]:
    """A function that returns the key of each text in some sentences; new texts are written, in this transaction."""
    # By identity, as thousands of findings share the text of their rule, and comparing texts takes long.
    found: dict[int, TextByLanguage] = {}
    for one in sentences:
        if isinstance(one, TextByLanguage):
            found[id(one)] = one
        else:
            found.update((id(text), text) for text in _texts_in(one))
    packed = {place: pack_text(text) for place, text in found.items()}
    digests = {place: text_digest(body) for place, body in packed.items()}
    known = read_pairs_in(connection, select(texts.c.digest, texts.c.id), texts.c.digest, set(digests.values()))
    ids = database.next_ids(connection, texts) if known.keys() != set(digests.values()) else iter(())
    fresh = []
    for place, digest in digests.items():
        if digest not in known:
            known[digest] = next(ids)
            fresh.append({"id": known[digest], "digest": digest, "body": packed[place]})
    if fresh:
        connection.execute(texts.insert(), fresh)
    keys = {place: known[digest] for place, digest in digests.items()}
    return lambda text: keys[id(text)]


def read_sentences(connection: Connection, rows: Iterable[tuple[str | None, int | None]]) -> list[Sentence]:
    """The sentences of rows, each given as a packed message or the key of a text; all texts are read at once.

    Raises:
        RegistryError: a text is missing.
    """
    unpacked = [(None if packed is None else json.loads(packed), key) for packed, key in rows]
    keys = {key for message, key in unpacked if message is None and key is not None}
    keys.update(key for message, _ in unpacked if message is not None for key in text_keys_in(message))
    stored = read_in(connection, select(texts.c.id, texts.c.body), texts.c.id, keys)
    known: dict[object, TextByLanguage] = {key: TextByLanguage(json.loads(body)) for key, body in stored}
    missing = keys - known.keys()
    if missing:
        raise RegistryError(StoreText.TEXT_MISSING(key=min(missing)))
    return [known[key] if message is None else from_json(message, known.__getitem__) for message, key in unpacked]


def text_keys_in(message: Mapping[str, Any]) -> Iterator[int]:
    """The keys of the texts in a message that was packed with keys."""
    if "texts" in message:
        yield message["texts"]
        return
    for fact in message["facts"].values():
        for one in fact if isinstance(fact, list) else (fact,):
            if isinstance(one, Mapping) and "day" not in one:
                yield from text_keys_in(one)


def _texts_in(fact: Fact) -> Iterator[TextByLanguage]:
    if isinstance(fact, TextByLanguage):
        yield fact
    elif isinstance(fact, Message):
        for one in fact.facts.values():
            if not isinstance(one, str | int):
                yield from _texts_in(one)
    elif isinstance(fact, tuple):
        for one in fact:
            yield from _texts_in(one)


def write_findings(
    database: RegistryDatabase, connection: Connection, owned: Iterable[tuple[Mapping[str, int | None], Finding]]
) -> None:
    """Store findings; each comes with the column and key of its owner."""
    pairs = list(owned)
    if not pairs:
        return
    ids = database.next_ids(connection, findings)
    rows = finding_rows(database, connection, [finding for _, finding in pairs])
    for (owner, _), row in zip(pairs, rows, strict=True):
        row["id"] = next(ids)
        row["version_id"] = owner.get("version_id")
        row["verdict_id"] = owner.get("verdict_id")
        row["run_id"] = owner.get("run_id")
    insert_many(connection, findings, rows)


def finding_rows(database: RegistryDatabase, connection: Connection, some: Sequence[Finding]) -> list[dict[str, Any]]:
    """The columns of findings, without their keys and owners; new texts are written."""
    key_of = text_keys(database, connection, (finding.message for finding in some))
    return [_finding_row(finding, key_of) for finding in some]


def _finding_row(finding: Finding, key_of: Callable[[TextByLanguage], int]) -> dict[str, Any]:
    sentence = finding.message
    return {
        "rank": SEVERITIES.index(finding.severity),
        "code": finding.code,
        "layer": finding.layer,
        "focus": storable_text(finding.focus),
        "path": storable_text(finding.path),
        "value": storable_text(finding.value),
        "value_language": finding.value_language,
        "value_datatype": finding.value_datatype,
        "fix": storable_text(finding.fix),
        "document": storable_text(finding.document),
        "line": finding.line,
        "column": finding.column,
        "message": pack_message(sentence, key_of) if isinstance(sentence, Message) else None,
        "text_id": key_of(sentence) if isinstance(sentence, TextByLanguage) else None,
    }


def storable_text(text: str | None) -> str | None:
    """Text that databases accept: no NUL, which RDF literals may have, and no half of a surrogate pair.

    The graph keeps the literal as it is.
    """
    if text is None:
        return None
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    # Surrogates are rare, and only words of other programs may hold them.
    return text if text.isascii() else text.encode(errors="replace").decode()


def is_storable(text: str | None) -> bool:
    """Whether databases accept a text as it is; one that they do not accept is in no row."""
    return storable_text(text) == text


def insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows of the same columns, none of which needs a conversion; SQLAlchemy's way costs twice as much."""
    dialect = connection.dialect
    assert isinstance(dialect, DefaultDialect), "the dialects of both databases are"
    kind: Callable[..., DefaultDialect] = type(dialect)
    connection.exec_driver_sql(_insertion(kind, dialect.positional, table, tuple(rows[0])), rows)


@cache
def _insertion(kind: Callable[..., DefaultDialect], is_positional: bool, table: Table, names: tuple[str, ...]) -> str:  # noqa: FBT001
    dialect = kind(paramstyle="named") if is_positional else kind()
    return str(table.insert().compile(dialect=dialect, column_keys=list(names)))


# ---------------------------------------------------------------- verdict rows

_LEVEL = 1
"""zlib level: a third of the time of 6 for a fifth more bytes."""


def write_rules(
    database: RegistryDatabase, connection: Connection, digests: Collection[tuple[str, str]], at: str
) -> None:
    """Store the rules that verdicts with these digests of a profile and of all code lists were made by.

    Those of a plan that was made elsewhere are stored once this registry validates by them itself.
    """
    for digest, lists_digest in digests:
        rules = database.rules.get((digest, lists_digest))
        if rules is None:
            continue
        has_profile = exists().where(profiles.c.digest == digest)
        has_lists = exists().where(list_sets.c.digest == lists_digest)
        known = connection.execute(select(has_profile.label("profile"), has_lists.label("lists"))).one()
        if not known.profile:
            row = {"digest": digest, "token": rules.token, "at": at, "body": _packed_rules(rules.nquads)}
            connection.execute(insert(profiles), [row])
        if not known.lists:
            lists = json.dumps(dict(sorted(rules.lists.items())), ensure_ascii=False)
            connection.execute(insert(list_sets), [{"digest": lists_digest, "at": at, "lists": lists}])
            _write_bundled_lists(database, connection, rules.lists, at)


def _write_bundled_lists(database: RegistryDatabase, connection: Connection, lists: Mapping[str, str], at: str) -> None:
    known = {tuple(row) for row in connection.execute(select(bundled_lists.c.token, bundled_lists.c.digest))}
    bundled = concepts.file_digests()
    ids = database.next_ids(connection, bundled_lists)
    rows = [
        {"id": next(ids), "token": token, "digest": digest, "at": at, "body": _packed_file(token)}
        for token, digest in sorted(lists.items())
        if bundled.get(token) == digest and (token, digest) not in known
    ]
    if rows:
        connection.execute(insert(bundled_lists), rows)


def rules_problems(connection: Connection) -> Iterator[Message]:
    """Problems of stored rules, a line each: they must be packed well, and be what their digest says."""
    query = select(bundled_lists.c.token, bundled_lists.c.digest, bundled_lists.c.body).order_by(bundled_lists.c.id)
    for token, digest, body in connection.execute(query):
        try:
            found = hashlib.sha256(zlib.decompress(body)).hexdigest()
        except (zlib.error, TypeError) as error:
            yield CodeListsText.LIST_DAMAGED(token=token, reason=FOREIGN_WORDS(words=str(error)))
            continue
        if digest != f"sha256:{found}":
            yield CodeListsText.LIST_ALTERED(token=token, digest=digest)
    for token, body in connection.execute(select(profiles.c.token, profiles.c.body).order_by(profiles.c.digest)):
        try:
            zlib.decompress(body)
        except (zlib.error, TypeError) as error:
            yield StoreText.PROFILE_DAMAGED(token=token, reason=FOREIGN_WORDS(words=str(error)))


def unread_rules(connection: Connection) -> frozenset[str]:
    """Digests of the users' own profiles of which a part was not read when verdicts were made by them.

    Such verdicts are those of earlier versions of danhmuc: by now such a profile is refused.
    """
    query = select(profiles.c.digest, profiles.c.body).where(profiles.c.token.not_in(profile_tokens()))
    return frozenset(digest for digest, body in connection.execute(query) if _is_unread(body))


@lru_cache(64)
def _is_unread(body: bytes) -> bool:
    """Whether a part of stored rules was not read; what cannot even be compiled was not."""
    # Rules of danhmuc itself were read: most commands need no engine.
    from danhmuc.shapes.validation.compiled_shapes import compiled_shapes

    try:
        return bool(compiled_shapes(zlib.decompress(body)).unread)
    except (zlib.error, ShapesError, SyntaxError, ValueError):
        return True


@lru_cache(4)
def _packed_rules(nquads: bytes) -> bytes:
    return zlib.compress(nquads, _LEVEL)


@cache
def _packed_file(token: str) -> bytes:
    return zlib.compress(concepts.file_bytes(token), _LEVEL)


_COUNTS: Final = ("accepted", "violations", "warnings", "infos", "unverified")
_Rows: TypeAlias = list[dict[str, Any]]


def write_verdicts(
    database: RegistryDatabase,
    connection: Connection,
    reports: Sequence[tuple[int, ValidationReport]],
    stamp: Stamp,
    *,
    new: Collection[int],
) -> None:
    """Store verdicts on some versions with their findings.

    Args:
        new: the versions among them that were written in this transaction, so that they have no verdict yet.
    """
    if not reports:
        return
    write_rules(database, connection, {(one.profile_digest, one.lists_digest) for _, one in reports}, stamp.now)
    all_rows = iter(finding_rows(database, connection, [finding for _, one in reports for finding in one.findings]))
    rows_of = {key: [next(all_rows) for _ in one.findings] for key, one in reports}
    in_force = _in_force(connection, [key for key, _ in reports if key not in new], stamp.profile)
    same = _same_outcome(connection, reports, rows_of, in_force)
    over = [row["id"] for key, row in in_force.items() if key not in same]
    write_in(connection, update(verdicts).values(until_at=stamp.now), verdicts.c.id, over)
    _refresh(connection, [(in_force[key], one) for key, one in reports if key in same], stamp)
    _insert(database, connection, [(key, one) for key, one in reports if key not in same], rows_of, stamp)


def _refresh(connection: Connection, found: Sequence[tuple[dict[str, Any], ValidationReport]], stamp: Stamp) -> None:
    """Note by what verdicts with the same outcome were found last.

    The row is kept as it was where the rules were others. Of another day or context nobody asks later.
    """
    by_rules: dict[bool, _Rows] = {True: [], False: []}
    for stored, one in found:
        is_same = (stored["profile_digest"], stored["lists_digest"]) == (one.profile_digest, one.lists_digest)
        by_rules[is_same].append({"key": stored["id"], **_key_columns(one, stamp)})
    for is_same, rows in by_rules.items():
        if rows:
            names = [name for name in rows[0] if name != "key"]
            refresh = update(verdicts).where(verdicts.c.id == bindparam("key"))
            refresh = refresh.values({name: bindparam(name) for name in names})
            connection.execute(refresh.execution_options(**{UNKEPT: is_same}), rows)


def _in_force(connection: Connection, version_ids: list[int], profile: str) -> dict[int, dict[str, Any]]:
    """The verdicts in force on some versions, by their keys."""
    names = ("id", "version_id", "profile_digest", "lists_digest", *_COUNTS)
    columns = [verdicts.c[name] for name in names]
    query = select(*columns).where(verdicts.c.profile == profile, verdicts.c.until_at.is_(None))
    rows = read_in(connection, query, verdicts.c.version_id, version_ids)
    return {row.version_id: dict(row._mapping) for row in rows}


def _same_outcome(
    connection: Connection,
    reports: Sequence[tuple[int, ValidationReport]],
    rows_of: dict[int, _Rows],
    in_force: dict[int, dict[str, Any]],
) -> set[int]:
    """The versions whose verdict in force has the same counts, and the same findings."""
    alike = {
        in_force[key]["id"]: key
        for key, one in reports
        if key in in_force and all(in_force[key][name] == value for name, value in _counts(one).items())
    }
    names = [column.name for column in findings.c if column.name not in ("id", "version_id", "verdict_id", "run_id")]
    stored: defaultdict[int, Counter[tuple[object, ...]]] = defaultdict(Counter)
    query = select(findings.c.verdict_id, *(findings.c[name] for name in names))
    for verdict_id, *values in read_in(connection, query, findings.c.verdict_id, alike):
        stored[verdict_id][tuple(values)] += 1
    return {
        key
        for verdict_id, key in alike.items()
        if stored[verdict_id] == Counter(tuple(row[name] for name in names) for row in rows_of[key])
    }


def _insert(
    database: RegistryDatabase,
    connection: Connection,
    reports: Sequence[tuple[int, ValidationReport]],
    rows_of: dict[int, _Rows],
    stamp: Stamp,
) -> None:
    if not reports:
        return
    ids = database.next_ids(connection, verdicts)
    verdict_ids = {key: next(ids) for key, _ in reports}
    rows = [
        {
            "id": verdict_ids[key],
            "version_id": key,
            "profile": stamp.profile,
            **_key_columns(one, stamp),
            **_counts(one),
            "run_id": stamp.run_id,
            "from_at": stamp.now,
            "until_at": None,
        }
        for key, one in reports
    ]
    insert_many(connection, verdicts, rows)
    finding_ids = database.next_ids(connection, findings)
    found = [
        {**row, "id": next(finding_ids), "version_id": None, "verdict_id": verdict_ids[key], "run_id": None}
        for key, _ in reports
        for row in rows_of[key]
    ]
    if found:
        insert_many(connection, findings, found)


def _key_columns(report: ValidationReport, stamp: Stamp) -> dict[str, Any]:
    """The columns that say by what, and for which days, an outcome was found last."""
    return {
        "profile_digest": report.profile_digest,
        "lists_digest": report.lists_digest,
        "context_digest": report.context_digest,
        "since": None if report.since is None else report.since.isoformat(),
        "until": None if report.until is None else report.until.isoformat(),
        "judged_at": stamp.now,
    }


def _counts(report: ValidationReport) -> dict[str, Any]:
    # What is one finding for the source is none of the record.
    report = without_per_source(report)
    return {
        "accepted": report.accepted,
        "violations": report.count("violation"),
        "warnings": report.count("warning"),
        "infos": report.count("info"),
        "unverified": report.count("cannot-verify"),
    }


def violations_of(connection: Connection, version_ids: Collection[int], profile: str) -> dict[int, int]:
    """The number of violations of the stored verdicts of a profile on some versions, by their keys."""
    query = select(versions.c.id, verdicts.c.violations).join(verdicts, is_verdict(versions.c.id, profile))
    return read_pairs_in(connection, query, versions.c.id, version_ids)
