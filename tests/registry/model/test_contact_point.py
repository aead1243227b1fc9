"""E-mail addresses and telephone numbers, in the forms in which documents have them."""

from __future__ import annotations

import pytest

from danhmuc.registry import ContactPoint, Resource
from danhmuc.vocab.errors import FieldError

PREFIXES = "@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix : <https://e.vn/> ."


def contact(turtle: str) -> ContactPoint:
    return ContactPoint.parse(f"{PREFIXES} :c a vcard:Organization ; {turtle} .", iri="https://e.vn/c")


@pytest.mark.parametrize(
    ("turtle", "shown"),
    [
        ("vcard:hasEmail <mailto:a@e.vn>", "mailto:a@e.vn"),
        ('vcard:hasEmail "a@e.vn"', "a@e.vn"),
        ("vcard:hasEmail [ vcard:hasValue <mailto:a@e.vn> ]", "mailto:a@e.vn"),
        ('vcard:hasEmail [ a vcard:Work ; vcard:hasValue "a@e.vn" ]', "a@e.vn"),
        ("vcard:hasEmail :e . :e vcard:hasValue <mailto:a@e.vn>", "mailto:a@e.vn"),
        ("vcard:hasEmail :e . :e a vcard:Work", "https://e.vn/e"),
        ("vcard:hasEmail <mailto:b@e.vn> , [ vcard:hasValue <mailto:a@e.vn> ]", "mailto:a@e.vn"),
        ("vcard:hasEmail []", None),
        ("vcard:hasEmail [ vcard:hasValue [] ]", None),
        ('vcard:fn "x"', None),
    ],
)
def test_email__is_found_in_every_form(turtle: str, shown: str | None) -> None:
    assert contact(turtle).email == shown


@pytest.mark.parametrize(
    ("turtle", "shown"),
    [
        ("vcard:hasTelephone <tel:+842439421234>", "tel:+842439421234"),
        ('vcard:hasTelephone "024 3942 1234"', "024 3942 1234"),
        ("vcard:hasTelephone [ a vcard:Voice ; vcard:hasValue <tel:+842439421234> ]", "tel:+842439421234"),
    ],
)
def test_telephone__is_found_in_every_form(turtle: str, shown: str) -> None:
    assert contact(turtle).telephone == shown


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("email", "a@e.vn", "mailto:a@e.vn"),
        ("email", "mailto:a@e.vn", "mailto:a@e.vn"),
        ("email", " a@e.vn ", "mailto:a@e.vn"),
        ("email", "https://e.vn/form", "https://e.vn/form"),
        ("telephone", "024 3942 1234", "tel:02439421234"),
        ("telephone", "+84-24-3942-1234", "tel:+84-24-3942-1234"),
        ("telephone", "tel:02439421234", "tel:02439421234"),
        ("telephone", "(0234) 3822.222", "tel:(0234)3822.222"),
        ("telephone", "tel:+842343822222;ext=5", "tel:+842343822222;ext=5"),
        ("telephone", "113", "tel:113"),
        ("telephone", "(+84) 234 382 2222", "tel:+842343822222"),
        ("email", "MAILTO:a@e.vn", "MAILTO:a@e.vn"),
        ("email", "lan.nguyễn@e.vn", "mailto:lan.nguyễn@e.vn"),
        ("email", Resource("mailto:a@e.vn"), "mailto:a@e.vn"),
    ],
)
def test_address__is_said_with_its_scheme(field: str, given: object, said: str) -> None:
    one = ContactPoint("https://e.vn/c", **{field: given})  # type: ignore[arg-type]
    assert getattr(one, field) == said
    assert f"<{said}>" in one.to("nt")


EMAIL = "an e-mail address such as 'lan@example.vn', an absolute IRI, or a Resource"
TELEPHONE = "a telephone number such as '+84 234 382 2222', an absolute IRI, or a Resource"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("email", "không có"),
        ("email", ""),
        ("email", "@"),
        ("email", "lan@"),
        ("email", "lan @e.vn"),
        ("email", "a@e.vn, b@e.vn"),
        ("email", "a@e.vn;b@e.vn"),
        ("email", "Sở <a@e.vn>"),
        ("email", "mailto:"),
        ("email", "mailto:không có"),
        ("email", "E-mail: a@e.vn"),
        ("email", "email:a@e.vn"),
        ("telephone", ""),
        ("telephone", "không có"),
        ("telephone", "(0234) 3822 222 máy lẻ 5"),
        ("telephone", "024 3942 1234 / 024 3942 1235"),
        ("telephone", "tel:"),
        ("telephone", "+"),
        ("telephone", "ĐT: 02439421234"),
        ("telephone", "a@e.vn"),
        ("telephone", 2439421234),
    ],
)
def test_address__that_is_none_is_refused(field: str, given: object) -> None:
    with pytest.raises(FieldError) as caught:
        ContactPoint(**{field: given})  # type: ignore[arg-type]
    takes = EMAIL if field == "email" else TELEPHONE
    assert str(caught.value) == f"ContactPoint.{field} takes {takes}; found {given!r}"


def test_address__several_are_said_and_the_first_is_shown() -> None:
    one = ContactPoint(email=["b@e.vn", "a@e.vn"])
    assert one.email == "mailto:a@e.vn"
    assert sorted(each.iri or "" for each in one.values("email") if isinstance(each, Resource)) == [
        "mailto:a@e.vn",
        "mailto:b@e.vn",
    ]


def test_address__of_a_document_can_be_given() -> None:
    one = contact("vcard:hasEmail <mailto:a@e.vn> ; vcard:hasTelephone <tel:+842439421234>")
    assert one.replace(email=one.email, telephone=one.telephone) == one
