"""Profiles of metadata records, the validator and its reports; also any SHACL shapes for any RDF.

Profiles are Turtle files in this folder, found by their token; nothing here touches network or database.
"""

from typing import TYPE_CHECKING, Final

from danhmuc.vocab.renamed import getattr_of_late_imports

if TYPE_CHECKING:
    from .profiles.bundled_profiles import NO_PROFILE, profile_tokens
    from .profiles.loading import Profile
    from .profiles.profile_rows import ProfileRow, profile_rows, profile_version
    from .profiles.rules import Rule
    from .shacl_result import ShaclResult
    from .validation.compiled_shapes import load_profile
    from .validation.context import Context
    from .validation.parallel import ShaclOptions, ValidatedInput, ValidatorOptions, validate_each
    from .validation.profile_validator import ENGINES, Engine, Validator
    from .validation.reference_date import today_in_vietnam
    from .validation.report import ValidationReport
    from .validation.shacl_report import ShaclReport, write_reports
    from .validation.shacl_validator import ShaclValidator, validate

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

_HOMES: Final = {
    "Context": "validation.context",
    "ENGINES": "validation.shacl_validator",
    "Engine": "validation.profile_validator",
    "NO_PROFILE": "profiles.bundled_profiles",
    "Profile": "profiles.loading",
    "ProfileRow": "profiles.profile_rows",
    "Rule": "profiles.loading",
    "ShaclOptions": "validation.parallel",
    "ShaclReport": "validation.shacl_report",
    "ShaclResult": "shacl_result",
    "ShaclValidator": "validation.shacl_validator",
    "ValidatedInput": "validation.parallel",
    "ValidationReport": "validation.report",
    "Validator": "validation.profile_validator",
    "ValidatorOptions": "validation.parallel",
    "load_profile": "validation.compiled_shapes",
    "profile_rows": "profiles.profile_rows",
    "profile_tokens": "profiles.bundled_profiles",
    "profile_version": "profiles.profile_rows",
    "today_in_vietnam": "validation.reference_date",
    "validate": "validation.shacl_validator",
    "validate_each": "validation.parallel",
    "write_reports": "validation.shacl_report",
}

# Whoever asks for the day in Viet Nam needs no engine.
__getattr__ = getattr_of_late_imports(__name__, _HOMES)
