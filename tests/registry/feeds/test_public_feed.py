"""No byte of a public feed has a word of what is not public, whether it never was or was until now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import DeclaredSource, Registry, SourceSettings, source_at
from danhmuc.vocab.errors import RegistryError, UsageError

from .public_words import POLICY, PREFIXES, all_bytes, bytes_by_path, dataset, export_feed, harvest, word

STAYS: Final = (
    POLICY
    + """
[stays_inside]
publishers = ["https://e.vn/hidden-publisher"]
sources = ["drafts"]
properties = ["adms:versionNotes"]
"""
)
NON_PUBLIC: Final = "dct:accessRights access:NON_PUBLIC"
NARROW: Final = {
    "access": NON_PUBLIC,
    "sharing": 'dmv:sharingNature "DUNG_CHUNG"',
    "personal": 'dmv:personalData "CO_BAN"',
    "importance": 'dmv:importance "CHU"',
    "not-understood": 'dct:accessRights "Không công khai"',
    "publisher": "dct:publisher <hidden-publisher>",
}
"""What keeps a record inside by a policy, by a name for the record that has it."""


def person(name: str, *statements: str) -> str:
    """A person whose telephone and e-mail address are words."""
    said = "".join(f" ; {one}" for one in statements)
    return (
        f'<{name}> a vcard:Individual ; vcard:fn "Officer" ; vcard:hasEmail <mailto:{word(name)}@e.vn> ;'
        f' vcard:hasTelephone [ vcard:hasValue "024 {word(name)}" ]{said} .\n'
    )


def agent(name: str, *statements: str) -> str:
    """An agent whose name is its word."""
    return f'<{name}> a foaf:Agent ; foaf:name "{word(name)}"@vi{"".join(f" ; {one}" for one in statements)} .\n'


NEVER: Final = "".join(
    [
        *(
            dataset(f"stays-{name}", said, f"dct:creator <agent-of-{name}>") + agent(f"agent-of-{name}")
            for name, said in NARROW.items()
        ),
        *(
            f"<entry-{name}> a dcat:CatalogRecord ; foaf:primaryTopic <stays-{name}> ;"
            f" dct:modified '2025-01-01'^^xsd:date ; dct:description \"{word(f'entry-{name}')}\" .\n"
            for name in NARROW
        ),
        agent("hidden-publisher"),
        dataset(
            "open",
            *(f"dcat:distribution <part-{name}>" for name in NARROW),
            "dcat:contactPoint <officer>",
            "dct:creator <hidden-node>",
            f'dcat:contactPoint [ {NON_PUBLIC} ; vcard:fn "{word("blank-part")}" ]',
            f'adms:versionNotes "{word("property")}"',
            "dcat:landingPage <page>",
            title=f"Mail officer.{word('text')}@e.vn",
        ),
        *(
            f'<part-{name}> a dcat:Distribution ; dct:title "{word(f"part-{name}")}" ; {said} ;'
            f" dcat:accessURL <data> ; dct:license <licence-of-{name}> .\n"
            f'<licence-of-{name}> a dct:LicenseDocument ; dct:title "{word(f"licence-of-{name}")}" .\n'
            for name, said in NARROW.items()
        ),
        person("officer"),
        agent("hidden-node", NON_PUBLIC),
        dataset("withheld"),
        dataset("withdrawn"),
        dataset("purged", "dct:creator <agent-of-purged>"),
        agent("agent-of-purged"),
        dataset("unclear", 'dmv:secrecy "TS"'),
        dataset("secret", 'dmv:secrecy "TOI_MAT"'),
        f'<rest> <unknown> "{word("rest")}" .\n',
        '<catalog> a dcat:Catalog ; dct:title "c"@vi ; dct:description "d"@vi ; dct:publisher <hidden-publisher> ;'
        f' dcat:dataset <open> . <mine> a dcat:Catalog ; dct:title "m"@vi ; dct:description "{word("-")}"@vi ;'
        " dcat:dataset <open>, <stays-access> .\n".replace(word("-"), "d"),
    ]
)
DRAFTS: Final = (
    dataset("draft", "dct:creator <agent-of-drafts>")
    + agent("agent-of-drafts")
    + f"<entry-of-drafts> a dcat:CatalogRecord ; foaf:primaryTopic <linking> ; dct:modified '2025-01-01'^^xsd:date ;"
    f' dct:description "{word("entry-of-drafts")}" .\n'
)
STRICT: Final = (
    f'<never> a dcat:Dataset ; dct:title "{word("never")}"@vi ; dct:issued "{word("finding")}"^^xsd:date .\n'
    + dataset("strict", NON_PUBLIC, "dct:publisher 7")
)
LINKING: Final = dataset("linking", "dct:creator <agent-of-drafts>, <shared>", title="Linking")


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


def words_in(names: object, folder: Path) -> list[str]:
    """The names whose words stand in any byte of a feed."""
    found = all_bytes(folder / "feed").decode("utf-8", "replace")
    return [name for name in sorted(map(str, names)) if word(name) in found]  # type: ignore[call-overload]


def names_in(turtle: str) -> set[str]:
    """The names of all words in a text are those of its subjects, and some more."""
    return {*re.findall(r"^<([^>]*)>", turtle, re.MULTILINE), "blank-part", "property", "text", "finding"}


def test_export_feed__has_no_word_of_what_never_was_public(registry: Registry, tmp_path: Path) -> None:
    old = "".join(dataset(name, title=word(f"older-{name}")) for name in ("open", "stays-access", "withheld"))
    harvest(registry, tmp_path, "main", old)
    harvest(registry, tmp_path, "main", NEVER)
    harvest(registry, tmp_path, "drafts", DRAFTS)
    harvest(registry, tmp_path, "linking", LINKING)
    harvest(registry, tmp_path, "strict", dataset("strict", title=word("older-strict")), profile="dcat-ap")
    harvest(registry, tmp_path, "strict", STRICT, profile="dcat-ap")
    harvest(registry, tmp_path, "hidden-office", dataset("internal", "dct:creator <shared>") + agent("shared"))
    set_internal(registry, "hidden-office")
    registry.withhold("https://e.vn/withheld", by="officer", reason="No")
    registry.withdraw("https://e.vn/withdrawn", by="officer", source="main")
    registry.purge("https://e.vn/purged", by="officer", reason="No")
    older = {f"older-{one}" for one in ("open", "stays-access", "withheld", "strict")}
    names = {*names_in(NEVER + DRAFTS + STRICT), *older, "internal", "shared"}
    for _ in range(2):
        report = export_feed(registry, tmp_path, STAYS)
        assert report.records == 3
        assert words_in(names, tmp_path) == []
        found = all_bytes(tmp_path / "feed")
        assert [name for name in (b"hidden-office", b"drafts", b"stays-", b"entry-") if name in found] == []


PUBLIC: Final = "".join(
    [
        *(
            dataset(name, f"dct:creator <agent-of-{name}>") + agent(f"agent-of-{name}")
            for name in ("narrowed", "withheld", "withdrawn", "purged", "unclear", "secret", "personal")
        ),
        *(
            f"<entry-of-{name}> a dcat:CatalogRecord ; foaf:primaryTopic <{name}> ;"
            f" dct:modified '2025-01-01'^^xsd:date ; dct:description \"{word(f'entry-of-{name}')}\" .\n"
            for name in ("narrowed", "withheld", "purged", "secret", "holder")
        ),
        dataset("holder", "dcat:distribution <part>", "dcat:contactPoint <officer>", "dct:creator <node>", title="t"),
        f'<part> a dcat:Distribution ; dct:title "{word("part")}"@vi ; dcat:accessURL <data> .\n',
        agent("node"),
        person("officer").replace("vcard:Individual", "vcard:Organization"),
    ]
)
OTHER: Final = dataset("other", "dct:creator <agent-of-other>") + agent("agent-of-other") + agent("shared")
USER: Final = dataset("user", "dct:creator <shared>, <lonely>", title="t")
NODES: Final = dataset("nodes-holder", NON_PUBLIC, "dct:creator <lonely>") + agent("lonely")
SAID_LATER: Final = {
    "narrowed": (["narrowed", "agent-of-narrowed", "entry-of-narrowed"], f"<narrowed> {NON_PUBLIC} .\n"),
    "personal": (["personal", "agent-of-personal"], '<personal> dmv:personalData "CO_BAN" .\n'),
    "part": (["part"], f"<part> {NON_PUBLIC} .\n"),
    "node": (["node"], f"<node> {NON_PUBLIC} .\n"),
    "officer": (["officer"], "<officer> a vcard:Individual .\n"),
    "entry": (["entry-of-holder"], f"<entry-of-holder> {NON_PUBLIC} .\n"),
    "unclear": (["unclear", "agent-of-unclear"], '<unclear> dmv:secrecy "TS" .\n'),
    "secret": (["secret", "agent-of-secret", "entry-of-secret"], '<secret> dmv:secrecy "TOI_MAT" .\n'),
}
"""The names whose words are not public any more, and what the source adds, by a name for it."""


def set_internal(registry: Registry, name: str) -> None:
    """Make a source internal."""
    sources = [
        DeclaredSource(
            name=one.name,
            location=str(one.location),
            profile=one.profile,
            settings=SourceSettings(internal=one.name == name),
        )
        for one in registry.sources()
    ]
    registry.source_list.plan(sources).apply(by="test")


@pytest.mark.soak
def test_export_feed__has_no_word_of_what_is_public_no_more(registry: Registry, tmp_path: Path) -> None:
    said = PUBLIC
    for name, content in (("main", said), ("other", OTHER), ("user", USER), ("nodes", NODES)):
        harvest(registry, tmp_path, name, content)
    export_feed(registry, tmp_path)
    everything = {one for names, _ in SAID_LATER.values() for one in names}
    everything |= {"withheld", "entry-of-withheld", "withdrawn", "purged", "other", "agent-of-other"}
    everything |= {"shared", "lonely"}
    assert words_in(everything, tmp_path) == sorted(everything)

    left = {}
    for why, (names, more) in SAID_LATER.items():
        said += more
        harvest(registry, tmp_path, "main", said)
        export_feed(registry, tmp_path)
        left[why] = words_in(names, tmp_path)
    registry.withhold("https://e.vn/withheld", by="officer", reason="No")
    export_feed(registry, tmp_path)
    left["withheld"] = words_in(["withheld", "agent-of-withheld", "entry-of-withheld"], tmp_path)
    registry.withdraw("https://e.vn/withdrawn", by="officer", source="main")
    export_feed(registry, tmp_path)
    left["withdrawn"] = words_in(["withdrawn", "agent-of-withdrawn"], tmp_path)
    registry.purge("https://e.vn/purged", by="officer", reason="No")
    export_feed(registry, tmp_path)
    left["purged"] = words_in(["purged", "agent-of-purged", "entry-of-purged"], tmp_path)
    set_internal(registry, "nodes")
    export_feed(registry, tmp_path)
    left["nodes"] = words_in(["lonely"], tmp_path)
    set_internal(registry, "other")
    export_feed(registry, tmp_path)
    left["internal"] = words_in(["other", "agent-of-other", "shared"], tmp_path)
    export_feed(registry, tmp_path, STAYS.replace("hidden-publisher", "holder").replace("drafts", "user"))
    assert {why: names for why, names in left.items() if names} == {}
    # What is gone is named by its IRI alone, for those who have a copy of it.
    manifest = bytes_by_path(tmp_path / "feed" / "current")["manifest-records.jsonl"].decode()
    gone = {line["iri"]: line["gone"] for line in map(json.loads, manifest.splitlines()) if "gone" in line}
    names = ("narrowed", "withheld", "withdrawn", "purged", "unclear", "secret", "personal", "other", "user")
    assert gone == {f"https://e.vn/{name}": "withdrawn" for name in names}


@pytest.mark.parametrize(("stays", "lists"), [("", True), ('[stays_inside]\nproperties = ["dcat:dataset"]\n', False)])
def test_export_feed__a_property_that_stays_is_not_that_of_an_owners_catalogue_either(
    registry: Registry, tmp_path: Path, stays: str, *, lists: bool
) -> None:
    catalog = '<mine> a dcat:Catalog ; dct:title "m"@vi ; dcat:dataset <open> .\n'
    harvest(registry, tmp_path, "main", dataset("open") + catalog)
    export_feed(registry, tmp_path, POLICY + stays)
    whole = bytes_by_path(tmp_path / "feed" / "current")["all.nt.gz"]
    assert (b"<https://e.vn/mine> <http://www.w3.org/ns/dcat#dataset> <https://e.vn/open> ." in whole) == lists


def test_export_feed__keeps_a_publisher_inside_under_each_of_its_iris(registry: Registry, tmp_path: Path) -> None:
    renamed = "dct:publisher <new-publisher>"
    hidden = agent("hidden-publisher") + agent("new-publisher", "dct:publisher <new-publisher>")
    harvest(registry, tmp_path, "main", dataset("open") + dataset("moved", renamed) + hidden)
    harvest(registry, tmp_path, "other", dataset("older", "dct:publisher <hidden-publisher>"))
    assert export_feed(registry, tmp_path, STAYS.replace('"drafts"', "")).records == 2
    registry.identities.same_as(
        "https://e.vn/hidden-publisher", "https://e.vn/new-publisher", by="officer", reason="Renamed"
    )
    report = export_feed(registry, tmp_path, STAYS.replace('"drafts"', ""))
    assert report.inside == {
        "publisher: https://e.vn/hidden-publisher": 1,
        "publisher: https://e.vn/new-publisher": 1,
    }
    assert words_in({"moved", "older", "hidden-publisher", "new-publisher"}, tmp_path) == []


def test_export_feed__names_a_publisher_of_the_policy_that_no_record_has(registry: Registry, tmp_path: Path) -> None:
    policy = STAYS.replace('"drafts"', "")
    old = dataset("open") + agent("hidden-publisher")
    harvest(registry, tmp_path, "main", old + dataset("moved", "dct:publisher <hidden-publisher>"))
    assert export_feed(registry, tmp_path, policy).unmatched_publishers == ()
    moved = dataset("moved", "dct:publisher <new-publisher>") + agent("new-publisher")
    harvest(registry, tmp_path, "main", old + moved)
    report = export_feed(registry, tmp_path, policy)
    assert (report.inside, report.unmatched_publishers) == ({}, ("https://e.vn/hidden-publisher",))
    registry.identities.same_as(
        "https://e.vn/hidden-publisher", "https://e.vn/new-publisher", by="officer", reason="Renamed"
    )
    assert export_feed(registry, tmp_path, policy).unmatched_publishers == ()


@pytest.mark.parametrize("how", ["withhold", "purge", "internal", "policy"])
def test_export_feed__an_agency_whose_description_is_kept_back_loses_nothing(
    registry: Registry, tmp_path: Path, how: str
) -> None:
    office = agent("office", 'dct:identifier "H57"')
    harvest(registry, tmp_path, "main", dataset("1", "dct:publisher <office>") + dataset("2", "dct:publisher <office>"))
    harvest(registry, tmp_path, "agents", dataset("3") + office)
    policy = STAYS.replace('"drafts"', "").replace('"https://e.vn/hidden-publisher"', "")
    export_feed(registry, tmp_path, policy)
    assert words_in({"office"}, tmp_path) == ["office"]
    if how == "internal":
        set_internal(registry, "agents")
    elif how == "policy":
        policy = policy.replace("sources = []", 'sources = ["agents"]')
    else:
        getattr(registry, how)("https://e.vn/office", by="officer", reason="No")
    report = export_feed(registry, tmp_path, policy)
    assert (report.drops, words_in({"office"}, tmp_path)) == ((), [])


def test_export_feed__says_that_a_refused_build_leaves_in_place_what_is_purged(
    registry: Registry, tmp_path: Path
) -> None:
    harvest(registry, tmp_path, "main", dataset("0", "dct:creator <office>") + dataset("1") + dataset("2"))
    harvest(registry, tmp_path, "agents", agent("office") + dataset("3"))
    export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "main", dataset("0", "dct:creator <office>"))
    registry.harvests.accept_missing("main", by="officer", reason="Gone")
    with pytest.raises(RegistryError, match=r"with --accept drop --reason$"):
        export_feed(registry, tmp_path)
    registry.purge("https://e.vn/office", by="officer", reason="No")
    with pytest.raises(RegistryError, match=r"until then it may still serve what must not be public any more$"):
        export_feed(registry, tmp_path)


def test_export_feed__does_not_forget_its_policy(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + dataset("open") + dataset("closed", NON_PUBLIC), encoding="utf-8")
    with Registry.open("sqlite://") as registry:
        registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
        export_feed(registry, tmp_path / "f")
        with pytest.raises(UsageError, match="was built with a policy of what may be public; name it with --policy"):
            export_feed(registry, tmp_path / "f", None)
        assert word("closed").encode() not in all_bytes(tmp_path / "f" / "feed")
        manifest = tmp_path / "f" / "feed" / "current" / "manifest.json"
        manifest.write_bytes(manifest.read_bytes()[:-9])
        with pytest.raises(UsageError, match="name it with --policy"):
            export_feed(registry, tmp_path / "f", None)
        report = export_feed(registry, tmp_path / "f", None, without_policy=True)
        assert (report.records, report.is_rebuilt) == (2, True)
        assert export_feed(registry, tmp_path / "f", None).records == 2
