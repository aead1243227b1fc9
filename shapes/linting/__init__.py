"""Lint shapes files: rules that cannot work or be understood."""

from __future__ import annotations

from .checks import CHECKS, Check
from .linter import Linter, LintReport

__all__ = ["CHECKS", "Check", "LintReport", "Linter"]
