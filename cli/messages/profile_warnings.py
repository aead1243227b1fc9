"""Warnings about profiles."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["PROFILE_WARNING"]

PROFILE_WARNING: Final = message("cli-profile-warning", "warning: profile {profile}: {warning}")
