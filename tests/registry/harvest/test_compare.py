"""What becomes of one description beside what is remembered of it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import date

import pytest

from danhmuc.registry import SourceRecord, parse_record
from danhmuc.registry.harvest.compare import compare, keep_stored
from danhmuc.registry.record.change import PlannedChange
from danhmuc.registry.record.stored import StoredGraph, StoredSource, StoredVersion
from danhmuc.registry.verdicts.page_workers import is_current, renew_verdicts, with_verdict
from danhmuc.shapes import Context, Validator
from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.errors import RecordError

RECORD = parse_record(
    '<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "Một"@vi .'
)


@dataclass(frozen=True, kw_only=True)
class Known(StoredVersion):
    """A stored version of the record; its source said what is stored, unless told otherwise."""

    id: int = 7
    role: str = "record"
    version_id: int = 8
    digest: str = RECORD.digest
    source_digest: str = ""
    verdict_key: str = ""
    accepted: bool | None = None

    def __post_init__(self) -> None:
        if not self.source_digest:
            object.__setattr__(self, "source_digest", self.digest)


def test_compare__unknown_is_created() -> None:
    change = compare(RECORD, None)
    assert (change.kind, change.record_id, change.was) == ("created", None, None)


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        (Known(), "unchanged"),
        (Known(causes=" withheld "), "unchanged"),
        (Known(causes=" held "), "held"),
        (Known(causes=" missing "), "reappeared"),
        (Known(causes=" withheld missing "), "reappeared"),
        (Known(causes=" withheld held "), "held"),
        (Known(causes=" withdrawn "), "unchanged"),
        (Known(causes=" withdrawn absent missing "), "reappeared"),
        (Known(causes=" absent missing "), "reappeared"),
        (Known(digest="rdfc10:other"), "updated"),
        (Known(role="node"), "updated"),
        (Known(digest="rdfc10:other", causes=" missing "), "reappeared"),
    ],
)
def test_compare__by_digest_role_and_state(known: Known, kind: str) -> None:
    assert compare(RECORD, known).kind == kind


CORRECTED = replace(RECORD, original=canonicalize_lines(['<https://e.vn/1> <https://e.vn/p> "said" .']))
SAID = CORRECTED.source_digest


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        (Known(source_digest=SAID), "unchanged"),
        # The source said it, but corrections now come to something else; or it says something else that comes to this.
        (Known(source_digest=SAID, digest="rdfc10:other"), "updated"),
        (Known(), "updated"),
        (Known(source_digest=SAID, causes=" missing "), "reappeared"),
    ],
)
def test_compare__both_what_the_source_says_and_what_corrections_come_to(known: Known, kind: str) -> None:
    change = compare(CORRECTED, known)
    assert change.kind == kind
    if change.body is not None:
        assert change.original is not None
        assert zlib.decompress(change.original.body) == b'<https://e.vn/1> <https://e.vn/p> "said" .\n'
        assert (change.digest, change.source_digest) == (RECORD.digest, SAID)


def test_compare__what_is_corrected_no_longer_is_as_the_source_says() -> None:
    change = compare(RECORD, Known(source_digest=RECORD.digest, digest="rdfc10:corrected"))
    assert (change.kind, change.original, change.source_digest) == ("updated", None, RECORD.digest)


def test_compare__what_is_held_stays_so_while_the_source_says_the_same() -> None:
    held = Known(source_digest=SAID, digest="rdfc10:undone", causes=" held ")
    assert compare(CORRECTED, held).body is None


@pytest.mark.parametrize(
    ("known", "has_body"),
    [(None, True), (Known(), False), (Known(digest="x:y"), True), (Known(causes=" missing "), False)],
)
def test_compare__only_new_graphs_have_a_body(known: Known | None, has_body: bool) -> None:
    assert (compare(RECORD, known).body is not None) == has_body


def test_compare__the_body_is_the_graph_packed() -> None:
    body = compare(RECORD, None).body
    assert body is not None
    assert zlib.decompress(body) == RECORD.canonical.nquads


def test_compare__a_new_graph_has_its_summary() -> None:
    summary = compare(RECORD, None).summary
    assert summary is not None
    assert summary.title == "Một"


@pytest.mark.parametrize("letter", ["x", "ế"])
def test_compare__too_long_an_iri_is_refused(letter: str) -> None:
    long = SourceRecord.of("https://e.vn/" + letter * (1_990 // len(letter.encode())), RECORD.quads)
    with pytest.raises(RecordError, match=r"an IRI of 2,00[0-9] bytes cannot be kept, only 2,000"):
        compare(long, None)


def test_compare__too_long_a_topic_is_refused() -> None:
    with pytest.raises(RecordError):
        compare(SourceRecord.of("https://e.vn/c", RECORD.quads, role="catalog-record", topic="x" * 3000), None)


def test_keep_stored__stays_as_it_is() -> None:
    change = keep_stored(RECORD, Known(digest="rdfc10:old", role="node"))
    assert (change.kind, change.digest, change.role, change.body) == ("unchanged", "rdfc10:old", "node", None)


@pytest.mark.parametrize(
    ("kind", "causes", "writes"),
    [
        ("missing", "", True),
        ("missing", " missing ", False),
        ("missing", " absent missing ", False),
        ("missing", " withheld ", True),
        ("unchanged", "", False),
        ("quarantined", "", False),
        ("reappeared", " missing ", True),
    ],
)
def test_of_stored__writes_only_news(kind: str, causes: str, writes: bool) -> None:
    assert PlannedChange.of_stored("https://e.vn/1", Known(causes=causes), kind=kind).writes == writes  # type: ignore[arg-type]


def test_memory__gives_the_stored_graph() -> None:
    memory = StoredSource({"https://e.vn/1": Known()}, lambda keys: dict.fromkeys(keys, RECORD.canonical.nquads))
    assert memory.graph_of("https://e.vn/1") == StoredGraph("https://e.vn/1", RECORD.canonical)


# ---------------------------------------------------------------- verdicts


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator("dcat-ap", today=date(2026, 5, 1))


def by(validator: Validator) -> str:
    """What the verdict on `RECORD` alone is keyed by."""
    return f"{validator.profile.digest} {validator.lists_digest} "


def is_validated(known: Known | None, validator: Validator) -> bool:
    return with_verdict(compare(RECORD, known), RECORD, known, validator, Context()).report is not None


def test_with_verdict__what_is_new(validator: Validator) -> None:
    assert is_validated(None, validator)


def test_with_verdict__not_what_stands(validator: Validator) -> None:
    assert not is_validated(Known(verdict_key=by(validator)), validator)


@pytest.mark.parametrize("severity", ["", "other {1} ", "{0} other ", "{0} {1} context"])
def test_with_verdict__what_was_validated_otherwise(validator: Validator, severity: str) -> None:
    key = severity.format(validator.profile.digest, validator.lists_digest)
    assert is_validated(Known(verdict_key=key), validator)


def test_with_verdict__what_has_changed(validator: Validator) -> None:
    assert is_validated(Known(digest="x:y", verdict_key=by(validator)), validator)


@pytest.mark.parametrize(
    ("since", "until", "stands"),
    [
        (None, None, True),
        (None, "2026-05-01", True),
        (None, "2026-04-30", False),
        ("2026-05-01", None, True),
        ("2026-05-02", None, False),
        ("2026-04-01", "2026-06-01", True),
        ("2026-06-01", "2026-07-01", False),
    ],
)
def test_with_verdict__what_is_of_another_day(
    validator: Validator, since: str | None, until: str | None, stands: bool
) -> None:
    known = Known(verdict_key=by(validator), since=since, until=until)
    assert (is_current(known, validator), is_validated(known, validator)) == (stands, not stands)


def test_renew_verdicts__only_what_no_longer_stands(validator: Validator) -> None:
    known = {"https://e.vn/1": Known(verdict_key=by(validator))}
    graphs = [StoredGraph("https://e.vn/1", RECORD.canonical)]
    assert list(renew_verdicts(known, graphs, validator, Context())) == []
    (change,) = renew_verdicts(known, graphs, validator, Context(), everything=True)
    assert change.report is not None
    assert (change.kind, change.body, change.version_id) == ("unchanged", None, 8)
