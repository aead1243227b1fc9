"""One record cannot break the feed: odd but accepted inputs, each planted beside a good record.

Whatever was harvested, each format of the export is read by rdflib, by pyoxigraph in strict mode and (JSON-LD) by PyLD,
to the same triples. The tables have the input and what leaves of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from danhmuc.registry import ExportReport, Registry, source_at
from danhmuc.registry.store import reading_basis
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import iris
from danhmuc.vocab.writing import write

from ..vocab.writing.conftest import OXIGRAPH, READERS, Reader

# rdflib's parsers of N-Quads and TriG use them.
pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated, use Dataset.*:DeprecationWarning")

E: Final = "https://e.vn/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TITLE: Final = "<http://purl.org/dc/terms/title>"
DATASET: Final = f"<{RDF}type> <http://www.w3.org/ns/dcat#Dataset>"
GOOD: Final = f'<https://e.vn/good> {DATASET} .\n<https://e.vn/good> {TITLE} "Tốt"@vi .\n'

IRIS: Final = {
    # As written, and as it leaves; None if it stays as it is.
    E + "a%zz": E + "a%25zz",
    E + "100%": E + "100%25",
    E + "a%4": E + "a%254",
    E + "a%C4%91%": E + "a%C4%91%25",
    E + "?q=100%&r=1": E + "?q=100%25&r=1",
    E + "#100%": E + "#100%25",
    E + "a[1]": E + "a%5B1%5D",
    E + "?a[]=1": E + "?a%5B%5D=1",
    E + "#[x]": E + "#%5Bx%5D",
    E + "a]b": E + "a%5Db",
    E + "a#b#c": E + "a#b%23c",
    E + "#a##b": E + "#a%23%23b",
    E + "#/x?y#z": E + "#/x?y%23z",
    "http://a%zz.vn/x": "http://a%25zz.vn/x",
    "http://[bad/x": "http://%5Bbad/x",
    "http://bad]/x": "http://bad%5D/x",
    "http://[::zz]/x": "http://%5B%3A%3Azz%5D/x",
    "http://[u]@e.vn/": "http://%5Bu%5D@e.vn/",
    "http://e.vn:port/x": "http://e.vn%3Aport/x",
    "http://e.vn:80:80/x": "http://e.vn%3A80%3A80/x",
    "http://a@b@e.vn/x": "http://a%40b%40e.vn/x",
    "http://\ue000.vn/": "http://%EE%80%80.vn/",
    E + "\ue000": E + "%EE%80%80",
    E + "#\uf8ff": E + "#%EF%A3%BF",
    E + "\U000f0000": E + "%F3%B0%80%80",
    E + "\U0010fffd": E + "%F4%8F%BF%BD",
    E + "?\ue000": None,
    E + "?a=[\ue000]": E + "?a=%5B\ue000%5D",
    E + "\ufffe": E + "%EF%BF%BE",
    E + "\ufdd0": E + "%EF%B7%90",
    E + "\U0001ffff": E + "%F0%9F%BF%BF",
    E + "\U000e0001": E + "%F3%A0%80%81",
    E + "a\ufffdb": E + "a%EF%BF%BDb",
    "mailto:[a]@e.vn": "mailto:%5Ba%5D@e.vn",
    "data:,100%": "data:,100%25",
    "urn:x:[y]": "urn:x:%5By%5D",
    "tel:+84#1#2": "tel:+84#1%232",
    "http://[::1]/x": None,
    "http://[v1.a]/": None,
    "http://e.vn:/x": None,
    "http://e.vn:99999/x": None,
    "http:///x": None,
    "http:x": None,
    "file:///x": None,
    "urn:x": None,
    "urn:a:b#c": None,
    "a:b:c": None,
    "data:text/plain,a%20b": None,
    "HTTP://E.VN/X": None,
    "a+b.c-1:x": None,
    "javascript:alert(1)": None,
    "geo:1,2": None,
    "title:x": None,
    "http://a_b.vn/": None,
    "http://./x": None,
    "http://😀.vn/": None,
    "http://a%20b.vn/": None,
    "https://thống-kê.vn/đường#mục": None,
    E + "e\u0301": None,
    E + "a\u00adb": None,
    E + "a\u200bb": None,
    E + "a\u202eb": None,
    E + "a\u00a0b": None,
    E + "a\u2028b": None,
    E + "a\ufeffb": None,
    E + "a'b": None,
    E + "a/../b/./c": None,
    E + "a//b": None,
    E + "a#": None,
    E + "?a&b;c=d,e*!()$@~": None,
    E + "?a?b": None,
    E + "?a&amp;b": None,
    E + "%00": None,
    E + "%ff": None,
    E + "x" * 1000: None,
}
TAGS: Final = {
    "ar--rtl": "ar",
    "en--ltr": "en",
    "en-abcdefghij--rtl": "en",
    "abcdefghi": "und",
    "en-abcdefghij": "en",
    "x-abcdefghij": "und",
    "en-a": "en",
    "en-1": "en",
    "en-us-x": "en-us",
    "en-latn-latn": "en-latn",
    "vi-vn-utf8": "vi-vn",
    "e": "und",
    "x": "und",
    "a-b": "und",
    "en-a-bc": None,
    "x-abc": None,
    "i-klingon": None,
    "en-u-co-phonebk": None,
    "zh-min-nan": None,
    "en-x-a-b-c-d": None,
    "de-1996": None,
    "art-lojban": None,
    "en-gb-oed": None,
    "abcd": None,
    "aaaaaaaa": None,
}
TYPED: Final = {
    ("x", RDF + "langString"): '"x"',
    ("x", RDF + "dirLangString"): '"x"',
    ("{", RDF + "JSON"): None,
    ("<b", RDF + "HTML"): None,
    ("<b", RDF + "XMLLiteral"): None,
    ("x@en", RDF + "PlainLiteral"): None,
    ("x", RDF + "List"): None,
    ("x", XSD + "double"): None,
    ("1.0", XSD + "double"): None,
    ("99999999999999999999999", XSD + "integer"): None,
    (" 5 ", XSD + "integer"): None,
    ("2024-02-31", XSD + "date"): None,
    ("99999-01-01T00:00:00Z", XSD + "dateTime"): None,
    ("-1", XSD + "gYear"): None,
    ("!", XSD + "base64Binary"): None,
    ("0", XSD + "hexBinary"): None,
    ("TRUE", XSD + "boolean"): None,
    ("P1Y99999999999D", XSD + "duration"): None,
    ("25:00", XSD + "time"): None,
    ("a b", XSD + "anyURI"): None,
    ("1e400", XSD + "decimal"): None,
    ("INF", XSD + "float"): None,
    ("!", XSD + "language"): None,
}
TEXTS: Final = (
    *("\\u0000", "\\u0001", "\\b", "\\f", "\\u000B", "\\u001F", "\\u007F", "\x85", "\u2028", "\ufffe", "\uffff"),
    *("\ue000", "\ufeff", "\\t", "\\r", "\\r\\n", "a\\n", "]]>", "&amp;", "<a>", "<a[1]>", "<", '\\"\\"\\"', "a\\\\"),
    *("\u0301a", "@id", "_:b", "", "  ", "\\\\u0041", "\U0010ffff", "\u202e", '\\"@ar--rtl', "100%", "x\\n<b[> ."),
)
NAMED_FAULTS: Final = {
    ("json-ld", "PyLD", "iri " + E + "a\u00a0b"): "takes IRIs with a space-like character for relative ones",
    ("json-ld", "PyLD", "iri " + E + "a\u2028b"): "takes IRIs with a space-like character for relative ones",
    ("xml", "rdflib", "iri " + E + "a\u00a0b"): "xml.sax splits names of elements at space-like characters",
    ("xml", "rdflib", "iri " + E + "a\u2028b"): "xml.sax splits names of elements at space-like characters",
    ("json-ld", "PyLD", "typed 1.0 double"): "rewrites texts typed xsd:double",
}
"""Where a reader is wrong about valid RDF; each reads the rest of the file."""


@dataclass(frozen=True, slots=True)
class Odd:
    """An odd input.

    Attributes:
        written: as the source has it, in N-Triples.
        leaving: what the feed has of it.
    """

    written: str
    leaving: str


def _with_iri(name: str, iri: str) -> str:
    """An IRI in each place: as a subject, value, class, predicate and datatype."""
    about = f"<https://e.vn/odd/{name}>"
    lines: tuple[str, ...] = (
        f"{about} {DATASET}",
        f"<{iri}> {DATASET}",
        f'<{iri}> {TITLE} "Lạ {name}"@vi',
        f"{about} <http://purl.org/dc/terms/relation> <{iri}>",
        f"{about} <{RDF}type> <{iri}>",
        f'{about} <{iri}> "x"',
        f'{about} {TITLE} "y"^^<{iri}>',
    )
    if any(map(str.isspace, iri)):
        lines = lines[:-1]  # PyLD refuses a document with such a datatype; it is valid
    return "".join(line + " .\n" for line in lines)


def _with_text(name: str, text: str) -> str:
    about = f"<https://e.vn/odd/{name}>"
    return f"{about} {DATASET} .\n{about} {TITLE} {text} .\n"


def _odd_inputs() -> Iterator[tuple[str, Odd]]:
    for number, (iri, leaving) in enumerate(IRIS.items()):
        yield f"iri {iri}", Odd(_with_iri(f"i{number}", iri), _with_iri(f"i{number}", leaving or iri))
    for number, (tag, fix) in enumerate(TAGS.items()):
        yield (
            f"tag {tag}",
            Odd(_with_text(f"t{number}", f'"x"@{tag}'), _with_text(f"t{number}", f'"x"@{fix or tag}')),
        )
    for number, ((text, datatype), left) in enumerate(TYPED.items()):
        typed = f'"{text}"^^<{datatype}>'
        name = f"typed {text} {datatype.partition('#')[2]}"
        yield name, Odd(_with_text(f"d{number}", typed), _with_text(f"d{number}", left or typed))
    for number, text in enumerate(TEXTS):
        written = _with_text(f"s{number}", f'"{text}" , "{text}"@vi')
        yield f"text {text}", Odd(written, written)


ODD: Final = dict(_odd_inputs())
READ: Final = {**{(name, "pyoxigraph, strict"): None for name in OXIGRAPH}, **READERS}
PAIRS: Final = [pair for pair in READ if pair[1] != "pyoxigraph"]
names = pytest.mark.parametrize("name", ODD, ids=[ascii(name)[:60] for name in ODD])
pairs = pytest.mark.parametrize("pair", PAIRS, ids="-".join)


def reader_of(pair: tuple[str, str]) -> Reader:
    if pair in READERS:
        return READERS[pair]
    return lambda text: canonicalize(parse(text.encode(), OXIGRAPH[pair[0]])).nquads


def lines_of(turtle: str) -> set[str]:
    """Canonical lines, read without any check."""
    quads: Iterator[Quad] = parse(turtle.encode(), RdfFormat.TURTLE, lenient=True)
    return split(canonicalize(quads).nquads)


def split(lines: bytes) -> set[str]:
    return set(lines.decode().removesuffix("\n").split("\n"))


@contextmanager
def without_repair() -> Iterator[None]:
    """As an earlier version reads, which did not repair these terms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iris, "_find_suspects", lambda *_, **__: frozenset())
        patch.setattr(reading_basis, "_version", lambda: "0.0.1")
        yield


def harvest(folder: Path, odd: dict[str, str]) -> Registry:
    documents = folder / "agency"
    documents.mkdir()
    (documents / "good.ttl").write_text(GOOD, encoding="utf-8")
    for number, text in enumerate(odd.values()):
        (documents / f"{number:03}.ttl").write_text(text, encoding="utf-8")
    registry = Registry.open(f"sqlite:///{folder}/r.db")
    registry.plan(source_at(str(documents)), profile="none").apply()
    return registry


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """All odd inputs beside the good record."""
    with harvest(tmp_path_factory.mktemp("feed"), {name: odd.written for name, odd in ODD.items()}) as registry:
        yield registry


@pytest.fixture(scope="module")
def stored_before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The same in a registry of an earlier version, which did not repair them."""
    with without_repair():
        registry = harvest(tmp_path_factory.mktemp("before"), {name: odd.written for name, odd in ODD.items()})
    with registry:
        yield registry


def exported(registry: Registry, format_name: str) -> tuple[str, ExportReport]:
    out = BytesIO()
    report = registry.export(format_name, out)
    return out.getvalue().decode(), report


def test_corpus__is_large() -> None:
    assert len(ODD) >= 120


@pytest.fixture(scope="module")
def feed(registry: Registry) -> frozenset[str]:
    """The lines of the feed."""
    return frozenset(lines_of(exported(registry, "nt")[0]))


@names
def test_export__has_of_an_odd_input_what_the_table_says(feed: frozenset[str], name: str) -> None:
    leaving = lines_of(ODD[name].leaving)
    assert leaving <= feed
    assert not (lines_of(ODD[name].written) - leaving) & feed


@pytest.mark.soak
@names
def test_export__is_read_to_the_same_triples(name: str) -> None:
    good, odd = lines_of(GOOD), lines_of(ODD[name].leaving)
    graphs = ["".join(line + "\n" for line in sorted(lines)).encode() for lines in (good, odd)]
    for pair in PAIRS:
        out = BytesIO()
        unwritten = write(pair[0], graphs, out)
        read = split(reader_of(pair)(out.getvalue().decode()))
        fault = NAMED_FAULTS.get((*pair, name))
        assert good <= read, pair
        is_right = read <= good | odd and len(read) == len(good | odd) - unwritten.count
        assert is_right is (fault is None), (pair, read ^ (good | odd))
        assert not unwritten.count or pair[0] in ("xml", "json-ld"), pair


@pytest.mark.soak
@pairs
@pytest.mark.parametrize("which", ["registry", "stored_before"])
def test_export__the_whole_feed_is_read(
    which: str, pair: tuple[str, str], feed: frozenset[str], request: pytest.FixtureRequest
) -> None:
    text, report = exported(request.getfixturevalue(which), pair[0])
    read = split(reader_of(pair)(text))
    faults = [name for format_name, reader, name in NAMED_FAULTS if (format_name, reader) == pair]
    assert report.triples + report.unwritten == len(feed)
    if not faults:
        assert read <= feed
        assert len(read) == report.triples
    assert lines_of(GOOD) <= read


def test_export__repairs_what_was_stored_before_in_the_same_way(registry: Registry, stored_before: Registry) -> None:
    now, then = exported(registry, "nq"), exported(stored_before, "nq")
    assert split(now[0].encode()) == split(then[0].encode())
    assert (now[1].repaired, now[1].repaired_examples) == (0, ())
    repaired = sum(len(lines_of(odd.written) - lines_of(odd.leaving)) for odd in ODD.values())
    assert then[1].repaired == repaired
    assert len(then[1].repaired_examples) == 5


def test_harvest__says_what_it_repaired(registry: Registry) -> None:
    (run,) = registry.harvests.runs()
    found = {finding.value for finding in registry.harvests.run_findings(run.id)}
    assert {iri for iri, leaving in IRIS.items() if leaving is not None} <= found
    assert {tag for tag, leaving in TAGS.items() if leaving is not None and "--" not in tag} <= found
    assert {"ar--rtl", "en--ltr"} <= found


RTL_JSON: Final = """{"@id": "https://e.vn/a", "@type": "http://www.w3.org/ns/dcat#Dataset",
 "http://purl.org/dc/terms/title": {"@value": "t", "@language": "ar", "@direction": "rtl"}}"""
RTL_XML: Final = f"""<rdf:RDF xmlns:rdf="{RDF}" xmlns:dct="http://purl.org/dc/terms/" rdf:version="1.2"
 xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"><rdf:Description rdf:about="https://e.vn/a">
 <rdf:type rdf:resource="http://www.w3.org/ns/dcat#Dataset"/>
 <dct:title its:dir="rtl" xml:lang="ar">t</dct:title></rdf:Description></rdf:RDF>"""


@pytest.mark.parametrize(("name", "text"), [("a.jsonld", RTL_JSON), ("a.rdf", RTL_XML)])
def test_export__has_no_direction_of_any_syntax(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with Registry.open(f"sqlite:///{tmp_path}/r.db") as registry:
        report = registry.plan(source_at(str(tmp_path / name)), profile="none").apply()
        assert report.run is not None
        assert "read:text-direction" in {finding.code for finding in registry.harvests.run_findings(report.run)}
        for pair in PAIRS:
            read = split(reader_of(pair)(exported(registry, pair[0])[0]))
            assert f'<https://e.vn/a> {TITLE} "t"@ar .' in read


def test_harvest__a_record_with_a_repaired_iri_keeps_its_history(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f'<https://e.vn/a[1]> {DATASET} ; {TITLE} "Một"@vi .\n' + GOOD, encoding="utf-8")
    with Registry.open(f"sqlite:///{tmp_path}/r.db") as registry:
        with without_repair():
            registry.plan(source_at(str(path)), profile="none").apply()
        assert [row.iri for row in registry.records()] == ["https://e.vn/a[1]", "https://e.vn/good"]
        report = registry.plan(source_at(str(path)), profile="none").apply()
        counts = report.records
        assert (counts.created, counts.updated, counts.unchanged, counts.missing) == (0, 1, 1, 0)
        assert [row.iri for row in registry.records()] == ["https://e.vn/a%5B1%5D", "https://e.vn/good"]
        assert len(registry.ledger.history("https://e.vn/a%5B1%5D")) == 2
        again = registry.plan(source_at(str(path)), profile="none").apply()
        assert (again.records.updated, again.records.unchanged) == (0, 2)


def test_harvest__both_forms_of_an_iri_stay_two_records(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    both = "".join(f"<https://e.vn/{iri}> {DATASET} .\n" for iri in ("a[1]", "a%5B1]", "b[", "b%5B"))
    path.write_text(both, encoding="utf-8")
    with Registry.open(f"sqlite:///{tmp_path}/r.db") as registry:
        with without_repair():
            registry.plan(source_at(str(path)), profile="none").apply()
        registry.plan(source_at(str(path)), profile="none").apply()
        states = {row.iri.removeprefix(E): row.state for row in registry.records()}
        assert sorted(states.values()) == ["missing", "missing", "present", "present"]
        assert (states["a%5B1%5D"], states["b%5B"], states["b["]) == ("present", "present", "missing")
        # The one that is missing would be added to the description of the other.
        assert exported(registry, "nt")[1].left_out == {"other-source": 2}
