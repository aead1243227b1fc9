"""A changed node record that a program puts: what reaches it does not leave until it is validated again, in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

import pytest

from danhmuc.registry import Change, Registry, parse_records
from danhmuc.registry.store.database import Connection, RegistryDatabase
from danhmuc.registry.store.selecting import clear_due, due_page, mark_due
from danhmuc.registry.verdicts import writer
from danhmuc.registry.verdicts.writer import VerdictWriter
from danhmuc.shapes import Context, ValidationReport, Validator
from danhmuc.shapes.validation.context import RecordLike
from danhmuc.vocab.errors import RegistryError

from .conftest import PREFIXES

Rows = Callable[[str], list[dict[str, object]]]
Profile = Callable[..., str]

NAMED, NAMELESS = '<agent> foaf:name "Sở"@vi .', '<agent> dct:identifier "1" .'
GATED = "( dct:publisher foaf:name )"
"""A publisher without a name keeps its datasets from leaving."""


def dataset(name: str, agent: str = "agent") -> str:
    return f'<{name}> a dcat:Dataset ; dct:title "{name}" ; dct:publisher <{agent}> .'


def put(registry: Registry, *turtle: str, profile: str | None = None) -> list[Change]:
    return [
        registry.put(record, by="test", profile=profile) for text in turtle for record in parse_records(PREFIXES + text)
    ]


def leaving(registry: Registry) -> set[str]:
    """What an export has, by the ends of the IRIs of its datasets."""
    out = BytesIO()
    registry.export("nt", out)
    lines = (line for line in out.getvalue().decode().splitlines() if line.endswith("/dcat#Dataset> ."))
    return {line.split()[0].removeprefix("<https://e.vn/").removesuffix(">") for line in lines}


@contextmanager
def broken_off() -> Iterator[None]:
    """Break off what is validated once a record is put."""

    def break_off(_: VerdictWriter) -> None:
        raise RegistryError("broken off")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VerdictWriter, "write_due", break_off)
        with pytest.raises(RegistryError, match="broken off"):
            yield


def test_put__what_reaches_a_changed_node_stays_until_it_is_validated(registry: Registry, profile: Profile) -> None:
    put(registry, NAMED, dataset("1"), dataset("2", "other"), '<other> foaf:name "x" .', profile=profile(GATED))
    assert leaving(registry) == {"1", "2"}
    with broken_off():
        put(registry, NAMELESS)
    assert leaving(registry) == {"2"}
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("by", ["put", "revalidate"])
def test_put__broken_off_is_taken_up_by_the_next(registry: Registry, profile: Profile, rows: Rows, by: str) -> None:
    put(registry, NAMED, dataset("1"), dataset("2"), profile=profile(GATED))
    for agent, left in ((NAMED.replace("Sở", "Ty"), {"1", "2"}), (NAMELESS, set())):
        with broken_off():
            put(registry, agent)
        assert rows("renewals") != []
        assert leaving(registry) == left, "an export looks at the context of today itself"
        if by == "put":
            put(registry, '<else> foaf:name "x" .')
        else:
            registry.revalidate()
        assert (leaving(registry), rows("renewals")) == (left, [])
    assert registry.upkeep.check().problems == ()


def test_put__validates_in_pages_outside_the_writing_transaction(
    registry: Registry, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, NAMED, *(dataset(str(number)) for number in range(7)), profile=profile(GATED))
    monkeypatch.setattr(writer, "BATCH", 3)
    writing, validate, validate_all = RegistryDatabase.writing, Validator.validate, Validator.validate_all
    is_open = False
    validated: list[bool] = []
    transactions = 0

    @contextmanager
    def watched(self: RegistryDatabase) -> Iterator[Connection]:
        nonlocal is_open, transactions
        with writing(self) as connection:
            is_open = True
            transactions += 1
            try:
                yield connection
            finally:
                is_open = False

    def noted(self: Validator, *arguments: object, **named: object) -> ValidationReport:
        validated.append(is_open)
        return validate(self, *arguments, **named)  # type: ignore[arg-type]

    def noted_page(self: Validator, page: Sequence[RecordLike], context: Context | None) -> Iterator[ValidationReport]:
        validated.extend([is_open] * len(page))
        return validate_all(self, page, context)

    monkeypatch.setattr(RegistryDatabase, "writing", watched)
    monkeypatch.setattr(Validator, "validate", noted)
    monkeypatch.setattr(Validator, "validate_all", noted_page)
    put(registry, NAMELESS)
    # The agent itself within; then the datasets, in three pages, and once the marks of those that are not accepted.
    assert (validated, transactions) == ([True, *[False] * 7], 1 + 3 + 1)


def test_put__what_reaches_it_through_another_node_is_validated_again(registry: Registry, profile: Profile) -> None:
    path = "( dct:publisher dct:isPartOf foaf:name )"
    put(registry, NAMED, "<unit> dct:isPartOf <agent> .", dataset("1", "unit"), profile=profile(path))
    assert leaving(registry) == {"1"}
    put(registry, NAMELESS)
    assert leaving(registry) == set()


def test_put__an_older_version_that_reaches_it_is_validated_again(registry: Registry, profile: Profile) -> None:
    named = profile(GATED)
    put(registry, NAMED, dataset("1"), "<nameless> dct:identifier '1' .", dataset("1", "nameless"), profile=named)
    assert leaving(registry) == {"1"}  # in its first version
    put(registry, NAMELESS)
    assert leaving(registry) == set()


def test_put__a_node_that_nothing_reaches_marks_nothing(
    registry: Registry, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, NAMED, dataset("1"), profile=profile(GATED))
    monkeypatch.setattr(VerdictWriter, "write_due", lambda _: pytest.fail("nothing is due"))
    put(registry, '<else> foaf:name "x" .')
    assert leaving(registry) == {"1"}


def test_write_due__a_record_put_meanwhile_is_looked_at_once_more(
    registry: Registry, profile: Profile, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(registry, NAMED, dataset("1"), dataset("2"), profile=profile(GATED))
    validate_page = writer.validate_page
    calls = 0

    def meanwhile(*arguments: object, **named: object) -> object:
        nonlocal calls
        found = validate_page(*arguments, **named)  # type: ignore[arg-type]
        calls += 1
        if calls == 1:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(VerdictWriter, "write_due", lambda _: None)
                put(registry, dataset("1", "other"), '<other> foaf:name "x" .')
        return found

    monkeypatch.setattr(writer, "validate_page", meanwhile)
    put(registry, NAMELESS)
    assert (calls > 1, leaving(registry), rows("renewals")) == (True, {"1"}, [])
    assert registry.upkeep.check().problems == ()


def test_clear_due__leaves_a_later_mark(registry: Registry, rows: Rows) -> None:
    put(registry, dataset("1"), profile="none")
    database: RegistryDatabase = registry._database
    with database.writing() as connection:
        mark_due(connection, {1})
        (first,) = due_page(connection, 1, after=0, limit=10).values()
        mark_due(connection, {1})
        clear_due(connection, dict([first]))
    assert [row["record_id"] for row in rows("renewals")] == [1]
