"""The messages of `danhmuc --help`."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "APPLY_BRIEF",
    "DEMO_BRIEF",
    "ELEMENTS_BRIEF",
    "EXPORT_BRIEF",
    "FEEDBACK_BRIEF",
    "HARVEST_BRIEF",
    "LIST_BRIEF",
    "NOT_INSTALLED",
    "PROGRAM_HELP",
    "REGISTRY_BRIEF",
    "REPORT_BRIEF",
    "SHAPES_BRIEF",
    "SHOW_BRIEF",
    "SOURCE_BRIEF",
    "STATUS_BRIEF",
    "TEMPLATE_BRIEF",
    "UNDO_BRIEF",
    "VALIDATE_BRIEF",
    "VERBOSE",
    "VERSION",
    "VOCAB_BRIEF",
]

PROGRAM_HELP: Final = message(
    "help-program",
    "Metadata registry and data-asset inventory: harvest, validate, export.\n\nStart with: danhmuc demo\n\n"
    "FILE is the name of a file; - stands for stdout in danhmuc export, for stdin in danhmuc source load, and for "
    "nothing in any other command.",
)
VERBOSE: Final = message("help-verbose", "Write details to stderr.")
VERSION: Final = message("help-version", "Show the version.")
NOT_INSTALLED: Final = message("version-not-installed", "danhmuc (not installed)")
TEMPLATE_BRIEF: Final = message("brief-template", "Write the workbook that an agency fills in to FILE")
HARVEST_BRIEF: Final = message("brief-harvest", "Harvest the catalogues at LOCATION")
APPLY_BRIEF: Final = message("brief-apply", "Apply the plans in FILE that harvest --plan wrote")
UNDO_BRIEF: Final = message("brief-undo", "Undo a run, or the newest change of a record")
STATUS_BRIEF: Final = message("brief-status", "Show which source needs attention, or with --since what changed")
VALIDATE_BRIEF: Final = message("brief-validate", "Validate the catalogues at LOCATION against a profile")
LIST_BRIEF: Final = message("brief-list", "List records")
SHOW_BRIEF: Final = message("brief-show", "Show the record with this IRI")
EXPORT_BRIEF: Final = message("brief-export", "Export the inventory to TARGET")
REPORT_BRIEF: Final = message("brief-report", "Reports on what the registry has stored")
SOURCE_BRIEF: Final = message("brief-source", "The sources of the registry")
VOCAB_BRIEF: Final = message("brief-vocab", "The code lists")
SHAPES_BRIEF: Final = message("brief-shapes", "Profiles, their rules, and faults in SHACL files")
ELEMENTS_BRIEF: Final = message("brief-elements", "Data elements and table schemas")
FEEDBACK_BRIEF: Final = message("brief-feedback", "Feedback of people and businesses on datasets")
REGISTRY_BRIEF: Final = message("brief-registry", "The registry itself")
DEMO_BRIEF: Final = message("brief-demo", "Try danhmuc on sample catalogues of Huế in the folder DIR")
