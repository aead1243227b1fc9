"""What a finding without a certain fix says besides what its rule requires."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.shapes.fixes.proposal import with_advice
from danhmuc.shapes.profiles.rules import Rule
from danhmuc.vocab.messages import TextByLanguage
from danhmuc.vocab.prefixes import expand

SENTENCE = TextByLanguage({"vi": "Sai.", "en": "Wrong."})


def advice(path: str | None, value: Literal | NamedNode | BlankNode, *, is_of_node: bool = False) -> str:
    rule = Rule(
        code="a:b",
        iri="",
        severity="violation",
        layer="spec",
        path=None if path is None else expand(path),
        is_of_node=is_of_node,
        name={},
        message={},
    )
    return with_advice(SENTENCE, rule, value).render("en")


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("dcat:theme", "Nước", "Wrong. To see the codes: `danhmuc vocab show data-theme`."),
        ("dct:spatial", "Lào Cai", "Wrong. To see the codes: `danhmuc vocab show province`."),
        ("dmv:sharingNature", "KIN", "Wrong. To see the codes: `danhmuc vocab show sharing-nature`."),
        (
            "dmv:sharingNature",
            "Công khai",
            "Wrong. The value may mean MO, MO_CO_DIEU_KIEN; write one of these codes.",
        ),
        (
            "dmv:sharingNature",
            " CONG KHAI",
            "Wrong. The value may mean MO, MO_CO_DIEU_KIEN; write one of these codes.",
        ),
        ("adms:status", "xong", "Wrong."),  # of a dataset it is another list than of a distribution
        ("dct:title", "Nước", "Wrong."),
        ("dcat:byteSize", "2,5 MB", "Wrong. Which number of bytes is meant is not certain: 2500000, 2621440."),
        ("dcat:byteSize", "1.234 B", "Wrong."),
        ("dcat:byteSize", "một ít", "Wrong."),
        (None, "Nước", "Wrong."),
    ],
)
def test_advice__names_the_list_or_the_sizes(path: str | None, text: str, expected: str) -> None:
    assert advice(path, Literal(text)) == expected


def test_advice__is_none_of_a_record_or_a_nested_node() -> None:
    assert advice("dcat:theme", NamedNode("https://e.vn/a"), is_of_node=True) == "Wrong."
    assert advice("dcat:theme", BlankNode("b")) == "Wrong."


def test_advice__is_in_both_languages() -> None:
    rule = Rule(code="a:b", iri="", severity="info", layer="spec", path=expand("dcat:theme"), name={}, message={})
    assert with_advice(SENTENCE, rule, Literal("Nước")).render("vi").startswith("Sai. ")
