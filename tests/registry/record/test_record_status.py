"""The table of statuses says of each concept of the lists what it means, by all of its names."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.registry.record.summary import (
    STATUSES,
    is_narrower,
    is_retired,
    is_retiring,
    status_of,
    summary_of,
    updates_due,
    with_former_status,
    without_status,
)
from danhmuc.vocab import concepts

ADMS = "http://purl.org/adms/status/"
IRI = "https://e.vn/x"
TYPE = f"<{IRI}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{{}}> .\n"
STATUS = f"<{IRI}> <http://www.w3.org/ns/adms#status> {{}} .\n"
DATASET = "http://www.w3.org/ns/dcat#Dataset"


@pytest.mark.parametrize("token", ["dataset-status", "distribution-status"])
def test_statuses__are_known_by_every_name_that_the_lists_have(token: str) -> None:
    scheme = concepts.load(token)
    known = {one.code: one for one in STATUSES}
    assert {one.code for one in scheme} <= known.keys()
    for one in scheme:
        names = [*(one.label(lang) for lang in ("vi", "en")), one.code, one.iri, f"{one.iri}/"]
        assert {status_of(Literal(name)) for name in names} == {known[one.code]}
        assert status_of(NamedNode(one.iri)) is known[one.code]
    assert {one.code for one in STATUSES} == {one.code for one in concepts.load("dataset-status")}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Completed", "COMPLETED"),
        ("UnderDevelopment", "DEVELOP"),
        ("Deprecated", "DEPRECATED"),
        ("Withdrawn", "WITHDRAWN"),
    ],
)
def test_statuses__of_adms_are_those_that_the_lists_match(name: str, code: str) -> None:
    status = status_of(NamedNode(f"{ADMS}{name}"))
    assert status is not None
    assert status.code == code


@pytest.mark.parametrize("value", [Literal(""), Literal("live"), NamedNode("https://e.vn/"), BlankNode(), None])
def test_status__that_is_not_understood_is_none(value: object) -> None:
    assert status_of(value) is None
    assert not is_retiring([value])
    assert updates_due([value]) == "all"


def test_updates__are_due_unless_every_status_says_less() -> None:
    found = {code: updates_due([Literal(code)]) for code in ("DISCONT", "WITHDRAWN", "COMPLETED", "DEPRECATED")}
    assert found == {"DISCONT": "none", "WITHDRAWN": "none", "COMPLETED": "declared", "DEPRECATED": "all"}
    assert updates_due([]) == "all"
    assert updates_due([Literal("DISCONT"), Literal("COMPLETED")]) == "declared"
    assert updates_due([Literal("DISCONT"), Literal("odd")]) == "all"


@pytest.mark.parametrize(
    ("listed", "status", "publicity"),
    [
        (DATASET, '"WITHDRAWN"', "00001"),
        (DATASET, f"<{ADMS}Completed>", "0000"),
        (DATASET, '"odd"', "0000?"),
        (DATASET, "_:b", "0000?"),
        ("http://www.w3.org/ns/dcat#CatalogRecord", f"<{ADMS}Withdrawn>", "0000"),
        ("http://www.w3.org/ns/dcat#Distribution", f"<{ADMS}Withdrawn>", "0000"),
        ("http://www.w3.org/ns/dqv#UserQualityFeedback", '"WITHDRAWN"', "0000"),
        ("https://w3id.org/danhmuc/def#Database", '"WITHDRAWN"', "00001"),
    ],
)
def test_summary__has_the_mark_of_records_alone(listed: str, status: str, publicity: str) -> None:
    assert summary_of(IRI, (TYPE.format(listed) + STATUS.format(status)).encode()).publicity == publicity


def test_publicity__of_what_is_retired_is_narrower_and_a_status_not_understood_says_nothing() -> None:
    assert is_narrower("00001", "0000")
    assert is_narrower("00001", "9000?:ab")
    assert is_narrower("00001:ab", "00001:cd")
    for one, other in (("00001", "00001"), ("0000?", "0000"), ("0000", "00001"), ("0000?", "00001"), ("", "00001")):
        assert not is_narrower(one, other)
    assert is_narrower("1000", "00001")  # in another respect
    assert [with_former_status("0000?:ab", former) for former in ("00001", "0000", "")] == [
        "00001:ab",
        "0000?:ab",
        "0000?:ab",
    ]
    assert with_former_status("0000", "00001") == "0000"
    assert [without_status(one) for one in ("00001:ab", "0000?", "0000", "")] == ["0000:ab", "0000", "0000", ""]
    assert [is_retired(one) for one in ("00001:a", "0000:1", "0000", "")] == [True, False, False, False]
