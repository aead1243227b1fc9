"""A second build of a registry in which nothing is new."""

from __future__ import annotations

from pathlib import Path

from danhmuc.registry import Registry, source_at

from .feed_site import BuiltFeed

NOTHING_NEW = ("created", "changed", "gone", "files_changed", "bytes_changed", "begins_anew")


def test_rebuild__of_nothing_new_changes_no_file_and_reports_the_same_losses(feed: BuiltFeed) -> None:
    assert feed.report is not None
    before = {path: (feed.current / path).stat() for path in [*feed.manifest.files, "manifest.json"]}
    again = feed.build()
    after = {path: (feed.current / path).stat() for path in before}
    # The same files by hard links.
    assert {path: one.st_ino for path, one in after.items()} == {path: one.st_ino for path, one in before.items()}
    assert [getattr(again, name) for name in NOTHING_NEW] == [0, 0, 0, 0, 0, False]
    said, first = again.as_dict(), feed.report.as_dict()
    assert {key for key in said if said[key] != first[key]} <= {*NOTHING_NEW, "is_unchanged", "validated"}
    read = feed.build(check_all=True).as_dict()
    assert {key for key in first if read[key] != first[key]} <= {*NOTHING_NEW}
    assert again.unwritten["dcat-us-1.1"] > 0


def test_rebuild__after_a_run_that_found_nothing_new_changes_the_manifest_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_text("<https://e.vn/d> a <http://www.w3.org/ns/dcat#Dataset> .", encoding="utf-8")
    feed = BuiltFeed(f"sqlite:///{tmp_path / 'danhmuc.db'}", tmp_path / "feed")
    reports, times = [], []
    for _ in range(3):
        with Registry.open(feed.url) as registry:
            registry.harvest(source_at(str(path)), profile="none")
        reports.append(feed.build())
        times.append((feed.current / "manifest.json").stat().st_mtime)
    assert [(report.run, report.files_changed) for report in reports[1:]] == [(2, 1), (3, 1)]
    # Else a server that is asked for what is newer would not give it.
    assert times[0] < times[1] < times[2]
