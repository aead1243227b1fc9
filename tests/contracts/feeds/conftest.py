"""Feeds of the sample catalogues, as `danhmuc demo` harvests them, and of pages of the Belgian inventory."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry, source_at

from ...registry.feeds.public_words import POLICY
from .feed_site import STRICT_POLICY, BuiltFeed, harvest_demo

BELGIAN_PAGES: Final = ("page-1.trig", "page-30.trig", "page-180.trig", "page-940.trig")
"""Datasets, one IRI with U+00A0 among them, distributions and agents."""


@pytest.fixture(scope="session")
def demo_feed(tmp_path_factory: pytest.TempPathFactory) -> BuiltFeed:
    """The feed of the demo; who builds it anew changes nothing of it."""
    feed = harvest_demo(tmp_path_factory.mktemp("demo"))
    return replace(feed, report=feed.build())


@pytest.fixture(scope="session")
def belgian_feed(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltFeed:
    """The feed of some Belgian pages; who builds it anew changes nothing of it."""
    folder = tmp_path_factory.mktemp("belgium")
    (folder / "pages").mkdir()
    for page in BELGIAN_PAGES:
        shutil.copy(test_data / "belgium" / page, folder / "pages")
    url = f"sqlite:///{folder / 'danhmuc.db'}"
    with Registry.open(url) as registry:
        registry.harvest(source_at(str(folder / "pages")), profile="none")
    feed = BuiltFeed(url, folder / "feed", records_per_page=50, events_per_page=100)
    return replace(feed, report=feed.build())


def under_policy(feed: BuiltFeed, name: str, policy: str, *languages: str) -> BuiltFeed:
    """A feed of the same registry, built under a policy, with texts in some languages alone."""
    public = replace(feed, folder=feed.folder.with_name(name), policy=policy, languages=languages)
    return replace(public, report=public.build())


@pytest.fixture(scope="session")
def public_feed(demo_feed: BuiltFeed) -> BuiltFeed:
    """The feed of the demo under the policy of the documentation."""
    return under_policy(demo_feed, "public", POLICY)


@pytest.fixture(scope="session")
def strict_feed(demo_feed: BuiltFeed) -> BuiltFeed:
    """The feed of the demo under a policy that lets little leave, in one language."""
    return under_policy(demo_feed, "strict", STRICT_POLICY, "vi")


@pytest.fixture(scope="session")
def belgian_public_feed(belgian_feed: BuiltFeed) -> BuiltFeed:
    """The feed of the Belgian pages under the policy of the documentation."""
    return under_policy(belgian_feed, "public", POLICY)


def feed_named(request: pytest.FixtureRequest, name: str) -> BuiltFeed:
    """One of the feeds here."""
    built: BuiltFeed = request.getfixturevalue(f"{name}_feed")
    return built


SOAKED: Final = tuple(pytest.param(name, marks=pytest.mark.soak) for name in ("strict", "belgian_public"))
large_in_soak = pytest.mark.parametrize(
    "feed", ["demo", "public", pytest.param("belgian", marks=pytest.mark.soak), *SOAKED], indirect=True
)
"""Each of the feeds, of a test that reads whole feeds in a slow way; the Belgian ones in the soak alone."""


@pytest.fixture(params=["demo", "belgian", "public", *SOAKED])
def feed(request: pytest.FixtureRequest) -> BuiltFeed:
    """Each of the feeds."""
    return feed_named(request, request.param)


@pytest.fixture(autouse=True)
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """See that no proxy of this machine is used."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
