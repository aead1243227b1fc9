"""Checks of what cannot be read as shapes, or is refused: defects, parameters that are none, scripts, queries, imports.

The reader of shapes names what it passes over in English; here it is told of the shape, in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.prefixes import expand

from ..engine.names import SH, sh
from .documents import REFUSED, Noticed, ShapesDocument

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Subject

__all__ = ["DEFECTS", "notice"]

_IMPORTS: Final = NamedNode(expand("owl:imports"))
_ENTAILMENT: Final = sh("entailment")
_QUERIES: Final = (sh("select"), sh("ask"), sh("construct"))
_OLD_NAMES: Final = {
    "constraint": "sh:sparql",
    "maxOccurs": "sh:maxCount",
    "minOccurs": "sh:minCount",
    "predicate": "sh:path",
    "scopeClass": "sh:targetClass",
    "scopeNode": "sh:targetNode",
    "shape": "sh:node",
    "valueClass": "sh:class",
    "valueShape": "sh:node",
    "valueType": "sh:datatype",
}
"""What drafts of SHACL called things, and what people take for its words."""
_ADVANCED: Final = frozenset(
    (
        *(
            "rule",
            "expression",
            "filterShape",
            "nodes",
            "values",
            "condition",
            "labelTemplate",
            "parameter",
            "prefixes",
        ),
        *("declare", "validator", "nodeValidator", "propertyValidator", "shapesGraph", "suggestedShapesGraph"),
        *("optional", "ask", "select", "construct", "namespace", "prefix", "intersection", "union"),
    )
)
"""Terms of SHACL beside its core that may stand on a shape."""
DEFECTS: Final = (
    (r"is a property shape without sh:path and is passed over", "không có sh:path nên bị bỏ qua"),
    (r"has more than one sh:path and is passed over", "có nhiều hơn một sh:path nên bị bỏ qua"),
    (r"has a path that leads into itself and is passed over", "có đường dẫn dẫn vào chính nó nên bị bỏ qua"),
    (r"has a path that is nested too deep and is passed over", "có đường dẫn lồng quá sâu nên bị bỏ qua"),
    (r"has a path that is two at once and is passed over", "có đường dẫn thuộc hai loại cùng lúc nên bị bỏ qua"),
    (r"has a path that is none and is passed over", "có đường dẫn không phải đường dẫn nên bị bỏ qua"),
    (r"has a path with an empty list and is passed over", "có đường dẫn là danh sách rỗng nên bị bỏ qua"),
    (r"has a path with (.+) and is passed over", "có đường dẫn chứa {0} nên bị bỏ qua"),
    (r"has a list that is broken and is passed over", "có danh sách hỏng nên bị bỏ qua"),
    (r"has a list that is broken, so its (\S+) is passed over", "có danh sách hỏng nên {0} bị bỏ qua"),
    (
        r"has in (\S+) a list that is broken, so its (\S+) is passed over",
        "có danh sách hỏng ở {0} nên {1} bị bỏ qua",
    ),
    (r"lacks (\S+), so its (\S+) is passed over", "thiếu {0} nên {1} bị bỏ qua"),
    (r"has more than one (\S+); the first one counts", "có nhiều hơn một {0}; chỉ tính giá trị đầu"),
    (
        r"names by (\S+) (.+), of which the shapes graph says nothing",
        "nêu bằng {0} quy tắc {1}, mà tệp không nói gì về nó",
    ),
    (
        r"names by (\S+) (.+), which is no usable shape, so its (\S+) is passed over",
        "nêu bằng {0} quy tắc {1} không dùng được nên {2} bị bỏ qua",
    ),
    (
        r"holds by sh:property (.+), which has no sh:path and is passed over",
        "có sh:property {0} không có sh:path nên bị bỏ qua",
    ),
    (r"has (\S+) without sh:path, which says nothing", "có {0} mà không có sh:path, nên không có tác dụng"),
    (
        r"has sh:deactivated (.+), which is neither true nor false",
        "có sh:deactivated {0}, không phải true hay false",
    ),
    (r"needs one sh:severity, an IRI; the first one counts", "cần đúng một sh:severity là IRI; chỉ tính giá trị đầu"),
    (r"shapes are nested deeper than (\d+) levels: (.+)", "quy tắc lồng sâu hơn {0} cấp: {1}"),
    (r"has no IRI as sh:severity", "có sh:severity không phải IRI"),
    (r"has (sh:target\w+) (.+), which is no IRI", "có {0} {1}, không phải IRI"),
    (r"has sh:property (.+), which is no shape", "có sh:property {0}, không phải quy tắc"),
)
"""What the reader of shapes passes over, and the same in Vietnamese."""
_FAULTS_OF_QUERIES: Final = (
    (r"that is no SPARQL: (.+)", "no SPARQL: {0}", "không phải SPARQL: {0}"),
    (r"with (SERVICE|FROM); .+", "{0}: nothing is fetched", "{0}: không có gì được tải về"),
    (r"with the prefix (\S*): .+", "nothing declares the prefix {0}:", "tiền tố {0}: chưa khai báo"),
    (r"that is no (SELECT|ASK|CONSTRUCT), .+", "no {0}", "không phải {0}"),
    (r"with (MINUS|VALUES), .+", "{0}: SHACL forbids it", "{0}: SHACL không cho dùng"),
    (r"with \$PATH .+", "$PATH: the shape has no sh:path", "$PATH: quy tắc không có sh:path"),
    (r"with \$shapesGraph, .+", "$shapesGraph is not given", "$shapesGraph: không có"),
)
"""What a query is refused for, in our words."""
_NAMED: Final = re.compile(r"names by \S+ <(\S+)>, of which the shapes graph says nothing")
_PARAMETER: Final = re.compile(
    r"has (sh|dmv):(\S+), which (?:SHACL does not know|is no parameter|danhmuc does not use in a shape)"
    r"(?:; near it: (\S+))?"
)


def notice(document: ShapesDocument) -> Iterator[Noticed]:
    """What of a file is not read as it was meant."""
    # A profile may do no more than change the rules that it builds on.
    has_terms = any(predicate.value.startswith(SH) for said in document.index.values() for predicate in said)
    if not document.shapes and not has_terms:
        yield Noticed(code="no-shapes")
    yield from _refused(document)
    yield from _warned(document)


def _refused(document: ShapesDocument) -> Iterator[Noticed]:
    """What danhmuc does not do: fetch, run, draw conclusions."""
    has_queries = False
    for node, said in document.index.items():
        for value in said.get(_IMPORTS, ()):
            yield Noticed(code="imports", node=node, term=value)
        for value in said.get(_ENTAILMENT, ()):
            yield Noticed(code="entailment", node=node, term=value)
        for predicate in said:
            if predicate in REFUSED and predicate != _ENTAILMENT:
                yield Noticed(code="script", node=node, term=predicate)
        has_queries = has_queries or not said.keys().isdisjoint(_QUERIES)
    if has_queries:
        yield from _queries(document)
    if document.unread is not None:
        nodes: dict[str, Subject] = {str(node): node for node in document.index}
        yield Noticed(code="passed-over", words={"why": _both(document, document.unread, nodes)})


def _queries(document: ShapesDocument) -> Iterator[Noticed]:
    from ..sparql_guard import check_queries  # brings rdflib

    bare = {
        node: {predicate: values for predicate, values in said.items() if predicate not in _QUERIES}
        for node, said in document.index.items()
    }
    for node, said in document.index.items():
        if said.keys().isdisjoint(_QUERIES):
            continue
        try:
            check_queries({**bare, node: said})
        except ShapesError as error:
            yield Noticed(code="query", node=node, words={"why": _why(str(error))})


def _why(sentence: str) -> dict[str, str]:
    """What is wrong with a query, without whose it is."""
    reason = sentence.partition(" has a query ")[2] or sentence
    for pattern, english, vietnamese in _FAULTS_OF_QUERIES:
        found = re.fullmatch(pattern, reason, re.DOTALL)
        if found is not None:
            return {"vi": vietnamese.format(*found.groups()), "en": english.format(*found.groups())}
    return {"vi": reason, "en": reason}


def _warned(document: ShapesDocument) -> Iterator[Noticed]:
    """What the reader has passed over, in our words."""
    nodes: dict[str, Subject] = {str(node): node for node in document.index}
    for warning in (*document.warnings, *document.warnings_of_overridden):
        head, _, sentence = warning.partition(" ")
        node = nodes.get(head)
        found = _PARAMETER.fullmatch(sentence)
        if found is not None:
            yield from _parameter(node, found)
            continue
        elsewhere = _NAMED.fullmatch(sentence)
        if elsewhere is not None and NamedNode(elsewhere[1]) in document.described_below:
            continue
        yield Noticed(code="passed-over", node=node, words={"why": _both(document, sentence, nodes)})


def _parameter(node: Subject | None, found: re.Match[str]) -> Iterator[Noticed]:
    prefix, name, near = found.groups()
    if prefix == "sh" and name in _ADVANCED:
        return
    if prefix == "sh":
        near = _OLD_NAMES.get(name, near)
    yield Noticed(code="unknown-parameter", node=node, term=NamedNode(expand(f"{prefix}:") + name), near=near)


def _both(document: ShapesDocument, sentence: str, nodes: Mapping[str, Subject]) -> dict[str, str]:
    """A sentence of the reader in both languages; shapes by their names."""
    for pattern, vietnamese in DEFECTS:
        found = re.fullmatch(pattern, sentence)
        if found is not None:
            parts = [_name(document, part, nodes) for part in found.groups()]
            english = sentence
            for written, part in zip(found.groups(), parts, strict=True):
                english = english.replace(written, part)
            return {"vi": vietnamese.format(*parts), "en": english}
    return {"vi": sentence, "en": sentence}


def _name(document: ShapesDocument, written: str, nodes: Mapping[str, Subject]) -> str:
    if written in nodes:
        return document.name(nodes[written])
    if written.startswith("_:"):
        return "[…]"
    iri = re.fullmatch(r"<([^<>\s]+)>", written)
    return written if iri is None else document.name(NamedNode(iri[1]))
