"""Code names terms, DCT.title, where a type checker sees them; nothing spells one as a text that no checker reads."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.vocab import terms
from danhmuc.vocab.namespaces import ClosedNamespace
from danhmuc.vocab.prefixes import PREFIXES

NAMESPACES: dict[str, ClosedNamespace[object]] = {name: getattr(terms, name) for name in terms.__all__}
CLOSED_PREFIXES = {prefix for prefix, iri in PREFIXES.items() if iri in {one.iri for one in NAMESPACES.values()}}

DECLARATIONS = (
    "vocab/namespaces/",
    "vocab/prefixes.py",
    "vocab/reading/bundled/",
    "registry/dcat_us/field_table.py",
    "registry/data_elements/schema_readers/csvw_terms.py",
)
"""Where terms are declared, where the contexts of others are copied, and what JSON writes as the names of classes."""
PROSE = re.compile(r"\w+/messages/")
"""Texts that people read."""

EXCEPTIONS = {
    # A term of drafts alone, recognised so that it can be refused.
    ("shapes/engine/node_names.py", "SH.iri + 'values'"),
    # Not a term but a word of the syntax.
    ("vocab/writing/rdfxml.py", "rdf:Description"),
    ("registry/sources/element_file.py", "b'rdf:RDF'"),
    # Names of datatypes that a schema may give, all of which the closed namespace has.
    ("registry/data_elements/schema_readers/dictionary_words.py", "getattr(XSD, local)"),
    (
        "registry/data_elements/schema_readers/dictionary_words.py",
        "(?:xsd?:|http://www\\.w3\\.org/2001/XMLSchema#)([A-Za-z0-9]+)",
    ),
    ("registry/data_elements/schema_readers/xml_schema.py", "getattr(XSD, local)"),
    # A namespace of XML, in which guarded copies note what the library must not see.
    ("registry/data_elements/schema_readers/xml_schema_documents.py", "https://w3id.org/danhmuc/def#"),
    # Columns of reports and codes of findings, which look like terms.
    ("registry/data_elements/exported_tables.py", "dct:conformsTo"),
    ("registry/data_elements/schema_readers/xml_schema_documents.py", "schema:xml"),
    ("registry/sources/element_file.py", "schema:repeated"),
}


NAMESPACE_IRIS = [namespace.iri for namespace in NAMESPACES.values()]
MENTION = re.compile(
    rf"\b(?:{'|'.join(NAMESPACES)})\b|\b(?:{'|'.join(CLOSED_PREFIXES)}):|{'|'.join(map(re.escape, NAMESPACE_IRIS))}"
)
"""What has none of these, backslashes aside, spells nothing; most modules have none, and are not parsed."""


def spelled(source: str) -> Iterator[str]:
    """What in a module's code spells a term of a closed namespace, or reaches one past the type checker."""
    if MENTION.search(source.replace("\\", "")) is None:
        return
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str() | bytes()) if id(node) not in prose and _is_spelled(node.value):
                yield node.value if isinstance(node.value, str) else repr(node.value)
            case ast.Assign(value=value) | ast.AnnAssign(value=value) if isinstance(value, ast.expr) and _is_iri(value):
                yield ast.unparse(node)
            case ast.BinOp(left=left, op=ast.Add()) if _is_namespace(left):
                yield ast.unparse(node)
            case ast.JoinedStr(values=values):
                if any(isinstance(one, ast.FormattedValue) and _is_namespace(one.value) for one in values):
                    yield ast.unparse(node)
            case ast.Subscript(value=ast.Name(id=name), slice=index) if name in NAMESPACES:
                if not isinstance(index, ast.Constant) or _may_be_attribute(str(index.value)):
                    yield ast.unparse(node)
            case ast.Call(func=ast.Name(id="getattr"), args=[of, *_]) if _is_namespace(of):
                yield ast.unparse(node)


def _is_spelled(text: str | bytes) -> bool:
    text = (text if isinstance(text, str) else text.decode("latin-1")).replace("\\", "")  # as patterns have it
    prefix, colon, name = text.partition(":")
    if colon and prefix in CLOSED_PREFIXES and re.fullmatch(r"\w[\w-]*", name):
        return True
    return any(iri in text for iri in NAMESPACE_IRIS)


def _is_iri(node: ast.expr) -> bool:
    """Whether it is the IRI of a namespace."""
    match node:
        case ast.Attribute(value=of, attr="iri") | ast.Call(func=ast.Name(id="str"), args=[of]):
            return _is_namespace(of)
        case _:
            return False


def _is_namespace(node: ast.expr) -> bool:
    match node:
        case ast.expr() if _is_iri(node):
            return True
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in NAMESPACES
        case _:
            return False


def _may_be_attribute(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def test_code__names_terms_and_spells_none(root: Path) -> None:
    faults = set()
    for folder in ("cli", "registry", "shapes", "vocab"):
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not name.startswith(DECLARATIONS) and not PROSE.match(name):
                faults |= {(name, fault) for fault in spelled(path.read_text("utf-8"))}
    assert faults - EXCEPTIONS == set()
    assert EXCEPTIONS - faults == set(), "no longer needed"


@pytest.mark.parametrize(
    "source",
    [
        "NamedNode('http://purl.org/dc/terms/title')",
        "re.compile(rb'<http://purl\\.org/dc/terms/title> ')",
        "_DCT: Final = 'http://purl.org/dc/terms/'",
        "_DCT: Final = DCT.iri",
        "expand('dct:title')",
        "field('dcat-us:purpose')",
        "DCT + 'title'",
        "DCT.iri + name",
        "str(DCT) + name",
        "f'<{DCT}title>'",
        "f'<{terms.DCT.iri}{name}>'",
        "DCT['title']",
        "DCT[name]",
        "getattr(DCT, name)",
    ],
)
def test_code__a_spelled_term_is_noticed(source: str) -> None:
    assert len(list(spelled(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "DCT.title",
        "DCT.title.value + '.'",
        "f'<{one.iri}> {DCT.title} {Literal(text)}'",
        "SH['in']",
        "iri.startswith(DCT.iri)",
        "'of dct:title'",
        "def f():\n    '''As http://purl.org/dc/terms/title.'''",
        "'https://www.w3.org/TR/vocab-dcat-3/'",
        "'geo:wktLiteral'",
    ],
)
def test_code__what_spells_none_passes(source: str) -> None:
    assert list(spelled(source)) == []
