"""Defaults and corrections in a file of sources: what they may say, and the one line that each mistake gets."""

from __future__ import annotations

import pytest

from danhmuc.registry import SourceSettings, read_source_file
from danhmuc.registry.record.corrections import Correction, DefaultNode, Defaults
from danhmuc.registry.record.source_settings import pack_settings, unpack_settings
from danhmuc.vocab.errors import UsageError

A = '[[source]]\nname = "a"\nlocation = "a.ttl"\n'
ONE = A + "[[source.corrections]]\n"
EU = "http://publications.europa.eu/resource/authority/"
DCT = "http://purl.org/dc/terms/"


def settings_of(content: str) -> SourceSettings:
    (declared,) = read_source_file(content.encode(), name="f.toml", folder="/srv")
    return declared.settings


def correction_of(lines: str) -> Correction:
    (correction,) = settings_of(f'{ONE}reason = "r"\n{lines}').corrections
    return correction


def test_read__every_default() -> None:
    content = A + (
        "[source.defaults]\n"
        'publisher = { iri = "https://e.vn/so", name = { vi = "Sở", en = "Dept" }, identifier = "H57" }\n'
        'contact = { iri = "<https://e.vn/lan>", name = "Bà Lan", email = "lan@e.vn", telephone = "0234 312 3456" }\n'
        'licence = "CC_BY_4_0"\n'
        'theme = ["ENVI", "https://e.vn/theme/nuoc", "ENVI"]\n'
    )
    assert settings_of(content).defaults == Defaults(
        publisher=DefaultNode(iri="https://e.vn/so", name=(("en", "Dept"), ("vi", "Sở")), identifier="H57"),
        contact=DefaultNode(
            iri="https://e.vn/lan", name=(("", "Bà Lan"),), email="mailto:lan@e.vn", telephone="tel:02343123456"
        ),
        licence=f"{EU}licence/CC_BY_4_0",
        theme=(f"{EU}data-theme/ENVI", "https://e.vn/theme/nuoc"),
    )


def test_read__a_default_that_is_an_iri() -> None:
    content = A + 'defaults = { publisher = "https://e.vn/so", theme = "ENVI" }'
    assert settings_of(content).defaults == Defaults(
        publisher=DefaultNode(iri="https://e.vn/so"), theme=(f"{EU}data-theme/ENVI",)
    )


def test_read__every_key_of_a_correction() -> None:
    lines = 'field = "license"\nfrom = "CC-BY"\nto = "CC_BY_4_0"\nrecord = "https://e.vn/1"'
    assert correction_of(lines) == Correction(
        property=f"{DCT}license",
        written="CC-BY",
        to=f"<{EU}licence/CC_BY_4_0>",
        reason="r",
        record="https://e.vn/1",
    )


@pytest.mark.parametrize(
    ("field", "iri"),
    [
        ("license", f"{DCT}license"),
        ("licence", f"{DCT}license"),
        ("themes", "http://www.w3.org/ns/dcat#theme"),
        ("theme", "http://www.w3.org/ns/dcat#theme"),
        ("contact_points", "http://www.w3.org/ns/dcat#contactPoint"),
        ("contact_point", "http://www.w3.org/ns/dcat#contactPoint"),
        ("contact", "http://www.w3.org/ns/dcat#contactPoint"),
        ("title", f"{DCT}title"),
        ("homepage", "http://xmlns.com/foaf/0.1/homepage"),
        ("foaf:name", "http://xmlns.com/foaf/0.1/name"),
        ("dct:license", f"{DCT}license"),
        ("<http://e.vn/p#x>", "http://e.vn/p#x"),
        ("http://e.vn/p#x", "http://e.vn/p#x"),
        ("access_url", "http://www.w3.org/ns/dcat#accessURL"),
        ("org:classification", "http://www.w3.org/ns/org#classification"),
    ],
)
def test_read__a_field_is_a_name_of_the_model_or_a_property(field: str, iri: str) -> None:
    to = "Sở" if field in ("title", "foaf:name") else "<https://e.vn/x>"
    assert correction_of(f'field = "{field}"\nto = "{to}"').property == iri


@pytest.mark.parametrize(
    ("field", "to", "stored"),
    [
        ("title", '"Nước"', "Nước"),
        ("title", "'\"Nước\"@VI'", '"Nước"@vi'),
        ("theme", '"ENVI"', f"<{EU}data-theme/ENVI>"),
        ("theme", '"https://e.vn/t"', "<https://e.vn/t>"),
        ("modified", "2026-03-31", '"2026-03-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("modified", '"2026-03"', '"2026-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("modified", "'\"2026\"^^xsd:gYear'", '"2026"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("byte_size", "0", '"0"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'),
        ("spatial_resolution_in_meters", "2.50", '"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("ex:p", '"x"', "x"),
        ("ex:p", "5", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("ex:p", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("ex:p", "2026-03-31", '"2026-03-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("ex:p", '"<http://e.vn/x>"', "<http://e.vn/x>"),
        ("ex:p", "'\"http://e.vn/x\"'", '"http://e.vn/x"'),
    ],
)
def test_read__the_right_value_is_what_the_field_takes(field: str, to: str, stored: str) -> None:
    name = field.replace("ex:", "http://e.vn/ns#")
    assert correction_of(f'field = "{name}"\nto = {to}').to == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ('"CC-BY"', "CC-BY"),
        ("'\"Nuoc\"@vi'", '"Nuoc"@vi'),
        ('"<https://e.vn/x>"', "<https://e.vn/x>"),
        ("2026-03-31", "2026-03-31"),
        ("5", "5"),
        ("false", "false"),
    ],
)
def test_read__the_value_to_look_for_is_as_it_is_written(written: str, stored: str) -> None:
    assert correction_of(f'field = "http://e.vn/p"\nfrom = {written}\nto = "x"').written == stored


def test_read__narrower_access_is_a_correction() -> None:
    narrower = correction_of('field = "access_rights"\nfrom = "PUBLIC"\nto = "RESTRICTED"')
    assert narrower.to == f"<{EU}access-right/RESTRICTED>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (A + "defaults = 1", "f.toml, source 'a': 'defaults' must be a table, [source.defaults]; found 1"),
        (A + "corrections = {}", "'corrections' must be tables, each [[source.corrections]]; found {}"),
        (A + "corrections = [1]", "'corrections' must be tables, each [[source.corrections]]; found [1]"),
        (A + "defaults.license = 1", "unknown key 'defaults.license'; did you mean 'defaults.licence'?"),
        (A + "defaults.title = 1", "unknown key 'defaults.title'; known: defaults.publisher, defaults.contact, "),
        (A + 'defaults.publisher = "Sở Y tế"', "'defaults.publisher' must be an absolute IRI; found \"Sở Y tế\""),
        (A + "defaults.publisher = 1", "'defaults.publisher' must be an IRI, or a table"),
        (A + 'defaults.publisher.name.vi = "Sở"', "the key 'defaults.publisher.iri' is missing"),
        (A + 'defaults.publisher.email = "a@e.vn"', "unknown key 'defaults.publisher.email'; known: "),
        (A + 'defaults.publisher = { iri = "https://e.vn/s", name = 1 }', "must be texts by language, such as name.vi"),
        (A + 'defaults.publisher = { iri = "https://e.vn/s", name = { "?" = "x" } }', "'defaults.publisher.name'"),
        (
            A + 'defaults.contact = { iri = "https://e.vn/s", email = "lan" }',
            "'defaults.contact.email' of vcard:hasEmail",
        ),
        (A + 'defaults.licence = "CC-BY"', "'defaults.licence' of dct:license: takes"),
        (A + 'defaults.theme = ["ENVIR"]', "near it: ENVI"),
        (ONE + 'to = "x"\nreason = "r"', "f.toml, source 'a': correction 1: the key 'field' is missing"),
        (ONE + 'field = "title"\nreason = "r"', "correction 1: the key 'to' is missing"),
        (ONE + 'field = "title"\nto = "x"', "correction 1: the key 'reason' is missing"),
        (ONE + 'field = "title"\nto = "x"\nreason = " "', "correction 1: the key 'reason' is missing"),
        (ONE + 'field = "title"\nto = "x"\nreason = 1', "'reason' must be a text of one line"),
        (ONE + 'field = "title"\nto = "x"\nreson = "r"', "unknown key 'reson'; did you mean 'reason'?"),
        (ONE + 'field = "tilte"\nto = "x"\nreason = "r"', "unknown key 'tilte'; did you mean 'title'?"),
        (ONE + 'field = "mau"\nto = "x"\nreason = "r"', "unknown field 'mau'; known: the fields of the model such as"),
        (ONE + 'field = "dct:licence"\nto = "x"\nreason = "r"', "dct:license"),
        (ONE + 'field = "dtc:title"\nto = "x"\nreason = "r"', "correction 1: "),
        (ONE + 'field = "license"\nto = "CC-BY"\nreason = "r"', "correction 1: 'to' of dct:license: takes"),
        (ONE + 'field = "license"\nto = \'"CC"@en\'\nreason = "r"', "'to' must be an absolute IRI; found"),
        (ONE + 'field = "title"\nto = "<https://e.vn/x>"\nreason = "r"', "'to' must be a text, a number or a date"),
        (ONE + 'field = "title"\nto = 5\nreason = "r"', "'to' must be a text of one line"),
        (ONE + 'field = "modified"\nto = "31/3/2026"\nreason = "r"', "'to' of dct:modified: takes"),
        (ONE + 'field = "title"\nto = \'"Nước"@\'\nreason = "r"', "'to' must be a text, an IRI such as <https://…>"),
        (ONE + 'field = "title"\nto = "a\\nb"\nreason = "r"', "'to' must be a text of one line"),
        (ONE + 'field = "title"\nfrom = "<a b>"\nto = "x"\nreason = "r"', "'from' must be a text, an IRI such as"),
        (ONE + 'field = "title"\nfrom = []\nto = "x"\nreason = "r"', "'from' must be a text, an IRI such as"),
        (ONE + 'field = "http://e.vn/p"\nto = "http://e.vn/x"\nreason = "r"', "http://e.vn/x may be both"),
        (ONE + 'field = "title"\nremove = true\nreason = "r"', "'remove' needs the key 'from'"),
        (ONE + 'field = "title"\nfrom = "x"\nremove = false\nreason = "r"', "'remove' must be true, if the value is"),
        (ONE + 'field = "title"\nfrom = "x"\nremove = "yes"\nreason = "r"', "'remove' must be true, if the value is"),
        (ONE + 'field = "title"\nfrom = "x"\nto = "y"\nremove = true\nreason = "r"', "exclude each other; keep one"),
        (ONE + 'field = "title"\nfrom = "x"\nreason = "r"', "correction 1: the key 'to' is missing"),
        (
            ONE + 'field = "access_rights"\nfrom = "RESTRICTED"\nremove = true\nreason = "r"',
            "cannot be corrected from",
        ),
        (ONE + 'field = "title"\nfrom = "x"\nto = "x"\nreason = "r"', "correction 1: 'from' and 'to' are the same"),
        (ONE + 'field = "title"\nto = "x"\nreason = "r"\nrecord = "1"', "'record' must be an absolute IRI; found '1'"),
        (ONE + 'field = "rdf:type"\nto = "<https://e.vn/x>"\nreason = "r"', "rdf:type cannot be corrected, since"),
        (ONE + 'field = "distributions"\nto = "https://e.vn/x"\nreason = "r"', "decides what is a record"),
        (ONE + 'field = "in_series"\nto = "https://e.vn/x"\nreason = "r"', "dcat:inSeries cannot be corrected"),
    ],
)
def test_read__a_mistake_is_one_line_that_names_source_and_correction(content: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        settings_of(content)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('field = "dmv:secrecy"\nto = "MAT"', "dmv:secrecy cannot be corrected, since it says who may know"),
        ('field = "http://e.vn/x#secrecyLevel"\nto = "MAT"', "cannot be corrected, since it says who may know"),
        ('field = "rights"\nto = "https://e.vn/r"', "dct:rights cannot be corrected, since it says who may know"),
        ('field = "http://e.vn/x#accessLevel"\nto = "public"', "since it says who may know"),
        ('field = "sharing_form"\nto = "MAC_DINH"', "dmv:sharingForm cannot be corrected"),
        ('field = "http://e.vn/x#sensitivityClass"\nto = "thấp"', "since it says who may know"),
        ('field = "dcat-us:accessRestriction"\nto = "<https://e.vn/x>"', "since it says who may know"),
        (
            'field = "access_rights"\nfrom = "RESTRICTED"\nto = "PUBLIC"',
            f"dct:accessRights cannot be corrected from RESTRICTED to {EU}access-right/PUBLIC, which is more public",
        ),
        ('field = "access_rights"\nfrom = "nội bộ"\nto = "PUBLIC"', "nội bộ is not understood as dct:accessRights"),
        ('field = "access_rights"\nto = "https://e.vn/noi-bo"', "can only be corrected to one of its codes: PUBLIC, "),
        ('field = "sharing_nature"\nfrom = "DUNG_RIENG"\nto = "MO"', "which is more public"),
        ('field = "personal_data"\nfrom = "NHAY_CAM"\nto = "KHONG"', "which is more public"),
        ('field = "importance"\nfrom = "COT_LOI"\nto = "KHAC"', "which is more public"),
    ],
)
def test_read__nothing_is_made_more_public(lines: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        correction_of(lines)
    assert f"correction 1: {said}" in str(refusal.value) or said in str(refusal.value)


def test_settings__are_the_same_after_they_are_stored() -> None:
    content = (
        A
        + '[source.defaults]\npublisher = { iri = "https://e.vn/so", name.vi = "Sở" }\ntheme = ["ENVI", "AGRI"]\n'
        + '[[source.corrections]]\nfield = "title"\nfrom = "a"\nto = "b"\nreason = "r"\n'
        + '[[source.corrections]]\nfield = "modified"\nto = 2026-01-01\nrecord = "https://e.vn/1"\nreason = "s"\n'
    )
    settings = settings_of(content)
    assert unpack_settings(pack_settings(settings)) == settings
    assert pack_settings(SourceSettings()) == "{}"


def test_read__a_value_that_is_taken_away() -> None:
    removal = correction_of('field = "spatial"\nfrom = "N/A"\nremove = true')
    assert removal == Correction(property=f"{DCT}spatial", written="N/A", to=None, reason="r")
    assert removal.as_setting() == {"field": f"{DCT}spatial", "from": "N/A", "remove": True, "reason": "r"}
    assert unpack_settings(pack_settings(SourceSettings(corrections=(removal,)))).corrections == (removal,)
