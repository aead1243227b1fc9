"""What a good record looks like: profiles, the validator, its reports; and any shapes for any RDF.

Profiles are Turtle files in this folder, found by their token; nothing here touches network or database.
"""

from .context import Context
from .profile_rows import ProfileRow, profile_rows, profile_version
from .profiles import NO_PROFILE, Profile, Rule, load_profile, profile_tokens
from .reference_date import today_in_vietnam
from .reports import ValidationReport
from .shacl_reports import ShaclReport, write_reports
from .shacl_result import ShaclResult
from .validating import ENGINES, ShaclValidator, validate
from .validator import Engine, Validator

__all__ = [
    "ENGINES",
    "NO_PROFILE",
    "Context",
    "Engine",
    "Profile",
    "ProfileRow",
    "Rule",
    "ShaclReport",
    "ShaclResult",
    "ShaclValidator",
    "ValidationReport",
    "Validator",
    "load_profile",
    "profile_rows",
    "profile_tokens",
    "profile_version",
    "today_in_vietnam",
    "validate",
    "write_reports",
]
