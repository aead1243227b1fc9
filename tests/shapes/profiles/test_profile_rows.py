"""The profiles that danhmuc brings, each in a row."""

from __future__ import annotations

from danhmuc.shapes import load_profile, profile_rows, profile_tokens


def test_profile_rows__are_the_profiles_with_their_own_rules_and_all() -> None:
    rows = {row.token: row for row in profile_rows()}
    assert tuple(rows) == profile_tokens()
    for token, row in rows.items():
        profile = load_profile(token)
        assert row.all_rules == len(profile.rules) == row.rules + sum(rows[below].rules for below in row.builds_on)
        assert row.version
        assert set(row.title) >= {"vi", "en"}
