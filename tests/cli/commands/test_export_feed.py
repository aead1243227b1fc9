"""``danhmuc export feed``: what it refuses, in one line each, with the last feed served unchanged."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.vocab.text import shown_location

from ...registry.feeds.little_feed import tree
from ...registry.feeds.public_words import POLICY, SETTINGS

Run = Callable[..., CompletedProcess[str]]

BASE = "https://data.example.vn/feed/"
DATASET = (
    '<https://e.vn/{0}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "t"@vi ;'
    " <http://purl.org/dc/terms/publisher> <https://e.vn/{1}> .\n"
)
AGENCY = (
    '<https://e.vn/{0}> a <http://xmlns.com/foaf/0.1/Organization> ; <http://xmlns.com/foaf/0.1/name> "{0}"@vi ;'
    ' <http://purl.org/dc/terms/identifier> "{0}" .\n'
)
SECRECY = '<https://e.vn/{0}> <https://w3id.org/danhmuc/def#secrecy> "TS" .\n'


@pytest.fixture
def harvest(danhmuc: Run, tmp_path: Path) -> Callable[[str], None]:
    """Harvests a source of these lines; what it does not have any more is gone."""
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")

    def call(turtle: str) -> None:
        (tmp_path / "a.ttl").write_text(turtle, encoding="utf-8")
        answer = danhmuc("harvest", "a.ttl", "--name", "a", "--profile", "none")
        assert answer.returncode in {0, 1}, answer.stderr
        danhmuc("registry", "accept-missing", "a", "--reason", "Gone")

    return call


@pytest.fixture
def feed(danhmuc: Run) -> Run:
    """Builds a feed."""

    def call(*more: str, folder: str = "feed", base: str = BASE) -> CompletedProcess[str]:
        return danhmuc("export", "feed", folder, "--base", base, "--settings", "settings.toml", *more)

    return call


def two_agencies(big: int, small: int) -> str:
    """So many datasets of two agencies."""
    big_one = "".join(DATASET.format(f"a{number}", "big") for number in range(big))
    small_one = "".join(DATASET.format(f"b{number}", "small") for number in range(small))
    return big_one + small_one + AGENCY.format("big") + AGENCY.format("small")


def refused(answer: CompletedProcess[str], code: int) -> str:
    """The one line of a refusal."""
    assert (answer.returncode, answer.stdout) == (code, ""), answer
    (line,) = answer.stderr.splitlines()
    return line


def test_export_feed__a_drop_needs_a_reason(danhmuc: Run, feed: Run, harvest: Callable[[str], None]) -> None:
    harvest(two_agencies(20, 5))
    assert feed().returncode == 0
    served = Path("feed/current")
    before = tree(served)
    harvest(two_agencies(17, 5))
    line = refused(feed(), 1)
    assert "lose 3 of 25 records" in line
    assert "--accept", "drop" in line
    assert "still serves" not in line
    danhmuc("registry", "withhold", "https://e.vn/b1", "--reason", "No")
    assert refused(feed(), 1).endswith("still serves records that must not be public any more, 1 of them")
    danhmuc("registry", "release", "https://e.vn/b1")
    assert tree(served) == before
    assert "--reason" in refused(feed("--accept", "drop"), 2)
    assert "--reason" in refused(feed("--accept", "drop", "--reason", " "), 2)
    assert tree(served) == before
    report = json.loads(feed("--accept", "drop", "--reason", "Sáp nhập", "--json").stdout)
    assert report["drops"][0] == {"agency": None, "before": 25, "gone": 3, "retired": False}
    for _ in range(2):
        assert json.loads((served / "manifest.json").read_text(encoding="utf-8"))["drop_reason"] == "Sáp nhập"
        assert feed().returncode == 0


def test_export_feed__a_drop_of_an_agency_alone_needs_a_reason(feed: Run, harvest: Callable[[str], None]) -> None:
    harvest(two_agencies(40, 5))
    assert feed().returncode == 0
    harvest(two_agencies(40, 4))
    assert feed().returncode == 0, "one is no drop"
    harvest(two_agencies(40, 2))
    assert "lose 2 of 4 records of the agency small" in refused(feed(), 1)


def test_export_feed__what_is_kept_back_is_no_drop(danhmuc: Run, feed: Run, harvest: Callable[[str], None]) -> None:
    harvest(two_agencies(10, 5))
    assert feed().returncode == 0
    harvest(two_agencies(10, 5) + "".join(SECRECY.format(f"a{number}") for number in range(5)))
    danhmuc("registry", "withhold", "https://e.vn/b1", "--reason", "No")
    danhmuc("registry", "withhold", "https://e.vn/b2", "--reason", "No")
    report = json.loads(feed("--json").stdout)
    assert (report["gone"], report["drops"]) == (7, [])
    Path("policy.toml").write_text(POLICY + '[stays_inside]\npublishers = ["https://e.vn/small"]\n', encoding="utf-8")
    report = json.loads(feed("--policy", "policy.toml", "--json").stdout)
    assert (report["gone"], report["drops"]) == (3, [])


@pytest.mark.parametrize(
    ("stays", "line"),
    [
        ('sources = ["a", "aa"]', "unknown source 'aa'; known: a"),
        (
            'publishers = ["https://e.vn/smal"]',
            "unknown publisher 'https://e.vn/smal'; known: https://e.vn/big, https://e.vn/small",
        ),
    ],
)
def test_export_feed__a_policy_of_what_nobody_has_is_refused(
    feed: Run, harvest: Callable[[str], None], stays: str, line: str
) -> None:
    harvest(two_agencies(1, 1))
    Path("policy.toml").write_text(f"{POLICY}[stays_inside]\n{stays}\n", encoding="utf-8")
    assert refused(feed("--policy", "policy.toml"), 2) == f"danhmuc: {line}"
    assert not Path("feed").exists()


def test_export_feed__of_another_base_or_a_newer_version_is_left_alone(
    feed: Run, harvest: Callable[[str], None]
) -> None:
    harvest(two_agencies(1, 1))
    assert feed().returncode == 0
    before = tree(Path("feed/current"))
    assert "https://other.example/" in refused(feed(base="https://other.example/"), 2)
    manifest = Path("feed/current/manifest.json")
    members = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(members | {"format": 99}), encoding="utf-8")
    assert "99" in refused(feed(), 2)
    manifest.write_bytes(before["manifest.json"][0])
    assert {path: data for path, (data, _) in tree(Path("feed/current")).items()} == {
        path: data for path, (data, _) in before.items()
    }


@pytest.mark.parametrize("name", ["manifest.json", "manifest-records.jsonl", "stream-log.jsonl"])
def test_export_feed__goes_on_where_the_last_feed_is_damaged(
    danhmuc: Run, feed: Run, harvest: Callable[[str], None], name: str
) -> None:
    harvest(two_agencies(3, 3))
    assert "begins anew" in feed().stdout
    assert "begins anew" not in feed().stdout
    damaged = Path("feed/current", name)
    data = damaged.read_bytes()
    damaged.unlink()
    damaged.write_bytes(data[: len(data) // 2])
    danhmuc("registry", "withhold", "https://e.vn/b1", "--reason", "No")
    answer = feed()
    assert answer.returncode == 0, answer.stderr
    assert ("was made anew" in answer.stdout) == (name != "stream-log.jsonl")
    assert "begins anew" not in answer.stdout
    builds = [one.name for one in Path("feed/.builds").iterdir() if one.is_dir()]
    assert len(builds) == 1, "it has what is withheld by now"
    assert "anew" not in feed().stdout


def test_export_feed__of_another_registry_is_refused(
    danhmuc: Run, feed: Run, harvest: Callable[[str], None], tmp_path: Path
) -> None:
    harvest(two_agencies(3, 3))
    assert feed().returncode == 0
    before = tree(Path("feed/current"))
    other = ("--registry", f"sqlite:///{tmp_path / 'other.db'}")
    assert danhmuc("harvest", "a.ttl", "--name", "a", "--profile", "none", *other).returncode == 0
    line = refused(feed(*other), 1)
    assert line.startswith("danhmuc: the feed in feed was built from another registry;")
    assert tree(Path("feed/current")) == before
    answer = feed(*other, "--accept", "other-registry", "--json")
    assert (json.loads(answer.stdout)["gone"], answer.returncode) == (0, 0)
    assert "--accept", "other-registry" in danhmuc("export", "nt", "all.nt", "--accept", "other-registry").stderr


def test_export_feed__whose_manifest_and_pages_are_lost_is_refused(feed: Run, harvest: Callable[[str], None]) -> None:
    harvest(two_agencies(3, 3))
    assert feed().returncode == 0
    for path in ("manifest.json", "manifest-records.jsonl", "server/apache-places.txt"):
        Path("feed/current", path).unlink()
    for page in Path("feed/current").glob("catalog.*"):
        page.unlink()
    line = refused(feed(), 1)
    assert "the manifest of the feed in feed is lost or damaged, and catalog.ttl cannot be read" in line
    report = json.loads(feed("--accept", "drop", "--reason", "Đĩa hỏng", "--json").stdout)
    assert (report["records"], report["is_rebuilt"]) == (6, True)


def test_export_feed__a_second_build_at_once_is_refused(feed: Run, harvest: Callable[[str], None]) -> None:
    import fcntl

    harvest(two_agencies(1, 1))
    assert feed().returncode == 0
    with Path("feed/.builds/lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = tree(Path("feed/current"))
        assert "feed" in refused(feed(), 1)
        assert tree(Path("feed/current")) == before
    assert feed().returncode == 0


@pytest.mark.parametrize(
    "base",
    [
        "https://data.example.vn/feed",
        "data.example.vn/feed/",
        "ftp://data.example.vn/",
        "https://data.example.vn:99999/",
        "https://data.example.vn:80x/",
        "https://[::1/",
        "https://me@data.example.vn/",
        "https://data.example.vn/?a/",
        "https://data.example.vn/#/",
        "https:///",
        "https://data example.vn/",
        "",
        "/",
        "//data.example.vn/",
        "https://data.example.vn/a/../feed/",
        "https://data.example.vn/./",
    ],
)
def test_export_feed__needs_an_address_as_its_base(feed: Run, harvest: Callable[[str], None], base: str) -> None:
    harvest(two_agencies(1, 1))
    assert f"{shown_location(base)} cannot be the base of a feed" in refused(feed(base=base), 2)
    assert not Path("feed").exists()


def test_export_feed__may_stand_at_a_port_or_an_address(feed: Run, harvest: Callable[[str], None]) -> None:
    harvest(two_agencies(1, 1))
    assert feed(base="http://localhost:8080/").returncode == 0
    assert feed(base="http://[::1]:8080/feed/", folder="other").returncode == 0


def test_export_feed__of_an_empty_registry_has_a_first_page(
    danhmuc: Run, feed: Run, harvest: Callable[[str], None]
) -> None:
    harvest("")
    for _ in range(2):
        report = json.loads(feed("--json").stdout)
        assert (report["records"], report["pages"]) == (0, 1)
    for path in ("catalog.ttl", "catalog.rdf", "catalog.jsonld", "index.html", "stream.trig", "all.nt.gz"):
        assert Path("feed/current", path).stat().st_size > 0
    harvest(two_agencies(1, 0))
    assert json.loads(feed("--json").stdout)["created"] == 1


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--policy", "nowhere.toml"), 3, "nowhere.toml"),
        (("--catalog", "settings.toml"), 2, "--catalog"),
        (("--registry", "sqlite:///nowhere.db"), 3, "nowhere.db"),
        (("--settings", "nowhere.toml"), 3, "nowhere.toml"),
        (("--settings", "lacking.toml"), 2, "licence"),
    ],
)
def test_export_feed__says_what_it_lacks(
    feed: Run, harvest: Callable[[str], None], more: tuple[str, ...], code: int, words: str
) -> None:
    harvest(two_agencies(1, 1))
    lines = [line for line in SETTINGS.splitlines() if not line.startswith("licence")]
    Path("lacking.toml").write_text("\n".join(lines), encoding="utf-8")
    assert words in refused(feed(*more), code)
    assert not Path("feed").exists()


def test_export_feed__says_what_its_settings_and_options_leave_out(
    danhmuc: Run, feed: Run, harvest: Callable[[str], None]
) -> None:
    title = '<https://e.vn/a0> <http://purl.org/dc/terms/title> "t"@de .\n'
    harvest(two_agencies(1, 3) + title)
    settings = 'languages = ["vi"]\nprofile = "dcat-ap"\n[filters]\nclass = ["dataset"]\n' + SETTINGS
    Path("settings.toml").write_text(settings, encoding="utf-8")
    answer = feed("--publisher", "BIG", "--losses", "losses.csv")
    assert answer.returncode == 0, answer.stderr
    assert "  validated 6 descriptions, whose verdicts were not of today\n" in answer.stdout
    assert "  left out 4 records: never had an accepted version\n" in answer.stdout
    assert "  https://e.vn/a0 of a: 1 violation\n" in answer.stdout
    settings = settings.replace('profile = "dcat-ap"\n', "")
    Path("settings.toml").write_text(settings, encoding="utf-8")
    answer = feed("--publisher", "BIG", "--losses", "losses.csv")
    assert "  left out 3 records: of none of the publishers asked for\n" in answer.stdout
    assert "  left out 1 text of 1 record, in another language than those of the feed\n" in answer.stdout
    assert "  losses.csv tells what the feed or its formats do not have of " in answer.stdout
    assert "https://e.vn/a0,dct:title,1,,language,a" in Path("losses.csv").read_text(encoding="utf-8")
    assert refused(feed("--losses", "a.csv", "--left-out", "./a.csv"), 2).count("a.csv") == 1
    report = json.loads(feed("--source", "a", "--theme", "ENVI", "--accept", "drop", "--reason", "R", "--json").stdout)
    assert (report["records"], report["left_out"]) == (0, {"filtered-theme": 4})
    for option, name in (("--source", "b"), ("--publisher", "none"), ("--theme", "none")):
        assert f"unknown {option[2:]} '{name}'" in refused(feed(option, name), 2)
    Path("settings.toml").write_text(settings.replace('"dataset"', '"datasets"'), encoding="utf-8")
    assert refused(feed(), 2).startswith("danhmuc: settings.toml: 'filters.class' must be a list")


def test_export_feed__says_that_a_folder_cannot_be_one(feed: Run, harvest: Callable[[str], None]) -> None:
    harvest(two_agencies(1, 1))
    Path("file").write_text("", encoding="utf-8")
    for folder in ("file", "-", "/"):
        assert "cannot be the folder of a feed" in refused(feed(folder=folder), 2)
    assert "an empty TARGET names nothing" in refused(feed(folder=""), 2)
    for option in ("--left-out", "--losses"):
        assert f"{option} needs the name of a file" in refused(feed(option, "-"), 2)
    assert sorted(one.name for one in Path().iterdir() if one.is_dir()) == []
    assert "file/feed" in refused(feed(folder="file/feed"), 2)
    Path("folder").mkdir()
    Path("folder/current").mkdir()
    assert "folder" in refused(feed(folder="folder"), 2)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing keeps root from writing")
def test_export_feed__says_that_a_folder_cannot_be_written(feed: Run, harvest: Callable[[str], None]) -> None:
    harvest(two_agencies(1, 1))
    Path("closed").mkdir(mode=0o500)
    assert "closed" in refused(feed(folder="closed/feed"), 2)
