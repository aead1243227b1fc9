"""Sources full of words that must not be public, for feeds in which none of them is found."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Final

from danhmuc.registry import FeedReport, Registry, source_at

__all__ = [
    "BASE",
    "POLICY",
    "PREFIXES",
    "SETTINGS",
    "all_bytes",
    "bytes_by_path",
    "dataset",
    "export_feed",
    "harvest",
    "word",
]

BASE: Final = "https://data.example.vn/feed/"
SETTINGS: Final = """
[catalog]
title = { vi = "Danh mục dữ liệu" }
description = { vi = "Tất cả." }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = { iri = "https://e.vn/publisher", name = { vi = "Tỉnh" } }
contact = { name = { vi = "Trung tâm" }, email = "dulieu@example.vn" }
"""
POLICY: Final = """
[may_leave]
access_rights = ["PUBLIC", "not stated"]
sharing_nature = ["MO", "not stated"]
personal_data = ["KHONG", "not stated"]
importance = ["KHAC", "not stated"]
"""
PREFIXES: Final = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix schema: <http://schema.org/> .
@prefix access: <http://publications.europa.eu/resource/authority/access-right/> .
"""


def word(name: str) -> str:
    """A word that stands for a value, which nothing else has."""
    return "kin" + hashlib.sha256(name.encode()).hexdigest()[:12]


def dataset(name: str, *statements: str, title: str | None = None) -> str:
    """A dataset whose title, if none is given, is its word."""
    said = "".join(f" ; {one}" for one in statements)
    return f'<{name}> a dcat:Dataset ; dct:title "{title or word(name)}"@vi ; dct:description "d"@vi{said} .\n'


def harvest(registry: Registry, folder: Path, name: str, turtle: str, *, profile: str = "none") -> None:
    """Harvest a source that consists of a file."""
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    registry.plan(source_at(str(path)), name=name, profile=profile).apply(by="test")


def export_feed(
    registry: Registry,
    folder: Path,
    policy: str | None = POLICY,
    *,
    base: str = BASE,
    per_page: int = 100,
    accept_drop: str | None = None,
    without_policy: bool = False,
    more: str = "",
    check_all: bool = False,
) -> FeedReport:
    """Export a feed into a folder beside its settings, with more lines at their beginning, and its policy."""
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(f"records_per_page = {per_page}\n{more}\n{SETTINGS}", encoding="utf-8")
    if policy is not None:
        (folder / "policy.toml").write_text(policy, encoding="utf-8")
    return registry.export_feed(
        folder / "feed",
        base=base,
        settings=folder / "settings.toml",
        policy=None if policy is None else folder / "policy.toml",
        without_policy=without_policy,
        accept_drop=accept_drop,
        check_all=check_all,
    )


def bytes_by_path(folder: Path) -> dict[str, bytes]:
    """The files of a folder, unpacked, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found[path.relative_to(folder).as_posix()] = gzip.decompress(data) if path.suffix == ".gz" else data
    return found


def all_bytes(folder: Path) -> bytes:
    """All of a folder, its older builds and the names of files included."""
    files = bytes_by_path(folder)
    return b"\n".join([*files.values(), *(path.encode() for path in files)])
