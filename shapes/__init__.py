"""What a good record looks like: profiles, the validator, its reports.

Profiles are Turtle files in this folder, found by their token; nothing here touches network or database.
"""

from .context import Context
from .profiles import NO_PROFILE, Profile, Rule, load_profile, profile_tokens
from .reports import ValidationReport
from .validator import Validator

__all__ = [
    "NO_PROFILE",
    "Context",
    "Profile",
    "Rule",
    "ValidationReport",
    "Validator",
    "load_profile",
    "profile_tokens",
]
