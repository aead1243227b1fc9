"""Lint shapes files: find rules that cannot work, and rules that people cannot understand."""

from __future__ import annotations

from .checks import CHECKS, Check
from .linter import Linter, LintReport

__all__ = ["CHECKS", "Check", "LintReport", "Linter"]
