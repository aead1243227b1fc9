"""Profiles of metadata records, the validator and its reports; also any SHACL shapes for any RDF.

Profiles are Turtle files in this folder, found by their token; nothing here touches network or database.
"""

from .profiles.loading import NO_PROFILE, Profile, Rule, profile_tokens
from .profiles.profile_rows import ProfileRow, profile_rows, profile_version
from .shacl_result import ShaclResult
from .validation.context import Context
from .validation.options import ShaclOptions, ValidatorOptions
from .validation.parallel import ValidatedInput, validate_each
from .validation.profile_validator import Engine, Validator
from .validation.reference_date import today_in_vietnam
from .validation.report import ValidationReport
from .validation.shacl_report import ShaclReport, write_reports
from .validation.shacl_validator import ENGINES, ShaclValidator, validate
from .validation.usable_profile import load_profile

__all__ = [
    "ENGINES",
    "NO_PROFILE",
    "Context",
    "Engine",
    "Profile",
    "ProfileRow",
    "Rule",
    "ShaclOptions",
    "ShaclReport",
    "ShaclResult",
    "ShaclValidator",
    "ValidatedInput",
    "ValidationReport",
    "Validator",
    "ValidatorOptions",
    "load_profile",
    "profile_rows",
    "profile_tokens",
    "profile_version",
    "today_in_vietnam",
    "validate",
    "validate_each",
    "write_reports",
]
