"""A source as it is declared: its values, what differs, and how settings are stored."""

from __future__ import annotations

import pytest

from danhmuc.registry.record.source_settings import (
    DeclaredSource,
    DeletionGuard,
    Expectations,
    SettingChange,
    SourceSettings,
    changed_settings,
    pack_settings,
    unpack_settings,
)

ALL = SourceSettings(
    interval_hours=24,
    contact="Sở Y tế",
    internal=True,
    credential_variable="HUE_TOKEN",
    delay_seconds=0.5,
    max_pages=500,
    expectations=Expectations(records=120, days=8),
    guard=DeletionGuard(share=0.5, records=9, off=True, reason="Sáp nhập"),
)


@pytest.mark.parametrize("settings", [SourceSettings(), ALL, SourceSettings(guard=DeletionGuard(share=0.2))])
def test_settings__survive_being_stored(settings: SourceSettings) -> None:
    assert unpack_settings(pack_settings(settings)) == settings
    assert SourceSettings.of_values(settings.values()) == settings


def test_settings__only_what_is_not_the_default_is_stored() -> None:
    assert pack_settings(SourceSettings()) == "{}"
    assert pack_settings(SourceSettings(internal=True, guard=DeletionGuard(records=5))) == (
        '{"guard.records": 5, "internal": true}'
    )


def test_changed_settings__names_each_value_that_differs() -> None:
    old = DeclaredSource(name="a", location="/a")
    new = DeclaredSource(name="a", location="/b", settings=SourceSettings(expectations=Expectations(days=8)))
    assert changed_settings(old.values(), new.values()) == (
        SettingChange(field="location", before="/a", after="/b"),
        SettingChange(field="expectations.days", before=None, after=8),
    )
    assert changed_settings(old.values(), old.values()) == ()
