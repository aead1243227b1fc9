"""What cannot be nested from above: circles and long chains take time that grows with their number, not its square."""

from __future__ import annotations

import re
import time

import pytest

from danhmuc.vocab.writing import write_text

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SECONDS = 3
"""A fifth of what the square of these sizes took."""


def circles(count: int) -> str:
    return "".join(f"<u:d{n:02}> <u:p> <u:e{n:02}> .\n<u:e{n:02}> <u:p> <u:d{n:02}> .\n" for n in range(count))


def list_of_texts(count: int) -> str:
    cells = "".join(
        f'_:c{n} <{RDF}first> "{n}" .\n_:c{n} <{RDF}rest> {f"_:c{n + 1}" if n + 1 < count else f"<{RDF}nil>"} .\n'
        for n in range(count)
    )
    return "<u:1> <u:p> _:c0 .\n" + cells


def chain(count: int) -> str:
    return "<u:1> <u:p> _:c0 .\n" + "".join(f"_:c{n} <u:p> _:c{n + 1} .\n" for n in range(count))


@pytest.mark.soak
@pytest.mark.parametrize("format_", ["turtle", "xml", "json-ld"])
@pytest.mark.parametrize(
    "lines", [circles(8_000), list_of_texts(40_000), chain(40_000)], ids=["circles", "list", "chain"]
)
def test_left__time_does_not_grow_with_the_square(format_: str, lines: str) -> None:
    started = time.process_time()
    write_text(format_, [lines.encode()])
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("format_", ["turtle", "xml", "json-ld"])
def test_left__each_circle_is_begun_at_its_first_iri_in_order(format_: str) -> None:
    text = write_text(format_, [circles(12).encode()])
    begun = list(dict.fromkeys(re.findall(r"u:d\d\d", text)))
    assert begun == [f"u:d{number:02}" for number in range(12)]
    assert text.index("u:d00") < text.index("u:e00")


@pytest.mark.parametrize("format_", ["turtle", "xml", "json-ld"])
def test_left__a_list_that_opens_late_is_written_whole(format_: str) -> None:
    lines = (
        f"_:l <{RDF}first> _:x .\n_:l <{RDF}rest> _:m .\n_:m <{RDF}first> <u:2> .\n_:m <{RDF}rest> <{RDF}nil> .\n"
        "_:x <u:p> _:l .\n"
    )
    assert write_text(format_, [lines.encode()]).count("u:2") == 1
