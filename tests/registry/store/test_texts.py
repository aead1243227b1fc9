"""Messages come back from the database as they were put there, and a text stands there once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection, func, insert, select

from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.registry.record.source_settings import DeclaredSource
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.searching import run_findings
from danhmuc.registry.store.source_rows import add_source
from danhmuc.registry.store.tables import findings, runs, texts
from danhmuc.registry.store.verdict_rows import pack_message, read_sentences, unpack_message, write_findings
from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import EARLIER_TEXT, FOREIGN_WORDS, Sentence, TextByLanguage, message

RULE = TextByLanguage({"vi": "Phải có tiêu đề.", "en": "Needs a title."})
ODD = "a\0b\ud800c {words} 100% 'x' \"y\" \N{WAVING WHITE FLAG}"
"""What a database, or whoever fills in placeholders, may stumble over."""
OF_ALL_KINDS = message("example-texts-of-all-kinds", "{text} {number} {day} {several} {other} {rule}")(
    text=ODD,
    number=12345678901,
    day=date(2026, 3, 31),
    several=("a", RULE, FOREIGN_WORDS(words=ODD)),
    other=HarvestText.RUN_REASONS(first=HarvestText.RUN_INTERRUPTED(), second=EARLIER_TEXT(text=RULE)),
    rule=TextByLanguage({"": ODD}),
)


@pytest.fixture
def database(database_url: str) -> Iterator[RegistryDatabase]:
    """A registry with one run."""
    with open_database(database_url, create=True) as database:
        with database.writing() as connection:
            add_source(database, connection, DeclaredSource(name="a", location="/a"), by="test")
            run = {"id": 1, "source_id": 1, "state": "running", "profile": "none", "by": "", "owner": "", "kind": ""}
            connection.execute(insert(runs), [{**run, "started_at": "", "heartbeat_at": "", "counts": "{}"}])
        yield database


def finding(sentence: Sentence, **more: object) -> Finding:
    return Finding(code="x", severity="info", layer="house", message=sentence, **more)  # type: ignore[arg-type]


def write(database: RegistryDatabase, connection: Connection, *some: Finding) -> None:
    write_findings(database, connection, (({"run_id": 1}, one) for one in some))


def number_of_texts(database: RegistryDatabase) -> int:
    with database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(texts)) or 0)


@pytest.mark.parametrize("sentence", [RULE, OF_ALL_KINDS, HarvestText.RUN_INTERRUPTED(), TextByLanguage({})], ids=str)
def test_write_findings__sentences_come_back_equal(database: RegistryDatabase, sentence: Sentence) -> None:
    with database.writing() as connection:
        write(database, connection, finding(sentence))
    with database.reading() as connection:
        (found,) = run_findings(connection, 1)
    assert found.message == sentence
    assert [found.text(lang) for lang in ("vi", "en")] == [sentence.render(lang) for lang in ("vi", "en")]


def test_write_findings__positions_and_what_a_value_is_come_back(database: RegistryDatabase) -> None:
    put = finding(RULE, value="x", value_language="vi", value_datatype="urn:d", document="a.ttl", line=12, column=5)
    with database.writing() as connection:
        write(database, connection, put)
    with database.reading() as connection:
        assert run_findings(connection, 1) == [put]


def test_write_findings__what_no_database_takes_is_replaced(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        write(database, connection, finding(RULE, value="a\0b\ud800c"))
    with database.reading() as connection:
        assert [one.value for one in run_findings(connection, 1)] == ["a\N{REPLACEMENT CHARACTER}b?c"]


def test_write_findings__a_text_stands_once_whoever_says_it(database: RegistryDatabase) -> None:
    again = TextByLanguage({"en": "Needs a title.", "vi": "Phải có tiêu đề."})
    for one in (RULE, again):
        with database.writing() as connection:
            write(database, connection, finding(one), finding(EARLIER_TEXT(text=one)), finding(RULE))
    assert number_of_texts(database) == 1


def test_write_findings__an_undone_text_is_written_again(database: RegistryDatabase) -> None:
    def write_and_fail() -> None:
        with database.writing() as connection:
            write(database, connection, finding(RULE))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert number_of_texts(database) == 0
    with database.writing() as connection:
        write(database, connection, finding(RULE))
    with database.reading() as connection:
        assert [one.message for one in run_findings(connection, 1)] == [RULE]


def test_run_findings__a_message_of_another_edition_says_so(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        write(database, connection, finding(HarvestText.RUN_INTERRUPTED()))
        connection.execute(findings.update().values(message='{"id": "gone", "facts": {"name": "huế"}}'))
    with database.reading() as connection:
        (found,) = run_findings(connection, 1)
    assert found.text("en") == "gone, a message of another edition of danhmuc (huế)"


def test_read_sentences__a_text_that_is_not_there(database: RegistryDatabase) -> None:
    with database.reading() as connection, pytest.raises(RegistryError, match="text 7 is not there"):
        read_sentences(connection, [(None, 7)])


def test_packed_message__comes_back_with_the_texts_in_it() -> None:
    reason = HarvestText.DOCUMENT_SKIPPED(reason=EARLIER_TEXT(text=RULE))
    assert unpack_message(pack_message(reason)) == reason
    assert pack_message(OF_ALL_KINDS).isascii()
