"""Redaction: what a policy keeps inside, and all that only that led to, is in no line that leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from danhmuc.registry.export.contacts_in_text import MASK
from danhmuc.registry.export.public_policy import (
    NOT_STATED,
    NOT_UNDERSTOOD,
    PublicPolicy,
    Redaction,
    WhyInside,
    read_policy,
)
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.terms import DCAT, DCT

PREFIXES = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix right: <http://publications.europa.eu/resource/authority/access-right/> .
    @prefix nature: <https://w3id.org/danhmuc/sharing-nature/> .
"""
OPEN = PublicPolicy(
    access_rights=frozenset({"PUBLIC", NOT_STATED}),
    sharing_nature=frozenset({"MO", "MO_CO_DIEU_KIEN", NOT_STATED}),
    personal_data=frozenset({"KHONG", NOT_STATED}),
    importance=frozenset({"KHAC", NOT_STATED}),
)


def lines(turtle: str) -> bytes:
    return canonicalize(parse(PREFIXES + turtle, format=RdfFormat.TURTLE)).nquads


def redacted(turtle: str, policy: PublicPolicy = OPEN, **known: tuple[str, ...]) -> str:
    return Redaction(policy, **known).redact("https://e.vn/d", lines(turtle)).decode()


# ---------------------------------------------------------------- what stays


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", None),
        ("; dct:accessRights right:PUBLIC", None),
        ("; dct:accessRights right:RESTRICTED", WhyInside("access_rights", "RESTRICTED")),
        ("; dct:accessRights right:PUBLIC, right:NON_PUBLIC", WhyInside("access_rights", "NON_PUBLIC")),
        ('; dct:accessRights "Không công khai"@vi', WhyInside("access_rights", NOT_UNDERSTOOD)),
        ("; dct:accessRights [ a dct:RightsStatement ]", WhyInside("access_rights", NOT_UNDERSTOOD)),
        ("; dmv:sharingNature nature:DUNG_RIENG", WhyInside("sharing_nature", "DUNG_RIENG")),
        ('; dmv:personalData "NHAY_CAM"', WhyInside("personal_data", "NHAY_CAM")),
        ('; dmv:importance "COT_LOI"', WhyInside("importance", "COT_LOI")),
        ("; dct:publisher <hidden>", WhyInside("publisher", "https://e.vn/hidden")),
    ],
)
def test_why_stays__names_the_value(said: str, why: WhyInside | None) -> None:
    policy = replace(OPEN, publishers=frozenset({"https://e.vn/hidden"}))
    assert policy.why_stays("https://e.vn/d", lines(f"<d> a dcat:Dataset {said} ."), source="s") == why


def test_why_stays__by_source_and_what_is_not_stated() -> None:
    nquads = lines("<d> a dcat:Dataset .")
    inside = replace(OPEN, sources=frozenset({"drafts"}))
    assert inside.why_stays("https://e.vn/d", nquads, source="drafts") == WhyInside("source", "drafts")
    stated = replace(OPEN, sharing_nature=frozenset({"MO"}))
    assert stated.why_stays("https://e.vn/d", nquads, source="s") == WhyInside("sharing_nature", NOT_STATED)


def test_why_stays__does_not_read_what_parts_say() -> None:
    nquads = lines("<d> a dcat:Dataset ; dcat:distribution <f> . <f> dct:accessRights right:NON_PUBLIC .")
    assert OPEN.why_stays("https://e.vn/d", nquads, source="s") is None


# ---------------------------------------------------------------- persons


@pytest.mark.parametrize(
    ("said", "leaves"),
    [
        ('<d> dcat:contactPoint [ a vcard:Individual ; vcard:fn "An" ] .', False),
        ('<d> dcat:contactPoint [ a vcard:Kind ; vcard:fn "An" ] .', False),
        ('<d> dcat:contactPoint <c> . <c> vcard:fn "An" .', False),
        ('<d> dct:creator [ a foaf:Person ; foaf:name "An" ] .', False),
        ('<d> dct:creator "An" .', False),
        ('<d> <https://e.vn/def#nguoiLienHe> "An" .', False),
        ('<d> <https://e.vn/def#hoTen> "An" .', False),
        ('<d> <https://e.vn/def#staff> \'[{"contact_name":"An"}]\'^^rdf:JSON .', False),
        ('<d> dcat:contactPoint [ a vcard:Organization ; vcard:fn "An" ] .', True),
        ('<d> dct:publisher [ a foaf:Agent ; foaf:name "An" ] .', True),
        ('<d> dct:title "An" .', True),
    ],
)
def test_redact__names_of_persons(said: str, leaves: bool) -> None:
    assert ("An" in redacted(said, replace(OPEN, persons="none"))) == leaves
    assert redacted(said, replace(OPEN, persons="names", contacts="all")) == redacted(
        said, replace(OPEN, contacts="all")
    )
    assert "An" in redacted(said, replace(OPEN, persons="names", contacts="all"))


@pytest.mark.parametrize("contacts", ["all", "none"])
def test_redact__masks_keys_in_addresses(contacts: str) -> None:
    said = redacted(
        "<d> foaf:page <https://e.vn/a?api_key=s3&x=1>, <https://e.vn/?secretariat=1> .",
        replace(OPEN, contacts=contacts),
    )
    assert "<https://e.vn/a?api_key=***&x=1>" in said
    assert "<https://e.vn/?secretariat=1>" in said


# ---------------------------------------------------------------- what is cut


def test_redact__gives_the_same_bytes_where_nothing_stays() -> None:
    nquads = lines('<d> a dcat:Dataset ; dct:title "Bờ biển"@vi ; dcat:distribution [ dct:title "x" ] .')
    assert Redaction(OPEN).redact("https://e.vn/d", nquads) is nquads


@pytest.mark.parametrize("part", ["<f>", "_:f"])
def test_redact__cuts_a_part_that_is_not_public_with_all_that_it_leads_to(part: str) -> None:
    said = redacted(
        f"""<d> a dcat:Dataset ; dcat:distribution {part}, <g> ; dct:title "mở" .
        {part} dct:accessRights right:NON_PUBLIC ; dct:title "kín" ; dcat:accessService <s> .
        {part} dct:license [ dct:title "kín" ] . <s> dct:title "kín" ; dct:publisher <both> .
        <g> dct:title "mở" ; dct:publisher <both> . <both> foaf:name "mở" ."""
    )
    assert "kín" not in said
    assert "e.vn/f" not in said
    assert "e.vn/s" not in said
    assert said.count('"mở"') == 3


def test_redact__cuts_properties_with_what_only_they_lead_to() -> None:
    policy = replace(OPEN, properties=frozenset({DCAT.contactPoint.value}), contacts="all")
    said = redacted(
        """<d> dcat:contactPoint [ vcard:fn "Kín" ; vcard:hasAddress [ vcard:locality "Kín" ] ], <c> ; dct:title "mở" .
        <c> vcard:fn "Kín" .""",
        policy,
    )
    assert said == '<https://e.vn/d> <http://purl.org/dc/terms/title> "mở" .\n'


def test_redact__cuts_links_to_node_records_that_stay() -> None:
    said = redacted("<d> dct:publisher <a>, <b> .", stays=("https://e.vn/a",))
    assert "e.vn/a" not in said
    assert "e.vn/b" in said


# ---------------------------------------------------------------- phone numbers and e-mail addresses

CONTACT = 'vcard:hasEmail <mailto:an@e.vn> ; vcard:hasTelephone {} ; vcard:fn "An"'
NUMBERS = ("<tel:+84912345678>", "[ a vcard:Voice ; vcard:hasValue <tel:+84912345678> ]", '"0912 345 678"')


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("subject", ["<c>", "[]"])
@pytest.mark.parametrize(
    ("said_class", "leaves"),
    [
        ("vcard:Organization", True),
        ("vcard:Kind, vcard:Group", True),
        ("vcard:Individual", False),
        ("vcard:Organization, vcard:Individual", False),
        ("vcard:Kind", False),
    ],
)
def test_redact__lets_contacts_of_organizations_leave_alone(
    said_class: str, leaves: bool, subject: str, number: str
) -> None:
    described = f"a {said_class} ; {CONTACT.format(number)}"
    node = f"[ {described} ]" if subject == "[]" else "<c>"
    more = "" if subject == "[]" else f"<c> {described} ."
    said = redacted(f"<d> a dcat:Dataset ; dcat:contactPoint {node} . {more}")
    assert ("mailto" in said, "345" in said, '"An"' in said) == (leaves, leaves, True)


def test_redact__knows_organizations_of_other_graphs() -> None:
    turtle = "<d> vcard:hasTelephone <tel:+84241234567> ."
    assert "tel:" in redacted(turtle, organizations=("https://e.vn/d",))
    assert "tel:" not in redacted(turtle)


@pytest.mark.parametrize(("contacts", "leaves"), [("all", True), ("none", False)])
def test_redact__contacts_may_be_all_or_none(contacts: str, leaves: bool) -> None:
    policy = replace(OPEN, contacts=contacts)
    turtle = '<d> a vcard:Organization ; vcard:hasEmail <mailto:a@e.vn> ; dct:description "Gọi 0912345678"@vi .'
    said = redacted(turtle, policy)
    assert ("mailto" in said, "0912345678" in said) == (leaves, leaves)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Hỏi an.nguyen@e.gov.vn hay 0912.345.678.", f"Hỏi {MASK} hay {MASK}."),
        ("Dòng\nan@e.vn\tvà\\b@e.vn", f"Dòng\n{MASK}\tvà\\{MASK}"),
        ("ĐT:+84 912 345 678", f"ĐT:{MASK}"),
        ("0084912345678", MASK),
        ("an [at] e.vn", MASK),
        ("nguyễn.an@đà-nẵng.vn hay an＠e.vn, AN@E.VN", f"{MASK} hay {MASK}, {MASK}"),
        ("0912345678/0913 456 789", MASK),
        ("0912345678/2024", "0912345678/2024"),
        ("024 3943 1234 là số máy bàn", "024 3943 1234 là số máy bàn"),
        ("POINT(105.0912345678 20.912345678)", "POINT(105.0912345678 20.912345678)"),
        ("0.912345678 84.512345678 10912345678 09123456789", "0.912345678 84.512345678 10912345678 09123456789"),
        ("https://e.vn/0912345678", "https://e.vn/0912345678"),
    ],
)
@pytest.mark.parametrize("end", ["", "@vi", "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML>", "^^<x:y>"])
def test_redact__masks_them_in_texts(text: str, masked: str, end: str) -> None:
    found = list(parse(redacted(f"<d> dct:description {Literal(text)}{end} ."), format=RdfFormat.N_QUADS))
    assert [quad.object.value for quad in found] == [masked]


@pytest.mark.parametrize(
    "said",
    [
        '<https://schema.org/telephone> "024 3825 1111"',
        '<https://schema.org/email> "an"',
        'vcard:fax "1"',
        'vcard:workTel "1"',
        'vcard:hasFax "1"',
        '<https://e.vn/def#phoneNumber> "1"',
        'foaf:skypeID "an"',
        'foaf:msnChatID "an"',
        '<https://e.vn/def#contactEmail> "an"',
        '<https://e.vn/def#contactTel> "1"',
        '<https://w3id.org/danhmuc/ckan#maintainer_phone> "024 3825 1111"',
        '<https://w3id.org/danhmuc/data-json#soDienThoai> "024 3825 1111"',
        "foaf:account <https://zalo.me/0912345678>",
        "foaf:page <https://e.vn/hoi?den=an%40e.vn>",
        "vcard:hasURL <MAILTO:an@e.vn>",
    ],
)
def test_redact__knows_contacts_by_any_vocabulary(said: str) -> None:
    assert redacted(f"<d> {said} .") == ""
    assert redacted(f"<d> a vcard:Organization ; {said} .").count("\n") == 2


SPELLINGS = (
    *(
        "an&#64;e.vn",
        "an&#x40;e.vn",
        "an&commat;e.vn",
        "an&amp;#64;e.vn",
        "an%40e.vn",
        "an%2540e.vn",
        "an%EF%BC%A0e.vn",
    ),
    *(
        "an\uff20e.vn",
        "ａｎ＠ｅ．ｖｎ",
        "an\u200b@\u200be.vn",
        "an @ e.vn",
        "an(at)e(dot)vn",
        "an {at} e [dot] vn",
        "an a còng e.vn",
    ),
    *(
        "(0912) 345 678",
        "[0912]345678",
        "0 9 1 2 3 4 5 6 7 8",
        "0912  345  678",
        "0912\u00a0345\u00a0678",
        "０９１２３４５６７８",
    ),
    *("0912\u200b345\u200d678", "0912&nbsp;345&nbsp;678", "&#48;912345678", "0912\u2013345\u2011678", "٠٩١٢٣٤٥٦٧٨"),
    *("(+84)912345678", "(+84) 912 345 678", "+ 84 912 345 678", "+(84) 912345678", "(84) 912345678", "%2B84912345678"),
    *(
        "+84 (0) 912 345 678",
        "(0084)912345678",
        ["①②③", "0912.345.678"][1],
        "zalo.me/0912345678",
        "https://fb.com/an.nguyen",
    ),
)


@pytest.mark.parametrize("text", SPELLINGS)
def test_redact__masks_every_spelling_and_nothing_around_it(text: str) -> None:
    (quad,) = parse(
        redacted(f"<d> dct:description {Literal(f'½ Gọi: {text}; &amp; 50%.')} ."), format=RdfFormat.N_QUADS
    )
    assert quad.object.value == f"½ Gọi: {MASK}; &amp; 50%."


@pytest.mark.parametrize(
    "text",
    [
        "từ 09.05.2024 - 31.12.2024",
        "05-12-2024 10.30",
        "tăng 50% so với 2024 &amp; 2025",
        "84.912.345.678 đồng",
        "0,912 345 678",
        "họp at data.gov.vn",
        "https://e.vn/%200812/a?b=%40",
        "mục 1 (a) 0.5",
        "10.1234/zenodo.0912345678-1",
        "H57.000.00.00",
    ],
)
def test_redact__masks_no_dates_and_sums(text: str) -> None:
    nquads = lines(f"<d> dct:description {Literal(text)} .")
    assert Redaction(OPEN).redact("https://e.vn/d", nquads) is nquads


@pytest.mark.parametrize(
    "said",
    [
        *(
            f'<https://e.vn/def#{name}> "024 3825 1111"'
            for name in (
                *(
                    "soDienThoaiLienHe",
                    "hotline",
                    "hotLine",
                    "lien_he",
                    "lienHe",
                    "thongTinLienHe",
                    "duong-day-nong",
                    "zalo",
                ),
                *(
                    "soZalo",
                    "so_dien_thoai_2",
                    "sđt",
                    "điện_thoại",
                    "s%E1%BB%91_%C4%91i%E1%BB%87n_tho%E1%BA%A1i",
                    "tongDai",
                ),
                *("emailCaNhan", "contact_info", "workEmail2", "facebook", "handPhone", "so_may_can_bo"),
            )
        ),
        *(
            f"foaf:page <{address}>"
            for address in (
                *(
                    "https://x.vn/u/a@x.vn",
                    "https://x.vn/u/a%40x.vn",
                    "https://chats.viber.click/an",
                    "https://viber.click/84912",
                ),
                *("https://www.facebook.com/an.nguyen", "https://fb.me/an", "https://zalo.me:443/0912345678", "tg:an"),
                *(
                    "https://x.vn/?phone=024",
                    "https://x.vn/?sdt=0912345678",
                    "https://x.vn/?q=0912345678",
                    "https://t.me/an",
                ),
                *(
                    "https://x.vn/#to=mailto%3Aan%40x.vn",
                    "https://telegram.me/an",
                    "https://x.vn/a%2540x.vn",
                    "facetime:an",
                ),
            )
        ),
    ],
)
def test_redact__knows_contacts_by_name_and_address(said: str) -> None:
    assert redacted(f"<d> {said} .") == ""
    assert redacted(f"<d> a vcard:Organization ; {said} .").count("\n") == 2


@pytest.mark.parametrize(
    "said",
    [
        '<https://e.vn/def#contactPoint> "1"',
        '<https://e.vn/def#lienHeThong> "1"',
        "foaf:page <https://anonymous@x.vn/a>",
        "foaf:page <https://unpkg.com/pkg@1.2.3/x.js>",
        "foaf:page <https://e.vn/chat.t.me>",
        "foaf:page <https://facebook.com/>",
        "dct:relation <https://e.vn/c@e.vn> . <https://e.vn/c@e.vn> dct:title 'c'",
    ],
)
def test_redact__leaves_other_names_and_addresses(said: str) -> None:
    nquads = lines(f"<d> {said} .")
    assert Redaction(OPEN).redact("https://e.vn/d", nquads) == nquads


@pytest.mark.parametrize(
    "said",
    [
        '<https://w3id.org/danhmuc/data-json#manager> "{\\"name\\":\\"An\\",\\"tel\\":\\"024 3825 1111\\"}"^^rdf:JSON',
        '<https://w3id.org/danhmuc/data-json#staff> "[{\\"\\\\u0074el\\":1}]"^^rdf:JSON',
        r"""<https://e.vn/def#note> "[\"an\\u0040e.vn\"]"^^rdf:JSON""",
        '<https://w3id.org/danhmuc/data-json#links> "[\\"tel:024-3825-1111\\"]"^^rdf:JSON',
    ],
)
@pytest.mark.parametrize("said_class", ["vcard:Individual", "vcard:Organization"])
def test_redact__cuts_json_that_has_a_contact_in_it(said: str, said_class: str) -> None:
    assert redacted(f"<d> a {said_class} ; {said} .").count("\n") == 1
    assert redacted(f"<d> a {said_class} ; {said} .", replace(OPEN, contacts="all")).count("\n") == 2


@pytest.mark.parametrize(
    "said",
    [
        '<https://e.vn/def#hotel> "1"',
        '<https://e.vn/def#automobile> "1"',
        '<https://e.vn/def#manager> "{\\"hotel\\":\\"tel\\"}"^^rdf:JSON',
        'dct:title "1"',
        "foaf:page <https://e.vn/@an>",
    ],
)
def test_redact__leaves_what_is_no_contact(said: str) -> None:
    assert redacted(f"<d> {said} .").count("\n") == 1


@pytest.mark.parametrize(
    "said",
    ['dct:identifier "0912345678"', 'dcat:byteSize "0912345678"^^xsd:decimal', "dct:relation <https://e.vn/a@e>"],
)
def test_redact__leaves_codes_and_numbers(said: str) -> None:
    assert "[…]" not in redacted(f"<d> {said} .")
    assert redacted(f"<d> {said} .").count("\n") == 1


@given(st.text(alphabet='\\"\n\r\t@.aé0912345678 u', max_size=40), st.sampled_from(["", "vi"]))
def test_redact__gives_valid_lines_of_any_text(text: str, language: str) -> None:
    value = Literal(text, language=language) if language else Literal(text)
    nquads = canonicalize([Quad(NamedNode("https://e.vn/d"), DCT.title, value)]).nquads
    (quad,) = parse(Redaction(OPEN).redact("https://e.vn/d", nquads), format=RdfFormat.N_QUADS)
    assert canonicalize([quad]).nquads == Redaction(OPEN).redact("https://e.vn/d", nquads)


def test_removed__counts_by_reason() -> None:
    redaction = Redaction(replace(OPEN, properties=frozenset({DCT.rights.value})))
    redaction.redact(
        "https://e.vn/d",
        lines(
            """<d> dct:rights "x" ; vcard:hasEmail <mailto:a@e.vn> ; dct:title "a@e.vn" ; dcat:distribution <f> .
            <f> dmv:importance "COT_LOI" ."""
        ),
    )
    assert redaction.removed == {"property": 1, "contact": 1, "text": 1, "part": 2}


# ---------------------------------------------------------------- the file

FILE = """
[may_leave]
access_rights = ["PUBLIC", "not stated"]
sharing_nature = ["MO", "MO_CO_DIEU_KIEN", "not stated"]
personal_data = ["KHONG", "not stated"]
importance = ["KHAC", "not stated"]
"""


def read(tmp_path: Path, text: str) -> PublicPolicy:
    (tmp_path / "public.toml").write_text(text, encoding="utf-8")
    return read_policy(tmp_path / "public.toml")


def test_read_policy__has_what_the_file_says(tmp_path: Path) -> None:
    assert read(tmp_path, FILE) == OPEN
    more = """
    [stays_inside]
    publishers = ["https://e.vn/a"]
    sources = ["drafts"]
    properties = ["dcat:contactPoint", "https://e.vn/p", "urn:x:y"]
    """
    assert read(tmp_path, f'contacts = "none"\npersons = "none"\n{FILE}{more}') == replace(
        OPEN,
        contacts="none",
        persons="none",
        publishers=frozenset({"https://e.vn/a"}),
        sources=frozenset({"drafts"}),
        properties=frozenset({DCAT.contactPoint.value, "https://e.vn/p", "urn:x:y"}),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the key 'may_leave' is missing"),
        (FILE.replace("importance", "importence"), "unknown key 'may_leave.importence'; known: "),
        (FILE.partition("importance")[0], "the key 'may_leave.importance' is missing"),
        (FILE.replace("KHAC", "khac"), "'may_leave.importance' must be a list of some of "),
        (FILE.replace('["KHAC", "not stated"]', '"KHAC"'), "'may_leave.importance' must be a list of some of "),
        (f'contacts = "some"\n{FILE}', "'contacts' must be one of "),
        (f'persons = "all"\n{FILE}', "'persons' must be one of names, none"),
        (f"persons = []\n{FILE}", "'persons' must be one of names, none"),
        (f"[stays_inside]\nproperties = ['dcat:contctPoint']\n{FILE}", "must be a list of properties"),
        (f"[stays_inside]\nproperties = ['dcta:contactPoint']\n{FILE}", "must be a list of properties"),
        (f"[stays_inside]\npublishers = ['Bộ']\n{FILE}", "must be a list of IRIs"),
        (f"[stays_inside]\nsources = [1]\n{FILE}", "must be a list of names of sources"),
        ("stays_inside = 1\n" + FILE, "'stays_inside' must be a table, [stays_inside]"),
        ("[may_leave", "is no TOML: "),
    ],
)
def test_read_policy__refuses_what_it_does_not_understand_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refusal:
        read(tmp_path, text)
    assert str(tmp_path / "public.toml") in str(refusal.value)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_read_policy__that_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        read_policy(tmp_path / "none.toml")
