"""Warnings about profiles."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class ProfileWarningsText(Messages, prefix="cli"):
    PROFILE_WARNING = message("warning: profile {profile}: {warning}")
