"""What an export carries and what stays behind, and that it is counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Dataset, RdfFormat, parse, serialize
from sqlalchemy import create_engine, text

from danhmuc.registry import ExportReport, Registry, source_at
from danhmuc.vocab.errors import UnknownNameError

if TYPE_CHECKING:
    from .conftest import Agency

Profile = Callable[..., str]

GOOD = '<1> a dcat:Dataset ; dct:title "Một"@vi .'
SUBMITTED = '<1> a dcat:Dataset ; dct:description "không tiêu đề"@vi .'
ENDINGS = {"turtle": "ttl", "xml": "rdf", "json-ld": "jsonld", "nq": "nq", "trig": "trig"}
RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"


def lines(registry: Registry, source: str | None = None) -> set[str]:
    out = BytesIO()
    registry.export("nt", out, source=source)
    return set(out.getvalue().decode().splitlines())


def subjects(registry: Registry, source: str | None = None) -> set[str]:
    return set(re.findall(r"^<https://e\.vn/([^>]*)>", "\n".join(lines(registry, source)), re.MULTILINE))


def report(registry: Registry, source: str | None = None) -> ExportReport:
    return registry.export("nt", BytesIO(), source=source)


# ---------------------------------------------------------------- gated by the verdict


def test_export__an_accepted_record_leaves(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    assert subjects(agency.registry) == {"1"}


def test_export__a_record_never_accepted_stays_behind(agency: Agency, profile: Profile) -> None:
    agency.publish(SUBMITTED, profile())
    assert (subjects(agency.registry), report(agency.registry).left_out) == (set(), {"never-accepted": 1})


def test_export__the_newest_accepted_version_leaves(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    agency.publish(GOOD.replace("Một", "Mốt"), profile())
    agency.publish(SUBMITTED, profile())
    assert '<https://e.vn/1> <http://purl.org/dc/terms/title> "Mốt"@vi .' in lines(agency.registry)


def test_export__nothing_of_a_submitted_version_leaves(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    agency.publish(SUBMITTED, profile())
    assert not any("không tiêu đề" in line for line in lines(agency.registry))


def test_export__without_a_profile_the_newest_leaves(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    agency.publish(SUBMITTED, "none")
    assert any("không tiêu đề" in line for line in lines(agency.registry))


def test_export__the_source_s_present_profile_gates(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    agency.publish(GOOD, profile("dct:description", token="other"))
    assert report(agency.registry).left_out == {"never-accepted": 1}


def test_export__a_missing_record_still_leaves(agency: Agency) -> None:
    agency.publish(GOOD + "<2> a dcat:Dataset .")
    agency.publish("<2> a dcat:Dataset .")
    assert (subjects(agency.registry), report(agency.registry).missing) == ({"1", "2"}, 1)


def test_export__a_withdrawn_record_stays_behind(agency: Agency) -> None:
    agency.publish(GOOD)
    agency.registry.withdraw("https://e.vn/1", by="test", source="agency")
    assert (subjects(agency.registry), report(agency.registry).left_out) == (set(), {"withdrawn": 1})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"dct:accessRights <{RIGHTS}PUBLIC>", f"dct:accessRights <{RIGHTS}RESTRICTED>"),
        (f"dct:accessRights <{RIGHTS}RESTRICTED>", f"dct:accessRights <{RIGHTS}NON_PUBLIC>"),
        ("dct:identifier 'x'", f"dct:accessRights <{RIGHTS}NON_PUBLIC>"),
        ("dmv:sharingNature 'MO'", "dmv:sharingNature 'DUNG_RIENG'"),
        ("dmv:personalData 'KHONG'", "dmv:personalData 'CO_BAN'"),
        ("dmv:importance 'KHAC'", "dmv:importance 'COT_LOI'"),
        (f"dct:accessRights <{RIGHTS}PUBLIC>", "dct:accessRights 'Không công khai'@vi"),
        (f"dct:accessRights <{RIGHTS}PUBLIC>", "dct:accessRights [ dct:title 'Không công khai'@vi ]"),
        (f"dct:accessRights <{RIGHTS}PUBLIC>", "dct:accessRights <unheard-of>"),
        (f"dct:accessRights <{RIGHTS}NON_PUBLIC>", "dct:accessRights <unheard-of>"),
        ("dct:accessRights <unheard-of>", "dct:accessRights <another>"),
        ("dct:accessRights [ dct:title 'Công khai'@vi ]", "dct:accessRights [ dct:title 'Không công khai'@vi ]"),
        ("dmv:sharingNature 'MO'", "dmv:sharingNature 'nội bộ'"),
    ],
)
def test_export__what_is_narrowed_is_left_out_at_once(
    agency: Agency, profile: Profile, before: str, after: str
) -> None:
    agency.publish(GOOD + f"<1> {before} .", profile())
    agency.publish(SUBMITTED + f"<1> {after} .", profile())
    assert (subjects(agency.registry), report(agency.registry).left_out) == (set(), {"narrowed": 1})


@pytest.mark.parametrize("rights", ["dct:accessRights <unheard-of>", "dct:accessRights 'Nội bộ'@vi"])
def test_export__what_was_never_understood_and_is_the_same_leaves(
    agency: Agency, profile: Profile, rights: str
) -> None:
    agency.publish(GOOD + f"<1> {rights} .", profile())
    agency.publish(SUBMITTED + f"<1> {rights} .", profile())
    assert subjects(agency.registry) == {"1"}


def test_export__what_an_earlier_danhmuc_did_not_understand_is_read_again(
    agency: Agency, profile: Profile, database_url: str
) -> None:
    agency.publish(GOOD + f"<1> dct:accessRights <{RIGHTS}PUBLIC> .", profile())
    agency.publish(SUBMITTED + "<1> dct:accessRights 'Không công khai'@vi .", profile())
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE versions SET publicity = '0000'"))
    engine.dispose()
    assert report(agency.registry).left_out == {"narrowed": 1}


def test_export__what_is_widened_leaves_as_it_was(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + f"<1> dct:accessRights <{RIGHTS}RESTRICTED> .", profile())
    agency.publish(SUBMITTED + f"<1> dct:accessRights <{RIGHTS}PUBLIC> .", profile())
    assert subjects(agency.registry) == {"1"}


def test_export__an_accepted_version_that_narrows_leaves(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    agency.publish(GOOD + f"<1> dct:accessRights <{RIGHTS}NON_PUBLIC> .", profile())
    assert subjects(agency.registry) == {"1"}


# ---------------------------------------------------------------- two sources


def test_export__the_older_source_s_description_leaves(agency: Agency, second_agency: Agency) -> None:
    agency.publish(GOOD)
    second_agency.publish(GOOD.replace("Một", "Khác"))
    assert not any("Khác" in line for line in lines(agency.registry))


def test_export__the_other_source_s_is_counted(agency: Agency, second_agency: Agency) -> None:
    agency.publish(GOOD)
    second_agency.publish(GOOD.replace("Một", "Khác"))
    assert report(agency.registry).left_out == {"other-source": 1}


def test_export__both_descriptions_are_kept(agency: Agency, second_agency: Agency) -> None:
    agency.publish(GOOD)
    second_agency.publish(GOOD.replace("Một", "Khác"))
    titles = [agency.registry.get("https://e.vn/1", source=name).row.title for name in ("agency", "second")]
    assert titles == ["Một", "Khác"]


def test_export__the_younger_source_s_leaves_when_the_older_s_may_not(
    agency: Agency, second_agency: Agency, profile: Profile
) -> None:
    agency.publish(SUBMITTED, profile())
    second_agency.publish(GOOD, profile())
    assert any("Một" in line for line in lines(agency.registry))


def test_export__of_one_source(agency: Agency, second_agency: Agency) -> None:
    agency.publish(GOOD)
    second_agency.publish(GOOD.replace("Một", "Khác") + "<2> a dcat:Dataset .")
    assert (subjects(agency.registry, "second"), report(agency.registry, "second").left_out) == ({"1", "2"}, {})


def test_export__an_unknown_source_is_told(agency: Agency) -> None:
    agency.publish(GOOD)
    with pytest.raises(UnknownNameError, match="unknown source 'huế'; known: agency"):
        agency.registry.export("nt", BytesIO(), source="huế")


# ---------------------------------------------------------------- node records

CHAIN = '<unit> foaf:name "Phòng" ; foaf:member <agent> . <agent> foaf:name "Sở" . <alone> foaf:name "Khác" .'


def test_export__node_records_leave_when_they_are_reached(agency: Agency) -> None:
    agency.publish(GOOD + "<1> dct:publisher <unit> ." + CHAIN)
    assert subjects(agency.registry) == {"1", "unit", "agent"}


def test_export__node_records_left_behind_are_counted(agency: Agency) -> None:
    agency.publish(GOOD + "<1> dct:publisher <unit> ." + CHAIN)
    assert (report(agency.registry).nodes, report(agency.registry).nodes_left_out) == (2, 1)


def test_export__what_only_a_record_left_behind_reaches_stays_behind(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + "<2> a dcat:Dataset ; dct:publisher <unit> ." + CHAIN, profile())
    assert subjects(agency.registry) == {"1"}


def test_export__a_node_record_leaves_once(agency: Agency, second_agency: Agency) -> None:
    node = '<agent> foaf:name "{}" .'
    agency.publish(GOOD + "<1> dct:publisher <agent> ." + node.format("Sở"))
    second_agency.publish("<2> a dcat:Dataset ; dct:publisher <agent> ." + node.format("Khác"))
    assert [line for line in lines(agency.registry) if line.startswith("<https://e.vn/agent>")] == [
        '<https://e.vn/agent> <http://xmlns.com/foaf/0.1/name> "Sở" .'
    ]


def test_export__a_node_record_never_gates(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + "<1> dct:publisher <agent> . <agent> a <x> .", profile())
    assert subjects(agency.registry) == {"1", "agent"}


def test_export__a_node_in_a_literal_is_not_reached(agency: Agency) -> None:
    agency.publish(GOOD + '<1> dct:description "see <https://e.vn/alone> ." .' + CHAIN)
    assert subjects(agency.registry) == {"1"}


def test_export__a_distribution_that_a_dataset_took_over_leaves_once(agency: Agency) -> None:
    agency.publish(GOOD + '<d> a dcat:Distribution ; dct:title "cũ" .')
    agency.publish(GOOD + '<1> dcat:distribution <d> . <d> a dcat:Distribution ; dct:title "mới" .')
    assert not any("cũ" in line for line in lines(agency.registry))


def test_export__what_is_a_record_does_not_leave_as_a_node(agency: Agency, second_agency: Agency) -> None:
    agency.publish(GOOD)
    second_agency.publish('<2> a dcat:Dataset ; dct:relation <1> . <1> dct:title "Khác" .')
    assert not any("Khác" in line for line in lines(agency.registry))


def test_export__what_is_withdrawn_does_not_leave_as_a_node(agency: Agency, second_agency: Agency) -> None:
    agency.publish(GOOD)
    agency.registry.withdraw("https://e.vn/1", by="test", source="agency")
    second_agency.publish('<2> a dcat:Dataset ; dct:relation <1> . <1> dct:title "Khác" .')
    assert subjects(agency.registry) == {"2"}


# ---------------------------------------------------------------- catalogues

LISTING = "<k> a dcat:Catalog ; dcat:dataset <1> , <2> , <elsewhere> ; dcat:record <c1> , <c2> ."
LISTED = (
    GOOD
    + "<2> a dcat:Dataset . <c1> a dcat:CatalogRecord ; foaf:primaryTopic <1> ."
    + "<c2> a dcat:CatalogRecord ; foaf:primaryTopic <2> ."
)


def listed(registry: Registry, source: str | None = None) -> set[str]:
    found = re.findall(
        r"^<https://e\.vn/k> \S+#(?:dataset|record)> <https://e\.vn/(\w+)>", "\n".join(lines(registry, source)), re.M
    )
    return set(found)


def test_export__a_catalogue_lists_its_members(agency: Agency) -> None:
    agency.publish(LISTING + LISTED)
    assert listed(agency.registry) == {"1", "2", "elsewhere", "c1", "c2"}


def test_export__a_catalogue_lists_only_what_leaves(agency: Agency) -> None:
    agency.publish(LISTING + LISTED)
    agency.registry.withdraw("https://e.vn/2", by="test", source="agency")
    assert listed(agency.registry) == {"1", "elsewhere", "c1"}


def test_export__a_catalogue_lists_only_what_leaves_of_its_source(agency: Agency, second_agency: Agency) -> None:
    second_agency.publish("<elsewhere> a dcat:Dataset .")
    agency.publish(LISTING + LISTED)
    assert listed(agency.registry, "agency") == {"1", "2", "c1", "c2"}


def test_export__a_catalogue_lists_what_leaves_of_another_source(agency: Agency, second_agency: Agency) -> None:
    second_agency.publish("<elsewhere> a dcat:Dataset .")
    agency.publish(LISTING + LISTED)
    assert "elsewhere" in listed(agency.registry)


def test_export__what_a_catalogue_lists_no_longer_is_gone(agency: Agency) -> None:
    agency.publish(LISTING + LISTED)
    agency.publish(LISTING.replace(", <elsewhere>", "") + LISTED)
    assert "elsewhere" not in listed(agency.registry)


def test_export__a_catalog_record_leaves_with_its_topic(agency: Agency) -> None:
    agency.publish(LISTING + LISTED)
    agency.registry.withdraw("https://e.vn/2", by="test", source="agency")
    assert (subjects(agency.registry), report(agency.registry).catalog_records) == ({"k", "1", "c1"}, 1)


def test_export__a_catalog_record_of_the_other_source_stays_behind(agency: Agency, second_agency: Agency) -> None:
    agency.publish(GOOD)
    second_agency.publish(GOOD.replace("Một", "Khác") + "<c1> a dcat:CatalogRecord ; foaf:primaryTopic <1> .")
    assert subjects(agency.registry) == {"1"}


# ---------------------------------------------------------------- catalogues whose source shrank

TWO = "<k> a dcat:Catalog ; dcat:dataset <1> , <2> ; dcat:record <c1> , <c2> ." + LISTED
ONE = """<k> a dcat:Catalog ; dcat:dataset <1> ; dcat:record <c1> . <1> a dcat:Dataset .
    <c1> a dcat:CatalogRecord ; foaf:primaryTopic <1> ."""
DROPPED = ONE + "<2> a dcat:Dataset . <c2> a dcat:CatalogRecord ; foaf:primaryTopic <2> ."


def test_export__a_catalogue_goes_on_listing_what_is_missing_and_leaves(agency: Agency) -> None:
    for turtle in (TWO, ONE, ONE):
        agency.publish(turtle)
    assert (listed(agency.registry), report(agency.registry).still_listed) == ({"1", "2", "c1", "c2"}, 2)


@pytest.mark.parametrize("format_name", ["turtle", "xml", "json-ld", "nq", "trig"])
def test_export__it_does_so_in_every_format(agency: Agency, tmp_path: Path, format_name: str) -> None:
    for turtle in (TWO, ONE):
        agency.publish(turtle)
    agency.registry.export(format_name, tmp_path / "out")
    with Registry.open(f"sqlite:///{tmp_path}/other.db") as other:
        other.plan(
            source_at(str((tmp_path / "out").rename(tmp_path / f"out.{ENDINGS[format_name]}"))), profile="none"
        ).apply()
        assert listed(other) == {"1", "2", "c1", "c2"}


def test_export__it_does_so_from_when_the_catalogue_was_last_whole(agency: Agency) -> None:
    late = "<k> a dcat:Catalog ; dcat:dataset <1> , <2> . <1> a dcat:Dataset ."
    for turtle in (TWO, late, ONE):  # missing first, dropped by its catalogue later
        agency.publish(turtle)
    assert "2" in listed(agency.registry)


def test_export__what_a_catalogue_dropped_before_it_was_missing_is_not_listed(agency: Agency) -> None:
    for turtle in (TWO, DROPPED, ONE):
        agency.publish(turtle)
    assert (listed(agency.registry), report(agency.registry).missing) == ({"1", "c1"}, 1)


def test_export__what_reappears_unlisted_is_not_listed(agency: Agency) -> None:
    for turtle in (TWO, ONE, DROPPED):
        agency.publish(turtle)
    assert (listed(agency.registry), report(agency.registry).still_listed) == ({"1", "c1"}, 0)


def test_export__what_is_missing_and_withdrawn_is_not_listed(agency: Agency) -> None:
    for turtle in (TWO, ONE):
        agency.publish(turtle)
    agency.registry.withdraw("https://e.vn/2", by="test", source="agency")
    assert listed(agency.registry) == {"1", "c1"}


def test_export__what_is_missing_and_barred_is_not_listed(agency: Agency, second_agency: Agency) -> None:
    for turtle in (TWO, ONE):
        agency.publish(turtle)
    second_agency.publish("<2> a dcat:Dataset ; dmv:secrecy 'TOI_MAT' . <9> a dcat:Dataset .")
    assert listed(agency.registry) == {"1", "c1"}


def test_export__what_is_missing_here_and_leaves_from_another_source_is_not_listed(
    agency: Agency, second_agency: Agency
) -> None:
    second_agency.publish("<2> a dcat:Dataset .")
    for turtle in (TWO, ONE):
        agency.publish(turtle)
    assert listed(agency.registry) == {"1", "c1"}


def test_export__a_missing_catalogue_goes_on_listing(agency: Agency) -> None:
    for turtle in (TWO, LISTED):
        agency.publish(turtle)
    assert (listed(agency.registry), report(agency.registry).still_listed) == ({"1", "2", "c1", "c2"}, 4)


def test_export__what_is_missing_is_selected_with_its_catalogue(agency: Agency) -> None:
    theme = "<2> dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI> ."
    for turtle in (TWO + theme, ONE):
        agency.publish(turtle)
    out = BytesIO()
    agency.registry.export("nt", out, theme="ENVI")
    assert b"<https://e.vn/k> <http://www.w3.org/ns/dcat#dataset> <https://e.vn/2>" in out.getvalue()
    assert b"#dataset> <https://e.vn/1>" not in out.getvalue()


# ---------------------------------------------------------------- whole, and told apart


def test_export__all_comes_out_that_went_in(agency: Agency) -> None:
    agency.publish(LISTING + LISTED + "<1> dct:publisher <unit> ." + CHAIN + '[] dct:title "rest" .')
    expected = re.sub(r'^<https://e\.vn/alone>.*\n|^_:.*"rest".*\n', "", canonical(agency), flags=re.MULTILINE)
    assert sorted(lines(agency.registry)) == sorted(expected.splitlines())


def canonical(agency: Agency) -> str:
    data = (agency.folder / "catalog.ttl").read_bytes()
    quads = Dataset(parse(data, format=RdfFormat.TURTLE))
    return serialize(quads, format=RdfFormat.N_TRIPLES).decode()  # type: ignore[union-attr]


def test_export__blank_nodes_of_two_records_stay_two(agency: Agency) -> None:
    contact = '<{}> a dcat:Dataset ; dcat:contactPoint [ vcard:fn "A" ] , [ vcard:fn "B" ] .'
    agency.publish(contact.format(1) + contact.format(2))
    names = {line.split(" ")[0] for line in lines(agency.registry) if line.startswith("_:")}
    assert len(names) == 4


@pytest.mark.parametrize("text", ["_:c14n0", "x _:c14n0", "x _:c14n0 .", "_:c14n0 <x> _:c14n0 ."])
def test_export__a_literal_that_looks_like_a_blank_node_stays(agency: Agency, text: str) -> None:
    agency.publish(f'<1> a dcat:Dataset ; dct:title "{text}" , "{text}"@vi ; dcat:contactPoint [ vcard:fn "A" ] .')
    titles = {line.split(" ", 2)[2] for line in lines(agency.registry) if "/title>" in line}
    assert titles == {f'"{text}" .', f'"{text}"@vi .'}


def test_report__counts_triples(agency: Agency) -> None:
    agency.publish(LISTING + LISTED)
    assert report(agency.registry).triples == len(lines(agency.registry))


# ---------------------------------------------------------------- same registry, same bytes

FORMATS = ("nt", "nq", "trig", "turtle")
BIG = "".join(
    f'<{number}> a dcat:Dataset ; dct:title "{number}" ; dcat:contactPoint [ vcard:fn "A" ] ; dct:publisher <agent> .'
    for number in range(20)
)


def exported(registry: Registry, format_name: str) -> bytes:
    out = BytesIO()
    registry.export(format_name, out)
    return out.getvalue()


@pytest.mark.parametrize("format_name", FORMATS)
def test_export__twice_the_same_bytes(agency: Agency, format_name: str) -> None:
    agency.publish(BIG + LISTING + CHAIN)
    assert exported(agency.registry, format_name) == exported(agency.registry, format_name)


@pytest.mark.parametrize("format_name", FORMATS)
def test_export__the_same_bytes_however_it_was_harvested(
    agency: Agency, second_agency: Agency, registry: Registry, sqlite_url: str, format_name: str
) -> None:
    statements = (BIG + LISTING + CHAIN).replace(" .<", " .\n<").split("\n")
    agency.write("catalog.ttl", "\n".join(statements[:10]))
    agency.harvest()
    agency.write("catalog.ttl", "\n".join(statements))
    agency.harvest()
    second_agency.publish("<z> a dcat:Dataset .")
    with Registry.open(sqlite_url + ".other") as other:
        second = type(agency)(agency.folder.with_name("at-once"), other)
        second.write("catalog.ttl", "\n".join(reversed(statements)))
        second.write("z.ttl", "<z> a dcat:Dataset .")
        second.harvest()
        assert exported(registry, format_name) == exported(other, format_name)
