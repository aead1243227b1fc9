"""A portal is one source, whichever of its addresses is named."""

from __future__ import annotations

import pytest

from danhmuc.registry.sources import source_at
from danhmuc.vocab.errors import UsageError


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/dataset",
        "/dataset/",
        "/api/3",
        "/api/3/action/package_search",
        "/api/3/action/package_search?rows=10&start=0&q=*:*",
        "/api/action/package_list",
        "/organization",
        "/?x=1",
    ],
)
@pytest.mark.parametrize("portal", ["https://data.hue.vn", "https://hue.vn/kho/du-lieu"])
def test_location__is_that_of_the_portal(portal: str, path: str) -> None:
    assert source_at(portal + path, "ckan").location == f"{portal}/"


def test_location__names_the_source() -> None:
    names = {"https://data.hue.vn/dataset": "data.hue.vn", "https://hue.vn/kho/du-lieu/api/3": "hue.vn-kho-du-lieu"}
    assert {url: source_at(url, "ckan").name for url in names} == names


@pytest.mark.parametrize(
    "path", ["dataset?organization=x", "dataset?q=water", "api/3/action/package_search?fq=tags:x", "dataset?groups=a"]
)
def test_location__of_a_part_of_a_portal_is_wrong_usage(path: str) -> None:
    with pytest.raises(UsageError, match=r"is a whole portal; use https://data\.hue\.vn/$"):
        source_at(f"https://data.hue.vn/{path}", "ckan")


@pytest.mark.parametrize("location", ["data.json", "/srv/portal", "ftp://data.hue.vn/", "https://a:b@data.hue.vn/"])
def test_location__that_is_no_address_is_wrong_usage(location: str) -> None:
    with pytest.raises(UsageError):
        source_at(location, "ckan")
