"""Every bundled list keeps to the one form: header, codes, labels, dates, and links that lead somewhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import rdflib

if TYPE_CHECKING:
    from .conftest import BundledList, Described

OURS = "https://w3id.org/danhmuc/concept/"
EU = "http://publications.europa.eu/resource/authority/"
BASES = {
    "access-right": f"{EU}access-right/",
    "data-theme": f"{EU}data-theme/",
    "dataset-status": f"{EU}dataset-status/",
    "distribution-status": f"{EU}distribution-status/",
    "file-type": f"{EU}file-type/",
    "frequency": f"{EU}frequency/",
    "language": f"{EU}language/",
    "licence": f"{EU}licence/",
    "planned-availability": f"{EU}planned-availability/",
    "media-type": "http://www.iana.org/assignments/media-types/",
    "publisher-type": "http://purl.org/adms/publishertype/",
    "licence-type": "http://purl.org/adms/licencetype/",
    "checksum-algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_",
    "hvd-category": "http://data.europa.eu/bna/",
    **{
        token: f"{OURS}{token}/"
        for token in (
            "agency", "agency-letter", "assessment-criterion", "code-status", "commune", "data-format", "data-layer",
            "database-class", "digitisation-state", "feedback-kind", "feedback-status", "importance",
            "inventory-annex", "iso-frequency", "legal-act", "personal-data", "province", "province-2004",
            "registration-status", "request-status", "sharing-form", "sharing-method", "sharing-nature", "theme",
            "update-frequency",
        )
    },
}  # fmt: skip
"""Every list, and how the IRIs of its concepts begin; the code ends them."""
SCHEMES = {
    "checksum-algorithm": f"{OURS}checksum-algorithm",
    "hvd-category": "http://data.europa.eu/bna/asd487ae75",
    "licence-type": "http://purl.org/adms/licencetype/1.0",
    "publisher-type": "http://purl.org/adms/publishertype/1.0",
}
"""Schemes whose IRI is not the beginning of their concepts' IRIs."""
LANGUAGES = {"media-type": {"en"}}
"""The languages of labels where they are not both: names that are the same in all languages stand once."""
COMPLETE = {
    "assessment-criterion", "code-status", "commune", "data-layer", "data-theme", "database-class",
    "digitisation-state", "feedback-kind", "feedback-status", "importance", "inventory-annex", "personal-data",
    "province", "province-2004", "registration-status", "request-status", "sharing-form", "sharing-method",
    "sharing-nature", "theme", "update-frequency",
}  # fmt: skip
HEADER = {"dct:identifier", "dct:title", "dct:source", "dct:rights", "dct:modified", "dmv:completeness"}
OF_A_CONCEPT = {
    "rdf:type", "skos:inScheme", "skos:notation", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel",
    "skos:scopeNote", "skos:changeNote", "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:broader",
    "dct:source", "schema:validFrom", "schema:validThrough", "adms:status", "dct:isReplacedBy",
    "skos:definition", "dct:type",
}  # fmt: skip
OF_AN_ACT = {"dct:publisher", "dct:date", "dmv:evidenceGrade", "dmv:seenOn"}
LINKS = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:broader", "dct:isReplacedBy")
XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"

each_list = pytest.mark.parametrize("token", sorted(BASES))


def days(about: Described, name: str) -> list[date]:
    for value in about.said.get(name, ()):
        assert value.datatype.value == XSD_DATE
    return [date.fromisoformat(value) for value in about.values(name)]


def test_lists__are_those_agreed(lists: dict[str, BundledList]) -> None:
    assert set(lists) == set(BASES)


@each_list
def test_file__is_nfc_text_with_a_word_on_its_source_and_sorted_prefixes(
    lists: dict[str, BundledList], token: str
) -> None:
    text = lists[token].text
    assert text == unicodedata.normalize("NFC", text)
    assert "\t" not in text
    assert not re.search(r"[^\S\n]$", text, re.MULTILINE)
    assert text.endswith(" .\n")
    comment, prefixes, head = text.split("\n\n")[:3]
    assert all(line.startswith("# ") for line in comment.splitlines())
    names = [line.removeprefix("@prefix ").split(":")[0] for line in prefixes.splitlines()]
    assert names == sorted(names)
    assert head.startswith(f"<{lists[token].scheme.iri}> a skos:ConceptScheme ;\n")


@each_list
def test_file__uses_every_prefix_it_declares(lists: dict[str, BundledList], token: str) -> None:
    text = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", lists[token].text)
    declared = re.findall(r"^@prefix (\S+):", text, re.MULTILINE)
    body = re.sub(r"^(?:@prefix|#).*$", "", text, flags=re.MULTILINE)
    assert [prefix for prefix in declared if not re.search(rf"(?<!\S){prefix}:|\^\^{prefix}:", body)] == []


@pytest.mark.parametrize("token", sorted(set(BASES) - {"commune", "media-type"}))  # these two would take seconds
def test_file__says_the_same_to_rdflib(lists: dict[str, BundledList], token: str) -> None:
    bundled = lists[token]
    graph = rdflib.Graph().parse(data=bundled.text, format="turtle")
    said = sum(len(values) for about in (bundled.scheme, *bundled.concepts) for values in about.said.values())
    assert len(graph) == said, "a triple stands twice, or is read differently"


@each_list
def test_header__says_all_that_readers_ask_for(lists: dict[str, BundledList], token: str) -> None:
    scheme = lists[token].scheme
    assert scheme.iri == SCHEMES.get(token, BASES[token].rstrip("/"))
    assert scheme.values("rdf:type") == ["http://www.w3.org/2004/02/skos/core#ConceptScheme"]
    assert set(scheme.said) == HEADER | {"rdf:type"}
    assert scheme.values("dct:identifier") == [token]
    assert sorted(language for _, language in scheme.texts("dct:title")) == ["en", "vi"]
    assert all(scheme.values(name) and all(scheme.values(name)) for name in HEADER)
    assert len(days(scheme, "dct:modified")) == 1


@each_list
def test_header__claims_completeness_only_where_it_is_sure(lists: dict[str, BundledList], token: str) -> None:
    assert lists[token].scheme.values("dmv:completeness") == ["complete" if token in COMPLETE else "snapshot"]


def test_header__acknowledges_the_european_union(lists: dict[str, BundledList]) -> None:
    for token, bundled in lists.items():
        if BASES[token].startswith(EU) or token == "hvd-category":
            assert "© European Union" in bundled.scheme.values("dct:rights")[0]
            assert "2011/833/EU" in bundled.scheme.values("dct:rights")[0]


@each_list
def test_concepts__are_of_their_scheme_and_say_nothing_unagreed(lists: dict[str, BundledList], token: str) -> None:
    bundled = lists[token]
    for concept in bundled.concepts:
        assert concept.values("rdf:type") == ["http://www.w3.org/2004/02/skos/core#Concept"]
        assert concept.values("skos:inScheme") == [bundled.scheme.iri]
        assert set(concept.said) <= OF_A_CONCEPT | (OF_AN_ACT if token == "legal-act" else set())


@each_list
def test_codes__are_one_each_and_end_the_iri(lists: dict[str, BundledList], token: str) -> None:
    bundled = lists[token]
    assert bundled.codes, "an empty list"
    assert [code for code, count in Counter(bundled.codes).items() if count > 1] == []
    ends = [quote(code, safe="") if token == "legal-act" else code for code in bundled.codes]
    assert [concept.iri for concept in bundled.concepts] == [BASES[token] + end for end in ends]
    assert all(re.fullmatch(r"\S+", code) for code in bundled.codes)


@each_list
def test_labels__are_one_in_each_language(lists: dict[str, BundledList], token: str) -> None:
    wanted = sorted(LANGUAGES.get(token, {"vi", "en"}))
    odd = {
        concept.code: concept.texts("skos:prefLabel")
        for concept in lists[token].concepts
        if sorted(language for _, language in concept.texts("skos:prefLabel")) != wanted
    }
    assert odd == {}


@each_list
def test_labels__are_tidy_and_never_said_twice(lists: dict[str, BundledList], token: str) -> None:
    for concept in lists[token].concepts:
        texts = [pair for name in ("skos:prefLabel", "skos:altLabel") for pair in concept.texts(name)]
        texts += [(text, "hidden") for text, _ in concept.texts("skos:hiddenLabel")]
        assert all(text and text == " ".join(text.split()) for text, _ in texts), concept.code
        again = Counter((text.casefold(), language) for text, language in texts)
        assert [pair for pair, count in again.items() if count > 1] == [], concept.code


@each_list
def test_validity__is_days_in_their_order(lists: dict[str, BundledList], token: str) -> None:
    for concept in lists[token].concepts:
        first, last = days(concept, "schema:validFrom"), days(concept, "schema:validThrough")
        assert len(first) <= 1
        assert len(last) <= 1
        assert not (first and last) or first[0] <= last[0]


@each_list
def test_status__is_a_known_word(lists: dict[str, BundledList], token: str) -> None:
    said = {tuple(concept.values("adms:status")) for concept in lists[token].concepts}
    if token == "legal-act":
        assert said == {("in-force",), ("ended",), ("reported-ended",), ("unknown",)}
    else:
        assert said <= {(), ("closed",), ("deprecated",)}


@each_list
def test_successors__are_those_of_codes_out_of_use(lists: dict[str, BundledList], token: str) -> None:
    for concept in lists[token].concepts:
        assert concept.iri not in concept.values("dct:isReplacedBy")
        if concept.values("dct:isReplacedBy"):
            assert concept.values("adms:status"), concept.code


@each_list
def test_links__lead_to_a_code_in_use_wherever_we_hold_the_list(lists: dict[str, BundledList], token: str) -> None:
    in_use = {
        concept.iri
        for bundled in lists.values()
        for concept in bundled.concepts
        if concept.values("adms:status") in ([], ["in-force"])
    }
    bases = tuple(BASES.values())
    dangling = {
        iri
        for concept in lists[token].concepts
        for name in LINKS
        for iri in concept.values(name)
        if iri.startswith(bases) and iri not in in_use
    }
    assert dangling == set()


@each_list
def test_broader__is_in_our_lists_and_no_circle(lists: dict[str, BundledList], token: str) -> None:
    above = {concept.iri: concept.values("skos:broader") for bundled in lists.values() for concept in bundled.concepts}
    for concept in lists[token].concepts:
        seen, waiting = set(), list(concept.values("skos:broader"))
        while waiting:
            iri = waiting.pop()
            assert iri in above
            assert iri not in seen
            seen.add(iri)
            waiting += above[iri]


def test_matches__make_no_two_codes_of_a_list_the_same(lists: dict[str, BundledList]) -> None:
    for token, bundled in lists.items():
        exact = Counter(iri for concept in bundled.concepts for iri in concept.values("skos:exactMatch"))
        assert [iri for iri, count in exact.items() if count > 1] == [], token
