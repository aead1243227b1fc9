"""What of feedback, requests and agreements leaves: no byte of an export or a feed has a word that must stay."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.exporters import formats
from danhmuc.vocab.terms import RDF

from ..feeds.public_words import PREFIXES, all_bytes, dataset, export_feed, harvest, word

MORE: Final = """
@prefix dqv: <http://www.w3.org/ns/dqv#> . @prefix duv: <http://www.w3.org/ns/duv#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix state: <https://w3id.org/danhmuc/concept/feedback-status/> .
@prefix kind: <https://w3id.org/danhmuc/concept/feedback-kind/> .
"""
APPROVED: Final = "adms:status state:DUYET_CONG_BO"


def feedback(name: str, *said: str, target: str = "<air>", of_class: str = "dqv:UserQualityFeedback") -> str:
    """Feedback whose text is its word."""
    more = "".join(f" ; {one}" for one in said)
    return (
        f'<{name}> a {of_class} ; oa:hasTarget {target} ; oa:hasBody [ a oa:TextualBody ; rdf:value "{word(name)}"@vi ]'
        f"{more} .\n"
    )


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}", create=True) as opened:
        yield opened


def exported(registry: Registry, name: str = "nq") -> str:
    out = io.BytesIO()
    registry.export(name, out)
    return out.getvalue().decode()


INSIDE: Final = (
    dataset(
        "air",
        "dqv:hasQualityAnnotation <said>, <unapproved>, [ a duv:UserFeedback ; "
        f'oa:bodyValue "{word("in-dataset")}" ; dct:creator "{word("creator-in-dataset")}" ]',
        "odrl:hasPolicy <agreement>, [ a odrl:Agreement ; "
        f'dct:description "{word("terms")}" ; odrl:permission [ dct:description "{word("permission")}" ] ]',
        "dct:relation <request>",
        title="air",
    )
    + feedback(
        "said",
        APPROVED,
        f'dmv:answer "{word("answer")}"@vi',
        f'dct:creator "{word("sender")}", <sender>',
        f'foaf:maker [ foaf:name "{word("maker")}" ]',
        f'rdf:value "{word("other")}"',
        f'oa:motivatedBy kind:CHAT_LUONG, "{word("motive")}", <motive>',
        "oa:hasBody <body>",
        f'dct:issued "{word("day")}"',
    )
    + f'<sender> a foaf:Person ; foaf:name "{word("sender-name")}" ; foaf:made <said> .\n'
    + '<contact> a foaf:Person ; foaf:name "contact" ; foaf:made <said> . <air> dcat:contactPoint <contact> .\n'
    + f'<body> a oa:TextualBody ; rdf:value "{word("body-apart")}" ; dct:creator "{word("body-creator")}" .\n'
    + f'<motive> a oa:Motivation ; dct:description "{word("motive-apart")}" .\n'
    + feedback("unapproved", "adms:status state:DA_TRA_LOI", f'dmv:answer "{word("no-answer")}"@vi')
    + feedback("stateless")
    + feedback("two-states", APPROVED, "adms:status state:TU_CHOI")
    + feedback("unknown", 'adms:status "DUYET_CONG_BO"')
    + feedback("spoken", APPROVED, of_class="duv:UserFeedback, dmv:DataRequest")
    + f'<agreement> a odrl:Agreement ; odrl:target <air> ; dct:identifier "{word("number")}" ; '
    + f'dmv:protection "{word("protection")}"@vi ; odrl:assignee [ foaf:name "{word("assignee")}" ] .\n'
    + f'<request> a dmv:DataRequest ; odrl:target <air> ; dmv:purpose "{word("purpose")}"@vi .\n'
)
LEAVES: Final = (word("said"), word("answer"))
STAYS: Final = (
    *("in-dataset", "creator-in-dataset", "terms", "permission", "sender", "maker", "other", "motive", "day"),
    *("sender-name", "body-apart", "body-creator", "motive-apart", "unapproved", "no-answer", "stateless"),
    *("two-states", "unknown", "spoken", "number", "protection", "assignee", "purpose"),
)
NAMES: Final = ("unapproved", "stateless", "two-states", "unknown", "spoken", "request", "sender")


def test_words__are_in_the_source(registry: Registry) -> None:
    assert all(word(one) in PREFIXES + MORE + INSIDE for one in STAYS)


def test_export__has_no_word_of_what_stays_in_any_format(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", MORE + INSIDE)
    for name in formats():
        left_out, losses = tmp_path / f"{name}.left.csv", tmp_path / f"{name}.losses.csv"
        out = io.BytesIO()
        registry.export(name, out, left_out=left_out, losses=losses)
        data = b"\n".join([out.getvalue(), left_out.read_bytes(), losses.read_bytes()])
        assert [one for one in STAYS if word(one).encode() in data] == [], name
        assert [one for one in NAMES if f"e.vn/{one}".encode() in data] == [], name
        assert b"air" in data


def test_feed__has_no_word_of_what_stays(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", MORE + INSIDE)
    for name, policy in (("with", {}), ("without", {"policy": None, "without_policy": True})):
        export_feed(registry, tmp_path / name, **policy)  # type: ignore[arg-type] # two ways to ask for a feed
        data = all_bytes(tmp_path / name / "feed")
        assert [one for one in STAYS if word(one).encode() in data] == []
        assert [one for one in NAMES if f"e.vn/{one}".encode() in data] == []
        assert all(one.encode() in data for one in LEAVES)


def test_export__has_approved_feedback_with_its_dataset(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", MORE + dataset("air", title="air") + feedback("said", APPROVED))
    digest = registry.get("https://e.vn/air").row.digest
    found = exported(registry)
    assert "<https://e.vn/air> <http://www.w3.org/ns/dqv#hasQualityAnnotation> <https://e.vn/said> .\n" in found
    assert "<https://e.vn/said> <http://www.w3.org/ns/oa#hasTarget> <https://e.vn/air> .\n" in found
    assert word("said") in found
    assert registry.get("https://e.vn/air").row.digest == digest
    assert "hasQualityAnnotation" not in registry.get("https://e.vn/air").turtle()


def test_export__has_of_an_agreement_that_there_is_one(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", MORE + INSIDE)
    assert "foaf/0.1/made" not in exported(registry)
    lines = [line for line in exported(registry).splitlines() if line.startswith("<https://e.vn/agreement> ")]
    assert lines == [
        f"<https://e.vn/agreement> {RDF.type} <http://www.w3.org/ns/odrl/2/Agreement> .",
        "<https://e.vn/agreement> <http://www.w3.org/ns/odrl/2/target> <https://e.vn/air> .",
    ]


OTHER: Final = {
    "not approved": feedback("said", "adms:status state:DANG_XU_LY"),
    "without a state": feedback("said"),
    "in a state that is not known": feedback("said", 'adms:status "approved"'),
    "by its state alone": "<said> adms:status state:TU_CHOI .\n",
    "a request": "<said> a dmv:DataRequest ; adms:status state:DUYET_CONG_BO .\n",
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
@pytest.mark.parametrize("is_first", [True, False])
def test_feedback__that_one_of_two_sources_does_not_approve_stays(
    registry: Registry, tmp_path: Path, other: str, *, is_first: bool
) -> None:
    approves = dataset("air", title="air") + feedback("said", APPROVED)
    both = [("a", approves), ("b", dataset("water", title="water") + other)]
    for name, text in reversed(both) if is_first else both:
        harvest(registry, tmp_path, name, MORE + text)
    assert "said" not in exported(registry)
    assert word("said") not in exported(registry)
    out = io.BytesIO()
    registry.export("nq", out, source="a")
    assert b"said" not in out.getvalue()


def test_feedback__stays_once_a_run_no_longer_approves_it(registry: Registry, tmp_path: Path) -> None:
    for state in ("DUYET_CONG_BO", "TU_CHOI"):
        said = feedback("said", f"adms:status state:{state}")
        harvest(registry, tmp_path, "a", MORE + dataset("air", title="air") + said)
        export_feed(registry, tmp_path)
        assert (word("said") in exported(registry)) is (state == "DUYET_CONG_BO")
    assert word("said").encode() not in all_bytes(tmp_path / "feed")
    assert registry.reports.leaving("https://e.vn/said").reason == "not-approved"


def test_feedback__on_what_does_not_leave_stays(registry: Registry, tmp_path: Path) -> None:
    said = feedback("said", APPROVED) + feedback("both", APPROVED, target="<air>, <water>")
    harvest(registry, tmp_path, "a", MORE + dataset("air", title="air") + dataset("water", title="water") + said)
    registry.withdraw("https://e.vn/air", by="officer", source="a")
    found = exported(registry)
    assert "said" not in found
    assert "<https://e.vn/air>" not in found
    assert word("both") in found


def test_feedback__of_an_internal_source_or_withheld_stays(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", MORE + dataset("air", title="air") + feedback("said", APPROVED))
    registry.withhold("https://e.vn/said", by="officer", reason="Nhầm")
    assert "said" not in exported(registry)


def test_record__that_is_feedback_as_well_says_nothing(registry: Registry, tmp_path: Path) -> None:
    both = dataset("air", "a dqv:UserQualityFeedback", f'dct:creator "{word("x")}"')
    harvest(registry, tmp_path, "a", MORE + both + dataset("water", title="water"))
    found = exported(registry)
    assert word("x") not in found
    assert word("air") not in found
    assert "water" in found
